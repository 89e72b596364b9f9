"""Citations, parts of documents and terms are no names; the parties of a case are two."""

import pytest

from dalil.claims.mentions.candidate import Candidate
from dalil.claims.mentions.legal import of_law, terms, without_citations
from dalil.evidence import MentionType

PER, ORG, LAW = MentionType.PERSON, MentionType.ORGANISATION, MentionType.LAW


def at(text, name, kind=ORG, method="model:x/1", rank=50):
    start = text.index(name)
    return Candidate(start, start + len(name), kind, method, rank)


def left(text, name, kind=ORG, method="model:x/1"):
    found = without_citations(text, [at(text, name, kind, method)])
    return [(text[c.start : c.end], c.type) for c in found]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("as in [2018] EWCA Civ 2230, he said", "EWCA Civ"),
        ("as in (1997) 29 HLR 908 at", "HLR 908"),
        ("see [2022] 2 Olt's Rep 297 and", "2 Olt"),
        ("see [2012] EWHC 475 (Admin); and", "Admin"),
        ("in Case C-37/95 the", "Case C"),
        ("below, in Section B and", "Section B"),
        ("meaning of Part IV of", "Part IV"),
        ("of Grounds 1 and 2 as", "Grounds 1"),
        ("- - J U D G M E N T - -", "J U D G M E"),
    ],
)
def test_citations_and_parts_of_documents_name_nobody(text, name):
    assert left(text, name) == []
    assert left(text, name, method="rule:run") == []


def test_what_a_rule_has_found_by_its_form_stays():
    assert left("the Part II Ltd of", "Part II Ltd", method="rule:legal-form")


def test_a_name_before_a_citation_keeps_what_is_its_own():
    assert left("in Olt Duun [2019] EWCA Civ 345 at", "Olt Duun [2019] EWCA") == [("Olt Duun", ORG)]


def test_the_parties_of_a_case_are_two():
    assert left("in Mirel v Olt Duun Freight he", "Mirel v Olt Duun Freight") == [
        ("Mirel", PER),
        ("Olt Duun Freight", ORG),
    ]
    assert left("in Re Olt Duun he", "Re Olt Duun") == [("Olt Duun", ORG)]


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("a Velmian Arrest Warrant (VAW) of May", "VAW"),
        (
            "was created (the “Second Debenture”), which".replace("“", '"').replace("”", '"'),
            "Second Debenture",
        ),
        ('an agreement hereinafter "the FIA" was', "FIA"),
        ("act as Counsel to the Tribunal (CTT) now", "CTT"),
        ('signed a Deferred Prosecution Agreement ("DPA") in May', "DPA"),
    ],
)
def test_terms_that_a_text_gives_to_things(text, short):
    assert terms(text, []) == {short}


def test_a_short_form_after_a_name_is_no_term():
    text = "the Velm Audit Service (VAS) said"
    assert terms(text, [at(text, "Velm Audit Service", method="rule:head-noun")]) == frozenset()
    assert terms('Velm Freight Ltd, of Port Olt ("VFL"), paid', []) == frozenset()


def test_an_abbreviation_with_sections_is_a_law_everywhere():
    text = "section 28(3) of VOTA; VOTA was amended; OLTA sued"
    found = of_law(text, [at(text, "VOTA"), at(text, "OLTA")])
    assert [c.type for c in found] == [LAW, ORG]
