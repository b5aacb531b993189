"""Own sources under More, and what shows once a check-in is saved."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QRadioButton

from reflect_app.domain.records import Away, CheckIn, OwnSource, Plan, Session
from reflect_app.ui.pages.today import TodayPage
from reflect_app.ui.parts.today.fortnight import FortnightLine
from reflect_app.ui.parts.today.own_sources import LONGEST, NO_NAME, TAKEN
from reflect_app.vault.errors import FolderNotWritable

FRIDAY = date(2026, 11, 20)
RETURN, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def page(journal, clock, show, desk):
    """Return Today when the first day is over, with nothing to catch up."""
    journal.save(CheckIn(at=clock.now() - timedelta(30), day=FRIDAY - timedelta(30), load=4))
    return show(TodayPage(desk))


@pytest.fixture
def add(page, find, keys):
    """Return a way to add a source by its field."""

    def add(name):
        if not any(each.text() == "Fewer" for each in page.findChildren(QPushButton)):
            find(QPushButton, "More sources").click()
        find(QLineEdit, "Add your own source").setFocus()
        keys(name, RETURN)

    return add


@pytest.fixture
def sheet(page, find):
    """Return a way to unfold the list of own sources."""

    def sheet():
        if not any(each.text() == "Fewer" for each in page.findChildren(QPushButton)):
            find(QPushButton, "More sources").click()
        find(QPushButton, "Your own sources").click()

    return sheet


def names(page):
    """Return the sources that can be ticked now."""
    chips = page._check_in._sources._chips.values()
    return [chip.text() for chip in chips if chip.isVisible()]


def test_one_of_your_own_is_added_and_ticked_with_enter(page, journal, add, find, keys):
    add("  The  drive ")
    assert journal.check_ins(FRIDAY, FRIDAY) == []
    assert find(QPushButton, "The drive").isChecked()
    assert find(QLineEdit, "Add your own source").text() == ""
    find(QRadioButton, "5").click()
    keys(RETURN)
    (own,) = journal.own_sources()
    (saved,) = journal.check_ins(FRIDAY, FRIDAY)
    assert (own.label, saved.sources) == ("The drive", (own.key,))


def test_it_waits_under_more_the_next_time(page, add, find):
    add("The drive")
    page._check_in.scale.set_value(5)
    find(QPushButton, "Save check-in").click()
    assert "The drive" not in names(page)
    find(QPushButton, "More sources").click()
    assert names(page)[-1] == "The drive"


def test_what_is_typed_and_not_ended_with_enter_counts_when_it_is_saved(page, journal, find, keys):
    find(QPushButton, "More sources").click()
    find(QLineEdit, "Add your own source").setText("The drive")
    find(QRadioButton, "5").click()
    find(QPushButton, "Save check-in").click()
    (own,) = journal.own_sources()
    assert journal.check_ins(FRIDAY, FRIDAY)[0].sources == (own.key,)


def test_a_name_that_is_there_is_ticked_and_not_added(page, journal, add, find):
    add("good day")
    assert find(QPushButton, "Good day").isChecked()
    assert journal.own_sources() == []


def test_a_retired_name_is_offered_again(page, journal, add, find):
    journal.save(OwnSource(label="The drive", retired=True))
    page.refresh()
    assert "The drive" not in names(page)
    add("the drive")
    assert find(QPushButton, "The drive").isChecked()
    assert [each.retired for each in journal.own_sources()] == [False]


def test_enter_without_a_name_saves_the_check_in_as_everywhere(page, journal, find, keys):
    find(QPushButton, "More sources").click()
    find(QRadioButton, "5").click()
    find(QLineEdit, "Add your own source").setFocus()
    keys(RETURN)
    assert [each.load for each in journal.check_ins(FRIDAY, FRIDAY)] == [5]


def test_escape_empties_the_field_and_a_long_name_is_cut(page, find, keys):
    find(QPushButton, "More sources").click()
    field = find(QLineEdit, "Add your own source")
    field.setFocus()
    keys("x" * 100)
    assert len(field.text()) == LONGEST
    keys(ESCAPE)
    assert field.text() == ""


def test_a_refused_source_is_told_and_nothing_is_lost(page, journal, add, find, refuse, seen):
    refuse()
    add("The drive")
    assert FolderNotWritable.sentence in seen()
    find(QRadioButton, "5").click()
    find(QPushButton, "Save check-in").click()
    assert find(QLineEdit, "Add your own source").text() == "The drive"
    refuse(on=False)
    find(QPushButton, "Save check-in").click()
    assert journal.check_ins(FRIDAY, FRIDAY)[0].sources == (journal.own_sources()[0].key,)


def test_it_is_renamed_and_check_ins_keep_it(page, journal, add, sheet, find, keys):
    add("The drive")
    sheet()
    find(QPushButton, "Rename, The drive").click()
    keys("The long drive", RETURN)
    (own,) = journal.own_sources()
    assert (own.label, own.key) == ("The long drive", "own:1")
    assert find(QPushButton, "The long drive").isChecked()
    find(QPushButton, "Rename, The long drive").click()
    find(QLineEdit, "New name for The long drive").setText("The drive")
    find(QPushButton, "Keep name, The long drive").click()
    assert journal.own_sources()[0].label == "The drive"


def test_escape_leaves_the_name_as_it_was_and_once_more_folds_the_list(
    page, journal, add, sheet, find, keys, seen
):
    add("The drive")
    sheet()
    find(QPushButton, "Rename, The drive").click()
    keys("Something else", ESCAPE)
    assert find(QPushButton, "Rename, The drive").hasFocus()
    keys(ESCAPE)
    assert "A retired one is no longer offered" not in seen()
    assert find(QPushButton, "Your own sources").hasFocus()
    assert journal.own_sources()[0].label == "The drive"


def test_a_name_that_is_typed_is_kept_when_the_list_is_folded(page, journal, add, sheet, find):
    add("The drive")
    sheet()
    find(QPushButton, "Rename, The drive").click()
    find(QLineEdit, "New name for The drive").setText("The long drive")
    find(QPushButton, "Done with your own sources").click()
    assert journal.own_sources()[0].label == "The long drive"
    sheet()
    find(QPushButton, "Rename, The long drive").click()
    find(QPushButton, "Done with your own sources").click()
    assert journal.own_sources()[0].label == "The long drive"


@pytest.mark.parametrize(("typed", "said"), [(" ", NO_NAME), ("court", TAKEN)])
def test_a_name_that_cannot_be_is_told_and_stays_in_the_field(
    page, journal, add, sheet, find, keys, seen, typed, said
):
    add("The drive")
    sheet()
    find(QPushButton, "Rename, The drive").click()
    find(QLineEdit, "New name for The drive").setText(typed)
    keys(RETURN)
    assert said in seen()
    find(QPushButton, "Done with your own sources").click()
    assert find(QLineEdit, "New name for The drive").text() == typed
    assert journal.own_sources()[0].label == "The drive"
    assert journal.check_ins(FRIDAY, FRIDAY) == []


def test_capitals_alone_may_be_changed(page, journal, add, sheet, find, keys):
    add("the drive")
    sheet()
    find(QPushButton, "Rename, the drive").click()
    keys("The Drive", RETURN)
    assert journal.own_sources()[0].label == "The Drive"


def test_one_is_retired_and_offered_again(page, journal, add, sheet, find, seen):
    add("The drive")
    find(QPushButton, "The drive").setChecked(False)
    sheet()
    find(QPushButton, "Retire, The drive").click()
    assert "The drive is no longer offered." in seen()
    assert "The drive (retired)" in seen()
    assert "The drive" not in names(page)
    find(QPushButton, "Offer again, The drive").click()
    assert "The drive is back." in seen()
    assert "The drive" in names(page)


def test_a_retired_one_that_is_ticked_stays_until_it_is_saved(page, journal, add, sheet, find):
    add("The drive")
    sheet()
    find(QPushButton, "Retire, The drive").click()
    assert find(QPushButton, "The drive").isChecked()
    find(QPushButton, "The drive").setChecked(False)
    page.refresh()
    assert "The drive" not in names(page)


def test_a_refused_change_is_told(page, journal, add, sheet, find, refuse, seen):
    add("The drive")
    sheet()
    refuse()
    find(QPushButton, "Retire, The drive").click()
    assert FolderNotWritable.sentence in seen()
    assert find(QPushButton, "Retire, The drive")


def test_several_of_your_own_come_after_the_list_with_tab_too(page, add, sheet, find, check_names):
    add("The drive")
    add("The new system")
    sheet()
    check_names(page)
    find(QPushButton, "Good day").setFocus()
    met = []
    for _ in range(4):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        met.append(QApplication.focusWidget().accessibleName() or QApplication.focusWidget().text())
    assert met == ["The drive", "The new system", "Fewer sources", "Add your own source"]


def test_folding_the_sources_folds_the_list(page, add, sheet, find, seen):
    add("The drive")
    sheet()
    find(QPushButton, "Fewer sources").click()
    assert "A retired one is no longer offered" not in seen()


def test_undo_brings_ones_own_back_too(page, journal, add, find):
    add("The drive")
    find(QRadioButton, "5").click()
    find(QPushButton, "Save check-in").click()
    find(QPushButton, "Undo the check-in").click()
    assert find(QPushButton, "The drive").isChecked()


@pytest.fixture
def promise(journal):
    """Return a way to have planned something for when a source is ticked."""

    def promise(name, cue):
        plan = Plan(kind="when", name=name, times=(None,) * 7, since=date(2026, 11, 2), cue=cue)
        return journal.save(plan)

    return promise


def test_what_was_planned_for_a_source_is_said_after_saving(page, promise, find, keys, seen):
    promise("ten minutes outside", "disclosure")
    promise("ask for a debrief", "recall")
    find(QPushButton, "A disclosure").click()
    assert "You planned" not in seen()
    find(QRadioButton, "5").click()
    keys(RETURN)
    assert "You planned: ten minutes outside" in seen()
    assert "debrief" not in seen()
    find(QRadioButton, "2").click()
    keys(RETURN)
    assert "You planned" not in seen()


def test_a_plan_may_wait_for_one_of_your_own(page, promise, add, find, seen):
    promise("ten minutes outside", "own:1")
    add("The drive")
    find(QRadioButton, "5").click()
    find(QPushButton, "Save check-in").click()
    assert "You planned: ten minutes outside" in seen()
    find(QPushButton, "Undo the check-in").click()
    assert "You planned" not in seen()


def test_the_last_fortnight_shows_after_saving_and_not_before(page, journal, clock, keys):
    line = page.findChild(FortnightLine)
    journal.save(CheckIn(at=clock.now(), day=FRIDAY - timedelta(3), load=7, later=True))
    assert not line.isVisible()
    page._check_in.scale.setFocus()
    keys("3", RETURN)
    assert line.isVisible()
    assert line.accessibleName() == "Last 14 days: 2 check-in days, median 5, 1 written later"
    page.refresh()
    assert not line.isVisible()


def test_it_goes_with_the_check_in_that_is_taken_back(page, keys, find):
    page._check_in.scale.setFocus()
    keys("3", RETURN)
    find(QPushButton, "Undo the check-in").click()
    assert not page.findChild(FortnightLine).isVisible()


def test_a_day_away_does_not_change_the_usual_range(page, journal, clock, keys, seen):
    journal.save(Session(day=date(2026, 11, 4)))
    days = [date(2026, 10, 1) + timedelta(number) for number in range(22)]
    journal.add_all(CheckIn(at=clock.now(), day=day, load=4) for day in days)
    journal.add_all(Away(day=day, kind="leave") for day in days[:2])
    page._check_in.scale.setFocus()
    keys("3", RETURN)
    assert "usual range" in seen()
    journal.save(Away(day=days[2], kind="leave"))
    keys("3", RETURN)
    assert "usual range" not in seen()


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_moves_aside_for_what_shows_after_saving(page, theme, keys, percent):
    theme.set_text_scale(percent)
    QApplication.processEvents()
    before = page._plan.mapTo(page, page._plan.rect().topLeft())
    page._check_in.scale.setFocus()
    keys("3", RETURN)
    QApplication.processEvents()
    assert page._plan.mapTo(page, page._plan.rect().topLeft()) == before
