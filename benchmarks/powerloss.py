"""Power cuts: what a disk may keep of unflushed writes, replayed, and what reopens.

    python benchmarks/powerloss.py [--cuts 300] [--seed N]

A shim of our own (powerloss.c, LD_PRELOAD; needs a C compiler and Linux) logs every write, flush and
change of names that the real program and its SQLite make below a case. The log is then cut at random
points. Of each file, what was flushed before the cut is kept; of what was not, any subset of writes
survives, each whole, torn at a multiple of 512 bytes, or as zeros where the file grew. New names,
renames and removals survive up to a random point behind the last flush of their folder, each folder
for itself: less than what usual journaling file systems promise. After each cut the case is opened
by a reader and a writer, verified, and held against what had been acknowledged before the cut.

This is a simulation at the calls of the C library, not of a real disk, its cache or its controller.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import secrets
import shutil
import struct
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))

from case_samples import content_of, new_case, reopen, sha
from dalil.casework.verify import verify

HERE = Path(__file__).resolve().parent
SECTOR = 512
ACK = ".acknowledged"
CHILD = """
import os, sys
sys.path.append({tests!r})
from pathlib import Path
from case_samples import reopen, take_in
from dalil.casework.record import erase
case = reopen(Path({folder!r}), write=True)
said = os.open({ack!r}, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
for number in range(2, {most}):
    take_in(case, number)
    os.write(said, b"kept %d\\n" % number)
    if number % 4 == 0:
        case.ledger.checkpoint()
        os.write(said, b"point %d\\n" % len(case.ledger))
    if number == 7:
        erase(case, [("records", 1)], [6], {{"why": "asked"}})
        os.write(said, b"erased 6\\n")
    if number == 9:
        case.close()
        case = reopen(Path({folder!r}), write=True)
case.close()
os.write(said, b"closed 0\\n")
"""


@dataclass
class Op:
    """One call: letter, path, second path, number, data."""

    letter: str
    path: str
    other: str
    number: int
    data: bytes


@dataclass
class File:
    """Bytes that are safe, and calls that are not yet."""

    safe: bytearray = field(default_factory=bytearray)
    pending: list[Op] = field(default_factory=list)


def read_log(path: Path) -> Iterator[Op]:
    """The calls, in order."""
    raw, at = path.read_bytes(), 0
    while at < len(raw):
        letter, first = chr(raw[at]), struct.unpack_from("<I", raw, at + 1)[0]
        at += 5
        one = raw[at : at + first].decode()
        at += first
        second = struct.unpack_from("<I", raw, at)[0]
        two = raw[at + 4 : at + 4 + second].decode()
        at += 4 + second
        number, length = struct.unpack_from("<QI", raw, at)
        at += 12
        yield Op(letter, one, two, number, raw[at : at + length])
        at += length


class Disk:
    """What is safe and what is pending below a folder, as the calls come.

    Args:
        base: The folder as it was before the first call, all of it safe.
        root: Where the calls said that it is.
    """

    def __init__(self, base: Path, root: str) -> None:
        self._root = root
        self._now: dict[str, File] = {}  # names as the program sees them
        self._kept: dict[str, File | None] = {}  # names as they are safe; None: a folder
        self._changes: dict[str, list[Op]] = {}  # by folder: pending changes of names
        self._made: dict[int, File] = {}
        for path in base.rglob("*"):
            name = path.relative_to(base).as_posix()
            if path.is_file():
                file = File(bytearray(path.read_bytes()))
                self._now[name] = self._kept[name] = file
            else:
                self._kept[name] = None

    def take(self, op: Op) -> None:
        """Follow one call."""
        name, other = self._name(op.path), self._name(op.other) if op.other else ""
        if name.endswith("-shm"):  # shared memory: made anew after a cut
            return
        if op.letter == "C":
            self._now[name] = self._made[id(op)] = File()
            self._change(name, op)
        elif op.letter in "WT" and name in self._now:
            self._now[name].pending.append(op)
        elif op.letter == "S" and name in self._now:
            file = self._now[name]
            for each in file.pending:
                _apply(file.safe, each)
            file.pending.clear()
        elif op.letter == "S":
            for each in self._changes.pop(name, []):
                self._rename(self._kept, each)
        elif op.letter in "URM":
            if op.letter == "R":
                self._now[other] = self._now.pop(name, File())
            else:
                self._now.pop(name, None)
            self._change(other or name, op)

    def cut(self, chosen: random.Random, folder: Path) -> None:
        """Write what a power cut now may leave."""
        kept = dict(self._kept)
        for changes in self._changes.values():
            for op in changes[: chosen.randint(0, len(changes))]:
                self._rename(kept, op)
        for name, file in sorted(kept.items()):
            if any(kept.get(str(up), 0) == 0 for up in _above(name)):
                continue  # its folder did not survive
            path = folder / name
            if file is None:
                path.mkdir(parents=True, exist_ok=True)
                continue
            content = bytearray(file.safe)
            for op in file.pending:
                if chosen.random() < 0.5:
                    _apply(content, _torn(op, chosen))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def _name(self, path: str) -> str:
        return path.removeprefix(self._root).strip("/")

    def _change(self, name: str, op: Op) -> None:
        folder = name.rsplit("/", 1)[0] if "/" in name else ""
        self._changes.setdefault(folder, []).append(op)

    def _rename(self, names: dict[str, File | None], op: Op) -> None:
        name = self._name(op.path)
        if op.letter == "C":
            names[name] = self._made[id(op)]
        elif op.letter == "M":
            names[name] = None
        elif op.letter == "U":
            names.pop(name, None)
        elif name in names:
            names[self._name(op.other)] = names.pop(name)


def _above(name: str) -> list[str]:
    parts = name.split("/")[:-1]
    return ["/".join(parts[: count + 1]) for count in range(len(parts))]


def _apply(content: bytearray, op: Op) -> None:
    if op.letter == "T":
        del content[op.number :]
        content.extend(bytes(op.number - len(content)))
        return
    content.extend(bytes(max(op.number + len(op.data) - len(content), 0)))
    content[op.number : op.number + len(op.data)] = op.data


def _torn(op: Op, chosen: random.Random) -> Op:
    """A write whole, cut at a sector, or kept as length only (zeros)."""
    if op.letter != "W" or (fate := chosen.random()) < 0.5:
        return op
    if fate < 0.75:
        return Op("W", op.path, "", op.number, op.data[: len(op.data) // SECTOR * SECTOR // 2])
    return Op("W", op.path, "", op.number, bytes(len(op.data)))


def record_calls(room: Path) -> tuple[Path, Path, str]:
    """Run the program under the shim: the folder before, the log, the folder's place."""
    folder, before, log, shim = (room / name for name in ("case", "before", "log", "shim.so"))
    subprocess.run(
        ["cc", "-shared", "-fPIC", "-O2", "-o", shim, HERE / "powerloss.c", "-ldl", "-lpthread"],
        check=True,
    )
    case = new_case(folder, documents=2)
    case.close()
    for path in folder.glob("case.db-*"):
        path.unlink()
    shutil.copytree(folder, before)
    tests = str(HERE.parent / "tests")
    code = CHILD.format(tests=tests, folder=str(folder), ack=str(folder / ACK), most=14)
    shown = {"LD_PRELOAD": shim, "LOSS_ROOT": folder, "LOSS_LOG": log}
    shown |= {"PYTHONPATH": os.pathsep.join(map(str, sys.path))}
    words = ["env", *(f"{key}={value}" for key, value in shown.items())]
    subprocess.run([*words, sys.executable, "-c", code], check=True)
    return before, log, str(folder)


def check(folder: Path, said: list[tuple[str, int]], tally: dict[str, list[str]]) -> None:
    """Open, verify, and look for what was acknowledged."""
    for write in (False, True):
        try:
            case = reopen(folder, write=write)
        except Exception as error:  # noqa: BLE001 - whatever it is, the case did not open
            if write:
                tally["did not open"].append(f"{type(error).__name__}: {error}")
            continue
        try:
            report = verify(case)
            if not report.holds:
                who = "writer" if write else "reader"
                tally["did not verify"].append(f"{who}: {report.problems[0].what}")
            if write:
                have = {exhibit.sha256 for exhibit in case.store.exhibits()}
                for word, number in said:
                    if word == "kept" and sha(content_of(number)) not in have:
                        tally["lost"].append(f"document {number}")
                    if word == "point" and len(case.ledger) < number:
                        tally["lost"].append(f"checkpoint before entry {number}")
                    if word == "erased" and list(case.ledger.entries())[number].body is not None:
                        tally["lost"].append("an erasure")
        finally:
            case.close()


def main() -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cuts", type=int, default=300)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**32))
    given = parser.parse_args()
    begun, chosen = time.monotonic(), random.Random(given.seed)
    tally: dict[str, list[str]] = {"lost": [], "did not open": [], "did not verify": []}
    with tempfile.TemporaryDirectory() as name:
        before, log, root = record_calls(Path(name))
        ops = list(read_log(log))
        cuts = Counter(chosen.randrange(len(ops)) for _ in range(given.cuts))
        disk, said = Disk(before, root), []
        for number, op in enumerate(ops):
            if op.path.endswith(ACK):
                said += [(w, int(n)) for w, n in [op.data.decode().split()]] if op.data else []
            else:
                disk.take(op)
            for _ in range(cuts[number]):
                after = Path(name) / "after"
                after.mkdir()
                disk.cut(chosen, after)
                check(after, said, tally)
                shutil.rmtree(after)
    report = {"seed": given.seed, "calls": len(ops), "by kind": Counter(op.letter for op in ops)}
    report |= {"cuts": given.cuts, "acknowledgements": len(said), **tally}
    print(json.dumps({**report, "seconds": round(time.monotonic() - begun)}, indent=2))
    return 1 if any(tally.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
