"""Clauses whose subject tells them, and deeds that stay the document's own (invented)."""

from __future__ import annotations

import pytest
from tests.unit.claims.frames.speech.test_papers import held


@pytest.mark.parametrize(
    ("text", "quote", "chain"),
    [
        ("Mira Dosk hired the barge for a week. The brochure promised a crane.",
         "The brochure promised a crane", ["The brochure"]),
        ("The renewed application emphasised the errors made by the clerk of Brindle Bank.",
         "The renewed application emphasised the errors", ["The renewed application"]),
        ("Wedding guests remember a toaster from the grandmother.",
         "Wedding guests remember a toaster", ["Wedding guests"]),
        ("The Ministry of Ports named the captains as Tavit Orsk and Pavo Renk.",
         "The Ministry of Ports named the captains", ["Ministry of Ports"]),
        ("Port officials at Korl have no record of the barge of Tavit Orsk.",
         "Port officials at Korl have no record", ["Port officials at Korl"]),
        ("The review by two accountants traced nine tonnes of grain of Brindle Bank.",
         "The review by two accountants traced", ["The review by two accountants"]),
        ("Brindle Bank accepts the facts but not their legal description.",
         "Brindle Bank accepts the facts", ["Brindle Bank"]),
        ("For Brindle Bank, Ms Orla Venn asks for indemnity costs.",
         "Ms Orla Venn asks for indemnity costs", ["Orla Venn"]),
        # deeds, refusals and what the document says of itself
        ("Tavit Orsk demanded €2 million from Brindle Bank Ltd.",
         "Tavit Orsk demanded €2 million", []),
        ("The Ministry of Ports named Orla Venn as the new harbour master.",
         "The Ministry of Ports named Orla Venn", []),
        ("Pavo Renk took notes on the bench beside Orla Venn.", "Pavo Renk took notes", []),
        ("Pavo Renk named no company of Tavit Orsk.", "Pavo Renk named no company", []),
        ("We remember the harbour of Tavit Orsk before the sale to Brindle Bank.",
         "We remember the harbour", []),
        ("Tavit Orsk gave the watch as a present to the minister.", "Tavit Orsk gave the watch", []),
        ("Orla Venn found evidence of the bribes in a drawer and hid it.",
         "Orla Venn found evidence of the bribes", []),
        ("The clerk found a case full of banknotes in the villa of Tavit Orsk.",
         "The clerk found a case full of banknotes", []),
        ("Orla Venn argued with Tavit Orsk at the harbour.", "Orla Venn argued with Tavit Orsk", []),
        ("The police cautioned Orla Venn.", "The police cautioned Orla Venn", []),
        ("Brindle Bank recalled the loan in May.", "Brindle Bank recalled the loan in May", []),
        ("Tavit Orsk took a position at Brindle Bank.", "Tavit Orsk took a position", []),
        ("The inquiry sought documents from Brindle Bank.", "The inquiry sought documents", []),
        ("The account of Tavit Orsk contained ten million euros.",
         "The account of Tavit Orsk contained", []),
        ("The settlement set Tavit Orsk free.", "The settlement set Tavit Orsk free", []),
        ("The treaty forbids torture, but Korl tortures prisoners.",
         "The treaty forbids torture, but Korl tortures prisoners", []),
    ],
)  # fmt: skip
def test_a_clause_that_its_subject_tells_is_the_subjects(
    text: str, quote: str, chain: list[str]
) -> None:
    match = next((c for q, c in held(text).items() if quote in q), None)
    assert match == chain, held(text)
