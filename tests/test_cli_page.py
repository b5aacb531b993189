import io
import json
import os
import re
import subprocess
import sys
import zlib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from reflect_app import cli
from reflect_app.domain import one_page
from reflect_app.domain.clock import Clock
from reflect_app.domain.records import PageItem, Preparation, Session
from reflect_app.ui.journal_lock import JournalLock
from reflect_app.ui.printing import PageSheet
from reflect_app.vault.errors import JournalInUse, NoJournal, WrongPassphrase

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
NEXT = date(2026, 12, 2)
QUESTION = "How do I stay open to what Harbour tells me?"


@pytest.fixture(autouse=True)
def noon(monkeypatch):
    monkeypatch.setattr(Clock, "now", lambda _: NOON)


@pytest.fixture
def run(monkeypatch, capsys, qapp, passphrase):
    """Return a function that runs the command in this process, the passphrase on its input."""

    def run(*words, said=passphrase):
        stdin = io.TextIOWrapper(io.BytesIO(f"{said}\n".encode()))
        monkeypatch.setattr(sys, "stdin", stdin)
        status = cli.main(["page", *map(str, words), "--passphrase-stdin"])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run


@pytest.fixture
def prepare(vault, passphrase):
    """Return a way to have a session with something prepared for it."""

    def prepare(day=NEXT, question=QUESTION, items=(), **columns):
        journal = vault.unlock(passphrase)
        session = journal.save(Session(day=day, start=600, **columns))
        if question or items:
            record = Preparation(session_id=session.id, question=question, items=list(items))
            journal.save(record)
        journal.close()
        return session

    return prepare


def drawn(pdf):
    """Return what is drawn in a file, and none of the moments at which it was made."""
    found = re.findall(rb"stream\n(.*?)\nendstream", pdf, re.DOTALL)
    return [zlib.decompress(each) for each in found if each[:1] == b"x"]


def test_the_page_of_the_next_session_is_written_as_the_screen_shows_it(
    vault, passphrase, prepare, run, tmp_path
):
    out = tmp_path / "page.pdf"
    prepare(NEXT + timedelta(weeks=4), "A later one?")
    ticked = PageItem(kind="own", words="Feeling responsible")
    session = prepare(items=[ticked, PageItem(kind="own", words="Not this", ticked=False)])
    status, said, err = run(vault.folder, "--out", out)
    assert (status, err) == (0, "")
    assert said.count("\n") == 1
    told = json.loads(said)
    assert told.pop("note").startswith("This file is not encrypted")
    assert told == {
        "ok": True,
        "session": "2026-12-02",
        "parts": 1,
        "sheets": 1,
        "left_out": 0,
        "encrypted": False,
    }
    for words in (QUESTION, "Harbour", "Feeling responsible", str(out)):
        assert words not in said
    journal = vault.unlock(passphrase)
    page = one_page.page(journal.preparation(session.id), journal.since_last(session, NOON))
    journal.close()
    assert [part.title for part in page.parts] == ["Feeling responsible"]
    assert drawn(out.read_bytes()) == drawn(PageSheet(page).pdf())


def test_the_session_of_a_day_can_be_named(vault, prepare, run, tmp_path):
    prepare()
    prepare(date(2026, 10, 7), "An earlier one?")
    prepare(date(2026, 10, 7), "", kind="peer")
    status, said, _ = run(vault.folder, "--out", tmp_path / "a.pdf", "--session", "2026-10-07")
    assert (status, json.loads(said)["session"]) == (0, "2026-10-07")


def test_what_cannot_be_written_is_said_in_a_sentence(vault, prepare, run, tmp_path):
    out = tmp_path / "page.pdf"
    assert "There is no supervision session ahead" in run(vault.folder, "--out", out)[2]
    prepare(question="")
    assert "Nothing has been prepared" in run(vault.folder, "--out", out)[2]
    prepare(date(2026, 12, 9), "", items=[PageItem(kind="own", words="Not this", ticked=False)])
    for day, sentence in (
        ("2026-12-09", "Nothing has been prepared"),
        ("2026-12-03", "There is no supervision session on that day"),
    ):
        status, said, err = run(vault.folder, "--out", out, "--session", day)
        assert (status, said) == (1, "")
        assert sentence in err
    assert not out.exists()


def test_a_file_of_that_name_is_left_unless_it_is_to_be_replaced(vault, prepare, run, tmp_path):
    out = tmp_path / "page.pdf"
    out.write_bytes(b"an older one")
    prepare()
    status, said, err = run(vault.folder, "--out", out)
    assert (status, said) == (1, "")
    assert err == f"reflect: {cli._THERE_ALREADY}\n"
    assert out.read_bytes() == b"an older one"
    assert run(vault.folder, "--out", out, "--replace")[0] == 0
    assert out.read_bytes().startswith(b"%PDF")
    (tmp_path / "folder.pdf").mkdir()
    assert run(vault.folder, "--out", tmp_path / "folder.pdf", "--replace")[0] == 1


def test_a_folder_that_is_not_there_is_said(vault, prepare, run, tmp_path):
    prepare()
    status, said, err = run(vault.folder, "--out", tmp_path / "gone" / "page.pdf")
    assert (status, said) == (1, "")
    assert "That folder is no longer there" in err
    assert str(tmp_path) not in err


def test_the_journal_keeps_its_say(vault, prepare, run, tmp_path):
    prepare()
    out = tmp_path / "page.pdf"
    assert run(tmp_path / "none", "--out", out)[::2] == (1, f"reflect: {NoJournal.sentence}\n")
    wrong = run(vault.folder, "--out", out, said="some other words")
    assert wrong[::2] == (1, f"reflect: {WrongPassphrase.sentence}\n")
    with JournalLock(vault.folder):
        status, _, err = run(vault.folder, "--out", out)
    assert (status, err) == (cli.IN_USE, f"reflect: {JournalInUse.sentence}\n")
    assert not out.exists()


@pytest.mark.parametrize(
    "words",
    [
        ["x"],
        ["x", "--out", "page.txt"],
        ["x", "--out", ""],
        ["x", "--out", "page.pdf", "--session", "next Wednesday"],
        ["x", "--out", "page.pdf", "--session", "2026-02-30"],
    ],
)
def test_a_command_that_cannot_be_meant_is_refused(words, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["page", *words])
    assert ended.value.code == 2
    assert "error: " in capsys.readouterr().err


def test_its_help_says_that_the_file_is_not_encrypted(capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["page", "--help"])
    assert ended.value.code == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "the file is not encrypted" in text
    assert "exit status:" in text


def test_it_runs_without_a_screen(vault, prepare, passphrase, tmp_path):
    prepare(date(2026, 10, 7))
    environment = {name: text for name, text in os.environ.items() if name != "QT_QPA_PLATFORM"}
    environment.pop("DISPLAY", None)
    words = ["page", vault.folder, "--out", tmp_path / "page.pdf", "--session", "2026-10-07"]
    done = subprocess.run(
        [sys.executable, "-m", "reflect_app", *words, "--passphrase-stdin"],
        input=f"{passphrase}\n".encode(),
        capture_output=True,
        check=False,
        timeout=60,
        env=environment,
        cwd=Path(__file__).parents[1],
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["encrypted"] is False
    assert (tmp_path / "page.pdf").stat().st_mode & 0o777 == 0o600
