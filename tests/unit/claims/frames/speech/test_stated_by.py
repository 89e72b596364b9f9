"""Clauses and contents held by whom their own sentence names, and what stays the document's (invented)."""

from __future__ import annotations

import pytest
from tests.unit.claims.frames.speech.test_papers import claims, held


@pytest.mark.parametrize(
    ("text", "quote", "chain"),
    [
        # pleas, what is put to a witness, reasons and views
        ("The claimant seeks reinstatement at Brindle Bank and compensation.",
         "seeks reinstatement", ["The claimant"]),
        ("Prosecutor Orla Venn put it to the witness that Tavit Orsk had paid no rent.",
         "put it to the witness", ["Orla Venn"]),
        ("Tavit Orsk put the delay down to a change of system at Brindle Bank.",
         "put the delay down", ["Tavit Orsk"]),
        ("The company's counsel called this untrue before Brindle Bank was sold.",
         "called this untrue", ["The company's counsel"]),
        ("Orla Venn could not exclude that Brindle Bank had paid twice.",
         "could not exclude", ["Orla Venn"]),
        ("Mr Eddowes relies on the fact that Brindle Bank received fees.",
         "Brindle Bank received fees", ["Eddowes"]),
        ("The case for the prosecution was that Tavit Orsk paid the clerk of Brindle Bank.",
         "Tavit Orsk paid", ["the prosecution"]),
        ("The port authority of Korl communicated that Brindle Bank had paid the clerk.",
         "Brindle Bank had paid the clerk", ["The port authority of Korl"]),
        ("In her submission the sale of Brindle Bank speaks for itself.",
         "the sale of Brindle Bank speaks", ["her"]),
        # what is added in the same sentence
        ("Tavit Orsk denied that he had sent anybody; the house was bought by Brindle Bank.",
         "the house was bought", ["Tavit Orsk"]),
        ("Milo Brandt said that he had seen the mayor and saw no reason to leave Brindle Bank.",
         "saw no reason", ["Milo Brandt"]),
        # a lost subject
        ("The tug master, called at his request, said that there was some swell near Brindle Bank.",
         "there was some swell", ["The tug master"]),
        # bare events, the writer's own reasons, and what is another's
        ("The Ministry of Ports asked for invoices and received them from Brindle Bank.",
         "asked for invoices", []),
        ("Our reason is that the yacht was owned by Brindle Bank.", "Our reason is", []),
        ("The firm represents Brindle Bank in Korl.", "The firm represents", []),
        ("Tavit Orsk says nothing; on this we make no finding about Brindle Bank.",
         "on this we make no finding", []),
        ("The audit, a report submitted to the bank, was late for Brindle Bank.", "The audit", []),
    ],
)  # fmt: skip
def test_who_is_named_beside_a_claim_holds_it(text: str, quote: str, chain: list[str]) -> None:
    match = next((c for q, c in held(text).items() if quote in q), None)
    assert match == chain, held(text)


@pytest.mark.parametrize(
    "text",
    [
        "Prosecutor Orla Venn put it to the witness that Tavit Orsk had paid no rent.",
        "It was put to him in court that Tavit Orsk had paid no rent.",
    ],
)
def test_what_is_put_to_a_witness_is_alleged(text: str) -> None:
    assert [str(claim.stance) for claim in claims(text)] == ["alleges"]
