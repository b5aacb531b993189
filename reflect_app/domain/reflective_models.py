"""Ways of writing about a day's work, as constants: adding one touches this file alone.

An entry keeps the keys of its model and stages, so a key once shipped never changes.
"""

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

MODELS = (HARD_CASE, FREE)


def model(key: str) -> ReflectiveModel:
    """Return the model with this key; raise KeyError for one that never shipped."""
    return _BY_KEY[key]


_BY_KEY = {each.key: each for each in MODELS}
