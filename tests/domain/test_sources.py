import pytest

from reflect_app.domain.records import OwnSource
from reflect_app.domain.sources import (
    A_LOT,
    FIRST,
    LOAD_ANCHORS,
    SOURCES,
    known_as,
    label,
    labels,
    offered,
)


def test_the_list_stands_in_the_order_of_the_field() -> None:
    assert [source.label for source in SOURCES] == [
        "Workload",
        "A disclosure",
        "Risk decision",
        "Court",
        "Conflict",
        "Time",
        "Recall",
        "Targets",
        "New initiatives",
        "Staff absence",
        "Size or risk of caseload",
        "Team or management",
        "Disturbing material",
        "Caring at home",
        "Own health",
        "Good day",
    ]


def test_five_show_first_and_the_rest_wait_under_more() -> None:
    assert FIRST == 5
    assert len(SOURCES) > FIRST


def test_every_key_is_its_own_and_leads_to_its_label() -> None:
    assert len({source.key for source in SOURCES}) == len(SOURCES)
    assert [label(source.key) for source in SOURCES] == [source.label for source in SOURCES]


def test_a_source_that_never_shipped_is_refused() -> None:
    with pytest.raises(KeyError):
        label("weather")


def test_the_scale_has_words_at_both_ends_and_in_the_middle() -> None:
    assert LOAD_ANCHORS == ("light", "heavy but carried", "more than I can carry")
    assert A_LOT == 9


def an_own(number: int, name: str, *, retired: bool = False) -> OwnSource:
    source = OwnSource(label=name, retired=retired)
    source.id = number
    return source


def test_own_sources_have_their_names_beside_the_list_and_keep_them_when_retired() -> None:
    own = [an_own(1, "The drive"), an_own(2, "The new system", retired=True)]
    names = labels(own)
    assert (names["own:1"], names["own:2"], names["court"]) == (
        "The drive",
        "The new system",
        "Court",
    )
    assert len(labels()) == len(SOURCES)


def test_a_retired_source_is_not_offered() -> None:
    own = [an_own(1, "The drive"), an_own(2, "The new system", retired=True)]
    assert [source.label for source in offered(own)][-2:] == ["Good day", "The drive"]


def test_no_name_stands_for_two() -> None:
    own = [an_own(2, "The new system", retired=True)]
    assert known_as("  the NEW  system", own) == "own:2"
    assert known_as("court") == "court"
    assert known_as("The drive", own) is None
