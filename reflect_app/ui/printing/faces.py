"""The faces and sizes of what is printed: nothing is ever set smaller, however much there is."""

import functools
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QFontMetricsF

from reflect_app.ui import resources
from reflect_app.ui.theme import load_reading_fonts

POINT: Final = 1200 / 72
"""Dots to a point. All that is printed is measured in dots, 1200 to an inch, on every device."""

INK: Final = QColor.fromRgbF(0, 0, 0)
QUIET: Final = QColor.fromRgbF(0.33, 0.33, 0.33)
"""Of what stands beside the words; it is read as easily (seven to one)."""
HAIR: Final = QColor.fromRgbF(0.72, 0.72, 0.72)
"""Of lines that only order the sheet."""

_SANS: Final = "Inter"
_SERIF: Final = "Source Serif 4"
_SANS_FACES: Final = ("Inter-Regular", "Inter-SemiBold")
_AS_TYPED: Final = ("liga", "calt")
"""Features that draw several letters as one: who copies from the file would not get the letters."""


@dataclass(frozen=True)
class Type:
    """How a kind of text is set; sizes and the height of a line in points."""

    size: float
    leading: float
    serif: bool = False
    strong: bool = False
    quiet: bool = False

    @property
    def ink(self) -> QColor:
        """Return the colour of the letters."""
        return QUIET if self.quiet else INK

    def font(self) -> QFont:
        """Return the font, in dots."""
        _load()
        font = QFont(_SERIF if self.serif else _SANS)
        font.setPixelSize(round(self.size * POINT))
        font.setWeight(QFont.Weight.DemiBold if self.strong else QFont.Weight.Normal)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        for feature in _AS_TYPED:
            font.setFeature(QFont.Tag(feature), 0)
        return font

    def baseline(self) -> float:
        """Return how far below the top of its line the letters stand, in dots."""
        metrics = QFontMetricsF(self.font())
        return (self.leading * POINT + metrics.ascent() - metrics.descent()) / 2

    def width_of(self, text: str) -> float:
        """Return how much room `text` takes on one line, in dots."""
        return QFontMetricsF(self.font()).horizontalAdvance(text)


SMALL: Final = Type(10, 14, quiet=True)
LABEL: Final = Type(10, 14, strong=True, quiet=True)
QUESTION: Final = Type(18, 24, serif=True)
TEXT: Final = Type(10.5, 15.5)
TITLE: Final = Type(11.5, 16, strong=True)
QUOTE: Final = Type(12, 19, serif=True)


@functools.cache
def _load() -> None:
    """Make the faces known to Qt, as far as the window has not done so."""
    load_reading_fonts()
    if QFontInfo(QFont(_SANS)).family() == _SANS:
        return
    for face in _SANS_FACES:
        QFontDatabase.addApplicationFontFromData(QByteArray(resources.data(f"fonts/{face}.ttf")))
