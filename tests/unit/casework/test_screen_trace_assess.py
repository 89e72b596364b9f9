"""The three questions on a target: what is recorded, what is refused, what the JSON says."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from dalil.casework import assess as assessing
from dalil.casework import screen as screening
from dalil.casework import trace as tracing
from dalil.casework.assess import Answers
from dalil.casework.trace import TraceOptions
from dalil.claims.view import CaseView, Entity
from dalil.errors import BadInput, NotFound
from dalil.evidence import (
    Claim,
    Holder,
    HolderRole,
    Kind,
    Locator,
    PartialDate,
    Precision,
    Predicate,
    Reference,
    Relation,
    Share,
    Stance,
)
from dalil.matching.screen import ListIndex
from dalil.matching.values import ListEntry, ListName, ListVersion

NAMES = {"x": "Orlam Vesketai", "a": "Karsu Holding", "b": "Karsu Port"}
TYPES = {"x": "PER", "a": "ORG", "b": "ORG"}


class Clock:
    def now(self) -> str:
        return "2024-07-01T00:00:00Z"


def ref(name: str) -> Reference:
    return Reference(f"m_{name}", NAMES[name])


def claim(words: str, *relations, start=0, about=(), **more) -> Claim:
    return Claim(
        "sha",
        Locator(start, start + len(words), words),
        (Holder(HolderRole.REGISTER, None, "register"),),
        Stance.ASSERTS,
        more.pop("kind", Kind.REGISTER),
        about=tuple(ref(n) for n in about),
        relations=relations,
        **more,
    )


def owns(owner, owned, percent, start) -> Claim:
    share = Share(Decimal(percent), Decimal(percent))
    return claim("cell", Relation(Predicate.OWNS, ref(owner), ref(owned), share=share), start=start)


BORN = claim(
    "In 2001 they met Orlam, born on 6 May 1961",
    start=500,
    about=("x",),
    dates=(
        PartialDate("2001", Precision.YEAR, 503, 507, "2001"),
        PartialDate("1961-05-06", Precision.DAY, 532, 542, "6 May 1961"),
    ),
)
SAID = claim(
    "Orlam owns Karsu Port",
    Relation(Predicate.OWNS, ref("x"), ref("b")),
    start=900,
    kind=Kind.INDIRECT,
)


@pytest.fixture
def view() -> CaseView:
    claims = [owns("x", "a", 60, 0), owns("a", "b", 51, 100), BORN, SAID]
    names = {**{n: (NAMES[n],) for n in NAMES}, "x": (NAMES["x"], "Орлам Вескетай")}
    return CaseView(
        "case",
        claims={c.id: c for c in claims},
        entities={
            f"e_{n}": Entity(f"e_{n}", TYPES[n], NAMES[n], names[n], (f"m_{n}",)) for n in NAMES
        },
        entity_of={f"m_{n}": f"e_{n}" for n in NAMES},
        redirects={"e_old": "e_x"},
    )


@pytest.fixture
def index() -> ListIndex:
    entries = (
        ListEntry(
            "XDi.001",
            "person",
            (ListName("ORLAM VESKETAI"),),
            (PartialDate("1961", Precision.YEAR, text="1961"),),
        ),
        ListEntry("XDi.002", "person", (ListName("SIRIN VESKETAI"),)),
    )
    return ListIndex(ListVersion("toy", "2024-06-01", "sha", "P", "L", 2, "now"), entries)


# Screening


def test_target_is_screened_under_all_names_with_what_is_known(view, index):
    found = screening.screen_target(view, "e_old", [index], Clock())
    assert found.names == ("Orlam Vesketai", "Орлам Вескетай")
    assert found.at == "2024-07-01T00:00:00Z"
    (match,) = found.matches
    assert match.entry.id == "XDi.001"
    assert any("1961-05-06 against 1961, agrees" in line for line in match.why)
    shown = json.loads(json.dumps(screening.to_json(found)))
    assert shown["lists"][0]["version"] == "2024-06-01"
    assert shown["matches"][0]["decision"] == "match"


def test_nothing_found_is_a_record_too(view, index):
    found = screening.screen_target(view, "e_a", [index], Clock())
    assert found.matches == ()
    assert [v.list for v in found.lists] == ["toy"]


def test_only_hits_make_listed_entities(view, index):
    held = {e: screening.screen_target(view, e, [index], Clock()) for e in ("e_x", "e_a")}
    assert screening.listed_entities(held) == ("e_x",)


@pytest.mark.parametrize(
    ("name", "kind", "message"),
    [
        ("...", "person", "no letter"),
        ("x" * 501, "any", "501 characters"),
        ("Orlam", "dog", "'dog'"),
    ],
)
def test_bad_names(index, name, kind, message):
    with pytest.raises(BadInput, match=message):
        screening.screen_name(name, kind, [index], Clock())


def test_screen_name_and_unknown_entity(view, index):
    found = screening.screen_name("Вескетай Орлам", "any", [index], Clock())
    assert [m.entry.id for m in found.matches] == ["XDi.001"]
    with pytest.raises(NotFound, match="e_nobody"):
        screening.screen_target(view, "e_nobody", [index], Clock())


# Tracing


def test_trace_states_its_hypothesis_and_names_the_claims(view):
    shown = json.loads(
        json.dumps(tracing.to_json(tracing.trace(view, "e_old", "2024-08-01"), view))
    )
    assert shown["hypothesis"] == "if Orlam Vesketai were designated"
    assert [o["test"] for o in shown["outcomes"]] == ["uk", "ofac", "eu"]
    for outcome in shown["outcomes"]:
        assert outcome["citation"].endswith("(citation unverified)")
        assert {p["name"]: p["outcome"] for p in outcome["paths"]} == {
            "Karsu Holding": "owned",
            "Karsu Port": "owned",
        }
        port = next(p for p in outcome["paths"] if p["name"] == "Karsu Port")
        assert [h["owner_name"] for h in port["holdings"]] == ["Orlam Vesketai", "Karsu Holding"]
        assert all(h["claim"] in view.claims for h in port["holdings"])
    assert [h["claim"] for h in shown["stated_in_speech_not_counted"]] == [SAID.id]


def test_listed_entities_are_no_hypothesis(view):
    found = tracing.trace(view, "e_x", "2024-08-01", TraceOptions(tests=("eu",), listed=("e_x",)))
    assert not found.hypothesis
    assert found.outcomes[0].listed == ("e_x",)


def test_tests_without_a_rule_for_the_date_are_named(view):
    assert tracing.trace(view, "e_x", "2010-01-01").without_rule == ("ofac",)


@pytest.mark.parametrize("text", ["2024", "2024-13-01", "2024-02-30", "01.07.2024", ""])
def test_bad_dates(view, text):
    with pytest.raises(BadInput, match="is no date"):
        tracing.trace(view, "e_x", text)


def test_unknown_test_and_entity(view):
    with pytest.raises(BadInput, match="'moon'"):
        tracing.trace(view, "e_x", "2024-08-01", TraceOptions(tests=("moon",)))
    with pytest.raises(NotFound, match="e_nobody"):
        tracing.trace(view, "e_nobody", "2024-08-01")


# Assessing


def test_assessment_has_findings_and_no_conclusion(view, index):
    found = screening.screen_target(view, "e_x", [index], Clock())
    traced = tracing.trace(view, "e_x", "2024-08-01")
    answers = Answers(lambda _view, ids: (tuple(ids),), traced.outcomes, found)
    made = assessing.assess(view, "e_old", "uk-gac", "2024-08-01", answers)
    shown = json.loads(json.dumps(assessing.to_json(made, view)))
    assert shown["target"] == {"id": "e_x", "name": "Orlam Vesketai"}
    assert [e["element"] for e in shown["elements"]] == [f"E{n}" for n in range(1, 13)]
    assert shown["conclusion"] is None
    assert "XDi.001 (match" in shown["elements"][9]["note"]
    assert not any(word in json.dumps(shown) for word in ("verdict", "probability", "guilty"))


def test_assessment_refuses_what_is_not_there(view):
    answers = Answers(lambda _view, _ids: ())
    with pytest.raises(NotFound, match="e_nobody"):
        assessing.assess(view, "e_nobody", "uk-gac", "2024-08-01", answers)
    with pytest.raises(NotFound, match="us-glomag"):
        assessing.assess(view, "e_x", "us-glomag", "2024-08-01", answers)
    with pytest.raises(BadInput, match="is no date"):
        assessing.assess(view, "e_x", "uk-gac", "soon", answers)
