"""One document end to end with the real parser: everything stands at its place, twice the same."""

import json
from dataclasses import replace

import pytest

from dalil.claims.read import prepare, read_document
from dalil.claims.readjson import to_json
from dalil.evidence import DocumentInfo, HolderRole
from dalil.text.parser_spacy import SpacyParser

TEXT = """By Cara Duun

The Velm Asset Service (VAS) sued Olt Holdings Ltd, owned by Ada Mirel, in March 2019. “She paid
$7.5 million a year,” said Bern Olt, a lawyer. Mirel denied that she had paid.

The court found on 7 March 2020 that Mirel had bribed Bern Olt with more than £2m.
"""


@pytest.fixture(scope="module")
def parser():
    return SpacyParser()


@pytest.fixture
def reading(build, parser):
    layer = build.make_layer(TEXT)
    return layer, read_document(layer, parser)


def test_everything_stands_at_its_place(reading):
    layer, found = reading
    assert found.claims
    assert not found.refused
    for claim in found.claims:
        place = claim.locator
        assert layer.text[place.start : place.end] == claim.quote
        assert claim.holders[-1].role in (HolderRole.AUTHOR, HolderRole.PUBLISHER)
        assert claim.holders[-1].text == "Cara Duun"
    for mention in found.mentions:
        assert layer.text[mention.start : mention.end] == mention.text
    assert [a.text for a in found.amounts] == ["$7.5 million", "£2m"]
    assert [d.value for d in found.dates] == ["2019-03", "2020-03-07"]


def test_reading_twice_gives_the_same(build, parser, reading):
    layer, found = reading
    assert read_document(layer, SpacyParser()) == found
    assert read_document(layer, parser) == found


def test_json_keeps_the_contract(reading):
    layer, found = reading
    row = json.loads(json.dumps(to_json(layer, found)))
    assert row["text"] == layer.text
    keys = [
        "sha256",
        "language",
        "text",
        "mentions",
        "entities",
        "claims",
        "relations",
        "amounts",
        "dates",
        "rosters",
    ]
    assert list(row)[: len(keys)] == keys
    ids = {e["id"] for e in row["entities"]}
    assert {m["entity"] for m in row["mentions"]} == ids
    for claim in row["claims"]:
        assert row["text"][claim["start"] : claim["end"]] == claim["quote"]
        assert set(claim["about"]) <= ids
        assert {"text", "entity"} <= set(claim["holders"][0])
    assert row["amounts"][0]["value"] == 7500000
    assert row["amounts"][0]["period"] == "year"
    assert row["amounts"][1]["qualifier"] == "more than"
    assert {c["id"] for c in row["claims"]} >= {r["claim"] for r in row["relations"]}


def test_one_person_one_entity(reading):
    layer, found = reading
    row = to_json(layer, found)
    names = {e["name"]: e["names"] for e in row["entities"] if e["type"] == "PER"}
    assert sorted(names["Ada Mirel"]) == ["Ada Mirel", "Mirel"]
    assert "Bern Olt" in names


def test_furniture_gives_neither_sums_nor_names(build, parser):
    text = "Velm Bank pays $5 million\n\nAda Mirel said that she left in 2019."
    layer = build.make_layer(text, kinds={0: "furniture"})
    found = read_document(layer, parser)
    assert not found.amounts
    assert all(m.start > text.index("\n") for m in found.mentions)


def test_an_empty_text_gives_an_empty_reading(build, parser):
    found = read_document(build.make_layer(""), parser)
    assert not found.claims
    assert not found.mentions


def test_a_text_in_another_language_is_low_coverage(build, parser):
    text = "Министр Тимур Олтов подал в отставку в 2019 году."
    found = read_document(build.make_layer(text, "ru"), parser)
    assert found.coverage == "low"
    assert any(m.type == "PER" and "Олтов" in m.text for m in found.mentions)
    assert [d.value for d in found.dates] == ["2019"]


def test_hostile_characters_stay_where_they_are(build, parser):
    text = "Ada\u200b Mirel\u202e said\x00 that \u2067Bern\u2069 Olt left\u00ad. \u0410da paid $5."
    layer = build.make_layer(text)
    found = read_document(layer, parser)
    assert all(text[m.start : m.end] == m.text for m in found.mentions)
    assert [a.text for a in found.amounts] == ["$5"]


def test_the_documents_author_comes_from_its_metadata(build, parser):
    layer = replace(build.make_layer("Velm lost."), info=DocumentInfo(authors=("Ada Mirel",)))
    assert prepare(layer, parser).author.text == "Ada Mirel"


def test_a_language_that_is_not_read_is_said(build, parser):
    text = "Der Minister hat das Geld angenommen."
    found = read_document(build.make_layer(text, "de"), parser)
    assert found.claims == ()
    assert any("not read (de)" in note for note in found.notes)
    assert not any(
        "not read" in note
        for note in read_document(build.make_layer("She paid.", "en"), parser).notes
    )


def test_who_is_tried_before_a_court_in_a_table_has_no_office_there(build, parser):
    names = ("Pavo Renk", "Mira Dosk", "Oleg Torn")
    table = "Date\tCase\tAccused\tCourt\n" + "".join(
        f"{n} May 2021\t4{n}/20\t{name}\tVelm District Court\n" for n, name in enumerate(names, 1)
    )
    found = read_document(build.make_layer(f"The court sits at ten.\n\n{table}"), parser)
    assert [row.name for row in found.rosters[0].rows] == list(names)
    assert not [relation for claim in found.claims for relation in claim.relations]
