"""Tell how long a full page takes to become a file: the first time in a process, and again."""

import json
from datetime import date, timedelta

from figures import milliseconds

from reflect_app.domain.one_page import Chart, OnePage, PagePart
from reflect_app.ui import printing

WRITTEN = "I kept my voice level while she told me, and only in the car park noticed my hands. "
PARTS = 3


def page() -> OnePage:
    """Return a page that fills its sheet: charts of four weeks and what was written."""
    days = [date(2026, 11, 4) + timedelta(days=number) for number in range(28)]
    points = tuple((day, 7.0 * (n % 9) - 20, n % 3 == 0) for n, day in enumerate(days))
    chart = Chart("leaving", points, "Minutes after the plan, 4 November to 1 December.")
    parts = [PagePart("A matter", quote=(WRITTEN,), chart=chart, minutes=10) for _ in range(PARTS)]
    return OnePage("For supervision", "4 November", "How do I stay open?", "", tuple(parts))


def write() -> None:
    """Make the file."""
    sheet = printing.PageSheet(page())
    assert sheet.fits()
    sheet.pdf()


def main() -> None:
    """Print the two times as JSON, in milliseconds."""
    _screen = printing.without_a_screen()
    print(json.dumps([milliseconds(write), milliseconds(write)]))


if __name__ == "__main__":
    main()
