"""The command line: opens the window, makes a journal to look around in, keeps one safe, prints.

Passphrases come from a prompt or from standard input, never from an argument, which anybody on
the same computer could read.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reflect_app import __version__
from reflect_app.domain.clock import Clock
from reflect_app.vault.errors import (
    DamagedBackup,
    DamagedHeader,
    DamagedJournal,
    DiskFull,
    JournalError,
    JournalExists,
    JournalInUse,
    NewerJournal,
    NoJournal,
    NotABackup,
    named,
)
from reflect_app.vault.files import DATABASE, HEADERS
from reflect_app.vault.vault import Vault

if TYPE_CHECKING:  # Most commands go without what a backup or a page takes.
    from reflect_app.domain.one_page import OnePage
    from reflect_app.domain.records import Session
    from reflect_app.vault.backup import Ask
    from reflect_app.vault.journal import Journal

ALL_WELL, NOT_WELL, BAD_USAGE, IN_USE, INTERRUPTED = 0, 1, 2, 4, 130
"""The exit statuses; see `_EPILOG`."""

DEMO_ENTRIES = 400

_EPILOG = """\
exit status:
  0    all is well
  1    something is in the way or not as it should be; a sentence says what
  2    the command was not understood
  4    the journal is already open in another window
  130  interrupted from the keyboard
"""
_NO_TERMINAL = "There is no terminal to ask for the passphrase at: give it with --passphrase-stdin."
_NOT_A_FOLDER = (
    "There is no folder at that place, and none can be made there. Nothing has been changed: "
    "choose another one."
)
_NOT_THE_SAME = "These were two different passphrases. Nothing has been made: please try again."
_NO_ROOM = "The disk is full, so no journal has been made: free some space and try again."
_NOT_PRINTED = "What there was to say could not be printed: the disk is full, or nobody reads it."
_NONE_GIVEN = "No passphrase was given. Nothing has changed."
_NOT_SOUND = "The backup is not sound. It is kept, under a name that says so."
_NO_SESSION = (
    "There is no supervision session ahead in this journal. Nothing has been written: add one "
    "under Supervision, or name the day of an earlier one with --session."
)
_NO_SESSION_THEN = (
    "There is no supervision session on that day. Nothing has been written: look under "
    "Supervision for the day it is on."
)
_NOT_PREPARED = (
    "Nothing has been prepared for that session yet. Nothing has been written: open Reflect and "
    "prepare it under Supervision."
)
_THERE_ALREADY = (
    "There is already something with that name. It has been left as it is: choose another name, "
    "or say --replace."
)
_NOT_ENCRYPTED = (
    "This file is not encrypted: whoever has it can read it. Keep it where only you can, and "
    "delete it after the session."
)
_HEALED = "The file {name} was missing or damaged. It has been made good from its copy."


class _Refused(Exception):  # noqa: N818  (it is what happened)
    """A command cannot go on, for a reason that has nothing to do with a journal."""

    def __init__(self, sentence: str, status: int = NOT_WELL) -> None:
        super().__init__(sentence)
        self.status = status


def main(words: Sequence[str]) -> int:
    """Do what `words` ask and return the exit status; raise SystemExit for what they cannot be."""
    parser = _parser()
    asked = parser.parse_args(words)
    if asked.do is not _open and (asked.journal or asked.standby):
        parser.error("--journal is for opening the window; a command takes its own FOLDER")
    try:
        status: int = asked.do(asked)
    except KeyboardInterrupt:
        return INTERRUPTED
    except _Refused as refused:
        return _refuse(str(refused), refused.status)
    except JournalError as error:
        return _refuse(error.sentence, IN_USE if isinstance(error, JournalInUse) else NOT_WELL)
    except OSError as error:
        return _refuse(named(error).sentence, NOT_WELL)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="reflect",
        description="A private, encrypted journal for probation officers. Without a command it "
        "opens the window.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    parser.add_argument(
        "--journal",
        type=_folder,
        metavar="FOLDER",
        help="the folder of the journal to open (by default the one opened last)",
    )
    parser.add_argument("--standby", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--keychain", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(do=_open)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add_demo(commands)
    _add_check(commands)
    _add_backup(commands)
    _add_restore(commands)
    _add_page(commands)
    return parser


def _add_demo(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    about = "make a journal that somebody else seems to have kept for years; all of it is invented"
    demo = _add_command(commands, "demo", about)
    _add_folder(demo)
    _add_passphrase(demo)
    demo.add_argument(
        "--entries",
        type=_count,
        default=DEMO_ENTRIES,
        metavar="N",
        help="how many finished entries it has (%(default)s)",
    )
    demo.add_argument(
        "--seed",
        type=int,
        default=1,
        metavar="S",
        help="any whole number; the same one makes the same journal again on the same day "
        "(%(default)s)",
    )
    demo.set_defaults(do=_demo)


def _add_check(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    about = (
        "read a journal or a backup from end to end, say as JSON whether all is well, and what "
        "is not"
    )
    check = _add_command(commands, "check", about)
    check.add_argument(
        "folder",
        type=_folder,
        metavar="FOLDER|FILE.rfb",
        help="the journal's folder, or the file of a backup",
    )
    _add_passphrase(check)
    check.set_defaults(do=_check)


def _add_backup(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    about = "copy a journal that is closed into one new file, and read that from end to end"
    command = _add_command(commands, "backup", about)
    _add_folder(command)
    command.add_argument(
        "file",
        type=_backup_file,
        metavar="DEST.rfb",
        help="the file to be made; nothing may have that name yet",
    )
    _add_passphrase(command)
    command.set_defaults(do=_back_up)


def _add_restore(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    about = (
        "read a backup from end to end and put the journal in it into a folder; one that is "
        "there already is kept in a folder inside, named by the date"
    )
    command = _add_command(commands, "restore", about)
    command.add_argument("file", type=_folder, metavar="FILE", help="the file of the backup")
    _add_folder(command)
    either = command.add_mutually_exclusive_group()
    _add_passphrase(either)
    either.add_argument(
        "--recovery-key-stdin",
        action="store_true",
        help="take the recovery key from the first line of standard input, and no passphrase",
    )
    command.set_defaults(do=_restore)


def _add_page(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    about = (
        "write the page that is prepared for a session as a PDF, just as the screen shows it, and "
        "say as JSON what was written; the file is not encrypted"
    )
    page = _add_command(commands, "page", about)
    _add_folder(page)
    page.add_argument(
        "--out", type=_pdf_file, required=True, metavar="FILE.pdf", help="the file to be made"
    )
    page.add_argument(
        "--session",
        type=_day,
        metavar="DATE",
        help="the day of the session, as YYYY-MM-DD (by default the next one)",
    )
    page.add_argument(
        "--replace", action="store_true", help="take the place of a file of that name"
    )
    _add_passphrase(page)
    page.set_defaults(do=_page)


def _add_command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, about: str
) -> argparse.ArgumentParser:
    return commands.add_parser(
        name,
        help=about,
        description=f"{about[0].upper()}{about[1:]}.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


def _add_folder(command: argparse.ArgumentParser) -> None:
    command.add_argument("folder", type=_folder, metavar="FOLDER", help="the journal's folder")


def _add_passphrase(command: "argparse._ActionsContainer") -> None:
    command.add_argument(
        "--passphrase-stdin",
        action="store_true",
        help="take the passphrase from the first line of standard input instead of asking for it",
    )


def _folder(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError("a folder's name cannot be empty")
    return Path(text)


def _backup_file(text: str) -> Path:
    path = _folder(text)
    if path.suffix != ".rfb":
        raise argparse.ArgumentTypeError("the name of a backup ends in .rfb")
    return path


def _pdf_file(text: str) -> Path:
    path = _folder(text)
    if path.suffix.lower() != ".pdf":
        raise argparse.ArgumentTypeError("the name of a page ends in .pdf")
    return path


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("a day is written as 2026-12-02") from None


def _count(text: str) -> int:
    number = int(text) if text.isdecimal() else -1
    if number < 0:
        raise argparse.ArgumentTypeError("a whole number, 0 or more, is needed")
    return number


def _open(asked: argparse.Namespace) -> int:
    if asked.keychain:
        from reflect_app.vault import keychain

        return keychain.serve()
    from reflect_app import app

    return app.run(asked.journal, standby=asked.standby)


def _demo(asked: argparse.Namespace) -> int:
    from reflect_app import demo
    from reflect_app.ui.journal_lock import JournalLock

    vault = Vault(asked.folder)
    if vault.exists():
        raise JournalExists
    if asked.folder.exists() and not asked.folder.is_dir():
        raise _Refused(_NOT_A_FOLDER)
    drawn = vault.draw(_passphrase(asked, twice=True))
    _make(asked.folder)
    today = Clock().today()
    with JournalLock(asked.folder), _whole_or_not_at_all(vault):
        journal = drawn.create()
        try:
            first = demo.fill(journal, entries=asked.entries, seed=asked.seed, today=today)
        finally:
            journal.close()
    _say(_made(asked.entries, first, today))
    return ALL_WELL


@contextmanager
def _whole_or_not_at_all(vault: Vault) -> Iterator[None]:
    """Take away a new journal that could not be filled: half of one would be taken for one."""
    if vault.exists():
        raise JournalExists
    try:
        yield
    except BaseException as error:
        for name in (DATABASE, f"{DATABASE}-journal", *HEADERS):
            (vault.folder / name).unlink(missing_ok=True)
        if isinstance(error, DiskFull):
            raise _Refused(_NO_ROOM) from None
        raise


def _make(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (FileExistsError, FileNotFoundError, NotADirectoryError):
        raise _Refused(_NOT_A_FOLDER) from None


def _made(entries: int, first: date, today: date) -> str:
    from reflect_app.domain.dates import full_day

    return (
        f"Made a journal of {entries} entries, from {full_day(first)} to {full_day(today)}. All "
        "of it is invented. Open it with --journal and the same folder."
    )


def _check(asked: argparse.Namespace) -> int:
    from reflect_app.ui.journal_lock import JournalLock

    if asked.folder.suffix == ".rfb" or asked.folder.is_file():
        return _check_backup(asked)
    vault = Vault(asked.folder)
    if not vault.exists():
        raise NoJournal
    passphrase = _passphrase(asked)
    counts: dict[str, int] = {}
    with JournalLock(asked.folder):
        try:
            problems, counts = _judge(vault, passphrase)
        except (DamagedHeader, DamagedJournal, NewerJournal) as error:
            problems = [error.sentence]
    return _verdict(problems, counts=counts)


def _verdict(problems: list[str], **more: Any) -> int:
    """Say as JSON whether all is well, and return the exit status."""
    _say(json.dumps({"ok": not problems, "problems": problems, **more}, indent=2))
    return NOT_WELL if problems else ALL_WELL


def _judge(vault: Vault, passphrase: str) -> tuple[list[str], dict[str, int]]:
    """Return what is wrong with the journal, and how much it holds; raise JournalError."""
    before = _headers(vault)
    journal = vault.unlock(passphrase)
    try:
        after = _headers(vault)
        problems = [_HEALED.format(name=name) for name in HEADERS if before[name] != after[name]]
        problems += journal.check()
        try:
            return problems, journal.counts()
        except DamagedJournal as error:
            return list(dict.fromkeys([*problems, error.sentence])), {}
    finally:
        journal.close()


def _headers(vault: Vault) -> dict[str, bytes | None]:
    """Return what the two key files hold, before unlocking makes one good from the other."""
    found: dict[str, bytes | None] = {}
    for name in HEADERS:
        path = vault.folder / name
        found[name] = path.read_bytes() if path.is_file() else None
    return found


def _check_backup(asked: argparse.Namespace) -> int:
    import tempfile

    from reflect_app.vault import backup

    found: dict[str, Any] = {"counts": {}, "made": None, "proven": False}
    try:
        manifest, _ = backup.read(asked.folder)
        found |= {"made": manifest.made.isoformat(), "proven": bool(manifest.mac)}
        ask = backup.by_passphrase(_passphrase(asked))
        # Beside a backup nothing may be written, say on a stick that is set to be read only.
        with tempfile.TemporaryDirectory(prefix="reflect-") as room:
            found["counts"] = backup.checked(asked.folder, Path(room), ask, _tell).counts
    except (DamagedBackup, NewerJournal, NotABackup) as error:
        return _verdict(_problems(error), **found | {"counts": {}, "proven": False})
    return _verdict([], **found)


def _back_up(asked: argparse.Namespace) -> int:
    from reflect_app.ui.journal_lock import JournalLock
    from reflect_app.vault import backup, restoring

    if not Vault(asked.folder).exists():
        raise NoJournal
    ask = backup.by_passphrase(_passphrase(asked))
    with JournalLock(asked.folder):
        restoring.settle(asked.folder)
        root = backup.ready(asked.folder, ask)
        _tell("Copying the journal.")
        made = backup.make_file(asked.folder, asked.file, Clock().now())
        _tell("Reading the backup from end to end.")
        try:
            made = backup.prove(made.path, root)
        except DamagedBackup as error:
            _tell(_NOT_SOUND)
            return _verdict(error.problems, counts={}, made=made.made.isoformat())
    return _verdict([], counts=dict(made.counts), made=made.made.isoformat())


def _restore(asked: argparse.Namespace) -> int:
    from reflect_app.ui.journal_lock import JournalLock
    from reflect_app.vault import backup, restoring

    if asked.folder.exists() and not asked.folder.is_dir():
        raise _Refused(_NOT_A_FOLDER)
    try:
        backup.read(asked.file)
        ask = _recovery_key(asked) or backup.by_passphrase(_passphrase(asked))
        with _there_while_needed(asked.folder), JournalLock(asked.folder):
            done = restoring.restore(asked.file, asked.folder, ask, Clock().now(), _tell)
    except (DamagedBackup, NewerJournal, NotABackup) as error:
        return _verdict(_problems(error), counts={}, made=None, replaced=None)
    return _verdict(
        [],
        counts=dict(done.counts),
        made=done.made.isoformat(),
        replaced=done.replaced and done.replaced.name,
    )


def _page(asked: argparse.Namespace) -> int:
    from reflect_app.ui.journal_lock import JournalLock

    vault = Vault(asked.folder)
    if not vault.exists():
        raise NoJournal
    _refuse_taken(asked)
    passphrase = _passphrase(asked)
    with JournalLock(asked.folder):
        journal = vault.unlock(passphrase)
        try:
            session, page = _prepared(journal, asked.session)
        finally:
            journal.close()
    _write(page, session, asked)
    return ALL_WELL


def _refuse_taken(asked: argparse.Namespace) -> None:
    taken = asked.out.is_symlink() or asked.out.exists()
    if asked.out.is_dir() or (taken and not asked.replace):
        raise _Refused(_THERE_ALREADY)


def _prepared(journal: "Journal", day: date | None) -> "tuple[Session, OnePage]":
    """Return the session that is meant and its page; raise _Refused where there is none.

    Of several sessions on one day it is the first that something is prepared for.
    """
    from reflect_app.domain import around_session, one_page

    now, sessions = Clock().local(), journal.sessions()
    if day is None:
        following = around_session.to_prepare(sessions, now)
        meant = [following] if following else []
    else:
        meant = [each for each in sessions if each.day == day]
    if not meant:
        raise _Refused(_NO_SESSION if day is None else _NO_SESSION_THEN)
    for session in meant:
        preparation = journal.preparation(session.id)
        page = preparation and one_page.page(preparation, journal.since_last(session, now))
        if page and (page.question or page.wish or page.parts):
            return session, page
    raise _Refused(_NOT_PREPARED)


def _write(page: "OnePage", session: "Session", asked: argparse.Namespace) -> None:
    """Write the page and say so; no word of it may stand in what is said."""
    from reflect_app.ui import printing

    _screen = printing.without_a_screen()  # held: Qt sets type only as long as it is there
    sheet = printing.PageSheet(page)
    _refuse_taken(asked)
    sheet.write_pdf(asked.out)
    told = {
        "ok": True,
        "session": session.day.isoformat(),
        "parts": len(page.parts),
        "sheets": sheet.sheets,
        "left_out": page.gone + page.kept_back,
        "encrypted": False,
        "note": _NOT_ENCRYPTED,
    }
    _say(json.dumps(told))


@contextmanager
def _there_while_needed(folder: Path) -> Iterator[None]:
    """Make `folder` if it is not there, and take it away again if it stays empty."""
    was_there = folder.exists()
    _make(folder)
    try:
        yield
    finally:
        if not was_there:
            with suppress(OSError):
                folder.rmdir()


def _problems(error: JournalError) -> list[str]:
    return error.problems if isinstance(error, DamagedBackup) else [error.sentence]


def _recovery_key(asked: argparse.Namespace) -> "Ask | None":
    from reflect_app.vault import backup

    return backup.by_recovery_key(_first_line()) if asked.recovery_key_stdin else None


def _passphrase(asked: argparse.Namespace, *, twice: bool = False) -> str:
    """Return the passphrase from where it was said to come; raise _Refused without one."""
    if asked.passphrase_stdin:
        return _first_line()
    if sys.stdin is None or not sys.stdin.isatty():
        raise _Refused(_NO_TERMINAL, BAD_USAGE)
    try:
        passphrase = getpass("Passphrase: ")
        again = getpass("The same again: ") if twice else passphrase
    except EOFError:
        raise _Refused(_NONE_GIVEN) from None
    if passphrase != again:
        raise _Refused(_NOT_THE_SAME)
    return passphrase


def _first_line() -> str:
    if sys.stdin is None:
        raise _Refused(_NONE_GIVEN)
    line = sys.stdin.buffer.readline().decode(errors="surrogateescape")
    return line.removesuffix("\n").removesuffix("\r")


def _say(text: str) -> None:
    """Print `text` at once, so that a full disk or a closed pipe is noticed here."""
    try:
        print(text, flush=True)
    except OSError:
        # What could not be printed would be tried again, with a traceback, when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise _Refused(_NOT_PRINTED) from None


def _tell(text: str) -> None:
    """Say how far it is, to a person who waits; nothing depends on it."""
    with suppress(OSError):
        print(text, file=sys.stderr, flush=True)


def _refuse(sentence: str, status: int) -> int:
    print(f"reflect: {sentence}", file=sys.stderr)
    return status
