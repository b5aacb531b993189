"""What a session is called, and what else may be said of it: all but its day and time."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QSizePolicy, QVBoxLayout, QWidget

from reflect_app.domain.contacts import MODES
from reflect_app.domain.records import Session
from reflect_app.domain.supervision import KINDS
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.fields import ListField, NumberField
from reflect_app.ui.widgets.writing import OneLine

OWN_NAME = "A name of your own"
MORE = "More about it: how long, where, with whom"
NOT_SAID = "Not said"
LONGEST = 480
"""Minutes: a whole day away with a group, and no further."""
_OWN = ""
_MODES: Mapping[str, str] = {
    "": NOT_SAID,
    **{key: name for key, name in MODES.items() if key != "writing"},
}


class KindFields(QWidget):
    """One of the usual kinds of session, one that was named before, or a new name."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._list = ListField("Kind of session", KINDS)
        # As wide as its names, not as the sheet.
        self._list.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._name = OneLine("What it is called where you work", "Name of this kind of session")
        self._list.currentIndexChanged.connect(self._show_name)
        self._list.currentIndexChanged.connect(self.changed)
        self._name.textChanged.connect(self.changed)
        self.setFocusProxy(self._list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._list)
        column.addWidget(self._name)
        self._show_name()

    def show_kind(self, kind: str, own: Iterable[str]) -> None:
        """Show `kind`; `changed` stays silent. What the person named, `own`, is offered too."""
        with QSignalBlocker(self):
            self._list.clear()
            for each in (*KINDS, *sorted({*own, kind} - KINDS.keys())):
                self._list.addItem(KINDS.get(each, each), each)
            self._list.addItem(OWN_NAME, _OWN)
            self._name.clear()
            self._list.set_value(kind)

    def kind(self) -> str:
        """Return a key of KINDS or the person's own name for it."""
        return self._list.value() or self._name.text().strip() or next(iter(KINDS))

    def _show_name(self) -> None:
        self._name.setVisible(self._list.value() == _OWN)


class AboutFields(QWidget):
    """How long, how, where and with whom; folded away until it is wanted or said."""

    def __init__(self) -> None:
        super().__init__()
        self._unfold = Button(MORE, kind="link")
        self._unfold.setProperty("flush", True)
        self._unfold.clicked.connect(self._open)
        self._minutes = NumberField("Length in minutes", least=0, most=LONGEST)
        self._minutes.setSpecialValueText(NOT_SAID)
        self._minutes.setSuffix(" minutes")
        self._minutes.setSingleStep(5)
        self._mode = ListField("How you meet", _MODES)
        self._place = OneLine("A room, a building", "Place")
        self._with_whom = OneLine("A role or a word for them, never a need for a name", "With whom")
        self._group = QCheckBox("In a group")
        self._fields = QWidget()
        form = QFormLayout(self._fields)
        form.setContentsMargins(0, 0, 0, 0)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for words, field in (
            ("How long", self._minutes),
            ("How", self._mode),
            ("Where", self._place),
            ("With whom", self._with_whom),
            ("", self._group),
        ):
            form.addRow(words, field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._unfold, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._fields)

    def show_about(self, session: Session) -> None:
        """Show what is known of `session`."""
        self._minutes.setValue(session.minutes or 0)
        self._mode.set_value(session.mode)
        self._place.setText(session.place)
        self._with_whom.setText(session.with_whom)
        self._group.setChecked(session.in_group)
        said = session.minutes or session.mode or session.place or session.with_whom
        self._fold(folded=not (said or session.in_group))

    def put_into(self, session: Session) -> None:
        """Let `session` have what is put in."""
        session.minutes = self._minutes.value() or None
        session.mode = self._mode.value()
        session.place = self._place.text().strip()
        session.with_whom = self._with_whom.text().strip()
        session.in_group = self._group.isChecked()

    def _open(self) -> None:
        self._fold(folded=False)
        self._minutes.setFocus()

    def _fold(self, *, folded: bool) -> None:
        self._fields.setVisible(not folded)
        self._unfold.setVisible(folded)
