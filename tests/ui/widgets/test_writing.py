import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QKeyEvent, QTextOption
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reflect_app.ui.widgets.writing import OneLine, WritingSurface, clean, clean_line


@pytest.fixture
def surface(qtbot, theme):
    surface = WritingSurface("What happened?")
    qtbot.addWidget(surface)
    surface.show()
    return surface


@pytest.fixture
def line(qtbot, theme):
    line = OneLine("One line", "One line, if it helps")
    qtbot.addWidget(line)
    line.show()
    return line


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("", ""),
        ("tea\r\nand\rbread\u2028now", "tea\nand\nbread\nnow"),
        ("a\x00b\x07c\x7fd\ufeffe", "abcde"),
        ("\ud83d\ude00 and \ud83d alone", "😀 and \ufffd alone"),
        ("a\tb", "a\tb"),
        ("עברית 😀 e\u0301", "עברית 😀 e\u0301"),
    ],
)
def test_what_may_be_kept_is_clean_and_fit_for_a_file(text, kept):
    assert clean(text) == kept
    assert clean(text).encode("utf-8").decode("utf-8") == kept


def test_a_line_stays_one_line(line):
    line.setText("one\ntwo\tthree\x00")
    assert line.text() == "one two three"
    assert clean_line("a\r\nb") == "a b"


def test_the_caret_of_a_line_stays_where_the_cleaning_leaves_it(line):
    line.setText("ab")
    line.setCursorPosition(1)
    line.insert("\x00\x07x")
    assert (line.text(), line.cursorPosition()) == ("axb", 2)


def test_the_caret_counts_letters_as_a_person_would(surface):
    surface.set_text("😀 tea\nand 😀 bread")
    for position in (0, 1, 6, 12, len(surface.text())):
        surface.set_caret(position)
        assert surface.caret() == position
    surface.set_caret(10_000)
    assert surface.caret() == len(surface.text())
    surface.set_caret(-3)
    assert surface.caret() == 0


def test_showing_a_text_is_no_change_and_cannot_be_undone(qtbot, surface):
    with qtbot.assertNotEmitted(surface.textChanged):
        surface.set_text("kept before")
    surface.undo()
    assert surface.text() == "kept before"
    surface.insertPlainText("now ")
    surface.undo()
    assert surface.text() == "kept before"


def test_pasting_brings_words_and_nothing_else(surface):
    data = QMimeData()
    data.setHtml("<b>bold</b> and <a href='x'>linked</a>")
    data.setText("bold and linked")
    surface.insertFromMimeData(data)
    surface.selectAll()
    assert surface.createMimeDataFromSelection().formats() == ["text/plain"]
    assert surface.text() == "bold and linked"
    assert "font-weight:7" not in surface.toHtml()


def test_a_word_without_an_end_breaks_anywhere_and_other_text_between_words(surface):
    anywhere = QTextOption.WrapMode.WrapAnywhere
    data = QMimeData()
    data.setText("x" * 5_000)
    surface.insertFromMimeData(data)
    assert surface.wordWrapMode() == anywhere
    surface.set_text("words as people write them")
    assert surface.wordWrapMode() != anywhere


def test_lines_keep_their_distance_at_every_size_of_text(surface, theme):
    surface.set_text("one\ntwo")

    def distance():
        layout = surface.document().documentLayout()
        first, second = surface.document().firstBlock(), surface.document().lastBlock()
        return layout.blockBoundingRect(second).top() - layout.blockBoundingRect(first).top()

    small = distance()
    theme.set_text_scale(200)
    assert distance() == pytest.approx(2 * small, rel=0.1)


def test_every_return_makes_a_line_and_keeps_the_spacing(surface):
    QTest.keyClicks(surface, "one")
    for _ in range(3):
        QTest.keyClick(surface, Qt.Key.Key_Return)
    QTest.keyClicks(surface, "two")
    assert surface.text() == "one\n\n\ntwo"
    heights = set()
    block = surface.document().begin()
    while block.isValid():
        heights.add(block.blockFormat().lineHeight())
        block = block.next()
    assert len(heights) == 1


def test_a_page_that_was_emptied_keeps_its_spacing(surface):
    wanted = surface.document().firstBlock().blockFormat().lineHeight()
    QTest.keyClicks(surface, "one two")
    surface.selectAll()
    QTest.keyClick(surface, Qt.Key.Key_Backspace)
    QTest.keyClicks(surface, "three")
    assert surface.document().firstBlock().blockFormat().lineHeight() == wanted
    assert surface.text() == "three"


def test_undo_goes_back_a_few_words_at_a_time_and_redo_forward(surface):
    words = "I kept my voice level while she told me, and it was only in the car park. " * 4
    QTest.keyClicks(surface, words)
    steps = []
    while surface.document().isUndoAvailable():
        surface.undo()
        steps.append(surface.text())
    assert steps[-1] == ""
    assert all(words.startswith(step) for step in steps)
    lost = [len(before) - len(after) for before, after in zip([words, *steps], steps, strict=False)]
    assert max(lost) <= 40
    while surface.document().isRedoAvailable():
        surface.redo()
    assert surface.text() == words


def test_a_pause_is_a_step_of_its_own(surface):
    for at, letter in enumerate("abc"):
        press(surface, letter, 5_000 + 100 * at)
    for at, letter in enumerate("def"):
        press(surface, letter, 9_000 + 100 * at)
    assert surface.text() == "abcdef"
    surface.undo()
    while surface.text() not in ("abc", ""):
        surface.undo()
    assert surface.text() == "abc"


def press(surface, letter, moment):
    event = QKeyEvent(QKeyEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
    event.setTimestamp(moment)
    QApplication.sendEvent(surface, event)
