"""Hostile files in the product's own bounded process: outcome, CPU seconds, peak memory of the child.

    python benchmarks/hostile.py [--small] [--only pdf]

Prints a table; the exit code is 1 where the parent raised anything, a bound was passed, or the next
file could not be read.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import sys
import time
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests" / "hostile"))

from hostile_samples import HOSTILE

from dalil.text.limits import Bounds
from dalil.text.pool import BoundedReader


def measure(reader: BoundedReader, name: str, content: bytes) -> tuple[str, float, float, int]:
    """What became of a file; CPU seconds, seconds, and the peak of the child's memory in MB."""
    reader.containment()
    worker = reader._idle.get()
    reader._idle.put(worker)
    place = Path(f"/proc/{worker._process.pid}") if worker else Path()
    (place / "clear_refs").write_text("5")  # the peak begins anew
    before, dead = _processor(place), _children()
    begun = time.monotonic()
    outcome = reader.read(content, hashlib.sha256(content).hexdigest(), name)
    seconds = time.monotonic() - begun
    cpu, peak = _processor(place) - before, _peak(place)
    if (
        not peak
    ):  # the child died: what it used stands with all dead children, its peak only if the highest
        cpu, peak = _children() - dead - before, -1
    if outcome.layer is not None:
        ended = f"read, {len(outcome.layer.text):,} characters, {len(outcome.members)} members"
        ended += ", in part" if outcome.layer.notes else ""
    else:
        ended = outcome.refusal.code if outcome.refusal else "nothing"
    return ended, cpu, seconds, peak


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _processor(place: Path) -> float:
    try:
        parts = (place / "stat").read_text().rpartition(")")[2].split()
        return (int(parts[11]) + int(parts[12])) / 100
    except OSError:
        return -1.0


def _peak(place: Path) -> int:
    try:
        line = next(
            one for one in (place / "status").read_text().splitlines() if one.startswith("VmHWM")
        )
        return int(line.split()[1]) // 1024
    except (OSError, StopIteration):
        return 0


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="the sizes of the tests")
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    bounds, bad = Bounds(), 0
    reader = BoundedReader(1, bounds)
    print(
        f"{'file':<20}{'bytes':>12}  {'outcome':<58}{'CPU s':>7}{'s':>7}{'peak MB':>9}", flush=True
    )
    for one in HOSTILE.values():
        if given.only not in one.name:
            continue
        content = one.make(one.small if given.small else one.big)
        try:
            ended, cpu, seconds, peak = measure(reader, one.name, content)
        except Exception as error:  # noqa: BLE001 - the parent must never raise
            print(
                f"{one.name:<20}{len(content):>12,}  THE PARENT RAISED {type(error).__name__}: {error}",
                flush=True,
            )
            bad += 1
            continue
        bad += seconds > bounds.wall + 30 or peak > bounds.megabytes
        print(
            f"{one.name:<20}{len(content):>12,}  {ended:<58}{cpu:>7.1f}{seconds:>7.1f}{peak:>9}",
            flush=True,
        )
    highest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"highest peak of a child that died: {highest} MB (bound {bounds.megabytes})")
    reader.close()
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
