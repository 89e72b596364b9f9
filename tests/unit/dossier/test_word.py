"""The Word file says what the tree says, with real footnotes, harmless and the same bytes each time."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from dataclasses import replace

import pytest
from lxml import etree

from dalil.dossier import word
from dalil.dossier.compose import compose
from dalil.dossier.text import plain
from dalil.dossier.values import Plain, Section, Sentence
from dalil.dossier.visible import visible

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = "<w:p/>&amp;\x00\x0b\u202e\ud800]]>{{ 7*7 }} DDEAUTO c:\\x"


@pytest.fixture(scope="module")
def dossier(fakes):
    material = fakes.material(fakes.harbour())
    return compose(material, material.view.targets[0])


def part(content: bytes, name: str):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return etree.fromstring(package.read(name))


def words(root) -> str:
    return "".join(node.text or "" for node in root.iter(W + "t"))


def letters(text: str) -> Counter[str]:
    return Counter(char for char in text if char.isalnum())


def notes_of(dossier):
    return [note for section in dossier.sections for note in section.notes]


def test_its_words_are_the_tree_s_words_no_more_and_no_less(dossier):
    content = word.render(dossier)
    found = letters(words(part(content, "word/document.xml")))
    found += letters(words(part(content, "word/footnotes.xml")))
    expected = letters("".join(visible(text) for text in plain(dossier)))
    # Word numbers a footnote itself: at its first reference, and at the foot of the page.
    for note in notes_of(dossier):
        expected -= letters(str(note.number) * 2)
    assert found == expected


def test_every_sentence_stands_in_it_whole(dossier):
    body = re.sub(r"\s+", "", words(part(word.render(dossier), "word/document.xml")))

    def sentences(node):
        if isinstance(node, Sentence):
            yield node
            yield from (one for beside in node.beside for one in sentences(beside))
        elif isinstance(node, tuple):
            yield from (one for item in node for one in sentences(item))
        elif hasattr(node, "__dataclass_fields__"):
            yield from (
                one for name in node.__dataclass_fields__ for one in sentences(getattr(node, name))
            )

    found = list(sentences(dossier.sections))
    assert len(found) > 50
    for sentence in found:
        assert re.sub(r"\s+", "", visible(sentence.text)) in body


def test_footnotes_are_word_s_own_in_the_order_of_the_tree(dossier):
    content = word.render(dossier)
    document, foot = part(content, "word/document.xml"), part(content, "word/footnotes.xml")
    references = [int(node.get(W + "id")) for node in document.iter(W + "footnoteReference")]
    assert references == [note.number for note in notes_of(dossier)]
    assert references == list(range(1, len(references) + 1)), "Word counts by order of appearance"
    by_id = {int(note.get(W + "id")): words(note) for note in foot}
    for note in notes_of(dossier):
        text = by_id[note.number]
        assert f"“{visible(note.quote)}”" in text
        assert note.sha256 in text
        assert note.place in text
        assert note.claim in text
        assert note.address in text


def test_a_second_reference_is_a_field_that_points_at_the_first(dossier):
    document = part(word.render(dossier), "word/document.xml")
    asked = {
        name
        for node in document.iter(W + "instrText")
        for name in re.findall(r"(?:NOTEREF|REF) (\w+)", node.text or "")
    }
    there = {node.get(W + "name") for node in document.iter(W + "bookmarkStart")}
    assert any(name.startswith("note_") for name in asked)
    assert any(name.startswith("fact_") for name in asked)
    assert asked <= there


def test_the_same_tree_gives_the_same_bytes(fakes):
    def made() -> bytes:
        material = fakes.material(fakes.harbour())
        return word.render(compose(material, material.view.targets[0]))

    assert made() == made()


def test_nothing_is_loaded_from_elsewhere_and_nothing_runs(dossier):
    with zipfile.ZipFile(io.BytesIO(word.render(dossier))) as package:
        names = package.namelist()
        for name in names:
            if name.endswith(".rels"):
                assert b'TargetMode="External"' not in package.read(name)
    assert not [name for name in names if "vba" in name.lower() or "embed" in name.lower()]


def test_hostile_text_is_shown_not_obeyed(dossier):
    section = Section("x", HOSTILE, (Plain((Sentence(HOSTILE, marks=(HOSTILE,)),)),))
    content = word.render(
        replace(dossier, title=HOSTILE + "x" * 400, subtitle=HOSTILE, sections=(section,))
    )
    document = part(content, "word/document.xml")
    assert words(document).count("[U+202E]") == 4  # title, subtitle, heading, sentence
    assert "␀" in words(document)
    assert "[U+D800]" in words(document)
    assert not [node for node in document.iter(W + "instrText") if "DDE" in (node.text or "")]


def test_words_from_right_to_left_and_other_scripts_are_tagged(dossier):
    section = Section(
        "x", "X", (Plain((Sentence("said: شركة الميناء and Орджумат", language="ru"),)),)
    )
    document = part(word.render(replace(dossier, sections=(section,))), "word/document.xml")
    tagged = {
        (node.get(W + "val"), node.get(W + "bidi")): words(node.getparent().getparent())
        for node in document.iter(W + "lang")
    }
    assert tagged[(None, "und-Arab")].startswith("شركة")
    assert tagged[("ru", None)] == "Орджумат"
    assert list(document.iter(W + "rtl"))


def test_the_times_of_the_file_are_the_checkpoint_s_or_there_are_none(dossier):
    at = dossier.checkpoint.at[:10]
    core = part(word.render(dossier), "docProps/core.xml")
    times = [node.text for node in core if "purl.org/dc/terms/" in node.tag]
    assert [time[:10] for time in times] == [at, at]
    core = part(word.render(replace(dossier, checkpoint=None)), "docProps/core.xml")
    assert [node.tag for node in core if "purl.org/dc/terms/" in node.tag] == []
