"""Where else a case holds what stands in an exhibit: its exports, and other exhibits with the same words.

Words are looked for as they stand, with white space made even. A translation, a picture of the same page
or a paraphrase is not found.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from dalil.casework.casefolder import Case
from dalil.casework.erasure import ErasureRows
from dalil.casework.opened import parts_of, prints_in
from dalil.casework.origins import KIND, around, origins
from dalil.casework.ports import Progress, silent
from dalil.casework.spellings import Spellings
from dalil.casework.versions import known_versions
from dalil.custody.ports import OpenedRow
from dalil.evidence import MentionType

SHORTEST = 40
"""Code points of a passage that is looked for in other exhibits."""
MOST = 40
"""Passages of one exhibit that are looked for, evenly over its length."""
_SHORTEST_QUOTE = 16
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Held:
    """Another exhibit that holds what an exhibit holds.

    Attributes:
        sha256: Its hash.
        name: Its file name.
        why: In plain words.
    """

    sha256: str
    name: str
    why: str


def exports_telling(case: Case, told: Spellings, rows: Iterable[OpenedRow]) -> list[str]:
    """Names of the export files that cite or quote what goes, below the exports folder.

    Args:
        case: Open.
        told: Ids and hashes of what goes.
        rows: The rows that go, records of exports and claims among them.
    """
    cited: set[str] = set()
    quotes: set[str] = set()
    for row in rows:
        body = json.loads(str(row.values[-1])) if row.table in ("claims", "records") else {}
        if row.table == "records" and row.values[2] == "export":
            cited.update(map(str, body.get("files", {})))
        quote = _even(str(body.get("locator", {}).get("exact", ""))) if body else ""
        if len(quote) >= _SHORTEST_QUOTE:
            quotes.add(quote)
    found = []
    for path in sorted(path for path in case.exports.rglob("*") if path.is_file()):
        name = path.relative_to(case.exports).as_posix()
        # Of a PDF the words cannot be told from here; it goes, and can be printed again.
        content = path.read_bytes()
        if (
            name in cited
            or any(prints_in(content))
            or any(_tells(part, told, quotes) for part in parts_of(content))
        ):
            found.append(name)
    return found


def still_held(
    case: Case, rows: ErasureRows, inside: Collection[str], progress: Progress = silent
) -> list[Held]:
    """Other exhibits that hold an exhibit's bytes or words, containers first.

    Args:
        case: Open.
        rows: The database's part.
        inside: The exhibit, and all that was unpacked from it.
        progress: Told of stages.
    """
    exhibits = {one.sha256: one for one in case.store.exhibits()}
    found: dict[str, str] = {}
    parents = {one.sha256: one.parent for one in exhibits.values()}
    further = origins(case.store.records(KIND))
    for sha256 in sorted(inside):
        for container in around(parents, further, sha256):
            found.setdefault(container, "a container that holds its bytes")
    for sha256 in further:
        if sha256 in parents and sha256 not in inside:
            holders = [one for one in around(parents, further, sha256) if one in inside]
            if holders:
                found.setdefault(sha256, "the same bytes lie in it, and came from elsewhere too")
    for sha256, version in known_versions(case.store).items():
        for one, other in ((sha256, version.of), (version.of, sha256)):
            if one in inside and other in exhibits:
                found.setdefault(other, "a near version of the same text")
    passages = _passages(case, inside)
    if passages:
        for number, (sha256, text) in enumerate(rows.texts(), 1):
            if sha256 not in inside and sha256 in exhibits:
                plain = _even(text)
                hits = sum(passage in plain for passage in passages)
                if hits:
                    words = f"holds {hits} of {len(passages)} passages that were looked for"
                    found[sha256] = f"{found[sha256]}; {words}" if sha256 in found else words
            if number % 500 == 0:
                progress("look in other texts", number, len(exhibits))
    return [
        Held(sha256, exhibits[sha256].name, why)
        for sha256, why in found.items()
        if sha256 not in inside
    ]


def own_names(case: Case, inside: Collection[str]) -> Spellings:
    """Spellings of people and bodies that readings found in an exhibit and in no other.

    Args:
        case: Open, before the exhibit is sealed.
        inside: The exhibit, and all that was unpacked from it.
    """
    named: dict[bool, set[str]] = {True: set(), False: set()}
    for mention in case.store.mentions():
        if mention.type in (MentionType.PERSON, MentionType.ORGANISATION):
            named[mention.exhibit in inside].add(" ".join(mention.text.split()))
    return Spellings(named[True] - named[False], person=False)


def names_held(case: Case, rows: ErasureRows, names: Spellings) -> tuple[int, int]:
    """How many rows and ledger entries hold such a name now: answers that were given before it was sealed."""
    if not names.names:
        return 0, 0
    entries = sum(
        b'"salt"' in line and names.named_in(line.decode("utf-8")) for line in case.ledger.lines()
    )
    return len(rows.worded(names.named_in)), entries


def _passages(case: Case, inside: Collection[str]) -> list[str]:
    lines = dict.fromkeys(
        plain
        for sha256 in sorted(inside)
        if (layer := case.store.layer(sha256)) is not None
        for line in layer.text.splitlines()
        if len(plain := _even(line)) >= SHORTEST
    )
    step = max(1, -(-len(lines) // MOST))
    return list(lines)[::step]


def _even(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def _tells(content: bytes, told: Spellings, quotes: Collection[str]) -> bool:
    text = content.decode("utf-8", "replace")
    if told.told_in(text):
        return True
    plain = _even(text)
    forms: Sequence[str] = (plain, _even(html.unescape(plain)), _unescaped(plain))
    return any(quote in form for quote in quotes for form in dict.fromkeys(forms))


def _unescaped(text: str) -> str:
    """JSON's escapes read; quotes that stand in JSON are found so."""
    return _even(
        re.sub(
            r'\\u([0-9a-fA-F]{4})|\\(["\\/])|\\([ntr])',
            lambda hit: chr(int(hit[1], 16)) if hit[1] else hit[2] or " ",
            text,
        )
    )
