"""Every key anew, for a journal whose passphrase somebody else may know.

A new wrapping would not do: whoever has the older header and its passphrase has the root key. So
what is written is encrypted anew, in a copy, and two files change their places as one:

    journal.db.rekeyed      the copy under the new keys
    journal.keys.rekeyed    the new header; from the moment it bears this name the new keys count

Cut off before that moment, everything is as it was; after it, the next unlocking goes on.
"""

import shutil
from contextlib import suppress
from pathlib import Path

from sqlcipher3 import dbapi2

from reflect_app.vault import beside, keys
from reflect_app.vault.engine import connect, translate
from reflect_app.vault.errors import (
    DamagedHeader,
    DamagedJournal,
    DiskFull,
    JournalError,
    KeysChanged,
    named,
)
from reflect_app.vault.files import DATABASE, side
from reflect_app.vault.keys import Header, Root, sync_folder

_COPY = DATABASE + ".rekeyed"
_DECIDED = "journal.keys.rekeyed"
_SPARE = 64 * 1024
_READ_AGAIN = "The copy under the new keys could not be read, so nothing has been changed."


class NewKeys:
    """A passphrase and a recovery key that open nothing yet, under a root key nobody has seen."""

    def __init__(
        self, folder: Path, before: tuple[Header, Root], after: tuple[Header, Root, str]
    ) -> None:
        self._folder = folder
        self._vault_id = before[0].vault_id
        self._before, self._old_root = before
        self._after, self._root, self.recovery_key = after
        """Nine groups of four letters and digits, with dashes between them."""

    def keep(self) -> None:
        """Encrypt the closed journal anew and let the new keys open it instead of the old ones.

        It needs room for the journal twice over. Raise a JournalError, and then nothing has
        changed.
        """
        if keys.read(self._folder)[0] != self._before:
            raise KeysChanged
        copy = self._folder / _COPY
        try:
            beside.remove(copy)
            beside.copy(self._folder / DATABASE, copy)
            self._encrypt_anew(copy)
            self._decide()
        except OSError as error:
            raise named(error) from None
        finally:
            if not (self._folder / _DECIDED).exists():
                beside.remove(copy)
        # What is left to do is done by the next unlocking, if not here.
        with suppress(JournalError):
            settle(self._folder)

    def _decide(self) -> None:
        """Let the new keys count; raise a JournalError only while they do not."""
        decided = self._folder / _DECIDED
        try:
            keys.put(decided, self._after)
        except JournalError:
            if not decided.exists():
                raise

    def _encrypt_anew(self, copy: Path) -> None:
        """Turn `copy` from the old keys to the new ones, and read it from end to end."""
        with beside.opened(copy, self._vault_id, self._old_root) as journal:
            before = journal.counts()
        db = connect(copy, self._old_root.database_key)
        try:
            db.execute(f"PRAGMA rekey = \"x'{self._root.database_key.hex()}'\"")
        except dbapi2.Error as error:
            # Whatever stopped it, it says so with one and the same error. It notes each page there
            # was, with a little beside it.
            short = shutil.disk_usage(copy.parent).free < copy.stat().st_size * 11 // 10 + _SPARE
            raise DiskFull if short else translate(error) from None
        finally:
            db.close()
        with beside.opened(copy, self._vault_id, self._root) as journal:
            journal.note_keys(self._after.generation, self._after.mac)
            if journal.check() or journal.counts() != before:
                raise DamagedJournal(_READ_AGAIN)
        side(copy).unlink(missing_ok=True)


def settle(folder: Path) -> None:
    """Finish a change of all keys that was cut off once it counted; take back any other.

    The journal in `folder` must be closed. Raise a JournalError where the folder refuses it.
    """
    decided, copy = folder / _DECIDED, folder / _COPY
    try:
        if decided.exists():
            _finish(folder, decided, copy)
        else:
            beside.remove(copy)
            decided.with_name(decided.name + ".new").unlink(missing_ok=True)
    except OSError as error:
        raise named(error) from None


def _finish(folder: Path, decided: Path, copy: Path) -> None:
    try:
        header = keys.load(decided)
    except DamagedHeader:
        return  # by no hand of ours; the journal's own two copies may still open it
    sync_folder(folder)  # the decision must outlive a power cut before anything is moved for it
    if copy.exists():
        side(folder / DATABASE).unlink(missing_ok=True)
        copy.replace(folder / DATABASE)
        sync_folder(folder)
    keys.write(folder, header)
    decided.unlink()
    sync_folder(folder)
