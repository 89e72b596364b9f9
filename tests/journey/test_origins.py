"""The same bytes from several places are one exhibit with every origin; versions of a page are linked."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest

from dalil.assembly import build
from dalil.casework.ingest import ingest
from dalil.casework.origins import KIND, origins
from dalil.casework.resolve import resolve_case
from dalil.casework.versions import known_versions
from dalil.cli import main as cli
from dalil.config import Config
from dalil.custody.settings import CaseSettings

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="bounds of the kernel")

STORY = """The deputy minister of transport owns a villa above the lake at Olmet, deeds show.
The land register names a company called Lakeside Holdings as the buyer of March 2019.
Lakeside Holdings belongs to the brother of the minister, who has worked as a driver since 2004.
Neighbours say that the minister spends every weekend there with his family and two guards.
The ministry did not answer questions that were sent to it on Monday and again on Thursday."""
WHEN = "2024-03-14T09:30:00Z"


def page(story: str) -> bytes:
    lines = "".join(f"<p>{line}</p>" for line in story.split("\n"))
    return f"<html><head><title>The villa of Olmet</title></head><body><article>{lines}</article></body></html>".encode()


def warc(body: bytes) -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://olmet.example/villa\r\n"
        f"WARC-Date: {WHEN}\r\nWARC-Record-ID: <urn:uuid:6d1e3b0a-0000-4000-8000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A page, the same page in an archive and in a crawl, and a later version of it."""
    made = tmp_path / "in"
    made.mkdir()
    (made / "a.html").write_bytes(page(STORY))
    with zipfile.ZipFile(made / "box.zip", "w") as box:
        box.writestr("copy/villa.html", page(STORY))
    (made / "crawl.warc").write_bytes(warc(page(STORY)))
    (made / "later.html").write_bytes(page(STORY.replace("two guards", "a guard")))
    (made / "recrawl.warc").write_bytes(warc(page(STORY.replace("March 2019", "May 2019"))))
    return made


def test_origins_and_versions(tmp_path: Path, folder: Path):
    machine = build(Config(home=tmp_path / "home", workers=1, user="Mira Tallow"))
    machine.create_case(tmp_path / "case", CaseSettings(name="Villa"))
    case = machine.open_case(tmp_path / "case", write=True)
    try:
        files = sorted(folder.iterdir())
        ingest(case, files, machine.documents)
        exhibits = {exhibit.name: exhibit for exhibit in case.store.exhibits()}
        story = exhibits["a.html"]
        assert len(exhibits) == 6  # the story three times is one
        found = origins(case.store.records(KIND))[story.sha256]
        assert [origin.source for origin in found] == [
            "box.zip › copy/villa.html",
            "crawl.warc › olmet.example/villa.html",
        ]
        assert (found[1].address, found[1].captured_at) == ("https://olmet.example/villa", WHEN)
        captured = exhibits["villa.html"]
        assert (captured.address, captured.captured_at) == ("https://olmet.example/villa", WHEN)
        assert captured.parent == exhibits["recrawl.warc"].sha256
        again = ingest(case, files, machine.documents)
        assert again.taken == 0
        assert len(case.store.records(KIND)) == 2

        resolve_case(case)
        versions = known_versions(case.store)
        assert {name for name in exhibits if exhibits[name].sha256 in versions} == {
            "later.html", "villa.html",
        }  # fmt: skip
        assert {version.of for version in versions.values()} == {story.sha256}
        entries = len(case.ledger)
        resolve_case(case)
        assert len(case.ledger) == entries  # nothing new, nothing recorded
    finally:
        case.close()
    assert cli.code(["verify", str(tmp_path / "case")]) == 0
