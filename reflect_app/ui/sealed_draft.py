"""The last copy of a draft that its journal could not take: encrypted, in the app's own folder."""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from platformdirs import user_state_path


class SealedDraft:
    """At most one draft of the journal in `journal_folder`, as `Journal.seal` encrypted it."""

    def __init__(self, journal_folder: Path, place: Path | None = None) -> None:
        """Keep it in `place`, by default where the system wants an app's own state."""
        journal = hashlib.sha256(os.fsencode(journal_folder.absolute())).hexdigest()[:16]
        folder = place or user_state_path("reflect", appauthor=False)
        self._file = folder / f"draft-{journal}.sealed"

    def keep(self, sealed: bytes) -> None:
        """Keep `sealed`, if there is any; a disk that refuses it too leaves it to the handover."""
        if not sealed:
            return
        fresh = self._file.with_suffix(".new")
        with suppress(OSError):
            fresh.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            fresh.unlink(missing_ok=True)
            handle = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(sealed)
                file.flush()
                os.fsync(handle)
            fresh.replace(self._file)

    def kept(self) -> bytes:
        """Return what was kept, empty if nothing was."""
        try:
            return self._file.read_bytes()
        except OSError:
            return b""

    def forget(self) -> None:
        """Remove it, now that the journal has it."""
        with suppress(OSError):
            self._file.unlink(missing_ok=True)
