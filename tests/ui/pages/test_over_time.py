"""Over time as a person meets it: a year of sessions looked back on, and taken along."""

import re
import zlib
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel, QPushButton, QScrollArea

from reflect_app.domain.over_time import OVER_A_YEAR, SHEET, OwnWords, numbers, sheet, tally
from reflect_app.domain.records import Agreed, PageItem, Preparation, Session, SessionRecord
from reflect_app.ui.pages.over_time import OverTimePage
from reflect_app.ui.parts.over_time.documents import sheet_pdf, words_pdf
from reflect_app.ui.parts.over_time.numbers_card import HANDED_OVER, TELL, SheetPreview
from reflect_app.ui.parts.over_time.sessions_chart import SessionsChart
from reflect_app.ui.widgets.chip import Chip
from reflect_app.ui.widgets.new_day import NewDay
from reflect_app.ui.widgets.text import Serif

LAST = date(2026, 11, 4)
LINES = [(group, key) for group, (_, labels) in SHEET.items() for key in labels]


@pytest.fixture
def hold(journal):
    """Return a way to have held a session so many days before 4 November, and noted things."""

    def hold(*, days=0, kind="clinical", agreed=(), brought=(), **columns):
        day = LAST - timedelta(days=days)
        session = journal.save(Session(day=day, start=600, kind=kind))
        if columns:
            moment = datetime(2026, 11, 4, 18, tzinfo=UTC)
            journal.save(SessionRecord(session_id=session.id, written_at=moment, **columns))
        for outcome in agreed:
            journal.save(Agreed(session_id=session.id, words="A debrief", outcome=outcome))
        if brought:
            preparation = Preparation(session_id=session.id)
            preparation.items.append(PageItem(kind="own", themes=brought))
            journal.save(preparation)
        return session

    return hold


@pytest.fixture
def open_page(desk, show):
    return lambda **size: show(OverTimePage(desk), **size)


@pytest.fixture
def year(hold):
    """Return a way to have held four sessions with all that can be noted of them."""

    def year():
        hold(days=84, kind="group")
        hold(days=56, themes=("conflict",), recharged=4, realised="It was the report.")
        hold(days=28, themes=("conflict",), recharged=8, functions=("supportive",))
        hold(
            agreed=("done", "", "let_go"),
            brought=("coping",),
            recharged=7,
            chosen="Ten minutes after a disclosure.",
            time_went="half",
        )

    return year


@pytest.fixture
def press(find):
    return lambda name: QTest.mouseClick(find(QPushButton, name), Qt.MouseButton.LeftButton)


@pytest.fixture
def choose(find):
    def choose(name, text):
        field = find(QComboBox, name)
        field.setCurrentIndex(field.findText(text))
        QApplication.processEvents()

    return choose


@pytest.fixture
def save_at(monkeypatch, tmp_path):
    """Return a way to choose where a file goes; nothing is chosen without a name."""

    def save_at(name):
        there = str(tmp_path / name) if name else ""
        asked = []

        def choose(_parent, title, suggested, _files):
            asked.append((title, suggested))
            return there, ""

        monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
        return tmp_path / name, asked

    return save_at


def rows(page):
    """Return what is counted: each name with its count."""
    words = [
        label.text()
        for label in page.findChildren(QLabel)
        if label.isVisible() and not isinstance(label, SessionsChart)
    ]
    return dict(pairwise(words))


def pdf_text(content):
    """Return what a PDF file of Qt's says."""
    return "".join(pdf_pages(content))


def pdf_pages(content):
    """Return what each of its pages says, by the letters that its shapes stand for."""
    streams = [_inflated(each) for each in re.findall(rb"stream\r?\n(.*?)endstream", content, re.S)]
    fonts = re.findall(rb"/(F\d+) (\d+) 0 R", content)
    letters = {name: _letters(content, number) for name, number in fonts}
    pages, font = [], {}
    for stream in (each for each in streams if b" Tj" in each):
        said = []
        for name, code in re.findall(rb"/(F\d+) [\d.]+ Tf|<(\w{4})> Tj", stream):
            font = letters[name] if name else font
            said += [] if name else [font[code.upper()]]
        pages.append("".join(said))
    return pages


def _letters(content, number):
    font = re.search(rb"\n" + number + rb" 0 obj\n(.*?)endobj", content, re.S)[1]
    cmap = re.search(rb"/ToUnicode (\d+) 0 R", font)[1]
    body = re.search(rb"\n" + cmap + rb" 0 obj\n.*?stream\r?\n(.*?)endstream", content, re.S)[1]
    found = {}
    ranges = rb"<(\w{4})> <(\w{4})> (?:<(\w{4})>|\[([^]]*)\])"
    for first, last, one, shown in re.findall(ranges, body):
        start, count = int(first, 16), int(last, 16) - int(first, 16) + 1
        if one:
            letters = range(int(one, 16), int(one, 16) + count)
        else:
            letters = [int(each, 16) for each in re.findall(rb"<(\w{4})>", shown)]
        found |= {b"%04X" % (start + at): chr(letter) for at, letter in enumerate(letters)}
    return found


def _inflated(stream):
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


def run_together(text):
    """Return the letters of a text without the spaces, which a line's end may eat."""
    return "".join(text.split())


def test_with_nothing_recorded_it_invites_in_one_sentence(open_page, seen, keys):
    page = open_page()
    assert "Nothing here yet. After your first session" in seen()
    assert "held" not in seen()
    assert "A sheet of numbers" not in seen()
    asked = []
    page.page_requested.connect(asked.append)
    keys(Qt.Key.Key_Return)
    assert asked == ["Supervision"]


def test_sessions_without_a_note_are_counted_and_the_rest_is_promised(open_page, hold, seen):
    hold(days=28)
    hold()
    open_page()
    assert "2 sessions held in the last twelve months." in seen()
    assert "1 gap: 28 days; for a median too few to say." in seen()
    assert "What you note after a session gathers here" in seen()
    assert "Themes brought" not in seen()


def test_a_year_is_told_in_counts_with_what_they_are_counted_of(open_page, year, seen):
    year()
    page = open_page()
    assert "4 sessions held in the last twelve months." in seen()
    assert "3 gaps: shortest 28 days, median 28, longest 28." in seen()
    assert "Median 7, given for 3 of 4 sessions." in seen()
    assert "not a validated scale" in seen()
    told = rows(page)
    assert told["Conflict"] == "2 of 3"
    assert told["Healthy coping"] == "1 of 3"
    assert told["Supportive"] == "1 of 1"
    assert told["About half"] == "1 of 1"
    assert (told["Done"], told["Let go"], told["Open"]) == ("1 of 3", "1 of 3", "1 of 3")
    assert "3 things agreed in 4 sessions." in seen()
    for word in ("improved", "worse", "better", "failed", "missed", "trend"):
        assert word not in seen().lower()


def test_another_year_and_one_kind_can_be_chosen(open_page, year, hold, choose, seen):
    hold(days=400, themes=("team",))
    year()
    page = open_page()
    choose("Year", "2025")
    assert "1 session held in 2025." in seen()
    assert "Team and organisation" in seen()
    assert "Conflict" not in [name for name, count in rows(page).items() if " of " in count]
    choose("Year", "2026")
    choose("Kind of session", "Group supervision")
    assert "1 session held in 2026." in seen()
    assert "It counts Group supervision in 2026, as chosen at the top of this page." in seen()
    assert "With a session before it, the days between the two are counted here." in seen()
    page.refresh()
    assert "1 session held in 2026." in seen()


def test_a_year_without_sessions_says_so(open_page, hold, seen):
    hold(days=800, realised="Long ago.")
    open_page()
    assert "No session held in the last twelve months." in seen()
    assert "A sheet of numbers" not in seen()
    assert "gathers here" not in seen()


def test_a_screen_reader_hears_what_the_charts_show(open_page, year):
    year()
    page = open_page()
    heard = [
        QAccessible.queryAccessibleInterface(chart).text(QAccessible.Text.Name)
        for chart in page.findChildren(SessionsChart)
    ]
    assert heard == [
        "Days since the session before. 9 September: 28, 7 October: 28, 4 November: 28",
        "How I came away. 9 September: 4, 7 October: 8, 4 November: 7",
    ]


@pytest.mark.parametrize("look", ["light", "dark"])
def test_a_mark_stands_on_its_day_as_high_as_its_number(open_page, year, theme, look):
    year()
    theme.set_look(look)
    page = open_page()
    gaps, recharged = page.findChildren(SessionsChart)
    for chart, role in ((gaps, "accent"), (recharged, "plum")):
        picture = chart.grab().toImage()
        for day, value in chart._points:
            there = picture.pixelColor(round(chart._x(day)), round(chart._y(value)))
            assert there == theme.colour(role)
    first, *_, last = recharged._points
    assert recharged._x(first[0]) < recharged._x(last[0])
    assert recharged._y(10) < recharged._y(8) < recharged._y(4)


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("width", [800, 1072])
def test_no_number_covers_another_mark_and_what_has_no_room_is_told_in_words(
    open_page, hold, theme, seen, width, percent
):
    for days, came_away in ((56, 6), (49, 8), (45, 5), (42, 6), (0, 0)):
        hold(days=days, recharged=came_away)
    theme.set_text_scale(percent)
    page = open_page(width=width)
    for chart in page.findChildren(SessionsChart):
        numbered = chart._numbers()
        marks = {(value, chart._x(day)): chart._mark(day, value) for day, value in chart._points}
        for _, room in numbered:
            covered = [at for at, mark in marks.items() if mark.intersects(room)]
            assert covered == []
            assert chart._plot().bottom() >= room.bottom()
            assert sum(room.intersects(other) for _, other in numbered) == 1
    assert len(numbered) < len(chart._points)
    assert "In order: September 6, 8, 5, 6; November 0." in seen()


def test_where_all_numbers_have_room_nothing_is_told_twice(open_page, year, seen):
    year()
    open_page()
    assert "In order" not in seen()


def test_with_a_session_a_week_the_chart_still_shows_each(open_page, hold, theme):
    for week in range(50):
        hold(days=7 * week, recharged=week % 11)
    page = open_page(width=800)
    gaps, _ = page.findChildren(SessionsChart)
    assert len(gaps._points) == 49
    picture = gaps.grab().toImage()
    day, value = gaps._points[0]
    assert picture.pixelColor(round(gaps._x(day)), round(gaps._y(value))) == theme.colour("accent")


def test_the_years_own_words_are_read_in_order_and_can_be_selected(open_page, year, seen):
    year()
    page = open_page()
    words = [label for label in page.findChildren(Serif) if label.isVisible()]
    assert [label.text() for label in words] == [
        "It was the report.",
        "Ten minutes after a disclosure.",
    ]
    assert all(
        label.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
        for label in words
    )
    assert "Wednesday 9 September, Clinical supervision" in seen()
    assert "Only for you. The file is not encrypted: anybody who finds it can read it." in seen()


def test_a_long_year_shows_the_first_sessions_and_the_rest_on_asking(open_page, hold, press, seen):
    for week in range(10):
        hold(days=7 * week, realised=f"Week {week}.")
    open_page()
    assert "Week 9." in seen()
    assert "Week 0." not in seen()
    press("Show all 10 sessions")
    assert "Week 0." in seen()


def test_own_words_are_saved_as_text_for_nobody_else(open_page, year, press, save_at, seen):
    year()
    open_page()
    file, asked = save_at("year.txt")
    press("Save as text, my year in my own words")
    assert asked[0][1].endswith("year.txt")
    assert "not encrypted" in asked[0][0]
    assert file.read_text("utf-8") == (
        "My year, in my own words\n\n\nWednesday 9 September 2026\n\nI realised\n"
        "It was the report.\n\n\nWednesday 4 November 2026\n\nI chose\n"
        "Ten minutes after a disclosure.\n"
    )
    assert file.stat().st_mode & 0o777 == 0o600
    assert "Saved as year.txt. It is not encrypted" in seen()


def test_own_words_are_saved_as_pdf_black_on_white_in_any_look(
    open_page, year, theme, press, save_at
):
    year()
    theme.set_look("dark")
    open_page()
    file, _ = save_at("year.pdf")
    press("Save as PDF, my year in my own words")
    content = file.read_bytes()
    said = run_together(pdf_text(content))
    assert said == run_together(
        "My year, in my own words Wednesday 9 September 2026 I realised It was the report."
        "Wednesday 4 November 2026 I chose Ten minutes after a disclosure."
    )
    inks = {
        ink
        for each in re.findall(rb"stream\r?\n(.*?)endstream", content, re.S)
        for ink in re.findall(rb"^([\d. ]+) scn$", _inflated(each), re.M)
    }
    assert inks == {b"0"}


@given(st.lists(st.integers(1, 12), min_size=12, max_size=30))
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_page_of_own_words_ends_with_a_heading(qapp, lengths):
    words = [OwnWords(LAST, "", "So it was. " * 9 * each, "A walk.\n" * each) for each in lengths]
    content = words_pdf(words)
    pages = [re.sub(r"\d+of\d+$", "", run_together(page)) for page in pdf_pages(content)]
    assert len(pages) > 1
    assert not any(page.endswith(("Ichose", "Irealised", "November2026")) for page in pages)


def test_what_may_identify_somebody_is_asked_about_before_it_is_saved(
    open_page, hold, press, save_at, seen
):
    hold(realised="I kept thinking of 943 476 5919.")
    open_page()
    file, asked = save_at("year.txt")
    press("Save as text, my year in my own words")
    assert "This may hold an NHS number. Please read it once more." in seen()
    assert not asked
    press("Save it all the same")
    assert "943 476 5919" in file.read_text("utf-8")


def test_ones_own_contacts_are_no_question(open_page, hold, desk, press, save_at):
    contact = {"who": "Union", "reach": "07700 900123", "while_locked": False}
    desk.journal.set_preference("support", [contact])
    hold(chosen="Ring 07700 900123 sooner.")
    open_page()
    file, _ = save_at("year.txt")
    press("Save as text, my year in my own words")
    assert file.exists()


def test_the_end_of_a_name_is_added_and_never_takes_another_file(
    open_page, year, press, save_at, seen
):
    year()
    open_page()
    file, _ = save_at("mine")
    press("Save as text, my year in my own words")
    assert file.with_name("mine.txt").exists()
    press("Save as text, my year in my own words")
    assert "There is a file of that name already. Please choose another name." in seen()


def test_a_place_that_takes_no_file_is_told_and_leaving_the_dialog_does_nothing(
    open_page, year, press, save_at, seen
):
    year()
    open_page()
    save_at("nowhere/year.txt")
    press("Save as text, my year in my own words")
    assert "It could not be saved there. Please choose another place." in seen()
    save_at("")
    press("Save as PDF, my year in my own words")
    assert "Saved" not in seen()


def test_the_sheet_begins_with_nothing_ticked_and_says_whose_it_becomes(open_page, year, seen):
    year()
    page = open_page()
    assert not any(chip.isChecked() for chip in page.findChildren(Chip))
    assert "Nothing is on it yet. Tick what may be." in seen()
    assert TELL == (
        "A sheet without your name. Your service may still be able to tell it is yours."
    )
    assert HANDED_OVER == "Once handed over, this is your employer's record."
    assert TELL in seen()
    assert "It counts every kind of session in the last twelve months" in seen()
    assert HANDED_OVER in seen()
    assert not any(
        button.isVisible() and "sheet of numbers" in button.accessibleName()
        for button in page.findChildren(QPushButton)
    )


def test_the_sheet_is_saved_word_for_word_as_it_was_seen(
    open_page, year, find, press, save_at, seen
):
    year()
    page = open_page()
    for name in ("Sessions: Sessions held", "Sessions with the theme: Conflict", "Agreed: Done"):
        find(Chip, name).click()
    QApplication.processEvents()
    (preview,) = page.findChildren(SheetPreview)
    previewed = [label.text() for label in preview.findChildren(QLabel) if label.isVisible()]
    assert previewed == [
        "Supervision in numbers, over twelve months",
        *("Sessions", "Sessions held", "4 to 6"),
        *("Sessions with the theme", "Conflict", "1 to 3"),
        *("Agreed", "Done", "1 to 3"),
        "Counted in bands: 0, 1 to 3, 4 to 6, 7 to 9, 10 or more.",
    ]
    file, asked = save_at("numbers.pdf")
    press("Save as PDF, the sheet of numbers")
    assert asked[0][1].endswith("numbers.pdf")
    assert run_together(pdf_text(file.read_bytes())) == run_together("".join(previewed))
    file, _ = save_at("numbers.txt")
    press("Save as text, the sheet of numbers")
    plain = file.read_text("utf-8").replace(": 4 to 6", " 4 to 6").replace(": 1 to 3", " 1 to 3")
    assert run_together(plain) == run_together("".join(previewed))
    assert "Saved as numbers.txt. It is not encrypted" in seen()


def test_what_is_ticked_stays_so_in_another_year_unless_there_is_none_of_it(
    open_page, year, hold, find, choose, seen
):
    hold(days=400, realised="Before.")
    year()
    page = open_page()
    for name in ("Group supervision", "Sessions held"):
        find(Chip, f"Sessions: {name}").click()
    assert "Group supervision" in page._numbers.sheet().text()
    choose("Year", "2025")
    assert "over a calendar year" in page._numbers.sheet().text()
    assert page._numbers.sheet().text().count("1 to 3") == 2  # held, and the note on the bands
    choose("Year", "2026")
    assert "Group supervision: 1 to 3" in page._numbers.sheet().text()
    for name in ("Group supervision", "Sessions held"):
        find(Chip, f"Sessions: {name}").click()
    assert "Nothing is on it yet." in seen()


def test_the_fullest_sheet_is_one_page(qapp):
    content = sheet_pdf(sheet(numbers(tally([], {})), LINES, OVER_A_YEAR))
    assert len(re.findall(rb"/Type /Page\b(?!s)", content)) == 1


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(found=st.fixed_dictionaries({line: st.integers(0, 90) for line in LINES}), data=st.data())
def test_the_file_of_the_sheet_says_what_the_sheet_does_and_not_when_or_by_whom(qapp, found, data):
    ticked = data.draw(st.sets(st.sampled_from(LINES)))
    made = sheet(found, ticked, OVER_A_YEAR)
    content = sheet_pdf(made)
    plain = "".join(
        [
            "Supervision in numbers, over a calendar year",
            *(part.heading + "".join(map("".join, part.lines)) for part in made.parts),
            *made.notes,
        ]
    )
    assert run_together(pdf_text(content)) == run_together(plain)
    everything = b"\n".join(
        [content, *map(_inflated, re.findall(rb"stream\r?\n(.*?)endstream", content, re.S))]
    )
    assert not re.search(rb"D:\d{4}|\d{4}-\d{2}-\d{2}", everything)
    assert content == sheet_pdf(made), "something else than the sheet is in it"


def test_escape_goes_back_to_supervision(open_page, year, keys):
    year()
    page = open_page()
    asked = []
    page.page_requested.connect(asked.append)
    assert QApplication.focusWidget().accessibleName() == "Year"
    keys(Qt.Key.Key_Escape)
    assert asked == ["Supervision"]
    QTest.keyClick(page, Qt.Key.Key_F5)
    assert asked == ["Supervision"]


def test_left_open_over_midnight_it_turns_to_the_new_day(open_page, hold, clock, seen):
    hold(days=-17)
    page = open_page()
    assert "Nothing here yet." in seen()
    (watch,) = page.findChildren(NewDay)
    clock.move(days=2)
    watch.timeout.emit()
    assert "1 session held in the last twelve months." in seen()


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("width", [800, 1072])
def test_it_can_be_used_in_every_size_and_told_apart(
    open_page, year, theme, find, check_names, width, percent
):
    year()
    theme.set_text_scale(percent)
    page = open_page(width=width, height=640)
    find(Chip, "Sessions: Sessions held").click()
    QApplication.processEvents()
    check_names(page)
    assert page.width() == width
    (area,) = [each for each in page.findChildren(QScrollArea) if each.isVisible()]
    assert area.horizontalScrollBar().maximum() == 0
