"""yente's own client, unchanged, against our API: the examples of its documentation, and each of its calls.

The transport hands its requests to the application; nothing else is replaced. Everybody is invented.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import yente_client
from yente_client import BadRequestError, Client, NotFoundError, Person
from yente_client.entities import Article, Company, Vessel
from yente_client.exceptions import ConfigurationError
from yente_client.filters import MatchFilters

from dalil.api.app import create_api
from dalil.api.service import Service
from dalil.assembly import build
from dalil.assembly_lists import holdings
from dalil.config import Config
from dalil.evidence import PartialDate, Precision
from dalil.matching.list_entities import adjacent_of, to_entity
from dalil.matching.values import ListEntry, ListName, ListVersion

ENTRIES = (
    ListEntry(
        "101",
        "person",
        (ListName("Aleksandr Zakharovin"), ListName("Александр Захаровин", "alias")),
        (PartialDate("1965-03-04", Precision.DAY),),
        programmes=("HARBOUR",),
        listed_on="2020-03-04",
    ),
    ListEntry("102", "company", (ListName("Acmeworks LLC"),), listed_on="2020-03-04"),
    ListEntry("103", "vessel", (ListName("Sea Lark"),), identifiers=(("IMO", "9404999", ""),)),
)


class Loopback(httpx.BaseTransport):
    """Gives a request to an ASGI application."""

    def __init__(self, app) -> None:
        self._inner = httpx.ASGITransport(app)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        async def answered() -> httpx.Response:
            whole = httpx.Request(
                request.method, request.url, headers=request.headers, content=request.read()
            )
            response = await self._inner.handle_async_request(whole)
            return httpx.Response(
                response.status_code, headers=response.headers, content=await response.aread()
            )

        return asyncio.run(answered())


@pytest.fixture(scope="module")
def client(tmp_path_factory) -> Iterator[Client]:
    dalil = build(Config.load({"DALIL_HOME": str(tmp_path_factory.mktemp("home"))}))
    version = ListVersion(
        "sdn", "2025-06-01", "a" * 64, "P", "L", 3, "2025-06-02T08:00:00Z", kind="sanctions"
    )
    dalil.shelf.put(version, b"x", ENTRIES)
    app = create_api(Service(lambda: holdings(dalil), dalil.shelf.versions), hosts=("127.0.0.1",))
    with Client(base_url="http://127.0.0.1:8421", transport=Loopback(app)) as made:
        yield made


def test_the_quickstart(client: Client):
    """The first example of its documentation: parts of a name, a year of birth, a data set, a threshold."""
    hits = client.match(
        Person(firstName="Aleksandr", lastName="Zakharovin", birthDate="1965"),
        datasets=["sanctions"],
        threshold=0.7,
    )
    assert hits.top is not None
    assert (hits.top.caption, hits.top.match) == ("Aleksandr Zakharovin", True)
    assert [match.properties.get("topics") for match in hits.matches] == [["sanction"]]
    assert set(hits.top.contributing_explanations) == {"name_match", "birth_date"}
    assert hits.total.value == 1


def test_search(client: Client):
    found = client.search("acmeworks", datasets=["default"], schema="Company", facets=["topics"])
    assert [one.id for one in found.results] == ["sdn-102"]
    assert found.facets["topics"].values[0].count == 1
    assert (
        client.search("acmework", fuzzy=True, limit=1, offset=0, sort=["caption:asc"]).total.value
        == 1
    )
    assert client.search("(acmeworks", simple=True).total.value == 1
    assert (
        client.search("sea", filter=["schema:Vessel"], exclude_schemata=["Person"]).total.value == 1
    )


def test_fetch_follows_to_the_served_id(client: Client):
    entity = client.fetch("101")
    assert entity.id == "sdn-101"
    assert entity.last_seen.year == 2025
    for sanction in entity.properties["sanctions"]:
        assert sanction.properties["authority"] == ["P"]
    assert "sanctions" not in client.fetch("sdn-101", nested=False).properties
    with pytest.raises(NotFoundError):
        client.fetch("nobody")


def test_adjacent(client: Client):
    assert client.adjacent("sdn-101").adjacent["sanctions"].total.value == 1
    page = client.adjacent("sdn-101", prop="sanctions", limit=1, offset=0, sort=["caption:asc"])
    assert page.results[0].schema_ == "Sanction"


def test_operational_calls(client: Client):
    named = {one.name: one for one in client.datasets().datasets}
    assert named["sdn"].load is True
    assert named["sdn"].publisher.name == "P"
    assert named["default"].children == ["sdn"]
    assert client.algorithms().best == "dalil"
    assert client.healthz().status == client.readyz().status == "ok"


def test_all_filters_of_a_match(client: Client):
    filters = MatchFilters(
        datasets=["sdn", "default"],
        exclude_datasets=[],
        exclude_schemata=["Vessel"],
        topics=["sanction"],
        changed_since="2020-01-01",
        exclude_entities=["sdn-103"],
    )
    hits = client.match(
        Company(name="Acmeworks L.L.C."), filters=filters, cutoff=0.5, algorithm="best", limit=3
    )
    assert [one.id for one in hits.results] == ["sdn-102"]
    assert hits.limit == 3
    assert not client.match(Company(name="Acmeworks"), exclude_entities=["102"]).results


def test_a_stream_of_matches(client: Client):
    asked = [("a", Vessel(imoNumber="9404999")), ("b", Person(name="Nobody Atall"))]
    found = dict(client.match_iter(asked, workers=2))
    assert found["a"].top.id == "sdn-103"
    assert found["b"].top is None


def test_refusals_reach_the_caller(client: Client):
    with pytest.raises(BadRequestError, match="logic-v2"):
        client.match(Person(name="A B"), algorithm="logic-v2")
    with pytest.raises(BadRequestError, match="calibrated"):
        client.match(Person(name="A B"), weights={"name_match": 0.4})
    with pytest.raises(NotFoundError):
        client.match(Person(name="A B"), datasets=["nowhere"])
    with pytest.raises(NotFoundError, match="statements"):
        client.statements(entity_id="x")
    with pytest.raises(ConfigurationError):
        client.match(Article(name="A B"))


NUMBERS = (
    "Passport",
    "IMO",
    "MMSI",
    "LEI",
    "SWIFT/BIC",
    "INN",
    "OGRN",
    "Tax ID",
    "VAT",
    "Digital Currency",
)
KINDS = ("person", "company", "vessel", "aircraft", "any")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("said", ["", "CryptoWallet", "Security", "Vehicle", "PublicBody"])
def test_every_property_is_one_of_its_schema(kind, said):
    """The model that the client carries has each property of an entity under its schema."""
    model = json.loads((Path(yente_client.__file__).parent / "schemas" / "model.json").read_text())
    numbers = (*NUMBERS, "Call Sign", "Serial Number", "Registration Number", "Whatever")
    entry = ListEntry(
        "1",
        kind,
        (ListName("A Name"), ListName("B", "alias", "weak"), ListName("C", "former name")),
        (PartialDate("1965", Precision.YEAR),),
        countries=("Kazakhstan",),
        identifiers=tuple((number, "1234567", "") for number in numbers),
        addresses=("1 Quay",),
        programmes=("P",),
        listed_on="2020-01-01",
        updated_on="2020-01-02",
        reasons="Because.",
        positions=("Clerk",),
        birth_places=("Izmer",),
        gender="male",
        contacts=(("email", "a@b.example"), ("fax", "1")),
        relations=(("of", "Somebody"),),
        rest=(("schema", said),) if said else (),
    )
    version = ListVersion("l", "2025-01-01", "a" * 64, "P", "L", 1, "2025-01-01", kind="sanctions")
    for entity in (
        to_entity(entry, version, nested=True),
        *adjacent_of(entry, version)["sanctions"],
    ):
        above = model["schemata"][entity["schema"]]["schemata"]
        known = {name for one in above for name in model["schemata"][one]["properties"]}
        assert set(entity["properties"]) <= known
