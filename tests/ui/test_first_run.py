"""The first minutes, as a person takes them."""

import os
from datetime import date

import pytest
from PySide6.QtCore import QDate
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDateEdit,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
)

from reflect_app.ui import first_run as first_runs
from reflect_app.ui.first_run import ANOTHER_KEY, JOURNAL_MADE, FirstRun
from reflect_app.ui.journal_lock import JournalLock
from reflect_app.ui.parts.settings.week_fields import NO_DAY, NO_LEAVING, NO_LENGTH, NO_LUNCH
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.text import Secondary
from reflect_app.vault import keys
from reflect_app.vault.errors import DiskFull
from reflect_app.vault.vault import Vault

PASSPHRASE = "quiet harbour lantern moss"


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch):
    monkeypatch.setattr(keys.Argon, "for_this_computer", lambda: SMALL)


SMALL = keys.Argon(memory=64, passes=1, lanes=1)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "new" / "journal"


@pytest.fixture
def first_run(qtbot, theme, folder, background, clock):
    first_run = FirstRun(theme, Vault(folder), JournalLock(folder), background, clock)
    qtbot.addWidget(first_run)
    opened = []
    first_run.done.connect(opened.append)
    first_run.opened = opened
    first_run.resize(1024, 700)
    first_run.show()
    first_run.begin()
    yield first_run
    if first_run._journal:
        first_run._journal.close()


@pytest.fixture
def press(find):
    return lambda name: find(QPushButton, name).click()


@pytest.fixture
def groups(qtbot, first_run):
    """Return the nine groups as they stand on the screen, once they do."""

    def read():
        labels = [
            label
            for label in first_run.findChildren(QLabel)
            if label.isVisible() and label.accessibleName().startswith("Part ")
        ]
        return [label.text() for label in labels]

    def wait():
        qtbot.waitUntil(lambda: len(read()) == 9)
        return read()

    return wait


def said(first_run):
    return " ".join(
        notice.text() for notice in first_run.findChildren(Notice) if notice.isVisible()
    ).strip()


def asked(find, first_run):
    """Return the field for the part that is asked for, and its place from 0."""
    (field,) = (
        field
        for field in first_run.findChildren(QLineEdit)
        if field.isVisible() and field.accessibleName().startswith("Type part")
    )
    return field, int(field.accessibleName().split()[2]) - 1


def keep_recovery_key(find, press, groups, first_run):
    parts = groups()
    field, place = asked(find, first_run)
    field.setText(parts[place].lower())
    press("Continue")
    return "-".join(parts)


@pytest.fixture
def at_the_week(find, press, groups, first_run):
    """Have come to the third step; return what is in the journal by now."""
    press("Continue")
    keep_recovery_key(find, press, groups, first_run)
    return first_run._journal


def test_a_suggested_passphrase_is_taken_with_enter_and_opens_the_journal(
    qtbot, find, press, groups, first_run, folder
):
    passphrase = find(QLineEdit, "Suggested passphrase").text()
    assert len(passphrase.split()) == 5
    qtbot.keyClick(first_run.focusWidget(), " ")
    keep_recovery_key(find, press, groups, first_run)
    press("Later")
    press("Open my journal")
    (journal,) = first_run.opened
    assert journal.sessions() == []
    assert journal.plans() == []
    assert journal.preference("week") is None
    journal.close()
    Vault(folder).unlock(passphrase).close()


def test_nothing_is_on_the_disk_before_the_recovery_key_is_kept(
    find, press, groups, first_run, folder
):
    press("Continue")
    groups()
    assert not folder.exists()
    keep_recovery_key(find, press, groups, first_run)
    assert folder.exists()


def test_another_suggestion_is_another_one(find, press, first_run):
    before = find(QLineEdit, "Suggested passphrase").text()
    press("Suggest another")
    assert find(QLineEdit, "Suggested passphrase").text() != before


def test_a_passphrase_of_ones_own_is_typed_twice_and_opens_the_journal(
    qtbot, find, press, groups, first_run, folder
):
    press("Choose my own")
    qtbot.keyClicks(find(QLineEdit, "Passphrase"), PASSPHRASE)
    qtbot.keyClick(find(QLineEdit, "Passphrase"), "\r")
    assert "not the same" not in said(first_run)
    again = find(QLineEdit, "Once more")
    qtbot.keyClicks(again, PASSPHRASE + "x")
    press("Continue")
    assert "not the same" in said(first_run)
    qtbot.keyClicks(again, PASSPHRASE)
    assert "not the same" not in said(first_run)
    qtbot.keyClick(again, "\r")
    recovery_key = keep_recovery_key(find, press, groups, first_run)
    first_run._journal.close()
    Vault(folder).unlock(PASSPHRASE).close()
    Vault(folder).unlock_with_recovery_key(recovery_key).close()


def test_ones_own_passphrase_is_hidden_until_asked_to_be_shown(find, press, first_run):
    press("Choose my own")
    field, again = find(QLineEdit, "Passphrase"), find(QLineEdit, "Once more")
    assert field.echoMode() == again.echoMode() == QLineEdit.EchoMode.Password
    find(QCheckBox, "Show what I type").setChecked(True)
    assert field.echoMode() == again.echoMode() == QLineEdit.EchoMode.Normal


def test_a_weak_passphrase_is_told_so_and_one_too_short_is_refused(
    qtbot, find, press, first_run, folder
):
    press("Choose my own")
    field, again = find(QLineEdit, "Passphrase"), find(QLineEdit, "Once more")
    field.setText("password")
    assert "guessed at once" in "\n".join(
        words.text() for words in first_run.findChildren(Secondary)
    )
    field.setText("abc")
    again.setText("abc")
    press("Continue")
    qtbot.waitUntil(lambda: "too short" in said(first_run))
    assert field.text() == "abc"
    assert not folder.exists()
    field.setText(PASSPHRASE)
    assert said(first_run) == ""


def test_a_wrong_part_is_told_and_can_be_typed_again(find, press, groups, first_run, folder):
    press("Continue")
    groups()
    field, place = asked(find, first_run)
    for wrong in ("", "0000", "\ud800", "x" * 100_000):
        field.setText(wrong)
        press("Continue")
        assert f"not part {place + 1}" in said(first_run)
    assert not folder.exists()
    keep_recovery_key(find, press, groups, first_run)
    assert folder.exists()


def test_the_recovery_key_can_be_copied(press, groups, first_run):
    press("Continue")
    parts = groups()
    press("Copy it")
    assert QGuiApplication.clipboard().text() == "-".join(parts)
    QGuiApplication.clipboard().clear()


def test_the_recovery_key_can_be_saved_where_a_person_says(
    press, groups, first_run, tmp_path, monkeypatch
):
    press("Continue")
    parts = groups()
    place = tmp_path / "key.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(place), ""))
    press("Save it as a file")
    assert "-".join(parts) in place.read_text("utf-8")
    assert os.name == "nt" or place.stat().st_mode & 0o077 == 0
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path), ""))
    press("Save it as a file")
    assert "could not be saved" in said(first_run)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    press("Save it as a file")


def test_from_the_first_screen_to_the_open_journal_it_takes_six_actions(
    qtbot, find, groups, first_run
):
    def enter():
        qtbot.keyClick(first_run.focusWidget(), "\r")

    enter()
    parts = groups()
    _, place = asked(find, first_run)
    qtbot.keyClicks(first_run.focusWidget(), parts[place])
    enter()
    enter()
    enter()
    assert len(first_run.opened) == 1


def test_the_week_is_kept_and_its_times_become_the_first_two_plans(find, press, at_the_week):
    find(QPushButton, "Friday").click()
    find(QLineEdit, "Usual start of lunch").setText("12.15")
    find(QLineEdit, "Usual minutes of lunch").setText("45")
    find(QLineEdit, "Usual leaving time").setText("5pm")
    press("Keep my week")
    assert at_the_week.preference("week") == {
        "days": [0, 1, 2, 3], "lunch": 735, "lunch_minutes": 45, "leave": 1020
    }  # fmt: skip
    assert [(plan.kind, plan.times, plan.minutes, plan.since) for plan in at_the_week.plans()] == [
        ("break", (735,) * 4 + (None,) * 3, 45, date(2026, 11, 20)),
        ("leaving", (1020,) * 4 + (None,) * 3, None, date(2026, 11, 20)),
    ]
    find(QPushButton, "Open my journal")


def test_days_alone_make_no_plan(find, press, at_the_week):
    find(QPushButton, "Saturday").click()
    press("Keep my week")
    assert at_the_week.preference("week")["days"] == [0, 1, 2, 3, 4, 5]
    assert at_the_week.plans() == []


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("Usual start of lunch", "about noon", NO_LUNCH),
        ("Usual minutes of lunch", "a while", NO_LENGTH),
        ("Usual minutes of lunch", "4", NO_LENGTH),
        ("Usual leaving time", "25:00", NO_LEAVING),
    ],
)
def test_what_is_unclear_about_the_week_is_said_and_stays_as_typed(
    qtbot, find, first_run, at_the_week, name, text, sentence
):
    field = find(QLineEdit, name)
    field.setText(text)
    qtbot.keyClick(field, "\r")
    assert said(first_run) == sentence
    assert field.text() == text
    assert at_the_week.preference("week") is None


def test_a_week_without_a_day_is_none(find, press, first_run, at_the_week):
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"):
        find(QPushButton, day).click()
    press("Keep my week")
    assert said(first_run) == NO_DAY


def test_a_week_that_was_refused_can_be_kept_again_and_makes_no_plan_twice(
    find, press, first_run, at_the_week, monkeypatch
):
    find(QLineEdit, "Usual leaving time").setText("17:15")

    def refuse(*_):
        raise DiskFull

    monkeypatch.setattr(at_the_week, "add_all", refuse)
    press("Keep my week")
    assert "disk is full" in said(first_run)
    assert find(QLineEdit, "Usual leaving time").text() == "17:15"
    monkeypatch.undo()
    press("Keep my week")
    assert len(at_the_week.plans()) == 1


@pytest.mark.parametrize(("width", "percent"), [(1024, 100), (800, 200)])
def test_no_step_is_wider_than_the_window(
    find, press, groups, first_run, theme, check_names, width, percent
):
    def check():
        QApplication.processEvents()
        check_names(first_run)
        for area in first_run.findChildren(QScrollArea):
            assert area.horizontalScrollBar().maximum() == 0

    theme.set_text_scale(percent)
    first_run.resize(width, 700)
    check()
    press("Choose my own")
    check()
    press("Suggest one for me")
    press("Continue")
    groups()
    check()
    keep_recovery_key(find, press, groups, first_run)
    check()
    press("Later")
    check()


def test_the_supervision_dates_become_the_first_sessions(find, press, groups, first_run):
    press("Continue")
    keep_recovery_key(find, press, groups, first_run)
    press("Later")
    find(QCheckBox, "My last session was on").setChecked(True)
    find(QDateEdit, "My last session was on").setDate(QDate(2026, 11, 4))
    find(QCheckBox, "The next one is on").setChecked(True)
    find(QDateEdit, "The next one is on").setDate(QDate(2026, 12, 2))
    time = find(QLineEdit, "Time of the next session")
    time.setText("after lunch")
    press("Open my journal")
    assert "could not be read" in said(first_run)
    time.setText("9.30")
    press("Open my journal")
    (journal,) = first_run.opened
    assert [(each.day, each.start) for each in journal.sessions()] == [
        (date(2026, 11, 4), None),
        (date(2026, 12, 2), 570),
    ]


def test_the_last_session_lies_behind_and_the_next_ahead(find, press, groups, first_run):
    press("Continue")
    keep_recovery_key(find, press, groups, first_run)
    press("Later")
    find(QCheckBox, "My last session was on").setChecked(True)
    find(QCheckBox, "The next one is on").setChecked(True)
    find(QDateEdit, "My last session was on").setDate(QDate(2027, 1, 1))
    find(QDateEdit, "The next one is on").setDate(QDate(2020, 1, 1))
    press("Open my journal")
    assert said(first_run) == first_runs.LAST_AHEAD
    find(QDateEdit, "My last session was on").setDate(QDate(2026, 11, 4))
    press("Open my journal")
    assert said(first_run) == first_runs.NEXT_OVER
    assert not first_run.opened


def test_a_date_is_taken_as_it_is_typed(qtbot, find, press, groups, first_run):
    press("Continue")
    keep_recovery_key(find, press, groups, first_run)
    press("Later")
    find(QCheckBox, "My last session was on").setChecked(True)
    field = find(QDateEdit, "My last session was on")
    field.setFocus()
    field.setSelectedSection(QDateEdit.Section.DaySection)
    qtbot.keyClicks(field, "30/09/2026")
    assert field.date() == QDate(2026, 9, 30)


def test_what_the_disk_refuses_is_said_and_the_step_can_be_taken_again(
    find, press, groups, first_run, folder, monkeypatch
):
    press("Continue")
    groups()

    def refuse(*_):
        raise DiskFull

    monkeypatch.setattr(keys, "write", refuse)
    keep_recovery_key(find, press, groups, first_run)
    assert "disk is full" in said(first_run)
    monkeypatch.undo()
    keep_recovery_key(find, press, groups, first_run)
    assert Vault(folder).exists()


def test_a_folder_that_cannot_be_made_is_said(find, press, groups, first_run, folder):
    press("Continue")
    groups()
    folder.parent.write_text("a file in the way")
    keep_recovery_key(find, press, groups, first_run)
    assert "not allowed to make its folder" in said(first_run)


def test_somebody_who_has_a_journal_already_is_led_to_it(
    qtbot, press, first_run, tmp_path, monkeypatch
):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    with qtbot.waitSignal(first_run.folder_chosen) as chosen:
        press("Open a journal you already have")
    assert chosen.args == [tmp_path]


def test_the_steps_say_where_one_is_on_the_way_there_and_back(
    find, press, groups, first_run, at_the_week
):
    def place():
        (step,) = (
            label.text()
            for label in first_run.findChildren(QLabel)
            if label.accessibleDescription() == "this step"
        )
        return step

    existing = [
        each for each in first_run.findChildren(QPushButton) if each.text().startswith("Open a")
    ]
    assert place() == "3 Your week"
    press("Later")
    assert place() == "4 Supervision"
    press("Back")
    press("Back")
    assert place() == "2 Recovery key"
    assert not any(each.isVisible() for each in existing)
    press("Continue")
    assert place() == "3 Your week"


def test_no_step_lies_before_the_first(first_run):
    assert not [each for each in first_run.findChildren(QPushButton) if each.text() == "Back"]


def test_back_from_the_recovery_key_finds_the_passphrase_and_the_same_key_again(
    qtbot, find, press, groups, first_run, folder
):
    press("Choose my own")
    for name in ("Passphrase", "Once more"):
        find(QLineEdit, name).setText(PASSPHRASE)
    press("Continue")
    key = groups()
    field, _ = asked(find, first_run)
    qtbot.keyClicks(field, "AB")
    press("Back")
    assert find(QLineEdit, "Passphrase").text() == find(QLineEdit, "Once more").text() == PASSPHRASE
    assert QApplication.focusWidget() is find(QLineEdit, "Passphrase")
    assert find(QPushButton, "Open a journal you already have")
    assert not folder.exists()
    press("Continue")
    assert groups() == key
    assert asked(find, first_run)[0].text() == "AB"
    assert said(first_run) == ""
    recovery_key = keep_recovery_key(find, press, groups, first_run)
    first_run._journal.close()
    Vault(folder).unlock(PASSPHRASE).close()
    Vault(folder).unlock_with_recovery_key(recovery_key).close()


def test_another_passphrase_makes_another_key_and_says_so(
    qtbot, find, press, groups, first_run, folder
):
    press("Continue")
    first = groups()
    press("Back")
    press("Suggest another")
    passphrase = find(QLineEdit, "Suggested passphrase").text()
    press("Continue")
    qtbot.waitUntil(lambda: ANOTHER_KEY in said(first_run))
    assert groups() != first
    recovery_key = keep_recovery_key(find, press, groups, first_run)
    first_run._journal.close()
    Vault(folder).unlock(passphrase).close()
    Vault(folder).unlock_with_recovery_key(recovery_key).close()


def test_a_passphrase_that_is_refused_on_the_way_back_loses_neither_key_nor_words(
    qtbot, find, press, groups, first_run
):
    press("Choose my own")
    for name in ("Passphrase", "Once more"):
        find(QLineEdit, name).setText(PASSPHRASE)
    press("Continue")
    key = groups()
    press("Back")
    for name in ("Passphrase", "Once more"):
        find(QLineEdit, name).setText("abc")
    press("Continue")
    qtbot.waitUntil(lambda: "too short" in said(first_run))
    for name in ("Passphrase", "Once more"):
        find(QLineEdit, name).setText(PASSPHRASE)
    press("Continue")
    assert groups() == key


def test_back_from_the_week_shows_the_key_of_the_journal_that_is_made(
    find, press, groups, first_run, at_the_week
):
    press("Monday")
    press("Back")
    assert JOURNAL_MADE in said(first_run)
    assert not [
        each
        for each in first_run.findChildren(QPushButton)
        if each.text() == "Back" and each.isVisible()
    ]
    key = "-".join(groups())
    press("Continue")
    assert not find(QPushButton, "Monday").isChecked()
    assert first_run._journal is at_the_week
    folder = at_the_week.folder
    at_the_week.close()
    Vault(folder).unlock_with_recovery_key(key).close()


def test_once_the_journal_is_made_its_passphrase_is_on_no_field(first_run, at_the_week, qtbot):
    def fields():
        return [
            field.accessibleName()
            for field in first_run.findChildren(QLineEdit)
            if "passphrase" in field.accessibleName().lower()
        ]

    qtbot.waitUntil(lambda: not fields())


def test_a_week_kept_before_is_changed_and_its_plans_are_made_once(
    find, press, first_run, at_the_week
):
    find(QLineEdit, "Usual start of lunch").setText("12:30")
    find(QLineEdit, "Usual leaving time").setText("17:15")
    press("Keep my week")
    press("Back")
    assert find(QLineEdit, "Usual start of lunch").text() == "12:30"
    assert QApplication.focusWidget() is find(QPushButton, "Keep my week")
    assert not [
        each
        for each in first_run.findChildren(QPushButton)
        if each.text() == "Later" and each.isVisible()
    ]
    find(QLineEdit, "Usual start of lunch").setText("13:00")
    find(QLineEdit, "Usual leaving time").clear()
    press("Keep my week")
    (lunch,) = at_the_week.plans()
    assert lunch.times == (780,) * 5 + (None,) * 2
    assert lunch.since == date(2026, 11, 20)
    assert at_the_week.preference("week")["leave"] is None
    press("Open my journal")
    assert first_run.opened == [at_the_week]


def test_a_week_put_off_can_be_kept_after_all(find, press, first_run, at_the_week):
    press("Later")
    find(QCheckBox, "My last session was on").setChecked(True)
    press("Back")
    assert QApplication.focusWidget() is find(QPushButton, "Later")
    find(QLineEdit, "Usual leaving time").setText("17:15")
    press("Keep my week")
    assert [plan.kind for plan in at_the_week.plans()] == ["leaving"]
    assert find(QCheckBox, "My last session was on").isChecked()


def test_a_week_changed_on_a_full_disk_can_be_tried_again(
    find, press, first_run, at_the_week, monkeypatch
):
    find(QLineEdit, "Usual leaving time").setText("17:15")
    press("Keep my week")
    press("Back")
    find(QLineEdit, "Usual leaving time").setText("18:00")
    add_all = at_the_week.add_all

    def refuse(_):
        raise DiskFull

    monkeypatch.setattr(at_the_week, "add_all", refuse)
    press("Keep my week")
    assert DiskFull.sentence in said(first_run)
    monkeypatch.setattr(at_the_week, "add_all", add_all)
    press("Keep my week")
    assert [plan.times[0] for plan in at_the_week.plans()] == [1080]


@pytest.mark.parametrize("kind", ["last", "next", "time"])
def test_enter_in_a_date_or_a_time_goes_on_with_what_is_typed(
    qtbot, find, press, first_run, at_the_week, kind
):
    press("Later")
    for name in ("My last session was on", "The next one is on"):
        find(QCheckBox, name).setChecked(True)
    if kind == "time":
        field = find(QLineEdit, "Time of the next session")
        qtbot.keyClicks(field, "9:30")
    else:
        name = "My last session was on" if kind == "last" else "The next one is on"
        field = find(QDateEdit, name)
        field.setFocus()
        field.setSelectedSection(QDateEdit.Section.DaySection)
        qtbot.keyClicks(field, "05/11/2026" if kind == "last" else "01/12/2026")
    qtbot.keyClick(field, "\r")
    qtbot.waitUntil(lambda: bool(first_run.opened))
    days = [(session.day, session.start) for session in at_the_week.sessions()]
    wanted = {
        "last": [(date(2026, 11, 5), None), (date(2026, 12, 4), None)],
        "next": [(date(2026, 11, 6), None), (date(2026, 12, 1), None)],
        "time": [(date(2026, 11, 6), None), (date(2026, 12, 4), 570)],
    }
    assert days == wanted[kind]
    assert len(first_run.opened) == 1


def test_enter_with_a_time_that_cannot_be_read_stays(qtbot, find, press, first_run, at_the_week):
    press("Later")
    find(QCheckBox, "The next one is on").setChecked(True)
    field = find(QLineEdit, "Time of the next session")
    qtbot.keyClicks(field, "soon")
    qtbot.keyClick(field, "\r")
    qtbot.waitUntil(lambda: "could not be read" in said(first_run))
    assert first_run.opened == []
