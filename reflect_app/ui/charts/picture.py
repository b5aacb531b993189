"""A chart as it is looked at: drawn in the worker, explored with the pointer or the keys."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QLabel, QWidget

from reflect_app.ui.background import Background
from reflect_app.ui.charts.canvas import Frame, Mark
from reflect_app.ui.charts.chart import Chart, Stretch
from reflect_app.ui.theme import Theme

SETTLED = 40
"""Milliseconds of rest before a picture is drawn: a window being pulled asks many times over."""

_LEAST_WIDTH, _LEAST_HEIGHT = 20, 20
"""Of a picture, in heights of its text."""
_GAP = 8
"""Pixels between a dot and its ring, and between the ring and the words."""
_STEPS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_DOWN: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENDS: dict[int, int] = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}

_Sheet = tuple[Stretch, Frame]
_Drawn = tuple[QImage, Sequence[Mark]]


class Picture(QLabel):
    """A chart as the worker drew it, with the words of the day that is pointed at.

    The picture before stays until the next one is drawn. A label, because a screen reader takes
    a label with a picture for what it is.
    """

    def __init__(self, chart: Chart, theme: Theme, background: Background) -> None:
        super().__init__("The chart is being drawn.")
        self._chart = chart
        self._theme = theme
        self._background = background
        self._stretch: Stretch | None = None
        self._drawn: _Sheet | None = None
        """What the picture in view was drawn for."""
        self._drawing = False
        self._image = QImage()
        self._marks: Sequence[Mark] = ()
        self._pointed: Mark | None = None
        self._words = DayWords(self)
        self._settled = QTimer(self, singleShot=True, interval=SETTLED)
        self._settled.timeout.connect(self._draw)
        theme.changed.connect(self._follow_theme)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(chart.title)
        self._steps = _DOWN if chart.downwards else _STEPS
        self.setAccessibleDescription(
            "Up and Down go from one to the next."
            if chart.downwards
            else "Left and Right go from day to day."
        )

    def show_stretch(self, stretch: Stretch) -> None:
        """Draw the days of `stretch`, as soon as the picture is in view."""
        self._stretch = stretch
        self.setAccessibleName(self._chart.words(stretch))
        self._settled.start()

    def sizeHint(self) -> QSize:
        """Return the least size, whatever was drawn last; a layout may give it more."""
        size = self._text_size()
        return QSize(round(_LEAST_WIDTH * size), round(_LEAST_HEIGHT * size))

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        """Draw anew for a screen with finer or coarser pixels."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._settled.start()
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what changed while the picture was out of view."""
        super().showEvent(event)
        self._settled.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw at the new size once it has come to rest."""
        super().resizeEvent(event)
        self._settled.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture pixel for pixel, and a ring around the day that is pointed at."""
        if self._drawn is None:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.drawImage(QPointF(), self._image)
        if self._pointed is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("text"), 2))
        radius = 0.5 * self._text_size()
        painter.drawEllipse(QPointF(self._pointed.x, self._pointed.y), radius, radius)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say the words of the nearest day."""
        at = event.position()
        nearest = self._nearest(at.y() if self._chart.downwards else at.x())
        if nearest != self._pointed:
            self._point_at(nearest)

    def leaveEvent(self, event: QEvent) -> None:
        """Say nothing once the pointer is gone."""
        super().leaveEvent(event)
        self._point_at(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from one to the next, from the newest or the first; Esc takes the words away."""
        key, last = event.key(), len(self._marks) - 1
        if key in self._steps and self._marks:
            first = 0 if self._chart.downwards else last
            at = self._marks.index(self._pointed) + self._steps[key] if self._pointed else first
            self._point_at(self._marks[min(max(at, 0), last)])
        elif key in _ENDS and self._marks:
            self._point_at(self._marks[_ENDS[key]])
        elif key == Qt.Key.Key_Escape and self._pointed:
            self._point_at(None)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say nothing once the focus is elsewhere."""
        super().focusOutEvent(event)
        self._point_at(None)

    def _text_size(self) -> float:
        """Return the height of the chart's text in pixels."""
        return self._theme.font("small").pointSizeF() * self.logicalDpiY() / 72

    def _follow_theme(self) -> None:
        self.updateGeometry()
        self._settled.start()

    def _sheet(self) -> _Sheet | None:
        """Return what is to be drawn now, None while there is nothing to draw or nobody looks."""
        if self._stretch is None or not self.isVisible():
            return None
        if not self._chart.drawable(self._stretch):
            return None
        frame = Frame(
            width=self.width(),
            height=self.height(),
            ratio=self.devicePixelRatioF(),
            text_size=self._text_size(),
            tokens=self._theme.tokens,
        )
        return self._stretch, frame

    def _draw(self) -> None:
        """Have it drawn, unless a drawing is under way: what it was for is looked at afterwards."""
        sheet = self._sheet()
        if self._drawing or sheet is None or sheet == self._drawn:
            return
        self._drawing = True
        self._background.run(
            partial(self._chart.picture, *sheet), self, partial(self._take, sheet), self._refuse
        )

    def _take(self, sheet: _Sheet, drawn: _Drawn) -> None:
        self._drawing = False
        if sheet != self._sheet():
            self._settled.start()
            return
        self._image, self._marks = drawn
        self._drawn = sheet
        self.setPixmap(QPixmap.fromImage(self._image))
        if self._pointed:
            words = self._pointed.text
            self._show_words(next((mark for mark in self._marks if mark.text == words), None))

    def _refuse(self, error: Exception) -> None:
        self._drawing = False
        raise error

    def _nearest(self, at: float) -> Mark | None:
        """Return the mark nearest to `at`, across or down as the chart goes."""
        after = bisect_left(self._marks, at, key=self._along)
        near = self._marks[max(after - 1, 0) : after + 1]
        return min(near, key=lambda mark: abs(self._along(mark) - at), default=None)

    def _along(self, mark: Mark) -> float:
        return mark.y if self._chart.downwards else mark.x

    def _point_at(self, mark: Mark | None) -> None:
        """Show the words of a day and tell them to a screen reader, or take them away."""
        self._show_words(mark)
        if mark:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, mark.text))

    def _show_words(self, mark: Mark | None) -> None:
        self._pointed = mark
        self._words.setVisible(mark is not None)
        if mark:
            self._words.show_by(mark)
        self.update()


class DayWords(QLabel):
    """The words of one day, beside its dot on the picture that they lie on."""

    def __init__(self, picture: QWidget) -> None:
        super().__init__(picture)
        self._picture = picture
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_by(self, mark: Mark) -> None:
        """Show the words of `mark` above it, or below it where there is no room above."""
        self.setText(mark.text)
        self.setWordWrap(False)
        room = self._picture.width()
        if self.sizeHint().width() > room:
            self.setWordWrap(True)
            self.resize(room, self.heightForWidth(room))
        else:
            self.resize(self.sizeHint())
        above, below = round(mark.y) - self.height() - 2 * _GAP, round(mark.y) + 2 * _GAP
        left = round(mark.x) - self.width() // 2
        self.move(min(max(left, 0), room - self.width()), above if above >= 0 else below)
