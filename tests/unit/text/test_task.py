"""Work in a bounded process: messages pass, deaths become errors, bounds hold."""

from __future__ import annotations

import contextlib
import time

import pytest

from dalil.errors import ChildFailed
from dalil.text.limits import Bounds
from dalil.text.task import run_bounded

HERE = "unit_text_tasks"


@pytest.fixture(autouse=True)
def tasks(tmp_path, monkeypatch: pytest.MonkeyPatch):
    """Functions that a child can import by name."""
    (tmp_path / f"{HERE}.py").write_text(
        "import os, socket, time\n"
        "def echo(request, emit):\n    [emit(request * n) for n in (1, 2)]\n"
        "def die(request, emit):\n    emit(b'x'); os._exit(7)\n"
        "def burst(request, emit):\n    raise ValueError('no')\n"
        "def hang(request, emit):\n    time.sleep(60)\n"
        "def spin(request, emit):\n    \n    while True: pass\n"
        "def grow(request, emit):\n    held = [bytearray(1 << 20) for _ in range(1 << 14)]\n"
        "def call(request, emit):\n    socket.create_connection(('127.0.0.1', 9))\n"
        "def write(request, emit):\n    open(request.decode(), 'wb').write(b'x' * 99); \n"
        "def secret(request, emit):\n    emit(repr(sorted(os.environ)).encode())\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))


def run(name: str, request: bytes = b"a", **bounds) -> list[bytes]:
    held = Bounds(**({"cpu_seconds": 20, "megabytes": 1024} | bounds))
    return list(run_bounded(f"{HERE}:{name}", request, held))


def test_messages_pass():
    assert run("echo") == [b"a", b"aa"]


@pytest.mark.parametrize(
    ("name", "words", "bounds"),
    [
        ("die", "died", {}),
        ("burst", "died", {}),
        ("hang", "longer than 1 seconds", {"wall_seconds": 1}),
        ("spin", "CPU seconds", {"cpu_seconds": 1}),
        ("grow", "more than 512 MB", {"megabytes": 512}),
        ("call", "died", {}),
    ],
)
def test_deaths_are_told(name: str, words: str, bounds: dict):
    with pytest.raises(ChildFailed, match=words):
        run(name, **bounds)


def test_nothing_can_be_written(tmp_path):
    with contextlib.suppress(ChildFailed):
        run("write", str(tmp_path / "out").encode())
    assert not (tmp_path / "out").exists() or (tmp_path / "out").read_bytes() == b""


def test_the_process_knows_nothing_of_the_user(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MY_SECRET", "x")
    (told,) = run("secret")
    assert b"MY_SECRET" not in told


def test_a_reader_that_leaves_early_ends_the_process():
    begun = time.monotonic()
    for _ in run_bounded(f"{HERE}:echo", b"a", Bounds(cpu_seconds=20)):
        break
    assert time.monotonic() - begun < 30
