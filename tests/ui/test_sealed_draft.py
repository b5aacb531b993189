from pathlib import Path

from reflect_app.ui.sealed_draft import SealedDraft

JOURNAL = Path("/somewhere/journal")


def test_what_is_kept_comes_back_after_a_new_start(tmp_path):
    SealedDraft(JOURNAL, tmp_path / "deep" / "down").keep(b"ciphertext")
    SealedDraft(JOURNAL, tmp_path / "deep" / "down").keep(b"later")
    assert SealedDraft(JOURNAL, tmp_path / "deep" / "down").kept() == b"later"


def test_another_journal_does_not_find_it(tmp_path):
    SealedDraft(JOURNAL, tmp_path).keep(b"ciphertext")
    assert SealedDraft(Path("/somewhere/else"), tmp_path).kept() == b""


def test_keeping_nothing_touches_nothing(tmp_path):
    SealedDraft(JOURNAL, tmp_path).keep(b"ciphertext")
    SealedDraft(JOURNAL, tmp_path).keep(b"")
    assert SealedDraft(JOURNAL, tmp_path).kept() == b"ciphertext"


def test_it_is_for_its_owner_alone_and_does_not_name_the_journal(tmp_path):
    SealedDraft(JOURNAL, tmp_path).keep(b"ciphertext")
    (file,) = tmp_path.iterdir()
    assert file.stat().st_mode & 0o077 == 0
    assert "somewhere" not in file.name


def test_forgetting_removes_it_once_and_again(tmp_path):
    draft = SealedDraft(JOURNAL, tmp_path)
    draft.keep(b"ciphertext")
    draft.forget()
    draft.forget()
    assert draft.kept() == b""
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_refuses_it_stops_nobody(tmp_path):
    (tmp_path / "file").write_text("in the way")
    draft = SealedDraft(JOURNAL, tmp_path / "file")
    draft.keep(b"ciphertext")
    assert draft.kept() == b""
