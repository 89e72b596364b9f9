"""Web pages: visible text, the article told from the rest, places that hold."""

from __future__ import annotations

import pytest
from text_samples import PARAGRAPHS, code, kinds, layer, page, words


def test_the_article_is_text_and_the_rest_is_furniture():
    found = layer(page())
    assert words(found, "paragraph") == PARAGRAPHS
    assert words(found, "heading") == ["Bridge paid twice, agency says"]
    assert "Home" in words(found, "furniture")
    assert "Ferry to be sold again" in words(found, "furniture")
    assert any("All rights reserved" in line for line in words(found, "furniture"))
    assert "secret" not in found.text
    assert "color" not in found.text


def test_raw_places_point_at_the_same_bytes():
    raw = page("<p>Fees &amp; <b>sums</b> of 5 000&nbsp;€ were named.</p>")
    found = layer(raw)
    spans = [(p, p.raw) for p in found.passages if p.raw]
    assert len(spans) == len(found.passages)
    for passage, (first, last) in spans:
        start = found.text[passage.start : passage.end].split()[0]
        assert raw[first:last].decode().startswith(start if start != "©" else "&copy;")


def test_xpaths_find_the_element_again():
    from lxml import etree

    raw = page("<ul><li>one thing that was said.</li><li>two things that were said.</li></ul>")
    found = layer(raw)
    tree = etree.HTML(raw)
    for passage in found.passages:
        assert passage.xpath is not None
        (element,) = tree.xpath(passage.xpath)
        first = found.text[passage.start : passage.end].split()[0]
        assert first in "".join(element.itertext())


def test_white_space_is_collapsed_as_in_a_browser():
    raw = b"<html><body><p>  Two\n   words \t and<br>a line </p><pre>a  b\n c</pre></body></html>"
    assert layer(raw).text == "Two words and\na line\na  b\n c"


def test_no_break_spaces_and_odd_characters_stay():
    raw = "<html><body><p>5\u00a0000 \u200bСool\u202e.</p></body></html>".encode()
    assert layer(raw).text == "5\u00a0000 \u200bСool\u202e."


def test_tables_are_tab_separated():
    raw = page(
        "<table><tr><th>Name</th><th>Sum</th></tr><tr><td>Vex</td><td></td><td><p>7</p></td></tr></table>"
    )
    found = layer(raw)
    assert "Name\tSum\nVex\t\t7" in found.text
    seven = next(p for p in found.passages if found.text[p.start : p.end] == "7")
    assert (seven.kind, seven.sheet, seven.row, seven.column) == ("cell", "table 1", 2, 3)


def test_a_layout_table_gives_paragraphs():
    raw = f"<html><body><table><tr><td><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p></td><td>x</td></tr></table></body></html>"
    assert words(layer(raw.encode()), "paragraph")[:2] == PARAGRAPHS[:2]


def test_hidden_text_is_left_out_and_counted():
    found = layer(page('<p hidden>not shown</p><p style="display: none">nor this</p>'))
    assert "not shown" not in found.text
    assert "nor this" not in found.text
    assert found.notes == ("2 hidden elements with text are not part of the text.",)


def test_what_the_page_says_of_itself():
    head = (
        '<meta name="author" content="Orsolin Vex"><meta property="og:site_name" content="The Olmet Courier">'
        '<meta property="article:published_time" content="2024-05-14T09:30:00+00:00">'
        '<link rel="canonical" href="https://courier.example/bridge">'
    )
    info = layer(page(head=head)).info
    assert info.authors == ("Orsolin Vex",)
    assert info.publisher == "The Olmet Courier"
    assert info.date == "2024-05-14"
    assert info.address == "https://courier.example/bridge"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "koi8-r", "utf-16"])
def test_the_declared_encoding_is_followed(encoding: str):
    name = "windows-1251" if encoding == "cp1251" else encoding
    raw = f'<html><head><meta charset="{name}"></head><body><p>Плата внесена дважды.</p></body></html>'
    assert layer(raw.encode(encoding)).text == "Плата внесена дважды."


def test_a_page_nested_too_deeply_is_read_without_its_layout():
    raw = (
        b"<html><body>"
        + b"<div>" * 50_000
        + b"Deep words."
        + b"</div>" * 50_000
        + b"<p>After.</p></body></html>"
    )
    found = layer(raw)
    assert "Deep words." in found.text
    assert "After." in found.text
    assert any("nested too deeply" in note for note in found.notes)


@pytest.mark.parametrize(
    "raw",
    [
        b"<html><body><p>Unclosed <b>bold <i>words",
        b"<html><body><p>a\x00b</p></body></html>",
        b"<html><p>x</p>" + b"<!--" * 20_000 + b"<p>y</p></html>",
        b"<html><body>" + b"<" * 50_000 + b"words</body></html>",
        b"<!DOCTYPE html><body><p>1 < 2 & 3 > 2 &bogus; &#0; &#xD800; &#99999999;</p>",
        b"<html><body><svg><text>drawn</text></svg><p>said</p></body></html>",
    ],
)
def test_broken_pages_never_raise(raw: bytes):
    kinds(layer(raw))  # a layer, or the helper fails


def test_a_page_drawn_by_scripts_is_refused():
    assert (
        code(
            b"<html><head><title>App</title></head><body><div id=root></div><script>go()</script></body></html>"
        )
        == "no_text"
    )


def test_many_blocks_are_read_in_linear_time():
    raw = (
        b"<html><body>"
        + b"".join(b"<p>Sentence number %d was said.</p>" % i for i in range(8000))
        + b"</body></html>"
    )
    assert len(layer(raw).passages) == 8000


def test_spaces_that_meet_across_elements_are_one():
    raw = b"<html><body><p>Two <b> words </b> <i> </i> met.</p></body></html>"
    assert layer(raw).text == "Two words met."


def test_a_page_of_nothing_but_inline_spaces_is_quick():
    raw = b"<html><body><p>a" + b"<b> </b>" * 60_000 + b"b</p></body></html>"
    assert layer(raw).text == "a b"
