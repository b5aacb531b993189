"""What loads were made of, by the days on which it was ticked."""

from reflect_app.domain.progress import source_days
from reflect_app.ui.charts.canvas import Canvas, Mark
from reflect_app.ui.charts.chart import Chart, Stretch, Table

TITLE = "What you ticked, in days"
TOP = 8
"""Sources that are drawn; the figures and the words have all of them."""
_THICK = 0.42
"""Of a bar, in heights of its row."""
_NAMES = 0.55
"""Of the width at most, for the names."""
_ROW = 2.4
"""Height of a row at most, in heights of the text."""


def draw(stretch: Stretch, canvas: Canvas) -> list[Mark]:
    """Draw a bar for each source, the one ticked on most days at the top."""
    frame, shown = canvas.frame, _counted(stretch)[:TOP]
    names = [canvas.shortened(name, _NAMES * frame.width) for name, _ in shown]
    values = [days for _, days in shown]
    aside = max(canvas.width_of(name) for name in names) / frame.text_size + 0.8
    most = max(values)
    canvas.leave(left=aside, head=0.4, foot=_below(len(shown), canvas))
    room = max(canvas.plot_width - canvas.width_of(_days(most)) - frame.text_size, 1)
    canvas.rows(names, most=most * canvas.plot_width / room)
    canvas.axes.barh(range(len(shown)), values, height=_THICK, color=frame.tokens.ramp[2])
    marks = []
    for number, (name, days) in enumerate(shown):
        x, y = canvas.place_of(days, number)
        canvas.write(
            _days(days),
            x=x + 0.6 * frame.text_size,
            y=y + 0.36 * frame.text_size,
            colour=frame.tokens.muted,
        )
        marks.append(Mark(x, y, f"{name}: {_days(days)}"))
    return marks


def words(stretch: Stretch) -> str:
    """Return what the picture shows as one sentence, with all that was ticked."""
    told = ", ".join(f"{name} {number}" for name, number in _counted(stretch))
    return f"{TITLE}, {stretch.when}: {told or 'nothing'}"


def table(stretch: Stretch) -> Table:
    """Return every source that was ticked, the one of most days first."""
    return Table(("Source", "Days"), [(name, str(days)) for name, days in _counted(stretch)])


def _counted(stretch: Stretch) -> list[tuple[str, int]]:
    found = source_days(stretch.ticked, stretch.start, stretch.end)
    return [(stretch.labels.get(key, key), days) for key, days in found]


def _below(rows: int, canvas: Canvas) -> float:
    """Return the heights of text left free below a few rows, which would else be far apart."""
    heights = canvas.frame.height / canvas.frame.text_size
    return max(heights - 0.4 - rows * _ROW - (2.6 if canvas.frame.title else 0), 0.4)


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


CHART = Chart(
    title=TITLE,
    caption="A day counts once for each thing you ticked on it, so it can count for several.",
    draw=draw,
    words=words,
    table=table,
    drawable=lambda stretch: bool(_counted(stretch)),
    nothing="Nothing was ticked",
    ready=lambda stretch: bool(stretch.ticked),
    downwards=True,
)
