"""The FollowTheMoney names that Dalil speaks exist in the real package, with the properties used."""

from __future__ import annotations

import pytest

from dalil.evidence import Predicate
from dalil.schema.followthemoney import EDGES, NOTES, SANCTION, TYPES, VERSION

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def model():
    """FollowTheMoney's model; a development dependency, imported here only."""
    return pytest.importorskip("followthemoney").model


@pytest.mark.parametrize(
    "name", sorted({name for names in TYPES.values() for name in names} | {SANCTION, "Note"})
)
def test_schema_exists(model, name) -> None:
    assert model.get(name) is not None


@pytest.mark.parametrize("predicate", sorted(EDGES))
def test_edge_has_the_properties_used(model, predicate) -> None:
    edge = EDGES[predicate]
    schema = model.get(edge.schema)
    assert schema is not None
    assert schema.edge
    for name in (edge.subject, edge.object, edge.detail, edge.start, edge.end):
        assert name in schema.properties, f"{edge.schema} has no property {name}"
    for name in (edge.subject, edge.object):
        assert schema.properties[name].type.name == "entity"


def test_every_predicate_leaves_in_one_way() -> None:
    ways = [set(EDGES), set(NOTES), {Predicate.SANCTIONED_BY}]
    assert set.union(*ways) == set(Predicate)
    assert sum(map(len, ways)) == len(Predicate)


def test_accusations_never_leave_as_edges() -> None:
    accusing = {"accused_of", "investigated_for", "charged_with", "convicted_of", "acquitted_of"}
    assert not accusing & {str(predicate) for predicate in EDGES}


def test_checked_version_is_the_locked_one() -> None:
    package = pytest.importorskip("followthemoney")
    assert package.__version__.split(".")[0] == VERSION.split(".")[0]
