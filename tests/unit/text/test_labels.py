"""Labels of paragraphs: set apart in every format alike, without a character moved."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from text_samples import docx, layer, paragraph, words

from dalil.evidence import Passage, TextLayer
from dalil.text.labels import part

LONG = "that the fee was paid twice to the port " * 5


def parted(
    *lines: str, language: str | None = "en", kind: str = "paragraph"
) -> list[tuple[str, str]]:
    """Kind and words of the passages of a text of one line a passage."""
    text, passages, place = "\n".join(lines), [], 0
    for number, line in enumerate(lines, 1):
        passages.append(Passage(place, place + len(line), kind=kind, paragraph=number))
        place += len(line) + 1
    made = part(TextLayer("e" * 64, text, tuple(passages), "plain/1", "text/plain", language))
    assert made.text == text
    assert [p.paragraph for p in made.passages if p.paragraph] == list(range(1, len(lines) + 1))
    return [(p.kind, text[p.start : p.end]) for p in made.passages]


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("1.", "paragraph"), ("217.", "paragraph"), ("[12]", "paragraph"), ("3A.", "paragraph"),
        ("9.4.", "paragraph"), ("(a)", "item"), ("(iv)", "item"), ("(3)", "item"), ("(3A)", "item"),
        ("b)", "item"), ("2)", "item"), ("(B)", "item"), ("•", "item"), ("12. (a)", "item"),
    ],
)  # fmt: skip
def test_a_label_is_set_apart(label: str, kind: str):
    assert parted(f"{label} The claimant says {LONG}.")[:2] == [
        ("furniture", label), (kind, f"The claimant says {LONG}."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "12. mai 1999 kohtus ta sadamas.", "1.5 million was paid.", "A. Petrov denied it.",
        "(c) 2019 Olmet Harbour Ltd", "v. Kestrel and others", "p. 14 shows it.", "1998. He left.",
        "(UK) Limited paid.", "No. 7 was sold.", "10.01.19 The board met.", "St. Olmet is a port.", "12.",
        "3 ships were sold.",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_label_stays(line: str):
    assert parted(line) == [("paragraph", line)]


@pytest.mark.parametrize("language", ["de", "et", None])
def test_where_days_are_written_with_a_stop_a_number_needs_its_neighbour(language: str | None):
    """Also where the language is not known."""
    assert parted("3. Mai war es so.", language=language) == [("paragraph", "3. Mai war es so.")]
    both = parted("3. Er kam.", "4. Er ging.", "12. Mai 2019 war es so.", language=language)
    assert [words_ for kind, words_ in both if kind == "furniture"] == ["3.", "4."]


def test_letters_and_decimals_stand_by_their_neighbours():
    lines = ("a. he came;", "b. he went;", "d. not so.", "2.1 The fee", "2.2 The port")
    assert [words_ for kind, words_ in parted(*lines) if kind == "furniture"] == [
        "a.", "b.", "2.1", "2.2",
    ]  # fmt: skip


def test_short_numbered_points_stay_points_and_long_ones_are_paragraphs():
    assert parted("1. Freeze it.", "2. Name them.", kind="item")[1] == ("item", "Freeze it.")
    assert parted(f"1. He says {LONG}.", f"2. She says {LONG}.", kind="item")[1][0] == "paragraph"


def test_points_that_lost_their_labels_are_points_by_their_stops():
    lines = ("It shall:", "freeze the money;", "name the owners; and", "report.", "He left.")
    assert [kind for kind, _ in parted(*lines)] == [
        "paragraph", "item", "item", "item", "paragraph",
    ]  # fmt: skip
    assert {kind for kind, _ in parted("He said:", "It is so.", "He left;", "she stayed.")} == {
        "paragraph"
    }


def test_the_quotation_mark_before_a_label_goes_with_it():
    assert parted("“21. He paid twice.”") == [
        ("furniture", "“21."),
        ("paragraph", "He paid twice.”"),
    ]


def test_cells_footnotes_and_tables_stay():
    for kind in ("cell", "footnote", "header", "furniture"):
        assert parted("(a) He paid.", kind=kind) == [(kind, "(a) He paid.")]


def test_the_bytes_of_label_and_words_are_named():
    content = "1. Élan paid.\r\n\r\n2. It left.\r\n".encode("cp1252")
    found = layer(content, "a.txt")
    spans = [content[p.raw[0] : p.raw[1]].decode("cp1252") for p in found.passages if p.raw]
    assert spans == [found.text[p.start : p.end] for p in found.passages]
    assert spans == ["1.", "Élan paid.", "2.", "It left."]


def test_one_document_in_two_formats_has_the_same_sentences():
    lines = ["1. He was paid.", "2. He left:", "(a) at once; and", "(b) with the money."]
    plain = layer("\n\n".join(lines).encode(), "a.txt")
    word = layer(docx("".join(map(paragraph, lines))))
    for kind in ("item", "furniture"):
        assert words(plain, kind)[-2:] == words(word, kind)[-2:]
    spoken = {"paragraph", "item"}
    assert [plain.text[p.start : p.end] for p in plain.passages if p.kind in spoken] == [
        word.text[p.start : p.end] for p in word.passages if p.kind in spoken
    ]


@given(
    st.lists(st.text('0123456789abivx.()[]•“" \t\xa0\u200bAТ', min_size=1, max_size=20), max_size=9)
)
def test_whatever_stands_there_passages_stay_in_order_and_no_word_is_lost(lines: list[str]):
    found = layer("\n\n".join(["Words.", *lines]).encode(), "a.txt")
    last = 0
    for passage in found.passages:
        between, inside = found.text[last : passage.start], found.text[passage.start : passage.end]
        assert not between.strip()
        assert inside.strip() == inside
        assert inside
        last = passage.end
    assert not found.text[last:].strip()
