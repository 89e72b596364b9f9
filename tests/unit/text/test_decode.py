"""Encodings: told, or guessed and said so; never an exception, never a lost byte."""

from __future__ import annotations

import pytest

from dalil.text.decode import declared, decode

CYRILLIC = "Агентство сообщило, что мост был оплачен дважды, сначала провинцией."


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_dropped_and_nothing_else(encoding: str):
    text = "Плата\r\nwas\u00a0paid\x00\u200b."
    found = decode(text.encode(encoding))
    assert found.text == text
    assert found.offset > 0
    assert found.notes == ()


def test_utf8_keeps_odd_characters():
    text = "a\x00b\u202ec\u200dd\r\n\u00a0Сool\ufeff"
    assert decode(text.encode()).text == text


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        (CYRILLIC, "cp1251", "cp1251"),
        ("Das Gebäude gehört der Gemeinde – für „immer“.", "cp1252", "cp1252"),
        ("The fee was paid.", "utf-16-le", "utf-16-le"),
        (CYRILLIC, "utf-16-be", "utf-16-be"),
    ],
)
def test_a_guess_is_right_and_said(text: str, encoding: str, expected: str):
    found = decode(text.encode(encoding))
    assert (found.text, found.encoding) == (text, expected)
    assert found.notes


def test_a_cut_last_character_is_a_truncated_file():
    found = decode(CYRILLIC.encode()[:-2])
    assert found.encoding == "utf-8"
    assert "truncated" in found.notes[0]


def test_a_few_broken_bytes_do_not_make_another_encoding():
    found = decode(CYRILLIC.encode() + b"\xff" + CYRILLIC.encode())
    assert found.encoding == "utf-8"
    assert CYRILLIC in found.text
    assert "1 places" in found.notes[0]


@pytest.mark.parametrize("name", ["", "zlib", "base64", "idna", "no-such", "utf-8\x00", "rot13"])
def test_a_declared_encoding_that_is_none(name: str):
    assert declared(b"text", name) is None


def test_a_declared_encoding_is_followed_and_its_faults_are_counted():
    found = declared("Плата".encode("koi8-r"), "KOI8-R")
    assert found is not None
    assert found.text == "Плата"
    faulty = declared(b"a\xffb", "utf-8")
    assert faulty is not None
    assert "1 bytes" in faulty.notes[0]
