"""Names in short texts where one was mistyped, cut or lost: who and what each is, nobody else."""

from __future__ import annotations

import hashlib
from functools import cache

import pytest

from dalil.claims.read import prepare
from dalil.evidence import TextLayer
from dalil.text.parser_spacy import SpacyParser
from dalil.text.plain import passages

PERSONS = [
    ("A spokesman for the company, Tom Ashgrove, said it had paid nobody.", "Tom Ashgrove"),
    ("The order came from the paymaster, Foday Koroma, without leave.", "Foday Koroma"),
    ("The junket operator, Alvin Ko, is in prison.", "Alvin Ko"),
    ("A lawyer for the charity, Sunniva Krag, said she had not been paid.", "Sunniva Krag"),
    ("Ex-governor Hollis was cleared of graft.", "Hollis"),
    ("Signor Aldo Ferrante was away.", "Aldo Ferrante"),
    ("He bribed the Minister of Housing Ibrahim el-Sherif.", "Ibrahim el-Sherif"),
    ("A cousin of the Energy Minister, Hassan Obaidi, was paid.", "Hassan Obaidi"),
]
BODIES = [
    ("Representative Carol Venn (D-N.Y.) said that Olt Ltd paid.", {"Olt Ltd"}),
    ("The operator, Harbour Mobile, and the contractor, Blue Ridge, denied it.", {"Harbour Mobile", "Blue Ridge"}),
    ("Claimant Red Kite Aviation denies it. Red Kite's claim was struck out.", {"Red Kite Aviation", "Red Kite"}),
    ("Castlegate Bank plc was fined. Castlegate's former head of compliance left.", {"Castlegate Bank plc", "Castlegate"}),
    ("Nordex Drilling AG pays its taxes. Nordex entered into a settlement.", {"Nordex Drilling AG", "Nordex"}),
    ("Mr Dzhaf remains a shareholder in Kaspneft, which supports the state.", {"Kaspneft"}),
    ("A lease between the City of Larkhaven and Tristan Vale Holdings Pte Ltd.", {"Tristan Vale Holdings Pte Ltd"}),
    ("Shareholders of Ostrel Glass a.s. met in May.", {"Ostrel Glass a.s."}),
    ("The trust was set up by Pendle Trustees.", {"Pendle Trustees"}),
    ("The company Pearl Coast Holdings denied it. Pearl Coast paid nobody.", {"Pearl Coast Holdings", "Pearl Coast"}),
]  # fmt: skip
FRENCH = (
    "L'ancien ministre, Abdoulaye Traoré, a été relaxé mardi par le tribunal. « Je n'ai rien touché », a déclaré "
    "M. Traoré. Selon l'association, la société a versé de l'argent à son neveu, Moussa Traoré."
)


@cache
def parser() -> SpacyParser:
    return SpacyParser()


def named(text: str, kind: str) -> set[str]:
    sha = hashlib.sha256(text.encode()).hexdigest()
    layer = TextLayer(sha, text, tuple(passages(text)), "plain/1", "text/plain", "en")
    return {m.text for m in prepare(layer, parser()).mentions if m.type == kind}


@pytest.mark.parametrize(("text", "person"), PERSONS)
def test_a_person_is_no_body_and_has_no_office_in_the_name(text, person):
    assert named(text, "PER") == {person}
    assert not named(text, "ORG")


def test_a_title_that_is_a_given_name_too_stays_before_a_surname():
    assert named("He is the father-in-law of Emir Jumaliev.", "PER") == {"Emir Jumaliev"}


def test_a_constituency_is_a_place_and_a_sum_no_body():
    text = "His son, the MP for Rye, paid R48 million to the port."
    assert named(text, "LOC") == {"Rye"}
    assert not named(text, "ORG")
    assert not named(text, "PER")


@pytest.mark.parametrize(("text", "bodies"), BODIES)
def test_a_body_is_found_with_its_short_form_and_nothing_before_it(text, bodies):
    found = named(text, "ORG")
    assert bodies <= found
    assert not any(body in other and body != other for body in bodies for other in found - bodies)


@pytest.mark.parametrize(
    "text",
    [
        "The harbour master of Ravenport, Ilya Denmore, resigned on Monday.",
        "The police chief of Ravenport, Osei Barden, denied it.",
    ],
)
def test_the_town_of_an_office_is_a_place(text):
    assert named(text, "LOC") == {"Ravenport"}


def test_the_first_of_two_brothers_is_a_person():
    found = named(
        "Brothers Ahmed and Khalid Al-Mansur bought it. Ahmed Al-Mansur denied it.", "PER"
    )
    assert found == {"Ahmed", "Khalid Al-Mansur", "Ahmed Al-Mansur"}


def test_monsieur_is_no_initial_in_french():
    sha = hashlib.sha256(FRENCH.encode()).hexdigest()
    layer = TextLayer(sha, FRENCH, tuple(passages(FRENCH)), "plain/1", "text/plain", "fr")
    document = prepare(layer, parser())
    bare = next(m for m in document.mentions if m.text == "Traoré")
    first = next(m for m in document.mentions if m.text == "Abdoulaye Traoré")
    assert document.cluster_of(bare) == document.cluster_of(first)
