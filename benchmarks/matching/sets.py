"""The labelled sets on which matching is measured, with their digests.

``cross_script`` is ours and stands in the repository; the others are read from beside the checkout
(``../shared/data``) and nothing of them is kept. Hard negatives are the nearest other names by
rapidfuzz, which handicaps nobody but rapidfuzz.
"""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from pathlib import Path

from rapidfuzz import fuzz, process

REPO = Path(__file__).resolve().parents[2]
SHARED = REPO.parent / "shared" / "data" / "names"
OURS = REPO / "tests/cases/names/cross_script.csv"
_UN = ("yente_screening/positives_un_untreated.csv", "yente_screening/positives_un_treated.csv")
_BENCH = "nomenklatura_name_bench/cases_even.csv"
FILES = {
    "name_bench": (_BENCH,),
    "cross_script": (),
    "un_names": _UN,
    "un_full": _UN,
    "febrl": tuple(f"febrl/dataset{n}.csv" for n in (1, 2, 3)),
    "harness": _UN,
}
"""Which files under ../shared/data/names each set reads."""


@dataclass(frozen=True, slots=True)
class Record:
    """One side of a pair."""

    name: str
    schema: str = "Person"
    birth: str = ""
    country: str = ""
    place: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A pair with its label."""

    left: Record
    right: Record
    same: bool
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Harness:
    """A set of sanctions-screening-benchmark: candidates by id, and queries with whom they mean."""

    candidates: dict[str, list[str]]
    cases: list[dict[str, str | None]] = field(default_factory=list)


def name_bench(data: Path = SHARED) -> list[Labelled]:
    """The given half of nomenklatura's name_bench."""
    return [
        Labelled(
            Record(row["name1"], row["schema"]),
            Record(row["name2"], row["schema"]),
            row["is_match"] == "true",
            row["case_group"],
        )
        for row in _read(data / _BENCH)
    ]


def cross_script(data: Path = SHARED) -> list[Labelled]:
    """Our own pairs across scripts, written before the scorer was tuned."""
    return [
        Labelled(Record(row["left"]), Record(row["right"]), row["same"] == "1", row["script"])
        for row in _read(OURS)
    ]


def un_full(data: Path = SHARED) -> list[Labelled]:
    """UN names with typos, swaps and omissions, against their own entry and the four nearest others."""
    listed, treated = ([_person(row) for row in _read(data / name)] for name in _UN)
    lower = [record.name.lower() for record in listed]
    made = []
    for at, query in enumerate(treated):
        half = "held back" if at % 2 else "learned from"
        made.append(Labelled(query, listed[at], True, half))
        near = process.extract(query.name.lower(), lower, scorer=fuzz.token_sort_ratio, limit=6)
        others = [place for _, _, place in near if place != at][:4]
        made += [Labelled(query, listed[place], False, half) for place in others]
    return made


def un_names(data: Path = SHARED) -> list[Labelled]:
    """The same pairs, names only."""
    return [
        Labelled(Record(p.left.name), Record(p.right.name), p.same, p.kind) for p in un_full(data)
    ]


def febrl(data: Path = SHARED) -> list[Labelled]:
    """Febrl's three given sets without identity numbers: every record against those nearest by name."""
    made: list[Labelled] = []
    for name in FILES["febrl"]:
        rows = [{k.strip(): v.strip() for k, v in row.items()} for row in _read(data / name)]
        records = [_febrl(row) for row in rows]
        groups = [row["rec_id"].split("-")[1] for row in rows]
        members = defaultdict(list)
        for at, group in enumerate(groups):
            members[group].append(at)
        kind = Path(name).stem
        names = [record.name for record in records]
        for at in range(0, len(rows), 1 if kind == "dataset1" else 2):
            own = [other for other in members[groups[at]] if other > at]
            made += [Labelled(records[at], records[other], True, kind) for other in own]
            near = process.extract(names[at], names, scorer=fuzz.token_sort_ratio, limit=12)
            strangers = [place for _, _, place in near if groups[place] != groups[at]][:2]
            made += [Labelled(records[at], records[place], False, kind) for place in strangers]
    return made


def digest(name: str, data: Path = SHARED) -> str:
    """SHA-256 over the files of a set."""
    found = hashlib.sha256()
    for file in [data / part for part in FILES[name]] or [OURS]:
        found.update(file.read_bytes())
    return found.hexdigest()


def as_json(pairs: list[Labelled]) -> list[dict[str, object]]:
    """Pairs as plain values, for the process of the peers."""
    return [asdict(pair) for pair in pairs]


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _person(row: dict[str, str]) -> Record:
    return Record(
        row["full_name"],
        birth=row["date_of_birth"],
        country=row["nationality"],
        place=row["place_of_birth"],
    )


def _febrl(row: dict[str, str]) -> Record:
    born = row["date_of_birth"]
    address = (
        row["street_number"],
        row["address_1"],
        row["address_2"],
        row["suburb"],
        row["postcode"],
    )
    return Record(
        " ".join(filter(None, (row["given_name"], row["surname"]))),
        birth=f"{born[:4]}-{born[4:6]}-{born[6:]}" if len(born) == 8 else "",
        country="au",
        address=", ".join(filter(None, (*address, row["state"]))),
    )
