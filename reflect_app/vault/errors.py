"""What the world can do to a journal, each with the sentence a person reads about it.

A sentence says what happened, what is safe and what to do next. It never holds a key, a
passphrase or anything a person wrote, so that it may be shown, printed and logged.
"""

# ruff: noqa: N818  (these are the names of what has happened, as a person would say it)

import errno
from collections.abc import Sequence


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
        "keep this folder as it is, and restore a backup, or open a copy from before the damage."
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


class NotMoved(JournalError):
    """The journal could not be taken to another folder."""

    sentence = (
        "The journal could not be moved just now. Nothing in it has changed and it is where it "
        "was: please try again, or choose another folder."
    )


class NotABackup(JournalError):
    """The file is none that Reflect made."""

    sentence = (
        "That file is not a backup of a Reflect journal. Nothing has been changed: please choose "
        "a file whose name ends in .rfb, from the folder of the backups."
    )


class DamagedBackup(JournalError):
    """A backup has been cut or changed, or what was copied was damaged already."""

    sentence = (
        "This backup is damaged, so nothing is taken from it. The journal itself has not been "
        "touched: please use an earlier or a later backup, and keep this one for now."
    )

    def __init__(self, sentence: str = "", problems: Sequence[str] = ()) -> None:
        """Take what exactly is wrong with it, where that is known."""
        super().__init__(sentence)
        self.problems = list(problems) or [self.sentence]


class BackupUnderOtherKeys(JournalError):
    """The backup is of another journal, or from before all its keys were made anew."""

    sentence = (
        "This backup is of another journal, or from before this one's keys were made anew. It "
        "has been left as it is: please open it with the passphrase of that time."
    )


class BackupExists(JournalError):
    """Something bears the name that a new backup was to have."""

    sentence = (
        "There is already something with that name. It has been left as it is, and no backup has "
        "been made: please choose another name."
    )


class ChangeUnderWay(JournalError):
    """The database was not closed properly: only its key can say how it has to end."""

    sentence = (
        "The journal was cut off in the middle of a change, so no backup can be made of it yet. "
        "What was saved is safe: please open the journal once, and then try again."
    )


class KeychainMissing(JournalError):
    """None of the keychains that may be asked is there."""

    sentence = (
        "This computer has no keychain that Reflect may use: it takes those of GNOME, KDE, macOS "
        "and Windows, and no others. Nothing has changed: please go on with your passphrase."
    )


class KeychainLocked(JournalError):
    """The keychain is locked and was not unlocked."""

    sentence = (
        "This computer's keychain is locked and was not unlocked. Nothing has changed: please "
        "unlock it and try again, or use your passphrase."
    )


class KeychainSilent(JournalError):
    """The keychain did not answer in time."""

    sentence = (
        "This computer's keychain does not answer. Nothing has changed: please use your "
        "passphrase, or try again later."
    )


class KeychainRefused(JournalError):
    """The keychain did something else than it was asked."""

    sentence = (
        "This computer's keychain did not do what it was asked. Nothing has changed: please use "
        "your passphrase, or try again."
    )


class WrongFromKeychain(JournalError):
    """What the keychain gave does not unwrap the root key."""

    sentence = (
        "What this computer's keychain gave does not open the journal. Nothing has changed: "
        "please use your passphrase."
    )


class KeychainOver(JournalError):
    """The time of opening with the keychain is over, or the journal's keys have been changed."""

    sentence = (
        "Opening with this computer's keychain has come to its end, so it is off now. Nothing in "
        "the journal has changed: please use your passphrase."
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
