"""Saving, finding and taking back, on a real encrypted file."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect
from sqlcipher3 import dbapi2

from reflect_app.domain.records import (
    MARK_END,
    MARK_START,
    Away,
    CaseAlias,
    CheckIn,
    Entry,
    OwnSource,
    Plan,
    PlanAnswer,
    Record,
    Session,
)
from reflect_app.vault import migrations
from reflect_app.vault.engine import connect
from reflect_app.vault.errors import CannotSave, DamagedDraft, FolderGone
from reflect_app.vault.journal import Journal
from reflect_app.vault.keys import Root

KEY = bytes(range(32))
VAULT_ID = "5e" * 16
ROOT = Root(bytes(reversed(range(32))), VAULT_ID)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
TODAY = date(2026, 11, 20)


def open_journal(folder: Path, *, create: bool = False) -> Journal:
    path = folder / "journal.db"
    db = connect(path, KEY, create=create)
    migrations.prepare(db, VAULT_ID)
    return Journal.over(db, path, VAULT_ID, ROOT)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    journal = open_journal(tmp_path, create=True)
    yield journal
    journal.close()


def draft(minutes: int = 0, **answers: str) -> Entry:
    entry = Entry(written_at=NOON + timedelta(minutes=minutes), day=TODAY, model="hard_case")
    for stage, words in answers.items():
        entry.write(stage, words)
    return entry


def finished(journal: Journal, minutes: int = 0, **answers: str) -> Entry:
    return journal.finish(draft(minutes, **answers), NOON)


def decrypted(folder: Path) -> bytes:
    """Return the bytes of every page as they are once the key is known."""
    plain = folder / "plain.db"
    db = dbapi2.connect(str(folder / "journal.db"))
    db.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    db.execute("ATTACH ? AS plain KEY ''", (str(plain),))
    db.execute("SELECT sqlcipher_export('plain')")
    db.close()
    content = plain.read_bytes()
    plain.unlink()
    return content


def plain_pages(folder: Path) -> bytes:
    """Return every page of the file decrypted, free ones too: AES-256-CBC as SQLCipher 4 has it."""
    content, found = (folder / "journal.db").read_bytes(), b""
    for start in range(0, len(content), 4096):
        page = content[start : start + 4096]
        initial = page[4016:4032]
        decryptor = Cipher(algorithms.AES(KEY), modes.CBC(initial)).decryptor()
        found += decryptor.update(page[16 if start == 0 else 0 : 4016])
    return found


def test_the_tables_are_what_the_records_say(journal: Journal) -> None:
    with journal._engine.connect() as connection:
        found = inspect(connection)
        for table in Record.metadata.sorted_tables:
            columns = {column["name"]: column for column in found.get_columns(table.name)}
            assert set(columns) == set(table.columns.keys())
            for column in table.columns:
                stored = columns[column.name]
                assert stored["type"].compile() == column.type.compile().replace(
                    "BOOLEAN", "BOOLEAN"
                )
                assert stored["nullable"] == column.nullable


def test_every_record_comes_back_as_it_was_saved(journal: Journal) -> None:
    check_in = journal.save(
        CheckIn(at=NOON, day=TODAY, load=7, sources=("court", "time"), line="x")
    )
    plan = journal.save(
        Plan(kind="leaving", name="Leave", times=(1035,) * 5 + (None,) * 2, since=TODAY)
    )
    answer = PlanAnswer(plan_id=plan.id, day=TODAY, at=NOON, answer="kept", minutes_after=-5)
    journal.save(answer)
    journal.save(Session(day=TODAY, start=600, kind="clinical"))

    (stored,) = journal.check_ins(TODAY, TODAY)
    assert (stored.id, stored.at, stored.load) == (check_in.id, NOON, 7)
    assert (stored.sources, stored.line) == (("court", "time"), "x")
    assert journal.plans()[0].times == (1035, 1035, 1035, 1035, 1035, None, None)
    assert journal.plan_answers(TODAY, TODAY)[0].minutes_after == -5
    assert journal.sessions()[0].start == 600
    assert journal.loads() == [(TODAY, 7, False)]
    assert journal.ticked() == [(TODAY, ("court", "time"))]
    assert journal.first_check_in() == TODAY
    assert journal.minutes_after() == [(plan.id, TODAY, -5, False)]


def test_a_draft_is_kept_apart_until_it_is_finished(journal: Journal) -> None:
    kept = journal.save(draft(happened="The kettle was on"))
    assert journal.entries() == []
    assert journal.count("kettle") == 0
    assert [each.id for each in journal.drafts()] == [kept.id]

    journal.finish(kept, NOON)
    assert journal.drafts() == []
    assert [line.heading for line in journal.entries()] == ["The kettle was on"]
    assert journal.count("kettle") == 1


def test_ids_are_the_moment_of_writing_and_move_on_where_one_is_taken(journal: Journal) -> None:
    first, second = journal.save(draft(happened="one")), journal.save(draft(happened="two"))
    assert first.id == int(NOON.timestamp() * 1000)
    assert second.id == first.id + 1


def test_saving_again_changes_the_entry_instead_of_adding_one(journal: Journal) -> None:
    kept = journal.save(draft(happened="one", next="two"))
    kept.write("happened", "one more")
    kept.write("next", "")
    kept = journal.save(kept)
    stored = journal.entry(kept.id)
    assert stored
    assert stored.text("happened") == "one more"
    assert "next" not in stored.answers
    assert journal.counts()["drafts"] == 1


def test_a_revision_replaces_the_original_and_its_words_in_the_index(journal: Journal) -> None:
    original = finished(journal, happened="a harbour wall")
    revision = journal.revise(original)
    revision.write("happened", "a lantern")
    revision = journal.save(revision)
    assert journal.count("harbour") == 1
    again = journal.revise(original)
    assert again.id == revision.id

    journal.finish(revision, NOON + timedelta(hours=1))
    assert (journal.count("harbour"), journal.count("lantern"), journal.count()) == (0, 1, 1)
    assert journal.drafts() == []
    assert journal.entries()[0].id == original.id
    assert journal.check() == []


def test_pages_of_entries_follow_each_other_without_a_gap(journal: Journal) -> None:
    journal.add_all(
        Entry(written_at=NOON + timedelta(minutes=n), day=TODAY, title=f"{n}", finished_at=NOON)
        for n in range(120)
    )
    seen: list[str] = []
    before = None
    while page := journal.entries(before=before, limit=50):
        seen += [line.heading for line in page]
        before = page[-1].id
    assert seen == [str(n) for n in reversed(range(120))]


@pytest.mark.parametrize(
    ("typed", "hits"),
    [
        ("boundar", 2),
        ("boundary", 1),
        ("boundary ", 1),
        ("bounda ", 0),
        ("bound* held", 2),
        ('"held the boundary"', 1),
        ('"the held"', 0),
        ("café", 1),
        ("CAFE", 1),
        ("NEAR(", 0),
        ("AND", 0),
        ('"', 0),
        ("-*", 0),
        ("b", 0),
        ("title:held", 0),
    ],
)
def test_finding_by_word_beginning_and_phrase(journal: Journal, typed: str, hits: int) -> None:
    finished(journal, 1, happened="I held the boundary in the cafe\u0301.")
    finished(journal, 2, happened="Two boundaries,", next="both held.")
    assert journal.count(typed) == hits
    assert len(journal.entries(words=typed)) == hits


def test_a_snippet_marks_what_was_found(journal: Journal) -> None:
    finished(journal, happened="Word " * 60 + "and a lantern " + "word " * 60)
    (line,) = journal.entries(words="lant")
    assert f"{MARK_START}lantern{MARK_END}" in line.excerpt
    assert len(line.excerpt) < 160


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(typed=st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=40))
def test_nothing_typed_into_the_search_field_is_an_error(journal: Journal, typed: str) -> None:
    assert journal.count(typed) == len(journal.entries(words=typed)) == 0


def test_deleted_words_leave_the_index_and_the_file(tmp_path: Path) -> None:
    journal = open_journal(tmp_path, create=True)
    entry = finished(journal, happened="zanzibarword one")
    finished(journal, 1, happened="quillonword two")
    journal.delete(entry)
    assert journal.count("zanzibarword") == 0
    assert journal.check() == []
    journal.close()
    content = decrypted(tmp_path)
    assert b"quillonword" in content
    assert b"zanzibarword" not in content


def test_a_check_in_can_be_taken_back(journal: Journal) -> None:
    check_in = journal.save(CheckIn(at=NOON, day=TODAY, load=3))
    journal.delete(check_in)
    assert journal.check_ins(TODAY, TODAY) == []


def test_flagged_entries_are_listed(journal: Journal) -> None:
    entry = finished(journal, happened="Take this along")
    finished(journal, 1, happened="Not this")
    entry.flagged = True
    journal.save(entry)
    assert [line.heading for line in journal.flagged()] == ["Take this along"]


def test_a_save_that_fails_leaves_the_record_as_it_was(journal: Journal, tmp_path: Path) -> None:
    entry = draft(happened="still here")
    (tmp_path / "journal.db").rename(tmp_path / "elsewhere.db")
    with pytest.raises(FolderGone):
        journal.save(entry)
    assert entry.text("happened") == "still here"
    assert entry.id is None

    (tmp_path / "elsewhere.db").rename(tmp_path / "journal.db")
    assert journal.save(entry).text("happened") == "still here"


def test_a_closed_journal_never_opens_again(tmp_path: Path) -> None:
    used, unused = open_journal(tmp_path, create=True), None
    used.counts()
    used.close()
    unused = open_journal(tmp_path)
    unused.close()
    for journal in (used, unused):
        with pytest.raises(IndexError):
            journal.counts()


def test_what_goes_wrong_carries_no_words(journal: Journal) -> None:
    too_heavy = CheckIn(at=NOON, day=TODAY, load=11, line="private words")
    with pytest.raises(CannotSave) as caught:
        journal.save(too_heavy)
    chain, error = [], caught.value
    while error:
        chain.append(repr(error) + repr(vars(error)))
        error = error.__context__
    assert len(chain) > 1
    assert not any("private words" in link for link in chain)


def test_a_sealed_draft_comes_back_whole_and_only_here(journal: Journal) -> None:
    entry = draft(happened="Ünïcode 🌊", next="b")
    entry.caret_stage, entry.caret, entry.load_before = "next", 1, 8
    sealed = journal.seal(entry)
    assert b"code" not in sealed
    back = journal.unseal(sealed)
    assert (back.text("happened"), back.text("next")) == ("Ünïcode 🌊", "b")
    assert (back.caret_stage, back.caret, back.load_before) == ("next", 1, 8)
    with pytest.raises(DamagedDraft):
        journal.unseal(sealed[:-1] + bytes([sealed[-1] ^ 1]))


def test_a_sealed_draft_goes_on_with_the_stored_one(journal: Journal) -> None:
    stored = journal.save(draft(happened="first", mine="old"))
    stored.write("happened", "second")
    stored.write("mine", "")
    back = journal.save(journal.unseal(journal.seal(stored)))
    assert back.id == stored.id
    assert (back.text("happened"), back.text("mine")) == ("second", "")
    assert journal.counts()["drafts"] == 1


def test_everything_is_still_there_after_closing_and_opening(tmp_path: Path) -> None:
    journal = open_journal(tmp_path, create=True)
    finished(journal, happened="kept")
    journal.save(draft(1, happened="unfinished"))
    before = journal.counts()
    journal.close()
    journal = open_journal(tmp_path)
    assert journal.counts() == before
    assert journal.count("kept") == 1
    assert journal.first_day() == TODAY
    assert journal.check() == []
    journal.close()


def test_the_check_sees_an_index_that_lost_a_word(journal: Journal) -> None:
    finished(journal, happened="lantern")
    with journal._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE answer SET text = 'harbour'")
    assert journal.check() == ["The search index does not match what is written."]


def test_records_show_nothing_of_what_was_written() -> None:
    entry = draft(happened="private")
    assert "private" not in repr(entry) + repr(entry.answers["happened"])
    assert fields(entry)


def test_a_draft_with_nothing_but_a_title_can_be_written_in_later(journal: Journal) -> None:
    stored = journal.save(Entry(written_at=NOON, day=TODAY, model="hard_case", title="The kettle"))
    stored.write("happened", "It sang.")
    stored = journal.save(stored)
    assert stored.text("happened") == "It sang."
    stored.write("happened", "")
    assert not journal.save(stored).answers


def test_a_flag_reaches_the_changes_under_way_too(journal: Journal) -> None:
    entry = finished(journal, happened="A visit")
    changes = journal.save(journal.revise(entry))
    other = finished(journal, happened="Another")
    flagged = journal.flag(entry.id, flagged=True)
    assert flagged is not None
    assert flagged.flagged
    assert [line.id for line in journal.flagged()] == [entry.id]
    assert journal.entry(changes.id).flagged
    assert not journal.entry(other.id).flagged
    journal.flag(entry.id, flagged=False)
    assert journal.flagged() == []
    assert not journal.entry(changes.id).flagged
    assert journal.flag(1, flagged=True) is None


@pytest.mark.parametrize(
    ("audience", "kept"), [("me", "clinical"), ("clinical", "clinical"), ("any", "any")]
)
def test_what_is_flagged_may_be_seen_by_the_clinical_supervisor_and_stays_so(
    journal: Journal, audience: str, kept: str
) -> None:
    entry = finished(journal, happened="A visit")
    entry.audience = audience
    entry = journal.save(entry)
    changes = journal.save(journal.revise(entry))
    for flagged in (True, False):
        journal.flag(entry.id, flagged=flagged)
        assert journal.entry(entry.id).audience == journal.entry(changes.id).audience == kept


def test_who_may_see_it_is_the_persons_choice_while_it_is_flagged(journal: Journal) -> None:
    entry = finished(journal, happened="A visit")
    entry.flagged = True
    entry = journal.save(entry)
    journal.flag(entry.id, flagged=True)
    assert journal.entry(entry.id).audience == "me"


def test_what_is_deleted_can_be_brought_back_until_it_is_emptied(journal: Journal) -> None:
    entry = finished(journal, happened="The osprey over the water")
    journal.save(journal.revise(entry))
    kept = finished(journal, minutes=1, happened="Another osprey")
    journal.throw_away(entry.id, NOON)
    assert journal.entry(entry.id) is None
    assert [line.id for line in journal.entries()] == [kept.id]
    assert [line.id for line in journal.entries(words="osprey")] == [kept.id]
    assert (journal.count(), journal.count("osprey"), journal.drafts()) == (1, 1, [])
    assert journal.first_day() == TODAY
    (gone,) = journal.thrown_away()
    assert (gone.id, gone.deleted_at) == (entry.id, NOON)
    journal.bring_back(entry.id)
    assert journal.count("osprey") == 2
    assert len(journal.drafts()) == 1
    assert journal.check() == []


def test_what_is_emptied_is_in_no_page_of_the_file(journal: Journal, tmp_path: Path) -> None:
    entry = finished(journal, happened="The osprey over the water")
    changes = journal.revise(entry)
    changes.write("stirred", "A gyrfalcon besides")
    journal.save(changes)
    finished(journal, minutes=1, happened="A wren")
    journal.throw_away(entry.id, NOON)
    journal.close()
    assert b"osprey" in plain_pages(tmp_path)
    assert b"gyrfalcon" in plain_pages(tmp_path)

    again = open_journal(tmp_path)
    assert again.empty(NOON) == 0
    assert again.empty(NOON + timedelta(hours=1)) == 2
    assert again.thrown_away() == []
    assert again.check() == []
    again.close()
    content = plain_pages(tmp_path)
    assert b"wren" in content
    assert b"osprey" not in content
    assert b"gyrfalcon" not in content


def test_the_end_of_a_case_unlinks_its_entries(journal: Journal) -> None:
    case = journal.save(CaseAlias(word="Harbour", since=TODAY))
    entry = draft(happened="A visit")
    entry.case_id = case.id
    entry = journal.finish(entry, NOON)
    journal.end_case(case, TODAY)
    assert journal.entry(entry.id).case_id is None
    (ended,) = journal.cases()
    assert (ended.word, ended.ended) == ("Harbour", TODAY)


def test_days_away_own_sources_and_preferences_are_kept(journal: Journal) -> None:
    journal.save(Away(day=TODAY, kind="leave"))
    source = journal.save(OwnSource(label="The lift"))
    assert [each.kind for each in journal.away(TODAY, TODAY)] == ["leave"]
    assert journal.away(TODAY + timedelta(days=1), TODAY + timedelta(days=9)) == []
    assert source.key == f"own:{source.id}"
    source.retired = True
    journal.save(source)
    assert [each.retired for each in journal.own_sources()] == [True]
    assert journal.preference("week", [1]) == [1]
    journal.set_preference("week", {"days": [0, 1]})
    journal.set_preference("week", {"days": [0, 1, 2]})
    assert journal.preference("week") == {"days": [0, 1, 2]}


def test_sessions_not_held_stand_apart(journal: Journal) -> None:
    journal.save(Session(day=TODAY))
    journal.save(Session(day=TODAY, state="cancelled", reason="Illness"))
    assert [each.state for each in journal.sessions()] == [""]
    assert [each.reason for each in journal.sessions_not_held()] == ["Illness"]


def test_a_session_is_moved_whole_and_put_back_whole(journal: Journal) -> None:
    was = journal.save(Session(day=TODAY, start=600))
    was.state, was.reason = "moved 2026-11-27 600", "Court"
    to = journal.move(was, Session(day=TODAY + timedelta(days=7), start=600))
    assert [each.day for each in journal.sessions()] == [to.day]
    assert [(each.id, each.reason) for each in journal.sessions_not_held()] == [(was.id, "Court")]
    stands = journal.put_back(was, to)
    assert (stands.id, stands.state, stands.reason) == (was.id, "", "")
    assert [each.id for each in journal.sessions()] == [was.id]
    assert journal.sessions_not_held() == []


def test_a_move_that_cannot_be_finished_is_not_begun(journal: Journal) -> None:
    was = journal.save(Session(day=TODAY, start=600))
    run = journal._engine.raw_connection().execute
    run("CREATE TRIGGER full BEFORE INSERT ON session BEGIN SELECT RAISE(ABORT, 'full'); END")
    was.state = "moved 2026-11-27"
    with pytest.raises(CannotSave):
        journal.move(was, Session(day=TODAY + timedelta(days=7)))
    run("DROP TRIGGER full")
    assert [(each.day, each.state) for each in journal.sessions()] == [(TODAY, "")]


def test_what_an_entry_is_about_goes_along_with_its_changes_and_a_sealed_draft(
    journal: Journal,
) -> None:
    entry = draft(happened="A visit")
    entry.contact, entry.mode, entry.planned = "home_visit", "face_to_face", True
    entry.tags, entry.audience = ("boundaries",), "clinical"
    stored = journal.finish(entry, NOON)
    copy = journal.revise(journal.entry(stored.id))
    for each in (copy, journal.unseal(journal.seal(copy))):
        assert (each.contact, each.mode, each.planned) == ("home_visit", "face_to_face", True)
        assert (each.tags, each.audience) == (("boundaries",), "clinical")
