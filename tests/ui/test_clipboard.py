import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit

from reflect_app.ui.clipboard import AFTER, Clipboard


@pytest.fixture
def board(qapp):
    board = QGuiApplication.clipboard()
    board.clear()
    yield board
    board.clear()


@pytest.fixture
def watched(board, monkeypatch):
    # Without a screen the clipboard belongs to nobody, whoever put something there.
    monkeypatch.setattr(type(board), "ownsClipboard", lambda _: True)
    clipboard = Clipboard()
    yield clipboard
    clipboard._clipboard.dataChanged.disconnect(clipboard._watch)


def copy(qtbot, text):
    field = QPlainTextEdit(text)
    qtbot.addWidget(field)
    field.selectAll()
    field.copy()


def test_what_is_copied_can_be_pasted_for_a_minute_and_no_longer(qtbot, board, watched):
    assert AFTER == 60_000
    copy(qtbot, "a line from the journal")
    assert watched._timer.isActive()
    assert board.text() == "a line from the journal"
    with qtbot.waitSignal(watched._timer.timeout):
        watched._timer.start(1)
    assert board.text() == ""


def test_copying_again_starts_the_minute_anew(qtbot, board, watched):
    copy(qtbot, "one line")
    watched._timer.start(5)
    copy(qtbot, "another line")
    assert watched._timer.interval() == 5  # set by hand above
    assert watched._timer.isActive()


def test_it_is_gone_at_once_when_it_is_to_be_forgotten(qtbot, board, watched):
    copy(qtbot, "a line from the journal")
    watched.forget()
    assert board.text() == ""
    assert not watched._timer.isActive()


def test_what_came_from_another_program_stays(qtbot, board, watched, monkeypatch):
    copy(qtbot, "from elsewhere")
    monkeypatch.setattr(type(board), "ownsClipboard", lambda _: False)
    watched._watch()
    assert not watched._timer.isActive()
    watched.forget()
    assert board.text() == "from elsewhere"
