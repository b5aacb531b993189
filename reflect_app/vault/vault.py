"""The locked side: a folder that may hold a journal, and the two ways into it.

Importing this costs next to nothing, so that a lock screen can stand first: what opens a journal
is imported where it is needed, or ahead of that by `warm`.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from reflect_app.vault.errors import (
    DamagedJournal,
    JournalError,
    JournalExists,
    NewerJournal,
    NoJournal,
    OlderKeys,
    PassphraseTooShort,
    named,
)
from reflect_app.vault.files import DATABASE, HEADERS, RESTORED, side

if TYPE_CHECKING:  # The lock screen stands without them.
    from sqlcipher3.dbapi2 import Connection

    from reflect_app.vault.journal import Journal
    from reflect_app.vault.keys import Argon, Header, Root
    from reflect_app.vault.quick_unlock import Moment, Note
    from reflect_app.vault.rekeying import NewKeys

SHORTEST = 8
"""Characters under which no passphrase is taken."""

_UNFINISHED = DATABASE + ".new"
"""A new database, complete but not yet in its place, or a remnant of one that never was."""


def warm() -> None:
    """Import what opening a journal takes; meant for a worker, while a passphrase is typed."""
    from reflect_app.vault import engine, journal, keys, migrations, rekeying  # noqa: F401


class Vault:
    """One folder, locked: no key and no open file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def exists(self) -> bool:
        """Say whether any part of a journal is there; raise FolderNotWritable if nobody may look.

        What was begun and never finished is no part: its recovery key opens nothing yet.
        """
        try:
            return any((self.folder / name).exists() for name in (DATABASE, *HEADERS, RESTORED))
        except OSError as error:
            raise named(error) from None

    def unlock(self, passphrase: str, *, older_keys: bool = False) -> "Journal":
        """Open the journal; raise a JournalError that says what is in the way.

        Keys that are older than the last ones used are refused with OlderKeys, unless
        `older_keys` says that they are meant.
        """
        from reflect_app.vault import keys

        return self._unlock(lambda headers: keys.unlock(headers, passphrase), older_keys)

    def unlock_with_recovery_key(self, text: str, *, older_keys: bool = False) -> "Journal":
        """Open the journal with the recovery key, however it was typed; else like `unlock`."""
        from reflect_app.vault import keys

        return self._unlock(
            lambda headers: keys.unlock_with_recovery_key(headers, text), older_keys
        )

    def unlock_with_keychain(self, note: "Note", secret: bytes) -> "Journal":
        """Open the journal with what the computer's keychain gave; else like `unlock`.

        Raise WrongFromKeychain, or KeychainOver once the journal's keys have been changed.
        """
        from reflect_app.vault import quick_unlock

        return self._unlock(
            lambda headers: quick_unlock.unlock(headers, note, secret), older_keys=False
        )

    def draw_quick_unlock(self, passphrase: str, now: "Moment", entry: str) -> "tuple[Note, bytes]":
        """Work out another way in from `now` on, and the secret it takes; raise a JournalError.

        Nothing is written: the keychain is to keep the secret as `entry` before anything is.
        """
        from reflect_app.vault import keys, quick_unlock

        header, root = keys.unlock(keys.read(self.folder), passphrase)
        return quick_unlock.draw(header, root, now, entry)

    def change_passphrase(
        self, current: str, new: str, *, argon: "Argon | None" = None
    ) -> "Header":
        """Let `new` open the journal instead of `current`, open or not; raise a JournalError.

        Only the root key's wrapping changes: nothing that is written is encrypted anew, and a
        copy of the folder made before still opens with `current`. Return the header that counts
        now, for `Journal.note_keys`.
        """
        from reflect_app.vault import keys

        return self._change_passphrase(lambda headers: keys.unlock(headers, current), new, argon)

    def change_passphrase_with_recovery_key(
        self, text: str, new: str, *, argon: "Argon | None" = None
    ) -> "Header":
        """Let `new` open the journal instead of a forgotten passphrase, like the one above."""
        from reflect_app.vault import keys

        return self._change_passphrase(
            lambda headers: keys.unlock_with_recovery_key(headers, text), new, argon
        )

    def draw_recovery_key(self, passphrase: str) -> "NewRecoveryKey":
        """Work out another recovery key; the one there is stays. Raise a JournalError."""
        from reflect_app.vault import keys

        header, root = keys.unlock(keys.read(self.folder), passphrase)
        return NewRecoveryKey(self, header, *keys.with_recovery_key(header, root))

    def draw_new_keys(self, current: str, new: str, *, argon: "Argon | None" = None) -> "NewKeys":
        """Work out all keys anew, for a journal whose passphrase somebody has seen.

        Nothing is changed yet. Raise a JournalError.
        """
        from reflect_app.vault import keys

        return self._draw_new_keys(lambda headers: keys.unlock(headers, current), new, argon)

    def draw_new_keys_with_recovery_key(
        self, text: str, new: str, *, argon: "Argon | None" = None
    ) -> "NewKeys":
        """Work out all keys anew, with the recovery key instead of a passphrase."""
        from reflect_app.vault import keys

        return self._draw_new_keys(
            lambda headers: keys.unlock_with_recovery_key(headers, text), new, argon
        )

    def draw(self, passphrase: str, *, argon: "Argon | None" = None) -> "NewJournal":
        """Work out the keys of a new journal; nothing is written yet. Raise PassphraseTooShort."""
        from reflect_app.vault import keys

        if len(passphrase) < SHORTEST:
            raise PassphraseTooShort
        return NewJournal(self, *keys.make(passphrase, argon or keys.Argon.for_this_computer()))

    def create(self, passphrase: str, *, argon: "Argon | None" = None) -> "Journal":
        """Make and open a new journal whose recovery key nobody is shown; raise JournalError."""
        return self.draw(passphrase, argon=argon).create()

    def _change_passphrase(
        self,
        ask: "Callable[[list[Header]], tuple[Header, Root]]",
        new: str,
        argon: "Argon | None",
    ) -> "Header":
        from reflect_app.vault import keys

        if len(new) < SHORTEST:
            raise PassphraseTooShort
        before, root = ask(keys.read(self.folder))
        after = keys.with_passphrase(before, root, new, argon or keys.Argon.for_this_computer())
        keys.change(self.folder, before, after, lambda headers: keys.unlock(headers, new))
        return after

    def _draw_new_keys(
        self,
        ask: "Callable[[list[Header]], tuple[Header, Root]]",
        new: str,
        argon: "Argon | None",
    ) -> "NewKeys":
        from reflect_app.vault import keys
        from reflect_app.vault.rekeying import NewKeys

        if len(new) < SHORTEST:
            raise PassphraseTooShort
        before, root = ask(keys.read(self.folder))
        after = keys.make_anew(before, new, argon or keys.Argon.for_this_computer())
        return NewKeys(self.folder, (before, root), after)

    def _unlock(
        self,
        ask: "Callable[[list[Header]], tuple[Header, Root]]",
        older_keys: bool,  # noqa: FBT001
    ) -> "Journal":
        from reflect_app.vault import keys, rekeying

        if not self.exists():
            raise NoJournal
        rekeying.settle(self.folder)
        self._finish_restoring()
        header, root = ask(keys.read(self.folder))
        journal = self.open(header, root)
        try:
            _look_at_keys(journal, header, older_keys)
        except BaseException:
            journal.close()
            raise
        # A copy that was missing, damaged or behind is made good. Where that is refused, the
        # journal is no worse off than before.
        with suppress(JournalError):
            keys.write(self.folder, header)
        return journal

    def open(self, header: "Header", root: "Root") -> "Journal":
        """Open the database that `header` belongs to; raise a JournalError."""
        from reflect_app.vault.engine import connect
        from reflect_app.vault.journal import Journal

        path = self.folder / DATABASE
        self._put_in_place()
        db = connect(path, root.database_key)
        if not _up_to_date(db, header.vault_id):
            from reflect_app.vault import upgrading

            upgrading.upgrade(self.folder, header, root)
            db = connect(path, root.database_key)
        return Journal.over(db, path, header.vault_id, root)

    def _finish_restoring(self) -> None:
        """Give a backup its place that was cut off between being ready and being there."""
        if (self.folder / RESTORED).exists():
            from reflect_app.vault import restoring

            restoring.settle(self.folder)

    def _put_in_place(self) -> None:
        """Finish a creation that was cut off between its last two steps."""
        path, unfinished = self.folder / DATABASE, self.folder / _UNFINISHED
        if unfinished.exists() and not path.exists():
            _rename(unfinished, path)


class NewJournal:
    """The keys of a journal that is not on the disk yet."""

    def __init__(self, vault: Vault, header: "Header", root: "Root", recovery_key: str) -> None:
        self._vault = vault
        self._header = header
        self._root = root
        self.recovery_key = recovery_key
        """Nine groups of four letters and digits, with dashes between them."""

    def create(self) -> "Journal":
        """Write the journal and open it; raise JournalExists, or what the folder refuses.

        The database gets its name last: cut off before, there is no journal, and after the keys
        are written the next unlocking finishes what is left.
        """
        from reflect_app.vault import keys
        from reflect_app.vault.engine import PLAIN_MAGIC

        folder = self._vault.folder
        if self._vault.exists():
            raise JournalExists
        try:
            _make(folder)
            unfinished = folder / _UNFINISHED
            _remove(unfinished)
            self._write_database(unfinished)
            with unfinished.open("rb") as file:
                if file.read(len(PLAIN_MAGIC)) == PLAIN_MAGIC:
                    raise RuntimeError("the new database is not encrypted")
            keys.write(folder, self._header)
            _rename(unfinished, folder / DATABASE)
        except OSError as error:
            raise named(error) from None
        return self._vault.open(self._header, self._root)

    def _write_database(self, path: Path) -> None:
        from sqlcipher3 import dbapi2

        from reflect_app.vault import migrations
        from reflect_app.vault.engine import connect, translate
        from reflect_app.vault.journal import Journal

        db = connect(path, self._root.database_key, create=True)
        try:
            migrations.prepare(db, self._header.vault_id)
        except dbapi2.Error as error:
            db.close()
            raise translate(error) from None
        journal = Journal.over(db, path, self._header.vault_id, self._root)
        try:
            journal.note_keys(self._header.generation, self._header.mac)
        finally:
            journal.close()
        side(path).unlink(missing_ok=True)


class NewRecoveryKey:
    """A recovery key that opens nothing yet; the root key is in it only wrapped."""

    def __init__(self, vault: Vault, before: "Header", after: "Header", recovery_key: str) -> None:
        self._vault = vault
        self._before = before
        self._after = after
        self.recovery_key = recovery_key
        """Nine groups of four letters and digits, with dashes between them."""

    def keep(self) -> "Header":
        """Let it open the journal instead of the one there was; raise a JournalError.

        Return the header that counts now, for `Journal.note_keys`.
        """
        from reflect_app.vault import keys

        keys.change(
            self._vault.folder,
            self._before,
            self._after,
            lambda headers: keys.unlock_with_recovery_key(headers, self.recovery_key),
        )
        return self._after


def _up_to_date(db: "Connection", vault_id: str) -> bool:
    """Say whether the open database is of this version; if it is not, it is closed.

    Raise NewerJournal, DamagedJournal for another's, and then it is closed too.
    """
    from sqlcipher3 import dbapi2

    from reflect_app.vault import migrations
    from reflect_app.vault.engine import translate

    current = False
    try:
        version, stored_id = migrations.inspect(db)
        if version > migrations.VERSION:
            raise NewerJournal
        if stored_id != vault_id:
            raise DamagedJournal
        current = version == migrations.VERSION
    except dbapi2.Error as error:
        raise translate(error) from None
    finally:
        if not current:
            db.close()
    return current


def _look_at_keys(journal: "Journal", header: "Header", older_keys: bool) -> None:  # noqa: FBT001
    """Raise OlderKeys if a later header was used with `journal`, unless this one is meant.

    A header carries its own proof, so an older one, put back, is as genuine as ever.
    """
    used, now = journal.keys_used(), (header.generation, header.mac)
    if used == now:
        return
    if used and used[0] >= header.generation and not older_keys:
        raise OlderKeys
    with suppress(JournalError):  # a full disk keeps nobody from reading; the next opening notes it
        journal.note_keys(*now)


def _make(folder: Path) -> None:
    """Make `folder` and those it is in, for its owner alone, and each name durable."""
    from reflect_app.vault.keys import sync_folder

    if not folder.is_dir():
        _make(folder.parent)
        folder.mkdir(mode=0o700)
        sync_folder(folder.parent)


def _rename(path: Path, target: Path) -> None:
    from reflect_app.vault.keys import sync_folder

    try:
        path.rename(target)
        sync_folder(target.parent)
    except OSError as error:
        raise named(error) from None


def _remove(unfinished: Path) -> None:
    """Take away what a creation left that was cut off before it had any key."""
    for remnant in (unfinished, side(unfinished)):
        remnant.unlink(missing_ok=True)
