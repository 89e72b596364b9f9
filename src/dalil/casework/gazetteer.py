"""The user's own gazetteers: names that reading is to find, in files of the user's home.

A gazetteer is a CSV file ``gazetteers/NAME.csv`` with the columns ``name,type``, which a person may
edit; the names of an imported list can be taken as one (``list_ID``). Finding a name in a text
screens nobody. A name of one word is not taken from a list: it would be found everywhere.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dalil.casework.outputs import write_whole
from dalil.claims.mentions.gazetteer import Gazetteer, GazetteerEntry
from dalil.errors import BadInput, NotFound
from dalil.evidence import MentionType
from dalil.matching.ports import ListShelf

FOLDER = "gazetteers"
KINDS = {
    "person": MentionType.PERSON,
    "company": MentionType.ORGANISATION,
    "organisation": MentionType.ORGANISATION,
    "place": MentionType.LOCATION,
    "group": MentionType.GROUP,
    "asset": MentionType.ASSET,
    "vessel": MentionType.ASSET,
    "aircraft": MentionType.ASSET,
}
"""Words for the types of names, as the commands and the files have them."""
_NAME = re.compile(r"[\w-]{1,40}")
_LONGEST = 200
_MOST = 2_000_000


@dataclass(frozen=True, slots=True)
class Added:
    """What was added to a gazetteer: names that were not there, and how many it holds now."""

    gazetteer: str
    added: int
    entries: int


def load_gazetteers(home: Path) -> Gazetteer:
    """All names of all gazetteers of a home; none where there is no folder.

    Raises:
        BadInput: A file that is no gazetteer.
    """
    found: dict[tuple[str, MentionType], GazetteerEntry] = {}
    for path in files(home):
        for entry in read_gazetteer(path):
            found.setdefault((entry.name, entry.type), entry)
    return Gazetteer(tuple(found.values()))


def files(home: Path) -> Sequence[Path]:
    """The files of the gazetteers, by name."""
    folder = home / FOLDER
    return sorted(folder.glob("*.csv")) if folder.is_dir() else ()


def read_gazetteer(path: Path) -> Sequence[GazetteerEntry]:
    """The names of one file.

    Raises:
        BadInput: No such columns, an unknown type, or a name that cannot be one.
    """
    try:
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput(
            f"{path.name} cannot be read: {error}", "Save it as CSV in UTF-8."
        ) from error
    return [
        _entry(row, f"{path.name}, row {number}", path.stem) for number, row in enumerate(rows, 2)
    ]


def _entry(row: dict[str, str], place: str, source: str) -> GazetteerEntry:
    name = " ".join((row.get("name") or "").split())
    kind = KINDS.get((row.get("type") or "").strip().lower())
    if not name or len(name) > _LONGEST or not any(char.isalpha() for char in name):
        raise BadInput(f"{place}: {name!r} is no name.", "A gazetteer has the columns name,type.")
    if kind is None:
        raise BadInput(
            f"{place}: {row.get('type')!r} is no type of a name.", f"Types: {', '.join(KINDS)}."
        )
    return GazetteerEntry(name, kind, source)


def add_names(home: Path, gazetteer: str, names: Iterable[tuple[str, str]]) -> Added:
    """Add names to a gazetteer, which is made where it is not there.

    Args:
        home: The user's home.
        gazetteer: Its short name.
        names: (name, type word).

    Raises:
        BadInput: A name or type that cannot be one; nothing is added then.
    """
    if not _NAME.fullmatch(gazetteer):
        raise BadInput(
            f"{gazetteer!r} cannot name a gazetteer.", "Use letters, digits, _ and - alone."
        )
    path = home / FOLDER / f"{gazetteer}.csv"
    held = [(e.name, str(e.type)) for e in read_gazetteer(path)] if path.is_file() else []
    known = set(held)
    fresh: dict[tuple[str, str], None] = {}
    for name, kind in names:
        entry = _entry({"name": name, "type": kind}, repr(name), gazetteer)
        key = (entry.name, str(entry.type))
        if key not in known:
            fresh[key] = None
    if fresh:
        write_whole(path, _written([*held, *fresh]).encode())
    return Added(gazetteer, len(fresh), len(held) + len(fresh))


def _written(rows: Iterable[tuple[str, str]]) -> str:
    words = {str(kind): word for word, kind in reversed(KINDS.items())}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("name", "type"))
    writer.writerows((name, words[kind]) for name, kind in rows)
    return out.getvalue()


def names_in_file(path: Path) -> Iterator[tuple[str, str]]:
    """Names of a CSV file with the columns ``name,type``.

    Raises:
        BadInput: A file of another shape.
    """
    words = {kind: word for word, kind in reversed(KINDS.items())}
    for entry in read_gazetteer(path):
        yield entry.name, words[entry.type]


def names_of_list(shelf: ListShelf, list_id: str) -> Iterator[tuple[str, str]]:
    """Names of the newest version of an imported list: those of two words or more, weak aliases left out.

    Raises:
        NotFound: No such list on the shelf.
    """
    version = shelf.newest(list_id)
    if version is None:
        raise NotFound(f"No list {list_id!r} is on the shelf.", "See: dalil lists show")
    for count, entry in enumerate(shelf.stream(list_id, version.version)):
        if entry.type not in KINDS or count > _MOST:
            continue
        for name in entry.names:
            if len(name.text.split()) > 1 and len(name.text) <= _LONGEST and not _is_weak(name):
                yield name.text, entry.type


def _is_weak(name: object) -> bool:
    """Whether a list calls an alias weak or of low quality."""
    said = f"{getattr(name, 'quality', '')} {getattr(name, 'kind', '')}".lower()
    return "weak" in said or "low" in said
