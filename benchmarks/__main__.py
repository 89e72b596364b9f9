"""All measurements: ``python -m benchmarks [--check]``.

With ``--check`` the reading minima are held and the exit code says whether they stand. Speed is
printed as medians; it is never a test, because machines differ.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
EXAMPLE = REPO / "src" / "dalil" / "examples" / "derbezhan" / "documents"


def seconds(words: Sequence[str], runs: int) -> dict[str, float]:
    """Median and range of a command's wall time, after one run that is not counted."""
    times = []
    for number in range(runs + 1):
        begun = time.perf_counter()
        subprocess.run(words, check=True, capture_output=True, cwd=REPO)
        if number:
            times.append(time.perf_counter() - begun)
    return {
        "median": round(statistics.median(times), 3),
        "min": round(min(times), 3),
        "max": round(max(times), 3),
    }


def start_up() -> dict[str, object]:
    """Process start to import, help, and the first reading of a text of about 1,000 words."""
    python = sys.executable
    text = next(EXAMPLE.glob("04_*.txt"))
    bare = seconds([python, "-c", "pass"], 7)
    imported = seconds([python, "-c", "import dalil"], 7)
    read = seconds([python, "-m", "dalil", "read", str(text)], 3)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {
        "import dalil, ms over a bare interpreter": round(
            1000 * (imported["median"] - bare["median"]), 1
        ),
        "dalil --help, s": seconds([python, "-m", "dalil", "--help"], 7),
        "dalil read of one text, s": read,
        "dalil read, peak MB of the largest process": round(peak),
        "words of that text": len(text.read_text(encoding="utf-8").split()),
    }


def main() -> int:
    """Print speed, then run the reading harness."""
    print(json.dumps(start_up(), indent=1))
    words = [sys.executable, "-m", "benchmarks.reading"]
    words += ["--check"] if "--check" in sys.argv else []
    return subprocess.run(words, check=False, cwd=REPO).returncode


if __name__ == "__main__":
    sys.exit(main())
