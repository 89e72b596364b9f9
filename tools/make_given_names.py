"""Write the list of given names of many countries that the mention rules know.

    python tools/make_given_names.py PACKAGES [--check]

PACKAGES is a folder with the packages Faker and mimesis (both MIT), whose lists of first names by country are
taken: Latin letters as printed, Cyrillic, Greek, Armenian and Georgian ones in the usual reading. Left out is
what names a country or a city of the gazetteers, what is an ordinary English word too, and what is shorter than
three letters: a vote for a person would do harm there. Behind a name stands "m" or "f" where every list that has it says the same.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPO / "src"))

from dalil.claims.mentions.likeness import is_ordinary  # noqa: E402
from dalil.claims.mentions.places import is_country, is_listed_place  # noqa: E402
from dalil.claims.wordlists import words  # noqa: E402
from dalil.names.scripts import main_script  # noqa: E402
from dalil.names.translit import readings  # noqa: E402

TARGET = REPO / "src" / "dalil" / "claims" / "lexicons" / "given_names.txt"
SCRIPTS = frozenset({"Latin", "Cyrillic", "Greek", "Armenian", "Georgian"})


def plain(name: str) -> str:
    """Lower case without accents."""
    split = unicodedata.normalize("NFD", name.lower())
    return "".join(char for char in split if not unicodedata.combining(char))


def of_faker(folder: Path) -> Iterator[tuple[str, str]]:
    """First names of Faker's providers of persons, read without running them, with the sex that they are listed under."""
    for path in sorted((folder / "faker" / "providers" / "person").glob("*/__init__.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            targets = (
                [node.target] if isinstance(node, ast.AnnAssign) else getattr(node, "targets", [])
            )
            lists = [
                t.id for t in targets if isinstance(t, ast.Name) and t.id.startswith("first_name")
            ]
            value = getattr(node, "value", None)
            if lists and value is not None:
                sex = "f" if "female" in lists[0] else "m" if "male" in lists[0] else ""
                yield from (
                    (part.value, sex)
                    for part in ast.walk(value)
                    if isinstance(part, ast.Constant) and isinstance(part.value, str)
                )


def of_mimesis(folder: Path) -> Iterator[tuple[str, str]]:
    """First names of mimesis' lists, with the sex that they are listed under."""
    for path in sorted((folder / "mimesis" / "datasets").glob("*/person.json")):
        names = json.loads(path.read_text(encoding="utf-8")).get("names", {})
        for key, some in names.items() if isinstance(names, dict) else [("", names)]:
            yield from ((name, key[:1] if key in ("male", "female") else "") for name in some)


def given(folder: Path) -> list[str]:
    """The names, in order of the alphabet."""
    found: dict[str, set[str]] = {}
    for name, sex in (*of_faker(folder), *of_mimesis(folder)):
        if "{" in name or main_script(name) not in SCRIPTS:
            continue
        latin = main_script(name) == "Latin"
        for part in re.split(r"[\s-]+", name):
            for form in [plain(part)] if latin else readings(part.lower(), 1):
                found.setdefault(form, set()).add(sex)
    cities = words("mentions_cities", "cities")
    return sorted(
        name + (f"\t{next(iter(sexes))}" if len(sexes - {""}) == len(sexes) == 1 else "")
        for name, sexes in found.items()
        if re.fullmatch("[a-z]{3,}", name)
        and not is_country(name.title())
        and name not in cities
        and not is_ordinary(name)
        and not is_listed_place(name)
    )


def main() -> int:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packages", type=Path)
    parser.add_argument(
        "--check", action="store_true", help="exit 1 where the file is not what would be written"
    )
    options = parser.parse_args()
    text = "\n".join(given(options.packages)) + "\n"
    if options.check:
        return int(TARGET.read_text(encoding="utf-8") != text)
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
