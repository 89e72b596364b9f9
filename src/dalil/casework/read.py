"""Read claims from every text layer that this version of the rules has not read yet.

Reading again with other rules adds a newer reading; the older one stays on record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from dalil.casework.casefolder import Case
from dalil.casework.ports import ClaimReaders, Progress, silent
from dalil.casework.record import record
from dalil.claims.ports import Batch
from dalil.claims.reading import Reading
from dalil.evidence import DocumentInfo, TextLayer


@dataclass(frozen=True, slots=True)
class ReadReport:
    """What was read now.

    Attributes:
        documents: Text layers read.
        claims: Claims found in them.
        refused: Claims that the gate refused, because a quote did not stand in the text.
    """

    documents: int
    claims: int
    refused: int


def read_claims(case: Case, readers: ClaimReaders, *, progress: Progress = silent) -> ReadReport:
    """Read claims from what has not been read by these rules."""
    done = case.store.readings_done()
    waiting = [
        head.exhibit
        for head in case.store.layer_heads()
        if done.get(head.exhibit, "").split("|")[0] != readers.method
    ]
    documents = claims = refused = 0
    for reading in readers.read_all(_layers(case, waiting)):
        record(case, Batch(readings=(reading,)), "claims", _summary(reading))
        documents += 1
        claims += len(reading.claims)
        refused += len(reading.refused)
        progress("read claims", documents, len(waiting))
    return ReadReport(documents, claims, refused)


def _layers(case: Case, waiting: list[str]) -> Iterator[TextLayer]:
    told = {entry.key: entry.body for entry in case.store.records("mark")}
    for exhibit in waiting:
        layer = case.store.layer(exhibit)
        if layer is not None:
            yield replace(layer, info=with_description(layer.info, told.get(exhibit)))


def with_description(info: DocumentInfo, mark: Mapping[str, object] | None) -> DocumentInfo:
    """What a document says of itself, and only where it is silent, what the user says of it."""
    described = mark.get("described") if mark else None
    if not isinstance(described, Mapping):
        return info
    author = described.get("author")
    return replace(
        info,
        title=info.title or described.get("title"),
        authors=info.authors or ((str(author),) if author else ()),
        publisher=info.publisher or described.get("publisher"),
        date=info.date or described.get("date"),
        address=info.address or described.get("source"),
    )


def _summary(reading: Reading) -> dict[str, object]:
    return {
        "exhibit": reading.exhibit,
        "method": reading.method,
        "mentions": len(reading.mentions),
        "claims": [claim.id for claim in reading.claims],
        "refused": len(reading.refused),
    }
