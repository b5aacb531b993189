"""Taking the page along: on paper, or as a file."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from reflect_app.domain.one_page import OnePage
from reflect_app.ui.printing import PageSheet
from reflect_app.ui.printing.printer import chosen_printer
from reflect_app.vault.errors import JournalError

FILE = "page.pdf"
"""What a saved page is called: neutral, wherever it is left."""
SAVED = "Saved. The file is not encrypted: delete it once it is handed over."
PRINT_KEYS = "Ctrl+P"
PRINTED = "Sent to the printer."


def save_page(page: OnePage, asking: QWidget) -> str:
    """Ask where to save `page` as a PDF, and say how that went; nothing where nobody chose."""
    title = "Save the page (the file is not encrypted)"
    place = str(Path.home() / FILE)
    name, _ = QFileDialog.getSaveFileName(asking, title, place, "PDF (*.pdf)")
    if not name:
        return ""
    try:
        PageSheet(page).write_pdf(Path(name))
    except JournalError as error:
        return error.sentence
    return SAVED


def print_page(page: OnePage, asking: QWidget) -> str:
    """Ask for a printer and print `page`; say how that went, nothing where nobody chose."""
    printer = chosen_printer(asking)
    if printer is None:
        return ""
    try:
        PageSheet(page).print_on(printer)
    except JournalError as error:
        return error.sentence
    return PRINTED
