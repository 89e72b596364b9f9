"""Whatever stands where a name should stand: no error, bounded answers, and stable ones."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from dalil.names.anatomy import anatomy
from dalil.names.fold import fold, words
from dalil.names.latin import plain
from dalil.names.likeness import BOUND, token_likeness
from dalil.names.nicknames import formal
from dalil.names.numerals import numbers
from dalil.names.orgforms import parse_org
from dalil.names.rarity import rarity
from dalil.names.reading import readings
from dalil.names.scripts import clean, suspicions
from dalil.names.skeleton import keys, skeleton

LETTERS = (
    "abcžşØüИванҚұіΓεωАрմենგიამ"
    "محمدבןשךあカンッー李王金한글क्माสมชаС\u200b\u202e\u0301'-. ,12٣IIX()\"&🙂𝔄ﬁ"
)
NAMES = st.one_of(st.text(max_size=40), st.text(alphabet=LETTERS, max_size=60))


@settings(max_examples=120, deadline=None)
@given(NAMES)
@example("㏠.")
def test_any_text_is_taken_apart(text: str):
    found = anatomy(text)
    assert len(found.parts) <= 40
    assert all(part.core for part in found.parts)
    org = parse_org(text)
    assert len(org.key) <= 40 * len(text) + 40
    assert all(number >= 0 for number in numbers(text))
    assert isinstance(suspicions(text), tuple)


@settings(max_examples=120, deadline=None)
@given(NAMES)
def test_any_word_has_bounded_readings(text: str):
    found = readings(text, 8)
    assert len(found) == len(set(found)) <= 8
    assert all(word.isascii() and word.islower() and len(word) <= 400 for word in found)
    assert len(keys(text)) <= 8
    assert 0.0 <= rarity(text) <= 26.0
    assert isinstance(formal(text), frozenset)


@settings(max_examples=80, deadline=None)
@given(NAMES, NAMES)
def test_likeness_is_bounded_and_even_handed(one: str, other: str):
    found = token_likeness(one, other)
    assert -BOUND <= found <= BOUND
    assert found == token_likeness(other, one)


@settings(max_examples=120, deadline=None)
@given(NAMES)
def test_doing_it_twice_changes_nothing(text: str):
    assert clean(clean(text)) == clean(text)
    assert plain(plain(text)) == plain(text)
    assert skeleton(plain(text)) == skeleton(text)
    assert all(fold(word) == fold(clean(word)) for word in words(text))


def test_ten_thousand_characters_take_no_longer_than_a_line():
    for text in (
        "я" * 10_000,
        "李" * 10_000,
        "abu " * 2_500,
        "🙂" * 10_000,
        "a\u0301" * 5_000,
        "(" * 10_000,
    ):
        anatomy(text)
        readings(text)
        parse_org(text)
        numbers(text)
        token_likeness(text, "karim")
