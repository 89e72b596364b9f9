"""Link near-identical versions of one text in a case, once for each state of its documents.

The links are a record of their own with the reasons; nothing is merged and no document is dropped.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict

from dalil.casework.casefolder import Case
from dalil.casework.record import record
from dalil.claims.ports import Batch, ClaimStore, Record
from dalil.claims.versions import Version, find_versions

KIND = "versions"
"""Kind of the records; their key is a digest of the documents that were compared."""
METHOD = "versions/1"


def link_versions(case: Case) -> tuple[Version, ...]:
    """Find versions among the documents with text; compares nothing where no document is new.

    Args:
        case: Open for writing.
    """
    heads = {head.exhibit: head for head in case.store.layer_heads()}
    texts = [
        exhibit.sha256
        for exhibit in case.store.exhibits()
        if exhibit.sha256 in heads and not heads[exhibit.sha256].table
    ]
    key = hashlib.sha256("\n".join([METHOD, *texts]).encode("ascii")).hexdigest()
    before = case.store.records(KIND)
    if before and before[-1].key == key:
        return _versions(before[-1])
    found = tuple(find_versions(texts, case.store.layer))
    if not before and not found:
        return ()
    if before and found == _versions(before[-1]):
        return found
    body = {"versions": [asdict(version) for version in found], "method": METHOD}
    batch = Batch(records=(Record(KIND, key, case.clock.now(), body),))
    record(case, batch, "judgement", {"versions": len(found), "by": "rule", "method": METHOD})
    return found


def known_versions(store: ClaimStore) -> dict[str, Version]:
    """The versions that were found last, by the exhibit that is one."""
    records = store.records(KIND)
    return {version.exhibit: version for version in _versions(records[-1])} if records else {}


def _versions(entry: Record) -> tuple[Version, ...]:
    rows = entry.body.get("versions")
    found: Sequence[object] = rows if isinstance(rows, list | tuple) else ()
    return tuple(Version(**row) for row in found if isinstance(row, dict))
