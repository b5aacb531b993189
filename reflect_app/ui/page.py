"""What a page is, and what it works with."""

from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from reflect_app.domain.clock import Clock
from reflect_app.ui.background import Background
from reflect_app.ui.backups import Backups
from reflect_app.ui.theme import Theme
from reflect_app.vault.journal import Journal


@dataclass(frozen=True, repr=False)
class Desk:
    """What lies before every page for as long as one journal is open."""

    journal: Journal
    clock: Clock
    theme: Theme
    background: Background
    backups: Backups


class Page(QWidget):
    """One screen of the workspace; it speaks to the others only through these signals."""

    title: ClassVar[str]
    """Its name in the navigation, and what a screen reader hears."""
    belongs_to: ClassVar[str] = ""
    """The title of the page in the navigation that leads here, for one that is not in it."""

    write_requested = Signal(str)
    """A new reflection is wanted, with the reflective model of this key."""
    edit_requested = Signal(object)
    """This entry id is to be gone on with; ids exceed 32 bits, hence `object`."""
    read_requested = Signal(object)
    """This entry id is to be shown in the Journal."""
    page_requested = Signal(str)
    """The page of this title is to be shown."""
    room_requested = Signal(str, object)
    """The page of this title is to be shown, about the thing with this id."""
    help_requested = Signal(str)
    """The topic of Help in this file is to be read."""
    search_requested = Signal()
    """The Journal is to be shown, ready to be searched."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._start: QWidget | None = None
        self.setAccessibleName(self.title)

    def start_at(self, widget: QWidget) -> None:
        """Let whoever gives the page the focus come to `widget`.

        Tab would follow a focus proxy too, past all that stands before it on the page.
        """
        self._start = widget

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus on to where the page starts."""
        if self._start:
            self._start.setFocus(event.reason())

    def refresh(self) -> None:
        """Read again from the journal; called whenever the page comes into view."""

    def look_at(self, what: object) -> None:
        """Show the thing with the id `what`; called before the page comes into view."""

    def flush(self) -> None:
        """Save what is not saved yet, now; raise JournalError when it cannot be."""
