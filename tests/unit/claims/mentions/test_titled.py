"""A title that several share belongs to no name: "Generals Ada Mirel and Olt Zorin"."""

import pytest

from dalil.claims.mentions.candidate import Candidate
from dalil.claims.mentions.titled import without_shared_titles
from dalil.evidence import MentionType

PER, ORG = MentionType.PERSON, MentionType.ORGANISATION


def names(text, *found):
    candidates = [
        Candidate(text.index(name), text.index(name) + len(name), kind, "learned:names", 50)
        for name, kind in found
    ]
    return [(text[c.start : c.end], c.type) for c in without_shared_titles(text, candidates)]


@pytest.mark.parametrize("joined", [" and ", ", ", ", and "])
def test_the_first_of_several_is_a_person_without_the_title(joined):
    text = f"Generals Ada Mirel{joined}Olt Zorin were dismissed."
    found = names(text, ("Generals Ada Mirel", ORG), ("Olt Zorin", PER))
    assert found == [("Ada Mirel", PER), ("Olt Zorin", PER)]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Judges Supreme Council and Olt Zorin agreed.", "Judges Supreme Council", PER),
        ("Generals Ada Mirel and Harrow Bank agreed.", "Generals Ada Mirel", ORG),
        ("Generals Ada Mirel told Olt Zorin so.", "Generals Ada Mirel", PER),
        ("Queens Park Rangers and Olt Zorin agreed.", "Queens Park Rangers", PER),
        ("Professors Against Graft and Olt Zorin agreed.", "Professors Against Graft", PER),
        ("Harrows Ada Mirel and Olt Zorin agreed.", "Harrows Ada Mirel", PER),
    ],
)
def test_a_body_stays_one(text, first, second):
    other = "Harrow Bank" if second is ORG else "Olt Zorin"
    assert names(text, (first, ORG), (other, second))[0] == (first, ORG)
