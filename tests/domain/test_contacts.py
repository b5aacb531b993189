"""Words that say what an entry is about."""

import pytest

from reflect_app.domain.contacts import ALIASES, INCIDENTS, KINDS, RISK, suggested_alias, tags_in


def test_every_kind_that_brings_words_of_its_own_is_a_kind() -> None:
    assert set(INCIDENTS) <= set(RISK) <= set(KINDS)


def test_the_first_word_that_no_case_has_is_suggested() -> None:
    assert suggested_alias(set()) == "Harbour"
    assert suggested_alias({"harbour", "lantern", "blue door"}) == "Willow"
    assert suggested_alias({word.lower() for word in ALIASES}) == f"Case {len(ALIASES) + 1}"


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("", ()),
        (" , #, ", ()),
        ("Home   Visit", ("home visit",)),
        ("#court,time, COURT", ("court", "time")),
    ],
)
def test_tags_are_lower_case_and_each_given_once(typed: str, tags: tuple[str, ...]) -> None:
    assert tags_in(typed) == tags
