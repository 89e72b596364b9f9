"""yente's wire format: every parameter is honoured or refused, every hostile body answered with a reason.

Everybody in the lists is invented.
"""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from urllib.parse import urlencode

import pytest

from dalil.api.app import create_api
from dalil.api.service import Service
from dalil.assembly import build
from dalil.assembly_lists import holdings
from dalil.config import Config
from dalil.evidence import PartialDate, Precision
from dalil.matching.values import ListEntry, ListName, ListVersion

with warnings.catch_warnings():
    # Starlette announces another client library; the one that it still takes is the locked one.
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

ORLAM = ListEntry(
    "101",
    "person",
    (
        ListName("Orlam Vesketai"),
        ListName("Орлам Вескетай", "alias"),
        ListName("Captain O", "alias", "weak"),
    ),
    (PartialDate("1961-05-06", Precision.DAY),),
    countries=("Kazakhstan",),
    identifiers=(("Passport", "DB778899", "Kazakhstan"),),
    programmes=("GLOMAG",),
    listed_on="2020-03-04",
    updated_on="2024-01-05",
    reasons="Took bribes at the harbour.",
    gender="male",
    relations=(("linked to", "Tide Works LLP [102]"), ("associate", "Sirin Malek")),
)
TIDE = ListEntry(
    "102",
    "company",
    (ListName("Tide Works LLP"),),
    countries=("Kazakhstan",),
    identifiers=(("Registration Number", "REG-55-1234", ""),),
    programmes=("GLOMAG",),
    listed_on="2019-01-01",
)
LARK = ListEntry("103", "vessel", (ListName("Sea Lark"),), identifiers=(("IMO", "9404999", ""),))
SIRIN = ListEntry(
    "p/7",
    "person",
    (ListName("Sirin Malek"),),
    (PartialDate("1970", Precision.YEAR),),
    countries=("France",),
    positions=("Deputy minister",),
    topics=("role.pep",),
    updated_on="2025-02-01",
    gender="female",
    rest=(("referents", "old-7"),),
)


def put(dalil, list_id, kind, entries, **more):
    version = ListVersion(
        list_id,
        more.pop("version", "2025-06-01"),
        more.pop("sha256", f"{list_id:0<64}"),
        "Publisher of invented lists",
        "Invented licence",
        len(entries),
        "2025-06-02T08:00:00Z",
        kind=kind,
        restrictions=("non-commercial",) if kind == "peps" else (),
        **more,
    )
    dalil.shelf.put(version, list_id.encode(), entries)


@pytest.fixture(scope="module")
def dalil(tmp_path_factory: pytest.TempPathFactory):
    made = build(Config.load({"DALIL_HOME": str(tmp_path_factory.mktemp("home"))}))
    put(made, "harbour", "sanctions", [ORLAM, TIDE, LARK])
    put(made, "offices", "peps", [SIRIN])
    return made


@pytest.fixture(scope="module")
def client(dalil) -> TestClient:
    newest = lambda: [v for v in dalil.shelf.versions()]  # noqa: E731, C416
    service = Service(lambda: holdings(dalil), newest, token="open sesame")
    return TestClient(create_api(service, hosts=("testserver",)), raise_server_exceptions=False)


def ask(client, properties=None, *, dataset="default", schema="Person", **params):
    given = {"name": ["Orlam Vesketay"]} if properties is None else properties
    body = {"queries": {"q": {"schema": schema, "properties": given}}}
    return client.post(f"/match/{dataset}", params=params, json=body)


def ids(answer) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [one["id"] for one in answer.json()["responses"]["q"]["results"]]


def refused(answer, word: str, status: int = 400) -> None:
    assert answer.status_code == status, answer.text
    assert word in answer.json()["detail"], answer.text


# -- /match ------------------------------------------------------------------------------------


def test_match_has_the_shape_of_the_format(client):
    answer = ask(client, {"name": ["Orlam Vesketay"], "birthDate": "1961-05-06", "notes": ["x"]})
    assert answer.headers["x-batch-size"] == "1"
    body = answer.json()
    said = body["responses"]["q"]
    assert body["limit"] == 5
    assert (said["status"], said["total"]) == (200, {"value": 1, "relation": "eq"})
    assert said["query"]["properties"]["birthDate"] == ["1961-05-06"]
    assert said["unused"] == ["notes"]
    one = said["results"][0]
    assert one["id"] == "harbour-101"
    assert one["caption"] == "Orlam Vesketai"
    assert one["schema"] == "Person"
    assert one["properties"]["alias"] == ["Орлам Вескетай"]
    assert one["properties"]["weakAlias"] == ["Captain O"]
    assert one["properties"]["nationality"] == ["kz"]
    assert one["properties"]["passportNumber"] == ["DB778899"]
    assert (one["datasets"], one["referents"], one["target"]) == (["harbour"], ["101"], True)
    assert one["first_seen"] == "2020-03-04T00:00:00"
    assert one["last_seen"] == "2025-06-01T00:00:00"
    assert one["last_change"] == "2024-01-05T00:00:00"
    assert one["match"] is True
    assert one["score"] > 0.9
    name, birth = one["explanations"]["name_match"], one["explanations"]["birth_date"]
    assert (name["query"], name["candidate"]) == ("Orlam Vesketay", "Orlam Vesketai")
    assert birth["score"] > 0
    assert "agrees" in birth["detail"]


def test_licences_stand_in_the_answer(client):
    said = ask(client).json()["datasets"]
    assert said["offices"]["restrictions"] == ["non-commercial"]
    assert said["harbour"] == {
        "version": "2025-06-01",
        "publisher": "Publisher of invented lists",
        "licence": "Invented licence",
        "restrictions": [],
    }


def test_results_fall_by_score_and_contradictions_are_told(client):
    answer = ask(client, {"name": ["Orlam Vesketai"], "birthDate": ["1990-01-01"]}, threshold=0.1)
    one = answer.json()["responses"]["q"]["results"][0]
    assert one["explanations"]["birth_date"]["score"] < 0
    assert one["score"] < one["explanations"]["name_match"]["score"]


def test_limit(client):
    both = {"name": ["Orlam Vesketai", "Sirin Malek"]}
    assert ids(ask(client, both)) == ["harbour-101", "offices-p/7"] or set(
        ids(ask(client, both))
    ) == {"harbour-101", "offices-p/7"}
    one = ask(client, both, limit=1)
    assert len(ids(one)) == 1
    assert one.json()["responses"]["q"]["total"]["value"] == 2
    assert one.json()["limit"] == 1


def test_threshold_and_cutoff(client):
    score = ask(client).json()["responses"]["q"]["results"][0]["score"]
    above = min(1.0, score + 0.00005)
    assert ids(ask(client, threshold=above, cutoff=above)) == []
    held = ask(client, threshold=above, cutoff=0.2).json()["responses"]["q"]
    assert held["results"][0]["match"] is False
    assert held["total"]["value"] == 0
    assert len(ids(ask(client, threshold=0.3))) == 1, "a lower threshold takes the cutoff along"
    assert ids(ask(client, threshold=0.3, cutoff=above)) == [], "unless one is asked for"


@pytest.mark.parametrize("algorithm", ["best", "dalil"])
def test_own_algorithm(client, algorithm):
    assert ids(ask(client, algorithm=algorithm)) == ["harbour-101"]


@pytest.mark.parametrize(
    "algorithm", ["logic-v2", "logic-v1", "name-based", "name-qualified", "regression-v1", "x"]
)
def test_other_algorithms_are_refused(client, algorithm):
    refused(ask(client, algorithm=algorithm), algorithm)


def test_dataset_include_and_exclude(client):
    assert ids(ask(client, dataset="harbour")) == ["harbour-101"]
    assert ids(ask(client, dataset="offices")) == []
    assert ids(ask(client, dataset="sanctions")) == ["harbour-101"]
    assert ids(ask(client, dataset="all", include_dataset=["offices"])) == []
    assert ids(ask(client, dataset="offices", include_dataset=["harbour"])) == ["harbour-101"]
    assert ids(ask(client, exclude_dataset=["harbour"])) == []
    refused(ask(client, dataset="nowhere"), "nowhere", 404)
    refused(ask(client, include_dataset=["nowhere"]), "nowhere", 404)
    refused(ask(client, exclude_dataset=["nowhere"]), "nowhere", 404)


def test_exclude_schema(client):
    assert ids(ask(client, exclude_schema=["Person"])) == []
    assert ids(ask(client, exclude_schema=["LegalEntity"])) == []
    assert ids(ask(client, exclude_schema=["Vessel"])) == ["harbour-101"]
    refused(ask(client, exclude_schema=["Nonsense"]), "Nonsense")


def test_topics(client):
    assert ids(ask(client, topics=["sanction"])) == ["harbour-101"]
    assert ids(ask(client, topics=["role.pep"])) == []
    assert ids(ask(client, topics=["role.pep", "sanction"])) == ["harbour-101"]


@pytest.mark.parametrize("since", ["2024-01-05", "2023-12-31T23", "2023-01-01T01:02:03"])
def test_changed_since(client, since):
    assert ids(ask(client, changed_since=since)) == ["harbour-101"]
    assert ids(ask(client, changed_since="2024-01-06")) == []


@pytest.mark.parametrize("excluded", ["harbour-101", "101"])
def test_exclude_entity_ids(client, excluded):
    assert ids(ask(client, exclude_entity_ids=[excluded])) == []


@pytest.mark.parametrize("excluded", ["offices-p/7", "p/7", "old-7"])
def test_earlier_ids_are_excluded_too(client, excluded):
    asked = {"name": ["Sirin Malek"]}
    assert ids(ask(client, asked)) == ["offices-p/7"]
    assert ids(ask(client, asked, exclude_entity_ids=[excluded])) == []
    assert ids(ask(client, asked, exclude_entity_ids=["old-8"])) == ["offices-p/7"]


def test_too_many_excluded_ids(client):
    refused(ask(client, exclude_entity_ids=[str(n) for n in range(51)]), "50")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("limit", "501"),
        ("limit", "-1"),
        ("limit", "many"),
        ("limit", "1e3"),
        ("threshold", "nan"),
        ("threshold", "1.5"),
        ("threshold", "-0.1"),
        ("threshold", "inf"),
        ("cutoff", "low"),
        ("changed_since", "yesterday"),
        ("changed_since", "2024-13-01"),
        ("changed_since", "2024-02-30"),
        ("fuzzy", "true"),
        ("nothing_known", "1"),
    ],
)
def test_a_bad_or_unknown_parameter_is_refused_by_name(client, name, value):
    refused(ask(client, **{name: value}), name)


def test_a_parameter_given_twice_is_refused(client):
    refused(client.post("/match/default?limit=1&limit=2", json={"queries": {}}), "limit")


def test_weights_and_config_can_only_be_empty(client):
    query = {"queries": {"q": {"schema": "Person", "properties": {"name": ["Orlam Vesketai"]}}}}
    assert ids(client.post("/match/default", json={**query, "weights": {}, "config": {}})) == [
        "harbour-101"
    ]
    for name, value in (("weights", {"name_match": 0.1}), ("config", {"nm_number_mismatch": 0.4})):
        answer = client.post("/match/default", json={**query, name: value})
        refused(answer, next(iter(value)))
    refused(client.post("/match/default", json={**query, "weights": [1]}), "weights")
    refused(client.post("/match/default", json={**query, "extra": 1}), "extra")


def test_names_are_joined_from_their_parts(client):
    assert ids(ask(client, {"firstName": ["Orlam"], "lastName": ["Vesketai"]})) == ["harbour-101"]


def test_another_script(client):
    assert ids(ask(client, {"name": ["Орлам Вескетай"]})) == ["harbour-101"]


def test_a_number_finds_without_a_name(client):
    found = ask(client, {"registrationNumber": ["reg 551234"]}, schema="Company")
    assert ids(found) == ["harbour-102"]
    one = found.json()["responses"]["q"]["results"][0]
    assert "identifier shared" in one["explanations"]["identifier"]["detail"]
    assert ids(ask(client, {"imoNumber": ["9404999"]}, schema="Vessel")) == ["harbour-103"]


def test_a_schema_keeps_others_out(client):
    assert ids(ask(client, {"name": ["Sea Lark"]}, schema="Vessel")) == ["harbour-103"]
    assert ids(ask(client, {"name": ["Sea Lark"]}, schema="Person")) == []


@pytest.mark.parametrize(
    "example",
    [
        None,
        [],
        "text",
        {"properties": {"name": ["A B"]}},
        {"schema": 5, "properties": {"name": ["A B"]}},
        {"schema": "Article", "properties": {"name": ["A B"]}},
        {"schema": "Sanction", "properties": {"name": ["A B"]}},
        {"schema": "Person", "properties": []},
        {"schema": "Person", "properties": {}},
        {"schema": "Person", "properties": {"name": [""]}},
        {"schema": "Person", "properties": {"name": ["!!!"]}},
        {"schema": "Person", "properties": {"name": [{"a": 1}]}},
        {"schema": "Person", "properties": {"name": [True]}},
        {"schema": "Person", "properties": {"nome": ["A B"]}},
        {"schema": "Person", "properties": {"name": ["A" * 501]}},
        {"schema": "Person", "properties": {"name": ["A B"], "birthDate": ["06.05.1961"]}},
        {"schema": "Person", "properties": {"name": ["A B"], "birthDate": ["1961-02-30"]}},
        {"schema": "Person", "properties": {"name": ["A B"] * 101}},
        {"schema": "Person", "properties": {"name": ["A B"]}, "id": 7},
        {"schema": "Person", "properties": {"name": ["A B"]}, "weight": 7},
    ],
)
def test_an_example_that_cannot_be_read_is_refused(client, example):
    answer = client.post("/match/default", json={"queries": {"q": example}})
    refused(answer, "q" if example is not None else "No queries")


def test_batches(client):
    one = {"schema": "Person", "properties": {"name": ["Orlam Vesketai"]}}
    many = {f"q{n}": one for n in range(100)}
    answer = client.post("/match/default", json={"queries": many})
    assert answer.headers["x-batch-size"] == "100"
    assert all(said["results"] for said in answer.json()["responses"].values())
    refused(client.post("/match/default", json={"queries": {**many, "x": one}}), "limit: 100")
    refused(client.post("/match/default", json={"queries": {}}), "No queries")
    refused(client.post("/match/default", json={}), "queries")
    some = client.post("/match/default", json={"queries": {"a": one, "b": None}})
    assert list(some.json()["responses"]) == ["a"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{",
        b"\xff\xfe{}",
        b'{"queries": NaN}',
        b'{"queries": {"q": {"schema": "Person", "properties": {"name": [1e999]}}}, "weights": {"x": Infinity}}',
        b'{"queries": {"q": 1}, "queries": {}}',
        b"[" * 100_000,
        b'{"queries":' * 20_000,
        b'{"queries": {"q": {"schema": "Person", "properties": {"name": ["\\ud800"]}}}}',
        json.dumps({"queries": {"q": {"a": {"b": {"c": {"d": [[[[[[[[[[1]]]]]]]]]]}}}}}}).encode(),
    ],
)
def test_hostile_bodies_are_refused(client, body):
    answer = client.post("/match/default", content=body)
    assert answer.status_code == 400, answer.text
    assert answer.json()["detail"]


def test_a_body_of_ten_megabytes_is_refused(client):
    body = b'{"queries": {"' + b"x" * 10_000_000 + b'": 1}}'
    refused(client.post("/match/default", content=body), "larger", 413)
    told = iter([body[:5_000_000], body[5_000_000:]])  # without a length beforehand
    refused(client.post("/match/default", content=told), "larger", 413)


def test_foreign_hosts_and_long_addresses_are_refused(client):
    foreign = client.get("/catalog", headers={"host": "evil.example"})
    refused(foreign, "host", 421)
    assert client.get("/search/default", params={"q": "x" * 20_000}).status_code == 414
    assert client.get("/catalog").headers["x-content-type-options"] == "nosniff"
    assert "access-control-allow-origin" not in client.get("/catalog").headers


# -- /search -----------------------------------------------------------------------------------


def search(client, dataset="default", **params):
    answer = client.get(f"/search/{dataset}", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def found(client, **params) -> list[str]:
    return [one["caption"] for one in search(client, **params)["results"]]


ALL = ["Orlam Vesketai", "Sea Lark", "Sirin Malek", "Tide Works LLP"]


def test_search_shape_and_facets(client):
    said = search(client, q="vesketai")
    assert (said["limit"], said["offset"], said["total"]) == (
        10,
        0,
        {"value": 1, "relation": "eq"},
    )
    assert said["results"][0]["id"] == "harbour-101"
    assert set(said["facets"]) == {"countries", "topics", "datasets"}
    assert said["facets"]["countries"]["values"] == [{"name": "kz", "label": "kz", "count": 1}]
    assert said["facets"]["datasets"]["values"][0]["name"] == "harbour"


def test_search_chosen_facets(client):
    said = search(client, facets=["schema", "identifiers", "genders"])["facets"]
    assert {v["name"] for v in said["schema"]["values"]} >= {"Person", "Vessel"}
    assert {v["name"] for v in said["genders"]["values"]} == {"male", "female"}
    assert "9404999" in {v["name"] for v in said["identifiers"]["values"]}


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("", ALL),
        ("vesketai orlam", ["Orlam Vesketai"]),
        ("Вескетай", ["Orlam Vesketai"]),
        ('"tide works"', ["Tide Works LLP"]),
        ('"works tide"', []),
        ("vesk*", ["Orlam Vesketai"]),
        ("lark | malek", ["Sea Lark", "Sirin Malek"]),
        ("lark OR malek", ["Sea Lark", "Sirin Malek"]),
        ("(sea OR tide) -works", ["Sea Lark"]),
        ("sea NOT lark", []),
        ("9404999", ["Sea Lark"]),
        ("nobody", []),
        ("!!!", []),
    ],
)
def test_search_words(client, q, expected):
    assert sorted(found(client, q=q)) == expected


def test_search_fuzzy_and_simple(client):
    assert found(client, q="veskatai") == []
    assert found(client, q="veskatai", fuzzy="true") == ["Orlam Vesketai"]
    for odd in ('"sea', "(sea", "sea)", "-", "caption:sea"):
        answer = client.get("/search/default", params={"q": odd})
        assert answer.status_code == 400 or odd == "-", (odd, answer.text)
        assert client.get("/search/default", params={"q": odd, "simple": "true"}).status_code == 200
    assert found(client, q="(sea", simple="true") == ["Sea Lark"]


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"schema": "Person"}, ["Orlam Vesketai", "Sirin Malek"]),
        ({"schema": "LegalEntity"}, ["Orlam Vesketai", "Sirin Malek", "Tide Works LLP"]),
        ({"exclude_schema": "Person"}, ["Sea Lark", "Tide Works LLP"]),
        ({"countries": "fr"}, ["Sirin Malek"]),
        ({"countries": ["fr", "KZ"]}, ["Orlam Vesketai", "Sirin Malek", "Tide Works LLP"]),
        ({"countries": ["fr", "kz"], "filter_op": "AND"}, []),
        ({"topics": "role.pep"}, ["Sirin Malek"]),
        ({"datasets": "offices"}, ["Sirin Malek"]),
        ({"datasets": ["offices", "harbour"], "filter_op": "AND"}, []),
        ({"filter": "genders:male"}, ["Orlam Vesketai"]),
        ({"filter": ["schema:Vessel", "topics:sanction"]}, ["Sea Lark"]),
        ({"filter": "identifiers:9404999"}, ["Sea Lark"]),
        ({"filter": "id:harbour-102"}, ["Tide Works LLP"]),
        ({"include_dataset": "offices"}, ["Sirin Malek"]),
        ({"exclude_dataset": "offices"}, ["Orlam Vesketai", "Sea Lark", "Tide Works LLP"]),
        ({"changed_since": "2024-01-01"}, ["Orlam Vesketai", "Sea Lark", "Sirin Malek"]),
        ({"target": "true"}, ["Orlam Vesketai", "Sea Lark", "Tide Works LLP"]),
        ({"target": "false"}, ["Sirin Malek"]),
    ],
)
def test_search_filters(client, params, expected):
    assert sorted(found(client, **params)) == expected
    assert search(client, **params)["total"]["value"] == len(expected)


def test_search_sort_limit_offset(client):
    assert found(client, sort="caption") == ALL
    assert found(client, sort="caption:desc") == ALL[::-1]
    assert found(client, sort="last_change:desc")[-1] == "Tide Works LLP"
    assert found(client, sort="schema:asc")[0] == "Tide Works LLP"
    assert found(client, sort="caption", limit=2) == ALL[:2]
    page = search(client, sort="caption", limit=2, offset=3)
    assert [one["caption"] for one in page["results"]] == ALL[3:]
    assert (page["limit"], page["offset"], page["total"]["value"]) == (2, 3, 4)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("sort", "height:asc"),
        ("sort", "caption:up"),
        ("filter", "height:3"),
        ("filter", "countries"),
        ("filter_op", "XOR"),
        ("schema", "Nonsense"),
        ("exclude_schema", "Nonsense"),
        ("facets", "heights"),
        ("limit", "501"),
        ("offset", "9500"),
        ("fuzzy", "perhaps"),
        ("simple", "perhaps"),
        ("target", "perhaps"),
        ("changed_since", "x"),
        ("q", "height:tall"),
        ("q", "-only"),
        ("algorithm", "best"),
    ],
)
def test_search_refuses_by_name(client, name, value):
    answer = client.get("/search/default", params={name: value})
    assert answer.status_code == 400, answer.text
    words = {name, value.split(":")[0], "facet", "schema", "search"}
    assert any(word in answer.json()["detail"] for word in words)


def test_search_in_an_unknown_dataset(client):
    assert client.get("/search/nowhere").status_code == 404


# -- /entities ---------------------------------------------------------------------------------


def test_entity_nested_or_flat(client):
    whole = client.get("/entities/harbour-101").json()
    sanction = whole["properties"]["sanctions"][0]
    assert sanction["properties"]["program"] == ["GLOMAG"]
    assert sanction["properties"]["authority"] == ["Publisher of invented lists"]
    assert whole["licences"]["harbour"]["licence"] == "Invented licence"
    flat = client.get("/entities/harbour-101", params={"nested": "false"}).json()
    assert "sanctions" not in flat["properties"]
    assert client.get("/entities/harbour-101", params={"nested": "so so"}).status_code == 400
    assert client.get("/entities/harbour-101", params={"deep": "1"}).status_code == 400


@pytest.mark.parametrize("other", ["101", "old-7", "p%2F7"])
def test_other_ids_lead_to_the_served_one(client, other):
    answer = client.get(f"/entities/{other}?nested=false", follow_redirects=False)
    assert answer.status_code == 308
    assert client.get(answer.headers["location"]).json()["referents"]


def test_unknown_entities(client):
    assert client.get("/entities/nobody").status_code == 404
    assert client.get("/entities/nobody/adjacent").status_code == 404


def test_adjacent(client):
    said = client.get("/entities/harbour-101/adjacent").json()
    assert said["entity"]["id"] == "harbour-101"
    assert set(said["adjacent"]) == {"sanctions", "unknownLinkTo"}
    links = said["adjacent"]["unknownLinkTo"]
    assert links["total"] == {"value": 2, "relation": "eq"}
    page = client.get(
        "/entities/harbour-101/adjacent/unknownLinkTo",
        params={"limit": 1, "offset": 1, "sort": "caption:asc"},
    ).json()
    assert (page["limit"], page["offset"], page["total"]["value"]) == (1, 1, 2)
    assert page["results"][0]["caption"].startswith("linked to")
    assert client.get("/entities/harbour-103/adjacent/sanctions").json()["results"] == []
    assert client.get("/entities/harbour-101/adjacent/heights").status_code == 404
    assert client.get("/entities/offices-p%2F7/adjacent").json()["adjacent"] == {}


@pytest.mark.parametrize(
    "params", [{"limit": "501"}, {"offset": "-1"}, {"sort": "height"}, {"x": "1"}]
)
def test_adjacent_refuses(client, params):
    assert client.get("/entities/harbour-101/adjacent", params=params).status_code == 400


# -- what is served ----------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/catalog", "/manifest"])
def test_catalog_tells_licences_and_versions(client, path):
    said = client.get(path).json()
    named = {one["name"]: one for one in said["datasets"]}
    assert named["offices"]["restrictions"] == ["non-commercial"]
    assert named["offices"]["licence"] == "Invented licence"
    assert named["harbour"]["entity_count"] == 3
    assert named["harbour"]["load"] is True
    assert set(named["default"]["children"]) == {"harbour", "offices"}
    assert named["peps"]["children"] == ["offices"]
    assert (said["current"], said["outdated"]) == (["harbour", "offices"], [])
    assert client.get(path, params={"x": "1"}).status_code == 400


def test_algorithms(client):
    said = client.get("/algorithms").json()
    assert (said["default"], said["best"]) == ("dalil", "dalil")
    one = said["algorithms"][0]
    assert one["docs"]["config"] == {}
    assert "name_match" in one["docs"]["features"]


def test_health(client):
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ok"}
    assert client.get("/healthz", params={"x": "1"}).status_code == 400


def test_ready_only_with_a_list(tmp_path: Path):
    empty = build(Config.load({"DALIL_HOME": str(tmp_path)}))
    app = create_api(Service(lambda: holdings(empty), list), hosts=("testserver",))
    assert TestClient(app).get("/readyz").status_code == 503


def test_updating_needs_the_token(tmp_path: Path):
    dalil = build(Config.load({"DALIL_HOME": str(tmp_path)}))
    put(dalil, "harbour", "sanctions", [TIDE])
    newest = lambda: [dalil.shelf.newest("harbour")]  # noqa: E731
    client = TestClient(
        create_api(Service(lambda: holdings(dalil), newest, "open sesame"), hosts=("testserver",))
    )
    assert client.get("/catalog").json()["outdated"] == []
    put(dalil, "harbour", "sanctions", [TIDE, LARK], version="2025-07-01", sha256="2" * 64)
    assert client.get("/catalog").json()["outdated"] == ["harbour"]
    assert client.get("/catalog").json()["index_stale"] is True
    for params in ({}, {"token": ""}, {"token": "wrong"}):
        assert client.post("/updatez", params=params).status_code == 403
    assert client.post("/updatez", params={"token": "open sesame", "sync": "1"}).status_code == 200
    assert client.get("/catalog").json()["outdated"] == []
    assert found(client, q="lark") == ["Sea Lark"]
    none = create_api(Service(lambda: holdings(dalil), newest), hosts=("testserver",))
    assert TestClient(none).post("/updatez", params={"token": ""}).status_code == 403


def test_unknown_addresses_and_methods(client):
    assert client.get("/nothing").json() == {"detail": "Not Found"}
    assert client.get("/match/default").status_code == 405


# -- /reconcile --------------------------------------------------------------------------------


def reconcile(client, dataset="default", params=None, **form):
    fields = {name: json.dumps(value) for name, value in form.items()}
    return client.post(
        f"/reconcile/{dataset}",
        params=params,
        content=urlencode(fields),
        headers={"content-type": "application/x-www-form-urlencoded"},
    )


def test_manifest_of_reconciliation(client):
    said = client.get("/reconcile/default").json()
    assert said["versions"] == ["0.2"]
    assert said["batchSize"] == 3
    assert "Person" in {one["id"] for one in said["defaultTypes"]}
    for part in said["suggest"].values():
        path = part["service_url"].removeprefix("http://testserver") + part["service_path"]
        assert client.get(path, params={"prefix": "per"}).status_code == 200
    propose = said["extend"]["propose_properties"]
    path = propose["service_url"].removeprefix("http://testserver") + propose["service_path"]
    assert client.get(path, params={"type": "Person"}).json()["properties"]
    assert client.get("/reconcile/nowhere").status_code == 404


def test_reconciliation_queries(client):
    answer = reconcile(
        client,
        queries={
            "q0": {
                "query": "Orlam Vesketay",
                "type": "Person",
                "limit": 3,
                "properties": [{"pid": "Person:birthDate", "v": "1961-05-06"}],
            },
            "q1": {"query": "Nobody Atall"},
        },
    )
    assert answer.headers["x-batch-size"] == "2"
    said = answer.json()
    one = said["q0"]["result"][0]
    assert (one["id"], one["name"], one["match"]) == ("harbour-101", "Orlam Vesketai", True)
    assert one["type"] == [{"id": "Person", "name": "People", "description": "Person"}]
    assert said["q1"]["result"] == []


def test_reconciliation_parameters(client):
    query = {"q": {"query": "Orlam Vesketai", "type": ["Person"], "limit": 0}}
    assert reconcile(client, queries=query).json()["q"]["result"] == []
    query["q"]["limit"] = 1
    for params, count in (
        ({"changed_since": "2024-01-05"}, 1),
        ({"changed_since": "2025-05-05"}, 0),
    ):
        assert len(reconcile(client, params=params, queries=query).json()["q"]["result"]) == count
    refused(reconcile(client, params={"algorithm": "logic-v2"}, queries=query), "logic-v2")
    refused(reconcile(client, params={"limit": "3"}, queries=query), "limit")


def test_values_for_a_spreadsheet(client):
    said = reconcile(
        client,
        extend={
            "ids": ["harbour-101", "nobody"],
            "properties": [
                {"id": "nationality"},
                {"id": "nationality", "settings": {"render": "raw"}},
                {"id": "alias", "settings": {"limit": "1"}},
            ],
        },
    ).json()
    assert said["rows"]["nobody"] == {}
    assert said["rows"]["harbour-101"]["nationality"] == [{"str": "kz"}]
    assert said["rows"]["harbour-101"]["alias"] == [{"str": "Орлам Вескетай"}]
    shown = reconcile(
        client, extend={"ids": ["harbour-101"], "properties": [{"id": "nationality"}]}
    ).json()
    assert shown["rows"]["harbour-101"]["nationality"] == [{"str": "Kazakhstan"}]
    assert shown["meta"] == [{"id": "nationality", "name": "Nationality"}]


def test_suggestions(client):
    entity = client.get("/reconcile/default/suggest/entity", params={"prefix": "orl ves"}).json()
    assert entity["result"][0]["id"] == "harbour-101"
    none = client.get("/reconcile/default/suggest/entity", params={"prefix": "o", "limit": 0})
    assert none.json()["result"] == []
    types = client.get("/reconcile/default/suggest/type", params={"prefix": "comp"}).json()
    assert [one["id"] for one in types["result"]] == ["Company"]
    named = client.get("/reconcile/default/suggest/property", params={"prefix": "birth"}).json()
    assert {one["id"] for one in named["result"]} == {"birthDate", "birthPlace"}
    vessel = client.get("/reconcile/default/extend/property", params={"type": "Vessel", "limit": 2})
    assert len(vessel.json()["properties"]) == 2
    assert "birthDate" not in vessel.text


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"queries": 1},
        {"queries": {"q": 1}},
        {"queries": {"q": {"query": "A B", "type": "Nonsense"}}},
        {"queries": {"q": {"query": "A B", "limit": "many"}}},
        {"queries": {"q": {"query": "A B", "properties": [{"v": 1}]}}},
        {"queries": {"q": {"query": "A B", "properties": [{"pid": "heights", "v": 1}]}}},
        {"queries": {"q": {"query": "A B", "odd": 1}}},
        {"queries": {f"q{n}": {"query": "A B"} for n in range(101)}},
        {"extend": {"ids": "x", "properties": []}},
        {"extend": {"ids": [], "properties": [{"id": 4}]}},
        {"extend": {"ids": [], "properties": [{"id": "name", "settings": {"render": "odd"}}]}},
        {"extend": {"ids": [], "properties": [{"id": "name", "settings": {"limit": "x"}}]}},
        {"other": {}},
    ],
)
def test_reconciliation_refuses(client, form):
    answer = reconcile(client, **form)
    assert answer.status_code == 400, answer.text
    assert answer.json()["detail"]


def test_a_page_of_this_machine_may_reconcile_and_no_other_page_may(client):
    page = {"origin": "http://127.0.0.1:3333"}
    said = client.get("/reconcile/default", headers=page)
    assert said.headers["access-control-allow-origin"] == page["origin"]
    asked = client.options("/reconcile/default", headers=page)
    assert asked.status_code == 204
    assert "POST" in asked.headers["access-control-allow-methods"]
    for origin in ("https://evil.example", "http://127.0.0.1.evil.example", "null", "file://"):
        foreign = client.get("/reconcile/default", headers={"origin": origin})
        assert "access-control-allow-origin" not in foreign.headers
    elsewhere = client.get("/search/default", params={"q": "x"}, headers=page)
    assert "access-control-allow-origin" not in elsewhere.headers


def test_a_delisted_entry_is_no_target_and_the_answer_says_so(tmp_path: Path):
    made = build(Config.load({"DALIL_HOME": str(tmp_path)}))
    gone = ListEntry(
        "9",
        "person",
        (ListName("Orlam Vesketai"),),
        status="delisted",
        delisted_on="2020-01-01",
    )
    put(made, "harbour", "sanctions", [gone])
    app = create_api(Service(lambda: holdings(made), made.shelf.versions), hosts=("testserver",))
    with TestClient(app) as here:
        one = ask(here).json()["responses"]["q"]["results"][0]
        assert one["target"] is False
        assert "topics" not in one["properties"]
        assert one["listing"] == {
            "status": "delisted",
            "delisted_on": "2020-01-01",
            "delisted": True,
        }
        assert "off the list from 2020-01-01" in one["explanations"]["standing"]["detail"]
        assert "delisted" not in one["explanations"]["name_match"]["detail"]
        assert ids(ask(here, topics="sanction")) == []


# -- one bad row stops no good one -------------------------------------------------------------


def test_a_bad_example_fails_alone(client):
    good = {"schema": "Person", "properties": {"name": ["Orlam Vesketai"]}}
    bad = {"schema": "Person", "properties": {"name": ["Mr"]}}
    said = client.post("/match/default", json={"queries": {"a": bad, "b": good, "c": 7}}).json()
    assert [said["responses"][key]["status"] for key in "abc"] == [400, 200, 400]
    assert [one["id"] for one in said["responses"]["b"]["results"]] == ["harbour-101"]
    refusal = said["responses"]["a"]
    assert (refusal["results"], refusal["total"]["value"]) == ([], 0)
    assert "'a'" in refusal["detail"]
    assert "Mr" in refusal["detail"]
    answer = client.post("/match/default", json={"queries": {"a": bad, "c": 7}})
    refused(answer, "Mr")


def test_a_bad_cell_of_a_spreadsheet_fails_alone(client):
    queries = {"q0": {"query": "Mr"}, "q1": {"query": "Orlam Vesketai", "type": "Person"}}
    said = reconcile(client, queries=queries).json()
    assert said["q1"]["result"][0]["id"] == "harbour-101"
    assert (said["q0"]["result"], said["q0"]["status"]) == ([], 400)
    assert "Mr" in said["q0"]["error"]


def test_a_name_that_is_passed_over_is_told(client):
    said = ask(client, {"name": ["Mr", "Orlam Vesketai", "!!"]}).json()["responses"]["q"]
    assert [one["id"] for one in said["results"]] == ["harbour-101"]
    assert {one["value"] for one in said["not_screened"]} == {"Mr", "!!"}
    assert all(one["reason"] for one in said["not_screened"])
    parts = {"firstName": ["Orlam", "Orlan"], "lastName": ["Vesketai"]}
    said = ask(client, parts).json()["responses"]["q"]
    assert [one["value"] for one in said["not_screened"]] == ["Orlan"]
    assert "not_screened" not in ask(client).json()["responses"]["q"]


def test_a_number_beyond_all_numbers_is_refused(client):
    body = '{"queries": {"q": {"schema": "Person", "properties": {"name": [1e999]}}}}'
    refused(client.post("/match/default", content=body), "1e999")


def test_a_body_that_is_too_large_is_read_before_it_is_refused():
    import asyncio

    from dalil.api.guard import MOST_BODY, ApiGuard

    left = [b"x" * 1024**2] * 6
    sent = []

    async def receive():
        return {"type": "http.request", "body": left.pop(), "more_body": bool(left)}

    async def send(message):
        assert not left, "answered before the body was read: the connection would be reset"
        sent.append(message)

    length = str(MOST_BODY + 1).encode()
    scope = {
        "type": "http",
        "path": "/match/default",
        "query_string": b"",
        "headers": [(b"host", b"localhost"), (b"content-length", length)],
    }
    asyncio.run(ApiGuard(None)(scope, receive, send))
    assert sent[0]["status"] == 413


# -- every parameter of a reconciliation query -------------------------------------------------


@pytest.mark.parametrize(
    "kinds", [["Company", "Person"], ["Person", "Company"], [{"id": "Person"}]]
)
def test_any_of_the_types_is_looked_for(client, kinds):
    said = reconcile(client, queries={"q": {"query": "Orlam Vesketai", "type": kinds}}).json()
    assert [one["id"] for one in said["q"]["result"]] == ["harbour-101"]


@pytest.mark.parametrize(
    ("strict", "kinds", "found"),
    [
        (None, ["Company"], False),
        ("any", ["Company"], False),
        ("any", ["Company", "Person"], True),
        ("all", ["LegalEntity", "Person"], True),
        ("all", ["Company", "Person"], False),
        ("should", ["Company"], True),
        ("should", ["Person"], True),
    ],
)
def test_how_strictly_types_are_meant_is_honoured(client, strict, kinds, found):
    query = {"query": "Orlam Vesketai", "type": kinds} | ({"type_strict": strict} if strict else {})
    said = reconcile(client, queries={"q": query}).json()
    assert [one["id"] for one in said["q"]["result"]] == (["harbour-101"] if found else [])


@pytest.mark.parametrize(
    "query",
    [
        {"query": "Orlam Vesketai", "type_strict": "perhaps"},
        {"query": "Orlam Vesketai", "type": [7]},
        {"query": "Orlam Vesketai", "type": ["Person", "Nonsense"]},
        {"query": "Orlam Vesketai", "type": ["Person"] * 9},
    ],
)
def test_types_that_cannot_be_read_are_refused(client, query):
    assert reconcile(client, queries={"q": query}).status_code == 400


def test_nothing_of_a_form_is_passed_over(client):
    one = json.dumps({"q": {"query": "Orlam Vesketai"}})
    head = {"content-type": "application/x-www-form-urlencoded"}
    twice = urlencode([("queries", one), ("queries", one)])
    refused(client.post("/reconcile/default", content=twice, headers=head), "twice")
    extend = {"ids": ["harbour-101"], "properties": [{"id": "alias"}]}
    refused(reconcile(client, queries=json.loads(one), extend=extend), "both")
    refused(reconcile(client, params={"changed_since": "2025-01-01"}, extend=extend), "extend")


def test_values_come_from_the_data_set_that_is_asked(client):
    extend = {"ids": ["harbour-101", "offices-p/7"], "properties": [{"id": "name"}]}
    rows = reconcile(client, dataset="offices", extend=extend).json()["rows"]
    assert rows["harbour-101"] == {}
    assert rows["offices-p/7"]["name"] == [{"str": "Sirin Malek"}]
