"""What a court is told to have decided is held by it; steps of a case and other bodies are not (invented)."""

from __future__ import annotations

import pytest
from tests.unit.claims.frames.speech.test_papers import held


@pytest.mark.parametrize(
    ("text", "quote", "chain"),
    [
        ("Tavit Orsk was convicted by the State Courts in May of forging letters.",
         "Tavit Orsk was convicted by the State Courts in May of forging letters", ["the State Courts"]),
        ("KORL - The High Court yesterday acquitted Orla Venn of theft.",
         "The High Court yesterday acquitted Orla Venn of theft", ["High Court"]),
        ("The fund of Brindle Bank was suspended by order of the Port Tribunal.",
         "The fund of Brindle Bank was suspended by order of the Port Tribunal", ["Port Tribunal"]),
        ("The High Court has not ruled on the claim of Brindle Bank.",
         "The High Court has not ruled on the claim of Brindle Bank", []),
        ("A grand jury in Korl returned an indictment of Tavit Orsk.",
         "A grand jury in Korl returned an indictment of Tavit Orsk", []),
        ("The High Court may suspend the licence of Brindle Bank in May.",
         "The High Court may suspend the licence of Brindle Bank in May", []),
        ("The port authority suspended the licence of Brindle Bank.",
         "The port authority suspended the licence of Brindle Bank", []),
    ],
)  # fmt: skip
def test_who_decides_holds_the_decision(text: str, quote: str, chain: list[str]) -> None:
    found = held(text)
    match = next(c for q, c in found.items() if quote in q)
    assert match == chain, found


def test_what_a_told_decision_says_besides_is_not_the_courts() -> None:
    text = "The High Court struck Orla Venn off the list, but the Council listed her again on what it called “fresh grounds in May”."
    assert "High Court" not in [h for q, c in held(text).items() if "fresh" in q[:8] for h in c]
