"""Walks the journeys named on the command line, or all; one line each, and a count at the end.

Named beside them, `keyboard`, `mouse` or `bus` leaves it at that way of using a window.
"""

import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import backups
import bad_days
import budgets
import cycles
import day
import fortnight
import guards
import keychain
import moving
import supervise
from app import App
from hands import Bus, Hand, Keyboard, Mouse
from person import Journals, Person
from pixels import keep_screen

ALL: tuple[type[Hand], ...] = (Keyboard, Mouse, Bus)
KEYS = (Keyboard,)


class Journey(NamedTuple):
    """A walk through one session of Reflect, by each of these hands."""

    name: str
    walk: Callable[[Person], None]
    hands: tuple[type[Hand], ...]


JOURNEYS = (
    Journey("first", day.first_run, ALL),
    Journey("today", day.check_in_and_plan, ALL),
    Journey("write", day.write_and_find, ALL),
    Journey("lock", day.lock, ALL),
    Journey("model", budgets.with_a_model, ALL),
    Journey("slipped", budgets.why_lunch_slipped, ALL),
    Journey("catch-up", budgets.catch_up, ALL),
    Journey("trends", day.weeks_since_the_last_session, ALL),
    Journey("cycles", cycles.move_and_cut, (Keyboard, Bus)),
    Journey("print", supervise.prepare_and_print, ALL),
    Journey("session", supervise.from_one_session_to_the_next, (Bus,)),
    Journey("again", day.quit_and_start_again, (Keyboard, Mouse)),
    Journey("pages", guards.pages, KEYS),
    Journey("audit", guards.audit, KEYS),
    Journey("second", guards.second_start, KEYS),
    Journey("killed", guards.killed, KEYS),
    Journey("full", bad_days.full_disk, KEYS),
    Journey("gone", bad_days.folder_gone, KEYS),
    Journey("sealed", bad_days.locked_while_gone, KEYS),
    Journey("small", bad_days.small_window, KEYS),
    Journey("damaged", backups.damaged, (Mouse,)),
    Journey("damaged_open", backups.damaged_while_open, (Mouse,)),
    Journey("keys_lost", backups.keys_lost, (Mouse,)),
    Journey("computer", backups.another_computer, (Mouse,)),
    Journey("saved", backups.saved_from_damage, (Mouse,)),
    Journey("moved", moving.to_another_folder, KEYS),
    Journey("no_room", moving.no_room_there, KEYS),
    Journey("keychain", keychain.opened_by_it, KEYS),
    Journey("traces", guards.traces, KEYS),
    Journey("fortnight", fortnight.fortnight, (Bus,)),
)


def main(names: list[str]) -> int:
    """Walk them and return the exit status."""
    hands = [hand for hand in ALL if hand.name in names] or ALL
    names = [name for name in names if name not in {hand.name for hand in ALL}]
    if unknown := set(names) - {journey.name for journey in JOURNEYS}:
        print(f"There is no journey called {', '.join(sorted(unknown))}.", file=sys.stderr)
        return 2
    began = time.monotonic()
    journals = Journals(Path(os.environ["JOURNEYS_ROOM"]))
    passed = failed = 0
    for journey in JOURNEYS:
        if names and journey.name not in names:
            continue
        for hand in (hand for hand in journey.hands if hand in hands):
            walked, held = _walk(journey, hand, journals)
            passed += walked
            failed += not held
    print(f"{time.monotonic() - began:.0f} s")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def _walk(journey: Journey, hand: type[Hand], journals: Journals) -> tuple[int, bool]:
    """Return how many journeys of this session held, and whether nothing went wrong in it."""
    app = App()
    person = Person(app, hand(app.screen), journals, lambda line: print(line, flush=True))
    try:
        journey.walk(person)
        _check_quiet(app)
    except Exception:  # noqa: BLE001 (whatever it is, the others are still to be walked)
        _tell_why(journey, person)
        return person.walked, False
    finally:
        app.clean()
    return person.walked, True


def _check_quiet(app: App) -> None:
    if words := app.complaints():
        raise AssertionError(f"it wrote on standard error: {words[0]}")


def _tell_why(journey: Journey, person: Person) -> None:
    """Say what did not hold, and keep what was on the screen for whoever looks into it."""
    folder = Path(tempfile.mkdtemp(prefix=f"journey-{journey.name}-{person.hand.name}-"))
    print(f"{person.at or journey.name:44} {person.hand.name:9} did not hold", flush=True)
    traceback.print_exc()
    (folder / "why.txt").write_text(traceback.format_exc(), "utf-8")
    try:
        keep_screen(folder / "screen.png")
        (folder / "told.txt").write_text(person.screen.told(), "utf-8")
    except Exception:  # noqa: BLE001 (a screen that cannot be read hides no reason)
        traceback.print_exc()
    print(*person.app.complaints(), f"See {folder}.", sep="\n", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
