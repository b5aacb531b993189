"""Three ways of using a window: keys alone, the mouse for all but typing, the bus.

An action is a key or a combination of keys, a click, or a word or line typed in one go. On the
way to a control, moving the mouse counts for nothing, and so do Tab and the arrows; how often
Tab was pressed is told beside it.
"""

import re
import subprocess
from functools import partial

from screen import BOX, BUTTON, DATE, FIELDS, LIST, PATIENCE, RADIO, Node, NotSeen, Screen

TABS = 120
"""From any control every other one is nearer than this, or Tab is caught somewhere."""

Name = str | re.Pattern[str]


def xdotool(*words: str) -> None:
    subprocess.run(["xdotool", *words], check=True, timeout=PATIENCE)


class Hand:
    """What all ways have in common: a keyboard to write with."""

    name = ""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.actions = 0
        self.tabs = 0

    def keys(self, combination: str) -> None:
        """Press a combination such as `ctrl+l`."""
        self.screen.focus()
        self.actions += 1
        xdotool("key", combination)

    def write(self, words: str) -> None:
        """Write into what has the focus."""
        self.screen.focus()
        self.actions += 1
        xdotool("type", "--delay", "4", words)

    def press(self, name: Name, *, within: Node | None = None) -> None:
        """Press a button."""
        self._use(self.screen.find(name, BUTTON, within=within), "space")

    def tick(self, name: Name, *, within: Node | None = None) -> None:
        """Tick a box, or a word that can be ticked."""
        box = self.screen.find(name, BOX, within=within)
        self._use(box, "space")
        self.screen.until(f"{name} ticked", lambda: box.is_chosen)

    def choose(self, name: Name, *, within: Node | None = None) -> None:
        """Choose one of several."""
        self._use(self.screen.find(name, RADIO, within=within), "space")

    def into(self, name: Name, *, within: Node | None = None) -> Node:
        """Put the caret into a field."""
        field = self.screen.find(name, *FIELDS, within=within)
        if not field.is_focused:
            self._enter(field)
            self.screen.until(f"the caret in {name}", lambda: field.is_focused)
        return field

    def fill(self, name: Name, words: str, *, within: Node | None = None) -> None:
        """Write into a field instead of what stands in it, or into a date."""
        field = self.screen.find(name, *FIELDS, DATE, within=within)
        self._enter(field)
        self.screen.until(f"the caret in {name}", lambda: field.is_focused)
        if field.role != DATE:
            xdotool("key", "ctrl+a")
        self.actions += 1
        xdotool("type", "--delay", "4", words)

    def pick(self, shown: str, choice: str) -> None:
        """Choose from the list that shows `shown`, by its first word and the arrows.

        No other way is on the bus.
        """
        field = self.screen.find(shown, LIST)
        self._tab_to(lambda at: at == field)
        self.actions += 1
        xdotool("type", "--delay", "4", choice.partition(" ")[0])
        self.screen.until("something else chosen", lambda: field.name != shown)
        for _ in range(TABS):
            if field.name == choice:
                return
            xdotool("key", "Down")
            self.screen.listen(0.02)
        raise NotSeen(f"it is not in the list: {choice}")

    def go_to(self, page: str) -> None:
        """Go to a page."""
        raise NotImplementedError

    def begin_hard_case(self) -> None:
        """Begin to write after a hard case, from Today."""
        self.press("Start a guided reflection")

    def submit(self, button: Name) -> None:
        """End a form as the way is: with its button, or Enter."""
        self.press(button)

    def lock(self) -> None:
        """Lock the journal because somebody walks in."""
        raise NotImplementedError

    def quit(self) -> None:
        """Leave Reflect."""
        raise NotImplementedError

    def search(self) -> None:
        """Get to the Journal's search field."""
        raise NotImplementedError

    def _use(self, node: Node, key: str) -> None:
        raise NotImplementedError

    def _enter(self, field: Node) -> None:
        raise NotImplementedError

    def _tab_to(self, is_there) -> None:
        at = self.screen.focus()
        for _ in range(TABS):
            if is_there(at):
                return
            self.tabs += 1
            moved = self.screen.focus_after(partial(xdotool, "key", "Tab"))
            at = moved or self.screen.focus()
        raise NotSeen("Tab does not get there")


PLACES = ("Today", "Journal", "Plan", "Supervision", "Trends")


class Keyboard(Hand):
    """Somebody who never touches the mouse."""

    name = "keyboard"

    def choose(self, name: Name, *, within: Node | None = None) -> None:
        node = self.screen.find(name, RADIO, within=within)
        self._tab_to(lambda at: at == node or (at.role == RADIO and at.parent == node.parent))
        if isinstance(name, str) and name.isdecimal():
            self.actions += 1
            xdotool("key", *name)
            return
        choices = [each for each in node.parent.children() if each.role == RADIO]
        at = next(number for number, each in enumerate(choices) if each.is_focused)
        steps = choices.index(node) - at
        self.actions += 1
        xdotool("key", *(["Right"] * steps or ["Left"] * -steps or ["space"]))

    def go_to(self, page: str) -> None:
        self.keys(f"ctrl+{PLACES.index(page) + 1}")

    def begin_hard_case(self) -> None:
        self.keys("ctrl+n")

    def submit(self, button: Name) -> None:
        self.screen.find(button, BUTTON)
        self.keys("Return")

    def lock(self) -> None:
        self.keys("ctrl+l")

    def quit(self) -> None:
        self.keys("ctrl+q")

    def search(self) -> None:
        self.keys("ctrl+f")

    def _use(self, node: Node, key: str) -> None:
        self._enter(node)
        self.keys(key)

    def _enter(self, field: Node) -> None:
        self._tab_to(lambda at: at == field)


class Mouse(Hand):
    """Somebody who clicks on everything and only writes on the keyboard."""

    name = "mouse"

    def click(self, node: Node) -> None:
        """Click in the middle of something; turn the wheel first where it is out of sight."""
        left, top, width, height = self._in_sight(node)
        self.actions += 1
        xdotool("mousemove", str(left + width // 2), str(top + height // 2), "click", "1")

    def go_to(self, page: str) -> None:
        self.choose(page, within=self.screen.find("Pages"))

    def lock(self) -> None:
        self.press("Lock now")

    def quit(self) -> None:
        self.menu("File", "Quit")

    def search(self) -> None:
        self.go_to("Journal")
        self.click(self.screen.find(re.compile("^Search"), *FIELDS))

    def menu(self, menu: str, item: str) -> None:
        """Do what a menu offers."""
        self.click(self.screen.find(menu, "menu item"))
        self.click(self.screen.find(item, "menu item"))

    def _use(self, node: Node, key: str) -> None:  # noqa: ARG002
        self.click(node)

    def _enter(self, field: Node) -> None:
        self.click(field)

    def _in_sight(self, node: Node) -> tuple[int, int, int, int]:
        area = _scrolled(node)
        for _ in range(50):
            box = node.place
            if area is None or _is_inside(box, area.place):
                return box
            left, top, width, height = area.place
            wheel = "5" if box[1] > top else "4"
            xdotool("mousemove", str(left + width - 30), str(top + height // 2), "click", wheel)
            self.actions += 1
            self.screen.listen(0.1)
        raise NotSeen(f"the wheel does not bring it into sight: {node}")


class Bus(Hand):
    """Somebody with a screen reader, which does things itself."""

    name = "bus"

    def go_to(self, page: str) -> None:
        self.choose(page, within=self.screen.find("Pages"))

    def lock(self) -> None:
        self.press("Lock now")

    def quit(self) -> None:
        self.keys("ctrl+q")

    def search(self) -> None:
        self.keys("ctrl+f")

    def _use(self, node: Node, key: str) -> None:  # noqa: ARG002
        self.actions += 1
        node.act()

    def _enter(self, field: Node) -> None:
        field.grab()


def _scrolled(node: Node) -> Node | None:
    """Return the viewport that `node` is in, if there is one."""
    at, inside = node, None
    while at.role not in ("frame", "application", "dialog"):
        if at.role == "scroll pane":
            return inside and at
        at, inside = at.parent, at
    return None


def _is_inside(box: tuple[int, int, int, int], area: tuple[int, int, int, int]) -> bool:
    middle = box[1] + box[3] // 2
    return area[1] <= middle - 8 and middle + 8 <= area[1] + area[3]
