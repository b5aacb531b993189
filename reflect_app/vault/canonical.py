"""One spelling of what is read before any key is known: a line of JSON with its own checksum."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

Schema = Mapping[str, Any]
"""For each name what its value has to be: a function that says so, or another schema."""


def line(document: Mapping[str, Any]) -> bytes:
    """Return the only spelling of `document`."""
    spelled = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return spelled.encode() + b"\n"


def checked_line(document: Mapping[str, Any]) -> bytes:
    """Return the only spelling of `document` with its checksum in it."""
    return line({**document, "checksum": _checksum(document)})


def whole(content: bytes, form: str) -> dict[str, Any]:
    """Return the document in `content` if nothing happened to it since it was written.

    It is of the format called `form`, and its `version` is a number. Raise ValueError otherwise.
    """
    try:
        document = json.loads(content)
    except RecursionError:
        raise ValueError from None
    if not isinstance(document, dict) or line(document) != content:
        raise ValueError
    rest = {name: value for name, value in document.items() if name != "checksum"}
    if document.get("checksum") != _checksum(rest) or document.get("format") != form:
        raise ValueError
    if type(document.get("version")) is not int:
        raise ValueError
    return document


def fits(value: Any, schema: Any) -> bool:
    """Say whether `value` is all that `schema` asks for, and nothing more."""
    if callable(schema):
        return schema(value) is True
    return (
        isinstance(value, dict)
        and value.keys() == schema.keys()
        and all(fits(value[name], part) for name, part in schema.items())
    )


def hexed(length: int) -> Callable[[object], bool]:
    """Return what says whether a value is `length` bytes, spelled in small hex digits."""
    pattern = re.compile(f"[0-9a-f]{{{2 * length}}}")
    return lambda value: isinstance(value, str) and bool(pattern.fullmatch(value))


def between(least: int, most: int) -> Callable[[object], bool]:
    """Return what says whether a value is a whole number from `least` to `most`."""
    return lambda value: type(value) is int and least <= value <= most


def _checksum(document: Mapping[str, Any]) -> str:
    return hashlib.sha256(line(document)).hexdigest()
