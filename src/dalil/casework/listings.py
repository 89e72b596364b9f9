"""The list of a container's members in a redacted copy: of those that go, hash, size and date go too.

Anybody who holds a document could otherwise test by its hash whether it had been there. Which columns
a list has is told by its head; other texts lose the hashes alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from dalil.casework.spellings import SIGN, Spellings
from dalil.evidence import TextLayer

TELLING = frozenset({"bytes", "modified", "date", "sha256"})
"""Columns by which a file can be told without its name; see :mod:`dalil.text.unpack`."""
_HASH = re.compile(r"(?<![0-9A-Za-z])[0-9A-Fa-f]{64}(?![0-9A-Za-z])")


def hide_members(layer: TextLayer, names: Spellings, gone: Collection[str]) -> str:
    """A text without the person, and without what tells of exhibits that go; no place moves.

    Args:
        layer: The text of an exhibit that goes.
        names: The person's spellings.
        gone: Hashes of all exhibits that go.
    """
    head = layer.text.partition("\n")[0].split("\t")
    listed = layer.table and "sha256" in head
    columns = {number for number, name in enumerate(head) if name in TELLING} if listed else set()
    hidden = names.redact(layer.text).split("\n")
    if columns:
        plain = layer.text.split("\n")
        for number, (line, before) in enumerate(zip(hidden, plain, strict=True)):
            if number and (line != before or _tells(line, gone)):
                hidden[number] = _without(line, columns)
    return _HASH.sub(
        lambda found: SIGN * 64 if found.group().lower() in gone else found.group(),
        "\n".join(hidden),
    )


def _tells(line: str, gone: Collection[str]) -> bool:
    return any(found.lower() in gone for found in _HASH.findall(line))


def _without(line: str, columns: Collection[int]) -> str:
    return "\t".join(
        re.sub(r"\S", SIGN, cell) if number in columns else cell
        for number, cell in enumerate(line.split("\t"))
    )
