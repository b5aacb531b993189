"""An older copy of a journal is as genuine as the journal; only a note outside it can tell."""

import shutil
from datetime import UTC, date, datetime

import pytest

from reflect_app.domain.records import CheckIn
from reflect_app.ui.last_seen import OLDER, LastSeen
from reflect_app.vault.errors import CannotSave
from reflect_app.vault.journal import Journal

NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)


@pytest.fixture
def sit(vault, passphrase, tmp_path):
    """Return what opens the journal once, saves so often, and says what there was to say."""

    def sit(saves, *, ends=True):
        journal = vault.unlock(passphrase)
        seen = LastSeen(journal, tmp_path / "state")
        said = seen.open(), seen.cut_off
        for _ in range(saves):
            journal.save(CheckIn(at=NOW, day=date(2026, 11, 20), load=3))
        if ends:
            seen.close()
        journal.close()
        return said

    return sit


def test_a_journal_that_only_goes_on_is_never_called_older(sit):
    assert [sit(0)[0], sit(2)[0], sit(1)[0], sit(0)[0]] == [""] * 4


def test_an_older_copy_is_told_from_the_journal_last_opened_here(sit, vault, tmp_path):
    sit(1)
    shutil.copytree(vault.folder, tmp_path / "copy")
    sit(1)
    shutil.rmtree(vault.folder)
    shutil.copytree(tmp_path / "copy", vault.folder)
    assert sit(0, ends=False)[0] == OLDER
    assert sit(0)[0] == OLDER  # nobody can be sure that it was read the first time
    assert sit(1)[0] == ""  # from then on it is the one that was last opened here


def test_a_journal_nobody_saw_here_before_is_not_older(sit, vault, passphrase, tmp_path):
    sit(3)
    journal = vault.unlock(passphrase)
    assert LastSeen(journal, tmp_path / "another computer").open() == ""
    journal.close()


def test_a_sitting_that_never_ended_is_remembered(sit):
    assert not sit(1, ends=False)[1]
    assert sit(1)[1]
    assert not sit(0)[1]


@pytest.mark.parametrize("noted", ["", "{", "[]", '{"sittings": "x", "open": 1}', "7"])
def test_a_note_that_cannot_be_read_is_no_note(sit, vault, tmp_path, noted):
    sit(1)
    (note,) = (tmp_path / "state").iterdir()
    note.write_text(noted)
    assert sit(0) == ("", False)


def test_a_place_that_cannot_be_written_to_stops_nobody(journal, tmp_path):
    (tmp_path / "file").write_text("in the way")
    seen = LastSeen(journal, tmp_path / "file")
    assert seen.open() == ""
    seen.close()


def test_a_journal_that_cannot_be_asked_is_not_judged(journal, tmp_path, monkeypatch):
    def refuse(_):
        raise CannotSave

    monkeypatch.setattr(Journal, "sittings", refuse)
    seen = LastSeen(journal, tmp_path / "state")
    assert seen.open() == ""
    seen.close()
    assert not (tmp_path / "state").exists()
