"""Any function in a bounded process: bytes in, messages out one by one.

The same bounds and the same protocol as for documents (:mod:`dalil.text.pool`), for work that is no
document: lists of sanctions are read so. Who calls says by name which function runs; this module
imports none of them. Run as ``python -m dalil.text.task`` it is the process itself.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from typing import BinaryIO

from dalil.errors import ChildFailed
from dalil.text.child import _silence, receive, send
from dalil.text.limits import Bounds, allow_cpu, shut_in
from dalil.text.pool import _environment, _is_signal

_LENGTH = 8
_MOST = 64 * 1024 * 1024
_OUT_OF_MEMORY = 12
Target = Callable[[bytes, Callable[[bytes], None]], None]


def run_bounded(target: str, request: bytes, bounds: Bounds) -> Iterator[bytes]:
    """Run ``module:function`` in a process of its own and give its messages as they come.

    Args:
        target: A function ``(request, emit) -> None``.
        request: What it is given.
        bounds: What it may take; the bound on output is not applied, since messages pass through.

    Raises:
        ChildFailed: The process cannot be started, died, or exceeded its bounds.
    """
    process = _start(bounds)
    late = threading.Event()

    def over() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(bounds.wall, over)
    timer.daemon = True
    timer.start()
    try:
        yield from _talk(process, target, request, bounds)
        process.wait(10)
        if process.returncode != 0:
            raise ChildFailed(_death(process.returncode, late.is_set(), bounds))
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ChildFailed(_death(process.poll(), late.is_set(), bounds)) from error
    finally:
        timer.cancel()
        _stop(process)


def _start(bounds: Bounds) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            [sys.executable, "-s", "-P", "-m", "dalil.text.task"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            close_fds=True,
        )
    except OSError as error:
        raise ChildFailed(f"No process can be started: {error}.") from error


def _talk(
    process: subprocess.Popen[bytes], target: str, request: bytes, bounds: Bounds
) -> Iterator[bytes]:
    sink, source = process.stdin, process.stdout
    assert sink is not None  # noqa: S101  Popen was asked for pipes
    assert source is not None  # noqa: S101
    setting = {
        "target": target,
        "megabytes": bounds.megabytes,
        "open_files": bounds.open_files,
        "cpu_seconds": bounds.cpu_seconds,
    }
    send(sink, json.dumps(setting).encode())  # type: ignore[arg-type]
    send(sink, request)  # type: ignore[arg-type]
    sink.close()
    while (message := _message(source)) is not None:  # type: ignore[arg-type]
        yield message


def _message(source: BinaryIO) -> bytes | None:
    length = source.read(_LENGTH)
    if len(length) < _LENGTH:
        return None
    size = int.from_bytes(length, "big")
    if size > _MOST:
        raise ChildFailed(f"A bounded process sent a message of {size:,} bytes.")
    body = source.read(size)
    return body if len(body) == size else None


def _death(status: int | None, late: bool, bounds: Bounds) -> str:
    if late:
        return f"The reading took longer than {bounds.wall:g} seconds and was stopped."
    if _is_signal(status, "SIGXCPU"):
        return f"The reading took more than {bounds.cpu_seconds} CPU seconds and was stopped."
    if status == _OUT_OF_MEMORY or _is_signal(status, "SIGKILL"):
        return f"The reading takes more than {bounds.megabytes} MB and was stopped."
    return f"The reading process died (status {status}); nothing else was harmed."


def _stop(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
    if process.poll() is None:
        process.kill()
    process.wait()


def main() -> int:
    """Serve one request, bounded."""
    source = os.fdopen(os.dup(0), "rb")
    sink = os.fdopen(os.dup(1), "wb")
    _silence()
    setting = json.loads(receive(source) or b"{}")
    module, _, name = setting["target"].partition(":")
    function: Target = getattr(importlib.import_module(module), name)
    request = receive(source) or b""
    shut_in(setting["megabytes"], setting["open_files"])
    allow_cpu(setting["cpu_seconds"])
    function(request, lambda message: send(sink, message))
    sink.flush()
    return 0


if __name__ == "__main__":
    try:
        code = main()
    except MemoryError:
        code = _OUT_OF_MEMORY
    except BrokenPipeError:
        code = 0
    except BaseException:  # noqa: BLE001  the last words of a process; the parent reads the code
        code = 13
    os._exit(code)
