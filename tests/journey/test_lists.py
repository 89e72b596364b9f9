"""Lists as a user keeps them: import, update from a server, show, compare; what is bad replaces nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import list_samples as samples


def dalil(home: Path, *words: object, check: int = 0) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "DALIL_HOME": str(home), "CI": "true", "HTTP_PROXY": "http://127.0.0.1:9"}
    done = subprocess.run(
        [sys.executable, "-m", "dalil", "lists", *map(str, words)],
        capture_output=True,
        text=True,
        env=env,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode == check, (done.stdout, done.stderr)
    return done


@pytest.fixture
def server():
    """Serves whatever ``body`` is, with an ETag of its length."""

    class Handler(BaseHTTPRequestHandler):
        body = b""

        def log_message(self, *_):
            pass

        def do_GET(self):
            tag = f'"{len(Handler.body)}"'
            same = self.headers.get("If-None-Match") == tag
            self.send_response(304 if same else 200)
            self.send_header("ETag", tag)
            self.end_headers()
            self.wfile.write(b"" if same else Handler.body)

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=http.serve_forever, daemon=True).start()
    yield Handler, f"http://127.0.0.1:{http.server_port}/list.csv"
    http.shutdown()
    http.server_close()


def table(rows: int, name: str = "Orlam Vesketai") -> bytes:
    head = "id,name,type\n"
    return (head + "".join(f"{n},{name} {n},person\n" for n in range(rows))).encode()


def test_update_from_a_server(tmp_path: Path, server):
    handler, address = server
    (tmp_path / "lists.toml").write_text(
        '[mine]\ntitle = "M"\npublisher = "P"\nlicence = "L"\nkind = "own"\nformat = "mapped_csv"\n'
        f'restrictions = ["non-commercial"]\n[mine.addresses]\n"list.csv" = "{address}"\n'
    )
    handler.body = table(10)
    first = json.loads(dalil(tmp_path, "update", "mine", "--json").stdout)
    assert first[0]["import"]["entries"] == 10
    assert first[0]["import"]["source"] == address
    assert "commercial" in first[0]["import"]["warnings"][0]
    assert "nothing newer" in dalil(tmp_path, "update").stdout
    handler.body = table(3)
    done = dalil(tmp_path, "update", "mine", check=2)
    assert "would vanish" in done.stderr
    handler.body = b"<!doctype html><html>busy</html>"
    assert "HTML" in dalil(tmp_path, "update", "mine", check=3).stderr
    handler.body = table(9)
    dalil(tmp_path, "update", "mine")
    told = json.loads(dalil(tmp_path, "show", "--json").stdout)
    assert [version["entries"] for version in told] == [10, 9]
    diff = json.loads(
        dalil(tmp_path, "diff", f"mine@{told[0]['version']}", "mine", "--json").stdout
    )
    assert [entry["id"] for entry in diff["removed"]] == ["9"]


def test_import_show_and_formats(tmp_path: Path):
    for name, content in samples.odd("ofac_csv").items():
        (tmp_path / name).write_bytes(content)
    done = dalil(tmp_path / "home", "import", "auto", tmp_path / "sdn.csv", "--dated", "2026-11-01")
    assert "ofac_sdn@2026-11-01: 3 entries, imported." in done.stdout
    assert "rows: 9 read, 1 refused." in done.stdout, "add, alt and comments were found beside it"
    assert "unknown column or element sdn.csv column 13: filled 3 times" in done.stdout
    assert "refused add.csv row 3: no entry has the number '999'" in done.stdout
    shown = dalil(tmp_path / "home", "show", "ofac_sdn").stdout
    assert "public domain" in shown
    assert "eu_fsf_xml" in dalil(tmp_path / "home", "formats").stdout
    dalil(tmp_path / "home", "import", "auto", tmp_path / "alt.csv", check=2)
    dalil(tmp_path / "home", "import", "nonsense", tmp_path / "alt.csv", check=2)
    dalil(tmp_path / "home", "import", "un", tmp_path / "gone.xml", check=2)
