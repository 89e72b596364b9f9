"""Texts with claims marked in place: marks leave, claims keep their places, and no document is in both parts."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT))

from benchmarks.reading.loaders_told import TOLD, document_told, told, unmarked  # noqa: E402

MARKED = (
    "Prosecutors say [[a/charge: she took $2m]]. [[s/-: She said [[d/allegation: it was a loan]]]]."
)


def test_marks_are_taken_out_and_claims_stand_where_they_did():
    text, claims = unmarked(MARKED)
    assert text == "Prosecutors say she took $2m. She said it was a loan."
    assert [(text[c.spans[0][0] : c.spans[0][1]], c.stance, c.stage) for c in claims] == [
        ("she took $2m", "alleges", "charge"),
        ("She said it was a loan", "asserts", None),
        ("it was a loan", "denies", "allegation"),
    ]


@pytest.mark.parametrize(
    "broken", ["[[a/charge: she took", "she took]]", "[[q/-: she took]]", "[[a: she took]]"]
)
def test_a_mark_that_cannot_be_read_is_refused(broken):
    with pytest.raises(ValueError, match=r"cannot be read|not open"):
        unmarked(broken)


def test_claims_follow_a_text_that_was_changed_in_reading():
    document = document_told("x", "A line   \nends. [[a/-: He took   \nit]].")
    (claim,) = document.claims
    start, end = claim.spans[0]
    assert document.layer.text[start:end].split() == ["He", "took", "it"]


@pytest.mark.parametrize("part", ["learn", "check"])
def test_every_document_is_read(part):
    documents = list(told(part))
    assert documents
    for document in documents:
        assert document.claims, document.name
        for claim in document.claims:
            start, end = claim.spans[0]
            assert document.layer.text[start:end].strip()


def test_no_document_is_in_both_parts():
    learn, check = ({d.layer.text for d in told(part)} for part in ("learn", "check"))
    assert TOLD.is_dir()
    assert not learn & check
