"""Own sentences that only repeat an attribution; who speaks a quotation among others (invented)."""

from __future__ import annotations

import pytest
from tests.cases.frames.test_voices import read
from tests.unit.claims.frames.speech.test_papers import held


def test_that_somebody_said_so_is_told_by_the_chain_alone() -> None:
    found = held(
        "He explained in evidence that he “did what he was told by Orla Venn”. Orla Venn owns Brindle Bank."
    )
    assert not any(quote.startswith("He explained") for quote in found), found
    assert found["Orla Venn owns Brindle Bank"] == []


def test_what_is_left_open_stays_the_documents() -> None:
    found = held(
        "A court in Oldhaven is to decide on Thursday whether Orla Venn remains in custody."
    )
    assert any(quote.startswith("A court in Oldhaven is to decide") for quote in found), found


@pytest.mark.parametrize(
    ("text", "quote", "chain"),
    [
        ("Orla Venn said the letter had been forged. “My client never sent it.” The judge, Karin Holt, told her: “You will speak.”",
         "My client never sent it.", ["Orla Venn"]),
        ("Ada Mirel said in a statement: “I saw the envelope.” She confirmed this. The contract contains a clause: “This is the entire agreement.”",
         "This is the entire agreement.", ["clause"]),
        ("Milo Brandt replied on the same day: “Done.”", "Done.", ["Milo Brandt"]),
        ("In a letter of 4 May to the bank, Orla Venn wrote as follows: “The money never came.”",
         "The money never came.", ["Orla Venn"]),
    ],
)  # fmt: skip
def test_a_quotation_is_its_speakers(text: str, quote: str, chain: list[str]) -> None:
    found = {q.rstrip(".") + ".": c for q, c in held(text).items()}
    assert found.get(quote) == chain, found
    assert not any(q.startswith("In a letter") and c for q, c in found.items())


def test_a_tie_behind_according_to_is_whoevers_tells_it() -> None:
    found = read("According to the indictment, Orla Venn paid nine million crowns to Milo Brandt.")
    assert [[h.text for h in c.holders] for c in found if c.relations] == [["the indictment", ""]]
    assert len(found) == 1


def test_papers_that_somebody_obtained_show_what_stands_before() -> None:
    found = held("The money went to Korl, records obtained by the Ledger show.")
    assert found == {"The money went to Korl": ["records obtained by the Ledger"]}


def test_they_who_admitted_deny_and_a_first_name_tells_she() -> None:
    found = held(
        "The bank alleged that the clerks had paid Tavit Orsk. The clerks admitted it. They denied paying Orla Venn."
    )
    assert found["paying Orla Venn"] == ["They"]
