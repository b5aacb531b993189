"""Run as a process of its own: show a window and print when it was first painted.

`first_paint.py bare` shows an empty one, `form` one with a field and a button as Qt draws them,
`app FOLDER` Reflect's. The start is the moment in the environment, by the clock that all
processes share.
"""

import os
import sys
import time

STARTED = "REFLECT_BENCH_STARTED"
LATE = ("sqlalchemy", "matplotlib", "numpy", "keyring")
"""What has no business in a lock screen."""


def tell() -> None:
    """Print the milliseconds since the start and what was imported too early, and end."""
    taken = (time.monotonic() - float(os.environ[STARTED])) * 1000
    print(taken, *(name for name in LATE if name in sys.modules), flush=True)
    os._exit(0)


def bare() -> None:
    """Show a window with nothing in it."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QWidget

    class Window(QWidget):
        def paintEvent(self, event):
            super().paintEvent(event)
            QTimer.singleShot(0, tell)

    app = QApplication(sys.argv[:1])
    window = Window()
    window.resize(1280, 832)
    window.show()
    app.exec()


def form() -> None:
    """Show the least that could be called a lock screen."""
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtWidgets import (
        QApplication,
        QLabel,
        QLineEdit,
        QMainWindow,
        QPushButton,
        QVBoxLayout,
        QWidget,
    )

    class Form(QWidget):
        def __init__(self):
            super().__init__()
            secret = QLineEdit()
            secret.setEchoMode(QLineEdit.EchoMode.Password)
            column = QVBoxLayout(self)
            for part in (QLabel("Passphrase"), secret, QPushButton("Unlock")):
                column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)

        def paintEvent(self, event):
            super().paintEvent(event)
            QTimer.singleShot(0, tell)

    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    window = QMainWindow()
    window.menuBar().addMenu("File")
    window.setCentralWidget(Form())
    window.resize(1280, 832)
    window.show()
    app.exec()


def app(folder: str) -> None:
    """Start Reflect as `python -m reflect_app` does."""
    from reflect_app import __main__
    from reflect_app.ui.lock_screen import LockScreen

    made = LockScreen.__init__

    def make(screen, *given):
        made(screen, *given)
        screen.painted.connect(tell)

    LockScreen.__init__ = make
    sys.argv = ["reflect", "--journal", folder]
    __main__.main()


if __name__ == "__main__":
    {"bare": bare, "form": form, "app": app}[sys.argv[1]](*sys.argv[2:])
