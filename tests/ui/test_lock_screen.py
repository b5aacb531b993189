import json
import subprocess
import sys
from datetime import datetime

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton, QScrollArea

from reflect_app.ui import lock_screen
from reflect_app.ui.lock_screen import NO_WAIT, REASONS, WAITS, LockScreen
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.support_panel import short_form
from reflect_app.ui.widgets.text import Body, Secondary
from reflect_app.vault import keys
from reflect_app.vault.files import DATABASE
from reflect_app.vault.vault import Vault

FETCHES = """
import json, sys, threading
from pathlib import Path
in_window = {}
def note(event, words):
    if event == "import":
        here = threading.current_thread() is threading.main_thread()
        in_window.setdefault(words[0], here)
sys.addaudithook(note)
from PySide6.QtWidgets import QApplication
from reflect_app.ui.background import Background
from reflect_app.ui.lock_screen import LockScreen
from reflect_app.ui.theme import Theme
from reflect_app.vault.vault import Vault
app = QApplication([])
screen = LockScreen(Theme(), Vault(Path(sys.argv[1])), Background())
screen.show()
while "reflect_app.ui.pages.today" not in sys.modules:
    app.processEvents()
print(json.dumps(in_window))
"""

PAINTS = """
import sys
from pathlib import Path
import reflect_app.app
from PySide6.QtWidgets import QApplication
from reflect_app.ui.background import Background
from reflect_app.ui.lock_screen import LockScreen
from reflect_app.ui.theme import Theme
from reflect_app.vault.vault import Vault
app = QApplication([])
theme = Theme()
theme.apply(app)
screen = LockScreen(theme, Vault(Path(sys.argv[1])), Background())
painted = []
screen.painted.connect(lambda: painted.extend(sys.modules))
screen.show()
while not painted:
    app.processEvents()
print(*painted)
"""


@pytest.fixture
def screen(qtbot, theme, vault, background):
    screen = LockScreen(theme, vault, background)
    qtbot.addWidget(screen)
    screen.resize(1024, 700)
    with qtbot.waitSignal(screen.painted):
        screen.show()
    screen.begin()
    return screen


def said(screen):
    return screen.findChild(Notice).text()


def test_the_passphrase_and_enter_open_the_journal(qtbot, find, screen, passphrase):
    field = find(QLineEdit, "Passphrase")
    qtbot.keyClicks(field, passphrase)
    with qtbot.waitSignal(screen.unlocked) as unlocked:
        qtbot.keyClick(field, "\r")
    (journal,) = unlocked.args
    assert journal.counts()["entries"] == 0
    assert field.text() == ""
    journal.close()


def test_what_is_typed_is_hidden_and_a_screen_reader_knows_it(find, screen):
    field = find(QLineEdit, "Passphrase")
    assert field.echoMode() == QLineEdit.EchoMode.Password
    seen = QAccessible.queryAccessibleInterface(field)
    assert seen.state().passwordEdit


def test_a_wrong_passphrase_is_said_and_can_be_typed_over(qtbot, find, screen, passphrase):
    field = find(QLineEdit, "Passphrase")
    qtbot.keyClicks(field, "not this one")
    find(QPushButton, "Unlock").click()
    qtbot.waitUntil(lambda: "does not open this journal" in said(screen))
    assert field.selectedText() == field.text()
    qtbot.keyClicks(field, passphrase)
    with qtbot.waitSignal(screen.unlocked) as unlocked:
        find(QPushButton, "Unlock").click()
    unlocked.args[0].close()


def test_nothing_typed_asks_nothing(qtbot, find, screen):
    find(QPushButton, "Unlock").click()
    assert said(screen) == ""
    assert find(QPushButton, "Unlock").isEnabled()


def test_the_recovery_key_opens_the_journal_too(
    qtbot, find, theme, background, tmp_path, passphrase
):
    vault = Vault(tmp_path / "other")
    new = vault.draw(passphrase, argon=keys.Argon(memory=64, passes=1, lanes=1))
    new.create().close()
    screen = LockScreen(theme, vault, background)
    qtbot.addWidget(screen)
    screen.show()
    find(QPushButton, "Use the recovery key").click()
    field = find(QLineEdit, "Recovery key")
    assert field.echoMode() == QLineEdit.EchoMode.Normal
    field.setText("too short")
    find(QPushButton, "Unlock").click()
    qtbot.waitUntil(lambda: "36 letters" in said(screen))
    field.setText(new.recovery_key)
    with qtbot.waitSignal(screen.unlocked) as unlocked:
        find(QPushButton, "Unlock").click()
    unlocked.args[0].close()
    find(QPushButton, "Use the passphrase").click()
    assert find(QLineEdit, "Passphrase").echoMode() == QLineEdit.EchoMode.Password


@pytest.mark.parametrize("spelled", [str, lambda key: key.lower().replace("-", " ")])
def test_a_recovery_key_typed_as_the_passphrase_is_taken_for_what_it_is(
    qtbot, find, screen, vault, passphrase, monkeypatch, spelled
):
    new = vault.draw_recovery_key(passphrase)
    new.keep()
    monkeypatch.setattr(keys, "unlock", None)  # no passphrase is worked out
    find(QLineEdit, "Passphrase").setText(spelled(new.recovery_key))
    with qtbot.waitSignal(screen.unlocked) as unlocked:
        find(QPushButton, "Unlock").click()
    unlocked.args[0].close()


def test_another_journals_recovery_key_is_told_so_and_waits_for_nothing(
    qtbot, find, screen, vault, passphrase
):
    another = vault.draw_recovery_key(passphrase).recovery_key  # never put in force
    for _ in range(len(WAITS)):
        find(QLineEdit, "Passphrase").setText(another)
        find(QPushButton, "Unlock").click()
        qtbot.waitUntil(lambda: "recovery key does not open this journal" in said(screen))
        assert find(QPushButton, "Unlock").isEnabled()
        screen.say("")


def test_an_old_recovery_key_may_have_become_the_passphrase(qtbot, find, screen, vault, passphrase):
    old = vault.draw_recovery_key(passphrase).recovery_key
    vault.change_passphrase(passphrase, old, argon=keys.Argon(memory=64, passes=1, lanes=1))
    find(QLineEdit, "Passphrase").setText(old)
    with qtbot.waitSignal(screen.unlocked) as unlocked:
        find(QPushButton, "Unlock").click()
    unlocked.args[0].close()


def test_a_damaged_journal_is_said_in_a_sentence(qtbot, find, screen, vault, passphrase):
    (vault.folder / DATABASE).write_bytes(b"junk" * 1024)
    qtbot.keyClicks(find(QLineEdit, "Passphrase"), passphrase)
    find(QPushButton, "Unlock").click()
    qtbot.waitUntil(lambda: "damaged" in said(screen))


@pytest.mark.parametrize("reason", REASONS)
def test_it_says_when_and_why_it_locked(screen, reason):
    screen.say_why(reason, datetime(2026, 11, 20, 14, 2).astimezone())
    shown = [words.text() for words in screen.findChildren(Secondary)]
    assert f"Locked at 14:02, {REASONS[reason]}." in shown


def test_support_can_be_read_while_it_is_locked(qtbot, find, screen):
    assert short_form() in [words.text() for words in screen.findChildren(Body)]
    with qtbot.waitSignal(screen.support_requested):
        find(QPushButton, "More support").click()


def test_another_journal_can_be_chosen(qtbot, find, screen, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    with qtbot.waitSignal(screen.folder_chosen) as chosen:
        find(QPushButton, "Open another journal").click()
    assert chosen.args == [tmp_path]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    with qtbot.assertNotEmitted(screen.folder_chosen):
        find(QPushButton, "Open another journal").click()


# Waiting


@pytest.fixture
def guess(qtbot, find, screen):
    """Return a way to try a wrong passphrase; it gives back what is said about waiting."""

    def guess():
        find(QLineEdit, "Passphrase").setText("not this one")
        screen._notice.clear()
        find(QPushButton, "Unlock").click()
        qtbot.waitUntil(lambda: "does not open this journal" in said(screen))
        return screen._wait.text() if screen._wait.isVisible() else ""

    return guess


def pass_seconds(screen, seconds):
    for _ in range(seconds):
        screen._seconds.timeout.emit()


def test_after_wrong_passphrases_the_next_try_waits_longer_each_time(find, screen, guess):
    for seconds in (*WAITS, 60):
        told = guess()
        if not seconds:
            assert told == ""
            continue
        assert told.startswith(f"You can try again in {seconds} seconds. Nothing is ever deleted")
        assert not find(QPushButton, "Unlock").isEnabled()
        pass_seconds(screen, seconds - 1)
        assert screen._wait.text().startswith("You can try again in 1 second.")
        pass_seconds(screen, 1)
        assert not screen._wait.isVisible()
        assert said(screen) == NO_WAIT
        assert find(QPushButton, "Unlock").isEnabled()
    assert WAITS == (0, 0, 0, 2, 5, 15, 30, 60)


@pytest.fixture
def waiting(screen, guess):
    for _ in range(4):
        guess()
    assert screen._wait.isVisible()
    return screen


def test_the_seconds_pass_by_themselves(qtbot, monkeypatch, waiting):
    assert waiting._seconds.interval() == lock_screen.SECOND == 1_000
    waiting._seconds.setInterval(1)
    qtbot.waitUntil(lambda: not waiting._wait.isVisible())


def test_while_it_waits_enter_tries_nothing_and_what_is_typed_stays(
    qtbot, find, waiting, passphrase
):
    field = find(QLineEdit, "Passphrase")
    field.setText(passphrase)
    with qtbot.assertNotEmitted(waiting.unlocked, wait=50):
        qtbot.keyClick(field, "\r")
    pass_seconds(waiting, 2)
    assert field.text() == passphrase
    with qtbot.waitSignal(waiting.unlocked) as unlocked:
        qtbot.keyClick(field, "\r")
    unlocked.args[0].close()


def test_the_recovery_key_need_not_wait(qtbot, find, waiting, vault, passphrase):
    new = vault.draw_recovery_key(passphrase)
    new.keep()
    find(QPushButton, "Use the recovery key").click()
    assert not waiting._wait.isVisible()
    pass_seconds(waiting, 2)
    assert said(waiting) == ""
    find(QLineEdit, "Recovery key").setText(new.recovery_key)
    with qtbot.waitSignal(waiting.unlocked) as unlocked:
        find(QPushButton, "Unlock").click()
    unlocked.args[0].close()


def test_going_back_to_the_passphrase_waits_on(find, waiting):
    find(QPushButton, "Use the recovery key").click()
    assert find(QPushButton, "Unlock").isEnabled()
    find(QPushButton, "Use the passphrase").click()
    assert waiting._wait.isVisible()
    assert not find(QPushButton, "Unlock").isEnabled()


def test_a_mistyped_recovery_key_waits_for_nothing(qtbot, find, screen):
    find(QPushButton, "Use the recovery key").click()
    for _ in range(6):
        find(QLineEdit, "Recovery key").setText("half of it")
        screen._notice.clear()
        find(QPushButton, "Unlock").click()
        qtbot.waitUntil(lambda: "36 letters" in said(screen))
    assert find(QPushButton, "Unlock").isEnabled()


def test_nothing_in_the_folder_remembers_a_wrong_passphrase(waiting, vault):
    names = {path.name for path in vault.folder.iterdir()}
    assert names == {DATABASE, "journal.keys", "journal.keys.copy"}


# Support of one's own


OWN = (("Maggie, union rep", "020 7946 0000"), ("", "a-very-long-address@primary-care.example"))


@pytest.mark.parametrize("percent", [100, 200])
def test_what_was_put_in_the_open_stands_above_the_public_lines(
    qtbot, theme, vault, background, percent
):
    screen = LockScreen(theme, vault, background, OWN)
    qtbot.addWidget(screen)
    theme.set_text_scale(percent)
    screen.resize(800, 600)
    screen.show()
    QApplication.processEvents()
    own, public = (words for words in screen.findChildren(Body) if words.isVisible())
    assert own.text().replace("\u200b", "").split("\n") == [
        "Maggie, union rep: 020 7946 0000",
        "a-very-long-address@primary-care.example",
    ]
    assert public.text() == short_form()
    assert own.y() < public.y()
    for area in screen.findChildren(QScrollArea):
        assert area.horizontalScrollBar().maximum() == 0


def test_without_lines_of_ones_own_there_are_only_the_public_ones(screen):
    assert [words.text() for words in screen.findChildren(Body) if words.isVisible()] == [
        short_form()
    ]


def test_what_unlocking_needs_is_fetched_and_classes_of_qts_in_the_windows_own_thread(tmp_path):
    words = [sys.executable, "-c", FETCHES, str(tmp_path)]
    answer = subprocess.run(words, capture_output=True, text=True, check=True, timeout=60)
    in_window = json.loads(answer.stdout)
    assert not in_window["reflect_app.vault.journal"]
    elsewhere = [name for name, here in in_window.items() if not here]
    assert not [name for name in elsewhere if name.startswith(("reflect_app.ui", "PySide6"))]


def test_nothing_heavy_is_imported_before_the_lock_screen_is_painted(tmp_path):
    words = [sys.executable, "-c", PAINTS, str(tmp_path)]
    answer = subprocess.run(words, capture_output=True, text=True, check=True, timeout=60)
    loaded = set(answer.stdout.split())
    assert "reflect_app.ui.lock_screen" in loaded
    heavy = {
        "cryptography",
        "holidays",
        "keyring",
        "matplotlib",
        "numpy",
        "sqlalchemy",
        "sqlcipher3",
    }
    assert loaded & heavy == set()
    assert not loaded & {"reflect_app.domain.records", "reflect_app.vault.journal"}
