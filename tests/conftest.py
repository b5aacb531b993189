"""Give every test a home of its own, no screen, one time zone and a clock that stands still."""

import json
import os
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings

from reflect_app.domain.clock import Clock
from reflect_app.vault.keys import Argon
from reflect_app.vault.vault import Vault

# Speed is measured in tests/bench: on a busy computer a deadline would only tell that it is busy.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


def pytest_configure(config):
    """Point everything that looks for a home elsewhere, before Qt or matplotlib is loaded."""
    home = tempfile.TemporaryDirectory(prefix="reflect-tests-")
    config.add_cleanup(home.cleanup)
    os.environ["HOME"] = home.name
    for place in ("CACHE", "CONFIG", "DATA", "STATE"):
        os.environ[f"XDG_{place}_HOME"] = f"{home.name}/{place.lower()}"
    # Kept between runs: matplotlib takes seconds to list the fonts of the computer anew.
    os.environ["MPLCONFIGDIR"] = str(config.cache.mkdir("matplotlib"))
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # London, spelt out so that it needs no time zone files.
    os.environ["TZ"] = "GMT0BST,M3.5.0/1,M10.5.0"
    if hasattr(time, "tzset"):
        time.tzset()


class FakeClock(Clock):
    """Stands at one moment until a test moves it. It begins on Friday 20 November 2026, 15:10."""

    def __init__(self, now: datetime = datetime(2026, 11, 20, 15, 10, tzinfo=UTC)) -> None:
        self._now = now
        self._steady = 0.0

    def now(self) -> datetime:
        return self._now

    def steady(self) -> float:
        return self._steady

    def set(self, moment: datetime) -> None:
        """Stand at `moment`; one without a time zone is meant as a clock on the wall says it."""
        self._now = moment.astimezone(UTC)

    def move(self, *, days: float = 0, hours: float = 0, minutes: float = 0) -> None:
        """Go forward, or back with negative numbers, counting days of 24 hours.

        The computer sleeps meanwhile: its steady clock stands.
        """
        self._now += timedelta(days=days, hours=hours, minutes=minutes)

    def run(self, seconds: float) -> None:
        """Go forward as a computer does that is awake."""
        self._now += timedelta(seconds=seconds)
        self._steady += seconds


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def passphrase() -> str:
    """Return what opens `vault`."""
    return "slow heron under the bridge"


@pytest.fixture
def vault(tmp_path, passphrase) -> Vault:
    """Return a locked journal with nothing in it, whose passphrase costs little to try."""
    vault = Vault(tmp_path / "journal")
    vault.create(passphrase, argon=Argon(memory=64, passes=1, lanes=1)).close()
    return vault


@pytest.fixture
def journal(vault, passphrase):
    """Return the open journal of `vault`; it may be closed early."""
    journal = vault.unlock(passphrase)
    yield journal
    journal.close()


class FakeKeychain:
    """The computer's keychain, as a process that asks it finds it."""

    def __init__(self, place: Path) -> None:
        self._place = place
        place.mkdir()
        self.be("well")

    def be(self, mood: str) -> None:
        """Behave like this from now on: well, locked, hanging, ... (see `fake_keychain`)."""
        (self._place / "mood").write_text(mood, "utf-8")

    def kept(self) -> dict[str, str]:
        """Return what it keeps, by name."""
        return self._read("kept.json")

    def environment(self) -> dict[str, str]:
        """Return the environment in which its library was loaded last."""
        return self._read("environment.json")

    def persist(self) -> str:
        """Return for how long it was told to keep something."""
        return (self._place / "persist").read_text("utf-8")

    def _read(self, name: str) -> dict[str, str]:
        file = self._place / name
        return json.loads(file.read_text("utf-8")) if file.exists() else {}


@pytest.fixture
def keychain(tmp_path, monkeypatch) -> FakeKeychain:
    """Return a keychain that does as it should until a test lets it be otherwise."""
    place = tmp_path / "keychain"
    monkeypatch.setenv("FAKE_KEYCHAIN", str(place))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent / "fake_keychain"))
    return FakeKeychain(place)
