"""A statement of reasons: one claim a ground; wrongdoing is alleged, offices and duties are asserted."""

from functools import cache

import pytest

from dalil.claims.frames import extract
from dalil.claims.frames.proceedings.reasons import gives_reasons
from dalil.claims.read import prepare
from dalil.evidence import Kind, Stage, Stance, TextLayer
from dalil.text.parser_spacy import SpacyParser
from dalil.text.plain import passages

TEXT = (
    "There are reasonable grounds to suspect that Pavo Renk is an involved person under the Ports Sanctions "
    "Regulations 2021 on the basis of the following grounds:\n\n"
    "Pavo Renk is or has been involved in serious corruption. Specifically, he took bribes from Brindle Bank "
    "and steered the tender, which went to his brother. Pavo Renk was Minister of Ports from 2009 to 2013. "
    "He is the Head of the Directorate for Combating Organised Crime and Corruption. The directorate is "
    "responsible for the management of the harbour police. Brindle Bank is an involved person under the "
    "Ports Sanctions Regulations 2021 because it paid the minister in May 2012. Furthermore, Mira Dosk "
    "participated in the raid on the Court of Accounts of Oldhaven. Therefore, Mira Dosk is supporting, "
    "materially and financially, the Government of Velm. The bank has not engaged in fraud.\n"
)
ALLEGED = (Stance.ALLEGES, Stage.ALLEGATION)
ASSERTED = (Stance.ASSERTS, None)


@cache
def parser():
    return SpacyParser()


@cache
def read(text):
    layer = TextLayer("0" * 64, text, tuple(passages(text)), "plain/1", "text/plain", "en")
    return tuple(extract(prepare(layer, parser())))


@pytest.mark.parametrize(
    ("quote", "told"),
    [
        ("Pavo Renk is or has been involved in serious corruption", ALLEGED),
        (
            "he took bribes from Brindle Bank and steered the tender, which went to his brother",
            ALLEGED,
        ),
        ("Pavo Renk was Minister of Ports from 2009 to 2013", ASSERTED),
        (
            "He is the Head of the Directorate for Combating Organised Crime and Corruption",
            ASSERTED,
        ),
        ("The directorate is responsible for the management of the harbour police", ASSERTED),
        (
            "Brindle Bank is an involved person under the Ports Sanctions Regulations 2021",
            ALLEGED,
        ),
        ("it paid the minister in May 2012", ALLEGED),
        ("Mira Dosk participated in the raid on the Court of Accounts of Oldhaven", ALLEGED),
        (
            "Mira Dosk is supporting, materially and financially, the Government of Velm",
            ALLEGED,
        ),
    ],
)
def test_a_ground_is_one_claim_with_its_own_stance(quote, told):
    found = {c.quote: (c.stance, c.stage) for c in read(TEXT) if c.kind is Kind.AUTHOR}
    assert found.get(quote) == told, found


def test_a_text_in_the_first_person_or_of_a_court_is_read_clause_by_clause():
    text = TEXT.replace("The bank has", "We find that the bank has")
    quotes = [c.quote for c in read(text)]
    assert "steered the tender" in " ".join(quotes)
    assert not any(q.endswith("which went to his brother") and "bribes" in q for q in quotes)


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("Renk is responsible for the repression of protesters.", True),
        ("Renk is subject to restrictive measures.", True),
        ("Renk is involved in the sale. “The port was sold twice to one man,” she said.", False),
        ("The harbour fund was sold in March.", False),
    ],
)
def test_a_statement_of_reasons_is_known_by_its_words(text, reasons):
    assert gives_reasons(text) is reasons


DEEDS = (
    "Annex\n\nStatement of reasons: Pavo Renk, born in Oldhaven, is the owner of the tug company Brindle Towage. "
    "Pavo Renk carried the crates to the northern quay at night. He handed the keys of the depot to Mira Dosk. "
    "He joined the port board in 2011. The Council transferred the file to the committee.\n"
)


@pytest.mark.parametrize(
    ("quote", "told"),
    [
        ("Pavo Renk carried the crates to the northern quay at night", ALLEGED),
        ("He handed the keys of the depot to Mira Dosk", ALLEGED),
        ("He joined the port board in 2011", ASSERTED),
        ("The Council transferred the file to the committee", ASSERTED),
    ],
)
def test_a_deed_of_whom_the_text_lists_is_alleged_and_what_he_is_asserted(quote, told):
    found = {c.quote: (c.stance, c.stage) for c in read(DEEDS) if c.kind is Kind.AUTHOR}
    assert found.get(quote) == told, found


def test_the_same_deed_in_a_story_is_asserted():
    story = DEEDS.replace("Statement of reasons: ", "").replace("Annex", "Harbour news")
    found = {c.quote: c.stance for c in read(story)}
    assert found["He handed the keys of the depot to Mira Dosk"] is Stance.ASSERTS


@pytest.mark.parametrize(
    "text",
    [
        "Statement of Reasons\n\nMira Dosk, born 1970, runs the ferry office.",
        "Mira Dosk is or has been involved in serious corruption.",
        "The Treasury of Velm today announced sanctions against two brothers. Milo Brandt owns a quarry.",
        "The department is designating Mira Dosk pursuant to Executive Order 90210.",
    ],
)
def test_titles_and_words_of_listings_make_a_text_one_of_reasons(text):
    assert gives_reasons(text)
