"""The menu bar: everything the window can do, with the keys for it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QMetaObject, QObject, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu

from reflect_app.ui.settings import Look, Settings
from reflect_app.ui.theme import Theme

Keys = QKeySequence.StandardKey

PAGES = ("Today", "Journal", "Plan", "Supervision", "Trends")
LOOKS: tuple[tuple[Look, str], ...] = (
    ("system", "As the system says"),
    ("light", "Light"),
    ("dark", "Dark"),
)
EDITS = (
    ("Undo", Keys.Undo, "undo"),
    ("Redo", Keys.Redo, "redo"),
    ("Cut", Keys.Cut, "cut"),
    ("Copy", Keys.Copy, "copy"),
    ("Paste", Keys.Paste, "paste"),
    ("Select all", Keys.SelectAll, "selectAll"),
)
TEXT_STEP = 25
"""Percent by which text grows or shrinks at a time."""
STILL = 100
"""Milliseconds without another choice of look or size, after which a second one is worn too."""


class Menus(QObject):
    """File, Edit, View, Go and Help; what needs an open journal is grey while it is locked."""

    page_requested = Signal(str)
    write_requested = Signal(str)
    search_requested = Signal()
    focus_requested = Signal()
    """Focus mode is to begin, or to end."""
    lock_requested = Signal()
    quit_requested = Signal()
    support_requested = Signal()

    def __init__(self, window: QMainWindow, theme: Theme, settings: Settings) -> None:
        super().__init__(window)
        self._bar = window.menuBar()
        self._theme = theme
        self._settings = settings
        self._inside: list[QAction] = []
        self._behind = False
        self._still = QTimer(self, singleShot=True, interval=STILL)
        self._still.timeout.connect(self._catch_up)
        theme.changed.connect(self._still.start)
        self._fill_file()
        self._fill_edit()
        self._fill_view()
        self._fill_go()
        self._fill_help()
        self.set_open(False)

    def set_open(self, is_open: bool) -> None:  # noqa: FBT001
        """Offer what an open journal can do, or stop offering it."""
        for action in self._inside:
            action.setEnabled(is_open)

    def _fill_file(self) -> None:
        menu = self._bar.addMenu("&File")
        write = self.write_requested.emit
        self._add(menu, "New reflection", "Ctrl+N", partial(write, "hard_case"))
        self._add(menu, "Just write", "Ctrl+Shift+N", partial(write, "free"))
        menu.addSeparator()
        self._add(menu, "Lock now", "Ctrl+L", self.lock_requested.emit)
        self._add(menu, "Quit", Keys.Quit, self.quit_requested.emit, inside=False)

    def _fill_edit(self) -> None:
        menu = self._bar.addMenu("&Edit")
        for name, keys, slot in EDITS:
            self._add(menu, name, keys, partial(_tell_focused, slot), inside=False)
        menu.addSeparator()
        self._add(menu, "Find", Keys.Find, self.search_requested.emit)

    def _fill_view(self) -> None:
        menu = self._bar.addMenu("&View")
        looks = QActionGroup(self)
        for look, name in LOOKS:
            action = self._add(menu, name, "", partial(self._set_look, look), inside=False)
            action.setCheckable(True)
            action.setChecked(look == self._settings.look)
            looks.addAction(action)
        menu.addSeparator()
        self._add(menu, "Focus mode", "F8", self.focus_requested.emit)
        menu.addSeparator()
        self._add(menu, "Larger text", Keys.ZoomIn, partial(self._zoom, TEXT_STEP), inside=False)
        self._add(menu, "Smaller text", Keys.ZoomOut, partial(self._zoom, -TEXT_STEP), inside=False)

    def _fill_go(self) -> None:
        menu = self._bar.addMenu("&Go")
        for number, title in enumerate(PAGES, start=1):
            keys = f"Ctrl+{number}"
            self._add(menu, title, keys, partial(self.page_requested.emit, title))
        menu.addSeparator()
        self._add(menu, "Settings", "Ctrl+,", partial(self.page_requested.emit, "Settings"))

    def _fill_help(self) -> None:
        menu = self._bar.addMenu("&Help")
        self._add(menu, "Help", Keys.HelpContents, partial(self.page_requested.emit, "Help"))
        self._add(menu, "Support", "Ctrl+H", self.support_requested.emit, inside=False)

    def _add(
        self,
        menu: QMenu,
        name: str,
        keys: str | QKeySequence.StandardKey,
        act: Callable[[], object],
        *,
        inside: bool = True,
    ) -> QAction:
        action = menu.addAction(name)
        action.setShortcuts(
            [QKeySequence(keys)] if isinstance(keys, str) else QKeySequence.keyBindings(keys)
        )
        action.triggered.connect(lambda _checked: act())
        if inside:
            self._inside.append(action)
        return action

    def _set_look(self, look: Look) -> None:
        self._settings.look = look
        self._wear_soon()

    def _zoom(self, step: int) -> None:
        self._settings.text_scale += step
        self._wear_soon()

    def _wear_soon(self) -> None:
        """Wear what the settings say: the first choice at once, what follows it closely together.

        Dressing every page takes half a second, and a key pressed seven times is one wish.
        """
        self._behind = True
        if self._still.isActive():
            self._still.start()
        else:
            self._catch_up()

    def _catch_up(self) -> None:
        if not self._behind:
            return
        self._behind = False
        chosen = self._settings
        self._theme.wear(chosen.look, chosen.text_scale, chosen.reading)


def _tell_focused(slot: str) -> None:
    """Ask whatever has the focus to do it; what cannot, does nothing."""
    focused = QApplication.focusWidget()
    if focused and focused.metaObject().indexOfMethod(f"{slot}()") >= 0:
        QMetaObject.invokeMethod(focused, slot)
