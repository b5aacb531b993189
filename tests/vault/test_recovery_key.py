import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect_app.vault import recovery_key
from reflect_app.vault.errors import WrongRecoveryKey

SECRET = bytes(range(100, 120))
SPELLED = recovery_key.spelled(SECRET)


def test_it_is_nine_groups_of_four_without_look_alikes():
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){8}[0-9A-HJKMNP-TV-Z]{4}", SPELLED)


def test_every_new_one_differs():
    assert len({recovery_key.new() for _ in range(50)}) == 50


@given(st.binary(min_size=20, max_size=20))
def test_what_is_spelled_is_read_again(secret):
    assert recovery_key.read(recovery_key.spelled(secret)) == secret


@given(st.binary(min_size=20, max_size=20), st.data())
def test_it_is_read_however_it_was_typed(secret, data):
    letters = recovery_key.spelled(secret).replace("-", "")
    typed = "".join(
        data.draw(
            st.sampled_from(
                {"0": "0Oo", "1": "1IiLl", "V": "VvUu"}.get(letter, letter + letter.lower())
            )
        )
        + data.draw(st.sampled_from(["", "", "", " ", "-", " \u2013 ", "\n", ".", "_"]))
        for letter in letters
    )
    assert recovery_key.read(typed) == secret


def test_typed_in_full_width_letters_it_is_still_read():
    wide = "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else c for c in SPELLED)
    assert recovery_key.read(wide) == SECRET


def test_a_group_typed_back_compares_equal():
    assert recovery_key.tidy(" " + SPELLED[:4].lower() + "-") == SPELLED[:4]


@pytest.mark.parametrize("place", range(36))
def test_one_wrong_letter_is_noticed_and_its_group_named(place):
    letters = list(SPELLED.replace("-", ""))
    letters[place] = "7" if letters[place] != "7" else "8"
    with pytest.raises(WrongRecoveryKey, match=f"group {place // 4 + 1}\\."):
        recovery_key.read("".join(letters))


def test_two_letters_in_each_others_place_are_noticed():
    letters = SPELLED.replace("-", "")
    swapped = 0
    for place in range(35):
        before, a, b, after = (
            letters[:place],
            letters[place],
            letters[place + 1],
            letters[place + 2 :],
        )
        if a != b:
            swapped += 1
            with pytest.raises(WrongRecoveryKey):
                recovery_key.read(before + b + a + after)
    assert swapped > 30


@pytest.mark.parametrize(
    "typed", ["", " ", SPELLED[:-1], SPELLED + "0", "é" * 36, "\ud800" * 36, "\0", "A" * 10**6]
)
def test_what_is_no_recovery_key_is_refused_without_repeating_it(typed):
    with pytest.raises(WrongRecoveryKey) as caught:
        recovery_key.read(typed)
    assert "36 letters and digits" in caught.value.sentence


@given(st.text())
def test_no_text_at_all_makes_it_stumble(text):
    with pytest.raises(WrongRecoveryKey):
        recovery_key.read(text)
