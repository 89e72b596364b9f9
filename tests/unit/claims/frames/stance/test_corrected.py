"""What a publication takes back of its own is held by nobody and ties nobody (invented)."""

from __future__ import annotations

import pytest
from tests.cases.frames.test_voices import read


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Correction: an earlier version of this article said that Orla Venn was charged with fraud.",
         "Orla Venn was charged with fraud"),
        ("An earlier version of this story incorrectly stated that Orla Venn owned Brindle Bank.",
         "Orla Venn owned Brindle Bank"),
        ("CORRECTION, 4 May: This story has been amended. It originally said that Orla Venn had been convicted of bribery.",
         "Orla Venn had been convicted of bribery"),
        ("Corrections and clarifications\n\nIn our report of 8 June we said that Orla Venn had been struck off.",
         "Orla Venn had been struck off"),
        ("A previous version of this report wrongly named Orla Venn as a director of Brindle Bank.",
         "wrongly named Orla Venn as a director of Brindle Bank"),
    ],
)  # fmt: skip
def test_what_an_earlier_version_said_is_rejected_and_ties_nobody(text: str, quote: str) -> None:
    claim = next(c for c in read(text) if quote in c.quote)
    assert [h.text for h in claim.holders] == [""]
    assert str(claim.stance) == "disputes"
    assert not any(c.relations for c in read(text))


def test_what_stands_in_its_place_is_told() -> None:
    text = "Correction: an earlier version of this article said that Orla Venn was convicted. She was acquitted of fraud."
    stages = {str(c.stage) for c in read(text) if "acquitted" in c.quote}
    assert stages == {"acquittal"}


def test_somebody_elses_report_keeps_what_it_said() -> None:
    claim = next(
        c for c in read("The article said that Orla Venn owned Brindle Bank.") if "owned" in c.quote
    )
    assert claim.holders[0].text == "The article"
