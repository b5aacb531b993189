"""Another passphrase and another recovery key, as a person changes them in Settings."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from reflect_app.ui.parts.settings import keys_card
from reflect_app.ui.parts.settings.keys_card import KeysCard
from reflect_app.ui.widgets.notice import Notice
from reflect_app.vault import keys
from reflect_app.vault.errors import DiskFull, OneCopyChanged, WrongPassphrase, WrongRecoveryKey
from reflect_app.vault.keys import Argon

SMALL = Argon(memory=64, passes=1, lanes=1)
NEW = "five quiet lanterns by the canal"


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch):
    monkeypatch.setattr(Argon, "for_this_computer", lambda: SMALL)


@pytest.fixture
def card(qtbot, desk):
    card = KeysCard(desk)
    qtbot.addWidget(card)
    card.resize(560, 700)
    with qtbot.waitActive(card):
        card.show()
        card.activateWindow()
    return card


@pytest.fixture
def press(find, card):
    return lambda name: find(QPushButton, name, card).click()


@pytest.fixture
def type_in(find, card):
    return lambda name, text: find(QLineEdit, name, card).setText(text)


@pytest.fixture
def opens(journal, vault):
    """Return a way to ask whether a passphrase opens the journal, which is closed for it."""

    def opens(passphrase):
        journal.close()
        try:
            vault.unlock(passphrase).close()
        except WrongPassphrase:
            return False
        return True

    return opens


def said(card):
    notices = (each for each in card.findChildren(Notice) if each.isVisible())
    return " ".join(notice.text() for notice in notices)


def words(card):
    return "\n".join(each.text() for each in card.findChildren(QLabel) if each.isVisible())


def parts(card):
    """Return the groups of the recovery key on the screen."""
    labels = (each for each in card.findChildren(QLabel) if each.isVisible())
    return [each.text() for each in labels if each.accessibleName().startswith("Part ")]


def type_part(card, letters=None):
    """Type the part that is asked for, or other letters."""
    (field,) = (
        each
        for each in card.findChildren(QLineEdit)
        if each.isVisible() and each.accessibleName().startswith("Type part")
    )
    field.setText(letters or parts(card)[int(field.accessibleName().split()[2]) - 1].lower())


# The passphrase


def test_the_suggested_passphrase_takes_the_place_of_the_one_there_was(
    qtbot, card, find, press, type_in, opens, passphrase
):
    press("Change the passphrase")
    assert QApplication.focusWidget() is find(QLineEdit, "The passphrase you have now")
    new = find(QLineEdit, "Suggested passphrase", card).text()
    assert len(new.split()) == 5
    assert keys_card.OLDER_COPIES in words(card)
    type_in("The passphrase you have now", passphrase)
    press("Change the passphrase")
    qtbot.waitUntil(lambda: said(card) == keys_card.CHANGED)
    assert QApplication.focusWidget() is find(QPushButton, "Change the passphrase", card)
    assert opens(new)
    assert not opens(passphrase)


def test_enter_after_the_old_one_takes_nothing_yet(qtbot, card, find, press, passphrase):
    press("Change the passphrase")
    field = find(QLineEdit, "The passphrase you have now", card)
    qtbot.keyClicks(field, passphrase)
    qtbot.keyClick(field, "\r")
    assert said(card) == ""
    assert QApplication.focusWidget() is find(QPushButton, "Change the passphrase", card)


def test_ones_own_is_typed_twice_and_judged_as_in_the_first_run(
    qtbot, card, press, type_in, opens, passphrase
):
    press("Change the passphrase")
    type_in("The passphrase you have now", passphrase)
    press("Choose my own")
    type_in("Passphrase", "password")
    assert "guessed at once" in words(card)
    type_in("Passphrase", NEW)
    type_in("Once more", NEW + "x")
    press("Change the passphrase")
    assert "not the same" in said(card)
    type_in("Once more", NEW)
    press("Change the passphrase")
    qtbot.waitUntil(lambda: said(card) == keys_card.CHANGED)
    assert opens(NEW)


def test_one_too_short_is_refused_and_changes_nothing(
    qtbot, card, press, type_in, opens, passphrase
):
    press("Change the passphrase")
    type_in("The passphrase you have now", passphrase)
    press("Choose my own")
    type_in("Passphrase", "abc")
    type_in("Once more", "abc")
    press("Change the passphrase")
    qtbot.waitUntil(lambda: "too short" in said(card))
    assert opens(passphrase)


def test_without_the_one_there_is_nothing_changes(
    qtbot, card, find, press, type_in, opens, passphrase
):
    press("Change the passphrase")
    press("Change the passphrase")
    assert said(card) == keys_card.TYPE_IT_FIRST
    type_in("The passphrase you have now", "a guess")
    press("Change the passphrase")
    qtbot.waitUntil(lambda: "does not open this journal" in said(card))
    field = find(QLineEdit, "The passphrase you have now", card)
    assert QApplication.focusWidget() is field
    assert field.selectedText() == "a guess"
    assert opens(passphrase)


def test_the_recovery_key_will_do_where_the_passphrase_is_forgotten(
    qtbot, card, find, press, type_in, opens, vault, passphrase
):
    new = vault.draw_recovery_key(passphrase)
    new.keep()
    press("Change the passphrase")
    press("Use the recovery key instead")
    assert find(QLineEdit, "Your recovery key", card).echoMode() == QLineEdit.EchoMode.Normal
    press("Change the passphrase")
    assert said(card) == keys_card.TYPE_KEY_FIRST
    type_in("Your recovery key", "half of it")
    press("Change the passphrase")
    qtbot.waitUntil(lambda: "36 letters" in said(card))
    type_in("Your recovery key", new.recovery_key)
    press("Choose my own")
    type_in("Passphrase", NEW)
    type_in("Once more", NEW)
    press("Change the passphrase")
    qtbot.waitUntil(lambda: said(card) == keys_card.CHANGED)
    assert opens(NEW)


def test_what_the_disk_refuses_is_said_and_what_was_typed_stays(
    qtbot, card, find, press, type_in, passphrase, monkeypatch
):
    def refuse(*_):
        raise DiskFull

    press("Change the passphrase")
    new = find(QLineEdit, "Suggested passphrase", card).text()
    type_in("The passphrase you have now", passphrase)
    monkeypatch.setattr(keys, "change", refuse)
    press("Change the passphrase")
    qtbot.waitUntil(lambda: said(card) == DiskFull.sentence)
    assert find(QLineEdit, "The passphrase you have now", card).text() == passphrase
    assert find(QLineEdit, "Suggested passphrase", card).text() == new


def test_a_change_written_once_instead_of_twice_is_told_as_what_it_is(
    qtbot, card, find, press, type_in, passphrase, monkeypatch
):
    def refuse(*_):
        raise OneCopyChanged

    press("Change the passphrase")
    type_in("The passphrase you have now", passphrase)
    monkeypatch.setattr(keys, "change", refuse)
    press("Change the passphrase")
    qtbot.waitUntil(lambda: said(card) == OneCopyChanged.sentence)
    assert not [each for each in card.findChildren(QLineEdit) if each.isVisible()]


def test_cancelling_takes_everything_typed_off_the_page(card, find, press, type_in, opens):
    press("Change the passphrase")
    type_in("The passphrase you have now", "half typed")
    press("Cancel")
    assert QApplication.focusWidget() is find(QPushButton, "Change the passphrase", card)
    press("Change the passphrase")
    assert find(QLineEdit, "The passphrase you have now", card).text() == ""


# The recovery key


def test_a_new_recovery_key_holds_once_a_part_of_it_is_typed_back(
    qtbot, card, find, press, type_in, vault, passphrase
):
    older = vault.draw_recovery_key(passphrase)
    older.keep()
    press("Make a new recovery key")
    type_in("The passphrase you have now", passphrase)
    press("Show a new recovery key")
    qtbot.waitUntil(lambda: len(parts(card)) == 9)
    key = "-".join(parts(card))
    assert keys_card.UNTIL_THEN in words(card)
    header = keys.read(vault.folder)
    keys.unlock_with_recovery_key(header, older.recovery_key)
    type_part(card, "0000")
    press("Use this key from now on")
    assert "That is not part" in said(card)
    assert keys.read(vault.folder) == header
    type_part(card)
    press("Use this key from now on")
    qtbot.waitUntil(lambda: said(card) == keys_card.KEY_CHANGED)
    keys.unlock_with_recovery_key(keys.read(vault.folder), key)
    with pytest.raises(WrongRecoveryKey):
        keys.unlock_with_recovery_key(keys.read(vault.folder), older.recovery_key)
    assert parts(card) == []


def test_the_passphrase_is_asked_before_a_recovery_key_is_shown(
    qtbot, card, find, press, type_in, vault
):
    press("Make a new recovery key")
    press("Show a new recovery key")
    assert said(card) == keys_card.TYPE_IT_FIRST
    field = find(QLineEdit, "The passphrase you have now", card)
    qtbot.keyClicks(field, "a guess")
    qtbot.keyClick(field, "\r")
    qtbot.waitUntil(lambda: "does not open this journal" in said(card))
    assert parts(card) == []


def test_a_recovery_key_that_is_not_kept_replaces_nothing(
    qtbot, card, press, type_in, vault, passphrase
):
    before = keys.read(vault.folder)
    press("Make a new recovery key")
    type_in("The passphrase you have now", passphrase)
    press("Show a new recovery key")
    qtbot.waitUntil(lambda: len(parts(card)) == 9)
    press("Cancel")
    assert parts(card) == []
    assert keys.read(vault.folder) == before


def test_a_recovery_key_leaves_the_screen_with_the_page_but_not_with_the_window(
    qtbot, card, press, type_in, passphrase
):
    press("Make a new recovery key")
    type_in("The passphrase you have now", passphrase)
    press("Show a new recovery key")
    qtbot.waitUntil(lambda: len(parts(card)) == 9)
    card.showMinimized()
    card.showNormal()
    assert len(parts(card)) == 9
    card.hide()
    card.show()
    assert parts(card) == []
    assert said(card) == ""


def test_a_change_under_way_goes_on_while_the_page_is_elsewhere(
    qtbot, card, press, type_in, passphrase
):
    press("Change the passphrase")
    type_in("The passphrase you have now", passphrase)
    press("Change the passphrase")
    card.hide()
    card.show()
    qtbot.waitUntil(lambda: said(card) == keys_card.CHANGED)


def test_what_the_disk_refuses_of_a_recovery_key_is_said_and_can_be_tried_again(
    qtbot, card, press, type_in, passphrase, monkeypatch
):
    def refuse(*_):
        raise DiskFull

    press("Make a new recovery key")
    type_in("The passphrase you have now", passphrase)
    press("Show a new recovery key")
    qtbot.waitUntil(lambda: len(parts(card)) == 9)
    type_part(card)
    monkeypatch.setattr(keys, "change", refuse)
    press("Use this key from now on")
    qtbot.waitUntil(lambda: said(card) == DiskFull.sentence)
    assert len(parts(card)) == 9
    monkeypatch.undo()
    press("Use this key from now on")
    qtbot.waitUntil(lambda: said(card) == keys_card.KEY_CHANGED)


# Both, and everything encrypted anew


@pytest.fixture
def wanted(card):
    """Return what the card wants to be put in force, as it wants it."""
    wanted = []
    card.new_keys_wanted.connect(wanted.append)
    return wanted


def test_a_passphrase_that_was_seen_leads_to_new_keys_of_every_kind(
    qtbot, card, find, press, type_in, wanted, journal, vault, passphrase
):
    press("My passphrase was seen")
    assert keys_card.WHEN_SEEN in words(card)
    new = find(QLineEdit, "Suggested passphrase", card).text()
    press("Go on")
    assert said(card) == keys_card.TYPE_IT_FIRST
    type_in("The passphrase you have now", passphrase)
    press("Go on")
    qtbot.waitUntil(lambda: len(parts(card)) == 9)
    key = "-".join(parts(card))
    assert keys_card.ALSO_NEW in words(card)
    type_part(card)
    press("Encrypt everything anew")
    journal.close()
    vault.unlock(passphrase).close()  # nothing has changed yet
    (drawn,) = wanted
    drawn.keep()
    vault.unlock(new).close()
    vault.unlock_with_recovery_key(key).close()
    with pytest.raises(WrongPassphrase):
        vault.unlock(passphrase)


def test_the_recovery_key_will_do_for_new_keys_too(
    qtbot, card, press, type_in, wanted, vault, passphrase
):
    older = vault.draw_recovery_key(passphrase)
    older.keep()
    press("My passphrase was seen")
    press("Use the recovery key instead")
    press("Go on")
    assert said(card) == keys_card.TYPE_KEY_FIRST
    type_in("Your recovery key", older.recovery_key)
    press("Go on")
    qtbot.waitUntil(lambda: len(parts(card)) == 9)
    press("Cancel")
    assert wanted == []
    assert parts(card) == []


def test_a_changed_passphrase_is_noted_in_the_journal_at_once(
    qtbot, card, press, type_in, journal, vault, passphrase
):
    press("Change the passphrase")
    type_in("The passphrase you have now", passphrase)
    press("Change the passphrase")
    qtbot.waitUntil(lambda: said(card) == keys_card.CHANGED)
    (header,) = keys.read(vault.folder)
    assert journal.keys_used() == (header.generation, header.mac)


def test_another_passphrase_is_told_of_to_whoever_depends_on_it(
    qtbot, card, press, type_in, passphrase
):
    press("Change the passphrase")
    type_in("The passphrase you have now", passphrase)
    with qtbot.waitSignal(card.changed):
        press("Change the passphrase")


def test_every_stop_has_a_name(card, press, check_names):
    check_names(card)
    press("Change the passphrase")
    check_names(card)
    press("Choose my own")
    check_names(card)
    press("Cancel")
    press("Make a new recovery key")
    check_names(card)
    press("Cancel")
    press("My passphrase was seen")
    check_names(card)
