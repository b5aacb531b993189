"""Run as a process of its own: show something, wait until it is quiet, and tell what it takes.

`resident.py bare` shows an empty window, `form` one with a field and a button, `line` one with a
line drawn by matplotlib; `locked FOLDER` Reflect's lock screen, `standby FOLDER` the hidden one,
`charts FOLDER` the open journal with the charts of all its days.
"""

import sys
from pathlib import Path

import inside
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

QUIET = 1.5
"""Seconds in which whatever a window does after its first paint comes to an end."""
MEBIBYTE = 1024
_POINTS = 1_000


def tell() -> None:
    """Tell the mebibytes that are resident, and those that no other process shares."""
    inside.settle(QUIET)
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]
    kibibytes = {name: int(size) for name, size, *_ in map(str.split, lines)}
    alone = kibibytes["Private_Clean:"] + kibibytes["Private_Dirty:"]
    inside.tell([kibibytes["Rss:"] / MEBIBYTE, alone / MEBIBYTE])


def bare() -> None:
    """Show a window with nothing in it."""
    window = inside.shown(QWidget())
    tell()
    window.close()


def form() -> None:
    """Show the least that could be called a lock screen."""
    window = QWidget()
    column = QVBoxLayout(window)
    for part in (QLabel("Passphrase"), QLineEdit(), QPushButton("Unlock")):
        column.addWidget(part)
    inside.shown(window)
    tell()


def line() -> None:
    """Show a line as matplotlib's own canvas for Qt draws it."""
    from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
    from matplotlib.figure import Figure

    figure = Figure()
    canvas = FigureCanvasQTAgg(figure)
    figure.add_subplot().plot(range(_POINTS), [number % 11 for number in range(_POINTS)])
    inside.shown(canvas)
    tell()


def locked(folder: str) -> None:
    """Stand before a journal that nobody opens."""
    window = _window(folder)
    window.begin()
    tell()


def standby(folder: str) -> None:
    """Build the hidden window that takes over at the next lock."""
    window = _window(folder)
    window.stand_by()
    tell()


def charts(folder: str) -> None:
    """Open the journal as a person does, go to Trends and look at all days."""
    import corpus

    from reflect_app.domain.progress import Span
    from reflect_app.ui.widgets.segments import Segments
    from reflect_app.ui.workspace import Workspace

    inside.give_key(Path(folder))
    window = _window(folder)
    window.begin()
    secret = window.findChild(QLineEdit)
    secret.setText(corpus.PASSPHRASE)
    secret.returnPressed.emit()
    inside.until(lambda: window.findChild(Workspace))
    page = window.findChild(Workspace).show_page("Trends")
    inside.until_drawn(page, {})
    before = inside.pictures(page)
    spans = page.findChild(Segments)
    spans.set_value(Span.ALL)
    spans.chosen.emit(Span.ALL)
    inside.until_drawn(page, before)
    tell()


def _window(folder: str):
    from reflect_app.ui.background import Background
    from reflect_app.ui.main_window import MainWindow
    from reflect_app.ui.settings import Settings

    return MainWindow(
        Path(folder),
        theme=inside.themed(qapp),
        settings=Settings(Path(folder).with_name("settings.json")),
        background=Background(),
        clock=inside.StillClock(),
        end=lambda: None,
    )


if __name__ == "__main__":
    qapp = QApplication(sys.argv[:1])
    ways = {each.__name__: each for each in (bare, form, line, locked, standby, charts)}
    ways[sys.argv[1]](*sys.argv[2:])
