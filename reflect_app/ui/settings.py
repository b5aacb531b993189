"""How this computer shows the journal. Nothing personal is kept here but what is meant to be."""

import json
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar, overload

Look = Literal["system", "light", "dark"]
Reading = Literal["serif", "hyperlegible"]
"""The face of what the person writes: a serif, or one made for tired or low sight."""

SupportLine = tuple[str, str]
"""Somebody to turn to, and how to reach them."""

MOST_LINES = 6
"""Lines of a person's own on the Support page, and at most as many in the open."""

T = TypeVar("T")
Word = TypeVar("Word", bound=str)

_FILE = "settings.json"


class Setting(Generic[T]):
    """One typed setting: what it is when nobody chose, and what may stand in the file."""

    def __init__(self, default: T, read: Callable[[Any], T], write: Callable[[T], Any]) -> None:
        self._default = default
        self._read = read
        self._write = write

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, settings: None, owner: type) -> "Setting[T]": ...
    @overload
    def __get__(self, settings: "Settings", owner: type) -> T: ...
    def __get__(self, settings: "Settings | None", owner: type) -> "Setting[T] | T":
        if settings is None:
            return self
        try:
            return self._read(settings.values[self._name])
        except (KeyError, TypeError, ValueError):
            return self._default

    def __set__(self, settings: "Settings", value: T) -> None:
        settings.values[self._name] = self._write(self._read(self._write(value)))
        settings.save()


def one_of(*words: Word) -> Setting[Word]:
    """Return a setting that is one of a few words, the first where nobody chose."""

    def read(value: Any) -> Word:
        return words[words.index(value)]

    return Setting(words[0], read, str)


def number(default: int, *, least: int, most: int) -> Setting[int]:
    """Return a setting that is a whole number, kept between `least` and `most`."""

    def read(value: Any) -> int:
        if isinstance(value, bool):
            raise TypeError("not a number")
        return min(max(int(value), least), most)

    return Setting(default, read, int)


def switch() -> Setting[bool]:
    """Return a setting that is on or off, off where nobody chose."""

    def read(value: Any) -> bool:
        if not isinstance(value, bool):
            raise TypeError("neither on nor off")
        return value

    return Setting(False, read, bool)


def folder() -> Setting[Path | None]:
    """Return a setting that is a folder, or None where nobody chose one."""

    def read(value: Any) -> Path | None:
        return Path(value) if value else None

    return Setting(None, read, lambda value: str(value) if value else None)


def support_lines() -> Setting[tuple[SupportLine, ...]]:
    """Return a setting that is a few lines of whom to turn to, none where nobody chose."""

    def read(value: Any) -> tuple[SupportLine, ...]:
        if not isinstance(value, list):
            raise TypeError("not lines")
        return tuple((str(who), str(reach)) for who, reach in value[:MOST_LINES])

    return Setting((), read, lambda lines: [list(line) for line in lines])


class Settings:
    """The choices of the person at this computer; each is kept the moment it is made."""

    look: Setting[Look] = one_of("system", "light", "dark")
    text_scale = number(100, least=100, most=200)
    reading: Setting[Reading] = one_of("serif", "hyperlegible")
    auto_lock_minutes = number(5, least=1, most=60)
    cover_when_away = switch()
    window_width = number(1280, least=640, most=8192)
    window_height = number(832, least=480, most=8192)
    journal_folder = folder()
    backup_folder = folder()
    open_support = support_lines()

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or _usual_path()
        self.values: dict[str, Any] = _read(self._path)

    def read_again(self) -> None:
        """Take in what another process has chosen since."""
        self.values = _read(self._path)

    def save(self) -> bool:
        """Write the file in one step. Where that cannot be, the choices last until the end.

        Return whether it was written.
        """
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handle, beside = tempfile.mkstemp(dir=self._path.parent, prefix=f".{_FILE}")
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    json.dump(self.values, file, indent=2)
                    file.flush()
                    os.fsync(handle)
                Path(beside).replace(self._path)
                _make_durable(self._path.parent)
            except OSError:
                Path(beside).unlink()
                raise
            return True
        return False


def _make_durable(folder: Path) -> None:
    """See that a power cut leaves the new file; Windows does so by itself."""
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _usual_path() -> Path:
    import platformdirs  # noqa: PLC0415

    return platformdirs.user_config_path("reflect", appauthor=False) / _FILE


def _read(path: Path) -> dict[str, Any]:
    # Whatever is wrong with the file, the person meets the usual settings and no complaint.
    with suppress(OSError, ValueError, RecursionError):
        values = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(values, dict):
            return values
    return {}
