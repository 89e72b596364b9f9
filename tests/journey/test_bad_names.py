"""What stands where a name should stand, through every door that takes one: refused by the same rule.

Everybody is invented.
"""

from __future__ import annotations

import csv
import json
import warnings

import pytest
from click.testing import CliRunner

from dalil.api.app import create_api
from dalil.api.service import Service
from dalil.assembly import build
from dalil.assembly_lists import holdings
from dalil.cli.main import dalil
from dalil.config import Config
from dalil.errors import BadInput

with warnings.catch_warnings():
    # Starlette announces another client library; the one that it still takes is the locked one.
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

LISTED = "id,name,type\n1,Orlam Vesketaridze,person\n2,A,person\n3,Sheikh,person\n4,М,person\n"
MAPPING = """list = "own"
publisher = "The bank"
licence = "internal"
version = "2026-01-01"
[columns]
id = "id"
name = "name"
type = "type"
"""
REFUSED = {
    "empty": ("", "no letter"),
    "spaces and invisible signs": (" \u200b\u2060 ", "no letter"),
    "signs": ("---", "no letter"),
    "emoji": ("🙂🙂", "no letter"),
    "one letter": ("A", "single letter"),
    "one letter with a stop": ("A.", "single letter"),
    "only a title": ("Mr", "only a title"),
    "only titles": ("Sheikh Dr.", "only a title"),
}
FOUND = {
    "mixed scripts": "Оrlаm Vеskеtаridzе",
    "zero width": "Or\u200blam Ves\u2060ketaridze",
    "emoji beside": "Orlam 🙂 Vesketaridze",
    "title": "Mr. Orlam Vesketaridze",
    "full width": "\uff2f\uff52\uff4c\uff41\uff4d Vesketaridze",  # written out: linters mistake them
    "right to left marks": "\u202eOrlam\u202c Vesketaridze",
}


@pytest.fixture
def home(tmp_path, monkeypatch):
    made = tmp_path / "home"
    monkeypatch.setenv("DALIL_HOME", str(made))
    (tmp_path / "list.csv").write_text(LISTED, encoding="utf-8")
    (tmp_path / "list.toml").write_text(MAPPING, encoding="utf-8")
    words = ["lists", "import", "mapped_csv", str(tmp_path / "list.csv")]
    run([*words, "--mapping", str(tmp_path / "list.toml")])
    return made


def run(words, refused=None):
    result = CliRunner().invoke(dalil, words)
    if refused is None:
        assert result.exception is None, result.exception
    else:
        assert isinstance(result.exception, BadInput), (words, result.output)
        assert refused in str(result.exception)
    return result.output


def test_screening_one_name(home):
    for name, reason in REFUSED.values():
        run(["screen", "--type", "person", "--", name], reason)
    run(["screen", "--", "x" * 10_000], "the bound")
    for what, name in FOUND.items():
        said = json.loads(run(["screen", "--json", "--", name]))
        assert [match["entity_id"] for match in said["matches"]] == ["1"], what


def test_screening_a_file(home, tmp_path):
    source, output = tmp_path / "customers.csv", tmp_path / "hits.csv"
    bad, good = list(REFUSED.items()), list(FOUND.items())
    with source.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([["id", "name", "type"], ["long", "x" * 10_000, "person"]])
        writer.writerows([what, name, "person"] for what, (name, _) in bad)
        writer.writerows([what, name, "any"] for what, name in good)
    said = json.loads(run(["screen", "--input", str(source), "--output", str(output), "--json"]))
    assert (said["screened"], said["refused"]) == (len(good), len(bad) + 1)
    with output.open(encoding="utf-8", newline="") as file:
        assert {row["id"] for row in csv.DictReader(file)} == set(FOUND)
    with (tmp_path / "hits.refused.csv").open(encoding="utf-8", newline="") as file:
        told = {row["id"]: row["reason"] for row in csv.DictReader(file)}
    assert all(reason in told[what] for what, (_, reason) in bad)
    assert "the bound" in told["long"]


def test_comparing(tmp_path):
    for name, reason in REFUSED.values():
        run(["compare", "--type", "person", "--", "Orlam Vesketaridze", name], reason)
    for what, name in FOUND.items():
        said = json.loads(run(["compare", "--json", "--", "Orlam Vesketaridze", name]))
        assert said["decision"] == "match", (what, said)
    long = json.loads(run(["compare", "--json", "--", "Orlam Vesketaridze", "x" * 10_000]))
    assert long["decision"] == "no"


def test_matching_over_http(home):
    made = build(Config.load())
    service = Service(lambda: holdings(made), made.shelf.versions)
    client = TestClient(create_api(service, hosts=("testserver",)), raise_server_exceptions=False)

    def ask(name):
        example = {"schema": "Person", "properties": {"name": [name]}}
        return client.post("/match/default", json={"queries": {"q": example}})

    for name, reason in [*REFUSED.values(), ("x" * 10_000, "the bound")]:
        answer = ask(name)
        assert answer.status_code == 400
        assert reason in answer.json()["detail"]
    for what, name in FOUND.items():
        results = ask(name).json()["responses"]["q"]["results"]
        assert [one["id"] for one in results] == ["own-1"], what
