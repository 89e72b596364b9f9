"""Every family has what it needs, and what it learned from is named."""

from __future__ import annotations

import pytest

from dalil.names.families import FAMILIES, calibration, latin_letters, reader
from dalil.names.learned.weights import LEARNED_FROM, WEIGHTS


@pytest.mark.parametrize("name", FAMILIES)
def test_a_family_has_channels_and_weights(name: str):
    learned = reader(name)
    assert learned.ahead.longest == FAMILIES[name].longest
    assert len(calibration(name)) == 5
    assert learned.native.logp("") < 0


def test_every_source_is_named_by_its_digest():
    assert set(WEIGHTS) == set(FAMILIES)
    assert len(LEARNED_FROM) >= 9
    assert all(len(digest) == 64 for digest in LEARNED_FROM.values())


def test_names_are_likelier_than_noise():
    assert latin_letters().logp("karimov") > latin_letters().logp("xqzvkwj")
