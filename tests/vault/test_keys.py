import hmac
import json
import os
import time
import traceback
import unicodedata
from dataclasses import replace

import pytest
from argon2.low_level import Type, hash_secret_raw
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reflect_app.vault import canonical, keys
from reflect_app.vault.errors import (
    CannotSave,
    DamagedDraft,
    DamagedHeader,
    DiskFull,
    FolderGone,
    KeysChanged,
    NewerJournal,
    NotEnoughMemory,
    OneCopyChanged,
    WrongPassphrase,
    WrongRecoveryKey,
)
from reflect_app.vault.files import HEADERS

SMALL = keys.Argon(memory=64, passes=1, lanes=1)
PASSPHRASE = "slow heron under the bridge"
FIRST, SECOND = HEADERS


@pytest.fixture
def made(tmp_path):
    """Write a new header; return its folder, itself, the root key and the recovery key."""
    header, root, recovery = keys.make(PASSPHRASE, SMALL)
    keys.write(tmp_path, header)
    return tmp_path, header, root, recovery


def unlock(folder, passphrase=PASSPHRASE):
    return keys.unlock(keys.read(folder), passphrase)


def rewritten(header, root, **changes):
    """Return `header` changed by somebody who has the root key."""
    changed = replace(header, **changes)
    return replace(changed, mac=changed.proof(root))


def spell(document):
    """Spell a document as the header is spelled, with a right checksum, by means of our own."""
    rest = {name: value for name, value in document.items() if name != "checksum"}
    return canonical.checked_line(rest)


# Both ways in


def test_the_passphrase_and_the_recovery_key_open_the_same_root(made):
    folder, header, root, recovery = made
    for found, opened in (
        unlock(folder),
        keys.unlock_with_recovery_key(keys.read(folder), recovery.lower().replace("-", " ")),
    ):
        assert found == header
        assert opened.database_key == root.database_key


def test_another_passphrase_does_not(made):
    for other in ("", PASSPHRASE + " ", PASSPHRASE.upper(), "\ud800", "x" * 10**6):
        with pytest.raises(WrongPassphrase):
            unlock(made[0], other)


def test_another_journals_recovery_key_does_not(made):
    _, _, other = keys.make(PASSPHRASE, SMALL)
    with pytest.raises(WrongRecoveryKey):
        keys.unlock_with_recovery_key(keys.read(made[0]), other)


@pytest.mark.parametrize("word", ["Zoë naïve", "한국어 글", "ﬁne ½", "Å Ω", "🦉 owl"])
def test_a_passphrase_is_the_same_from_every_keyboard(tmp_path, word):
    forms = {unicodedata.normalize(form, word) for form in ("NFC", "NFD", "NFKC", "NFKD")}
    header, _, _ = keys.make(word, SMALL)
    for form in forms:
        keys.unlock([header], form)


def test_a_lone_surrogate_in_a_passphrase_does_no_harm():
    header, _, _ = keys.make("half a pair \ud83e", SMALL)
    keys.unlock([header], "half a pair \ud83e")


@pytest.mark.parametrize("argon", [SMALL, keys.Argon(memory=1024, passes=3, lanes=4), keys.Argon()])
def test_an_independent_argon2_agrees(argon):
    slot = keys.PassphraseSlot(
        memory=argon.memory,
        passes=argon.passes,
        lanes=argon.lanes,
        salt=bytes(range(16)),
        nonce=bytes(12),
    )
    assert slot.key("Zoe\u0308") == hash_secret_raw(
        "Zoë".encode(), bytes(range(16)), argon.passes, argon.memory, argon.lanes, 32, Type.ID
    )


def test_a_new_journal_asks_for_128_mib_three_passes_and_four_lanes():
    assert keys.Argon() == keys.Argon(memory=131_072, passes=3, lanes=4)


def test_too_little_memory_has_its_name(monkeypatch, made):
    class NoRoom:
        def __init__(self, **_):
            pass

        def derive(self, _):
            raise MemoryError

    monkeypatch.setattr(keys, "Argon2id", NoRoom)
    with pytest.raises(NotEnoughMemory):
        unlock(made[0])


# What is derived


def test_each_purpose_has_a_key_of_its_own_in_each_vault(made):
    _, header, root, _ = made
    again = keys.Root(root._secret, header.vault_id)
    elsewhere = keys.Root(root._secret, "00" * 16)
    derived = [
        key
        for one in (root, elsewhere)
        for key in (one.database_key, one.header_key, one.draft_key, one.guard_key)
    ]
    assert len(set(derived)) == 8
    assert {len(key) for key in derived} == {32}
    assert root._secret not in derived
    assert again.database_key == root.database_key


def test_the_derivation_is_that_of_rfc_5869_and_never_changes():
    salt = "00112233445566778899aabbccddeeff"
    root = keys.Root(bytes(range(32)), salt)
    extracted = hmac.digest(bytes.fromhex(salt), bytes(range(32)), "sha256")
    for purpose in ("database", "header", "draft", "guard"):
        expanded = hmac.digest(extracted, f"reflect {purpose} key 1".encode() + b"\1", "sha256")
        assert getattr(root, f"{purpose}_key") == expanded
    assert root.database_key.hex() == (
        "cbf0c2c76f8ff100eb2c93ca714dc81dbb55d69ff317c5744f16e7dc626d2535"
    )


def test_two_journals_under_one_passphrase_share_nothing():
    one, other = (keys.make(PASSPHRASE, SMALL) for _ in range(2))
    assert one[0].vault_id != other[0].vault_id
    assert one[0].passphrase.salt != other[0].passphrase.salt
    assert one[1].database_key != other[1].database_key
    assert one[2] != other[2]


def test_a_slot_moved_to_another_journal_opens_nothing(made):
    header = made[1]
    other, _, _ = keys.make("something else entirely", SMALL)
    moved = replace(other, passphrase=header.passphrase)
    with pytest.raises(WrongPassphrase):
        keys.unlock([moved], PASSPHRASE)
    cheaper = replace(header, passphrase=replace(header.passphrase, passes=2))
    with pytest.raises(WrongPassphrase):
        keys.unlock([cheaper], PASSPHRASE)


# Nothing tells


def test_no_secret_is_in_a_repr_an_error_or_a_traceback(made):
    folder, header, root, recovery = made
    told = [repr(header), repr(root), repr(header.passphrase), str(root), f"{header.recovery}"]
    for attempt in (
        lambda: unlock(folder, PASSPHRASE + "\ud800"),
        lambda: keys.unlock_with_recovery_key([header], recovery[:-1] + "0A"),
        lambda: keys.unlock_with_recovery_key([header], keys.make("x", SMALL)[2]),
        lambda: keys.unseal(root.draft_key, b"x" * 40, b""),
    ):
        with pytest.raises(Exception) as caught:  # noqa: PT011
            attempt()
        told.append("".join(traceback.format_exception(caught.value)) + repr(caught.value))
    told = "\n".join(told)
    for secret in (PASSPHRASE, recovery, recovery[:9], root._secret.hex(), repr(root._secret)):
        assert secret not in told
    assert header.passphrase.wrapped.hex() not in told
    assert "WrongPassphrase" in told


def test_nothing_is_in_the_files_that_opens_them(made):
    folder, header, root, recovery = made
    raw = b"".join((folder / name).read_bytes() for name in HEADERS)
    for secret in (root._secret, root.database_key, root.header_key, PASSPHRASE.encode()):
        assert secret not in raw
        assert secret.hex().encode() not in raw
    assert recovery.encode() not in raw
    assert header.passphrase.wrapped.hex().encode() in raw


# The two files


def test_both_copies_are_alike_private_and_leave_nothing_beside_them(made):
    folder, header, _, _ = made
    assert sorted(path.name for path in folder.iterdir()) == sorted(HEADERS)
    for name in HEADERS:
        assert (folder / name).read_bytes() == header.to_bytes()
        if os.name != "nt":
            assert (folder / name).stat().st_mode & 0o777 == 0o600


def test_writing_touches_only_what_differs(made):
    folder, header, _, _ = made
    before = {name: (folder / name).stat().st_ino for name in HEADERS}
    (folder / SECOND).write_bytes(b"damaged")
    keys.write(folder, header)
    after = {name: (folder / name).stat().st_ino for name in HEADERS}
    assert after[FIRST] == before[FIRST]
    assert (folder / SECOND).read_bytes() == header.to_bytes()


def test_what_a_crash_left_half_written_is_no_hindrance(made):
    folder, header, _, _ = made
    (folder / FIRST).unlink()
    (folder / f"{FIRST}.new").write_bytes(header.to_bytes()[:100])
    keys.write(folder, unlock(folder)[0])
    assert sorted(path.name for path in folder.iterdir()) == sorted(HEADERS)


def test_a_folder_that_is_gone_is_said(made, tmp_path):
    with pytest.raises(FolderGone):
        keys.write(tmp_path / "gone", made[1])


def test_a_disk_that_forgets_what_was_written_is_noticed(made, monkeypatch):
    folder, header, root, _ = made
    monkeypatch.setattr(os, "fdopen", lambda _, mode: open(os.devnull, mode))  # noqa: SIM115, PTH123
    with pytest.raises(CannotSave):
        keys.write(folder, rewritten(header, root, generation=2))


@pytest.mark.parametrize("name", HEADERS)
@pytest.mark.parametrize(
    "harm",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:-1]),
        lambda path: path.write_bytes(path.read_bytes() + b" "),
        lambda path: path.write_bytes(b"[" * 100_000),
        lambda path: path.write_bytes(b"9" * 10_000),
        lambda path: path.write_bytes(b'{"version":99}'),
        lambda path: path.write_bytes(b"\xff\xfe\x00"),
        lambda path: path.write_bytes(os.urandom(3_000_000)),
        lambda path: (path.unlink(), path.mkdir()),
        lambda path: (path.unlink(), os.mkfifo(path)),
    ],
    ids=[
        "gone",
        "empty",
        "cut",
        "longer",
        "nested",
        "number",
        "newer",
        "noise",
        "huge",
        "folder",
        "pipe",
    ],
)
def test_one_good_copy_is_enough(made, name, harm):
    folder, header, root, _ = made
    harm(folder / name)
    found, opened = unlock(folder)
    assert found == header
    assert opened.database_key == root.database_key


def test_two_damaged_copies_are_not_called_a_wrong_passphrase(made):
    for name in HEADERS:
        (made[0] / name).write_bytes(b"damaged")
    with pytest.raises(DamagedHeader):
        keys.read(made[0])


def test_a_wrong_passphrase_is_called_so_beside_one_damaged_copy(made):
    (made[0] / FIRST).write_bytes(b"damaged")
    with pytest.raises(WrongPassphrase):
        unlock(made[0], "another one")


def test_every_byte_of_the_header_changed_or_cut_is_noticed_at_once(made):
    folder, header, _, _ = made
    whole = header.to_bytes()
    (folder / SECOND).unlink()
    slowest = 0.0
    for place in range(len(whole)):
        for harmed in (
            whole[:place],
            whole[:place] + whole[place + 1 :],
            *(whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :] for bit in BITS),
        ):
            (folder / FIRST).write_bytes(harmed)
            start = time.perf_counter()
            with pytest.raises(DamagedHeader):
                keys.read(folder)
            slowest = max(slowest, time.perf_counter() - start)
    assert slowest < 3
    (folder / FIRST).write_bytes(whole)
    assert unlock(folder)[0] == header


BITS = (0x01, 0x20, 0x80, 0xFF)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=2000) | st.text().map(lambda t: t.encode("utf-8", "replace")))
def test_no_bytes_make_reading_stumble(made, content):
    for name in HEADERS:
        (made[0] / name).write_bytes(content)
    with pytest.raises(DamagedHeader):
        keys.read(made[0])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=80),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=5,
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(
        [("generation",), ("mac",), ("vault",), ("passphrase",), ("recovery",), ("more",)]
        + [
            ("passphrase", name)
            for name in ("lanes", "memory", "nonce", "passes", "salt", "wrapped", "kind")
        ]
        + [("recovery", name) for name in ("nonce", "salt", "wrapped", "memory")]
    ),
    JSON,
)
def test_what_does_not_belong_there_is_refused_even_under_a_right_checksum(made, where, value):
    folder, header, _, _ = made
    document = json.loads(header.to_bytes())
    inside = document
    for name in where[:-1]:
        inside = inside[name]
    inside[where[-1]] = value
    for name in HEADERS:
        (folder / name).write_bytes(spell(document))
    start = time.perf_counter()
    with pytest.raises((DamagedHeader, WrongPassphrase)):
        unlock(folder)
    assert time.perf_counter() - start < 3


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("memory", 512 * 1024 + 1),
        ("memory", 2**40),
        ("memory", 0),
        ("memory", -1),
        ("memory", 64.0),
        ("memory", True),
        ("passes", 5),
        ("passes", 0),
        ("lanes", 9),
        ("lanes", 0),
        ("salt", ""),
        ("salt", "A" * 32),
        ("salt", "00" * 17),
        ("salt", "0" * 31 + "\n"),
    ],
)
def test_costs_beyond_the_bounds_are_refused_before_any_work(made, monkeypatch, name, value):
    folder, header, _, _ = made
    monkeypatch.setattr(keys, "Argon2id", None)
    document = json.loads(header.to_bytes())
    document["passphrase"][name] = value
    for file in HEADERS:
        (folder / file).write_bytes(spell(document))
    with pytest.raises(DamagedHeader):
        unlock(folder)


def test_a_changed_part_that_no_slot_covers_is_caught_by_the_proof(made):
    folder, header, _, recovery = made
    document = json.loads(header.to_bytes())
    document["generation"] = 7
    for name in HEADERS:
        (folder / name).write_bytes(spell(document))
    with pytest.raises(DamagedHeader):
        unlock(folder)
    with pytest.raises(DamagedHeader):
        keys.unlock_with_recovery_key(keys.read(folder), recovery)


@pytest.mark.parametrize("name", HEADERS)
def test_a_newer_version_is_told_and_touches_nothing(made, name):
    folder = made[0]
    later = spell({"format": "reflect-keys", "version": 2, "whatever": [1, {"is": "in it"}]})
    (folder / name).write_bytes(later)
    with pytest.raises(NewerJournal):
        keys.read(folder)
    assert (folder / name).read_bytes() == later


@pytest.mark.parametrize(
    "document",
    [
        {"format": "reflect-keys", "version": 0},
        {"format": "reflect-keys", "version": "2"},
        {"format": "reflect-keys", "version": True},
        {"format": "reflect-keys", "version": 1},
        {"format": "reflect-keys"},
        {"format": "other-keys", "version": 2},
        {"version": 2},
    ],
)
def test_what_is_no_header_of_ours_is_not_called_newer(made, document):
    for name in HEADERS:
        (made[0] / name).write_bytes(spell(document))
    with pytest.raises(DamagedHeader):
        keys.read(made[0])


# Copies that differ


def change(header, root, passphrase):
    """Return the header after the passphrase was changed."""
    slot = replace(header.passphrase, salt=os.urandom(16), nonce=os.urandom(12), wrapped=b"")
    slot = keys._filled(slot, slot.key(passphrase), root, header.vault_id)
    return rewritten(header, root, passphrase=slot, generation=header.generation + 1)


@pytest.mark.parametrize("name", HEADERS)
def test_of_two_ages_only_the_later_passphrase_opens(made, name):
    folder, header, root, recovery = made
    later = change(header, root, "a newer one")
    (folder / name).write_bytes(later.to_bytes())
    assert unlock(folder, "a newer one")[0] == later
    assert keys.unlock_with_recovery_key(keys.read(folder), recovery)[0] == later
    with pytest.raises(WrongPassphrase):
        unlock(folder, PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        unlock(folder, "neither")


def test_a_forged_later_copy_does_not_shut_the_genuine_one_out(made):
    folder, header, _, _ = made
    forged, _, _ = keys.make("the forger's", SMALL)
    (folder / FIRST).write_bytes(replace(forged, generation=99).to_bytes())
    assert unlock(folder)[0] == header
    (folder / FIRST).write_bytes(replace(header, generation=99).to_bytes())
    assert unlock(folder)[0] == header


def test_copies_that_share_a_slot_cost_one_derivation(made, monkeypatch):
    folder, header, root, _ = made
    (folder / FIRST).write_bytes(rewritten(header, root, generation=2).to_bytes())
    derived = []
    argon = keys.Argon2id
    monkeypatch.setattr(keys, "Argon2id", lambda **given: derived.append(1) or argon(**given))
    with pytest.raises(WrongPassphrase):
        unlock(folder, "not this one")
    assert len(derived) == 1


# Sealed drafts


def test_what_was_sealed_comes_back_only_whole_and_in_its_place():
    key, text = os.urandom(32), "what I had not saved yet 🦉".encode()
    sealed = keys.seal(key, text, b"this journal")
    assert text not in sealed
    assert sealed != keys.seal(key, text, b"this journal")
    assert keys.unseal(key, sealed, b"this journal") == text
    for wrong in (
        (os.urandom(32), sealed, b"this journal"),
        (key, sealed, b"another"),
        (key, sealed[:-1], b"this journal"),
        (key, sealed[:5], b"this journal"),
        (key, b"", b"this journal"),
        (key, bytes([sealed[0] ^ 1]) + sealed[1:], b"this journal"),
    ):
        with pytest.raises(DamagedDraft):
            keys.unseal(*wrong)


# Another passphrase, another recovery key


OTHER = "five quiet lanterns by the canal"


def renew(folder, new=OTHER):
    before, root = unlock(folder)
    after = keys.with_passphrase(before, root, new, SMALL)
    keys.change(folder, before, after, lambda headers: keys.unlock(headers, new))
    return after


def opens(folder, passphrase):
    try:
        return unlock(folder, passphrase)
    except WrongPassphrase:
        return None


def test_another_passphrase_opens_the_same_root_and_the_older_one_nothing(made):
    folder, header, root, recovery = made
    after = renew(folder)
    assert opens(folder, PASSPHRASE) is None
    found, opened = unlock(folder, OTHER)
    assert (found, found.generation) == (after, header.generation + 1)
    assert opened.database_key == root.database_key
    assert found.recovery == header.recovery
    assert keys.unlock_with_recovery_key(keys.read(folder), recovery)[0] == after
    assert {(folder / name).read_bytes() for name in HEADERS} == {after.to_bytes()}


def test_another_recovery_key_opens_the_same_root_and_the_older_one_nothing(made):
    folder, header, root, recovery = made
    after, key = keys.with_recovery_key(header, root)
    keys.change(folder, header, after, lambda them: keys.unlock_with_recovery_key(them, key))
    with pytest.raises(WrongRecoveryKey):
        keys.unlock_with_recovery_key(keys.read(folder), recovery)
    opened = keys.unlock_with_recovery_key(keys.read(folder), key)[1]
    assert opened.database_key == root.database_key
    assert unlock(folder)[0] == after


class Cut(BaseException):
    """The end of the process: nothing of ours runs after it."""


STEPS = ((os, "open"), (os, "fdopen"), (os, "fsync"), (type(keys.Path()), "replace"))


def cut_at(monkeypatch, stop, error):
    """Let the step with the number `stop` of all writing steps not be taken; count them."""
    taken = []

    def before(step):
        def stand_in(*given, **more):
            taken.append(step.__name__)
            if len(taken) == stop:
                raise error
            return step(*given, **more)

        return stand_in

    for place, name in STEPS:
        monkeypatch.setattr(place, name, before(getattr(place, name)))
    return taken


# Each copy: open the new file, wrap it, sync it, replace, open the folder, sync it.
@pytest.mark.parametrize("stop", range(1, 14))
@pytest.mark.parametrize("damaged", [None, FIRST, SECOND])
def test_cut_off_anywhere_exactly_one_passphrase_opens(made, monkeypatch, stop, damaged):
    folder = made[0]
    with monkeypatch.context() as patched:
        taken = cut_at(patched, stop, Cut())
        try:
            renew(folder)
        except Cut:
            assert stop < 13
        else:
            assert (stop, len(taken)) == (13, 12)
    for remnant in folder.glob("*.new"):  # what a power cut may make of a file not yet in place
        remnant.write_bytes(remnant.read_bytes()[:100])
    old, new = opens(folder, PASSPHRASE), opens(folder, OTHER)
    assert (old is None) != (new is None)
    assert (new is not None) == (stop > 4)
    # Opening makes both copies alike, and whichever is damaged later, the same one opens.
    keys.write(folder, (old or new)[0])
    if damaged:
        (folder / damaged).write_bytes(b"damaged")
    assert (opens(folder, PASSPHRASE) is None) == (old is None)
    assert (opens(folder, OTHER) is None) == (new is None)


@pytest.mark.parametrize("stop", range(1, 13))
def test_refused_anywhere_it_says_what_holds_and_exactly_one_passphrase_opens(
    made, monkeypatch, stop
):
    folder = made[0]
    with monkeypatch.context() as patched:
        cut_at(patched, stop, OSError(28, "no room"))
        with pytest.raises(DiskFull if stop <= 4 else OneCopyChanged):
            renew(folder)
    assert (opens(folder, PASSPHRASE) is None) == (stop > 4)
    assert (opens(folder, OTHER) is None) == (stop <= 4)
    assert not list(folder.glob("*.new"))


def test_one_that_does_not_open_from_the_disk_takes_no_place(made):
    folder, header, root, _ = made
    after = keys.with_passphrase(header, root, OTHER, SMALL)
    with pytest.raises(WrongPassphrase):
        keys.change(folder, header, after, lambda headers: keys.unlock(headers, "mistaken"))
    assert unlock(folder)[0] == header
    assert sorted(path.name for path in folder.iterdir()) == sorted(HEADERS)


def test_a_change_from_keys_that_no_longer_count_is_refused(made):
    folder, header, root, _ = made
    stale, key = keys.with_recovery_key(header, root)
    renew(folder)
    with pytest.raises(KeysChanged):
        keys.change(folder, header, stale, lambda them: keys.unlock_with_recovery_key(them, key))
    assert opens(folder, OTHER)
    assert opens(folder, PASSPHRASE) is None


def test_before_a_change_a_copy_that_is_behind_is_made_good(made):
    folder, header, root, _ = made
    second = rewritten(header, root, generation=2)
    (folder / FIRST).write_bytes(second.to_bytes())
    renew(folder)
    assert [each.generation for each in keys.read(folder)] == [3]


def test_a_folder_that_vanished_during_a_change_is_said(made, monkeypatch):
    folder, header, root, _ = made
    after = keys.with_passphrase(header, root, OTHER, SMALL)

    def vanish(_):
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()

    with pytest.raises(FolderGone):
        keys.change(folder, header, after, vanish)


@pytest.mark.parametrize(
    ("seconds", "mebibytes"),
    [(0.001, 512), (0.09, 512), (0.1, 448), (0.17, 256), (0.35, 128), (0.7, 64), (5, 64)],
)
def test_a_guess_costs_about_as_long_wherever_the_passphrase_was_chosen(seconds, mebibytes):
    moments = iter((0, 9 * seconds, 10, 10 + seconds))  # the first time something else was going on
    argon = keys.Argon.for_this_computer(lambda: next(moments))
    assert argon == keys.Argon(memory=mebibytes * 1024, passes=3, lanes=4)
