"""The labels of the example case fit its documents: every quote is there, every id is known.

Nothing of Dalil is run here but its word lists: the texts are taken out by the standard library, so
that the labels cannot lean on the readers that they judge.
"""

from __future__ import annotations

import email
import email.policy
import json
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from dalil.evidence.terms import Finality, Forum, Kind, MentionType, Predicate, Stage, Stance

FOLDER = Path(__file__).resolve().parent / "example"
DOCUMENTS = Path(__file__).resolve().parents[2] / "src/dalil/examples/derbezhan/documents"
LABELS: dict[str, Any] = json.loads((FOLDER / "labels.json").read_text("utf-8"))


def read(name: str) -> str:
    """Return the text of a document, taken out by the standard library only."""
    raw = (DOCUMENTS / name).read_bytes()
    if name.endswith(".pdf"):
        shown = re.findall(rb"\(((?:\\.|[^\\)])*)\) Tj", raw)
        return " ".join(re.sub(rb"\\(.)", rb"\1", line).decode("cp1252") for line in shown)
    if name.endswith(".docx"):
        with zipfile.ZipFile(DOCUMENTS / name) as package:
            parts = [package.read(f"word/{part}.xml") for part in ("document", "footnotes")]
        xml = "".join(part.decode("utf-8").replace("</w:p>", "\n") for part in parts)
        return unescape(re.sub(r"<[^>]+>", "", xml))
    if name.endswith(".eml"):
        body = email.message_from_bytes(raw, policy=email.policy.default).get_body(("plain",))
        assert body is not None
        return str(body.get_content())
    text = raw.decode("utf-8-sig")
    if name.endswith(".html"):
        return unescape(re.sub(r"<[^>]+>", "", text))
    return text


TEXTS = {document["document"]: read(document["document"]) for document in LABELS["documents"]}


def flat(text: str) -> str:
    """Return a text with runs of white space, no-break spaces included, as one space."""
    return re.sub(r"\s+", " ", text)


def spans(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield every labelled item of a document that carries a quote."""
    for kind in ("claims", "relations", "amounts", "dates"):
        yield from document[kind]


def quotes(value: Any) -> Iterator[dict[str, str]]:
    """Yield every {document, quote} that occurs anywhere in a value."""
    if isinstance(value, dict):
        if "document" in value and "quote" in value:
            yield value
        for inner in value.values():
            yield from quotes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from quotes(inner)


@pytest.mark.parametrize("document", LABELS["documents"], ids=lambda d: d["document"][:2])
def test_quotes_stand_in_the_document(document: dict[str, Any]) -> None:
    name = document["document"]
    text, offsets = TEXTS[name], name.endswith((".txt", ".md"))
    for item in spans(document):
        assert ("start" in item) == offsets, item
        if offsets:
            assert text[item["start"] : item["end"]] == item["quote"]
        else:
            assert flat(item["quote"]) in flat(text), item["quote"]


@pytest.mark.parametrize("document", LABELS["documents"], ids=lambda d: d["document"][:2])
def test_words_and_ids_are_known(document: dict[str, Any]) -> None:
    known = {entity["id"] for entity in document["entities"]} | {None}
    for claim in document["claims"]:
        Stance(claim["stance"])
        Kind(claim["kind"])
        for term, value in ((Stage, "stage"), (Forum, "forum"), (Finality, "finality")):
            assert claim[value] is None or term(claim[value])
        assert claim["holders"], claim["quote"]
        assert set(claim["about"]) <= known
        assert {holder["entity"] for holder in claim["holders"]} <= known
        assert len(claim["quote"]) < 400, claim["quote"]
    for relation in document["relations"]:
        Predicate(relation["predicate"])
        assert {relation["subject"], relation["object"]} <= known
    for entity in document["entities"]:
        MentionType(entity["type"])
        assert all(flat(name) in flat(TEXTS[document["document"]]) for name in entity["names"])


def test_entity_ids_mean_one_type_everywhere() -> None:
    types: dict[str, str] = {}
    for document in LABELS["documents"]:
        for entity in document["entities"]:
            assert types.setdefault(entity["id"], entity["type"]) == entity["type"], entity


def test_contests_quote_their_documents() -> None:
    found = [
        *quotes(LABELS["contests"]),
        *quotes(LABELS["not_contests"]),
        *quotes(LABELS["interests"]),
        *quotes(LABELS["uk_gac"]),
    ]
    assert len(found) > 100
    for item in found:
        assert flat(item["quote"]) in flat(TEXTS[item["document"]]), item["quote"]
    for contest in LABELS["contests"]:
        assert len(contest["sides"]) >= 2 or contest.get("one_sided"), contest["id"]


def test_one_man_has_three_spellings_and_two_scripts() -> None:
    names = {
        name
        for document in LABELS["documents"]
        for entity in document["entities"]
        if entity["id"] == "orjumat"
        for name in entity["names"]
    }
    latin = {"Tamerjin Orjumat", "Tamerdzhin Ordzhumat", "Tamerdjin Ordjumat"}
    assert latin | {"Тамерджин Сорухович"} <= names


def test_screening_refers_to_entries_of_the_list() -> None:
    table = json.loads((FOLDER / "screening.json").read_text("utf-8"))
    listed = (DOCUMENTS / "10_sanctions-list_consolidated_2024-06-01.xml").read_text("utf-8")
    ids = set(re.findall(r"<REFERENCE_NUMBER>(.+?)</REFERENCE_NUMBER>", listed))
    assert len(ids) == table["list"]["entries"]
    for query in table["queries"]:
        assert set(query["hits"]) | set(query["non_hits"]) <= ids
        assert not set(query["hits"]) & set(query["non_hits"])


def test_ownership_outcomes_cover_every_company() -> None:
    table = json.loads((FOLDER / "ownership.json").read_text("utf-8"))
    for outcome in table["outcomes"]:
        named = [*outcome["owned"], *outcome["possible"], *outcome["not_owned"]]
        assert sorted(named) == sorted(table["why"])
