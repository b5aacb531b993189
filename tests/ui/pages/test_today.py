"""Today as a person meets it: by what is on the screen, what is heard, and the keys."""

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QRadioButton

from reflect_app.domain.records import CheckIn, Plan, PlanAnswer, Session
from reflect_app.ui.pages.today import TodayPage
from reflect_app.ui.widgets.new_day import NewDay
from reflect_app.vault.errors import FolderNotWritable, JournalError

FRIDAY = date(2026, 11, 20)
WEEKDAYS = (True,) * 5 + (False,) * 2


@pytest.fixture
def show_page(desk, show):
    """Return a way to open Today, the scale ready for a digit."""
    return lambda: show(TodayPage(desk))


@pytest.fixture
def open_page(write, show_page):
    """Return a way to open Today when the first day is over."""
    write("Words", days=18)
    return show_page


@pytest.fixture
def page(open_page):
    return open_page()


@pytest.fixture
def first_page(show_page):
    return show_page()


@pytest.fixture
def plans(journal):
    """Return lunch and leaving time, planned for the working week."""

    def make(kind, time, minutes=None):
        times = tuple(time if on else None for on in WEEKDAYS)
        plan = Plan(
            kind=kind, name="Lunch break", times=times, since=date(2026, 11, 2), minutes=minutes
        )
        return journal.save(plan)

    return make("break", 750, 30), make("leaving", 1035)


def keys(*typed):
    """Type words and press keys wherever the focus is."""
    for each in typed:
        if isinstance(each, str):
            QTest.keyClicks(QApplication.focusWidget(), each)
        else:
            QTest.keyClick(QApplication.focusWidget(), each)


def test_a_digit_and_enter_are_a_whole_check_in(page, journal, clock, seen):
    keys("7", Qt.Key.Key_Return)
    (saved,) = journal.check_ins(FRIDAY, FRIDAY)
    assert (saved.load, saved.sources, saved.line, saved.at) == (7, (), "", clock.now())
    assert "Saved in your encrypted journal." in seen()


def test_ten_is_typed_as_one_and_nought(page, journal):
    keys("10", Qt.Key.Key_Enter)
    assert [each.load for each in journal.check_ins(FRIDAY, FRIDAY)] == [10]


def test_a_number_alone_saves_nothing(page, journal):
    keys("7", Qt.Key.Key_Left, Qt.Key.Key_Tab)
    assert journal.check_ins(FRIDAY, FRIDAY) == []


def test_sources_and_a_line_by_keyboard_alone(page, journal):
    tab, space = Qt.Key.Key_Tab, Qt.Key.Key_Space
    keys("6", tab, tab, space, tab, space, tab, tab, tab)
    assert QApplication.focusWidget().accessibleName() == "More sources"
    keys(tab, "Two people in one room", Qt.Key.Key_Return)
    (saved,) = journal.check_ins(FRIDAY, FRIDAY)
    assert saved.sources == ("disclosure", "risk_decision")
    assert saved.line == "Two people in one room"


def test_enter_on_a_source_saves_too(page, journal):
    keys("3", Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Return)
    (saved,) = journal.check_ins(FRIDAY, FRIDAY)
    assert saved.sources == ("workload",)


def test_by_mouse_alone(page, journal, find):
    for kind, name in (
        (QRadioButton, "4"),
        (QPushButton, "Conflict"),
        (QPushButton, "Court"),
        (QPushButton, "Save check-in"),
    ):
        QTest.mouseClick(find(kind, name), Qt.MouseButton.LeftButton)
    (saved,) = journal.check_ins(FRIDAY, FRIDAY)
    assert (saved.load, saved.sources) == (4, ("conflict", "court"))


def test_five_sources_show_and_the_rest_under_more(page, find):
    sources = {"Workload", "A disclosure", "Good day", "Recall"}

    def shown():
        buttons = page.findChildren(QPushButton)
        return sources & {each.text() for each in buttons if each.isVisible()}

    assert shown() == {"Workload", "A disclosure"}
    find(QPushButton, "More sources").click()
    assert shown() == sources
    find(QPushButton, "Good day").click()
    find(QPushButton, "Fewer sources").click()
    assert shown() == {"Workload", "A disclosure", "Good day"}


def test_without_a_number_it_asks_for_one_and_keeps_the_line(page, journal, find):
    line = find(QLineEdit, "One line, if it helps")
    line.setFocus()
    keys("Nothing yet", Qt.Key.Key_Return)
    assert journal.check_ins(FRIDAY, FRIDAY) == []
    assert line.text() == "Nothing yet"
    keys("2", Qt.Key.Key_Return)
    assert journal.check_ins(FRIDAY, FRIDAY)[0].line == "Nothing yet"


def test_earlier_numbers_show_after_saving_and_not_before(journal, clock, open_page, seen):
    journal.save(CheckIn(at=clock.now() - timedelta(hours=6), day=FRIDAY, load=8))
    page = open_page()
    assert "8 at" not in seen()
    keys("3", Qt.Key.Key_Return)
    assert "Today: 8 at 09:10, 3 at 15:10." in seen()
    page.refresh()
    assert "8 at" not in seen()


def test_the_usual_range_shows_after_saving_once_there_are_enough_days(
    journal, clock, open_page, seen
):
    journal.save(Session(day=date(2026, 11, 4)))
    days = [date(2026, 10, 1) + timedelta(number) for number in range(20)]
    journal.add_all(CheckIn(at=clock.now(), day=day, load=4) for day in days)
    open_page()
    assert "usual range" not in seen()
    keys("9", Qt.Key.Key_Return)
    assert "Your usual range is 4 to 4." in seen()


@pytest.mark.parametrize("load", ["9", "10"])
def test_after_a_lot_support_is_one_click_away(page, seen, find, qtbot, load):
    keys(load, Qt.Key.Key_Return)
    assert "Saved. That is a lot. Support is here if you want it." in seen()
    with qtbot.waitSignal(page.page_requested) as asked:
        find(QPushButton, "Open Support").click()
    assert asked.args == ["Support"]


def test_an_eight_is_answered_as_any_other_number(page, seen):
    keys("8", Qt.Key.Key_Return)
    assert "Support" not in seen()


def test_several_a_day_and_the_scale_is_ready_for_the_next(page, journal):
    keys("2", Qt.Key.Key_Return, "9", Qt.Key.Key_Return)
    assert [each.load for each in journal.check_ins(FRIDAY, FRIDAY)] == [2, 9]


def test_enter_once_more_saves_nothing_and_still_says_saved(page, journal, seen):
    keys("2", Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert len(journal.check_ins(FRIDAY, FRIDAY)) == 1
    assert "Saved in your encrypted journal." in seen()


def test_undo_takes_it_back_and_puts_what_was_there_in_the_fields(page, journal, find, seen):
    find(QPushButton, "Court").click()
    find(QLineEdit, "One line, if it helps").setText("Long day")
    find(QRadioButton, "6").click()
    find(QPushButton, "Save check-in").click()
    find(QPushButton, "Undo the check-in").click()
    assert journal.check_ins(FRIDAY, FRIDAY) == []
    assert find(QRadioButton, "6").isChecked()
    assert find(QPushButton, "Court").isChecked()
    assert find(QLineEdit, "One line, if it helps").text() == "Long day"
    assert "6 at" not in seen()


def test_undo_leaves_alone_what_is_being_put_in_meanwhile(page, journal, find):
    keys("6", Qt.Key.Key_Return, "3")
    find(QPushButton, "Undo the check-in").click()
    assert journal.check_ins(FRIDAY, FRIDAY) == []
    assert find(QRadioButton, "3").isChecked()


def test_a_refused_save_says_so_and_loses_nothing(page, journal, find, refuse, seen):
    find(QPushButton, "Court").click()
    find(QLineEdit, "One line, if it helps").setText("Worth keeping")
    find(QRadioButton, "5").click()
    refuse()
    find(QPushButton, "Save check-in").click()
    assert FolderNotWritable.sentence in seen()
    refuse(on=False)
    find(QPushButton, "Save check-in").click()
    (saved,) = journal.check_ins(FRIDAY, FRIDAY)
    assert (saved.load, saved.sources, saved.line) == (5, ("court",), "Worth keeping")


def test_a_refused_undo_says_so_and_keeps_it(page, journal, find, refuse, seen):
    keys("5", Qt.Key.Key_Return)
    refuse()
    find(QPushButton, "Undo the check-in").click()
    assert FolderNotWritable.sentence in seen()
    refuse(on=False)
    assert len(journal.check_ins(FRIDAY, FRIDAY)) == 1
    find(QPushButton, "Undo the check-in").click()
    assert journal.check_ins(FRIDAY, FRIDAY) == []


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("   ", ""),
        ("two\nlines\tand a tab", "two lines and a tab"),
        ("\U0001f642 and \u05e9\u05dc\u05d5\u05dd", "\U0001f642 and \u05e9\u05dc\u05d5\u05dd"),
        ("nul\x00nul", "nulnul"),
    ],
)
def test_whatever_is_pasted_into_the_line_is_kept_clean(page, journal, find, pasted, kept):
    find(QRadioButton, "1").click()
    find(QLineEdit, "One line, if it helps").insert(pasted)
    find(QPushButton, "Save check-in").click()
    assert journal.check_ins(FRIDAY, FRIDAY)[0].line == kept


def test_half_a_surrogate_pair_is_no_hindrance(page, journal, find):
    find(QRadioButton, "1").click()
    find(QLineEdit, "One line, if it helps").insert("half \ud83d pair")
    find(QPushButton, "Save check-in").click()
    line = journal.check_ins(FRIDAY, FRIDAY)[0].line
    assert line.startswith("half ")
    assert line.endswith(" pair")


def test_a_megabyte_pasted_into_the_line_does_no_harm(page, journal, find):
    find(QRadioButton, "1").click()
    line = find(QLineEdit, "One line, if it helps")
    line.insert("\u00e9" * 1_000_000)
    find(QPushButton, "Save check-in").click()
    (saved,) = journal.check_ins(FRIDAY, FRIDAY)
    assert set(saved.line) == {"\u00e9"}


def test_coming_back_keeps_what_was_put_in(page, find):
    keys("7")
    find(QPushButton, "Workload").click()
    find(QLineEdit, "One line, if it helps").setText("Half a thought")
    page.refresh()
    assert find(QRadioButton, "7").isChecked()
    assert find(QPushButton, "Workload").isChecked()
    assert find(QLineEdit, "One line, if it helps").text() == "Half a thought"


def test_lunch_and_leaving_are_two_clicks(plans, page, journal, find, seen):
    QTest.mouseClick(find(QRadioButton, "Kept"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(find(QPushButton, "Leaving now, Leave by 17:15"), Qt.MouseButton.LeftButton)
    lunch, leaving = journal.plan_answers(FRIDAY, FRIDAY)
    assert (lunch.answer, lunch.minutes_after) == ("kept", None)
    assert (leaving.answer, leaving.minutes_after) == ("kept", -125)
    assert "Left at 15:10, 2 hours 5 minutes before plan" in seen()


def test_another_time_of_leaving_is_typed(plans, page, journal, find, seen):
    find(QLineEdit, "When you left, Leave by 17:15").setFocus()
    keys("5.40pm", Qt.Key.Key_Return)
    (leaving,) = journal.plan_answers(FRIDAY, FRIDAY)
    assert (leaving.answer, leaving.minutes_after) == ("partly", 25)
    assert "Left at 17:40, 25 minutes after plan" in seen()


def test_an_answer_shows_again_and_can_be_changed(plans, journal, open_page, find, clock):
    lunch = plans[0]
    journal.save(PlanAnswer(plan_id=lunch.id, day=FRIDAY, at=clock.now(), answer="kept"))
    open_page()
    assert find(QRadioButton, "Kept").isChecked()
    find(QRadioButton, "Not today").click()
    assert [each.answer for each in journal.plan_answers(FRIDAY, FRIDAY)] == ["not_that_day"]


def test_with_no_plan_something_small_is_offered(page, journal, find, seen):
    assert "A small plan" in seen()
    find(QPushButton, "Plan lunch").click()
    find(QPushButton, "Plan this lunch").click()
    (lunch,) = journal.plans()
    assert (lunch.kind, lunch.times[:5], lunch.minutes) == ("break", (750,) * 5, 30)
    assert "Today's plan" in seen()
    assert find(QRadioButton, "Kept").isVisible()
    assert find(QPushButton, "Plan a leaving time").isVisible()


def test_a_form_that_is_open_stays_when_the_page_comes_back(page, find):
    find(QPushButton, "Plan a leaving time").click()
    find(QLineEdit, "Leave by").setText("16:45")
    page.refresh()
    assert find(QLineEdit, "Leave by").text() == "16:45"


def test_on_a_free_day_it_says_that_nothing_is_planned(plans, clock, open_page, seen):
    clock.set(datetime(2026, 11, 21, 10))  # noqa: DTZ001
    open_page()
    assert "Nothing is planned for today." in seen()


def test_a_form_and_a_half_typed_time_stay_when_the_page_comes_back(plans, page, journal, find):
    field = find(QLineEdit, "When you left, Leave by 17:15")
    field.setText("17:4")
    page.refresh()
    assert find(QLineEdit, "When you left, Leave by 17:15").text() == "17:4"


def test_a_time_that_was_typed_is_saved_when_the_page_is_left(plans, page, journal, find):
    find(QLineEdit, "When you left, Leave by 17:15").setText("17:20")
    page.flush()
    assert [each.minutes_after for each in journal.plan_answers(FRIDAY, FRIDAY)] == [5]


def test_leaving_the_page_raises_what_could_not_be_saved(plans, page, find, refuse):
    field = find(QLineEdit, "When you left, Leave by 17:15")
    field.setText("17:20")
    refuse()
    with pytest.raises(JournalError):
        page.flush()
    assert field.text() == "17:20"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Start a guided reflection", "hard_case"),
        ("Just write", "free"),
        ("New reflection", "hard_case"),
    ],
)
def test_there_are_ways_to_begin(page, find, qtbot, name, key):
    with qtbot.waitSignal(page.write_requested) as asked:
        find(QPushButton, name).click()
    assert asked.args == [key]


def test_search_is_a_click_away(page, find, qtbot):
    with qtbot.waitSignal(page.search_requested):
        find(QPushButton, "Search").click()


def test_a_draft_of_today_goes_on_where_it_stopped(write, open_page, find, qtbot):
    draft = write("Words", finished=False)
    page = open_page()
    with qtbot.waitSignal(page.edit_requested) as asked:
        find(QPushButton, "Continue the draft from 09:40").click()
    assert asked.args == [draft.id]


def test_older_drafts_say_their_day_and_changes_say_what_they_change(
    write, journal, open_page, find
):
    write("Words", finished=False, days=2)
    entry = write("Words", days=16)
    journal.save(journal.revise(entry))
    open_page()
    assert find(QPushButton, "Continue the draft from 18 November, 09:40").isVisible()
    assert find(QPushButton, "Continue the changes to 4 November").isVisible()


def test_many_drafts_do_not_crowd_the_page(write, open_page, find, qtbot):
    for days in range(15, 20):
        write("Words", finished=False, days=days)
    page = open_page()
    shown = [
        each
        for each in page.findChildren(QPushButton)
        if each.isVisible() and each.text().startswith("Continue")
    ]
    assert len(shown) == 3
    with qtbot.waitSignal(page.page_requested) as asked:
        find(QPushButton, "All 5 drafts").click()
    assert asked.args == ["Journal"]


def test_a_draft_that_was_finished_elsewhere_is_gone_when_the_page_comes_back(
    write, journal, open_page, clock
):
    draft = write("Words", finished=False)
    page = open_page()
    journal.finish(draft, clock.now())
    page.refresh()
    names = [each.text() for each in page.findChildren(QPushButton) if each.isVisible()]
    assert not any(name.startswith("Continue") for name in names)


def test_a_click_reads_what_waits(write, open_page, find, qtbot):
    entry = write("Words", title="How far do I hold it?", flagged=True)
    page = open_page()
    with qtbot.waitSignal(page.read_requested) as asked:
        find(QPushButton, "Read How far do I hold it?, Friday 20 November").click()
    assert asked.args == [entry.id]


def test_what_is_not_flagged_or_not_finished_does_not_wait(write, open_page, seen):
    write("Words", title="Kept to myself")
    write("Words", title="Not done", flagged=True, finished=False)
    page = open_page()
    assert "Kept to myself" not in seen()
    waiting = [label.text() for label in page._waiting.findChildren(QLabel)]
    assert "Not done" not in waiting


def test_a_draft_is_told_from_others_by_its_first_words(write, open_page, seen, find):
    write("Half a sentence", finished=False)
    open_page()
    assert "Half a sentence" in seen()
    button = find(QPushButton, "Continue the draft from 09:40")
    assert button.accessibleDescription() == "Half a sentence"


def test_a_title_as_long_as_a_book_is_cut_between_words(write, open_page, seen):
    write("Words", title="Long words again " * 2_000, flagged=True)
    open_page()
    (line,) = [text for text in seen().split("\n") if text.startswith("Long words")]
    assert len(line) <= 81
    assert line.endswith(("Long…", "words…", "again…"))


def test_what_a_person_wrote_is_never_taken_for_markup(write, open_page, seen):
    write("Words", title="<b>bold</b> & <img src=x>", flagged=True)
    open_page()
    assert "<b>bold</b> & <img src=x>" in seen()


def test_more_than_five_are_counted(write, open_page, seen):
    for number in range(7):
        write("Words", title=f"Waiting {number}", flagged=True)
    open_page()
    assert seen().count("Waiting") == 5
    assert "2 more." in seen()


def test_without_a_date_it_leads_to_one(page, find, qtbot, seen):
    assert "Your next supervision" in seen()
    with qtbot.waitSignal(page.page_requested) as asked:
        find(QPushButton, "Add the date").click()
    assert asked.args == ["Supervision"]


def test_with_a_date_it_says_where_today_lies(journal, open_page, seen, find):
    journal.save(Session(day=date(2026, 11, 4), start=600))
    journal.save(Session(day=date(2026, 12, 2), start=600))
    open_page()
    assert (
        "Day 16 since your last supervision. Next one in 12 days, Wednesday 2 December at "
        "10:00." in seen()
    )
    assert "Nothing waits." in seen()
    assert find(QPushButton, "Open Supervision").isVisible()


def test_it_invites_and_asks_nothing(first_page, seen):
    assert "Your journal is new. Nothing here needs doing." in seen()
    assert "A few lines after a hard visit. They are yours." in seen()
    assert "What is it made of?" not in seen()


def test_a_number_opens_the_rest(first_page, seen, find):
    keys("4")
    assert "What is it made of?" in seen()
    assert find(QPushButton, "A disclosure").isVisible()


def test_a_date_from_the_first_run_shows_already(journal, show_page, seen):
    journal.save(Session(day=date(2026, 12, 2), start=600))
    show_page()
    assert "Your journal is new." in seen()
    assert "Wednesday 2 December at 10:00." in seen()


@pytest.mark.parametrize("first", ["check-in", "draft", "entry"])
def test_anything_written_ends_it(write, journal, show_page, clock, seen, first):
    if first == "check-in":
        journal.save(CheckIn(at=clock.now(), day=FRIDAY, load=3))
    else:
        write("Words", finished=first == "entry")
    show_page()
    assert "Your journal is new" not in seen()
    assert "After a hard case" in seen()


@pytest.fixture
def tick(page):
    return page.findChild(NewDay).timeout.emit


def test_the_page_turns_to_the_new_day(plans, page, clock, tick, seen):
    keys("7", Qt.Key.Key_Return, "4")
    tick()
    assert "Friday 20 November" in seen()
    clock.move(hours=9)
    tick()
    assert "Saturday 21 November" in seen()
    assert "7 at" not in seen()
    assert "Nothing is planned for today." in seen()


def test_a_check_in_begun_before_midnight_stays_and_counts_when_it_is_saved(
    page, clock, tick, journal
):
    keys("4")
    clock.move(hours=9)
    tick()
    keys(Qt.Key.Key_Return)
    saturday = FRIDAY + timedelta(1)
    assert [each.load for each in journal.check_ins(saturday, saturday)] == [4]


def test_a_leaving_time_being_typed_at_midnight_still_belongs_to_its_day(
    plans, page, clock, tick, journal, find, seen
):
    find(QLineEdit, "When you left, Leave by 17:15").setFocus()
    keys("23:55")
    clock.move(hours=9)
    tick()
    assert "Friday 20 November" in seen()
    keys(Qt.Key.Key_Return)
    (answer,) = journal.plan_answers(FRIDAY, FRIDAY)
    assert answer.minutes_after == 400
    clock.move(days=1)
    tick()
    assert "Sunday 22 November" in seen()


def test_every_stop_has_a_name_and_no_neighbours_share_one(plans, write, open_page, check_names):
    write("Words", title="One", flagged=True)
    write("Words", finished=False)
    page = open_page()
    keys("9", Qt.Key.Key_Return)
    check_names(page)


def test_tab_goes_through_everything_and_comes_round(plans, page):
    start, met = QApplication.focusWidget(), []
    for _ in range(60):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if QApplication.focusWidget() is start:
            break
        met.append(QApplication.focusWidget())
    assert QApplication.focusWidget() is start
    names = [each.accessibleName() or each.text() for each in met]
    assert names[:3] == ["Workload", "A disclosure", "Risk decision"]
    assert "Leaving now, Leave by 17:15" in names
    assert len(met) == len(set(met))


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize(("width", "percent"), [(816, 100), (724, 200), (1072, 150)])
def test_nothing_is_wider_than_the_window(plans, write, theme, open_page, look, width, percent):
    theme.set_look(look)
    theme.set_text_scale(percent)
    write("Words", title="Feeling responsible after the recall", flagged=True)
    write("Words", finished=False, days=2)
    page = open_page()
    page.resize(width, 700)
    keys("9", Qt.Key.Key_Return)
    QApplication.processEvents()
    assert page._frame.horizontalScrollBar().maximum() == 0


def test_what_was_said_of_one_number_is_gone_with_the_next(page, seen):
    keys(Qt.Key.Key_Return)
    assert "Choose a number first" in seen()
    keys("4")
    assert "Choose a number first" not in seen()
    keys(Qt.Key.Key_Return)
    assert "Saved in your encrypted journal." in seen()
    keys("5")
    assert "Saved in your encrypted journal." not in seen()
