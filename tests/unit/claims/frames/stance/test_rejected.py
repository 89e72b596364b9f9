"""Contents that nobody puts forward stand nowhere alone, and no tie of them as told (invented)."""

from __future__ import annotations

import pytest
from tests.cases.frames.test_voices import read


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("There is no evidence that Orla Venn owned Brindle Bank.", "Orla Venn owned"),
        ("The court is not satisfied that Orla Venn owned Brindle Bank.", "Orla Venn owned"),
        ("The prosecutor failed to show that Orla Venn took bribes.", "Orla Venn took"),
        ("Orla Venn did not deny that she owned Brindle Bank.", "she owned"),
        ("Orla Venn refused to confirm or deny that she had paid Tavit Orsk.", "she had paid"),
        ("The audit did not reveal any indication that Orla Venn had been paid.", "any indication"),
    ],
)
def test_what_was_not_shown_stands_nowhere_alone(text: str, content: str) -> None:
    assert not [c.quote for c in read(text) if c.quote.startswith(content)]


@pytest.mark.parametrize(
    "text",
    [
        "It would be untrue to say that Brindle Bank paid Orla Venn €2 million.",
        "Any publication suggesting that Brindle Bank paid Orla Venn is false.",
        "Orla Venn neither confirmed nor denied that she owned Brindle Bank.",
        "Orla Venn declined to deny that she owned Brindle Bank.",
    ],
)
def test_no_tie_of_it_is_put_forward(text: str) -> None:
    told = [c for c in read(text) if c.relations]
    assert all(str(c.stance) == "denies" for c in told), [(c.quote, c.stance) for c in told]


def test_who_was_wrong_to_say_it_said_it() -> None:
    found = read("Milo Brandt was wrong to say that Orla Venn owns Brindle Bank.")
    assert any(c.holders[0].text == "Milo Brandt" for c in found if c.relations)


def test_a_charge_that_is_denied_was_brought() -> None:
    found = read("Milo Brandt was charged with fraud, which he denies.")
    assert [c.quote for c in found if str(c.stance) == "denies"] == ["fraud"]


@pytest.mark.parametrize(
    "text", ["If you say that Milo Brandt paid, he will sue.", "You know where Milo Brandt lives."]
)
def test_what_you_may_say_was_not_said(text: str) -> None:
    assert not [c for c in read(text) if c.holders[0].text.lower() == "you"]


@pytest.mark.parametrize(
    ("verdict", "stance"),
    [("False", "denies"), ("This is untrue.", "denies"), ("Misleading", "alleges"), ("True", "asserts")],
)  # fmt: skip
def test_what_a_fact_check_examines_is_judged_by_it(verdict: str, stance: str) -> None:
    text = f"Claim: Minister Orla Venn owns Brindle Bank.\n\nVerdict: {verdict}\n\nThe bank belongs to a fund."
    found = [c for c in read(text) if "owns Brindle Bank" in c.quote]
    assert found
    assert {str(c.stance) for c in found} == {stance}


def test_a_claim_without_a_verdict_is_told_as_before() -> None:
    found = read("Claim: Minister Orla Venn owns Brindle Bank.\n\nThe bank belongs to a fund.")
    assert "denies" not in {str(c.stance) for c in found}


def test_who_was_never_accused_is_not_tied_to_an_accusation() -> None:
    found = read("Mr Milo Brandt has never been accused of any crime.")
    assert not [r for c in found for r in c.relations if str(r.predicate) == "accused_of"]


def test_what_a_which_in_the_middle_disputes_is_not_the_clause_before_it() -> None:
    found = read("The company bought land, which it disputes in court, from Milo Brandt.")
    assert not [c for c in found if str(c.stance) == "denies"]
