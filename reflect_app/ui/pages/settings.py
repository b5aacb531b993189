"""How the journal looks, locks and opens, and what is usual for its author: each at once."""

from typing import Final, cast

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from reflect_app import __version__
from reflect_app.ui.page import Desk, Page
from reflect_app.ui.parts.settings.backup_card import BackupCard
from reflect_app.ui.parts.settings.contacts_card import ContactsCard
from reflect_app.ui.parts.settings.keychain_card import KeychainCard
from reflect_app.ui.parts.settings.keys_card import KeysCard
from reflect_app.ui.parts.settings.place_card import PlaceCard
from reflect_app.ui.parts.settings.reminders_card import RemindersCard
from reflect_app.ui.parts.settings.week_card import WeekCard
from reflect_app.ui.settings import Look, Reading, Settings
from reflect_app.ui.widgets.beside import Beside
from reflect_app.ui.widgets.card import Card, Line
from reflect_app.ui.widgets.fields import NumberField
from reflect_app.ui.widgets.page_frame import PageFrame
from reflect_app.ui.widgets.segments import Segments
from reflect_app.ui.widgets.text import Body, Secondary, Serif

LOOKS: Final[tuple[tuple[Look, str], ...]] = (
    ("system", "As the system says"),
    ("light", "Light"),
    ("dark", "Dark"),
)
TEXT_SIZES: Final = tuple((str(percent), f"{percent} %") for percent in range(100, 201, 25))
READINGS: Final[tuple[tuple[Reading, str], ...]] = (
    ("serif", "Serif"),
    ("hyperlegible", "Atkinson Hyperlegible"),
)
SHORTEST, LONGEST = 1, 60
"""Minutes without a key or the mouse before it locks."""
SAMPLE = "A few lines after a hard visit. They are yours."
LICENCES = (
    f"Version {__version__}, MIT licence. Built with Qt under the LGPL. The fonts Inter, Source "
    "Serif and Atkinson Hyperlegible are under the SIL Open Font Licence, the Lucide icons under "
    "the ISC licence."
)


COVER = "Cover the window while another program is in front"


class LookCard(Card):
    """Light or dark, how large, and in which letters; the words below show it."""

    def __init__(self, desk: Desk, settings: Settings) -> None:
        super().__init__("How it looks")
        self._theme = desk.theme
        self._settings = settings
        self._look = Segments("Look", LOOKS)
        self._size = Segments("Text size", TEXT_SIZES)
        self._reading = Segments("Letters for what you write", READINGS)
        self._look.chosen.connect(self._set_look)
        self._size.chosen.connect(self._set_size)
        self._reading.chosen.connect(self._set_reading)
        self.setFocusProxy(self._look)
        for words, choice in (
            ("Look", self._look),
            ("Text size", self._size),
            ("Letters for what you write", self._reading),
        ):
            self.body.addWidget(_Row(words, choice))
        self.body.addWidget(Line())
        self.body.addWidget(Serif(SAMPLE))

    def refresh(self) -> None:
        """Show what holds now; the View menu changes it too."""
        size = str(self._settings.text_scale)
        self._look.set_value(self._settings.look)
        # A size from elsewhere may lie between two of these.
        self._size.set_value(size if size in dict(TEXT_SIZES) else None)
        self._reading.set_value(self._settings.reading)

    def _set_look(self, key: str) -> None:
        self._settings.look = cast("Look", key)
        self._theme.set_look(self._settings.look)

    def _set_size(self, key: str) -> None:
        self._settings.text_scale = int(key)
        self._theme.set_text_scale(self._settings.text_scale)

    def _set_reading(self, key: str) -> None:
        self._settings.reading = cast("Reading", key)
        self._theme.set_reading(self._settings.reading)


class LockCard(Card):
    """How long the journal stays open with nobody there."""

    changed = Signal(int)
    """Minutes from now on."""

    def __init__(self, settings: Settings) -> None:
        super().__init__("Locking")
        self._settings = settings
        self._minutes = NumberField("Minutes until it locks", least=SHORTEST, most=LONGEST)
        self._cover = QCheckBox()
        self._cover.setAccessibleName(COVER)
        self._minutes.valueChanged.connect(self._set)
        self._cover.toggled.connect(self._set_cover)
        self.body.addWidget(_Row("Lock by itself after", self._minutes))
        self.body.addWidget(
            Secondary(
                "Counted from the last key or movement of the mouse. Ctrl+L locks at any moment."
            )
        )
        self.body.addWidget(_Row(COVER, self._cover))

    def refresh(self) -> None:
        """Show what holds now."""
        with QSignalBlocker(self._minutes):
            self._minutes.setValue(self._settings.auto_lock_minutes)
        with QSignalBlocker(self._cover):
            self._cover.setChecked(self._settings.cover_when_away)
        self._name_unit()

    def flush(self) -> None:
        """Take a number that was typed and not yet ended with Enter."""
        self._minutes.interpretText()

    def _set(self, minutes: int) -> None:
        self._name_unit()
        self._settings.auto_lock_minutes = minutes
        self.changed.emit(minutes)

    def _set_cover(self, on: bool) -> None:  # noqa: FBT001
        self._settings.cover_when_away = on

    def _name_unit(self) -> None:
        self._minutes.setSuffix(" minute" if self._minutes.value() == 1 else " minutes")


class SettingsPage(Page):
    """What a person can choose about the app on this computer, and about their journal."""

    title = "Settings"

    auto_lock_changed = Signal(int)
    """The journal locks after this many minutes from now on."""
    another_requested = Signal(object)
    """The journal in the folder of this Path is to be opened instead."""
    move_requested = Signal(object)
    """The journal is to lie in the folder of this Path."""
    new_keys_wanted = Signal(object)
    """The journal is to be encrypted anew under these NewKeys."""
    lock_requested = Signal()
    """The journal is to be locked."""

    def __init__(self, desk: Desk, settings: Settings) -> None:
        super().__init__(desk)
        self._look = LookCard(desk, settings)
        self._lock = LockCard(settings)
        self._week = WeekCard(desk)
        self._reminders = RemindersCard(desk)
        self._keys = KeysCard(desk)
        self._keychain = KeychainCard(desk)
        self._contacts = ContactsCard(desk, settings)
        self._place = PlaceCard(desk.journal.folder)
        self._backups = BackupCard(desk)
        self._frame = PageFrame(self.title, "Each change holds at once.")
        self._lock.changed.connect(self.auto_lock_changed)
        self._place.another_requested.connect(self.another_requested)
        self._place.move_requested.connect(self.move_requested)
        self._backups.lock_requested.connect(self.lock_requested)
        self._keys.new_keys_wanted.connect(self.new_keys_wanted)
        self._keys.changed.connect(self._keychain.turn_off)
        desk.theme.changed.connect(self._look.refresh)
        self.start_at(self._look)
        self._lay_out()
        self.refresh()

    def refresh(self) -> None:
        """Show what holds now."""
        for card in (self._look, self._lock, self._week, self._reminders, self._contacts,
                     self._keychain, self._place, self._backups):  # fmt: skip
            card.refresh()

    def flush(self) -> None:
        """Keep what was just typed; raise JournalError when it cannot be."""
        for card in (self._lock, self._week, self._contacts):
            card.flush()

    def _lay_out(self) -> None:
        about = Card("About Reflect", LICENCES)
        columns, left, right = QWidget(), QWidget(), QWidget()
        for side, cards in (
            (left, (self._look, self._week, self._contacts, self._backups)),
            (right, (self._lock, self._reminders, self._keys, self._keychain, self._place, about)),
        ):
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(16)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
        Beside(left, right, shares=(1, 1), parent=columns)
        self._frame.body.addWidget(columns, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._frame)


class _Row(QWidget):
    """A few words and the control that belongs to them."""

    def __init__(self, words: str, control: QWidget) -> None:
        super().__init__()
        Beside(Body(words), control, parent=self)
