"""The navigation and the pages, for as long as one journal is open."""

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QCoreApplication, QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from reflect_app.domain.records import Entry
from reflect_app.ui import desktop
from reflect_app.ui.backups import REMOVE_BEFORE
from reflect_app.ui.desktop.notify import Notifications
from reflect_app.ui.handover import Handover, Standby
from reflect_app.ui.inactivity import Inactivity
from reflect_app.ui.last_seen import LastSeen
from reflect_app.ui.page import Desk, Page
from reflect_app.ui.pages.after_session import AfterSessionPage
from reflect_app.ui.pages.agreements import AgreementsPage
from reflect_app.ui.pages.decisions import DecisionsPage
from reflect_app.ui.pages.help import HelpPage
from reflect_app.ui.pages.journal import JournalPage
from reflect_app.ui.pages.over_time import OverTimePage
from reflect_app.ui.pages.plan import PlanPage
from reflect_app.ui.pages.prepare import PreparePage
from reflect_app.ui.pages.settings import SettingsPage
from reflect_app.ui.pages.supervision import SupervisionPage
from reflect_app.ui.pages.support import SupportPage
from reflect_app.ui.pages.today import TodayPage
from reflect_app.ui.pages.trends import TrendsPage
from reflect_app.ui.pages.write import WritePage
from reflect_app.ui.parts.journal.deleted import remove_for_good
from reflect_app.ui.reminders import Reminders
from reflect_app.ui.settings import Settings
from reflect_app.ui.widgets.nav import Navigation, Place
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.stops import move_on
from reflect_app.vault.errors import JournalError

PAGES: tuple[type[Page], ...] = (TodayPage, JournalPage, PlanPage, SupervisionPage, TrendsPage)
"""The thread, in the order of the navigation and of Ctrl+1 to Ctrl+5."""
ASIDE: tuple[type[Page], ...] = (SupportPage, HelpPage, SettingsPage)
ROOMS: tuple[type[Page], ...] = (
    PreparePage,
    AfterSessionPage,
    AgreementsPage,
    DecisionsPage,
    OverTimePage,
)
"""What is reached from another page and belongs to it."""

STANDBY_AFTER = 2_000
"""Milliseconds after opening: by then Today stands, and nobody waits for the processor."""
LOCK_NOW = "Lock now"
SHORTCUTS = {
    **{page.title: f"Ctrl+{number}" for number, page in enumerate(PAGES, start=1)},
    SupportPage.title: "Ctrl+H",
    HelpPage.title: "F1",
    SettingsPage.title: "Ctrl+,",
    LOCK_NOW: "Ctrl+L",
}


class Workspace(QWidget):
    """Everything a person does in an open journal."""

    lock_requested = Signal(str)
    """Time to lock, for one of `lock_screen.REASONS`."""
    another_requested = Signal(object)
    """The journal in the folder of this Path is to be opened instead."""
    move_requested = Signal(object)
    """Everything is saved; the journal is to lie in the folder of this Path."""
    new_keys_wanted = Signal(object)
    """Everything is saved; the journal is to be encrypted anew under these NewKeys."""

    def __init__(self, desk: Desk, settings: Settings) -> None:
        super().__init__()
        self._desk = desk
        self._settings = settings
        self._pages: dict[str, Page] = {}
        pages: tuple[type[Page], ...] = (*PAGES, *ASIDE, *ROOMS, WritePage)
        self._makers = {page.title: self._maker(page) for page in pages}
        self._stack = QStackedWidget()
        self._navigation = Navigation(
            top=[_place(page) for page in PAGES],
            foot=[*map(_place, ASIDE), Place(LOCK_NOW, SHORTCUTS[LOCK_NOW], acts=True)],
        )
        self._navigation.chosen.connect(self._go)
        self._notice = Notice()
        self._notice.setContentsMargins(32, 12, 32, 0)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._notice)
        column.addWidget(self._stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._navigation)
        row.addLayout(column, 1)
        self.standby = Standby(desk.journal.folder, self)
        self.standby.prepare_in(STANDBY_AFTER)
        self._emptying = QTimer(self, singleShot=True, interval=STANDBY_AFTER)
        self._emptying.timeout.connect(lambda: remove_for_good(desk))
        self._emptying.start()
        self._inactivity = Inactivity(settings.auto_lock_minutes, desk.clock, self)
        self._inactivity.passed.connect(self.lock_requested)
        if application := QCoreApplication.instance():
            self._inactivity.start(application)
        if outside := desktop.listen(self):
            outside.left.connect(self.lock_requested)
        self._seen = LastSeen(desk.journal)
        self._reminders = Reminders(desk.journal, desk.clock, Notifications(), self)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001
        """Let Tab go as the eye does; Qt asks this of whatever the focus lies in."""
        return move_on(self, forward=forward) or super().focusNextPrevChild(forward)

    def return_to(self, handover: Handover | None, sealed: bytes) -> bool:
        """Open where the person was before the lock, Today without one.

        Return whether the `sealed` draft, if there is one, is now safe in the journal.
        """
        if sealed:
            try:
                self._restore(self._desk.journal.unseal(sealed))
            except JournalError as error:
                self.show_page(TodayPage.title)
                self._notice.say(error.sentence)
                return False
            return True
        if handover and handover.entry_id and self._desk.journal.entry(handover.entry_id):
            self.go_on(handover.entry_id)
        else:
            known = handover and handover.page in self._makers and handover.page != WritePage.title
            self.show_page(handover.page if handover and known else TodayPage.title)
        return True

    def say_age(self) -> None:
        """Say so if the journal is older than the one last opened here."""
        if sentence := self._seen.open():
            self._notice.say(sentence)

    def greet(self, sentence: str) -> None:
        """Say `sentence` before whatever else there is to say on opening."""
        self._notice.say(f"{sentence} {self._notice.text()}".strip())

    def put_away(self, reason: str, geometry: bytes) -> Handover:
        """Save everything and close the journal; return all that may outlive it.

        What could not be saved is in it, encrypted. Nothing is asked and nothing raised.
        """
        sealed = b""
        try:
            self.flush()
        except JournalError:
            sealed = self.sealed()
        page, entry_id = self._place()
        self._emptying.stop()
        self._reminders.stop()
        if WritePage.title in self._pages:
            self._writing.put_down()
        self._seen.close()
        self._desk.journal.close()
        return Handover(
            reason=reason,
            locked_at=self._desk.clock.now(),
            geometry=geometry,
            page=page,
            entry_id=entry_id,
            sealed=sealed,
        )

    def close_journal(self) -> None:
        """Close the journal for good and send the standby home."""
        self._inactivity.stop()
        self._emptying.stop()
        self._reminders.stop()
        self._seen.close()
        self._desk.journal.close()
        self.standby.dismiss()

    def sealed(self) -> bytes:
        """Return the draft on the writing page, encrypted; empty if there is none."""
        draft = self._writing.draft if WritePage.title in self._pages else None
        return self._desk.journal.seal(draft) if draft else b""

    def show_page(self, title: str, about: object = None) -> Page:
        """Bring the page of this `title` into view, fresh from the journal; return the one in view.

        That is another one only when what is on it could not be saved. `about` is the id of what
        it is to show, for a page that shows one thing of several.
        """
        if not self._leave():
            return self._in_view()
        page = self._page(title)
        if about is not None:
            page.look_at(about)
        page.refresh()
        self._bring(page)
        return page

    def search(self) -> None:
        """Go to the Journal's search field."""
        page = self.show_page(JournalPage.title)
        if isinstance(page, JournalPage):
            page.focus_search()

    def turn_focus(self) -> None:
        """Go into focus mode where something is being written, or leave it."""
        page = self._in_view()
        if isinstance(page, WritePage):
            page.turn_focus()

    def write(self, model_key: str) -> None:
        """Begin a new reflection with the reflective model of this key."""
        if self._leave():
            self._writing.begin(model_key)
            self._bring(self._writing)

    def go_on(self, entry_id: int) -> None:
        """Go on with a draft, or with a finished entry's text."""
        if not self._leave():
            return
        if self._writing.go_on(entry_id):
            self._bring(self._writing)
        else:
            self.show_page(JournalPage.title)

    def flush(self) -> None:
        """Save whatever any page still holds; raise JournalError when it cannot be saved."""
        for page in self._pages.values():
            page.flush()

    def _restore(self, draft: Entry) -> None:
        """Show a draft that was not in the journal yet, and save it; it stays if that fails."""
        self._writing.restore(draft)
        self._bring(self._writing)
        self._writing.flush()

    def _place(self) -> tuple[str, int | None]:
        """Return the title of the page in view and the id of the draft it holds, if it does."""
        if self._stack.currentWidget() is None:  # the first could not even be read
            return "", None
        page = self._in_view()
        return page.title, page.place() if isinstance(page, WritePage) else None

    def _maker(self, page: type[Page]) -> Callable[[], Page]:
        if page is SettingsPage:
            return lambda: SettingsPage(self._desk, self._settings)
        return lambda: page(self._desk)

    def _page(self, title: str) -> Page:
        """Return the page, made on its first visit."""
        if title not in self._pages:
            page = self._makers[title]()
            page.write_requested.connect(self.write)
            page.edit_requested.connect(self.go_on)
            page.read_requested.connect(self._read)
            page.page_requested.connect(self.show_page)
            page.room_requested.connect(self.show_page)
            page.help_requested.connect(self._help)
            page.search_requested.connect(self.search)
            if isinstance(page, WritePage):
                page.finished.connect(self._read)
                page.focus_wanted.connect(self._navigation.setHidden)
            if isinstance(page, SettingsPage):
                page.auto_lock_changed.connect(self._inactivity.set_minutes)
                page.another_requested.connect(self.another_requested)
                page.lock_requested.connect(lambda: self.lock_requested.emit("backup"))
                page.move_requested.connect(lambda to: self._when_saved(self.move_requested, to))
                page.new_keys_wanted.connect(self._encrypt_anew)
            self._stack.addWidget(page)
            self._pages[title] = page
        return self._pages[title]

    @property
    def _writing(self) -> WritePage:
        return cast("WritePage", self._page(WritePage.title))

    def _in_view(self) -> Page:
        return cast("Page", self._stack.currentWidget())

    def _bring(self, page: Page) -> None:
        self._stack.setCurrentWidget(page)
        self._navigation.select(page.belongs_to or page.title)
        page.setFocus()

    def _leave(self) -> bool:
        """Save the page in view; where that fails, stay on it with its words and say why."""
        try:
            if self._stack.currentWidget():
                self._in_view().flush()
        except JournalError as error:
            self._notice.say(error.sentence)
            return False
        self._notice.clear()
        return True

    def _go(self, name: str) -> None:
        if name == LOCK_NOW:
            self.lock_requested.emit("asked")
        else:
            self.show_page(name)

    def _encrypt_anew(self, new: object) -> None:
        """Ask for new keys, and let the backups under the older ones go once one is proven."""
        now = self._desk.clock.now()
        try:
            self._desk.journal.set_preference(REMOVE_BEFORE, now.isoformat())
        except JournalError as error:
            self._notice.say(error.sentence)
        else:
            self._when_saved(self.new_keys_wanted, new)

    def _when_saved(self, asked: SignalInstance, what: object) -> None:
        """Pass on what needs the journal closed, once nothing could be lost by that."""
        try:
            self.flush()
        except JournalError as error:
            self._notice.say(error.sentence)
        else:
            asked.emit(what)

    def _help(self, file: str) -> None:
        page = self.show_page(HelpPage.title)
        if isinstance(page, HelpPage):
            page.read_topic(file)

    def _read(self, entry_id: int) -> None:
        page = self.show_page(JournalPage.title)
        if isinstance(page, JournalPage):
            page.show_entry(entry_id)


def _place(page: type[Page]) -> Place:
    return Place(page.title, SHORTCUTS[page.title])
