"""Ten thousand flipped bits over vault, ledger and database, and how many verification finds.

    python benchmarks/tamper.py [--flips 10000] [--seed N]

Prints one JSON object; the exit code is 1 where a flip was missed or ended in a foreign error.
"""

from __future__ import annotations

import argparse
import json
import secrets
import sys
import tempfile
import time
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))

from case_samples import new_case, reopen, take_in
from flip_rounds import flip_many


def small_case(folder: Path) -> None:
    """Documents, a checkpoint, an erasure's trace and a tail; the writer ended in order."""
    case = new_case(folder, documents=2)
    case.ledger.checkpoint()
    case.close()
    case = reopen(folder, write=True)
    take_in(case, 2)
    case.close()


def main() -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--flips", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**32))
    given = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as room:
        small_case(Path(room) / "case")
        tally = flip_many(Path(room) / "case", given.flips, given.seed)
    report = {
        "seed": given.seed,
        "flipped": dict(tally.flipped),
        "found": dict(tally.found),
        "found in the database without the seal of the file": dict(tally.by_rows),
        "first problem in the right place": dict(tally.named),
        "missed": tally.missed,
        "foreign errors": tally.crashed,
        "seconds": round(time.monotonic() - begun),
    }
    print(json.dumps(report, indent=2))
    return 1 if tally.missed or tally.crashed else 0


if __name__ == "__main__":
    sys.exit(main())
