"""When the app itself is wrong: one honest dialog, with nothing in it that a person wrote."""

import sys
from collections.abc import Callable
from types import TracebackType

from PySide6.QtWidgets import QMessageBox

from reflect_app.vault.errors import DamagedJournal, JournalError

TITLE = "Reflect"
WORDS = (
    "Reflect has made a mistake and will close. What you wrote was saved in your encrypted "
    "journal up to a moment ago, and a draft opens again where you stopped."
)

LOCK = "Lock and see what helps"
ON_THE_LOCK_SCREEN = (
    "A part of it cannot be read. The lock screen shows what can be done: restore a backup, or "
    "save what can still be read."
)


def describe(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return the kind of an error and where it arose: never its message, which may hold words."""
    while trace and trace.tb_next:
        trace = trace.tb_next
    if trace is None:
        return kind.__name__
    return f"{kind.__name__} in {trace.tb_frame.f_code.co_filename}, line {trace.tb_lineno}"


def install(close: Callable[[], object], lock: Callable[[], object] = lambda: None) -> None:
    """From now on tell of any error that nobody caught, then call `close`.

    What the world has done to the journal is told as well, and nothing is closed for it; of a
    damaged one `lock` leads to what helps.
    """

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, JournalError):
            if _tell_of_world(error):
                lock()
            return
        # A second mistake on the way out must not open a second dialog.
        sys.excepthook = lambda *_: close()
        place = describe(kind, trace)
        sys.stderr.write(f"reflect: {place}\n")
        box = QMessageBox(QMessageBox.Icon.NoIcon, TITLE, WORDS)
        box.setInformativeText(place)
        box.addButton("Close Reflect", QMessageBox.ButtonRole.AcceptRole)
        box.exec()
        close()

    sys.excepthook = tell


def _tell_of_world(error: JournalError) -> bool:
    """Say what has happened to the journal; return whether it is to be locked for that."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, TITLE, error.sentence)
    go_on = box.addButton("Go on", QMessageBox.ButtonRole.AcceptRole)
    if isinstance(error, DamagedJournal):
        box.setInformativeText(ON_THE_LOCK_SCREEN)
        box.setDefaultButton(box.addButton(LOCK, QMessageBox.ButtonRole.ActionRole))
    box.exec()
    return isinstance(error, DamagedJournal) and box.clickedButton() not in (None, go_on)
