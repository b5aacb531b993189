"""What holds on every page and for every session, whatever somebody does there."""

import base64
import os
import re
import socket
import uuid
import zlib
from collections import Counter
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from day import FIRST_QUESTION, SAVED, caret_in, make_journal
from hands import Mouse, xdotool
from person import PASSPHRASE, Person
from pixels import holds_colour, keep_screen
from screen import BOX, BUTTON, FIELDS, PASSWORD, Node, Screen
from traces import files_of, in_files, in_memory, internet_sockets

PAGES = {
    "Today": "ctrl+1",
    "Journal": "ctrl+2",
    "Plan": "ctrl+3",
    "Supervision": "ctrl+4",
    "Trends": "ctrl+5",
    "Support": "ctrl+h",
    "Help": "F1",
    "Settings": "ctrl+comma",
}
ROOMS = (
    "Prepare",
    "Read the record Clinical",
    "Open Agreements",
    "Open Decisions",
    "Open Over time",
)
"""How the buttons on Supervision begin that lead to the pages about sessions."""
LOOKS = {"Light": "LIGHT", "Dark": "DARK"}
PICTURES = "JOURNEYS_PICTURES"
"""The environment variable that names a folder for a picture of each page."""
TABS = 120
"""Presses of Tab within which every page comes round."""
ALREADY_OPEN = 4
"""The exit status of a second start."""
DATABASE = "journal.db"
SQLITE = b"SQLite format 3\0"


def pages(person: Person) -> None:
    """Go to every page by its keys, in the light and in the dark."""
    screen = person.screen
    person.begin(entries=40)
    for look, tokens in LOOKS.items():
        with person.counted(f"   every page by its keys, {look.lower()}"):
            Mouse(screen).menu("View", look)
            words = f"from reflect_app.ui.theme import {tokens} as look; print(look.bg)"
            ground = person.app.prepare("-c", words).strip()
            for title, keys in PAGES.items():
                person.hand.keys(keys)
                person.check_page(title)
                screen.until(f"{title}, {look}", partial(_has_ground, screen, ground))
                _keep(screen, f"{title}-{look}")
            person.hand.begin_hard_case()
            caret_in(person, FIRST_QUESTION)
            _keep(screen, f"Write-{look}")
    person.quit()


def audit(person: Person) -> None:
    """Look at every page as a screen reader does, and go round it with Tab."""
    hand, screen = person.hand, person.screen
    person.app.start()
    screen.find("Suggested passphrase")
    with person.counted("   names and Tab, first run"):
        _audit(screen)
        hand.press("Choose my own")
        screen.until("a hidden passphrase", lambda: screen.look("Passphrase", PASSWORD))
        _audit(screen)
    person.quit()
    person.begin(entries=40)
    for title, keys in PAGES.items():
        with person.counted(f"   names and Tab, {title}"):
            hand.keys(keys)
            person.check_page(title)
            _audit(screen)
    for room in ROOMS:
        with person.counted(f"   names and Tab, {room}"):
            hand.keys(PAGES["Supervision"])
            person.check_page("Supervision")
            hand.press(re.compile(f"^{room}"))
            screen.find("Back to Supervision", BUTTON)
            _audit(screen)
    with person.counted("   names and Tab, Write"):
        hand.begin_hard_case()
        caret_in(person, FIRST_QUESTION)
        _audit(screen)
    with person.counted("   names and Tab, locked"):
        hand.lock()
        secret = screen.find("Passphrase", PASSWORD)
        screen.until("the caret in the passphrase", lambda: secret.is_focused)
        _audit(screen)
    person.quit()


def second_start(person: Person) -> None:
    """Start Reflect while it is open already, in a journal that was new a moment ago."""
    screen = person.screen
    person.app.start()
    make_journal(person)
    window = screen.find("Reflect", "frame")
    with person.counted("   a second start brings the first forward"):
        xdotool("getactivewindow", "windowminimize")
        screen.until("a window out of sight", lambda: not window.is_active)
        status, said = person.app.start_second()
        if status != ALREADY_OPEN or len(said) != 1 or "open" not in said[0]:
            raise AssertionError(f"a second start ended with {status} and said {said}")
        screen.until("the window in front", lambda: window.is_active and window.is_showing)
    person.quit()


def killed(person: Person) -> None:
    """Lose the process two seconds after the last word."""
    words = "The machine stopped here."
    hand, screen = person.hand, person.screen
    person.begin()
    hand.begin_hard_case()
    caret_in(person, FIRST_QUESTION)
    hand.write(words)
    with person.counted("   killed: the draft is there at the next start"):
        screen.listen(2)
        person.app.kill()
        person.start()
        hand.press(re.compile("^Continue the draft from"))
        surface = caret_in(person, FIRST_QUESTION)
        screen.until("the draft", lambda: surface.text == words)
        screen.until("its caret", lambda: surface.caret == len(words))
    person.quit()


def traces(person: Person) -> None:
    """Look for what was typed in files, in memory and on the network."""
    app, hand, screen = person.app, person.hand, person.screen
    text, line, word = (f"{name}{uuid.uuid4().hex}" for name in ("text", "line", "word"))
    person.begin()
    hand.choose("5")
    hand.into("One line, if it helps")
    hand.write(line)
    hand.submit(re.compile("^Save check-in"))
    screen.says(SAVED)
    hand.begin_hard_case()
    caret_in(person, FIRST_QUESTION)
    hand.write(text)
    hand.keys("ctrl+Return")
    person.check_page("Journal")
    hand.search()
    hand.write(word)
    screen.says("Nothing found")
    hand.begin_hard_case()
    caret_in(person, FIRST_QUESTION)
    hand.write(f"Draft {text}")
    typed = (text, line, word, PASSPHRASE)
    with person.counted("   files of an open journal hold nothing"):
        _check_files(person, typed)
    with person.counted("   memory after the lock holds nothing"):
        before = app.pids()
        if not any(text in in_memory(pid, [text]) for pid in before):
            raise AssertionError("what was typed is not found before the lock: a blind search")
        hand.lock()
        screen.says("because you asked")
        screen.until("the end of what was open", lambda: not before <= app.pids())
        screen.until("one process", lambda: len(app.pids()) == 1)
        for pid in app.pids():
            if found := in_memory(pid, typed):
                raise AssertionError(f"in memory after the lock: {found}")
    with person.counted("   files of a locked journal hold nothing"):
        _check_files(person, typed)
    with person.counted("   no socket of the internet"):
        with socket.create_server(("127.0.0.1", 0)):
            if not internet_sockets([os.getpid()]):
                raise AssertionError("an open socket is not found: a blind search")
        app.check_network()
    person.quit()
    with person.counted("   files of a closed journal hold nothing"):
        _check_files(person, typed)


def _has_ground(screen: Screen, colour: str) -> bool:
    return holds_colour(screen.find("Reflect", "frame").place, colour)


def _keep(screen: Screen, name: str) -> None:
    if folder := os.environ.get(PICTURES):
        screen.until("the chart", lambda: not screen.reads("is being drawn"))
        screen.listen(0.5)
        Path(folder).mkdir(parents=True, exist_ok=True)
        keep_screen(Path(folder) / f"{name.lower()}.png")


def _audit(screen: Screen) -> None:
    """Find what has no name, what cannot be told from its neighbour, and where Tab is caught."""
    stops = [node for node in screen.nodes() if node.is_focusable]
    problems = [f"no name: {node} in {_way(node)}" for node in stops if not node.name.strip()]
    told = Counter((node.parent, node.role, node.name) for node in stops)
    problems += [
        f"{count} times {role} “{name}”" for (_, role, name), count in told.items() if count > 1
    ]
    problems += [
        f"not hidden: {node}"
        for node in stops
        if node.role in FIELDS
        and "passphrase" in node.name.lower()
        and node.role != PASSWORD
        and not node.name.startswith("Suggested")
    ]
    problems += _unreached(screen, stops)
    if problems:
        raise AssertionError("; ".join(problems))


def _unreached(screen: Screen, stops: Iterable[Node]) -> list[str]:
    """Go round with Tab; return what it does not come to, and whether it comes round at all."""
    # What only hands the focus on to a part of it counts as focused too, and is no stop.
    focused = (node for node in screen.nodes() if node.is_focused and node.is_focusable)
    first = at = next(focused, None) or screen.focus()
    seen = [at]
    for _ in range(TABS):
        moved = screen.focus_after(partial(xdotool, "key", "Tab"))
        at = moved or screen.focus()
        if at in (first, first.parent):  # A list holds the focus for its row.
            break
        seen.append(at)
    else:
        return [f"Tab does not come round: {'; '.join(map(str, seen[-4:]))}"]
    wanted = (BUTTON, BOX, *FIELDS)
    return [
        f"Tab does not come to {node}"
        for node in stops
        if node.role in wanted and node.is_enabled and node not in seen
    ]


def _way(node: Node) -> str:
    return f"{node.parent} in {node.parent.parent}"


def _check_files(person: Person, typed: Iterable[str]) -> None:
    app, typed = person.app, list(typed)
    planted = app.home / "tmp" / "planted"
    for form in (bytes, base64.b64encode, zlib.compress):
        planted.write_bytes(form(f"before {typed[0]} after".encode("utf-16-le")))
        if not in_files(typed[:1], [planted]):
            raise AssertionError(f"a planted word is not found, {form}: a blind search")
    planted.unlink()
    written = list(files_of(app.home, app.pids(), since=app.began))
    if app.journal / DATABASE not in written:
        raise AssertionError("the journal is not among the files: a blind search")
    if found := in_files(typed, written):
        raise AssertionError(f"in files: {found}")
    for path in filter(Path.is_file, app.journal.rglob("*")):
        if path.read_bytes().startswith(SQLITE):
            raise AssertionError(f"not encrypted: {path.name}")
