"""What is said of a page before it is handed over: what may tell too much, what to cut."""

from collections.abc import Collection, Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout

from reflect_app.domain.focus import USUAL_MINUTES, too_long
from reflect_app.domain.identifiers import NOTHING_FOUND, finds, in_words
from reflect_app.domain.one_page import OnePage
from reflect_app.domain.records import PageItem, Session
from reflect_app.ui.printing import PageSheet
from reflect_app.ui.widgets.text import Secondary

TOO_LONG = "This is more than one sheet holds."
_LONGEST = 40
"""Letters of a title within a sentence."""


class Guard(QFrame):
    """A quiet ground with what was found, or that nothing was."""

    def __init__(self) -> None:
        super().__init__()
        self._words = Secondary()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.addWidget(self._words)

    def say(self, words: str, found: bool) -> None:  # noqa: FBT001
        """Say what was looked for, and whether something was `found`."""
        self._words.setText(words)
        if self.property("found") != found:
            self.setProperty("found", found)
            for each in (self, self._words):
                each.style().polish(each)


def guarded(page: OnePage, allowed: Collection[str]) -> tuple[str, bool]:
    """Say what on `page` may identify somebody and where, and whether there is anything.

    Every text of the page is looked at, and nothing else; nothing of it is quoted.
    """
    said = []
    for place, texts in _places(page):
        found = [each for text in texts for each in finds(text, allowed)]
        if found:
            words = in_words(found)
            said.append(f"{place}: {words[0].lower()}{words[1:]}")
    return (" ".join(said), True) if said else (NOTHING_FOUND, False)


def remarks(page: OnePage, sheet: PageSheet, items: Collection[PageItem], session: Session) -> str:
    """Say what to cut from a page that does not fit, and that there is more than time for.

    `sheet` is `page` as it prints.
    """
    said = [] if sheet.fits() else [TOO_LONG, _what_to_cut(page, sheet.longest())]
    if too_long(items, session):
        wanted = sum(each.minutes or 0 for each in items if each.ticked)
        whole = session.minutes or USUAL_MINUTES
        said.append(f"{wanted} of {whole} minutes are spoken for: leave some for what comes up.")
    return " ".join(said)


def _what_to_cut(page: OnePage, place: int | None) -> str:
    """Say which part is the longest, and what could be done about it."""
    if place is None:
        return "A shorter question would make it fit."
    longest = page.parts[place]
    title = longest.title
    if len(title) > _LONGEST:
        title = f"{title[:_LONGEST].rpartition(' ')[0] or title[:_LONGEST]}…"
    less = "share less of it, or take" if longest.quote or longest.chart else "take"
    return f"The longest is {place + 1}, “{title}”: {less} something off the page."


def _places(page: OnePage) -> list[tuple[str, Sequence[str]]]:
    """Return all texts of `page`, by where they are."""
    parts = [
        (f"In {number}", list(part.texts())) for number, part in enumerate(page.parts, start=1)
    ]
    told = {text for _, texts in parts for text in texts}
    rest = [text for text in page.texts() if text not in told]
    return [("In your focus", rest), *parts]
