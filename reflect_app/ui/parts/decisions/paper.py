"""A decision on A4: what a printer and a PDF get."""

from collections.abc import Iterator

from reflect_app.domain.decisions import NO_QUESTION, passages, standing
from reflect_app.domain.records import Decision
from reflect_app.ui.printing.paper import Paper, Words


def on_paper(decision: Decision) -> Paper:
    """Return the whole of `decision`, set."""
    return Paper("Decision", _words(decision))


def _words(decision: Decision) -> Iterator[Words]:
    """Yield the question, how it stands, and every passage under its heading and its time."""
    yield Words("title", decision.question.strip() or NO_QUESTION)
    yield Words("note", standing(decision))
    for passage in passages(decision):
        if passage.heading:
            yield Words("heading", passage.heading)
        yield Words("label", passage.when)
        yield Words("text", passage.text)
