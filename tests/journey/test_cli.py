"""The commands as a user runs them: the example end to end, again, broken, renamed, shuffled."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("example-case")


def dalil(*words: object, home: Path, check: int | None = 0) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own."""
    env = {**os.environ, "DALIL_HOME": str(home), "CI": "true", "DALIL_WORKERS": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "dalil", *map(str, words)],
        capture_output=True,
        text=True,
        env=env,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    if check is not None:
        assert done.returncode == check, done.stderr
    return done


@pytest.fixture(scope="module")
def room(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("room")


@pytest.fixture(scope="module")
def summary(room) -> dict:
    return json.loads(dalil("demo", "--case", room / "case", "--json", home=room / "home").stdout)


def test_the_demo_finds_documents_claims_contests_and_dossiers(summary):
    assert summary["documents"] == 13
    assert summary["refusals"] == []
    assert summary["claims"] > 200
    assert 5 <= summary["claims_reviewed"] < summary["claims"], "an invented reviewer saw some"
    assert summary["contests"] >= 1
    assert [Path(d["files"][0]).suffix for d in summary["dossiers"]] == [".html", ".html"]


def test_the_case_verifies_and_a_flipped_byte_does_not(summary, room):
    report = json.loads(dalil("verify", room / "case", "--json", home=room / "home").stdout)
    assert report["holds"]
    replaced = 1  # the claim that the example's reviewer corrected stays on record
    assert report["checks"]["quotes"] == summary["claims"] + replaced
    shutil.copytree(room / "case", room / "flipped")
    victim = next(path for path in (room / "flipped" / "vault").rglob("*") if path.is_file())
    content = bytearray(victim.read_bytes())
    content[0] ^= 1
    victim.chmod(0o644)
    victim.write_bytes(content)
    done = dalil("verify", room / "flipped", home=room / "home", check=1)
    assert victim.name in done.stdout


def test_an_export_that_was_edited_is_found(summary, room, tmp_path):
    shutil.copytree(room / "case", tmp_path / "case")
    page = next((tmp_path / "case" / "exports").glob("*.html"))
    page.write_text(page.read_text("utf-8").replace("alleged", "proved"), "utf-8")
    done = dalil("verify", tmp_path / "case", home=room / "home", check=1)
    assert page.name in done.stdout


def test_a_file_whose_name_is_no_text_is_taken_in(room, tmp_path):
    folder = os.fsencode(tmp_path / "in")
    (tmp_path / "in").mkdir()
    try:
        handle = os.open(folder + b"/esc\xff.txt", os.O_WRONLY | os.O_CREAT)
    except OSError:
        return  # this file system refuses such names, so they cannot come in
    os.write(handle, b"The auditor said that the fund was empty.")
    os.close(handle)
    dalil("ingest", tmp_path / "in", "--case", tmp_path / "case", home=room / "home")
    dalil("verify", tmp_path / "case", home=room / "home")


def test_running_again_changes_no_byte(summary, room):
    exports = {p.name: p.read_bytes() for p in (room / "case" / "exports").iterdir()}
    entries = (room / "case" / "ledger" / "entries.jsonl").read_bytes()
    dalil("demo", "--case", room / "case", home=room / "home")
    assert {p.name: p.read_bytes() for p in (room / "case" / "exports").iterdir()} == exports
    assert (room / "case" / "ledger" / "entries.jsonl").read_bytes() == entries


def test_every_sentence_of_the_dossier_leads_to_its_words(summary, room):
    text = Path(summary["dossiers"][0]["files"][1]).read_text(encoding="utf-8")
    html = Path(summary["dossiers"][0]["files"][0]).read_text(encoding="utf-8")
    assert json.loads(text)
    assert re.search(r"\b[1-9]\d* of \d+ claims reviewed by a person", html)
    assert "citation unverified" in html
    assert "<script" not in html


def test_trace_assess_and_dossier_answer(summary, room, tmp_path):
    name = summary["dossiers"][1]["name"]
    shutil.copytree(room / "case", tmp_path / "case")
    case, home = tmp_path / "case", room / "home"
    traced = json.loads(dalil("trace", name, "--case", case, "--json", home=home).stdout)
    assert {outcome["test"] for outcome in traced["outcomes"]} == {"uk", "ofac", "eu"}
    assessed = json.loads(dalil("assess", name, "--case", case, "--json", home=home).stdout)
    assert [e["element"] for e in assessed["elements"]][:6] == ["E1", "E2", "E3", "E4", "E5", "E6"]
    assert assessed["conclusion"] is None
    out = tmp_path / "out.html"
    dalil("dossier", name, "--case", case, "--output", out, home=home)
    assert out.read_bytes().startswith(b"<!doctype html>") or out.stat().st_size > 10_000
    done = dalil("dossier", name, "--case", case, "--output", "x.odt", home=home, check=2)
    assert ".html" in done.stderr


def test_an_unknown_target_is_refused_by_name(summary, room):
    done = dalil("trace", "Nobody Atall", "--case", room / "case", home=room / "home", check=2)
    assert "Nobody Atall" in done.stderr


def test_lists_and_screening(example, room):
    home = room / "home"
    file = next((example / "documents").glob("10_*.xml"))
    dalil("screen", "Anyone", home=room / "bare", check=2)
    dalil("lists", "import", "un", file, "--list", "example", home=home)
    found = json.loads(dalil("screen", "Azboulat Soungarai", "--json", home=home).stdout)
    assert found["matches"][0]["entity_id"] == "XDi.001"
    dalil("screen", "Azboulat Soungarai", "--fail-on-hit", home=home, check=1)
    assert (
        json.loads(dalil("screen", "Quentin Holloway", "--json", home=home).stdout)["matches"] == []
    )
    assert (
        json.loads(dalil("compare", "Aidar Bekov", "Айдар Беков", "--json", home=home).stdout)[
            "score"
        ]
        >= 0.9
    )


def test_read_keeps_its_promises(example, room, tmp_path):
    """Offsets, verbatim quotes, shared entity ids, refusals: as product.md pins them."""
    (tmp_path / "garbage.bin").write_bytes(bytes(range(256)) * 4)
    files = sorted((example / "documents").glob("0[145]_*"))
    out = tmp_path / "out.jsonl"
    dalil("read", *files, tmp_path / "garbage.bin", "--out", out, home=room / "home")
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").split("\n") if line]
    assert any("refused" in row for row in rows)
    read = [row for row in rows if "refused" not in row]
    assert len(read) >= 3
    for row in read:
        text = row["text"]
        assert all(text[m["start"] : m["end"]] == m["text"] for m in row["mentions"])
        assert all(text[c["start"] : c["end"]] == c["quote"] for c in row["claims"])
        assert all(c["holders"] for c in row["claims"])
        ids = {entity["id"] for entity in row["entities"]}
        assert {m["entity"] for m in row["mentions"] if m["entity"]} <= ids
    same = dalil("read", *files, "--against", out, home=room / "home").stdout
    assert all(not json.loads(line)["claims_added"] for line in same.split("\n") if line)


def test_read_replaces_an_earlier_result_and_nothing_else(room, tmp_path):
    """A mistyped --out must not cost a document."""
    text = tmp_path / "a.txt"
    text.write_text("Ada Quillmane said that the quay was never built.\n")
    own = tmp_path / "minutes.txt"
    own.write_text("The minutes of the board.\n")
    done = dalil("read", text, "--out", own, home=room / "home", check=2)
    assert str(own) in done.stderr
    assert own.read_text() == "The minutes of the board.\n"
    for _ in range(2):
        dalil("read", text, "--out", tmp_path / "claims.jsonl", home=room / "home")
    assert b"never built" in (tmp_path / "claims.jsonl").read_bytes()
    # Nor does what changed since a reading take the reading's place.
    words = ("read", text, "--against", tmp_path / "claims.jsonl", "--out")
    done = dalil(*words, tmp_path / "claims.jsonl", home=room / "home", check=2)
    assert "no result of this command" in done.stderr
    for _ in range(2):
        dalil(*words, tmp_path / "changes.jsonl", home=room / "home")
    assert b"never built" in (tmp_path / "claims.jsonl").read_bytes()
    assert b'"claims_kept": 1' in (tmp_path / "changes.jsonl").read_bytes()


def test_counts_hold_when_people_are_renamed_and_files_shuffled(example, room, tmp_path):
    """No rule knows a person of the example: other names, other order, the same counts."""
    names = {"Corwin": "Martin", "Halbrook": "Aldercott", "Belzhuman": "Torzhuman"}
    source = sorted((example / "documents").glob("*.txt")) + sorted(
        (example / "documents").glob("*.md")
    )
    for folder, change in (("a", {}), ("b", names)):
        (tmp_path / folder).mkdir()
        for number, path in enumerate(source):
            text = path.read_bytes().decode("utf-8")
            for old, new in change.items():
                text = text.replace(old, new)
            place = len(source) - number if change else number
            (tmp_path / folder / f"{place}{path.suffix}").write_bytes(text.encode("utf-8"))
    counts = []
    for folder in ("a", "b"):
        done = dalil("read", tmp_path / folder, home=room / "home").stdout
        rows = [json.loads(line) for line in done.split("\n") if line]
        counts.append(sum(len(row["claims"]) for row in rows))
    assert counts[0] > 20
    assert abs(counts[0] - counts[1]) <= max(2, counts[0] // 20)


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (lambda p: None, "does not exist"),
        (lambda p: p.mkdir(), "no file"),
    ],
)
def test_a_folder_that_cannot_be_used_leaves_no_case(make, word, tmp_path):
    make(tmp_path / "in")
    done = dalil(
        "investigate", tmp_path / "in", "--case", tmp_path / "case", home=tmp_path, check=2
    )
    assert word in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "case").exists()


def test_a_case_of_a_later_version_is_not_touched(summary, room, tmp_path):
    shutil.copytree(room / "case", tmp_path / "case")
    settings = tmp_path / "case" / "dalil.toml"
    settings.write_text(settings.read_text("utf-8").replace("format = 1", "format = 2"), "utf-8")
    before = {p: p.read_bytes() for p in (tmp_path / "case").rglob("*") if p.is_file()}
    paper = tmp_path / "paper.txt"
    paper.write_text("The fee was paid.\n")
    for words in (("verify", tmp_path / "case"), ("ingest", paper, "--case", tmp_path / "case")):
        assert "format 2" in dalil(*words, home=room / "home", check=2).stderr
    assert {p: p.read_bytes() for p in (tmp_path / "case").rglob("*") if p.is_file()} == before


def test_a_locked_case_says_so(summary, room, tmp_path):
    from dalil.store.lock import WriterLock
    from dalil.store.opening import LOCK

    shutil.copytree(room / "case", tmp_path / "case")
    lock = WriterLock(tmp_path / "case" / LOCK)
    try:
        note = tmp_path / "note.txt"
        note.write_text("Words.", "utf-8")
        done = dalil("ingest", note, "--case", tmp_path / "case", home=room / "home", check=3)
        assert "another process" in done.stderr
        dalil("verify", tmp_path / "case", home=room / "home")
    finally:
        lock.release()


def test_killed_half_way_it_goes_on(example, room, tmp_path):
    env = {**os.environ, "DALIL_HOME": str(room / "home"), "CI": "true", "DALIL_WORKERS": "1"}
    words = [
        sys.executable,
        "-m",
        "dalil",
        "investigate",
        str(example),
        "--case",
        str(tmp_path / "case"),
    ]
    process = subprocess.Popen(words, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    entries = tmp_path / "case" / "ledger" / "entries.jsonl"
    while time.monotonic() < deadline and (not entries.exists() or entries.stat().st_size < 8000):
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    acknowledged = entries.read_bytes().rpartition(b"\n")[0]
    done = dalil("investigate", example, "--case", tmp_path / "case", "--json", home=room / "home")
    assert entries.read_bytes().startswith(acknowledged)
    assert json.loads(done.stdout)["documents"] == 13
    dalil("verify", tmp_path / "case", home=room / "home")


def test_exports_are_written_recorded_and_the_same_bytes_again(summary, room):
    case, home = room / "case", room / "home"

    def written() -> dict[str, bytes]:
        files: list[str] = []
        word = room / "dossier.docx"
        # First, since it assesses anew what a review in between has changed.
        dalil("dossier", "Tamerjin Orjumat", "--case", case, "--output", word, home=home)
        for kind in ("ftm", "csv", "prov"):
            found = dalil("export", kind, "--case", case, "--for", "public", "--json", home=home)
            files += json.loads(found.stdout)["files"]
        return {name: Path(name).read_bytes() for name in [*files, str(word)]}

    first = written()
    assert len(first) == 10
    entries = (case / "ledger" / "entries.jsonl").read_bytes()
    assert written() == first
    assert (case / "ledger" / "entries.jsonl").read_bytes() == entries, "nothing new to record"
    assert dalil("verify", case, home=home).returncode == 0
    changed = next(Path(name) for name in first if name.endswith("claims.csv"))
    changed.write_bytes(changed.read_bytes() + b" ")
    found = dalil("verify", case, home=home, check=None)
    changed.write_bytes(first[str(changed)])
    assert found.returncode == 1
    assert "claims.csv was changed" in found.stdout + found.stderr


def test_an_export_is_refused_where_it_cannot_be_written(summary, room):
    case, home = room / "case", room / "home"
    file = room / "a file"
    file.write_text("x")
    found = dalil("export", "csv", "--case", case, "--output", file, home=home, check=None)
    assert found.returncode == 2
    assert "name a folder" in found.stderr
    found = dalil("export", "ftm", "--case", case, "--output", file / "x", home=home, check=None)
    assert found.returncode == 3
    assert "could not be written" in found.stderr
    assert "Traceback" not in found.stderr
    ledger = case / "ledger" / "entries.jsonl"
    before = ledger.read_bytes()
    for place, said in ((ledger, "inside the case"), (file, "--replace")):
        call = ("export", "prov", "--case", case, "--output", place)
        assert said in dalil(*call, home=home, check=2).stderr
    for place in (case / "ledger" / "x.zip", file):
        dalil("export", "bundle", "--case", case, "--output", place, home=home, check=2)
    dalil(
        "dossier",
        "Tamerjin Orjumat",
        "--case",
        case,
        "--output",
        case / "d.html",
        home=home,
        check=2,
    )
    assert file.read_text() == "x"
    assert ledger.read_bytes() == before


@pytest.fixture(scope="module")
def bundle(summary, room) -> Path:
    """A bundle of the example's dossiers, for a recipient."""
    path = room / "bundle.zip"
    dalil("export", "bundle", "--case", room / "case", "--output", path, home=room / "home")
    return path


def rewritten(bundle: Path, path: Path, change, manifest: bool = True) -> Path:
    """The bundle with changed members; the manifest's hashes follow, as a careful forger's would."""
    with zipfile.ZipFile(bundle) as old:
        files = {name: old.read(name) for name in old.namelist()}
    change(files)
    listed = json.loads(files["bundle.json"])
    if manifest:
        listed["files"] = {
            name: hashlib.sha256(content).hexdigest()
            for name, content in files.items()
            if name != "bundle.json"
        }
        files["bundle.json"] = json.dumps(listed).encode()
    with zipfile.ZipFile(path, "w") as new:
        for name, content in files.items():
            new.writestr(name, content)
    return path


def test_a_bundle_verifies_away_from_the_case(bundle, room, tmp_path):
    alone = shutil.copy(bundle, tmp_path / "received.zip")
    done = dalil("verify", alone, "--json", home=tmp_path / "nobody")
    found = json.loads(done.stdout)
    assert found["holds"]
    assert found["checks"]["exhibits"] == 13
    assert found["checks"]["quotes"] > 200
    assert found["checks"]["footnotes"] > 50
    assert any("compare it with one" in note for note in found["notes"])


def test_a_bundle_is_held_against_a_checkpoint_and_a_key_from_elsewhere(bundle, room, tmp_path):
    ledger, home = room / "case" / "ledger", room / "home"
    checkpoint = max((ledger / "checkpoints").glob("*.json"))
    key = (ledger / "key.pub").read_text().strip()
    dalil("verify", bundle, "--checkpoint", checkpoint, "--key", key, home=home)
    found = dalil("verify", bundle, "--key", "ab" * 32, home=home, check=1)
    assert "another key" in found.stdout


def _quote(files):
    name = next(n for n in files if n.startswith("dossiers/") and n.endswith(".json"))
    dossier = json.loads(files[name])
    note = next(note for section in dossier["sections"] for note in section.get("notes", ()))
    note["quote"] = "He confessed"
    files[name] = json.dumps(dossier).encode()


def _exhibit(files):
    name = next(n for n in files if n.startswith("exhibits/"))
    files[name] = files[name].replace(b"the", b"THE", 1) + b" "


def _other_exhibit(files):
    name = next(n for n in files if n.startswith("exhibits/"))
    forged = files.pop(name) + b" forged"
    files[f"exhibits/{hashlib.sha256(forged).hexdigest()}"] = forged


def _row(files):
    files["rows.jsonl"] = files["rows.jsonl"].replace(b"asserts", b"alleges", 1)


def _row_gone(files):
    lines = files["rows.jsonl"].splitlines(keepends=True)
    files["rows.jsonl"] = b"".join(line for line in lines if b'"layers"' not in line)


def _entry_gone(files):
    files["ledger/entries.jsonl"] = b"".join(
        files["ledger/entries.jsonl"].splitlines(keepends=True)[:-1]
    )


def _entries_swapped(files):
    lines = files["ledger/entries.jsonl"].splitlines(keepends=True)
    lines[3], lines[4] = lines[4], lines[3]
    files["ledger/entries.jsonl"] = b"".join(lines)


def _seal(files):
    text = files["ledger/seals.jsonl"]
    at = text.index(b'"seals":["') + 10
    files["ledger/seals.jsonl"] = (
        text[:at] + (b"0" if text[at : at + 1] != b"0" else b"1") + text[at + 1 :]
    )


def _signature(files):
    listed = json.loads(files["bundle.json"])
    listed["checkpoint"]["size"] -= 1
    files["bundle.json"] = json.dumps(listed).encode()


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (_quote, "does not say what its claim says"),
        (_exhibit, "not those of its name"),
        (_other_exhibit, "has no row"),
        (_row, "does not fit its seal"),
        (_row_gone, "has no row"),
        (_entry_gone, "missing at the end"),
        (_entries_swapped, "do not give the bundle's checkpoint"),
        (_seal, "do not fit"),
        (_signature, "signature of the checkpoint does not hold"),
    ],
)
def test_a_forged_bundle_is_found_and_the_forgery_named(bundle, tmp_path, change, word):
    from dalil.casework.verify_bundle import verify_bundle

    report = verify_bundle(rewritten(bundle, tmp_path / "forged.zip", change))
    assert not report.holds
    assert any(word in problem.what for problem in report.problems), report.problems


def test_members_added_left_out_or_changed_are_named(bundle, tmp_path):
    from dalil.casework.verify_bundle import verify_bundle

    def meddle(files):
        files["extra.txt"] = b"x"
        del files["README.txt"]
        name = next(n for n in files if n.endswith(".docx"))
        files[name] += b"x"

    report = verify_bundle(rewritten(bundle, tmp_path / "f.zip", meddle, manifest=False))
    told = " ".join(problem.what for problem in report.problems)
    assert "extra.txt was added" in told
    assert "README.txt is missing" in told
    assert ".docx was changed" in told


def test_what_is_no_bundle_is_refused_with_the_way_out(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x", "y")
    found = dalil("verify", path, home=tmp_path, check=2)
    assert "is no bundle" in found.stderr
    torn = tmp_path / "torn.zip"
    torn.write_bytes(path.read_bytes()[:30])
    assert "is no bundle" in dalil("verify", torn, home=tmp_path, check=2).stderr
