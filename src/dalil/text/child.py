"""The parsing process: reads one exhibit after another from a pipe until the pipe closes.

Started by :mod:`dalil.text.pool` as ``python -m dalil.text.child``. A request is a JSON line's
worth of head and the bytes; an answer is a JSON head and the members' bytes; each is preceded by
its length in eight bytes, big-endian. An empty message before the answer is a sign of life: a page of
pictures was recognised, and the bounds of time start anew for the next one. Whatever a library prints goes nowhere.
"""

from __future__ import annotations

import json
import os
import struct
import sys
import traceback
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from dalil.text.port import Aid

_LENGTH = struct.Struct(">Q")


def main() -> int:
    """Serve until the parent closes the pipe."""
    source = os.fdopen(os.dup(0), "rb")
    sink = os.fdopen(os.dup(1), "wb")
    _silence()
    setting = json.loads(receive(source) or b"{}")
    from dalil.text.language import prepare
    from dalil.text.limits import allow_cpu, shut_in
    from dalil.text.ocr import program_path

    prepare()  # needs a file, and there are none after the next lines
    held = shut_in(
        setting["megabytes"],
        setting["open_files"],
        program=program_path(setting["tesseract"]) or "",
        readable=(*sys.path, sys.prefix, sys.base_prefix),
    )
    send(sink, json.dumps(held).encode())
    aid = _aid(sink, setting)
    while (head := receive(source)) is not None:
        content = receive(source)
        if content is None:
            return 0
        allow_cpu(setting["cpu_seconds"])
        answer(sink, json.loads(head), content, aid)
        del content
    return 0


def _aid(sink: BinaryIO, setting: dict[str, Any]) -> Aid:
    """What readers may use: the OCR program, and a sign of life after each page that it read."""
    from dalil.text.limits import allow_cpu
    from dalil.text.port import Aid

    def page_done() -> None:
        send(sink, b"")
        allow_cpu(setting["cpu_seconds"])

    return Aid(setting["tesseract"], min(60, setting["cpu_seconds"]), setting["pages"], page_done)


def answer(sink: BinaryIO, head: dict[str, Any], content: bytes, aid: Aid | None = None) -> None:
    """Read one exhibit, or redact or draw it where the head says so, and send what came of it."""
    from dalil.text.codec import encode_outcome
    from dalil.text.dispatch import draw_here, read_here, redact_here

    if "redact" in head:
        outcome = redact_here(content, head["sha256"], head["redact"])
    elif "draw" in head:
        outcome = draw_here(content, head["sha256"], head["draw"])
    else:
        outcome = read_here(content, head["sha256"], head["name"], aid)
    try:
        body, members = encode_outcome(outcome)
    except MemoryError:
        body, members = _no_memory(head["sha256"])
    send(sink, body)
    for member in members:
        send(sink, member)


def receive(source: BinaryIO) -> bytes | None:
    """One message, or None where the pipe was closed."""
    length = source.read(_LENGTH.size)
    if len(length) < _LENGTH.size:
        return None
    (size,) = _LENGTH.unpack(length)
    body = source.read(size)
    return body if len(body) == size else None


def send(sink: BinaryIO, body: bytes) -> None:
    """Write one message and push it out."""
    sink.write(_LENGTH.pack(len(body)))
    sink.write(body)
    sink.flush()


def _no_memory(sha256: str) -> tuple[bytes, list[bytes]]:
    from dalil.evidence import Refusal
    from dalil.text.codec import encode_outcome
    from dalil.text.port import ReadOutcome
    from dalil.text.sniff import UNKNOWN

    words = "Reading it takes more memory than allowed."
    return encode_outcome(
        ReadOutcome(UNKNOWN, refusal=Refusal(sha256, "memory_limit", words, "child"))
    )


def _silence() -> None:
    """Point the standard streams elsewhere, so that no library can write into the protocol."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    os.close(nowhere)


if __name__ == "__main__":
    try:
        code = main()
    except MemoryError:
        code = 12
    except BrokenPipeError:
        code = 0
    except BaseException:  # noqa: BLE001 - the last words of a process; the parent reads the code
        traceback.print_exc(file=sys.stderr)
        code = 13
    # Not sys.exit: a vendor's clean-up at interpreter end could hang or crash on a hostile file.
    os._exit(code)
