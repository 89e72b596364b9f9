"""Tries to get a client file past its own inspection: through the commands, as a desk would."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from commands import call
from dalil.casework import diligence_file
from dalil.diligence.retention import years_after
from dalil.store.clock import SystemClock

CLIENT = ("--client", "vescatay")


@pytest.fixture
def client(tmp_path, monkeypatch):
    """An open file of an invented client."""
    monkeypatch.setenv("DALIL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DALIL_USER", "A. Quill")
    monkeypatch.chdir(tmp_path)
    call("diligence", "key", "officer.key")
    code, said = call(
        "diligence", "open", "Orlam Vescatay", *CLIENT, "--officer", "officer.key", "--born", "1961"
    )
    assert code == 0, said
    return tmp_path


@pytest.mark.parametrize("born", ["1961-13-45", "61", "4 March 1961", "1961-02-30"])
def test_a_birth_date_that_is_none_is_refused_before_anything_is_screened(client, born):
    code, said = call("diligence", "party", "Orla Venn", "--role", "owner", "--born", born, *CLIENT)
    assert code == 2
    assert "no date" in said
    code, said = call("diligence", "open", "Dorrin", "--born", born, "--officer", "officer.key")
    assert code == 2
    assert not (client / "home" / "clients" / "dorrin").exists()


def test_the_client_cannot_leave_the_file_by_the_back_door(client):
    for more in (("--role", "client", "--removed"), ("--role", "counterparty")):
        code, said = call("diligence", "party", "Orlam Vescatay", *more, *CLIENT)
        assert code == 2
        assert "stays its client" in said


def test_an_event_that_has_not_come_is_no_event(client):
    later = (datetime.now(UTC) + timedelta(days=3)).date().isoformat()
    code, said = call("diligence", "event", "money moved", "--on", later, *CLIENT)
    assert code == 2
    assert "has not come yet" in said


def test_dates_stand_on_the_file_in_one_form(client):
    call("diligence", "event", "money moved", "--on", "20260102", *CLIENT)
    call("diligence", "event", "money moved", "--on", "2026-01-03T01:00:00+05:00", *CLIENT)
    code, shown = call("diligence", "show", *CLIENT, "--json")
    assert code == 0
    held = [one["on"] for one in json.loads(shown)["steps"] if one["kind"] == "event"]
    assert held == ["2026-01-02", "2026-01-02T20:00:00Z"]
    assert "event money moved 2026-01-02" in call("diligence", "show", *CLIENT)[1]


def test_an_approval_of_a_hit_that_nobody_knows_is_refused(client):
    code, said = call(
        "diligence", "approve", "--role", "compliance", "--on", "3fa9", "--reason", "x", *CLIENT
    )
    assert code == 2
    assert "brought up a hit '3fa9'" in said


def at(monkeypatch, day: str):
    """The machine's clock as it stood on a day."""
    monkeypatch.setattr(SystemClock, "now", lambda self: f"{day}T10:00:00Z")


@pytest.fixture
def old_client(tmp_path, monkeypatch):
    """A file that was opened in 2014, with a second party who left."""
    monkeypatch.setenv("DALIL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DALIL_USER", "A. Quill")
    monkeypatch.chdir(tmp_path)
    with monkeypatch.context() as patch:
        at(patch, "2014-01-01")
        call("diligence", "key", "officer.key")
        call("diligence", "open", "Orlam Vescatay", *CLIENT, "--officer", "officer.key")
        call("diligence", "event", "relationship began", "--on", "2014-01-01", *CLIENT)
        call("diligence", "party", "Orla Venn", "--role", "owner", "--alias", "Lady Ovi", *CLIENT)
        call("diligence", "party", "Orla Venn", "--role", "owner", "--removed", *CLIENT)
        number = ("--identifier", "passport", "P99014422", "GB", "--born", "1961-03-04")
        call("diligence", "party", "李小龙", "--role", "owner", *number, *CLIENT)
        call("diligence", "party", "Дарья Шевцова", "--role", "owner", *CLIENT)
        call(
            "diligence", "approve", "--who", "PS", "--role", "partner", "--reason", "seen", *CLIENT
        )
    return tmp_path


def test_the_end_told_late_stands_in_the_tombstone(old_client):
    """Whoever sets the end back to be rid of a file leaves the day on which they said so."""
    today, client = datetime.now(UTC).date().isoformat(), old_client
    call("diligence", "event", "relationship ended", "--on", "2015-01-01", *CLIENT)
    shown = call("diligence", "inspect", *CLIENT)[1]
    assert f"as was recorded on {today}" in shown
    folder = client / "home" / "clients" / "vescatay"
    folder = folder if folder.exists() else client / "vescatay"
    assert call("diligence", "erase", *CLIENT, "--reason", "end of retention")[0] == 0
    ledger = b"".join(p.read_bytes() for p in (folder / "ledger").rglob("*") if p.is_file())
    assert f'"recorded":"{today}"'.encode() in ledger
    assert b'"opened":"2014-01-01"' in ledger
    assert b'"worked":"2014-01-01"' in ledger


def test_money_after_the_end_moves_the_end(old_client):
    call("diligence", "event", "relationship ended", "--on", "2015-01-01", *CLIENT)
    call("diligence", "event", "money moved", "--on", "2026-01-01", *CLIENT)
    code, said = call("diligence", "erase", *CLIENT, "--reason", "end of retention")
    assert code == 2
    assert "2031-01-01" in said


NAMING = (
    "Lady Ovi asked",
    "Orla Venn asked",
    "Venn asked for it",
    "VENN's wish",
    "the Venns asked",
    "Венн просила",
    "Vescatay left",
    "李 asked",
    "Shevtsova asked",
    "of passport p99014422",
    "born 1961-03-04",
    "1961 03 04",
    "AB 7654329 ended",
    "ended, V-e-n-n",
    "a suspicion was reported on this client",
)


def test_nothing_that_names_a_party_stays_in_the_tombstone(old_client):
    call("diligence", "event", "relationship ended", "--on", "2015-01-01", *CLIENT)
    for words in NAMING:
        code, said = call("diligence", "erase", *CLIENT, "--reason", words)
        assert (code, "tombstone" in said) == (2, True), words
    # Short words of the language are no names of anybody, though letters of a name stand in them.
    words = "the term of five years has lapsed, as the law of 2017 asks"
    assert call("diligence", "erase", *CLIENT, "--reason", words)[0] == 0


def test_nothing_that_names_a_hit_stays_in_the_tombstone(old_client, monkeypatch):
    with monkeypatch.context() as patch:
        at(patch, "2014-01-02")
        own_list(old_client, "2014-01-01", "Orlam Veskatai,XDi.041,sanction")
        said = json.loads(call("diligence", "check", *CLIENT, "--json")[1])
    call("diligence", "event", "relationship ended", "--on", "2015-01-01", *CLIENT)
    for words in (said["to_decide"][0], said["to_decide"][0][:6], "XDi.041", "Veskatai"):
        code, told = call("diligence", "erase", *CLIENT, "--reason", f"because of {words}")
        assert (code, "tombstone" in told) == (2, True), words
    assert call("diligence", "erase", *CLIENT, "--reason", "the term of five years is over")[0] == 0


def test_one_event_of_long_ago_erases_no_file_of_today(client):
    today = datetime.now(UTC).date()
    own_list(client, "2026-11-01", "Orlam Vescatay,P1,sanction")
    call("diligence", "check", *CLIENT)
    for kind in ("transaction completed", "relationship ended"):
        call("diligence", "event", kind, "--on", "2010-01-01", *CLIENT)
        code, said = call("diligence", "erase", *CLIENT, "--reason", "retention ended")
        assert code == 2
        assert f"kept until {years_after(today.isoformat(), 5)}" in said
        assert "work on the file went on after 2010-01-01" in said
    assert "kept beyond" not in call("diligence", "inspect", *CLIENT)[1]


# -- found by a stranger who tried to get bad files past the inspection -------------------------------


def points(*more: str) -> list[dict]:
    """Every point of the inspection; a warning may stand before them."""
    said = call("diligence", "inspect", *CLIENT, *more, "--json")[1]
    return json.loads(said[said.index("{") :])["points"]


def test_a_company_that_was_opened_as_a_person_is_asked_for_its_owners(client):
    assert "owners" not in {one["id"] for one in points()}
    words = ("party", "Orlam Vescatay", "--role", "client", "--type", "company")
    assert call("diligence", *words, *CLIENT)[0] == 0
    lacking = {one["id"] for one in points() if not one["holds"]}
    assert {"structure", "owners", "register"} <= lacking
    shown = call("diligence", "inspect", *CLIENT, "--output", "report.html")[1]
    assert "LOOK AT [completeness] What is asked fits the type" in shown
    assert "person before, company since step 2" in shown
    page = (client / "report.html").read_text("utf-8")
    assert "look at it" in page
    assert "person before, company since step 2" in page
    assert "(company), opened" in call("diligence", "show", *CLIENT)[1]


def test_a_reason_that_holds_no_word_is_refused(client):
    for words in (
        ("trigger", "pep", "--absent", "--reason", "."),
        ("conclude", "accept", "--reason", "1."),
        ("state", "purpose", "-"),
    ):
        code, said = call("diligence", *words, *CLIENT)
        assert code == 2
        assert "holds no word" in said


def test_a_vendors_table_of_sanctions_makes_its_hits_hits_of_sanctions(client):
    (client / "hits.csv").write_text("Ref,Match\nNW-1,Orlam Vescatay\n", encoding="utf-8")
    mapped = ("--column", "entity_id=Ref", "--column", "name=Match")
    words = ("--vendor", "NameWatch", "--on", "2026-11-01", "--kind", "sanctions", *mapped)
    said = json.loads(call("diligence", "import", "hits.csv", *words, *CLIENT, "--json")[1])
    assert said["body"]["hits"][0]["topics"] == ["sanction"]
    one = said["to_decide"][0]
    call("diligence", "decide", one, "same", "--reason", "It is he.", *CLIENT)
    call("diligence", "conclude", "accept", "--reason", "He pays well.", *CLIENT)
    lacking = [p for p in points() if not p["holds"] and "accepts nobody" in p["title"]]
    assert len(lacking) == 1


MAPPING = """
list = "own"
kind = "mixed"
version = "{version}"

[columns]
id = "id"
name = "name"
topic = "topics"
"""


def own_list(folder, version: str, *rows: str) -> None:
    """Import a mixed list of one's own: rows of name, id, topics."""
    (folder / "own.csv").write_text("\n".join(["name,id,topics", *rows]), encoding="utf-8")
    (folder / "own.toml").write_text(MAPPING.format(version=version), encoding="utf-8")
    words = ("mapped_csv", "own.csv", "--mapping", "own.toml", "--accept-shrink")
    code, said = call("lists", "import", *words)
    assert code == 0, said


def test_hits_that_were_cut_off_lack_until_all_are_kept(client):
    own_list(client, "2026-11-01", *(f"Orlam Vescatay,P{n},sanction" for n in range(4)))
    checked = call("diligence", "check", *CLIENT, "--most", "3")[1]
    assert "more than 3 hits on own" in checked
    assert "hits on own" in {one["id"] for one in points() if not one["holds"]}
    assert call("diligence", "check", *CLIENT)[0] == 0
    assert "hits on own" not in {one["id"] for one in points()}
    for odd in ("0", "5001"):
        assert call("diligence", "check", *CLIENT, "--most", odd)[0] == 2


def test_a_mixed_list_is_no_check_for_what_it_does_not_hold(client):
    own_list(client, "2026-11-01", "Somebody Else,P1,sanction")
    call("diligence", "check", *CLIENT)
    lacking = {one["id"]: one["found"] for one in points() if not one["holds"]}
    assert "sanctions-check" not in lacking
    assert "own: of none is it on file that it holds any" in lacking["pep-check"]
    own_list(client, "2026-11-02", "Somebody Else,P1,sanction", "Somebody Other,P2,role.pep")
    held = json.loads(call("diligence", "check", *CLIENT, "--json")[1])["body"]["lists"]
    assert [one["holds"] for one in held] == [{"sanctions": 1, "peps": 1}]
    found = {one["id"]: one for one in points()}
    assert found["pep-check"]["holds"]
    assert found["list own"]["look"]
    assert "it holds 2 entries" in found["list own"]["found"]


def test_a_list_of_years_ago_is_no_check(client):
    own_list(client, "2011-01-01", "Somebody Else,P1,sanction;role.pep")
    call("diligence", "check", *CLIENT)
    lacking = {one["id"]: one["found"] for one in points() if not one["holds"]}
    assert {"sanctions-check", "pep-check"} <= lacking.keys()
    assert "own@2011-01-01, was" in lacking["sanctions-check"]


def test_a_day_before_the_file_or_the_rules_is_refused(client):
    today = datetime.now(UTC).date()
    before = (today - timedelta(days=2)).isoformat()
    for day, words in (("2016-01-01", "none of the rules"), (before, "there was no such file")):
        code, said = call(
            "diligence", "inspect", *CLIENT, "--as-of", day, "--output", "passed.html"
        )
        assert code == 2
        assert words in said
        assert not (client / "passed.html").exists()


def test_an_inspection_of_another_day_says_so(client):
    later = (datetime.now(UTC).date() + timedelta(days=900)).isoformat()
    words = ("diligence", "inspect", *CLIENT, "--as-of", later)
    said = call(*words, "--output", "later.html")[1]
    assert f"As of {later}, not of today" in said
    page = (client / "later.html").read_text("utf-8")
    outcome = page.split('id="outcome"')[1].split("</p>")[0]
    assert f"As of {later}, not of today" in outcome
    assert later in json.loads(call(*words, "--json")[1])["of_another_day"]
    assert "not of today" not in call("diligence", "inspect", *CLIENT)[1]


NAMELESS = {
    "Mr": "is only a title",
    "X": "is a single letter",
    "?!": "holds no letter",
    "Orla" * 126: "the bound is 500",
    "Orla\u202eVenn": "turns the writing round",
    "Orla\nVenn": "a line break",
    "Orla\x1b[31m": "a control character",
}


def test_a_name_that_is_refused_elsewhere_is_refused_here(client):
    for name, why in NAMELESS.items():
        said = [
            call("diligence", "party", name, "--role", "owner", *CLIENT),
            call("diligence", "party", "Orla Venn", "--role", "owner", "--alias", name, *CLIENT),
            call("diligence", "open", name, "--client", "new", "--officer", "officer.key"),
        ]
        assert [code for code, _ in said] == [2, 2, 2], name
        assert all(why in words for _, words in said), said
        assert not (client / "new").exists()


def test_an_old_file_with_such_a_name_is_not_screened_as_clean(client, monkeypatch):
    own_list(client, "2026-11-01", "Somebody Else,P1,sanction")
    with monkeypatch.context() as patch:
        patch.setattr(diligence_file, "check_name", lambda name, type_: None)
        call("diligence", "party", "Mr", "--role", "owner", *CLIENT)
    code, said = call("diligence", "check", *CLIENT)
    assert code == 2
    assert "'Mr' is only a title" in said
    # Described anew, or taken off, they no longer stand in the way.
    assert call("diligence", "check", "--party", "Orlam Vescatay", *CLIENT)[0] == 0
    assert call("diligence", "party", "Mr", "--role", "owner", "--removed", *CLIENT)[0] == 0
    assert call("diligence", "check", *CLIENT)[0] == 0


def test_a_clock_that_ran_ahead_once_is_said_and_does_not_date_the_file(client, monkeypatch):
    today = datetime.now(UTC).date()
    with monkeypatch.context() as patch:
        at(patch, "2046-11-21")
        call("diligence", "state", "purpose", "One warehouse.", *CLIENT)
    said = call("diligence", "trigger", "pep", "--absent", "--reason", "asked", *CLIENT)[1]
    assert "warning: the last entry of this file bears 2046-11-21T10:00:00Z" in said
    call("diligence", "event", "relationship began", "--on", today.isoformat(), *CLIENT)
    found = {(one["test"], one["id"]): one for one in points()}
    for name in ("purpose", "trigger pep"):
        one = found["order", name]
        assert (one["holds"], one["look"]) == (True, True)
        assert "the ledger says 2046-11-21" in one["found"]
    assert found["completeness", "clock"]["look"]
    assert "the ledger says 2046-11-21T10:00:00Z" in found["completeness", "clock"]["found"]
    # What came after the event came after it, whatever the clock.
    call("diligence", "trigger", "unusual", "--absent", "--reason", "seen", *CLIENT)
    call("diligence", "trigger", "high-risk", "--absent", "--reason", "seen", *CLIENT)
    assert [
        p["holds"] for p in points() if (p["test"], p["id"]) == ("order", "trigger high-risk")
    ] == [False]
    call("diligence", "event", "relationship ended", "--on", today.isoformat(), *CLIENT)
    shown = call("diligence", "show", *CLIENT)[1]
    assert f"kept until: {years_after(today.isoformat(), 5)}" in shown
    assert call("verify", "vescatay")[0] == 0


def test_a_clock_as_it_should_be_is_not_spoken_of(client):
    assert "warning" not in call("diligence", "state", "purpose", "One warehouse.", *CLIENT)[1]
    assert "clock" not in {one["id"] for one in points()}
