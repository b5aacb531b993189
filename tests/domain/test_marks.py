from reflect_app.domain.finding import terms
from reflect_app.domain.marks import marks


def found(text, typed):
    return [text[start:end] for start, end in marks(text, terms(typed))]


def test_a_word_is_found_wherever_it_stands():
    text = "Boundaries. I held the boundary; the boundary held me."
    assert found(text, "boundary ") == ["boundary", "boundary"]


def test_the_last_word_is_found_from_its_beginning():
    assert found("Boundaries, and a boundary.", "boundar") == ["Boundaries", "boundary"]


def test_a_phrase_is_found_as_one_stretch():
    text = "In the car park. The car was in the park. Car-park."
    assert found(text, '"car park"') == ["car park", "Car-park"]


def test_several_words_are_found_apart():
    assert found("She was calm, and the room was quiet.", "quiet calm") == ["calm", "quiet"]


def test_accents_and_case_make_no_difference_in_either_direction():
    assert found("Café, CAFE\u0301, cafe", "café ") == ["Café", "CAFE\u0301", "cafe"]
    assert found("naïve Ärger", "NAIVE argER ") == ["naïve", "Ärger"]


def test_an_apostrophe_is_no_obstacle():
    assert found("I didn't, and did not.", "didn't ") == ["didn't"]


def test_the_longer_of_two_overlapping_finds_is_shown_once():
    assert found("the car park", '"car park" car') == ["car park"]


def test_emoji_and_other_scripts_stand_where_they_stand():
    text = "😀 קפה קר 😀 coffee"
    assert found(text, "קר ") == ["קר"]
    assert found(text, "coffee ") == ["coffee"]


def test_nothing_asked_marks_nothing():
    assert found("Anything at all.", "  ") == []
    assert found("Anything at all.", "?!") == []
    assert found("", "word") == []
    assert found("Anything at all.", "anything") == ["Anything"]


def test_a_phrase_that_the_text_breaks_off_is_not_found():
    assert found("the car", '"car park"') == []
    assert found("the car park", '"car park"') == ["car park"]
