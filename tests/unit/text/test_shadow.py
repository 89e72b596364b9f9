"""The shadow: same length, plain spaces, quotes and dashes."""

from __future__ import annotations

from dalil.text.shadow import bare, parse_shadow, shadow


def test_spaces_quotes_and_dashes_become_plain():
    assert shadow("5\u00a0000 “so” ‘it’ – «was»\tthen") == '5 000 "so" \'it\' - "was" then'


def test_line_breaks_letters_and_case_stay():
    text = "Сool COOL\r\nÉé ё"
    assert shadow(text) == text


def test_invisible_characters_do_not_hide_a_name():
    text = "Or\u200bso\u00adlin\u202e \u00a0Vex"
    assert len(shadow(text)) == len(text)
    assert bare(text) == "Orsolin Vex"


def test_reference_marks_are_blanked_for_the_parser():
    text = "It was paid.[12] He denied it [3], and [sic] more.[iv]"
    found = parse_shadow(text)
    assert len(found) == len(text)
    assert found == "It was paid.     He denied it [3], and [sic] more.    "
