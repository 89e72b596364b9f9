"""List facts as register claims: quotes verbatim, places exact to the byte."""

from __future__ import annotations

import hashlib
from html import unescape
from pathlib import Path

from dalil.evidence import Kind, Predicate, Stage, check_quote
from dalil.readers.un_reading import reading, text_layer


def layer_of(content: bytes, *, recover: bool = False):
    return text_layer(content, hashlib.sha256(content).hexdigest(), recover=recover)


def test_every_cell_stands_at_its_bytes(lists):
    content = lists.un_list()
    layer = layer_of(content)
    cells = [p for p in layer.passages if p.raw]
    assert len(cells) > 20
    for cell in cells:
        raw = content[slice(*cell.raw)].decode()
        assert unescape(raw) == layer.text[cell.start : cell.end]


def test_passages_are_in_order_and_cover_the_text(lists):
    layer = layer_of(lists.un_list())
    end = 0
    for passage in layer.passages:
        assert layer.text[end : passage.start].strip() == ""
        end = passage.end


def test_claims_say_what_the_list_says(lists):
    layer = layer_of(lists.un_list())
    read = reading(layer, {"XDi.001"})
    for claim in read.claims:
        check_quote(layer, claim.locator)
        assert claim.kind == Kind.REGISTER
        assert claim.holders[-1].text == "UN List"
    listing = next(c for c in read.claims if c.stage == Stage.DESIGNATION)
    assert listing.quote == "Inner Sea\nREFERENCE_NUMBER\tXDi.001\nLISTED_ON\t2020-02-03-04:00"
    relation = listing.relations[0]
    assert (relation.predicate, relation.value) == (Predicate.SANCTIONED_BY, "Inner Sea")
    assert relation.start_date is not None
    assert relation.start_date.value == "2020-02-03"
    assert {m.text for m in read.mentions} >= {"ORLAM VESKETAI", "Captain O"}
    assert len(read.links) == len(read.mentions) - 1
    assert not any("QUAYSIDE" in m.text for m in read.mentions)


def test_only_the_entries_asked_for(lists):
    layer = layer_of(lists.un_list())
    assert reading(layer, set()).claims == ()
    assert {m.type for m in reading(layer).mentions} == {"PER", "ORG"}


def test_real_list_quotes(shared: Path):
    content = (shared / "data/sanctions/un_sc_xml/consolidated_2024-11-30.xml").read_bytes()
    layer = layer_of(content)
    read = reading(layer)
    assert sum(c.stage == Stage.DESIGNATION for c in read.claims) == 879
    for claim in read.claims:
        check_quote(layer, claim.locator)
    for cell in layer.passages:
        if cell.raw:
            raw = content[slice(*cell.raw)].decode().replace("\r\n", "\n")
            assert unescape(raw) == layer.text[cell.start : cell.end]
