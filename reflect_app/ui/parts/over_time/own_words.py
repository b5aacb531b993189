"""What a year of sessions left a person with, read again in their own words."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.domain.identifiers import finds, in_words
from reflect_app.domain.over_time import OWN_WORDS, OwnWords, own_words_as_text
from reflect_app.domain.supervision import day_in_words
from reflect_app.ui.page import Desk
from reflect_app.ui.parts.over_time.documents import words_pdf
from reflect_app.ui.parts.over_time.saving import NOT_ENCRYPTED, Saved, SaveWays
from reflect_app.ui.parts.settings.contacts_card import own_contacts
from reflect_app.ui.widgets.beside import Beside
from reflect_app.ui.widgets.column import reading_width
from reflect_app.ui.widgets.rows import Rows
from reflect_app.ui.widgets.sheet import Sheet
from reflect_app.ui.widgets.text import Body, Secondary, Serif

FOR_YOU = f"Only for you. {NOT_ENCRYPTED}"
_LEAST, _SIDE = 300, 220
"""Least widths of the words and of what stands beside them, in pixels at 100 % text."""


class OwnWordsCard(Sheet):
    """What was realised and chosen, session by session; out of sight while nothing was."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(OWN_WORDS, "What you realised and what you chose, session by session.")
        self._desk = desk
        self._shown: tuple[Sequence[OwnWords], int] = ([], 0)
        """The words, and the year in which their days go without one."""
        self._rows = Rows("sessions")
        saved = Saved(
            what="my year in my own words",
            name="year",
            pdf=lambda: words_pdf(self._shown[0]),
            text=lambda: own_words_as_text(self._shown[0]),
            doubt=self._doubt,
        )
        self._ways = SaveWays(saved)
        both, self._side = QWidget(), QWidget()
        column = QVBoxLayout(self._side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Secondary(FOR_YOU))
        column.addWidget(self._ways)
        column.addStretch(1)
        Beside(self._rows, self._side, shares=(9, 5), spacing=24, parent=both)
        self.body.addWidget(both)
        desk.theme.changed.connect(self._fit)
        self._fit()

    def show_words(self, words: Sequence[OwnWords], today: date) -> None:
        """Show `words`, which are in the order of their sessions."""
        self._ways.notice.clear()
        if (words, today.year) == self._shown:
            return
        self._shown = words, today.year
        self._rows.fill([partial(_Words, each, today) for each in words])
        self.setVisible(bool(words))

    def _doubt(self) -> str:
        """Say what in these words may tell who somebody is; nothing where no pattern is found."""
        allowed = own_contacts(self._desk.journal)
        # Without the days of the sessions: an early one would pass for a date of birth.
        text = "\n".join(text for each in self._shown[0] for _, text in each.parts())
        found = finds(text, allowed, today=self._desk.clock.today())
        return in_words(found) if found else ""

    def _fit(self) -> None:
        """Set the buttons below the words before the lines grow too short to read."""
        scale = self._desk.theme.text_scale
        self._rows.setMinimumWidth(_LEAST * scale // 100)
        self._rows.setMaximumWidth(reading_width(self._desk.theme.font("serif")))
        self._side.setMinimumWidth(_SIDE * scale // 100)


class _Words(QWidget):
    """What was written of one session."""

    def __init__(self, words: OwnWords, today: date) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(4)
        column.addWidget(Body(f"{day_in_words(words.day, today)}, {words.kind}"))
        for heading, text in words.parts():
            column.addWidget(Secondary(heading))
            column.addWidget(Serif(text))
