"""What a text settles on its names by marks, brackets and "regime" (invented)."""

import pytest

from dalil.claims.mentions.candidate import Candidate
from dalil.claims.mentions.told_again import settled
from dalil.claims.shadow import shadow
from dalil.evidence import MentionType

PER, ORG, LOC = MentionType.PERSON, MentionType.ORGANISATION, MentionType.LOCATION


def names(text, *found):
    decided = [
        Candidate(text.index(name), text.index(name) + len(name), kind, "learned:names", 50)
        for name, kind in found
    ]
    told = settled(text, shadow(text), sorted(decided, key=lambda c: c.start))
    return [(text[c.start : c.end], c.type) for c in told]


def test_a_short_form_given_by_a_bracket_names_its_body_everywhere():
    text = "The Main Office for Ports (GUPorT) is old. GUPorT said so, and GUPorT-2 did not."
    found = names(text, ("Main Office for Ports", ORG), ("GUPorT", ORG))
    assert found == [("Main Office for Ports", ORG), ("GUPorT", ORG), ("GUPorT", ORG)]


def test_a_short_form_behind_the_name_in_the_own_language():
    text = "a clerk of the Port Ministry (Ministerio Portuario, MP). At the MP he rose."
    found = names(text, ("Port Ministry", ORG), ("Ministerio Portuario", ORG))
    assert [name for name, _ in found].count("MP") == 2


def test_a_bracket_that_gives_no_short_form():
    text = "Harrow Bank (Vostrania, USD) fell. USD rose."
    assert names(text, ("Harrow Bank", ORG)) == [("Harrow Bank", ORG)]


@pytest.mark.parametrize(
    "text",
    [
        "He is a shareholder of ‘Velmskaya gazovaya kompaniya’, which sells gas.",
        "She left the party “Velmskaya gazovaya kompaniya” in May.",
        "the ‘Velmskaya gazovaya kompaniya’ party won.",
        "They met “Velmskaya gazovaya kompaniya” (VGK) there.",
    ],
)
def test_a_body_is_called_by_all_that_the_marks_hold(text):
    assert names(text, ("Velmskaya", LOC)) == [("Velmskaya gazovaya kompaniya", ORG)]


@pytest.mark.parametrize(
    "text",
    [
        "He called the company’s director ‘Honest Ada’ and left.",
        "The minister said: “Velm is ours. We stay” and left.",
        "It is Velm’s and the party’s money.",
        "She told the newspaper “Eva Skar was convicted of fraud” and hung up.",
        "He told the bank, “Ada Mirel took the money,” and left.",
        "“Olt Orsk took the bags” (Mirel).",
        "He called the party “Rotten to the core” there.",
    ],
)
def test_what_is_said_in_marks_is_no_body(text):
    assert all(kind is not ORG for _, kind in names(text))


def test_the_mark_that_closes_a_name_belongs_to_it():
    text = "owner of Joint Stock Company ‘Karsu’, a bank"
    found = names(text, ("Joint Stock Company ‘Karsu", ORG))
    assert found == [("Joint Stock Company ‘Karsu’", ORG)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("crimes under the al-Mirel regime", "al-Mirel"),
        ("He backs the Zorinka regime.", "Zorinka"),
        ("He backs the Velmian regime.", None),
        ("He backs the Communist regime.", None),
        ("the Tax regime of Velm", None),
        ("the Damascus regime", None),
        ("the VAT regime", None),
    ],
)
def test_whom_a_regime_is_called_after(text, name):
    assert names(text) == ([(name, PER)] if name else [])
