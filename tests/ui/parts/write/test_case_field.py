"""A word for a case: in one click, again, or one's own; never a name."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from reflect_app.domain.contacts import ALIASES
from reflect_app.domain.records import CaseAlias, Entry
from reflect_app.ui.parts.write.case_field import NEVER_WHO, CaseField
from reflect_app.ui.widgets.fields import ListField

TODAY = date(2026, 11, 20)
WORDS = "Case, by its word"
OWN = "Your own word for the case, then Enter"


@pytest.fixture
def field(qtbot, desk):
    field = CaseField(desk)
    field.show_case(None)
    qtbot.addWidget(field)
    with qtbot.waitActive(field):
        field.show()
    field.changes = []
    field.changed.connect(lambda: field.changes.append(field.case()))
    return field


@pytest.fixture
def own(qtbot, find):
    """Return a way to give a word of one's own."""

    def own(word):
        find(QLineEdit, OWN).setText(word)
        qtbot.keyClick(find(QLineEdit, OWN), Qt.Key.Key_Return)

    return own


def said(field):
    return [label.text() for label in field.findChildren(QLabel) if label.isVisible()]


def test_a_suggested_word_is_one_click_away_and_nothing_asks_who_it_is(field, find, journal):
    assert NEVER_WHO in said(field)
    find(QPushButton, f"Use {ALIASES[0]}").click()
    assert field.case().word == ALIASES[0]
    assert [case.word for case in journal.cases()] == [ALIASES[0]]
    assert len(field.changes) == 1
    assert NEVER_WHO in said(field)
    assert not any(each.isVisible() for each in field.findChildren(QLineEdit))


def test_a_word_in_use_is_chosen_again_and_the_next_one_suggested(field, find, journal):
    journal.save(CaseAlias(word="Harbour", since=TODAY))
    lantern = journal.save(CaseAlias(word="Lantern", since=TODAY))
    field.show_case(None)
    find(QPushButton, "Use Willow")
    find(ListField, WORDS).set_value(str(lantern.id))
    assert field.case().word == "Lantern"
    find(ListField, WORDS).set_value("")
    assert field.case() is None
    assert len(field.changes) == 2


def test_a_word_of_ones_own_will_do_and_the_same_word_is_the_same_case(field, find, own, journal):
    own("   ")
    assert field.case() is None
    own("  Blue   door ")
    assert field.case().word == "Blue door"
    first = field.case().id
    find(ListField, WORDS).set_value("")
    own("BLUE DOOR")
    assert field.case().id == first
    assert len(journal.cases()) == 1


def test_ending_a_case_is_explained_and_unlinks_it(field, find, journal, clock):
    find(QPushButton, "Use Harbour").click()
    case = field.case()
    entry = Entry(written_at=clock.now(), day=TODAY, case_id=case.id)
    entry.write("text", "A visit")
    entry = journal.finish(entry, clock.now())
    find(QPushButton, "End this case").click()
    assert any("nothing will be linked to Harbour any more" in words for words in said(field))
    find(QPushButton, "Not now").click()
    assert QApplication.focusWidget() is find(QPushButton, "End this case")
    assert journal.entry(entry.id).case_id == case.id
    find(QPushButton, "End this case").click()
    find(QPushButton, "End the case").click()
    assert field.case() is None
    assert journal.entry(entry.id).case_id is None
    assert journal.cases()[0].ended == TODAY
    assert [line.id for line in journal.entries(words="visit")] == [entry.id]


def test_a_word_that_is_free_again_begins_a_new_case(field, find, journal, clock):
    find(QPushButton, "Use Harbour").click()
    find(QPushButton, "End this case").click()
    find(QPushButton, "End the case").click()
    clock.move(days=3)
    find(QPushButton, "Use Harbour").click()
    (case,) = journal.cases()
    assert (case.ended, case.since) == (None, date(2026, 11, 23))


def test_a_refused_word_is_said_and_stays_typed(field, find, own, journal):
    journal._engine.raw_connection().execute("PRAGMA query_only = ON")
    own("Blue door")
    assert any("not allowed to write" in words for words in said(field))
    assert find(QLineEdit, OWN).text() == "Blue door"
    assert field.case() is None
    journal._engine.raw_connection().execute("PRAGMA query_only = OFF")
    own("Blue door")
    assert not any("not allowed to write" in words for words in said(field))
    journal._engine.raw_connection().execute("PRAGMA query_only = ON")
    find(QPushButton, "End this case").click()
    find(QPushButton, "End the case").click()
    assert any("not allowed to write" in words for words in said(field))
    assert field.case().word == "Blue door"


def test_a_case_that_has_ended_elsewhere_is_not_shown(field, journal):
    case = journal.save(CaseAlias(word="Harbour", since=TODAY))
    journal.end_case(case, TODAY)
    field.show_case(case.id)
    assert field.case() is None
    field._ask()
    field._end_case()
    assert field.case() is None
