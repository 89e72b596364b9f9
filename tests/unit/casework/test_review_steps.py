"""One step, whoever gives it: strict about its parts, and a file of them loses no refused line."""

from __future__ import annotations

import json

import pytest

from dalil.casework.review_steps import KEYS, apply, apply_lines, read_step
from dalil.errors import BadInput, NotFound, RefusedQuote
from review_samples import load, make, opened


@pytest.fixture
def room(tmp_path):
    builder = make(tmp_path / "case")
    with opened(tmp_path / "case") as case:
        yield case, builder


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ([], "one JSON object"),
        ({}, "cannot be done"),
        ({"do": "delete", "id": "c_x"}, "cannot be done"),
        ({"do": "accept"}, "'id' is needed"),
        ({"do": "reject", "id": "c_x"}, "'why' is needed"),
        ({"do": "accept", "id": 7}, "must be text"),
        ({"do": "accept", "id": "c_x", "colour": "red"}, "not known"),
        ({"do": "correct", "id": "c_x", "set": "stance=denies"}, "object of fields"),
        ({"do": "correct", "id": "c_x", "set": {"stance": ["denies"]}}, "must be text"),
        ({"do": "split", "id": "e_x", "why": "w", "names": "A"}, "list of texts"),
    ],
)
def test_a_step_that_cannot_be_read_is_refused(given, words):
    with pytest.raises(BadInput, match=words):
        read_step(given)


def test_every_verb_says_what_it_needs():
    for do, needed in KEYS.items():
        with pytest.raises(BadInput, match="is needed"):
            read_step({"do": do})
        assert needed


def test_fields_may_be_numbers_and_truths():
    step = read_step(
        {"do": "correct", "id": "c_x", "set": {"negated": True, "at": 7, "court": None}}
    )
    assert step.set == {"negated": "yes", "at": "7", "court": "none"}


def test_a_file_is_done_line_by_line(room):
    case, builder = room
    good = load("case").find(builder, "son-in-law").id
    lines = [
        json.dumps({"do": "accept", "id": good}),
        "",
        "{no json",
        json.dumps({"do": "accept", "id": "c_" + "a" * 32}),
        json.dumps({"do": "put on", "id": good, "element": "uk-gac:E2"}),
        "[" * 100_000,
        json.dumps({"do": "merge", "left": "Rolf Amsden", "right": "Jorst Tammel", "why": "w"}),
    ]
    told = list(apply_lines(case, lines))
    assert [one["line"] for one in told] == [1, 3, 4, 5, 6, 7]
    refused = {one["line"]: one["refused"]["code"] for one in told if "refused" in one}
    assert refused == {3: "bad_input", 4: "not_found", 6: "bad_input"}
    assert told[0]["reviewed"].startswith("1 of ")
    assert apply(case, read_step({"do": "undo", "id": good}))["reviewed"].startswith("0 of ")


def test_a_claim_may_be_named_by_its_document_and_words(room):
    """So decisions can be written down before anything is read, and whatever reader reads."""
    case, builder = room
    claim = load("case").find(builder, "son-in-law")
    step = {"do": "accept", "document": "article.html", "quote": claim.quote}
    assert apply(case, read_step(step))["id"] == claim.id
    short = claim.quote.split(" ", 2)[2]
    assert apply(case, read_step({**step, "do": "undo", "quote": short}))["id"] == claim.id
    with pytest.raises(NotFound, match="No claim is read"):
        apply(case, read_step({**step, "quote": "By Tessa Maruin"}))
    with pytest.raises(RefusedQuote):
        apply(case, read_step({**step, "quote": "nobody said this"}))
    with pytest.raises(BadInput, match="'id' is needed"):
        read_step({"do": "accept", "quote": claim.quote})
