"""Who owns, pays, represents, is charged and sanctioned: ties that need more than one sentence or a part of a case.

Every table row is an invented text with the ties that it tells (``ends``) and those that it does not (``not``).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.cases.frames.test_frames import read

from dalil.evidence import Stance

ROWS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("money_and_law.yaml").read_text(encoding="utf-8")
)


def ties(text: str) -> list[tuple[str, str, str | None]]:
    """The ties that a text tells and does not deny, the object as a name or in words."""
    told = (c for c in read(text) if not c.negated and c.stance is not Stance.DENIES)
    return [
        (str(r.predicate), r.subject.text, r.object.text if r.object else r.value)
        for c in told
        for r in c.relations
    ]


@pytest.mark.parametrize("row", [pytest.param(r, id=r["what"]) for r in ROWS])
def test_a_text_tells_its_ties_and_no_others(row: dict[str, Any]) -> None:
    found = ties(row["text"])
    for wanted in row.get("ends", ()):
        assert tuple(wanted) in found, found
    for unwanted in row.get("not", ()):
        assert tuple(unwanted) not in found, found
