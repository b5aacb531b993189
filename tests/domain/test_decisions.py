"""An ethical decision: written, recorded, added to, looked at again, and told as a text."""

from datetime import UTC, date, datetime

import pytest

from reflect_app.domain import decisions
from reflect_app.domain.decisions import ADDED, DRAFTED, PARTS
from reflect_app.domain.records import Decision, DecisionNote

FRIDAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 15, 10, tzinfo=UTC)
LATER = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)


@pytest.fixture
def draft():
    draft = decisions.draft(NOW, FRIDAY)
    draft.question = "Is it mine to say?"
    decisions.write(draft, "options", "Say it.\nLeave it.", NOW)
    decisions.write(draft, "decision", "I say it.", NOW)
    return draft


@pytest.fixture
def recorded(draft):
    decisions.record(draft, NOW)
    return draft


def test_the_parts_are_those_the_records_know_and_each_has_a_hint():
    assert tuple(PARTS) == (
        "affected",
        "options",
        "duties",
        "consulted",
        "decision",
        "rationale",
        "added",
    )
    assert tuple(PARTS)[:-1] == DRAFTED
    assert all(part.heading and part.hint.endswith((".", "?")) for part in PARTS.values())
    said = " ".join(f"{part.heading} {part.hint}" for part in PARTS.values()).lower()
    assert "proof" not in said
    assert "evidence" not in said


def test_a_new_one_is_empty_and_has_no_title_yet():
    draft = decisions.draft(NOW, FRIDAY)
    assert decisions.is_empty(draft)
    assert decisions.title(draft) == decisions.NO_QUESTION
    assert decisions.missing(draft) == decisions.ASKS_QUESTION


def test_a_draft_is_written_over_and_blank_text_leaves_nothing(draft):
    assert decisions.written(draft, "options") == "Say it.\nLeave it."
    decisions.write(draft, "options", "Say it.", LATER)
    assert [(each.text, each.at) for each in draft.notes if each.part == "options"] == [
        ("Say it.", LATER)
    ]
    decisions.write(draft, "options", " \n", LATER)
    decisions.write(draft, "duties", "", LATER)
    assert [each.part for each in draft.notes] == ["decision"]
    assert decisions.written(draft, "options") == ""


def test_what_is_written_again_unchanged_keeps_its_time(draft):
    decisions.write(draft, "decision", "I say it.", LATER)
    assert {each.at for each in draft.notes} == {NOW}


def test_it_takes_a_question_and_a_line_to_be_recorded(draft):
    assert decisions.missing(draft) == ""
    draft.notes.clear()
    assert decisions.missing(draft) == decisions.ASKS_PART
    assert not decisions.is_empty(draft)


def test_what_is_recorded_is_not_written_over_and_a_draft_is_not_added_to(draft):
    with pytest.raises(ValueError, match="written"):
        decisions.add(draft, ADDED, "Later", LATER)
    decisions.record(draft, NOW)
    with pytest.raises(ValueError, match="only added to"):
        decisions.write(draft, "options", "Other", LATER)


def test_an_addition_stands_with_its_part_and_says_when_it_came(recorded):
    decisions.add(recorded, "options", "Ask first.", LATER)
    decisions.add(recorded, "rationale", "It was asked of me.", LATER)
    decisions.add(recorded, ADDED, "It went well.", LATER)
    told = [(each.heading, each.when, each.text) for each in decisions.passages(recorded)]
    then, later = "Friday 20 November 2026, 15:10", "Tuesday 24 November 2026, 09:05"
    assert told == [
        ("Options weighed", then, "Say it.\nLeave it."),
        ("", f"Added {later}", "Ask first."),
        ("What I decided", then, "I say it."),
        ("Why", f"Added {later}", "It was asked of me."),
        ("Added later", later, "It went well."),
    ]


def test_an_addition_is_told_as_one_though_the_clock_was_put_back(recorded):
    earlier = datetime(2026, 11, 19, 9, 0, tzinfo=UTC)
    decisions.add(recorded, "options", "Ask first.", earlier)
    told = list(decisions.passages(recorded))
    assert told[1].when == "Added Thursday 19 November 2026, 09:00"


def test_moving_the_review_of_a_recorded_one_leaves_a_dated_line(recorded):
    for day in (date(2026, 12, 1), date(2027, 1, 4), date(2027, 1, 4), None):
        decisions.move_review(recorded, day, LATER)
    assert recorded.review_on is None
    added = [(each.text, each.at) for each in recorded.notes if each.part == ADDED]
    assert [text for text, _ in added] == [
        "To be looked at again on Tuesday 1 December 2026.",
        "To be looked at again on Monday 4 January 2027, not on Tuesday 1 December 2026.",
        "No longer to be looked at again, which was to be on Monday 4 January 2027.",
    ]
    assert {at for _, at in added} == {LATER}


def test_moving_the_review_of_a_draft_leaves_none(draft):
    decisions.move_review(draft, FRIDAY, NOW)
    assert draft.review_on == FRIDAY
    assert {each.part for each in draft.notes} == {"options", "decision"}


def due(number, day, *, recorded=True):
    decision = Decision(
        begun_at=NOW, day=FRIDAY, recorded_at=NOW if recorded else None, review_on=day
    )
    decision.id = number
    return decision


def test_only_recorded_ones_whose_day_has_come_are_due_the_longest_due_first():
    several = [
        due(1, FRIDAY),
        due(2, None),
        due(3, date(2026, 11, 21)),
        due(4, date(2026, 11, 4)),
        due(5, date(2026, 11, 4), recorded=False),
        due(6, date(2026, 11, 4)),
    ]
    assert [each.id for each in decisions.due_for_review(several, FRIDAY)] == [4, 6, 1]
    assert decisions.due_in_words(several, FRIDAY) == "3 of them are due to be looked at again."
    assert decisions.due_in_words(several[:1], FRIDAY) == "1 of them is due to be looked at again."
    assert decisions.due_in_words(several[1:2], FRIDAY) == ""


@pytest.mark.parametrize(
    ("review", "said"),
    [
        (None, "20 November, recorded"),
        (date(2027, 1, 4), "20 November, recorded, to be looked at again on 4 January 2027"),
        (FRIDAY, "20 November, recorded, due to be looked at again today"),
        (date(2026, 11, 4), "20 November, recorded, due to be looked at again since 4 November"),
    ],
)
def test_a_list_says_when_it_was_recorded_and_is_looked_at_again(recorded, review, said):
    recorded.review_on = review
    assert decisions.in_words(recorded, FRIDAY) == said


def test_a_list_says_of_a_draft_that_it_is_one(draft):
    assert decisions.in_words(draft, FRIDAY) == "20 November, draft"
    assert decisions.in_words(draft, date(2027, 1, 4)) == "20 November 2026, draft"
    assert decisions.standing(draft) == "A draft, begun Friday 20 November 2026, 15:10."


def test_times_are_those_of_the_wall_in_summer_too():
    summer = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    assert decisions.moment_in_words(summer) == "Thursday 2 July 2026, 00:30"


def test_the_plain_text_holds_everything_with_its_times(recorded):
    decisions.move_review(recorded, date(2027, 1, 4), LATER)
    assert decisions.plain_text(recorded) == (
        "An ethical decision\n"
        "\n"
        "Is it mine to say?\n"
        "\n"
        "Recorded Friday 20 November 2026, 15:10. To be looked at again on Monday 4 January 2027.\n"
        "\n"
        "OPTIONS WEIGHED\n"
        "\n"
        "[Friday 20 November 2026, 15:10]\n"
        "Say it.\nLeave it.\n"
        "\n"
        "WHAT I DECIDED\n"
        "\n"
        "[Friday 20 November 2026, 15:10]\n"
        "I say it.\n"
        "\n"
        "ADDED LATER\n"
        "\n"
        "[Tuesday 24 November 2026, 09:05]\n"
        "To be looked at again on Monday 4 January 2027.\n"
    )


def test_nothing_that_was_written_shows_when_it_is_printed_by_a_program(recorded):
    told = next(decisions.passages(recorded))
    assert "Say it" not in repr(told)
    assert "Say it" not in repr(DecisionNote(at=NOW, part="options", text="Say it"))


def test_a_whole_life_of_one_never_meets_what_the_database_refuses(journal, draft):
    draft = journal.save(draft)
    decisions.write(draft, "options", "Say it today.", LATER)
    decisions.write(draft, "decision", "", LATER)
    draft = journal.save(draft)
    decisions.record(draft, LATER)
    stands = journal.save(draft)
    decisions.add(stands, ADDED, "It went well.", LATER)
    stands = journal.save(stands)
    decisions.move_review(stands, FRIDAY, LATER)
    stands = journal.save(stands)
    (found,) = journal.decisions()
    assert [each.text for each in decisions.passages(found)] == [
        "Say it today.",
        "It went well.",
        "To be looked at again on Friday 20 November 2026.",
    ]
    journal.delete(found)
    assert journal.decisions() == []
    journal.restore([found])
    assert [each.text for each in journal.decisions()[0].notes] == [
        each.text for each in found.notes
    ]
