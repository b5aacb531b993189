"""A journal damaged on its disk gives up all that can still be read, encrypted anew."""

import shutil
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlcipher3 import dbapi2

from reflect_app.domain.records import CaseAlias, CheckIn, Entry, Plan, PlanAnswer, Session
from reflect_app.vault import backup, keys, salvage
from reflect_app.vault.engine import PAGE, PLAIN_MAGIC
from reflect_app.vault.errors import (
    DamagedBackup,
    DamagedHeader,
    DamagedJournal,
    DiskFull,
    FolderNotWritable,
    JournalExists,
    WrongPassphrase,
)
from reflect_app.vault.files import DATABASE, HEADERS
from reflect_app.vault.keys import Argon
from reflect_app.vault.salvage import WITHOUT_HEADING, save_readable
from reflect_app.vault.vault import Vault

NOW = datetime(2026, 11, 24, 10, 15, tzinfo=UTC)
PASSPHRASE = "slow heron under the bridge"
ENTRIES = 250


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return the folder of a journal with a few hundred of everything, some of it long."""
    folder = tmp_path_factory.mktemp("made") / "journal"
    journal = Vault(folder).create(PASSPHRASE, argon=Argon(memory=64, passes=1, lanes=1))
    began = NOW - timedelta(days=ENTRIES)
    case = journal.save(CaseAlias(word="Harbour", since=began.date()))
    entries = []
    for number in range(ENTRIES):
        at = began + timedelta(days=number)
        entry = Entry(written_at=at, day=at.date(), title=f"Title {number}", finished_at=at)
        entry.case_id = case.id if number % 3 == 0 else None
        entry.write("happened", text(number))
        entries.append(entry)
    journal.add_all(entries)
    journal.add_all(
        CheckIn(
            at=began + timedelta(days=number),
            day=(began + timedelta(days=number)).date(),
            load=number % 11,
            line=f"line {number}",
        )
        for number in range(ENTRIES)
    )
    plan = journal.save(Plan(kind="habit", name="Walk", times=(1,) * 7, since=began.date()))
    journal.add_all(
        PlanAnswer(
            plan_id=plan.id,
            day=(began + timedelta(days=number)).date(),
            at=began + timedelta(days=number),
            answer="kept",
        )
        for number in range(200)
    )
    journal.save(Session(day=NOW.date()))
    journal.set_preference("nation", "wales")
    journal.save(Entry(written_at=NOW, day=NOW.date(), title="A draft"))
    journal.close()
    return folder


@pytest.fixture
def folder(made, tmp_path):
    """Return a copy of it that may be damaged."""
    return shutil.copytree(made, tmp_path / "journal")


@pytest.fixture
def target(tmp_path):
    return tmp_path / "saved"


def text(number):
    """Return the text of one entry; every seventh is longer than a page."""
    return f"word{number} " * (1500 if number % 7 == 0 else 12)


def spoil(folder, *numbers):
    """Change one bit on each of these pages, the first being 1."""
    content = bytearray((folder / DATABASE).read_bytes())
    for number in numbers:
        content[(number - 1) * PAGE + 700] ^= 4
    (folder / DATABASE).write_bytes(content)


def save(folder, target, passphrase=PASSPHRASE):
    return save_readable(folder, target, backup.by_passphrase(passphrase), NOW)


def everything(folder):
    """Return what is in the journal in `folder`, all of it whole."""
    journal = Vault(folder).unlock(PASSPHRASE)
    try:
        assert journal.check() == []
        lines = journal.entries(limit=10_000)
        entries = {line.id: journal.entry(line.id) for line in lines}
        texts = {
            each.id: (each.title, each.day, each.case_id, each.texts().get("happened"))
            for each in entries.values()
        }
        check_ins = {
            (each.day, each.load, each.line) for each in journal.check_ins(date.min, date.max)
        }
        return texts, check_ins, journal.counts()
    finally:
        journal.close()


def plain(folder):
    """Return the number and the decrypted content of every page."""
    _, root = keys.unlock(keys.read(folder), PASSPHRASE)
    return salvage._Pages((folder / DATABASE).read_bytes(), root.database_key).whole.items()


def tree(folder, name):
    """Return the root page of a table."""
    _, root = keys.unlock(keys.read(folder), PASSPHRASE)
    found = salvage._Found((folder / DATABASE).read_bytes(), root)
    found._visited.clear()
    return next(row.values[3] for row in found._walk(1) if row.values[1] == name)


def test_a_journal_that_is_whole_is_saved_whole(folder, target):
    saved = save(folder, target)
    assert everything(target) == everything(folder)
    assert saved.counts == everything(folder)[2]
    assert (saved.unreadable, saved.cut, saved.without_heading, saved.left_out) == (0, 0, 0, 0)
    journal = Vault(target).unlock(PASSPHRASE)
    assert journal.preference("nation") == "wales"
    assert [entry.title for entry in journal.drafts()] == ["A draft"]
    assert journal.count("word133") == 1
    journal.close()


def test_the_new_one_is_encrypted_and_opens_with_the_recovery_key_too(
    vault, passphrase, tmp_path, target
):
    new = vault.draw_recovery_key(passphrase)
    new.keep()
    journal = vault.unlock(passphrase)
    journal.save(CheckIn(at=NOW, day=NOW.date(), load=3))
    journal.close()
    save_readable(vault.folder, target, backup.by_recovery_key(new.recovery_key), NOW)
    assert not (target / DATABASE).read_bytes().startswith(PLAIN_MAGIC)
    assert sorted(path.name for path in target.iterdir()) == sorted([DATABASE, *HEADERS])
    Vault(target).unlock_with_recovery_key(new.recovery_key).close()


def test_damage_at_many_places_costs_what_stood_there_and_nothing_else(made, tmp_path):
    before, check_ins, _ = everything(made)
    for round_, spoilt in enumerate(((2, 9, 40), (5, 23, 60), (8, 51, 77), (13, 30, 31))):
        folder = shutil.copytree(made, tmp_path / f"journal{round_}")
        spoil(folder, *spoilt)
        saved = save(folder, tmp_path / f"saved{round_}")
        assert saved.unreadable == 3
        after, said, counts = everything(tmp_path / f"saved{round_}")
        assert counts == saved.counts
        assert said <= check_ins
        told = {each[3] for each in before.values()}
        assert {each[3] for each in after.values() if each[3]} <= told
        assert len(after) >= len(before) - 100
        assert len([1 for each in after.values() if each[3]]) >= len(before) - 100


@pytest.mark.parametrize("name", ["entry", "answer", "check_in", "plan_answer"])
def test_rows_are_found_although_the_page_that_leads_to_them_is_lost(folder, target, name):
    before = everything(folder)
    spoil(folder, tree(folder, name))
    assert save(folder, target).unreadable == 1
    texts, check_ins, counts = everything(target)
    assert check_ins == before[1]
    assert texts == before[0]
    assert counts == before[2]


def test_without_the_first_page_everything_else_is_told_apart_by_its_shape(folder, target):
    before = everything(folder)
    spoil(folder, 1)
    save(folder, target)
    texts, check_ins, counts = everything(target)
    assert texts == before[0]
    assert check_ins == before[1]
    assert counts["plan_answers"] == before[2]["plan_answers"]


def test_a_text_without_its_heading_is_kept_beside_the_one_before_it(folder, target):
    leaf = next(n for n, page in plain(folder) if page[0] == 0x0D and b"Title 20" in page)
    before = everything(folder)[0]
    spoil(folder, leaf)
    saved = save(folder, target)
    assert saved.without_heading > 1
    after = everything(target)[0]
    assert {each[3] for each in after.values()} == {each[3] for each in before.values()}
    bare = [each for each in after.values() if each[0] == WITHOUT_HEADING]
    assert len(bare) == saved.without_heading
    days = {each[1] for each in after.values()} - {each[1] for each in before.values()}
    assert days == set()


def test_a_row_that_runs_on_to_a_lost_page_is_counted(folder, target):
    rest = next(n for n, page in plain(folder) if not page[0] and b"word7 word7" in page[200:])
    spoil(folder, rest)
    saved = save(folder, target)
    assert (saved.cut, saved.without_text) == (1, 1)
    texts = everything(target)[0]
    assert len(texts) == ENTRIES
    assert [each[0] for each in texts.values() if not each[3]] == ["Title 7"]


def test_a_damaged_search_index_costs_nothing(folder, target):
    before = everything(folder)
    spoil(folder, tree(folder, "search_data"))
    assert save(folder, target).cut == 0
    assert everything(target) == before


def test_what_points_at_a_lost_row_is_left_out_or_stands_alone(folder, target):
    spoil(folder, tree(folder, "plan"), tree(folder, "case_alias"))
    saved = save(folder, target)
    assert saved.left_out == 200
    texts, _, counts = everything(target)
    assert counts["plan_answers"] == 0
    assert len(texts) == ENTRIES
    assert {each[2] for each in texts.values()} == {None}


def test_a_database_cut_in_the_middle_gives_up_its_first_part(folder, target):
    content = (folder / DATABASE).read_bytes()
    (folder / DATABASE).write_bytes(content[: len(content) // 2 + 100])
    saved = save(folder, target)
    assert 0 < saved.counts["entries"] + saved.counts["check_ins"] < 2 * ENTRIES + 1
    assert everything(target)[2] == saved.counts


def test_where_nothing_can_be_read_it_says_so_and_leaves_nothing(folder, target):
    (folder / DATABASE).write_bytes(b"no page of ours!" * (PAGE // 2))
    with pytest.raises(DamagedJournal, match="restore a backup"):
        save(folder, target)
    assert not target.exists()


def test_the_wrong_passphrase_and_lost_keys_are_told_apart(folder, target):
    with pytest.raises(WrongPassphrase):
        save(folder, target, "another passphrase")
    for name in HEADERS:
        (folder / name).write_bytes(b"x")
    with pytest.raises(DamagedHeader):
        save(folder, target)


def test_a_journal_that_is_there_is_not_written_over(folder, target):
    save(folder, target)
    with pytest.raises(JournalExists):
        save(folder, target)


def test_a_folder_that_refuses_is_named_and_the_damaged_one_is_as_it_was(
    folder, target, monkeypatch
):
    before = (folder / DATABASE).read_bytes()

    def refuse(*_):
        raise FolderNotWritable

    monkeypatch.setattr(keys, "write", refuse)
    with pytest.raises(FolderNotWritable):
        save(folder, target)
    assert list(target.iterdir()) == []
    assert (folder / DATABASE).read_bytes() == before


def test_a_full_disk_is_named_and_nothing_is_left(folder, target, monkeypatch):
    def refuse(*_):
        error = dbapi2.OperationalError("full")
        error.sqlite_errorcode = 13
        raise error

    monkeypatch.setattr(salvage, "_insert", refuse)
    with pytest.raises(DiskFull, match="choose a folder on another drive"):
        save(folder, target)
    assert list(target.iterdir()) == []


@pytest.fixture
def saved_before(folder, tmp_path):
    """Return a backup of the journal."""
    return backup.make_file(folder, tmp_path / "kept.rfb", NOW).path


def lose_keys(folder):
    for name in HEADERS:
        (folder / name).write_bytes(b"nothing of a header")


def test_keys_that_are_lost_come_back_from_a_backup(folder, saved_before):
    before = everything(folder)
    lose_keys(folder)
    salvage.put_keys_back(folder, saved_before, backup.by_passphrase(PASSPHRASE))
    assert everything(folder) == before
    assert not (folder / salvage._BESIDE).exists()


def test_keys_that_are_whole_stay_as_they_are(folder, saved_before):
    before = (folder / HEADERS[0]).read_bytes()
    salvage.put_keys_back(folder, saved_before, backup.by_passphrase("any other"))
    assert (folder / HEADERS[0]).read_bytes() == before


def test_the_wrong_passphrase_puts_no_keys_back(folder, saved_before):
    lose_keys(folder)
    with pytest.raises(WrongPassphrase):
        salvage.put_keys_back(folder, saved_before, backup.by_passphrase("another one"))
    with pytest.raises(DamagedHeader):
        Vault(folder).unlock(PASSPHRASE)


def test_keys_of_another_journal_are_not_put_beside_this_one(folder, tmp_path):
    another = Vault(tmp_path / "another")
    another.create(PASSPHRASE, argon=Argon(memory=64, passes=1, lanes=1)).close()
    other = backup.make_file(another.folder, tmp_path / "other.rfb", NOW).path
    lose_keys(folder)
    with pytest.raises(DamagedJournal, match="keys in that backup do not open"):
        salvage.put_keys_back(folder, other, backup.by_passphrase(PASSPHRASE))
    assert (folder / HEADERS[0]).read_bytes() == b"nothing of a header"


def test_damaged_keys_in_a_backup_are_refused(folder, saved_before):
    _, start = backup.read(saved_before)
    content = bytearray(saved_before.read_bytes())
    content[start + 10] ^= 1
    saved_before.write_bytes(content)
    lose_keys(folder)
    with pytest.raises(DamagedBackup):
        salvage.put_keys_back(folder, saved_before, backup.by_passphrase(PASSPHRASE))
