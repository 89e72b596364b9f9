"""Appeals of several accused: what one wins is not the other's."""

from __future__ import annotations

import pytest
from tests.cases.frames.test_frames import read, shown

WON = "The Court of Appeal allowed the appeal of Tavit Orsk and quashed his conviction for fraud. "


@pytest.mark.parametrize(
    "lost",
    [
        "The appeal of Orla Venn was dismissed.",
        "Orla Venn's appeal is refused; her conviction and her sentence of four years stand.",
        "The second appeal is dismissed; the conviction stands.",
    ],
)
def test_a_dismissed_appeal_quashes_nothing(lost: str) -> None:
    claims = read(WON + lost)
    told = [c for c in claims if c.proceedings is not None and c.quote in lost]
    assert told, shown(claims)
    assert "quashed" not in {str(c.proceedings.finality) for c in told if c.proceedings}, shown(
        claims
    )
