"""The due-diligence file of the example client, from opening to inspection, copies and erasure."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from client_samples import list_day, session
from commands import call
from dalil.assembly import build
from dalil.casework import diligence_inspect
from dalil.casework.diligence_inspect import inspect
from dalil.config import Config
from dalil.custody.times import Stamp
from dalil.store.clock import SystemClock

CLIENT = ("--client", "harrowmere")


def told(*words: object) -> dict:
    """What a command said as JSON, whatever its exit code."""
    return json.loads(call(*words, "--json")[1])


@pytest.fixture(scope="module")
def example_client(tmp_path_factory):
    """The example's folder after its session, once for all tests (they copy it)."""
    folder = tmp_path_factory.mktemp("client")
    today = datetime.now(UTC).date()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DALIL_HOME", str(folder / "home"))
        patch.setenv("DALIL_USER", "A. Quill")
        patch.chdir(folder)
        next_year = today + timedelta(days=365)
        said = session(folder, call, today.isoformat(), next_year.isoformat())
    return folder, said


@pytest.fixture
def room(example_client, tmp_path, monkeypatch):
    """A copy of the finished example to work in."""
    folder = tmp_path / "room"
    shutil.copytree(example_client[0], folder)
    monkeypatch.setenv("DALIL_HOME", str(folder / "home"))
    monkeypatch.setenv("DALIL_USER", "A. Quill")
    monkeypatch.chdir(folder)
    return folder


def test_the_example_lacks_nothing_and_says_what_it_screened(example_client):
    folder, said = example_client
    assert re.search(r"\d+ points: nothing lacks\.", said), said[-2000:]
    assert "Screened Harrowmere Quay LLP, Orla Venn, Dorrin Ashgrove against" in said
    page = (folder / "inspection.html").read_text("utf-8")
    assert "Nothing lacks" in page
    assert "citation unverified" in page
    assert "<script" not in page
    assert page.count("<h1") == 1
    assert '<html lang="en">' in page
    assert page.count("<table") == page.count("<thead") > 0


def test_an_inspection_overwrites_nothing_unasked(room):
    report = room / "report.json"
    words = ("diligence", "inspect", *CLIENT, "--output", report)
    assert call(*words)[0] == 0
    report.write_text("mine")
    code, shown = call(*words)
    assert (code, report.read_text()) == (2, "mine"), shown
    assert call(*words, "--replace")[0] == 0
    assert json.loads(report.read_text())["holds"]


def test_evidence_that_was_damaged_or_lost_fails_retrieval_and_comes_back_from_the_copy(room):
    before = told("diligence", "inspect", *CLIENT)
    assert before["holds"]
    file = next(p for p in (room / "harrowmere" / "vault").rglob("*") if p.is_file())
    file.chmod(0o644)
    file.write_bytes(file.read_bytes() + b"x")
    code, shown = call("diligence", "inspect", *CLIENT)
    assert code == 1
    assert "do not fit its hash: bring it back" in shown
    file.unlink()
    code, shown = call("diligence", "inspect", *CLIENT)
    assert code == 1
    assert "missing from the vault" in shown
    # One of two copies is lost whole; the other says the same.
    shutil.rmtree(room / "harrowmere")
    assert call("diligence", "restore", "second-copy.zip", *CLIENT)[0] == 0
    after = told("diligence", "inspect", *CLIENT)
    assert after["holds"]
    assert [c["sentence"] for c in after["checks"]] == [c["sentence"] for c in before["checks"]]
    assert call("verify", "harrowmere")[0] == 0


def test_a_copy_with_one_changed_byte_is_refused(room):
    content = bytearray((room / "second-copy.zip").read_bytes())
    content[len(content) // 2] ^= 1
    (room / "bad.zip").write_bytes(content)
    code, _ = call("diligence", "restore", "bad.zip", "--client", "again")
    assert code in (1, 2)
    assert not (room / "again").exists()


def test_what_was_decided_is_not_asked_again_unless_a_side_changed(room):
    found = told("diligence", "check", *CLIENT)
    assert found["to_decide"] == []
    assert sorted(found["decided_before"].values()) == ["different", "same"]
    # The party changed.
    words = ("--role", "owner", "--born", "1961-03-04", "--country", "GB")
    call("diligence", "party", "Orla Venn", *CLIENT, *words, "--alias", "Orla Venn-Marrow")
    found = told("diligence", "check", *CLIENT)
    assert len(found["to_decide"]) == 1
    assert list(found["asked_again"].values()) == [["the party"]]
    hit = found["to_decide"][0]
    call("diligence", "decide", hit, "different", *CLIENT, "--reason", "As before.")
    assert told("diligence", "check", *CLIENT)["to_decide"] == []
    # The entry changed, in a newer version of the list.
    text = (room / "lists" / "sanctions.xml").read_text("utf-8")
    day = list_day(room)
    later = (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    newer = text.replace("Shipping agent in Izmer.", "Born in Dunmere.").replace(day, later)
    (room / "lists" / "newer.xml").write_text(newer, encoding="utf-8")
    assert call("lists", "import", "un_xml", "lists/newer.xml")[0] == 0
    found = told("diligence", "check", *CLIENT)
    assert len(found["to_decide"]) == 1
    assert "reasons" in next(iter(found["asked_again"].values()))
    assert call("diligence", "inspect", *CLIENT)[0] == 1


def test_that_nothing_was_found_is_kept_with_the_hash_of_the_list(room):
    call("diligence", "party", "Wim Tarrow", *CLIENT, "--role", "representative")
    found = told("diligence", "check", *CLIENT, "--party", "Wim Tarrow", "--list", "un")
    assert found["body"]["hits"] == []
    assert found["sentence"].endswith("nothing found.")
    with build(Config.load()).open_case(Path("harrowmere"), write=False, kind="client") as case:
        entry = case.ledger.part(found["entry"], 1)[0]
        assert entry.kind == "screen"
        held = entry.body["diligence"]["lists"][0]
        assert held["sha256"] == case_list_hash(room)
        assert entry.body["diligence"]["parties"][0]["screened"] == ["Wim Tarrow"]
        assert any(point.size > entry.index for point in case.ledger.checkpoints())


def case_list_hash(room: Path) -> str:
    return hashlib.sha256((room / "lists" / "sanctions.xml").read_bytes()).hexdigest()


def test_a_list_that_was_changed_on_the_shelf_is_told_and_an_absent_one_is_no_lack(room):
    source = next((room / "home" / "lists" / "un").rglob("sanctions.xml"))
    source.chmod(0o644)
    source.write_bytes(source.read_bytes().replace(b"ORLA", b"ORLO"))
    code, shown = call("diligence", "inspect", *CLIENT)
    assert code == 1
    assert f"LACKS [retrieval] List un@{list_day(room)}" in shown
    shutil.rmtree(room / "home" / "lists")
    code, shown = call("diligence", "inspect", *CLIENT, "--json")
    assert code == 0
    assert "not on this machine, the hash stands" in shown
    assert any("non-commercial" in line for line in json.loads(shown)["licences"])


def test_only_parties_are_screened(room):
    code, shown = call("diligence", "check", *CLIENT, "--party", "A. Passer-by")
    assert code == 2
    assert "Only parties are screened" in shown


def test_a_check_cannot_be_slipped_in_before_a_checkpoint_that_left(room):
    shutil.copytree("harrowmere", "forged")
    call("diligence", "check", *CLIENT)
    newest = max((room / "harrowmere" / "ledger" / "checkpoints").iterdir())
    outside = room / "outside.json"
    shutil.copy(newest, outside)
    assert call("verify", "harrowmere", "--checkpoint", outside)[0] == 0
    # The holder of the key goes back and writes another history.
    assert call("diligence", "check", "--client", "forged", "--list", "un")[0] == 0
    for _ in range(3):
        assert call("diligence", "renew", "--client", "forged")[0] == 0
    assert call("verify", "forged")[0] == 0
    code, shown = call("verify", "forged", "--checkpoint", outside)
    assert code == 1
    assert "DOES NOT FIT" in shown


def test_a_timestamp_says_since_when_a_check_is_proved_and_none_says_order_only(room, monkeypatch):
    dalil = build(Config.load())
    with dalil.open_case(Path("harrowmere"), write=True, kind="client") as case:
        assert "order only" in inspect(case).proofs[0].told
        size = case.ledger.checkpoint().size
        case.ledger.attach("timestamps", f"{size:012d}-0a0a0a0a.tsr", b"answer")
        stamp = Stamp("2031-05-04T10:00:00Z", "1.2.3", "")
        monkeypatch.setattr(diligence_inspect, "read_stamp", lambda content, where: stamp)
        assert "before 2031-05-04T10:00:00Z" in inspect(case).proofs[0].told
    # A check after the stamp is not covered by it.
    call("diligence", "check", *CLIENT)
    with dalil.open_case(Path("harrowmere"), write=False, kind="client") as case:
        assert "order only" in inspect(case).proofs[-1].told


VENDOR = ("--vendor", "NameWatch", "--on", "2026-11-01", "--kind", "sanctions", "--kind", "peps")
COLUMNS = ("entity_id=Ref", "name=Match", "party=Client", "score=Score", "list=Source")


def vendor_call(*more: str) -> tuple[int, str]:
    columns = [word for one in COLUMNS for word in ("--column", one)]
    return call("diligence", "import", "hits.csv", *CLIENT, *VENDOR, *columns, *more)


def test_hits_of_another_vendor_are_decided_in_the_same_file_and_bad_rows_are_told(room):
    Path("hits.csv").write_text(
        "Client,Ref,Match,Score,Source,Remark\n"
        "Orla Venn,NW-1,Orla Ven,87%,EU list,=cmd|x\n"
        "Nobody Known,NW-2,Somebody,50,EU list,\n"
        "Orla Venn,,No reference,0.5,,\n"
        "Orla Venn,NW-4,Odd score,many,,\n"
        'Dorrin Ashgrove,NW-5,"Ashgrove, D.",,,\n',
        encoding="utf-8",
    )
    code, shown = vendor_call("--json")
    assert code == 1
    found = json.loads(shown)
    assert [one["place"] for one in found["refused"]] == ["row 3", "row 4", "row 5"]
    assert len(found["to_decide"]) == 2
    first = found["body"]["hits"][0]
    assert (first["score"], first["list"]) == (0.87, "NameWatch: EU list")
    assert first["content"]["rest"] == [["Remark", "=cmd|x"]]
    hit = found["to_decide"][0]
    assert call("diligence", "decide", hit, "different", *CLIENT, "--reason", "born 1949")[0] == 0
    again = json.loads(vendor_call("--json")[1])
    assert hit in again["decided_before"]
    assert "by NameWatch on 2026-11-01, recorded here" in again["sentence"]
    lacking = told("diligence", "inspect", *CLIENT)["points"]
    open_ = [p["id"] for p in lacking if not p["holds"]]
    assert open_ == [f"hit {found['to_decide'][1]}"]


def test_a_quotation_mark_that_does_not_close_swallows_no_other_hit(room):
    Path("hits.csv").write_text(
        "Client,Ref,Match,Score,Source,Remark\n"
        'Orla Venn,NW-1,Orla Ven,87%,EU list,"said so\n'
        "Orla Venn,NW-2,Orla Vennn,95%,EU list,\n"
        "Orla Venn,NW-3,Orla Venn,97%,EU list,,one cell more\n"
        "Orla Venn,NW-4,Orla\n",
        encoding="utf-8",
    )
    code, shown = vendor_call("--json")
    found = json.loads(shown)
    assert code == 1
    assert [one["content"]["id"] for one in found["body"]["hits"]] == ["NW-2"]
    assert [one["place"] for one in found["refused"]] == ["row 2", "row 4", "row 5"]
    reasons = " ".join(one["reason"] for one in found["refused"])
    for words in ("does not close", "7 cells", "ends before the column"):
        assert words in reasons


@pytest.mark.parametrize(
    ("content", "more", "words"),
    [
        (b"Client,Ref\n", (), "no column 'Match'"),
        (b"\xff\xfe\x00", (), "hits.csv"),
        (b"Client,Ref,Match,Score,Source,Ref\n", (), "'Ref' twice"),
        (b"Client,Ref,Match,Score,Source\n", ("--on", "2999-01-01"), "a day to come"),
        (b"Client,Ref,Match,Score,Source\n", ("--column", "odd=Ref"), "nothing to map to"),
        (b"Client,Ref,Match,Score,Source\n", ("--kind", "odd"), "no kind of list"),
    ],
)
def test_a_vendors_table_that_cannot_be_used_leaves_the_file_as_it_was(room, content, more, words):
    Path("hits.csv").write_bytes(content)
    before = told("diligence", "show", *CLIENT)["steps"]
    code, shown = vendor_call(*more)
    assert code == 2
    assert words in shown
    assert told("diligence", "show", *CLIENT)["steps"] == before


CASE_COMMANDS = [
    ("ingest", "documents", "--case", "harrowmere"),
    ("investigate", "documents", "--case", "harrowmere"),
    ("read", "--case", "harrowmere"),
    ("search", "Venn", "--case", "harrowmere"),
    ("trace", "Venn", "--case", "harrowmere"),
    ("assess", "Venn", "--case", "harrowmere", "--regime", "uk-gac"),
    ("dossier", "Venn", "--case", "harrowmere", "--regime", "uk-gac", "--output", "d.html"),
    ("mark", "Venn", "--case", "harrowmere", "--as", "target"),
    ("subject", "show", "Venn", "--case", "harrowmere"),
    ("export", "bundle", "--case", "harrowmere"),
]


@pytest.mark.parametrize("words", CASE_COMMANDS, ids=lambda words: words[0])
def test_commands_on_cases_refuse_a_client_file(room, words):
    code, shown = call(*words)
    assert code == 2, shown
    assert "is a due-diligence file, not an investigation case" in shown
    assert "dalil diligence show --client" in shown


def test_commands_on_client_files_refuse_a_case(room):
    Path("note.txt").write_text("A note.", encoding="utf-8")
    assert call("ingest", "note.txt", "--case", "inquiry", "--no-read")[0] == 0
    for words in (("show",), ("check",), ("inspect",), ("renew",)):
        code, shown = call("diligence", *words, "--client", "inquiry")
        assert code == 2
        assert "is an investigation case, not a due-diligence file" in shown
    words = ("open", "Orla Venn", "--client", "inquiry", "--officer", "officer.key")
    assert call("diligence", *words)[0] == 2


def test_a_client_has_one_file(room):
    words = ("open", "Somebody Else", *CLIENT, "--officer", "officer.key")
    code, shown = call("diligence", *words)
    assert code == 2
    assert "holds a client already: Harrowmere Quay LLP" in shown


def test_erasure_waits_for_the_end_of_retention_and_leaves_a_tombstone_alone(room):
    erase = ("diligence", "erase", *CLIENT, "--reason", "end of retention")
    code, shown = call(*erase)
    assert code == 2
    assert "No retention clock runs: the relationship goes on" in shown
    today = datetime.now(UTC).date().isoformat()
    call("diligence", "event", "relationship ended", *CLIENT, "--on", today)
    code, shown = call(*erase)
    assert code == 2
    assert "is to be kept until" in shown
    began = ("diligence", "event", "relationship began", *CLIENT, "--on", "2019-01-01")
    call(*began)
    call("diligence", "event", "relationship ended", *CLIENT, "--on", "2020-01-01")
    # The newest dates count: it still ended today.
    assert call(*erase)[0] == 2


def test_an_erased_file_reveals_nothing_and_verifies(room, monkeypatch):
    folder = Path("old")
    with monkeypatch.context() as patch:
        patch.setattr(SystemClock, "now", lambda self: "2015-03-01T10:00:00Z")
        call("diligence", "open", "Orla Venn", "--client", folder, "--officer", "officer.key")
        words = ("documents/passport-venn.txt", "--client", folder, "--as", "passport")
        call("diligence", "add", *words)
        call("diligence", "check", "--client", folder)
    call("diligence", "report", "--client", folder, ask="Her words do not fit the papers.")
    call("diligence", "event", "transaction completed", "--client", folder, "--on", "2015-03-01")
    (folder / "exports" / "about.txt").write_text("Orla Venn", encoding="utf-8")
    call(
        "diligence",
        "event",
        "hold placed",
        "--client",
        folder,
        "--on",
        "2020-01-01",
        "--text",
        "suit",
    )
    erase = ("diligence", "erase", "--client", folder, "--reason")
    assert "held: suit" in call(*erase, "ended")[1]
    call("diligence", "event", "hold lifted", "--client", folder, "--on", "2021-01-01")
    code, shown = call(*erase, "Orla Venn is gone")
    assert code == 2
    assert "tombstone" in shown
    assert call(*erase, "retention ended")[0] == 0
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes().lower()
            assert b"venn" not in content, path
            assert b"990114422" not in content, path
            assert b"sealed" not in content or path.name == "case.db", path
    assert call("verify", folder)[0] == 0
    tombstone = (folder / "ledger" / "entries.jsonl").read_text("utf-8")
    assert '"reason":"retention ended"' in tombstone
    assert "erased" in call("diligence", "show", "--client", folder)[1]
    code, shown = call("diligence", "party", "Orla Venn", "--client", folder, "--role", "owner")
    assert code == 2
    assert "the file was erased" in shown
    assert b"Venn" not in (folder / "ledger" / "entries.jsonl").read_bytes()
    code, shown = call(*erase, "again")
    assert code == 2
    assert "was erased before" in shown


def test_a_copy_for_others_verifies_and_holds_neither_key_nor_compartment(room):
    import zipfile

    assert call("diligence", "export", *CLIENT, "--for", "others", "--output", "out.zip")[0] == 0
    assert call("verify", "out.zip")[0] == 0
    key = (room / "harrowmere" / "ledger" / "key").read_bytes().strip()
    with zipfile.ZipFile("out.zip") as archive:
        names = archive.namelist()
        content = b"".join(archive.read(name) for name in names)
    assert {"file.json", "inspection.html", "bundle.json"} <= set(names)
    evidence = [name.removeprefix("evidence/") for name in names if name.startswith("evidence/")]
    with zipfile.ZipFile("out.zip") as archive:
        hashes = [hashlib.sha256(archive.read(f"evidence/{name}")).hexdigest() for name in evidence]
        steps = json.loads(archive.read("file.json"))["steps"]
    assert hashes == evidence == [s["body"]["sha256"] for s in steps if s["kind"] == "evidence"]
    assert key not in content
    assert b'"sealed"' not in content
    assert b"age-encryption" not in content
    changed = room / "changed.zip"
    with zipfile.ZipFile("out.zip") as archive, zipfile.ZipFile(changed, "w") as other:
        for name in names:
            data = archive.read(name)
            other.writestr(name, data.replace(b"different", b"identical"))
    assert call("verify", changed)[0] == 1


def test_an_unknown_client_and_bad_words_say_the_way_out(room):
    assert "dalil diligence open" in call("diligence", "show", "--client", "nobody")[1]
    code, shown = call("diligence", "rate", "low", *CLIENT, "--reason", "fine")
    assert (code, "cites no evidence" in shown) == (2, True)
    code, shown = call(
        "diligence", "rate", "low", *CLIENT, "--reason", " ", "--evidence", "none.txt"
    )
    assert (code, "holds no evidence 'none.txt'" in shown) == (2, True)
    code, shown = call("diligence", "event", "money moved", *CLIENT, "--on", "yesterday")
    assert (code, "a date such as" in shown) == (2, True)
    code, shown = call("diligence", "open", "X1", "--client", "n", "--officer", "not-a-key")
    assert (code, "no recipient of age" in shown) == (2, True)
    assert not Path("n").exists()


def test_the_home_lists_its_clients(room):
    call("diligence", "open", "Орла Венн", "--officer", "officer.key")
    rows = told("diligence", "list")
    assert [row["client"] for row in rows] == ["Орла Венн"]
    assert call("diligence", "show", "--client", "Орла Венн")[0] == 0
    # One damaged file does not hide the others.
    call("diligence", "open", "Wim Tarrow", "--officer", "officer.key")
    (room / "home" / "clients" / "wim-tarrow" / "case.db").unlink()
    rows = told("diligence", "list")
    assert [("error" in row, row["client"]) for row in rows] == [(False, "Орла Венн"), (True, "")]


def test_a_copy_for_others_says_what_the_licences_of_its_lists_forbid(room):
    import zipfile

    (room / "l.csv").write_text("id,name,type\n1,Orla Venn,person\n", encoding="utf-8")
    (room / "l.toml").write_text(
        'list = "paid"\nkind = "sanctions"\nlicence = "paid"\nrestrictions = ["no-redistribution"]\n'
        '[columns]\nid = "id"\nname = "name"\ntype = "type"\n',
        encoding="utf-8",
    )
    assert call("lists", "import", "mapped_csv", "l.csv", "--mapping", "l.toml")[0] == 0
    assert call("diligence", "check", *CLIENT)[0] == 0
    bound = told("diligence", "inspect", *CLIENT)["licences"]
    assert any("paid" in line and "no-redistribution" in line for line in bound)
    code, shown = call("diligence", "export", *CLIENT, "--for", "others", "--output", "out.zip")
    assert code == 0
    with zipfile.ZipFile("out.zip") as archive:
        readme = archive.read("README.txt").decode()
    assert all(line in shown and line in readme for line in bound)
    assert call("verify", "out.zip")[0] == 0


def test_a_report_that_cannot_be_sealed_says_so_and_nothing_else(room):
    (room / "words.txt").write_bytes(b"Caf\xe9 words")
    code, shown = call("diligence", "report", *CLIENT, "words.txt")
    assert code == 2
    assert "no text in UTF-8" in shown
    assert "Nothing was sealed" in shown
    words = (hashlib.sha256(bytes([n % 256, n // 256])).hexdigest() for n in range(9_000))
    (room / "words.txt").write_text(" ".join(words), encoding="utf-8")
    code, shown = call("diligence", "report", *CLIENT, "words.txt")
    assert code == 2
    assert "too long" in shown
    assert "sealed for" not in shown
