import errno
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reflect_app import __version__, cli
from reflect_app.domain.clock import Clock
from reflect_app.ui.journal_lock import LOCK_NAME, JournalLock
from reflect_app.vault.engine import PAGE
from reflect_app.vault.errors import (
    DamagedHeader,
    DamagedJournal,
    FolderNotWritable,
    JournalExists,
    JournalInUse,
    NoJournal,
    PassphraseTooShort,
    WrongPassphrase,
)
from reflect_app.vault.files import DATABASE, HEADERS
from reflect_app.vault.vault import Vault

PASSPHRASE = "slow heron under the bridge"
COUNTS = {"entries", "check_ins", "plans", "plan_answers", "sessions", "drafts"}


def reflect(*words, said=PASSPHRASE + "\n", status=0):
    """Run Reflect as a person's shell would, and return what it printed and said."""
    done = subprocess.run(
        [sys.executable, "-m", "reflect_app", *map(str, words)],
        input=said,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert (done.returncode, done.stderr and "said") == (status, "said" if status else "")
    return done.stdout, done.stderr


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """Return the folder of a demo journal that nobody changes."""
    folder = tmp_path_factory.mktemp("cli") / "journal"
    reflect("demo", folder, "--entries", 37, "--passphrase-stdin")
    return folder


@pytest.fixture
def folder(made, tmp_path):
    """Return the folder of a demo journal to do anything to."""
    return shutil.copytree(made, tmp_path / "journal")


@pytest.fixture
def run(monkeypatch, capsys):
    """Return a function that runs a command in this process, with `said` on standard input."""

    def run(*words, said=PASSPHRASE + "\n"):
        stdin = said if said is None else io.TextIOWrapper(io.BytesIO(said.encode()))
        monkeypatch.setattr(sys, "stdin", stdin)
        status = cli.main([str(word) for word in words])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run


@pytest.fixture
def typed(run, monkeypatch):
    """Return a function that runs a command at a terminal, where `lines` are typed."""

    class Terminal(io.StringIO):
        def isatty(self):
            return True

    def typed(*words, lines):
        answers = iter(lines)

        def ask(prompt):
            answer = next(answers)
            if isinstance(answer, BaseException):
                raise answer
            return answer

        monkeypatch.setattr(cli, "getpass", ask)
        monkeypatch.setattr(io, "TextIOWrapper", lambda _: Terminal())
        return run(*words)

    return typed


def judged(run, folder):
    """Return the exit status and the JSON of a check."""
    status, out, err = run("check", folder, "--passphrase-stdin")
    assert err == ""
    verdict = json.loads(out)
    assert set(verdict) == {"ok", "problems", "counts"}
    assert verdict["ok"] is (status == 0) is (not verdict["problems"])
    return status, verdict


def test_version_is_said_without_loading_qt_or_the_vault():
    out, _ = reflect("--version")
    assert out == f"reflect {__version__}\n"
    program = (
        "import sys\nfrom reflect_app import cli\n"
        "print([m for m in ('PySide6', 'sqlalchemy', 'cryptography') if m in sys.modules])"
    )
    loaded = subprocess.check_output([sys.executable, "-c", program], text=True)
    assert loaded.strip() == "[]"


def test_help_names_the_commands_and_the_exit_statuses(capsys):
    commands = ("demo", "check", "backup", "restore")
    for words in (["--help"], *([command, "--help"] for command in commands)):
        with pytest.raises(SystemExit) as ended:
            cli.main(words)
        assert ended.value.code == 0
        text = capsys.readouterr().out
        assert "exit status:" in text
        assert "standby" not in text


@pytest.mark.parametrize(
    "words",
    [
        ["bogus"],
        ["check"],
        ["demo"],
        ["demo", ""],
        ["demo", "x", "--entries", "-1"],
        ["demo", "x", "--entries", "many"],
        ["demo", "x", "--seed", "s"],
        ["--journal"],
        ["backup"],
        ["backup", "x"],
        ["backup", "x", "y.zip"],
        ["backup", "x", ""],
        ["restore"],
        ["restore", "x.rfb"],
        ["restore", "x.rfb", "y", "--passphrase-stdin", "--recovery-key-stdin"],
        ["--journal", "x", "check", "y"],
        ["--standby", "check", "y"],
    ],
)
def test_what_cannot_be_understood_ends_with_2(words, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        cli.main(words)
    assert ended.value.code == cli.BAD_USAGE
    assert "reflect" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("option", ["--passphrase", "--pass", "-p"])
def test_no_argument_takes_a_passphrase_for_others_to_read(option, folder):
    for command in ("demo", "check"):
        with pytest.raises(SystemExit) as ended:
            cli.main([command, str(folder), option, PASSPHRASE])
        assert ended.value.code == cli.BAD_USAGE


def test_a_demo_is_made_and_found_whole(made):
    out, _ = reflect("check", made, "--passphrase-stdin")
    verdict = json.loads(out)
    assert verdict["ok"] is True
    assert verdict["problems"] == []
    assert set(verdict["counts"]) == COUNTS
    assert verdict["counts"]["entries"] == 37
    assert verdict["counts"]["drafts"] == 1
    assert sorted(path.name for path in made.iterdir()) == sorted(
        [DATABASE, f"{DATABASE}-journal", *HEADERS]
    )


def test_a_demo_says_what_it_made(run, tmp_path):
    status, out, err = run("demo", tmp_path / "a" / "b", "--entries", 0, "--passphrase-stdin")
    assert (status, err) == (cli.ALL_WELL, "")
    assert out.startswith("Made a journal of 0 entries, from ")
    assert str(Clock().today().year) in out
    assert PASSPHRASE not in out
    assert judged(run, tmp_path / "a" / "b")[1]["counts"]["entries"] == 0


def test_a_folder_that_has_a_journal_is_left_as_it_is(run, folder):
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    status, out, err = run("demo", folder, "--passphrase-stdin")
    assert (status, out) == (cli.NOT_WELL, "")
    assert err == f"reflect: {JournalExists.sentence}\n"
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_journal_that_appears_while_the_passphrase_is_typed_is_left_alone(typed, made, tmp_path):
    place = tmp_path / "place"

    class Late:
        """What is typed is ready only when another Reflect has made a journal there."""

        def __iter__(self):
            yield PASSPHRASE
            shutil.copytree(made, place)
            yield PASSPHRASE

    status, _, err = typed("demo", place, lines=Late())
    assert (status, err) == (cli.NOT_WELL, f"reflect: {JournalExists.sentence}\n")
    assert (place / DATABASE).read_bytes() == (made / DATABASE).read_bytes()


@pytest.mark.parametrize("place", ["file", "file/inside"])
def test_a_demo_needs_a_folder(run, tmp_path, place):
    (tmp_path / "file").write_text("mine", "utf-8")
    status, _, err = run("demo", tmp_path / place, "--passphrase-stdin")
    assert status == cli.NOT_WELL
    assert err.startswith("reflect: There is no folder at that place")
    assert (tmp_path / "file").read_text("utf-8") == "mine"


def test_a_place_that_the_computer_cannot_name_is_one_sentence(run, tmp_path):
    for place in (tmp_path / ("x" * 300), tmp_path / ("x/" * 3000)):
        for command in ("demo", "check"):
            status, _, err = run(command, place, "--passphrase-stdin")
            assert status == cli.NOT_WELL
            assert err.startswith("reflect: ")
            assert err.count("\n") == 1


def test_a_folder_that_cannot_be_made_is_one_sentence(run, tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(Path, "mkdir", refuse)
    status, _, err = run("demo", tmp_path / "new", "--passphrase-stdin")
    assert (status, err) == (cli.NOT_WELL, f"reflect: {FolderNotWritable.sentence}\n")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_refused(run, folder):
    folder.chmod(0o500)
    try:
        for command in ("demo", "check"):
            place = folder / "new" if command == "demo" else folder
            status, _, err = run(command, place, "--passphrase-stdin")
            assert (status, err) == (cli.NOT_WELL, f"reflect: {FolderNotWritable.sentence}\n")
    finally:
        folder.chmod(0o700)


def test_a_short_passphrase_makes_nothing(run, tmp_path):
    status, _, err = run("demo", tmp_path / "new", "--passphrase-stdin", said="short\n")
    assert (status, err) == (cli.NOT_WELL, f"reflect: {PassphraseTooShort.sentence}\n")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("cause", "sentence"),
    [
        (OSError(errno.ENOSPC, "full"), "The disk is full, so no journal has been made"),
        (OSError(errno.EIO, "broken"), "The computer could not read or write"),
        (KeyboardInterrupt(), ""),
    ],
)
def test_half_a_demo_is_taken_away(run, monkeypatch, tmp_path, cause, sentence):
    from reflect_app.vault.errors import named
    from reflect_app.vault.journal import Journal

    def stop(*_):
        raise named(cause) if isinstance(cause, OSError) else cause

    monkeypatch.setattr(Journal, "plans", stop)
    status, out, err = run("demo", tmp_path / "new", "--passphrase-stdin")
    assert out == ""
    assert status == (cli.NOT_WELL if sentence else cli.INTERRUPTED)
    assert sentence in err
    assert not Vault(tmp_path / "new").exists()
    monkeypatch.undo()


def test_a_passphrase_keeps_its_blanks_and_loses_only_the_end_of_its_line(run, tmp_path):
    place = tmp_path / "new"
    odd = "  ünder the brídge \t"
    assert run("demo", place, "--entries", 1, "--passphrase-stdin", said=f"{odd}\r\nmore")[0] == 0
    assert run("check", place, "--passphrase-stdin", said=odd)[0] == 0
    assert run("check", place, "--passphrase-stdin", said=odd.strip())[0] == cli.NOT_WELL


def test_at_a_terminal_the_passphrase_is_asked_for(typed, tmp_path):
    place = tmp_path / "new"
    assert typed("demo", place, "--entries", 1, lines=[PASSPHRASE, PASSPHRASE])[0] == 0
    assert typed("check", place, lines=[PASSPHRASE])[0] == 0


def test_two_different_passphrases_make_nothing(typed, tmp_path):
    status, _, err = typed("demo", tmp_path / "new", lines=[PASSPHRASE, PASSPHRASE + "s"])
    assert status == cli.NOT_WELL
    assert "two different passphrases" in err
    assert not (tmp_path / "new").exists()


def test_leaving_the_prompt_ends_quietly(typed, folder):
    status, out, err = typed("check", folder, lines=[KeyboardInterrupt()])
    assert (status, out, err) == (cli.INTERRUPTED, "", "")
    status, out, err = typed("check", folder, lines=[EOFError()])
    assert (status, out) == (cli.NOT_WELL, "")
    assert err == "reflect: No passphrase was given. Nothing has changed.\n"


@pytest.mark.parametrize("said", ["", None])
def test_without_a_terminal_the_passphrase_has_to_be_promised(run, folder, tmp_path, said):
    for command in (["check", folder], ["demo", tmp_path / "new"]):
        status, out, err = run(*command, said=said)
        assert (status, out) == (cli.BAD_USAGE, "")
        assert err.startswith("reflect: There is no terminal to ask for the passphrase at")
        assert err.count("\n") == 1
    assert not (tmp_path / "new").exists()


def test_a_promised_passphrase_that_does_not_come_is_named(run, folder):
    status, _, err = run("check", folder, "--passphrase-stdin", said=None)
    assert (status, err) == (
        cli.NOT_WELL,
        "reflect: No passphrase was given. Nothing has changed.\n",
    )


def test_a_wrong_passphrase_is_one_plain_line(made):
    out, err = reflect("check", made, "--passphrase-stdin", said="wrong heron\n", status=1)
    assert out == ""
    assert err == f"reflect: {WrongPassphrase.sentence}\n"


def test_a_folder_without_a_journal_stays_as_it_is(run, tmp_path):
    for place in (tmp_path, tmp_path / "nowhere"):
        status, out, err = run("check", place, "--passphrase-stdin")
        assert (status, out, err) == (cli.NOT_WELL, "", f"reflect: {NoJournal.sentence}\n")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("part", [0.0, 0.1, 0.25, 0.5, 0.75, 0.999])
def test_one_changed_byte_is_found_wherever_it_is(run, folder, part):
    database = folder / DATABASE
    content = bytearray(database.read_bytes())
    content[int(len(content) * part)] ^= 1
    database.write_bytes(content)
    status, verdict = judged(run, folder)
    assert status == cli.NOT_WELL
    assert any("changed from outside" in each or "damaged" in each for each in verdict["problems"])
    assert len(set(verdict["problems"])) == len(verdict["problems"])
    assert database.read_bytes() == bytes(content)


def test_one_changed_byte_is_found_by_a_process_of_its_own(folder):
    database = folder / DATABASE
    content = bytearray(database.read_bytes())
    content[len(content) // 2] ^= 1
    database.write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-m", "reflect_app", "check", str(folder), "--passphrase-stdin"],
        input=PASSPHRASE + "\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert json.loads(done.stdout)["ok"] is False


@pytest.mark.parametrize("cut", [1, PAGE, 10 * PAGE])
def test_a_cut_file_is_found(run, folder, cut):
    database = folder / DATABASE
    os.truncate(database, database.stat().st_size - cut)
    status, verdict = judged(run, folder)
    assert status == cli.NOT_WELL
    assert verdict["problems"]


def test_a_missing_file_is_named(run, folder):
    (folder / DATABASE).unlink()
    status, verdict = judged(run, folder)
    assert (status, verdict["counts"]) == (cli.NOT_WELL, {})
    assert "journal.db is missing" in verdict["problems"][0]


def test_another_journals_file_is_not_this_journals(run, folder, tmp_path):
    other = tmp_path / "other"
    assert run("demo", other, "--entries", 0, "--passphrase-stdin")[0] == 0
    shutil.copy(other / DATABASE, folder / DATABASE)
    assert judged(run, folder)[1]["problems"] == [DamagedJournal.sentence]


@pytest.mark.parametrize("name", HEADERS)
@pytest.mark.parametrize("harm", ["damaged", "missing"])
def test_one_harmed_key_file_is_named_and_made_good(run, folder, name, harm):
    if harm == "missing":
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(b"\0" * 684)
    status, verdict = judged(run, folder)
    assert status == cli.NOT_WELL
    assert verdict["problems"] == [
        f"The file {name} was missing or damaged. It has been made good from its copy."
    ]
    assert verdict["counts"]["entries"] == 37
    assert judged(run, folder)[0] == cli.ALL_WELL


def test_two_damaged_key_files_are_named(run, folder):
    for name in HEADERS:
        (folder / name).write_bytes(b"\0" * 684)
    assert judged(run, folder)[1]["problems"] == [DamagedHeader.sentence]


def test_a_journal_that_is_open_elsewhere_is_not_touched(folder):
    with JournalLock(folder):
        out, err = reflect("check", folder, "--passphrase-stdin", status=4)
        assert out == ""
        assert err == f"reflect: {JournalInUse.sentence}\n"
    assert not (folder / LOCK_NAME).exists()


def test_a_second_window_ends_with_the_same_status(folder):
    with JournalLock(folder):
        _, err = reflect("--journal", folder, status=4)
    assert err == f"reflect: {JournalInUse.sentence}\n"


def test_a_standby_that_is_not_needed_ends_in_silence(folder):
    assert reflect("--standby", "--journal", folder, said="") == ("", "")


def test_what_cannot_be_printed_is_said(made):
    command = [sys.executable, "-m", "reflect_app", "check", str(made), "--passphrase-stdin"]
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        command, input=PASSPHRASE, stdout=writer, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writer)
    assert done.returncode == cli.NOT_WELL
    assert done.stderr.startswith("reflect: What there was to say could not be printed")
    assert done.stderr.count("\n") == 1


# Backups


@pytest.fixture(scope="session")
def taken(made, tmp_path_factory):
    """Return a backup of the demo journal that nobody changes, and what was said of it."""
    file = tmp_path_factory.mktemp("backups") / "taken.rfb"
    done = subprocess.run(
        [sys.executable, "-m", "reflect_app", "backup", made, file, "--passphrase-stdin"],
        input=PASSPHRASE,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return file, json.loads(done.stdout), done.stderr


@pytest.fixture
def file(taken, tmp_path):
    """Return a backup to do anything to."""
    return Path(shutil.copy(taken[0], tmp_path / "taken.rfb"))


def told(run, *words, said=PASSPHRASE + "\n"):
    """Return the exit status, the JSON and what a person was told meanwhile."""
    status, out, err = run(*words, "--passphrase-stdin", said=said)
    verdict = json.loads(out)
    assert verdict["ok"] is (status == 0) is (not verdict["problems"])
    return status, verdict, err


def spoil(file):
    content = bytearray(file.read_bytes())
    content[-9000] ^= 1
    file.write_bytes(content)


def test_a_backup_is_made_and_proven(taken, made):
    file, verdict, err = taken
    assert verdict["ok"] is True
    assert verdict["counts"]["entries"] == 37
    assert verdict["made"].startswith(str(Clock().now().year))
    assert err == "Copying the journal.\nReading the backup from end to end.\n"
    assert PASSPHRASE not in json.dumps(verdict)
    assert [path.name for path in file.parent.iterdir()] == ["taken.rfb"]


def test_a_backup_is_judged_and_left_as_it_is(run, file):
    before = file.read_bytes()
    status, verdict, err = told(run, "check", file)
    assert (status, verdict["proven"], verdict["counts"]["entries"]) == (0, True, 37)
    assert set(verdict) == {"ok", "problems", "counts", "made", "proven"}
    assert err.endswith("Reading every page of it.\n")
    assert file.read_bytes() == before
    spoil(file)
    status, verdict, _ = told(run, "check", file)
    assert (status, verdict["proven"], verdict["counts"]) == (cli.NOT_WELL, False, {})
    assert verdict["problems"] == ["Its database is not what was put into it."]
    assert [path.name for path in file.parent.iterdir()] == ["taken.rfb"]


def test_what_is_no_backup_is_a_verdict_too(run, tmp_path):
    (tmp_path / "picture.rfb").write_bytes(b"a picture")
    for name, word in (("picture.rfb", "not a backup"), ("nothing.rfb", "no file at that place")):
        for command in (["check", tmp_path / name], ["restore", tmp_path / name, tmp_path / "new"]):
            status, verdict, _ = told(run, *command)
            assert status == cli.NOT_WELL
            assert word in verdict["problems"][0]
    assert not (tmp_path / "new").exists()


def test_a_wrong_passphrase_for_a_backup_is_one_plain_line_and_makes_no_folder(
    run, file, made, tmp_path
):
    for command in (
        ["check", file],
        ["restore", file, tmp_path / "new"],
        ["backup", made, tmp_path / "another.rfb"],
    ):
        status, out, err = run(*command, "--passphrase-stdin", said="wrong heron\n")
        assert (status, out) == (cli.NOT_WELL, "")
        assert err.endswith(f"reflect: {WrongPassphrase.sentence}\n")
    assert [path.name for path in tmp_path.iterdir()] == ["taken.rfb"]


def test_a_backup_is_restored_into_a_new_folder_and_in_an_old_ones_place(run, file, tmp_path):
    place = tmp_path / "a" / "b"
    status, verdict, err = told(run, "restore", file, place)
    assert (status, verdict["replaced"], verdict["counts"]["entries"]) == (0, None, 37)
    assert err.endswith("Putting it in its place.\n")
    assert sorted(path.name for path in place.iterdir()) == sorted([DATABASE, *HEADERS])
    assert judged(run, place)[1]["counts"]["entries"] == 37
    status, verdict, _ = told(run, "restore", file, place)
    assert status == 0
    assert verdict["replaced"].startswith("replaced ")
    assert judged(run, place / verdict["replaced"])[0] == cli.ALL_WELL


def test_the_recovery_key_restores_too(run, tmp_path):
    from reflect_app.vault.keys import Argon

    vault = Vault(tmp_path / "journal")
    new = vault.draw(PASSPHRASE, argon=Argon(memory=64, passes=1, lanes=1))
    new.create().close()
    assert told(run, "backup", vault.folder, tmp_path / "x.rfb")[0] == 0
    restore = ("restore", tmp_path / "x.rfb", tmp_path / "new", "--recovery-key-stdin")
    status, out, _ = run(*restore, said=new.recovery_key + "\n")
    assert (status, json.loads(out)["ok"]) == (0, True)
    assert judged(run, tmp_path / "new")[0] == cli.ALL_WELL
    status, out, err = run(*restore, said=new.recovery_key[:-1] + "0\n")
    assert (status, out) == (cli.NOT_WELL, "")
    assert "recovery key" in err


def test_a_damaged_backup_takes_no_place(run, file, folder):
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    spoil(file)
    status, verdict, _ = told(run, "restore", file, folder)
    assert status == cli.NOT_WELL
    assert verdict["problems"] == ["Its database is not what was put into it."]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_an_empty_folder_that_was_there_stays_when_nothing_is_restored(run, file, tmp_path):
    (tmp_path / "new").mkdir()
    spoil(file)
    assert told(run, "restore", file, tmp_path / "new")[0] == cli.NOT_WELL
    assert list((tmp_path / "new").iterdir()) == []


def test_a_backup_of_a_damaged_journal_is_kept_and_named_as_such(run, folder, tmp_path):
    database = folder / DATABASE
    content = bytearray(database.read_bytes())
    content[len(content) // 2] ^= 1
    database.write_bytes(content)
    status, verdict, err = told(run, "backup", folder, tmp_path / "x.rfb")
    assert status == cli.NOT_WELL
    assert "changed from outside" in verdict["problems"][0]
    assert err.endswith("The backup is not sound. It is kept, under a name that says so.\n")
    assert [path.name for path in tmp_path.glob("*.rfb")] == ["x-damaged.rfb"]


def test_a_backup_takes_no_other_files_place(run, file, folder):
    before = file.read_bytes()
    status, out, err = run("backup", folder, file, "--passphrase-stdin")
    assert (status, out) == (cli.NOT_WELL, "")
    assert "There is already something with that name" in err
    assert file.read_bytes() == before


def test_what_is_open_elsewhere_is_neither_copied_nor_replaced(run, folder, file, tmp_path):
    with JournalLock(folder):
        for command in (["backup", folder, tmp_path / "x.rfb"], ["restore", file, folder]):
            status, out, err = run(*command, "--passphrase-stdin")
            assert (status, out, err) == (cli.IN_USE, "", f"reflect: {JournalInUse.sentence}\n")
    assert not (tmp_path / "x.rfb").exists()


def test_a_backup_needs_a_journal_and_a_restore_a_folder(run, file, tmp_path):
    status, _, err = run("backup", tmp_path, tmp_path / "x.rfb", "--passphrase-stdin")
    assert (status, err) == (cli.NOT_WELL, f"reflect: {NoJournal.sentence}\n")
    for place in (file, file / "inside"):
        status, _, err = run("restore", file, place, "--passphrase-stdin")
        assert status == cli.NOT_WELL
        assert err.startswith("reflect: There is no folder at that place")
