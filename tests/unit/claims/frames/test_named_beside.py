"""Who is named beside a content: in a label, a dateline, a letter received, with somebody else (invented)."""

from __future__ import annotations

import pytest
from tests.cases.frames.test_voices import read
from tests.unit.claims.frames.speech.test_papers import held


@pytest.mark.parametrize(
    ("text", "quote", "chain"),
    [
        ("Judge: “They sold air, and not even clean air.”", "They sold air, and not even clean air", ["Judge"]),
        ("Old reasons (2016): “Businessman who financed the harbour.”",
         "Businessman who financed the harbour", ["Old reasons"]),
        ("Exhibit 1. Port Weekly, 4 May 2019: Tavit Orsk “has breakfast with the governor on Mondays”.",
         "has breakfast with the governor on Mondays", ["Port Weekly"]),
        ("Comment of delegation A: the second paper should not be relied on.",
         "the second paper should not be relied on", ["delegation A"]),
        ("KORL (Port Wire) - The city's anti-corruption agency said it had searched the mill.",
         "it had searched the mill", ["The city's anti-corruption agency"]),
        ("KORL, May 4 (Port Wire) - Prosecutors said they had searched the mill.",
         "they had searched the mill", ["Prosecutors"]),
        ("Milo Brandt received a letter from Brindle Bank alleging that Tavit Orsk stole the grain.",
         "Tavit Orsk stole the grain", ["Brindle Bank"]),
        ("Orla Venn and Milo Brandt said the loan was void.", "the loan was void", ["Orla Venn and Milo Brandt"]),
        ("The court filings, which were unsealed on Monday, allege that Tavit Orsk paid the governor.",
         "Tavit Orsk paid the governor", ["The court filings"]),
        ("The mine, which Orla Venn says was stolen, is closed.", "was stolen", ["Orla Venn"]),
    ],
)  # fmt: skip
def test_the_one_beside_holds_it(text: str, quote: str, chain: list[str]) -> None:
    found = held(text)
    assert found.get(quote) == chain, found


def test_both_who_deny_are_spoken_of() -> None:
    denial = next(
        c for c in read("Orla Venn and Milo Brandt deny the charges.") if c.quote == "the charges"
    )
    assert [r.text for r in denial.about] == ["Orla Venn", "Milo Brandt"]


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("I did not see any letter which showed that Tavit Orsk owned the mill.", "any letter"),
        ("The file holds nothing to suggest that Tavit Orsk owned the mill.", "nothing"),
        ("Milo Brandt failed to disclose that his daughter was employed by Brindle Bank.", "Milo Brandt"),
        ("Milo Brandt did not disclose that he owned the mill.", "Milo Brandt"),
    ],
)  # fmt: skip
def test_what_was_not_seen_or_not_disclosed_is_no_word_of_anybody(text: str, holder: str) -> None:
    assert not any(holder in chain for chain in held(text).values()), held(text)


def test_an_accusation_that_somebody_makes_is_not_the_documents_as_well() -> None:
    for text in (
        "The mine, which Orla Venn says was stolen, is closed.",
        "Prosecutors alleged on Monday that Tavit Orsk stole grain.",
    ):
        accusing = [c for c in read(text) if str(c.stance) == "alleges"]
        assert [len(c.holders) for c in accusing] == [2], text
