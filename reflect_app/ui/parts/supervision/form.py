"""What the forms of Supervision have in common: a title, two buttons, Enter and Escape."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from reflect_app.domain.records import Session
from reflect_app.ui.page import Desk
from reflect_app.ui.parts.supervision.when_fields import UNCLEAR_TIME, WhenFields
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.text import CardTitle
from reflect_app.vault.errors import JournalError


class Form(Card):
    """A sheet about one session, out of sight until it is wanted."""

    saved = Signal(object)
    """This session, as it is stored."""
    left = Signal()

    def __init__(self, desk: Desk, when: WhenFields, leave: str) -> None:
        super().__init__()
        self._desk = desk
        self._when = when
        self._id: int | None = None
        """Which session it is about, None while that is a new one."""
        self._title = CardTitle()
        self._notice = Notice()
        self._save, self._cancel = Button("", kind="primary"), Button(leave, kind="link")
        self._save.clicked.connect(self._store)
        self._cancel.clicked.connect(self._leave)
        self.setFocusProxy(when)
        self.hide()

    def put_away(self) -> None:
        """Close the form."""
        self._id = None
        self.hide()

    def forget(self, session: Session) -> None:
        """Close the form if it is about `session`, which is not as it was any more."""
        if self._id == session.id:
            self.put_away()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save with Enter in a field, leave with Escape."""
        in_a_field = not isinstance(self.focusWidget(), Button)
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and in_a_field:
            self._store()
        else:
            super().keyPressEvent(event)

    def _lay_out(self, *fields: QWidget) -> None:
        """Set `fields` between the title and the buttons, one below the other."""
        self.body.addWidget(self._title)
        for field in fields:
            self.body.addWidget(field)
        self.body.addWidget(self._notice)
        actions = QHBoxLayout()
        actions.setSpacing(4)
        actions.addWidget(self._save)
        actions.addWidget(self._cancel)
        actions.addStretch()
        self.body.addLayout(actions)

    def _store(self) -> None:
        if not self._when.isHidden() and self._when.is_unclear():
            self._notice.say(UNCLEAR_TIME)
            return
        try:
            stored = self._stored()
        except JournalError as error:
            self._notice.say(error.sentence)
            return
        if stored:
            self.put_away()
            self.saved.emit(stored)

    def _stored(self) -> Session | None:
        """Store what is put in; return None once it is said why that cannot be."""
        raise NotImplementedError

    def _leave(self) -> None:
        self.put_away()
        self.left.emit()
