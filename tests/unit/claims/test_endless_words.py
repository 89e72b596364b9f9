"""A word of many thousand letters (pasted code) costs as much time as its letters, not as their square."""

import time

import pytest

from dalil.claims.mentions.legal import terms
from dalil.claims.mentions.persons import grouped
from dalil.claims.mentions.places import addresses
from dalil.claims.mentions.rules import campaign_committees
from dalil.claims.money.sums import find_amounts
from dalil.claims.numbers import find_numbers
from dalil.claims.shadow import shadow


def seconds(read, text):
    started = time.process_time()
    read(text)
    return time.process_time() - started


@pytest.mark.parametrize(
    "read",
    [
        lambda text: terms(text, ()),
        lambda text: list(grouped(text, 0, len(text))),
        lambda text: list(campaign_committees(text, 0, len(text))),
        find_amounts,
    ],
    ids=["terms", "grouped", "committees", "amounts"],
)
@pytest.mark.parametrize("word", ["A", "a", "O'", "QmFzZTY0IGlz"])
def test_an_endless_word_is_read_in_linear_time(read, word):
    read("Ada Mirel (Left Unity) paid $5.")
    assert seconds(read, word * (30_000 // len(word))) < 2


@pytest.mark.parametrize("row", ["123 ", "123'", "12,"])
def test_an_endless_row_of_digits_is_no_number(row):
    text = row * 10_000
    assert seconds(find_numbers, text) < 2
    assert not [one for one in find_numbers(text) if one.end - one.start > 60]


def test_names_joined_without_end_are_looked_for_in_linear_time():
    assert seconds(lambda text: list(addresses(shadow(text), 0, len(text))), "O'" * 20_000) < 2
