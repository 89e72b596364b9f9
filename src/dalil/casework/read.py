"""Read claims from every text layer that this version of the rules has not read yet.

Reading again with other rules adds a newer reading; the older one stays on record, and what persons
decided is kept (:mod:`dalil.casework.review_carry`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from dalil.casework.batching import in_batches
from dalil.casework.casefolder import Case
from dalil.casework.ports import ClaimReaders, Progress, silent
from dalil.casework.record import record
from dalil.casework.review_carry import Carried, Keeper, carried
from dalil.claims.extent import is_partial
from dalil.claims.llm import SECOND
from dalil.claims.ports import Batch
from dalil.claims.reading import Reading
from dalil.errors import BadInput
from dalil.evidence import DocumentInfo, Exhibit, TextLayer

BATCH_READINGS = 32
"""Readings that are recorded together at most; see :mod:`dalil.casework.batching`."""
CLAIM_SIZE = 2000
"""What a claim weighs in a batch."""


@dataclass(frozen=True, slots=True)
class ReadReport:
    """What was read now.

    Attributes:
        documents: Text layers read.
        claims: Claims found in them.
        refused: Claims that the gate refused, because a quote did not stand in the text.
        in_part: Text layers too long to be read whole; each one's page says from where on it is unread.
    """

    documents: int
    claims: int
    refused: int
    in_part: int = 0


@dataclass(frozen=True, slots=True)
class ReadFirst:
    """Which documents are read before the others.

    Attributes:
        newest: The last that came in are read first.
        sources: Files, folders or file names that are read before all others.
    """

    newest: bool = False
    sources: tuple[str, ...] = ()


def read_claims(
    case: Case,
    readers: ClaimReaders,
    *,
    first: ReadFirst | None = None,
    progress: Progress = silent,
) -> ReadReport:
    """Read claims from what has not been read by these rules.

    Args:
        case: Open for writing.
        readers: The readers.
        first: What is read before the rest.
        progress: Told of the stage ``read claims``.

    Raises:
        BadInput: A source that no document of the case came from.
    """
    done = case.store.readings_done()
    waiting = [
        exhibit
        for exhibit in _in_order(case, first or ReadFirst())
        if not _is_read(done.get(exhibit, ""), readers.method)
    ]
    documents = claims = refused = in_part = 0
    again = any(exhibit in done for exhibit in waiting)
    keeper = Keeper(case) if again else None
    readings = readers.read_all(_layers(case, waiting))
    for batch in in_batches(readings, BATCH_READINGS, lambda one: len(one.claims) * CLAIM_SIZE):
        body: dict[str, object] = {"documents": [_summary(reading) for reading in batch]}
        kept = carried(keeper, batch, done) if keeper is not None else Carried()
        rows = Batch(
            readings=(*batch, *kept.readings),
            judgements=kept.judgements,
            records=readers.fresh(),
        )
        if kept.judgements:
            body["kept"] = [one.id for one in kept.judgements]
        record(case, rows, "claims", body)
        documents += len(batch)
        claims += sum(len(reading.claims) for reading in batch)
        refused += sum(len(reading.refused) for reading in batch)
        in_part += sum(is_partial(reading.notes) for reading in batch)
        progress("read claims", documents, len(waiting))
    return ReadReport(documents, claims, refused, in_part)


def _is_read(done: str, method: str) -> bool:
    """Whether a document's newest reading covers what a run would do.

    A run of the rules alone leaves what a second reader has read besides, never to undo it.
    """
    readers = done.split("|", 1)[0]
    return readers == method or readers.startswith(method + SECOND)


def _in_order(case: Case, first: ReadFirst) -> list[str]:
    """Exhibits with text, in the order in which they are read."""
    readable = list(case.store.index.readable())
    if first.newest:
        readable.reverse()
    if not first.sources:
        return readable
    exhibits = {exhibit.sha256: exhibit for exhibit in case.store.exhibits()}
    chosen: dict[str, None] = {}
    for source in first.sources:
        found = [sha for sha, exhibit in exhibits.items() if _came_from(exhibit, source)]
        if not found:
            raise BadInput(
                f"No document of the case came from {source!r}.",
                "Name a file or folder as it was named when it was taken in, or a file's name.",
            )
        chosen |= dict.fromkeys(found)
    ahead = [sha for sha in readable if sha in chosen]
    return ahead + [sha for sha in readable if sha not in chosen]


def _came_from(exhibit: Exhibit, source: str) -> bool:
    """Whether an exhibit is the file named, or lies in the folder named."""
    folder = source.rstrip("/\\")
    inside = exhibit.source.startswith((f"{folder}/", f"{folder}\\"))
    return inside or exhibit.source == source or exhibit.name == source


def _layers(case: Case, waiting: list[str]) -> Iterator[TextLayer]:
    for exhibit in waiting:
        layer = case.store.layer(exhibit)
        if layer is not None:
            marks = case.store.records("mark", exhibit)
            yield replace(
                layer, info=with_description(layer.info, marks[-1].body if marks else None)
            )


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
        **({"notes": list(reading.notes)} if reading.notes else {}),
    }
