"""Invented entities, and queries that spell them otherwise; the same seed gives the same bytes.

Persons are drawn from permissive lists of names (``../shared/data/names``: smashew, Unlicense;
russian-names, MIT) with Zipf frequencies, companies from invented words. Queries take an entity and
change it in one of the ways of :data:`NOISES`. The tables of romanisation stand here and not in the
package: the matcher may not be measured by its own tables. No two entities share a name.
"""

from __future__ import annotations

import hashlib
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

NAMES = Path(__file__).resolve().parents[3] / "shared" / "data" / "names"
SEED = 20_261_122
NOISES = (
    "typo",
    "two_typos",
    "swap",
    "drop_middle",
    "variant",
    "romanisation",
    "cyrillic",
    "initial",
    "company",
    "joined",
)

_CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_SYSTEMS = (
    "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya",  # passport 1997
    "a b v g d e yo zh z i i k l m n o p r s t u f kh ts ch sh shch ie y _ e iu ia",  # ICAO 9303
    "a b v g d e yo j z i y k l m n o p r s t u f h ts ch sh sch _ y _ e yu ya",  # by custom
    "a b w g d e jo sch s i j k l m n o p r s t u f ch z tsch sch schtsch _ y _ e ju ja",  # German
    "a b v g d e e j z i i k l m n o p r s t ou f kh ts tch ch chtch _ y _ e iou ia",  # French
    "a b v g d e ë ž z i j k l m n o p r s t u f h c č š ŝ _ y _ è û â",  # ISO 9
)
_TO_CYRILLIC = (
    ("shch", "щ"), ("sch", "ш"), ("zh", "ж"), ("kh", "х"), ("ch", "ч"), ("sh", "ш"), ("ts", "ц"),
    ("th", "т"), ("ph", "ф"), ("ck", "к"), ("ee", "и"), ("oo", "у"), ("qu", "кв"), ("x", "кс"),
    ("yu", "ю"), ("ya", "я"), ("ye", "е"), ("a", "а"), ("b", "б"), ("c", "к"), ("d", "д"),
    ("e", "е"), ("f", "ф"), ("g", "г"), ("h", "х"), ("i", "и"), ("j", "дж"), ("k", "к"),
    ("l", "л"), ("m", "м"), ("n", "н"), ("o", "о"), ("p", "п"), ("r", "р"), ("s", "с"),
    ("t", "т"), ("u", "у"), ("v", "в"), ("w", "в"), ("y", "и"), ("z", "з"),
)  # fmt: skip
_VARIANTS = (
    ("ph", "f"), ("ck", "k"), ("ie", "y"), ("y", "i"), ("i", "y"), ("c", "k"), ("k", "c"),
    ("v", "w"), ("w", "v"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("sch", "sh"), ("th", "t"),
    ("z", "s"), ("s", "z"), ("ll", "l"), ("nn", "n"), ("tt", "t"), ("ss", "s"), ("rr", "r"),
    ("l", "ll"), ("n", "nn"), ("t", "tt"), ("ae", "e"), ("e", "ae"), ("j", "y"), ("gh", "g"),
    ("x", "ks"), ("ks", "x"), ("e", "a"), ("a", "e"), ("o", "u"), ("u", "o"),
)  # fmt: skip
_FORMS = (
    ("Limited", "Ltd", "Ltd."), ("LLC", "L.L.C.", "Limited Liability Company"),
    ("Inc.", "Incorporated", "Inc"), ("GmbH", "Gesellschaft mit beschränkter Haftung", "GmbH"),
    ("S.A.", "SA", "Société Anonyme"), ("JSC", "AO", "Joint Stock Company"),
    ("OOO", "LLC", "ООО"), ("B.V.", "BV", "B.V."), ("Corp.", "Corporation", "Corp"), ("", "", "Ltd"),
)  # fmt: skip
_TRADES = (
    "Trading", "Holding", "Shipping", "Energy", "Construction", "Logistics", "Capital", "Bank",
    "Insurance", "Technology", "Engineering", "Metals", "Oil", "Gas", "Investment", "Consulting",
    "International", "Group", "Services", "Export", "Marine", "Pharma", "Foods", "Textiles",
    "Security", "Systems", "Media", "Real Estate", "Aviation", "Mining",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """An invented entity: id, type (``person`` or ``company``), names with the primary first."""

    id: str
    type: str
    names: tuple[str, ...]
    origin: str


@dataclass(frozen=True, slots=True)
class Query:
    """A name as somebody else would write it, and whose it is."""

    name: str
    noise: str
    truth: str
    type: str


def entities(count: int, seed: int = SEED) -> list[Person]:
    """Invent entities.

    Args:
        count: How many.
        seed: Of the random numbers.
    """
    pools = _pools()
    rng = np.random.default_rng(seed)
    kinds = rng.choice(6, count + count // 8 + 64, p=[0.34, 0.12, 0.18, 0.06, 0.05, 0.25])
    draws = rng.random((len(kinds), 6))
    makers = (_western, _spanish, _russian, _mixed, _eastern, _company)
    found: list[Person] = []
    taken: set[str] = set()
    for kind, draw in zip(kinds.tolist(), draws.tolist(), strict=True):
        names, type_, origin = makers[kind](pools, draw)
        key = " ".join(sorted(names[0].lower().split()))
        if key not in taken:
            taken.add(key)
            found.append(Person(f"e{len(found)}", type_, names, origin))
            if len(found) == count:
                break
    return found


def queries(made: list[Person], count: int, seed: int = SEED + 1) -> list[Query]:
    """Spell entities otherwise, each noise about as often.

    Args:
        made: From :func:`entities`.
        count: How many queries.
        seed: Of the random numbers.
    """
    rng = random.Random(seed)
    found: list[Query] = []
    while len(found) < count:
        noise = NOISES[len(found) % len(NOISES)]
        entity = made[rng.randrange(len(made))]
        name = _NOISY[noise](entity, rng)
        if name and name.lower() != entity.names[0].lower():
            found.append(Query(name, noise, entity.id, entity.type))
    return found


def digest(made: list[Person], asked: list[Query]) -> str:
    """A hash of a corpus, to hold figures against."""
    seal = hashlib.sha256()
    for entity in made:
        seal.update(repr((entity.id, entity.names)).encode())
    for query in asked:
        seal.update(repr((query.name, query.truth)).encode())
    return seal.hexdigest()[:16]


# Entities


@cache
def _pools() -> dict[str, list[str]]:
    base = NAMES / "smashew_name_databases"
    rng = random.Random(SEED)

    def lines(path: str) -> list[str]:
        text = (base / path).read_text(encoding="cp1252", errors="replace")
        found = [
            word.strip()
            for word in text.splitlines()
            if word.strip().isalpha() and 1 < len(word.strip()) < 20
        ]
        rng.shuffle(found)
        return found

    with zipfile.ZipFile(NAMES / "russian_names" / "russian_names.zip") as archive:
        parts = archive.read("base.txt").decode("utf-8").splitlines()
    russian = [part.split() for part in parts]
    for part in russian:
        rng.shuffle(part)
    surnames = {
        c: lines(f"surnames/{c}.txt") for c in ("de", "fr", "it", "pl", "pt", "cz", "cn", "hi")
    }
    return {
        "first": lines("first_names/us.txt"),
        "last": lines("surnames/us.txt"),
        "es_first": lines("first_names/es.txt"),
        "es_last": lines("surnames/es.txt"),
        "ru_first": russian[1] + russian[0],
        "ru_middle": russian[3] + russian[2],
        "ru_last": russian[4],
        "eu_last": [w for c in ("de", "fr", "it", "pl", "pt", "cz") for w in surnames[c]],
        "cn_last": surnames["cn"],
        "hi_last": surnames["hi"],
        "cn_syllable": [
            a + b
            for a in ["b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "zh", "ch", "sh", "r", "z", "c", "s", "y", "w"]
            for b in ["a", "ai", "an", "ang", "ao", "e", "ei", "en", "eng", "i", "ia", "ian", "iang", "iao", "ie", "in", "ing", "iong", "iu", "o", "ong", "ou", "u", "ui", "un"]
        ],
        "stem": sorted({_stem(rng) for _ in range(60_000)}),
    }  # fmt: skip


def _stem(rng: random.Random) -> str:
    heads = [
        "al",
        "ar",
        "bel",
        "bor",
        "cal",
        "cor",
        "dan",
        "del",
        "el",
        "er",
        "fal",
        "gar",
        "hel",
        "in",
        "jar",
        "kal",
        "kor",
        "lan",
        "lum",
        "mar",
        "mer",
        "nor",
        "or",
        "pan",
        "per",
        "qua",
        "ral",
        "ros",
        "sal",
        "sol",
        "tar",
        "ter",
        "tor",
        "um",
        "val",
        "ver",
        "vol",
        "xan",
        "yor",
        "zan",
        "zel",
    ]
    tails = [
        "a",
        "an",
        "ar",
        "ax",
        "bis",
        "co",
        "da",
        "den",
        "do",
        "ex",
        "fin",
        "ga",
        "gon",
        "ia",
        "ik",
        "ion",
        "is",
        "ka",
        "lan",
        "len",
        "lis",
        "lor",
        "ma",
        "men",
        "mo",
        "na",
        "nex",
        "nor",
        "on",
        "or",
        "pex",
        "ra",
        "ris",
        "ron",
        "sa",
        "sen",
        "sis",
        "ta",
        "tek",
        "ten",
        "tis",
        "tor",
        "us",
        "va",
        "vex",
        "vis",
        "wen",
        "xo",
        "zen",
    ]
    return (
        rng.choice(heads) + "".join(rng.choice(tails) for _ in range(rng.choice((1, 2, 2, 3))))
    ).capitalize()


def _zipf(pool: list[str], draw: float, skew: float = 2.2) -> str:
    """A member of the pool, the first ones far more often."""
    return pool[int(len(pool) * draw**skew)]


def _western(p: dict[str, list[str]], d: list[float]) -> tuple[tuple[str, ...], str, str]:
    first, last = _zipf(p["first"], d[0]), _zipf(p["last"], d[1])
    if d[2] < 0.45:
        first += " " + _zipf(p["first"], d[3])
    return (f"{first} {last}",), "person", "western"


def _spanish(p: dict[str, list[str]], d: list[float]) -> tuple[tuple[str, ...], str, str]:
    first = _zipf(p["es_first"], d[0])
    name = f"{first} {_zipf(p['es_last'], d[1])} {_zipf(p['es_last'], d[2])}"
    return (name,), "person", "spanish"


def _russian(p: dict[str, list[str]], d: list[float]) -> tuple[tuple[str, ...], str, str]:
    name = f"{_zipf(p['ru_last'], d[0], 1.6)} {_zipf(p['ru_first'], d[1])} {_zipf(p['ru_middle'], d[2])}"
    latin = romanise(name, int(d[3] * 3))
    if d[4] < 0.4:
        return (latin,), "person", "russian"
    return ((latin, name) if d[4] < 0.7 else (name,)), "person", "russian"


def _mixed(p: dict[str, list[str]], d: list[float]) -> tuple[tuple[str, ...], str, str]:
    last = _zipf(p["eu_last"], d[1])
    if d[2] < 0.2:
        last += "-" + _zipf(p["eu_last"], d[3])
    return (f"{_zipf(p['first'], d[0])} {last}",), "person", "western"


def _eastern(p: dict[str, list[str]], d: list[float]) -> tuple[tuple[str, ...], str, str]:
    if d[5] < 0.5:
        return (f"{_zipf(p['first'], d[0])} {_zipf(p['hi_last'], d[1])} {_zipf(p['hi_last'], d[2])}",), "person", "western"  # fmt: skip
    given = p["cn_syllable"][int(d[2] * len(p["cn_syllable"]))]
    if d[4] < 0.8:
        given += p["cn_syllable"][int(d[3] * len(p["cn_syllable"]))]
    return (f"{_zipf(p['cn_last'], d[1])} {given.capitalize()}",), "person", "chinese"


def _company(p: dict[str, list[str]], d: list[float]) -> tuple[tuple[str, ...], str, str]:
    words = [_zipf(p["stem"], d[0], 1.4)]
    if d[1] < 0.4:
        words.append(_zipf(p["stem"], d[2], 1.4))
    words.append(_TRADES[int(d[3] * len(_TRADES))])
    form = _FORMS[int(d[4] * len(_FORMS))][0]
    return (" ".join([*words, form]).strip(),), "company", "company"


def romanise(text: str, system: int) -> str:
    """Write Russian in one of the systems."""
    table = dict(zip(_CYRILLIC, _SYSTEMS[system].split(), strict=True))
    out = "".join(table.get(char, char).replace("_", "") for char in text.lower())
    return out.title()


# Noise


def _edit(word: str, rng: random.Random) -> str:
    """One slip: replace, drop, insert or swap neighbours, inside the word where it is long."""
    if len(word) < 3:
        return word
    at = rng.randrange(1 if rng.random() < 0.9 else 0, len(word))
    letters = (
        "абвгдежзиклмнопрстуфхя"
        if "\u0400" <= word[at] < "\u0500"
        else "abcdefghijklmnopqrstuvwxyz"
    )
    letter = rng.choice(letters)
    how = rng.randrange(4)
    if how == 0:
        return word[:at] + letter + word[at + 1 :]
    if how == 1:
        return word[:at] + word[at + 1 :]
    if how == 2:
        return word[:at] + letter + word[at:]
    at = min(at, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _typo(entity: Person, rng: random.Random, times: int = 1) -> str:
    parts = rng.choice(entity.names).split()
    long = [i for i, word in enumerate(parts) if len(word) > 3]
    if len(long) < times:
        return ""
    for i in rng.sample(long, times):
        parts[i] = _edit(parts[i], rng)
    return " ".join(parts)


def _swap(entity: Person, rng: random.Random) -> str:
    parts = entity.names[0].split()
    rng.shuffle(parts)
    if entity.type == "person" and rng.random() < 0.3:
        return f"{parts[0].upper()}, {' '.join(parts[1:])}"
    return " ".join(parts)


def _drop(entity: Person, rng: random.Random) -> str:
    parts = entity.names[0].split()
    if entity.type != "person" or len(parts) < 3:
        return ""
    del parts[2 if entity.origin in ("russian", "spanish") else 1]
    return " ".join(parts)


def _variant(entity: Person, rng: random.Random) -> str:
    parts = entity.names[0].split()
    if entity.type != "person" or not entity.names[0].isascii():
        return ""
    for i in rng.sample(range(len(parts)), min(2, len(parts))):
        word = parts[i].lower()
        fits = [(a, b) for a, b in _VARIANTS if a in word[1:] and len(word) > 3]
        if fits:
            a, b = rng.choice(fits)
            parts[i] = (word[0] + word[1:].replace(a, b, 1)).capitalize()
    return " ".join(parts)


def _romanisation(entity: Person, rng: random.Random) -> str:
    native = entity.names[-1]
    if native.isascii():
        return ""
    parts = romanise(native, rng.randrange(len(_SYSTEMS))).split()
    return " ".join(parts if rng.random() < 0.5 else [parts[1], parts[0]])


def _cyrillic(entity: Person, rng: random.Random) -> str:
    if entity.type != "person":
        return ""
    if entity.origin == "russian":
        latin = entity.names[0] if entity.names[0].isascii() else ""
        return _back(latin, rng) if latin else ""
    return _back(entity.names[0], rng) if entity.origin != "chinese" else ""


def _back(latin: str, rng: random.Random) -> str:
    """Latin letters written in Cyrillic by the sound."""
    text, out, at = latin.lower(), "", 0
    while at < len(text):
        for a, b in _TO_CYRILLIC:
            if text.startswith(a, at):
                out, at = out + b, at + len(a)
                break
        else:
            out, at = out + text[at], at + 1
    return out.title()


def _initial(entity: Person, rng: random.Random) -> str:
    parts = entity.names[0].split()
    if entity.type != "person" or len(parts) < 3:
        return ""
    at = 2 if entity.origin in ("russian", "spanish") else 1
    parts[at] = parts[at][0] + "."
    return " ".join(parts)


def _other_company(entity: Person, rng: random.Random) -> str:
    if entity.type != "company":
        return ""
    name = entity.names[0]
    for forms in _FORMS:
        if forms[0] and name.endswith(" " + forms[0]):
            stem = name[: -len(forms[0]) - 1]
            name = f"{stem} {rng.choice(['', *forms[1:]])}".strip()
            break
    parts = name.split()
    if rng.random() < 0.6:
        parts[0] = _edit(parts[0], rng)
    if rng.random() < 0.2:
        parts.insert(0, "The")
    return " ".join(parts)


def _joined(entity: Person, rng: random.Random) -> str:
    """Two words as one, or one as two."""
    parts = entity.names[0].split()
    if rng.random() < 0.5 and len(parts) > 1:
        at = rng.randrange(len(parts) - 1)
        parts[at : at + 2] = [parts[at] + parts[at + 1].lower()]
        return " ".join(parts)
    long = [i for i, word in enumerate(parts) if len(word) > 6 and word.isalpha()]
    if not long:
        return ""
    i = rng.choice(long)
    cut = rng.randrange(3, len(parts[i]) - 2)
    parts[i : i + 1] = [parts[i][:cut], parts[i][cut:].capitalize()]
    return " ".join(parts)


_NOISY: dict[str, Callable[[Person, random.Random], str]] = {
    "typo": _typo,
    "two_typos": lambda entity, rng: _typo(entity, rng, 2),
    "swap": _swap,
    "drop_middle": _drop,
    "variant": _variant,
    "romanisation": _romanisation,
    "cyrillic": _cyrillic,
    "initial": _initial,
    "company": _other_company,
    "joined": _joined,
}
