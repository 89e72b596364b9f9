"""Claim identity: two different claims never share an id, and the same claim always does."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, fields, replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_samples import reading_of
from dalil.errors import RefusedQuote
from dalil.evidence import (
    Claim,
    Holder,
    HolderRole,
    Kind,
    Locator,
    Mention,
    Proceedings,
    Reference,
    Stage,
    Stance,
    Tier,
    check_quote,
    identity,
    locate,
)
from dalil.evidence.document import Passage, TextLayer
from dalil.evidence.identity import encode

TEXT = st.text(st.characters(), max_size=12)
PART = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | TEXT
    | st.decimals(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3).map(tuple),
    max_leaves=6,
)


def shape(value: object) -> object:
    """A value in which only what is really the same compares equal."""
    if isinstance(value, tuple):
        return ("tuple", *map(shape, value))
    if isinstance(value, Decimal):
        return ("decimal", value if value else Decimal(0))
    return (type(value).__name__, value)


@given(PART, PART)
def test_different_values_have_different_bytes(one: object, two: object):
    """True is not 1 is not "1" is not Decimal(1); nesting counts; 1.50 and 1.5 are one amount."""
    same = shape(one) == shape(two)
    assert (b"".join(encode(one)) == b"".join(encode(two))) == same


@given(TEXT, TEXT, TEXT)
def test_characters_that_move_between_fields_change_the_id(a: str, b: str, c: str):
    """The length prefix: ("ab", "c") is not ("a", "bc")."""
    if b:
        assert identity("c", a + b, c) != identity("c", a, b + c)
        assert identity("c", a, b, c) != identity("c", a + b, c)
    assert identity("c", (a, b), c) != identity("c", a, (b, c))


def test_what_has_no_unique_text_has_no_identity():
    """Floats, lists, sets, not-a-number."""
    for bad in (1.5, [1], {1}, Decimal("nan"), Decimal("inf"), object(), Claim):
        with pytest.raises(TypeError):
            identity("c", bad)


CLAIM = reading_of(1).claims[1]
OUTSIDE = {"method": "other/2"}
INSIDE = {
    "exhibit": "f" * 64,
    "locator": replace(CLAIM.locator, start=CLAIM.locator.start + 1),
    "holders": (Holder(HolderRole.AUTHOR, text="X"),),
    "stance": Stance.DENIES,
    "kind": Kind.INDIRECT,
    "about": (Reference("m_1", "X"),),
    "relations": reading_of(1).claims[0].relations,
    "proceedings": Proceedings(Stage.CONVICTION),
    "negated": True,
    "hedged": True,
    "amounts": (),
    "dates": (),
    "calls_for": "sanctions",
    "tier": Tier.PUBLIC,
    "privileged": True,
}


def test_every_field_of_a_claim_is_inside_or_outside_its_identity():
    """A new field must be put into one of the two lists by whoever adds it."""
    assert {field.name for field in fields(Claim)} - {"id"} == INSIDE.keys() | OUTSIDE.keys()


@pytest.mark.parametrize("name", INSIDE)
def test_what_makes_a_claim_changes_its_id(name: str):
    """Exhibit, place, holders, content."""
    assert replace(CLAIM, **{name: INSIDE[name]}).id != CLAIM.id


@pytest.mark.parametrize("name", OUTSIDE)
def test_how_it_was_found_does_not(name: str):
    """Read again by other rules, the same claim has the same id."""
    assert replace(CLAIM, **{name: OUTSIDE[name]}).id == CLAIM.id


def test_every_holder_counts_and_so_does_their_order():
    """A says that B says is not B says that A says."""
    one, two = Holder(HolderRole.SPEAKER, text="A"), Holder(HolderRole.SPEAKER, text="B")
    author = Holder(HolderRole.AUTHOR)
    ids = {
        replace(CLAIM, holders=chain).id
        for chain in ((one, two, author), (two, one, author), (one, author), (author,))
    }
    assert len(ids) == 4


def test_a_field_added_later_does_not_change_old_ids():
    """Fields at their default None or () are left out of the hash."""

    @dataclass(frozen=True)
    class Thing:
        name: str

    older = identity("t", Thing("x"))

    @dataclass(frozen=True)
    class Newer:
        name: str
        note: str | None = None
        parts: tuple[str, ...] = ()

    Newer.__name__ = "Thing"
    assert identity("t", Newer("x")) == older
    assert identity("t", Newer("x", note="")) != older
    assert identity("t", Newer("x", parts=("",))) != older
    assert dataclasses.fields(Newer)[0].name == "name"


def test_ids_do_not_change_between_versions():
    """Pinned: whoever changes the encoding breaks every case that exists."""
    mention = Mention("0" * 64, 3, 9, "Orla V", "PER", "any")
    claim = Claim(
        exhibit="0" * 64,
        locator=Locator(3, 9, "Orla V"),
        holders=(Holder(HolderRole.AUTHOR),),
        stance=Stance.ASSERTS,
        kind=Kind.AUTHOR,
    )
    assert mention.id == "m_irp6qw4r3o66wsiytfu6uzzd6kmmomit"
    assert claim.id == "c_q3ixgpxhhl5nkpnbs2py4pl3vt575msb"


# -- places and quotes -----------------------------------------------------------------------

TEXTS = st.text(st.characters(), min_size=1, max_size=80)


def layer_on(text: str) -> TextLayer:
    """A text layer of one passage."""
    return TextLayer("0" * 64, text, (Passage(0, len(text)),), "plain/1", "text/plain")


@given(TEXTS, st.data())
def test_every_place_can_be_named_and_found(text: str, data: st.DataObject):
    """locate and check_quote agree on every span of every text."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    layer = layer_on(text)
    locator = locate(layer, start, end)
    assert text[locator.start : locator.end] == locator.exact
    check_quote(layer, locator)


@given(TEXTS, TEXTS, st.data())
def test_every_changed_quote_is_refused(text: str, other: str, data: st.DataObject):
    """Other words, other case, other spaces, another place, other surroundings."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    layer = layer_on(text)
    locator = locate(layer, start, end)
    for exact in {other, locator.exact.swapcase(), locator.exact + " ", locator.exact[1:], ""}:
        if exact != locator.exact:
            with pytest.raises(RefusedQuote):
                check_quote(layer, replace(locator, exact=exact))
    for place in (
        (start, end + 1),
        (start - 1, end),
        (end, start),
        (start + len(text), end + len(text)),
    ):
        with pytest.raises(RefusedQuote):
            check_quote(layer, replace(locator, start=place[0], end=place[1]))
    with pytest.raises(RefusedQuote):
        check_quote(layer, replace(locator, prefix=locator.prefix + "\u0378"))
    with pytest.raises(RefusedQuote):
        check_quote(layer, replace(locator, suffix=locator.suffix + "\u0378"))


@given(TEXTS, st.integers(-5, 90), st.integers(-5, 90))
def test_a_span_outside_the_text_has_no_place(text: str, start: int, end: int):
    """Negative, empty, reversed, beyond the end."""
    if not 0 <= start < end <= len(text):
        with pytest.raises(RefusedQuote):
            locate(layer_on(text), start, end)


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(1, 5)), min_size=1, max_size=20), st.data()
)
def test_passages_at_a_span(gaps: list[tuple[int, int]], data: st.DataObject):
    """Found by bisection: the same as by looking at all."""
    passages, here = [], 0
    for gap, length in gaps:
        passages.append(Passage(here + gap, here + gap + length))
        here += gap + length
    layer = TextLayer("0" * 64, "x" * here, tuple(passages), "plain/1", "text/plain")
    start = data.draw(st.integers(0, here - 1))
    end = data.draw(st.integers(start + 1, here))
    expected = tuple(each for each in passages if each.start < end and each.end > start)
    assert layer.passages_at(start, end) == expected
