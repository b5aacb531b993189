"""An agreement on A4: what a printer and a PDF get."""

from collections.abc import Iterator

from reflect_app.domain.agreements import heading, passages, standing
from reflect_app.domain.records import Agreement
from reflect_app.ui.printing.paper import Paper, Words

SIGNED = "Signed"
_ROOM = "\n"
"""Two empty lines: what a signature needs above it."""
_RULE = "_" * 36


def on_paper(agreement: Agreement) -> Paper:
    """Return the whole of `agreement`, set."""
    return Paper("Agreement", _words(agreement))


def _words(agreement: Agreement) -> Iterator[Words]:
    """Yield what it says, and once it is agreed, room for both to sign."""
    yield Words("title", heading(agreement))
    yield Words("note", standing(agreement))
    for passage in passages(agreement):
        yield Words("heading", passage.heading)
        for line in passage.lines:
            yield Words("text", line)
        for line in passage.listed:
            yield Words("item", line)
    if agreement.agreed_on:
        for _ in range(2):
            yield Words("text", _ROOM)
            yield Words("line", SIGNED, beside=_RULE)
