"""Keys: spellings of one name meet, different names do not."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
import yaml

from dalil.names.fold import bare, bare_writings, fold, folds, latin, name_key, words
from dalil.names.tables import MARKED_LETTERS, WRITTEN_OTHERWISE

CASES = yaml.safe_load(
    (Path(__file__).parents[2] / "cases" / "names" / "fold.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("spellings", CASES["meet"], ids=lambda s: s[0])
def test_spellings_of_one_name_meet(spellings) -> None:
    first = folds(spellings[0])
    assert [spelling for spelling in spellings if not folds(spelling) & first] == []


@pytest.mark.parametrize("names", CASES["apart"], ids=lambda s: s[0])
def test_different_names_do_not_meet(names) -> None:
    assert [pair for pair in combinations(names, 2) if folds(pair[0]) & folds(pair[1])] == []


def test_the_likeliest_key_is_one_of_the_keys() -> None:
    for spellings in CASES["meet"]:
        for spelling in spellings:
            assert fold(spelling) in folds(spelling)


def test_a_name_s_key_does_not_depend_on_order_or_marks() -> None:
    assert name_key("KESTREL, Arvo") == name_key("Arvo Kestrel") == name_key("«Arvo  Kestrel»")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("O'Brien-Smith", ("obrien", "smith")),
        ("K. T. Belz", ("k.", "t.", "belz")),
        ("Dr. Who", ("dr", "who")),
        ("", ()),
        ("— !", ()),
    ],
)
def test_words(name, expected) -> None:
    assert words(name) == expected


def test_a_script_without_table_meets_only_itself() -> None:
    assert folds("努尔苏丹") == folds("努尔苏丹")
    assert not folds("努尔苏丹") & folds("纳扎尔")


def test_many_words_fold_as_each_does_alone():
    from dalil.names.fold import fold_all, folds, folds_all

    words = [
        "Nazarbayev",
        "Назарбаев",
        "Muxtar",
        "",
        "Çelik",
        "习",
        "Baumeister",
        "er",
        "Juri",
        "yy",
    ]
    assert fold_all(words) == [fold(word) for word in words]
    assert folds_all(words) == [folds(word) for word in words]
    assert fold_all([]) == []


@pytest.mark.parametrize(
    ("word", "ways"),
    [
        ("šarić", ("saric",)),
        ("đukić", ("dukic", "djukic", "djukich")),
        ("åse", ("aase",)),
        ("saric", ()),
        ("шарић", ()),
    ],
)
def test_a_marked_word_is_written_without_marks(word, ways) -> None:
    assert bare_writings(word) == ways


def test_bare_writing_drops_every_mark_and_spells_no_sound() -> None:
    for letter, sound in MARKED_LETTERS.items():
        assert latin(f"a{letter}a") == f"a{sound}a"
        assert len(bare(f"a{letter}a")) == len("aaa"), letter
    assert bare("Łącząć") == "laczac"
    assert {letter for letter in WRITTEN_OTHERWISE if letter.isascii()} == set()
