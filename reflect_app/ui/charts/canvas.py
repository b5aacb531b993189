"""A sheet for one chart: matplotlib, in the theme's colours and the interface's own face.

Matplotlib takes about a second to import, so that waits for the first chart, and it is not
thread-safe: a Canvas lives in the one worker. Everything is set per figure: no pyplot, no rcParams.
"""

import functools
import gc
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtGui import QImage

from reflect_app.ui import resources
from reflect_app.ui.charts.ticks import day_ticks
from reflect_app.ui.theme import Tokens

_POINTS_TO_AN_INCH = 72
"""At this resolution a point of matplotlib's is one of the window's pixels."""
_DATES = 2
"""Height of the dates below a plot, in heights of its text."""
_TITLE_HEIGHT, _ROW_HEIGHT, _SWATCH_WIDTH = 2.6, 1.9, 1.6
"""Heights and widths here and in `Canvas.leave` are in heights of the chart's text."""


@dataclass(frozen=True)
class Frame:
    """The sheet's size and look; lengths are in the window's pixels."""

    width: int
    height: int
    ratio: float
    """Pixels of the screen to one of the window."""
    text_size: float
    tokens: Tokens
    title: str = ""
    """Written above the chart, for a picture that leaves its page."""


@dataclass(frozen=True)
class Mark:
    """A place on the picture, in the window's pixels from its top left, and what stands there."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Key:
    """What something on the plot stands for; `style` is that of the line or dot itself."""

    text: str
    style: Mapping[str, Any]
    short: str = ""
    """Said instead where `text` has no room."""


class Canvas:
    """A figure with one plot, and room around it for its labels and its key."""

    def __init__(self, frame: Frame) -> None:
        _load()
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
        from matplotlib.font_manager import FontProperties

        self.frame = frame
        self._label, self._heading = (
            FontProperties(fname=str(resources.path(f"fonts/Inter-{face}.ttf")), size=size)
            for face, size in (("Regular", frame.text_size), ("SemiBold", 1.2 * frame.text_size))
        )
        self._figure = Figure(
            figsize=(frame.width / _POINTS_TO_AN_INCH, frame.height / _POINTS_TO_AN_INCH),
            dpi=_POINTS_TO_AN_INCH * frame.ratio,
            facecolor=frame.tokens.surface,
        )
        self._agg = FigureCanvasAgg(self._figure)
        self.axes = self._figure.add_axes((0, 0, 1, 1), facecolor="none")
        self.axes.spines[:].set_visible(False)
        self.axes.tick_params(length=0, pad=0.6 * frame.text_size, labelcolor=frame.tokens.muted)
        if frame.title:
            edge = 1.2 * frame.text_size
            self.write(frame.title, x=edge, y=2 * edge, colour=frame.tokens.text, heading=True)

    def leave(
        self, *, left: float, head: float, foot: float = _DATES, key: Sequence[Key] = ()
    ) -> None:
        """Leave room beside and above the plot, and below it for its dates and its `key`."""
        size, width, height = self.frame.text_size, self.frame.width, self.frame.height
        rows = self._write_key(key)
        head += _TITLE_HEIGHT if self.frame.title else 0
        left, right, head, foot = (
            share * size for share in (left, 0.8, head, foot + rows * _ROW_HEIGHT)
        )
        self.axes.set_position(
            (
                left / width,
                foot / height,
                max(width - left - right, 1) / width,
                max(height - head - foot, 1) / height,
            )
        )

    def along_days(self, start: date, end: date) -> None:
        """Let the plot run through the days from `start` to `end`, and date them at its foot."""
        self.axes.set_xlim(start.toordinal() - 0.5, end.toordinal() + 0.5)
        room = int(self.plot_width / (1.6 * self.width_of("Nov 2028")))
        ticks = [tick for tick in day_ticks(start, end, room) if self._has_room(*tick)]
        self.axes.set_xticks(
            [day.toordinal() for day, _ in ticks],
            labels=[label for _, label in ticks],
            fontproperties=self._label,
        )

    def up_to(self, top: int, *, step: int) -> None:
        """Let the plot reach from 0 to `top`, with a hairline and its number each `step`."""
        self.through([(value, str(value)) for value in range(0, top + 1, step)])

    def through(self, levels: Sequence[tuple[float, str]]) -> None:
        """Let the plot reach from the first of `levels` to the last, each a hairline with words."""
        values = [value for value, _ in levels]
        self.axes.set_ylim(values[0], values[-1])
        self._name(levels)
        self.axes.grid(visible=True, axis="y", color=self.frame.tokens.line, linewidth=1)
        self.axes.set_axisbelow(True)

    def rows(self, names: Sequence[str], *, most: float) -> None:
        """Let the plot hold rows from its top, each as long as `most` at most, with their names."""
        self.axes.set_ylim(len(names) - 0.5, -0.5)
        self.axes.set_xlim(0, most)
        self.axes.set_xticks([])
        self._name(list(enumerate(names)), self.frame.tokens.text)

    @property
    def plot_width(self) -> float:
        """Return the width of the plot in the window's pixels."""
        return float(self.axes.bbox.width) / self.frame.ratio

    def width_of(self, text: str) -> float:
        """Return the width of a label in the window's pixels."""
        renderer = self._agg.get_renderer()  # type: ignore[no-untyped-call]
        width, _, _ = renderer.get_text_width_height_descent(text, self._label, ismath=False)
        return float(width) / self.frame.ratio

    def place(self, day: date, value: float = 0) -> tuple[float, float]:
        """Return where a value of a day lies, in the window's pixels from the top left."""
        return self._places([(day.toordinal(), value)])[0]

    def write(self, text: str, *, x: float, y: float, colour: str, heading: bool = False) -> None:
        """Write `text` from `x` on a line at `y`, in the window's pixels from the top left."""
        self._figure.text(
            x / self.frame.width,
            1 - y / self.frame.height,
            text,
            color=colour,
            fontproperties=self._heading if heading else self._label,
            parse_math=False,
        )

    def place_of(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the plot lies, in the window's pixels from the top left."""
        return self._places([(x, y)])[0]

    def marks(self, values: Sequence[tuple[date, float, str]]) -> list[Mark]:
        """Return what a pointer finds where a day has a value."""
        places = self._places([(day.toordinal(), value) for day, value, _ in values])
        return [Mark(*place, text) for place, (_, _, text) in zip(places, values, strict=True)]

    def shortened(self, text: str, room: float) -> str:
        """Return `text`, or its beginning where it is wider than `room` pixels of the window."""
        if self.width_of(text) <= room:
            return text
        cut = text
        while cut and self.width_of(f"{cut}…") > room:
            cut = cut[:-1].rstrip()
        return f"{cut}…"

    def image(self) -> QImage:
        """Draw everything and return it as a picture of Qt's."""
        self._agg.draw()  # type: ignore[no-untyped-call]
        width, height = self._agg.get_width_height(physical=True)
        pixels = bytes(self._agg.buffer_rgba())  # type: ignore[no-untyped-call]
        drawn = QImage(pixels, width, height, QImage.Format.Format_RGBA8888)
        image = drawn.convertToFormat(QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(self.frame.ratio)
        return image

    def _name(self, levels: Sequence[tuple[float, str]], colour: str = "") -> None:
        """Write the words of each of `levels` to the left of the plot."""
        self.axes.set_yticks(
            [value for value, _ in levels],
            labels=[words for _, words in levels],
            fontproperties=self._label,
            color=colour or self.frame.tokens.muted,
            parse_math=False,
        )

    def _write_key(self, key: Sequence[Key]) -> int:
        """Write what things stand for below the plot; return how many rows that took."""
        size = self.frame.text_size
        rows: list[list[tuple[float, Key]]] = []
        x = float(self.frame.width)
        for each in key:
            text, wide = self._fitting(each)
            if x + wide > self.frame.width:
                rows.append([])
                x = 0.3 * size
            rows[-1].append((x, Key(text, each.style)))
            x += wide + 1.6 * size
        for number, row in enumerate(reversed(rows)):
            y = self.frame.height - (0.5 + number * _ROW_HEIGHT) * size
            for x, each in row:
                self._swatch(x, y - 0.35 * size, each.style)
                self.write(
                    each.text,
                    x=x + (_SWATCH_WIDTH + 0.6) * size,
                    y=y,
                    colour=self.frame.tokens.muted,
                )
        return len(rows)

    def _fitting(self, key: Key) -> tuple[str, float]:
        """Return what to call a thing in a row of its own at most, and how wide that is."""
        size = self.frame.text_size
        swatch = (_SWATCH_WIDTH + 0.6) * size
        wide = swatch + self.width_of(key.text)
        if not key.short or 0.3 * size + wide <= self.frame.width:
            return key.text, wide
        return key.short, swatch + self.width_of(key.short)

    def _has_room(self, day: date, label: str) -> bool:
        """Say whether a label below the middle of `day` stays on the sheet."""
        x, _ = self.place(day)
        half = self.width_of(label) / 2
        return half <= x <= self.frame.width - half

    def _swatch(self, x: float, y: float, style: Mapping[str, Any]) -> None:
        from matplotlib.lines import Line2D

        ends = (x, x + _SWATCH_WIDTH * self.frame.text_size)
        if "marker" in style:
            ends = (sum(ends) / 2,) * 2
        width, height = self.frame.width, self.frame.height
        level = 1 - y / height
        self._figure.add_artist(Line2D([end / width for end in ends], [level, level], **style))

    def _places(self, points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
        if not points:
            return []
        ratio, height = self.frame.ratio, self.frame.height
        pixels = self.axes.transData.transform(points).tolist()
        return [(x / ratio, height - y / ratio) for x, y in pixels]


def hollow(dot: Mapping[str, Any], colour: str, frame: Frame) -> dict[str, Any]:
    """Return the style of a `dot` for what was written later: a ring in place of a disc."""
    edge = max(0.12 * frame.text_size, 1.0)
    return dict(dot) | {
        "markerfacecolor": frame.tokens.surface,
        "markeredgecolor": colour,
        "markeredgewidth": edge,
        "markersize": max(dot["markersize"] - edge, edge),
        "alpha": 1,
    }


@functools.cache
def _load() -> None:
    """Import matplotlib without holding up the window.

    What it brings lasts as long as the process. Left to the garbage collector, it would be looked
    through while it grows and whenever many days are drawn, at 50 to 90 ms a time in which no
    thread runs; so the collector rests meanwhile, and leaves it alone for good.
    """
    gc.disable()
    try:
        import matplotlib.backends.backend_agg
        import matplotlib.figure
        import matplotlib.font_manager  # noqa: F401
    finally:
        gc.freeze()
        gc.enable()
