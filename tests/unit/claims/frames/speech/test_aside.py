"""Who says so, told behind, before or within a sentence; what a court heard; whom a pronoun cannot mean (invented)."""

from __future__ import annotations

import hashlib
from functools import cache

import pytest

from dalil.claims.frames import extract
from dalil.claims.read import prepare
from dalil.evidence import Claim, TextLayer
from dalil.text.parser_spacy import SpacyParser
from dalil.text.plain import passages


@cache
def parser() -> SpacyParser:
    return SpacyParser()


def claims_of(text: str) -> list[Claim]:
    sha = hashlib.sha256(text.encode()).hexdigest()
    layer = TextLayer(sha, text, tuple(passages(text)), "plain/1", "text/plain", "en")
    return extract(prepare(layer, parser()))


def held(text: str) -> dict[str, list[str]]:
    """Holders without the author by quote."""
    return {c.quote.rstrip(".,"): [h.text for h in c.holders[:-1]] for c in claims_of(text)}


@pytest.mark.parametrize(
    ("text", "quote", "chain"),
    [
        ("The bridge was built without a tender, documents show.",
         "The bridge was built without a tender", ["documents"]),
        ("The harbour lost €40 million on a deal with a firm tied to the minister's former aide, the Court of Auditors"
         " said in a report published Thursday.",
         "The harbour lost €40 million on a deal with a firm tied to the minister's former aide",
         ["Court of Auditors"]),
        ("As Orla Venn told the board, the payments were loans.", "the payments were loans", ["Orla Venn"]),
        ("As the report notes, Brindle Ltd had no staff.", "Brindle Ltd had no staff", ["the report"]),
        ("Minutes of the meeting record that Orla Venn objected to the sale.",
         "Orla Venn objected to the sale", ["Minutes of the meeting"]),
        ("His lawyer Milo Brandt told reporters that bail would be posted.",
         "bail would be posted", ["Milo Brandt"]),
        ("The case began after a trader, Milo Brandt, claimed that Orla Venn had demanded $5,000.",
         "Orla Venn had demanded $5,000", ["Milo Brandt"]),
        ("According to the plea and court papers, between 2014 and 2019 Brindle Ltd paid $14 million to Milo Brandt.",
         "between 2014 and 2019 Brindle Ltd paid $14 million to Milo Brandt", ["the plea and court papers"]),
        ("In 2019 a similar post alleged that Orla Venn had been arrested.",
         "Orla Venn had been arrested", ["a similar post"]),
        ("Milo Brandt e-mailed a colleague that the clerk would get his share.",
         "the clerk would get his share", ["Milo Brandt"]),
        ("The clerk, who prosecutors say took €2 million from Milo Brandt, resigned.",
         "took €2 million from Milo Brandt", ["prosecutors"]),
        ("Milo Brandt wrote two letters to ministers describing Orla Venn as a victim of spite.",
         "Orla Venn as a victim of spite", ["Milo Brandt"]),
    ],
)  # fmt: skip
def test_whoever_says_so_beside_the_sentence_holds_it(
    text: str, quote: str, chain: list[str]
) -> None:
    found = held(text)
    assert found.get(quote) == chain, found


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("A former aide took cash from a trader, a Korl court heard on Tuesday.",
         "A former aide took cash from a trader"),
        ("Jurors were told that Orla Venn took cash from Milo Brandt.",
         "Orla Venn took cash from Milo Brandt"),
        ("The court heard that Orla Venn paid the clerk in cash.", "Orla Venn paid the clerk in cash"),
    ],
)  # fmt: skip
def test_what_is_put_to_a_court_is_alleged_by_somebody_unnamed(text: str, quote: str) -> None:
    claim = next(c for c in claims_of(text) if c.quote.startswith(quote))
    assert (claim.stance, claim.holders[0].text) == ("alleges", "")


def test_a_court_hears_of_a_life_without_accusing() -> None:
    claim = claims_of("The court heard that Orla Venn has three children.")[0]
    assert claim.stance == "asserts"


@pytest.mark.parametrize(
    "text",
    [
        "Milo Brandt, prosecutors say, paid Orla Venn €2 million.",
        "As alleged in the indictment, Milo Brandt paid €2 million to Orla Venn.",
        "Milo Brandt paid €2 million to Orla Venn, as alleged in the indictment.",
        "Brindle Ltd is owned by Orla Venn, according to the Korl ship register.",
    ],
)
def test_the_author_asserts_nothing_of_what_another_is_told_to_say(text: str) -> None:
    found = claims_of(text)
    assert [c.holders[0].role for c in found] == ["speaker"], found
    assert found[0].relations


def test_the_subject_before_who_says_so_is_spoken_of() -> None:
    text = "Milo Brandt, prosecutors say, paid Orla Venn €2 million."
    claim = claims_of(text)[0]
    assert claim.about[0].text == "Milo Brandt"


def test_several_who_admitted_go_on_denying() -> None:
    text = (
        "Brindle Bank alleged that the firm had paid a bribe. The Respondents admitted that the"
        " guarantee was forged. They denied making any payment to a clerk."
    )
    claim = next(c for c in claims_of(text) if c.stance == "denies")
    assert claim.holders[0].text == "They"
    assert not claim.about


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("After the vote, the clerk said nothing.", "After the vote"),
        ("When the trial opened, the court heard evidence for three days.", "When the trial opened"),
        ("Orla Venn did not respond to a request for comment.", "a request for comment"),
        ("Orla Venn declined to give further details.", "to give further details"),
        ("Milo Brandt wrote to ministers without declaring that he was being paid.", "he was being paid"),
        ("I saw no paper which showed that Orla Venn knew who owned Brindle Ltd.", "who owned Brindle Ltd"),
    ],
)  # fmt: skip
def test_nothing_is_held_that_was_not_said(text: str, never: str) -> None:
    assert never not in held(text)


def test_nobody_named_in_quoted_words_speaks_them() -> None:
    found = held("I asked about it. “Milo is richer than I am,” he said.")
    assert found.get("Milo is richer than I am") == ["he"]


@pytest.mark.parametrize(
    ("text", "quote", "chain"),
    [
        ("The house, Orla Venn told the Kelabad Post, was a present from her uncle.",
         "The house, Orla Venn told the Kelabad Post, was a present from her uncle", ["Orla Venn"]),
        ("By his own admission, Ivo Sand took the envelope.", "Ivo Sand took the envelope", ["his"]),
        ("Ivo Sand had, by his lawyer's account, left the country by May.",
         "Ivo Sand had, by his lawyer's account, left the country by May", ["his lawyer"]),
        ("On the prosecution's case, Ivo Sand took the envelope.", "Ivo Sand took the envelope",
         ["the prosecution"]),
        ("The Trade Office determined that Orla Venn had broken the rules.",
         "Orla Venn had broken the rules", ["Trade Office"]),
        ("Investigators discovered that Ivo Sand had taken the envelope.",
         "Ivo Sand had taken the envelope", ["Investigators"]),
        ("The minutes record that Ivo Sand left the room.", "Ivo Sand left the room",
         ["The minutes"]),
        ("The trust deed named Ivo Sand as the only beneficiary.",
         "Ivo Sand as the only beneficiary", ["The trust deed"]),
    ],
)  # fmt: skip
def test_who_says_so_between_a_subject_and_its_verb_or_by_a_phrase(text, quote, chain):
    assert held(text)[quote] == chain


@pytest.mark.parametrize(
    "text",
    [
        "Ivo Sand, the clerk of the port, was fined in May.",
        "The lists name nobody by his own name.",
        "By his own hand, Ivo Sand wrote the letter.",
        "On Ivo Sand's account, investigators found $3 million.",
        "On Ivo Sand's case, two detectives worked for a year.",
        "The gun, a pistol police found in the car, was hers.",
        "The gun, the pistol police found in the car, was hers.",
        "The flat, a gift prosecutors reported in May, was hers.",
    ],
)
def test_a_name_between_commas_or_an_owned_noun_says_nothing(text):
    """Each is told by the author alone, and told at all, so that nothing found is no success."""
    found = held(text)
    assert found
    assert not any(found.values()), found


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The house, a bank clerk told the paper, was a present from her uncle.", "a bank clerk"),
        ("The house, an audit report said, was a present from her uncle.", "an audit report"),
        ("The house, the auditors found, was a present from her uncle.", "the auditors"),
        ("On the Crown's case, Ivo Sand took the envelope.", "the Crown"),
    ],
)
def test_a_speaker_beside_a_noun_that_looks_like_another(text, speaker):
    assert [speaker] in held(text).values()


@pytest.mark.parametrize(
    ("text", "quote", "speaker"),
    [
        ("Ivo Sand spoke for an hour. Dan Venn had lied to the board, he said.",
         "Dan Venn had lied to the board", "Ivo Sand"),
        ("Ivo Sand met reporters on Monday. Dan Venn and the bank knew everything, he added.",
         "Dan Venn and the bank knew everything", "Ivo Sand"),
        ("Dan Venn was arrested on Monday. He had done nothing, he said.", "He had done nothing", "Dan Venn"),
        ("Northport TV has reported, citing sources at the port, that he will say Dan Venn lied.",
         "he will say Dan Venn lied", "sources at the port"),
    ],
)  # fmt: skip
def test_who_says_so_behind_is_not_whom_it_is_about(text, quote, speaker):
    named = {c.quote.rstrip(".,"): c.holders[0].text for c in claims_of(text)}
    assert named[quote] == speaker
    assert all(not said.endswith("he said") for said in named)
