"""What a window needs around it: a look, settings of its own, a worker."""

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from reflect_app.ui.background import Background
from reflect_app.ui.page import Desk
from reflect_app.ui.settings import Settings
from reflect_app.ui.theme import Theme


@pytest.fixture
def theme(qapp):
    theme = Theme()
    theme.apply(qapp)
    return theme


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def background(qapp):
    background = Background()
    yield background
    background.wait()


@pytest.fixture
def desk(journal, clock, theme, background):
    return Desk(journal, clock, theme, background)


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


def _name(widget):
    text = widget.text() if hasattr(widget, "text") else ""
    return widget.accessibleName() or text
