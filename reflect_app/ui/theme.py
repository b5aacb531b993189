"""One place for colours, type and space, read by palette, style sheet, painters and charts."""

import functools
from dataclasses import asdict, dataclass
from string import Template
from typing import Final, Literal

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontInfo,
    QFontMetrics,
    QFontMetricsF,
    QGuiApplication,
    QIcon,
    QPalette,
    QPixmap,
)
from PySide6.QtWidgets import QApplication

from reflect_app.ui import resources
from reflect_app.ui.settings import Look, Reading

Role = Literal[
    "bg", "side", "surface", "well", "line", "control", "text", "muted", "accent", "accent_soft",
    "on_accent", "plum", "good", "good_soft", "warn", "warn_soft", "danger", "danger_soft", "focus",
]  # fmt: skip
FontRole = Literal["base", "small", "card", "title", "name", "wordmark", "serif"]


@dataclass(frozen=True, kw_only=True)
class Tokens:
    """The colours of one look, as `#RRGGBB`."""

    bg: str
    side: str
    surface: str
    well: str
    """The ground of a number or a word that can be chosen."""
    line: str
    control: str
    text: str
    muted: str
    accent: str
    accent_soft: str
    on_accent: str
    plum: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    danger: str
    danger_soft: str
    focus: str
    categories: tuple[str, str, str, str]
    """For charts: told apart with any colour sight, and always with a marker and a dash too."""
    ramp: tuple[str, str, str, str, str]
    """Load from light to heavy; the number is printed in the cell."""


LIGHT: Final = Tokens(
    bg="#F6F4EF",
    side="#EFECE5",
    surface="#FFFFFF",
    well="#F1EEE7",
    line="#DEDACF",
    control="#80878A",
    text="#20292C",
    muted="#58646A",
    accent="#1E6A66",
    accent_soft="#DCECEA",
    on_accent="#FFFFFF",
    plum="#7A3E6B",
    good="#2F6B3A",
    good_soft="#E2EFE2",
    warn="#8A5300",
    warn_soft="#FBEFD9",
    danger="#A4262C",
    danger_soft="#FBE9E9",
    focus="#0B57D0",
    categories=("#469B8D", "#A6622B", "#25279D", "#311626"),
    ramp=("#E3EEEC", "#B5D4D0", "#7FB3AF", "#357876", "#0F5150"),
)

DARK: Final = Tokens(
    bg="#14191B",
    side="#101416",
    surface="#1C2326",
    well="#252D31",
    line="#313B3F",
    control="#7C888C",
    text="#E8EDEB",
    muted="#A5B0B1",
    accent="#7CC9C1",
    accent_soft="#1F3B3A",
    on_accent="#0E1B1B",
    plum="#D9A3CB",
    good="#9BD0A2",
    good_soft="#1E3323",
    warn="#F0BE72",
    warn_soft="#3A2D17",
    danger="#F29A9A",
    danger_soft="#3D2224",
    focus="#8AB4F8",
    categories=("#ACEAEC", "#D6B785", "#6F74E6", "#C2599A"),
    ramp=("#24393A", "#2F5A5A", "#3A7270", "#69ADA8", "#A9DDD7"),
)

SPACE: Final = (4, 8, 12, 16, 24, 32)
RADIUS_CONTROL: Final = 8
RADIUS_CARD: Final = 12
READING_LINE_HEIGHT: Final = 1.6
"""Of what the person writes and reads again, in times the size of its font."""

_SIZES: Final[dict[FontRole, tuple[float, QFont.Weight]]] = {
    "base": (14, QFont.Weight.Normal),
    "small": (12.5, QFont.Weight.Normal),
    "card": (15, QFont.Weight.DemiBold),
    "title": (24, QFont.Weight.DemiBold),
    "name": (18, QFont.Weight.DemiBold),
    "wordmark": (30, QFont.Weight.DemiBold),
    "serif": (16.5, QFont.Weight.Normal),
}
_ICON_SIDES: Final = (16, 20, 24, 32, 48)
_INTERFACE: Final = "Inter"
_FACES: Final = {
    "Inter": ("Inter-Regular", "Inter-Medium", "Inter-SemiBold"),
    "Source Serif 4": ("SourceSerif4-Regular", "SourceSerif4-SemiBold", "SourceSerif4-Italic"),
    "Atkinson Hyperlegible": ("AtkinsonHyperlegible-Regular", "AtkinsonHyperlegible-Bold"),
}
_READING: Final[dict[Reading, str]] = {
    "serif": "Source Serif 4",
    "hyperlegible": "Atkinson Hyperlegible",
}
_PALETTE: Final[dict[QPalette.ColorRole, Role]] = {
    QPalette.ColorRole.Window: "bg",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "bg",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "on_accent",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "line",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "control",
    QPalette.ColorRole.Shadow: "line",
}
_WRITING_ON: Final = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
)


_OF_STYLE: Final = (
    QEvent.Type.StyleChange,
    QEvent.Type.FontChange,
    QEvent.Type.PaletteChange,
)
_TICK: Final = 16
"""Pixels of a box to tick at 100 % text."""


@functools.cache
def _load(family: str) -> None:
    """Make the bundled `family` known to Qt, once in the life of the process."""
    for face in _FACES[family]:
        QFontDatabase.addApplicationFontFromData(QByteArray(resources.data(f"fonts/{face}.ttf")))


def line_height(font: QFont, times: float) -> float:
    """Return a line height of `times` the size of `font` as Qt wants it: in percent of its own."""
    return round(times * QFontInfo(font).pixelSize() / QFontMetricsF(font).height() * 100, 1)


def load_reading_fonts() -> None:
    """Have the faces for what the person writes ready; the first window does without them."""
    for family in _READING.values():
        _load(family)


class _Hush(QObject):
    """Keeps from every widget that it is undressed: in a moment it hears what it wears instead."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        return event.type() in _OF_STYLE


class Theme(QObject):
    """The look in force. Made once, by the application, and handed to who paints."""

    changed = Signal()
    """Colours or sizes are different now, and the application wears them already."""

    def __init__(self) -> None:
        super().__init__()
        self._app: QApplication | None = None
        self._look: Look = "system"
        self._reading: Reading = "serif"
        self._scale = 100
        self._hush = _Hush(self)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._dark = self._wants_dark()

    @property
    def tokens(self) -> Tokens:
        """Return the colours in force."""
        return DARK if self._dark else LIGHT

    @property
    def dark(self) -> bool:
        """Say whether the dark look is in force."""
        return self._dark

    @property
    def text_scale(self) -> int:
        """Return the size of text in percent, 100 to 200."""
        return self._scale

    def colour(self, role: Role) -> QColor:
        """Return the colour that plays `role`."""
        return QColor(getattr(self.tokens, role))

    def font(self, role: FontRole) -> QFont:
        """Return the font that plays `role`, at the person's text size."""
        size, weight = _SIZES[role]
        font = QFont(self._family(role))
        font.setPointSizeF(self._points(size))
        font.setWeight(weight)
        return font

    def icon(self, name: str, role: Role = "text", *, chosen: Role | None = None) -> QIcon:
        """Return the icon `name` in the colour of `role`, and of `chosen` where it is checked.

        A picture does not follow the look: ask again after `changed`.
        """
        # Only pages have icons; the locked window does without this library.
        from PySide6.QtGui import QPainter  # noqa: PLC0415
        from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415

        icon = QIcon()
        svg = resources.text(f"icons/{name}.svg")
        for state, ink in ((QIcon.State.Off, role), (QIcon.State.On, chosen or role)):
            tinted = svg.replace("currentColor", self.colour(ink).name())
            renderer = QSvgRenderer(QByteArray(tinted.encode()))
            for side in _ICON_SIDES:
                picture = QPixmap(side, side)
                picture.fill(Qt.GlobalColor.transparent)
                painter = QPainter(picture)
                renderer.render(painter)
                painter.end()
                icon.addPixmap(picture, QIcon.Mode.Normal, state)
        return icon

    def apply(self, app: QApplication) -> None:
        """Dress `app`, and keep it dressed through every later change."""
        self._app = app
        _load(_INTERFACE)
        app.setStyle("Fusion")
        self._dress()

    def set_look(self, look: Look) -> None:
        """Be light or dark, or whichever the system says."""
        self.wear(look, self._scale, self._reading)

    def set_text_scale(self, percent: int) -> None:
        """Show text at `percent` of its size, kept within 100 to 200."""
        self.wear(self._look, percent, self._reading)

    def set_reading(self, reading: Reading) -> None:
        """Set what the person writes in a serif, or in a face made for tired or low sight."""
        self.wear(self._look, self._scale, reading)

    def wear(self, look: Look, percent: int, reading: Reading) -> None:
        """Set look, size of text and letters together, for the price of one change."""
        before = self._dark, self._scale, self._reading
        self._look, self._reading = look, reading
        self._dark = self._wants_dark()
        self._scale = min(max(percent, 100), 200)
        if before != (self._dark, self._scale, self._reading):
            self._dress()

    def _wants_dark(self) -> bool:
        if self._look == "system":
            return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._look == "dark"

    def _follow_system(self) -> None:
        self.wear(self._look, self._scale, self._reading)

    def _dress(self) -> None:
        if self._app is None:
            return
        self._undress(self._app)
        self._app.setPalette(self._palette())
        self._app.setFont(self.font("base"))
        self._app.setStyleSheet(self._style_sheet())
        self.changed.emit()

    def _undress(self, app: QApplication) -> None:
        # A sheet put on over another makes Qt polish each widget once for every widget it lies
        # in, ten times over for a page; put on afresh, it polishes each of them once.
        app.installEventFilter(self._hush)
        app.setStyleSheet("")
        app.removeEventFilter(self._hush)

    def _palette(self) -> QPalette:
        palette = QPalette()
        for slot, role in _PALETTE.items():
            palette.setColor(slot, self.colour(role))
        for slot in _WRITING_ON:
            palette.setColor(QPalette.ColorGroup.Disabled, slot, self.colour("muted"))
        return palette

    def _style_sheet(self) -> str:
        sizes = {f"size_{role}": f"{self._points(size)}pt" for role, (size, _) in _SIZES.items()}
        images = resources.path("style/dark" if self._dark else "style/light").as_posix()
        # A radius beyond half the height would be taken for none at all.
        pill = (max(QFontMetrics(self.font("small")).height(), 20) + 12) // 2
        # A control is never squeezed to less than its own line of text.
        line = max(QFontMetrics(self.font("base")).height(), 20)
        rest = {
            "line_height": line,
            "field_height": line + 2,
            "pill": pill,
            "ring": pill + 4,
            "tick": _TICK * self._scale // 100,
            "tick_round": (_TICK + 2) * self._scale // 200,
            "reading": _READING[self._reading],
            "images": images,
        }
        sheet = Template(resources.text("style/reflect.qss"))
        return sheet.substitute(asdict(self.tokens) | sizes | rest)

    def _family(self, role: FontRole) -> str:
        family = _READING[self._reading] if role == "serif" else _INTERFACE
        _load(family)
        return family

    def _points(self, pixels: float) -> float:
        # A style sheet takes whole pixels only, but fractions of points.
        dots = QGuiApplication.primaryScreen().logicalDotsPerInchY()
        return round(pixels * self._scale / 100 * 72 / dots, 3)
