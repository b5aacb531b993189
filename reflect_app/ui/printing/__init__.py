"""What is taken along to a session, on paper: one sheet of A4 wherever that is possible."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter

from reflect_app.domain.one_page import OnePage
from reflect_app.ui.printing.setting import PAPER_HEIGHT, PAPER_WIDTH, Setting
from reflect_app.ui.printing.ways_out import as_pdf, print_sheets
from reflect_app.ui.private_file import write_private
from reflect_app.vault.errors import (
    CannotSave,
    DiskFull,
    FolderGone,
    FolderNotWritable,
    JournalError,
    named,
)

if TYPE_CHECKING:  # Most people save a file: the printing system is loaded for those who print.
    from PySide6.QtPrintSupport import QPrinter

TITLE: Final = "Page for a session"
"""What a file and a print job are called: nothing in it is about anybody."""
_BETWEEN: Final = 12
"""Pixels between two sheets of a picture."""
_TALLEST: Final = 16_000
"""Of the screen's dots, for a picture: Qt draws none of twice the height."""
_SAVING: Final[dict[type[JournalError], str]] = {
    DiskFull: "The disk is full, so the page has not been saved. The journal is as it was: free "
    "some space and try again.",
    FolderNotWritable: "The page may not be saved in that folder. The journal is as it was: "
    "please choose another folder.",
    FolderGone: "That folder is no longer there, so the page has not been saved. The journal is "
    "as it was: please choose another folder.",
    CannotSave: "The page could not be saved there just now. The journal is as it was: please "
    "try again, or choose another folder.",
}
_NOT_PRINTED: Final = (
    "The printer did not take the page. The journal is as it was: look whether the printer is "
    "there and switched on, or save the page as a file."
)


class PageSheet:
    """One page, set once: its picture, its file and what the printer gets are the same."""

    def __init__(self, page: OnePage) -> None:
        self._setting = Setting(page)

    @property
    def sheets(self) -> int:
        """Return how many sheets it takes; what is long is never made smaller."""
        return len(self._setting.sheets)

    def fits(self) -> bool:
        """Say whether all of it is on one sheet."""
        return self.sheets == 1

    def longest(self) -> int | None:
        """Return which of the page's parts takes the most room, from 0 on; None without parts."""
        return self._setting.longest()

    def picture(self, width_px: int, ratio: float = 1.0) -> QImage:
        """Return the sheets below each other as they will print, `width_px` wide on the screen.

        What lies between two sheets is transparent. `ratio` is how many of the screen's dots make
        a pixel. Of very many sheets it shows the first, as many as a picture can hold.
        """
        height = width_px * PAPER_HEIGHT / PAPER_WIDTH
        shown = min(self.sheets, max(int(_TALLEST / (height + _BETWEEN) / ratio), 1))
        whole = QSizeF(width_px, shown * (height + _BETWEEN) - _BETWEEN)
        image = QImage((whole * ratio).toSize(), QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(ratio)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        for number in range(shown):
            top = number * (height + _BETWEEN)
            painter.fillRect(QRectF(0, top, width_px, height), Qt.GlobalColor.white)
            self._draw(painter, number, QPointF(0, top), width_px / PAPER_WIDTH)
        painter.end()
        return image

    def pdf(self) -> bytes:
        """Return the file."""
        return as_pdf(TITLE, self._setting.draw, self._setting.strips())

    def write_pdf(self, path: Path) -> None:
        """Write the file whole or not at all, for its owner alone; it is not encrypted.

        What is at `path` is replaced. Raise a JournalError for what the disk refuses.
        """
        try:
            write_private(path, self.pdf())
        except OSError as error:
            kind = type(named(error))
            raise kind(_SAVING[kind]) from None

    def print_on(self, printer: "QPrinter") -> None:
        """Print the sheets that were asked for; raise a JournalError where it takes none."""
        if not print_sheets(printer, TITLE, self._setting.draw, self.sheets):
            raise JournalError(_NOT_PRINTED)

    def _draw(self, painter: QPainter, number: int, at: QPointF, scale: float) -> None:
        painter.save()
        painter.translate(at)
        painter.scale(scale, scale)
        self._setting.draw(painter, number)
        painter.restore()


def without_a_screen() -> QGuiApplication:
    """Make Qt ready to print where no window is wanted; keep what is returned as long as that."""
    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication(["reflect"])
