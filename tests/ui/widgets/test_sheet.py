import pytest

from reflect_app.ui.widgets.sheet import Sheet


@pytest.fixture
def sheet(qtbot, theme):
    sheet = Sheet("Next session")
    qtbot.addWidget(sheet)
    sheet.show()
    return sheet


def test_words_that_are_missing_take_no_room(sheet, qtbot):
    low = sheet.sizeHint().height()
    assert not sheet.sentence.isVisible()
    sheet.say("With a date, Reflect can show what changed.")
    assert sheet.sentence.isVisible()
    qtbot.waitUntil(lambda: sheet.sizeHint().height() > low)
    sheet.say("")
    qtbot.waitUntil(lambda: sheet.sizeHint().height() == low)


def test_title_and_sentence_change_with_what_there_is_to_show(sheet):
    sheet.head("Last session", "Four weeks ago.")
    assert (sheet.title.text(), sheet.sentence.text()) == ("Last session", "Four weeks ago.")
    sheet.head("", "Four weeks ago.")
    assert not sheet.title.isVisible()
    assert sheet.sentence.isVisible()
