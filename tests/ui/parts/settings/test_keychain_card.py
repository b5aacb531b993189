"""Switching the keychain on and off in Settings."""

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from reflect_app.ui.keychain_call import KeychainCall
from reflect_app.ui.parts.settings import keychain_card
from reflect_app.ui.parts.settings.keychain_card import (
    IS_OFF,
    IS_ON,
    MEANS,
    SWITCH_ON,
    WAITING,
    KeychainCard,
)
from reflect_app.ui.parts.settings.keys_card import TYPE_IT_FIRST
from reflect_app.ui.widgets.notice import Notice
from reflect_app.vault.errors import (
    CannotSave,
    KeychainLocked,
    KeychainMissing,
    KeychainRefused,
    WrongPassphrase,
)
from reflect_app.vault.quick_unlock import QuickUnlock

FIELD = "The passphrase you have now"
LONG = 30_000


@pytest.fixture(autouse=True)
def own_state(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def card(qtbot, desk, keychain):
    card = KeychainCard(desk)
    qtbot.addWidget(card)
    card.resize(520, 500)
    with qtbot.waitActive(card):
        card.show()
        card.activateWindow()
    yield card
    qtbot.waitUntil(
        lambda: not QCoreApplication.instance().findChildren(KeychainCall), timeout=LONG
    )


@pytest.fixture
def quick(journal, clock):
    return QuickUnlock(journal.folder, clock)


@pytest.fixture
def press(find, card):
    return lambda name: find(QPushButton, name, card).click()


@pytest.fixture
def switch_on(qtbot, card, find, press):
    """Return a way to switch it on with a passphrase, up to the keychain's answer."""

    def switch_on(passphrase):
        press(SWITCH_ON)
        field = find(QLineEdit, FIELD, card)
        assert QApplication.focusWidget() is field
        qtbot.keyClicks(field, passphrase)
        qtbot.keyClick(field, "\r")

    return switch_on


def said(card):
    return " ".join(each.text() for each in card.findChildren(Notice) if each.isVisible())


def words(card):
    return "\n".join(each.text() for each in card.findChildren(QLabel) if each.isVisible())


def buttons(card):
    return [each.text() for each in card.findChildren(QPushButton) if each.isVisible()]


def test_it_is_off_until_somebody_wants_it_and_says_what_it_means(card, quick, keychain):
    assert MEANS in words(card)
    assert buttons(card) == [SWITCH_ON]
    assert quick.note() is None
    assert keychain.environment() == {}


def test_the_passphrase_switches_it_on_for_twelve_hours(
    qtbot, card, switch_on, keychain, quick, vault, journal, passphrase
):
    switch_on(passphrase)
    qtbot.waitUntil(lambda: said(card) == IS_ON, timeout=LONG)
    assert "On until 03:10 tomorrow." in words(card)  # it is 15:10
    assert buttons(card) == ["Off now"]
    assert QApplication.focusWidget().text() == "Off now"
    note = quick.note()
    journal.close()
    vault.unlock_with_keychain(note, bytes.fromhex(keychain.kept()[note.entry])).close()


def test_an_end_on_the_same_day_is_told_by_the_time_alone(
    qtbot, card, switch_on, clock, passphrase
):
    clock.move(hours=-8)
    switch_on(passphrase)
    qtbot.waitUntil(lambda: said(card) == IS_ON, timeout=LONG)
    assert "On until 19:10." in words(card)


def test_one_press_switches_it_off_and_the_keychain_forgets(
    qtbot, card, press, switch_on, keychain, quick, passphrase
):
    switch_on(passphrase)
    qtbot.waitUntil(lambda: said(card) == IS_ON, timeout=LONG)
    press("Off now")
    assert said(card) == IS_OFF
    assert quick.note() is None
    assert QApplication.focusWidget().text() == SWITCH_ON
    assert "On until" not in words(card)
    qtbot.waitUntil(lambda: keychain.kept() == {} and quick.left() == "", timeout=LONG)


def test_off_now_holds_though_the_keychain_will_not_forget(
    qtbot, card, press, switch_on, keychain, quick, passphrase
):
    switch_on(passphrase)
    qtbot.waitUntil(lambda: said(card) == IS_ON, timeout=LONG)
    keychain.be("locked")
    press("Off now")
    assert said(card) == IS_OFF
    assert quick.note() is None


def test_where_it_cannot_be_switched_off_it_says_so(
    qtbot, card, press, switch_on, passphrase, monkeypatch
):
    def refuse(_):
        raise CannotSave

    switch_on(passphrase)
    qtbot.waitUntil(lambda: said(card) == IS_ON, timeout=LONG)
    monkeypatch.setattr(QuickUnlock, "end", refuse)
    press("Off now")
    assert said(card) == CannotSave.sentence
    assert buttons(card) == ["Off now"]


def test_another_passphrase_switches_nothing_on(qtbot, card, find, switch_on, keychain, quick):
    switch_on("not this one")
    qtbot.waitUntil(lambda: said(card) == WrongPassphrase.sentence, timeout=LONG)
    field = find(QLineEdit, FIELD, card)
    assert QApplication.focusWidget() is field
    assert field.selectedText() == "not this one"
    assert keychain.kept() == {}
    assert quick.note() is None


def test_nothing_typed_asks_for_it(card, find, press):
    press(SWITCH_ON)
    press(SWITCH_ON)
    assert said(card) == TYPE_IT_FIRST


def test_a_computer_without_a_keychain_says_so_before_anything_is_typed(
    qtbot, card, press, keychain, quick
):
    keychain.be("none")
    press(SWITCH_ON)
    qtbot.waitUntil(lambda: said(card) == KeychainMissing.sentence, timeout=LONG)
    assert not [each for each in card.findChildren(QLineEdit) if each.isVisible()]
    assert buttons(card) == [SWITCH_ON]


def test_one_that_is_missing_is_said_once_where_the_passphrase_was_quicker(
    qtbot, card, switch_on, keychain, quick, passphrase
):
    keychain.be("none")
    switch_on(passphrase)
    qtbot.waitUntil(lambda: said(card) == KeychainMissing.sentence, timeout=LONG)
    assert quick.note() is None


@pytest.mark.parametrize(
    ("mood", "kind"), [("locked", KeychainLocked), ("forgetful", KeychainRefused)]
)
def test_what_the_keychain_will_not_do_is_said_and_nothing_is_noted(
    qtbot, card, switch_on, keychain, quick, passphrase, mood, kind
):
    keychain.be(mood)
    switch_on(passphrase)
    qtbot.waitUntil(lambda: WAITING in words(card), timeout=LONG)
    qtbot.waitUntil(lambda: said(card) == kind.sentence, timeout=LONG)
    assert WAITING not in words(card)
    assert quick.note() is None


def test_a_disk_that_refuses_the_note_is_said(
    qtbot, card, switch_on, quick, passphrase, monkeypatch
):
    def refuse(*_):
        raise CannotSave

    monkeypatch.setattr(QuickUnlock, "keep", refuse)
    switch_on(passphrase)
    qtbot.waitUntil(lambda: said(card) == CannotSave.sentence, timeout=LONG)
    assert quick.note() is None


def test_a_bug_is_no_sentence(qtbot, card, switch_on, vault, passphrase, monkeypatch):
    def refuse(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(type(vault), "draw_quick_unlock", refuse)
    with qtbot.captureExceptions() as raised:
        switch_on(passphrase)
        qtbot.waitUntil(lambda: bool(raised), timeout=LONG)
    assert raised[0][0] is ZeroDivisionError


def test_enter_twice_asks_once(qtbot, card, find, switch_on, keychain, passphrase):
    switch_on(passphrase)
    card._form._draw()
    qtbot.waitUntil(lambda: said(card) == IS_ON, timeout=LONG)
    assert len(keychain.kept()) == 1


def test_cancelling_takes_the_passphrase_off_the_page(card, find, press):
    press(SWITCH_ON)
    find(QLineEdit, FIELD, card).setText("half typed")
    press("Cancel")
    assert QApplication.focusWidget().text() == SWITCH_ON
    press(SWITCH_ON)
    assert find(QLineEdit, FIELD, card).text() == ""


def test_the_passphrase_leaves_the_screen_with_the_page_but_not_with_the_window(
    qtbot, card, find, press
):
    press(SWITCH_ON)
    find(QLineEdit, FIELD, card).setText("half typed")
    card.showMinimized()
    card.showNormal()
    assert find(QLineEdit, FIELD, card).text() == "half typed"
    card.hide()
    card.show()
    assert not [each for each in card.findChildren(QLineEdit) if each.isVisible()]


def test_what_is_under_way_goes_on_while_the_page_is_elsewhere(qtbot, card, switch_on, passphrase):
    switch_on(passphrase)
    card.hide()
    card.show()
    qtbot.waitUntil(lambda: said(card) == IS_ON, timeout=LONG)


def test_another_passphrase_of_the_journal_switches_it_off(
    qtbot, card, switch_on, quick, passphrase
):
    switch_on(passphrase)
    qtbot.waitUntil(lambda: said(card) == IS_ON, timeout=LONG)
    card.turn_off()
    assert quick.note() is None
    assert buttons(card) == [SWITCH_ON]


def test_every_stop_has_a_name(qtbot, card, press, switch_on, check_names, passphrase):
    check_names(card)
    press(SWITCH_ON)
    check_names(card)
    press("Cancel")
    switch_on(passphrase)
    qtbot.waitUntil(lambda: said(card) == IS_ON, timeout=LONG)
    check_names(card)


def test_it_says_nothing_that_is_not_so():
    assert f"{keychain_card.LASTS // 3600} hours" in MEANS
