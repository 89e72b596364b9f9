"""Screening as a bank does it: a file, killed and gone on with; a new version of the list; the server.

Everybody is invented.
"""

from __future__ import annotations

import asyncio
import contextlib
import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from unittest import mock

import pytest

from dalil.assembly_lists import file_job
from dalil.casework.screen_file import CHANGED_COLUMNS, COLUMNS, screen_file
from dalil.cli.main import code
from dalil.matching.values import ListEntry, ListName, ListVersion

HEAD = "id,name,type,birth_date,country,identifier\n"
MAPPING = """list = "own"
publisher = "The bank"
licence = "internal"
restrictions = ["no-redistribution"]
version = "{version}"
split = ";"
"""
LIST = "id,name,alias,type,birth_date,country,identifier,programme\n"
FIRST = (
    LIST
    + "1,Orlam Vesketai,Орлам Вескетай,person,1961-05-06,Kazakhstan,PA778899,TEST\n"
    + "2,Tide Works LLP,,company,,,REG551234,TEST\n"
    + "3,Sirin Malek,,person,1970,,,TEST\n"
)
SECOND = FIRST.replace(",PA778899,TEST", ",PA778899,TEST;MORE").replace(
    "3,Sirin Malek,,person,1970,,,TEST", "4,Dauren Sapargali,,person,1980-02-03,,,TEST"
)


@dataclass
class Done:
    """What a command said."""

    returncode: int
    stdout: str
    stderr: str


def dalil(home: Path, *words: object, check: int | None = 0) -> Done:
    """A command in this process: a journey of many commands need not start as many interpreters."""
    out, err = io.StringIO(), io.StringIO()
    with (
        mock.patch.dict(os.environ, {"DALIL_HOME": str(home), "CI": "true"}),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        result = code([str(word) for word in words])
    done = Done(result, out.getvalue(), err.getvalue())
    assert check is None or done.returncode == check, done
    return done


def import_list(home: Path, folder: Path, version: str, text: str) -> None:
    table, mapping = folder / f"{version}.csv", folder / f"{version}.toml"
    table.write_text(text, encoding="utf-8")
    names = LIST.strip().split(",")
    columns = "[columns]\n" + "".join(f'{name} = "{name}"\n' for name in names)
    mapping.write_text(MAPPING.format(version=version) + columns, encoding="utf-8")
    dalil(home, "lists", "import", "mapped_csv", table, "--mapping", mapping, "--accept-shrink")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("home")
    import_list(made, made, "2026-01-01", FIRST)
    return made


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_file_with_bad_rows_is_screened_and_the_bad_rows_are_recorded(home, tmp_path):
    source, output = tmp_path / "customers.csv", tmp_path / "hits.csv"
    source.write_bytes(
        (
            "\ufeffid,name,type,birth_date,country,identifier,note\n"
            "c1,Orlam Vesketay,person,1961-05-06,kz,,x\n"
            "c2,,person,,,,\n"
            "c3,Nobody Atall,person,19x0,,,\n"
            '=1+1,"Orlam Vesketai",person,,,,\n'
            "c5,Quite Other,person,,,passport: PA-778899,\n"
            "c6,Too Many,person,,,,,,\n"
            "c7,Sea Lark,spaceship,,,,\n"
            ",No Id,person,,,,\n"
            f"c9,{'x' * 501},person,,,,\n"
        ).encode()
        + b"c10,Caf\xe9 Owner,person,,,,\n\n"
        + "c11,Тайд Уоркс,company,,,,\n\x1a".encode()
    )
    done = dalil(home, "screen", "--input", source, "--output", output, "--json")
    said = json.loads(done.stdout)
    assert (said["rows"], said["screened"], said["refused"]) == (11, 4, 7)
    assert said["columns_not_used"] == ["note"]
    assert said["lists"][0]["restrictions"] == ["no-redistribution"]
    hits = rows(output)
    assert tuple(hits[0]) == COLUMNS
    assert [(hit["id"], hit["rank"], hit["entity_id"]) for hit in hits[:3]] == [
        ("c1", "1", "1"),
        ("'=1+1", "1", "1"),
        ("c5", "1", "1"),
    ]
    assert "identifier shared" in hits[2]["why"]
    refused = {row["row"]: row["reason"] for row in rows(tmp_path / "hits.refused.csv")}
    assert set(refused) == {"2", "3", "6", "7", "8", "9", "10"}
    assert "no date" in refused["3"]
    assert "UTF-8" in refused["10"]
    assert not list(tmp_path.glob("*.part")) + list(tmp_path.glob("*.state.json"))
    assert dalil(home, "screen", "--input", source, "--output", output, "--fail-on-hit", check=1)


def test_what_cannot_be_screened_at_all_is_bad_use(home, tmp_path):
    source = tmp_path / "c.csv"
    source.write_text("name\nOrlam\n", encoding="utf-8")
    out = tmp_path / "o.csv"
    assert "id" in dalil(home, "screen", "--input", source, "--output", out, check=2).stderr
    source.write_text("", encoding="utf-8")
    dalil(home, "screen", "--input", source, "--output", out, check=2)
    dalil(home, "screen", "--input", tmp_path / "none.csv", "--output", out, check=2)
    dalil(home, "screen", "--input", source, check=2)
    dalil(home, "screen", check=2)
    source.write_text(HEAD + "1,Orlam Vesketai,,,,\n", encoding="utf-8")
    dalil(home, "screen", "--input", source, "--output", source, check=2)
    mine = tmp_path / "mine.csv"
    mine.write_text("chapter,words\n")
    assert "no result" in dalil(home, "screen", "--input", source, "--output", mine, check=2).stderr
    assert mine.read_text() == "chapter,words\n"
    dalil(home, "screen", "--input", source, "--output", out, "--list", "nowhere", check=2)
    broken = tmp_path / "b.parquet"
    for content in (b"PAR1 and nothing else", b"PAR1" + b"x" * 40 + b"\x08\0\0\0PAR1"):
        broken.write_bytes(content)
        dalil(home, "screen", "--input", broken, "--output", out, check=2)
    assert not out.exists()


def test_parquet(home, tmp_path):
    core, vendor = pytest.importorskip("arro3.core"), pytest.importorskip("arro3.io")
    text = core.DataType.utf8()
    table = core.RecordBatch.from_arrays(
        [core.Array(["a", "b"], text), core.Array(["Orlam Vesketay", None], text)],
        names=["id", "name"],
    )
    source, output = tmp_path / "c.parquet", tmp_path / "h.csv"
    vendor.write_parquet(table, str(source))
    said = json.loads(dalil(home, "screen", "--input", source, "--output", output, "--json").stdout)
    assert (said["screened"], said["refused"], said["hits"]) == (1, 1, 1)


class Killed(Exception):
    """As a kill: nothing is tidied."""


def test_killed_and_begun_again_nothing_is_lost_or_twice(home, tmp_path, monkeypatch):
    from dalil.assembly import build
    from dalil.casework import resumable
    from dalil.config import Config

    monkeypatch.setattr(resumable, "_EVERY", 0.0)
    source = tmp_path / "c.csv"
    names = ("Orlam Vesketay", "Nobody Atall", "", "Tide Works")
    lines = [f"c{n},{names[n % 4]},any,,,\n" for n in range(640)]
    source.write_text(HEAD + "".join(lines), encoding="utf-8")
    made = build(Config.load({"DALIL_HOME": str(home), "DALIL_WORKERS": "1"}))
    whole, cut = tmp_path / "whole.csv", tmp_path / "cut.csv"
    screen_file(file_job(made, source, whole, ["own"]))
    for stop in (3, 1, 2):
        told = iter(range(100))

        def progress(stage, done, total, told=told, stop=stop):
            if next(told) == stop:
                raise Killed

        job = file_job(made, source, cut, ["own"])
        with pytest.raises(Killed):
            screen_file(replace(job, progress=progress))
        assert not cut.exists()
        with (tmp_path / "cut.csv.part").open("ab") as file:
            file.write(b"half a li")  # what a kill leaves behind the safe state
    found = screen_file(file_job(made, source, cut, ["own"]))
    assert found.resumed > 0
    assert cut.read_bytes() == whole.read_bytes()
    refused = (tmp_path / "cut.refused.csv").read_bytes()
    assert refused == (tmp_path / "whole.refused.csv").read_bytes()
    assert found.counts["rows"] == 640


def test_other_work_does_not_go_on_where_this_one_stopped(home, tmp_path):
    from dalil.assembly import build
    from dalil.config import Config

    made = build(Config.load({"DALIL_HOME": str(home), "DALIL_WORKERS": "1"}))
    source, output = tmp_path / "c.csv", tmp_path / "o.csv"
    source.write_text(HEAD + "a,Orlam Vesketai,,,,\n" * 200, encoding="utf-8")

    def stop(stage, done, total):
        raise Killed

    job = file_job(made, source, output)
    with pytest.raises(Killed):
        screen_file(replace(job, progress=stop))
    source.write_text(HEAD + "b,Orlam Vesketai,,,,\n", encoding="utf-8")
    found = screen_file(file_job(made, source, output))
    assert (found.resumed, [row["id"] for row in rows(output)]) == (0, ["b"])


def test_two_processes_give_the_same(home, tmp_path):
    source = tmp_path / "c.csv"
    lines = [f"c{n},Orlam Vesketay,any,,,\n" for n in range(200)]
    source.write_text(HEAD + "".join(lines), encoding="utf-8")
    for workers in ("1", "2"):
        env = {**os.environ, "DALIL_HOME": str(home), "DALIL_WORKERS": workers}
        words = ["screen", "--input", str(source), "--output", str(tmp_path / f"{workers}.csv")]
        subprocess.run(
            [sys.executable, "-m", "dalil", *words], env=env, check=True, capture_output=True
        )
    assert (tmp_path / "1.csv").read_bytes() == (tmp_path / "2.csv").read_bytes()
    assert len(rows(tmp_path / "2.csv")) == 200


def test_only_what_changed_since_a_version_is_told(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    import_list(home, tmp_path, "2026-01-01", FIRST)
    source, output = tmp_path / "c.csv", tmp_path / "o.csv"
    source.write_text(
        HEAD
        + "c1,Orlam Vesketai,person,,,\n"
        + "c2,Sirin Malek,person,1970,,\n"
        + "c3,Dauren Sapargali,person,,,\n"
        + "c4,Tide Works LLP,company,,,\n",
        encoding="utf-8",
    )
    words = ("screen", "--input", source, "--output", output, "--changed-since")
    assert "nothing has changed" in dalil(home, *words, "own@2026-01-01", check=2).stderr
    import_list(home, tmp_path, "2026-02-01", SECOND)
    said = json.loads(dalil(home, *words, "own@2026-01-01", "--json").stdout)
    assert (said["new"], said["changed"], said["cleared"]) == (1, 1, 1)
    told = rows(output)
    assert tuple(told[0]) == CHANGED_COLUMNS
    assert [(row["id"], row["entity_id"], row["change"]) for row in told] == [
        ("c1", "1", "changed"),
        ("c2", "3", "cleared"),
        ("c3", "4", "new"),
    ]
    assert "programmes" in told[0]["what_changed"]
    again = json.loads(dalil(home, *words, "2026-01-01", "--list", "own", "--json").stdout)
    assert again["new"] == 1
    dalil(home, *words, "2026-01-01", check=2)
    dalil(home, *words, "own@1999-01-01", check=2)


def test_the_lists_are_served_by_two_processes(home):
    env = {**os.environ, "DALIL_HOME": str(home)}
    server = subprocess.Popen(
        [sys.executable, "-m", "dalil", "serve", "--port", "0", "--workers", "2"],
        env=env,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        place = server.stderr.readline().split(" at ")[1].split()[0]
        body = json.dumps(
            {"queries": {"q": {"schema": "Person", "properties": {"name": ["Orlam Vesketay"]}}}}
        ).encode()
        for _ in range(8):
            request = urllib.request.Request(f"{place}match/own", body)
            with urllib.request.urlopen(request, timeout=60) as answer:
                said = json.load(answer)
            assert said["responses"]["q"]["results"][0]["id"] == "own-1"
            assert said["datasets"]["own"]["restrictions"] == ["no-redistribution"]
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(30)
        server.stderr.close()
    assert server.returncode is not None


def test_a_case_and_the_lists_stand_side_by_side():
    from dalil.cli.server import both

    asked = []

    def app(name):
        async def answered(scope, receive, send):
            asked.append(name)

        return answered

    whole = both(app("web"), app("api"))
    for path, accept, wanted in (
        ("/", b"", "web"),
        ("/people", b"", "web"),
        ("/search", b"", "web"),
        ("/search/default", b"text/html", "api"),
        ("/entities/x", b"text/html,*/*", "web"),
        ("/entities/x", b"application/json", "api"),
        ("/match/default", b"", "api"),
        ("/catalog", b"", "api"),
    ):
        scope = {"type": "http", "path": path, "headers": [(b"accept", accept)]}
        asyncio.run(whole(scope, None, None))
        assert asked[-1] == wanted, path


def test_many_hits_are_all_told(tmp_path):
    """A customer with a very common name: every hit up to the bound, best first."""
    from dalil.assembly import build
    from dalil.config import Config

    made = build(Config.load({"DALIL_HOME": str(tmp_path / "home"), "DALIL_WORKERS": "1"}))
    entries = [ListEntry(str(n), "person", (ListName("Orlam Vesketai"),)) for n in range(15)]
    version = ListVersion("many", "2026-01-01", "b" * 64, "P", "L", 15, "2026-01-01T00:00:00Z")
    made.shelf.put(version, b"x", entries)
    source, output = tmp_path / "c.csv", tmp_path / "o.csv"
    source.write_text(HEAD + "a,Orlam Vesketai,person,,,\n", encoding="utf-8")
    screen_file(file_job(made, source, output))
    assert [row["rank"] for row in rows(output)] == [str(n) for n in range(1, 16)]


def test_nobody_is_swallowed_and_ids_that_stand_twice_are_told(home, tmp_path):
    source, output = tmp_path / "c.csv", tmp_path / "o.csv"
    source.write_text(
        HEAD
        + 'c1,"Torn,person,,,\nc2,Orlam Vesketai,person,,Atlantis,\nc2,Nobody Atall,person,,,\n',
        encoding="utf-8",
    )
    done = dalil(home, "screen", "--input", source, "--output", output)
    assert "1 row has an id that a row before it has: c2" in done.stdout
    assert "1 row names a country that is not known and was left out: Atlantis" in done.stdout
    assert [row["id"] for row in rows(output)] == ["c2"]
    assert [row["id"] for row in rows(tmp_path / "o.refused.csv")] == ["c1"]
    said = json.loads(dalil(home, "screen", "--input", source, "--output", output, "--json").stdout)
    assert (said["ids_twice"], said["countries_not_known"]) == (1, 1)


def test_two_runs_do_not_write_the_same_file(home, tmp_path):
    from dalil.assembly import build
    from dalil.config import Config
    from dalil.errors import CaseLocked

    made = build(Config.load({"DALIL_HOME": str(home), "DALIL_WORKERS": "1"}))
    source, output = tmp_path / "c.csv", tmp_path / "o.csv"
    source.write_text(HEAD + "a,Orlam Vesketai,,,,\n", encoding="utf-8")

    def meanwhile(stage, done, total):
        with pytest.raises(CaseLocked, match="another run"):
            screen_file(file_job(made, source, output))

    job = file_job(made, source, output)
    found = screen_file(replace(job, progress=meanwhile))
    assert found.counts["hits"] == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c.csv", "o.csv", "o.summary.json"]


def test_yesterdays_hits_and_their_record_stay_beside_todays(home, tmp_path):
    source, output = tmp_path / "c.csv", tmp_path / "hits.of.day.csv"
    for name in ("Orlam Vesketay", "Sirin Malek"):
        source.write_text(f"id,name,type\nc1,{name},person\nc2,,person\n", encoding="utf-8")
        dalil(home, "screen", "--input", source, "--output", output)
        record = json.loads((tmp_path / "hits.of.day.summary.json").read_bytes())
        sign = re.sub("[^0-9TZ]", "", record["ended"])
    assert [row["entity_id"] for row in rows(output)] == ["3"]
    kept = sorted(path for path in tmp_path.glob("hits.of.day.2*"))
    assert [path.name.split("Z", 1)[1] for path in kept] == [
        ".csv",
        ".refused.csv",
        ".summary.json",
    ]
    assert all(path.name < f"hits.of.day.{sign}Z" for path in kept)
    before = json.loads(kept[2].read_bytes())
    assert before["files"]["output"]["sha256"] == sha256(kept[0].read_bytes()).hexdigest()
    assert [row["entity_id"] for row in rows(kept[0])] == ["1"]


def test_lists_are_indexed_when_asked_for(tmp_path, monkeypatch):
    from dalil import assembly_lists

    asked = []

    def indexed(_dalil, lists=(), **_how):
        asked.extend(lists)
        return tuple(lists)

    monkeypatch.setattr(assembly_lists, "make_indexes", indexed)
    home = tmp_path / "home"
    import_list(home, tmp_path, "2026-01-01", FIRST)
    assert asked == []
    assert "Indexed own." in dalil(home, "lists", "index", "own").stdout
    assert asked == ["own"]


def test_a_list_of_some_size_is_indexed_when_it_is_first_asked(tmp_path):
    home = tmp_path / "home"
    others = "".join(f"x{n},Marvo {n} Trading,,company,,,,TEST\n" for n in range(220))
    import_list(home, tmp_path, "2026-01-01", FIRST + others)
    assert not (home / "index").exists()
    asked = ("screen", "Orlam Vesketay", "--json")
    first = json.loads(dalil(home, *asked).stdout)
    assert (home / "index" / "own").is_dir()
    again = json.loads(dalil(home, *asked).stdout)
    assert first["matches"][0]["entity_id"] == "1"
    assert again["matches"] == first["matches"]


def test_a_home_that_cannot_keep_an_index_is_screened_all_the_same(tmp_path, monkeypatch):
    home = tmp_path / "home"
    others = "".join(f"x{n},Marvo {n} Trading,,company,,,,TEST\n" for n in range(220))
    import_list(home, tmp_path, "2026-01-01", FIRST + others)
    (home / "index").write_text("no folder", encoding="utf-8")
    found = json.loads(dalil(home, "screen", "Orlam Vesketay", "--json").stdout)
    assert found["matches"][0]["entity_id"] == "1"


def test_a_delisted_entry_is_told_as_such_at_every_door(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    table, mapping = tmp_path / "l.csv", tmp_path / "l.toml"
    table.write_text(
        "id,name,type,status,delisted_on\nP4,Orlam Vesketai,person,delisted,2020-01-01\n",
        encoding="utf-8",
    )
    columns = "".join(f'{n} = "{n}"\n' for n in ("id", "name", "type", "status", "delisted_on"))
    mapping.write_text(
        MAPPING.format(version="2026-01-01") + "[columns]\n" + columns, encoding="utf-8"
    )
    dalil(home, "lists", "import", "mapped_csv", table, "--mapping", mapping)
    shown = dalil(home, "screen", "Orlam Vesketai").stdout
    assert "DELISTED" in shown
    assert "off the list from 2020-01-01" in shown
    one = json.loads(dalil(home, "screen", "Orlam Vesketai", "--json").stdout)["matches"][0]
    assert (one["delisted"], one["delisted_on"], one["status"]) == (True, "2020-01-01", "delisted")
    source, output = tmp_path / "c.csv", tmp_path / "h.csv"
    source.write_text("id,name\nc1,Orlam Vesketai\n", encoding="utf-8")
    dalil(home, "screen", "--input", source, "--output", output)
    (hit,) = rows(output)
    assert (hit["status"], hit["delisted_on"]) == ("delisted", "2020-01-01")
    assert "off the list from 2020-01-01" in hit["why"]


def test_how_many_hits_are_not_shown_is_said(tmp_path):
    from dalil.assembly import build
    from dalil.config import Config

    home = tmp_path / "home"
    made = build(Config.load({"DALIL_HOME": str(home)}))
    entries = [ListEntry(str(n), "person", (ListName("Orlam Vesketai"),)) for n in range(30)]
    version = ListVersion("many", "2026-01-01", "b" * 64, "P", "L", 30, "2026-01-01T00:00:00Z")
    made.shelf.put(version, b"x", entries)
    assert "10 of 30 hits shown" in dalil(home, "screen", "Orlam Vesketai").stdout
    assert "shown" not in dalil(home, "screen", "Orlam Vesketai", "--limit", 30).stdout
    said = json.loads(dalil(home, "screen", "Orlam Vesketai", "--limit", 3, "--json").stdout)
    assert (len(said["matches"]), said["beyond"]) == (3, {"many": 27})
    source, output = tmp_path / "c.csv", tmp_path / "o.csv"
    source.write_text("id,name\na,Orlam Vesketai\n", encoding="utf-8")
    words = ("screen", "--input", source, "--output", output)
    assert "10 more hits of 1 rows are not written" in dalil(home, *words).stdout
    said = json.loads(dalil(home, *words, "--limit", 25, "--json").stdout)
    assert (said["hits"], said["beyond"], said["rows_cut"]) == (25, 5, 1)


def test_a_family_name_alone_is_not_answered_like_a_clean_result(tmp_path):
    home = tmp_path / "home"
    import_list(home, tmp_path, "2026-11-01", FIRST)
    said = dalil(home, "screen", "Vesketai").stdout
    assert "Nothing found under one word alone." in said
    assert "own: 1 listed with this word in a fuller name (Orlam Vesketai)." in said
    (told,) = json.loads(dalil(home, "screen", "Malek", "--json").stdout)["bearers"]
    assert told == {"list": "own", "number": 1, "names": ["Sirin Malek"], "more": False}
    assert "Nothing found." in dalil(home, "screen", "Brannock").stdout
    table, hits = tmp_path / "one.csv", tmp_path / "one_hits.csv"
    table.write_text(HEAD + "1,Vesketai,person,,,\n2,Zorin Belz,person,,,\n", encoding="utf-8")
    said = dalil(home, "screen", "--input", table, "--output", hits).stdout
    assert "1 row gives one word alone and no hit" in said


def test_a_file_leaves_a_record_of_what_was_held_against_what(home, tmp_path):
    from hashlib import sha256

    from dalil import __version__

    source, output = tmp_path / "c.csv", tmp_path / "h.csv"
    source.write_text("id,name\na,Nobody Atall\nb,Mr\n", encoding="utf-8")
    words = ("screen", "--input", source, "--output", output)
    said = json.loads(dalil(home, *words, "--json").stdout)
    record = Path(said["record"])
    assert record == tmp_path / "h.summary.json"
    told = json.loads(record.read_text(encoding="utf-8"))
    assert told["dalil"] == __version__
    assert told["rules"]
    assert told["began"] <= told["ended"]
    assert told["files"]["input"]["sha256"] == sha256(source.read_bytes()).hexdigest()
    assert told["files"]["output"]["sha256"] == sha256(output.read_bytes()).hexdigest()
    assert told["files"]["refused"]["name"] == "h.refused.csv"
    assert (told["counts"]["screened"], told["counts"]["refused"]) == (1, 1)
    assert [(one["list"], one["version"]) for one in told["lists"]] == [("own", "2026-01-01")]
    assert len(told["lists"][0]["sha256"]) == 64
    assert told["terms"]["threshold"] == 0.7
    assert "Atall" not in record.read_text(encoding="utf-8")
    dalil(home, *words)
    record.write_text('{"chapter": 1}', encoding="utf-8")
    assert "no record of a screening" in dalil(home, *words, check=2).stderr
    assert record.read_text(encoding="utf-8") == '{"chapter": 1}'


def test_other_rules_do_not_go_on_where_these_stopped(home, tmp_path):
    from dalil.assembly import build
    from dalil.casework.screen_record import Program
    from dalil.config import Config

    made = build(Config.load({"DALIL_HOME": str(home), "DALIL_WORKERS": "1"}))
    source, output = tmp_path / "c.csv", tmp_path / "o.csv"
    source.write_text(HEAD + "a,Orlam Vesketai,,,,\n" * 200, encoding="utf-8")

    def stop(stage, done, total):
        raise Killed

    job = file_job(made, source, output)
    with pytest.raises(Killed):
        screen_file(replace(job, progress=stop))
    found = screen_file(replace(job, program=Program("9.9", "other")))
    assert found.resumed == 0
    assert len(rows(output)) == 200


def test_how_old_a_list_is_that_is_asked_is_said(tmp_path):
    from dalil.assembly import build
    from dalil.config import Config

    home = tmp_path / "home"
    made = build(Config.load({"DALIL_HOME": str(home)}))
    today = made.clock.now()[:10]
    for name, day in (("old", "2020-01-01"), ("fresh", today)):
        version = ListVersion(name, day, name[0] * 64, "P", "L", 1, f"{day}T00:00:00Z")
        made.shelf.put(version, b"x", [ListEntry("1", "person", (ListName("Orlam Vesketai"),))])
    shown = dalil(home, "screen", "Nobody Atall").stdout
    assert "warning: old: the list is" in shown
    assert "fresh: the list is" not in shown
