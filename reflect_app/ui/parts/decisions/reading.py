"""A decision as a document in the look in force, to be read on the screen."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from reflect_app.domain.decisions import NO_QUESTION, passages, standing
from reflect_app.domain.records import Decision
from reflect_app.ui.theme import READING_LINE_HEIGHT, Theme, line_height
from reflect_app.ui.widgets.writing import wrapping

_NEW_LINE = "\u2028"


def set_decision(document: QTextDocument, decision: Decision, theme: Theme) -> None:
    """Fill `document` with the whole of `decision`."""
    document.clear()
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for number, paragraph in enumerate(_paragraphs(decision, theme)):
        if number:
            cursor.insertBlock()
        cursor.setBlockFormat(paragraph.format(first=not number))
        for place, (words, font, ink) in enumerate(paragraph.runs):
            shape = QTextCharFormat()
            shape.setFont(font)
            shape.setForeground(ink)
            cursor.insertText(f"{_NEW_LINE if place else ''}{words}", shape)
    cursor.endEditBlock()
    option = document.defaultTextOption()
    option.setWrapMode(wrapping(document.toRawText()))
    document.setDefaultTextOption(option)


@dataclass(frozen=True, repr=False)
class _Paragraph:
    """Lines one below the other, and the room above them."""

    runs: tuple[tuple[str, QFont, QColor], ...]
    above: float
    reads: bool = True
    """It is set for reading: what a person wrote at length."""

    def format(self, *, first: bool) -> QTextBlockFormat:
        """Return how it stands on the page; the `first` one needs no room above."""
        block = QTextBlockFormat()
        block.setTopMargin(0 if first else self.above)
        block.setLineHeight(
            line_height(self.runs[-1][1], READING_LINE_HEIGHT if self.reads else 1.4),
            QTextBlockFormat.LineHeightTypes.ProportionalHeight.value,
        )
        return block


def _paragraphs(decision: Decision, theme: Theme) -> Iterator[_Paragraph]:
    """Yield the question, how it stands, and every passage under its heading and its time."""
    ink, light = theme.colour("text"), theme.colour("muted")
    name, card, small = theme.font("name"), theme.font("card"), theme.font("small")
    serif = theme.font("serif")
    em = serif.pointSizeF()
    question = decision.question.strip() or NO_QUESTION
    yield _Paragraph(((question, name, ink),), 0, reads=False)
    yield _Paragraph(((standing(decision), small, light),), em * 0.3, reads=False)
    for passage in passages(decision):
        first, *rest = passage.text.split("\n")
        heading = ((passage.heading, card, ink),) if passage.heading else ()
        when = (passage.when, small, light)
        yield _Paragraph((*heading, when, (first, serif, ink)), em * (1.8 if heading else 1.0))
        for line in rest:
            yield _Paragraph(((line, serif, ink),), 0)
