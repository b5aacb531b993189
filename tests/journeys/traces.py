"""What a session leaves behind: in files, in the memory of living processes, on the network.

Every search has a control that must hit; who uses it plants one.
"""

import base64
import contextlib
import os
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

MARK = "REFLECT_JOURNEY"
"""The environment variable that all processes of one journey carry: a lock changes the pid."""
LARGEST = 1 << 28
INFLATED = 1 << 22
PIECE = 1 << 24
_DEFLATED = re.compile(b"\x78[\x01\x5e\x9c\xda]")
_SHARED_FOLDERS = (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"))  # noqa: S108 (looked into)


def processes(mark: str) -> set[int]:
    """Return the living processes that carry `mark`."""
    wanted = f"{MARK}={mark}".encode()
    return {pid for pid in _pids() if wanted in _environment(pid).split(b"\0")}


def is_alive(pid: int) -> bool:
    """Say whether a process still has memory; one that only waits to be reaped has none."""
    return bool(_read(f"/proc/{pid}/cmdline"))


def in_memory(pid: int, words: Iterable[str]) -> list[str]:
    """Return which of `words` are in the memory of a process, in UTF-8 or UTF-16."""
    wanted = {word: (word.encode(), word.encode("utf-16-le")) for word in words}
    longest = max(len(form) for forms in wanted.values() for form in forms)
    found = set()
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:  # noqa: PTH123 (no such path)
        for start, end in _regions(pid):
            for piece in _pieces(memory.fileno(), start, end, overlap=longest):
                found |= {
                    word
                    for word, forms in wanted.items()
                    if word not in found and any(form in piece for form in forms)
                }
    return sorted(found)


def in_files(words: Iterable[str], paths: Iterable[Path]) -> list[str]:
    """Return which files hold which of `words`, in whatever form this knows."""
    forms = {word: _forms(word) for word in words}
    found = []
    for path in paths:
        try:
            if path.stat().st_size > LARGEST:
                raise ValueError(f"too large to be searched: {path}")
            content = path.read_bytes()
        except OSError:  # It went while we looked.
            continue
        held = [content, *_inflated(content)]
        found += [
            f"{word} in {path}"
            for word, ways in forms.items()
            if any(way in each for way in ways for each in held)
        ]
    return found


def files_of(home: Path, pids: Iterable[int], *, since: float) -> Iterator[Path]:
    """Yield what a session may have written: its home, shared folders, what it holds open.

    A file that was unlinked and is still open is found through the process that holds it.
    """
    yield from (path for path in home.rglob("*") if path.is_file() and not path.is_symlink())
    for folder in _SHARED_FOLDERS:
        yield from (path for path in folder.glob("*") if _is_changed_file(path, since))
    for pid in pids:
        with contextlib.suppress(OSError):
            for path in Path(f"/proc/{pid}/fd").iterdir():
                if path.is_file():
                    yield path


def internet_sockets(pids: Iterable[int]) -> list[str]:
    """Return every socket of the internet's kinds that these processes hold."""
    found = []
    for pid in pids:
        held = set(_held_sockets(pid))
        for kind in ("tcp", "tcp6", "udp", "udp6", "udplite", "raw", "raw6", "icmp", "icmp6"):
            lines = _read(f"/proc/{pid}/net/{kind}").decode().splitlines()[1:]
            found += [f"{kind} of {pid}: {line}" for line in lines if line.split()[9] in held]
    return found


def _pids() -> Iterator[int]:
    for path in Path("/proc").iterdir():
        if path.name.isdecimal():
            yield int(path.name)


def _environment(pid: int) -> bytes:
    # In a container even an administrator may not look into the process that keeps it.
    with contextlib.suppress(PermissionError):
        return _read(f"/proc/{pid}/environ")
    return b""


def _read(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


def _regions(pid: int) -> Iterator[tuple[int, int]]:
    for line in _read(f"/proc/{pid}/maps").decode().splitlines():
        span, rights, *_ = line.split()
        if rights.startswith("r") and not line.endswith(("[vvar]", "[vsyscall]", "[vvar_vclock]")):
            start, end = span.split("-")
            yield int(start, 16), int(end, 16)


def _pieces(memory: int, start: int, end: int, *, overlap: int) -> Iterator[bytes]:
    while start < end:
        try:
            piece = os.pread(memory, min(PIECE, end - start), start)
        except OSError:  # A mapped file that has become shorter, or a device.
            return
        if not piece:
            return
        yield piece
        if start + len(piece) >= end:
            return
        start += max(len(piece) - overlap, 1)


def _forms(word: str) -> tuple[bytes, ...]:
    plain = (word.encode(), word.encode("utf-16-le"))
    coded = (_in_base64(form, offset) for form in plain for offset in range(3))
    return (*plain, *coded)


def _in_base64(plain: bytes, offset: int) -> bytes:
    """Return what `plain` looks like in base64 when it begins at this offset of three."""
    coded = base64.b64encode(b"\0" * offset + plain).rstrip(b"=")
    begin = -(-offset * 8 // 6)
    # The last character also depends on what follows.
    return coded[begin : -1 if (offset + len(plain)) % 3 else None]


def _inflated(content: bytes) -> Iterator[bytes]:
    for match in _DEFLATED.finditer(content):
        with contextlib.suppress(zlib.error):
            yield zlib.decompressobj().decompress(content[match.start() :], INFLATED)


def _is_changed_file(path: Path, since: float) -> bool:
    try:
        return path.is_file() and path.stat().st_mtime >= since
    except OSError:
        return False


def _held_sockets(pid: int) -> Iterator[str]:
    with contextlib.suppress(OSError):
        for path in Path(f"/proc/{pid}/fd").iterdir():
            with contextlib.suppress(OSError):
                target = str(path.readlink())
                if target.startswith("socket:["):
                    yield target[len("socket:[") : -1]
