"""Learn which common names are forms of one name, and write the table into the package.

    python tools/learn_name_forms.py [--data DIR] [--check]

Sources: rigour's groups of spellings (MIT, from Wikidata, CC0), one group a name, and common
surnames with their romanisation (popular_names_by_country, CC0). Kept are words that
some source counts as borne (:mod:`dalil.names.rarity`), and the forms of their groups in scripts that
the channels read. Two Latin words are told apart only where neither a group nor an Arabic or
Cyrillic writing joins them: Said and Saeed are both سعيد, Karim and Karam share nothing.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import re
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPO / "src"))
sys.path.insert(0, str(REPO / "tools"))

from learn_name_channels import write  # noqa: E402

from dalil.names.latin import plain  # noqa: E402
from dalil.names.rarity import rarity_all  # noqa: E402
from dalil.names.scripts import clean, main_script  # noqa: E402

TARGET = REPO / "src" / "dalil" / "names" / "learned" / "forms.py"
SOURCES = (
    "rigour_persons/persons.txt",
    "popular_names_by_country/common-surnames-by-country.csv",
    "popular_names_by_country/common-forenames-by-country.csv",
)
IN_USE = 17.5  # bits
NATIVE = (
    "Arabic",
    "Hebrew",
    "Hangul",
    "Cyrillic",
    "Greek",
    "Armenian",
    "Georgian",
    "Devanagari",
    "Han",
)
JOINING = ("Arabic", "Cyrillic")
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def groups(data: Path) -> list[list[tuple[str, str]]]:
    """The groups: each form, one word, with its script."""
    lines = (data / SOURCES[0]).read_text(encoding="utf-8").splitlines()
    listed = [line.partition("=>")[0].split(",") for line in lines]
    for source in SOURCES[1:]:
        named: dict[str, list[str]] = {}
        with (data / source).open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                named.setdefault(row["Name Group"], []).extend(
                    (row["Localized Name"], row["Romanized Name"])
                )
        listed += named.values()
    found = []
    for names in listed:
        forms = [clean(form.strip()).lower() for form in names]
        kept = [form for form in forms if len(form) > 1 and not re.search(r"[\s\-]", form)]
        found.append([(form, main_script(form)) for form in dict.fromkeys(kept)])
    return found


def table(data: Path) -> str:
    """The lines of the table: a word (Latin words in plain letters), tab, its groups and its writings."""
    made = groups(data)
    latin = [list(dict.fromkeys(plain(f) for f, s in group if s == "Latin")) for group in made]
    keys = sorted({key for group in latin for key in group if len(key) > 1 and key.isascii()})
    borne = {key for key, bits in zip(keys, rarity_all(keys), strict=True) if bits < IN_USE}
    direct: dict[str, set[str]] = defaultdict(set)
    joined: dict[str, set[str]] = defaultdict(set)
    for number, (group, spelled) in enumerate(zip(made, latin, strict=True)):
        used = [key for key in spelled if key in borne]
        native = [form for form, script in group if script in NATIVE] if used else []
        for word in (*used, *native):
            direct[word].add(str(number))
        for word in used:
            joined[word] |= {f for f, script in group if script in JOINING}
    return _lines(direct, joined)


def _lines(direct: dict[str, set[str]], joined: dict[str, set[str]]) -> str:
    shared = Counter(one for found in direct.values() for one in found)
    writings = Counter(one for found in joined.values() for one in found)
    numbers = {
        one: _short(at) for at, one in enumerate(sorted(k for k, n in shared.items() if n > 1))
    }
    places = {
        one: _short(at) for at, one in enumerate(sorted(k for k, n in writings.items() if n > 1))
    }
    lines = []
    for word in sorted(direct):
        own = sorted(numbers[one] for one in direct[word] if one in numbers)
        also = sorted(f"~{places[one]}" for one in joined.get(word, ()) if one in places)
        lines.append(f"{word}\t{' '.join([*own, *also])}\n")
    return "".join(lines)


def _short(number: int) -> str:
    text = ""
    while True:
        number, digit = divmod(number, len(DIGITS))
        text = DIGITS[digit] + text
        if not number:
            return text


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=REPO.parent / "shared" / "data" / "names")
    parser.add_argument("--check", action="store_true", help="fail where the file would change")
    chosen = parser.parse_args()
    if not chosen.check:
        learn(chosen.data, TARGET)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / TARGET.name
        learn(chosen.data, made)
        return int(made.read_bytes() != TARGET.read_bytes())


def learn(data: Path, target: Path) -> None:
    """Write the table and the digests of what it was learned from."""
    text = table(data)
    write(target, {"FORMS": text})
    digests = "".join(
        f'    "{name}": "{hashlib.sha256((data / name).read_bytes()).hexdigest()}",\n'
        for name in SOURCES
    )
    with target.open("a", encoding="utf-8", newline="\n") as file:
        file.write(f"\nLEARNED_FROM: dict[str, str] = {{\n{digests}}}\n")
    print(text.count("\n"), "words")


if __name__ == "__main__":
    sys.exit(main())
