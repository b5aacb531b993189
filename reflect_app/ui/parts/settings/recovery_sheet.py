"""A recovery key on the screen, until a part of it has been typed back."""

import secrets
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from reflect_app.ui.private_file import save_private
from reflect_app.ui.widgets.beside import Beside
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.text import Secondary
from reflect_app.vault import recovery_key

GROUPS_IN_A_ROW = 3
KEY_FILE = "recovery-key.txt"
KEY_SHEET = (
    "The recovery key of a Reflect journal\n\n{key}\n\nIt opens the journal without the "
    "passphrase. Keep it on paper or in a password manager, away from the computer the journal "
    "is on. Spaces, dashes and capitals make no difference when you type it.\n"
)
SAVED = "Saved. Move it off this computer: whoever has it can open the journal."


class RecoverySheet(QWidget):
    """Shows the recovery key, to be copied, saved or printed, and asks for one part of it."""

    kept = Signal()
    """The part that was asked for has been typed."""

    def __init__(self, key: str, action: str, *links: Button) -> None:
        """Name the button that goes on `action`; `links` stand beside the ways to keep it."""
        super().__init__()
        self._key = key
        self._action = action
        self._links = links
        self._groups = key.split("-")
        self._asked = secrets.randbelow(len(self._groups))
        self.notice = Notice()
        label = QLabel(f"Type part {self._asked + 1} of {len(self._groups)}, to show you have it")
        self._typed = QLineEdit()
        self._typed.setAccessibleName(label.text())
        label.setBuddy(self._typed)
        copy, save, print_it = Button("Copy it"), Button("Save it as a file"), Button("Print it")
        self._go = Button(action, kind="primary")
        copy.clicked.connect(self._copy)
        save.clicked.connect(self._save)
        print_it.clicked.connect(self._print)
        self._go.clicked.connect(self._go_on)
        self._typed.returnPressed.connect(self._go_on)
        ways, row = QWidget(), QWidget()
        flow = FlowLayout(ways, spacing=8)
        for button in (copy, save, print_it, *links):
            flow.addWidget(button)
        Beside(ways, self._go, parent=row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (_Parts(self._groups), label, self._typed, self.notice, row):
            column.addWidget(widget)

    def begin(self) -> None:
        """Wait for the part that is asked for."""
        self._typed.setFocus()

    def set_busy(self, *, busy: bool) -> None:
        """Show that the key is being put in its place."""
        for button in (self._go, *self._links):
            button.setEnabled(not busy)
        self._go.setText("One moment" if busy else self._action)

    def _go_on(self) -> None:
        if not self._go.isEnabled():
            return
        if recovery_key.tidy(self._typed.text()) == self._groups[self._asked]:
            self.kept.emit()
            return
        part = self._asked + 1
        self.notice.say(f"That is not part {part}: look for the small {part} above.")
        self._typed.selectAll()
        self._typed.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._key)
        self.notice.say("Copied. Paste it into a password manager, not into a note or a mail.")

    def _save(self) -> None:
        suggested = str(Path.home() / KEY_FILE)
        name, _ = QFileDialog.getSaveFileName(self, "Save the recovery key", suggested)
        if name:
            content = KEY_SHEET.format(key=self._key).encode()
            self.notice.say(save_private(Path(name), content, SAVED))

    def _print(self) -> None:
        # The first window does without what the pages that print bring along.
        from reflect_app.ui.printing.printer import chosen_printer  # noqa: PLC0415

        printer = chosen_printer(self)
        if printer is not None:
            sheet = QTextDocument()
            sheet.setPlainText(KEY_SHEET.format(key=self._key))
            sheet.print_(printer)
            self.notice.say("Sent to the printer.")


class _Parts(QFrame):
    """The groups of a recovery key, numbered, as they are to be copied on paper."""

    def __init__(self, groups: Sequence[str]) -> None:
        super().__init__()
        self.setProperty("part", "key")
        self.setAccessibleName("Recovery key")
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setVerticalSpacing(8)
        for place, group in enumerate(groups):
            row, column = divmod(place, GROUPS_IN_A_ROW)
            number, letters = Secondary(str(place + 1)), QLabel(group)
            letters.setProperty("part", "group")
            letters.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            letters.setAccessibleName(f"Part {place + 1}: {' '.join(group)}")
            grid.addWidget(number, row, 2 * column, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(letters, row, 2 * column + 1)
            grid.setColumnStretch(2 * column + 1, 1)
