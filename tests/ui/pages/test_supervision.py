"""Supervision as a person meets it: dates to add, change and take back, and what is kept."""

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QGroupBox,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
)

from reflect_app.domain.records import (
    Agreed,
    Agreement,
    Decision,
    Entry,
    Preparation,
    Session,
    SessionRecord,
)
from reflect_app.ui.pages.supervision import SupervisionPage
from reflect_app.ui.parts.journal.deleted import remove_for_good
from reflect_app.ui.widgets.new_day import NewDay
from reflect_app.ui.widgets.rows import SHOWN
from reflect_app.vault.errors import FolderNotWritable

FRIDAY = date(2026, 11, 20)
LAST, NEXT = date(2026, 11, 4), date(2026, 12, 2)


@pytest.fixture
def open_page(desk, show):
    """Return a way to come to the page."""
    # A page that nobody holds may be gone before its test is over.
    pages = []

    def open_page():
        pages.append(show(SupervisionPage(desk)))
        return pages[-1]

    return open_page


@pytest.fixture
def page(open_page):
    return open_page()


@pytest.fixture
def press(find):
    """Return a way to click the button of a name."""
    return lambda name: QTest.mouseClick(find(QPushButton, name), Qt.MouseButton.LeftButton)


@pytest.fixture
def put_in(find):
    """Return a way to fill the form that is open."""

    def put_in(day, time=None, kind=None):
        find(QDateEdit, "Date of the session").set_day(day)
        if time is not None:
            find(QLineEdit, "Time of the session, if it is known").setText(time)
        if kind:
            find(QComboBox, "Kind of session").setCurrentText(kind)

    return put_in


@pytest.fixture
def dates(journal):
    """Return a last session and a next one."""
    return [journal.save(Session(day=day, start=600)) for day in (LAST, NEXT)]


def sessions(journal):
    return [(each.day, each.start, each.kind) for each in journal.sessions()]


def an_entry(journal, *, title="", text="Words", day=FRIDAY, finished=True, **columns):
    moment = datetime(day.year, day.month, day.day, 9, 40, tzinfo=UTC)
    entry = Entry(
        written_at=moment,
        day=day,
        model="hard_case",
        title=title,
        finished_at=moment if finished else None,
        flagged=True,
        **columns,
    )
    entry.write("happened", text)
    return journal.save(entry)


def test_without_a_date_it_invites_and_asks_nothing(page, seen, find):
    assert "No supervision date yet." in seen()
    assert "With a date, Reflect can show what changed between sessions." in seen()
    assert "Nothing waits. A reflection kept for supervision shows here." in seen()
    assert "Last session" not in seen()
    assert find(QPushButton, "Add a date").isVisible()


def test_the_first_date_is_added(page, journal, press, put_in, seen):
    press("Add a date")
    assert "Friday, today." in seen()
    put_in(NEXT, "10am")
    assert "Wednesday, in 12 days." in seen()
    press("Add this session")
    assert sessions(journal) == [(NEXT, 600, "clinical")]
    assert "Supervision in 12 days, Wednesday 2 December at 10:00." in seen()
    assert "Saved: Wednesday 2 December at 10:00." in seen()
    assert "Add a session" not in seen()


def test_by_keyboard_alone(page, journal, qtbot, keys):
    keys(Qt.Key.Key_Space)
    assert QApplication.focusWidget().accessibleName() == "Date of the session"
    keys("25")
    while QApplication.focusWidget().accessibleName() == "Date of the session":
        keys(Qt.Key.Key_Tab)
    keys("1400", Qt.Key.Key_Tab, "Peer", Qt.Key.Key_Return)
    assert sessions(journal) == [(date(2026, 11, 25), 840, "peer")]
    assert QApplication.focusWidget().text() == "Add a session"


def test_enter_in_the_date_or_the_time_is_enough(page, journal, press, find, keys):
    press("Add a session")
    keys(Qt.Key.Key_Return)
    press("Add a session")
    find(QLineEdit, "Time of the session, if it is known").setFocus()
    keys("9.30", Qt.Key.Key_Return)
    assert len(journal.sessions()) == 2


def test_a_session_that_has_been_is_added_too_and_without_a_time(
    page, journal, press, put_in, seen
):
    press("Add a session")
    put_in(LAST, kind="Reflective session")
    press("Add this session")
    assert sessions(journal) == [(LAST, None, "reflective")]
    assert "Day 16 since your last reflective session." in seen()
    assert "Last session" in seen()
    assert "Wednesday 4 November" in seen().split("\n")


def test_enter_on_a_button_is_the_button_and_not_a_save(page, journal, press, find, seen, keys):
    press("Add a session")
    find(QPushButton, "Cancel").setFocus()
    keys(Qt.Key.Key_Return)
    assert journal.sessions() == []


def test_a_session_today_lies_ahead_until_the_day_is_over(page, journal, press, clock, seen):
    press("Add a session")
    press("Add this session")
    assert "Supervision today." in seen()
    assert "Last session" not in seen()
    clock.move(days=1)
    page.findChild(NewDay).timeout.emit()
    assert "Your last supervision was yesterday." in seen()
    assert "Last session" in seen()


def test_the_next_and_the_last_are_shown_with_the_days_between(dates, page, seen):
    lines = seen().split("\n")
    assert (
        "Day 16 since your last supervision. Next one in 12 days, Wednesday 2 December at 10:00."
        in lines
    )
    where = lines.index("Next session")
    assert lines[where + 1 : where + 3] == [
        "Wednesday 2 December at 10:00",
        "Clinical supervision, after 28 days",
    ]
    where = lines.index("Last session")
    assert lines[where + 1 : where + 3] == ["Wednesday 4 November at 10:00", "Clinical supervision"]
    assert "Before that" not in lines
    assert "After that" not in lines


def test_four_weeks_on_is_one_click(journal, open_page, press, seen):
    journal.save(Session(day=LAST, start=945, kind="peer"))
    open_page()
    assert "No date for it yet. At four weeks apart it would be:" in seen()
    press("Add Wednesday 2 December at 15:45")
    assert sessions(journal)[-1] == (NEXT, 945, "peer")
    assert "Next one in 12 days" in seen()
    assert "No date for it yet." not in seen()


def test_the_rhythm_from_settings_is_the_one_suggested(journal, open_page, press, seen, find):
    journal.save(Session(day=LAST, start=945))
    journal.set_preference("rhythm_weeks", 6)
    open_page()
    assert "No date for it yet. At six weeks apart it would be:" in seen()
    press("Another date")
    assert find(QDateEdit, "Date of the session").day() == date(2026, 12, 16)
    press("Add Wednesday 16 December at 15:45")
    assert sessions(journal)[-1][0] == date(2026, 12, 16)


def test_another_date_begins_with_what_is_usual(journal, open_page, press, find):
    journal.save(Session(day=LAST, start=600, kind="group"))
    open_page()
    press("Another date")
    assert find(QDateEdit, "Date of the session").day() == NEXT
    assert find(QLineEdit, "Time of the session, if it is known").text() == "10:00"
    assert find(QComboBox, "Kind of session").currentText() == "Group supervision"


def test_a_date_that_was_put_in_wrong_is_put_right(dates, page, journal, press, put_in, find, seen):
    press("Correct Clinical supervision, Wednesday 2 December at 10:00")
    assert "Correct this session" in seen()
    put_in(date(2026, 12, 3), "11:15", "Reflective session")
    press("Save the correction")
    assert [each.id for each in journal.sessions()] == [each.id for each in dates]
    assert sessions(journal)[1] == (date(2026, 12, 3), 675, "reflective")
    assert "Thursday 3 December at 11:15" in seen().split("\n")
    assert "Moved or cancelled" not in seen(), "a slip of the finger is no move"
    assert "Wednesday 2 December at 10:00" not in seen()


def test_a_change_can_be_left_as_it_was(dates, page, journal, press, put_in, seen, keys):
    press("Correct Clinical supervision, Wednesday 4 November at 10:00")
    put_in(date(2026, 11, 5))
    press("Cancel")
    assert "Correct this session" not in seen()
    press("Add a session")
    keys(Qt.Key.Key_Escape)
    assert "Add this session" not in seen()
    assert sessions(journal) == [(LAST, 600, "clinical"), (NEXT, 600, "clinical")]


def test_removing_asks_nothing_and_can_be_undone(dates, page, journal, press, find, seen):
    press("Remove Clinical supervision, Wednesday 2 December at 10:00")
    assert sessions(journal) == [(LAST, 600, "clinical")]
    assert "Removed: Wednesday 2 December at 10:00." in seen()
    press("Undo")
    assert sessions(journal) == [(LAST, 600, "clinical"), (NEXT, 600, "clinical")]
    assert "It is as it was." in seen()
    assert "Next one in 12 days" in seen()


def test_what_is_being_changed_and_is_removed_is_changed_no_longer(dates, page, press, seen):
    press("Correct Clinical supervision, Wednesday 2 December at 10:00")
    press("Remove Clinical supervision, Wednesday 4 November at 10:00")
    assert "Correct this session" in seen()
    press("Remove Clinical supervision, Wednesday 2 December at 10:00")
    assert "Correct this session" not in seen()


def test_the_same_session_twice_is_said_kindly(dates, page, journal, press, put_in, seen):
    press("Add a session")
    put_in(NEXT, "10:00")
    press("Add this session")
    assert len(journal.sessions()) == 2
    assert "Clinical supervision on Wednesday 2 December at 10:00 is here already" in seen()
    put_in(NEXT, "11:00")
    press("Add this session")
    assert len(journal.sessions()) == 3
    assert "Clinical supervision, the same day as the one before" in seen()


def test_saving_a_change_that_changes_nothing_is_no_second_session(dates, page, journal, press):
    press("Correct Clinical supervision, Wednesday 2 December at 10:00")
    press("Save the correction")
    assert len(journal.sessions()) == 2


def test_a_time_that_is_none_is_asked_for_again_and_kept(page, journal, press, put_in, find, seen):
    press("Add a session")
    put_in(NEXT, "tenish")
    press("Add this session")
    assert journal.sessions() == []
    assert "That could not be read as a time." in seen()
    field = find(QLineEdit, "Time of the session, if it is known")
    assert field.text() == "tenish"
    assert field.hasFocus()


def test_a_refused_save_says_so_and_loses_nothing(page, journal, press, put_in, find, refuse, seen):
    press("Add a session")
    put_in(NEXT, "10:00")
    refuse()
    press("Add this session")
    assert FolderNotWritable.sentence in seen()
    refuse(on=False)
    press("Add this session")
    assert sessions(journal) == [(NEXT, 600, "clinical")]


def test_a_refused_removal_says_so_and_so_does_a_refused_undo(
    dates, page, journal, press, refuse, seen
):
    refuse()
    press("Remove Clinical supervision, Wednesday 2 December at 10:00")
    assert FolderNotWritable.sentence in seen()
    assert "Wednesday 2 December at 10:00" in seen().split("\n")
    refuse(on=False)
    press("Remove Clinical supervision, Wednesday 2 December at 10:00")
    refuse()
    press("Undo")
    assert FolderNotWritable.sentence in seen()
    refuse(on=False)
    press("Undo")
    assert len(journal.sessions()) == 2


def test_a_refused_suggestion_says_so(journal, open_page, press, refuse, seen):
    journal.save(Session(day=LAST, start=600))
    open_page()
    refuse()
    press("Add Wednesday 2 December at 10:00")
    assert FolderNotWritable.sentence in seen()
    refuse(on=False)
    press("Add Wednesday 2 December at 10:00")
    assert len(journal.sessions()) == 2


def test_the_list_is_newest_first_and_an_old_year_is_named(journal, open_page, seen):
    for day in (date(2025, 12, 10), date(2026, 1, 14), LAST):
        journal.save(Session(day=day))
    open_page()
    lines = seen().split("\n")
    shown = [line for line in lines if line.startswith("Wednesday") and "pervision" not in line]
    assert shown == [
        "Wednesday 4 November",
        "Wednesday 14 January",
        "Wednesday 10 December 2025",
    ]
    assert "Clinical supervision, after 294 days" in lines
    assert "Clinical supervision, after 35 days" in lines
    assert "Clinical supervision" in lines
    assert "Before that" in lines


def test_two_on_following_days_are_a_day_apart(journal, open_page, seen):
    for day in (LAST, LAST + timedelta(1)):
        journal.save(Session(day=day))
    open_page()
    assert "Clinical supervision, after 1 day" in seen().split("\n")


def test_many_sessions_do_not_crowd_the_page(journal, open_page, press, seen):
    for number in range(10):
        journal.save(Session(day=LAST - timedelta(weeks=4 * number)))
    page = open_page()
    assert seen().count("Clinical supervision") == 1 + SHOWN
    press("Show all 9 earlier sessions")
    assert seen().count("Clinical supervision") == 10
    page.refresh()
    assert seen().count("Clinical supervision") == 10


def test_several_sessions_to_come_stand_in_their_order(dates, journal, open_page, seen):
    journal.save(Session(day=date(2026, 12, 30)))
    open_page()
    lines = seen().split("\n")
    assert lines.index("After that") < lines.index("Wednesday 30 December")
    assert lines.index("Wednesday 2 December at 10:00") < lines.index("After that")


def test_a_form_that_is_open_stays_when_the_page_comes_back(page, press, put_in, find):
    press("Add a session")
    put_in(NEXT, "10:3")
    page.refresh()
    press("Add a session")
    assert find(QDateEdit, "Date of the session").day() == NEXT
    assert find(QLineEdit, "Time of the session, if it is known").text() == "10:3"


def test_changing_another_leaves_the_first_and_adding_leaves_the_change(dates, page, press, find):
    press("Correct Clinical supervision, Wednesday 2 December at 10:00")
    press("Correct Clinical supervision, Wednesday 4 November at 10:00")
    assert find(QDateEdit, "Date of the session").day() == LAST
    press("Add a session")
    assert find(QDateEdit, "Date of the session").day() == date(2026, 12, 30)
    assert find(QPushButton, "Add this session").isVisible()


@pytest.mark.parametrize(
    ("kind", "name"),
    [(QDateEdit, "Date of the session"), (QComboBox, "Kind of session")],
)
def test_the_wheel_changes_only_what_has_the_focus(page, press, find, kind, name):
    press("Add a session")
    field = find(kind, name)

    def value():
        return field.day() if kind is QDateEdit else field.value()

    def turn():
        here = QPointF(5, 5)
        event = QWheelEvent(
            here,
            field.mapToGlobal(here),
            QPoint(0, 0),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(field, event)

    find(QLineEdit, "Time of the session, if it is known").setFocus()
    before = value()
    turn()
    assert value() == before
    field.setFocus()
    turn()
    assert value() != before


def test_what_is_kept_shows_with_its_day_and_load(journal, open_page, seen):
    an_entry(journal, title="Harbour: how far?", load_before=8, load_after=6)
    an_entry(journal, title="After the recall", day=date(2025, 11, 18), load_before=7)
    an_entry(journal, text="First words of an entry without a title", day=date(2026, 11, 12))
    open_page()
    lines = seen().split("\n")
    assert lines[lines.index("Harbour: how far?") + 1] == "Friday 20 November, load 8 to 6"
    assert lines[lines.index("After the recall") + 1] == "Tuesday 18 November 2025, load 7"
    where = lines.index("First words of an entry without a title")
    assert lines[where + 1] == "Thursday 12 November"
    assert "Nothing waits." not in seen()


def test_it_is_kept_however_many_sessions_ago(dates, journal, open_page, seen):
    an_entry(journal, title="Long ago", day=date(2024, 1, 5))
    open_page()
    assert "Long ago" in seen()


def test_a_click_reads_it(journal, open_page, press, qtbot):
    entry = an_entry(journal, title="Harbour")
    page = open_page()
    with qtbot.waitSignal(page.read_requested) as asked:
        press("Read: Harbour, Friday 20 November")
    assert asked.args == [entry.id]


def test_not_for_supervision_takes_the_flag_off_and_can_be_undone(journal, open_page, press, seen):
    entry = an_entry(journal, title="Harbour", text="Every word stays findable")
    open_page()
    press("Not for supervision: Harbour, Friday 20 November")
    assert journal.flagged() == []
    assert "Not for supervision. It stays in your journal." in seen()
    assert "Nothing waits." in seen()
    kept = journal.entry(entry.id)
    assert (kept.title, kept.text("happened")) == ("Harbour", "Every word stays findable")
    assert kept.finished_at == entry.finished_at
    assert [line.id for line in journal.entries(words="findable")] == [entry.id]
    press("Undo")
    assert [line.id for line in journal.flagged()] == [entry.id]
    assert "Harbour" in seen()


def test_changes_under_way_do_not_bring_the_flag_back(journal, open_page, press, clock):
    entry = an_entry(journal, title="Harbour")
    draft = journal.save(journal.revise(entry))
    open_page()
    press("Not for supervision: Harbour, Friday 20 November")
    assert not journal.entry(draft.id).flagged
    press("Undo")
    assert journal.entry(draft.id).flagged
    press("Not for supervision: Harbour, Friday 20 November")
    journal.finish(journal.entry(draft.id), clock.now())
    assert journal.flagged() == []


def test_a_refused_flag_says_so_and_nothing_is_lost(journal, open_page, press, refuse, seen):
    an_entry(journal, title="Harbour")
    open_page()
    refuse()
    press("Not for supervision: Harbour, Friday 20 November")
    assert FolderNotWritable.sentence in seen()
    assert "Harbour" in seen()
    refuse(on=False)
    assert len(journal.flagged()) == 1


def test_an_entry_deleted_meanwhile_does_no_harm(journal, open_page, press, seen):
    entry = an_entry(journal, title="Harbour")
    open_page()
    journal.delete(entry)
    press("Not for supervision: Harbour, Friday 20 November")
    press("Undo")
    assert "Harbour" not in seen()
    assert "Nothing waits." in seen()


def test_a_title_as_long_as_a_book_is_cut_between_words(journal, open_page, seen):
    an_entry(journal, title="Long words again " * 2_000)
    open_page()
    (line,) = [text for text in seen().split("\n") if text.startswith("Long words")]
    assert len(line) <= 81
    assert line.endswith(("Long…", "words…", "again…"))


def test_an_entry_without_words_goes_by_its_model(journal, open_page, seen):
    an_entry(journal, text="")
    open_page()
    assert "After a hard case" in seen()


def test_many_reflections_do_not_crowd_the_page(journal, open_page, press, seen):
    for number in range(8):
        an_entry(journal, title=f"Waiting {number}")
    open_page()
    assert seen().count("Waiting") == SHOWN
    press("Show all 8 reflections")
    assert seen().count("Waiting") == 8


def test_what_was_said_is_gone_when_the_page_comes_back(dates, page, press, seen):
    press("Remove Clinical supervision, Wednesday 2 December at 10:00")
    page.refresh()
    assert "Removed:" not in seen()


def test_every_stop_has_a_name_and_no_neighbours_share_one(
    dates, journal, open_page, press, check_names
):
    an_entry(journal, title="One")
    an_entry(journal, title="Two")
    page = open_page()
    press("Remove Clinical supervision, Wednesday 4 November at 10:00")
    press("Add a session")
    check_names(page)


def test_tab_goes_through_everything_and_comes_round(dates, journal, open_page, press):
    an_entry(journal, title="One")
    open_page()
    start, met = QApplication.focusWidget(), []
    press("Add a session")
    start.setFocus()
    for _ in range(60):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if QApplication.focusWidget() is start:
            break
        met.append(QApplication.focusWidget())
    assert QApplication.focusWidget() is start
    # The day, the month and the year of a date are a stop each.
    names = dict.fromkeys(each.accessibleName() or each.text() for each in met)
    assert list(names) == [
        "Prepare",
        "Date of the session",
        "Time of the session, if it is known",
        "Kind of session",
        "More about it: how long, where, with whom",
        "Add this session",
        "Cancel",
        "Save dates for my calendar",
        "Prepare Clinical supervision, Wednesday 2 December at 10:00",
        "Move or cancel Clinical supervision, Wednesday 2 December at 10:00",
        "Correct Clinical supervision, Wednesday 2 December at 10:00",
        "Remove Clinical supervision, Wednesday 2 December at 10:00",
        "Write the record Clinical supervision, Wednesday 4 November at 10:00",
        "Was not held Clinical supervision, Wednesday 4 November at 10:00",
        "Correct Clinical supervision, Wednesday 4 November at 10:00",
        "Remove Clinical supervision, Wednesday 4 November at 10:00",
        "Read: One, Friday 20 November",
        "Not for supervision: One, Friday 20 November",
        "Open Agreements",
        "Open Decisions",
        "Open Over time",
    ]


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize(("width", "percent"), [(816, 100), (724, 200), (1072, 150)])
def test_nothing_is_wider_than_the_window(
    dates, journal, theme, open_page, press, look, width, percent
):
    theme.set_look(look)
    theme.set_text_scale(percent)
    an_entry(journal, title="Feeling responsible after the recall", load_before=8, load_after=6)
    page = open_page()
    page.resize(width, 700)
    press("Add a session")
    QApplication.processEvents()
    assert page._frame.horizontalScrollBar().maximum() == 0


def test_a_kind_of_ones_own_and_everything_else_is_kept_and_taken_over(
    page, journal, press, put_in, find, seen
):
    press("Add a session")
    put_in(NEXT, "10am", "A name of your own")
    find(QLineEdit, "Name of this kind of session").setText("Sofa hour")
    press("More about it: how long, where, with whom")
    find(QSpinBox, "Length in minutes").setValue(75)
    find(QComboBox, "How you meet").setCurrentText("Video")
    find(QLineEdit, "Place").setText("The quiet room")
    find(QLineEdit, "With whom").setText("my supervisor")
    find(QCheckBox, "In a group").setChecked(True)
    press("Add this session")
    (kept,) = journal.sessions()
    about = (kept.kind, kept.minutes, kept.mode, kept.place, kept.with_whom, kept.in_group)
    assert about == ("Sofa hour", 75, "video", "The quiet room", "my supervisor", True)
    assert "Sofa hour, my supervisor" in seen()
    press("Move or cancel Sofa hour, Wednesday 2 December at 10:00")
    press("Move it")
    (kept,) = journal.sessions()
    about = (kept.kind, kept.minutes, kept.mode, kept.place, kept.with_whom, kept.in_group)
    assert about == ("Sofa hour", 75, "video", "The quiet room", "my supervisor", True)
    assert kept.day == NEXT + timedelta(days=7)


def test_what_was_removed_can_be_brought_back_until_tomorrow_with_all_it_has(
    desk, page, journal, dates, press, seen, clock
):
    journal.save(Preparation(session_id=dates[1].id, question="How do I stay open?"))
    page.refresh()
    for when in ("2 December", "4 November"):
        press(f"Remove Clinical supervision, Wednesday {when} at 10:00")
    assert journal.sessions() == []
    page.refresh()
    assert "Removed today" in seen()
    press("Bring back Clinical supervision, Wednesday 2 December at 10:00")
    assert "It is back: Wednesday 2 December at 10:00." in seen()
    assert [each.day for each in journal.sessions()] == [NEXT]
    assert journal.preparation(dates[1].id).question == "How do I stay open?"
    journal.save(Session(day=LAST, start=600))
    press("Bring back Clinical supervision, Wednesday 4 November at 10:00")
    assert "There is a session on Wednesday 4 November at 10:00 again already." in seen()
    clock.move(days=1)
    remove_for_good(desk)
    page.refresh()
    assert "Removed today" not in seen()
    assert journal.counts()["sessions"] == 2


def test_it_leads_to_what_is_written_for_a_session_and_beside_it(
    page, journal, dates, press, find, qtbot
):
    page.refresh()
    for name, asked in (
        ("Prepare Clinical supervision, Wednesday 2 December at 10:00", ["Prepare", dates[1].id]),
        (
            "Write the record Clinical supervision, Wednesday 4 November at 10:00",
            ["After the session", dates[0].id],
        ),
    ):
        with qtbot.waitSignal(page.room_requested) as told:
            press(name)
        assert told.args == asked
    for name in ("Prepare", "Open Agreements", "Open Decisions", "Open Over time"):
        with qtbot.waitSignal(page.page_requested) as told:
            press(name)
        assert told.args == [name.removeprefix("Open ")]
    today = journal.save(Session(day=FRIDAY, start=540))
    page.refresh()
    for name, title in (("Prepare", "Prepare"), ("Write the record", "After the session")):
        with qtbot.waitSignal(page.room_requested) as told:
            press(f"{name} Clinical supervision, Friday 20 November at 09:00")
        assert told.args == [title, today.id]
    journal.save(SessionRecord(session_id=dates[0].id, written_at=datetime.now(UTC), done=True))
    page.refresh()
    find(QPushButton, "Read the record Clinical supervision, Wednesday 4 November at 10:00")


def test_the_papers_say_what_there_is_of_them(page, journal, seen):
    assert "Nothing written down yet." in seen()
    journal.save(Agreement(agreed_on=LAST, review_on=NEXT))
    journal.save(Agreement())
    draft = journal.save(Decision(begun_at=datetime.now(UTC), day=FRIDAY))
    page.refresh()
    assert "1 agreed, 1 a sketch so far." in seen()
    assert "1 still a draft." in seen()
    journal.save(Agreement(review_on=FRIDAY))
    draft.recorded_at, draft.review_on = datetime.now(UTC), FRIDAY
    journal.save(draft)
    page.refresh()
    assert "Worth a look together: its review date has come." in seen()
    assert "The review date of one has come." in seen()


def test_what_was_agreed_is_answered_here_and_open_until_then(page, journal, dates, find, seen):
    words = "Ask for ten minutes on the agenda"
    journal.save(Agreed(session_id=dates[0].id, words=words, due=date(2026, 11, 18)))
    page.refresh()
    assert "What you agreed" in seen()
    assert words in seen()
    assert "Meant for 18 November" in seen()
    group = next(each for each in page.findChildren(QGroupBox) if each.title() == words)
    next(each for each in group.findChildren(QRadioButton) if each.text() == "Partly").click()
    (agreed,) = journal.agreed()
    assert (agreed.outcome, agreed.outcome_on) == ("partly", FRIDAY)
    page.refresh()
    assert "What you agreed" not in seen()
