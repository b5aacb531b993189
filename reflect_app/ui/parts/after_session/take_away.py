"""What a person takes away from a session, in a few lines."""

from PySide6.QtCore import Signal

from reflect_app.domain.records import SessionRecord
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.growing_text import Asked
from reflect_app.ui.widgets.text import Secondary

CONFIDENCE = "Yours alone. What your supervisor shared in confidence stays with them."


class TakeAwayCard(Card):
    """What was realised, what will be done differently, and a strength that was named."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__("What I take away")
        self._fields = {
            "realised": Asked("Something I realised"),
            "chosen": Asked("What I choose to do differently"),
            "strengths": Asked("A strength that was named"),
        }
        for field in self._fields.values():
            field.changed.connect(self.changed)
            self.body.addWidget(field)
        self.body.addWidget(Secondary(CONFIDENCE))
        self.setFocusProxy(self._fields["realised"])

    def show_record(self, record: SessionRecord) -> None:
        """Show what is written in `record`."""
        for name, field in self._fields.items():
            field.set_text(getattr(record, name))

    def fill(self, record: SessionRecord) -> None:
        """Put what is written into `record`."""
        for name, field in self._fields.items():
            setattr(record, name, field.text())
