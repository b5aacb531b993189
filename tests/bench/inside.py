"""What a driver, a process of its own that shows a window, sets up before it measures.

Nothing of the vault is imported before it is asked for: a bare window must not pay for it.
"""

import json
import os
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from reflect_app.domain.clock import Clock

SIZE = QSize(1280, 832)
PATIENCE = 60


class StillClock(Clock):
    """Stands where the journals end, so that every run shows the same days."""

    def now(self) -> datetime:
        """Return the moment at which it stands."""
        import corpus

        return corpus.END


def themed(app: QApplication):
    """Return the theme that `app` wears from now on."""
    from reflect_app.ui.theme import Theme

    theme = Theme()
    theme.apply(app)
    return theme


def desk(journal, theme):
    """Return what lies before every page."""
    from reflect_app.ui.background import Background
    from reflect_app.ui.backups import Backups
    from reflect_app.ui.page import Desk
    from reflect_app.ui.settings import Settings

    background, clock = Background(), StillClock()
    backups = Backups(journal.folder, Settings(journal.folder / "settings"), background, clock)
    return Desk(journal, clock, theme, background, backups)


def give_key(folder: Path) -> None:
    """Derive the key of `folder` now, so that unlocking has it at once."""
    import corpus

    from reflect_app.vault import keys

    headers = keys.read(folder)
    given = keys.unlock(headers, corpus.PASSPHRASE)
    keys.unlock = lambda _headers, _passphrase: given


def shown(widget: QWidget) -> QWidget:
    """Show `widget` as a window of the usual size."""
    widget.resize(SIZE)
    widget.show()
    return widget


def settle(seconds: float = 0) -> None:
    """Handle all that waits, for as many `seconds` at least."""
    end = time.monotonic() + seconds
    while True:
        QApplication.processEvents()
        if time.monotonic() >= end:
            return
        time.sleep(0.005)


def until(is_so: Callable[[], object]) -> None:
    """Handle events until something is so; raise TimeoutError when it does not come."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError("what was to be measured did not come")
        QApplication.processEvents()


def pictures(page: QWidget) -> dict[QLabel, int]:
    """Return which picture each chart in view on `page` shows, by a number of Qt's; 0 is none."""
    from reflect_app.ui.charts.picture import Picture

    shown = [each for each in page.findChildren(Picture) if each.isVisible()]
    return {each: 0 if each.pixmap().isNull() else each.pixmap().cacheKey() for each in shown}


def until_drawn(page: QWidget, before: dict[QLabel, int]) -> None:
    """Handle events until every chart in view shows another picture than `before`."""
    until(lambda: all(key not in (0, before.get(each)) for each, key in pictures(page).items()))


def tell(answer: object) -> None:
    """Print what was measured and end the process on the spot."""
    print(json.dumps(answer), flush=True)
    os._exit(0)
