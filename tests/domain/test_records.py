from reflect_app.domain.records import EXCERPT_LENGTH, HEADING_LENGTH, headed


def test_a_title_is_the_heading_and_the_text_the_excerpt():
    assert headed("Court", "The drive\nback.") == ("Court", "The drive back.")


def test_without_a_title_the_first_line_is_the_heading():
    assert headed("", "\n The drive back.\n\nAnd the bridge.") == (
        "The drive back.",
        "And the bridge.",
    )


def test_a_long_first_line_is_cut_between_words_and_gone_on_with():
    text = "the visit that turned into something else and " * 3
    heading, excerpt = headed("", text)
    assert len(heading) <= HEADING_LENGTH + 1
    assert heading.endswith("…")
    assert " ".join(f"{heading[:-1]} {excerpt}".split()) == " ".join(text.split())


def test_what_has_no_gap_is_cut_all_the_same():
    heading, excerpt = headed("", "a" * 1_000)
    assert heading == "a" * HEADING_LENGTH + "…"
    assert excerpt == "a" * (EXCERPT_LENGTH)


def test_of_nothing_nothing_is_said():
    assert headed("", "") == ("", "")
    assert headed("", "  \n ") == ("", "")
