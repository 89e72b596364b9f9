"""A store in memory, for tests and for what is read without a case: the same answers, no file.

It passes the same contract suite as SQLite. It neither audits nor erases: there is nothing to
tamper with behind its back.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

from dalil.claims.ports import Batch, Record
from dalil.claims.reading import Reading
from dalil.custody.merkle import leaf_hash, root_of
from dalil.custody.ports import Cover, Line
from dalil.custody.seals import new_salt, row_seal, seal_entry
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
from dalil.store.codec import dump, load, plain, to_json

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class MemoryStore:
    """A case's rows as Python values, in the order in which they were first added."""

    def __init__(self) -> None:
        self._exhibits: dict[str, Exhibit] = {}
        self._layers: dict[TextLayer, None] = {}
        self._refusals: dict[Refusal, None] = {}
        self._readings: dict[str, Reading] = {}
        self._judgements: dict[str, Judgement] = {}
        self._records: dict[str, Record] = {}
        self._resolution: tuple[tuple[Question, ...], tuple[Interest, ...]] = ((), ())
        self._waiting: dict[int, Line] = {}
        self._number = 0

    def add(self, batch: Batch, kind: str, body: Mapping[str, object], at: str) -> tuple[int, Line]:
        """Add a batch, all or nothing; returns its number and the ledger line that stands for it.

        Raises:
            BadInput: A row on an exhibit that is not there, or content that is not JSON.
        """
        self._check(batch)
        records = {to_json(plain(record)): record for record in batch.records}
        rows = [
            *_fresh(self._exhibits, {e.sha256: e for e in batch.exhibits}),
            *_fresh(self._layers, dict.fromkeys(batch.layers)),
            *_fresh(self._refusals, dict.fromkeys(batch.refusals)),
            *_fresh(self._readings, {dump(reading): reading for reading in batch.readings}),
            *_fresh(self._judgements, {j.id: j for j in self._said(batch)}),
            *_fresh(self._records, records),
        ]
        if batch.resolved or batch.questions or batch.interests:
            self._resolution = (batch.questions, batch.interests)
        self._number += 1
        seals = (leaf_hash(row_seal(new_salt(), "memory", [str(row)])) for row in rows)
        cover = Cover(self._number, len(rows), root_of(seals).hex())
        line = seal_entry(kind, at, body, cover)
        self._waiting[self._number] = line
        return self._number, line

    def waiting(self) -> list[tuple[int, Line]]:
        """Lines not confirmed as written to the ledger, oldest first."""
        return list(self._waiting.items())

    def settle(self, batches: Iterable[int]) -> None:
        """Forget waiting lines."""
        for number in batches:
            self._waiting.pop(number, None)

    def exhibits(self) -> list[Exhibit]:
        """All exhibits."""
        return list(self._exhibits.values())

    def layer(self, exhibit: str) -> TextLayer | None:
        """The newest text layer of an exhibit."""
        return next((each for each in reversed(self._layers) if each.exhibit == exhibit), None)

    def layer_heads(self) -> Iterator[TextLayer]:
        """Newest text layers without text and passages."""
        for layer in self._layers:
            if layer is self.layer(layer.exhibit):
                head = {**plain(layer), "text": "", "passages": []}
                yield load(TextLayer, to_json(head))

    def refusals(self) -> list[Refusal]:
        """All refusals."""
        return list(self._refusals)

    def readings_done(self) -> dict[str, str]:
        """Method of the newest reading by exhibit."""
        return {reading.exhibit: reading.method for reading in self._readings.values()}

    def reading(self, exhibit: str) -> Reading | None:
        """The newest reading of an exhibit."""
        readings = reversed(self._readings.values())
        return next((each for each in readings if each.exhibit == exhibit), None)

    def mentions(self, exhibit: str | None = None) -> Iterator[Mention]:
        """Mentions of the newest readings."""
        for reading in self._newest(exhibit):
            yield from reading.mentions

    def claims(self, exhibit: str | None = None) -> Iterator[Claim]:
        """Claims of the newest readings."""
        for reading in self._newest(exhibit):
            yield from reading.claims

    def claims_by_id(self, ids: Iterable[str]) -> list[Claim]:
        """Claims in the order of the ids, of any reading; unknown ids are left out."""
        known = {claim.id: claim for reading in self._readings.values() for claim in reading.claims}
        return [known[name] for name in dict.fromkeys(ids) if name in known]

    def rosters(self) -> Iterator[Roster]:
        """Rosters of the newest readings."""
        for reading in self._newest(None):
            yield from reading.rosters

    def judgements(self) -> Iterator[Judgement]:
        """All judgements, oldest first."""
        return iter(list(self._judgements.values()))

    def questions(self) -> list[Question]:
        """The questions of the newest resolution."""
        return list(self._resolution[0])

    def interests(self) -> list[Interest]:
        """The interests of the newest resolution."""
        return list(self._resolution[1])

    def records(self, kind: str, key: str | None = None) -> list[Record]:
        """Records of a kind, oldest first."""
        return [
            record
            for record in self._records.values()
            if record.kind == kind and key in (None, record.key)
        ]

    def _newest(self, exhibit: str | None) -> Iterator[Reading]:
        newest = {reading.exhibit: reading for reading in self._readings.values()}
        for reading in self._readings.values():
            if newest[reading.exhibit] is reading and exhibit in (None, reading.exhibit):
                yield reading

    def _check(self, batch: Batch) -> None:
        known = self._exhibits.keys() | {exhibit.sha256 for exhibit in batch.exhibits}
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

    @staticmethod
    def _said(batch: Batch) -> Iterator[Judgement]:
        for reading in batch.readings:
            yield from reading.links
        yield from batch.judgements


def _fresh(known: dict[K, V], more: Mapping[K, V]) -> list[K]:
    """Take in what is not there yet; returns its keys."""
    fresh = [key for key in more if key not in known]
    known.update({key: more[key] for key in fresh})
    return fresh
