"""Speech that goes on without a cue, and what a text looks back to itself (invented)."""

from __future__ import annotations

import pytest
from tests.unit.claims.frames.speech.test_papers import held


@pytest.mark.parametrize(
    ("text", "quote", "chain"),
    [
        ("The bank accused Orla Venn of theft. She denied it. The money was a loan, and had been repaid.",
         "The money was a loan", ["Orla Venn"]),
        ("Orla Venn said that she had nothing to hide. Her accounts had been audited twice.",
         "Her accounts had been audited twice", ["Orla Venn"]),
        ("A spokesman for the ministry said no contract had been signed. No money had changed hands.",
         "No money had changed hands", ["A spokesman for the ministry"]),
        ("Orla Venn was interviewed on 12 May. She had been at home. She had never met Tavit Orsk.",
         "She had never met Tavit Orsk", ["Orla Venn"]),
        ("Orla Venn denied the theft. She had never seen the safe. The key found in her coat was her brother's.",
         "The key found in her coat was her brother's", ["Orla Venn"]),
        ("Orla Venn said that she was innocent. She had served as treasurer of Brindle Bank from 2004.",
         "She had served as treasurer of Brindle Bank from 2004", []),
        ("Orla Venn said that she was innocent. Police had found cash in the freezer of Brindle Bank.",
         "Police had found cash in the freezer of Brindle Bank", []),
        ("Orla Venn said that she was innocent. Tavit Orsk had sold the harbour to Brindle Bank.",
         "Tavit Orsk had sold the harbour to Brindle Bank", []),
        ("Orla Venn denies the theft. Tavit Orsk owns Brindle Bank.", "Tavit Orsk owns Brindle Bank", []),
        ("The report said the loan was void. It had been signed by Tavit Orsk in Oldhaven.",
         "It had been signed by Tavit Orsk in Oldhaven", []),
    ],
)  # fmt: skip
def test_what_is_set_back_in_time_is_still_the_speakers(
    text: str, quote: str, chain: list[str]
) -> None:
    match = next(c for q, c in held(text).items() if quote in q)
    assert match == chain, held(text)
