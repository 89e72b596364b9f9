"""Stages told by expressions, contents that their surroundings take back, offences that are none."""

from __future__ import annotations

from typing import Any

import pytest
from tests.cases.frames.test_frames import read, rows, shown


@pytest.mark.parametrize("row", [pytest.param(r, id=r["text"][:40]) for r in rows("phrases")])
def test_an_expression_tells_its_stage(row: dict[str, Any]) -> None:
    claims = read(row["text"])
    told = {str(c.stage) for c in claims if c.stage}
    assert told == ({row["stage"]} if row["stage"] else set()), shown(claims)
    held = [c for c in claims if str(c.stance) == "reports_court_held"]
    assert bool(held) == bool(row.get("held")), shown(claims)


@pytest.mark.parametrize("row", [pytest.param(r, id=r["text"][:40]) for r in rows("taken_back")])
def test_what_is_taken_back_is_not_told(row: dict[str, Any]) -> None:
    claims = read(row["text"])
    assert not [c for c in claims if str(c.stage) in row["stages"] and c.stage], shown(claims)
    said = [c for c in claims if row["quote"] in (None, c.quote)]
    assert said, shown(claims)
    assert not [c for c in said if str(c.stance) in row["stances"]], shown(claims)
    for claim in said:
        if row["quote"] is not None:
            assert claim.negated == row.get("negated", False), shown(claims)
            assert claim.hedged == row.get("hedged", False), shown(claims)


@pytest.mark.parametrize(
    ("text", "offence"),
    [
        (
            "On June 3, 2021, a federal jury in Oldhaven convicted Tavit Orsk of wire fraud.",
            "wire fraud",
        ),
        ("Two clerks of Brindle Bank were arrested on Thursday.", None),
        ("Of the five defendants, three were convicted.", None),
        ("Orla Venn was acquitted of all charges by the Military Court in 2011.", "all charges"),
        ("Tavit Orsk, for his part, was convicted in 2016.", None),
    ],
)
def test_an_offence_is_no_day_and_no_court(text: str, offence: str | None) -> None:
    found = {c.proceedings.offence for c in read(text) if c.proceedings is not None}
    assert found in ({offence}, {offence, None}), shown(read(text))


def test_who_is_cleared_beside_somebody_sentenced_is_acquitted() -> None:
    text = (
        "The Oldhaven court sentenced Tavit Orsk to six years in prison for fraud but cleared his"
        " finance minister, Orla Venn."
    )
    claims = [c for c in read(text) if c.quote.startswith("cleared")]
    assert [str(c.stage) for c in claims] == ["acquittal"], shown(read(text))


def test_a_grand_jury_charges_and_is_no_court() -> None:
    text = "The Grand Jury charges that Tavit Orsk paid two million crowns in bribes."
    assert {(str(c.stance), str(c.stage)) for c in read(text)} == {("alleges", "charge")}, shown(
        read(text)
    )


def test_what_an_indictment_says_is_the_charge() -> None:
    text = (
        "The indictment says that Tavit Orsk met the buyer in Oldhaven and left with two suitcases."
    )
    found = {(str(c.stance), str(c.stage)) for c in read(text) if c.holders[0].text}
    assert found == {("alleges", "charge")}, shown(read(text))


def test_an_appeal_allowed_before_a_conviction_is_quashed_upholds_none() -> None:
    text = "The Court of Appeal allows the appeal of Tavit Orsk. The conviction of Tavit Orsk is quashed."
    found = [c.proceedings.finality for c in read(text) if c.proceedings is not None]
    assert set(map(str, found)) == {"quashed"}, shown(read(text))


def test_somebody_asks_that_a_case_be_dismissed() -> None:
    text = "Prosecutors moved to dismiss the indictment of Orla Venn."
    assert {str(c.stage) for c in read(text)} == {"dismissal"}, shown(read(text))
    assert "disputes" not in {str(c.stance) for c in read(text)}, shown(read(text))


def test_a_negative_question_negates_nothing() -> None:
    text = "Is it not the case that the party took 50,000 crowns from Tavit Orsk?"
    assert not [c for c in read(text) if c.negated], shown(read(text))
