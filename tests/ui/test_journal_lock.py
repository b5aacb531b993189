import subprocess
import sys

import pytest

from reflect_app.ui.journal_lock import LOCK_NAME, Doorbell, JournalLock
from reflect_app.vault.errors import FolderNotWritable, JournalInUse

HOLD = """
import sys
from pathlib import Path
from reflect_app.ui.journal_lock import JournalLock
lock = JournalLock(Path(sys.argv[1]))
lock.take()
print("taken", flush=True)
sys.stdin.read()
"""


def hold(folder):
    """Start another process that holds the lock until its input ends."""
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert other.stdout.readline() == b"taken\n"
    return other


def test_only_one_of_two_has_the_journal(tmp_path):
    first, second = JournalLock(tmp_path), JournalLock(tmp_path)
    first.take()
    with pytest.raises(JournalInUse):
        second.take()
    first.release()
    second.take()
    second.release()


def test_another_process_that_holds_it_is_respected_until_it_lets_go(tmp_path):
    other = hold(tmp_path)
    lock = JournalLock(tmp_path)
    with pytest.raises(JournalInUse):
        lock.take()
    other.communicate()
    lock.take()
    lock.release()


def test_a_killed_holder_keeps_nobody_out(tmp_path):
    other = hold(tmp_path)
    other.kill()
    other.communicate()
    assert (tmp_path / LOCK_NAME).exists()  # a control: it left its file behind
    with JournalLock(tmp_path):
        pass


def test_racing_for_it_leaves_exactly_one_winner(tmp_path):
    others = [
        subprocess.Popen(
            [sys.executable, "-c", HOLD, str(tmp_path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(6)
    ]
    # The losers end at once; the one that wins waits for its input to end.
    answers = [other.stdout.readline() for other in others]
    assert sorted(answers) == [b""] * 5 + [b"taken\n"]
    for other in others:
        other.communicate()


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(FolderNotWritable):
        JournalLock(tmp_path / "nowhere").take()


def test_a_knock_is_heard_by_the_one_inside_and_leaves_nothing(qtbot, tmp_path):
    doorbell = Doorbell(tmp_path)
    with qtbot.waitSignal(doorbell.rang):
        JournalLock(tmp_path).knock()
    assert list(tmp_path.iterdir()) == []
    with qtbot.waitSignal(doorbell.rang):
        JournalLock(tmp_path).knock()


def test_a_knock_is_heard_in_a_folder_that_was_made_after_the_doorbell(qtbot, tmp_path):
    folder = tmp_path / "new"
    doorbell = Doorbell(folder)
    folder.mkdir()
    doorbell.listen()
    with qtbot.waitSignal(doorbell.rang):
        JournalLock(folder).knock()
    assert list(folder.iterdir()) == []
