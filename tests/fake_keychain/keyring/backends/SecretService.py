"""A keychain that keeps what it is given in a file, in a mood that a test has written down."""

# ruff: noqa: ARG002, N999  (the names and what they are given are the library's)

import json
import os
import time
from pathlib import Path

PLACE = Path(os.environ["FAKE_KEYCHAIN"])
MOOD = (PLACE / "mood").read_text("utf-8")
KEPT = PLACE / "kept.json"

(PLACE / "environment.json").write_text(json.dumps(dict(os.environ)), "utf-8")


class KeyringLocked(Exception):  # noqa: N818
    """It has the name by which a keychain that stays locked is known."""


class Keyring:
    """What the library calls the keychain of GNOME."""

    priority = 0 if MOOD == "none" else 5
    persist = "for ever"

    def set_password(self, service, name, secret):
        self._behave()
        if MOOD != "forgetful":
            self._write(self._read() | {name: secret})
        (PLACE / "persist").write_text(self.persist, "utf-8")

    def get_password(self, service, name):
        self._behave()
        if MOOD == "wrong":
            return "00" * 32
        return self._read().get(name)

    def delete_password(self, service, name):
        self._behave()
        if MOOD != "faithful":
            self._write({each: kept for each, kept in self._read().items() if each != name})

    def _behave(self):
        if MOOD == "locked":
            raise RuntimeError from KeyringLocked()
        if MOOD == "odd":
            raise RuntimeError
        if MOOD == "dead":
            os._exit(3)
        if MOOD == "hanging":
            time.sleep(600)

    def _read(self):
        return json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {}

    def _write(self, kept):
        KEPT.write_text(json.dumps(kept), "utf-8")


class _SomethingElse(Keyring):
    pass


if MOOD == "pretended":
    Keyring = _SomethingElse
