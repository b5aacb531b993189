"""Words on A4: all of them, in order, heard as what they are, and nothing else in the file."""

import re

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from reflect_app.ui.printing import paper
from reflect_app.ui.printing.paper import NOT_SENT, SENT, Paper, Words

EVERY = (
    Words("title", "What we agreed"),
    Words("note", "Agreed on 3 November 2026"),
    Words("heading", "Off the record"),
    Words("label", "Friday 20 November 2026, 15:10"),
    Words("text", "First, an office fit for it.\n\nThen the rest, after that."),
    Words("item", "The law requires it.\nOr a court."),
    Words("line", "Sessions held", "4 to 6"),
)
LONG = [Words("title", "Long"), *[Words("text", "So it was. " * 40)] * 30]


def page_texts(file):
    return [file._text(page) for page in file.pages]


def test_everything_is_on_it_in_order_and_heard_as_what_it_is(qapp, printed):
    assert printed(Paper("Agreement", EVERY).pdf()).elements == [
        ("H1", "What we agreed"),
        ("P", "Agreed on 3 November 2026"),
        ("H2", "Off the record"),
        ("H3", "Friday 20 November 2026, 15:10"),
        ("P", "First, an office fit for it."),
        ("P", "Then the rest, after that."),
        ("P", "• The law requires it."),
        ("P", "Or a court."),
        ("P", "Sessions held 4 to 6"),
    ]


def test_a_letter_is_copied_as_itself_and_a_space_as_a_space(qapp, printed):
    text = printed(Paper("Agreement", EVERY).pdf()).text
    assert "an office fit for it" in text
    assert "\t" not in text


def test_all_is_black(qapp, printed):
    file = printed(Paper("Agreement", EVERY).pdf())
    inks = {ink for page in file.pages for ink in re.findall(rb"^([\d. ]+) scn$", page, re.M)}
    assert inks == {b"0"}


def test_the_file_says_neither_when_it_was_made_nor_by_whom(qapp, printed):
    content = Paper("Agreement", EVERY).pdf()
    file = printed(content)
    everything = b"\n".join([content, *file.streams])
    assert not re.search(rb"D:\d{4}|\d{4}-\d{2}-\d{2}", everything)
    assert not file.holds("reflect")
    assert content == Paper("Agreement", EVERY).pdf()


def test_it_is_called_by_its_name_and_by_none_of_its_words(qapp):
    content = Paper("Agreement", EVERY).pdf()
    assert "Agreement".encode("utf-16-be") in content
    for word in ("record", "Sessions"):
        assert word.encode() not in content
        assert word.encode("utf-16-be") not in content


def test_sheets_are_numbered_where_there_are_several(qapp, printed):
    assert " of " not in "".join(page_texts(printed(Paper("Year", LONG[:3]).pdf())))
    long = Paper("Year", LONG)
    pages = page_texts(printed(long.pdf()))
    assert len(pages) == long.sheets > 2
    assert [page.strip().split("\n")[-1] for page in pages] == [
        f"{number} of {long.sheets}" for number in range(1, long.sheets + 1)
    ]


def test_no_sheet_ends_with_a_heading(qapp, printed):
    for lines in range(30, 60):
        words = [
            Words("text", "A line.\n" * lines),
            *(Words("heading", "Heading"), Words("label", "Label"), Words("text", "Text")),
        ]
        for page in page_texts(printed(Paper("Year", words).pdf())):
            assert not re.search(r"(Heading|Label)\s*(\d of \d)?$", page.strip())


def test_nothing_at_all_is_one_empty_sheet(qapp):
    assert Paper("Year", []).sheets == 1


def test_a_word_without_end_is_set_without_waiting_for_it(qapp, printed):
    assert Paper("Year", [Words("text", "a" * 500_000)]).sheets > 100
    shorter = Paper("Year", [Words("text", "a" * 9000 + " and so on")])
    assert printed(shorter.pdf()).text.count("a") == 9001


@pytest.fixture
def printer(tmp_path):
    """Return a printer whose paper is a file."""
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    return printer


def test_the_printer_gets_what_the_file_has(qapp, printed, printer, tmp_path):
    agreement = Paper("Agreement", EVERY)
    assert agreement.print_on(printer)
    on_paper = printed((tmp_path / "printed.pdf").read_bytes())
    assert on_paper.text.split() == printed(agreement.pdf()).text.split()
    assert printer.docName() == "Agreement"


def test_only_the_sheets_asked_for_are_printed(qapp, printed, printer, tmp_path):
    long = Paper("Year", LONG)
    assert long.sheets == 4
    printer.setFromTo(2, 3)
    assert long.print_on(printer)
    pages = page_texts(printed((tmp_path / "printed.pdf").read_bytes()))
    last_lines = [page.strip().split("\n")[-1] for page in pages]
    assert [line.split() for line in last_lines] == [["2", "of", "4"], ["3", "of", "4"]]


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_it_says_what_became_of_the_print(qtbot, printer, tmp_path, monkeypatch):
    window, chosen = QWidget(), [printer, printer, None]
    qtbot.addWidget(window)
    monkeypatch.setattr(paper, "chosen_printer", lambda _: chosen.pop(0))
    agreement = Paper("Agreement", EVERY)
    assert agreement.print_where_asked(window) == SENT
    assert (tmp_path / "printed.pdf").exists()
    printer.setOutputFileName(str(tmp_path / "no folder" / "printed.pdf"))
    assert agreement.print_where_asked(window) == NOT_SENT
    assert agreement.print_where_asked(window) == ""
