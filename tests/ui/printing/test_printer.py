"""The dialog that asks for a printer, as Qt's own, without anybody in front of it."""

import gc

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QWidget

from reflect_app.ui.printing.printer import chosen_printer


@pytest.fixture
def asking(qtbot):
    asking = QWidget()
    qtbot.addWidget(asking)
    return asking


def answer(how):
    """Let `how` be done to the dialog once it is open and nobody else holds its printer."""

    def act():
        gc.collect()
        (dialog,) = (
            each for each in QApplication.topLevelWidgets() if isinstance(each, QPrintDialog)
        )
        how(dialog)

    QTimer.singleShot(0, act)


def test_the_printer_that_was_chosen_is_still_there_afterwards(asking, tmp_path):
    answer(lambda dialog: dialog.done(QPrintDialog.DialogCode.Accepted))
    printer = chosen_printer(asking)
    gc.collect()
    printer.setOutputFileName(str(tmp_path / "page.pdf"))
    assert printer.outputFileName().endswith("page.pdf")


def test_where_nobody_chose_there_is_none(asking):
    answer(lambda dialog: dialog.reject())
    assert chosen_printer(asking) is None
