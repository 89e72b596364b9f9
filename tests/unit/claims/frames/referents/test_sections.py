"""Whose case a section sets out, and who introduces a list: a heading's shape decides, not a name in it (invented)."""

from __future__ import annotations

import pytest
from tests.unit.claims.frames.speech.test_papers import held

CASE = "\n\nThe loan was repaid in 2014 by Tavit Orsk.\n\n"


@pytest.mark.parametrize(
    ("heading", "chain"),
    [
        ("Submissions of Brindle Bank", ["Brindle Bank"]),
        ("The Claimant's submissions", ["The Claimant"]),
        ("Reply of the Council, 24 August 2022", ["Council"]),
        ("Imposition of sanctions in response to the death of Milo Brandt", []),
        ("Minister's wife acquitted in hospital case, says paper", []),
        ("Harbour regime: statement of case of many", []),
    ],
)
def test_a_section_is_held_by_the_party_that_its_heading_names(
    heading: str, chain: list[str]
) -> None:
    opening = "Nobody came.\n\nIt rained.\n\nThe hearing was held in May.\n\n"
    text = f"Matter of Larkmouth harbour\n\n{opening}{heading}{CASE}"
    found = held(text)["The loan was repaid in 2014 by Tavit Orsk"]
    assert [name.removeprefix("the ") for name in found] == chain


def test_the_title_of_a_document_puts_nothing_into_a_mouth() -> None:
    assert held(f"Milo Brandt's account{CASE}")["The loan was repaid in 2014 by Tavit Orsk"] == []


def test_an_answer_is_held_by_whom_the_question_is_put_to() -> None:
    text = (
        "Written question 883 of Deputy Orla Venn to the Minister of Ports\n\nSubmitted in January.\n\n"
        "Answer:\n\n1. Tavit Orsk left the department in May. The contract was extended by Brindle Bank.\n"
    )
    assert held(text)["The contract was extended by Brindle Bank"] == ["the Minister of Ports"]


@pytest.mark.parametrize(
    ("text", "quote", "chain"),
    [
        ("The dockers' union alleges the following:\n- Brindle Bank paid Milo Brandt.\n",
         "Brindle Bank paid Milo Brandt", ["The dockers' union"]),
        ("Canada is adding nine people. They include:\n- Orla Venn, who signed the orders of Brindle Bank.\n",
         "Orla Venn, who signed the orders of Brindle Bank", None),
        ("[6] The following order is made:\n1. The award of Brindle Bank is set aside.\n",
         "The award of Brindle Bank is set aside", []),
        ("LADY VENN (with whom Lord Brandt agrees):\n\n58. Tavit Orsk paid nine crowns to Brindle Bank.\n",
         "Tavit Orsk paid nine crowns to Brindle Bank", []),
        ("By this deed I, Orla Venn, give to my daughter the following:\n\n1. The shares of Brindle Bank are hers.\n",
         "The shares of Brindle Bank are hers", []),
    ],
)  # fmt: skip
def test_points_are_held_by_whoever_puts_them_forward(
    text: str, quote: str, chain: list[str] | None
) -> None:
    found = {q.strip(): c for q, c in held(text).items()}
    assert found.get(quote) == chain


def test_a_body_that_is_audited_does_not_speak_in_the_auditors_report() -> None:
    text = (
        "SUPREME AUDIT CHAMBER. Audit of the Embassy in Korl, 2019\n\n"
        "The rent is high. The Embassy submitted that the rent is at market level.\n"
    )
    assert held(text)["the rent is at market level"] == ["Embassy"]


ASKED = (
    "Question for written answer E-003456/2021\nto the Commission\nRule 138\nOrla Venn (Renew)\n\n"
    "Subject: Funding of Brindle Bank\n\nIn May 2020 Brindle Bank paid nine million crowns to Tavit Orsk.\n\n"
    "Answer given by Mr Milo Brandt\non behalf of the Commission\n(12 July 2021)\n\n"
    "The Commission has opened an audit of Brindle Bank.\n"
)


def test_a_written_question_is_held_by_who_puts_it_and_the_answer_by_who_gives_it() -> None:
    found = held(ASKED)
    assert found["In May 2020 Brindle Bank paid nine million crowns to Tavit Orsk"] == ["Orla Venn"]
    assert found["The Commission has opened an audit of Brindle Bank"] == ["Milo Brandt"]


def test_a_member_in_brackets_heads_nothing_elsewhere() -> None:
    text = ASKED.replace(
        "Question for written answer E-003456/2021", "Minutes of the board of May 2021"
    )
    assert held(text)["In May 2020 Brindle Bank paid nine million crowns to Tavit Orsk"] == []


def test_counsel_who_submits_as_follows_holds_the_paragraphs_until_the_court_weighs_them() -> None:
    text = (
        "The hearing was held in May before the Upper Tribunal.\n\nMs Venn submitted as follows:\n\n"
        "The licence was granted to Brindle Bank.\n\nIn my judgment section 4 applies. Brindle Bank was late.\n\n"
        "The claimant relies on Brindle v Orsk [2014] EWCA Civ 37. I reject ground 1. Counsel for the respondent was brief.\n"
    )
    found = held(text)
    assert found["The licence was granted to Brindle Bank"] == ["Venn"]
    assert found["Brindle Bank was late"] == []
