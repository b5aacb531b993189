#!/usr/bin/env python3
"""Every screen of Reflect as a picture, light and dark, made without a display.

    .venv/bin/python packaging/pictures.py [DIR] [--only NAME]    by default packaging/pictures
    .venv/bin/python packaging/pictures.py --readme               those that the README shows

It is the app itself, on the demo journal and on empty ones in a folder of their own, with a clock
that stands still, fonts of its own, and a chance that always falls the same way: two runs make
the same pixels.
NAME is a whole name or how some begin, such as `today` or `write-gibbs`.
"""

import argparse
import os
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import TypeVar
from unittest.mock import patch

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QEventLoop,
    QMessageLogContext,
    QObject,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)
from xkcdpass import xkcd_password

from reflect_app import demo
from reflect_app.domain.clock import Clock
from reflect_app.domain.contacts import INCIDENTS
from reflect_app.domain.plan import LEAVE
from reflect_app.domain.records import Away, CheckIn, Entry
from reflect_app.domain.reflective_models import HARD_CASE, INCIDENT, MODELS
from reflect_app.domain.supervision import next_session
from reflect_app.ui import workspace as workspaces
from reflect_app.ui.background import Background
from reflect_app.ui.handover import Handover
from reflect_app.ui.lock_screen import LockScreen
from reflect_app.ui.main_window import MainWindow
from reflect_app.ui.settings import Settings
from reflect_app.ui.theme import Theme
from reflect_app.ui.widgets.wrapped_line import WrappedLine
from reflect_app.ui.widgets.writing import WritingSurface
from reflect_app.ui.workspace import Workspace
from reflect_app.vault.journal import Journal
from reflect_app.vault.keys import Argon
from reflect_app.vault.vault import Vault

T = TypeVar("T")
W = TypeVar("W", bound=QWidget)

HERE = Path(__file__).resolve().parent
NOW = datetime(2026, 11, 26, 15, 10, tzinfo=UTC)
"""A Thursday."""
TODAY = NOW.date()
WIDTH, HEIGHT = 1280, 832
LOOKS = ("light", "dark")
LARGE = 200
"""Percent of text in the pictures of the largest text."""
PASSPHRASE = "slow heron under the bridge"  # noqa: S105  (of journals that live for a minute)
ENTRIES, SEED = 400, 1
README = (
    ("today", "light"),
    ("write-draft", "light"),
    ("prepare-ticked", "light"),
    ("trends", "light"),
    ("plan", "dark"),
)
"""What the README shows, by name and look; they lie beside this file."""

_HOME = Path("Documents")
"""Where the journals lie, so that a picture tells nothing of the computer it was made on."""
_LONDON = "GMT0BST,M3.5.0/1,M10.5.0"
_PATIENCE = 30
"""Seconds in which anything that is waited for has to come about."""
_BREATH = 10
"""Milliseconds between two looks at what is waited for."""
_SHORT = 1_000
"""Milliseconds of the longest rest after which a page paints anew."""
_CHEAP = Argon(memory=64, passes=1, lanes=1)


class FrozenClock(Clock):
    """Stands still at NOW."""

    def now(self) -> datetime:
        """Return NOW."""
        return NOW


class Worker(Background):
    """The one worker, which also knows whether it is at work."""

    def __init__(self) -> None:
        super().__init__()
        self.under_way = 0
        self.ended.connect(self._count_down)

    def run(
        self,
        task: Callable[[], T],
        owner: QObject,
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Count the task and do it."""
        self.under_way += 1
        super().run(task, owner, done, failed)

    def _count_down(self) -> None:
        self.under_way -= 1


class Stage:
    """One window, opened for one picture, with somebody in front of it."""

    def __init__(self, theme: Theme, worker: Worker, settings: Settings, folder: Path) -> None:
        self.clock = FrozenClock()
        self.settings = settings
        self.folder = folder
        self._worker = worker
        self._journal: Journal | None = None
        self.window = MainWindow(
            folder,
            theme=theme,
            settings=settings,
            background=worker,
            clock=self.clock,
            end=lambda: None,
        )

    @property
    def workspace(self) -> Workspace:
        """Return what stands in an open journal."""
        found = self.window.centralWidget()
        if not isinstance(found, Workspace):
            raise TypeError("the journal is not open")
        return found

    @property
    def journal(self) -> Journal:
        """Return the journal behind the lock screen, open, which `enter` hands to the window."""
        if self._journal is None:
            self._journal = Vault(self.folder).unlock(PASSPHRASE)
        return self._journal

    def begin(self) -> None:
        """Show the first screen."""
        self.window.begin()
        self.come_forward()

    def come_forward(self) -> None:
        """Be the window that is typed in: only there a focus is seen."""
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)
        self.settle()

    def enter(self, page: str = "Today") -> None:
        """Open the journal, as its lock screen does it, and go to a page."""
        screen = self.window.centralWidget()
        if isinstance(screen, LockScreen):
            screen.unlocked.emit(self.journal)
        self.workspace.show_page(page)
        self.settle()

    def press(self, name: str) -> None:
        """Press what has this name."""
        self.find(QAbstractButton, name).click()
        self.settle()

    def fill(self, name: str, words: str) -> None:
        """Write words into the field of this name."""
        field = self.find(QLineEdit, name)
        field.setFocus()
        field.setText(words)
        self.settle()

    def write(self, words: str) -> None:
        """Write words where the reflection is written."""
        self.find(WritingSurface).insertPlainText(words)
        self.settle()

    def words(self) -> list[str]:
        """Return all words in sight that are no button's."""
        return [each.text() for each in self.window.findChildren(QLabel) if each.isVisible()]

    def labels(self, part: str) -> list[QLabel]:
        """Return the words in sight that the style sheet knows as this part."""
        seen = self.window.findChildren(QLabel)
        return [each for each in seen if each.isVisible() and each.property("part") == part]

    def until(self, come: Callable[[], bool]) -> None:
        """Wait for a fact; raise TimeoutError."""
        end = time.monotonic() + _PATIENCE
        while not come():
            if time.monotonic() > end:
                raise TimeoutError("it did not come about")
            _breathe()

    def settle(self) -> None:
        """Wait until nothing is being worked out and nothing waits to be painted."""
        _breathe()
        self.until(lambda: not (self._worker.under_way or self._restless()))
        _breathe()

    def picture(self) -> QPixmap:
        """Return the window as it is."""
        self.settle()
        return self.window.grab()

    def to_the_end(self) -> bool:
        """Scroll the page down to its end; say whether there was more to see."""
        areas = [each for each in self.window.findChildren(QScrollArea) if each.isVisible()]
        areas = [each for each in areas if _longest(each) > 0]
        for area in areas:
            area.verticalScrollBar().setValue(_longest(area))
        return bool(areas)

    def to_the_beginning(self) -> None:
        """Scroll the page back."""
        for area in self.window.findChildren(QScrollArea):
            area.verticalScrollBar().setValue(0)

    def leave(self) -> None:
        """Close the window and all that it holds."""
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        if self._journal:
            self._journal.close()

    def _restless(self) -> bool:
        timers = self.window.findChildren(QTimer)
        short = (each for each in timers if each.isSingleShot() and each.interval() <= _SHORT)
        return any(each.isActive() for each in short)

    def find(self, kind: type[W], name: str = "") -> W:
        """Return what is in sight of this kind and name; raise LookupError."""
        seen = [each for each in self.window.findChildren(kind) if each.isVisible()]
        found = next((each for each in seen if not name or name in _names(each)), None)
        if found is None:
            raise LookupError(f"nothing here is called {name!r}")
        return found


class _InOrder(Random):
    """Draws from words in the order of the alphabet: theirs is another in every process."""

    def choice(self, words: Sequence[str]) -> str:  # type: ignore[override]
        """Return one of the words."""
        return super().choice(sorted(words))


@dataclass(frozen=True)
class Scene:
    """One screen in one state: which journal it is of, and what is done until it shows."""

    name: str
    journal: str
    """A key of `_JOURNALS`, or nothing for the first run."""
    act: Callable[[Stage], None]
    percent: int = 100


def main(words: Sequence[str]) -> None:
    """Make the pictures that are asked for."""
    asked = _parser().parse_args(words)
    wanted = [each for each in scenes() if _is_asked_for(each, asked)]
    if not wanted:
        sys.exit(f"No picture is called {asked.only}. There are: {', '.join(_names_of_all())}.")
    folder = HERE if asked.readme else asked.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    began, before = time.monotonic(), Path.cwd()
    with tempfile.TemporaryDirectory(prefix="reflect-pictures-") as home:
        _move_in(Path(home))
        try:
            studio = Studio()
            made = sum(studio.make(scene, folder, readme=asked.readme) for scene in wanted)
            studio.close()
        finally:
            os.chdir(before)
    print(f"{made} pictures in {time.monotonic() - began:.0f} s.")


def scenes() -> list[Scene]:
    """Return every screen in every state, in the order in which somebody might meet them."""
    return [
        *_first_run(),
        *_locked(),
        *_today(),
        *_journal(),
        *_write(),
        *_plan(),
        *_supervision(),
        *_the_rest(),
        *_large(),
    ]


class Studio:
    """What outlives a picture: the application, its look and its worker."""

    def __init__(self) -> None:
        qInstallMessageHandler(_hear)
        self._app = QApplication(sys.argv[:1])
        self._app.setApplicationName("Reflect")
        # A caret that blinks would be in one picture and not in the next.
        self._app.setCursorFlashTime(0)
        self._theme = Theme()
        self._theme.set_look("light")
        self._theme.apply(self._app)
        self._worker = Worker()
        # Nobody locks, so nobody waits for the process that would stand by.
        workspaces.STANDBY_AFTER = 24 * 60 * 60 * 1_000

    def make(self, scene: Scene, folder: Path, *, readme: bool) -> int:
        """Put the pictures of `scene` into `folder` and return how many they are."""
        looks = [look for look in LOOKS if not readme or (scene.name, look) in README]
        with _same_chance(), self._staged(scene) as stage:
            return sum(self._take(stage, folder, f"{scene.name}-{look}", look) for look in looks)

    def close(self) -> None:
        """End the worker."""
        self._worker.wait()

    def _take(self, stage: Stage, folder: Path, name: str, look: str) -> int:
        self._theme.set_look("dark" if look == "dark" else "light")
        _save(stage.picture(), folder / f"{name}.png")
        if folder == HERE or not stage.to_the_end():
            return 1
        _save(stage.picture(), folder / f"{name}-end.png")
        stage.to_the_beginning()
        return 2

    @contextmanager
    def _staged(self, scene: Scene) -> Iterator[Stage]:
        """Give `scene` a window on a journal of its own, with everything done that it needs."""
        place = _HOME / "Reflect"
        shutil.rmtree(place, ignore_errors=True)
        if scene.journal:
            shutil.copytree(_made(scene.journal), place)
        settings = Settings(_HOME / "settings.json")
        settings.values = {
            "window_width": WIDTH,
            "window_height": HEIGHT,
            "text_scale": scene.percent,
        }
        self._theme.set_look("light")
        self._theme.set_text_scale(scene.percent)
        stage = Stage(self._theme, self._worker, settings, place)
        try:
            scene.act(stage)
            yield stage
        finally:
            stage.leave()


def _first_run() -> Iterator[Scene]:
    def key(stage: Stage) -> None:
        stage.begin()
        stage.press("Continue")

    def week(stage: Stage) -> None:
        key(stage)
        parts = [each.text() for each in stage.labels("group")]
        asked = next(words for words in stage.words() if words.startswith("Type part "))
        stage.fill(asked, parts[int(asked.split()[2]) - 1])
        stage.press("Continue")

    def supervision(stage: Stage) -> None:
        week(stage)
        stage.press("Keep my week")

    def own(stage: Stage) -> None:
        stage.begin()
        stage.press("Choose my own")

    yield Scene("first-run-1-passphrase", "", Stage.begin)
    yield Scene("first-run-1-own-passphrase", "", own)
    yield Scene("first-run-2-recovery-key", "", key)
    yield Scene("first-run-3-week", "", week)
    yield Scene("first-run-4-supervision", "", supervision)


def _locked() -> Iterator[Scene]:
    def idle(stage: Stage) -> None:
        moment = NOW - timedelta(minutes=68)
        stage.window.resize(WIDTH, HEIGHT)
        stage.window.take_over(Handover(reason="idle", locked_at=moment, geometry=b""))
        stage.come_forward()

    def wrong(stage: Stage, times: int = 1) -> None:
        stage.begin()
        for _ in range(times):
            stage.fill("Passphrase", "quick heron over the bridge")
            stage.press("Unlock")

    def with_support(stage: Stage) -> None:
        stage.settings.open_support = (("Union rep", "020 7946 0000"), ("A colleague", "ext. 14"))
        stage.begin()

    def recovery(stage: Stage) -> None:
        stage.begin()
        stage.press("Use the recovery key")

    yield Scene("lock", "empty", Stage.begin)
    yield Scene("lock-after-idle", "empty", idle)
    yield Scene("lock-wrong-passphrase", "empty", wrong)
    yield Scene("lock-waiting", "empty", lambda stage: wrong(stage, 6))
    yield Scene("lock-recovery-key", "empty", recovery)
    yield Scene("lock-own-support", "empty", with_support)


def _today() -> Iterator[Scene]:
    def saved(stage: Stage, load: str = "6") -> None:
        _open(stage)
        _press(stage, load, "A disclosure", "Save check-in")

    def catching_up(stage: Stage) -> None:
        _forget_yesterday(stage.journal)
        _open(stage)
        stage.press("Catch up")

    def session_tomorrow(stage: Stage) -> None:
        session = next_session(stage.journal.sessions(), TODAY)
        if session:
            session.day = TODAY + timedelta(days=1)
            stage.journal.save(session)
        _open(stage)

    def day_off(stage: Stage) -> None:
        stage.journal.save(Away(day=TODAY, kind=LEAVE))
        _open(stage)

    def folded(stage: Stage, *names: str) -> None:
        _open(stage)
        _press(stage, *names)

    own, lines = ("More", "Your own sources"), "Read your lines of the last two weeks"
    yield Scene("today-first-day", "empty", _open)
    yield Scene("today", "full", _open)
    yield Scene("today-saved", "full", saved)
    yield Scene("today-saved-a-lot", "full", lambda stage: saved(stage, "9"))
    yield Scene("today-catching-up", "full", catching_up)
    yield Scene("today-session-tomorrow", "full", session_tomorrow)
    yield Scene("today-day-off", "full", day_off)
    yield Scene("today-own-sources", "full", lambda stage: folded(stage, *own))
    yield Scene("today-lines", "full", lambda stage: folded(stage, lines))


def _journal() -> Iterator[Scene]:
    def search(stage: Stage, words: str) -> None:
        _open(stage, "Journal")
        stage.fill("Search what you wrote", words)

    def deleted(stage: Stage) -> None:
        _open(stage, "Journal")
        stage.press("Delete")

    def incident(stage: Stage) -> None:
        _open(stage, "Journal")
        stage.fill("Search what you wrote", f"kind:{INCIDENTS[-1]}")

    yield Scene("journal-empty", "empty", lambda stage: _open(stage, "Journal"))
    yield Scene("journal", "full", _read)
    yield Scene("journal-searching", "full", lambda stage: search(stage, "kettle"))
    yield Scene("journal-filtered", "full", lambda stage: search(stage, "tag:boundaries load:>6"))
    yield Scene("journal-nothing-found", "full", lambda stage: search(stage, "submarine"))
    yield Scene("journal-incident", "full", incident)
    yield Scene("journal-deleted", "full", deleted)


def _write() -> Iterator[Scene]:
    def begin(stage: Stage, key: str) -> None:
        _open(stage)
        stage.workspace.write(key)
        stage.settle()

    def on_incident(stage: Stage) -> None:
        draft = Entry(written_at=NOW, day=TODAY, model=INCIDENT.key, contact=INCIDENTS[-1])
        draft.write(INCIDENT.stages[0].key, "It took an hour to arrive.")
        kept = stage.journal.save(draft)
        _open(stage)
        stage.workspace.go_on(kept.id)
        stage.settle()

    def about(stage: Stage) -> None:
        _go_on(stage)
        stage.press("About this entry")

    def focus(stage: Stage) -> None:
        _go_on(stage)
        stage.press("Focus mode")

    for way in MODELS:
        yield Scene(f"write-{way.key}", "full", partial(begin, key=way.key))
    yield Scene("write-draft", "full", _go_on)
    yield Scene("write-incident", "full", on_incident)
    yield Scene("write-about", "full", about)
    yield Scene("write-focus", "full", focus)


def _plan() -> Iterator[Scene]:
    def form(stage: Stage, button: str) -> None:
        _open(stage, "Plan")
        stage.press(button)

    yield Scene("plan-empty", "empty", lambda stage: _open(stage, "Plan"))
    yield Scene("plan", "full", lambda stage: _open(stage, "Plan"))
    for name, button in (
        ("break", "Plan lunch"),
        ("leaving", "Plan a leaving time"),
        ("habit", "Plan a habit"),
        ("when", "When this happens, I do that"),
    ):
        yield Scene(f"plan-new-{name}", "empty", partial(form, button=button))
    yield Scene("plan-change", "full", lambda stage: form(stage, "Change Leave by 17:15"))


def _supervision() -> Iterator[Scene]:
    def add(stage: Stage) -> None:
        _open(stage, "Supervision")
        stage.press("Add a session")

    def move(stage: Stage) -> None:
        _open(stage, "Supervision")
        stage.press("Move or cancel")

    def ticked(stage: Stage) -> None:
        _open(stage, "Prepare")
        boxes = stage.workspace.findChildren(QCheckBox)
        for box in [each for each in boxes if each.isVisible()][:3]:
            box.click()
        question = stage.find(WrappedLine, "My focus, in one question")
        question.set_text("How do I stay open to what I am told without taking it home?")
        stage.settle()

    def page(stage: Stage) -> None:
        ticked(stage)
        stage.press("See the page")

    yield Scene("supervision-empty", "empty", lambda stage: _open(stage, "Supervision"))
    yield Scene("supervision", "full", lambda stage: _open(stage, "Supervision"))
    yield Scene("supervision-add", "full", add)
    yield Scene("supervision-moving", "full", move)
    for room in workspaces.ROOMS:
        name = room.title.lower().replace(" ", "-")
        yield Scene(f"{name}-empty", "empty", partial(_open, page=room.title))
        yield Scene(name, "full", partial(_open, page=room.title))
    yield Scene("prepare-ticked", "full", ticked)
    yield Scene("prepare-page", "full", page)


def _the_rest() -> Iterator[Scene]:
    def figures(stage: Stage) -> None:
        _open(stage, "Trends")
        stage.press("Show the figures")

    def passphrase(stage: Stage) -> None:
        _open(stage, "Settings")
        stage.press("Change the passphrase")

    yield Scene("trends-too-few", "few", lambda stage: _open(stage, "Trends"))
    yield Scene("trends", "full", lambda stage: _open(stage, "Trends"))
    yield Scene("trends-figures", "full", figures)
    for title in ("Support", "Help", "Settings"):
        yield Scene(title.lower(), "full", partial(_open, page=title))
    yield Scene("settings-passphrase", "full", passphrase)


def _large() -> Iterator[Scene]:
    """Yield each page, and what stands before them, at the largest text."""
    names = ("first-run-1-passphrase", "lock", "today", "journal", "write-hard_case", "plan")
    more = ("supervision", "trends", "support", "help", "settings")
    rooms = ("prepare-ticked", "after-the-session", "agreements", "decisions", "over-time")
    every = (*_first_run(), *_locked(), *_today(), *_journal(), *_write(), *_plan())
    for scene in (*every, *_supervision(), *_the_rest()):
        if scene.name in (*names, *more, *rooms):
            yield Scene(f"{scene.name}-{LARGE}", scene.journal, scene.act, LARGE)


def _open(stage: Stage, page: str = "Today") -> None:
    stage.begin()
    stage.enter(page)


def _press(stage: Stage, *names: str) -> None:
    for name in names:
        stage.press(name)


def _read(stage: Stage) -> None:
    """Show the newest entry after a hard case that says all that can be said of one."""
    lines = stage.journal.entries(limit=ENTRIES)
    full = (each for each in lines if each.model == HARD_CASE.key and each.contact and each.tags)
    entry = next(full)
    _open(stage, "Journal")
    stage.workspace.show_page("Today").read_requested.emit(entry.id)
    stage.settle()


def _go_on(stage: Stage) -> None:
    """Go on with this morning's draft."""
    (draft,) = stage.journal.drafts()
    _open(stage)
    stage.workspace.go_on(draft.id)
    stage.settle()


def _forget_yesterday(journal: Journal) -> None:
    """Leave the day before today and the one before that without a word."""
    since, yesterday = TODAY - timedelta(days=2), TODAY - timedelta(days=1)
    for check_in in journal.check_ins(since, yesterday):
        journal.delete(check_in)
    for answer in journal.plan_answers(since, yesterday):
        journal.delete(answer)


def _made(kind: str) -> Path:
    """Return the folder of a journal of this kind, made the first time it is asked for."""
    folder = _HOME / kind
    if not folder.exists():
        journal = Vault(folder).create(PASSPHRASE, argon=_CHEAP)
        _JOURNALS[kind](journal)
        journal.close()
    return folder


def _fill(journal: Journal) -> None:
    demo.fill(journal, entries=ENTRIES, seed=SEED, today=TODAY)


def _check_in_once(journal: Journal) -> None:
    journal.save(CheckIn(at=NOW, day=TODAY, load=4))


_JOURNALS: dict[str, Callable[[Journal], None]] = {
    "empty": lambda _: None,
    "few": _check_in_once,
    "full": _fill,
}


@contextmanager
def _same_chance() -> Iterator[None]:
    """Let what is drawn by chance, such as a recovery key, be the same every time."""
    chance = _InOrder(SEED)
    with (
        patch.object(secrets, "token_bytes", chance.randbytes),
        patch.object(secrets, "randbelow", chance.randrange),
        patch.object(xkcd_password, "rng", lambda: chance),
    ):
        yield


def _move_in(home: Path) -> None:
    """Live in `home`: nothing of this computer's is read, and nothing is left on it."""
    os.environ["HOME"] = str(home)
    for place in ("CACHE", "CONFIG", "DATA", "STATE", "RUNTIME"):
        name = "XDG_RUNTIME_DIR" if place == "RUNTIME" else f"XDG_{place}_HOME"
        os.environ[name] = str(home / place.lower())
        (home / place.lower()).mkdir(mode=0o700)
    os.environ |= {"QT_QPA_PLATFORM": "offscreen", "TZ": _LONDON, "QT_SCALE_FACTOR": "1"}
    if hasattr(time, "tzset"):
        time.tzset()
    os.chdir(home)
    _HOME.mkdir()


def _hear(_kind: QtMsgType, _where: QMessageLogContext, words: str) -> None:
    """Pass on what Qt says, but for what a window without a screen cannot do."""
    if not words.startswith("This plugin does not support"):
        print(words, file=sys.stderr)


def _breathe() -> None:
    """Let the window do what waits, and the worker too."""
    loop = QEventLoop()
    QTimer.singleShot(_BREATH, loop.quit)
    loop.exec()


def _save(picture: QPixmap, file: Path) -> None:
    """Write a picture as small as it gets; raise OSError."""
    if not picture.save(str(file), "PNG", 0):
        raise OSError(f"{file.name} could not be written")


def _names(widget: QWidget) -> tuple[str, ...]:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return text, widget.accessibleName()


def _longest(area: QAbstractScrollArea) -> int:
    return area.verticalScrollBar().maximum()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Make pictures of every screen.")
    parser.add_argument("folder", nargs="?", type=Path, default=HERE / "pictures", metavar="DIR")
    parser.add_argument("--only", default="", metavar="NAME", help="a name, or how some begin")
    parser.add_argument("--readme", action="store_true", help="only those that the README shows")
    return parser


def _is_asked_for(scene: Scene, asked: argparse.Namespace) -> bool:
    if asked.readme:
        return scene.name in dict(README)
    return scene.name.startswith(asked.only)


def _names_of_all() -> list[str]:
    return [scene.name for scene in scenes()]


if __name__ == "__main__":
    main(sys.argv[1:])
