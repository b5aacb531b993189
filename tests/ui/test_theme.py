import re
from dataclasses import fields
from itertools import combinations

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QPalette
from PySide6.QtWidgets import QLabel, QTextEdit, QVBoxLayout, QWidget

from reflect_app.ui import resources
from reflect_app.ui.theme import DARK, LIGHT, Theme, line_height, load_reading_fonts
from reflect_app.ui.widgets.text import Secondary, Serif

LOOKS = {"light": LIGHT, "dark": DARK}
WORDS_ON = [
    (ink, ground)
    for ink in ("text", "muted")
    for ground in ("bg", "side", "surface", "well")
] + [
    ("on_accent", "accent"),
    ("on_accent", "plum"),
    ("accent", "surface"),
    ("accent", "bg"),
    ("accent", "accent_soft"),
    ("text", "accent_soft"),
    ("good", "good_soft"),
    ("warn", "warn_soft"),
    ("danger", "danger_soft"),
    ("danger", "surface"),
    ("plum", "surface"),
]  # fmt: skip
SHAPES_ON = [
    (shape, ground)
    for shape in ("control", "focus")
    for ground in ("bg", "surface")
]  # fmt: skip


def luminance(name):
    def linear(part):
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    colour = QColor(name)
    red, green, blue = map(linear, (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture
def changes(theme):
    """Return a list that grows by one each time the look changes."""
    met = []
    theme.changed.connect(lambda: met.append(theme.dark))
    return met


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(("ink", "ground"), WORDS_ON)
def test_words_stand_out_from_their_ground(look, ink, ground):
    tokens = LOOKS[look]
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(("shape", "ground"), SHAPES_ON)
def test_outlines_that_show_a_control_stand_out_too(look, shape, ground):
    tokens = LOOKS[look]
    assert contrast(getattr(tokens, shape), getattr(tokens, ground)) >= 3


@pytest.mark.parametrize("look", LOOKS)
def test_every_colour_is_written_out_and_no_two_categories_are_one(look):
    tokens = LOOKS[look]
    for field in fields(tokens):
        value = getattr(tokens, field.name)
        for name in value if isinstance(value, tuple) else (value,):
            assert re.fullmatch("#[0-9A-F]{6}", name), field.name
    for one, other in combinations(tokens.categories, 2):
        assert one != other


@pytest.mark.parametrize("look", LOOKS)
def test_the_ramp_goes_one_way(look):
    steps = [luminance(name) for name in LOOKS[look].ramp]
    assert steps in (sorted(steps), sorted(steps, reverse=True))


def test_no_colour_stands_in_the_style_sheet():
    sheet = resources.text("style/reflect.qss")
    assert not re.search(r":[^;{}]*#[0-9a-fA-F]{3,8}\b", sheet)


def test_a_chosen_look_dresses_the_application_at_once(theme, qapp, changes):
    theme.set_look("dark")
    assert (theme.dark, theme.tokens) == (True, DARK)
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.bg
    assert DARK.surface in qapp.styleSheet()
    theme.set_look("light")
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == LIGHT.bg
    assert DARK.surface not in qapp.styleSheet()
    assert changes == [True, False]


def test_choosing_what_holds_already_changes_nothing(theme, changes):
    theme.set_look("light")
    theme.set_look("system")
    theme.set_text_scale(100)
    theme.set_reading("serif")
    assert changes == []


def test_disabled_words_are_muted_and_not_gone(theme, qapp):
    group = QPalette.ColorGroup.Disabled
    assert qapp.palette().color(group, QPalette.ColorRole.Text) == theme.colour("muted")


@pytest.mark.parametrize(("asked", "given"), [(50, 100), (125, 125), (200, 200), (900, 200)])
def test_text_is_shown_at_the_size_that_was_asked_for_within_reason(theme, asked, given):
    theme.set_text_scale(asked)
    assert theme.text_scale == given


def test_everything_grows_together(theme, qapp, qtbot):
    label = Secondary("Words")
    qtbot.addWidget(label)
    label.show()
    small, base = QFontInfo(label.font()).pointSizeF(), QFontInfo(qapp.font()).pointSizeF()
    theme.set_text_scale(200)
    assert QFontInfo(label.font()).pointSizeF() == pytest.approx(2 * small, rel=0.05)
    assert QFontInfo(qapp.font()).pointSizeF() == pytest.approx(2 * base, rel=0.05)


def test_half_pixels_are_not_lost(theme):
    sizes = [theme.font(role).pointSizeF() for role in ("base", "small", "card", "title")]
    assert sizes == pytest.approx([size * sizes[0] / 14 for size in (14, 12.5, 15, 24)], rel=0.001)


def test_the_fonts_are_those_that_come_with_it(theme):
    for role, family in (("base", "Inter"), ("serif", "Source Serif 4")):
        info = QFontInfo(theme.font(role))
        assert info.family() == family
    assert theme.font("card").weight() == QFont.Weight.DemiBold


def test_what_a_person_writes_can_be_set_for_tired_eyes(theme, qtbot, changes):
    load_reading_fonts()
    words = Serif("A few lines")
    qtbot.addWidget(words)
    words.show()
    theme.set_reading("hyperlegible")
    assert words.font().family() == "Atkinson Hyperlegible"
    assert QFontInfo(theme.font("serif")).family() == "Atkinson Hyperlegible"
    assert QFontInfo(theme.font("base")).family() == "Inter"
    assert len(changes) == 1


@pytest.mark.parametrize("reading", ["serif", "hyperlegible"])
def test_a_line_is_as_high_whatever_the_face(theme, reading):
    theme.set_reading(reading)
    font = theme.font("serif")
    label = QLabel()
    label.setFont(font)
    height = label.fontMetrics().height() * line_height(font, 1.6) / 100
    assert height == pytest.approx(1.6 * QFontInfo(font).pixelSize(), abs=1)


def test_an_icon_takes_its_colours_from_the_look(theme):
    def ink(look):
        theme.set_look(look)
        picture = theme.icon("flag", "accent").pixmap(32, 32).toImage()
        solid = [
            picture.pixelColor(x, y).name().upper()
            for x in range(picture.width())
            for y in range(picture.height())
            if picture.pixelColor(x, y).alpha() == 255
        ]
        return max(set(solid), key=solid.count)

    assert ink("light") == LIGHT.accent
    assert ink("dark") == DARK.accent


def test_the_pictures_of_the_style_sheet_exist_in_both_looks(theme, qapp):
    for look in LOOKS:
        theme.set_look(look)
        named = re.findall(r"url\(([^)]*)\)", qapp.styleSheet())
        assert named
        for path in named:
            assert resources.path(f"style/{look}").joinpath(path.rsplit("/", 1)[1]).is_file()


def test_before_it_is_applied_it_changes_nothing(qapp, qtbot):
    before = qapp.styleSheet()
    theme = Theme()
    theme.set_look("dark")
    theme.set_text_scale(200)
    assert theme.dark
    assert qapp.styleSheet() == before


def test_a_window_made_later_wears_the_look_too(theme, qtbot):
    theme.set_look("dark")
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    assert window.grab().toImage().pixelColor(5, 5).name().upper() == DARK.bg


def test_look_size_and_letters_chosen_together_are_one_change(theme, changes):
    theme.wear("dark", 150, "hyperlegible")
    assert (theme.dark, theme.text_scale) == (True, 150)
    assert theme.font("serif").family() == "Atkinson Hyperlegible"
    assert changes == [True]


class StyleChanges(QObject):
    """Counts how often its widget was told to look different."""

    def __init__(self, widget):
        super().__init__(widget)
        self.met = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched, event):
        self.met += event.type() == QEvent.Type.StyleChange
        return False


def test_a_change_is_paid_for_once_however_deep_a_widget_lies(theme, qtbot):
    outermost = inner = QWidget()
    qtbot.addWidget(outermost)
    for _ in range(10):
        column = QVBoxLayout(inner)
        inner = QWidget()
        column.addWidget(inner)
    label = Secondary("Words")
    QVBoxLayout(inner).addWidget(label)
    outermost.show()
    small = label.font().pointSizeF()
    counted = StyleChanges(label)
    theme.wear("dark", 200, "serif")
    assert counted.met == 1
    assert label.font().pointSizeF() == pytest.approx(2 * small, rel=0.05)
    assert label.palette().color(label.foregroundRole()) == theme.colour("muted")


def test_what_is_being_read_stays_where_it_is_in_another_look(theme, qtbot):
    words = QTextEdit("Words.<br>" * 300)
    qtbot.addWidget(words)
    words.resize(300, 200)
    words.show()
    bar = words.verticalScrollBar()
    bar.setValue(bar.maximum() - 5)
    before = bar.value()
    theme.set_look("dark")
    assert bar.value() == before


def test_nobody_sees_the_application_change(theme, qapp, qtbot):
    class Paintings(QObject):
        met = 0

        def eventFilter(self, _watched, event):
            self.met += event.type() == QEvent.Type.Paint
            return False

    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    paintings = Paintings()
    qapp.installEventFilter(paintings)
    theme.wear("dark", 200, "serif")
    assert paintings.met == 0
    qtbot.waitUntil(lambda: paintings.met > 0)
    qapp.removeEventFilter(paintings)


def test_the_look_follows_the_system_where_that_is_chosen(theme, qapp, changes, monkeypatch):
    theme.set_look("system")
    monkeypatch.setattr(theme, "_wants_dark", lambda: True)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert changes == [True]
