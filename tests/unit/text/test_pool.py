"""The bounded reader: deaths become refusals and the next file is read."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from text_samples import EVERY_FORMAT, layer, mail, page

from dalil.errors import ChildFailed
from dalil.text.limits import Bounds
from dalil.text.pool import BoundedReader

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="bounds of the kernel")


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture(scope="module")
def reader():
    with BoundedReader(workers=1) as made:
        yield made


@pytest.mark.parametrize("name", EVERY_FORMAT)
def test_the_child_reads_what_this_process_reads(reader: BoundedReader, name: str):
    content = EVERY_FORMAT[name]
    assert reader.read(content, sha(content), name).layer == layer(content, name)


def test_members_come_through(reader: BoundedReader):
    content = mail(**{"a.bin": bytes(range(256))})
    (member,) = reader.read(content, sha(content), "a.eml").members
    assert member.content == bytes(range(256))


def test_what_took_hold_is_reported(reader: BoundedReader):
    held = reader.containment()
    assert "sockets removed" in held["network"]
    if sys.platform.startswith("linux"):
        for limit in ("RLIMIT_AS", "RLIMIT_FSIZE", "RLIMIT_NOFILE", "RLIMIT_CORE"):
            assert limit in held["limits"]


def test_a_killed_child_is_a_refusal_and_is_replaced():
    content = b"The fee was paid."
    with BoundedReader(workers=1) as reader:
        reader.containment()
        worker = reader._idle.get()
        reader._idle.put(worker)
        assert worker is not None
        big = page() * 2000
        timer = threading.Timer(0.05, os.kill, (worker._process.pid, signal.SIGSEGV))
        timer.start()
        outcome = reader.read(big, sha(big), "a.html")
        timer.join()
        assert outcome.refusal is not None
        assert outcome.refusal.code == "crashed"
        assert outcome.media_type == "text/html"
        again = reader.read(content, sha(content), "a.txt")
        assert again.layer is not None


def test_the_clock_ends_a_read():
    big = page() * 30_000  # a fast machine reads a tenth of it within the bound
    with BoundedReader(bounds=Bounds(wall_seconds=0.3)) as reader:
        reader.containment()
        outcome = reader.read(big, sha(big), "a.html")
        assert outcome.refusal is not None
        assert outcome.refusal.code == "time_limit"
        assert reader.read(b"Short.", sha(b"Short."), "a.txt").layer is not None


def test_the_kernel_ends_a_read_after_its_cpu_time():
    big = page() * 30_000
    with BoundedReader(bounds=Bounds(cpu_seconds=1, wall_seconds=60)) as reader:
        outcome = reader.read(big, sha(big), "a.html")
        assert outcome.refusal is not None
        assert outcome.refusal.code == "time_limit"
        assert "CPU" in outcome.refusal.reason


def test_cpu_time_is_counted_per_file():
    content = page() * 300
    with BoundedReader(bounds=Bounds(cpu_seconds=2)) as reader:
        for _ in range(8):
            assert reader.read(content, sha(content), "a.html").refusal is None


def test_memory_is_bounded():
    big = b"a,b,c\n" * 300_000
    with BoundedReader(bounds=Bounds(megabytes=300)) as reader:
        outcome = reader.read(big, sha(big), "a.csv")
        assert outcome.refusal is not None
        assert outcome.refusal.code in ("memory_limit", "too_large")
        assert reader.read(b"Short.", sha(b"Short."), "a.txt").layer is not None


def test_input_and_output_are_bounded():
    with BoundedReader(bounds=Bounds(input_bytes=1000, output_bytes=2000)) as reader:
        long = b"x" * 1001
        outcome = reader.read(long, sha(long), "a.txt")
        assert outcome.refusal is not None
        assert outcome.refusal.code == "too_large"
        lines = b"a\n" * 400  # many passages: the answer is longer than the question
        outcome = reader.read(lines, sha(lines), "a.txt")
        assert outcome.refusal is not None
        assert outcome.refusal.code == "too_large"
        assert reader.read(b"Short.", sha(b"Short."), "a.txt").layer is not None


@pytest.mark.parametrize("program", ["/no/such/python", "/bin/false"])
def test_a_child_that_cannot_start_is_an_error_of_the_system(monkeypatch, program: str):
    monkeypatch.setattr(sys, "executable", program)
    with BoundedReader() as reader, pytest.raises(ChildFailed):
        reader.read(b"Short.", sha(b"Short."), "a.txt")


def test_several_threads_share_a_pool():
    contents = [f"Paper number {i} was signed.".encode() for i in range(30)]
    with BoundedReader(workers=2) as reader, ThreadPoolExecutor(4) as threads:
        outcomes = list(threads.map(lambda c: reader.read(c, sha(c), "a.txt"), contents))
    assert [o.layer.text if o.layer else "" for o in outcomes] == [c.decode() for c in contents]


def test_a_closed_reader_says_so():
    reader = BoundedReader()
    reader.close()
    with pytest.raises(ChildFailed):
        reader.read(b"x", sha(b"x"), "a.txt")


def test_children_end_with_the_reader():
    with BoundedReader(workers=1) as reader:
        reader.containment()
        worker = reader._idle.get()
        reader._idle.put(worker)
        assert worker is not None
    assert worker._process.poll() is not None


CHILD = """
from dalil.text.limits import shut_in
import os, socket, sys
held = shut_in(4096, 64)
for call in (lambda: socket.socket(), lambda: socket.create_connection(("127.0.0.1", 9)),
             lambda: socket.getaddrinfo("x.example", 80)):
    try:
        call()
    except OSError:
        continue
    sys.exit("a socket could be made")
try:
    with open(sys.argv[1], "wb") as file:
        file.write(b"x"); file.flush()
except OSError:
    print("no file")
"""


def test_a_shut_in_process_has_no_sockets_and_writes_no_file(tmp_path):
    target = tmp_path / "out"
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(target)], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "no file" or done.returncode == -signal.SIGXFSZ, done.stderr
    assert not target.exists() or target.stat().st_size == 0


def test_importing_the_room_loads_no_vendor():
    probe = (
        "import dalil.text.pool, dalil.text.dispatch, sys; "
        "print([m for m in ('pypdfium2','trafilatura','docx','lxml','py3langid','numpy','spacy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
