"""HTML and JSON say the same, keep hostile text harmless, and are the same bytes each time."""

from __future__ import annotations

import json as stdlib_json
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from dalil.dossier import html, json
from dalil.dossier.compose import compose
from dalil.dossier.text import plain
from dalil.dossier.visible import visible
from dalil.evidence import Holder, HolderRole, Stance

HOSTILE = '<script>alert("x")</script>&amp;\x00\u202e\u200b{{ 7*7 }}</style>\'"'


class Visible(HTMLParser):
    """Collects what a reader reads: no style, nothing marked as the page's own furniture."""

    VOID = frozenset({"meta", "link", "br", "img", "input"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.stack: list[bool] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.headings: list[int] = []

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append((tag, found))
        if re.fullmatch(r"h[1-6]", tag) and "data-ui" not in found and not any(self.stack):
            self.headings.append(int(tag[1]))
        if tag not in self.VOID:
            self.stack.append(tag in ("style", "title", "script") or "data-ui" in found)

    def handle_endtag(self, tag):
        if tag not in self.VOID:
            self.stack.pop()

    def handle_data(self, data):
        if not any(self.stack):
            self.parts.append(data)


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def parse(content: bytes) -> Visible:
    parser = Visible()
    parser.feed(content.decode("utf-8"))
    parser.close()
    return parser


@pytest.fixture
def case(fakes):
    return fakes.harbour()


@pytest.fixture
def dossier(fakes, case):
    found = fakes.material(case)
    return compose(found, found.view.targets[0])


def twin_text(node: object) -> str:
    """The JSON twin's sentences and quotes, for comparison of content."""
    if isinstance(node, dict):
        own = [node[key] for key in ("title", "caption", "label", "text", "quote") if key in node]
        return "\n".join([*own, *(twin_text(value) for value in node.values())])
    if isinstance(node, list):
        return "\n".join(twin_text(part) for part in node)
    return ""


def test_html_text_is_the_tree_s_text(dossier):
    shown = squeeze("".join(parse(html.render(dossier)).parts))
    expected = squeeze(visible("".join(plain(dossier))))
    assert shown == expected


def test_the_twin_holds_every_sentence_and_quote_of_the_html(dossier):
    tree = stdlib_json.loads(json.render(dossier))
    shown = squeeze("".join(parse(html.render(dossier)).parts))
    strings = [text for text in twin_text(tree).split("\n") if text.strip()]
    assert len(strings) > 100
    for text in strings:
        assert squeeze(visible(text)) in shown


def test_the_same_case_gives_the_same_bytes(fakes):
    first, second = (fakes.material(fakes.harbour()) for _ in range(2))
    left, right = compose(first, first.view.targets[0]), compose(second, second.view.targets[0])
    assert html.render(left) == html.render(right)
    assert json.render(left) == json.render(right)


def test_the_file_stands_alone(dossier):
    content = html.render(dossier)
    parsed = parse(content)
    names = {tag for tag, _ in parsed.tags}
    assert not names & {"script", "img", "link", "iframe", "object", "embed", "form", "base"}
    for _tag, attrs in parsed.tags:
        assert not any(name.startswith("on") for name in attrs)
        assert "style" not in attrs
        assert (attrs.get("href") or "#").startswith("#")
        assert "src" not in attrs
    assert b"url(" not in content
    assert b"@import" not in content


def test_links_lead_somewhere_and_ids_are_unique(dossier):
    parsed = parse(html.render(dossier))
    ids = [attrs["id"] for _, attrs in parsed.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    targets = {(attrs["href"] or "")[1:] for tag, attrs in parsed.tags if tag == "a"}
    assert targets <= set(ids)


def test_every_footnote_has_its_place_in_a_marked_passage_and_a_way_back(dossier):
    parsed = parse(html.render(dossier))
    ids = {attrs["id"] for _, attrs in parsed.tags if "id" in attrs}
    notes = [note for section in dossier.sections for note in section.notes]
    assert notes
    for note in notes:
        assert {f"note-{note.number}", f"quote-{note.number}", f"ref-{note.number}"} <= ids
    assert [note.number for note in notes] == list(range(1, len(notes) + 1))


def test_headings_descend_one_step_at_a_time(dossier):
    levels = parse(html.render(dossier)).headings
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_tables_have_captions_and_scopes(dossier):
    tags = parse(html.render(dossier)).tags
    assert sum(tag == "table" for tag, _ in tags) == sum(tag == "caption" for tag, _ in tags)
    assert all("scope" in attrs for tag, attrs in tags if tag == "th")
    assert any(tag == "main" for tag, _ in tags)


def test_hostile_text_is_harmless_everywhere(fakes, case):
    sha = case.document(
        HOSTILE + ".html",
        f"Before. He took {HOSTILE} and left. After.",
        title=HOSTILE,
        authors=(HOSTILE,),
        publisher=HOSTILE,
        date=HOSTILE,
        address=HOSTILE,
        notes=(HOSTILE,),
    )
    man = case.name_at(sha, "He", "PER", "veshkul")
    evil = case.name_at(sha, HOSTILE, "PER", "evil")
    case.claim(
        sha,
        f"He took {HOSTILE} and left",
        [
            Holder(HolderRole.SPEAKER, evil, HOSTILE, capacity=HOSTILE),
            Holder(HolderRole.AUTHOR, None, HOSTILE),
        ],
        Stance.ALLEGES,
        about=(man, evil),
    )
    found = fakes.material(case)
    found = replace(found, view=replace(found.view, name=HOSTILE))
    content = html.render(compose(found, found.view.targets[0]))
    parsed = parse(content)
    assert not any(tag == "script" for tag, _ in parsed.tags)
    assert b"<script" not in content
    assert b"\x00" not in content
    assert "\u202e".encode() not in content
    assert "\u200b".encode() not in content
    assert "[U+202E]" in content.decode()
    assert "49" not in "".join(parsed.parts).split("{{ 7*7 }}")[0][-3:]
    assert sum(tag == "style" for tag, _ in parsed.tags) == 1
    assert squeeze("".join(parsed.parts)) == squeeze(
        visible("".join(plain(compose(found, found.view.targets[0]))))
    )


def test_the_twin_keeps_quotes_byte_for_byte(fakes, case):
    words = "took\x00the \u202emoney \ud800"
    sha = case.document("odd.txt", f"Ordan Veshkul {words}.")
    man = case.name_at(sha, "Ordan Veshkul", "PER", "veshkul")
    case.claim(
        sha, f"Ordan Veshkul {words}", [Holder(HolderRole.AUTHOR)], Stance.ALLEGES, about=(man,)
    )
    found = fakes.material(case)
    tree = stdlib_json.loads(json.render(compose(found, found.view.targets[0])))
    quotes = [note["quote"] for section in tree["sections"] for note in section.get("notes", ())]
    assert f"Ordan Veshkul {words}" in quotes
