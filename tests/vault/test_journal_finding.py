"""Finding entries by more than their words, on a real encrypted file."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event, insert

from reflect_app.domain.finding import question
from reflect_app.domain.records import MARK_END, MARK_START, Answer, CaseAlias, CheckIn, Entry

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
TODAY, LAST = date(2026, 11, 20), date(2026, 11, 4)


@pytest.fixture
def write(journal):
    """Return a way to have finished an entry so many days ago; its name is its title."""

    def write(name, *, days=0, text="the boundary", **columns):
        moment = NOON - timedelta(days=days)
        entry = Entry(written_at=moment, day=moment.date(), model="free", title=name, **columns)
        entry.write("text", text)
        return journal.finish(entry, moment)

    return write


@pytest.fixture
def find(journal):
    """Return a way to find the names of what was asked for, the newest first, counted too."""

    def find(typed):
        asked = question(typed, TODAY, LAST)
        names = [
            line.heading.replace(MARK_START, "").replace(MARK_END, "")
            for line in journal.entries(words=asked)
        ]
        assert journal.count(asked) == len(names)
        return names

    return find


@pytest.fixture
def month(journal, write):
    """Write a small month of everything."""
    harbour = journal.save(CaseAlias(word="Harbour", since=TODAY))
    lantern = journal.save(CaseAlias(word="Lantern", since=TODAY))
    write("A", tags=("boundaries", "home life"), contact="court", case_id=harbour.id, flagged=True)
    write("B", days=2, tags=("boundary",), contact="video", load_before=3, load_after=2)
    write("C", days=16, tags=("work",), contact="custody_link", case_id=lantern.id)
    write("D", days=17, text="nothing of the kind", contact="court", load_before=8, load_after=4)
    write("E", days=40, case_id=harbour.id)
    for days, load in ((0, 2), (0, 9), (0, 2), (2, 5), (16, 3)):
        journal.save(CheckIn(at=NOON, day=TODAY - timedelta(days=days), load=load))


@pytest.mark.usefixtures("month")
@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("", "ABCDE"),
        ("boundar", "ABCE"),
        ("tag:boundaries ", "A"),
        ("tag:Boundar", "AB"),
        ("tag:boundar ", ""),
        ('tag:"home life" tag:boundaries ', "A"),
        ("tag:boundaries tag:work ", ""),
        ("case:harbour ", "AE"),
        ("case:HARB", "AE"),
        ("case:harbour case:lantern ", "ACE"),
        ("case:nobody ", ""),
        ("kind:court", "AD"),
        ("kind:vid", "BC"),
        ("kind:video", "B"),
        ("kind:court kind:video", "ABD"),
        ("since:2026-11-18", "AB"),
        ("since:last", "ABC"),
        ("until:2026-11-04", "CDE"),
        ("since:nov until:2026-11-04", "CD"),
        ("until:oct", "E"),
        ("load:>6", "AD"),
        ("load:9", "A"),
        ("load:2", ""),
        ("load:5", "B"),
        ("load:<=3", "C"),
        ("load:>=0", "ABCD"),
        ("load:>9", ""),
        ("flagged", "A"),
        ("is:flagged kind:court", "A"),
        ("boundar* load:>4", "AB"),
        ("nothing kind:court", "D"),
        ("boundary tag:work ", "C"),
        ("boundary since:last case:harbour ", "A"),
        ("zebra kind:court", ""),
        ("-- kind:court", "AD"),
        ("--", ""),
        ("kind:lunch kind:court", ""),
    ],
)
def test_exactly_what_fits_everything_is_found(find, typed, names):
    assert find(typed) == list(names)


def test_no_draft_and_nothing_deleted_is_found_by_an_operator(journal, write, find):
    journal.save(Entry(written_at=NOON, day=TODAY, title="Draft", contact="court", tags=("a",)))
    gone = write("Gone", contact="court", tags=("a",), flagged=True, load_before=9)
    journal.throw_away(gone.id, NOON)
    for typed in ("kind:court", "tag:a ", "flagged", "load:9", "since:2026", "boundary kind:court"):
        assert find(typed) == []


def test_a_line_tells_its_contact_and_tags_however_it_was_found(journal, write):
    write("A", contact="court", tags=("boundaries", 'say "no"'))
    for typed in ("", "boundary", "kind:court", "boundary kind:court", "tag:say* "):
        (line,) = journal.entries(words=question(typed, TODAY))
        assert (line.contact, line.tags) == ("court", ("boundaries", 'say "no"'))
        assert (line.day, line.written_at) == (TODAY, NOON)


def test_words_are_marked_beside_operators_too(journal, write):
    write("", text="Word " * 60 + "and a lantern " + "word " * 60, contact="court")
    (line,) = journal.entries(words=question("lantern kind:court", TODAY))
    assert f"{MARK_START}lantern{MARK_END}" in line.excerpt
    assert line.heading.startswith("Word Word")


@pytest.mark.parametrize("typed", ["kind:court", "boundary kind:court"])
def test_pages_of_what_fits_follow_each_other_without_a_gap(journal, typed):
    def entry(number):
        moment = NOON - timedelta(minutes=number)
        kind = "court" if number % 2 else "phone"
        made = Entry(
            written_at=moment, day=TODAY, title=f"{number}", contact=kind, finished_at=moment
        )
        made.write("text", "the boundary")
        return made

    journal.add_all(entry(number) for number in range(240))
    asked, seen, before = question(typed, TODAY), [], None
    while page := journal.entries(words=asked, before=before, limit=50):
        seen += [line.heading for line in page]
        before = page[-1].id
    assert seen == [str(number) for number in range(1, 240, 2)]


def test_the_kinds_of_contact_in_use_come_most_used_first(journal, write):
    for kind in ("phone", "court", "court", ""):
        write(kind, contact=kind)
    assert journal.kinds() == ["court", "phone"]


def plans(journal, typed):
    """Return how SQLite goes about a question."""
    asked: list[str] = []
    engine, steps = journal._engine, []

    def watch(connection, cursor, statement, parameters, context, many):
        if statement.startswith("SELECT entry.id"):
            asked.append(statement)
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            steps.extend(row[3] for row in cursor.fetchall())

    event.listen(engine, "before_cursor_execute", watch)
    journal.entries(words=question(typed, TODAY, LAST))
    event.remove(engine, "before_cursor_execute", watch)
    assert len(asked) == 1
    return steps


def test_a_load_is_looked_up_in_the_index_of_days(journal):
    for typed in ("load:>6", "boundary load:>6"):
        steps = plans(journal, typed)
        assert any("COVERING INDEX ix_check_in_day (day=?)" in each for each in steps)


def test_beside_an_operator_words_are_looked_for_first_and_come_in_order(journal):
    for typed in ("boundary flagged", "boundary since:last", "boundary tag:a ", "boundary load:>6"):
        steps = plans(journal, typed)
        assert "search VIRTUAL TABLE" in steps[0]
        assert not any("TEMP B-TREE" in each for each in steps)


def test_ten_thousand_entries_are_searched_exactly(journal):
    moments = [NOON - timedelta(hours=6 * number) for number in range(10_000)]
    entries = [
        {
            "id": int(moment.timestamp() * 1000),
            "written_at": moment,
            "day": moment.date(),
            "finished_at": moment,
            "contact": "court" if number % 100 == 0 else "phone",
            "tags": ("rare",) if number % 1000 == 0 else ("common",),
        }
        for number, moment in enumerate(moments)
    ]
    answers = [{"entry_id": each["id"], "stage": "text", "text": "boundary"} for each in entries]
    with journal._engine.begin() as connection:  # many times as fast as saving each of them
        connection.execute(insert(Entry.__table__), entries)
        connection.execute(insert(Answer.__table__), answers)
        connection.exec_driver_sql("INSERT INTO search (search) VALUES ('rebuild')")
    journal.save(CheckIn(at=NOON, day=date(2020, 11, 20), load=9))
    for typed, count in (
        ("kind:court", 100),
        ("tag:rare ", 10),
        ("boundary tag:rare ", 10),
        ("boundary kind:court since:2026", 13),
        ("load:9", 4),
        ("boundary load:>8", 4),
    ):
        asked = question(typed, TODAY)
        assert journal.count(asked) == count
        assert len(journal.entries(words=asked)) == min(count, 50)
