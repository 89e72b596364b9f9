"""Claims as the derived tables hold them: which count, which are reviewed, whom they name.

A claim counts where its reading does, unless a correction took its place or the person who put it in
took it out again. Nothing is decided here: what stands is told by :mod:`dalil.claims.reviews`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection

from dalil.claims.questions.sides import HARD_STAGES, stands_against
from dalil.claims.reading import BY_PERSON
from dalil.claims.reviews import counted, reviewed
from dalil.claims.searching import keys_of
from dalil.evidence import Claim, HolderRole, Judgement, Mention
from dalil.store.codec import load
from dalil.store.derived_entities import Assembler
from dalil.store.derived_sets import ClaimSets
from dalil.store.derived_tables import ABOUT, HOLDS, SPEAKS

Row = tuple[Any, ...]
_ROW = "SELECT * FROM claim_rows WHERE claim = ?"
_BY_PERSONS = f"""SELECT k.seq FROM readings AS r JOIN claims AS k ON k.reading = r.seq
    WHERE r.method LIKE '{BY_PERSON}%' ORDER BY k.seq"""  # noqa: S608


class ClaimRows:
    """Follows claims and their reviews into the derived tables.

    Args:
        rows: A connection to the sealed rows.
        into: Where the derived tables are.
        assembler: Told of whoever is named.
    """

    def __init__(self, rows: Connection, into: Connection, assembler: Assembler) -> None:
        self._rows, self._into, self._assembler = rows, into, assembler
        self._sets = ClaimSets(into)
        self._persons: dict[int, Claim] | None = None

    def enter(
        self,
        exhibit: int,
        mentions: Sequence[tuple[int, Mention]],
        claims: Sequence[tuple[int, Claim]],
        *,
        own: bool,
    ) -> None:
        """Put in the claims of a reading that count and are not there yet.

        Args:
            exhibit: Row of the document.
            mentions: Of the reading, by row.
            claims: Likewise.
            own: The claims rest on the mentions of this reading, as the program's do.
        """
        by_id = {mention.id: row for row, mention in mentions}
        fresh: dict[str, tuple[int, Claim]] = {}
        for row, claim in claims:
            fresh.setdefault(claim.id, (row, claim))
        judged = self._judged(fresh)
        counts, seen = counted(judged), reviewed(judged)
        there = self._there(exhibit, fresh)
        entered = [
            (row, one) for key, (row, one) in fresh.items() if key not in there and counts(one)
        ]
        self._put([_claim_row(row, exhibit, one, one.id in seen) for row, one in entered])
        self.refer(entered, by_id if own else {})
        for row, one in entered:
            self.words("found_quotes", "", row, one.quote)
        self._assembler.touch(by_id)

    def refer(self, claims: Sequence[tuple[int, Claim]], by_id: dict[str, int]) -> None:
        """Join claims to the mentions that they name: of their own reading, else wherever these count."""
        named = {(key, role, row) for row, one in claims for key, role in _references(one)}
        other = {key for key, _, _ in named} - by_id.keys()
        rows = {**self._assembler.rows_of(other), **by_id}
        refs = sorted((rows[key], role, row) for key, role, row in named if key in rows)
        self._many("INSERT OR IGNORE INTO claim_refs VALUES (?, ?, ?)", refs)
        self._assembler.touch(other & rows.keys())

    def rejoin(self, mentions: Iterable[str]) -> None:
        """Join persons' claims anew to mentions that came or went: they may rest on any document's."""
        if self._persons is None:
            self._persons = dict(self.claims_of(self._column_of_rows(_BY_PERSONS)))
        wanted = set(mentions) if self._persons else set()
        for row, one in self._persons.items():
            named = {key for key, _ in _references(one)}
            if named & wanted and self._counts(row):
                query = "SELECT mention FROM claim_refs WHERE claim = ?"
                self._assembler.touch_rows(self._column(query, row))
                self._run("DELETE FROM claim_refs WHERE claim = ?", (row,))
                self.refer([(row, one)], {})

    def _column_of_rows(self, query: str) -> list[int]:
        return list(self._rows.exec_driver_sql(query).scalars())

    def _there(self, exhibit: int, claims: Iterable[str]) -> set[str]:
        """Those of some claims that count already."""
        if not self._one("SELECT count(*) FROM claim_rows WHERE exhibit = ?", exhibit):
            return set()
        return {key for key in claims if any(map(self._counts, self._rows_of(key)))}

    def _rows_of(self, claim: str) -> list[int]:
        found = self._rows.exec_driver_sql("SELECT seq FROM claims WHERE id = ?", (claim,))
        return list(found.scalars())

    def _counts(self, row: int) -> bool:
        return bool(self._one("SELECT count(*) FROM claim_rows WHERE claim = ?", row))

    def claims_of(self, rows: Iterable[int]) -> Iterator[tuple[int, Claim]]:
        """Claims by row."""
        for row in rows:
            found = self._rows.exec_driver_sql("SELECT body FROM claims WHERE seq = ?", (row,))
            if (body := found.scalar()) is not None:
                yield row, load(Claim, body)

    def _judged(self, claims: Iterable[str]) -> list[Judgement]:
        """All judgements on some claims, oldest first; none are looked for where there is none on any."""
        any_ = "SELECT 1 FROM judgements WHERE \"left\" >= 'c_' AND \"left\" < 'c`' LIMIT 1"
        if self._rows.exec_driver_sql(any_).first() is None:
            return []
        query = 'SELECT seq, body FROM judgements WHERE "left" = ?'
        rows: dict[int, str] = {}
        for key in claims:
            rows.update(tuple(row) for row in self._rows.exec_driver_sql(query, (key,)))
        return [load(Judgement, rows[seq]) for seq in sorted(rows)]

    def count(self, exhibit: int) -> None:
        """Count the claims of a document anew."""
        self._run(
            "UPDATE documents SET claims = (SELECT count(*) FROM claim_rows WHERE exhibit = ?) "
            "WHERE exhibit = ?",
            (exhibit, exhibit),
        )

    def settle(self, claim: str) -> None:
        """After a judgement on a claim: whether it is reviewed, and whether it counts."""
        judged = self.note_review(claim)
        counts, seen = counted(judged), claim in reviewed(judged)
        for row, one in self.claims_of(self._rows_of(claim)):
            if self._counts(row):
                if counts(one):
                    query = "UPDATE claim_rows SET reviewed = ? WHERE claim = ?"
                    self._run(query, (int(seen), row))
                    self._sets.review(row, reviewed=seen)
                else:
                    self.drop([row])
        if any(map(self._counts, self._rows_of(claim))):
            return
        for row, one in self.claims_of(self._current(claim)):
            if counts(one):
                exhibit = self._one("SELECT exhibit FROM documents WHERE sha256 = ?", one.exhibit)
                self._put([_claim_row(row, exhibit, one, seen)])
                self.refer([(row, one)], {})
                self.words("found_quotes", "", row, one.quote)
                self.count(exhibit)
                return

    def note_review(self, claim: str) -> list[Judgement]:
        """Keep whether a person has reviewed a claim; returns all judgements on it."""
        judged = self._judged([claim])
        if claim in reviewed(judged):
            self._run("INSERT OR IGNORE INTO reviews VALUES (?)", (claim,))
        else:
            self._run("DELETE FROM reviews WHERE claim = ?", (claim,))
        return judged

    def _current(self, claim: str) -> list[int]:
        """Rows of a claim in readings that count, the program's first."""
        query = f"""SELECT k.seq, k.reading, r.method LIKE '{BY_PERSON}%' FROM claims AS k
            JOIN readings AS r ON r.seq = k.reading WHERE k.id = ? ORDER BY 3, 1"""  # noqa: S608
        return [
            row
            for row, reading, person in self._rows.exec_driver_sql(query, (claim,)).all()
            if person or self._one("SELECT 1 FROM documents WHERE reading = ?", reading)
        ]

    def drop(self, claims: Sequence[int]) -> None:
        """Take claims out; those whom they concern are counted anew."""
        for claim in claims:
            body = self._rows.exec_driver_sql("SELECT body FROM claims WHERE seq = ?", (claim,))
            text = body.scalar()
            found = self._into.exec_driver_sql(_ROW, (claim,)).one_or_none()
            if text is None or found is None:
                continue
            self._sets.leave(tuple(found))
            self.words("found_quotes", "delete", claim, load(Claim, text).quote)
            self._assembler.touch_rows(
                self._column("SELECT mention FROM claim_refs WHERE claim = ?", claim)
            )
            self._run("UPDATE documents SET claims = claims - 1 WHERE exhibit = ?", (found[1],))
            self._run("DELETE FROM claim_refs WHERE claim = ?", (claim,))
            self._run("DELETE FROM claim_rows WHERE claim = ?", (claim,))

    def finish(self) -> None:
        """Write the sets of claims as they are now."""
        self._sets.finish()

    def _put(self, rows: Sequence[Row]) -> None:
        self._many("INSERT INTO claim_rows VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        for row in rows:
            self._sets.enter(row)

    def words(self, table: str, command: str, row: int, text: str) -> None:
        """Put the words of a text into a search, or with ``delete`` take them out."""
        if command:
            query = f"INSERT INTO {table} ({table}, rowid, words) VALUES (?, ?, ?)"  # noqa: S608
            self._run(query, (command, row, keys_of(text)))
        else:
            query = f"INSERT INTO {table} (rowid, words) VALUES (?, ?)"  # noqa: S608
            self._run(query, (row, keys_of(text)))

    def _run(self, query: str, values: Row = ()) -> None:
        self._into.exec_driver_sql(query, values)

    def _many(self, query: str, rows: Sequence[Row]) -> None:
        if rows:
            self._into.exec_driver_sql(query, list(rows))

    def _one(self, query: str, *values: object) -> Any:  # noqa: ANN401 - one cell
        return self._into.exec_driver_sql(query, tuple(values)).scalar()

    def _column(self, query: str, *values: object) -> list[Any]:
        return list(self._into.exec_driver_sql(query, tuple(values)).scalars())


def _claim_row(row: int, exhibit: int, claim: Claim, reviewed: bool) -> Row:
    return (
        row,
        exhibit,
        claim.locator.start,
        claim.locator.end,
        str(claim.stance),
        str(claim.stage) if claim.stage else "none",
        int(stands_against(claim)),
        int(claim.stage not in HARD_STAGES),
        int(bool(claim.relations)),
        int(reviewed),
    )


def _references(claim: Claim) -> Iterator[tuple[str, int]]:
    """Mention ids that a claim rests on, each with its role."""
    for one in claim.about:
        yield one.id, ABOUT
    for relation in claim.relations:
        yield relation.subject.id, ABOUT
        if relation.object is not None:
            yield relation.object.id, ABOUT
    inner = claim.holders[0]
    for holder in claim.holders:
        if holder.reference is None:
            continue
        if holder is inner:
            yield holder.reference.id, HOLDS
            yield holder.reference.id, SPEAKS
        elif holder.role is inner.role is HolderRole.SIGNATORY:
            yield holder.reference.id, SPEAKS
