"""Choosing a passphrase: five words as they are, or one's own with honest words about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from reflect_app.ui.widgets.beside import Beside
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.text import Secondary
from reflect_app.vault import passphrases

NOT_THE_SAME = "The two are not the same. Please type it once more."


class PassphraseChoice(QWidget):
    """Offers five words drawn by chance, and takes one's own instead, typed twice."""

    chosen = Signal(str)

    def __init__(self, action: str, *links: Button, name: str = "Your passphrase") -> None:
        """Name the button that takes it `action`; `links` stand beside the ways to choose.

        One's own is asked for as `name`.
        """
        super().__init__()
        self._own_name = name
        self._action = action
        self._links = links
        self.notice = Notice()
        self._label = QLabel()
        self._field = QLineEdit()
        self._label.setBuddy(self._field)
        self._bar = QProgressBar(textVisible=False, maximum=4)
        self._bar.setAccessibleName("Strength of the passphrase")
        self._bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._advice = Secondary()
        self._again_label = QLabel("Once more")
        self._again = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self._again.setAccessibleName("Once more")
        self._again_label.setBuddy(self._again)
        self._show = QCheckBox("Show what I type")
        self._other = Button("Suggest another", kind="link")
        self._own = Button("Choose my own", kind="link")
        self._continue = Button(action, kind="primary")
        self._field.textChanged.connect(self._weigh)
        self._field.returnPressed.connect(self._go_further)
        self._again.textChanged.connect(self.notice.clear)
        self._again.returnPressed.connect(self._go_on)
        self._show.toggled.connect(self._set_shown)
        self._other.clicked.connect(self._suggest)
        self._own.clicked.connect(self._choose_own)
        self._continue.clicked.connect(self._go_on)
        self._lay_out()
        self._suggest()

    def begin(self) -> None:
        """Let Enter take the suggestion, or type on where it is one's own."""
        (self._field if self._is_own else self._continue).setFocus()

    def set_busy(self, *, busy: bool) -> None:
        """Show that the keys are being worked out."""
        for button in (self._continue, self._other, self._own, *self._links):
            button.setEnabled(not busy)
        self._continue.setText("One moment" if busy else self._action)

    def _lay_out(self) -> None:
        ways = QWidget()
        flow = FlowLayout(ways, spacing=18)
        for button in (self._other, self._own, *self._links):
            button.setProperty("flush", True)
            flow.addWidget(button)
        row = QWidget()
        Beside(ways, self._continue, parent=row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (self._label, self._field, self._bar, self._advice, self._again_label,
                       self._again, self._show, self.notice, row):  # fmt: skip
            column.addWidget(widget)

    def _suggest(self) -> None:
        self._show_own(own=False)
        self._field.setText(passphrases.suggest())
        self._other.setText("Suggest another")
        self._continue.setFocus()

    def _choose_own(self) -> None:
        self._show_own(own=True)
        self._field.clear()
        self._again.clear()
        self._other.setText("Suggest one for me")
        self._field.setFocus()

    def _show_own(self, *, own: bool) -> None:
        self._is_own = own
        self._label.setText(self._own_name if own else "Suggested for you: write it down now")
        self._field.setAccessibleName("Passphrase" if own else "Suggested passphrase")
        self._field.setReadOnly(not own)
        for widget in (self._again_label, self._again, self._show):
            widget.setVisible(own)
        self._own.setVisible(not own)
        self._set_shown(self._show.isChecked() or not own)

    def _set_shown(self, shown: bool) -> None:  # noqa: FBT001
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self._field.setEchoMode(mode)
        self._again.setEchoMode(mode)

    def _weigh(self, text: str) -> None:
        strength = passphrases.strength(text) if self._is_own else passphrases.DRAWN
        self._bar.setValue(strength.level)
        self._advice.setText(strength.sentence)
        self.notice.clear()

    def _go_further(self) -> None:
        """Go on with Enter: to the second field first, while nothing is in it."""
        if self._is_own and not self._again.text():
            self._again.setFocus()
        else:
            self._go_on()

    def _go_on(self) -> None:
        if not self._continue.isEnabled():
            return
        passphrase = self._field.text()
        if self._is_own and passphrase != self._again.text():
            self.notice.say(NOT_THE_SAME)
            self._again.selectAll()
            self._again.setFocus()
            return
        self.chosen.emit(passphrase)
