"""Learn how rare name words are, and write the table into the package.

    python tools/learn_name_rarity.py [--data DIR]

Three sources, each made into shares of bearers and averaged: counts of persons in Wikidata
(netranslit_wikidata, CC0), bearers of common surnames by country (popular_names_by_country, CC0), and
words of 50,000 synthetic persons of the world (yente_screening negatives, MIT). Words meet under
their fold, so that spellings of one name share its frequency. Words met fewer than three times are
left to the letter model.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import math
import sys
import tempfile
from collections import Counter
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPO / "src"))
sys.path.insert(0, str(REPO / "tools"))

from learn_name_channels import write  # noqa: E402

from dalil.names.fold import fold, words  # noqa: E402
from dalil.names.rarity import STEPS  # noqa: E402

TARGET = REPO / "src" / "dalil" / "names" / "learned" / "frequencies.py"
PEOPLE = 8_000_000_000
FEWEST = 3


def wikidata(data: Path) -> Counter[str]:
    counts: Counter[str] = Counter()
    best: dict[str, int] = {}
    for path in sorted((data / "netranslit_wikidata").glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            latin, _, count = line.split("\t")
            best[latin] = max(best.get(latin, 0), int(count))
    for latin, count in best.items():
        counts[fold(latin)] += count
    return counts


def synthetic(data: Path) -> Counter[str]:
    counts: Counter[str] = Counter()
    for path in sorted((data / "yente_screening").glob("negatives_*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                counts.update(fold(word) for word in words(row["full_name"]))
    return counts


def surnames(data: Path) -> Counter[str]:
    counts: Counter[str] = Counter()
    path = data / "popular_names_by_country" / "common-surnames-by-country.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if row["Count"].isdigit():
                for word in words(row["Romanized Name"]):
                    counts[fold(word)] += int(row["Count"])
    return counts


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=REPO.parent / "shared" / "data" / "names")
    parser.add_argument("--check", action="store_true", help="fail where the file would change")
    chosen = parser.parse_args()
    if not chosen.check:
        learn_table(chosen.data, TARGET)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / TARGET.name
        learn_table(chosen.data, made)
        return int(made.read_bytes() != TARGET.read_bytes())


def learn_table(data: Path, target: Path) -> None:
    """Write the table and the digests of what it was learned from."""
    known, made, borne = wikidata(data), synthetic(data), surnames(data)
    shares: dict[str, float] = {}
    for key in sorted({*known, *made, *borne}):
        if not key.isascii() or len(key) < 2:
            continue
        if known[key] + made[key] < FEWEST and not borne[key]:
            continue
        share = 0.5 * known[key] / known.total() + 0.25 * made[key] / made.total()
        shares[key] = share + 0.25 * borne[key] / PEOPLE
    lines = [
        f"{key}\t{chr(33 + min(93, round(-STEPS * math.log2(share))))}\n"
        for key, share in sorted(shares.items())
    ]
    write(target, {"FREQUENCIES": "".join(lines)})
    files = [*(data / "netranslit_wikidata").glob("*.tsv"), *(data / "yente_screening").glob("neg*.csv"),
             data / "popular_names_by_country" / "common-surnames-by-country.csv"]  # fmt: skip
    digests = {
        f"{path.parent.name}/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(files)
    }
    listed = "".join(f'    "{name}": "{digest}",\n' for name, digest in digests.items())
    with target.open("a", encoding="utf-8", newline="\n") as file:
        file.write("\nLEARNED_FROM: dict[str, str] = {\n" + listed + "}\n")
    print(len(lines), "words")


if __name__ == "__main__":
    raise SystemExit(main())
