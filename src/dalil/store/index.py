"""The derived tables, asked a page at a time.

Every answer that carries words is read from sealed rows and loaded as they are everywhere else (a
claim whose id does not fit its content is refused); the derived tables only say which rows. Nothing
here writes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from dalil.claims.entities import counted_mentions
from dalil.claims.index import Counts, Named, Shelved, Tied, Wanted
from dalil.claims.searching import Asked
from dalil.errors import Tampered
from dalil.evidence import (
    Claim,
    Exhibit,
    Interest,
    Judgement,
    Mention,
    Question,
    Refusal,
    TextLayer,
)
from dalil.names.fold import fold, words
from dalil.store.codec import load
from dalil.store.derived_sets import ALL, REVIEWED, claims_in
from dalil.store.wanted import Asker, claims_wanted

T = TypeVar("T")
Row = tuple[Any, ...]
_FOUND = ("PER", "ORG", "ASSET")


class SqliteIndex:
    """Answers of one case.

    Args:
        reading: Opens a connection for reading, as a context.
    """

    def __init__(self, reading: Callable[[], Any]) -> None:
        self._reading = reading

    # -- the case ----------------------------------------------------------------------------

    def counts(self) -> Counts:
        """The case in numbers."""
        with self._reading() as connection:
            one = Asker(connection).one
            types = {
                kind: one("SELECT count(*) FROM entities WHERE type = ?", kind) for kind in _FOUND
            }
            return Counts(
                documents=one("SELECT count(*) FROM documents"),
                refused=one("SELECT count(*) FROM documents WHERE refused AND layer IS NULL"),
                searchable=one("SELECT count(*) FROM documents WHERE layer IS NOT NULL"),
                read=one("SELECT count(*) FROM documents WHERE reading IS NOT NULL"),
                claims=len(claims_in(connection, ALL)),
                reviewed=len(claims_in(connection, REVIEWED)),
                questions=one("SELECT count(*) FROM question_rows"),
                people=types["PER"],
                organisations=types["ORG"],
                assets=types["ASSET"],
            )

    def documents(self, first: int, count: int) -> Sequence[Shelved]:
        """Exhibits in the order of arrival."""
        query = "SELECT sha256 FROM documents ORDER BY number LIMIT ? OFFSET ?"
        names = self._column(query, count, first)
        found = self.shelved(names)
        return [found[name] for name in names if name in found]

    def waiting(self) -> Sequence[str]:
        """Exhibits that have neither text nor refusal, in the order of arrival."""
        query = "SELECT sha256 FROM documents WHERE layer IS NULL AND NOT refused ORDER BY number"
        return self._column(query)

    def readable(self) -> Sequence[str]:
        """Exhibits that have a text, in the order of arrival."""
        return self._column("SELECT sha256 FROM documents WHERE layer IS NOT NULL ORDER BY number")

    def shelved(self, exhibits: Iterable[str]) -> Mapping[str, Shelved]:
        """Exhibits by sha256."""
        query = """SELECT d.sha256, d.number, d.claims, d.reading IS NOT NULL, d.refused,
            e.body, l.head FROM documents AS d JOIN exhibits AS e ON e.seq = d.exhibit
            LEFT JOIN layers AS l ON l.seq = d.layer WHERE d.sha256 IN (?)"""
        found: dict[str, Shelved] = {}
        with self._reading() as connection:
            ask = Asker(connection)
            for sha, number, claims, read, refused, body, head in ask.many(query, exhibits):
                layer = load(TextLayer, head) if head is not None else None
                found[sha] = Shelved(
                    exhibit=_same(load(Exhibit, body), sha),
                    number=number,
                    info=layer.info if layer else None,
                    language=layer.language if layer else None,
                    notes=layer.notes if layer else (),
                    refusal=self._refusal(ask, sha) if refused and layer is None else None,
                    claims=claims,
                    read=bool(read),
                )
        return found

    @staticmethod
    def _refusal(ask: Asker, sha: str) -> Refusal | None:
        text = ask.one("SELECT body FROM refusals WHERE exhibit = ? ORDER BY seq DESC LIMIT 1", sha)
        return load(Refusal, text) if text is not None else None

    def targets(self) -> Sequence[str]:
        """Entity ids that the user marked, as they stand now; none whose data are restricted."""
        marked, closed = self._marked("target"), self._marked("restricted")
        now = self.named([*marked, *closed])
        kept = {now[key].id if key in now else key for key in closed}
        found = (now[key].id if key in now else key for key in marked)
        return tuple(dict.fromkeys(key for key in found if key not in kept))

    def _marked(self, word: str) -> list[str]:
        """Entity ids, as they were then, of the marks with a word that none took back since."""
        query = """SELECT json_extract(body, '$.entity') FROM records WHERE kind = 'mark'
            AND key >= 'e_' AND key < 'e`' AND json_extract(body, '$.as') = ?
            AND NOT EXISTS (SELECT 1 FROM records AS later WHERE later.kind = 'mark'
                AND later.key = records.key AND later.seq > records.seq
                AND json_extract(later.body, '$.as') = 'not ' || ?) ORDER BY seq"""
        return [str(key) for key in self._column(query, word, word)]

    def record_ids(self, kind: str) -> Sequence[str]:
        """Ids of the records of a kind, oldest first: they tell whether any came or went."""
        return self._column("SELECT id FROM records WHERE kind = ? ORDER BY seq", kind)

    def pace(self, count: int) -> Sequence[str]:
        """UTC times at which the newest readings were recorded, newest first."""
        query = """SELECT b.at FROM seals AS s JOIN batches AS b ON b.number = s.batch
            WHERE s.in_table = 'readings' ORDER BY s.row DESC LIMIT ?"""
        return self._column(query, count)

    # -- claims ------------------------------------------------------------------------------

    def claims(self, wanted: Wanted, first: int, count: int) -> Sequence[Claim]:
        """Claims in the order of the case."""
        return self.counted_claims(wanted, first, count)[1]

    def counted_claims(self, wanted: Wanted, first: int, count: int) -> tuple[int, Sequence[Claim]]:
        """How many there are, and some of them: both asked at once."""
        with self._reading() as connection:
            found = claims_wanted(connection, wanted)
        return len(found), self._claims(found.part(first, count))

    def count_claims(self, wanted: Wanted) -> int:
        """How many there are."""
        with self._reading() as connection:
            return len(claims_wanted(connection, wanted))

    def claims_by_id(self, ids: Iterable[str]) -> Sequence[Claim]:
        """Claims of the newest readings, in the order of the ids."""
        query = """SELECT k.id, k.body FROM claims AS k JOIN claim_rows AS c ON c.claim = k.seq
            WHERE k.id IN (?)"""
        return self._by_id(query, Claim, ids)

    def claims_at(self, exhibit: str, start: int, end: int) -> Sequence[Claim]:
        """Claims that share a code point with ``start:end``, in order of place, longer first."""
        query = """SELECT c.claim FROM claim_rows AS c
            WHERE c.exhibit = (SELECT exhibit FROM documents WHERE sha256 = ?)
            AND c.start < ? AND c.stop > ? ORDER BY c.start, c.stop DESC, c.claim"""
        return self._claims(self._column(query, exhibit, end, start))

    def mentions_at(self, exhibit: str, start: int, end: int) -> Sequence[Mention]:
        """Mentions likewise."""
        query = """SELECT k.id, k.body FROM members AS m JOIN mentions AS k ON k.seq = m.mention
            WHERE m.exhibit = (SELECT exhibit FROM documents WHERE sha256 = ?)
            AND m.start < ? AND m.stop > ? ORDER BY m.start, m.stop DESC, m.mention"""
        with self._reading() as connection:
            ask = Asker(connection)
            found = {
                key: _fits(load(Mention, body), key)
                for key, body in ask.rows(query, exhibit, end, start)
            }
            retyped = [row[0] for row in ask.many(_RETYPED, found)]
        return list(counted_mentions(found.values(), self.judgements_on(retyped)))

    def mentions_of(self, entity: str, first: int = 0, count: int = -1) -> Sequence[Mention]:
        """Mentions of an entity, the oldest first; with ``count`` those of so many members alone."""
        query = """SELECT mention FROM members WHERE entity =
            (SELECT number FROM entities WHERE id = ?)
            ORDER BY exhibit, start, stop DESC, mention LIMIT ? OFFSET ?"""
        rows = self._column(query, entity, count, first)
        bodies = "SELECT seq, id, body FROM mentions WHERE seq IN (?)"
        with self._reading() as connection:
            held = {seq: (key, body) for seq, key, body in Asker(connection).many(bodies, rows)}
        found = [_fits(load(Mention, body), key) for key, body in map(held.__getitem__, rows)]
        return list(counted_mentions(found, self.judgements_on(one.id for one in found)))

    def links_on(self, mentions: Iterable[str]) -> Sequence[Judgement]:
        """Judgements on entities that speak of some mentions on either side, oldest first."""
        query = """SELECT DISTINCT j.seq, j.body FROM links AS l JOIN judgements AS j
            ON j.seq = l.judgement WHERE l.node IN (?)"""
        with self._reading() as connection:
            rows: dict[int, str] = dict(Asker(connection).many(query, dict.fromkeys(mentions)))
        return [load(Judgement, rows[seq]) for seq in sorted(rows)]

    def _claims(self, rows: Sequence[int]) -> list[Claim]:
        with self._reading() as connection:
            found = {
                seq: _fits(load(Claim, body), key)
                for seq, key, body in Asker(connection).many(
                    "SELECT seq, id, body FROM claims WHERE seq IN (?)", rows
                )
            }
        return [found[row] for row in rows if row in found]

    # -- entities ----------------------------------------------------------------------------

    def entities(
        self, type_: str, first: int, count: int, leave: Sequence[str] = ()
    ) -> Sequence[Named]:
        """Entities of a type without some: most spoken of, then most mentions first, then by name."""
        marks = ",".join("?" * len(leave))
        query = f"""SELECT {_NAMED} FROM entities WHERE type = ? AND id NOT IN ({marks})
            ORDER BY about + held DESC, mentions DESC, name, number LIMIT ? OFFSET ?"""  # noqa: S608
        with self._reading() as connection:
            rows = Asker(connection).rows(query, type_, *leave, count, first)
            return [_named(row) for row in rows]

    def named(self, entities: Iterable[str]) -> Mapping[str, Named]:
        """Entities by id; a retired id gives the entity that took its mentions in."""
        wanted = list(dict.fromkeys(entities))
        query = f"SELECT {_NAMED} FROM entities WHERE id IN (?)"  # noqa: S608
        with self._reading() as connection:
            ask = Asker(connection)
            found = {row[0]: _named(row) for row in ask.many(query, wanted)}
            missing = {
                f"m_{key[2:]}": key for key in wanted if key not in found and key[:2] == "e_"
            }
            now: dict[str, str] = dict(ask.many(_ENTITY_OF, missing))
            taken = {row[0]: _named(row) for row in ask.many(query, set(now.values()))}
        for mention, entity in now.items():
            found[missing[mention]] = taken[entity]
        return found

    def entities_of(self, mentions: Iterable[str]) -> Mapping[str, str]:
        """Entity id by mention id."""
        with self._reading() as connection:
            return dict(Asker(connection).many(_ENTITY_OF, dict.fromkeys(mentions)))

    # -- questions and interests ----------------------------------------------------------------

    def questions(self, first: int, count: int) -> Sequence[Question]:
        """Contested questions."""
        query = "SELECT id, body FROM question_rows ORDER BY place LIMIT ? OFFSET ?"
        with self._reading() as connection:
            rows = Asker(connection).rows(query, count, first)
            return [_fits(load(Question, body), key) for key, body in rows]

    def questions_by_id(self, ids: Iterable[str]) -> Sequence[Question]:
        """Questions in the order of the ids."""
        return self._by_id("SELECT id, body FROM question_rows WHERE id IN (?)", Question, ids)

    def questions_about(self, entity: str, first: int, count: int) -> Sequence[Question]:
        """Questions that concern an entity."""
        query = """SELECT q.id, q.body FROM question_refs AS r
            JOIN question_rows AS q ON q.place = r.place WHERE r.key = ?
            ORDER BY r.place LIMIT ? OFFSET ?"""
        with self._reading() as connection:
            rows = Asker(connection).rows(query, entity, count, first)
            return [_fits(load(Question, body), key) for key, body in rows]

    def count_questions_about(self, entity: str) -> int:
        """How many there are."""
        with self._reading() as connection:
            query = "SELECT count(*) FROM question_refs WHERE key = ?"
            return int(Asker(connection).one(query, entity))

    def questions_on(self, claims: Iterable[str]) -> Mapping[str, Sequence[Question]]:
        """Questions on which claims take a side, by claim id."""
        query = """SELECT r.key, q.id, q.body FROM question_refs AS r
            JOIN question_rows AS q ON q.place = r.place WHERE r.key IN (?) ORDER BY r.place"""
        found: dict[str, list[Question]] = {}
        with self._reading() as connection:
            for claim, key, body in Asker(connection).many(query, claims):
                found.setdefault(claim, []).append(_fits(load(Question, body), key))
        return found

    def ties_of(self, holders: Iterable[str]) -> Sequence[Tied]:
        """Stated interests of speakers whose claim is one of the case, in their order."""
        return self._ties("holder", holders)

    def ties_to(self, other: str) -> Sequence[Tied]:
        """Likewise those in an entity."""
        return self._ties("other", [other])

    def _ties(self, end: str, entities: Iterable[str]) -> list[Tied]:
        query = _TIES.replace("ENDS", end)
        with self._reading() as connection:
            return sorted(
                (Tied(*row) for row in Asker(connection).many(query, dict.fromkeys(entities))),
                key=lambda one: one.place,
            )

    def interests_at(self, places: Iterable[int]) -> Mapping[int, Interest]:
        """Interests by their place."""
        query = "SELECT place, body FROM interest_rows WHERE place IN (?)"
        with self._reading() as connection:
            rows = Asker(connection).many(query, dict.fromkeys(places))
            return {place: load(Interest, body) for place, body in rows}

    def reviews(self) -> Sequence[Judgement]:
        """Judgements by persons on claims that persons have reviewed, oldest first."""
        query = """SELECT j.seq, j.body FROM judgements AS j WHERE j."left" IN (?)"""
        with self._reading() as connection:
            ask = Asker(connection)
            claims = [row[0] for row in ask.rows("SELECT claim FROM reviews")]
            rows = sorted(ask.many(query, claims))
        made = [load(Judgement, body) for _, body in rows]
        return [one for one in made if one.by_person]

    def judgements_on(self, references: Iterable[str]) -> Sequence[Judgement]:
        """Judgements whose left side is one of some claims or mentions, oldest first."""
        query = """SELECT j.seq, j.body FROM judgements AS j WHERE j."left" IN (?)"""
        with self._reading() as connection:
            rows = sorted(Asker(connection).many(query, dict.fromkeys(references)))
        return [load(Judgement, body) for _, body in rows]

    def judgements_saying(self, value: str) -> Sequence[Judgement]:
        """Judgements on claims that carry a value, such as an element of a test, oldest first."""
        with self._reading() as connection:
            rows = Asker(connection).rows(_SAYING, value)
        return [load(Judgement, body) for _, body in sorted(rows)]

    def corrections_to(self, claims: Iterable[str]) -> Sequence[Judgement]:
        """Judgements, withdrawals among them, that name one of some claims on their right side."""
        made: dict[int, Judgement] = {}
        with self._reading() as connection:
            for claim in dict.fromkeys(claims):
                rows = Asker(connection).rows(_RIGHT, f'%"right":"{claim}"%')
                made.update((seq, load(Judgement, body)) for seq, body in rows)
        return [made[seq] for seq in sorted(made)]

    # -- search ------------------------------------------------------------------------------

    def find_names(self, words_: str, count: int) -> Sequence[Named]:
        """People, organisations and assets whose names hold words that begin so, in any script."""
        keys = [key for key in map(fold, words(words_)) if key]
        if not keys:
            return []
        begin = "SELECT entity FROM entity_words WHERE word >= ? AND word < ?"
        among = " INTERSECT ".join([begin] * len(keys))
        query = f"""SELECT {_NAMED} FROM entities WHERE number IN ({among})
            ORDER BY about + held DESC, mentions DESC, name, number LIMIT ?"""  # noqa: S608
        values = [part for key in keys for part in (key, key + "\U0010ffff")]
        with self._reading() as connection:
            return [_named(row) for row in Asker(connection).rows(query, *values, count)]

    def find_texts(self, asked: Asked, first: int, count: int) -> Sequence[str]:
        """Exhibits whose text holds what is asked, in the order of arrival."""
        query = """SELECT d.sha256 FROM found_words AS f JOIN documents AS d ON d.exhibit = f.rowid
            WHERE found_words MATCH ? ORDER BY f.rowid LIMIT ? OFFSET ?"""
        return self._column(query, _match(asked), count, first) if asked else []

    def count_texts(self, asked: Asked) -> int:
        """How many there are."""
        return self._count("SELECT count(*) FROM found_words WHERE found_words MATCH ?", asked)

    def find_quotes(self, asked: Asked, first: int, count: int) -> Sequence[Claim]:
        """Claims whose quote holds what is asked."""
        query = """SELECT rowid FROM found_quotes WHERE found_quotes MATCH ?
            ORDER BY rowid LIMIT ? OFFSET ?"""
        return self._claims(self._column(query, _match(asked), count, first)) if asked else []

    def count_quotes(self, asked: Asked) -> int:
        """How many there are."""
        return self._count("SELECT count(*) FROM found_quotes WHERE found_quotes MATCH ?", asked)

    # -- inside ------------------------------------------------------------------------------

    def _count(self, query: str, asked: Asked) -> int:
        if not asked:
            return 0
        with self._reading() as connection:
            return int(Asker(connection).one(query, _match(asked)))

    def _by_id(self, query: str, kind: type[T], ids: Iterable[str]) -> list[T]:
        wanted = list(dict.fromkeys(ids))
        with self._reading() as connection:
            found = {
                key: _fits(load(kind, body), key)
                for key, body in Asker(connection).many(query, wanted)
            }
        return [found[key] for key in wanted if key in found]

    def _column(self, query: str, *values: object) -> list[Any]:
        with self._reading() as connection:
            return [row[0] for row in Asker(connection).rows(query, *values)]


_NAMED = "id, type, name, names, mentions, about, held, reasons"
# CROSS JOIN: by the ends of the ties, never by walking through the claims.
_TIES = """SELECT i.place, i.holder, i.other, i.kind, k.id FROM interest_rows AS i
    CROSS JOIN claims AS k ON k.id = json_extract(i.body, '$.claim')
    CROSS JOIN claim_rows AS c ON c.claim = k.seq WHERE i.ENDS IN (?)"""
_RIGHT = """SELECT seq, body FROM judgements WHERE "left" >= 'c_' AND "left" < 'c`'
    AND body LIKE ?"""
_SAYING = """SELECT seq, body FROM judgements WHERE "left" >= 'c_' AND "left" < 'c`'
    AND json_extract(body, '$.value') = ?"""
_RETYPED = """SELECT "left" FROM judgements WHERE "left" IN (?)
    AND body LIKE '%"verdict":"correct"%'"""
_ENTITY_OF = """SELECT k.id, e.id FROM mentions AS k JOIN members AS m ON m.mention = k.seq
    JOIN entities AS e ON e.number = m.entity WHERE k.id IN (?)"""


def _match(asked: Asked) -> str:
    """A question in the words of FTS5: keys are letters and digits, and stand in quotation marks."""
    parts = (
        f'"{" ".join(part)}"{"*" if opened else ""}'
        for part, opened in zip(asked.parts, asked.open, strict=True)
    )
    return " AND ".join(parts)


def _named(row: Row) -> Named:
    key, kind, name, names, mentions, about, held, reasons = row
    return Named(
        id=key,
        type=kind,
        name=name,
        names=tuple(json.loads(names)),
        mentions=mentions,
        about=about,
        held=held,
        reasons=tuple((reason, author, count) for reason, author, count in json.loads(reasons)),
    )


def _fits(value: T, key: str) -> T:
    if getattr(value, "id", None) != key:
        raise Tampered(
            f"The stored row {key} holds content whose id is {getattr(value, 'id', '')}."
        )
    return value


def _same(exhibit: Exhibit, sha256: str) -> Exhibit:
    if exhibit.sha256 != sha256:
        raise Tampered(f"The stored row of exhibit {sha256} tells of {exhibit.sha256}.")
    return exhibit
