import errno
import re

import pytest

from reflect_app.vault import errors

EVERY = [errors.JournalError, *errors.JournalError.__subclasses__()]


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.__name__)
def test_each_error_says_what_happened_what_is_safe_and_what_to_do(kind):
    sentence = kind().sentence
    assert re.search(r"\b(safe|[Nn]othing|untouched|not been touched|left as it is)\b", sentence)
    assert re.search(r"\b(please|try again|put|open|use|keep|close|choose|write)\b", sentence)
    assert sentence.endswith(".")
    assert not re.search(r"!|fail|error|SQL|offender|invalid|corrupt", sentence, re.IGNORECASE)
    assert 40 < len(sentence) < 300


def test_no_two_errors_share_a_sentence():
    assert len({kind.sentence for kind in EVERY}) == len(EVERY)


def test_printing_an_error_says_its_sentence_and_nothing_else():
    assert str(errors.DiskFull()) == errors.DiskFull.sentence
    assert str(errors.DiskFull("No room for it.")) == "No room for it."


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, errors.DiskFull),
        (errno.EACCES, errors.FolderNotWritable),
        (errno.EROFS, errors.FolderNotWritable),
        (errno.ENOENT, errors.FolderGone),
        (errno.EIO, errors.CannotSave),
        (None, errors.CannotSave),
    ],
)
def test_what_the_computer_refuses_gets_its_name(number, kind):
    refused = OSError(number, "private-name.txt") if number else OSError("private-name.txt")
    assert type(errors.named(refused)) is kind
    assert "private" not in str(errors.named(refused))
