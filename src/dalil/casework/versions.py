"""Link near-identical versions of one text in a case, as documents come in.

The links are records of their own with the reasons; nothing is merged and no document is dropped. A
record says what changed, so that a large case does not say all its links again for ten new documents.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict

from dalil.casework.casefolder import Case
from dalil.casework.record import record
from dalil.claims.ports import Batch, ClaimStore, Record
from dalil.claims.version_links import link_anew, sketch_anew
from dalil.claims.versions import Version

KIND = "versions"
"""Kind of the records: ``changes`` and ``gone`` since the one before; of old ones all ``versions``."""
METHOD = "versions/2"


def link_versions(case: Case) -> dict[str, Version]:
    """Find versions among the documents with text; looks only at what new documents may concern.

    Args:
        case: Open for writing.

    Returns:
        All links of the case by the exhibit that is one.
    """
    sketches = case.store.sketches
    sketch_anew(sketches, case.store.layer)
    for found in link_anew(sketches, case.store.layer, known_versions(case.store)):
        if found.changed:
            _record(case, found.changed)
        sketches.linked(found.done)
    return known_versions(case.store)


def known_versions(store: ClaimStore) -> dict[str, Version]:
    """The links that stand, by the exhibit that is a version."""
    return _standing(store.records(KIND))


def keep_links(case: Case, gone: Collection[str], doomed: Callable[[Record], bool]) -> None:
    """Write down the links between exhibits that stay, where the record that told of them goes.

    A record holds all that one run found, so that one exhibit takes the links of others with it; two
    versions of one text would then count as two sources.

    Args:
        case: Open for writing.
        gone: Exhibits that will be erased or sealed.
        doomed: Whether a record goes with them.
    """
    records = case.store.records(KIND)
    left = _standing(one for one in records if not doomed(one))
    kept = {
        exhibit: version
        for exhibit, version in _standing(records).items()
        if not {exhibit, version.of} & set(gone) and left.get(exhibit) != version
    }
    if kept:
        _record(case, kept)


def _standing(records: Iterable[Record]) -> dict[str, Version]:
    known: dict[str, Version] = {}
    for entry in records:
        if "changes" not in entry.body:
            known = {}
        changes = _versions(entry.body.get("changes", entry.body.get("versions")))
        known |= {version.exhibit: version for version in changes}
        for exhibit in _rows(entry.body.get("gone")):
            known.pop(str(exhibit), None)
    return dict(sorted(known.items()))


def _record(case: Case, changed: Mapping[str, Version | None]) -> None:
    links = [asdict(version) for version in changed.values() if version is not None]
    gone = [exhibit for exhibit, version in changed.items() if version is None]
    number = len(case.store.records(KIND)) + 1
    body = {"changes": links, "gone": gone, "method": METHOD}
    batch = Batch(records=(Record(KIND, str(number), case.clock.now(), body),))
    told = {"versions": len(links), "gone": len(gone), "by": "rule", "method": METHOD}
    record(case, batch, "judgement", told)


def _rows(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else ()


def _versions(value: object) -> list[Version]:
    return [Version(**row) for row in _rows(value) if isinstance(row, dict)]
