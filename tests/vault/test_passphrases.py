from hypothesis import given, settings
from hypothesis import strategies as st

from reflect_app.vault import passphrases
from reflect_app.vault.vault import SHORTEST


def test_a_suggestion_has_five_words_and_is_never_the_same():
    drawn = {passphrases.suggest() for _ in range(200)}
    assert len(drawn) == 200
    for words in (each.split(" ") for each in drawn):
        assert len(words) == passphrases.WORDS
        assert all(len(word) > 2 and word == word.lower() for word in words)


def test_suggestions_come_from_the_whole_list():
    words = {word for _ in range(2000) for word in passphrases.suggest().split()}
    # 10,000 draws from 7,776 words find about 5,600 of them.
    assert 5000 < len(words) < 6200


def test_a_suggestion_of_ours_would_be_judged_strong_too():
    assert passphrases.strength(passphrases.suggest()).level == 4


def test_what_everybody_types_is_called_what_it_is():
    for text in (
        "password",
        "password1",
        "mondaymorning",
        "Probation1",
        "qwertyuiop",
        "aaaaaaaaaaaa",
    ):
        assert passphrases.strength(text).level <= 1, text


def test_more_unrelated_words_are_never_judged_weaker():
    levels = [
        passphrases.strength(text).level
        for text in ("otter", "otter gravel", "otter gravel mitten", "otter gravel mitten quince")
    ]
    assert levels == sorted(levels)
    assert levels[0] == 0
    assert levels[-1] == 4


def test_under_the_shortest_the_sentence_says_how_long_it_must_be():
    judged = passphrases.strength("x" * (SHORTEST - 1))
    assert judged.level == 0
    assert str(SHORTEST) in judged.sentence


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=300))
def test_anything_typed_gets_a_level_and_a_sentence(text):
    judged = passphrases.strength(text)
    assert 0 <= judged.level <= 4
    assert judged.sentence.endswith(".")
