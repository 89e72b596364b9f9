"""Shapes over marked sentences: places lead back, pronouns are not guessed, walls of names stay quick."""

import time

import pytest
from tests.unit.claims.builders import make_layer, make_mentions

from dalil.claims.document import Document
from dalil.claims.parse import Parse
from dalil.claims.ties import tie_words, ties
from dalil.claims.ties.marks import mark

PEOPLE = ["Мира Доск", "Паво Ренк", "Олег Торн"]


def document(text, language="ru"):
    mentions = tuple(make_mentions(text, PER=PEOPLE, ORG=["Люме"]))
    own = {m.id: m.text for m in mentions}
    return Document(make_layer(text, language), Parse((), (), (), "none"), mentions, own)


def told(text, before=()):
    found = ties(document(text), text, (0, len(text)), tie_words("ru"), before)
    return [(t.relation.subject.text, t.relation.object.text, text[t.start : t.end]) for t in found]


def test_a_mark_leads_back_to_its_place():
    text = "Директор  «Люме» Паво Ренк"
    marked = mark(text, (0, len(text)), document(text).mentions, ())
    assert len(marked.text) == len("Директор X Y")
    assert text[slice(*marked.span(9, 12))] == "Люме» Паво Ренк"
    assert [m.text for m in marked.named(marked.text)] == ["Люме", "Паво Ренк"]


def test_the_words_of_a_tie_are_those_of_the_text():
    assert told("Вчера директор «Люме» Паво Ренк уехал.") == [
        ("Паво Ренк", "Люме", "директор «Люме» Паво Ренк")
    ]


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("Паво Ренк уехал, его брат Олег Торн остался.", ["Паво Ренк"]),
        ("Паво Ренк и Мира Доск уехали, его брат Олег Торн остался.", []),
        ("Его брат Олег Торн остался.", []),
    ],
)
def test_his_is_whose_it_can_only_be(text, whose):
    assert [owner for _, owner, _ in told(text)] == whose


def test_his_is_the_one_of_the_sentence_before():
    text = "Паво Ренк уехал. Его брат Олег Торн остался."
    one = document(text)
    found = ties(one, text, (17, len(text)), tie_words("ru"), one.mentions[:1])
    assert [t.relation.object.text for t in found] == ["Паво Ренк"]
    assert not ties(one, text, (17, len(text)), tie_words("ru"))


def test_a_language_without_shapes_ties_nobody():
    assert tie_words("kk") is None


@pytest.mark.parametrize(
    "text",
    ["директор " * 3000 + "Люме Паво Ренк", "Паво Ренк, " * 900, "Паво Ренк Люме " * 900, "с в до " * 3000 + "Паво Ренк"],
)  # fmt: skip
def test_walls_of_words_take_bounded_time(text):
    begun = time.process_time()
    told(text[:4000])
    assert time.process_time() - begun < 5
