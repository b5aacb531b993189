"""The page as it will print, and the ways to take it along."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from reflect_app.domain.one_page import OnePage
from reflect_app.ui.parts.prepare.shown import counted
from reflect_app.ui.parts.prepare.taking import PRINT_KEYS, print_page, save_page
from reflect_app.ui.printing import PageSheet
from reflect_app.ui.theme import Theme
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.page_frame import PageFrame

TITLE = "The page"
AS_PRINTED = "Exactly as it prints{}. A PDF is not encrypted: whoever has the file can read it."
SHEET = "The sheet as it prints"
WIDEST = 794
"""Pixels of the width of an A4 sheet at 100 %, as screens count them."""
_MARGINS = 66
"""Pixels of the page and of the outline, at the left and at the right together."""


class Preview(QWidget):
    """A picture of the sheet, black on white in every look."""

    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._page: OnePage | None = None
        self._sheet: PageSheet | None = None
        self._back, self._save = Button("Back"), Button("Save as PDF")
        self._print = Button("Print", kind="primary", hint=PRINT_KEYS)
        self._notice, self._picture = Notice(), QLabel()
        actions = QWidget()
        row = FlowLayout(actions, spacing=12)
        for button in (self._back, self._save, self._print):
            row.addWidget(button)
        self._frame = PageFrame(TITLE, "", actions)
        self._drawn = QTimer(self, singleShot=True, interval=0)
        self._drawn.timeout.connect(self._draw)
        self._back.clicked.connect(self.left)
        self._save.clicked.connect(self._take_as_file)
        self._print.clicked.connect(self.print_page)
        theme.changed.connect(self._drawn.start)
        self._frame.viewport().installEventFilter(self)
        self._lay_out()

    def show_page(self, page: OnePage) -> None:
        """Show `page` from its top."""
        self._page, self._sheet = page, PageSheet(page)
        sheets = self._sheet.sheets
        self._frame.sentence.setText(
            AS_PRINTED.format("" if sheets == 1 else f", on {counted(sheets, 'sheet')}")
        )
        self._print.setText("Print" if sheets == 1 else f"Print {sheets} sheets")
        self._picture.setAccessibleDescription("\n".join(page.texts()))
        self._notice.clear()
        self._frame.go_up()
        self._draw()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002
        """Draw the sheet anew where there is more or less room for it."""
        if event.type() == QEvent.Type.Resize:
            self._drawn.start()
        return False

    def _lay_out(self) -> None:
        self._picture.setProperty("part", "sheet")
        self._picture.setProperty("still", True)
        self._picture.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._picture.setAccessibleName(SHEET)
        self._frame.body.addWidget(self._notice)
        self._frame.body.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        self._frame.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._frame)
        self.setFocusProxy(self._back)

    def _draw(self) -> None:
        if self._sheet is None:
            return
        room = self._frame.viewport().width() - _MARGINS
        width = max(min(room, WIDEST * self._theme.text_scale // 100), 1)
        ratio = self.devicePixelRatioF()
        picture = QPixmap.fromImage(self._sheet.picture(width, ratio))
        self._picture.setPixmap(picture)

    def _take_as_file(self) -> None:
        if self._page:
            self._notice.say(save_page(self._page, self))

    def print_page(self) -> None:
        """Print what is shown."""
        if self._page:
            self._notice.say(print_page(self._page, self))
