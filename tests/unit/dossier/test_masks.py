"""A masked name is found as texts and file names spell it, and nobody else's is."""

from __future__ import annotations

import unicodedata

import pytest

from dalil.dossier.masks import Masks


@pytest.fixture(scope="module")
def masks():
    names = {"Zoë Müller": "[A]", "Müller": "[A]", "Павел Дремухин": "[B]", "Дремухин": "[B]"}
    return Masks(names, ("Ordan Veshkul", "Дремухинский"))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Zoë Müller spoke", "[A] spoke"),
        (unicodedata.normalize("NFD", "Zoë Müller spoke"), "[A] spoke"),
        ("ZOE MULLER", "[A]"),
        ("zoë_müller.txt", "[A].txt"),
        ("2024_Zoe-Muller_2.txt", "2024_[A]_2.txt"),
        ("ZoëMüller.pdf", "[A].pdf"),
        ("Müller, Zoë (b. 2012)", "[A] (b. 2012)"),
        ("Mül\u00adler’s", "[A]’s"),
        (unicodedata.normalize("NFD", "…Müller"), "…[A]"),
        ("Павла Дремухина не было", "[B] не было"),
        ("с Дремухиным, о ДРЕМУХИНЕ", "с [B], о [B]"),
    ],
)
def test_every_spelling_is_replaced_and_nothing_beside_it(masks, text, left):
    assert masks.replaced(text) == left


@pytest.mark.parametrize("text", ["Mullerton", "Amüller", "Ordan Veshkul", "Дремухинский", "", "ß"])
def test_other_words_stay(masks, text):
    assert masks.replaced(text) == text


def test_a_name_in_a_script_without_spaces_is_found_within_a_line():
    assert Masks({"王小明": "[A]"}).replaced("昨天王小明说") == "昨天[A]说"


def test_nobody_masked_changes_nothing():
    assert Masks({}).replaced("Zoë") == "Zoë"


def test_a_name_cut_at_the_end_of_a_line_is_masked_whole():
    masks = Masks({"Orla Quillmane": "[person A]", "Kasym-Jomart Renk": "[person B]"})
    assert masks.replaced("Orla Quill-\nmane owned it") == "[person A] owned it"
    assert masks.replaced("Öрla, Orla Quill\u00ad\n  mane!") == "Öрla, [person A]!"
    assert masks.replaced("Kasym-\nJomart Renk") == "[person B]"
    assert masks.replaced("a well-\nknown ship") == "a well-\nknown ship"


CHILD = Masks(
    {
        "Lea Quorn": "[A]",
        "Quorn": "[A]",
        "Павел Дремухин": "[B]",
        "Дремухин": "[B]",
        "Peter": "[C]",
    },
    short={"Lea": "[A]"},
    others={"Ada", "Peters", "Jones"},
)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("https://school.example/pupils/Lea%20Quorn?x=1", "https://school.example/pupils/[A]?x=1"),
        ("https://school.example/lea-quorn-31.html", "https://school.example/[A]-31.html"),
        ("/wiki/%D0%94%D1%80%D0%B5%D0%BC%D1%83%D1%85%D0%B8%D0%BD", "/wiki/[B]"),
        ("Павел&nbsp;&#1044;ремухин, Lea&#32;Quorn &amp; Co", "[B], [A] &amp; Co"),
        ("The Quorns moved away; QUORNS", "The [A] moved away; [A]"),
        ("Quorn's and Quorn2031", "[A]'s and [A]2031"),
        ("Lea told the police", "[A] told the police"),
        ("LEA; over the lea; Leander", "[A]; over the lea; Leander"),
        ("Peters said that Peter's house", "Peters said that [C]'s house"),
    ],
)
def test_codes_plurals_and_short_first_names_are_masked(text, left):
    assert CHILD.replaced(text) == left
    assert len(CHILD.places(text)) >= left.count("[")
