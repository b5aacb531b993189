"""A file outside the journal is its owner's alone, also where one stood before."""

import errno
import os
import stat

import pytest

from reflect_app.ui.private_file import NOT_SAVED, save_private, write_private


@pytest.mark.parametrize("before", [None, b"what stood there, and was longer"])
def test_only_the_owner_may_read_it(tmp_path, before):
    file = tmp_path / "dates.ics"
    if before:
        file.write_bytes(before)
        file.chmod(0o666)
    mask = os.umask(0)
    try:
        write_private(file, b"new")
    finally:
        os.umask(mask)
    assert file.read_bytes() == b"new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_where_nothing_can_be_written_it_says_so(tmp_path):
    with pytest.raises(OSError, match="directory"):
        write_private(tmp_path, b"new")


def test_what_became_of_it_is_said(tmp_path):
    assert save_private(tmp_path / "year.txt", b"new", "Saved.") == "Saved."
    assert (tmp_path / "year.txt").read_bytes() == b"new"
    assert save_private(tmp_path, b"new", "Saved.") == NOT_SAVED


def test_on_a_full_disk_what_stood_there_stays_and_nothing_is_left_behind(tmp_path, monkeypatch):
    file = tmp_path / "year.pdf"
    file.write_bytes(b"the year before")

    def full(_handle):
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(os, "fsync", full)
    assert save_private(file, b"half", "Saved.") == NOT_SAVED
    assert file.read_bytes() == b"the year before"
    assert list(tmp_path.iterdir()) == [file]
