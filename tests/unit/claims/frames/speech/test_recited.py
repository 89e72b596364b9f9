"""Words given without marks behind a colon or under the head of a record (invented)."""

from __future__ import annotations

from tests.unit.claims.frames.speech.test_papers import held

STORY = (
    "Port sold at night, paper says\n\nThe Gazette asked the company about the port. The company wrote in reply:\n\n"
    "We bought the port in May. Tavit Orsk is the chairman of Brindle Bank.\n\n"
    "The owner of Brindle Bank is Milo Brandt.\n"
)


def test_a_statement_in_full_is_held_by_who_wrote_it_as_long_as_it_says_we() -> None:
    found = held(STORY)
    assert found["Tavit Orsk is the chairman of Brindle Bank"] == ["The company"]
    assert found["The owner of Brindle Bank is Milo Brandt"] == []


def test_where_the_document_says_we_itself_nobody_is_inferred() -> None:
    found = held(STORY.replace("The Gazette asked", "We asked"))
    assert found["Tavit Orsk is the chairman of Brindle Bank"] == []


def test_the_accused_of_a_record_says_what_it_tells_in_the_first_person() -> None:
    text = (
        "INTERROGATION PROTOCOL No. 5\n\nCity police of Larkmouth.\nAccused: ORLA VENN, b. 1977, cashier.\n\n"
        "I took the money of Brindle Bank out of the safe.\n"
    )
    assert held(text)["I took the money of Brindle Bank out of the safe"] == ["ORLA VENN"]
