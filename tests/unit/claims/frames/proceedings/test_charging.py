"""Papers that charge or plead: what they tell in their own words is alleged; who somebody is stays asserted."""

from functools import cache

import pytest

from dalil.claims.frames import extract
from dalil.claims.read import prepare
from dalil.evidence import Stage, Stance, TextLayer
from dalil.text.parser_spacy import SpacyParser
from dalil.text.plain import passages

DEEDS = (
    "1. The defendant TAVIT ORSK was the chief executive officer of Brindle Bank.\n\n"
    "2. ORSK was born in Oldhaven.\n\n"
    "3. On or about May 4, 2016, ORSK wired $900,000 to an account in Lume held by Milo Brandt.\n\n"
    "4. ORSK and Milo Brandt did knowingly conspire to commit an offense.\n\n"
    "5. More than $2 million was diverted from the pension fund.\n\n"
    "6. Milo Brandt has not been located.\n\n"
    "7. The allegations of paragraph one are realleged.\n"
)
INDICTMENT = "UNITED STATES DISTRICT COURT\n\nINDICTMENT\n\nTHE GRAND JURY CHARGES:\n\n" + DEEDS
COMPLAINT = (
    "DISTRICT COURT OF LUME\n\nVERIFIED COMPLAINT\n\nPlaintiff Brindle Bank alleges:\n\n" + DEEDS
)
PLEA = "PLEA AGREEMENT\n\n" + DEEDS
AGREED = (
    "STATEMENT OF FACTS\n\nIt is part of the Deferred Prosecution Agreement with Brindle Bank.\n\n"
    + DEEDS
)
STORY = "The harbour of Lume\n\n" + DEEDS


@cache
def parser():
    return SpacyParser()


@cache
def read(text):
    layer = TextLayer("0" * 64, text, tuple(passages(text)), "plain/1", "text/plain", "en")
    return tuple(extract(prepare(layer, parser())))


def of(text, words):
    return {(c.stance, c.stage) for c in read(text) if words in c.quote}


@pytest.mark.parametrize(
    ("paper", "stage"),
    [
        (INDICTMENT, Stage.CHARGE),
        (PLEA, Stage.CHARGE),
        (COMPLAINT, Stage.ALLEGATION),
        (AGREED, Stage.SETTLEMENT),
    ],
)
@pytest.mark.parametrize("words", ["wired $900,000", "did knowingly conspire", "was diverted"])
def test_a_deed_in_a_paper_that_charges_is_alleged(paper, stage, words):
    assert of(paper, words) == {(Stance.ALLEGES, stage)}, read(paper)


@pytest.mark.parametrize(
    "words", ["was the chief executive", "was born", "not been located", "are realleged"]
)
def test_who_somebody_is_and_steps_of_the_case_are_no_accusation(words):
    assert {stance for stance, _ in of(INDICTMENT, words)} <= {Stance.ASSERTS}, read(INDICTMENT)


def test_the_same_deed_in_a_story_is_asserted():
    assert of(STORY, "wired $900,000") == {(Stance.ASSERTS, None)}, read(STORY)


FILED = (
    "Tavit Orsk was charged with bribery in May. According to court documents, Tavit Orsk paid bribes to Milo Brandt. "
    "Orsk used three firms to hide the payments."
)


def test_what_goes_on_with_court_documents_is_the_charge():
    assert of(FILED, "used three firms") == {(Stance.ALLEGES, Stage.CHARGE)}, read(FILED)


def test_another_paragraph_does_not_go_on_with_them():
    apart = FILED.replace(" Orsk used", "\n\nOrsk used")
    assert of(apart, "used three firms") == {(Stance.ASSERTS, None)}, read(apart)


def test_what_somebody_is_alleged_to_have_agreed_is_no_word_of_his():
    text = "The prosecution alleges that Tavit Orsk agreed with Milo Brandt to pay a commission."
    assert {c.holders[0].text for c in read(text)} == {"The prosecution"}, read(text)


HELD = (
    "According to the indictment, Tavit Orsk received $3 million from Brindle Bank in 2012. "
    "He also accepted a villa in Varno. "
    "In return Brindle Bank was given the lease of the harbour in Varno.\n\n"
    "Tavit Orsk also signed the lease of the port of Lume."
)


@pytest.mark.parametrize(
    ("words", "holders"),
    [
        ("He also accepted a villa in Varno", ["the indictment"]),
        ("Brindle Bank was given the lease", ["the indictment"]),
        ("Tavit Orsk also signed the lease", []),
    ],
)
def test_the_paper_that_charges_holds_what_goes_on_with_it(words, holders):
    claim = next(c for c in read(HELD) if words in c.quote)
    assert [h.text for h in claim.holders[:-1]] == holders


@pytest.mark.parametrize(
    ("behind", "words"),
    [
        ("But Tavit Orsk paid the money back in 2011.", "Tavit Orsk paid the money back"),
        ("In fact, Tavit Orsk paid $2 million to Brindle Bank.", "Tavit Orsk paid $2 million"),
        (
            "Tavit Orsk was convicted of bribery in 2019. He paid $2 million in fines.",
            "He paid $2 million",
        ),
        ("He appealed in May. He also hired Orla Venn as his lawyer.", "He also hired Orla Venn"),
        ("He also served as minister of ports from 2008.", "He also served as minister"),
    ],
)
def test_where_the_text_speaks_again_prosecutors_hold_nothing(behind, words):
    text = f"Prosecutors allege that Tavit Orsk took $3 million from Brindle Bank. {behind}"
    claim = next(c for c in read(text) if words in c.quote)
    assert [h.text for h in claim.holders[:-1]] == []


def test_a_former_prosecutor_is_no_prosecutor():
    text = (
        "A former prosecutor says Tavit Orsk took $3 million from Brindle Bank. "
        "He also sent $1 million to Korl."
    )
    claim = next(c for c in read(text) if "He also sent" in c.quote)
    assert [h.text for h in claim.holders[:-1]] == []
