"""The shadow of a text, and names that a line's end cut."""

from __future__ import annotations

import pytest

from dalil.claims.shadow import shadow, unbroken


def test_a_shadow_has_the_length_of_its_text():
    text = "\u201cA\u00a0b\u201d \u2013 c\u2019s\u2011d"
    assert shadow(text) == '"A b" \u2013 c\'s-d'
    assert len(shadow(text)) == len(text)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Tavit\nOrsk", "Tavit Orsk"),
        ("Tavit Kasym-\nbekov", "Tavit Kasymbekov"),
        ("Тавит Касым-\r\n  беков", "Тавит Касымбеков"),
        ("Anne-\nMarie Venn", "Anne- Marie Venn"),
        ("Orla Venn-Dosk", "Orla Venn-Dosk"),
    ],
)
def test_a_name_is_one_line(printed, name):
    assert unbroken(printed) == name
