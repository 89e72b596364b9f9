"""Fuzz the readers: broken files, made from good ones, go through the product's own parsing process.

    python tools/fuzz.py [--seconds 3600] [--seed N] [--only pdf,docx] [--rounds N] [--json]

Time is shared by all files of the corpus (``tests/hostile/corpus.py``). A finding is a death of the
process, a time or memory limit, an exception of the parent, or a text layer that contradicts itself
(places outside the text, in disorder, overlapping); its input is saved under ``tests/hostile/found``,
where the tests replay it. A reader's own exception (code ``failed``) is contained and recorded; it is
counted here by its words, since a reader should know what it refuses. Exit code 1 where anything was
found.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import random
import secrets
import sys
import tempfile
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests" / "hostile"))

from corpus import FOUND, corpus

from dalil.evidence import TextLayer
from dalil.text.limits import Bounds
from dalil.text.pool import BoundedReader
from dalil.text.port import ReadOutcome

SILENT_OCR = """#!/bin/sh
case $1 in
--version) echo tesseract 9.9;;
--list-langs) echo eng;;
*) cat >&2; echo "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext";;
esac
"""
"""Stands in tesseract's place: pictures are unpacked and drawn, and nothing is recognised in them."""
TOKENS = (
    b"\x00", b"\xff" * 4, b"\x7f\xff\xff\xff", b"-1", b"99999999999", b"<", b">", b"]]>", b"&#0;", b"&x;",
    b"<!DOCTYPE x [<!ENTITY x 'y'>]>", b"(", b")", b"<<", b">>", b" 0 R", b"endobj", b"stream", b"{\\", b"}",
    b"\\u-1", b"\\bin99", b"\r\n", b"\n\n", b"--", b"Content-Type: ", b"=?utf-8?q?", b"\xed\xa0\x80", b"PK\x03\x04",
    b"PK\x01\x02", b"../", b"%00", b"NaN", b"1e999", b"\t" * 9, b'"', b"\xef\xbb\xbf", b"\xff\xfe", b"From x\n",
)  # fmt: skip


def bounds(room: Path) -> Bounds:
    """What one input may take; a program in tesseract's place is put into the folder."""
    program = room / "tesseract"
    program.write_text(SILENT_OCR)
    program.chmod(0o755)
    return Bounds(cpu_seconds=10, megabytes=1536, wall_seconds=120, tesseract=str(program))


def damage(data: bytes, dice: random.Random, others: Sequence[bytes]) -> bytes:
    """One to six small damages: flips, tokens, lengths, cuts, copies, splices, inside packed members too."""
    if data[:2] == b"PK" and dice.random() < 0.6:
        return _inside_zip(data, dice, others)
    if b"FlateDecode" in data and dice.random() < 0.3:
        return data.replace(
            b"/FlateDecode", dice.choice((b"/LZWDecode", b"/JBIG2Decode", b"/DCTDecode"))
        )
    body = bytearray(data)
    for _ in range(dice.choice((1, 1, 1, 2, 3, 6))):
        dice.choice(_WAYS)(body, dice, others)
    return bytes(body[:2_000_000])


def _place(body: bytearray, dice: random.Random) -> int:
    return dice.randrange(len(body) + 1)


def _flip(body: bytearray, dice: random.Random, _: Sequence[bytes]) -> None:
    for _ in range(dice.choice((1, 1, 4, 32))):
        if body:
            body[dice.randrange(len(body))] ^= 1 << dice.randrange(8)


def _token(body: bytearray, dice: random.Random, _: Sequence[bytes]) -> None:
    at = _place(body, dice)
    word = dice.choice(TOKENS)
    body[at : at + dice.choice((0, len(word)))] = word


def _length(body: bytearray, dice: random.Random, _: Sequence[bytes]) -> None:
    """A field of 1, 2, 4 or 8 bytes becomes an extreme number."""
    size, order = dice.choice((1, 2, 4, 8)), dice.choice(("little", "big"))
    most = 256**size
    value = dice.choice(
        (0, 1, most - 1, most // 2, most // 2 - 1, dice.randrange(most), 65536 % most)
    )
    at = _place(body, dice)
    body[at : at + size] = value.to_bytes(size, order)


def _number(body: bytearray, dice: random.Random, _: Sequence[bytes]) -> None:
    """A number written in digits becomes another."""
    places = [i for i, byte in enumerate(body[:200_000]) if 48 <= byte <= 57]
    if places:
        at = dice.choice(places)
        body[at : at + 1] = dice.choice((b"0", b"-1", b"4294967296", b"99999999999999999999", b"3"))


def _cut(body: bytearray, dice: random.Random, _: Sequence[bytes]) -> None:
    at = _place(body, dice)
    del body[at : dice.choice((len(body), at + 1, at + dice.randrange(200)))]


def _copy(body: bytearray, dice: random.Random, _: Sequence[bytes]) -> None:
    at, size = _place(body, dice), dice.choice((1, 16, 200, 2000))
    part = body[at : at + size] * dice.choice((1, 1, 2, 100))
    to = _place(body, dice)
    body[to:to] = part[:200_000]


def _splice(body: bytearray, dice: random.Random, others: Sequence[bytes]) -> None:
    other = dice.choice(others)
    at = dice.randrange(len(other) + 1)
    to = _place(body, dice)
    body[to : to + dice.choice((0, 300))] = other[at : at + dice.choice((8, 300, 5000))]


_WAYS: tuple[Callable[[bytearray, random.Random, Sequence[bytes]], None], ...] = (
    _flip, _flip, _token, _token, _length, _number, _cut, _copy, _splice,
)  # fmt: skip


def _inside_zip(data: bytes, dice: random.Random, others: Sequence[bytes]) -> bytes:
    """The same archive with one damaged member, whole as an archive."""
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as made:
            names = archive.namelist()
            hurt = dice.choice(names)
            for name in names:
                content = archive.read(name)
                if name == hurt:
                    content = damage(content, dice, others)
                made.writestr(name, content, zipfile.ZIP_DEFLATED)
    except (zipfile.BadZipFile, IndexError, OSError, ValueError, NotImplementedError, zlib.error):
        return data[: len(data) // 2]
    return out.getvalue()


def contradiction(layer: TextLayer) -> str:
    """What in a layer cannot be true; "" where it holds together."""
    size, last = len(layer.text), 0
    for passage in layer.passages:
        if not 0 <= passage.start <= passage.end <= size:
            return f"a passage at {passage.start}:{passage.end} of {size} characters"
        if passage.start < last:
            return f"a passage at {passage.start} before the end {last} of the one before"
        if any(b.left > b.right or b.top > b.bottom or b.page < 1 for b in passage.boxes):
            return "a box inside out"
        if layer.text[last : passage.start].strip(
            " \t\r\n\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u2028\u2029|"
        ):
            return f"words in no passage: {layer.text[last : passage.start][:60]!r}"
        last = passage.end
    if layer.text[last:].strip():
        return f"words after the last passage: {layer.text[last:][:60]!r}"
    try:
        json.dumps([layer.text, list(layer.notes)], ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return "lone surrogates"
    return ""


def judge(outcome: ReadOutcome) -> str:
    """What is wrong with an outcome; "" where nothing is."""
    if (outcome.layer is None) == (outcome.refusal is None):
        return "neither a layer nor a refusal, or both"
    if outcome.refusal is not None:
        code = outcome.refusal.code
        return code if code in ("crashed", "time_limit", "memory_limit") else ""
    assert outcome.layer is not None
    for member in outcome.members:
        if member.path.startswith(("/", "\\")) or ".." in member.path.replace("\\", "/").split("/"):
            return f"a member's path {member.path!r}"
    return contradiction(outcome.layer)


@dataclass
class Tally:
    """What a run saw."""

    runs: int = 0
    layers: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    findings: list[str] = field(default_factory=list)


def try_one(reader: BoundedReader, name: str, content: bytes, tally: Tally) -> None:
    """Read one input and keep it where something is wrong."""
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        outcome = reader.read(content, sha256, name)
        wrong = judge(outcome)
    except Exception as error:  # noqa: BLE001 - this is what is looked for
        wrong, outcome = f"the parent raised {type(error).__name__}: {error}", None
    tally.runs += 1
    if outcome is not None and outcome.layer:
        tally.layers += 1
    elif outcome is not None and outcome.refusal:
        tally.codes[outcome.refusal.code] += 1
        if outcome.refusal.code == "failed":
            tally.failed[outcome.refusal.reason[:110]] += 1
    if wrong:
        FOUND.mkdir(exist_ok=True)
        (FOUND / f"{sha256[:12]}_{name}").write_bytes(content)
        tally.findings.append(f"{sha256[:12]}_{name}: {wrong}")


def main() -> int:
    """Fuzz and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument(
        "--rounds", type=int, default=0, help="inputs for each file, instead of time"
    )
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**32))
    parser.add_argument("--only", default="", help="parts of file names, with commas")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    files = {
        name: content
        for name, content in corpus().items()
        if any(part in name for part in given.only.split(","))
    }
    dice, tally = random.Random(given.seed), Tally()
    begun = time.monotonic()
    others = list(files.values())
    with tempfile.TemporaryDirectory() as room, BoundedReader(1, bounds(Path(room))) as reader:
        while True:
            for name, content in files.items():
                for _ in range(given.rounds or 5):
                    try_one(reader, name, damage(content, dice, others), tally)
                if not given.rounds and time.monotonic() - begun > given.seconds:
                    break
            if given.rounds or time.monotonic() - begun > given.seconds:
                break
    told = {
        "seed": given.seed, "seconds": round(time.monotonic() - begun), "files": len(files), "inputs": tally.runs,
        "layers": tally.layers, "refusals": dict(tally.codes), "failed": dict(tally.failed.most_common(40)),
        "findings": tally.findings,
    }  # fmt: skip
    print(json.dumps(told, indent=None if given.json else 1))
    return 1 if tally.findings else 0


if __name__ == "__main__":
    sys.exit(main())
