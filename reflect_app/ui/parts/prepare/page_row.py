"""One thing on the page: what is shared of it, and where it stands."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from reflect_app.ui.parts.prepare.sharing import Sharing
from reflect_app.ui.parts.prepare.shown import Shown, from_in_words, shared_in_words
from reflect_app.ui.theme import Theme
from reflect_app.ui.widgets.beside import Beside
from reflect_app.ui.widgets.buttons import Button, shown_keys
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.small_link import SmallLink
from reflect_app.ui.widgets.text import Body, Secondary

_ICON = 18
"""Pixels at 100 % text."""
_CHANGE, _DONE = "Change", "Done"
_WORDS_LEAST = 220
"""Pixels at 100 % text: where the words would have less, the buttons stand below them."""


class PageRow(QWidget):
    """A number, a title and a light line; ways to move it and to say how much is shared.

    Alt+Up and Alt+Down move it too, and so does the mouse that pulls it by its number.
    """

    moved = Signal(int)
    """It is to go up (-1) or down (1)."""
    pulled = Signal(int)
    """The mouse pulls it to this height in the window."""
    shared = Signal(str, object)
    """This attribute of its PageItem is to have that value."""
    taken_off = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: Shown | None = None
        self._sharing: Sharing | None = None
        self._number, self._words = _Number(), _Words()
        self._up, self._down = Button("", kind="link"), Button("", kind="link")
        self._change = SmallLink(_CHANGE)
        for button in (self._up, self._down):
            button.setProperty("part", "step")
        # A click within gives the focus to what was clicked, never to all of the row.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleDescription("Alt with Up or Down moves it.")
        self._connect()
        self._lay_out()
        self._draw()

    def show_part(self, shown: Shown, number: int, last: int) -> None:
        """Show what is shared of it, as the `number`th of so many as `last`."""
        self._shown = shown
        title, said = shown.part.title, shared_in_words(shown)
        self._number.setText(str(number))
        self._say()
        self.setAccessibleName(f"{number}, {title}. {said}")
        self._up.setAccessibleName(f"Move up: {title}")
        self._down.setAccessibleName(f"Move down: {title}")
        self._change.setAccessibleName(f"{self._change.text()}: {title}")
        for button, there in ((self._up, number > 1), (self._down, number < last)):
            if not there and button.hasFocus():
                self.setFocus()
            button.setVisible(there)
        if self._sharing:
            self._sharing.show_item(shown)

    def _connect(self) -> None:
        self._number.pulled.connect(self.pulled)
        self._change.clicked.connect(self._turn)
        self._theme.changed.connect(self._draw)
        for button, keys, by in ((self._up, "Alt+Up", -1), (self._down, "Alt+Down", 1)):
            button.setToolTip(shown_keys(keys))
            button.clicked.connect(lambda _=False, by=by: self.moved.emit(by))
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda by=by: self.moved.emit(by))

    def _lay_out(self) -> None:
        actions, both = QWidget(), QWidget()
        flow = FlowLayout(actions, spacing=4)
        for button in (self._up, self._down, self._change):
            room = button.sizePolicy()
            room.setRetainSizeWhenHidden(True)
            button.setSizePolicy(room)
            flow.addWidget(button)
        Beside(self._words, actions, spacing=8, parent=both)
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(both, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 4)
        self._column.setSpacing(8)
        self._column.addLayout(head)

    def _draw(self) -> None:
        """Draw what does not follow the look and the size of text by itself."""
        side = _ICON * self._theme.text_scale // 100
        for button, name in ((self._up, "chevron-up"), (self._down, "chevron-down")):
            button.setIcon(self._theme.icon(name, "muted"))
            button.setIconSize(QSize(side, side))
        self._words.set_least(_WORDS_LEAST * self._theme.text_scale // 100)

    def _turn(self) -> None:
        """Unfold how it is shared, or fold it away."""
        if self._sharing is None:
            self._unfold()
        else:
            self._sharing.setVisible(self._sharing.isHidden())
        folded = self._sharing is None or self._sharing.isHidden()
        self._change.setText(_CHANGE if folded else _DONE)
        self._words.hold(not folded)
        self._say()
        self._change.setAccessibleName(f"{self._change.text()}: {self._title()}")

    def _say(self) -> None:
        """Say what is shared of it; where that is open to change, only where it is from.

        What is ticked there says the rest, and words that grow would move it under the hand.
        """
        if self._shown:
            folded = self._sharing is None or self._sharing.isHidden()
            if folded:
                self._words.say(self._shown.part.title, shared_in_words(self._shown))
            else:
                self._words.say(self._shown.name, from_in_words(self._shown))

    def _title(self) -> str:
        return self._shown.part.title if self._shown else ""

    def _unfold(self) -> None:
        if self._shown is None:
            return
        self._sharing = Sharing(self._shown)
        self._sharing.shared.connect(self.shared)
        self._sharing.taken_off.connect(self.taken_off)
        self._column.addWidget(self._sharing)
        self._sharing.show()


class _Words(QWidget):
    """A title and a light line below it."""

    def __init__(self) -> None:
        super().__init__()
        self._least = 0
        self._title, self._line = Body(), Secondary()
        self._title.setMinimumWidth(1)  # a word without an end is cut off and widens no page
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self._title)
        lines.addWidget(self._line)

    def say(self, title: str, line: str) -> None:
        """Show both."""
        self._title.setText(title)
        self._line.setText(line)

    def hold(self, on: bool) -> None:  # noqa: FBT001
        """Keep the room that the light line has, whatever it says, or let it go."""
        self._line.setMinimumHeight(self._line.height() if on else 0)

    def set_least(self, width: int) -> None:
        """Ask for so many pixels before anything stands beside it."""
        self._least = width
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return room enough to read, so that all rows stand alike."""
        return QSize(self._least, super().sizeHint().height())


class _Number(QLabel):
    """The number of a row, by which the mouse can pull it."""

    pulled = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "number")
        self.setCursor(Qt.CursorShape.SizeVerCursor)
        self.setToolTip("Pull it up or down")

    def sizeHint(self) -> QSize:
        """Return room for two figures, so that all titles begin alike."""
        size = super().sizeHint()
        return QSize(3 * self.fontMetrics().horizontalAdvance("0") + 8, size.height() + 4)

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of it."""
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pull the row along."""
        self.pulled.emit(round(event.globalPosition().y()))
