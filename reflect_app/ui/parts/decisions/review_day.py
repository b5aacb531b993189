"""The day on which a decision is to be looked at again, or none."""

from datetime import date, timedelta

from reflect_app.domain.clock import Clock
from reflect_app.ui.widgets.ticked_day import TickedDay

_SUGGESTED = timedelta(weeks=12)


class ReviewDay(TickedDay):
    """Ticked while there is a day; the one that is suggested is some weeks from now."""

    def __init__(self, clock: Clock) -> None:
        super().__init__("Look at it again on", "Day on which to look at it again")
        self._clock = clock

    def show_review(self, day: date | None) -> None:
        """Show `day`; `changed` stays silent. Without one a day is suggested, not ticked."""
        self.show_day(day, self._clock.today() + _SUGGESTED)
