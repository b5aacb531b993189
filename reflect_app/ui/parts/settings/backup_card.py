"""The journal's backups: where they go, how old the newest is, and what is in the way of one."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from reflect_app.ui.backups import SECOND_SINCE, Place, when
from reflect_app.ui.moving import shown
from reflect_app.ui.page import Desk
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card, Line
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.text import Body, Secondary
from reflect_app.vault.errors import JournalError

CHOOSE = "Choose a second place"
ABOUT = (
    "Made each time you lock or quit, when something has changed, and encrypted like your journal."
)
WHY_SECOND = (
    "A stick or another drive: if this computer is lost or breaks, your journal is not. Reflect "
    "copies to it whenever it is connected."
)
OLD_KEY = (
    "A backup opens with the passphrase and the recovery key that held when it was made. After a "
    "change of either, keep the older one as long as you keep the older backups."
)
ITS_OWN = (
    "That is your journal's own folder, where backups go anyway. Please choose one on another "
    "drive."
)
LOOKING = "Reading the backups from end to end. You can go on meanwhile."
LOOKED = "Every backup that waited has been read from end to end."
NONE_YET = "None yet: the next lock makes the first."


class BackupCard(Card):
    """Both places, with what is known of each, and ways to a new backup."""

    lock_requested = Signal()
    """The journal is to be locked, which makes a backup."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Backups", ABOUT)
        self._desk = desk
        self._asked = False
        self._own = _PlaceLines("Beside your journal")
        self._second = _PlaceLines("A second place")
        self._choose = Button(CHOOSE)
        self._forget = Button("Do without it", kind="link")
        self._lock = Button("Lock and back up now")
        self._look = Button("Look through them now", kind="link")
        self._notice = Notice()
        self._choose.clicked.connect(self._choose_place)
        self._forget.clicked.connect(self._forget_place)
        self._lock.clicked.connect(self.lock_requested)
        self._look.clicked.connect(self._look_through)
        desk.backups.proven.connect(self._say_looked)
        for widget in (self._own, Line(), self._second, _row(self._choose, self._forget), Line(),
                       _row(self._lock, self._look), self._notice, Secondary(OLD_KEY)):  # fmt: skip
            self.body.addWidget(widget)
        self._show_second()

    def refresh(self) -> None:
        """Look again, in the worker, what there is."""
        self._notice.clear()
        self._show_second()
        self._desk.backups.look(self._desk.journal.vault_id, self, self._show)

    def _show_second(self) -> None:
        """Show at once whether there is a second place; how it stands comes from the worker."""
        chosen = len(self._desk.backups.places) > 1
        self._forget.setVisible(chosen)
        self._choose.setText("Choose another" if chosen else CHOOSE)
        if not chosen:
            self._second.say(WHY_SECOND)

    def _show(self, places: Sequence[Place]) -> None:
        today = self._desk.clock.today()
        self._own.say(in_words(places[0], today), places[0].trouble)
        for place in places[1:]:
            self._second.say(in_words(place, today), place.trouble, place.folder)
        self._look.setVisible(any(place.waiting for place in places))

    def _choose_place(self) -> None:
        name = QFileDialog.getExistingDirectory(self, CHOOSE, str(Path.home()))
        if not name:
            return
        folder, own = Path(name), self._desk.journal.folder
        if folder.resolve().is_relative_to(own.resolve()):
            self._notice.say(ITS_OWN)
            return
        self._keep(folder)

    def _forget_place(self) -> None:
        self._keep(None)
        self._choose.setFocus()

    def _keep(self, folder: Path | None) -> None:
        """Let the second place be `folder`; what lies in the one before stays there."""
        since = self._desk.clock.now().isoformat() if folder else None
        try:
            self._desk.journal.set_preference(SECOND_SINCE, since)
        except JournalError as error:
            self._notice.say(error.sentence)
            return
        self._desk.backups.choose_second_place(folder)
        self.refresh()

    def _look_through(self) -> None:
        self._asked = True
        self._notice.say(LOOKING)
        self._desk.backups.prove(self._desk.journal)

    def _say_looked(self) -> None:
        self.refresh()
        if self._asked:
            self._asked = False
            self._lock.setFocus()
            self._notice.say(LOOKED)


class _PlaceLines(QWidget):
    """One place: what it is called, how it stands, what is in the way, and where it is."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._state, self._trouble, self._path = Secondary(), Secondary(), Secondary()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for words in (Body(name), self._path, self._state, self._trouble):
            column.addWidget(words)
        self.say("")

    def say(self, state: str, trouble: str = "", folder: Path | None = None) -> None:
        """Show how it stands; of the journal's own folder the path is known elsewhere."""
        for words, text in (
            (self._state, state),
            (self._trouble, trouble),
            (self._path, shown(folder) if folder else ""),
        ):
            words.setText(text)
            words.setVisible(bool(text))


def in_words(place: Place, today: date) -> str:
    """Return how one place stands: "The newest is from Monday 23 November, 17:02. 12 in all."."""
    sentences = []
    if place.newest:
        sentences.append(f"The newest is from {when(place.newest, today)}. {place.count} in all.")
    elif place.waiting:
        sentences.append("None has been read from end to end yet.")
    elif not place.trouble:
        sentences.append(NONE_YET)
    if place.waiting:
        has = "1 has" if place.waiting == 1 else f"{place.waiting} have"
        sentences.append(f"{has} still to be read from end to end before it counts.")
    if place.damaged:
        made = when(place.damaged, today)
        sentences.append(f"The one of {made} is damaged; the next lock makes another.")
    return " ".join(sentences)


def _row(*buttons: Button) -> QWidget:
    row = QWidget()
    flow = FlowLayout(row, spacing=8)
    for button in buttons:
        flow.addWidget(button)
    return row
