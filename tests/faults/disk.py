"""A disk that loses its power: what a program really wrote, and every way it may have arrived.

`record` runs a program under strace and keeps its writes, syncs, renames and unlinks beneath one
folder. `Disk` replays them up to any point and says what may lie there after a power cut. Legal
is, as POSIX has it and no kinder:

- what was written to a file since its last fsync is there, or not, or in some of its sectors;
- what became longer may be longer and hold zeros;
- a name made, renamed or removed counts for sure only after an fsync of its folder, and until
  then names of one folder have changed in their order, up to some point.
"""

import os
import random
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from outcome import need

SECTOR = 512
PATIENCE = 300

_CALLS = (
    "open,openat,creat,close,dup,dup2,dup3,fcntl,lseek,write,writev,pwrite64,pwritev,pwritev2,"
    "fsync,fdatasync,sync_file_range,ftruncate,truncate,fallocate,rename,renameat,renameat2,"
    "unlink,unlinkat,mkdir,mkdirat,rmdir,link,linkat,symlink,symlinkat,mmap"
)
_LINE = re.compile(r"^(\d+) +(\w+)\((.*)\) += (-?\d+|0x[0-9a-f]+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
_IGNORED = ("fcntl",)
"""Asked of a file of ours, they change nothing in it: locks and flags."""


class Op(NamedTuple):
    """One thing a program did to the disk, or said."""

    kind: str
    """name, write, size, sync, sync folder, rename, unlink, mkdir or said."""
    path: str = ""
    """Of the folder, or of the name in it, from the recorded folder on."""
    number: int = 0
    """Of the file, whatever it is called."""
    offset: int = 0
    data: bytes = b""
    """What was written or said; for a rename the new path."""


@dataclass
class Recording:
    """What lay in a folder before, and all that was done there."""

    before: dict[str, bytes]
    folders: list[str]
    ops: list[Op]

    def told(self, until: int) -> list[str]:
        """Return what the program said within its first so many doings."""
        said = b"".join(op.data for op in self.ops[:until] if op.kind == "said")
        return said.decode().split()


def record(command: Sequence[object], root: Path, log: Path) -> Recording:
    """Run `command` and return what it does beneath `root`; raise Missing without strace."""
    need("strace")
    before = {_within(root, path): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    folders = [_within(root, path) for path in root.rglob("*") if path.is_dir()]
    watch = ["strace", "-f", "-qq", "-xx", "-s", str(1 << 24), "-o", log, "-e", f"trace={_CALLS}"]
    done = subprocess.run(
        [*watch, *map(str, command)], capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    if done.returncode:
        raise AssertionError(f"what was to be recorded ended with {done.returncode}: {done.stderr}")
    with log.open(encoding="ascii") as lines:
        ops = list(_Reading(root, before).ops(lines))
    return Recording(before, ["", *folders], ops)


class _Reading:
    """Understands strace's lines: which file each is about, and what was done to it."""

    def __init__(self, root: Path, before: dict[str, bytes]) -> None:
        self._root = str(root)
        self._numbers = {path: number for number, path in enumerate(before)}
        self._next = len(before)
        self._open: dict[int, int | str] = {}
        """The file, or the folder's path, behind every descriptor of ours."""
        self._at: dict[int, int] = {}

    def ops(self, lines: Iterator[str]) -> Iterator[Op]:
        first = ""
        for line in lines:
            if "unfinished ..." in line or "resumed>" in line:
                raise AssertionError("two threads at once: their order is not told")
            match = _LINE.match(line)
            if not match or match[4].startswith("-"):
                continue
            first = first or match[1]
            if match[1] != first:
                raise AssertionError("a second process, whose files are not followed")
            texts = [bytes.fromhex(text.replace("\\x", "")) for text, _ in _TEXT.findall(match[3])]
            if any(cut for _, cut in _TEXT.findall(match[3])):
                raise AssertionError("strace cut short what was written")
            yield from self._op(match[2], match[3], texts, int(match[4], 0))

    def _op(self, call: str, words: str, texts: list[bytes], result: int) -> Iterator[Op]:
        if call in ("open", "openat", "creat"):
            yield from self._opened(words, texts[0], result)
        elif call in ("rename", "unlink", "mkdir", "renameat", "renameat2", "unlinkat", "mkdirat"):
            yield from self._named(call, texts)
        elif call in ("rmdir", "link", "linkat", "symlink", "symlinkat", "truncate"):
            if any(self._ours(text) is not None for text in texts):
                raise AssertionError(f"{call} is not understood")
        elif call == "mmap":
            self._refuse_shared(words)
        else:
            yield from self._done_to(call, words, texts, result)

    def _opened(self, words: str, text: bytes, result: int) -> Iterator[Op]:
        path = self._ours(text)
        self._open.pop(result, None)
        if path is None:
            return
        if "O_APPEND" in words:
            raise AssertionError("appending is not understood")
        self._at[result] = 0
        if path not in self._numbers and "O_CREAT" not in words:
            self._open[result] = path  # a folder
            return
        if path not in self._numbers:
            self._numbers[path] = self._next
            self._next += 1
            yield Op("name", path, self._numbers[path])
        elif "O_TRUNC" in words:
            yield Op("size", number=self._numbers[path])
        self._open[result] = self._numbers[path]

    def _named(self, call: str, texts: list[bytes]) -> Iterator[Op]:
        path = self._ours(texts[0])
        if path is None:
            return
        if call.startswith("mkdir"):
            yield Op("mkdir", path)
        elif call.startswith("unlink"):
            del self._numbers[path]
            yield Op("unlink", path)
        else:
            target = self._ours(texts[1])
            if target is None or _parent(target) != _parent(path):
                raise AssertionError("a rename from one folder to another is not understood")
            self._numbers[target] = self._numbers.pop(path)
            yield Op("rename", path, data=target.encode())

    def _done_to(self, call: str, words: str, texts: list[bytes], result: int) -> Iterator[Op]:
        handle, *rest = words.split(", ")
        at = int(handle)
        if call == "write" and at == 1:
            yield Op("said", data=texts[0])
        elif at in self._open and call == "close":
            del self._open[at]
        elif at in self._open and call not in _IGNORED:
            of = self._open[at]
            if isinstance(of, str):
                yield self._folder_synced(call, of)
            else:
                yield from self._file_changed(call, of, at, rest, texts, result)

    def _folder_synced(self, call: str, path: str) -> Op:
        if call not in ("fsync", "fdatasync"):
            raise AssertionError(f"{call} of a folder is not understood")
        return Op("sync folder", path)

    def _file_changed(
        self, call: str, of: int, at: int, rest: list[str], texts: list[bytes], result: int
    ) -> Iterator[Op]:
        if call in ("fsync", "fdatasync"):
            yield Op("sync", number=of)
        elif call == "ftruncate":
            yield Op("size", number=of, offset=int(rest[0]))
        elif call == "lseek":
            self._at[at] = result
        elif call == "pwrite64":
            yield Op("write", number=of, offset=int(rest[-1]), data=texts[0][:result])
        elif call == "write":
            yield Op("write", number=of, offset=self._at[at], data=texts[0][:result])
            self._at[at] += result
        else:
            raise AssertionError(f"{call} is not understood")

    def _refuse_shared(self, words: str) -> None:
        shared = "MAP_SHARED" in words and "PROT_WRITE" in words
        if shared and int(words.split(", ")[4]) in self._open:
            raise AssertionError("a file that is written through memory is not followed")

    def _ours(self, text: bytes) -> str | None:
        path = os.fsdecode(text)
        if path == self._root:
            return ""
        return path[len(self._root) + 1 :] if path.startswith(f"{self._root}/") else None


@dataclass
class _File:
    safe: bytearray = field(default_factory=bytearray)
    """What is there whatever happens."""
    pending: list[Op] = field(default_factory=list)

    def sync(self) -> None:
        for op in self.pending:
            _write(self.safe, op)
        self.pending.clear()


class Disk:
    """The recorded folder while its program goes on, with power that may go at any moment."""

    def __init__(self, recording: Recording) -> None:
        self._files = {n: _File(bytearray(c)) for n, c in enumerate(recording.before.values())}
        self._safe: dict[str, int | None] = dict(zip(recording.before, self._files, strict=True))
        """Names that are there whatever happens, and their files; a folder has none."""
        self._safe |= dict.fromkeys(recording.folders)
        self._pending: list[Op] = []
        self._ops = iter(recording.ops)
        self.done = 0

    def go_on(self, until: int) -> None:
        """Do what was done up to this position."""
        while self.done < until:
            self._do(next(self._ops))
            self.done += 1

    def _do(self, op: Op) -> None:
        if op.kind == "sync":
            self._files[op.number].sync()
        elif op.kind == "sync folder":
            kept = [each for each in self._pending if _parent(each.path) != op.path]
            for each in self._pending:
                if each not in kept:
                    _rename(self._safe, each)
            self._pending = kept
        elif op.kind in ("write", "size"):
            self._files[op.number].pending.append(op)
        elif op.kind != "said":
            if op.kind == "name":
                self._files[op.number] = _File()
            self._pending.append(op)

    def as_it_is(self) -> dict[str, bytes | None]:
        """Return what a program that was only killed leaves: all of it arrived."""
        return self._contents(self._names(len(self._pending)), None)

    def after_a_cut(self, chance: random.Random) -> dict[str, bytes | None]:
        """Return what may be there after the power goes now."""
        arrived = chance.choice((0.0, 0.5, 0.5, 0.5, 0.9, 1.0))
        names = chance.choice((0, len(self._pending), chance.randint(0, len(self._pending))))
        return self._contents(self._names(names), _Luck(chance, arrived))

    def _names(self, count: int) -> dict[str, int | None]:
        names = dict(self._safe)
        for op in self._pending[:count]:
            _rename(names, op)
        return names

    def _contents(
        self, names: dict[str, int | None], luck: "_Luck | None"
    ) -> dict[str, bytes | None]:
        """Return every file and folder whose own folder is there; a folder has no content."""
        found: dict[str, bytes | None] = {}
        for path, number in sorted(names.items()):
            if path and _parent(path) not in names:
                continue
            found[path] = None if number is None else self._content(self._files[number], luck)
        return found

    def _content(self, file: _File, luck: "_Luck | None") -> bytes:
        content = bytearray(file.safe)
        for op in file.pending:
            if luck is None:
                _write(content, op)
            else:
                luck.write(content, op)
        return bytes(content)


@dataclass
class _Luck:
    """Which of the pending writes arrived."""

    chance: random.Random
    arrived: float

    def write(self, content: bytearray, op: Op) -> None:
        luck = self.chance.random()
        if op.kind == "size":
            if luck < self.arrived:
                _write(content, op)
            return
        if luck < self.arrived / 2 or self.arrived == 1.0:
            _write(content, op)
        elif luck < self.arrived:
            for piece in _sectors(op):
                if self.chance.random() < 0.5:
                    _write(content, piece)
        if len(content) < op.offset + len(op.data) and self.chance.random() < self.arrived / 2:
            content.extend(bytes(op.offset + len(op.data) - len(content)))


def lay_out(contents: dict[str, bytes | None], root: Path) -> None:
    """Put what a disk holds into `root`, and nothing else."""
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    for path, content in contents.items():
        if content is None:
            (root / path).mkdir(exist_ok=True)
        else:
            (root / path).write_bytes(content)


def _sectors(op: Op) -> Iterator[Op]:
    begin = 0
    while begin < len(op.data):
        end = begin + SECTOR - (op.offset + begin) % SECTOR
        yield op._replace(offset=op.offset + begin, data=op.data[begin:end])
        begin = end


def _write(content: bytearray, op: Op) -> None:
    end = op.offset + len(op.data)
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    if op.kind == "size":
        del content[op.offset :]
    else:
        content[op.offset : end] = op.data


def _rename(names: dict[str, int | None], op: Op) -> None:
    """Let a change of names happen, as far as what it is about ever arrived."""
    if op.kind == "name":
        names[op.path] = op.number
    elif op.kind == "mkdir":
        names[op.path] = None
    elif op.kind == "unlink":
        names.pop(op.path, None)
    elif op.path in names:
        names[op.data.decode()] = names.pop(op.path)


def _parent(path: str) -> str:
    parent = str(PurePosixPath(path).parent)
    return "" if parent == "." else parent


def _within(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()
