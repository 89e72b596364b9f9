"""Codes are read as they are meant, and every letter knows where its code stands."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from dalil.claims.coded import read_bytes, readings

NAME = "Орло Vénnick"


@pytest.mark.parametrize(
    "coded",
    [
        quote(NAME),
        quote(quote(NAME)),
        "".join(f"&#{ord(letter)};" for letter in NAME),
        "".join(f"&amp;#x{ord(letter):X};" for letter in NAME),
        "Орло V&eacute;nnick",
        "".join(f"\\u{ord(letter):04x}" for letter in NAME),
        "".join(f"\\\\u{ord(letter):04X}" for letter in NAME),
        "Ор\u200bло Vé\u2060nnick",
        "Ор&#8203;ло%20Vé&shy;nnick",
    ],
)
def test_a_name_is_read_and_its_place_is_the_whole_of_its_codes(coded):
    text = f"100 % of x/{coded}; more & \\u00 more"
    (reading,) = readings(text)
    start = reading.text.index(NAME)
    first, last = reading.span(start, start + len(NAME))
    assert text[first:last] == coded
    assert reading.text.endswith("; more & \\u00 more")
    read = read_bytes(text.encode())
    assert read is not None
    assert NAME.encode() in read


def test_letters_within_a_code_have_places_of_their_own():
    text = "x=%D0%9E%D1%80%20o&eacute;"
    (reading,) = readings(text)
    assert reading.text == "x=Ор oé"
    spans = [reading.span(at, at + 1) for at in range(len(reading.text))]
    assert [text[a:b] for a, b in spans] == ["x", "=", "%D0%9E", "%D1%80", "%20", "o", "&eacute;"]


def test_bytes_of_an_older_code_page_have_two_readings():
    latin, cyrillic = readings("/" + quote("Орло", encoding="cp1251") + "/x")
    assert cyrillic.text == "/Орло/x"
    assert cyrillic.span(1, 5) == latin.span(1, 5) == (1, 13)


def test_halves_of_a_letter_are_one_and_a_lone_half_is_none():
    (reading,) = readings("a\\ud83d\\ude00b\\ud83dc\\ude00")
    assert reading.text == "a\U0001f600b\ufffdc\ufffd"
    assert reading.span(1, 2) == (1, 13)


@pytest.mark.parametrize(
    "text", ["", "plain", "60 % of A & B", "C:\\users", "&nosuchthing; 5%", "é"]
)
def test_what_holds_no_code_has_no_reading(text):
    assert readings(text) == ()
    assert read_bytes(text.encode()) is None
