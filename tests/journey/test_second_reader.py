"""A language model as second reader, as a user runs it, against a server of this machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

TEXT = (
    "Harbour accounts\n\nThe auditors of the port found a hole in the books.\n\n"
    "Helge Brannock was paid through a cousin; the books leave no doubt of it.\n"
)
QUOTE = "Helge Brannock was paid through a cousin"


class Model:
    """Answers each request with one claim on the third paragraph, and one that it made up."""

    def __init__(self):
        made = self
        self.matters = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                matter = json.loads(asked["messages"][1]["content"])
                made.matters.append(matter)
                content = json.dumps({"claims": made.claims(matter)})
                whole = {"choices": [{"message": {"content": content}, "finish_reason": "stop"}]}
                answer = json.dumps(whole).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_):
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.http.server_port}/v1"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    @staticmethod
    def claims(matter):
        place = next((p["id"] for p in matter["paragraphs"] if QUOTE in p["text"]), "p1")
        about = [n["id"] for n in matter["names"] if "Brannock" in n["text"]]
        plain = {"paragraph": place, "stance": "asserts", "about": about}
        return [
            {**plain, "quote": QUOTE, "kind": "document", "holders": [{"words": "the books"}]},
            {**plain, "quote": "Helge Brannock stole the harbour", "kind": "author"},
        ]


@pytest.fixture
def model():
    made = Model()
    yield made
    made.http.shutdown()
    made.http.server_close()


def dalil(*words: object, home: Path, model: Model | None, check: int = 0):
    asked = {"DALIL_LLM_BASE": model.base, "DALIL_LLM_MODEL": "test-1"} if model else {}
    env = {**os.environ, "DALIL_HOME": str(home), "DALIL_WORKERS": "1", **asked}
    done = subprocess.run(
        [sys.executable, "-m", "dalil", *map(str, words)],
        capture_output=True, text=True, check=False, env=env,
    )  # fmt: skip
    assert done.returncode == check, done.stderr
    return done


def test_a_model_is_off_until_asked_loud_when_on_and_replayed_without_it(tmp_path, model):
    paper, kept = tmp_path / "harbour.txt", tmp_path / "answers"
    paper.write_text(TEXT, encoding="utf-8")
    plain = dalil("read", paper, home=tmp_path, model=model)
    assert model.matters == []
    assert "llm:" not in plain.stdout
    asked = dalil("read", paper, "--llm", "ask", "--llm-answers", kept, home=tmp_path, model=model)
    row = json.loads(asked.stdout)
    proposed = [c for c in row["claims"] if c["method"].startswith("llm:test-1 at 127.0.0.1")]
    assert [c["quote"] for c in proposed] == [QUOTE]
    assert row["text"][proposed[0]["start"] : proposed[0]["end"]] == QUOTE
    assert proposed[0]["holders"][0]["text"] == "the books"
    assert row["refused_claims"] == 1
    assert "llm:test-1" in row["method"]
    assert "A language model reads too" in asked.stderr
    assert model.base in asked.stderr
    assert "1 requests sent" in asked.stderr
    again = dalil(
        "read", paper, "--llm", "replay", "--llm-answers", kept, home=tmp_path, model=model
    )
    assert again.stdout == asked.stdout
    assert len(model.matters) == 1
    assert (
        "no language model is named"
        in dalil("read", paper, "--llm", "ask", home=tmp_path, model=None, check=2).stderr
    )


def test_a_case_keeps_answers_and_shows_no_sealed_paper(tmp_path, model):
    papers, case, home = tmp_path / "papers", tmp_path / "case", tmp_path / "home"
    papers.mkdir()
    (papers / "harbour.txt").write_text(TEXT, encoding="utf-8")
    (papers / "secret.txt").write_text(TEXT.replace("cousin", "niece"), encoding="utf-8")
    dalil("ingest", papers, "--case", case, "--no-read", home=home, model=None)
    dalil("mark", "secret.txt", "--tier", "sealed", "--case", case, home=home, model=None)
    asked = dalil("read", "--case", case, "--llm", "ask", home=home, model=model)
    assert "A language model reads too" in asked.stderr
    assert [m["paragraphs"][-1]["text"].count("cousin") for m in model.matters] == [1]
    dalil("read", "--case", case, home=home, model=None)
    assert "llm:test-1" in _methods(case)
    dalil("read", "--case", case, "--llm", "replay", home=home, model=model)
    assert len(model.matters) == 1
    dalil("verify", case, home=home, model=None)
    dalil(
        "subject",
        "erase",
        "Helge Brannock",
        "--case",
        case,
        "--yes",
        "--reason",
        "asked for it",
        home=home,
        model=None,
    )
    assert QUOTE.encode() not in (case / "case.db").read_bytes()
    assert b"Brannock" not in (case / "case.db").read_bytes()


def _methods(case: Path) -> str:
    import sqlite3

    with sqlite3.connect(case / "case.db") as connection:
        return " ".join(str(row) for row in connection.execute("SELECT method FROM readings"))
