"""Run as a process of its own: what charts cost, beside matplotlib as anybody would use it.

`chart_frames.py chart FOLDER SPAN` and `line FOLDER SPAN` draw for the first time since
matplotlib was imported, and tell the milliseconds. `hover FOLDER` tells those of each step of a
pointer over the chart and over a canvas of matplotlib's that blits; `stall FOLDER` the longest
gaps between two ticks of the window while charts are drawn.
"""

import sys
import time
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import corpus
import inside
from figures import milliseconds
from PySide6.QtCore import QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from reflect_app.domain.progress import Span, day_loads
from reflect_app.ui.charts import CHARTS
from reflect_app.ui.charts.canvas import Frame
from reflect_app.ui.charts.chart import Stretch
from reflect_app.ui.charts.picture import Picture
from reflect_app.ui.pages.trends import TrendsPage
from reflect_app.ui.theme import LIGHT
from reflect_app.ui.widgets.segments import Segments

WIDTH, HEIGHT, TEXT, DPI = 640, 320, 12.5, 72
SPANS = {"cycle": 28, "years": 366 * corpus.YEARS}
"""Days that are drawn."""
STEPS = 200
WORDS = "12 November 2026: 7"


def chart(folder: str, span: str) -> None:
    """Draw the chart of loads."""
    stretch = _stretch(folder, span)
    frame = Frame(WIDTH, HEIGHT, 1, TEXT, LIGHT)
    _import()
    inside.tell(milliseconds(lambda: CHARTS[0].picture(stretch, frame)))


def line(folder: str, span: str) -> None:
    """Draw a line through the same values."""
    stretch = _stretch(folder, span)
    _import()
    inside.tell(milliseconds(lambda: _draw_line(stretch)))


def hover(folder: str) -> None:
    """Move a pointer from day to day, over ours and over theirs in turn."""
    from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg

    app.setQuitOnLastWindowClosed(False)
    page = _page(folder)
    picture = page.findChildren(Picture)[0]
    canvas, axes = _figure(_stretch_of(page.desk.journal, "cycle"), FigureCanvasQTAgg)
    canvas.resize(picture.size())
    canvas.show()
    inside.settle(0.5)
    words = axes.annotate("", (0.1, 0.9), xycoords="axes fraction", animated=True)
    canvas.draw()
    inside.settle(0.5)
    ground = canvas.copy_from_bbox(canvas.figure.bbox)

    def blit(share: float) -> None:
        canvas.restore_region(ground)
        words.set_text(WORDS)
        words.set_position((share * 0.8, 0.5))
        axes.draw_artist(words)
        canvas.blit(canvas.figure.bbox)
        QApplication.processEvents()

    def point(share: float) -> None:
        at = QPointF(share * picture.width(), 100)
        moved = QMouseEvent(
            QEvent.Type.MouseMove,
            at,
            picture.mapToGlobal(at),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(picture, moved)
        QApplication.processEvents()

    taken: list[list[float]] = [[], []]
    for number in range(STEPS):
        # Far enough that each step finds another day.
        share = number * 7 % 20 / 20
        for place in sorted(range(2), reverse=bool(number % 2)):
            action = (point, blit)[place]
            taken[place].append(milliseconds(lambda action=action, share=share: action(share)))
    inside.tell(taken)


def stall(folder: str) -> None:
    """Tell the longest gaps, with matplotlib still to be imported and with all days to draw."""
    page = _page(folder, drawn=False)
    ticks: list[float] = []
    timer = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    timer.start()
    inside.until_drawn(page, {})
    first = _longest(ticks)
    before = inside.pictures(page)
    spans = page.findChild(Segments)
    ticks.clear()
    spans.set_value(Span.ALL)
    spans.chosen.emit(Span.ALL)
    inside.until(lambda: ticks)  # what the page does at once is the page's, not the charts'
    chosen = ticks[-1]
    inside.until_drawn(page, before)
    inside.tell([first, _longest([each for each in ticks if each >= chosen])])


def _longest(ticks: list[float]) -> float:
    return max(later - tick for tick, later in pairwise(ticks)) * 1000


def _page(folder: str, *, drawn: bool = True) -> TrendsPage:
    journal = corpus.opened(Path(folder))
    page = TrendsPage(inside.desk(journal, inside.themed(app)))
    page.refresh()
    inside.shown(page)
    if drawn:
        inside.until_drawn(page, {})
    return page


def _stretch(folder: str, span: str) -> Stretch:
    return _stretch_of(corpus.opened(Path(folder)), span)


def _stretch_of(journal, span: str) -> Stretch:
    today = corpus.END.date()
    days = day_loads(journal.loads(), set())
    return Stretch(today - timedelta(days=SPANS[span]), today, days, journal.sessions())


def _import() -> None:
    """Import all that either side draws with, so that only drawing is measured."""
    import matplotlib.backends.backend_agg
    import matplotlib.figure
    import matplotlib.font_manager
    import matplotlib.lines  # noqa: F401

    from reflect_app.ui.charts import canvas

    canvas._load()


def _draw_line(stretch: Stretch) -> None:
    canvas, _ = _figure(stretch)
    canvas.draw()


def _figure(stretch: Stretch, kind: type | None = None):
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI)
    canvas = (kind or FigureCanvasAgg)(figure)
    axes = figure.add_subplot()
    axes.plot([day.day for day in stretch.shown], [day.median for day in stretch.shown])
    return canvas, axes


if __name__ == "__main__":
    app = QApplication(sys.argv[:1])
    ways = {each.__name__: each for each in (chart, line, hover, stall)}
    ways[sys.argv[1]](*sys.argv[2:])
