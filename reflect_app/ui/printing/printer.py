"""The printer that somebody chooses."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:  # It is loaded for those who print.
    from PySide6.QtPrintSupport import QPrinter


def chosen_printer(asking: QWidget) -> "QPrinter | None":
    """Ask for a printer, or a file where there is none; return None where nobody chose one."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415

    # It has a name here because the dialog does not keep it: with the last reference it would
    # be gone, and the whole app with it as soon as the dialog looks at it.
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, asking)
    chosen = dialog.printer() if dialog.exec() else None
    dialog.deleteLater()
    return chosen
