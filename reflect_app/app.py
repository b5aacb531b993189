"""Where everything is wired together, once."""

import os
import sys
from pathlib import Path

from platformdirs import user_data_path
from PySide6.QtWidgets import QApplication

from reflect_app.domain.clock import Clock
from reflect_app.ui import crash
from reflect_app.ui.background import Background
from reflect_app.ui.handover import Relief
from reflect_app.ui.main_window import MainWindow
from reflect_app.ui.settings import Settings
from reflect_app.ui.theme import Theme
from reflect_app.vault.errors import JournalInUse


def run(folder: Path | None = None, *, standby: bool = False) -> int:
    """Open the window on the journal in `folder`, by default the last or usual one.

    With `standby` it stays hidden until another process hands over. Return the exit status;
    raise JournalError if there is nothing to show.
    """
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Reflect")
    app.setDesktopFileName("reflect")
    settings = Settings()
    theme = Theme()
    theme.set_look(settings.look)
    theme.set_text_scale(settings.text_scale)
    theme.set_reading(settings.reading)
    theme.apply(app)
    background = Background()
    window = MainWindow(
        folder or chosen_folder(settings),
        theme=theme,
        settings=settings,
        background=background,
        clock=Clock(),
        end=lambda: os._exit(0),
    )
    crash.install(window.close, lambda: window.lock("damaged"))
    if standby:
        _stand_by(app, window, background)
    else:
        try:
            window.begin()
        except JournalInUse:
            window.knock()
            raise
    status = app.exec()
    background.wait()
    return status


def chosen_folder(settings: Settings) -> Path:
    """Return the folder of the journal opened last, or where a first one goes."""
    return Path(settings.journal_folder or user_data_path("reflect", appauthor=False))


def _stand_by(app: QApplication, window: MainWindow, background: Background) -> None:
    app.setQuitOnLastWindowClosed(False)
    window.stand_by()
    relief = Relief(background, window)
    relief.dismissed.connect(app.quit)
    relief.arrived.connect(window.take_over)
    window.stood.connect(relief.answer)
    window.stood.connect(lambda: app.setQuitOnLastWindowClosed(True))
