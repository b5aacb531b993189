"""A reader of printed files: what they say and draw, and every byte that words can hide in."""

import re
import zlib
from functools import cached_property

import pytest

_OBJECT = re.compile(rb"^(\d+) 0 obj\n(.*?)\nendobj$", re.DOTALL | re.MULTILINE)
_STREAM = re.compile(rb"\nstream\n(.*)\nendstream$", re.DOTALL)
_SHOWN = re.compile(rb"/(\w+) [\d.]+ Tf|<([0-9A-Fa-f]+)> Tj|\b(BT)\b")
_RANGES = re.compile(rb"<(\w{4})> <(\w{4})> (?:<(\w+)>|\[([^]]*)\])")


class Printed:
    """A file as Qt writes it: glyphs in the streams, and maps that say which letters they are."""

    def __init__(self, content):
        self.content = content
        self.objects = {int(number): body for number, body in _OBJECT.findall(content)}
        self.streams = [_inflated(body) for body in self.objects.values() if b"\nstream" in body]
        pages = [body for body in self.objects.values() if re.search(rb"/Type /Page\b(?!s)", body)]
        self.pages = [self._stream(int(_after(b"Contents", page))) for page in pages]
        self.fonts = {}
        for page in pages:
            named = self.objects[int(_after(b"Resources", page))]
            for name, number in re.findall(rb"/(F\d+) (\d+) 0 R", named):
                self.fonts[name] = self._letters(self.objects[int(number)])

    @cached_property
    def text(self):
        """Return what is to be read, each run of letters on a line of its own."""
        return "\n".join(self._text(page) for page in self.pages)

    @cached_property
    def hiding(self):
        """Return everything that is in the file, packed or not, so that it can be searched."""
        run_together = "".join(self.text.split())
        raw = [self.content, *self.streams]
        # A string of two bytes a letter, as titles are, is plain to read without its zeros.
        return "\n".join(
            [
                self.text,
                run_together,
                *((each.replace(b"\0", b"")).decode("latin-1") for each in raw),
            ]
        ).casefold()

    def holds(self, word):
        """Say whether `word` is anywhere in the file, as letters, bytes or their numbers."""
        plain = word.casefold()
        return any(each in self.hiding for each in (plain, plain.encode().hex(), plain[::-1]))

    @property
    def elements(self):
        """Return the elements a screen reader hears, in order: what each is, and its text."""
        document = next(body for body in self.objects.values() if b"/S /Document" in body)
        kids = re.findall(rb"(\d+) 0 R", document[document.index(b"/K") :])
        return [self._element(self.objects[int(number)]) for number in kids]

    def _element(self, element):
        marks = re.findall(rb"/Pg (\d+) 0 R /MCID (\d+)", element)
        said = []
        for page, number in marks:
            drawn = self._stream(int(_after(b"Contents", self.objects[int(page)])))
            begin = drawn.index(b"/MCID %s>> BDC" % number)
            said.append(self._text(drawn[begin : drawn.index(b"EMC", begin)]).strip())
        return re.search(rb"/S /(\w+)", element)[1].decode(), " ".join(said)

    @property
    def dots(self):
        """Return how many circles are drawn: four curves each."""
        return sum(len(re.findall(rb" c$", page, re.MULTILINE)) for page in self.pages) // 4

    def _stream(self, number):
        return _inflated(self.objects[number])

    def _letters(self, font):
        return _map(self._stream(int(_after(b"ToUnicode", font))))

    def _text(self, page):
        said, letters = [], {}
        for font, glyphs, begins in _SHOWN.findall(page):
            if begins:
                said.append("\n")
            elif font:
                letters = self.fonts[font]
            else:
                codes = (glyphs[at : at + 4] for at in range(0, len(glyphs), 4))
                said += [letters.get(int(code, 16), "") for code in codes]
        return "".join(said)


def _after(name, body):
    return re.search(rb"/" + name + rb" (\d+) 0 R", body)[1]


def _inflated(body):
    stream = _STREAM.search(body)[1]
    return zlib.decompress(stream) if b"/FlateDecode" in body else stream


def _map(cmap):
    letters = {}
    for first, last, start, each in _RANGES.findall(cmap):
        numbers = range(int(first, 16), int(last, 16) + 1)
        if start:
            letters |= {n: chr(int(start, 16) + n - numbers[0]) for n in numbers}
        else:
            named = re.findall(rb"<(\w+)>", each)
            letters |= {n: chr(int(code, 16)) for n, code in zip(numbers, named, strict=False)}
    return letters


@pytest.fixture
def printed(qapp):
    """Return a way to read what was printed."""
    return Printed
