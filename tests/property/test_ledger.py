"""The algebra of the ledger: trees, proofs, commitments, and values that come back exactly."""

from __future__ import annotations

import contextlib
import hashlib
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from case_samples import reading_of
from dalil.claims.reading import Reading
from dalil.custody.merkle import (
    EMPTY,
    CompactRange,
    check_consistency,
    check_inclusion,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_of,
)
from dalil.custody.ports import Checkpoint
from dalil.custody.seals import commit, open_line, row_seal, seal_entry
from dalil.custody.signing import new_key, sign_checkpoint, signature_holds
from dalil.errors import Tampered
from dalil.evidence import Amount, DocumentInfo, PartialDate, Passage, Precision, Share, TextLayer
from dalil.store.codec import dump, load

HASH = st.binary(min_size=32, max_size=32)
LEAVES = st.lists(st.binary(max_size=8).map(leaf_hash), min_size=1, max_size=70)


def plain_root(leaves: list[bytes]) -> bytes:
    """The definition of RFC 6962, section 2.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(plain_root(leaves[:split]), plain_root(leaves[split:]))


@given(LEAVES)
def test_incremental_roots_are_the_definition(leaves: list[bytes]):
    """Leaf by leaf, or with whole subtrees at once."""
    assert root_of(leaves) == plain_root(leaves)
    split = CompactRange()
    level = (len(leaves).bit_length() - 1) if len(leaves) > 1 else 0
    split.append(plain_root(leaves[: 1 << level]), level)
    for leaf in leaves[1 << level :]:
        split.append(leaf)
    assert split.root() == plain_root(leaves)


@given(LEAVES, st.data())
def test_inclusion(leaves: list[bytes], data: st.DataObject):
    """The true leaf at its true index verifies; any other leaf, index, size, step or root does not."""
    index = data.draw(st.integers(0, len(leaves) - 1))
    root, proof = root_of(leaves), inclusion_proof(leaves, index)
    assert check_inclusion(leaves[index], index, len(leaves), proof, root)
    other = data.draw(HASH)
    assert not check_inclusion(other, index, len(leaves), proof, root)
    assert not check_inclusion(leaves[index], index, len(leaves), proof, other)
    assert not check_inclusion(leaves[index], index, len(leaves), [*proof, other], root)
    if proof:
        place = data.draw(st.integers(0, len(proof) - 1))
        broken = [*proof[:place], other, *proof[place + 1 :]]
        assert not check_inclusion(leaves[index], index, len(leaves), broken, root)
        assert not check_inclusion(leaves[index], index, len(leaves), proof[:-1], root)
        if len(set(leaves)) == len(leaves):
            elsewhere = (index + 1) % len(leaves)
            assert not check_inclusion(leaves[index], elsewhere, len(leaves), proof, root)


@given(LEAVES, st.data())
def test_consistency(leaves: list[bytes], data: st.DataObject):
    """Every prefix is proved; a changed prefix, head or step is not."""
    old = data.draw(st.integers(1, len(leaves)))
    before, after = root_of(leaves[:old]), root_of(leaves)
    proof = consistency_proof(leaves, old)
    assert check_consistency(old, len(leaves), before, after, proof)
    other = data.draw(HASH)
    assert not check_consistency(old, len(leaves), other, after, proof)
    assert not check_consistency(old, len(leaves), before, other, proof)
    assert not check_consistency(old, len(leaves), before, after, [*proof, other])
    if proof:
        place = data.draw(st.integers(0, len(proof) - 1))
        broken = [*proof[:place], other, *proof[place + 1 :]]
        assert not check_consistency(old, len(leaves), before, after, broken)


@given(LEAVES, LEAVES)
def test_a_rewritten_past_has_no_proof(leaves: list[bytes], others: list[bytes]):
    """No proof of one history connects it with another."""
    if leaves == others[: len(leaves)]:
        return
    whole = [*others, *leaves]
    old = len(leaves)
    proof = consistency_proof(whole, old) if old <= len(whole) else []
    assert not check_consistency(old, len(whole), root_of(leaves), root_of(whole), proof) or (
        leaves == whole[:old]
    )


def test_a_leaf_is_no_node():
    """The prefixes keep leaves and inner nodes apart."""
    left, right = leaf_hash(b"a"), leaf_hash(b"b")
    assert leaf_hash(left + right) != node_hash(left, right)
    assert root_of([]) == EMPTY


@given(st.binary(max_size=20), st.binary(max_size=20), st.binary(max_size=20))
def test_commitments_are_length_prefixed(salt: bytes, more: bytes, content: bytes):
    """Bytes that move from content to salt change the commitment."""
    if more:
        assert commit(salt + more, content) != commit(salt, more + content)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(st.characters(exclude_categories=["Cs"]), max_size=6), inner, max_size=4
        )
    ),
    max_leaves=12,
)
BODY = st.dictionaries(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8), JSON, max_size=5
)


@given(BODY)
def test_lines_come_back(body: dict[str, object]):
    """Body, kind, time and leaf; whatever JSON the body is."""
    line = seal_entry("mark", "2031-05-04T10:00:00Z", body)
    entry = open_line(line.raw, 3)
    assert entry.body == body
    assert entry.leaf == line.leaf.hex()
    assert b"\n" not in line.raw


@given(BODY, st.data())
def test_a_changed_line_has_another_leaf(body: dict[str, object], data: st.DataObject):
    """Any byte put in, taken out or changed."""
    line = seal_entry("mark", "2031-05-04T10:00:00Z", body)
    place = data.draw(st.integers(0, len(line.raw) - 1))
    new = data.draw(st.binary(max_size=2))
    changed = line.raw[:place] + new + line.raw[place + 1 :]
    if changed == line.raw:
        return
    with contextlib.suppress(Tampered):
        assert open_line(changed, 0).leaf != line.leaf.hex()


CELL = st.none() | st.integers() | st.text(max_size=6) | st.binary(max_size=6)


@given(st.lists(CELL, max_size=5), st.lists(CELL, max_size=5))
def test_seals_of_different_rows_differ(one: list[object], two: list[object]):
    """Types count: 1, "1", b"1", None and "" are five things."""
    same = [(type(value), value) for value in one] == [(type(value), value) for value in two]
    seals = [row_seal(bytes(16), "claims", row) for row in (one, two)]
    assert (seals[0] == seals[1]) == same


@settings(max_examples=25)
@given(st.integers(0, 2**40), HASH, st.text("0123456789TZ:-", max_size=20), st.data())
def test_signatures(size: int, root: bytes, at: str, data: st.DataObject):
    """What is signed holds; any other field does not."""
    point = sign_checkpoint(new_key(), size, root, at)
    assert signature_holds(point)
    other = data.draw(HASH).hex()
    for forged in (
        Checkpoint(size + 1, point.root, at, point.key, point.signature),
        Checkpoint(size, other, at, point.key, point.signature),
        Checkpoint(size, point.root, at + "0", point.key, point.signature),
        Checkpoint(size, point.root, at, other, point.signature),
        Checkpoint(size, point.root, at, point.key, other * 2),
        Checkpoint(size, point.root, at, "no hex", point.signature),
    ):
        assert forged == point or not signature_holds(forged)


TEXT = st.text(st.characters(), max_size=30)  # lone surrogates too: some PDF files carry them
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False)


@given(TEXT, st.none() | DECIMALS, st.none() | TEXT, st.integers(0, 99))
def test_amounts_come_back(text: str, value: Decimal | None, currency: str | None, start: int):
    """Decimals keep every digit and every trailing zero."""
    amount = Amount(start, start + 1, text, value, currency, high=value)
    again = load(Amount, dump(amount))
    assert again == amount
    assert repr(again) == repr(amount)


@given(DECIMALS, st.booleans(), TEXT, st.sampled_from(Precision))
def test_shares_and_dates_come_back(low: Decimal, closed: bool, text: str, precision: Precision):
    """Enums are enums again, not their texts."""
    share = Share(low, low, closed)
    assert repr(load(Share, dump(share))) == repr(share)
    date = PartialDate(text, precision, None, 0, text)
    assert repr(load(PartialDate, dump(date))) == repr(date)


@given(TEXT, st.lists(TEXT, max_size=3), st.none() | st.tuples(st.integers(), st.integers()))
def test_layers_come_back(text: str, notes: list[str], raw: tuple[int, int] | None):
    """Tuples, nested values and None."""
    layer = TextLayer(
        exhibit="0" * 64,
        text=text,
        passages=(Passage(0, len(text), raw=raw, language=None),),
        reader="r/1",
        media_type="text/plain",
        info=DocumentInfo(title=text or None, authors=tuple(notes)),
        notes=tuple(notes),
    )
    again = load(TextLayer, dump(layer))
    assert again == layer
    assert repr(again) == repr(layer)


@given(st.integers(0, 50))
def test_readings_come_back(number: int):
    """Every part of a reading, ids derived anew."""
    reading = reading_of(number)
    again = load(Reading, dump(reading))
    assert repr(again) == repr(reading)
    assert [claim.id for claim in again.claims] == [claim.id for claim in reading.claims]
