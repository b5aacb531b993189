"""Only what is known to be a keychain is asked, and only in a process of its own."""

import subprocess
import sys

import pytest

from reflect_app.vault import keychain as keychains
from reflect_app.vault.errors import KeychainLocked, KeychainMissing, KeychainRefused
from reflect_app.vault.keychain import ALLOWED, Order, command, new_entry, read_answer

SECRET = "5e" * 32


def ask(order, **more):
    program, words = command()
    answer = subprocess.run(
        [program, *words], input=order.to_line(), capture_output=True, check=False, timeout=60
    )
    return read_answer(answer.stdout)


def keep(entry):
    return ask(Order(act="keep", entry=entry, secret=SECRET))


def test_it_keeps_gives_and_forgets_a_secret(keychain):
    entry = new_entry()
    assert ask(Order(act="look")) == b""
    assert keep(entry) == b""
    assert keychain.kept() == {entry: SECRET}  # of the probe before it nothing is left
    assert ask(Order(act="give", entry=entry)) == bytes.fromhex(SECRET)
    assert ask(Order(act="forget", entry=entry)) == b""
    assert keychain.kept() == {}
    assert ask(Order(act="give", entry=entry)) == b""


def test_an_entry_is_called_something_that_says_nothing():
    assert len({new_entry() for _ in range(10)}) == 10
    assert all(len(bytes.fromhex(new_entry())) == 16 for _ in range(10))


@pytest.mark.parametrize(
    ("mood", "kind"),
    [
        ("none", KeychainMissing),
        ("pretended", KeychainMissing),
        ("locked", KeychainLocked),
        ("odd", KeychainRefused),
        ("dead", KeychainRefused),
        ("forgetful", KeychainRefused),
        ("faithful", KeychainRefused),
        ("wrong", KeychainRefused),
    ],
)
def test_one_that_does_not_do_as_it_should_is_told_from_one_that_does(keychain, mood, kind):
    keychain.be(mood)
    with pytest.raises(kind):
        keep(new_entry())
    assert SECRET not in keychain.kept().values()


def test_nothing_in_the_environment_has_a_say_in_it(keychain, monkeypatch):
    overrides = {
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "KEYRING_PROPERTY_SCHEME": "KeePassXC",
        "KEYCHAIN_PATH": "/elsewhere",
    }
    for name, value in overrides.items():
        monkeypatch.setenv(name, value)
    keep(new_entry())
    assert keychain.environment()
    assert not overrides.keys() & keychain.environment().keys()


def test_it_is_told_to_keep_nothing_beyond_the_session_where_it_asks(keychain):
    keep(new_entry())
    assert keychain.persist() == "session"


def test_what_is_secret_is_in_no_command_line():
    assert command() == (sys.executable, ["-m", "reflect_app", "--keychain"])


def test_a_frozen_app_asks_with_itself(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert command() == (sys.executable, ["--keychain"])


@pytest.mark.parametrize(
    "line", [b"", b"{", b"[]", b"7", b'{"said": "done"}', b'{"said": "done", "secret": "x"}']
)
def test_an_answer_that_is_none_is_a_refusal(line):
    with pytest.raises(KeychainRefused):
        read_answer(line)


def test_the_names_that_are_allowed_are_those_of_the_library():
    code = (
        "import sys, importlib, keyring.backends\n"
        "for module, name in zip(sys.argv[1::2], sys.argv[2::2]):\n"
        "    kind = vars(importlib.import_module(module))[name]\n"
        "    assert (kind.__module__, kind.__qualname__) == (module, name)\n"
    )
    words = [word for names in ALLOWED for word in names]
    subprocess.run([sys.executable, "-c", code, *words], check=True, timeout=60)


def test_nobody_who_imports_it_has_the_library_loaded():
    code = "import sys, reflect_app.vault.keychain; print('keyring' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert answer.stdout.strip() == "False"


def test_the_process_that_asks_ends_by_itself_in_the_end(keychain, monkeypatch):
    keychain.be("hanging")
    code = (
        "import sys\n"
        "from reflect_app.vault import keychain\n"
        "keychain.PATIENCE = 0.2\n"
        "sys.exit(keychain.serve())\n"
    )
    asked = subprocess.run(
        [sys.executable, "-c", code],
        input=Order(act="give", entry="ab").to_line(),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (asked.returncode, asked.stdout) == (1, b"")
    assert keychains.PATIENCE == 30
