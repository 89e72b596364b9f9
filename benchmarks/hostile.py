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


def measure(name: str, content: bytes, bounds: Bounds) -> tuple[str, float, float, int]:
    """What became of a file; CPU seconds, seconds, and the peak of the child's memory in MB."""
    sha256 = hashlib.sha256(content).hexdigest()
    begun = time.monotonic()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    with BoundedReader(1, bounds) as reader:
        reader.containment()
        worker = reader._idle.get()
        reader._idle.put(worker)
        place = Path(f"/proc/{worker._process.pid}") if worker else Path()
        before = _processor(place)
        outcome = reader.read(content, sha256, name)
        cpu, peak = _processor(place) - before, _peak(place)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if (
        cpu < 0 or not peak
    ):  # the child died: its last figures stand with those of all dead children
        cpu = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime - before
        peak = after.ru_maxrss // 1024
    if outcome.layer is not None:
        ended = f"read, {len(outcome.layer.text):,} characters, {len(outcome.members)} members"
        ended += ", in part" if outcome.layer.notes else ""
    else:
        ended = outcome.refusal.code if outcome.refusal else "nothing"
    return ended, cpu, time.monotonic() - begun, peak


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
    print(
        f"{'file':<20}{'bytes':>12}  {'outcome':<58}{'CPU s':>7}{'s':>7}{'peak MB':>9}", flush=True
    )
    for one in HOSTILE.values():
        if given.only not in one.name:
            continue
        content = one.make(one.small if given.small else one.big)
        try:
            ended, cpu, seconds, peak = measure(one.name, content, bounds)
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
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
