"""Assemble again the entities that a change touches, and only those.

What may be one entity hangs together through judgements ``same``, now or once; so the mentions that
such judgements connect with a touched one are taken out, assembled by the same function as a whole
case (:func:`dalil.claims.entities.assemble`), and put back. An entity's number is the row of its
oldest mention. This module joins nothing by itself.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection

from dalil.claims.entities import assemble
from dalil.claims.index import REASONS
from dalil.claims.reading import BY_PERSON
from dalil.claims.view import Entity
from dalil.evidence import Judgement, Mention, MentionType, Verdict
from dalil.names.fold import fold, words
from dalil.store.codec import load
from dalil.store.derived_sets import drop, gather, keep
from dalil.store.derived_tables import ABOUT, HOLDS

_ON_ENTITIES = frozenset({Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE, Verdict.WITHDRAW})
_FOUND_BY_NAME = frozenset(
    {str(MentionType.PERSON), str(MentionType.ORGANISATION), str(MentionType.ASSET)}
)
_ASKED = 500
_AT_ONCE = 2000
Row = tuple[Any, ...]


class Assembler:
    """Collects what was touched, then assembles it.

    Args:
        rows: A connection to the sealed rows.
        into: Where the derived tables are.
    """

    def __init__(self, rows: Connection, into: Connection) -> None:
        self._rows, self._into = rows, into
        self._touched: dict[str, None] = {}
        self._mentions_known: dict[str, tuple[int, Mention]] = {}
        self._judgements_known: dict[int, Judgement] = {}

    def remember(
        self, mentions: Iterable[tuple[int, Mention]], judgements: Iterable[tuple[int, Judgement]]
    ) -> None:
        """Rows just written, by row: they need not be loaded again until :meth:`finish`."""
        self._mentions_known.update((one.id, (row, one)) for row, one in mentions)
        self._judgements_known.update(judgements)

    def touch(self, nodes: Iterable[str]) -> None:
        """What hangs together with these references must be assembled anew."""
        self._touched.update(dict.fromkeys(nodes))

    def touch_rows(self, mentions: Iterable[int]) -> None:
        """The same for mentions by row."""
        self.touch(row[0] for row in self._asked(self._rows, _IDS, mentions))

    def drop_mentions(self, mentions: Sequence[int]) -> None:
        """Mentions that count no longer: their entities are taken apart."""
        entities = {row[0] for row in self._asked(self._into, _ENTITIES, mentions)}
        together = [row[0] for row in self._asked(self._into, _MEMBERS, entities)]
        self.touch_rows(together)
        self._drop_entities(entities)
        self._many("DELETE FROM members WHERE mention = ?", [(row,) for row in mentions])

    def rows_of(self, mentions: Iterable[str]) -> dict[str, int]:
        """The row that counts of each mention, by its id."""
        wanted = sorted(mentions)
        return {mention.id: row for row, mention in self._mentions(wanted)} if wanted else {}

    @staticmethod
    def nodes_of(judgement: Judgement) -> tuple[str, ...]:
        """The references that a judgement on entities or a mention speaks of; none for one on a claim."""
        if judgement.left.startswith("c_"):
            return ()
        if not judgement.right:
            return (judgement.left,) if judgement.left.startswith("m_") else ()
        if judgement.verdict not in _ON_ENTITIES:
            return ()
        return _reference(judgement.left), _reference(judgement.right)

    def finish(self) -> None:
        """Assemble all that was touched."""
        done: set[str] = set()
        waiting = list(self._touched)
        self._touched = {}
        for start in range(0, len(waiting), _AT_ONCE):
            part = [node for node in waiting[start : start + _AT_ONCE] if node not in done]
            if part:
                nodes, judgements = self._together(part)
                done |= nodes
                self._assemble(nodes, judgements)
        self._mentions_known, self._judgements_known = {}, {}

    # -- what hangs together ------------------------------------------------------------------

    def _together(self, start: Sequence[str]) -> tuple[set[str], list[Judgement]]:
        """Everything that judgements ``same`` connect with the start, and all judgements on it."""
        nodes, frontier = set(start), list(start)
        judgements: dict[int, Judgement] = {}
        while frontier:
            found = {row[0] for row in self._asked(self._into, _LINKS, frontier)}
            frontier = []
            for seq, one in self._judgements(sorted(found - judgements.keys())):
                judgements[seq] = one
                if one.verdict is Verdict.SAME:
                    frontier += [node for node in self.nodes_of(one) if node not in nodes]
            nodes.update(frontier)
        return nodes, list(judgements.values())

    def _judgements(self, rows: Sequence[int]) -> Iterator[tuple[int, Judgement]]:
        known = self._judgements_known
        yield from ((seq, known[seq]) for seq in rows if seq in known)
        unknown = [seq for seq in rows if seq not in known]
        for seq, body in self._asked(self._rows, _JUDGEMENTS, unknown):
            yield seq, load(Judgement, body)

    def _assemble(self, nodes: set[str], judgements: Sequence[Judgement]) -> None:
        mentions = self._mentions(sorted(nodes))
        rows = {mention.id: seq for seq, mention in mentions}
        kept = [mention for seq, mention in mentions if rows[mention.id] == seq]
        order = self._order({mention.exhibit for mention in kept})
        whole = assemble(kept, judgements, order)
        self._drop_entities({row[0] for row in self._asked(self._into, _ENTITIES, rows.values())})
        numbers = {key: rows[f"m_{entity[2:]}"] for key, entity in whole.entity_of.items()}
        self._many("DELETE FROM members WHERE mention = ?", [(seq,) for seq, _ in mentions])
        members = [
            (rows[one.id], numbers[one.id], order[one.exhibit], one.start, one.end)
            for one in kept
            if one.id in numbers
        ]
        self._many("INSERT OR REPLACE INTO members VALUES (?, ?, ?, ?, ?)", members)
        reasons = {one.id: one for one in judgements}
        found = [
            (rows[entity.members[0]], entity, _reasons(entity, reasons))
            for entity in whole.by_id.values()
        ]
        self._keep(found)

    def _keep(self, found: Sequence[tuple[int, Entity, str]]) -> None:
        sets = gather(self._into, [number for number, _, _ in found])
        keep(self._into, sets)
        counts = {key: len(claims) for key, claims in sets.items()}
        rows = [_row(number, one, counts, reasons) for number, one, reasons in found]
        self._many("INSERT INTO entities VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        keys = {
            (key, number)
            for number, one, _ in found
            if one.type in _FOUND_BY_NAME
            for name in one.names
            for key in map(fold, words(name))
            if key
        }
        self._many("INSERT INTO entity_words VALUES (?, ?)", sorted(keys))

    def _drop_entities(self, entities: Iterable[int]) -> None:
        gone = [(number,) for number in entities]
        self._many("DELETE FROM entities WHERE number = ?", gone)
        self._many("DELETE FROM entity_words WHERE entity = ?", gone)
        drop(self._into, [row[0] for row in gone])

    def _mentions(self, ids: Sequence[str]) -> list[tuple[int, Mention]]:
        """Mentions of the newest readings, by row."""
        known = self._mentions_known
        held = [known[key] for key in ids if key in known]
        rows = list(self._asked(self._rows, _MENTIONS, [key for key in ids if key not in known]))
        read_in = {reading for _, reading, _ in rows}
        current = {row[0] for row in self._asked(self._into, _CURRENT, read_in)}
        person = {row[0] for row in self._asked(self._rows, _BY_PERSON, read_in - current)}
        # The last row of a mention counts: the program's, where it reads what a person had added.
        rows.sort(key=lambda row: row[1] not in person)
        return held + [
            (seq, load(Mention, body)) for seq, reading, body in rows if reading in current | person
        ]

    def _order(self, exhibits: Iterable[str]) -> dict[str, int]:
        return {row[0]: row[1] for row in self._asked(self._into, _EXHIBITS, exhibits)}

    @staticmethod
    def _asked(connection: Connection, query: str, values: Iterable[object]) -> Iterator[Row]:
        """Rows for many keys, some hundred keys a query."""
        wanted = list(values)
        for start in range(0, len(wanted), _ASKED):
            part = tuple(wanted[start : start + _ASKED])
            marks = ",".join("?" * len(part))
            for row in connection.exec_driver_sql(query.replace("(?)", f"({marks})"), part).all():
                yield tuple(row)

    def _many(self, query: str, rows: Sequence[Row]) -> None:
        if rows:
            self._into.exec_driver_sql(query, list(rows))


_IDS = "SELECT id FROM mentions WHERE seq IN (?)"
_ENTITIES = "SELECT DISTINCT entity FROM members WHERE mention IN (?)"
_MEMBERS = "SELECT mention FROM members WHERE entity IN (?)"
_LINKS = "SELECT judgement FROM links WHERE node IN (?)"
_JUDGEMENTS = "SELECT seq, body FROM judgements WHERE seq IN (?)"
_MENTIONS = "SELECT seq, reading, body FROM mentions WHERE id IN (?) ORDER BY seq"
_CURRENT = "SELECT reading FROM documents WHERE reading IN (?)"
_BY_PERSON = f"SELECT seq FROM readings WHERE seq IN (?) AND method LIKE '{BY_PERSON}%'"  # noqa: S608
_EXHIBITS = "SELECT sha256, exhibit FROM documents WHERE sha256 IN (?)"


def _reference(reference: str) -> str:
    """An entity id as the mention that it is named after."""
    return f"m_{reference[2:]}" if reference.startswith("e_") else reference


def _row(number: int, one: Entity, counts: dict[tuple[int, int], int], reasons: str) -> Row:
    names = json.dumps(one.names, ensure_ascii=False, separators=(",", ":"))
    about, held = counts.get((number, ABOUT), 0), counts.get((number, HOLDS), 0)
    return number, one.id, one.type, one.name, names, len(one.members), about, held, reasons


def _reasons(entity: Entity, judgements: dict[str, Judgement]) -> str:
    """Why the mentions are one: the most frequent reasons, with author and number."""
    counted = Counter(
        (one.reason, one.author)
        for key in entity.reasons
        if (one := judgements.get(key)) is not None
    )
    rows = [(reason, author, count) for (reason, author), count in counted.most_common(REASONS)]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
