"""How sheets that are set leave the journal: in a file that says nothing else, on a printer."""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QUuid
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from reflect_app.ui.printing.tags import Strip, tagged

if TYPE_CHECKING:  # Most people never print: the printing system is loaded for those who do.
    from PySide6.QtPrintSupport import QPrinter

Draw = Callable[[QPainter, int], None]
"""Draws the sheet of a number, from 0 on, in dots: 1200 to an inch, from the edge of the paper."""

_DOTS: Final = 1200
_A4: Final = QPageLayout(
    QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF()
)
_CREATED: Final = re.compile(rb'/(?:CreationDate|ModDate) \([^)]*\)| xmp:\w+Date="[^"]*"')


def as_pdf(name: str, draw: Draw, strips: Sequence[Sequence[Strip]]) -> bytes:
    """Return a file called `name`, which says neither when it was made nor by whom.

    It has a sheet for each of the `strips`, which say what is a heading and what is text.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPdfVersion(QPdfWriter.PdfVersion.PdfVersion_1_6)
    writer.setColorModel(QPdfWriter.ColorModel.Grayscale)
    writer.setResolution(_DOTS)
    writer.setPageLayout(_A4)
    writer.setTitle(name)
    writer.setCreator("")
    # One of its own would tell that two files come from one computer's run.
    writer.setDocumentId(QUuid())
    painter = QPainter(writer)
    for number in range(len(strips)):
        if number:
            writer.newPage()
        draw(painter, number)
    painter.end()
    del writer  # the end of the file is written with it
    whole = tagged(bytes(buffer.data().data()), strips)
    # Nothing changes its length: the table at the end of the file counts in bytes.
    return _CREATED.sub(lambda found: b" " * len(found[0]), whole)


def print_sheets(printer: "QPrinter", name: str, draw: Draw, count: int) -> bool:
    """Print those of `count` sheets that were asked for; return whether `printer` took them."""
    printer.setDocName(name)
    printer.setCreator("")
    printer.setFullPage(True)
    printer.setPageLayout(_A4)
    first, last = printer.fromPage() or 1, printer.toPage() or count
    painter = QPainter()
    if not painter.begin(printer):
        return False
    painter.scale(printer.resolution() / _DOTS, printer.resolution() / _DOTS)
    for number in range(first - 1, min(last, count)):
        if number >= first:
            printer.newPage()
        draw(painter, number)
    return painter.end()
