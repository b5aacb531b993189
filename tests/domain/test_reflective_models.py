"""The prompts themselves are part of the product, so their manners are tested too."""

import pytest

from reflect_app.domain.reflective_models import (
    FREE,
    GIBBS,
    HARD_CASE,
    INCIDENT,
    MODELS,
    UNKNOWN,
    WHAT,
    first_text,
    model,
    others,
)

EVERY_MODEL = (*MODELS, INCIDENT)
EVERY_STAGE = [(each, stage) for each in EVERY_MODEL for stage in each.stages]


def test_a_hard_case_has_the_five_stages_in_their_order() -> None:
    assert [stage.name for stage in HARD_CASE.stages] == [
        "What happened",
        "What it stirred up",
        "What was mine to carry",
        "What went well",
        "What next",
    ]
    assert [stage.key for stage in HARD_CASE.stages] == [
        "happened",
        "stirred",
        "mine",
        "went_well",
        "next",
    ]


def test_free_writing_is_one_blank_page() -> None:
    assert FREE.key == "free"
    assert [stage.key for stage in FREE.stages] == ["text"]


def test_every_model_is_found_by_its_own_key() -> None:
    assert [model(each.key) for each in EVERY_MODEL] == list(EVERY_MODEL)
    assert MODELS == (HARD_CASE, WHAT, GIBBS, FREE)


def test_the_models_of_the_field_have_their_stages() -> None:
    assert [stage.name for stage in WHAT.stages] == ["What", "So what", "Now what"]
    assert [stage.name for stage in GIBBS.stages] == [
        "Description",
        "Feelings",
        "Evaluation",
        "Analysis",
        "Conclusion",
        "Action plan",
    ]
    assert [stage.name for stage in INCIDENT.stages] == [
        "What it is doing to me",
        "What I need",
        "Who is with me",
    ]


def test_no_two_stages_share_a_key_so_that_an_entry_can_hold_them_all() -> None:
    keys = [stage.key for _, stage in EVERY_STAGE]
    assert len(set(keys)) == len(keys)


def test_what_stands_under_other_models_is_found_in_their_order_and_the_unknown_last() -> None:
    written = ["later", "text", "feelings", "stirred", "happened", "so_what"]
    found = others(GIBBS, written)
    assert [stage.key for stage in found] == ["happened", "stirred", "so_what", "text", "later"]
    assert found[-1].name == UNKNOWN
    assert others(HARD_CASE, ["happened"]) == ()


def test_a_model_that_never_shipped_is_refused() -> None:
    with pytest.raises(KeyError):
        model("astrology")


@pytest.mark.parametrize(("each", "stage"), EVERY_STAGE)
def test_a_tired_reader_gets_one_short_question_and_a_short_hint(each, stage) -> None:
    assert stage.question.endswith("?")
    assert len(stage.question.split()) <= 10
    assert len(stage.hint.split()) <= 25
    assert stage.name
    keys = [other.key for other in each.stages]
    assert keys.count(stage.key) == 1


@pytest.mark.parametrize(("each", "stage"), EVERY_STAGE)
def test_no_prompt_shouts_judges_or_asks_for_a_name(each, stage) -> None:
    words = " ".join([each.name, each.invitation, stage.name, stage.question, stage.hint]).lower()
    for unwanted in ("!", "offender", "failed", "should have", "mistake", "must", "please"):
        assert unwanted not in words


def test_what_is_read_first_follows_the_model_and_then_what_was_written_before():
    texts = {"next": "Tea", "description": "The hall", "happened": "  "}
    assert first_text(HARD_CASE, texts) == "Tea"
    assert first_text(GIBBS, texts) == "The hall"
    assert first_text(FREE, texts) == "Tea"
    assert first_text(FREE, {}) == ""
