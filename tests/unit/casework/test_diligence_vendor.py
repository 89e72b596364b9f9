"""Scores of another vendor: one column has one scale."""

from __future__ import annotations

import pytest

from dalil.casework.diligence_vendor import scores
from dalil.errors import BadInput


@pytest.mark.parametrize(
    ("column", "read"),
    [
        (("85", "1", "0.5", ""), (0.85, 0.01, 0.005, None)),
        (("0.85", "1", "0"), (0.85, 1.0, 0.0)),
        (("85%", "1%"), (0.85, 0.01)),
        (("1",), (1.0,)),
    ],
)
def test_a_column_is_percentages_or_it_is_not(column, read):
    """``1`` beside ``85`` was read as certainty: a hundred times what the vendor said."""
    scale = scores(column)
    assert tuple(scale(text) for text in column) == pytest.approx(read)


@pytest.mark.parametrize("text", ["high", "nan", "-1", "101"])
def test_what_is_no_score_is_refused(text):
    with pytest.raises(BadInput, match="score"):
        scores((text, "85"))(text)
