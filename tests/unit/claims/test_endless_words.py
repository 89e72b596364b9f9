"""A word of many thousand letters (pasted code) costs as much time as its letters, not as their square."""

import time

import pytest

from dalil.claims.mentions_legal import terms
from dalil.claims.mentions_persons import grouped
from dalil.claims.mentions_rules import campaign_committees
from dalil.claims.money import find_amounts


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
