"""Erase a person from a large case, then search every byte of its folder for them.

``python -m benchmarks.erasure [--documents 100000] [--naming 100] [--room FOLDER]``. The case is made
through the store's own writing path: short documents, of which a few name the person. Prints seconds
and what the search of all bytes found.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import resource
import shutil
import sys
import tempfile
import time
import zlib
from pathlib import Path

from dalil.assembly import build
from dalil.casework.casefolder import Case
from dalil.casework.erasure import erase_person
from dalil.casework.record import record
from dalil.casework.subject import find_subject
from dalil.casework.verify import verify
from dalil.claims.ports import Batch
from dalil.config import Config
from dalil.custody.settings import CaseSettings
from dalil.evidence import Exhibit, Passage, TextLayer

NAME = "Ordan Veshkul"
_WORDS = [
    "quay",
    "harbour",
    "tender",
    "crane",
    "ledger",
    "auditor",
    "minister",
    "contract",
    "court",
    "notice",
    "press",
    "letter",
]
_AT = "2031-05-04T09:00:00Z"
_BATCH = 1000


def text_of(number: int, naming: int, count: int) -> str:
    """A short document; every so many name the person."""
    line = " ".join(_WORDS[(number * 7 + step * step) % len(_WORDS)] for step in range(60))
    named = number % max(count // max(naming, 1), 1) == 0
    return f"Notice {number}. {line}. {NAME + ' signed it; Veshkul was paid.' if named else ''}\n"


def make(case: Case, count: int, naming: int) -> None:
    """Write the documents as exhibits with text layers."""
    for start in range(0, count, _BATCH):
        texts = [text_of(n, naming, count) for n in range(start, min(start + _BATCH, count))]
        hashes = case.vault.put_all([text.encode() for text in texts])
        exhibits = tuple(
            Exhibit(
                sha, len(text), "text/plain", f"{start + n}.txt", f"in/{start + n}.txt", _AT, "b"
            )
            for n, (sha, text) in enumerate(zip(hashes, texts, strict=True))
        )
        layers = tuple(
            TextLayer(sha, text, (Passage(0, len(text) - 1, paragraph=1),), "plain/1", "text/plain")
            for sha, text in zip(hashes, texts, strict=True)
        )
        record(case, Batch(exhibits=exhibits, layers=layers), "ingest", {"documents": len(texts)})


def left(folder: Path) -> list[str]:
    """Files whose bytes, or whose compressed parts, name the person."""
    words = [
        form.encode(coding)
        for form in (NAME, NAME.lower(), NAME.upper(), "Veshkul", "veshkul")
        for coding in ("utf-8", "utf-16-le")
    ]
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            if any(word in part for part in (content, *_unpacked(content)) for word in words):
                found.append(str(path.relative_to(folder)))
    return found


def _unpacked(content: bytes) -> list[bytes]:
    """What looks like zlib streams in a file, unpacked."""
    found, at = [], content.find(b"\x78\x9c")
    while at >= 0:
        with contextlib.suppress(zlib.error):
            found.append(zlib.decompressobj().decompress(content[at : at + 65536]))
        at = content.find(b"\x78\x9c", at + 1)
    return found


def main() -> int:
    """Run; 1 where a byte still names the person or the case does not verify."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--naming", type=int, default=100)
    parser.add_argument("--room", type=Path, default=None)
    asked = parser.parse_args()
    room = Path(tempfile.mkdtemp(prefix="erasure-", dir=asked.room))
    try:
        dalil = build(Config.load())
        dalil.create_case(room / "case", CaseSettings(name="Erasure"))
        with dalil.open_case(room / "case", write=True) as case:
            began = time.process_time()
            make(case, asked.documents, asked.naming)
            print(f"made {asked.documents:,} documents in {time.process_time() - began:.0f} CPU s")
            wall, began = time.perf_counter(), time.process_time()
            subject = find_subject(case, NAME)
            rows = dalil.erasure_of(case)
            done = erase_person(case, rows, dalil.documents, subject.names, ("request 1", True))
            print(
                f"erased from {done.exhibits} exhibits, {done.rows} rows, {done.entries} entries: "
                f"{time.perf_counter() - wall:.1f} s wall, {time.process_time() - began:.1f} CPU s, "
                f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"
            )
        found = left(room / "case")
        with dalil.open_case(room / "case", write=False) as case:
            report = verify(case)
        print(f"files that name the person: {len(found)} {found[:5]}; verifies: {report.holds}")
        print(f"documents {hashlib.sha256(text_of(1, 1, 1).encode()).hexdigest()[:12]}")
        return 0 if not found and report.holds else 1
    finally:
        shutil.rmtree(room, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
