"""Whom "he said" goes on with, and who speaks where the words put others between (invented)."""

from __future__ import annotations

import pytest
from tests.unit.claims.frames.speech.test_papers import held


@pytest.mark.parametrize(
    ("text", "quote", "chain"),
    [
        ("Orla Venn KC submits that the judge misread Tavit Orsk's letters. She contends that the order was wrong.",
         "the order was wrong", ["Orla Venn"]),
        ("The Government argued that the clerk had failed to apply to the Oldhaven Court. They further maintained that he was no victim.",
         "he was no victim", ["They"]),
        ("The Claimant denies that Brindle Bank was paid. It argues that Brindle Bank gave advice.",
         "Brindle Bank gave advice", ["It"]),
        ("Police confirmed that they had searched Brindle Bank. They said the inquiry went on.",
         "the inquiry went on", ["They"]),
        ("Orla Venn told Tavit Orsk that she had sold the mill. She said the price was low.",
         "the price was low", ["Orla Venn"]),
        ("The bank paid Tavit Orsk. He said the price was low.", "the price was low", ["Tavit Orsk"]),
        ("“He knew,” Orla Venn told reporters. “He always knew.” Tavit Orsk says he learned of it late.",
         "He always knew", ["Orla Venn"]),
        ("At [32] Orla Venn added: “I accept that he was there.”", "I accept that he was there", ["Orla Venn"]),
        ("The minutes record Orla Venn as saying that the price was low.",
         "the price was low", ["Orla Venn", "The minutes"]),
        ("The report quotes Orla Venn as saying that the price was low.",
         "the price was low", ["Orla Venn", "The report"]),
        ("In Orla Venn's opinion the loan was void.", "the loan was void", ["Orla Venn"]),
        ("Prosecutors in Korl allege that Tavit Orsk sold licences.", "Tavit Orsk sold licences", ["Prosecutors in Korl"]),
        ("Activists in Korl allege the minister took bribes.", "the minister took bribes", ["Activists in Korl"]),
        ("Orla Venn admits the payments but denies any knowledge that Brindle Bank was paid.",
         "any knowledge that Brindle Bank was paid", ["Orla Venn"]),
        ("Orla Venn denies having received any money.", "having received any money", ["Orla Venn"]),
        ("Orla Venn insists that she is not the owner: she had sold her share to a man from Korl.",
         "she is not the owner: she had sold her share to a man from Korl", ["Orla Venn"]),
    ],
)  # fmt: skip
def test_the_speaker_is_whoever_spoke(text: str, quote: str, chain: list[str]) -> None:
    found = held(text)
    assert found.get(quote) == chain, found


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Nobody may be punished who was not proved guilty according to law.", "law"),
        ("Payments of nine million crowns were not supported by invoices.", "invoices"),
        ("Tavit Orsk paid the bribes under a sham agreement with Brindle Bank.", "a sham agreement with Brindle Bank"),
    ],
)  # fmt: skip
def test_a_rule_and_a_paper_that_bears_nothing_out_hold_nothing(text: str, quote: str) -> None:
    assert not any(quote in chain for chain in held(text).values()), held(text)
