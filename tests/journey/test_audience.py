"""What only a closed document says reaches no other audience: no name, no join, no state, no count of a side.

Attacked in every form that leaves: HTML, JSON, Word, CSV, FtM, PROV, the bundle with its file names, what
a person is given. The closed documents give one person a fuller name and an acquittal, and say of another
that she is a third one, who is charged.
"""

from __future__ import annotations

import io
import json
import re
import warnings
import zipfile
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from dalil.cli.main import dalil as program

OPEN = {
    "pub.txt": "The Northgate Herald, 4 May 2031.\n\nOrlo Vennick owns 60 per cent of Tolmak Dredging Ltd. "
    "The auditor Helge Brannock said that Orlo Vennick took a bribe of 2 million dollars from "
    "Harrowmere Quay LLP.\n",
    "a.txt": "The Southgate Post.\n\nOrla Danneth is the director of Tolmak Dredging Ltd.\n",
    "b.txt": "The Westgate Post.\n\nRhea Sollander was charged with fraud on 3 March 2031.\n",
}
CLOSED = {
    "sec.txt": "Judgment of the Harrow Court.\n\nThe court acquitted Orlo Zachariah Vennick of bribery on "
    "3 March 2019. Orlo Zachariah Vennick is the owner of Tolmak Dredging Ltd.\n",
    "c.txt": "Memo.\n\nOrla Danneth, also known as Rhea Sollander, lives in Quill Harbour.\n",
}
BEFORE = {
    "early.txt": "Note.\n\nOrlo Vennick denied that he had met Helge Brannock. Orlo Vennick is the brother of "
    "Rhea Sollander. Harrowmere Quay LLP belongs to Orlo Vennick.\n"
}
AFTER = {
    "late.txt": "Note.\n\nHelge Amadeo Brannock was convicted of fraud on 2 May 2020. Tolmak Dredging Limited "
    "is owned by Rhea Sollander, also known as Helge Brannock.\n"
}
FORMS = ("html", "json", "docx")
FILES = ("claims", "relations", "entities", "contests", "exhibits")
pytestmark = pytest.mark.xdist_group("audience")


def call(home: Path, *words: object) -> tuple[int, str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DALIL_HOME", str(home))
        patch.setenv("DALIL_WORKERS", "1")
        done = CliRunner().invoke(program, [str(word) for word in words], standalone_mode=False)
    if done.exception is not None:
        return 2, str(done.exception)
    return 0, done.output


def made(room: Path, *batches: tuple[dict[str, str], str]) -> Path:
    """A case into which documents came in this order, each batch under its tier."""
    source = room / "in"
    source.mkdir(parents=True)
    for batch, tier in batches:
        paths = [source / name for name in batch]
        for path in paths:
            path.write_text(batch[path.name], encoding="utf-8")
        assert call(room / "h", "ingest", *paths, "--case", room / "case", "--tier", tier)[0] == 0
    return room


@pytest.fixture(scope="module")
def room(tmp_path_factory) -> Path:
    return made(tmp_path_factory.mktemp("audience"), (OPEN, "public"), (CLOSED, "sealed"))


def texts(name: str, content: bytes) -> dict[str, str]:
    """The text of a file under its name, of a container that of its members, with their names."""
    if not content.startswith(b"PK"):
        return {name: content.decode("utf-8", "replace")}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found = {one: archive.read(one) for one in archive.namelist()}
    if name.endswith(".docx"):
        return {name: b"".join(found.values()).decode("utf-8", "replace")}
    return {
        key: text
        for one, inner in found.items()
        for key, text in texts(f"{name}/{one}", inner).items()
    }


def exported(room: Path, out: Path, target: str, audience: str = "public") -> dict[str, str]:
    """Every form for an audience, by name; the bundle holds the dossier in HTML, JSON and Word."""
    out.mkdir(parents=True)
    common = ("--case", room / "case", "--for", audience, "--output")
    assert call(room / "h", "dossier", target, *common, out / "d.json")[0] == 0
    for kind, name in (("csv", "csv"), ("ftm", "x.ftm.json"), ("prov", "x.prov.json")):
        assert call(room / "h", "export", kind, *common, out / name)[0] == 0
    words = ("export", "bundle", "--target", target, *common, out / "x.zip")
    assert call(room / "h", *words)[0] == 0
    assert call(room / "h", "verify", out / "x.zip")[0] == 0
    assert call(room / "h", "subject", "export", target, *common, out / "given.json")[0] == 0
    found: dict[str, str] = {}
    for path in sorted(out.rglob("*")):
        if path.is_file():
            found |= texts(path.relative_to(out).as_posix(), path.read_bytes())
    return found


@pytest.fixture(scope="module")
def public(room) -> dict[str, str]:
    return exported(room, room / "orlo", "Orlo Vennick")


@pytest.fixture(scope="module")
def other(tmp_path_factory) -> dict[str, str]:
    """Of a room of its own: a dossier marks its target, and `public` tells whom the case marks."""
    room = made(tmp_path_factory.mktemp("other"), (OPEN, "public"), (CLOSED, "sealed"))
    return exported(room, room / "orla", "Orla Danneth")


def test_a_name_that_only_a_closed_document_gives_stands_in_no_form(public):
    assert len(public) > 10
    for name, text in public.items():
        assert "zachariah" not in f"{name}\n{text}".casefold(), name
    assert {f"x.zip/dossiers/orlo-vennick_uk-gac.{form}" for form in FORMS} <= public.keys()
    assert "Orlo Vennick" in public["csv/entities.csv"]


def test_whom_only_a_closed_document_joins_are_two_in_every_form(other):
    dossiers = [f"x.zip/dossiers/orla-danneth_uk-gac.{form}" for form in FORMS]
    for name in (*dossiers, "d.json", "given.json"):
        assert "Sollander" not in other[name], name
        assert "fraud" not in other[name], name
    rows = other["csv/entities.csv"].splitlines()
    assert sum("Orla Danneth" in row for row in rows) == 1
    assert not any("Orla Danneth" in row and "Sollander" in row for row in rows)
    charged = [row for row in other["csv/relations.csv"].splitlines() if "charged_with" in row]
    assert charged
    assert all("Rhea Sollander" in row and "Danneth" not in row for row in charged)
    things = [json.loads(line) for line in other["x.ftm.json"].splitlines()]
    named = [one["properties"].get("name", []) for one in things]
    assert ["Orla Danneth"] in named
    assert ["Rhea Sollander"] in named
    assert not any(one["properties"].get("alias") for one in things)
    given = json.loads(other["given.json"])
    assert given["spellings"] == ["Orla Danneth"]
    assert [one["name"] for one in given["exhibits"]] == ["a.txt"]


def test_whom_they_join_is_one_where_all_may_be_seen(room):
    common = ("--case", room / "case", "--for", "sealed", "--output")
    assert call(room / "h", "export", "csv", *common, room / "own")[0] == 0
    assert call(room / "h", "subject", "export", "Orla Danneth", *common, room / "o.json")[0] == 0
    entities = (room / "own" / "entities.csv").read_text()
    assert "Orla Danneth; Rhea Sollander" in entities
    assert "Orlo Zachariah Vennick" in entities
    given = json.loads((room / "o.json").read_text())
    assert given["spellings"] == ["Orla Danneth", "Rhea Sollander"]


def test_no_state_of_an_element_comes_from_closed_claims(room, public):
    for form in ("d.json", *(f"x.zip/dossiers/orlo-vennick_uk-gac.{one}" for one in FORMS)):
        assert "officially found" not in public[form], form
        assert "counted here" not in public[form], form
    common = ("--case", room / "case", "--for", "sealed", "--output")
    assert call(room / "h", "dossier", "Orlo Vennick", *common, room / "whole.json")[0] == 0
    assert "officially found" in (room / "whole.json").read_text(), "of the whole case it is told"


def test_where_something_is_left_out_nothing_is_said_not_to_be_on_file(public):
    page = public["x.zip/dossiers/orlo-vennick_uk-gac.html"]
    assert "Nothing that may be shown here speaks against what is said." in page
    for false in (
        "Nothing on file",
        "nothing on file",
        "own answer is not on file",
        "Nothing was read against this;",
        "Nothing contrary was read;",
        "No support on file",
    ):
        assert false not in page, false
    assert "left out by disclosure tier or privilege" in page


def test_a_target_whom_nothing_that_may_be_shown_names_is_refused(room):
    assert call(room / "h", "mark", "a.txt", "--case", room / "case", "--tier", "submitter")[0] == 0
    output = room / "none.json"
    code, told = call(
        room / "h", "dossier", "Orla Danneth", "--case", room / "case", "--for", "public",
        "--output", output,
    )  # fmt: skip
    assert call(room / "h", "mark", "a.txt", "--case", room / "case", "--tier", "public")[0] == 0
    assert code == 2
    assert "audience public may see names 'Orla Danneth'" in told
    assert not output.exists()


def test_further_closed_documents_change_no_byte_but_counts_and_custody(tmp_path, public):
    """Whether they come before the open documents or after them, and whatever they name or join."""
    room = made(
        tmp_path, (BEFORE, "sealed"), (OPEN, "public"), (CLOSED, "sealed"), (AFTER, "sealed")
    )
    common, out = ("--case", room / "case", "--for", "public", "--output"), tmp_path / "out"
    out.mkdir()
    assert call(room / "h", "dossier", "Orlo Vennick", *common, out / "d.json")[0] == 0
    assert call(room / "h", "export", "csv", *common, out / "csv")[0] == 0
    assert call(room / "h", "export", "ftm", *common, out / "x.ftm.json")[0] == 0
    for name in (*(f"csv/{one}.csv" for one in FILES), "x.ftm.json"):
        assert (out / name).read_bytes().decode("utf-8") == public[name], name
    assert _told((out / "d.json").read_text(encoding="utf-8")) == _told(public["d.json"])


def _told(text: str) -> str:
    """The sections of a dossier without custody, where they came from, and how much is left out."""
    sections = [one for one in json.loads(text)["sections"] if one["id"] != "custody"]
    plain = re.sub(r"\d+ (claim|exhibit)s? left out", "N left out", json.dumps(sections))
    return re.sub(r'"[^"]*/in/', '"', plain)


def test_what_stands_in_the_place_of_a_closed_claim_is_as_closed(tmp_path):
    """A correction is a new claim; the mark was on the old one."""
    room = made(tmp_path, ({"pub.txt": OPEN["b.txt"], "a.txt": OPEN["a.txt"]}, "public"))
    run = partial(call, room / "h")
    listed_ = json.loads(run("review", "--case", room / "case", "--list", "--json")[1])
    told = next(one for one in listed_ if "charged with fraud" in one["quote"])
    assert (
        run("mark", told["id"], "--case", room / "case", "--tier", "sealed", "--reason", "x")[0]
        == 0
    )
    words = ("review", "--case", room / "case", "--correct", told["id"], "--set", "finality=final")
    assert run(*words, "--why", "checked")[0] == 0
    for name, text in exported(room, room / "out", "Orla Danneth").items():
        assert "Sollander" not in text, name
        assert "fraud" not in text, name
    new = json.loads(run("review", "--case", room / "case", "--list", "--json")[1])
    now = next(one for one in new if "charged with fraud" in one["quote"])
    assert now["id"] != told["id"]
    opened = ("mark", now["id"], "--case", room / "case", "--tier", "public", "--reason", "y")
    assert "public" in run(*opened)[1]
    assert (
        run("export", "csv", "--case", room / "case", "--for", "public", "--output", room / "c")[0]
        == 0
    )
    assert "Sollander" in (room / "c" / "claims.csv").read_text()


def test_the_words_of_a_correction_name_nobody_whom_only_closed_documents_name(tmp_path):
    """They are kept as the whole case knows its people: here two are one by a sealed memo alone."""
    room = made(tmp_path, (OPEN, "public"), (CLOSED, "sealed"))
    run = partial(call, room / "h")
    every = json.loads(run("review", "--case", room / "case", "--list", "--json")[1])
    told = next(one for one in every if one["quote"].startswith("Orla Danneth is the director"))
    words = ("--set", "about=Helge Brannock", "--set", "hedged=yes", "--why", "a slip")
    assert run("review", "--case", room / "case", "--correct", told["id"], *words)[0] == 0
    own = run("export", "csv", "--case", room / "case", "--for", "sealed", "--output", room / "own")
    assert own[0] == 0
    assert "became Helge Brannock" in (room / "own/claims.csv").read_text()
    for name, text in exported(room, room / "out", "Orla Danneth").items():
        assert "became Helge" not in text, name
        assert "Sollander became" not in text, name
    assert "about, hedged changed" in (room / "out/csv/claims.csv").read_text()


def test_the_folder_from_which_a_document_came_is_told_to_nobody(tmp_path, monkeypatch):
    """A path as a user gives it: relative, of a folder named after a source."""
    (tmp_path / "leak from Anna Quill").mkdir()
    (tmp_path / "leak from Anna Quill" / "b.txt").write_text(OPEN["b.txt"])
    monkeypatch.chdir(tmp_path)
    run = partial(call, tmp_path / "h")
    assert run("ingest", "leak from Anna Quill", "--case", "case", "--tier", "public")[0] == 0
    monkeypatch.chdir("/")
    for name, text in exported(tmp_path, tmp_path / "out", "Rhea Sollander").items():
        assert "Anna Quill" not in text, name


def test_mark_tells_who_may_see_it_now(room):
    words = ("mark", "sec.txt", "--case", room / "case", "--privileged")
    code, told = call(room / "h", *words)
    assert code == 0
    assert "tier: sealed, privileged: yes" in told
    body = json.loads(call(room / "h", *words[:-1], "--not-privileged", "--json")[1])
    assert (body["tier"], body["privileged"]) == ("sealed", False)


def test_pages_and_the_api_tell_who_may_see_what_and_who_is_protected(room):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from starlette.testclient import TestClient

    from dalil.api.cases import create_case_api
    from dalil.assembly import build
    from dalil.casework.review_desk import ReviewDesk
    from dalil.config import Config
    from dalil.web.app import create_app
    from dalil.web.opencase import OpenCase

    mark = ("mark", "Helge Brannock", "--case", room / "case", "--as", "witness")
    assert call(room / "h", *mark)[0] == 0
    dalil = build(Config.load({"DALIL_HOME": str(room / "h")}))
    with dalil.open_case(room / "case", write=False) as case:
        pages = TestClient(create_app(OpenCase(case)), base_url="http://127.0.0.1")
        listing = pages.get("/documents").text
        assert listing.count("tier sealed") == len(CLOSED)
        assert listing.count("tier public") == len(OPEN)
        assert "tier sealed" in pages.get("/search?q=acquitted").text
        people = pages.get("/people").text
        assert re.search(r"Helge Brannock</a>\s*<span class=\"mark k-warn\">witness<", people)
        desk = ReviewDesk(case, lambda: case)
        api = TestClient(create_case_api(desk), base_url="http://127.0.0.1")
        found = {one["name"]: one for one in api.get("/api/documents").json()["results"]}
        assert found["sec.txt"]["tier"] == "sealed"
        assert found["pub.txt"] | {"tier": "public", "privileged": False} == found["pub.txt"]
        claims = api.get("/api/claims").json()["results"]
        assert {one["tier"] for one in claims} == {"public", "sealed"}
