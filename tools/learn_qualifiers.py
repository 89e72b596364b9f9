"""Learn what qualifies a name: ``python tools/learn_qualifiers.py [--data FOLDER] [--check]``.

Fellegi and Sunter (1969): the weight of a grade of agreement is the logarithm of how much likelier it
is among records of one party than among records of two, counted, smoothed by half a record and bounded.

Records of one party: parties of the OFAC list (public domain) and of the British list (Open Government
Licence 3) that bear the same passport, tax or register number; and copies of invented persons (MIT)
with the slips of a clerk, made here at the rates of :data:`CLERK`. Records of two: parties of the two
lists whose names are near and whose numbers are not shared; for addresses also parties at random,
since relatives and sister companies share an address (the first gives ``address_of_kin``). Neither
the Febrl sets nor the UN sets on which matching is measured are read. Written to
``src/dalil/matching/qualifier_weights.py``, rounded: the same data give the same bytes. ``--check``
writes nothing and fails where the file would change.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import math
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from rapidfuzz import fuzz, process

from dalil.evidence import PartialDate, Precision
from dalil.matching.addresses import ADDRESS_GRADES, PLACE_GRADES, address_grade, place_grade
from dalil.matching.qualifiers import DATE_GRADES, YEAR_GRADES, country_key, date_grade
from dalil.matching.values import ListEntry
from dalil.readers.listing import Listing, ListRequest

REPO = Path(__file__).resolve().parent.parent
TARGET = REPO / "src/dalil/matching/qualifier_weights.py"
SHARED = REPO.parent / "shared" / "data"
OFAC = tuple(
    f"sanctions/us_ofac_sdn_csv/2021-07/{name}.csv"
    for name in ("sdn", "add", "alt", "sdn_comments")
)
BRITISH = ("sanctions/gb_ofsi/ConList_2023-06.xlsx",)
INVENTED = ("names/yente_screening/negatives_global_first25k.csv",)

SEED = 20261122
COPIES, STRANGERS = 6000, 60_000
NEAR, TOO_NEAR, NEAREST = 70, 90, 6
LEAST, MOST = -4.5, 8.0
LEAST_DIGITS = 6
ENOUGH = 20
SHORTEST_ADDRESS = 20
FAR = {"near", "far", "farthest", "near_year", "far_year", "farthest_year"}
CLERK = {
    "birth_date": 0.12, "letters": 0.4, "dropped": 0.2, "number": 0.15, "moved": 0.12, "gender": 0.01,
    "place": 0.1, "country": 0.25,
}  # fmt: skip
"""Shares of copies that a clerk gets wrong, or knows otherwise: a village for its province, the country
of residence for the nationality. Set by hand, nothing given measures them."""
GRADES = {
    "birth_date": DATE_GRADES,
    "birth_year": YEAR_GRADES,
    "birth_place": PLACE_GRADES,
    "country": ("shared", "other"),
    "gender": ("same", "other"),
    "address": ADDRESS_GRADES,
    "address_of_kin": ADDRESS_GRADES,
}
Counts = dict[str, Counter[str]]


def entries(data: Path, files: tuple[str, ...]) -> list[ListEntry]:
    """A list, as the readers of this repository read it."""
    paths = tuple(str(data / name) for name in files)
    form = "ofac_csv" if len(files) > 1 else "auto"
    return list(Listing(ListRequest(format=form, files=paths, received="2026-11-22")))


def numbers(entry: ListEntry) -> set[str]:
    """Numbers by which a party may be known again."""
    found = (re.sub(r"[\W_]", "", number).upper() for _, number, _ in entry.identifiers)
    return {n for n in found if len(n) >= LEAST_DIGITS and re.search(r"\d{4}", n)}


def linked(one: list[ListEntry], other: list[ListEntry]) -> list[tuple[ListEntry, ListEntry]]:
    """Parties of two lists with a number in common."""
    known: dict[str, list[ListEntry]] = defaultdict(list)
    for entry in other:
        for number in sorted(numbers(entry)):
            known[number].append(entry)
    found = {}
    for entry in one:
        for number in sorted(numbers(entry)):
            for match in known.get(number, ()):
                if match.type == entry.type:
                    found[entry.id, match.id] = (entry, match)
    return list(found.values())


def near(
    one: list[ListEntry], other: list[ListEntry], links: set[tuple[str, str]]
) -> Iterator[tuple[ListEntry, ListEntry]]:
    """Persons of two lists with near names and no number in common."""
    mine, theirs = ([e for e in side if e.type == "person"] for side in (one, other))
    names = [_name(entry) for entry in theirs]
    for entry in mine:
        hits = process.extract(
            _name(entry), names, scorer=fuzz.token_sort_ratio, limit=NEAREST, score_cutoff=NEAR
        )
        for _, value, at in hits:
            if value < TOO_NEAR and (entry.id, theirs[at].id) not in links:
                yield entry, theirs[at]


def apart_of(pairs: Iterator[tuple[ListEntry, ListEntry]]) -> Counts:
    """Grades of two persons with near names.

    The lists hold one person under two near names without a number in common, so a pair counts only
    where something else than what is counted says that they are two: for dates of birth the country,
    for all else the dates of birth.
    """
    made = empty()
    for pair in pairs:
        found = empty()
        count(found, *pair)
        two = _contradicted(found)
        for name in made:
            if two["country" if name in ("birth_date", "birth_year") else "birth"]:
                made[name] += found[name]
    made["address_of_kin"], made["address"] = made["address"], Counter()
    return made


def _contradicted(found: Counts) -> dict[str, bool]:
    dates = {*found["birth_date"], *found["birth_year"]}
    return {"country": bool(found["country"]["other"]), "birth": bool(dates & FAR)}


def _name(entry: ListEntry) -> str:
    return " ".join(re.findall(r"\w+", entry.names[0].text.lower()))


def count(made: Counts, one: ListEntry, other: ListEntry) -> None:
    """Add the grades of two records to the counts."""
    if one.birth_dates and other.birth_dates:
        places = {grade: place for place, grade in enumerate((*DATE_GRADES, *YEAR_GRADES))}
        grades = [date_grade(a, b)[0] for a in one.birth_dates for b in other.birth_dates]
        if all(grades):
            best = min(grades, key=places.__getitem__)
            made["birth_date" if best in DATE_GRADES else "birth_year"][best] += 1
    if one.birth_places and other.birth_places:
        made["birth_place"][
            max(place_grade(a, b) for a in one.birth_places for b in other.birth_places)[1]
        ] += 1
    if one.countries and other.countries:
        ours, theirs = ({country_key(name) for name in e.countries} for e in (one, other))
        made["country"]["shared" if ours & theirs else "other"] += 1
    if one.gender and other.gender:
        made["gender"]["same" if one.gender == other.gender else "other"] += 1
    if one.addresses and other.addresses:
        made["address"][_address(one.addresses, other.addresses)] += 1


def _address(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    grades = {address_grade(a, b)[1] for a in one for b in other}
    return next(grade for grade in ADDRESS_GRADES if grade in grades)


def empty() -> Counts:
    """Counts of nothing."""
    return {name: Counter() for name in GRADES}


def homes(entries: list[ListEntry]) -> list[tuple[str, str]]:
    """Addresses of persons with a number in them, and whose they are."""
    return [
        (entry.id, address)
        for entry in entries
        if entry.type == "person"
        for address in entry.addresses
        if re.search(r"\d", address) and len(address) > SHORTEST_ADDRESS
    ]


def elsewhere(known: list[tuple[str, str]], whose: str, chance: random.Random) -> str:
    """An address of somebody else."""
    other, address = chance.choice(known)
    return address if other != whose else elsewhere(known, whose, chance)


def copies(data: Path, addresses: list[tuple[str, str]], chance: random.Random) -> Counts:
    """Invented persons against what a clerk made of them."""
    with (data / INVENTED[0]).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    made = empty()
    for row in chance.sample(rows, COPIES):
        born, place = row["date_of_birth"], row["place_of_birth"]
        if born:
            written = _date(born, chance)
            made["birth_date"][date_grade(day(born), day(written))[0]] += 1
        if place:
            away = chance.random() < CLERK["place"]
            known = chance.choice(rows)["place_of_birth"] if away else _text(place, chance)
            made["birth_place"][place_grade(place, known)[1]] += 1
        made["country"]["other" if chance.random() < CLERK["country"] else "shared"] += 1
        whose, home = chance.choice(addresses)
        moved = chance.random() < CLERK["moved"]
        other = elsewhere(addresses, whose, chance) if moved else _written(home, chance)
        made["address"][address_grade(home, other)[1]] += 1
        made["gender"]["other" if chance.random() < CLERK["gender"] else "same"] += 1
    return made


def strangers(data: Path, addresses: list[tuple[str, str]], chance: random.Random) -> Counts:
    """Two invented persons, and two addresses, at random."""
    with (data / INVENTED[0]).open(encoding="utf-8") as file:
        born = [row["date_of_birth"] for row in csv.DictReader(file) if row["date_of_birth"]]
    made = empty()
    for _ in range(STRANGERS):
        made["birth_date"][date_grade(day(chance.choice(born)), day(chance.choice(born)))[0]] += 1
        whose, home = chance.choice(addresses)
        made["address"][address_grade(home, elsewhere(addresses, whose, chance))[1]] += 1
    return made


def day(text: str) -> PartialDate:
    """A full date."""
    return PartialDate(text, Precision.DAY)


def _date(text: str, chance: random.Random) -> str:
    """A date of birth as a clerk writes it."""
    if chance.random() >= CLERK["birth_date"]:
        return text
    year, month, date = text.split("-")
    kind = chance.random()
    if kind < 0.15 and int(date) <= 12:
        return f"{year}-{date}-{month}"
    if kind < 0.65:
        return _valid(text, _digit(text, chance))
    if kind < 0.8:
        return f"{year}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    if kind < 0.92:
        return _valid(text, f"{int(year) + chance.choice((-2, -1, 1, 2))}-{month}-{date}")
    return (
        f"{chance.randrange(1930, 2005)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    )


def _valid(text: str, made: str) -> str:
    return made if re.fullmatch(r"(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|30)", made) else text


def _digit(text: str, chance: random.Random) -> str:
    places = [at for at, char in enumerate(text) if char.isdecimal()]
    at = chance.choice(places)
    return text[:at] + chance.choice("0123456789") + text[at + 1 :]


def _written(text: str, chance: random.Random) -> str:
    """An address as a clerk writes it."""
    if chance.random() < CLERK["dropped"]:
        parts = text.split(", ")
        if len(parts) > 2:
            del parts[chance.randrange(len(parts) - 1)]
            text = ", ".join(parts)
    if chance.random() < CLERK["number"] and re.search(r"\d", text):
        text = _digit(text, chance)
    return _text(text, chance)


def _text(text: str, chance: random.Random) -> str:
    """A text with a letter or two wrong, or two words written together."""
    for _ in range(2):
        if len(text) > 3 and chance.random() < CLERK["letters"]:
            at = chance.randrange(1, len(text) - 1)
            text = chance.choice(
                (
                    text[:at] + text[at + 1 :],
                    text[:at] + chance.choice("aeinorst") + text[at:],
                    text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :],
                )
            )
    return text.replace(" ", "", 1) if chance.random() < CLERK["letters"] / 4 else text


def weights(same: list[Counts], other: list[Counts]) -> dict[str, dict[str, float]]:
    """The weights: shares are means over the sources that have at least :data:`ENOUGH` records."""
    found = {}
    for name, grades in GRADES.items():
        first = "address" if name == "address_of_kin" else name
        ours = _shares([counts[first] for counts in same], grades)
        theirs = _shares([counts[name] for counts in other], grades)
        raw = [math.log(ours[grade] / theirs[grade]) for grade in grades]
        size = [ours[grade] + theirs[grade] for grade in grades]
        values = falling([min(MOST, max(LEAST, value)) for value in raw], size)
        found[name] = {g: round(v, 2) + 0.0 for g, v in zip(grades, values, strict=True)}
    years = found["birth_year"]  # months are too few to count: between the day and the year
    years["month"] = round((found["birth_date"]["day"] + years["year"]) / 2, 2)
    return found


def _shares(counts: list[Counter[str]], grades: tuple[str, ...]) -> dict[str, float]:
    kept = [c for c in counts if sum(c.values()) >= ENOUGH]
    return {
        grade: sum((c[grade] + 0.5) / (sum(c.values()) + 0.5 * len(grades)) for c in kept)
        / len(kept)
        for grade in grades
    }


def falling(values: list[float], size: list[float]) -> list[float]:
    """The nearest values that never rise: neighbours that rise are pooled (Ayer and others 1955)."""
    pools: list[tuple[float, float, int]] = []
    for value, weight in zip(values, size, strict=True):
        pools.append((value, weight, 1))
        while len(pools) > 1 and pools[-2][0] < pools[-1][0]:
            (a, v, m), (b, w, n) = pools[-2:]
            pools[-2:] = [((a * v + b * w) / (v + w), v + w, m + n)]
    return [value for value, _, number in pools for _ in range(number)]


def learn(data: Path) -> dict[str, dict[str, float]]:
    """Count everything and give the weights."""
    one, other = entries(data, OFAC), entries(data, BRITISH)
    chance = random.Random(SEED)
    addresses = homes(one)
    links = linked(one, other)
    real = empty()
    for pair in links:
        count(real, *pair)
    apart = apart_of(near(one, other, {(a.id, b.id) for a, b in links}))
    random_ones = strangers(data, addresses, chance)
    print(f"{len(links)} parties with a number in common", file=sys.stderr)
    for name in GRADES:
        print(
            name,
            dict(real[name]),
            "against",
            dict(apart[name] or random_ones[name]),
            file=sys.stderr,
        )
    return weights([real, copies(data, addresses, chance)], [apart, random_ones])


def written(found: dict[str, dict[str, float]], data: Path) -> str:
    """The text of qualifier_weights.py."""
    lines = [
        '"""What each grade of agreement beside a name is worth, in log-odds.',
        "",
        "Generated by tools/learn_qualifiers.py from the files named in LEARNED_FROM; do not edit.",
        '"""',
        "",
        "from __future__ import annotations",
        "",
        "WEIGHTS: dict[str, dict[str, float]] = {",
    ]
    for name, grades in found.items():
        lines.append(f'    "{name}": {{')
        lines += [f'        "{grade}": {value},' for grade, value in grades.items()]
        lines.append("    },")
    lines += ["}", "LEARNED_FROM: dict[str, str] = {"]
    for name in sorted((*OFAC, *BRITISH, *INVENTED)):
        digest = hashlib.sha256((data / name).read_bytes()).hexdigest()
        lines.append(f'    "{name}": "{digest}",')
    return "\n".join([*lines, "}", ""])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=SHARED)
    parser.add_argument("--check", action="store_true")
    chosen = parser.parse_args()
    text = written(learn(chosen.data), chosen.data)
    if chosen.check:
        return int(TARGET.read_text(encoding="utf-8") != text)
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
