"""A notification on a bus of our own, with a desktop that shows none but remembers them."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from reflect_app.domain.reminders import APPOINTMENT, PLANNED
from reflect_app.ui.desktop import notify

DESKTOP = """
import json
from jeepney import HeaderFields, MessageType, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

def serve(times):
    connection = open_dbus_connection()
    connection.send_and_get_reply(message_bus.RequestName("org.freedesktop.Notifications"))
    print(json.dumps("ready"), flush=True)
    while times:
        message = connection.receive()
        if message.header.message_type is MessageType.method_call:
            fields, times = message.header.fields, times - 1
            print(json.dumps([
                [fields[HeaderFields.path], fields[HeaderFields.interface],
                 fields[HeaderFields.member], fields[HeaderFields.signature]],
                message.body, message.header.flags.value]), flush=True)
"""
BEGIN = f"""
import json, subprocess, sys
DESKTOP = {DESKTOP!r}
def desktop(times):
    child = subprocess.Popen([sys.executable, "-c", DESKTOP + f"serve({{times}})"],
                             stdout=subprocess.PIPE, text=True)
    assert json.loads(child.stdout.readline()) == "ready"
    return child
from reflect_app.ui.desktop import notify
"""

on_a_bus = pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("dbus-run-session"),
    reason="there is no bus to be had",
)


def told(talk, *, config=()):
    """Return what `talk` prints, line by line, on a session bus of its own."""
    command = ["dbus-run-session", *config, "--", sys.executable, "-c", BEGIN + talk]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=True, env=os.environ
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


@on_a_bus
def test_each_is_shown_with_a_neutral_sentence_and_nothing_else():
    (planned, appointment) = told("""
child, notes = desktop(2), notify.Notifications()
notes.tell("planned")
notes.tell("appointment")
print(child.stdout.read(), end="")
child.wait()
notes.close()
""")
    where = ["/org/freedesktop/Notifications", notify.NAME, "Notify", "susssasa{sv}i"]
    hints = {
        "transient": ["b", True],
        "suppress-sound": ["b", True],
        "category": ["s", "x-reflect.reminder"],
    }
    no_reply = 1
    for heard, body in (
        (planned, "Something you planned is due."),
        (appointment, "An appointment is tomorrow."),
    ):
        shown = ["Reflect", 0, "", "Reflect", body, [], hints, -1]
        assert heard == [where, shown, no_reply]


@on_a_bus
def test_it_is_seen_whether_something_shows_them():
    assert told("""
print(json.dumps(notify.available()))
child = desktop(1)
print(json.dumps(notify.available()))
notify.Notifications().tell("planned")
child.wait()
""") == [False, True]


@on_a_bus
def test_what_the_bus_can_start_is_enough(tmp_path):
    services = tmp_path / "services"
    services.mkdir()
    (services / "notes.service").write_text(
        f"[D-BUS Service]\nName={notify.NAME}\nExec=/bin/true\n", "utf-8"
    )
    config = tmp_path / "bus.conf"
    config.write_text(
        f"""<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir={tmp_path}</listen>
<servicedir>{services}</servicedir>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy></busconfig>""",
        "utf-8",
    )
    said = told("print(json.dumps(notify.available()))", config=[f"--config-file={config}"])
    assert said == [True]


@on_a_bus
def test_where_nothing_shows_them_nothing_happens():
    assert told("""
notes = notify.Notifications()
notes.tell("planned")
notes.close()
notes.close()
print(json.dumps(notify.available()))
""") == [False]


@on_a_bus
def test_a_bus_that_was_left_is_gone_to_again():
    (_, heard) = told("""
child, notes = desktop(2), notify.Notifications()
notes.tell("planned")
notes._connection.sock.shutdown(2)
notes.tell("appointment")
print(child.stdout.read(), end="")
child.wait()
notes.close()
""")
    assert heard[1][4] == "An appointment is tomorrow."


@pytest.mark.parametrize(
    "address", [None, "", "unix:path=/nowhere", "tcp:host=localhost,port=1", "nonsense"]
)
def test_without_a_bus_there_are_none_and_nobody_hears_of_it(monkeypatch, address):
    if address is None:
        monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    else:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    assert not notify.available()
    notify.Notifications().tell(PLANNED)


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_have_none(monkeypatch, platform):
    monkeypatch.setattr(notify.sys, "platform", platform)
    assert not notify.available()
    notify.Notifications().tell(APPOINTMENT)


def test_nothing_but_the_two_sentences_can_be_told():
    with pytest.raises(KeyError):
        notify.Notifications().tell("Lunch with Maggie")
    words = " ".join([notify.SUMMARY, *notify.BODIES.values()]).lower()
    assert "supervision" not in words
