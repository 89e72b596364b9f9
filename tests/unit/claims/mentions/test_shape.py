"""What no name looks like is cut or left out; what is one stays whole."""

import pytest

from dalil.claims.mentions.candidate import Candidate
from dalil.claims.mentions.shape import parted, shaped
from dalil.evidence import MentionType

PER, ORG, LOC = MentionType.PERSON, MentionType.ORGANISATION, MentionType.LOCATION


def left(text, name, kind=ORG, method="model:x/1"):
    start = text.index(name)
    found = shaped(text, [Candidate(start, start + len(name), kind, method, 50)])
    return [text[c.start : c.end] for c in found]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Ada Mirel     Progress", "Ada Mirel"),
        ("Ministry of Ports\tFee", "Ministry of Ports"),
        ("Supreme Council of", "Supreme Council"),
        ("Olt and", "Olt"),
    ],
)
def test_columns_and_loose_ends_are_cut_off(name, kept):
    assert left(f"x {name} y", name) == [kept]


def test_a_persons_name_ends_at_a_comma_and_a_bodys_does_not():
    assert left("by Ada Mirel, Progress.", "Ada Mirel, Progress", PER) == ["Ada Mirel"]
    assert left("by Ada Mirel, Jr. in", "Ada Mirel, Jr", PER) == ["Ada Mirel, Jr"]
    assert left("by Olt, Duun & Sons", "Olt, Duun & Sons") == ["Olt, Duun & Sons"]


@pytest.mark.parametrize(
    "term",
    ["Early Termination Amount", "Settlement Trade", "Determining Party", "pro-Velmian", "Court"],
)
def test_terms_attitudes_and_benches_name_nobody(term):
    assert left(f"the {term} is", term) == []


def test_a_case_in_quotation_marks_is_no_body():
    assert left("in the 'Harbour Fraudsters' case he", "Harbour Fraudsters") == []
    assert left("in 'Harbour Friends' he", "Harbour Friends") == ["Harbour Friends"]


def test_what_a_legal_form_or_the_user_names_stays():
    name = "Olt Settlement"
    assert left(f"by {name} now", name, method="rule:legal-form") == [name]
    assert left(f"by {name} now", name, method="gazetteer:mine") == [name]


def test_places_are_not_touched():
    assert left("in Olt   Duun", "Olt   Duun", LOC) == ["Olt   Duun"]


def test_people_run_together_over_a_rank_are_two():
    text = "for Ada Mirel KC Bern Olt in Marlow."
    one = Candidate(4, text.index("."), PER, "model:x/1", 50)
    assert [text[c.start : c.end] for c in parted(text, [one])] == ["Ada Mirel", "Bern Olt"]


def test_a_town_and_its_county_are_two_places():
    text = "from Oltville, Velmshire."
    one = Candidate(5, text.index("."), ORG, "model:x/1", 50)
    assert [(text[c.start : c.end], c.type) for c in parted(text, [one])] == [
        ("Oltville", LOC),
        ("Velmshire", LOC),
    ]
