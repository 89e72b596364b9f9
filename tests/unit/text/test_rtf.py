"""RTF: what Word shows, in the letters of its code pages."""

from __future__ import annotations

import pytest
from text_samples import code, kinds, layer, words


def rtf(body: str, head: str = "\\ansi\\ansicpg1252") -> bytes:
    return ("{\\rtf1" + head + body + "}").encode("latin-1")


def test_paragraphs_headings_and_items():
    found = layer(
        rtf(
            "{\\stylesheet{\\s0 Normal;}{\\s1\\b heading 1;}}\\pard\\s1 Findings\\par"
            "\\pard The fee\\line was paid.\\par{\\listtext\\pard 1.\\tab}\\pard first\\par"
        )
    )
    assert found.text == "Findings\nThe fee\nwas paid.\n1.\tfirst\n"
    assert [p.kind for p in found.passages] == ["heading", "paragraph", "furniture", "item"]
    assert words(found, "item") == ["first"]


def test_letters_of_code_pages_fonts_and_unicode():
    body = (
        "{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset204 Arial;}}"
        "{\\f1 \\'cf\\'eb\\'e0\\'f2\\'e0} caf\\'e9 \\u1179?\\u-10179?\\u-8704? \\ldblquote q\\rdblquote"
        "\\emdash\\~x{\\uc2\\u233 ab}c"
    )
    assert layer(rtf(body)).text == "Плата café қ\U0001f600 “q”—\xa0xéc"


def test_the_base_code_page_rules_without_a_font():
    assert layer(rtf("\\'cf\\'eb", "\\ansi\\ansicpg1251")).text == "Пл"
    assert layer(rtf("\\'8e", "\\mac")).text == "é"


def test_tables_are_rows_of_cells():
    row = "\\trowd\\cellx1\\cellx2\\intbl {}\\cell {}\\cell\\row "
    found = layer(
        rtf(
            "Before\\par"
            + row.format("Name", "Sum")
            + row.format("Tarvik", "5")
            + "\\pard After\\par"
        )
    )
    assert found.text.split("\n")[:4] == ["Before", "Name\tSum", "Tarvik\t5", "After"]
    assert [(p.sheet, p.row, p.column) for p in found.passages if p.kind == "cell"] == [
        ("table 1", 1, 1), ("table 1", 1, 2), ("table 1", 2, 1), ("table 1", 2, 2),
    ]  # fmt: skip


def test_notes_headers_and_what_is_left_out():
    found = layer(
        rtf(
            "{\\info{\\title On fees}{\\author M. Tarvik}{\\creatim\\yr2024\\mo7\\dy9}}{\\header Secret sheet\\par}"
            "Paid{\\footnote \\chftn Ledger.} twice{\\deleted  never}{\\*\\annotation no}{\\pict 0102}.\\par"
            "{\\field{\\*\\fldinst HYPERLINK x}{\\fldrslt here}}{\\*\\unknown no}{\\object{\\*\\objdata 00}}\\par"
        )
    )
    assert found.text == "Paid[1] twice.\nhere\n\n[1] Ledger.\nSecret sheet\n"[: len(found.text)]
    assert kinds(found)["[1] Ledger."] == "footnote"
    assert words(found, "furniture") == ["Secret sheet"]
    assert found.info.title == "On fees"
    assert found.info.date == "2024-07-09"
    told = " ".join(found.notes)
    assert "1 comments" in told
    assert "1 tracked deletions" in told
    assert "1 embedded objects" in told


def test_text_in_two_scripts_is_read_once():
    assert layer(rtf("{\\upr{Plata}{\\*\\ud{\\u1055?\\u1083?}}}")).text == "Пл"


def test_a_cut_document_is_read_as_far_as_it_goes():
    found = layer(rtf("The fee was paid.\\par{\\b And")[:-1])
    assert "paid" in found.text
    assert "breaks off" in found.notes[0]


@pytest.mark.parametrize("body", ["", "{\\pict ffff}", "\\par\\par"])
def test_no_text_is_a_refusal(body: str):
    assert code(rtf(body)) == "no_text"


def test_deep_groups_and_binary_parts_do_no_harm():
    assert layer(rtf("{" * 300_000 + "deep")).text == "deep"
    assert layer(rtf("a{\\pict\\bin4 }}}}}b")).text == "ab"
