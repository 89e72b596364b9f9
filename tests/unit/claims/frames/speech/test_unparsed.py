"""Speech whose verb or content the parser takes for something else (invented)."""

from __future__ import annotations

import pytest
from tests.unit.claims.frames.speech.test_papers import held


@pytest.mark.parametrize(
    ("text", "quote", "chain"),
    [
        ("Ms Al-Harthy's solicitors, Grant & Mayhew, state that the house was bought with her late husband's money.",
         "the house was bought with her late husband's money", ["Grant & Mayhew"]),
        ("Two former employees, who asked not to be named, said the prince's secretary, Orla Venn, gave instructions by telephone.",
         "the prince's secretary, Orla Venn, gave instructions by telephone", ["Two former employees"]),
        ("He resigned after a reporter, Orla Venn, revealed that his wife's company, Brindle Trade, had won the city's contracts.",
         "his wife's company, Brindle Trade, had won the city's contracts", ["Orla Venn"]),
        ("Management's response: the Deputy Minister recused himself from the award to Brindle Bank.",
         "the Deputy Minister recused himself from the award to Brindle Bank", ["Management"]),
        ("She emphasises that the order was a decision; argues that it was distinct; and argues that Brindle Bank paid.",
         "Brindle Bank paid", ["She"]),
    ],
)  # fmt: skip
def test_speech_that_the_parse_hides_has_its_speaker(
    text: str, quote: str, chain: list[str]
) -> None:
    found = held(text)
    match = next(c for q, c in found.items() if q.endswith(quote) and (c or q == quote))
    assert match == chain, found
