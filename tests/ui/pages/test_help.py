"""Help as a person meets it: a list of topics, a text, and links that never leave the app."""

import re

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAccessible, QFontInfo
from PySide6.QtWidgets import QApplication, QListWidget, QTextBrowser

from reflect_app.ui import resources
from reflect_app.ui.pages.help import TOPICS, HelpPage


@pytest.fixture
def page(desk, show):
    return show(HelpPage(desk))


@pytest.fixture
def topics(page, find):
    return find(QListWidget, "Topics")


@pytest.fixture
def reader(page):
    return page.findChild(QTextBrowser)


def test_it_opens_on_the_first_topic_with_the_list_in_reach(page, topics, reader):
    assert QApplication.focusWidget() is topics
    assert topics.currentItem().text() == "Getting about"
    assert reader.toPlainText().startswith("Getting about")


def test_the_arrows_go_from_topic_to_topic(page, topics, reader, keys):
    keys(Qt.Key.Key_Down)
    assert reader.toPlainText().startswith("Writing after a hard case")
    keys(Qt.Key.Key_End)
    assert reader.toPlainText().startswith("Law and duty")
    assert reader.verticalScrollBar().value() == 0


def test_every_file_of_help_is_a_topic_and_reads_as_words(page, topics, reader):
    for row, file in enumerate(TOPICS):
        topics.setCurrentRow(row)
        text = reader.toPlainText()
        assert text.startswith(topics.item(row).text())
        assert not re.search(r"\*\*|^#|\]\(|^\|", text, re.MULTILINE), file


def test_every_link_leads_somewhere(page):
    for file in TOPICS:
        for goal in re.findall(r"\]\(([^)]*)\)", resources.text(f"help/{file}")):
            assert goal in (*TOPICS, "support:"), file


def test_a_link_to_another_topic_shows_it_in_the_list_too(page, topics, reader):
    page.show_topic("70-protected.md")
    reader.anchorClicked.emit(QUrl("90-law.md"))
    assert topics.currentItem().text() == "Law and duty"
    assert reader.toPlainText().startswith("Law and duty")


def test_a_link_to_support_asks_for_that_page(page, reader, qtbot):
    page.show_topic("30-check-in.md")
    with qtbot.waitSignal(page.page_requested) as asked:
        reader.anchorClicked.emit(QUrl("support:"))
    assert asked.args == ["Support"]
    assert reader.toPlainText().startswith("The check-in")


def test_the_text_grows_with_the_rest_and_takes_its_colours(page, reader, theme):
    def size():
        return QFontInfo(reader.document().defaultFont()).pixelSize()

    before = size()
    theme.set_text_scale(200)
    theme.set_look("dark")
    assert size() == 2 * before
    assert reader.toPlainText().startswith("Getting about")


def test_no_letters_are_heavier_than_the_bundled_font_has(page, reader, topics):
    for row in range(topics.count()):
        topics.setCurrentRow(row)
        block = reader.document().begin()
        while block.isValid():
            assert all(run.format.fontWeight() <= 600 for run in block.textFormats())
            block = block.next()


def test_a_screen_reader_hears_which_topic_it_is(page, reader):
    page.show_topic("90-law.md")
    heard = QAccessible.queryAccessibleInterface(reader)
    assert heard.text(QAccessible.Text.Name) == "Law and duty"


def test_tab_goes_from_the_list_to_the_text(page, reader, keys):
    keys(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is reader


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize(("width", "percent"), [(816, 100), (724, 200)])
def test_no_topic_is_wider_than_its_sheet(page, topics, reader, theme, look, width, percent):
    theme.set_look(look)
    theme.set_text_scale(percent)
    page.resize(width, 700)
    for row in range(topics.count()):
        topics.setCurrentRow(row)
        QApplication.processEvents()
        assert reader.horizontalScrollBar().maximum() == 0, TOPICS[row]


def test_a_topic_asked_for_elsewhere_is_in_view_from_its_beginning(page, topics, reader, keys):
    page.resize(816, 400)
    page.read_topic("50-trends.md")
    assert topics.currentItem().text() == "How the charts are worked out"
    assert topics.visualItemRect(topics.currentItem()).bottom() <= topics.viewport().height()
    assert QApplication.focusWidget() is reader
    keys(Qt.Key.Key_PageDown)
    assert reader.verticalScrollBar().value() > 0
    page.read_topic("50-trends.md")
    assert reader.verticalScrollBar().value() == 0
