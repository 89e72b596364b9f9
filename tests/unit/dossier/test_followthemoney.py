"""What leaves as FollowTheMoney loads in the real package, loses nothing there, and states no allegation."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from followthemoney import model

from dalil.dossier.followthemoney import Graph, lines
from dalil.dossier.leaving import Leaving
from dalil.evidence import (
    DocumentInfo,
    Holder,
    HolderRole,
    Judgement,
    Kind,
    Stance,
    Verdict,
)

EDGES = {"Ownership", "Directorship", "Family", "Membership", "Employment", "Payment"} | {
    "Representation",
    "UnknownLink",
    "Sanction",
}


@pytest.fixture(scope="module")
def graph(fakes):
    return Graph(Leaving(fakes.material(fakes.harbour())))


@pytest.fixture(scope="module")
def entities(graph):
    return [json.loads(line) for line in lines(graph.entities()).splitlines()]


def test_the_package_takes_every_entity_and_drops_nothing(entities):
    for entity in entities:
        proxy = model.get_proxy(entity)
        assert proxy.schema.name == entity["schema"]
        for name, values in entity["properties"].items():
            assert name in proxy.schema.properties, (entity["schema"], name)
            assert len(proxy.get(name)) == len(set(values)), (entity["schema"], name, values)


def test_every_reference_leads_to_an_entity_of_a_fitting_schema(entities):
    known = {entity["id"]: model.get_proxy(entity) for entity in entities}
    assert len(known) == len(entities)
    seen = 0
    for proxy in known.values():
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                seen += 1
                assert known[value].schema.is_a(prop.range), (proxy.schema.name, prop.name)
    assert seen > 10


def test_edges_come_from_registers_alone(graph, entities):
    claims = {claim.id: claim for claim in graph.leaving.claims}
    edges = [entity for entity in entities if entity["schema"] in EDGES]
    assert edges
    for edge in edges:
        claim = claims[edge["id"].rsplit("-", 1)[0]]
        assert claim.kind is Kind.REGISTER
        assert claim.stance is Stance.ASSERTS


def test_what_people_say_is_a_note_with_holder_and_stance(graph, entities):
    notes = {one["id"]: one for one in entities if one["schema"] == "Note"}
    for claim in graph.leaving.claims:
        if claim.kind is Kind.REGISTER:
            continue
        note = notes[f"{claim.id}-note"]["properties"]
        row = graph.leaving.row(claim)
        assert note["description"] == [claim.quote]
        assert row["holder_line"] in note["summary"][0]
        if claim.stance is not Stance.ASSERTS:
            assert str(claim.stance).replace("_", " ") in note["summary"][0]


@pytest.mark.parametrize(
    "change", [{"negated": True}, {"hedged": True}, {"stance": Stance.ALLEGES}]
)
def test_a_register_s_statement_in_doubt_is_no_edge(fakes, change):
    case = fakes.harbour()
    old = next(one for one in case.claims.values() if one.kind is Kind.REGISTER and one.relations)
    del case.claims[old.id]
    new = replace(old, **change)
    case.claims[new.id] = new
    made = list(Graph(Leaving(fakes.material(case))).entities())
    assert [one["schema"] for one in made if str(one["id"]).startswith(new.id)] == ["Note"]


def test_the_provenance_says_of_every_edge_and_note_who_where_and_in_which_words(graph, entities):
    rows = [json.loads(line) for line in lines(graph.provenance()).splitlines()]
    assert rows[0]["reviewed"].endswith("claims reviewed")
    made = {one["id"] for one in entities if one["schema"] in EDGES | {"Note"}}
    assert {row["id"] for row in rows[1:]} == made
    for row in rows[1:]:
        text = graph.leaving.material.layer(row["exhibit"]).text
        assert text[row["start"] : row["end"]] == row["quote"]
        assert row["holders"]


def unnamed(fakes, **extra):
    """A case in which a register's statement stands in a table that nobody signs."""
    case = fakes.harbour()
    old = next(one for one in case.claims.values() if one.kind is Kind.REGISTER and one.relations)
    del case.claims[old.id]
    new = replace(old, holders=(Holder(HolderRole.REGISTER),))
    case.claims[new.id] = new
    layer = case.layers[new.exhibit]
    case.layers[new.exhibit] = replace(layer, info=DocumentInfo(**extra))
    return case, new


def schemata(fakes, case, claim):
    made = Graph(Leaving(fakes.material(case))).entities()
    return {str(one["schema"]) for one in made if str(one["id"]).startswith(claim.id)}


def test_a_table_that_nobody_signs_makes_a_note_until_a_person_accepts_it(fakes):
    case, claim = unnamed(fakes)
    assert schemata(fakes, case, claim) == {"Note"}
    case.judgements.append(Judgement(claim.id, None, Verdict.REJECT, "", "person:A. Desk"))
    case.judgements.append(Judgement(claim.id, None, Verdict.ACCEPT, "", "person:A. Desk"))
    assert schemata(fakes, case, claim) & EDGES


def test_a_table_of_a_stated_authority_makes_an_edge(fakes):
    case, claim = unnamed(fakes, publisher="Varnian company register")
    assert schemata(fakes, case, claim) & EDGES
