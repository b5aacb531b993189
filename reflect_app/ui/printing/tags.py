"""What Qt leaves out of a file: what is a heading and what a quote, the language, plain spaces.

Qt 6.11 writes no tags at all, and has every space copied as a tab. Here its file is taken apart
into its objects and put together again with what is missing; nothing that is seen changes.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

LANGUAGE: Final = "en-GB"

_BEGIN: Final = b"%PDF-1.6\n%\xe2\xe3\xcf\xd3\n"
_OFFSET: Final = re.compile(rb"^(\d{10}) \d{5} n", re.MULTILINE)
_CONTENTS: Final = re.compile(rb"/Contents (\d+) 0 R")
_STREAM: Final = re.compile(rb"stream\n(.*)\nendstream", re.DOTALL)
_TEXT: Final = re.compile(rb"BT\n.*?\nET\n", re.DOTALL)
_PLACE: Final = re.compile(rb" Tm\n[-\d.]+ (-?[\d.]+) Td")
"""How far up the first letter of a text stands, counted down from the upper edge of the paper."""
_TAB_IN_LIST: Final = re.compile(rb"(?<=[\[ ])<0009>(?= [<\]])")
_TAB_ALONE: Final = re.compile(rb"(<\w{4}> <\w{4}> )<0009>$", re.MULTILINE)


@dataclass(eq=False)
class Tag:
    """One element of the page, such as a heading; its rows may be on several sheets."""

    kind: str
    """As the standard calls it: `H1`, `P`, `BlockQuote`, `Figure`."""
    alt: str = ""
    """What is said of something that cannot be read, in letters of ASCII."""
    marks: list[tuple[int, int]] = field(default_factory=list)
    """The sheets and the numbers of its texts there, from 0 on."""


class Strip(NamedTuple):
    """Where the text of an element stands on a sheet, in dots from the upper edge."""

    top: float
    bottom: float
    tag: Tag


def tagged(content: bytes, sheets: Sequence[Sequence[Strip]]) -> bytes:
    """Return the file `content`, as Qt wrote it, with the elements of its `sheets`, in order.

    Text on none of the strips is passed over by a reader, as page numbers should be.
    """
    file = _File(content)
    tags = list(dict.fromkeys(strip.tag for strips in sheets for strip in strips))
    for tag in tags:
        tag.marks.clear()
    pages = file.pages()
    for number, (page, strips) in enumerate(zip(pages, sheets, strict=True)):
        file.mark(number, page, strips)
    root = file.new(b"")
    document = file.new(b"")
    elements = [file.new(_element(tag, document, pages)) for tag in tags]
    kids = b" ".join(b"%d 0 R" % each for each in elements)
    file.put(document, b"<</Type /StructElem /S /Document /P %d 0 R /K [%s]>>" % (root, kids))
    parents = b" ".join(
        b"%d [%s]"
        % (number, b" ".join(b"%d 0 R" % each for each in _owners(tags, elements, number)))
        for number in range(len(pages))
    )
    tree = b"<</Type /StructTreeRoot /K %d 0 R /ParentTree <</Nums [%s]>>>>"
    file.put(root, tree % (document, parents))
    file.extend_catalog(
        b"/Lang (%s) /MarkInfo <</Marked true>> /ViewerPreferences <</DisplayDocTitle true>> "
        b"/StructTreeRoot %d 0 R" % (LANGUAGE.encode(), root)
    )
    file.mend_spaces()
    return file.whole()


class _File:
    """A file in its objects, by number."""

    def __init__(self, content: bytes) -> None:
        table = content.rindex(b"\nxref\n") + 1
        self._end = content[content.index(b"trailer", table) : content.index(b"startxref", table)]
        starts = sorted(int(each) for each in _OFFSET.findall(content, table))
        self._objects: dict[int, bytes] = {}
        for start, end in zip(starts, [*starts[1:], table], strict=True):
            number, _, body = content[start:end].partition(b" 0 obj\n")
            self._objects[int(number)] = body[: body.rindex(b"\nendobj")]

    def new(self, body: bytes) -> int:
        """Add an object and return its number."""
        number = max(self._objects) + 1
        self._objects[number] = body
        return number

    def put(self, number: int, body: bytes) -> None:
        """Let an object be `body`."""
        self._objects[number] = body

    def pages(self) -> list[int]:
        """Return the numbers of the pages, in order."""
        root = next(body for body in self._objects.values() if b"/Type /Pages" in body)
        kids = root[root.index(b"/Kids") : root.index(b"]")]
        return [int(each) for each in re.findall(rb"(\d+) 0 R", kids)]

    def mark(self, number: int, page: int, strips: Sequence[Strip]) -> None:
        """Say of each text on a page which element it belongs to."""
        body = self._objects[page]
        self.put(
            page, b"%s\n/StructParents %d\n/Tabs /S\n>>" % (body[: body.rindex(b">>")], number)
        )
        (drawn,) = map(int, _CONTENTS.findall(body))
        (stream,) = _STREAM.findall(self._objects[drawn])
        packed = zlib.compress(_marked(zlib.decompress(stream), number, strips))
        head = b"<<\n/Length %d\n/Filter /FlateDecode\n>>\nstream\n" % len(packed)
        self.put(drawn, head + packed + b"\nendstream")

    def extend_catalog(self, more: bytes) -> None:
        """Say more of the whole."""
        number = next(n for n, body in self._objects.items() if b"/Type /Catalog" in body)
        body = self._objects[number]
        self.put(number, b"%s%s\n>>" % (body[: body.rindex(b">>")], more))

    def mend_spaces(self) -> None:
        """Let a space be copied as one: it looks like a tab, which Qt finds first."""
        for number, body in self._objects.items():
            if b"/CIDInit" in body:
                mended = _TAB_IN_LIST.sub(b"<0020>", body)
                self._objects[number] = _TAB_ALONE.sub(rb"\1<0020>", mended)

    def whole(self) -> bytes:
        """Return the file."""
        content = bytearray(_BEGIN)
        offsets = []
        for number in range(1, max(self._objects) + 1):
            offsets.append(len(content))
            content += b"%d 0 obj\n%s\nendobj\n" % (number, self._objects[number])
        table = len(content)
        count = len(offsets) + 1
        content += b"xref\n0 %d\n0000000000 65535 f \n" % count
        content += b"".join(b"%010d 00000 n \n" % each for each in offsets)
        content += re.sub(rb"/Size \d+", b"/Size %d" % count, self._end)
        return bytes(content + b"startxref\n%d\n%%%%EOF\n" % table)


def _marked(drawn: bytes, sheet: int, strips: Sequence[Strip]) -> bytes:
    number = 0

    def mark(text: "re.Match[bytes]") -> bytes:
        nonlocal number
        tag = _tag_of(text[0], strips)
        if tag is None:
            return b"/Artifact BMC\n%sEMC\n" % text[0]
        tag.marks.append((sheet, number))
        number += 1
        return b"/%s <</MCID %d>> BDC\n%sEMC\n" % (tag.kind.encode(), number - 1, text[0])

    return _TEXT.sub(mark, drawn)


def _tag_of(text: bytes, strips: Sequence[Strip]) -> Tag | None:
    place = _PLACE.search(text)
    down = -float(place[1]) if place else -1.0
    return next((strip.tag for strip in strips if strip.top <= down < strip.bottom), None)


def _element(tag: Tag, parent: int, pages: Sequence[int]) -> bytes:
    marks = b" ".join(
        b"<</Type /MCR /Pg %d 0 R /MCID %d>>" % (pages[sheet], number)
        for sheet, number in tag.marks
    )
    alt = b" /Alt (%s)" % tag.alt.encode("ascii") if tag.alt else b""
    kind = tag.kind.encode()
    return b"<</Type /StructElem /S /%s /P %d 0 R /K [%s]%s>>" % (kind, parent, marks, alt)


def _owners(tags: Sequence[Tag], elements: Sequence[int], sheet: int) -> Iterator[int]:
    """Yield which element each text of a sheet belongs to, in the order of the texts."""
    owners = {
        number: element
        for tag, element in zip(tags, elements, strict=True)
        for on, number in tag.marks
        if on == sheet
    }
    yield from (owners[number] for number in sorted(owners))
