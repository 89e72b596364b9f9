"""Rows of one batch on their way into SQLite, each with its seal.

What is there already (same id) is not written again. The derived tables follow within the same
transaction. Nothing here commits.
"""

from __future__ import annotations

import dataclasses
import hashlib
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Table, select

from dalil.claims.ports import Batch, Record
from dalil.claims.reading import Reading
from dalil.custody.merkle import leaf_hash, root_of
from dalil.custody.ports import Cover, Line
from dalil.custody.seals import new_salt, row_seal
from dalil.errors import BadInput
from dalil.evidence import Claim, Judgement, Mention, Refusal, TextLayer
from dalil.store import tables
from dalil.store.codec import dump, plain, to_json
from dalil.store.derived import Derived

_PART = 500


@dataclasses.dataclass(slots=True)
class _Read:
    """A reading on its way: its row, and the rows of its mentions and claims."""

    row: int
    exhibit: str
    by_person: bool
    mentions: list[tuple[int, Mention]] = dataclasses.field(default_factory=list)
    claims: list[tuple[int, Claim]] = dataclasses.field(default_factory=list)


class BatchWriter:
    """Gathers the rows of one batch, then writes and seals them.

    Args:
        connection: In a write transaction.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._made: list[tuple[Table, dict[str, Any]]] = []
        self._next: dict[str, int] = {}
        self._derived = Derived(connection)
        self._texts: dict[str, str] = {}
        self._read: list[_Read] = []
        self._judged: dict[str, Judgement] = {}
        self._batch = Batch()

    def put(self, batch: Batch) -> None:
        """Gather all that is not there yet, in an order that foreign keys accept.

        Raises:
            BadInput: A record whose body is not JSON.
        """
        self._batch = batch
        self._new(
            tables.exhibits, "sha256", [(e.sha256, {"body": dump(e)}) for e in batch.exhibits]
        )
        layers = [_layer_row(layer) for layer in batch.layers]
        self._texts = {row[0]: one.text for row, one in zip(layers, batch.layers, strict=True)}
        self._new(tables.layers, "id", layers)
        self._new(tables.refusals, "id", [_named(_refusal_row(r)) for r in batch.refusals])
        for reading in batch.readings:
            self._reading(reading)
        self._judge(batch.judgements)
        self._resolve(batch)
        self._new(tables.records, "id", [_named(_record_row(entry)) for entry in batch.records])

    def seal(self, number: int) -> Cover:
        """Write rows and seals; returns what the ledger entry says of them."""
        sealed = []
        for table, row in self._made:
            salt = new_salt()
            seal = row_seal(salt, table.name, [row[column.name] for column in table.columns])
            part = {"batch": number, "in_table": table.name, "row": row["seq"]}
            sealed.append({**part, "salt": salt, "seal": seal})
        for table in tables.SEALED:
            rows = [row for kind, row in self._made if kind is table]
            if rows:
                self._connection.execute(table.insert(), rows)
        if sealed:
            self._connection.execute(tables.seals.insert(), sealed)
            self._follow()
        return Cover(number, len(sealed), root_of(leaf_hash(part["seal"]) for part in sealed).hex())

    def _follow(self) -> None:
        """Bring the derived tables up to the rows just written."""
        made, derived = self._made, self._derived
        derived.exhibits((row["seq"], row["sha256"]) for t, row in made if t is tables.exhibits)
        derived.layers(
            (row["seq"], row["exhibit"], self._texts[row["id"]])
            for table, row in made
            if table is tables.layers
        )
        derived.refusals(row["exhibit"] for table, row in made if table is tables.refusals)
        judged = [
            (row["seq"], self._judged[row["id"]]) for t, row in made if t is tables.judgements
        ]
        derived.judgements(judged)
        for one in self._read:
            # Mentions of a person's reading are looked up: the program's row of the same words counts.
            derived.remember(() if one.by_person else one.mentions, ())
            derived.reading(one.row, one.exhibit, one.mentions, one.claims)
        if any(table is tables.resolutions for table, _ in made):
            derived.resolution(self._batch.questions, self._batch.interests)
        derived.remember((), judged)
        derived.finish()

    def _reading(self, reading: Reading) -> None:
        shell = plain(dataclasses.replace(reading, mentions=(), claims=(), rosters=(), links=()))
        shell["links"] = [link.id for link in reading.links]
        values = {
            "exhibit": reading.exhibit,
            "method": reading.method,
            "body": to_json(shell),
        }
        whole = hashlib.sha256(dump(reading).encode("utf-8")).hexdigest()
        name = f"d_{whole[:40]}"
        before = len(self._made)
        self._new(tables.readings, "id", [(name, values)])
        if len(self._made) == before:
            return
        parent = self._made[-1][1]["seq"]
        read = _Read(parent, reading.exhibit, reading.by_person)
        for mention in reading.mentions:
            row = self._part(tables.mentions, parent, mention.id, dump(mention))
            read.mentions.append((row, mention))
        for claim in reading.claims:
            stage = str(claim.stage) if claim.stage else None
            extra = {"stance": str(claim.stance), "stage": stage}
            row = self._part(tables.claims, parent, claim.id, dump(claim), extra)
            read.claims.append((row, claim))
        for roster in reading.rosters:
            self._part(tables.rosters, parent, roster.id, dump(roster))
        self._judge(reading.links)
        self._read.append(read)

    def _part(
        self,
        table: Table,
        reading: int,
        name: str,
        body: str,
        extra: Mapping[str, Any] | None = None,
    ) -> int:
        return self._add(table, {"reading": reading, "id": name, "body": body, **(extra or {})})

    def _resolve(self, batch: Batch) -> None:
        """A resolution replaces the one before; the same again changes nothing."""
        if not (batch.resolved or batch.questions or batch.interests):
            return
        values = {
            "questions": to_json(plain(batch.questions)),
            "interests": to_json(plain(batch.interests)),
        }
        name, values = _named(("s", values))
        newest = select(tables.resolutions.c.id).order_by(tables.resolutions.c.seq.desc()).limit(1)
        if self._connection.execute(newest).scalar() != name:
            self._add(tables.resolutions, {"id": name, **values})

    def _judge(self, judgements: Sequence[Judgement]) -> None:
        rows = [(j.id, {"left": j.left, "body": dump(j)}) for j in judgements]
        self._judged |= {j.id: j for j in judgements}
        self._new(tables.judgements, "id", rows)

    def _new(self, table: Table, key: str, rows: Sequence[tuple[str, dict[str, Any]]]) -> None:
        """Add rows whose key is not there yet."""
        pending = {row[key] for kind, row in self._made if kind is table} if rows else set()
        for start in range(0, len(rows), _PART):
            part = rows[start : start + _PART]
            query = select(table.c[key]).where(table.c[key].in_([name for name, _ in part]))
            known = set(self._connection.execute(query).scalars()) | pending
            for name, values in part:
                if name not in known:
                    known.add(name)
                    pending.add(name)
                    self._add(table, {key: name, **values})

    def _add(self, table: Table, values: dict[str, Any]) -> int:
        if table.name not in self._next:
            self._next[table.name] = 1 + highest(self._connection, table)
        number = self._next[table.name]
        self._next[table.name] += 1
        self._made.append((table, {"seq": number, **values}))
        return number


def new_batch(connection: Connection, at: str) -> int:
    """Begin a batch; returns its number."""
    newest = connection.execute(select(sa.func.max(tables.batches.c.number))).scalar()
    number = int(newest or 0) + 1
    connection.execute(tables.batches.insert(), {"number": number, "at": at})
    return number


def wait_for(connection: Connection, line: Line, number: int) -> Line:
    """Let a line of the ledger wait with its rows until the ledger has it."""
    values = {"batch": number, "line": line.raw, "leaf": line.leaf}
    connection.execute(tables.outbox.insert(), values)
    return line


def highest(connection: Connection, table: Table) -> int:
    """The highest row number that a table ever gave, erased rows among them."""
    newest = int(connection.execute(select(sa.func.max(table.c.seq))).scalar() or 0)
    gone = select(sa.func.max(tables.seals.c.row)).where(tables.seals.c.in_table == table.name)
    return max(newest, int(connection.execute(gone).scalar() or 0))


def _named(row: tuple[str, dict[str, Any]]) -> tuple[str, dict[str, Any]]:
    """A row whose id is the hash of its content, under a prefix."""
    prefix, values = row
    digest = hashlib.sha256(to_json(list(values.values())).encode("utf-8")).hexdigest()
    return f"{prefix}_{digest[:40]}", values


def _refusal_row(refusal: Refusal) -> tuple[str, dict[str, Any]]:
    return "f", {"exhibit": refusal.exhibit, "body": dump(refusal)}


def _record_row(entry: Record) -> tuple[str, dict[str, Any]]:
    try:
        body = to_json(plain(dict(entry.body)))
    except (TypeError, ValueError) as error:
        raise BadInput(f"A record {entry.kind!r} on {entry.key!r} is not JSON: {error}.") from error
    return "n", {"kind": entry.kind, "key": entry.key, "made_at": entry.made_at, "body": body}


def _layer_row(layer: TextLayer) -> tuple[str, dict[str, Any]]:
    text = layer.text.encode("utf-8", "surrogatepass")
    passages = to_json(plain(layer.passages)).encode("utf-8")
    head = to_json({**plain(dataclasses.replace(layer, text="", passages=())), "text": ""})
    digest = hashlib.sha256(head.encode("utf-8") + hashlib.sha256(text).digest() + passages)
    return f"l_{digest.hexdigest()[:40]}", {
        "exhibit": layer.exhibit,
        "head": head,
        "text_sha256": hashlib.sha256(text).hexdigest(),
        "text": zlib.compress(text, 6),
        "passages": zlib.compress(passages, 6),
    }
