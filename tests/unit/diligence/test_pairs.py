"""A pair is the same until one of its sides changes."""

from __future__ import annotations

import pytest

from client_samples import ENTRY, OWNER
from dalil.diligence.pairs import changed, entry_digest, pair_id, subject_digest


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Orla Ven"},
        {"aliases": ["O. Venn"]},
        {"born": "1961-03"},
        {"countries": ["GB"]},
        {"identifiers": [["passport", "1", "GB"]]},
        {"type": "company"},
    ],
)
def test_another_party_is_another_pair(change):
    assert subject_digest({**OWNER, **change}) != subject_digest(OWNER)


def test_role_and_share_do_not_make_another_pair():
    assert subject_digest({**OWNER, "role": "client", "share": "5%"}) == subject_digest(OWNER)


@pytest.mark.parametrize(
    "change",
    [
        {"names": [{"text": "Orla Venn"}]},
        {"birth_dates": ["1949"]},
        {"reasons": "New."},
        {"programmes": ["X"]},
        {"delisted_on": "2031-01-01"},
        {"rest": [["notes", "now designated for another matter"]]},
    ],
)
def test_another_entry_is_another_pair_and_the_change_is_named(change):
    newer = {**ENTRY, **change}
    assert entry_digest(newer) != entry_digest(ENTRY)
    assert changed(ENTRY, newer) == tuple(change)


def test_place_and_the_publishers_last_touch_do_not_make_another_pair():
    newer = {**ENTRY, "place": "/a[2]", "updated_on": "2031-05-04", "rest": [["seen", "today"]]}
    assert entry_digest(newer) == entry_digest(ENTRY)
    assert changed(ENTRY, newer) == ()


def test_the_order_of_names_does_not_matter():
    one = {**ENTRY, "names": [{"text": "A"}, {"text": "B"}]}
    other = {**ENTRY, "names": [{"text": "B"}, {"text": "A"}]}
    assert entry_digest(one) == entry_digest(other)


def test_the_same_entry_on_two_lists_is_two_pairs():
    sides = subject_digest(OWNER), entry_digest(ENTRY)
    assert pair_id(sides[0], "un", "X1", sides[1]) != pair_id(sides[0], "gb", "X1", sides[1])
