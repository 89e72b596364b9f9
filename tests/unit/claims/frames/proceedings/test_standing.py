"""Phrases that tell the state of proceedings: whole, of known stages, and only of the content's own predicate."""

from __future__ import annotations

import re

import pytest

from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.proceedings.standing import FILE
from dalil.evidence import Stage


def bare(phrase: str) -> str:
    return phrase.removeprefix("{list}").removeprefix("{held}")


def test_every_phrase_has_a_known_stage_and_compiles() -> None:
    for stage, phrases in load(FILE).items():
        assert stage in set(Stage)
        for phrase in phrases:
            assert re.compile(bare(phrase)), phrase


@pytest.mark.parametrize(
    ("words", "stage"),
    [
        ("reached a deferred prosecution agreement", "settlement"),
        ("was removed from the sanctions list", "delisting"),
        ("the inquiry was later shelved", "dismissal"),
        ("is not on any sanctions list", "designation"),
        ("faces up to nine years in jail", "charge"),
        ("has been remanded in custody", "investigation"),
        ("was handed four years", "conviction"),
        ("paid two million to settle the claim", "settlement"),
        ("lost its licence", "penalty"),
        ("is awaiting trial", "charge"),
    ],
)
def test_a_phrase_is_first_of_its_stage(words: str, stage: str) -> None:
    found = [
        name
        for name, phrases in load(FILE).items()
        if any(re.search(bare(p), words, re.IGNORECASE) for p in phrases)
    ]
    assert found[0] == stage


@pytest.mark.parametrize(
    "words",
    [
        "the board settled on a new chairman",
        "the tender was opened in May",
        "the list of guests was long",
        "he faces the sea",
        "the ship was detained by ice floes in a poem",
    ],
)
def test_words_of_other_matters_are_no_phrase_but_of_detaining(words: str) -> None:
    found = [
        name
        for name, phrases in load(FILE).items()
        if any(re.search(bare(p), words, re.IGNORECASE) for p in phrases)
    ]
    assert found in ([], ["investigation"])
