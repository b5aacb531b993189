import sys

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox

from reflect_app.ui import crash
from reflect_app.vault.errors import DamagedJournal, FolderGone

CANARY = "kestrel over the allotments"


def fall_over():
    words = CANARY
    raise ValueError(words)


@pytest.fixture
def fallen():
    try:
        fall_over()
    except ValueError as error:
        return error


def test_a_mistake_is_described_without_anything_a_person_wrote(fallen):
    said = crash.describe(type(fallen), fallen.__traceback__)
    assert said.startswith("ValueError in ")
    assert said.endswith(f"line {fall_over.__code__.co_firstlineno + 2}")
    assert CANARY not in said


def test_a_mistake_without_a_trace_is_described_too():
    assert crash.describe(KeyError, None) == "KeyError"


def test_the_dialog_tells_and_then_closes(qtbot, fallen, monkeypatch, capsys):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    closed, seen = [], []
    crash.install(lambda: closed.append(True))

    def press(box):
        seen.append(box.text() + box.informativeText() + (box.detailedText() or ""))
        box.buttons()[0].click()

    monkeypatch.setattr(QMessageBox, "exec", press)  # one that waits would stop the test
    sys.excepthook(type(fallen), fallen, fallen.__traceback__)
    assert closed == [True]
    assert crash.WORDS in seen[0]
    assert "ValueError in " in seen[0]
    told = capsys.readouterr().err
    assert told.startswith("reflect: ValueError in ")
    assert CANARY not in told + seen[0]


def test_a_second_mistake_on_the_way_out_closes_without_a_second_dialog(qtbot, fallen, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    closed, shown = [], []
    crash.install(lambda: closed.append(True))
    monkeypatch.setattr(
        QMessageBox, "exec", lambda _: sys.excepthook(ValueError, fallen, None) or shown.append(1)
    )
    sys.excepthook(type(fallen), fallen, fallen.__traceback__)
    assert shown == [1]
    assert closed == [True, True]
    assert QApplication.activeModalWidget() is None


def test_what_the_world_did_is_told_in_its_own_words_and_nothing_is_closed(
    qtbot, monkeypatch, capsys
):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    closed, seen = [], []
    crash.install(lambda: closed.append(True))
    monkeypatch.setattr(QMessageBox, "exec", lambda box: seen.append(box.text()))
    sys.excepthook(FolderGone, FolderGone(), None)
    assert seen == [FolderGone.sentence]
    assert closed == []
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("name", [crash.LOCK, "Go on"])
def test_a_damaged_journal_can_be_locked_for_what_helps(qtbot, monkeypatch, name):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    closed, locked = [], []
    crash.install(lambda: closed.append(True), lambda: locked.append(True))

    def press(box):
        assert box.informativeText() == crash.ON_THE_LOCK_SCREEN
        next(each for each in box.buttons() if each.text() == name).click()

    monkeypatch.setattr(QMessageBox, "exec", press)
    sys.excepthook(DamagedJournal, DamagedJournal(), None)
    assert locked == ([True] if name == crash.LOCK else [])
    assert closed == []
