"""The windows as a screen reader meets them: roles, names, states and text from the bus.

Runs on the system's Python, where Debian keeps `gi`; the app's own environment has none.
"""

import re
import time
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  (the version is chosen before the import)

PATIENCE = 30
"""Seconds within which whatever is waited for must have come true."""
GLANCE = 0.02
"""Seconds between two looks at the screen."""

BUTTON, RADIO, BOX, TEXT, PASSWORD = (
    "push button",
    "radio button",
    "check box",
    "text",
    "password text",
)
PANEL = "panel"
LIST = "combo box"
"""A list to choose from, which is called what is chosen in it."""
DATE = "spin button"
"""A date, or a number with arrows beside it."""
FIELDS = (TEXT, PASSWORD)

T = TypeVar("T")


class NotSeen(AssertionError):  # noqa: N818
    """What somebody would look for is not on the screen."""


class Node:
    """One thing on the screen."""

    def __init__(self, accessible: Any) -> None:
        self.accessible = accessible

    @property
    def role(self) -> str:
        return self.accessible.get_role_name()

    @property
    def name(self) -> str:
        return self.accessible.get_name()

    @property
    def description(self) -> str:
        return self.accessible.get_description()

    @property
    def parent(self) -> "Node":
        return Node(self.accessible.get_parent())

    @property
    def text(self) -> str:
        """What is written in a field, or shown by a label."""
        if self.accessible.get_text_iface() is None:
            return self.name
        return Atspi.Text.get_text(self.accessible, 0, -1)

    @property
    def caret(self) -> int:
        return Atspi.Text.get_caret_offset(self.accessible)

    @property
    def is_showing(self) -> bool:
        return self._is(Atspi.StateType.SHOWING)

    @property
    def is_enabled(self) -> bool:
        return self._is(Atspi.StateType.ENABLED)

    @property
    def is_focusable(self) -> bool:
        return self._is(Atspi.StateType.FOCUSABLE)

    @property
    def is_focused(self) -> bool:
        return self._is(Atspi.StateType.FOCUSED)

    @property
    def is_active(self) -> bool:
        return self._is(Atspi.StateType.ACTIVE)

    @property
    def is_chosen(self) -> bool:
        return self._is(Atspi.StateType.CHECKED) or self._is(Atspi.StateType.SELECTED)

    @property
    def place(self) -> tuple[int, int, int, int]:
        """Left, top, width and height on the screen."""
        box = Atspi.Component.get_extents(self.accessible, Atspi.CoordType.SCREEN)
        return box.x, box.y, box.width, box.height

    def act(self) -> None:
        """Do what the thing is for, as a screen reader would."""
        if not Atspi.Action.do_action(self.accessible, 0):
            raise NotSeen(f"nothing can be done with {self}")

    def grab(self) -> None:
        """Take the focus, as a screen reader's cursor would."""
        if not Atspi.Component.grab_focus(self.accessible):
            raise NotSeen(f"it does not take the focus: {self}")

    def children(self) -> Iterator["Node"]:
        for number in range(self.accessible.get_child_count()):
            child = self.accessible.get_child_at_index(number)
            if child is not None:
                yield Node(child)

    def below(self) -> Iterator["Node"]:
        """Yield this and all that is in it, as far as it can be seen."""
        try:
            if not self.is_showing:
                return
            yield self
            children = list(self.children())
        except GLib.Error:  # It went while we looked.
            return
        for child in children:
            yield from child.below()

    def matches(self, name: str | re.Pattern[str], roles: tuple[str, ...]) -> bool:
        try:
            if roles and self.role not in roles:
                return False
            return (
                bool(name.search(self.name)) if isinstance(name, re.Pattern) else self.name == name
            )
        except GLib.Error:
            return False

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Node) and self.accessible == other.accessible

    def __hash__(self) -> int:
        return hash(self.accessible)

    def __str__(self) -> str:
        try:
            return f"{self.role} “{self.name}”"
        except GLib.Error:
            return "something that is gone"

    def _is(self, state: Any) -> bool:
        return self.accessible.get_state_set().contains(state)


class Screen:
    """All windows of the processes that `pids` names."""

    def __init__(self, pids: Callable[[], set[int]]) -> None:
        self._pids = pids
        # While a chart is drawn on a busy computer, an answer takes longer than Atspi would wait.
        Atspi.set_timeout(1000 * PATIENCE, 1000 * PATIENCE)
        self._desktop = Atspi.get_desktop(0)
        self._desktop.set_cache_mask(Atspi.Cache.NONE)
        self._focus: Node | None = None
        self._focus_moves = 0
        self._listener = Atspi.EventListener.new(self._note_focus)
        self._listener.register("object:state-changed:focused")

    def close(self) -> None:
        self._listener.deregister("object:state-changed:focused")

    def nodes(self) -> Iterator[Node]:
        """Yield everything that can be seen, from the top."""
        ours = self._pids()
        for application in Node(self._desktop).children():
            try:
                if application.accessible.get_process_id() not in ours:
                    continue
                windows = list(application.children())
            except GLib.Error:
                continue
            for window in windows:
                yield from window.below()

    def look(
        self, name: str | re.Pattern[str], *roles: str, within: Node | None = None
    ) -> Node | None:
        """Return what is on the screen now under this name."""
        nodes = within.below() if within else self.nodes()
        return next((node for node in nodes if node.matches(name, roles)), None)

    def find(self, name: str | re.Pattern[str], *roles: str, within: Node | None = None) -> Node:
        """Return what has this name, as soon as it can be seen and used."""

        def usable() -> Node | None:
            node = self.look(name, *roles, within=within)
            return node if node and node.is_enabled else None

        wanted = name.pattern if isinstance(name, re.Pattern) else name
        return self.until(f"{' or '.join(roles) or 'something'} “{wanted}”", usable)

    def gone(self, name: str | re.Pattern[str], *roles: str) -> None:
        """Wait until nothing of this name can be seen."""
        self.until(f"no “{name}”", lambda: not self.look(name, *roles))

    def says(self, words: str) -> Node:
        """Wait until these words can be read somewhere, in a name, a description or a text."""
        return self.until(f"the words “{words}”", lambda: self.reads(words))

    def reads(self, words: str) -> Node | None:
        """Return what shows these words now."""
        for node in self.nodes():
            try:
                if words in node.name or words in node.description or words in node.text:
                    return node
            except GLib.Error:
                continue
        return None

    def until(self, what: str, look: Callable[[], T], *, seconds: float = PATIENCE) -> T:
        """Wait until `look` finds something, and return it."""
        end = time.monotonic() + seconds
        while True:
            try:
                found = look()
            except GLib.Error:
                found = None
            if found:
                return found
            if time.monotonic() > end:
                raise NotSeen(f"did not come within {seconds:g} s: {what}")
            self.listen(GLANCE)

    def listen(self, seconds: float) -> None:
        """Take in what the bus has to tell, for at least so long."""
        end = time.monotonic() + seconds
        context = GLib.MainContext.default()
        while context.iteration(False) or time.monotonic() < end:
            if not context.pending():
                time.sleep(0.002)

    def focus(self) -> Node:
        """Return what the keyboard speaks to."""
        return self.until(
            "something that has the focus",
            lambda: next((node for node in self.nodes() if node.is_focused), None),
        )

    def focus_after(self, act: Callable[[], None]) -> Node | None:
        """Do something that moves the focus; return where it went, None if it stayed."""
        self.listen(0)
        before = self._focus_moves
        act()
        end = time.monotonic() + 1
        while self._focus_moves == before and time.monotonic() < end:
            self.listen(0.002)
        return self._focus if self._focus_moves > before else None

    def told(self) -> str:
        """Return all that can be read, for somebody who looks for the reason of a failure."""
        lines = []
        for node in self.nodes():
            try:
                marks = "".join(
                    mark
                    for mark, is_so in (
                        ("*", node.is_focused),
                        ("x", node.is_chosen),
                        ("-", not node.is_enabled),
                    )
                    if is_so
                )
                lines.append(f"{marks:3} {node} {node.description!r} {node.place}")
            except GLib.Error:
                continue
        return "\n".join(lines)

    def _note_focus(self, event: Any) -> None:
        if event.detail1:
            self._focus = Node(event.source)
            self._focus_moves += 1
