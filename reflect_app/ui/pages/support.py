"""The support lines, one step away from every page."""

from PySide6.QtWidgets import QVBoxLayout

from reflect_app.domain.bank_holidays import NATION, NATIONS
from reflect_app.ui.page import Desk, Page
from reflect_app.ui.widgets.support_panel import SupportPanel
from reflect_app.ui.widgets.text import PageTitle, Secondary


class SupportPage(Page):
    """What to do and whom to ring when it is too much."""

    title = "Support"
    icon = "life-buoy"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._panel = SupportPanel(desk.theme)
        self.start_at(self._panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(4)
        column.addWidget(PageTitle(self.title))
        column.addWidget(Secondary("Also on the lock screen, without opening the journal."))
        column.addSpacing(12)
        column.addWidget(self._panel, 1)

    def refresh(self) -> None:
        """Show the person's own lines first, and those of where they work before the others."""
        journal = self.desk.journal
        own = [(line["who"], line["reach"]) for line in journal.preference("support", [])]
        self._panel.show_lines(own, NATIONS.get(journal.preference("nation", NATION), ""))
