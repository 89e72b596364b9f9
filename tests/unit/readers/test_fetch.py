"""Fetching lists from a server on this machine that misbehaves in every way a real one does."""

from __future__ import annotations

import contextlib
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from dalil.errors import FetchFailed
from dalil.readers.fetch import AGENT, FetchBounds, Fetcher

BODY = b"id,name\n" + b"1,Orlam Vesketai\n" * 2000
BOUNDS = FetchBounds(most=100_000, silence=1.0, total=5.0, tries=3, pause=0.01)


class Server:
    """Answers by path; remembers what it was asked."""

    def __init__(self):
        outer = self
        self.asked = []
        self.fail = 0

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do_GET(self):
                outer.asked.append((self.path, dict(self.headers)))
                getattr(outer, self.path.strip("/").split("/")[0])(self)

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        self.base = f"http://127.0.0.1:{self.http.server_port}"

    def answer(self, h, status=200, body=BODY, **headers):
        h.send_response(status)
        if "Content_Length" not in headers:
            h.send_header("Content-Length", str(len(body)))
        for key, value in headers.items():
            h.send_header(key.replace("_", "-"), value)
        h.end_headers()
        h.wfile.write(body)

    def good(self, h):
        if h.headers.get("If-None-Match") == '"v1"':
            self.answer(h, 304, b"", ETag='"v1"')
        else:
            self.answer(h, ETag='"v1"', Last_Modified="Fri, 20 Nov 2026 10:00:00 GMT")

    def modified(self, h):
        if h.headers.get("If-Modified-Since"):
            self.answer(h, 304, b"")
        else:
            self.answer(h, Last_Modified="Fri, 20 Nov 2026 10:00:00 GMT")

    def cut(self, h):
        """Half a file, then the connection ends; the rest when asked with Range."""
        span = h.headers.get("Range")
        if span:
            at = int(span.removeprefix("bytes=").removesuffix("-"))
            assert h.headers["If-Range"] == '"v2"'
            rest = BODY[at:]
            whole = f"bytes {at}-{len(BODY) - 1}/{len(BODY)}"
            self.answer(h, 206, rest, ETag='"v2"', Content_Range=whole)
            return
        self.answer(h, 200, BODY[:9000], ETag='"v2"', Content_Length=str(len(BODY)))
        h.close_connection = True

    def always_cut(self, h):
        self.answer(h, 200, BODY[:100], Content_Length=str(len(BODY)))
        h.close_connection = True

    def changed(self, h):
        """Cut; and when asked for the rest, another file stands there: sent whole (RFC 9110)."""
        if h.headers.get("Range"):
            self.answer(h, 200, b"id,name\n2,Sirin\n", ETag='"v4"')
            return
        self.answer(h, 200, BODY[:9000], ETag='"v3"', Content_Length=str(len(BODY)))
        h.close_connection = True

    def burst(self, h):
        """500 twice, then the list: as the Commission's endpoint does."""
        self.fail += 1
        if self.fail <= 2:
            self.answer(h, 500, b"error")
        else:
            self.answer(h)

    def missing(self, h):
        self.answer(h, 404, b"no")

    def page(self, h):
        self.answer(h, body=b"<!DOCTYPE html><html>503 later</html>")

    def nothing(self, h):
        self.answer(h, body=b"")

    def big(self, h):
        self.answer(h, body=b"x" * 200_000)

    def big_unsaid(self, h):
        h.send_response(200)
        h.send_header("Transfer-Encoding", "chunked")
        h.end_headers()
        try:
            for _ in range(30):
                h.wfile.write(b"2710\r\n" + b"x" * 10_000 + b"\r\n")
            h.wfile.write(b"0\r\n\r\n")
        except OSError:
            pass

    def slow(self, h):
        h.send_response(200)
        h.send_header("Content-Length", "100")
        h.end_headers()
        time.sleep(3)

    def drip(self, h):
        """A byte now and then, for ever: never silent, never done."""
        h.send_response(200)
        h.send_header("Content-Length", "90000")
        h.end_headers()
        with contextlib.suppress(OSError):
            for _ in range(200):
                h.wfile.write(b"x")
                h.wfile.flush()
                time.sleep(0.05)

    def loop(self, h):
        self.answer(h, 302, b"", Location="/loop")

    def moved(self, h):
        self.answer(h, 301, b"", Location="/good")

    def away(self, h):
        self.answer(h, 302, b"", Location="http://example.org/list.csv")

    def file(self, h):
        self.answer(h, 302, b"", Location="file:///etc/passwd")


@pytest.fixture
def server():
    made = Server()
    yield made
    made.http.shutdown()
    made.http.server_close()


@pytest.fixture
def fetcher(tmp_path: Path):
    return Fetcher(tmp_path, (), lambda: "2026-11-22T00:00:00Z", BOUNDS)


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_whole_and_conditional(server, fetcher, tmp_path: Path):
    found = fetcher.fetch("toy", "list.csv", f"{server.base}/good")
    assert found.path.read_bytes() == BODY
    assert (found.etag, found.at) == ('"v1"', "2026-11-22T00:00:00Z")
    assert server.asked[0][1]["User-Agent"] == AGENT
    fetcher.keep("toy", [found])
    assert left(tmp_path) == ["list.csv.json"]
    assert fetcher.fetch("toy", "list.csv", f"{server.base}/good").path is None
    assert server.asked[-1][1]["If-None-Match"] == '"v1"'
    again = fetcher.fetch("toy", "list.csv", f"{server.base}/good", again=True)
    assert again.path is not None


def test_last_modified(server, fetcher):
    fetcher.keep("toy", [fetcher.fetch("toy", "list.csv", f"{server.base}/modified")])
    assert fetcher.fetch("toy", "list.csv", f"{server.base}/modified").path is None


def test_a_list_that_was_not_kept_is_fetched_again(server, fetcher, tmp_path: Path):
    fetcher.drop([fetcher.fetch("toy", "list.csv", f"{server.base}/good")])
    assert left(tmp_path) == []
    assert fetcher.fetch("toy", "list.csv", f"{server.base}/good").path is not None


def test_a_cut_connection_is_resumed(server, fetcher):
    found = fetcher.fetch("toy", "list.csv", f"{server.base}/cut")
    assert found.path.read_bytes() == BODY
    assert server.asked[-1][1]["Range"] == "bytes=9000-"


def test_a_part_survives_the_program(server, tmp_path: Path):
    once = Fetcher(tmp_path, (), lambda: "t", FetchBounds(tries=1, pause=0))
    with pytest.raises(FetchFailed, match="connection ended after 9,000"):
        once.fetch("toy", "list.csv", f"{server.base}/cut")
    assert left(tmp_path) == ["list.csv.part", "list.csv.part.mark"]
    assert once.fetch("toy", "list.csv", f"{server.base}/cut").path.read_bytes() == BODY


def test_another_file_instead_of_the_rest(server, fetcher):
    found = fetcher.fetch("toy", "list.csv", f"{server.base}/changed")
    assert found.path.read_bytes() == b"id,name\n2,Sirin\n"


def test_bursts_of_errors_pass(server, fetcher):
    assert fetcher.fetch("toy", "list.csv", f"{server.base}/burst").path is not None


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("always_cut", "connection ended"),
        ("missing", "answered 404"),
        ("page", "a page of HTML instead of a list"),
        ("nothing", "nothing instead of a list"),
        ("big", "more than 100,000 bytes"),
        ("big_unsaid", "more than 100,000 bytes"),
        ("slow", "timed out"),
        ("loop", "more than 5 redirects"),
        ("away", "not HTTPS"),
        ("file", "not HTTPS"),
    ],
)
def test_misbehaviour_is_told_and_leaves_no_list(server, fetcher, tmp_path, path: str, words: str):
    with pytest.raises(FetchFailed, match=words):
        fetcher.fetch("toy", "list.csv", f"{server.base}/{path}")
    assert "list.csv" not in left(tmp_path)
    assert "list.csv.json" not in left(tmp_path)


def test_a_redirect_on_this_machine_is_followed(server, fetcher):
    found = fetcher.fetch("toy", "list.csv", f"{server.base}/moved")
    assert found.address.endswith("/good")


@pytest.mark.parametrize("address", ["http://example.org/x", "ftp://x/y", "https://a:b@x/y"])
def test_addresses_that_are_not_asked(fetcher, address: str):
    with pytest.raises(FetchFailed):
        fetcher.fetch("toy", "list.csv", address)


def test_nobody_there(fetcher):
    with pytest.raises(FetchFailed, match="could not be fetched"):
        fetcher.fetch("toy", "list.csv", "http://127.0.0.1:9/x")


def test_proxies_of_the_configuration(tmp_path: Path):
    proxies = (("https", "http://proxy.example:3128"), ("no", "near.example, .inside.example"))
    made = Fetcher(tmp_path, proxies, lambda: "t", BOUNDS)
    assert made._proxies_for("https://far.example/x") == {"https": "http://proxy.example:3128"}
    for host in ("near.example", "a.inside.example", "127.0.0.1"):
        assert made._proxies_for(f"https://{host}/x") == {}


def test_a_server_that_drips_is_left_after_the_time_that_was_set(server, tmp_path: Path):
    """64 KiB were waited for before the clock was looked at: at a byte a minute, 45 days."""
    bounds = FetchBounds(most=100_000, silence=1.0, total=0.3, tries=2, pause=0.01)
    fetcher = Fetcher(tmp_path, (), lambda: "2026-11-22T00:00:00Z", bounds)
    began = time.monotonic()
    with pytest.raises(FetchFailed, match="longer than"):
        fetcher.fetch("un", "un.xml", f"{server.base}/drip")
    assert time.monotonic() - began < 5


def test_another_address_is_not_asked_whether_the_first_ones_file_changed(server, fetcher):
    """Two servers may use one mark; the second's file would be taken for the first's."""
    first = fetcher.fetch("un", "un.csv", f"{server.base}/good/first")
    fetcher.keep("un", [first])
    assert fetcher.fetch("un", "un.csv", f"{server.base}/good/first").path is None
    assert fetcher.fetch("un", "un.csv", f"{server.base}/good/mirror").path is not None
