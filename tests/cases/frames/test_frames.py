"""The claim frames on tables of invented sentences: quote, holders, stance, stage, kind, modality."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from dalil.claims.frames import extract
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.read import prepare
from dalil.evidence import Claim, Stance, TextLayer
from dalil.text.parser_spacy import SpacyParser
from dalil.text.plain import passages

HERE = Path(__file__).parent
TABLES = ("speech", "quotes", "status", "own_voice")
ANY = "any"


def rows(name: str) -> list[dict[str, Any]]:
    return yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def parser() -> SpacyParser:
    return SpacyParser()


@cache
def read(text: str) -> tuple[Claim, ...]:
    sha = hashlib.sha256(text.encode()).hexdigest()
    layer = TextLayer(sha, text, tuple(passages(text)), "plain/1", "text/plain", "en")
    return tuple(extract(prepare(layer, parser())))


def shown(claims: tuple[Claim, ...]) -> str:
    return "\n".join(
        f"{c.kind} {c.stance} {c.stage} neg={c.negated} hedge={c.hedged} "
        f"{[h.text for h in c.holders]} {c.quote!r}"
        for c in claims
    )


def differences(claim: Claim, row: dict[str, Any]) -> list[str]:
    """What differs between a claim and a row of a table."""
    proceedings = claim.proceedings
    holders = [h.text for h in claim.holders[:-1]]
    wanted = row.get("holders", [])
    expected = {
        "holders": [w.casefold() for w in wanted] if wanted != ANY else ANY,
        "stance": row.get("stance", "asserts"),
        "kind": row.get("kind", "indirect"),
        "stage": row.get("stage"),
        "negated": row.get("negated", False),
        "hedged": row.get("hedged", False),
    }
    found = {
        "holders": [h.casefold() for h in holders],
        "stance": str(claim.stance),
        "kind": str(claim.kind),
        "stage": str(claim.stage) if claim.stage else None,
        "negated": claim.negated,
        "hedged": claim.hedged,
    }
    for key in ("forum", "finality", "offence", "sentence", "in_absentia"):
        if key in row:
            expected[key] = row[key]
            found[key] = getattr(proceedings, key) if proceedings else None
    return [
        f"{key}: {found[key]!r}, expected {value!r}"
        for key, value in expected.items()
        if value != ANY and found[key] != value
    ]


@pytest.mark.parametrize(
    "row",
    [pytest.param(r, id=f"{t}:{i}") for t in TABLES for i, r in enumerate(rows(t))],
)
def test_a_sentence_gives_its_claim(row: dict[str, Any]) -> None:
    claims = read(row["text"])
    said = [c for c in claims if c.quote == row["quote"]]
    assert said, f"no claim {row['quote']!r} in:\n{shown(claims)}"
    found = min((differences(c, row) for c in said), key=len)
    assert not found, f"{found}\n{shown(claims)}"


@pytest.mark.parametrize(
    "row", [pytest.param(r, id=f"absent:{i}") for i, r in enumerate(rows("absent"))]
)
def test_words_nearby_report_no_stage(row: dict[str, Any]) -> None:
    claims = read(row["text"])
    assert not [c for c in claims if c.stage in row["stages"]], shown(claims)


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(r, id=f"{table}:{i}")
        for table in ("relations", "relations_shapes", "relations_across")
        for i, r in enumerate(rows(table))
    ],
)
def test_a_sentence_states_its_relation(row: dict[str, Any]) -> None:
    stated = [(c, r) for c in read(row["text"]) for r in c.relations]
    ends = [
        [str(r.predicate), r.subject.text, r.object.text if r.object else None] for _, r in stated
    ]
    assert row["ends"] in ends, ends
    claim, relation = stated[ends.index(row["ends"])]
    assert relation.subject.text in row["text"]
    assert claim.quote in row["text"]
    found = {
        "share": int(relation.share.low) if relation.share else None,
        "detail": relation.detail,
        "value": relation.value,
        "start": relation.start_date.value if relation.start_date else None,
        "end": relation.end_date.value if relation.end_date else None,
        "amount": int(relation.amount.value) if relation.amount and relation.amount.value else None,
    }
    assert {k: found[k] for k in found if k in row} == {k: row[k] for k in found if k in row}


def _told(claim: Claim) -> bool:
    return not claim.negated and claim.stance is not Stance.DENIES


@pytest.mark.parametrize(
    "row",
    [pytest.param(r, id=f"relations_absent:{i}") for i, r in enumerate(rows("relations_absent"))],
)
def test_what_is_not_said_is_no_relation(row: dict[str, Any]) -> None:
    stated = [(c, r) for c in read(row["text"]) for r in c.relations if _told(c)]
    ends = [
        [str(r.predicate), r.subject.text, r.object.text if r.object else None] for _, r in stated
    ]
    assert row["not"] not in ends, ends


def lexicon_examples() -> list[Any]:
    """Every example of the word lists, as parameters."""
    found = []
    for name in ("cues_en.yaml", "proceedings_en.yaml"):
        for part in ("verbs", "nouns", "adjectives", "prepositions"):
            entries = load(name).get(part, [])
            found.extend(
                pytest.param(entry, id=f"{part}:{entry['id']}")
                for entry in (entries if isinstance(entries, list) else [])
            )
    return found


@pytest.mark.parametrize("entry", lexicon_examples())
def test_an_entry_of_the_word_lists_reads_its_example(entry: dict[str, Any]) -> None:
    example = entry["example"]
    claims = read(example["text"])
    said = [c for c in claims if c.quote == example["quote"]]
    assert said, shown(claims)
    assert example["holder"] in (said[0].holders[0].text, ""), shown(claims)
    if "stance" in entry:
        assert str(said[0].stance) == entry["stance"], shown(claims)
    if "stage" in entry and "forms" not in entry:
        assert said[0].stage == entry["stage"], shown(claims)


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param(e, id=f"{e['predicate']}:{e['lemmas'][0]}")
        for table in ("verbs", "deed_nouns")
        for e in load("relations_en.yaml")[table]
    ],
)
def test_a_verb_or_noun_of_relation_joins_its_example(entry: dict[str, Any]) -> None:
    example = entry["example"]
    found = [r for c in read(example["text"]) for r in c.relations]
    ends = [(str(r.predicate), r.subject.text, r.object.text if r.object else None) for r in found]
    wanted = (entry["predicate"], example["subject"], example["object"])
    if wanted[2] is None:
        assert wanted[:2] in [end[:2] for end in ends], ends
    else:
        assert wanted in ends, ends


@pytest.mark.parametrize("noun", load("relations_en.yaml")["case_nouns"])
def test_a_noun_of_proceedings_tells_its_example(noun: str) -> None:
    entry = load("relations_en.yaml")["case_nouns"][noun]
    found = [r for c in read(entry["example"]["text"]) for r in c.relations]
    told = [(str(r.predicate), r.subject.text) for r in found]
    assert (entry["predicate"], entry["example"]["subject"]) in told, told
