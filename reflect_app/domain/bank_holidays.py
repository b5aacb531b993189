"""The days on which work rests by law or proclamation, which differ between the nations."""

from collections.abc import Iterable, Mapping
from datetime import date

# The package behind it takes a fifth of a second to import: the lock screen does that ahead.
from holidays.countries.united_kingdom import UnitedKingdom

from reflect_app.domain.plan import BANK_HOLIDAY
from reflect_app.domain.records import Away

NATIONS: Mapping[str, str] = {
    "england_wales": "England and Wales",
    "scotland": "Scotland",
    "northern_ireland": "Northern Ireland",
}
"""Whose bank holidays count, by the key that the journal's preference `nation` keeps."""
NATION = "england_wales"
"""What counts until somebody says otherwise."""

_PLACES = {"england_wales": "ENG", "scotland": "SCT", "northern_ireland": "NIR"}


def bank_holidays(nation: str, since: date, until: date) -> set[date]:
    """Return the bank holidays from `since` to `until` (both included), substitute days too.

    `nation` is a key of NATIONS; any other is taken for NATION.
    """
    place = _PLACES.get(nation, _PLACES[NATION])
    years = range(since.year, until.year + 1)
    return {day for day in UnitedKingdom(subdiv=place, years=years) if since <= day <= until}


def days_off(marked: Iterable[Away], nation: str, since: date, until: date) -> dict[date, str]:
    """Return why each day from `since` to `until` is off: a key of `domain.plan.AWAY`.

    What a person `marked` comes before a bank holiday on the same day.
    """
    resting = dict.fromkeys(bank_holidays(nation, since, until), BANK_HOLIDAY)
    return resting | {away.day: away.kind for away in marked if since <= away.day <= until}
