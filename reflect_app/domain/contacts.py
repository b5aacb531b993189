"""What an entry is about and who may see it, as keys that entries keep and words to read."""

from collections.abc import Mapping

KINDS: Mapping[str, str] = {
    "office": "Office",
    "home_visit": "Home visit",
    "phone": "Phone",
    "video": "Video",
    "welfare_check": "Unplanned welfare check",
    "prison_visit": "Prison visit",
    "custody_link": "Video link to custody",
    "court": "Court or report",
    "multi_agency": "Multi-agency meeting",
    "approved_premises": "Approved premises",
    "curfew": "Curfew enquiry",
    "breach": "Breach or enforcement",
    "recall": "Recall",
    "victim": "Victim contact",
    "serious_further_offence": "Serious further offence, notified or reviewed",
    "death": "Death under supervision",
    "threat": "Threat or assault",
    "safeguarding": "Safeguarding referral",
    "disturbing": "Reading, hearing or seeing disturbing material",
    "good_news": "Good news",
    "team": "Team or management event",
}

INCIDENTS = ("serious_further_offence", "death", "threat")
"""Kinds after which the first questions are about the officer, not about the facts."""

RISK = (*INCIDENTS, "recall", "safeguarding", "breach", "welfare_check")
"""Kinds where somebody may be at risk, and must be told before anything is written here."""

MODES: Mapping[str, str] = {
    "face_to_face": "Face to face",
    "phone": "Phone",
    "video": "Video",
    "writing": "In writing",
}

AUDIENCES: Mapping[str, str] = {
    "me": "Only me",
    "clinical": "Clinical",
    "any": "Any",
}
"""Who may see an entry on a page: only the person, their clinical supervisor, any session."""
ONLY_ME, CLINICAL = "me", "clinical"

FACTS_FIRST = (
    "Facts belong in the official record. Before writing about what you did or should have done, "
    "talk to your union or a solicitor. Here: what it did to you."
)
"""What stands above an entry about one of the INCIDENTS."""

RISK_FIRST = "Somebody at risk? Record it and tell who you must first. Writing here tells nobody."
"""Said once for an entry about one of the RISK kinds."""

ALIASES = (
    "Harbour", "Lantern", "Willow", "Compass", "Thimble", "Saffron", "Pebble", "Anchor", "Marble",
    "Bramble", "Cobalt", "Feather", "Juniper", "Kettle", "Meadow", "Nutmeg", "Orchard", "Pewter",
    "Quarry", "Ribbon", "Sorrel", "Tinsel", "Umber", "Velvet", "Wicket", "Yarrow", "Acorn",
    "Beacon", "Clover", "Driftwood", "Ember", "Foxglove", "Granite", "Heather", "Indigo",
)  # fmt: skip
"""Neutral words to suggest for a case, in this order; they say nothing about anybody."""


def suggested_alias(taken: "set[str]") -> str:
    """Return a word that no case going on has, by the words `taken` in lower case."""
    free = (word for word in ALIASES if word.lower() not in taken)
    return next(free, f"Case {len(taken) + 1}")


def audience_when_kept(audience: str) -> str:
    """Return who may see an entry once it is kept for supervision: no longer only the person.

    Keeping it no longer changes nothing about who may see it: nobody can tell any more whether
    that was chosen.
    """
    return CLINICAL if audience == ONLY_ME else audience


def tags_in(text: str) -> tuple[str, ...]:
    """Return the tags that were typed, in lower case and each once; commas part them."""
    words = (" ".join(part.lower().split()).lstrip("# ") for part in text.split(","))
    return tuple(dict.fromkeys(filter(None, words)))
