"""All pages together, over a journal that has been kept for years."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QTextBrowser

from reflect_app import demo
from reflect_app.domain.reflective_models import MODELS
from reflect_app.ui import workspace as workspaces
from reflect_app.ui.pages.write import WritePage
from reflect_app.ui.widgets.writing import WritingSurface
from reflect_app.ui.workspace import ASIDE, PAGES, ROOMS, SHORTCUTS, Workspace
from reflect_app.vault.errors import DiskFull
from reflect_app.vault.journal import Journal

TITLES = [page.title for page in (*PAGES, *ASIDE, *ROOMS)]


@pytest.fixture
def workspace(qtbot, desk, clock, settings, monkeypatch):
    monkeypatch.setattr(workspaces, "STANDBY_AFTER", 3_600_000)
    demo.fill(desk.journal, entries=30, seed=5, today=clock.today())
    workspace = Workspace(desk, settings)
    qtbot.addWidget(workspace)
    workspace.resize(1280, 800)
    workspace.show_page("Today")
    workspace.show()
    yield workspace
    workspace._inactivity.stop()
    workspace.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def in_view(workspace):
    return workspace._in_view()


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize(("width", "percent"), [(1280, 100), (1024, 100), (1024, 200)])
def test_every_page_and_model_can_be_shown_in_every_look_and_size(
    workspace, theme, check_names, look, width, percent
):
    theme.set_look(look)
    theme.set_text_scale(percent)
    workspace.resize(width, 700)
    shows = [lambda title=title: workspace.show_page(title) for title in TITLES]
    shows += [lambda key=model.key: workspace.write(key) for model in MODELS]
    for show in shows:
        show()
        QApplication.processEvents()
        page = in_view(workspace)
        assert page.isVisible()
        check_names(workspace)
        assert workspace.width() == width, "it grows wider than the window"
        for area in page.findChildren(QScrollArea):
            if area.isVisible():
                assert area.horizontalScrollBar().maximum() == 0, type(page)
        ground = page.grab().toImage().pixelColor(2, 2)
        assert ground.name().upper() == theme.colour("bg").name().upper()


def test_the_keys_shown_beside_the_pages_are_those_of_the_menu():
    assert list(SHORTCUTS.values())[:5] == [f"Ctrl+{number}" for number in range(1, 6)]


def test_each_page_is_made_once_and_read_anew_each_time(workspace):
    first = workspace.show_page("Plan")
    workspace.show_page("Today")
    assert workspace.show_page("Plan") is first


def test_a_page_asks_for_another_and_gets_it(workspace):
    in_view(workspace).write_requested.emit("free")
    assert isinstance(in_view(workspace), WritePage)
    (entry, *_) = workspace._desk.journal.entries(limit=1)
    workspace.show_page("Today").read_requested.emit(entry.id)
    assert in_view(workspace).title == "Journal"
    in_view(workspace).edit_requested.emit(entry.id)
    assert isinstance(in_view(workspace), WritePage)
    in_view(workspace).page_requested.emit("Help")
    assert in_view(workspace).title == "Help"
    in_view(workspace).search_requested.emit()
    assert in_view(workspace).title == "Journal"


def test_a_page_that_cannot_be_saved_is_not_left_and_says_why(qtbot, workspace, monkeypatch):
    def refuse(*_):
        raise DiskFull

    workspace.write("free")
    page = in_view(workspace)
    page._sheet._surface(0).insertPlainText("words the disk would not take")
    monkeypatch.setattr(Journal, "save", refuse)
    assert workspace.show_page("Today") is page
    said = [label.text() for label in workspace.findChildren(QLabel) if label.isVisible()]
    assert DiskFull.sentence in said
    workspace.write("hard_case")
    assert page._sheet._surface(0).text() == "words the disk would not take"
    monkeypatch.undo()
    assert workspace.show_page("Today").title == "Today"
    said = [label.text() for label in workspace.findChildren(QLabel) if label.isVisible()]
    assert DiskFull.sentence not in said


def test_finishing_leads_to_the_entry_in_the_journal(workspace):
    workspace.write("free")
    page = in_view(workspace)
    page._sheet._surface(0).insertPlainText("The kettle sang")
    page._finish.click()
    assert in_view(workspace).title == "Journal"
    assert workspace._desk.journal.entries(limit=1)[0].heading == "The kettle sang"


def test_a_draft_that_is_no_more_leads_to_the_journal(workspace):
    workspace.go_on(12345)
    assert in_view(workspace).title == "Journal"


def test_a_sealed_draft_that_cannot_be_read_is_told(workspace):
    assert not workspace.return_to(None, b"not what was sealed")
    said = [label.text() for label in workspace.findChildren(QLabel) if label.isVisible()]
    assert any("cannot be read any more" in each for each in said)


def test_the_auto_lock_follows_the_setting(workspace, qtbot):
    workspace.show_page("Settings").auto_lock_changed.emit(1)
    assert workspace._inactivity._idle.interval() == 60_000


def test_lock_now_in_the_navigation_asks_to_lock(qtbot, workspace):
    with qtbot.waitSignal(workspace.lock_requested) as asked:
        workspace._navigation.chosen.emit("Lock now")
    assert asked.args == ["asked"]


def test_reminders_end_with_the_lock(workspace):
    assert workspace._reminders._timer.isActive()
    workspace.put_away("asked", b"")
    assert not workspace._reminders._timer.isActive()


def test_reminders_end_when_the_journal_is_closed_for_good(workspace):
    workspace.close_journal()
    assert not workspace._reminders._timer.isActive()


def test_locking_for_a_backup_says_so(workspace, qtbot, find):
    page = workspace.show_page("Settings")
    with qtbot.waitSignal(workspace.lock_requested) as asked:
        find(QPushButton, "Lock and back up now", page).click()
    assert asked.args == ["backup"]


def test_focus_mode_puts_the_navigation_away_until_another_page_is_shown(workspace):
    workspace.turn_focus()
    assert workspace._navigation.isVisible()
    workspace.write("hard_case")
    workspace.turn_focus()
    assert not workspace._navigation.isVisible()
    workspace.turn_focus()
    assert workspace._navigation.isVisible()
    workspace.turn_focus()
    workspace.show_page("Today")
    assert workspace._navigation.isVisible()
    workspace.write("free")
    assert workspace._navigation.isVisible()
    assert in_view(workspace)._finish.isVisible()


def test_only_looking_at_the_writing_of_an_entry_leaves_no_draft(workspace, theme):
    (entry, *_) = workspace._desk.journal.entries(limit=1)
    before = len(workspace._desk.journal.drafts())
    workspace.go_on(entry.id)
    QApplication.processEvents()
    theme.set_text_scale(150)
    QApplication.processEvents()
    workspace.show_page("Today")
    assert len(workspace._desk.journal.drafts()) == before


def test_a_draft_that_is_deleted_in_the_journal_is_not_saved_back_by_anything(workspace):
    journal = workspace._desk.journal
    workspace.write("free")
    page = in_view(workspace)
    surface = page.findChild(WritingSurface)
    surface.insertPlainText("The kettle sang")
    page.flush()
    draft = page.place()
    workspace.show_page("Journal").show_entry(draft)
    in_view(workspace)._sheet._delete.click()
    workspace.flush()
    assert journal.entry(draft) is None
    assert workspace.sealed() == b""
    workspace.go_on(draft)
    assert in_view(workspace).title == "Journal"
    assert [each.id for each in journal.thrown_away()] == [draft]


def test_what_was_deleted_yesterday_is_gone_for_good_soon_after_opening(
    qtbot, desk, clock, settings, monkeypatch
):
    demo.fill(desk.journal, entries=3, seed=5, today=clock.today())
    (entry, *_) = desk.journal.entries()
    desk.journal.throw_away(entry.id, clock.now())
    clock.move(days=1)
    monkeypatch.setattr(workspaces, "STANDBY_AFTER", 0)
    monkeypatch.setattr(workspaces.Standby, "prepare", lambda _: None)
    workspace = Workspace(desk, settings)
    qtbot.addWidget(workspace)
    qtbot.waitUntil(lambda: desk.journal.thrown_away() == [])
    workspace._inactivity.stop()


def test_tab_goes_as_the_eye_does_and_shift_tab_the_same_way_back(workspace):
    workspace.show_page("Today")
    workspace.activateWindow()
    in_view(workspace).setFocus()

    def walk(key):
        met = []
        while QApplication.focusWidget() not in met:
            met.append(QApplication.focusWidget())
            QTest.keyClick(QApplication.focusWidget(), key)
        return met

    there = walk(Qt.Key.Key_Tab)
    names = [each.accessibleName() or each.text() for each in there]
    order = ["Save check-in", "Start a guided reflection", "Kept", "Open Supervision", "Today"]
    places = [next(at for at, name in enumerate(names) if name == each) for each in order]
    assert places == sorted(places)
    assert walk(Qt.Key.Key_Backtab) == [there[0], *reversed(there[1:])]


def test_a_topic_of_help_is_opened_where_it_is_asked_for(workspace):
    workspace.show_page("Trends").help_requested.emit("50-trends.md")
    page = in_view(workspace)
    assert page.title == "Help"
    reader = page.findChild(QTextBrowser)
    assert reader.toPlainText().startswith("How the charts are worked out")
    assert QApplication.focusWidget() in (reader, None)


def test_a_topic_is_not_opened_where_something_cannot_be_saved(workspace, monkeypatch):
    page = workspace.show_page("Today")

    def refuse():
        raise DiskFull

    monkeypatch.setattr(page, "flush", refuse)
    page.help_requested.emit("50-trends.md")
    assert in_view(workspace) is page
