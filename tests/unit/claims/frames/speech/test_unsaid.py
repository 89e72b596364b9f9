"""What nobody has said: questions put to somebody, what is left open, forbidden or only supposed (invented)."""

from __future__ import annotations

import pytest
from tests.unit.claims.frames.speech.test_papers import held


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Is the Minister aware that Brindle Bank was sold without a tender?", "Brindle Bank was sold without a tender"),
        ("Will the Minister confirm that Brindle Bank was sold at night?", "Brindle Bank was sold at night"),
        ("The Member must not suggest that Brindle Bank was sold at night.", "Brindle Bank was sold at night"),
    ],
)  # fmt: skip
def test_a_question_is_no_statement_of_the_one_it_is_put_to(text: str, quote: str) -> None:
    assert all(not chain for q, chain in held(text).items() if quote in q), held(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Brindle Bank did not say whether the money of Orla Venn would come back.",
            "whether the money",
        ),
        ("Milo Brandt did not explain why Brindle Bank was sold.", "why Brindle Bank"),
        (
            "If Brindle Bank asks who the owner of the port is, Orla Venn will answer.",
            "who the owner",
        ),
    ],
)
def test_what_is_left_open_is_no_content_of_the_silent(text: str, words: str) -> None:
    assert not [q for q in held(text) if q.startswith(words)]


def test_what_is_told_as_not_said_keeps_its_speaker() -> None:
    assert held("Orla Venn said that Brindle Bank was sold.")["Brindle Bank was sold"] == [
        "Orla Venn"
    ]
