"""Two processes, one place: what is told, and who ends when."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QProcess, QTimer

from reflect_app.ui.handover import SHOWN, Handover, Standby
from reflect_app.ui.journal_lock import JournalLock
from reflect_app.vault.errors import JournalInUse

HANDOVER = Handover(
    reason="asked",
    locked_at=datetime(2026, 11, 20, 14, 2, tzinfo=UTC),
    geometry=b"\x01\xd9\xd0\xcb",
    page="Journal",
    entry_id=1_795_185_720_000,
    sealed=b"\x00ciphertext\xff",
)


@settings(max_examples=50)
@given(
    st.binary(max_size=200),
    st.binary(max_size=2000),
    st.none() | st.integers(0, 2**53),
    st.text(max_size=200),
)
def test_what_is_handed_over_arrives_as_it_was(geometry, sealed, entry_id, move_to):
    sent = Handover(
        reason="idle",
        locked_at=HANDOVER.locked_at,
        geometry=geometry,
        page="Today",
        entry_id=entry_id,
        sealed=sealed,
        move_to=move_to,
    )
    line = sent.to_line()
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    assert Handover.from_line(line) == sent


@pytest.mark.parametrize("line", [b"\n", b"{}\n", b"[]\n", b"\xff\n", b'{"reason": "asked"}\n'])
def test_anything_else_is_refused(line):
    with pytest.raises((ValueError, KeyError, TypeError)):
        Handover.from_line(line)


@pytest.fixture
def standby(qtbot, vault):
    standby = Standby(vault.folder)
    yield standby
    standby.dismiss()


def test_a_standby_holds_nothing_and_ends_when_it_is_not_needed(qtbot, vault, standby):
    standby.prepare()
    process = standby._process
    assert process.waitForStarted()
    with JournalLock(vault.folder):
        pass  # it did not take the lock
    standby.dismiss()
    assert process.state() == QProcess.ProcessState.NotRunning


def test_a_standby_that_was_dismissed_does_not_start_later(qtbot, vault, standby):
    later = QTimer(singleShot=True)
    standby.prepare_in(10)
    standby.dismiss()
    with qtbot.waitSignal(later.timeout):
        later.start(30)
    assert standby._process is None
    standby.prepare_in(10)
    qtbot.waitUntil(lambda: standby._process is not None)


def test_a_standby_ends_in_silence_when_the_one_it_waits_for_is_gone(qtbot, vault, standby):
    standby.prepare()
    process = standby._process
    assert process.waitForStarted()
    process.closeWriteChannel()
    assert process.waitForFinished()
    assert process.exitStatus() == QProcess.ExitStatus.NormalExit
    assert process.exitCode() == 0


def test_a_standby_takes_the_place_and_the_lock(qtbot, vault, standby):
    standby.prepare()
    assert standby.hand_over(HANDOVER)
    assert bytes(standby._process.readAllStandardOutput().data()) == SHOWN
    with pytest.raises(JournalInUse):
        JournalLock(vault.folder).take()


def test_a_standby_that_died_is_replaced(qtbot, vault, standby):
    standby.prepare()
    standby._process.waitForStarted()
    standby._process.kill()
    standby._process.waitForFinished()
    assert standby.hand_over(HANDOVER)
    with pytest.raises(JournalInUse):
        JournalLock(vault.folder).take()


def test_one_that_was_never_started_is_started_for_the_handover(qtbot, vault, standby):
    assert standby.hand_over(HANDOVER)


def test_no_secret_is_in_the_arguments_or_the_environment(qtbot, vault, standby, passphrase):
    standby.prepare()
    process = standby._process
    told = [process.program(), *process.arguments(), *process.processEnvironment().toStringList()]
    assert passphrase not in json.dumps(told)
    assert process.arguments()[-3:] == ["--standby", "--journal", str(vault.folder)]
