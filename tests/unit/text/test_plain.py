"""Plain text and Markdown: unchanged text, paragraphs with exact byte spans."""

from __future__ import annotations

from text_samples import PARAGRAPHS, code, layer, words

WRAPPED = (
    "The agency said on Monday that the bridge at Olmet had been paid for\n"
    "twice, first by the province and then by the ministry, and that nobody\n"
    "could say where the second sum had gone.\n"
    "\n"
    "Its director denied that any money was missing, and the papers will be\n"
    "published in the spring.\n"
    "\n"
    "Maren Tarvik, clerk of the council\n"
    "Orsolin Vex, reader in public law\n"
    "Brannick Sool, director\n"
)


def test_the_text_is_the_decoded_content():
    raw = b"\xef\xbb\xbfOne\r\nline.\r\n\r\nTwo\xc2\xa0words\x00\xe2\x80\x8b.\r\n"
    found = layer(raw, "a.txt")
    assert found.text == "One\r\nline.\r\n\r\nTwo\xa0words\x00\u200b.\r\n"


def test_byte_spans_point_at_the_same_words():
    raw = b"\xef\xbb\xbf" + "«Плата» внесена.\r\n\r\nNaïve – yes.\r\n".encode()
    found = layer(raw, "a.txt")
    for passage in found.passages:
        assert passage.raw is not None
        first, last = passage.raw
        assert raw[first:last].decode() == found.text[passage.start : passage.end]


def test_byte_spans_in_utf16_and_code_pages():
    for encoding in ("utf-16", "cp1251"):
        raw = "Плата внесена дважды.\n\nНикто не подписал.\n".encode(encoding)
        found = layer(raw, "a.txt")
        assert len(found.passages) == 2
        for passage in found.passages:
            assert passage.raw is not None
            words_there = raw[slice(*passage.raw)].decode(found.encoding or "")
            assert words_there == found.text[passage.start : passage.end]


def test_wrapped_lines_are_one_paragraph_and_lists_of_names_are_not():
    found = words(layer(WRAPPED.encode(), "a.txt"), "paragraph")
    assert len(found) == 5
    assert found[0].startswith("The agency")
    assert found[0].endswith("had gone.")
    assert found[2:] == [
        "Maren Tarvik, clerk of the council",
        "Orsolin Vex, reader in public law",
        "Brannick Sool, director",
    ]


def test_every_line_of_an_unwrapped_text_is_a_paragraph():
    found = layer("\n".join(PARAGRAPHS).encode(), "a.txt")
    assert words(found, "paragraph") == PARAGRAPHS
    assert [p.paragraph for p in found.passages] == [1, 2, 3]


def test_items_and_initials():
    text = "He asked:\n  • to freeze the money;\n  • to name the owners.\n1. First.\nT. S. Vex signed.\n"
    found = layer(text.encode(), "a.txt")
    assert words(found, "item") == ["to freeze the money;", "to name the owners.", "First."]
    assert words(found, "furniture") == ["•", "•", "1."]
    assert "T. S. Vex signed." in words(found, "paragraph")


def test_markdown_has_headings_items_and_its_markup():
    text = "# Notice\n\nThe court\nheld **so**.\n\nVerdict\n-------\n\n- one\n  goes on\n- two\n\n***\n"
    found = layer(text.encode(), "a.md")
    assert found.text == text
    assert words(found, "heading") == ["Notice", "Verdict\n-------"]
    assert words(found, "paragraph") == ["The court\nheld **so**."]
    assert words(found, "item") == ["- one\n  goes on", "- two"]
    assert words(found, "furniture") == ["#", "***"]
    assert found.info.title == "Notice"


def test_the_signs_of_a_heading_and_the_label_of_a_note_stand_before_their_words():
    text = "## The sale ##\n\nThe port was sold.[^1]\n\n[^1]: Orla Venn saw it.\n"
    found = layer(text.encode(), "a.md")
    assert found.text == text
    assert words(found, "heading") == ["The sale"]
    assert words(found, "footnote") == ["Orla Venn saw it."]
    assert words(found, "furniture") == ["##", "##", "[^1]:"]
    assert words(layer(text.encode(), "a.txt"), "footnote") == []


def test_blank_text_is_refused_as_empty():
    assert code(b" \r\n\t\xc2\xa0\n", "a.txt") == "empty"
    assert code(b"", "a.txt") == "empty"


def test_a_guess_of_the_encoding_is_a_note():
    found = layer("Der Bürgermeister.".encode("cp1252"), "a.txt")
    assert found.text == "Der Bürgermeister."
    assert "cp1252" in found.notes[0]


def test_a_long_text_is_read_in_linear_time():
    text = "\n\n".join(PARAGRAPHS * 800)
    found = layer(text.encode(), "a.txt")
    assert len(text) > 400_000
    assert len(found.passages) == 2400


def test_a_narrow_column_is_prose_and_a_short_list_is_not():
    column = "The agency closed the\nport and sold what was\nleft of the cranes to a\nfirm of which nobody in\nthe town had heard until\nthat day, and the clerks\nwent home."
    found = layer(column.encode(), "a.txt")
    assert len(found.passages) == 1
    names = "Maren Tarvik\nOrsolin Vex\nBrannick Sool\nIlka Dorn of the harbour\nPell Arno\nTavi Sark\nWen Orlo\nKira Balt"
    assert len(layer(names.encode(), "a.txt").passages) == 8


def test_a_line_that_titles_somebodys_part_is_a_heading():
    """Text cut from a judgment has no styles; what introduces speech or names nobody's part is a sentence."""
    lines = {
        "The Harbour Authority's Response:": "heading",
        "The Appellants’ Case": "heading",
        "The minister's secretary said:": "paragraph",
        "Rolf Amsden's quay was never built.": "paragraph",
        "Ada Quillmane:": "paragraph",
        "Amsden’s": "paragraph",
    }
    for line, kind in lines.items():
        found = layer(
            f"{line}\n\nThe fee was paid on the day that it fell due.\n".encode(), "a.txt"
        )
        assert found.passages[0].kind == kind, line


HEADLINES = (
    "Ex-governor of the salt province cleared of graft at last\n"
    "Court throws out the case against a banker from Olmet now\n"
    "Tycoon jailed for nine years over the deal on the harbour\n"
    "Ministry pays two million to a cousin's firm, says audit\n"
    "Judge Maren Tarvik recuses herself\n"
)
CHAT = (
    "[12/05/2019, 14:05] Olen: Not yet. He says the bank has blocked it.\n"
    "[12/05/2019, 14:06] Mukh: tell him that the general will be angry\n"
    "[12/05/2019, 14:10] Olen: He says the general has his share already\n"
)


def test_headlines_and_messages_of_a_like_length_are_not_lines_of_one_paragraph():
    assert len(layer(HEADLINES.encode(), "a.txt").passages) == 5
    assert len(layer(CHAT.encode(), "a.txt").passages) == 3


def test_wrapped_lines_in_capitals_say_nothing_of_where_a_thought_begins():
    found = layer(WRAPPED.split("\n\n", maxsplit=1)[0].upper().encode(), "a.txt")
    assert len(found.passages) == 1
