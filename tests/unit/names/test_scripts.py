"""Scripts and the defence against letters that only look right."""

from __future__ import annotations

import pytest

from dalil.names.scripts import clean, is_latin, main_script, script_of, scripts_in, suspicions


@pytest.mark.parametrize(
    ("char", "script"),
    [("a", "Latin"), ("ı", "Latin"), ("ж", "Cyrillic"), ("қ", "Cyrillic"), ("λ", "Greek"), ("ქ", "Georgian"),
     ("ա", "Armenian"), ("ש", "Hebrew"), ("ن", "Arabic"), ("한", "Hangul"), ("努", "Han"), ("カ", "Katakana"), ("1", "Common"), (" ", "Common")],
)  # fmt: skip
def test_script_of(char, script) -> None:
    assert script_of(char) == script


def test_scripts_in_order_of_frequency() -> None:
    assert scripts_in("Арво (Arvo) K") == ("Latin", "Cyrillic")
    assert main_script("12") == "Common"
    assert not is_latin("Арво")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ke\u200bstr\u00adel", "Kestrel"),
        ("\u202eKestrel\u202c", "Kestrel"),
        ("Cергей", "Сергей"),
        ("Kеstrel", "Kestrel"),
        ("Kestrel\u00a0 Arvo", "Kestrel Arvo"),
        ("«Salt»", '"Salt"'),
        ("Ａｒｖｏ", "Arvo"),
        ("", ""),
    ],
)
def test_clean(text, expected) -> None:
    assert clean(text) == expected


def test_a_whole_word_is_never_moved_to_another_script() -> None:
    assert clean("Рост") == "Рост"


def test_suspicions_name_what_is_hidden() -> None:
    assert suspicions("Arvo Kestrel") == ()
    assert "U+200B" in suspicions("Ke\u200bstrel")[0]
    assert "Cyrillic and Latin" in suspicions("Cергей")[0]
