"""A store in memory, for tests and for what is read without a case: the same answers, no file.

It passes the same contract suite as SQLite: rows have the same tables and numbers, every row is
sealed, erased rows leave tombstones, and an audit hashes every row again. There is no file to seal.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dalil.claims.ports import Batch, Record
from dalil.claims.reading import Reading
from dalil.custody.merkle import EMPTY, leaf_hash, root_of
from dalil.custody.ports import AuditedBatch, Cover, Line
from dalil.custody.seals import canonical, new_salt, row_seal, seal_entry
from dalil.errors import BadInput
from dalil.evidence import (
    Claim,
    Exhibit,
    Interest,
    Judgement,
    Mention,
    Question,
    Refusal,
    Roster,
    TextLayer,
)
from dalil.store.codec import load, plain, to_json

_PARTS = ("mentions", "claims", "rosters")
_ON_EXHIBIT = ("layers", "refusals", "readings")


@dataclass(frozen=True, slots=True)
class _Part:
    """A mention, claim or roster, and the row of its reading."""

    reading: int
    value: Mention | Claim | Roster


@dataclass(slots=True)
class _Seal:
    """What binds a row; the salt goes with it when it is erased."""

    table: str
    row: int
    salt: bytes
    seal: bytes


class MemoryStore:
    """A case's rows as Python values, in the order in which they were first added."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[int, Any]] = defaultdict(dict)
        self._last: dict[str, int] = defaultdict(int)
        self._known: dict[tuple[str, str], int] = {}
        self._batches: list[tuple[str, list[_Seal]]] = []
        self._waiting: dict[int, Line] = {}

    def add(self, batch: Batch, kind: str, body: Mapping[str, object], at: str) -> tuple[int, Line]:
        """Add a batch, all or nothing; returns its number and the ledger line that stands for it.

        Raises:
            BadInput: A row on an exhibit that is not there, or content that is not JSON.
        """
        self._check(batch)
        canonical(body)  # refused before anything is added
        made: list[tuple[str, int]] = []
        for exhibit in batch.exhibits:
            self._new("exhibits", exhibit.sha256, exhibit, made)
        for layer in batch.layers:
            self._new("layers", _key(layer), layer, made)
        for refusal in batch.refusals:
            self._new("refusals", _key(refusal), refusal, made)
        for reading in batch.readings:
            self._reading(reading, made)
        for judgement in batch.judgements:
            self._new("judgements", judgement.id, judgement, made)
        if batch.resolved or batch.questions or batch.interests:
            fresh = (batch.questions, batch.interests)
            if fresh != self._resolution():
                self._put("resolutions", fresh, made)
        for record in batch.records:
            self._new("records", _key(record), record, made)
        seals = [self._seal(table, row) for table, row in made]
        root = root_of(leaf_hash(each.seal) for each in seals).hex()
        cover = Cover(len(self._batches) + 1, len(seals), root)
        line = seal_entry(kind, at, body, cover)
        return self._batch(at, seals, line)

    def erase(
        self, rows: Sequence[tuple[str, int]], body: Mapping[str, object], at: str
    ) -> tuple[int, Line]:
        """Erase rows for good; their seals stay, without salt, as tombstones.

        Raises:
            BadInput: A row that is not there, or on which others still stand; nothing was erased.
        """
        gone = set(rows)
        for table, row in gone:
            if row not in self._rows.get(table, {}):
                raise BadInput(f"There is no row {row} in {table} to erase.")
            if any(each not in gone for each in self._standing_on(table, row)):
                raise BadInput(f"Other rows stand on row {row} of {table}.", "Nothing was written.")
        number = len(self._batches) + 1
        full = {**body, "rows": [list(row) for row in rows]}
        line = seal_entry("erase", at, full, Cover(number, 0, EMPTY.hex()))
        for _, seals in self._batches:
            for seal in seals:
                seal.salt = b"" if (seal.table, seal.row) in gone else seal.salt
        for table, row in gone:
            del self._rows[table][row]
        self._known = {
            (table, key): row
            for (table, key), row in self._known.items()
            if (table, row) not in gone
        }
        return self._batch(at, [], line)

    def waiting(self) -> list[tuple[int, Line]]:
        """Lines not confirmed as written to the ledger, oldest first."""
        return list(self._waiting.items())

    def settle(self, batches: Iterable[int]) -> None:
        """Forget waiting lines."""
        for number in batches:
            self._waiting.pop(number, None)

    def batches(self) -> Iterator[AuditedBatch]:
        """Every batch with its rows checked against their seals, oldest first."""
        for number, (at, seals) in enumerate(self._batches, 1):
            faults = [fault for seal in seals if (fault := self._fault(seal))]
            tombstones = tuple((each.table, each.row) for each in seals if not each.salt)
            root = root_of(leaf_hash(each.seal) for each in seals).hex()
            yield AuditedBatch(number, at, len(seals), root, tuple(faults), tombstones)

    def unsealed(self) -> Iterator[tuple[str, int]]:
        """Rows that no seal covers."""
        sealed = {(seal.table, seal.row) for _, seals in self._batches for seal in seals}
        for table, rows in self._rows.items():
            yield from ((table, row) for row in rows if (table, row) not in sealed)

    def damage(self) -> list[str]:
        """Nothing: there is no file that could be damaged."""
        return []

    def size(self) -> tuple[int, int]:
        """No bytes of a file, and none of a log."""
        return 0, 0

    def pieces(self, piece: int) -> Iterator[str]:
        """No pieces of a file."""
        return iter(())

    def exhibits(self) -> list[Exhibit]:
        """All exhibits."""
        return list(self._rows["exhibits"].values())

    def exhibits_of(self, hashes: Collection[str]) -> list[Exhibit]:
        """The exhibits among some sha256."""
        wanted = frozenset(hashes)
        return [one for one in self._rows["exhibits"].values() if one.sha256 in wanted]

    def layer(self, exhibit: str) -> TextLayer | None:
        """The newest text layer of an exhibit."""
        layers = reversed(self._rows["layers"].values())
        return next((each for each in layers if each.exhibit == exhibit), None)

    def layer_heads(self) -> Iterator[TextLayer]:
        """Newest text layers without text and passages."""
        for layer in self._rows["layers"].values():
            if layer is self.layer(layer.exhibit):
                head = {**plain(layer), "text": "", "passages": []}
                yield load(TextLayer, to_json(head))

    def refusals(self) -> list[Refusal]:
        """All refusals."""
        return list(self._rows["refusals"].values())

    def readings_done(self) -> dict[str, str]:
        """Method of the program's newest reading by exhibit."""
        readings = (reading for reading, _ in self._rows["readings"].values())
        return {one.exhibit: one.method for one in readings if not one.by_person}

    def reading(self, exhibit: str) -> Reading | None:
        """The newest reading of an exhibit, whole."""
        row = self._newest().get(exhibit)
        if row is None:
            return None
        shell, links = self._rows["readings"][row]
        judgements = {judgement.id: judgement for judgement in self.judgements()}
        whole: Reading = dataclasses.replace(
            shell,
            mentions=tuple(self._of("mentions", row)),
            claims=tuple(self._of("claims", row)),
            rosters=tuple(self._of("rosters", row)),
            links=tuple(judgements[name] for name in links if name in judgements),
        )
        return whole

    def mentions(self, exhibit: str | None = None) -> Iterator[Mention]:
        """Mentions of the newest readings."""
        return self._parts("mentions", exhibit)

    def claims(self, exhibit: str | None = None) -> Iterator[Claim]:
        """Claims of the newest readings."""
        return self._parts("claims", exhibit)

    def claims_by_id(self, ids: Iterable[str]) -> list[Claim]:
        """Claims in the order of the ids, of any reading; unknown ids are left out."""
        known = {part.value.id: part.value for part in self._rows["claims"].values()}
        return [known[name] for name in dict.fromkeys(ids) if name in known]

    def rosters(self) -> Iterator[Roster]:
        """Rosters of the newest readings."""
        return self._parts("rosters", None)

    def judgements(self) -> Iterator[Judgement]:
        """All judgements, oldest first."""
        return iter(list(self._rows["judgements"].values()))

    def questions(self) -> list[Question]:
        """The questions of the newest resolution."""
        return list(self._resolution()[0])

    def interests(self) -> list[Interest]:
        """The interests of the newest resolution."""
        return list(self._resolution()[1])

    def records(self, kind: str, key: str | None = None, begins: str = "") -> list[Record]:
        """Records of a kind, oldest first: all, those of a key, or those whose key begins so."""
        return [
            record
            for record in self._rows["records"].values()
            if record.kind == kind and key in (None, record.key) and record.key.startswith(begins)
        ]

    # -- inside ------------------------------------------------------------------------------

    def _resolution(self) -> tuple[tuple[Question, ...], tuple[Interest, ...]]:
        return next(reversed(self._rows["resolutions"].values()), ((), ()))

    def _newest(self) -> dict[str, int]:
        """Row of the program's newest reading by exhibit."""
        rows = self._rows["readings"].items()
        return {reading.exhibit: row for row, (reading, _) in rows if not reading.by_person}

    def _of(self, table: str, reading: int) -> Iterator[Any]:
        return (part.value for part in self._rows[table].values() if part.reading == reading)

    def _parts(self, table: str, exhibit: str | None) -> Iterator[Any]:
        newest = self._newest()
        wanted = {row for name, row in newest.items() if exhibit in (None, name)}
        for row, (reading, _) in self._rows["readings"].items():
            if reading.by_person and exhibit in (None, reading.exhibit):
                wanted.add(row)
        parts = (part for part in list(self._rows[table].values()) if part.reading in wanted)
        program = set(newest.values())
        listed = list(parts)
        counts: dict[str, _Part] = {}
        for part in sorted(listed, key=lambda part: part.reading not in program):
            counts.setdefault(part.value.id, part)
        return (part.value for part in listed if counts[part.value.id] is part)

    def _reading(self, reading: Reading, made: list[tuple[str, int]]) -> None:
        key = _key(reading)
        if ("readings", key) not in self._known:
            shell = dataclasses.replace(reading, mentions=(), claims=(), rosters=(), links=())
            row = self._put("readings", (shell, tuple(link.id for link in reading.links)), made)
            self._known["readings", key] = row
            for table in _PARTS:
                for value in getattr(reading, table):
                    self._put(table, _Part(row, value), made)
        for link in reading.links:
            self._new("judgements", link.id, link, made)

    def _new(self, table: str, key: str, value: object, made: list[tuple[str, int]]) -> None:
        if (table, key) not in self._known:
            self._known[table, key] = self._put(table, value, made)

    def _put(self, table: str, value: object, made: list[tuple[str, int]]) -> int:
        self._last[table] = row = self._last[table] + 1
        self._rows[table][row] = value
        made.append((table, row))
        return row

    def _seal(self, table: str, row: int) -> _Seal:
        salt = new_salt()
        return _Seal(table, row, salt, self._hash(salt, table, row))

    def _hash(self, salt: bytes, table: str, row: int) -> bytes:
        return row_seal(salt, table, [row, to_json(plain(self._rows[table][row]))])

    def _fault(self, seal: _Seal) -> tuple[str, str, str] | None:
        where, there = f"row {seal.row} of {seal.table}", seal.row in self._rows[seal.table]
        if not seal.salt:
            return (where, "no row: it was erased", "a row") if there else None
        if not there:
            return where, f"a row with the seal {seal.seal.hex()}", "no row"
        now = self._hash(seal.salt, seal.table, seal.row)
        return None if now == seal.seal else (where, seal.seal.hex(), now.hex())

    def _standing_on(self, table: str, row: int) -> Iterator[tuple[str, int]]:
        value = self._rows[table][row]
        if table == "readings":
            for name in _PARTS:
                yield from ((name, at) for at, p in self._rows[name].items() if p.reading == row)
        if table == "exhibits":
            for name in _ON_EXHIBIT:
                for at, each in self._rows[name].items():
                    if (each[0] if name == "readings" else each).exhibit == value.sha256:
                        yield name, at

    def _batch(self, at: str, seals: list[_Seal], line: Line) -> tuple[int, Line]:
        self._batches.append((at, seals))
        number = len(self._batches)
        self._waiting[number] = line
        return number, line

    def _check(self, batch: Batch) -> None:
        known = {exhibit.sha256 for exhibit in self.exhibits()} | {
            exhibit.sha256 for exhibit in batch.exhibits
        }
        named = [layer.exhibit for layer in batch.layers]
        named += [refusal.exhibit for refusal in batch.refusals]
        named += [reading.exhibit for reading in batch.readings]
        for exhibit in named:
            if exhibit not in known:
                raise BadInput(f"The exhibit {exhibit} is not in the case.")
        for record in batch.records:
            try:
                to_json(plain(dict(record.body)))
            except (TypeError, ValueError) as error:
                raise BadInput(f"A record {record.kind!r} is not JSON: {error}.") from error


def _key(value: object) -> str:
    """What tells a row from another: all of its content."""
    return to_json(plain(value))
