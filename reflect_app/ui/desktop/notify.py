"""A neutral notification of the desktop's, where one shows them: never a word of the journal.

Only Linux desktops are asked. What they expect holds an unsigned number, which QtDBus cannot send
from Python; the library here is the one by which `keyring` speaks to the same bus.
"""

import sys
import weakref
from collections.abc import Mapping
from typing import Any

from reflect_app.domain.reminders import APPOINTMENT, PLANNED

SUMMARY = "Reflect"
BODIES: Mapping[str, str] = {
    PLANNED: "Something you planned is due.",
    APPOINTMENT: "An appointment is tomorrow.",
}
"""All that can ever stand below SUMMARY, by what it tells."""
NAME = "org.freedesktop.Notifications"

_PATH = "/org/freedesktop/Notifications"
_PATIENCE = 1.0
"""Seconds for an answer of the bus itself; it takes a thousandth of one."""
_UNREACHABLE = (KeyError, OSError, RuntimeError, StopIteration, ValueError)
"""What comes of a bus that is not there, is gone by now, or lies on another computer."""
_NEW, _AS_USUAL = 0, -1
"""It replaces no earlier one, and goes after the time that the desktop thinks right."""


def available() -> bool:
    """Say whether something on this computer's session bus shows notifications, or could."""
    if sys.platform != "linux":
        return False
    from jeepney import DBusErrorResponse
    from jeepney.bus_messages import message_bus
    from jeepney.io.blocking import Proxy

    try:
        with _connected() as connection:
            bus = Proxy(message_bus, connection, timeout=_PATIENCE)
            return NAME in bus.ListNames()[0] or NAME in bus.ListActivatableNames()[0]
    except (*_UNREACHABLE, DBusErrorResponse):
        return False


class Notifications:
    """Shows one at a time, and stays on the bus: some desktops take back what a guest left."""

    def __init__(self) -> None:
        self._connection: Any = None

    def tell(self, what: str) -> None:
        """Show the sentence of BODIES for `what`; where nothing shows it, nothing happens.

        It waits for nobody. Raise KeyError for anything that BODIES does not know.
        """
        body = BODIES[what]
        if sys.platform != "linux":
            return
        for _ in range(2):  # the desktop may have been started anew since the last one
            try:
                self._send(body)
            except _UNREACHABLE:
                self.close()
            else:
                return

    def close(self) -> None:
        """Leave the bus; the next one goes there again."""
        connection, self._connection = self._connection, None
        if connection:
            connection.close()

    def _send(self, body: str) -> None:
        if self._connection is None:
            self._connection = _connected()
            weakref.finalize(self, self._connection.close)
        self._connection.send(_message(body))


def _connected() -> Any:
    from jeepney.io.blocking import open_dbus_connection

    return open_dbus_connection("SESSION")


def _message(body: str) -> Any:
    """Return what asks for it: no picture, no sound, no button, nothing kept in a list."""
    from jeepney import DBusAddress, MessageFlag, new_method_call

    hints = {
        "transient": ("b", True),
        "suppress-sound": ("b", True),
        "category": ("s", "x-reflect.reminder"),
    }
    message = new_method_call(
        DBusAddress(_PATH, NAME, NAME),
        "Notify",
        "susssasa{sv}i",
        (SUMMARY, _NEW, "", SUMMARY, body, [], hints, _AS_USUAL),
    )
    message.header.flags = MessageFlag.no_reply_expected
    return message
