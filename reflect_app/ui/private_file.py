"""What a person saves outside the journal, in the clear: theirs alone as far as a file can be."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

NOT_SAVED = "It could not be saved there. Please choose another place."


def write_private(path: Path, content: bytes) -> None:
    """Write `content` whole or not at all, durable, where nobody else may read it.

    What stood at `path` is replaced. Raise OSError and leave it as it was.
    """
    fresh = path.parent / f".saving-{secrets.token_hex(4)}"
    handle = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(handle)
        fresh.replace(path)
    except BaseException:
        with suppress(OSError):
            fresh.unlink()
        raise


def save_private(path: Path, content: bytes, said: str) -> str:
    """Write `content` as `write_private` does; return `said`, or that it could not be done."""
    try:
        write_private(path, content)
    except OSError:
        return NOT_SAVED
    return said
