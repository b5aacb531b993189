"""What a window needs around it: a look, settings of its own, a worker."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from reflect_app.ui.background import Background
from reflect_app.ui.backups import Backups
from reflect_app.ui.page import Desk
from reflect_app.ui.settings import Settings
from reflect_app.ui.theme import Theme


@pytest.fixture
def theme(qapp):
    theme = Theme()
    theme.apply(qapp)
    yield theme
    theme.set_look("light")
    theme.set_text_scale(100)


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def background(qapp):
    background = Background()
    yield background
    background.wait()


@pytest.fixture
def backups(journal, settings, background, clock):
    return Backups(journal.folder, settings, background, clock)


@pytest.fixture
def desk(journal, clock, theme, background, backups):
    return Desk(journal, clock, theme, background, backups)


@pytest.fixture
def find(qapp):
    """Return a way to find what a person sees: a visible widget by its class and its name."""

    def find(kind, name, within=None):
        places = [within] if within else QApplication.topLevelWidgets()
        seen = [
            widget
            for place in places
            for widget in (place, *place.findChildren(QWidget))
            if isinstance(widget, kind) and widget.isVisible() and _name(widget) == name
        ]
        assert len(seen) == 1, f"{len(seen)} of the name {name}"
        return seen[0]

    return find


@pytest.fixture
def check_names(qapp):
    """Return a check that a screen reader can tell everything apart that can be reached in here.

    Each stop of Tab has a name, and no two things side by side have the same role and name. The
    cells of a table are told apart by their place instead.
    """

    def check_names(within):
        for widget in within.findChildren(QWidget):
            if not widget.isVisible() or isinstance(widget, QTableView):
                continue
            heard = QAccessible.queryAccessibleInterface(widget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
                assert heard.text(QAccessible.Text.Name), type(widget)
            twins = [
                (child.role(), child.text(QAccessible.Text.Name))
                for child in map(heard.child, range(heard.childCount()))
                if child and child.state().focusable and not child.state().invisible
            ]
            assert len(twins) == len(set(twins)), twins

    return check_names


def _name(widget):
    text = widget.text() if hasattr(widget, "text") else ""
    return widget.accessibleName() or text
