"""The seam of set-at-a-time matching: Arrow batches of queries in, Arrow batches of matches out.

A batch has the columns ``id`` and ``name`` and may have ``type``. Anything that speaks Arrow's
PyCapsule interface is taken (pyarrow, polars, DuckDB ...), so another engine can carry the same
function over its partitions. Names alone are decided here; qualifiers belong to :mod:`lists`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dalil.engines.kernel.lists import Verdict, judge_names
from dalil.errors import BadInput
from dalil.matching.compare import REVIEW, TYPES
from dalil.matching.screen import LIMIT

if TYPE_CHECKING:
    from arro3.core import RecordBatch

    from dalil.engines.kernel.index import KernelIndex

COLUMNS = ("id", "rank", "entity_id", "name_matched", "score", "decision")


@dataclass(frozen=True, slots=True)
class Params:
    """How a batch is matched.

    Attributes:
        threshold: Least score of a match.
        limit: Most matches of a query.
        threads: Threads of the kernel.
    """

    threshold: float = REVIEW
    limit: int = LIMIT
    threads: int = 1


DEFAULTS = Params()


def match_batches(
    batches: Iterable[Any], index: KernelIndex, params: Params = DEFAULTS
) -> Iterator[RecordBatch]:
    """Match batches of queries against an index.

    Args:
        batches: Arrow record batches, or anything that exports one; see the module.
        index: What the names are held against.
        params: How.

    Yields:
        For each batch one with a row a match (:data:`COLUMNS`), in the order of the queries and, in
        a query, by falling score.

    Raises:
        BadInput: A column is missing, or one that this function would have to ignore is there.
    """
    from arro3.core import RecordBatch

    for batch in batches:
        given = RecordBatch.from_arrow(batch)
        ids, queries = _queries(given)
        lines = judge_names(
            index, queries, threshold=params.threshold, limit=params.limit, threads=params.threads
        )
        yield _answer(ids, lines)


def _queries(batch: RecordBatch) -> tuple[list[str], list[tuple[tuple[str, ...], str]]]:
    names = list(batch.schema.names)
    unknown = sorted(set(names) - {"id", "name", "type"})
    if "id" not in names or "name" not in names or unknown:
        raise BadInput(
            f"A batch of names has the columns {', '.join(names)}; it needs id and name, and may have type.",
            "Names with birth dates, countries or identifiers are screened one by one."
            if unknown
            else "",
        )
    columns = {name: batch.column(name).to_pylist() for name in names}
    types = columns.get("type") or ["any"] * batch.num_rows
    wrong = sorted({str(t) for t in types if t and t not in TYPES})
    if wrong:
        raise BadInput(f"{', '.join(wrong)} is no type.", f"Choose from {', '.join(TYPES)}.")
    queries: list[tuple[tuple[str, ...], str]] = [
        ((str(name),) if name else (), str(kind or "any"))
        for name, kind in zip(columns["name"], types, strict=True)
    ]
    return [str(one) for one in columns["id"]], queries


def _answer(ids: list[str], lines: list[list[Verdict]]) -> RecordBatch:
    from arro3.core import Array, DataType, RecordBatch

    rows = [
        (id_, rank, verdict)
        for id_, verdicts in zip(ids, lines, strict=True)
        for rank, verdict in enumerate(verdicts, start=1)
    ]
    text = DataType.utf8()
    arrays = (
        Array([id_ for id_, _, _ in rows], text),
        Array([rank for _, rank, _ in rows], DataType.int32()),
        Array([verdict.id for _, _, verdict in rows], text),
        Array([verdict.name for _, _, verdict in rows], text),
        Array([verdict.score for _, _, verdict in rows], DataType.float64()),
        Array([verdict.decision for _, _, verdict in rows], text),
    )
    return RecordBatch.from_arrays(arrays, names=list(COLUMNS))
