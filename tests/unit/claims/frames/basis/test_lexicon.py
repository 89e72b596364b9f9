"""The word lists: complete, with examples, without words that two classes read alike."""

from __future__ import annotations

import pytest

from dalil.claims.frames.basis.lexicon import lexicon, load
from dalil.evidence import Predicate, Stage, Stance


def test_every_class_of_cues_has_an_example_and_a_known_stance() -> None:
    data = load("cues_en.yaml")
    for part in ("verbs", "nouns", "adjectives", "prepositions"):
        for entry in data[part]:
            assert entry["stance"] in set(Stance), entry["id"]
            assert entry["example"]["quote"] in entry["example"]["text"], entry["id"]


def test_every_report_of_proceedings_has_an_example_and_a_known_stage() -> None:
    for entry in load("proceedings_en.yaml")["verbs"]:
        assert entry["stage"] is None or entry["stage"] in set(Stage), entry["id"]
        assert entry["example"]["quote"] in entry["example"]["text"], entry["id"]


def test_every_verb_of_relation_has_an_example_and_a_known_predicate() -> None:
    words = load("relations_en.yaml")
    for entry in [*words["verbs"], *words["deed_nouns"]]:
        assert entry["predicate"] in set(Predicate)
        assert entry["example"]["subject"] in entry["example"]["text"]


def test_every_noun_of_proceedings_has_an_example_and_a_known_predicate() -> None:
    for noun, entry in load("relations_en.yaml")["case_nouns"].items():
        assert entry["predicate"] in set(Predicate), noun
        assert noun in entry["example"]["text"], noun


@pytest.mark.parametrize("name", ["cues_en.yaml", "proceedings_en.yaml", "relations_en.yaml"])
def test_no_word_was_read_as_a_truth_value(name: str) -> None:
    """YAML 1.1 reads a bare "on" or "no" as true or false."""

    def walk(value: object, path: str) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                assert isinstance(key, str), f"{name}: {path}"
                walk(inner, f"{path}.{key}")
        elif isinstance(value, list):
            for inner in value:
                assert not isinstance(inner, bool), f"{name}: {path}"
                walk(inner, path)

    walk(dict(load(name)), "")


def test_a_word_of_denial_does_not_also_assert() -> None:
    for lemma in ("deny", "disclaim", "disavow"):
        assert {cue.stance for cue in lexicon().verbs[lemma]} == {Stance.DENIES}
