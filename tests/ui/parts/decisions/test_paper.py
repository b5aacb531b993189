"""A decision on paper: all of it, whatever the screen looks like, and no heading left alone."""

from datetime import UTC, date, datetime

from PySide6.QtGui import QTextDocument

from reflect_app.domain import decisions
from reflect_app.domain.decisions import DRAFTED, PARTS
from reflect_app.ui.parts.decisions.paper import on_paper
from reflect_app.ui.parts.decisions.reading import set_decision

NOW = datetime(2026, 11, 20, 15, 10, tzinfo=UTC)


def a_decision(lines=1):
    decision = decisions.draft(NOW, date(2026, 11, 20))
    decision.question = "Is it mine to say?"
    for part in DRAFTED:
        decisions.write(decision, part, "A line.\n" * lines, NOW)
    decisions.record(decision, NOW)
    return decision


def test_it_is_the_same_in_every_look_and_size(theme):
    plain = on_paper(a_decision(30))
    theme.set_look("dark")
    theme.set_text_scale(200)
    assert on_paper(a_decision(30)).pdf() == plain.pdf()
    assert plain.sheets > 1


def test_what_the_file_says_about_itself_is_neutral(qapp):
    content = on_paper(a_decision()).pdf()
    assert "Decision".encode("utf-16-be") in content
    assert "mine".encode("utf-16-be") not in content
    assert b"mine" not in content


def test_without_a_question_it_says_so(theme):
    document, empty = QTextDocument(), decisions.draft(NOW, date(2026, 11, 20))
    set_decision(document, empty, theme)
    assert document.toPlainText().startswith(decisions.NO_QUESTION)
    assert on_paper(empty).words[0].text == decisions.NO_QUESTION


def test_what_was_added_stands_under_the_heading_of_its_part(qapp):
    decision = a_decision()
    decisions.add(decision, "options", "Another way.", NOW)
    said = [(words.kind, words.text) for words in on_paper(decision).words]
    at = said.index(("heading", PARTS["options"].heading))
    assert [kind for kind, _ in said[at : at + 5]] == ["heading", "label", "text", "label", "text"]
    assert said[at + 3][1].startswith("Added Friday 20 November 2026")
