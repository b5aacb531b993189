"""The tests keep out of the way of the person who runs them."""

import os
from datetime import datetime
from pathlib import Path

import platformdirs


def test_nothing_is_written_to_the_real_home():
    places = (
        Path.home(),
        platformdirs.user_config_path("reflect"),
        platformdirs.user_data_path("reflect"),
    )
    for place in places:
        assert "reflect-tests-" in str(place)


def test_the_clock_stands_where_it_was_put_and_shows_london_time(clock):
    assert clock.local().strftime("%a %d %B %H:%M") == "Fri 20 November 15:10"
    clock.set(datetime(2026, 7, 1, 9, 30))  # noqa: DTZ001 (a wall clock has no zone)
    assert clock.now().hour == 8
    clock.move(days=1, minutes=-30)
    assert (clock.today().day, clock.minutes()) == (2, 9 * 60)


def test_there_is_no_screen(qapp):
    assert qapp.platformName() == os.environ["QT_QPA_PLATFORM"] == "offscreen"
