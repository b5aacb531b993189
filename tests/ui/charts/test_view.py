"""The card of a chart: picture, figures, and a picture that is kept as a file."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QTableView

from reflect_app.domain.supervision import Cycle
from reflect_app.ui.charts import CHARTS
from reflect_app.ui.charts.view import ChartCard, _file_name, _keep
from reflect_app.ui.theme import DARK, LIGHT

LOAD = CHARTS[0]


@pytest.fixture
def card(qtbot, theme, background, stretch, daily):
    """Return the load chart of thirty days, drawn."""
    card = ChartCard(LOAD, theme, background)
    qtbot.addWidget(card)
    card.resize(640, 480)
    card.show_stretch(stretch(daily(30)))
    card.show()
    qtbot.waitUntil(lambda: not card._picture.pixmap().isNull())
    return card


@pytest.fixture
def choose(monkeypatch):
    """Return a way to choose a file in the dialog, and see what the dialog offered."""
    offered = []

    def choose(file):
        def ask(_parent, title, place, kinds):
            offered.extend((title, place, kinds))
            return str(file or ""), kinds

        monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
        return offered

    return choose


@pytest.fixture
def keep(qtbot, card):
    """Return a way to keep the picture and read what is said of it."""

    def keep():
        with qtbot.waitSignal(card.kept) as kept:
            card.keep()
        return kept.args[0]

    return keep


def test_the_figures_are_one_click_away_and_the_chart_one_click_back(card, find, qtbot):
    find(QPushButton, "Show the figures, Emotional load").click()
    table = find(QTableView, "Emotional load, figures")
    first = [table.model().index(0, column).data() for column in range(4)]
    assert first == ["Friday 20 November 2026", "10", "10", "1"]
    assert not card._picture.isVisible()
    find(QPushButton, "Show the chart, Emotional load").click()
    assert card._picture.isVisible()
    assert not table.isVisible()


def test_a_press_that_comes_late_turns_nothing_over_where_nothing_is_shown(
    card, find, stretch, daily
):
    turn = find(QPushButton, "Show the figures, Emotional load")
    turn.click()
    thirty = stretch(daily(30))
    card.show_stretch(replace(thirty, start=thirty.end, days=thirty.days[:-1]))
    assert card._nothing.isVisible()
    turn.click()  # through the bus it comes a tenth of a second after it was asked for
    assert card._nothing.isVisible()


def test_the_figures_stay_in_view_and_follow_the_days(card, find, stretch):
    find(QPushButton, "Show the figures, Emotional load").click()
    card.show_stretch(stretch([(3, 5), (2, 5), (1, 6), (0, 6)]))
    assert find(QTableView, "Emotional load, figures").model().rowCount() == 4


def test_without_days_it_says_so_in_a_sentence_and_comes_back_with_the_chart(card, find, stretch):
    find(QPushButton, "Show the figures, Emotional load").click()
    card.show_stretch(stretch([(9, 5), (8, 5), (7, 5), (6, 5)], since=3))
    assert find(
        QLabel,
        "No check-in days since 17 November. A longer span shows the days before.",
    )
    assert not [each for each in card.findChildren(QPushButton) if each.isVisible()]
    card.show_stretch(stretch([(9, 5), (8, 5), (7, 5), (6, 5)]))
    assert card._picture.isVisible()
    assert find(QPushButton, "Show the figures, Emotional load")


def test_a_cycle_without_days_says_which(card, find, stretch):
    whole = stretch([(1, 5), (2, 5), (3, 5), (4, 5)])
    cycle = Cycle(date(2026, 10, 7), date(2026, 11, 4))
    card.show_stretch(replace(whole, start=cycle.start, end=cycle.last_day, cycle=cycle))
    assert find(
        QLabel,
        "No check-in days from 7 October to 3 November. "
        "Another cycle or a longer span may have some.",
    )


def test_the_caption_says_how_the_chart_is_to_be_read(card, find):
    assert find(QLabel, LOAD.caption)


def test_a_kept_picture_is_fine_titled_and_light_in_any_look(card, theme, choose, keep, tmp_path):
    theme.set_look("dark")
    assert theme.tokens is DARK
    file = tmp_path / "load.png"
    choose(file)
    assert keep() == (
        "Saved as load.png. It is not encrypted: anybody who finds the file can see it."
    )
    image = QImage(str(file))
    assert (image.width(), image.height()) == (1920, 960)
    assert image.pixelColor(1, 1).name().upper() == LIGHT.surface
    assert image.textKeys() == []


def test_the_dialog_offers_a_neutral_name_and_warns(card, choose, tmp_path):
    offered = choose(None)
    card.keep()
    title, place, kinds = offered
    assert title == "Save picture (the file is not encrypted)"
    assert place.endswith("emotional-load.png")
    assert "*.png" in kinds


def test_nothing_is_kept_when_no_file_is_chosen(card, choose, background, monkeypatch):
    choose(None)
    monkeypatch.setattr(background, "run", lambda *_: pytest.fail("nothing was asked for"))
    card.keep()


def test_nothing_is_kept_before_there_is_anything(qtbot, theme, background, choose):
    offered = choose("anywhere.png")
    card = ChartCard(LOAD, theme, background)
    qtbot.addWidget(card)
    card.keep()
    assert offered == []


def test_a_name_without_an_ending_gets_one(choose, keep, tmp_path):
    choose(tmp_path / "the week of 20.11")
    assert keep().startswith("Saved as the week of 20.11.png.")
    assert (tmp_path / "the week of 20.11.png").exists()


def test_a_name_that_was_not_agreed_to_overwrites_nothing(choose, keep, tmp_path):
    there = tmp_path / "load.png"
    there.write_text("mine")
    choose(tmp_path / "load")
    assert keep() == "There is a file of that name already. Please choose another name."
    assert there.read_text() == "mine"
    choose(there)
    assert keep().startswith("Saved as load.png.")
    assert there.read_bytes().startswith(b"\x89PNG")


def test_a_place_that_cannot_be_written_to_is_told_in_a_sentence(choose, keep, tmp_path):
    choose(tmp_path / "not there" / "load.png")
    assert keep() == "It could not be saved there. Please choose another place."


def test_a_mistake_while_keeping_is_not_kept_quiet(qtbot, card, choose, monkeypatch, tmp_path):
    def mistaken(*_):
        raise ZeroDivisionError

    choose(tmp_path / "load.png")
    monkeypatch.setattr(card, "_chart", replace(LOAD, draw=mistaken))
    with qtbot.captureExceptions() as raised:
        card.keep()
        qtbot.waitUntil(lambda: bool(raised))
    assert raised[0][0] is ZeroDivisionError


def test_a_file_is_named_and_written_as_a_picture(qapp, stretch, daily, tmp_path):
    days = stretch(daily(9))
    for name, kept in (
        ("a.png", "a.png"),
        ("b.PNG", "b.PNG"),
        ("c.jpg", "c.jpg.png"),
        ("d", "d.png"),
    ):
        assert _keep(LOAD, days, tmp_path / name) == tmp_path / kept
        assert (tmp_path / kept).read_bytes().startswith(b"\x89PNG")
    with pytest.raises(FileExistsError):
        _keep(LOAD, days, tmp_path / "d")


def test_a_card_is_out_of_sight_until_the_journal_holds_enough(card, stretch, daily):
    card.show_stretch(stretch(daily(3)))
    assert card.isHidden()
    card.show_stretch(stretch(daily(4)))
    assert card.isVisible()


def test_saving_from_the_card_warns_before_it_asks_where(card, find, choose):
    offered = choose(None)
    button = find(QPushButton, "Save picture, Emotional load")
    heard = QAccessible.queryAccessibleInterface(button)
    warning = "The file is not encrypted: anybody who finds it can see it."
    assert heard.text(QAccessible.Text.Description) == button.toolTip() == warning
    button.click()
    assert offered[0] == "Save picture (the file is not encrypted)"


def test_a_title_with_a_comma_makes_a_plain_name():
    assert _file_name("Leaving time, minutes after plan") == "leaving-time-minutes-after-plan"
