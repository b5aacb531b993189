"""Half a day without the passphrase: what it takes, and everything that brings it to an end."""

import json
import os
import shutil
import stat
import subprocess
import sys
from dataclasses import replace

import pytest

from reflect_app.vault import quick_unlock
from reflect_app.vault.errors import CannotSave, KeychainOver, WrongFromKeychain, WrongPassphrase
from reflect_app.vault.keys import Argon
from reflect_app.vault.quick_unlock import LASTS, TOLERANCE, Moment, QuickUnlock
from reflect_app.vault.vault import Vault

SMALL = Argon(memory=64, passes=1, lanes=1)
ENTRY = "ab" * 16
HOUR = 3600
WALL, RUNNING = 1_795_000_000.0, 50_000.0


class Computer:
    """Its two clocks and the mark of its start."""

    def __init__(self):
        self.wall, self.running, self.boot = WALL, RUNNING, "first"

    def moment(self, _clock):
        return Moment(wall=self.wall, running=self.running, boot=self.boot)

    def go_on(self, hours):
        self.wall += hours * HOUR
        self.running += hours * HOUR


@pytest.fixture
def computer():
    return Computer()


@pytest.fixture
def quick(vault, clock, computer, tmp_path):
    return QuickUnlock(vault.folder, clock, tmp_path / "state", computer.moment)


@pytest.fixture
def on(vault, quick, passphrase):
    """Return the secret that the keychain has, once it is switched on."""
    note, secret = vault.draw_quick_unlock(passphrase, quick.now(), ENTRY)
    quick.keep(note)
    return secret


def file(tmp_path):
    (found,) = (tmp_path / "state").iterdir()
    return found


def opens(vault, quick, secret):
    vault.unlock_with_keychain(quick.note(), secret).close()


def test_the_secret_and_the_note_open_the_journal(vault, quick, on):
    for _ in range(2):
        journal = vault.unlock_with_keychain(quick.note(), on)
        assert journal.counts()["entries"] == 0
        journal.close()


def test_another_passphrase_draws_nothing(vault, quick):
    with pytest.raises(WrongPassphrase):
        vault.draw_quick_unlock("not this one", quick.now(), ENTRY)
    assert quick.note() is None


def test_the_journals_own_files_know_nothing_of_it(vault, quick, passphrase):
    before = {path.name: path.read_bytes() for path in vault.folder.iterdir()}
    note, _ = vault.draw_quick_unlock(passphrase, quick.now(), ENTRY)
    quick.keep(note)
    assert {path.name: path.read_bytes() for path in vault.folder.iterdir()} == before


@pytest.mark.skipif(sys.platform == "win32", reason="files have no such rights there")
def test_only_its_owner_may_read_the_note_and_the_secret_is_not_in_it(tmp_path, on):
    assert stat.S_IMODE(file(tmp_path).stat().st_mode) == 0o600
    assert on.hex() not in file(tmp_path).read_text()


@pytest.mark.parametrize("wrong", [bytes(32), b"", b"short"])
def test_another_secret_opens_nothing(vault, quick, on, wrong):
    with pytest.raises(WrongFromKeychain):
        vault.unlock_with_keychain(quick.note(), wrong)


def test_after_three_failures_it_is_off(vault, quick, on):
    assert quick.count_failure(quick.note())
    assert quick.count_failure(quick.note())
    opens(vault, quick, on)
    assert not quick.count_failure(quick.note())
    assert quick.note() is None
    assert quick.left() == ENTRY


# Time


@pytest.mark.parametrize("boot", ["first", ""])
def test_it_lasts_twelve_hours(quick, computer, on, boot):
    note = replace(quick.note(), made=replace(quick.note().made, boot=boot))
    quick.keep(note)
    computer.boot = boot
    computer.go_on(12 - 0.01)
    assert quick.note()
    computer.go_on(0.01)
    assert LASTS == 12 * HOUR
    assert quick.note() is None
    computer.go_on(-6)
    assert quick.note() is None  # it does not come back


def test_a_clock_set_back_does_not_prolong_it(quick, computer, on):
    computer.go_on(11)
    computer.wall -= 5 * HOUR
    assert quick.note()  # the other clock says that it is not over yet
    computer.go_on(1)
    assert quick.note() is None


def test_a_clock_set_back_to_before_it_was_made_ends_it(quick, computer, on):
    computer.wall -= TOLERANCE
    assert quick.note()
    computer.wall -= 1
    assert quick.note() is None


def test_a_clock_set_ahead_ends_it(quick, computer, on):
    computer.wall += 13 * HOUR
    assert quick.note() is None


def test_a_new_start_of_the_computer_ends_it(quick, computer, on):
    computer.boot = "second"
    assert quick.note() is None


def test_where_starts_bear_no_mark_the_two_clocks_tell_of_one(quick, computer, vault, passphrase):
    computer.boot = ""
    note, _ = vault.draw_quick_unlock(passphrase, quick.now(), ENTRY)
    quick.keep(note)
    computer.go_on(2)
    assert quick.note()
    computer.running = 60 * HOUR  # it ran for longer than the clock on the wall can account for
    assert quick.note() is None


def test_a_computer_that_has_just_been_started_ends_it(quick, computer, on):
    computer.running = 5
    assert quick.note() is None


def test_this_computer_tells_its_own_time(clock):
    now = Moment.now(clock)
    assert now.wall == clock.now().timestamp()
    assert now.running > 0
    assert now.stands_since(now)
    if sys.platform == "linux":
        assert len(now.boot) == 36


def test_where_nothing_better_is_there_the_plain_clock_will_do(monkeypatch, clock, tmp_path):
    for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC"):
        monkeypatch.delattr(quick_unlock.time, name, raising=False)
    monkeypatch.setattr(quick_unlock, "_BOOT_ID", tmp_path / "nothing")
    now = Moment.now(clock)
    assert now.running > 0
    assert now.boot == ""


# Writing in the note


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("made", {"wall": WALL + HOUR, "running": RUNNING, "boot": "first"}),
        ("made", {"wall": WALL, "running": RUNNING + HOUR, "boot": "first"}),
        ("made", {"wall": WALL, "running": RUNNING, "boot": "second"}),
        ("nonce", "00" * 12),
        ("nonce", ""),
        ("entry", "cd" * 16),
    ],
)
def test_a_note_that_was_written_in_opens_nothing(
    vault, quick, computer, on, tmp_path, name, value
):
    noted = json.loads(file(tmp_path).read_text())
    file(tmp_path).write_text(json.dumps(noted | {name: value}))
    computer.boot = (noted | {name: value})["made"]["boot"]
    computer.go_on(2)
    with pytest.raises(WrongFromKeychain):
        vault.unlock_with_keychain(quick.note(), on)


@pytest.mark.parametrize(
    "noted",
    [
        "",
        "{",
        "[]",
        "7",
        "[" * 3_000,
        "x" * 5_000,
        '{"made": {}}',
        '{"made": {"wall": 1, "running": 1, "boot": ""}}',
    ],
)
def test_what_cannot_be_read_is_no_note(quick, on, tmp_path, noted):
    file(tmp_path).write_text(noted)
    assert quick.note() is None
    assert quick.left() == ""
    quick.end()
    assert not list((tmp_path / "state").iterdir())


@pytest.mark.parametrize(
    ("name", "value"),
    [("failures", "0"), ("failures", True), ("wrapped", "xy"), ("wrapped", 7), ("more", "")],
)
def test_a_note_of_other_things_is_no_note(quick, on, tmp_path, name, value):
    noted = json.loads(file(tmp_path).read_text())
    file(tmp_path).write_text(json.dumps(noted | {name: value}))
    assert quick.note() is None


# Other keys


def test_another_passphrase_ends_it(vault, quick, on, passphrase):
    vault.change_passphrase(passphrase, "five quiet lanterns", argon=SMALL)
    with pytest.raises(KeychainOver):
        vault.unlock_with_keychain(quick.note(), on)


def test_another_recovery_key_ends_it(vault, quick, on, passphrase):
    vault.draw_recovery_key(passphrase).keep()
    with pytest.raises(KeychainOver):
        vault.unlock_with_keychain(quick.note(), on)


def test_new_keys_of_every_kind_end_it(vault, quick, on, passphrase):
    vault.draw_new_keys(passphrase, "five quiet lanterns", argon=SMALL).keep()
    with pytest.raises(KeychainOver):
        vault.unlock_with_keychain(quick.note(), on)


def test_another_journal_in_the_folder_is_not_opened(vault, quick, on, passphrase):
    shutil.rmtree(vault.folder)
    Vault(vault.folder).create(passphrase, argon=SMALL).close()
    with pytest.raises(KeychainOver):
        vault.unlock_with_keychain(quick.note(), on)


def test_a_forged_header_is_not_opened(vault, quick, on, passphrase):
    from reflect_app.vault import keys

    note = quick.note()
    forged = replace(keys.read(vault.folder)[0], mac=bytes(32))
    with pytest.raises(WrongFromKeychain):
        quick_unlock.unlock([forged], replace(note, keys=forged.mac.hex()), on)
    other = keys.make_anew(forged, passphrase, SMALL)[1]
    note, secret = quick_unlock.draw(forged, other, quick.now(), ENTRY)
    with pytest.raises(KeychainOver):
        quick_unlock.unlock([forged], note, secret)


# The end of it


def test_ended_it_opens_nothing_and_knows_what_the_keychain_is_to_forget(quick, on, tmp_path):
    wrapped = quick.note().wrapped
    quick.end()
    assert quick.note() is None
    assert quick.left() == ENTRY
    assert wrapped not in file(tmp_path).read_text()
    quick.sweep("another")
    assert quick.left() == ENTRY
    quick.sweep(ENTRY)
    assert not list((tmp_path / "state").iterdir())


def test_one_that_was_switched_on_again_is_not_swept_away(vault, quick, on, passphrase):
    quick.end()
    note, _ = vault.draw_quick_unlock(passphrase, quick.now(), ENTRY)
    quick.keep(note)
    quick.sweep(ENTRY)
    assert quick.note() == note


def test_each_folder_has_a_note_of_its_own(quick, on, clock, computer, tmp_path):
    other = QuickUnlock(tmp_path / "other", clock, tmp_path / "state", computer.moment)
    assert other.note() is None
    other.end()
    assert quick.note()


def test_a_disk_that_refuses_the_note_is_said(vault, quick, clock, tmp_path, passphrase):
    (tmp_path / "in the way").write_text("")
    quick = QuickUnlock(vault.folder, clock, tmp_path / "in the way")
    note, _ = vault.draw_quick_unlock(passphrase, quick.now(), ENTRY)
    with pytest.raises(CannotSave, match="keychain could not be written"):
        quick.keep(note)


def refuse_writing(monkeypatch, *names):
    def refuse(*_args, **_more):
        raise PermissionError

    for name in names:
        monkeypatch.setattr(quick_unlock.Path, name, refuse)


def test_where_nothing_can_be_written_it_is_removed(quick, on, tmp_path, monkeypatch):
    refuse_writing(monkeypatch, "replace")
    quick.end()
    monkeypatch.undo()
    assert not [each for each in (tmp_path / "state").iterdir() if each.suffix == ".json"]


def test_where_not_even_that_can_be_done_it_is_said(quick, computer, on, monkeypatch):
    refuse_writing(monkeypatch, "replace", "unlink")
    with pytest.raises(CannotSave):
        quick.end()
    computer.go_on(13)
    assert quick.note() is None
    assert not quick.count_failure(replace(quick._read()))
    quick.sweep(ENTRY)


def test_the_note_is_looked_at_without_any_key(vault, on, tmp_path):
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from reflect_app.domain.clock import Clock\n"
        "from reflect_app.vault.quick_unlock import QuickUnlock\n"
        "QuickUnlock(Path(sys.argv[1]), Clock(), Path(sys.argv[2])).note()\n"
        "print({'cryptography', 'keyring', 'sqlalchemy'} & sys.modules.keys())\n"
    )
    words = [sys.executable, "-c", code, os.fspath(vault.folder), os.fspath(tmp_path / "state")]
    answer = subprocess.run(words, capture_output=True, text=True, check=True, timeout=60)
    assert answer.stdout.strip() == "set()"
