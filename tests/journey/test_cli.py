"""The commands as a user runs them: the example end to end, again, broken, renamed, shuffled."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
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
    assert summary["claims_reviewed"] == 0
    assert summary["contests"] >= 1
    assert [Path(d["files"][0]).suffix for d in summary["dossiers"]] == [".html", ".html"]


def test_the_case_verifies_and_a_flipped_byte_does_not(summary, room):
    report = json.loads(dalil("verify", room / "case", "--json", home=room / "home").stdout)
    assert report["holds"]
    assert report["checks"]["quotes"] == summary["claims"]
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
    assert "0 of" in html
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
    done = dalil("dossier", name, "--case", case, "--output", "x.pdf", home=home, check=2)
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
    for words in (("verify", tmp_path / "case"), ("ingest", settings, "--case", tmp_path / "case")):
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
        for kind in ("ftm", "csv", "prov"):
            found = dalil("export", kind, "--case", case, "--for", "public", "--json", home=home)
            files += json.loads(found.stdout)["files"]
        target = "Tamerjin Orjumat"
        word = room / "dossier.docx"
        dalil("dossier", target, "--case", case, "--output", word, home=home)
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
