"""Run as a process of its own: from the key given to the first paint of what stands then.

`first_today.py app FOLDER` unlocks Reflect's window, `list FOLDER` opens the same file and shows
its newest entries in a bare list. Both have shown a window before, and imported all they need.
"""

import sys
import time
from pathlib import Path

import corpus
import inside
from PySide6.QtCore import QStringListModel, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView, QMainWindow

from reflect_app.ui.background import Background
from reflect_app.ui.settings import Settings
from reflect_app.vault import engine as engines
from reflect_app.vault import keys
from reflect_app.vault.files import DATABASE

READY = 0.8
"""Seconds for what a lock screen does behind the first paint."""
NEWEST = 50
_RAW = (
    "SELECT entry.id, day, title, (SELECT substr(text, 1, 320) FROM answer WHERE "
    "entry_id = entry.id ORDER BY answer.id LIMIT 1) FROM entry WHERE finished_at IS NOT NULL "
    "AND deleted_at IS NULL ORDER BY entry.id DESC LIMIT ?"
)


class Watch:
    """Runs from `start` to the end of the first paint of a kind of widget, and tells."""

    def __init__(self, kind: type) -> None:
        self._began = 0.0
        painted = kind.paintEvent

        # A function, since only those become methods of what is watched.
        def paint(widget, event):
            painted(widget, event)
            # What is painted together is on the screen by then.
            QTimer.singleShot(0, self._tell)

        kind.paintEvent = paint

    def start(self) -> None:
        """Begin to count."""
        self._began = time.perf_counter()

    def _tell(self) -> None:
        inside.tell((time.perf_counter() - self._began) * 1000)


def app(folder: Path) -> None:
    """Unlock as a person does, except that the key needs no deriving."""
    from reflect_app.ui.main_window import MainWindow
    from reflect_app.ui.pages.today import TodayPage

    inside.give_key(folder)
    window = MainWindow(
        folder,
        theme=inside.themed(qapp),
        settings=Settings(folder.with_name("settings.json")),
        background=Background(),
        clock=inside.StillClock(),
        end=lambda: None,
    )
    window.begin()
    inside.settle(READY)
    secret = window.findChild(QLineEdit)
    secret.setText(corpus.PASSPHRASE)
    inside.settle(READY)
    watch = Watch(TodayPage)
    watch.start()
    secret.returnPressed.emit()
    qapp.exec()


def bare(folder: Path) -> None:
    """Open the file, read the newest entries and show them."""
    _, root = keys.unlock(keys.read(folder), corpus.PASSPHRASE)
    window = inside.shown(QMainWindow())
    window.setCentralWidget(QLabel("Passphrase"))
    inside.settle(2 * READY)
    watch = Watch(QListView)
    watch.start()
    db = engines.connect(folder / DATABASE, root.database_key)
    rows = db.execute(_RAW, (NEWEST,)).fetchall()
    entries = QListView()
    entries.setModel(QStringListModel([f"{day} {title or text}" for _, day, title, text in rows]))
    window.setCentralWidget(entries)
    qapp.exec()


if __name__ == "__main__":
    qapp = QApplication(sys.argv[:1])
    {"app": app, "list": bare}[sys.argv[1]](Path(sys.argv[2]))
