import re

import pytest

from reflect_app.domain.one_page import OnePage, PagePart
from reflect_app.ui.printing import PageSheet

WRITTEN = "I kept my voice level while she told me, and noticed my hands only in the car park."


@pytest.fixture
def read(printed):
    """Return a way to read a page with these parts as a file."""

    def read(*parts):
        page = OnePage("For supervision", "4 to 20 November", "Where do I stop?", "Calm.", parts)
        return printed(PageSheet(page).pdf())

    return read


def test_a_screen_reader_hears_what_is_a_heading_and_what_a_quote(qapp, read):
    part = PagePart("Harbour", lines=("Open.",), quote=(WRITTEN,), minutes=10, themes=("Team",))
    assert read(part, PagePart("The recall")).elements == [
        ("H1", "For supervision 4 to 20 November"),
        ("H2", "My focus"),
        ("P", "Where do I stop?"),
        ("P", "Calm."),
        ("H2", "1 Harbour 10 minutes"),
        ("P", "Team"),
        ("P", "Open."),
        ("BlockQuote", WRITTEN),
        ("H2", "2 The recall"),
        ("H2", "Notes"),
    ]


def test_the_paragraphs_of_a_quote_and_what_is_left_out_of_it_are_one_quote(qapp, read):
    part = PagePart("Harbour", quote=("One. Two.", "[…]", "Three."))
    assert ("BlockQuote", "One. Two. […] Three.") in read(part).elements


def test_a_quote_over_the_end_of_a_sheet_is_one_quote(qapp, read):
    file = read(PagePart("Harbour", quote=(WRITTEN,) * 40))
    assert len(file.pages) == 2
    kinds = [kind for kind, _ in file.elements]
    assert kinds.count("BlockQuote") == 1
    assert dict(file.elements)["BlockQuote"] == " ".join([WRITTEN] * 40)
    passed_over = [re.findall(rb"/Artifact BMC", page) for page in file.pages]
    assert [len(each) for each in passed_over] == [1, 1]


def test_other_scripts_in_a_title_belong_to_it(qapp, read):
    title = (
        "Hafen \N{HEBREW LETTER SHIN}\N{HEBREW LETTER LAMED} caf\N{LATIN SMALL LETTER E WITH ACUTE}"
    )
    (words,) = (text for _, text in read(PagePart(title)).elements if text.startswith("1"))
    assert sorted("".join(words.split())) == sorted("1" + "".join(title.split()))


def test_the_file_says_its_language_and_shows_its_title(qapp, read):
    catalog = next(body for body in read().objects.values() if b"/Type /Catalog" in body)
    for said in (b"/Lang (en-GB)", b"/Marked true", b"/DisplayDocTitle true", b"/StructTreeRoot"):
        assert said in catalog


def test_what_is_copied_has_spaces_and_no_tabs(qapp, read):
    text = read(PagePart("A b c", quote=("D e f.",))).text
    assert "A b c" in text
    assert "\t" not in text


def test_each_object_is_where_the_table_says(qapp, read):
    content = read(PagePart("Harbour", quote=(WRITTEN,) * 40)).content
    start = int(re.search(rb"startxref\n(\d+)", content)[1])
    table = content[start:]
    assert table.startswith(b"xref\n0 ")
    offsets = [int(each) for each in re.findall(rb"(\d{10}) 00000 n ", table)]
    assert f"/Size {len(offsets) + 1}".encode() in table
    for number, offset in enumerate(offsets, start=1):
        assert content[offset:].startswith(b"%d 0 obj\n" % number)
    for page in re.findall(rb"/StructParents (\d+)", content):
        assert re.search(rb"/Nums \[.*\b%s \[\d+ 0 R" % page, content)
