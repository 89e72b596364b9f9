"""The shadow of a text, and names that a line's end cut."""

from __future__ import annotations

import pytest

from dalil.claims.shadow import shadow, unbroken


def test_a_shadow_has_the_length_of_its_text():
    text = "\u201cA\u00a0b\u201d \u2013 c\u2019s\u2011d"
    assert shadow(text) == '"A b" \u2013 c\'s-d'
    assert len(shadow(text)) == len(text)


@pytest.mark.parametrize("chain", ["O'" * 400, "Ada-" * 400, "n\u2019\u2010x" * 400])
def test_a_chain_that_is_no_word_is_taken_apart(chain):
    found = shadow(f"so {chain} on")
    assert len(found) == len(chain) + 6
    assert max(map(len, found.split())) < 8


@pytest.mark.parametrize("line", ["-" * 400, "=" * 400, "a" * 400, "Ada-Mirel,O'Olt " * 40])
def test_a_rule_a_code_and_a_list_stay_as_they_are(line):
    assert shadow(line) == line


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
