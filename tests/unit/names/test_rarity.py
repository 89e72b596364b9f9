"""Rarity: common words of names say little, rare ones much."""

from __future__ import annotations

from dalil.names.learned.frequencies import LEARNED_FROM
from dalil.names.rarity import rarity


def test_common_names_have_few_bits():
    assert rarity("Smith") < 10
    assert rarity("Kim") < 12
    assert rarity("Maria") < 10


def test_unseen_names_have_many():
    assert rarity("Derbezhan") > 18
    assert rarity("Derbezhan") > rarity("Kim") + 6


def test_spellings_of_a_name_share_their_bits():
    assert rarity("Иванов") == rarity("Ivanov")
    assert rarity("李") <= 9


def test_bits_are_bounded():
    assert rarity("") == rarity("🙂") == 0.0
    assert rarity("x" * 10_000) == 26.0


def test_the_sources_are_named_by_their_digests():
    assert len(LEARNED_FROM) == 10


def test_many_words_are_as_rare_as_each_alone():
    from dalil.names.rarity import rarity_all

    words = ["Smith", "Иванов", "李", "", "Derbezhan", "🙂", "Щукин"]
    assert rarity_all(words) == [rarity(word) for word in words]
