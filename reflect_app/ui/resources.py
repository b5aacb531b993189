"""The one door to the files that travel with the application, frozen or not."""

from importlib.resources import files
from pathlib import Path

_ROOT = Path(str(files("reflect_app.resources")))
"""A folder on the disk in a checkout, in an installed wheel and in the frozen application."""


def path(name: str) -> Path:
    """Return where the file or folder `name` lies, such as `style/light`."""
    return _ROOT / name


def data(name: str) -> bytes:
    """Return the bytes of the file `name`, such as `fonts/Inter-Regular.ttf`."""
    return path(name).read_bytes()


def text(name: str) -> str:
    """Return the words of the UTF-8 file `name`."""
    return path(name).read_text(encoding="utf-8")
