"""What the world can do to a journal, each with the sentence a person reads about it.

A sentence says what happened, what is safe and what to do next. It never holds a key, a
passphrase or anything a person wrote, so that it may be shown, printed and logged.
"""

# ruff: noqa: N818  (these are the names of what has happened, as a person would say it)

import errno


class JournalError(Exception):
    """Something outside the app kept the journal from opening or saving."""

    sentence: str = "The journal could not be used. Nothing in it has changed; please try again."

    def __init__(self, sentence: str = "") -> None:
        """Take a more exact sentence for this one occasion."""
        self.sentence = sentence or type(self).sentence
        super().__init__(self.sentence)


class WrongPassphrase(JournalError):
    """The passphrase opens no slot of an undamaged header."""

    sentence = (
        "That passphrase does not open this journal. Nothing has changed: look at Caps Lock and "
        "the keyboard's language and try again, or use your recovery key."
    )


class PassphraseTooShort(JournalError):
    """The passphrase is under the few characters that anybody could guess."""

    sentence = (
        "That passphrase is too short to protect anything. Nothing has been done yet: please "
        "choose one of at least 8 characters, better four or five words."
    )


class WrongRecoveryKey(JournalError):
    """The recovery key is mistyped, or belongs to another journal."""

    sentence = (
        "That recovery key does not open this journal. Nothing has changed: look whether it "
        "belongs to this journal, or use your passphrase."
    )


class DamagedHeader(JournalError):
    """Neither copy of the header can be trusted."""

    sentence = (
        "The two small files that hold this journal's keys are damaged, so it cannot be opened. "
        "What you wrote is still encrypted in journal.db and has not been touched: put "
        "journal.keys from a copy of this folder back beside it and try again."
    )


class OlderKeys(JournalError):
    """The header is whole and opens the journal, but a later one has been used with it."""

    sentence = (
        "The two small files with this journal's keys are older than the ones last used with it, "
        "so an older passphrase opens it. Nothing has been changed. If you put them back "
        "yourself, open it all the same; if not, somebody else has had this folder in their hands."
    )


class DamagedJournal(JournalError):
    """The database is missing, cut, changed or not this journal's."""

    sentence = (
        "The file journal.db is damaged or belongs to another journal. Nothing has been changed: "
        "keep this folder as it is, and open a copy of it from before the damage."
    )


class NewerJournal(JournalError):
    """A newer version of the app has written here."""

    sentence = (
        "This journal was last used by a newer version of Reflect. Nothing has been touched: "
        "please open it with that version or a later one."
    )


class NoJournal(JournalError):
    """Nothing of a journal is in the folder."""

    sentence = (
        "There is no journal in this folder. Nothing has been changed: if it is kept on a stick "
        "or another drive, connect that and try again, or choose the folder it is in."
    )


class JournalExists(JournalError):
    """A journal, or a part of one, is in the way of a new one."""

    sentence = (
        "There is already a journal in this folder. It has been left as it is: open that one, or "
        "choose another folder for the new one."
    )


class FolderNotWritable(JournalError):
    """The folder or a file in it may not be read and written by this person."""

    sentence = (
        "Reflect is not allowed to write in the journal's folder. Everything saved before is "
        "safe: allow writing there, or move the folder to a place of your own, and try again."
    )


class JournalInUse(JournalError):
    """Another process holds the journal's one connection."""

    sentence = (
        "This journal is already open in another window or on another computer. Nothing has "
        "changed: close it there and try again."
    )


class DiskFull(JournalError):
    """There is no room left for the last change."""

    sentence = (
        "The disk is full, so the last change is not saved yet. Everything saved before is safe: "
        "keep Reflect open, free some space and try again."
    )


class FolderGone(JournalError):
    """The open journal is no longer where it was opened."""

    sentence = (
        "The journal's folder is no longer there, so the last change is not saved yet. Everything "
        "saved before is safe where the folder is now: keep Reflect open, put the folder back or "
        "connect its drive, and try again."
    )


class CannotSave(JournalError):
    """The computer refused to write, for a reason that has no name of its own here."""

    sentence = (
        "The computer could not read or write the journal's files just now. Everything saved "
        "before is safe: keep Reflect open and try again in a moment."
    )


class DamagedDraft(JournalError):
    """A sealed draft is damaged or belongs to another journal."""

    sentence = (
        "The words that were put aside when the journal was locked cannot be read any more. "
        "Everything saved before is safe: please look whether the latest draft is whole."
    )


class KeysChanged(JournalError):
    """The header is not the one that a change of keys began from."""

    sentence = (
        "The journal's keys have been changed since this was begun. Nothing has been replaced "
        "now: please begin again."
    )


class OneCopyChanged(JournalError):
    """A change of keys is in force, but only one of the two copies could be written."""

    sentence = (
        "The new one holds and what you wrote is safe, but only one of the two small files with "
        "the keys could be written. Please keep the older one too until you have opened the "
        "journal with the new one: the second file is then written again."
    )


class NotEnoughMemory(JournalError):
    """The computer has too little memory free to work the key out."""

    sentence = (
        "There is too little memory free to open the journal. Nothing has changed: close some "
        "other programs and try again."
    )


def named(error: OSError) -> JournalError:
    """Return what `error`, met while reading or writing the journal's files, means to a person."""
    return _BY_ERRNO.get(error.errno or 0, CannotSave)()


_BY_ERRNO: dict[int, type[JournalError]] = {
    errno.ENOSPC: DiskFull,
    errno.EDQUOT: DiskFull,
    errno.EFBIG: DiskFull,
    errno.EACCES: FolderNotWritable,
    errno.EPERM: FolderNotWritable,
    errno.EROFS: FolderNotWritable,
    errno.ENOENT: FolderGone,
    errno.ENOTDIR: FolderGone,
}
