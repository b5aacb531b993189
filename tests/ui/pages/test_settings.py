"""Settings as a person meets them: each choice in force at once, and still there next time."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFontInfo, QGuiApplication, QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
)

import reflect_app
from reflect_app.domain.dates import WEEKDAYS
from reflect_app.ui.desktop import notify
from reflect_app.ui.pages.settings import SAMPLE, SettingsPage
from reflect_app.ui.parts.settings.reminders_card import RemindersCard
from reflect_app.ui.settings import Settings
from reflect_app.ui.widgets.text import Serif
from reflect_app.vault.keys import Argon
from reflect_app.vault.vault import Vault


@pytest.fixture(autouse=True)
def notifications(monkeypatch):
    """Let the computer be one that shows notifications."""
    monkeypatch.setattr(notify, "available", lambda: True)


@pytest.fixture
def page(desk, settings, show, qtbot):
    page = show(SettingsPage(desk, settings))
    reminders = page.findChild(RemindersCard)
    qtbot.waitUntil(reminders.isVisible)
    return page


@pytest.fixture
def choose(find):
    """Return a way to click one choice."""

    def choose(name):
        QTest.mouseClick(find(QRadioButton, name), Qt.MouseButton.LeftButton)

    return choose


@pytest.fixture
def kept(tmp_path):
    """Return a way to read what another start would find."""
    return lambda: Settings(tmp_path / "settings.json")


@pytest.fixture
def minutes(page, find):
    return find(QSpinBox, "Minutes until it locks")


def test_it_shows_what_holds_when_nobody_chose(page, minutes, find):
    for name in ("As the system says", "100 %", "Serif"):
        assert find(QRadioButton, name).isChecked()
    assert minutes.text() == "5 minutes"


def test_the_look_changes_at_once_and_is_kept(page, choose, theme, kept):
    choose("Dark")
    assert theme.dark
    assert kept().look == "dark"
    choose("Light")
    assert not theme.dark
    assert kept().look == "light"


def test_text_grows_at_once_and_is_kept(page, choose, theme, kept):
    before = QFontInfo(QApplication.font()).pixelSize()
    choose("200 %")
    assert QFontInfo(QApplication.font()).pixelSize() == 2 * before
    assert theme.text_scale == 200
    assert kept().text_scale == 200


def test_the_words_below_show_the_letters(page, choose, find, kept):
    sample = find(Serif, SAMPLE)
    assert sample.font().family() == "Source Serif 4"
    choose("Atkinson Hyperlegible")
    assert sample.font().family() == "Atkinson Hyperlegible"
    assert kept().reading == "hyperlegible"


def test_arrows_choose_too(page, kept, theme, keys):
    assert QApplication.focusWidget().text() == "As the system says"
    keys(Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert theme.dark
    keys(Qt.Key.Key_Tab, Qt.Key.Key_Right)
    assert (kept().look, kept().text_scale) == ("dark", 125)


def test_another_time_to_lock_holds_at_once_and_is_kept(page, minutes, kept, qtbot, keys):
    minutes.setFocus()
    minutes.selectAll()
    with qtbot.waitSignal(page.auto_lock_changed) as told:
        keys("12", Qt.Key.Key_Return)
    assert told.args == [12]
    assert kept().auto_lock_minutes == 12
    with qtbot.waitSignal(page.auto_lock_changed) as told:
        keys(Qt.Key.Key_Up)
    assert told.args == [13]


def test_half_a_number_is_no_setting(page, minutes, kept, qtbot, keys):
    minutes.setFocus()
    minutes.selectAll()
    with qtbot.assertNotEmitted(page.auto_lock_changed):
        keys("1")
    assert kept().auto_lock_minutes == 5


def test_a_number_that_was_typed_holds_when_the_page_is_left(page, minutes, kept, keys):
    minutes.setFocus()
    minutes.selectAll()
    keys("15")
    page.flush()
    assert kept().auto_lock_minutes == 15


def test_it_locks_after_one_minute_at_the_earliest_and_an_hour_at_the_latest(
    page, minutes, kept, keys
):
    minutes.setFocus()
    keys(*[Qt.Key.Key_Down] * 9)
    assert minutes.text() == "1 minute"
    assert kept().auto_lock_minutes == 1
    keys(*[Qt.Key.Key_PageUp] * 9)
    assert minutes.text() == "60 minutes"
    assert kept().auto_lock_minutes == 60


def test_the_wheel_changes_the_minutes_only_where_the_focus_is(page, minutes):
    def turn():
        here = QPointF(5, 5)
        event = QWheelEvent(
            here,
            minutes.mapToGlobal(here),
            QPoint(0, 0),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(minutes, event)

    turn()
    assert minutes.value() == 5
    minutes.setFocus()
    turn()
    assert minutes.value() == 6


def test_what_the_view_menu_changed_shows_at_once(page, find, settings, theme):
    settings.look = "dark"
    theme.set_look("dark")
    settings.text_scale = 150
    theme.set_text_scale(150)
    assert find(QRadioButton, "Dark").isChecked()
    assert find(QRadioButton, "150 %").isChecked()


def test_what_changed_out_of_sight_shows_when_the_page_comes_back(
    page, minutes, find, settings, qtbot
):
    settings.look = "light"
    settings.reading = "hyperlegible"
    settings.auto_lock_minutes = 1
    with qtbot.assertNotEmitted(page.auto_lock_changed):
        page.refresh()
    assert find(QRadioButton, "Light").isChecked()
    assert find(QRadioButton, "Atkinson Hyperlegible").isChecked()
    assert minutes.text() == "1 minute"


def test_a_size_between_two_choices_is_left_alone_until_one_is_chosen(
    page, settings, choose, find, kept
):
    settings.text_scale = 110
    page.refresh()
    assert not any(find(QRadioButton, f"{size} %").isChecked() for size in (100, 125, 200))
    assert settings.text_scale == 110
    choose("125 %")
    assert kept().text_scale == 125


def test_where_the_journal_is_can_be_copied_and_not_changed(page, journal, find, keys):
    path = find(QLineEdit, "Folder of your journal")
    assert path.text() == str(journal.folder)
    path.setFocus()
    keys("x")
    QTest.keySequence(path, QKeySequence(QKeySequence.StandardKey.SelectAll))
    QTest.keySequence(path, QKeySequence(QKeySequence.StandardKey.Copy))
    assert QGuiApplication.clipboard().text() == str(journal.folder)


def test_version_and_licences_are_told(page):
    words = "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())
    assert f"Version {reflect_app.__version__}, MIT licence." in words
    for name in ("Qt", "LGPL", "SIL Open Font Licence", "ISC"):
        assert name in words


def test_every_stop_has_a_name_and_no_neighbours_share_one(page, check_names):
    check_names(page)


def test_tab_goes_through_everything_and_comes_round(page, keys):
    start, met = QApplication.focusWidget(), []
    for _ in range(40):
        keys(Qt.Key.Key_Tab)
        if QApplication.focusWidget() is start:
            break
        met.append(QApplication.focusWidget())
    assert QApplication.focusWidget() is start
    assert [each.accessibleName() or each.text() for each in met] == [
        "100 %",
        "Serif",
        *WEEKDAYS,
        "Usual start of lunch",
        "Usual minutes of lunch",
        "Usual leaving time",
        "Weeks between sessions",
        "I also manage staff",
        "Where you work",
        "Add somebody",
        "Choose a second place",
        "Lock and back up now",
        "Minutes until it locks",
        "Cover the window while another program is in front",
        "Remind me with a notification",
        "Show me one",
        "Change the passphrase",
        "Make a new recovery key",
        "My passphrase was seen",
        "Let the keychain open it",
        "Folder of your journal",
        "Move it",
        "Open another journal",
    ]


def test_what_was_typed_about_the_week_and_people_is_kept_when_the_page_is_left(
    page, find, journal
):
    find(QLineEdit, "Usual leaving time").setText("17:15")
    find(QPushButton, "Add somebody").click()
    find(QLineEdit, "Who, line 1").setText("Maggie")
    page.flush()
    assert journal.preference("week")["leave"] == 1035
    assert [each["who"] for each in journal.preference("support")] == ["Maggie"]


def test_what_changed_elsewhere_in_the_journal_shows_when_the_page_comes_back(page, find, journal):
    journal.set_preference("rhythm_weeks", 6)
    page.refresh()
    assert find(QSpinBox, "Weeks between sessions").value() == 6


def test_another_journal_is_asked_for(page, find, qtbot, monkeypatch, tmp_path, passphrase):
    other = Vault(tmp_path / "other")
    other.create(passphrase, argon=Argon(memory=64, passes=1, lanes=1)).close()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(other.folder))
    with qtbot.waitSignal(page.another_requested) as asked:
        find(QPushButton, "Open another journal").click()
    assert asked.args == [other.folder]


@pytest.mark.parametrize("form", ["Change the passphrase", "Make a new recovery key"])
@pytest.mark.parametrize(("width", "percent"), [(816, 100), (724, 200)])
def test_no_form_is_wider_than_the_window(page, find, theme, check_names, form, width, percent):
    find(QPushButton, form).click()
    for _ in range(6):
        find(QPushButton, "Add somebody").click()
    theme.set_text_scale(percent)
    page.resize(width, 700)
    QApplication.processEvents()
    assert page._frame.horizontalScrollBar().maximum() == 0
    check_names(page)


@pytest.mark.parametrize("look", ["Light", "Dark"])
@pytest.mark.parametrize(("width", "size"), [(816, "100 %"), (724, "200 %"), (1072, "150 %")])
def test_nothing_is_wider_than_the_window(page, choose, look, width, size):
    choose(look)
    choose(size)
    page.resize(width, 700)
    QApplication.processEvents()
    assert page._frame.horizontalScrollBar().maximum() == 0
