"""``dalil review`` as a person and as a script use it."""

from __future__ import annotations

import io
import json
import sys

import click
import pytest

from dalil.casework.review_rows import Filter, listed, row
from dalil.cli.main import code
from dalil.cli.review_talk import talk_through
from review_samples import load, make, opened


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Runs ``dalil review`` on the harbour case; (exit code, stdout, stderr)."""
    monkeypatch.setenv("DALIL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DALIL_USER", "Aida")
    builder = make(tmp_path / "case")

    def call(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        left = code(["review", "--case", str(tmp_path / "case"), *words])
        told = capsys.readouterr()
        return left, told.out, told.err

    call.builder, call.folder = builder, tmp_path / "case"
    return call


def find(run, words):
    return load("case").find(run.builder, words).id


def test_the_list_says_what_is_negated(run):
    """A line that left it out would accuse: "convicted of fraud" of somebody who never was."""
    claim = find(run, "son-in-law")
    assert run("--correct", claim, "--set", "negated=yes", "--set", "hedged=yes")[0] == 0
    (line,) = [one for one in run("--list")[1].splitlines() if "son-in-law" in one]
    assert " negated hedged: " in line


def test_one_decision_after_the_other(run):
    left, out, _ = run("--next", "--json")
    assert (left, json.loads(out)["reviewed"]) == (0, 0)
    first = json.loads(out)["next"]["id"]
    assert run("--accept", first)[0] == 0
    claim = find(run, "son-in-law")
    left, _, err = run("--reject", claim)
    assert left == 2
    assert "'why' is needed" in err
    assert "2 of 17 claims reviewed" in run("--reject", claim, "--why", "noise")[1]
    assert "rejected by Aida" in run("--show", claim)[1]
    assert run("--undo", claim)[0] == 0
    left, out, _ = run(
        "--correct", claim, "--set", "stance=denies", "--set", "holder=Ada Pellmont", "--json"
    )
    made = json.loads(out)["id"]
    assert json.loads(run("--list", "--state", "corrected", "--json")[1])[0]["id"] == made
    assert made in run("--list", "--target", "Ordan Veshkul")[1]
    assert "still read" in run("--lost")[1]
    left, _, err = run("--correct", made, "--set", "stance")
    assert (left, "has no value" in err) == (2, True)


def test_additions_elements_and_people(run):
    words = "They closed the case against Mr Veshkul"
    left, out, _ = run(
        "--add", "article.html", "--quote", words, "--set", "about=Ordan Veshkul",
        "--element", "uk-gac:E2", "--json",
    )  # fmt: skip
    made = json.loads(out)["id"]
    assert left == 0
    assert json.loads(run("--list", "--on", "uk-gac:E2", "--json")[1])[0]["id"] == made
    assert run("--take-off", made, "--element", "uk-gac:E2")[0] == 0
    assert run("--next", "--on", "uk-gac:E2")[0] == 1, "nothing waits there"
    left, _, err = run("--add", "article.html", "--quote", "They shut the case against Mr Veshkul")
    assert left == 2
    assert "The text reads" in err
    assert run("--merge", "Rolf Amsden", "Jorst Tammel", "--why", "one man")[0] == 0
    assert run("--split", "Rolf Amsden", "--name", "Jorst Tammel", "--why", "two men")[0] == 0
    mention = run(
        "--add-mention", "article.html", "--quote", "Quill Harbour", "--set", "type=ASSET"
    )
    assert mention[0] == 0


def test_a_file_of_steps_and_a_record_of_each_refused_line(run, monkeypatch, tmp_path):
    claim = find(run, "son-in-law")
    lines = [
        {"do": "accept", "id": claim},
        {"do": "accept", "id": "c_x"},
        {"do": "undo", "id": claim},
    ]
    text = "\n".join(map(json.dumps, lines))
    (tmp_path / "steps.jsonl").write_text(text, encoding="utf-8")
    left, out, _ = run("--batch", str(tmp_path / "steps.jsonl"))
    told = [json.loads(line) for line in out.splitlines()]
    assert left == 1
    assert [one.get("did") or one["refused"]["code"] for one in told] == [
        "accept",
        "not_found",
        "undo",
    ]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(lines[0]).encode())))
    assert run("--batch", "-")[0] == 0
    assert run("--batch", "-", "--accept", claim)[0] == 2


def test_the_talk_decides_by_single_keys(run, monkeypatch, capsys):
    keys = iter("a?nrcuq")
    answers = iter(["noise", "stance=denies; hedged=yes", "heard it so"])
    monkeypatch.setattr(click, "getchar", lambda: next(keys))
    monkeypatch.setattr(click, "prompt", lambda *_, **__: next(answers))
    with opened(run.folder) as case:
        ids = [claim.id for claim in listed(case, Filter(state="unreviewed"))]
        talk_through(case, Filter(state="unreviewed"))
        assert row(case, ids[0])["state"] == "accepted"
        assert row(case, ids[1])["state"] == "unreviewed", "n goes on without deciding"
        assert row(case, ids[2])["why"] == "noise"
        assert len(row(case, ids[3])["history"]) == 1, "corrected"
        assert row(case, ids[4])["state"] == "unreviewed"
    told = capsys.readouterr()
    assert "0 of 17 claims reviewed" in told.out
    assert "3 of 17 claims reviewed" in told.out
    assert "Nobody has decided" in told.err, "u on a claim that nobody decided"


def test_a_batch_that_is_no_text_is_refused_with_its_name_and_nothing_is_done(run, tmp_path):
    claim = find(run, "son-in-law")
    good = json.dumps({"do": "accept", "id": claim}).encode() + b"\n"
    for name, content in (
        ("scan.png", b"\x89PNG\r\n\x1a\n\xff"),
        ("late.jsonl", good + b"\xff\xfe\n"),
    ):
        (tmp_path / name).write_bytes(content)
        left, out, err = run("--batch", str(tmp_path / name))
        assert (left, out) == (2, "")
        assert name in err
        assert "UTF-8" in err
    left, _, err = run("--batch", str(tmp_path / "none.jsonl"))
    assert (left, "none.jsonl" in err) == (2, True)
    (tmp_path / "marked.jsonl").write_bytes(b"\xef\xbb\xbf" + good)
    left, out, _ = run("--batch", str(tmp_path / "marked.jsonl"))
    assert (left, json.loads(out)["did"]) == (0, "accept")


def test_words_that_cannot_stand_in_a_case_are_refused(run):
    claim = find(run, "son-in-law")
    for words in (
        ("--reject", claim, "--why", "two\nlines"),
        ("--reject", claim, "--why", "a" * 2_001),
        ("--correct", claim, "--set", "court=\x0bQuill"),
        ("--correct", claim, "--set", "offence=" + "a" * 1_001),
    ):
        left, out, err = run(*words)
        assert (left, out) == (2, "")
        assert len(err) < 600
