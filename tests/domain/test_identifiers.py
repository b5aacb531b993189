"""What could tell a stranger who somebody is gets found, and an officer's day passes."""

import json
import time
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect_app.domain.identifiers import KINDS, NOTHING_FOUND, Find, finds, in_words

TODAY = date(2026, 11, 20)
LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
SUPPORT = Path(__file__).parents[2] / "resources" / "support" / "support.json"


def found(text: str, *allowed: str) -> list[tuple[str, str, bool]]:
    """Return the words, the kind and the strength of everything that is found."""
    return [
        (text[each.start : each.end], each.kind, each.strong)
        for each in finds(text, allowed, today=TODAY)
    ]


def strong(text: str) -> list[str]:
    return [words for words, _, sure in found(text) if sure]


class TestNumbersWithACheck:
    @pytest.mark.parametrize(
        ("number", "kind"),
        [
            ("2002/0073319Z", "pnc"),
            ("1999/1234567B", "pnc"),
            ("20/9N", "pnc"),
            ("20/9n", "pnc"),
            ("097501/98T", "cro"),
            ("97501/98t", "cro"),
            ("943 476 5919", "nhs"),
            ("943-476-5919", "nhs"),
            ("9434765919", "nhs"),
        ],
    )
    @pytest.mark.parametrize("around", ["{}", "They gave me {}, twice.", "_{}_", "({})"])
    def test_a_right_one_is_strong(self, number: str, kind: str, around: str) -> None:
        assert found(around.format(number)) == [(number, kind, True)]

    @pytest.mark.parametrize("number", ["2002/0073319A", "097501/98A", "943 476 5918"])
    def test_a_whole_one_that_is_not_right_is_soft(self, number: str) -> None:
        assert [(words, sure) for words, _, sure in found(number)] == [(number, False)]

    @pytest.mark.parametrize("number", ["24/7A", "15/3N"])
    def test_a_short_one_that_is_not_right_counts_only_beside_its_word(self, number: str) -> None:
        assert found(f"It is {number} here.") == []
        assert found(f"PNC {number}") == [(number, "pnc", False)]
        assert found(f"{number} is what the pnc says") == [(number, "pnc", False)]
        assert found(f"{number} and then a good many words more about the PNC") == []

    def test_a_short_cro_number_counts_beside_its_word(self) -> None:
        assert found("CRO: 123/98B") == [("123/98B", "cro", False)]
        assert found("We read 123/98B") == []

    @given(year=st.integers(1900, 2099), serial=st.integers(0, 9_999_999), whole=st.booleans())
    def test_every_right_pnc_number_is_strong(self, *, year: int, serial: int, whole: bool) -> None:
        letter = LETTERS[int(f"{year % 100:02}{serial:07}") % 23]
        number = f"{year}/{serial:07}{letter}" if whole else f"{year % 100:02}/{serial}{letter}"
        assert strong(f"it says {number}.") == [number]
        assert strong(f"it says {number.lower()}.") == [number.lower()]

    @given(year=st.integers(1900, 2099), serial=st.integers(0, 9_999_999), wrong=st.integers(1, 22))
    def test_no_pnc_number_with_a_wrong_letter_is_strong(
        self, year: int, serial: int, wrong: int
    ) -> None:
        letter = LETTERS[(int(f"{year % 100:02}{serial:07}") + wrong) % 23]
        number = f"{year}/{serial:07}{letter}"
        assert found(number) == [(number, "pnc", False)]

    @given(year=st.integers(0, 99), serial=st.integers(0, 999_999), off=st.integers(0, 22))
    def test_a_cro_number_is_strong_exactly_with_its_letter(
        self, year: int, serial: int, off: int
    ) -> None:
        number = f"{serial:06}/{year:02}{LETTERS[(int(f'{year:02}{serial:06}') + off) % 23]}"
        assert found(number) == [(number, "cro", off == 0)]

    @given(year=st.integers(0, 99), serial=st.integers(0, 999_999), off=st.integers(0, 22))
    def test_a_cro_number_of_the_short_file_is_counted_as_it_stands(
        self, year: int, serial: int, off: int
    ) -> None:
        letter = LETTERS[(int(f"{year:02}{serial}") + off) % 23]
        number = f"SF{year:02}/{serial}{letter}"
        assert strong(number) == ([] if off else [number])
        assert found(f"cro {number}") == [(number, "cro", off == 0)]

    @given(st.integers(0, 999_999_999), st.integers(0, 9))
    def test_an_nhs_number_is_strong_exactly_with_its_last_digit(
        self, first: int, last: int
    ) -> None:
        digits = f"{first:09}"
        weighed = sum(
            int(each) * weight for each, weight in zip(digits, range(10, 1, -1), strict=True)
        )
        right = (11 - weighed % 11) % 11 == last
        number = f"{digits}{last}"
        assert bool(strong(f"{number[:3]} {number[3:6]} {number[6:]}")) == right


class TestNumbersWithout:
    @pytest.mark.parametrize("text", ["X123456", "crn x123456", "x123456 is the CRN on Delius"])
    def test_a_crn_is_strong_in_capitals_or_beside_its_word(self, text: str) -> None:
        assert [kind for _, kind, sure in found(text) if sure] == ["crn"]

    @pytest.mark.parametrize("text", ["A1234BC", "prison number a1234bc", "a1234bc in NOMIS"])
    def test_a_prison_number_is_strong_in_capitals_or_beside_its_word(self, text: str) -> None:
        assert [kind for _, kind, sure in found(text) if sure] == ["prison"]

    def test_in_small_letters_and_alone_they_are_soft(self) -> None:
        assert found("x123456, a1234bc") == [
            ("x123456", "crn", False),
            ("a1234bc", "prison", False),
        ]

    @given(st.from_regex(r"[A-Z][0-9]{6}|[A-Z][0-9]{4}[A-Z]{2}", fullmatch=True))
    def test_every_one_is_found(self, number: str) -> None:
        assert strong(f"About {number}: hard.") == [number]

    @pytest.mark.parametrize("text", ["XX123456", "X1234567", "éX123456", "A1234BCD", "A12345"])
    def test_part_of_something_longer_is_none(self, text: str) -> None:
        assert strong(text) == []

    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("AB 12 34 56 C", "nino"),
            ("ab123456c", "nino"),
            ("SW1A 1AA", "postcode"),
            ("s1 2ab", "postcode"),
            ("M11AE", "postcode"),
            ("GIR 0AA", "postcode"),
            ("07700 900123", "mobile"),
            ("07700900123", "mobile"),
            ("0770 090 0123", "mobile"),
            ("+44 7700 900 123", "mobile"),
            ("+44 (0)7700 900123", "mobile"),
            ("0114 496 0000", "landline"),
            ("(0114) 496 0000", "landline"),
            ("020 7946 0000", "landline"),
            ("+44 20 7946 0000", "landline"),
            ("01204 52700", "landline"),
            ("0800 123456", "landline"),
            ("some.body+work@example.gov.uk", "email"),
            ("52SB1234526", "court"),
            ("52/SB/12345/26", "court"),
            ("05/9876/123456R", "court"),
            ("T20261234", "court"),
            ("AB12 CDE", "vehicle"),
            ("AB12CDE", "vehicle"),
            ("12 Acacia Avenue", "street"),
            ("14a Low Mill Lane", "street"),
            ("JB, 34", "initials"),
            ("J.B. (19)", "initials"),
            ("TRM aged 22", "initials"),
            ("JB is 34 years old", "initials"),
            ("Mr Acaster", "name"),
            ("Dr. O\u2019Neill", "name"),
            ("Miss Élan", "name"),
        ],
    )
    def test_the_others_are_soft(self, text: str, kind: str) -> None:
        assert found(text) == [(text, kind, False)]
        assert found(f"They said it was {text}.") == [(text, kind, False)]

    @pytest.mark.parametrize("text", ["BG 12 34 56 C", "AO 12 34 56 C", "AB 12 34 56 E"])
    def test_no_national_insurance_number_begins_or_ends_like_this(self, text: str) -> None:
        assert found(text) == []

    @pytest.mark.parametrize("mark", ["A123 BCD", "ABC 123D", "ab12 cde"])
    def test_older_marks_and_small_letters_count_beside_a_car(self, mark: str) -> None:
        assert found(f"read {mark}") == []
        assert found(f"the car was {mark}") == [(mark, "vehicle", False)]


class TestDatesOfBirth:
    @pytest.mark.parametrize(
        "text",
        [
            "3 May 1985",
            "3rd of May, 1985",
            "May 3rd, 1985",
            "3 Sept 1985",
            "03/05/1985",
            "3.5.1985",
            "1985-05-03",
            "03/05/85",
        ],
    )
    def test_a_date_that_lies_far_back_may_be_one(self, text: str) -> None:
        assert found(f"On {text} it began.") == [(text, "born", False)]

    @pytest.mark.parametrize(
        "text",
        [
            "20 November 2026",
            "03/12/2026",
            "3 May 2019",
            "31/02/1985",
            "3 May 1885",
            "12/03/31",
            "12 10 85",
            "12.10.85",
            "1/3/19/85",
        ],
    )
    def test_a_date_of_these_years_or_none_at_all_is_not(self, text: str) -> None:
        assert found(f"On {text} it began.") == []

    @pytest.mark.parametrize(
        "text", ["DOB 3 May 2016", "born 12.10.85", "d.o.b. 12 10 85", "1/6/09 (date of birth)"]
    )
    def test_beside_its_word_less_is_needed(self, text: str) -> None:
        assert [kind for _, kind, _ in found(text)] == ["born"]

    def test_nobody_of_nine_or_over_a_hundred_is_meant(self) -> None:
        assert found("born 21 November 2016") == []
        assert found("born 20 November 1925") == []
        assert [kind for _, kind, _ in found("born 21 November 1925")] == ["born"]

    @given(st.dates(date(1926, 12, 1), TODAY - timedelta(days=366 * 11)))
    def test_every_date_of_eleven_years_and_more_is_found(self, day: date) -> None:
        for text in (day.isoformat(), f"{day.day}/{day.month}/{day.year}"):
            assert found(text) == [(text, "born", False)]

    def test_without_a_day_given_the_present_one_counts(self) -> None:
        assert [each.kind for each in finds("born 3 May 1985")] == ["born"]


class TestWhatMayStand:
    def test_the_support_lines_are_never_found(self) -> None:
        support = json.loads(SUPPORT.read_text(encoding="utf-8"))
        lines = [line for group in support["groups"] for line in group["lines"]]
        texts = [support["short"], support["nearer"], *(" ".join(line.values()) for line in lines)]
        assert [found(text) for text in texts] == [[] for _ in texts]
        assert found("+44 808 808 8000") == []

    def test_neither_are_the_persons_own(self) -> None:
        assert found("Rang 0114 496 0000.", "Counselling (0114) 4960000, day and night") == []
        assert found("Rang +44 114 496 0000.", "0114 496 0000") == []
        assert found("Saw Dr Khan.", "Dr Khan, my GP") == []
        assert len(found("Rang 0114 496 0001.", "0114 496 0000")) == 1


DAY = """\
The office was quiet until 9:30 and then everybody came at once.
Load was 7 before I wrote and 4 after it.
On call 24/7 this week, and I left at 17:15 on Tuesday all the same.
I took my break from 12:30 to 12:50, away from the desk.
Form 12A came back with two questions on page 3.
We have 48 cases between 3 of us and a 4th starts in January.
Court listed 6 hearings for 10 a.m. and heard 2.
I have supervision on 2 December at 10:00.
The report is due on 3/12/2026, so I have 9 days.
Median 4 on 10 check-in days since 4 November, 5 on 16 before.
Recall after the 2nd warning; I asked for a debrief within 48 hours.
The M62 was shut and the A1 was no better.
I read section 7B twice and it still says nothing about this.
Room B12 was cold, so we moved to room 4C.
She told me something she had never told anybody, and I held it well.
He smiled for the first time in 6 months.
After a disclosure, ten minutes of quiet before the next phone call.
My manager asked for 100 % of the targets and I said what is possible.
I slept 5.5 hours and felt it by 3 pm.
A home visit in the rain, 20 minutes late, and tea in the kitchen.
I was proud of the pre-sentence report: 8 pages and fair.
The training is on 14 January 2027 from 9 to 4.
MAPPA level 2 meeting moved to Thursday 26 November, 14:00.
Two good things today: the bus was on time and someone said thank you.
I walked 3.2 km at lunch and came back a different person.
RAR days: 12 of 25 done, which is more than either of us thought.
Gym on Monday and Friday, 45 minutes each.
The PO on duty, the SPO and I sat down together for once.
AP have 2 beds from Monday, HDC is off the table.
OASys took 3 hours, again, and I kept my leaving time by 10 minutes.
Week 47 was heavy; week 48 looks lighter.
Unit 3 rang 4 times before 11:00 and I answered twice.
I want half an hour of the session for this and 15 minutes for the rest.
Bring: 1 question, 2 moments, 1 thing that went well.
ROSH is high, and I feel it in my shoulders.
The 6/10 in my notes was how I felt and not how he did.
The inspection begins on 01-03-2027 and everybody whispers.
I read the file for 2 hours and then cycled home in the dark.
Part 2 of the course covers the 2003 Act and not much else.
Nobody died, nobody was hurt, and I still could not put it down at 22:00.
""".splitlines()


class TestAnOfficersDay:
    def test_it_is_long_enough_to_mean_something(self) -> None:
        assert len(DAY) == 40

    @pytest.mark.parametrize("sentence", DAY)
    def test_ordinary_sentences_hold_nothing_strong(self, sentence: str) -> None:
        assert strong(sentence) == []

    def test_and_hardly_anything_soft(self) -> None:
        assert sum(len(found(sentence)) for sentence in DAY) <= 1

    @pytest.mark.parametrize(
        "text", ["M62 3rd exit", "OK, 30.", "PO (30)", "my PC Monday", "GP aged 50"]
    )
    def test_lookalikes_pass(self, text: str) -> None:
        assert found(text) == []


class TestFinds:
    def test_they_come_in_the_order_of_the_text(self) -> None:
        text = "Mr Acaster, X123456, of S1 2AB, 07700 900123."
        assert [kind for _, kind, _ in found(text)] == ["name", "crn", "postcode", "mobile"]

    def test_of_two_that_overlap_the_strong_one_stays_and_then_the_longer(self) -> None:
        assert found("Miss X123456") == [("X123456", "crn", True)]
        assert found("Mr JB aged 34") == [("JB aged 34", "initials", False)]

    @given(st.text("AaBbJjSsXxZz0123456789 /.,-@+()'\n", max_size=60))
    def test_they_never_overlap_and_lie_within_the_text(self, text: str) -> None:
        every = finds(text, today=TODAY)
        assert all(before.end <= after.start for before, after in pairwise(every))
        assert all(0 <= each.start < each.end <= len(text) for each in every)
        assert all(each.kind in KINDS for each in every)

    @given(st.text(max_size=80))
    def test_any_text_can_be_looked_at(self, text: str) -> None:
        assert in_words(finds(text, today=TODAY))

    def test_one_shows_no_words(self) -> None:
        (find,) = finds("About X123456.")
        assert find == Find(6, 13, "crn", strong=True)
        assert "X123456" not in repr(find)


class TestInWords:
    def said(self, text: str) -> str:
        return in_words(finds(text, today=TODAY))

    def test_nothing_found_says_what_only_the_person_can_see(self) -> None:
        assert self.said("A quiet day.") == NOTHING_FOUND
        assert NOTHING_FOUND.startswith("No number, postcode or address patterns found.")

    def test_what_may_be_there_is_named_and_not_quoted(self) -> None:
        again = "Please read it once more."
        assert self.said("A1234BC") == f"This may hold a prison number. {again}"
        assert self.said("S1 2AB, A1234BC") == (
            f"This may hold a prison number and a postcode. {again}"
        )
        assert self.said("S1 2AB, S1 2AD, me@example.org, A1234BC") == (
            f"This may hold a prison number, postcodes and an e-mail address. {again}"
        )


LONG = 50_000


@pytest.mark.parametrize(
    "piece",
    [
        *("a", "1", "07", "a@", "a.", "1/", "A1", "0)", "J.", "-", "@", "SF1/", "0-7", "_"),
        *("1 ", "A ", "Ab ", " ", "123 ", "01 ", "Mr ", "born 1/1/80 ", "crn A123456 ", "12 Ab "),
    ],
)
def test_no_text_takes_long_to_look_at(piece: str) -> None:
    text = piece * (LONG // len(piece))
    begun = time.process_time()
    finds(text, today=TODAY)
    assert time.process_time() - begun < 1


def test_a_page_is_looked_at_between_two_keys() -> None:
    page = (" ".join(DAY) + " ")[:3_000]
    finds(page, today=TODAY)
    begun = time.process_time()
    for _ in range(10):
        finds(page, today=TODAY)
    assert (time.process_time() - begun) / 10 < 0.01
