"""What a Linux desktop says on its buses, said on buses of our own."""

import os
import shutil
import subprocess
import sys

import pytest
from PySide6.QtWidgets import QWidget

from reflect_app.ui import desktop
from reflect_app.ui.desktop import linux

LISTEN = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from reflect_app.ui import desktop
app = QApplication([])
window = QWidget()
listening = desktop.listen(window)
listening.left.connect(lambda why: (print(why, flush=True), app.quit()))
QTimer.singleShot(20_000, app.quit)
QTimer.singleShot(0, lambda: print("listening", flush=True))
app.exec()
"""
SAID = {
    "a screen saver": ("org.freedesktop.ScreenSaver.ActiveChanged", "boolean:true", "screen"),
    "GNOME's": ("org.gnome.ScreenSaver.ActiveChanged", "boolean:true", "screen"),
    "a locked session": ("org.freedesktop.login1.Session.Lock", "", "screen"),
    "sleep": ("org.freedesktop.login1.Manager.PrepareForSleep", "boolean:true", "sleep"),
}


@pytest.fixture
def listening(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    listening = linux.Desktop(window)
    listening.heard = []
    listening.left.connect(listening.heard.append)
    yield listening
    assert window  # what listens belongs to it, and went with it before


def test_a_screen_that_is_covered_and_a_sleep_that_comes_are_passed_on(listening):
    listening.tell_screen(True)
    listening.tell_lock()
    listening.tell_sleep(True)
    assert listening.heard == ["screen", "screen", "sleep"]


def test_waking_up_is_nothing_to_lock_for(listening):
    listening.tell_screen(False)
    listening.tell_sleep(False)
    assert listening.heard == []


@pytest.mark.skipif(sys.platform != "linux", reason="other systems say it otherwise")
def test_here_the_buses_are_listened_to(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    assert isinstance(desktop.listen(window), linux.Desktop)


@pytest.mark.skipif(not shutil.which("dbus-run-session"), reason="there is no bus to be had")
@pytest.mark.parametrize("said", SAID)
def test_what_is_said_on_a_bus_is_heard(said):
    signal, argument, why = SAID[said]
    # The session's bus stands in for the system's as well: who may send on it is no question here.
    script = 'export DBUS_SYSTEM_BUS_ADDRESS=$DBUS_SESSION_BUS_ADDRESS; exec "$@"'
    command = ["dbus-run-session", "--", "sh", "-c", script, "sh", sys.executable, "-c"]
    talk = f"""
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", {LISTEN!r}], stdout=subprocess.PIPE, text=True)
assert child.stdout.readline() == "listening\\n"
subprocess.run(["dbus-send", "--session", "--type=signal", "/any", "{signal}"]
               + [{argument!r}] * bool({argument!r}), check=True)
print(child.stdout.readline().strip())
child.kill()
"""
    heard = subprocess.run(
        [*command, talk], capture_output=True, text=True, timeout=60, check=True, env=os.environ
    )
    assert heard.stdout.split() == [why]
