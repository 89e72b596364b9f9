"""Reasons: one line a feature, naming the words and how they met."""

from __future__ import annotations

import pytest

from dalil.matching.compare import compare, prepared, score_names
from dalil.matching.explain import reasons


def why(left: str, right: str, kind: str = "person") -> tuple[str, ...]:
    found = score_names(*prepared(left, right, kind))
    return reasons(found.pair, found.features)


@pytest.mark.parametrize(
    ("left", "right", "line"),
    [
        (
            "Orlam Vesketai",
            "ORLAM VESKETAI",
            "name: Orlam Vesketai = ORLAM VESKETAI, letter for letter",
        ),
        ("Orlam Vesketai", "Orlam Veskitai", "word: orlam = orlam, same letters (1.00)"),
        ("O. Vesketai", "Orlam Vesketai", "word: o. ~ orlam, initial fits (0.60)"),
        ("Orlam Vesketai", "Orlam Brannock", "contradicted: vesketai against brannock"),
        (
            "Orlam Sorukhovich Vesketai",
            "Orlam Vesketai",
            "patronymic on one side only: sorukhovich",
        ),
        ("Orlam Bero Vesketai", "Orlam Vesketai", "word on one side only: bero"),
        ("Orlam Vesketai", "Vesketai Orlam", "order: the words stand in another order"),
        (
            "Orlam bin Vesk",
            "Vesk bin Orlam",
            "kinship: the son of one name is the father of the other",
        ),
        (
            "Orlam Vesketai Jr",
            "Orlam Vesketai Sr",
            "generation: the names state different ones (junior, senior, II ...)",
        ),
        ("Vesketai", "Orlam Vesketai", "one whole word against a fuller name"),
        ("Orlam Vesketai", "Brannock Tamer", "no whole word in common"),
        ("Maria Li", "Maria Li", "rarity: common words only"),
    ],
)
def test_persons(left, right, line):
    assert any(found.startswith(line) for found in why(left, right)), why(left, right)


@pytest.mark.parametrize(
    ("left", "right", "line"),
    [
        ("Karsu Fund II", "Karsu Fund III", "number: the names bear different numbers"),
        ("Karsu LLP", "Karsu JSC", "legal forms of different kinds: llp against jsc"),
        ("Karsu LLP", "Karsu", "legal form: llp against not stated"),
        ("KTF", "Karsu Timber Federation", "acronym: one name is the initials of the other"),
    ],
)
def test_organisations(left, right, line):
    assert any(found.startswith(line) for found in why(left, right, "company")), why(
        left, right, "company"
    )


def test_scripts_are_named():
    assert "word: қуаныш ~ kuanysh, Kazakh or kindred Cyrillic" in " ".join(
        why("Қуаныш Бек", "Kuanysh Bek")
    )
    assert "Chinese characters" in " ".join(why("王建国", "Wang Jianguo"))


def test_what_was_not_compared_is_said():
    assert "length: only the first 24 words were compared" in why(
        "Orlam " * 30, "Orlam " * 30 + "b"
    )


@pytest.mark.parametrize("disguised", ["Zоrаn Вrimwiсk", "Zor\u200ban Brimwick", "ℤoran Brimwick"])
def test_letters_that_only_look_the_same_are_told(disguised):
    found = compare(disguised, "Zoran Brimwick", "person")
    assert found.decision == "match"
    assert "look-alike letters and signs are set aside" in found.why[0]
    assert "letter for letter" not in " ".join(found.why)


@pytest.mark.parametrize("written", ["ZORAN  Brimwick", "Zoran Brimwick"])
def test_case_and_spaces_are_no_other_letters(written):
    assert "letter for letter" in compare(written, "Zoran Brimwick", "person").why[0]
