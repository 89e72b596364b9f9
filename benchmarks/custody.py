"""Speed of custody: ingest with hash, vault, rows, ledger and fsync; verification; proofs.

    python benchmarks/custody.py [--quick]

Prints one JSON object with medians. Everything happens in a temporary folder on the disk that
holds the system's temporary files (TMPDIR chooses another).
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))

from case_samples import new_case, reading_of, reopen
from dalil.casework.record import record
from dalil.casework.verify import verify
from dalil.claims.ports import Batch
from dalil.evidence import Exhibit
from dalil.store.files import append
from dalil.store.leaves import LeafFile


def ingest(folder: Path, files: int, size: int, batch: int) -> float:
    """Seconds to take in files of one size, batched, everything flushed."""
    contents = [os.urandom(size) for _ in range(files)]
    case = new_case(folder)
    begun = time.perf_counter()
    for start in range(0, files, batch):
        part = contents[start : start + batch]
        names = case.vault.put_all(part)
        exhibits = tuple(
            Exhibit(name, size, "application/octet-stream", "f", "s", "2031-05-04T10:00:00Z", "t")
            for name in names
        )
        record(case, Batch(exhibits=exhibits), "ingest", {"exhibits": list(names)})
    spent = time.perf_counter() - begun
    case.close()
    return spent


def median(times: int, work: Callable[[Path], float]) -> float:
    """Median over fresh folders."""
    found = []
    for _ in range(times):
        with tempfile.TemporaryDirectory() as folder:
            found.append(work(Path(folder) / "case"))
    return statistics.median(found)


def verify_speed(files: int, size: int) -> dict[str, float]:
    """Megabytes of vault verified in a second."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "case"
        ingest(folder, files, size, 64)
        spent = []
        for _ in range(3):
            case = reopen(folder)
            begun = time.perf_counter()
            assert verify(case).holds
            spent.append(time.perf_counter() - begun)
            case.close()
    return {"verify_mb_per_s": round(files * size / 1e6 / statistics.median(spent), 1)}


def rows_speed(documents: int) -> dict[str, float]:
    """Rows of readings recorded, and verified, in a second."""
    with tempfile.TemporaryDirectory() as name:
        case = new_case(Path(name) / "case")
        readings = [reading_of(number) for number in range(documents)]
        exhibits = tuple(
            Exhibit(r.exhibit, 1, "text/plain", "f", "s", "2031-05-04T10:00:00Z", "t")
            for r in readings
        )
        record(case, Batch(exhibits=exhibits), "ingest", {})
        begun = time.perf_counter()
        for start in range(0, documents, 100):
            record(case, Batch(readings=tuple(readings[start : start + 100])), "claims", {})
        written = time.perf_counter() - begun
        begun = time.perf_counter()
        rows = sum(batch.rows for batch in case.store.batches())
        audited = time.perf_counter() - begun
        begun = time.perf_counter()
        claims = sum(1 for _ in case.store.claims())
        loaded = time.perf_counter() - begun
        case.close()
    return {
        "rows_written_per_s": round(rows / written),
        "rows_verified_per_s": round(rows / audited),
        "claims_loaded_per_s": round(claims / loaded),
    }


def proofs(entries: int) -> dict[str, float]:
    """Milliseconds of an inclusion and a consistency proof in a ledger of that many leaves."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "leaves.bin"
        left = entries
        while left:
            part = min(left, 1 << 20)
            append(path, os.urandom(32 * part))
            left -= part
        begun = time.perf_counter()
        leaves = LeafFile(path, write=True)
        tiles = time.perf_counter() - begun
        spent: dict[str, list[float]] = {"include": [], "consist": []}
        for turn in range(51):
            place = (turn * 7_919_317) % (entries - 1) + 1
            for ask in (leaves.include, leaves.consist):
                begun = time.perf_counter()
                ask(place)
                spent["include" if ask == leaves.include else "consist"].append(
                    time.perf_counter() - begun
                )
    return {
        "proof_ledger_entries": entries,
        "tiles_built_s": round(tiles, 1),
        "inclusion_proof_ms": round(1000 * statistics.median(spent["include"]), 2),
        "consistency_proof_ms": round(1000 * statistics.median(spent["consist"]), 2),
    }


def main() -> None:
    """Run all and print JSON."""
    quick = "--quick" in sys.argv[1:]
    small, large = (300, 20) if quick else (2000, 100)
    report: dict[str, float] = {
        "ingest_4k_files_per_s": round(
            small / median(3, lambda folder: ingest(folder, small, 4096, 256)), 1
        ),
        "ingest_1mb_mb_per_s": round(
            large / median(3, lambda folder: ingest(folder, large, 1_000_000, 64)), 1
        ),
    }
    report |= verify_speed(large, 1_000_000)
    report |= rows_speed(200 if quick else 2000)
    report |= proofs(100_000 if quick else 10_000_000)
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
