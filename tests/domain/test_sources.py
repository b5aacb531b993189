import pytest

from reflect_app.domain.sources import A_LOT, FIRST, LOAD_ANCHORS, SOURCES, label


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
