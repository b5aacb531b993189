"""The people a person can turn to themselves, kept beside the public lines."""

from typing import TypedDict

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from reflect_app.ui.page import Desk
from reflect_app.ui.settings import MOST_LINES, Settings, SupportLine
from reflect_app.ui.widgets.beside import Beside
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.text import Secondary
from reflect_app.ui.widgets.writing import OneLine
from reflect_app.vault.errors import JournalError
from reflect_app.vault.journal import Journal

SUPPORT = "support"
"""The journal's preference that holds them."""
IN_THE_OPEN = (
    "What is ticked “Also while locked” is then kept in the open on this computer, not "
    "encrypted, and anybody at the lock screen can read it."
)
AS_IT_WAS = (
    "What the lock screen shows could not be changed just now and is as it was. Please allow "
    "writing in the folder of your settings and tick it once more."
)
LONGEST = 60
"""Characters of a name, a number or an address."""


class Contact(TypedDict):
    """One line as the journal keeps it."""

    who: str
    reach: str
    while_locked: bool


def own_contacts(journal: Journal) -> list[str]:
    """Return the lines of the person's own contacts, which identify nobody else."""
    kept: list[Contact] = journal.preference(SUPPORT, [])
    return [line for contact in kept for line in (contact["who"], contact["reach"])]


class ContactsCard(Card):
    """Up to six lines, kept in the journal; the ticked ones on the lock screen too."""

    def __init__(self, desk: Desk, settings: Settings) -> None:
        super().__init__(
            "People you can turn to",
            "A union rep, your GP, a colleague you trust: they stand first on the Support page.",
        )
        self._journal = desk.journal
        self._settings = settings
        self._lines: list[_ContactLine] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(12)
        self._open = Secondary(IN_THE_OPEN)
        self._notice = Notice()
        self._add = Button("Add somebody")
        self._add.clicked.connect(self._begin)
        way = QWidget()
        FlowLayout(way).addWidget(self._add)
        self.body.addLayout(self._rows)
        for widget in (self._open, self._notice, way):
            self.body.addWidget(widget)

    def refresh(self) -> None:
        """Show what is kept."""
        kept = self._kept()
        if kept != [line.contact() for line in self._lines]:
            for line in tuple(self._lines):
                self._take_away(line)
            for contact in kept:
                self._show(contact)
        self._notice.clear()
        self._fit()

    def flush(self) -> None:
        """Keep what was just typed; raise JournalError."""
        self._save()

    def _begin(self) -> None:
        line = self._show(Contact(who="", reach="", while_locked=False))
        self._fit()
        line.begin()

    def _show(self, contact: Contact) -> "_ContactLine":
        line = _ContactLine(contact)
        line.changed.connect(self._keep)
        line.removed.connect(lambda: self._remove(line))
        self._lines.append(line)
        self._rows.addWidget(line)
        line.show()
        self._number()
        return line

    def _remove(self, line: "_ContactLine") -> None:
        self._take_away(line)
        self._fit()
        self._add.setFocus()
        self._keep()

    def _take_away(self, line: "_ContactLine") -> None:
        self._lines.remove(line)
        self._rows.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._number()

    def _number(self) -> None:
        for number, line in enumerate(self._lines, start=1):
            line.set_number(number)

    def _fit(self) -> None:
        self._open.setVisible(bool(self._lines))
        self._add.setEnabled(len(self._lines) < MOST_LINES)

    def _keep(self) -> None:
        self._notice.clear()
        try:
            self._save()
        except JournalError as error:
            self._notice.say(error.sentence)

    def _save(self) -> None:
        """Save what was changed here; nothing is put in the open before the journal has it."""
        shown = self._shown()
        if shown == self._kept():
            return
        self._journal.set_preference(SUPPORT, shown)
        in_the_open = tuple(_spoken(contact) for contact in shown if contact["while_locked"])
        if in_the_open != self._settings.open_support:
            before, self._settings.open_support = self._settings.open_support, in_the_open
            if not self._settings.save():
                self._settings.open_support = before
                self._notice.say(AS_IT_WAS)

    def _shown(self) -> list[Contact]:
        contacts = (line.contact() for line in self._lines)
        return [each for each in contacts if each["who"] or each["reach"]]

    def _kept(self) -> list[Contact]:
        """Return what the journal holds, ticked where this computer has it in the open.

        The journal may have been on another computer since, whose lock screen this one's is not.
        """
        kept: list[Contact] = self._journal.preference(SUPPORT, [])
        in_the_open = self._settings.open_support
        return [
            Contact(
                who=contact["who"],
                reach=contact["reach"],
                while_locked=_spoken(contact) in in_the_open,
            )
            for contact in kept
        ]


def _spoken(contact: Contact) -> SupportLine:
    return contact["who"], contact["reach"]


class _ContactLine(QWidget):
    """Who, and how to reach them."""

    changed = Signal()
    removed = Signal()

    def __init__(self, contact: Contact) -> None:
        super().__init__()
        self._who = OneLine("Who", "")
        self._reach = OneLine("Number or address", "")
        self._locked = QCheckBox("Also while locked")
        self._remove = Button("Remove", kind="link")
        self._who.setText(contact["who"])
        self._reach.setText(contact["reach"])
        with QSignalBlocker(self._locked):
            self._locked.setChecked(contact["while_locked"])
        self._remove.setProperty("flush", True)
        for field in (self._who, self._reach):
            field.setMaxLength(LONGEST)
            field.setCursorPosition(0)
            field.editingFinished.connect(self.changed)
        self._locked.toggled.connect(self.changed)
        self._remove.clicked.connect(self.removed)
        fields, ways = QWidget(), QWidget()
        Beside(self._who, self._reach, shares=(1, 1), spacing=8, parent=fields)
        Beside(self._locked, self._remove, parent=ways)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(fields)
        column.addWidget(ways)

    def begin(self) -> None:
        """Be ready to be typed in."""
        self._who.setFocus()

    def set_number(self, number: int) -> None:
        """Tell a screen reader which of the lines it is."""
        self._who.setAccessibleName(f"Who, line {number}")
        self._reach.setAccessibleName(f"Number or address, line {number}")
        self._locked.setAccessibleName(f"Line {number} also while locked")
        self._remove.setAccessibleName(f"Remove line {number}")

    def contact(self) -> Contact:
        """Return it as it is to be kept."""
        return Contact(
            who=self._who.text().strip(),
            reach=self._reach.text().strip(),
            while_locked=self._locked.isChecked(),
        )
