"""A recovery key on the screen; the first run and Settings tell the rest of its story."""

import pytest
from PySide6 import QtPrintSupport
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLineEdit, QPushButton

from reflect_app.ui.parts.settings.recovery_sheet import RecoverySheet
from reflect_app.ui.widgets.notice import Notice
from reflect_app.vault import recovery_key


@pytest.fixture
def sheet(qtbot, theme):
    sheet = RecoverySheet(recovery_key.spelled(recovery_key.new()), "Go on")
    qtbot.addWidget(sheet)
    sheet.show()
    sheet.begin()
    return sheet


@pytest.mark.parametrize("agreed", [True, False])
def test_the_key_can_be_printed(sheet, find, tmp_path, monkeypatch, agreed):
    class Dialog:
        def deleteLater(self):  # noqa: N802
            pass

        def __init__(self, printer, _parent):
            self._printer = printer

        def exec(self):
            self._printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            self._printer.setOutputFileName(str(tmp_path / "key.pdf"))
            return agreed

        def printer(self):
            return self._printer

    monkeypatch.setattr(QtPrintSupport, "QPrintDialog", Dialog)
    find(QPushButton, "Print it", sheet).click()
    said = sheet.findChild(Notice).text()
    assert said == ("Sent to the printer." if agreed else "")
    assert (tmp_path / "key.pdf").exists() == agreed


def test_while_it_is_put_in_its_place_it_asks_for_patience(qtbot, sheet, find):
    (field,) = sheet.findChildren(QLineEdit)
    sheet.set_busy(busy=True)
    assert not find(QPushButton, "One moment", sheet).isEnabled()
    with qtbot.assertNotEmitted(sheet.kept):
        qtbot.keyClick(field, "\r")
    assert sheet.findChild(Notice).text() == ""
    sheet.set_busy(busy=False)
    qtbot.keyClick(field, "\r")
    assert "That is not part" in sheet.findChild(Notice).text()
