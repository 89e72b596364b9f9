"""Submissions, cases and testimony that go on without a cue; what is a judgment by its words (invented)."""

from __future__ import annotations

import pytest
from tests.unit.claims.frames.speech.test_papers import held

from dalil.claims.frames.basis.judgments import of_court


@pytest.mark.parametrize(
    ("text", "quote", "chain"),
    [
        ("Orla Venn, for the bank, submitted that the loan was void. The seal of Brindle Bank was broken by Tavit Orsk. "
         "She further submitted that nobody paid.",
         "The seal of Brindle Bank was broken by Tavit Orsk", ["Orla Venn"]),
        ("Orla Venn submitted that the loan was void. In my view Brindle Bank signed it. She further submitted that nobody paid.",
         "Brindle Bank signed it", []),
        ("Milo Brandt submitted that the loan was void. Tavit Orsk owns Brindle Bank. He further submitted that nobody paid.",
         "Tavit Orsk owns Brindle Bank", []),
        ("The Ministry's case is simple. Brindle Bank obtained the licence by paying Milo Brandt.",
         "Brindle Bank obtained the licence by paying Milo Brandt", ["Ministry"]),
        ("For the bank, Orla Venn KC advances two grounds. The first is that Tavit Orsk knew nothing of Brindle Bank.",
         "Tavit Orsk knew nothing of Brindle Bank", ["Orla Venn KC"]),
        ("Corporal Orla Venn testified about the search. She counted 428,000 crowns in a chest of Brindle Bank.",
         "She counted 428,000 crowns in a chest of Brindle Bank", ["Orla Venn"]),
        ("Corporal Orla Venn testified about the search. She was a careful witness for Brindle Bank.",
         "She was a careful witness for Brindle Bank", []),
    ],
)  # fmt: skip
def test_what_goes_on_is_held_by_whoever_began(text: str, quote: str, chain: list[str]) -> None:
    found = {q: [h.removeprefix("The ") for h in c] for q, c in held(text).items()}
    match = next(c for q, c in found.items() if quote in q)
    assert match == chain, found


PART = (
    "In Brindle v Orsk [2014] EWCA Civ 37 at [23] the Court of Appeal dealt with section 4. "
    "The landlord relied on Lord Venn, who said at [40] that the tenant must be told. "
    "The tenant did not. The question of construction is whether section 9 helps the landlord."
)


def test_a_part_of_a_judgment_is_told_by_its_words() -> None:
    assert of_court(PART)
    assert not of_court(PART + " The judge said on Monday that he would rule in May.")
    assert not of_court("The bank paid the fine. The mayor of Larkmouth spoke to the board of it.")
