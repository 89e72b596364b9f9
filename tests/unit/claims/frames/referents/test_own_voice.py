"""A document that speaks of its writer in other words: "our supervisors", "this unit", "it is recalled" (invented)."""

from __future__ import annotations

import pytest
from tests.unit.claims.frames.speech.test_papers import held


@pytest.mark.parametrize(
    ("text", "quote", "chain"),
    [
        ("On a visit in May our supervisors found that Brindle Bank kept two ledgers.",
         "Brindle Bank kept two ledgers", []),
        ("My Government requests that Orla Venn be removed from the list.",
         "Orla Venn be removed from the list", []),
        ("This unit takes the view that Tavit Orsk bribed the clerk.",
         "Tavit Orsk bribed the clerk", []),
        ("The Authority hereby fines Tavit Orsk. The Authority found that Tavit Orsk had kept two ledgers.",
         "Tavit Orsk had kept two ledgers", []),
        ("It is recalled that Brindle Bank was sold in May.", "Brindle Bank was sold in May", []),
        ("It should be noted that Orla Venn signed the deed.", "Orla Venn signed the deed", []),
        # others' words
        ("Our supervisor, Tavit Orsk, said that we had to sign the false invoices.",
         "we had to sign the false invoices", ["Tavit Orsk"]),
        ("I fled Korl in 2011. My Government alleges that I took bribes from Brindle Bank.",
         "I took bribes from Brindle Bank", ["My Government"]),
        ("Our staff believe that Tavit Orsk sent the men.",
         "Tavit Orsk sent the men", ["Our staff"]),
        ("The minister set up a bureau. This bureau found that Brindle Bank was innocent.",
         "Brindle Bank was innocent", ["This bureau"]),
        ("This newspaper claims that Brindle Bank is solvent.",
         "Brindle Bank is solvent", ["This newspaper"]),
        ("The letter read: “The Ministry hereby fines Tavit Orsk.” The Ministry found that Tavit Orsk took the keys.",
         "Tavit Orsk took the keys", ["The Ministry"]),
        ("The words of the lawyer are summed up here. It is stressed that Tavit Orsk took bribes.",
         "Tavit Orsk took bribes", [""]),
        ("Its supervisors found that Brindle Bank kept two ledgers.",
         "Brindle Bank kept two ledgers", ["Its supervisors"]),
        ("The unit takes the view that Tavit Orsk bribed the clerk.",
         "Tavit Orsk bribed the clerk", ["The unit"]),
        ("It was noted that Orla Venn signed the deed.", "Orla Venn signed the deed", [""]),
    ],
)  # fmt: skip
def test_what_the_writer_says_of_itself_is_its_own(text: str, quote: str, chain: list[str]) -> None:
    match = next((c for q, c in held(text).items() if quote in q), None)
    assert match == chain, held(text)
