"""What a person saves outside the journal, in the clear: theirs alone as far as a file can be."""

import os
from pathlib import Path

NOT_SAVED = "It could not be saved there. Please choose another place."


def write_private(path: Path, content: bytes) -> None:
    """Write `content` where nobody else on the computer may read it; raise OSError."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        path.chmod(0o600)  # a file that was there has the rights it had
        file.write(content)


def save_private(path: Path, content: bytes, said: str) -> str:
    """Write `content` as `write_private` does; return `said`, or that it could not be done."""
    try:
        write_private(path, content)
    except OSError:
        return NOT_SAVED
    return said
