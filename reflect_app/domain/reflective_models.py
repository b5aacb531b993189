"""Ways of writing about a day's work, as constants: adding one touches this file alone.

An entry keeps the keys of its model and stages, so a key once shipped never changes. It may hold
texts under the stages of several models, so no two stages of any models share a key.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Stage:
    """One step of a model; any of them may be left empty."""

    key: str
    name: str
    question: str
    hint: str


@dataclass(frozen=True)
class ReflectiveModel:
    """A way of reflecting: its name, one line that invites, and its stages in order."""

    key: str
    name: str
    invitation: str
    stages: tuple[Stage, ...]


FREE = ReflectiveModel(
    key="free",
    name="Free writing",
    invitation="A blank page. Write what comes and stop when you like.",
    stages=(
        Stage(
            key="text",
            name="Free writing",
            question="What is on your mind?",
            hint="A sentence is enough. Leave names out.",
        ),
    ),
)

HARD_CASE = ReflectiveModel(
    key="hard_case",
    name="After a hard case",
    invitation="Five short questions, about six minutes. You can stop after any of them.",
    stages=(
        Stage(
            key="happened",
            name="What happened",
            question="What happened?",
            hint="Just the part that stayed with you. The facts of the case belong in the "
            "official record; leave names out here.",
        ),
        Stage(
            key="stirred",
            name="What it stirred up",
            question="What did it stir up in you?",
            hint="Feelings, body, thoughts that keep coming back. There is no right answer here.",
        ),
        Stage(
            key="mine",
            name="What was mine to carry",
            question="What was yours to carry, and what was not?",
            hint="Some of it was your job. Some belongs to the person, to the system, or to "
            "nobody at all.",
        ),
        Stage(
            key="went_well",
            name="What went well",
            question="What went well, even a little?",
            hint="Something you said, noticed, or held steady. Small counts.",
        ),
        Stage(
            key="next",
            name="What next",
            question="What would help now?",
            hint="One thing for you or for the work: a break, a word with somebody, a question "
            "for supervision. It can wait until tomorrow.",
        ),
    ),
)

WHAT = ReflectiveModel(
    key="what",
    name="What, so what, now what",
    invitation="Three questions, about three minutes. You can stop after any of them.",
    stages=(
        Stage(
            key="what",
            name="What",
            question="What happened, in a few plain lines?",
            hint="The part you keep coming back to. Two sentences are enough; leave names out.",
        ),
        Stage(
            key="so_what",
            name="So what",
            question="Why does it matter to you?",
            hint="What you felt, what it touched, and what you notice now that you did not then.",
        ),
        Stage(
            key="now_what",
            name="Now what",
            question="What will you do next, or leave be?",
            hint="One small step, or a decision to wait. A question for supervision counts too.",
        ),
    ),
)

GIBBS = ReflectiveModel(
    key="gibbs",
    name="Gibbs reflective cycle",
    invitation="Six questions, from what happened to what you would do. One of them is enough.",
    stages=(
        Stage(
            key="description",
            name="Description",
            question="What happened, and where were you in it?",
            hint="Enough to bring it back to you later. Leave out names and anything that points "
            "to a person.",
        ),
        Stage(
            key="feelings",
            name="Feelings",
            question="What did you feel and think, then and since?",
            hint="Before, during and afterwards can be three different things. So can what you "
            "felt and what you showed.",
        ),
        Stage(
            key="evaluation",
            name="Evaluation",
            question="What was good about it, and what was hard?",
            hint="Both belong here. Something that helped a little is worth a line.",
        ),
        Stage(
            key="analysis",
            name="Analysis",
            question="What made it go the way it went?",
            hint="What you brought, what the other person brought, the time there was, the room, "
            "the rules.",
        ),
        Stage(
            key="conclusion",
            name="Conclusion",
            question="What do you make of it now?",
            hint="What you learnt, what else was possible, and what was never yours to change.",
        ),
        Stage(
            key="action_plan",
            name="Action plan",
            question="If it came again, what would you do?",
            hint="One thing you would keep and one you would try. Say what or who would help you.",
        ),
    ),
)

INCIDENT = ReflectiveModel(
    key="incident",
    name="After an incident",
    invitation="Three questions about you, and none about the facts. "
    "You can stop after any of them.",
    stages=(
        Stage(
            key="doing_to_me",
            name="What it is doing to me",
            question="What is it doing to you?",
            hint="Sleep, body, temper, thoughts that come back. All of it is a common answer to "
            "something uncommon.",
        ),
        Stage(
            key="need",
            name="What I need",
            question="What do you need, today and this week?",
            hint="Time, quiet, cover, company, an hour off, somebody to ring. Plain and small is "
            "fine.",
        ),
        Stage(
            key="with_me",
            name="Who is with me",
            question="Who is with you in this?",
            hint="A colleague, your supervisor, your union, somebody at home. If it feels like "
            "nobody, write that down too.",
        ),
    ),
)

MODELS = (HARD_CASE, WHAT, GIBBS, FREE)
"""What anybody can begin with, in this order."""

UNKNOWN = "Other words"
"""The name of a stage that no model here has."""


def model(key: str) -> ReflectiveModel:
    """Return the model with this key; raise KeyError for one that never shipped."""
    return _BY_KEY[key]


def others(way: ReflectiveModel, written: Collection[str]) -> tuple[Stage, ...]:
    """Return the stages of other models that are among the keys `written`, in their order.

    What stands under a key that no model has is not passed over: it comes last.
    """
    own = {stage.key for stage in way.stages}
    known = [stage for each in _BY_KEY.values() for stage in each.stages if stage.key not in own]
    keys = own | {stage.key for stage in known}
    unknown = [Stage(key, UNKNOWN, "What else did you write?", "") for key in written]
    return tuple(
        stage
        for stage in (*known, *(each for each in unknown if each.key not in keys))
        if stage.key in written
    )


def first_text(way: ReflectiveModel, texts: Mapping[str, str]) -> str:
    """Return what is read first of the `texts` by stage key, those of other models last."""
    stages = (*way.stages, *others(way, texts))
    found = (texts.get(stage.key, "") for stage in stages)
    return next((text for text in found if text.strip()), "")


_BY_KEY = {each.key: each for each in (*MODELS, INCIDENT)}
