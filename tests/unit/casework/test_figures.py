"""Figures that do not add up are asked with their places; what fits is not."""

from __future__ import annotations

from dalil.casework.figures import asked_of
from dalil.evidence import Passage, TextLayer

FITS = "It pays $45,000 a month for twelve months, or $540,000 in all.\n\n"
NOT = "The firm pays $45,000 a month for twelve months, or $640,000 in all."


def layer(text: str, *, table: bool = False) -> TextLayer:
    return TextLayer(
        "0" * 64, text, (Passage(0, len(text)),), "t/1", "text/plain", "en", table=table
    )


def test_figures_stand_at_their_places_in_the_whole_text():
    made = layer(FITS + NOT)
    found = asked_of(made)
    assert [one.kind for one in found] == ["total"]
    assert [f.words for f in found[0].figures] == ["$45,000", "$640,000"]
    assert all(made.text[f.start : f.end] == f.words for f in found[0].figures)


def test_a_stretch_is_asked_alone():
    made = layer(FITS + NOT)
    assert not asked_of(made, 0, len(FITS))
    later = asked_of(made, len(FITS))
    assert [f.start for f in later[0].figures] == [f.start for f in asked_of(made)[0].figures]


def test_a_table_is_not_asked():
    assert not asked_of(layer(NOT, table=True))
