"""Labelled pairs of names for tools/learn_weights.py, made from data whose licence allows it.

Names come from ../shared (nothing of them is kept in the repository); the slips, omissions and
relatives are made here with fixed seeds. No pair of the tests is used.
"""

from __future__ import annotations

import csv
import hashlib
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from dalil.names.orgforms import parse_org
from dalil.names.scripts import main_script
from dalil.names.tables import ORG_STOP_WORDS, ORG_WORDS

SOURCES = {
    "un": (
        "yente_screening/positives_un_untreated.csv",
        "yente_screening/positives_un_treated.csv",
    ),
    "unlisted": (
        "yente_screening/negatives_global_first25k.csv",
        "yente_screening/negatives_us_first25k.csv",
    ),
    "bench": ("nomenklatura_name_bench/cases_even.csv",),
    "groups": ("rigour_persons/persons.txt",),
    "ofac": ("../sanctions/us_ofac_sdn_csv",),
}
"""What is read, all MIT, CC0 or public domain (../shared/data/README.md)."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A pair of names with its label.

    Attributes:
        left: A name.
        right: Another.
        person: Whether both are persons.
        same: The label.
        source: Which set it comes from.
        group: Pairs of one group are never split between learning and testing.
    """

    left: str
    right: str
    person: bool
    same: bool
    source: str
    group: str


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def bench(data: Path) -> Iterator[Labelled]:
    """The given half of nomenklatura's name_bench."""
    for number, row in enumerate(read(data / SOURCES["bench"][0])):
        person = row["schema"] == "Person"
        group = f"bench{number}"
        yield Labelled(
            row["name1"], row["name2"], person, row["is_match"] == "true", "bench", group
        )


def un(data: Path) -> Iterator[Labelled]:
    """UN names as listed and as treated with typos, swaps and omissions; the nearest others beside.

    Every second name only: the others are measured on.
    """
    listed, treated = ([row["full_name"] for row in read(data / name)] for name in SOURCES["un"])
    unlisted = [row["full_name"] for row in read(data / SOURCES["unlisted"][0])][:8000]
    lower = [name.lower() for name in listed]
    strangers = [name.lower() for name in unlisted]
    for at, name in enumerate(treated):
        if at % 2:  # held back for benchmarks/matching
            continue
        yield Labelled(name, listed[at], True, True, "un", f"un{at}")
        near = process.extract(name.lower(), lower, scorer=fuzz.token_sort_ratio, limit=6)
        for _, _, other in [found for found in near if found[2] != at][:4]:
            if lower[other] != lower[at]:
                yield Labelled(name, listed[other], True, False, "un", f"un{at}")
        for _, _, other in process.extract(
            name.lower(), strangers, scorer=fuzz.token_sort_ratio, limit=2
        ):
            yield Labelled(name, unlisted[other], True, False, "un", f"un{at}")


def groups(data: Path) -> list[tuple[str, ...]]:
    """Spellings of one name word, several scripts: rigour's groups."""
    found = []
    for line in (data / SOURCES["groups"][0]).read_text(encoding="utf-8").splitlines():
        forms = [form.strip() for form in line.partition("=>")[0].split(",")]
        kept = tuple(form for form in forms if len(form) > 1 and not re.search(r"\s", form))
        if len(kept) > 1:
            found.append(kept)
    return found


def spelled(data: Path, chance: random.Random, count: int) -> Iterator[Labelled]:
    """Two words out of the groups, each spelled two ways; against them one word of another group."""
    known = groups(data)
    latin = [next((f for f in forms if f.isascii()), "") for forms in known]
    usable = [at for at, form in enumerate(latin) if len(form) > 2]
    short = [at for at in usable if any(_syllabic(form) for form in known[at])]
    for number in range(count):
        first, last, other = chance.sample(short if number % 4 == 0 else usable, 3)
        one = [chance.choice(known[first]), chance.choice(known[last])]
        two = [_another(known[first], one[0], chance), _another(known[last], one[1], chance)]
        if chance.random() < 0.4:
            one = [latin[first], latin[last]]
        if chance.random() < 0.2:
            two.reverse()
        yield Labelled(_title(one), _title(two), True, True, "spelled", f"g{number}")
        near = _nearest(latin, usable, latin[last if chance.random() < 0.5 else first], chance)
        place = 1 if near[0] == latin[last] else 0
        made = list(one)
        made[place] = chance.choice(known[near[1]] if chance.random() < 0.7 else known[other])
        if not set(known[near[1]]) & {*known[first], *known[last]}:
            yield Labelled(_title(made), _title(two), True, False, "spelled", f"g{number}")


def _syllabic(form: str) -> bool:
    """Whether a form is one or two Han or Hangul characters."""
    return len(form) <= 2 and all("\u4e00" <= char <= "\ud7a3" for char in form)


def _another(forms: tuple[str, ...], used: str, chance: random.Random) -> str:
    others = [form for form in forms if form != used]
    return chance.choice(others) if others else used


def _nearest(
    latin: list[str], usable: list[int], word: str, chance: random.Random
) -> tuple[str, int]:
    """A word like the given one, of another group: the best of a handful."""
    tried = chance.sample(usable, 1500)
    best = max(
        (at for at in tried if latin[at] != word),
        key=lambda at: JaroWinkler.similarity(latin[at], word),
    )
    return word, best


def _title(parts: list[str]) -> str:
    return " ".join(part.capitalize() for part in parts)


def strangers(data: Path, chance: random.Random, count: int) -> Iterator[Labelled]:
    """Names of nobody: slips and omissions of one, against relatives and namesakes."""
    rows = [row for name in SOURCES["unlisted"] for row in read(data / name)]
    rows = [
        row for row in rows if row["first_name"] and row["last_name"] and row["full_name"].isascii()
    ]
    firsts = sorted({row["first_name"] for row in rows})
    lasts = sorted({row["last_name"] for row in rows})
    middles = sorted({row["middle_name"] for row in rows if row["middle_name"]})
    for number in range(count):
        row = chance.choice(rows)
        name = " ".join(filter(None, (row["first_name"], row["middle_name"], row["last_name"])))
        made = slip(name, chance)
        for _ in range(chance.choice((0, 0, 0, 0, 1))):
            made = slip(made, chance)
        yield Labelled(name, made, True, True, "slips", f"s{number}")
        parts = [row["first_name"], row["middle_name"], row["last_name"]]
        place = chance.choice((0, 0, 1, 2, 2)) if parts[1] else chance.choice((0, 2))
        pool = (firsts, middles, lasts)[place]
        parts[place] = _relative(parts[place], pool, chance)
        other = " ".join(filter(None, parts))
        if chance.random() < 0.3:
            other = slip(other, chance)
        yield Labelled(name, other, True, False, "slips", f"s{number}")
        if number % 10 == 0:
            yield Labelled(
                name,
                chance.choice((parts[0], row["last_name"])),
                True,
                False,
                "slips",
                f"s{number}",
            )


def _relative(word: str, pool: list[str], chance: random.Random) -> str:
    tried = [
        other for other in chance.sample(pool, min(len(pool), 60)) if other.lower() != word.lower()
    ]
    if chance.random() < 0.5:
        return chance.choice(tried)
    ranked = sorted(tried, key=lambda other: -JaroWinkler.similarity(other.lower(), word.lower()))
    far = [other for other in ranked if JaroWinkler.similarity(other.lower(), word.lower()) < 0.86]
    return (far or ranked)[0]


_KEYS = {
    "a": "sqz",
    "e": "wr",
    "i": "uo",
    "o": "ip",
    "u": "yi",
    "n": "bm",
    "m": "n",
    "s": "ad",
    "t": "ry",
    "r": "et",
    "l": "k",
    "d": "sf",
    "k": "jl",
    "b": "vn",
    "g": "fh",
    "h": "gj",
    "v": "cb",
    "y": "tu",
}
_PHONES = (
    ("ph", "f"),
    ("ck", "k"),
    ("c", "k"),
    ("y", "i"),
    ("i", "y"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("kh", "h"),
    ("v", "w"),
    ("z", "s"),
    ("j", "dj"),
    ("ei", "ie"),
    ("e", "a"),
    ("o", "u"),
)


def slip(name: str, chance: random.Random) -> str:
    """One of the ways in which a name is written otherwise by the same hand or another."""
    return chance.choice(_SLIPS)(name, chance)


def _letters(name: str, chance: random.Random) -> str:
    at = chance.randrange(len(name))
    if name[at] == " ":
        return name
    kind = chance.randrange(4)
    if kind == 0:
        return name[:at] + name[at + 1 :]
    if kind == 1:
        return name[:at] + name[at] + name[at:]
    if kind == 2 and at + 1 < len(name) and name[at + 1] != " ":
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return name[:at] + chance.choice(_KEYS.get(name[at].lower(), "e")) + name[at + 1 :]


def _phone(name: str, chance: random.Random) -> str:
    fits = [(a, b) for a, b in _PHONES if a in name.lower()]
    if not fits:
        return name
    a, b = chance.choice(fits)
    return re.sub(a, b, name, count=1, flags=re.IGNORECASE)


def _swap(name: str, chance: random.Random) -> str:
    head, _, last = name.rpartition(" ")
    return f"{last}, {head}" if head and chance.random() < 0.5 else f"{last} {head}".strip()


def _drop_middle(name: str, chance: random.Random) -> str:
    parts = name.split()
    if len(parts) < 3:
        return name
    del parts[chance.randrange(1, len(parts) - 1)]
    return " ".join(parts)


def _initial(name: str, chance: random.Random) -> str:
    parts = name.split()
    at = chance.randrange(max(1, len(parts) - 1))
    parts[at] = parts[at][:1] + chance.choice((".", ""))
    return " ".join(parts)


def _vowels(name: str, chance: random.Random) -> str:
    parts = [
        p[0] + re.sub("[aeiou]", "", p[1:-1]) + p[-1] if len(p) > 3 else p for p in name.split()
    ]
    return " ".join(parts)


def _space(name: str, chance: random.Random) -> str:
    spots = [at for at, char in enumerate(name) if char == " "]
    if spots and chance.random() < 0.5:
        at = chance.choice(spots)
        return name[:at] + name[at + 1 :]
    at = chance.randrange(1, len(name))
    return name[:at] + " " + name[at:]


def _case(name: str, chance: random.Random) -> str:
    return name.upper() if chance.random() < 0.5 else name.lower()


def _titled(name: str, chance: random.Random) -> str:
    return f"{chance.choice(('Mr', 'Dr.', 'Sheikh', 'Prof.', 'Col.'))} {name}"


def _cut(name: str, chance: random.Random) -> str:
    return name[: max(len(name) - chance.randrange(1, 4), 5)].rstrip()


def _seen(name: str, chance: random.Random) -> str:
    for a, b in (("rn", "m"), ("m", "rn"), ("l", "1"), ("o", "0"), ("S", "5"), ("I", "l")):
        if a in name and chance.random() < 0.5:
            return name.replace(a, b, 1)
    return name


def _two_letters(name: str, chance: random.Random) -> str:
    return _letters(_letters(name, chance), chance)


def _as_is(name: str, chance: random.Random) -> str:
    return name


_SLIPS = (
    _letters, _letters, _letters, _letters, _two_letters, _two_letters, _phone, _phone, _swap, _swap, _drop_middle,
    _drop_middle, _initial, _vowels, _space, _case, _titled, _cut, _seen, _as_is,
)  # fmt: skip


def ofac(data: Path, chance: random.Random) -> Iterator[Labelled]:
    """Names of the OFAC list against their own strong aliases, as far as these spell the same name."""
    folder = data / SOURCES["ofac"][0] / "2021-07"
    named: dict[str, tuple[str, bool]] = {}
    for row in _rows(folder / "sdn.csv"):
        if row[2] in ("individual", "-0-"):
            named[row[0]] = (row[1], row[2] == "individual")
    for person in (True, False):
        names = [name for name, is_person in named.values() if is_person == person]
        pool = [" ".join(sorted(_plain(name))) for name in names]
        for row in _rows(folder / "alt.csv"):
            name, is_person = named.get(row[0], ("", True))
            if not name or is_person != person or chance.random() > (0.2 if person else 0.4):
                continue
            if not _same_name(name, row[3]):
                continue
            yield Labelled(name, row[3], person, True, "ofac", f"o{row[0]}")
            wanted = " ".join(sorted(_plain(row[3])))
            near = process.extract(wanted, pool, scorer=fuzz.token_sort_ratio, limit=4)
            own = {name, *_aliases_of(folder)[row[0]]}
            for _, _, at in [found for found in near if names[found[2]] not in own][:2]:
                if not _same_name(names[at], row[3]):
                    yield Labelled(names[at], row[3], person, False, "ofac", f"o{row[0]}")


_ALIASES: dict[str, set[str]] = {}


def _aliases_of(folder: Path) -> dict[str, set[str]]:
    if not _ALIASES:
        for row in _rows(folder / "alt.csv"):
            _ALIASES.setdefault(row[0], set()).add(row[3])
        for row in _rows(folder / "sdn.csv"):
            _ALIASES.setdefault(row[0], set())
    return _ALIASES


def _rows(path: Path) -> list[list[str]]:
    text = path.read_text(encoding="latin-1").rstrip("\x1a\r\n")
    return [[cell.strip() for cell in row] for row in csv.reader(text.splitlines()) if len(row) > 3]


def _plain(name: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", name.lower())


def _same_name(one: str, other: str) -> bool:
    """Whether an alias spells the name, by letters only: every word of the shorter has its like."""
    short, long = sorted((_plain(one), _plain(other)), key=len)
    if not short or (len(short) < 2 <= len(long)):
        return False
    return all(max(JaroWinkler.similarity(a, b) for b in long) > 0.8 for a in short)


_FORMS = {
    "LLC": ("L.L.C.", "Limited Liability Company", ""), "LIMITED": ("Ltd", "Ltd.", ""),
    "LTD.": ("Limited", "Ltd", ""), "LTD": ("Limited", ""), "CO.": ("Company", ""), "COMPANY": ("Co.", "Co"),
    "CORPORATION": ("Corp", "Corp."), "INC.": ("Incorporated", "Inc", ""), "S.A.": ("SA", ""),
    "GMBH": ("Gesellschaft mit beschränkter Haftung", ""), "OOO": ("LLC", ""), "JSC": ("Joint Stock Company", "AO", ""),
}  # fmt: skip
_OTHER_WORDS = (
    "Trading", "Holding", "Shipping", "Petroleum", "Industries", "Services", "Investment", "Group", "Bank", "Trust",
    "Engineering", "Construction", "Asia", "France", "Chile", "International", "Logistics", "Energy", "Mining", "II",
)  # fmt: skip


def bodies(data: Path, chance: random.Random, count: int) -> Iterator[Labelled]:
    """Organisations of the OFAC list: form, slip or order changed, against another word or number."""
    rows = _rows(data / SOURCES["ofac"][0] / "2021-07" / "sdn.csv")
    names = [row[1] for row in rows if row[2] == "-0-" and len(row[1].split()) > 1]
    for number in range(count):
        name = chance.choice(names)
        made = name
        for form, others in _FORMS.items():
            if made.upper().endswith(" " + form) and chance.random() < 0.7:
                made = f"{made[: -len(form)].rstrip(' ,')} {chance.choice(others)}".strip()
                break
        if chance.random() < 0.6:
            made = chance.choice((_letters, _letters, _two_letters, _phone, _case, _seen, _space))(
                made, chance
            )
        yield Labelled(name, made, False, True, "bodies", f"b{number}")
        parts = name.split()
        at = chance.randrange(len(parts))
        kind = chance.random()
        if kind < 0.35:
            parts[at] = chance.choice(chance.choice(names).split())
        elif kind < 0.6:
            parts[at] = chance.choice(_OTHER_WORDS)
        elif kind < 0.75:
            parts.insert(chance.randrange(1, len(parts) + 1), chance.choice(_OTHER_WORDS))
        else:
            parts = chance.choice(names).split()
        if _plain(" ".join(parts)) != _plain(name):
            yield Labelled(name, " ".join(parts), False, False, "bodies", f"b{number}")


_CYRILLIC = (
    ("shch", "щ"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("ch", "ч"), ("sh", "ш"), ("yu", "ю"), ("ya", "я"),
    ("ye", "е"), ("x", "кс"), ("qu", "кв"), ("q", "к"), ("w", "в"), ("j", "дж"),
)  # fmt: skip
_BY_LETTER = str.maketrans("abcdefghiklmnoprstuvyz", "абкдефгхиклмнопрстувиз")
_RUSSIAN_FORMS = ("ООО", "АО", "ПАО", "ЗАО", "")


def translated(data: Path, chance: random.Random, count: int) -> Iterator[Labelled]:
    """Organisations of the OFAC list in Russian: common words translated, others spelled in Cyrillic.

    Against them a name of which one word is another.
    """
    phrases = _phrases()
    rows = _rows(data / SOURCES["ofac"][0] / "2021-07" / "sdn.csv")
    names = [row[1] for row in rows if row[2] == "-0-" and row[1].isascii()]
    usable = [(name, cut) for name in names if _usable(cut := _cut_phrases(name, phrases))]
    for number in range(count):
        name, cut = chance.choice(usable)
        group = f"t{number}"
        yield Labelled(name, _in_russian(cut, phrases, chance), False, True, "bodies", group)
        other, at = list(cut), chance.randrange(len(cut))
        pool = [part for _, parts in chance.sample(usable, 12) for part in parts]
        fits = [p for p in pool if bool(p[1]) == bool(cut[at][1]) and p not in cut]
        if fits:
            other[at] = chance.choice(fits)
            made = _in_russian(other, phrases, chance)
            yield Labelled(name, made, False, False, "bodies", group)


def _usable(cut: list[tuple[str, str]]) -> bool:
    """Whether a name has a word of its own and one that is translated."""
    return any(group for _, group in cut) and any(not group for _, group in cut)


def _phrases() -> dict[str, str]:
    """Common words in Cyrillic and Latin letters, each with what its translations share."""
    return {p: group for p, group in ORG_WORDS.items() if main_script(p) in ("Latin", "Cyrillic")}


def _cut_phrases(name: str, phrases: dict[str, str]) -> list[tuple[str, str]]:
    """Words of a name without its legal form, each with its group ("" for a word of its own)."""
    words = list(parse_org(name).core)
    return [(w, phrases.get(w, "")) for w in words if w not in ORG_STOP_WORDS and len(w) > 2]


def _in_russian(cut: list[tuple[str, str]], phrases: dict[str, str], chance: random.Random) -> str:
    made = []
    for word, group in cut:
        known = sorted(p for p, g in phrases.items() if g == group and main_script(p) == "Cyrillic")
        made.append(chance.choice(known) if group and known else _cyrillic(word))
    return f"{chance.choice(_RUSSIAN_FORMS)} {_title(made)}".strip()


def _cyrillic(word: str) -> str:
    for latin, letter in _CYRILLIC:
        word = word.replace(latin, letter)
    return word.translate(_BY_LETTER)


def everything(data: Path, seed: int = 20261122) -> list[Labelled]:
    """All pairs, in a fixed order."""
    made: list[Labelled] = []
    made += bench(data)
    made += un(data)
    made += spelled(data, random.Random(seed), 2500)
    made += strangers(data, random.Random(seed + 1), 3000)
    made += ofac(data, random.Random(seed + 2))
    made += bodies(data, random.Random(seed + 3), 1500)
    made += translated(data, random.Random(seed + 4), 500)
    return made


def digests(data: Path) -> dict[str, str]:
    """SHA-256 of every file that is read."""
    found = {}
    for files in SOURCES.values():
        for name in files:
            path = (data / name).resolve()
            for file in sorted((path / "2021-07").iterdir()) if path.is_dir() else [path]:
                shown = file.relative_to(data.resolve().parent).as_posix()
                found[shown] = hashlib.sha256(file.read_bytes()).hexdigest()
    return dict(sorted(found.items()))
