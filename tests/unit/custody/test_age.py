"""What is locked opens with its secret alone, in other tools too, and no changed byte passes."""

from __future__ import annotations

import io

import pyrage
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dalil.custody import age
from dalil.errors import BadInput, WrongSecret

SIZES = (0, 1, age.PIECE - 1, age.PIECE, age.PIECE + 1, 3 * age.PIECE)


@pytest.fixture(autouse=True)
def light_work(monkeypatch):
    """A try of a passphrase costs a second on purpose; tests ask for less."""
    monkeypatch.setattr(age, "WORK", 8)


@pytest.fixture(scope="module")
def keys():
    return age.new_identity()


def locked(content: bytes, **secret: str) -> bytes:
    out = io.BytesIO()
    age.encrypt(io.BytesIO(content), out, **secret)
    return out.getvalue()


def opened(content: bytes, **secret: str) -> bytes:
    out = io.BytesIO()
    age.decrypt(io.BytesIO(content), out, **secret)
    return out.getvalue()


@pytest.mark.parametrize("size", SIZES)
def test_the_reference_tool_opens_what_we_lock_and_we_open_what_it_locks(keys, size):
    secret, public = keys
    content = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    identity = pyrage.x25519.Identity.from_str(secret)
    assert str(identity.to_public()) == public
    assert pyrage.decrypt(locked(content, recipient=public), [identity]) == content
    theirs = pyrage.encrypt(content, [pyrage.x25519.Recipient.from_str(public)])
    assert opened(theirs, identity=secret) == content


def test_a_passphrase_works_both_ways_with_the_reference_tool():
    assert (
        pyrage.passphrase.decrypt(locked(b"words", passphrase="correct horse"), "correct horse")
        == b"words"
    )
    ours = opened(pyrage.passphrase.encrypt(b"words", "لوحة"), passphrase="لوحة")
    assert ours == b"words"


@pytest.mark.parametrize("size", SIZES)
def test_what_is_locked_opens_again(keys, size):
    content = b"y" * size
    assert opened(locked(content, recipient=keys[1]), identity=keys[0]) == content
    assert opened(locked(content, passphrase="p"), passphrase="p") == content


def test_another_secret_does_not_open_it_and_is_not_repeated(keys):
    with pytest.raises(WrongSecret) as error:
        opened(locked(b"x", passphrase="right"), passphrase="wrong-secret-words")
    assert "wrong-secret-words" not in str(error.value)
    with pytest.raises(WrongSecret):
        opened(locked(b"x", recipient=keys[1]), identity=age.new_identity()[0])
    with pytest.raises(WrongSecret, match="kind of secret"):
        opened(locked(b"x", recipient=keys[1]), passphrase="p")
    broken = keys[0][:-1] + ("Q" if keys[0][-1] != "Q" else "P")
    with pytest.raises(BadInput) as error:
        opened(locked(b"x", recipient=keys[1]), identity=broken)
    assert broken not in str(error.value)


def test_every_flipped_byte_is_refused(keys):
    whole = locked(b"some words that matter", recipient=keys[1])
    for at in range(len(whole)):
        changed = bytearray(whole)
        changed[at] ^= 1
        with pytest.raises(BadInput):
            opened(bytes(changed), identity=keys[0])


def test_every_cut_is_refused(keys):
    whole = locked(b"z" * (2 * age.PIECE), recipient=keys[1])
    for at in (0, 1, 20, 100, 150, 200, age.PIECE + 150, len(whole) - age.PIECE, len(whole) - 1):
        with pytest.raises(BadInput):
            opened(whole[:at], identity=keys[0])


def test_pieces_in_another_order_are_refused(keys):
    whole = locked(b"a" * age.PIECE + b"b" * age.PIECE + b"c", recipient=keys[1])
    size = age.PIECE + 16
    start = len(whole) - 2 * size - 17
    swapped = whole[:start] + whole[start + size : start + 2 * size] + whole[start : start + size]
    with pytest.raises(BadInput):
        opened(swapped + whole[start + 2 * size :], identity=keys[0])


def test_too_much_asked_work_is_refused():
    whole = locked(b"x", passphrase="p").replace(b" 8\n", b" 31\n", 1)
    with pytest.raises(BadInput, match="doublings"):
        opened(whole, passphrase="p")


@given(st.binary(max_size=300))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nonsense_is_refused(content):
    with pytest.raises(BadInput):
        opened(b"age-encryption.org/v1\n" + content, passphrase="p")
    with pytest.raises(BadInput):
        opened(content, passphrase="p")


@pytest.mark.parametrize(
    "secret", [{}, {"passphrase": "p", "recipient": "age1x"}, {"recipient": "age1zz"}]
)
def test_a_lock_needs_one_right_secret(secret):
    with pytest.raises(BadInput):
        locked(b"x", **secret)


@pytest.mark.parametrize("work", [b"9" * 6000, b"018", b"+8", b"", b"\xd9\xa3"])
def test_work_that_is_no_small_number_is_refused(work):
    parts = locked(b"words", passphrase="p").split(b"\n", 2)
    parts[1] = parts[1].rsplit(b" ", 1)[0] + b" " + work
    with pytest.raises(BadInput):
        opened(b"\n".join(parts), passphrase="p")
