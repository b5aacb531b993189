"""The one door to the files that travel with the application, frozen or not."""

from importlib.resources import files

_ROOT = files("reflect_app.resources")


def data(path: str) -> bytes:
    """Return the bytes of the file at `path`, such as `fonts/Inter-Regular.ttf`."""
    return _ROOT.joinpath(path).read_bytes()


def text(path: str) -> str:
    """Return the words of the UTF-8 file at `path`."""
    return _ROOT.joinpath(path).read_text(encoding="utf-8")
