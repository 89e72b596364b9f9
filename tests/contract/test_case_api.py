"""The case over HTTP: every verb of a review, clear refusals, and nothing for other sites."""

from __future__ import annotations

import json
import warnings

import pytest

from dalil.api.cases import create_case_api
from dalil.casework.review_desk import ReviewDesk
from review_samples import load, make, opened

HOST = "http://127.0.0.1:8421"


@pytest.fixture
def room(tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from starlette.testclient import TestClient
    builder = make(tmp_path / "case")
    case = opened(tmp_path / "case", write=False)
    desk = ReviewDesk(case, lambda: opened(tmp_path / "case"))
    yield TestClient(create_case_api(desk), base_url=HOST), case, builder
    desk.rest()
    case.close()


def find(builder, words):
    return load("case").find(builder, words)


def test_a_review_from_the_first_claim_to_the_last_verb(room):
    client, _, builder = room
    assert client.get("/api/case").json()["claims"] == 17
    claim = find(builder, "son-in-law").id
    shown = client.get(f"/api/claims/{claim}").json()
    assert (shown["state"], shown["seen"], shown["history"]) == ("unreviewed", "", [])
    done = client.post(f"/api/claims/{claim}/accept", json={"seen": ""}).json()
    assert (done["did"], done["reviewed"]) == ("accept", "1 of 17 claims reviewed")
    late = client.post(f"/api/claims/{claim}/reject", json={"why": "no", "seen": ""})
    assert late.status_code == 409
    assert late.json()["error"]["code"] == "already_decided"
    seen = client.get(f"/api/claims/{claim}").json()["seen"]
    fixed = client.post(
        f"/api/claims/{claim}/correct",
        json={"set": {"stance": "denies", "hedged": True}, "why": "her words", "seen": seen},
    ).json()
    assert fixed["before"] == claim
    after = client.get(f"/api/claims/{fixed['id']}").json()
    assert (after["stance"], after["hedged"], after["state"]) == ("denies", True, "corrected")
    assert client.get(f"/api/claims/{claim}").json()["counts"] is False
    element = {"element": "uk-gac:E2"}
    client.post(f"/api/claims/{fixed['id']}/elements", json=element)
    on = client.get("/api/claims", params=element).json()
    assert [one["id"] for one in on["results"]] == [fixed["id"]]
    client.post(f"/api/claims/{fixed['id']}/elements/remove", json=element)
    assert client.get("/api/claims", params=element).json()["results"] == []
    back = client.post(f"/api/claims/{fixed['id']}/undo", json={}).json()
    assert back["id"] == claim


def test_claims_and_mentions_are_added_and_people_joined(room):
    client, _, _ = room
    sha = client.get("/api/documents").json()["results"][0]["sha256"]
    text = client.get(f"/api/documents/{sha}/text").json()
    words = "They closed the case against Mr Veshkul"
    start = text["text"].index(words)
    body = {"document": sha, "quote": words, "set": {"at": start, "about": "Ordan Veshkul"}}
    made = client.post("/api/claims", json=body).json()
    assert client.get(f"/api/claims/{made['id']}").json()["start"] == start
    assert client.post("/api/claims", json={**body, "quote": "They never"}).status_code == 422
    named = client.post(
        "/api/mentions", json={"document": sha, "quote": "Quill Harbour", "set": {"type": "ASSET"}}
    ).json()
    assert client.post(f"/api/mentions/{named['id']}/correct", json={"set": {"type": "LOC"}}).json()
    assert client.post(f"/api/mentions/{named['id']}/undo", json={}).json()["did"] == "undo"
    pair = {"left": "Rolf Amsden", "right": "Jorst Tammel", "why": "one man"}
    one = client.post("/api/entities/merge", json=pair).json()
    apart = {"names": ["Jorst Tammel"], "why": "two men"}
    assert client.post(f"/api/entities/{one['id']}/split", json=apart).json()["did"] == "split"
    assert client.post(f"/api/entities/{one['id']}/undo", json={}).json()["did"] == "undo"
    assert client.get("/api/review/lost").json() == {"results": []}


def test_a_batch_tells_of_every_line(room):
    client, _, builder = room
    claim = find(builder, "son-in-law").id
    lines = "\n".join(
        [
            json.dumps({"do": "accept", "id": claim}),
            "nonsense",
            json.dumps({"do": "undo", "id": claim}),
        ]
    )
    answer = client.post(
        "/api/review", content=lines, headers={"content-type": "application/x-ndjson"}
    )
    told = [json.loads(line) for line in answer.text.splitlines()]
    assert [one["line"] for one in told] == [1, 2, 3]
    assert told[1]["refused"]["code"] == "bad_input"
    assert told[2]["reviewed"].startswith("0 of")


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/api/claims/c_x/accept", {}, 404),
        ("/api/claims/{id}/accept", {"why": 7}, 400),
        ("/api/claims/{id}/accept", {"do": "reject"}, 400),
        ("/api/claims/{id}/accept", {"id": "c_other"}, 400),
        ("/api/claims/{id}/accept", {"colour": "red"}, 400),
        ("/api/claims/{id}/reject", {}, 400),
        ("/api/claims/{id}/correct", {"set": {"stance": "shouts"}}, 400),
        ("/api/claims/{id}/correct", {"set": {"about": "Nobody Atall"}}, 404),
        ("/api/claims/{id}/elements", {"element": "uk-gac:E99"}, 404),
        ("/api/claims", {"document": "none", "quote": "x"}, 404),
        ("/api/entities/merge", {"left": "Rolf Amsden", "right": "Rolf Amsden", "why": "w"}, 400),
        ("/api/nothing", {}, 404),
    ],
)
def test_refusals_are_clear_and_write_nothing(room, path, body, status):
    client, case, builder = room
    size = len(case.ledger)
    answer = client.post(path.replace("{id}", find(builder, "son-in-law").id), json=body)
    assert answer.status_code == status
    error = answer.json()["error"]
    assert error["code"]
    assert error["message"]
    assert len(case.ledger) == size


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"content-type": "text/plain"}, 415),
        ({"content-type": "application/x-www-form-urlencoded"}, 415),
        ({"origin": "http://evil.example"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"host": "evil.example"}, 421),
    ],
)
def test_other_sites_are_refused(room, headers, status):
    client, _, builder = room
    given = {"content-type": "application/json", **headers}
    path = f"/api/claims/{find(builder, 'son-in-law').id}/accept"
    answer = client.post(path, content=b"{}", headers=given)
    assert answer.status_code == status
    assert "access-control-allow-origin" not in answer.headers
    assert client.get("/api/case").json()["reviewed"] == 0


def test_bodies_that_are_no_json(room):
    client, _, builder = room
    path = f"/api/claims/{find(builder, 'son-in-law').id}/accept"
    kind = {"content-type": "application/json"}
    for body in (b"{", b"[]", b'{"why": NaN}', b"\xff", b"[" * 100_000, b'{"why": "\\ud800"}'):
        assert client.post(path, content=body, headers=kind).status_code == 400
    assert client.post(path, content=b"x" * 5_000_000, headers=kind).status_code == 413
    assert client.get("/api/claims?colour=red").status_code == 400
    assert client.get("/api/claims?count=9999").status_code == 400
