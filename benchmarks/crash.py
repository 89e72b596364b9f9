"""Two hundred kills of the real program, and what came back.

    python benchmarks/crash.py [--kills 200] [--seed N] [--only review,erase,backup]

Ingest, reading, review, erasure, export and backup are killed with SIGKILL at random points; what the
program acknowledged before its death is compared with what reopens. Prints one JSON object; the
exit code is 1 where anything was lost or did not verify.
"""

from __future__ import annotations

import argparse
import json
import secrets
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))

from crash_rounds import Rounds


def main() -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**32))
    parser.add_argument(
        "--only", default="ingest,review,export,read,erase,backup,export,claims,backup,against"
    )
    given = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as room:
        rounds = Rounds(Path(room), given.seed)
        kinds: dict[str, Callable[[], None]] = {
            "ingest": lambda: rounds.ingest("ingest"),
            "review": lambda: rounds.review(10),
            "export": rounds.export,
            "read": lambda: rounds.ingest("read"),
            "erase": lambda: rounds.erase(10),
            "backup": rounds.backup,
            "claims": lambda: rounds.ingest("claims"),
            "against": lambda: rounds.against(10),
        }
        work = [kinds[name] for name in given.only.split(",")]
        turn = 0
        while rounds.tally.kills.total() < given.kills:
            work[turn % len(work)]()
            turn += 1
            done = rounds.tally.kills.total()
            print(f"{done} of {given.kills} kills", file=sys.stderr, flush=True)
    tally = rounds.tally
    report = {
        "seed": given.seed,
        "kills": tally.kills.total(),
        "last acknowledged before the kill": dict(tally.kills.most_common()),
        "ended before the blow": tally.ended,
        "acknowledgements compared": dict(tally.acknowledged),
        "lost": tally.lost,
        "did not verify": tally.unsound,
        "seconds": round(time.monotonic() - begun),
    }
    print(json.dumps(report, indent=2))
    return 1 if tally.lost or tally.unsound else 0


if __name__ == "__main__":
    sys.exit(main())
