"""A chart on a card: its picture, its figures as a table, and a way to keep the picture."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QStandardPaths, Qt, Signal
from PySide6.QtGui import QImageWriter
from PySide6.QtWidgets import QFileDialog, QStackedLayout, QWidget

from reflect_app.domain.dates import day_month
from reflect_app.ui.background import Background
from reflect_app.ui.charts.canvas import Frame
from reflect_app.ui.charts.chart import Chart, Stretch
from reflect_app.ui.charts.figures import Figures
from reflect_app.ui.charts.picture import Picture
from reflect_app.ui.theme import LIGHT, Theme
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.text import Secondary

KEPT_WIDTH, KEPT_HEIGHT, KEPT_RATIO = 960, 480, 2
"""A kept picture in pixels of a window at 100 % text, and how many it has for each of them."""

_KEPT_TEXT = 12.5
"""Its text in pixels. It is light in any look: where it goes, the paper is white."""


class ChartCard(Card):
    """One chart, to be looked at or read."""

    kept = Signal(str)
    """A picture was to be kept; this sentence says what became of it."""

    def __init__(self, chart: Chart, theme: Theme, background: Background) -> None:
        super().__init__(chart.title)
        self._chart = chart
        self._background = background
        self._stretch: Stretch | None = None
        self._picture = Picture(chart, theme, background)
        self._figures = Figures(f"{chart.title}, figures")
        self._turn = Button("", kind="link")
        self._turn.setProperty("flush", True)
        self._turn.clicked.connect(self._turn_over)
        self._save = Button("Save picture", kind="link")
        self._save.setProperty("flush", True)
        self._save.setAccessibleName(f"Save picture, {chart.title}")
        self._save.setAccessibleDescription(
            "The file is not encrypted: anybody who finds it can see it."
        )
        self._save.setToolTip(self._save.accessibleDescription())
        self._save.clicked.connect(self.keep)
        self._nothing = Secondary()
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._caption = Secondary(chart.caption)
        self._lay_out()

    def show_stretch(self, stretch: Stretch) -> None:
        """Show the days of `stretch`, or say that they hold nothing to draw."""
        self._stretch = stretch
        self.setVisible(self._chart.ready(stretch))
        self._nothing.setText(_nothing(self._chart, stretch))
        self._picture.show_stretch(stretch)
        if not self._chart.drawable(stretch):
            self._show(self._nothing)
        else:
            self._show(self._figures if self._reading() else self._picture)

    def keep(self) -> None:
        """Ask where the picture is to be kept, and draw it for there."""
        if self._stretch is None:
            return
        pictures = QStandardPaths.StandardLocation.PicturesLocation
        folder = Path(QStandardPaths.writableLocation(pictures))
        file = f"{_file_name(self._chart.title)}.png"
        name, _ = QFileDialog.getSaveFileName(
            self,
            "Save picture (the file is not encrypted)",
            str(folder / file),
            "PNG picture (*.png)",
        )
        if not name:
            return
        self._background.run(
            partial(_keep, self._chart, self._stretch, Path(name)),
            self,
            self._say_kept,
            self._say_refused,
        )

    def _lay_out(self) -> None:
        sheet = QWidget()
        self._stack = QStackedLayout(sheet)
        for side in (self._picture, self._figures, self._nothing):
            self._stack.addWidget(side)
        self.body.addWidget(sheet, 1)
        self.body.addWidget(self._caption)
        ways = QWidget()
        row = FlowLayout(ways, spacing=20)
        row.addWidget(self._turn)
        row.addWidget(self._save)
        self.body.addWidget(ways)

    def _reading(self) -> bool:
        return self._stack.currentWidget() is self._figures

    def _turn_over(self) -> None:
        # A screen reader may press what it met a moment ago and is out of sight by now.
        if self._stack.currentWidget() is self._nothing:
            return
        self._show(self._picture if self._reading() else self._figures)

    def _show(self, side: QWidget) -> None:
        if side is self._figures and self._stretch:
            self._figures.show_table(self._chart.table(self._stretch))
        self._stack.setCurrentWidget(side)
        self._turn.setText("Show the chart" if side is self._figures else "Show the figures")
        self._turn.setAccessibleName(f"{self._turn.text()}, {self._chart.title}")
        for way in (self._turn, self._save):
            way.setVisible(side is not self._nothing)
        self._caption.setVisible(side is self._picture)

    def _say_kept(self, file: Path) -> None:
        self.kept.emit(
            f"Saved as {file.name}. It is not encrypted: anybody who finds the file can see it."
        )

    def _say_refused(self, error: Exception) -> None:
        if isinstance(error, FileExistsError):
            self.kept.emit("There is a file of that name already. Please choose another name.")
        elif isinstance(error, OSError):
            self.kept.emit("It could not be saved there. Please choose another place.")
        else:
            raise error


def _nothing(chart: Chart, stretch: Stretch) -> str:
    if stretch.cycle:
        return f"{chart.nothing} {stretch.when}. Another cycle or a longer span may have some."
    start = stretch.start
    year = f" {start.year}" if start.year != stretch.end.year else ""
    since = f"{chart.nothing} since {day_month(start)}{year}."
    return f"{since} A longer span shows the days before."


def _file_name(title: str) -> str:
    """Return a title as a file is named: "Emotional load" is emotional-load."""
    return "-".join("".join(each if each.isalnum() else " " for each in title.lower()).split())


def _keep(chart: Chart, stretch: Stretch, file: Path) -> Path:
    """Draw a picture, put it into a file and return which; raise OSError. Runs in the worker."""
    frame = Frame(KEPT_WIDTH, KEPT_HEIGHT, KEPT_RATIO, _KEPT_TEXT, LIGHT, chart.title)
    image, _ = chart.picture(stretch, frame)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    named = file.suffix.lower() == ".png"
    file = file if named else file.with_name(f"{file.name}.png")
    # Nobody was asked whether this other name may be overwritten.
    with file.open("wb" if named else "xb") as kept:
        kept.write(buffer.data().data())
    return file
