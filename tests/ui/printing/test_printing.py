import errno
import os
import re
import stat
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter

from reflect_app.domain.one_page import Chart, OnePage, PagePart
from reflect_app.ui import printing
from reflect_app.ui.printing import PageSheet, faces
from reflect_app.ui.printing.rows import Row, height_of, lines, sheets
from reflect_app.vault.errors import (
    CannotSave,
    DiskFull,
    FolderGone,
    FolderNotWritable,
    JournalError,
)

QUOTE = (
    "I kept my voice level while she told me.",
    "It was only in the car park that I noticed my hands.",
)
LONG_QUOTE = (" ".join(QUOTE * 9),)
DAYS = [date(2026, 11, 4) + timedelta(days=number) for number in range(20)]
LEAVING = Chart("leaving", tuple((day, 12.0 - 2 * n, n % 3 == 0) for n, day in enumerate(DAYS)),
                "Minutes after the plan, 4 November to 1 December.")  # fmt: skip
LOAD = Chart("load", tuple((day, n % 11, n % 4 == 0) for n, day in enumerate(DAYS)),
             "Emotional load, 4 November to 1 December. Not a validated scale.")  # fmt: skip


def one_page(*parts, question="How do I stay open to what Harbour tells me?", wish="I need rest."):
    return OnePage(
        heading="For supervision, Wednesday 2 December 2026, 10:00",
        span="4 November to 2 December",
        question=question,
        wish=wish,
        parts=parts,
    )


FULL = one_page(
    PagePart("Harbour: how far do I hold the boundary?", quote=QUOTE),
    PagePart("Leaving time, later on 9 of 20 days", chart=LEAVING, minutes=10),
    PagePart(
        "Agreed last time: ask for a debrief", lines=("Open.",), themes=("Boundaries", "Team")
    ),
)


@pytest.fixture
def read(printed):
    """Return a way to read what a page says on paper."""

    def read(page):
        return " ".join(printed(PageSheet(page).pdf()).text.split())

    return read


def dark(image, share):
    """Say whether there is ink in the strip of a picture that begins at `share` of its height."""
    top, tall = round(image.height() * share), image.height() // 100
    return any(
        image.pixelColor(x, y).lightness() < 128
        for y in range(top, top + tall)
        for x in range(image.width())
    )


def test_everything_on_the_page_is_on_the_paper_in_order(qapp, read):
    text = read(FULL)
    places = [text.index(each) for each in (FULL.heading, FULL.span, FULL.question, FULL.wish)]
    for part in FULL.parts:
        places += [text.index(each) for each in (part.title, *part.lines, *part.quote)]
    assert places == sorted(places)
    assert all(each in text for each in FULL.texts())
    assert "My focus How do I stay open" in text
    assert "1 Harbour" in text
    assert "10 minutes" in text
    assert "Boundaries, Team" in text
    assert "30 early 15 early as planned 15 later" in text
    assert text.endswith("Notes")


def test_what_is_not_there_leaves_no_trace(qapp, read):
    text = read(one_page(PagePart("Feeling responsible"), question="", wish=""))
    assert text == (
        "For supervision, Wednesday 2 December 2026, 10:00 4 November to 2 December "
        "1 Feeling responsible Notes"
    )
    assert "My focus I need rest. Notes" in read(one_page(question=""))
    assert "2 B" in read(one_page(PagePart(""), PagePart("B")))
    assert read(OnePage("For supervision", "", "", "")) == "For supervision Notes"
    assert PageSheet(one_page()).longest() is None


def test_a_chart_has_a_dot_for_each_day(qapp, printed):
    for chart in (LEAVING, LOAD):
        assert printed(PageSheet(one_page(PagePart("A", chart=chart))).pdf()).dots == len(DAYS)
    assert printed(PageSheet(one_page(PagePart("A"))).pdf()).dots == 0


@pytest.mark.parametrize("minutes", [[0], [-3], [95], [400, -200], [5000], []])
def test_a_chart_holds_whatever_days_there_are(qapp, printed, minutes):
    points = tuple((day, float(after), False) for day, after in zip(DAYS, minutes, strict=False))
    for kind in ("leaving", "load"):
        sheet = PageSheet(one_page(PagePart("A", chart=Chart(kind, points, "Words."))))
        assert printed(sheet.pdf()).dots == len(minutes)


def test_a_long_page_goes_on_over_sheets_and_says_what_is_longest(qapp, printed):
    parts = [
        PagePart(f"Number {n}", quote=(" ".join(QUOTE * (4 + 8 * (n == 2))),), minutes=10)
        for n in range(5)
    ]
    sheet = PageSheet(one_page(*parts))
    assert not sheet.fits()
    assert (sheet.sheets, sheet.longest()) == (2, 2)
    file = printed(sheet.pdf())
    assert len(file.pages) == 2
    text = " ".join(file.text.split())
    assert "1 of 2" in text
    assert "2 of 2" in text
    assert text.count(QUOTE[1].split()[-1]) == 4 * 4 + 12
    assert all(part.title in text for part in parts)
    short = PageSheet(FULL)
    assert short.fits()
    assert " of 1" not in printed(short.pdf()).text


def test_type_never_shrinks(qapp, printed):
    short, long = (
        printed(PageSheet(one_page(*[PagePart("A matter", quote=QUOTE)] * many)).pdf())
        for many in (2, 30)
    )
    sizes = [
        {size for page in file.pages for size in re.findall(rb" (\d+) Tf", page)}
        for file in (short, long)
    ]
    assert sizes[0] == sizes[1]
    styles = [each for each in vars(faces).values() if isinstance(each, faces.Type)]
    assert min(each.size for each in styles) == 10


def test_a_heading_stays_with_what_it_is_over(qapp):
    def row(height, *, holds=False):
        return Row(height, lambda *_: None, above=10, holds=holds)

    title, text = row(20, holds=True), row(20)
    assert [len(sheet) for sheet in sheets([row(60), title, text], 100)] == [1, 2]
    assert height_of(sheets([row(60), title, text], 100)[1]) == 50  # nothing above the first
    endless = [row(40, holds=True)] * 5
    assert [len(sheet) for sheet in sheets(endless, 100)] == [2, 2, 1]
    assert sheets([], 100) == [[]]


def test_no_line_stands_alone_on_a_sheet(qapp):
    rows = lines("word " * 60, faces.TEXT, 0, 60 * faces.POINT)
    assert len(rows) > 4
    assert [row.holds for row in rows] == [True, *[False] * (len(rows) - 3), True, False]
    assert [row.holds for row in lines("word", faces.TEXT, 0, 900)] == [False]


def test_a_word_longer_than_the_line_is_broken_and_stays_on_the_paper(qapp, printed):
    word = "Donaudampfschifffahrtsgesellschaft" * 12
    page = one_page(PagePart(word, lines=(word,), quote=(word,)), question=word, wish=word)
    file = printed(PageSheet(page).pdf())
    assert file.hiding.count(word.casefold()) == 5
    image = PageSheet(page).picture(400)
    edge = image.width() - round(image.width() * 0.085)
    assert all(
        image.pixelColor(x, y).lightness() == 255
        for x in range(edge, image.width())
        for y in range(image.height())
    )


def test_letters_that_belong_together_stay_letters_for_who_copies_them(qapp, read):
    text = "office, affluent fjord: 3 x 4 -> 12"
    assert text in read(one_page(PagePart("A", quote=(text,), lines=(text,)), question=text))


def test_two_lines_of_an_own_item_stay_two(qapp, printed):
    said = printed(PageSheet(one_page(PagePart("One line\nand another"))).pdf()).text
    assert "line\nand" in said.replace("\N{LINE SEPARATOR}", "")


def test_the_picture_shows_the_sheets_below_each_other(qapp):
    one = PageSheet(FULL).picture(420)
    assert (one.width(), one.height()) == (420, 594)
    assert dark(one, 0.06)  # the heading
    assert not dark(one, 0.02)
    assert not dark(one, 0.9)
    fine = PageSheet(FULL).picture(420, 2)
    assert (fine.width(), fine.height(), fine.devicePixelRatio()) == (840, 1188, 2)
    two = PageSheet(one_page(*[PagePart("A", quote=LONG_QUOTE)] * 4)).picture(420)
    assert two.height() == 2 * 594 + 12
    assert two.pixelColor(200, 600).alpha() == 0
    assert two.pixelColor(200, 610).alpha() == 255


def test_of_very_many_sheets_the_picture_shows_the_first(qapp):
    sheet = PageSheet(one_page(PagePart("A", quote=QUOTE * 900)))
    assert sheet.sheets > 20
    picture = sheet.picture(700, 2)
    assert picture.height() < 16_000
    assert dark(picture, 0.95)
    assert sheet.picture(9000).height() == round(9000 * 297 / 210)


def test_the_file_says_nothing_about_anybody(qapp, printed, tmp_path):
    path = tmp_path / "Harbour and me.pdf"
    PageSheet(FULL).write_pdf(path)
    file = printed(path.read_bytes())
    assert path.read_bytes().startswith(b"%PDF-1.")
    assert file.holds("Page for a session")
    assert file.holds("Harbour")
    for word in (str(tmp_path), "Harbour and me", Path.home().name):
        assert not file.holds(word)
    assert b"/Author ()" in file.content
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_search_finds_a_word_wherever_it_may_hide(qapp, printed):
    def written(**said):
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        for name, word in said.items():
            getattr(writer, name)(word)
        painter = QPainter(writer)
        painter.setFont(faces.TEXT.font())
        painter.drawText(500, 500, "A calm page")
        painter.end()
        return printed(bytes(buffer.data().data()))

    assert written().holds("calm")
    assert not written().holds("zqharbour")
    for name in ("setTitle", "setCreator", "setAuthor", "setDocumentXmpMetadata"):
        word = b"<a>zqharbour</a>" if "Xmp" in name else "zqharbour"
        assert written(**{name: word}).holds("zqharbour")


def test_a_file_of_that_name_is_replaced_whole(qapp, tmp_path):
    path = tmp_path / "page.pdf"
    path.write_bytes(b"an older one")
    path.chmod(0o644)
    PageSheet(FULL).write_pdf(path)
    assert path.read_bytes().endswith(b"%%EOF\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["page.pdf"]


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EACCES, FolderNotWritable),
        (errno.ENOENT, FolderGone),
        (errno.EIO, CannotSave),
    ],
)
def test_a_refused_save_is_said_and_leaves_what_was_there(
    qapp, tmp_path, monkeypatch, number, kind
):
    path = tmp_path / "page.pdf"
    path.write_bytes(b"an older one")

    def refuse(*_):
        raise OSError(number, "no", str(path))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(kind) as refused:
        PageSheet(FULL).write_pdf(path)
    assert "the page" in refused.value.sentence.casefold()
    assert "The journal is as it was" in refused.value.sentence
    assert str(tmp_path) not in refused.value.sentence
    assert path.read_bytes() == b"an older one"
    assert [each.name for each in tmp_path.iterdir()] == ["page.pdf"]


def test_a_folder_that_is_not_there_is_said(qapp, tmp_path):
    with pytest.raises(FolderGone, match="That folder is no longer there"):
        PageSheet(FULL).write_pdf(tmp_path / "gone" / "page.pdf")


@pytest.fixture
def printer(tmp_path):
    """Return a printer whose paper is a file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    return printer


def test_the_printer_gets_what_the_file_has(qapp, printed, printer, tmp_path):
    PageSheet(FULL).print_on(printer)
    on_paper = printed((tmp_path / "printed.pdf").read_bytes())
    assert on_paper.text.split() == printed(PageSheet(FULL).pdf()).text.split()
    assert printer.docName() == printing.TITLE


def test_only_the_sheets_asked_for_are_printed(qapp, printed, printer, tmp_path):
    long = PageSheet(one_page(*[PagePart("A", quote=LONG_QUOTE)] * 10))
    assert long.sheets == 4
    printer.setFromTo(2, 3)
    long.print_on(printer)
    file = printed((tmp_path / "printed.pdf").read_bytes())
    text = " ".join(file.text.split())
    assert [f"{number} of 4" in text for number in range(1, 5)] == [False, True, True, False]
    assert len(file.pages) == 2


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_takes_nothing_is_said(qapp, printer, tmp_path, capfd):
    printer.setOutputFileName(str(tmp_path / "no folder" / "printed.pdf"))
    with pytest.raises(JournalError, match="The printer did not take the page"):
        PageSheet(FULL).print_on(printer)


def test_a_page_is_set_without_a_screen(tmp_path):
    program = (
        "import os, sys\n"
        "from reflect_app.domain.one_page import OnePage\n"
        "from reflect_app.ui import printing\n"
        "app = printing.without_a_screen()\n"
        "assert printing.without_a_screen() is app\n"
        "page = OnePage('For supervision', '', 'A question?', '')\n"
        "sys.stdout.buffer.write(printing.PageSheet(page).pdf())\n"
        "print(app.platformName(), 'PySide6.QtWidgets' in sys.modules, file=sys.stderr)\n"
    )
    environment = {name: text for name, text in os.environ.items() if name != "QT_QPA_PLATFORM"}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, env=environment, check=True
    )
    assert done.stdout.startswith(b"%PDF")
    assert b"Inter-Regular" in done.stdout
    assert done.stderr.split()[0] == b"offscreen"
