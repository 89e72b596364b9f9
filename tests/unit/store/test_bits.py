"""Sets of numbers as bits behave as sets, are cut as lists, and have one stored form."""

from __future__ import annotations

import random
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.errors import Tampered
from dalil.store.bits import WIDTH, Bits, blank, gathered, pack, pack_listed, put, take, unpack

FEW = st.sets(st.integers(0, 3 * WIDTH), max_size=60)
PLACES = st.sets(st.integers(0, WIDTH - 1), max_size=80)


@given(FEW, FEW)
def test_bits_are_sets(one: set[int], other: set[int]):
    here, there = Bits.of(one), Bits.of(other)
    assert list(here) == sorted(one)
    assert len(here) == len(one)
    assert set(here & there) == one & other
    assert set(here | there) == one | other
    assert set(here - there) == one - other


@given(FEW, st.integers(0, 70), st.integers(0, 70))
def test_a_part_is_that_of_the_sorted_list(numbers: set[int], first: int, count: int):
    assert Bits.of(numbers).part(first, count) == sorted(numbers)[first : first + count]


def test_parts_of_a_full_set_reach_over_segments():
    numbers = random.Random(5).sample(range(3 * WIDTH), 150_000)
    whole, ranked = Bits.of(numbers), sorted(numbers)
    for first in (0, 1, 63, 64, 49_990, 99_999, 149_990, 149_999, 150_000):
        assert whole.part(first, 25) == ranked[first : first + 25]


@given(PLACES, PLACES)
def test_the_stored_form_is_one_and_comes_back(here: set[int], more: set[int]):
    held = blank()
    for place in here | more:
        put(held, 7 * WIDTH + place)
    for place in more - here:
        take(held, 7 * WIDTH + place)
    stored = pack(held)
    assert stored == pack_listed(sorted(here))
    assert unpack(stored) == held
    both = [(2, stored), (0, stored), (2, pack_listed(sorted(more)))]
    assert set(gathered(both)) == here | {2 * WIDTH + place for place in here | more}


@pytest.mark.parametrize("size", [0, 1, 4095, 4096, 4097, WIDTH])
def test_few_are_listed_and_many_are_bits(size: int):
    places = sorted(random.Random(size).sample(range(WIDTH), size))
    stored = pack_listed(places)
    assert len(stored) == min(2 * size, WIDTH // 8)
    held = unpack(stored)
    assert pack(held) == stored
    assert list(Bits({0: int.from_bytes(held, "little")})) == places
    both = [(0, pack_listed([3])), (0, stored), (1, stored)]
    assert set(gathered(both)) == {3, *places, *(WIDTH + place for place in places)}


def test_what_is_no_segment_is_refused():
    for stored in (b"\0", b"\0" * 8191, b"\0" * 8194):
        with pytest.raises(Tampered, match="is no segment"):
            unpack(stored)
    assert unpack(struct.pack("<2H", 0, WIDTH - 1)).count(0) == WIDTH // 8 - 2
