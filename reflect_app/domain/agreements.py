"""What was agreed with a supervisor about how the two of them work."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reflect_app.domain.dates import day_month
from reflect_app.domain.records import Agreement
from reflect_app.domain.supervision import kind_name, spoken

EXCEPTIONS = (
    "Somebody may come to serious harm, a person on probation or anybody else. "
    "We talk about it first.",
    "What I do is likely to cause serious harm, and I will not change it. We talk about it first.",
    "The law or a court requires it.",
)
"""When confidence is broken, as a new agreement begins; each can be put another way or go."""
STARTING_LIST = "A starting list from one service. Use your supervisor's."

SKETCH, AGREED = "A sketch, not agreed yet", "What we agreed"
NOT_MANAGEMENT = "This is not line management."
NAMELESS = "With whom is still open"


@dataclass(frozen=True)
class Part:
    """Something that an agreement says in the person's own words."""

    heading: str
    hint: str = ""


PARTS: Mapping[str, Part] = {
    "with_whom": Part("With whom", "A role or a word of your own. A name is never needed."),
    "place": Part("Where", "A room, or a call, and who sees to it."),
    "privacy": Part("Privacy", "Who could overhear, and what a shared calendar says."),
    "cancelling": Part("If one of us cannot come", "How soon to say so, and what happens then."),
    "between": Part("Between sessions", "Whether to ring or write, and about what."),
    "recorded": Part("What is written down", "By either of us, and how much of it."),
    "kept_where": Part("Where it is kept", "And for how long."),
    "seen_by": Part("Who sees it", "Your manager, the service, nobody."),
}
"""What is asked, by the column of `records.Agreement` that holds the answer."""


@dataclass(frozen=True, repr=False)
class Passage:
    """A part of an agreement as it is printed."""

    heading: str
    lines: tuple[str, ...]
    listed: tuple[str, ...] = ()
    """What follows as a list."""


def new_agreement() -> Agreement:
    """Return an agreement to begin with: a sketch with the starting list of exceptions."""
    return Agreement(exceptions=EXCEPTIONS)


def title(agreement: Agreement) -> str:
    """Return with whom it is, or that this was not said."""
    return agreement.with_whom.strip() or NAMELESS


def heading(agreement: Agreement) -> str:
    """Return what it is headed: a sketch until both agreed to it."""
    return AGREED if agreement.agreed_on else SKETCH


def standing(agreement: Agreement) -> str:
    """Say how it stands: "Agreed on 3 March 2026. To be looked at again on 3 March 2027."."""
    said = [f"Agreed on {_full(agreement.agreed_on)}." if agreement.agreed_on else f"{SKETCH}."]
    if agreement.review_on:
        said.append(f"To be looked at again on {_full(agreement.review_on)}.")
    return " ".join(said)


def passages(agreement: Agreement) -> list[Passage]:
    """Return what is printed of `agreement`, in order; what was not said is left out."""
    every = (
        _own(agreement, "with_whom"),
        Passage("What we call it", (kind_name(agreement.kind),)),
        Passage("How often and how long", _rhythm(agreement)),
        *(_own(agreement, key) for key in ("place", "privacy", "cancelling", "between")),
        Passage("What it is not", (NOT_MANAGEMENT,) if agreement.not_management else ()),
        _confidence(agreement),
        *(_own(agreement, key) for key in ("recorded", "kept_where", "seen_by")),
    )
    return [each for each in every if each.lines]


def words(agreement: Agreement) -> str:
    """Return everything that is printed of `agreement` as plain lines."""
    lines = [heading(agreement), standing(agreement)]
    for passage in passages(agreement):
        lines += [passage.heading, *passage.lines, *passage.listed]
    return "\n".join(lines)


def due_for_review(agreements: Iterable[Agreement], today: date) -> list[Agreement]:
    """Return the agreements whose review date has come."""
    return [each for each in agreements if each.review_on and each.review_on <= today]


def in_words(due: Sequence[Agreement]) -> str:
    """Say that the review date of those agreements has come; nothing where there are none."""
    if not due:
        return ""
    if len(due) > 1:
        return f"{len(due)} agreements have come to their review date. Worth a look together."
    about = f"Your agreement about {spoken(due[0].kind)}"
    with_whom = f", {due[0].with_whom.strip()}," if due[0].with_whom.strip() else ""
    return f"{about}{with_whom} has come to its review date. Worth a look together."


def _own(agreement: Agreement, key: str) -> Passage:
    """Return what the person wrote under `key`, a key of PARTS."""
    written = str(getattr(agreement, key)).strip()
    lines = tuple(line.strip() for line in written.split("\n") if line.strip())
    return Passage(PARTS[key].heading, lines)


def _rhythm(agreement: Agreement) -> tuple[str, ...]:
    said = []
    if agreement.weeks:
        said.append("Every week" if agreement.weeks == 1 else f"Every {agreement.weeks} weeks")
    if agreement.minutes:
        said.append(f"{agreement.minutes} minutes")
    return (", ".join(said),) if said else ()


def _confidence(agreement: Agreement) -> Passage:
    listed = tuple(each.strip() for each in agreement.exceptions if each.strip())
    stays = "What is said stays between us"
    return Passage(
        "What stays between us", (f"{stays}, but for this:" if listed else f"{stays}.",), listed
    )


def _full(day: date) -> str:
    return f"{day_month(day)} {day.year}"
