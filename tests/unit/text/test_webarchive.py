"""Web archives: pages with address and time, what stays inside, packed and broken archives."""

from __future__ import annotations

import gzip
import io
import zipfile
from uuid import NAMESPACE_URL, uuid5

import pytest
from text_samples import page

from dalil.text.codec import decode_outcome, encode_outcome
from dalil.text.dispatch import read_here
from dalil.text.limits import ArchiveBounds
from dalil.text.port import Source
from dalil.text.sniff import WARC
from dalil.text.webarchive import WebArchiveReader

WHEN = "2024-03-14T09:30:00Z"


def record(kind: str, address: str, block: bytes) -> bytes:
    """One record as ISO 28500 writes it."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: {WHEN}\r\n"
        f"WARC-Record-ID: <urn:uuid:{uuid5(NAMESPACE_URL, kind + address)}>\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def warc(*, packed: bool = True) -> bytes:
    """A crawl of an invented newspaper: pages, a script, a redirect, an error."""
    out = b""
    for address, status, kind, body in (
        ("https://olmet.example/news/villa?id=7", "200 OK", "text/html; charset=utf-8", page()),
        ("https://olmet.example/app.js", "200 OK", "application/javascript", b"alert(1)"),
        ("https://olmet.example/old", "301 Moved Permanently", "text/html", b"<p>moved"),
        ("https://olmet.example/letter.txt", "200 OK", "text/plain", b"The fee was paid twice."),
        ("https://olmet.example/gone", "404 Not Found", "text/html", b"<p>none"),
    ):
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
        asked = b"GET / HTTP/1.1\r\nHost: olmet.example\r\n\r\n"
        for one in (record("response", address, answer), record("request", address, asked)):
            out += gzip.compress(one, mtime=0) if packed else one
    return out


def wacz() -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("archive/data.warc.gz", warc())
        archive.writestr("pages/pages.jsonl", "{}")
    return sink.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (warc(packed=False), "application/warc"),
        (warc(), "application/warc"),
        (wacz(), "application/wacz"),
    ],
    ids=["warc", "warc.gz", "wacz"],
)
def test_pages_become_members_with_address_and_time(content: bytes, kind: str):
    outcome = read_here(content, "0" * 64, "crawl")
    assert outcome.media_type == kind
    html, text = outcome.members
    assert html.path == "olmet.example/news/villa_id=7.html"
    assert (html.address, html.captured) == ("https://olmet.example/news/villa?id=7", WHEN)
    assert html.content == page()
    assert (text.path, text.content) == ("olmet.example/letter.txt", b"The fee was paid twice.")
    assert outcome.layer is not None
    assert outcome.layer.table
    assert "status 301" in outcome.layer.text
    assert "application/javascript, part of how a page is drawn" in outcome.layer.text
    assert outcome.layer.notes[0].startswith("3 records (scripts, styles")


def test_address_and_time_pass_the_pipe():
    outcome = read_here(warc(), "0" * 64, "crawl.warc.gz")
    body, contents = encode_outcome(outcome)
    assert decode_outcome(body, contents) == outcome


def test_an_archive_that_breaks_off_gives_what_it_has():
    whole = warc(packed=False)
    outcome = read_here(whole[: whole.index(b"app.js") + 300], "0" * 64, "crawl.warc")
    assert [member.path for member in outcome.members][:1] == ["olmet.example/news/villa_id=7.html"]
    refusal = read_here(b"WARC/1.0\r\nnonsense", "0" * 64, "crawl.warc").refusal
    assert refusal is not None
    assert refusal.code in ("corrupt", "empty")


def test_bounds_hold_and_what_they_leave_out_is_listed():
    reader = WebArchiveReader(ArchiveBounds(members=1))
    read = reader.read(Source(warc(), "0" * 64, "crawl.warc.gz", WARC))
    assert len(read.members) == 1
    assert "more than 1 files" in read.layer.text
    assert any("pass the bounds" in note for note in read.layer.notes)
    small = WebArchiveReader(ArchiveBounds(member_bytes=40))
    read = small.read(Source(warc(), "0" * 64, "crawl.warc.gz", WARC))
    assert [member.path for member in read.members] == ["olmet.example/letter.txt"]


def test_an_address_that_is_none_does_not_stop_the_reading():
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>The fee was paid.</p>"
    content = record("response", "http://[broken/a.html", answer)
    outcome = read_here(content, "0" * 64, "a.warc")
    assert [member.address for member in outcome.members] == ["http://[broken/a.html"]
