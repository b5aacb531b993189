"""What hides everything in the window from one moment to the next."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.ui.settings import Settings
from reflect_app.ui.widgets.text import Body, Wordmark


class Cover(QWidget):
    """Lies over all of `window`, with the name and, if there is any, a word about what goes on."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAutoFillBackground(True)
        self.setGeometry(window.rect())
        self._words = Body()
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._words.hide()
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(Wordmark("Reflect"), 0, Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._words)
        column.addStretch(1)
        self.raise_()

    def say(self, sentence: str) -> None:
        """Tell what is going on behind it."""
        self._words.setText(sentence)
        self._words.show()
        self.repaint()


class Curtain(QObject):
    """Covers the window while another program is in front, if a person wants that."""

    def __init__(self, window: QWidget, settings: Settings, is_open: Callable[[], bool]) -> None:
        """Ask `is_open` whether there is anything to hide."""
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._is_open = is_open
        self._cover: Cover | None = None
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._follow)

    def _follow(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self._draw_back()
        elif self._settings.cover_when_away and self._is_open() and self._cover is None:
            self._cover = Cover(self._window)
            self._cover.show()

    def _draw_back(self) -> None:
        if self._cover:
            self._cover.hide()
            self._cover.deleteLater()
            self._cover = None
