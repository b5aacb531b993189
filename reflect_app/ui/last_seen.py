"""What this computer remembers of a journal between two openings; not a word of it is personal.

A journal cannot tell by itself that it is an older copy: everything in it is genuine. Whoever can
put an older copy back may be able to put this note back too, and that cannot be helped.
"""

import json
from contextlib import suppress
from pathlib import Path

from platformdirs import user_state_path

from reflect_app.vault.errors import JournalError
from reflect_app.vault.journal import Journal

OLDER = (
    "This journal is older than the one last opened here. If you put back a backup or a copy, that "
    "is why. If you did not, please look for the newer one before you write on."
)


class LastSeen:
    """How far the open `journal` had come when it was here last, and how that ended."""

    def __init__(self, journal: Journal, place: Path | None = None) -> None:
        """Keep the note in `place`, by default where the system wants an app's own state."""
        self._journal = journal
        folder = place or user_state_path("reflect", appauthor=False)
        self._file = folder / f"seen-{journal.vault_id}.json"
        self.sittings, self.cut_off = self._noted()
        """How often it had been written in, and whether its last sitting never came to an end."""

    def open(self) -> str:
        """Note that it is open now; return what there is to say about its age, mostly nothing."""
        try:
            sittings = self._journal.sittings()
        except JournalError:
            return ""
        self._note(max(sittings, self.sittings), open=True)
        return OLDER if sittings < self.sittings else ""

    def close(self) -> None:
        """Note how far it has come; call it while the journal is still open."""
        with suppress(JournalError):
            self._note(self._journal.sittings(), open=False)

    def _noted(self) -> tuple[int, bool]:
        try:
            noted = json.loads(self._file.read_bytes())
            return int(noted["sittings"]), bool(noted["open"])
        except (OSError, ValueError, KeyError, TypeError):
            return 0, False

    def _note(self, sittings: int, *, open: bool) -> None:  # noqa: A002
        fresh = self._file.with_suffix(".new")
        with suppress(OSError):
            fresh.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            fresh.write_text(json.dumps({"sittings": sittings, "open": open}))
            fresh.replace(self._file)
