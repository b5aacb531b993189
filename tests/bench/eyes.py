"""A client of the X server, for measuring what a person sees and where their keys go.

It talks to Xlib directly: starting a program for every look would take longer than a lock.
"""

import ctypes
import ctypes.util
from collections.abc import Iterator
from ctypes import (
    POINTER,
    Structure,
    byref,
    c_int,
    c_long,
    c_ubyte,
    c_uint,
    c_ulong,
    c_void_p,
)
from typing import NamedTuple

_ALL_PLANES = ctypes.c_ulong(-1).value
_Z_PIXMAP = 2
_ANY_TYPE = 0
_VIEWABLE = 2
_COLOUR = 0xFFFFFF


class Window(NamedTuple):
    """A program's own window: its place on the screen, in pixels."""

    number: int
    pid: int
    left: int
    top: int
    width: int
    height: int
    is_shown: bool


class _Image(Structure):
    _fields_ = (
        *((name, c_int) for name in ("width", "height", "xoffset", "format")),
        ("data", POINTER(c_uint)),
        *((f"layout_{number}", c_int) for number in range(7)),
        *((f"mask_{number}", c_ulong) for number in range(3)),
        ("obdata", c_void_p),
        ("create", c_void_p),
        ("destroy", ctypes.CFUNCTYPE(c_int, c_void_p)),
    )


class _Attributes(Structure):
    _fields_ = (
        *((name, c_int) for name in ("x", "y", "width", "height", "border_width", "depth")),
        ("visual", c_void_p),
        ("root", c_ulong),
        *((name, c_int) for name in ("kind", "bit_gravity", "win_gravity", "backing_store")),
        ("backing_planes", c_ulong),
        ("backing_pixel", c_ulong),
        ("save_under", c_int),
        ("colormap", c_ulong),
        ("map_installed", c_int),
        ("map_state", c_int),
        *((f"mask_{number}", c_long) for number in range(3)),
        ("override_redirect", c_int),
        ("screen", c_void_p),
    )


def is_possible() -> bool:
    """Say whether the libraries for it are here."""
    return all(ctypes.util.find_library(name) for name in ("X11", "Xtst"))


class Eyes:
    """Looks at one display and types on it."""

    def __init__(self, display: str) -> None:
        self._x = ctypes.CDLL(ctypes.util.find_library("X11"))
        self._test = ctypes.CDLL(ctypes.util.find_library("Xtst"))
        self._x.XOpenDisplay.restype = c_void_p
        self._x.XDefaultRootWindow.restype = c_ulong
        self._x.XInternAtom.restype = c_ulong
        self._x.XStringToKeysym.restype = c_ulong
        self._x.XGetImage.restype = POINTER(_Image)
        # A window may go while it is looked at; Xlib would end this process for it.
        self._ignore = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p)(lambda *_: 0)
        self._x.XSetErrorHandler(self._ignore)
        self._display = c_void_p(self._x.XOpenDisplay(display.encode()))
        self._root = c_ulong(self._x.XDefaultRootWindow(self._display))
        self._pid = c_ulong(self._x.XInternAtom(self._display, b"_NET_WM_PID", 0))

    def press(self, *keys: str) -> None:
        """Press keys of these X names together, the last one last, and let go of them."""
        codes = [
            self._x.XKeysymToKeycode(self._display, c_ulong(self._x.XStringToKeysym(key.encode())))
            for key in keys
        ]
        for code in codes:
            self._test.XTestFakeKeyEvent(self._display, code, 1, c_ulong(0))
        for code in reversed(codes):
            self._test.XTestFakeKeyEvent(self._display, code, 0, c_ulong(0))
        self._x.XFlush(self._display)

    def type(self, words: str) -> None:
        """Write small letters and blanks."""
        for letter in words:
            self.press("space" if letter == " " else letter)

    def column(self, x: int, top: int, height: int) -> list[int]:
        """Return the colours (0xRRGGBB) of one column of pixels, from the top down."""
        found = self._x.XGetImage(
            self._display, self._root, x, top, 1, height, c_ulong(_ALL_PLANES), _Z_PIXMAP
        )
        if not found:
            return []
        colours = [pixel & _COLOUR for pixel in found.contents.data[:height]]
        found.contents.destroy(ctypes.cast(found, c_void_p))
        return colours

    def focused(self) -> int | None:
        """Return the process that gets the keys."""
        window, revert = c_ulong(), c_int()
        self._x.XGetInputFocus(self._display, byref(window), byref(revert))
        return self._owner(window.value)

    def windows(self) -> list[Window]:
        """Return the windows that programs have made, hidden ones too."""
        return [each for number in self._below(self._root.value) if (each := self._seen(number))]

    def _below(self, number: int) -> Iterator[int]:
        root, parent, count = c_ulong(), c_ulong(), c_uint()
        children = POINTER(c_ulong)()
        if not self._x.XQueryTree(
            self._display,
            c_ulong(number),
            *(byref(each) for each in (root, parent, children, count)),
        ):
            return
        found = children[: count.value] if count.value else []
        if children:
            self._x.XFree(children)
        for child in found:
            yield child
            yield from self._below(child)

    def _seen(self, number: int) -> Window | None:
        pid = self._owner(number)
        attributes = _Attributes()
        window = c_ulong(number)
        if pid is None or not self._x.XGetWindowAttributes(
            self._display, window, byref(attributes)
        ):
            return None
        left, top, child = c_int(), c_int(), c_ulong()
        self._x.XTranslateCoordinates(
            self._display, window, self._root, 0, 0, byref(left), byref(top), byref(child)
        )
        size = (attributes.width, attributes.height)
        is_shown = attributes.map_state == _VIEWABLE
        return Window(number, pid, left.value, top.value, *size, is_shown)

    def _owner(self, number: int) -> int | None:
        kind, size, count, rest = c_ulong(), c_int(), c_ulong(), c_ulong()
        value = POINTER(c_ubyte)()
        if number <= 1:  # nobody, or whoever the pointer is over
            return None
        self._x.XGetWindowProperty(
            self._display,
            c_ulong(number),
            self._pid,
            *(c_long(0), c_long(1), 0, c_ulong(_ANY_TYPE)),
            *(byref(each) for each in (kind, size, count, rest, value)),
        )
        if not count.value:
            return None
        pid = ctypes.cast(value, POINTER(c_ulong)).contents.value
        self._x.XFree(value)
        return pid
