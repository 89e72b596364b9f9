"""Single lines of the ledger: what pages show of them, and whether they are the ones that were erased.

Nothing is read from the disk here, and nothing is believed that does not give its leaf.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from dalil.custody.ports import Entry
from dalil.custody.seals import open_line
from dalil.errors import Tampered


def check_leaves(lines: Mapping[int, bytes], leaves: Iterable[tuple[int, bytes]]) -> None:
    """Refuse lines that do not give the leaf which stands at their place.

    Raises:
        Tampered: One does not, or its place is not there.
    """
    left = dict(lines)
    for index, leaf in leaves:
        if index in left and open_line(left.pop(index), index).leaf != leaf.hex():
            raise Tampered(f"The line for entry {index} of the ledger is not the one erased.")
    if left:
        raise Tampered(f"The ledger has no entry {min(left)}.")


def told(raw: bytes, index: int, leaf: bytes) -> Entry:
    """What a line tells, unchecked.

    Raises:
        Tampered: It is no entry.
    """
    try:
        line = json.loads(raw)
        return Entry(index, str(line["kind"]), str(line["at"]), line.get("body"), leaf.hex())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Tampered(f"Line {index} of the ledger is no entry: {raw[:80]!r}.") from error


def entry_kind(raw: bytes) -> str:
    """Kind of an entry from its line, without checking the rest."""
    try:
        return str(json.loads(raw)["kind"])
    except (ValueError, KeyError, TypeError) as error:
        raise Tampered(f"The ledger holds a line that is no entry: {raw[:80]!r}.") from error
