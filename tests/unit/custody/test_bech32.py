"""Keys in letters: the vectors of BIP 173, and every mistake of one letter is seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.custody.bech32 import decode, encode


@given(st.sampled_from(["age", "age-secret-key-"]), st.binary(max_size=64))
def test_what_is_written_is_read_back(prefix, content):
    assert decode(encode(prefix, content)) == (prefix, content)
    assert decode(encode(prefix, content).upper()) == (prefix, content)


def test_the_valid_string_of_the_standard():
    text = "A12UEL5L"  # BIP 173, "Test vectors"
    assert decode(text) == ("a", b"")


@pytest.mark.parametrize(
    "text", ["", "1", "age1", "A1G7SGD8", "10a06t8", "1qzzfhee", "age1bbbbbbbb", "aGe1qqqqqqqq"]
)
def test_what_is_no_key_is_none(text):
    assert decode(text) is None


@given(st.binary(min_size=32, max_size=32), st.data())
def test_one_wrong_letter_is_seen(content, data):
    text = encode("age", content)
    at = data.draw(st.integers(4, len(text) - 1))
    letter = data.draw(st.sampled_from("qpzry9x8gf2tvdw0s3jn54khce6mua7l"))
    if letter != text[at]:
        assert decode(text[:at] + letter + text[at + 1 :]) is None
