"""Import of real lists: seconds, memory, and every row accounted for.

    python -m benchmarks.lists [--check] [--big N]

Reads the lists of ``../shared/data`` (private testing only) as ``dalil lists import`` does: in a bounded
process, onto a shelf in a temporary folder. ``--check`` holds the pinned counts and ten seconds of CPU a
list. ``--big N`` writes a made-up LEI table of N rows, imports it and walks its shelf, for memory.
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

from dalil.assembly import build
from dalil.casework.lists import Bench, ImportOptions, digest_of, import_list
from dalil.config import Config

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "sanctions"
MOST_SECONDS = 10.0
PINNED = {
    "us_ofac_sdn_csv/2021-07": (8976, 34728, 0, "956a30ddf7df"),
    "gb_ofsi/ConList_2023-06.xlsx": (3993, 16823, 0, "f054d35c5132"),
    "un_sc_xml/consolidated_2024-11-30.xml": (879, 879, 0, "30092ad94cdc"),
}
"""Entries, rows, refused rows, and the first digits of the digest of the files."""


_DONE: list[Path] = []


def cpu() -> float:
    """CPU seconds of this process and of its children that have ended."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent)


def measure(path: Path, format_: str, home: Path) -> dict[str, object]:
    """One import: what came of it and what it took."""
    dalil = build(Config.load({"DALIL_HOME": str(home)}))
    bench = Bench(dalil.lists, dalil.shelf, dalil.clock)
    begun, spent = time.perf_counter(), cpu()
    done = import_list(bench, format_, [path], ImportOptions(list_id=f"b{len(_DONE)}"))
    _DONE.append(path)
    return {
        "entries": done.version.entries,
        "rows": done.version.rows,
        "refused": done.version.refused,
        "unknown": len(done.unknown),
        "sha256": digest_of(dalil.lists.files([path]))[:12],
        "wall s": round(time.perf_counter() - begun, 2),
        "cpu s": round(cpu() - spent, 2),
        "list": done.version.list,
    }


def big(count: int, folder: Path) -> dict[str, object]:
    """A table of ``count`` invented companies: import and one walk over the shelf."""
    table = folder / "lei.csv"
    head = "LEI,Entity.LegalName,Entity.LegalName.xmllang,Entity.LegalAddress.FirstAddressLine,Entity.LegalAddress.City,Entity.LegalAddress.Country,Entity.LegalJurisdiction,Entity.EntityCategory,Entity.EntityStatus,Registration.LastUpdateDate\n"
    with table.open("w", encoding="utf-8") as file:
        file.write(head)
        for number in range(count):
            word = hashlib.blake2b(str(number).encode(), digest_size=6).hexdigest()
            file.write(
                f"{number:020d},{word.upper()} Works {number % 977} LLP,en,{number % 300} Quay,Izmer,DX,DX,GENERAL,ACTIVE,2026-10-01T00:00:00Z\n"
            )
    found = measure(table, "gleif_csv", folder)
    dalil = build(Config.load({"DALIL_HOME": str(folder)}))
    (version,) = dalil.shelf.versions(str(found["list"]))
    begun = time.process_time()
    walked = sum(1 for _ in dalil.shelf.stream(version.list, version.version))
    found |= {"walked": walked, "walk cpu s": round(time.process_time() - begun, 2)}
    begun = time.perf_counter()
    picked = dalil.shelf.at(version.list, version.version, range(0, count, max(count // 100, 1)))
    found["100 by position, ms"] = round(1000 * (time.perf_counter() - begun), 1)
    assert len(picked) >= 100
    found["peak MB, parent"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    found["peak MB, child"] = round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
    return found


def main() -> int:
    """Print one JSON object; with ``--check`` say whether the pins hold."""
    words = sys.argv[1:]
    told: dict[str, object] = {"load": os.getloadavg()}
    good = True
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        for path, pinned in PINNED.items():
            found = measure(DATA / path, "auto", home)
            got = (found["entries"], found["rows"], found["refused"], found["sha256"])
            good &= got == pinned and float(str(found["cpu s"])) < MOST_SECONDS
            told[path] = found
        if "--big" in words:
            told["big"] = big(int(words[words.index("--big") + 1]), home)
    print(json.dumps(told, indent=1))
    return 0 if good or "--check" not in words else 1


if __name__ == "__main__":
    sys.exit(main())
