"""Keep the derived tables as the sealed rows are: at every commit they equal what a rebuild gives.

A batch's rows go in by the same transaction that writes them; whatever a new reading or judgement
touches is assembled anew, and only that: the mentions that judgements connect with it. Nothing is
decided here, nothing is sealed here, and no sealed row is changed. Which tables hold names, and so
must be reached by an erasure, is told in :mod:`dalil.store.derived_tables`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection

from dalil.claims.searching import keys_of
from dalil.claims.sides import HARD_STAGES, stands_against
from dalil.evidence import Claim, HolderRole, Interest, Judgement, Mention, Question, Verdict
from dalil.store.codec import dump, load
from dalil.store.derived_entities import Assembler
from dalil.store.derived_tables import ABOUT, CREATE, HOLDS, PLAIN, SPEAKS, WORDS
from dalil.store.unpacking import unpack_text

_REVIEWS = frozenset({Verdict.ACCEPT, Verdict.REJECT, Verdict.CORRECT})
_JUDGEMENT = "SELECT body FROM judgements WHERE seq = ?"
_PIECE = 2000
Row = tuple[Any, ...]


def create(connection: Connection) -> None:
    """Make the derived tables, empty."""
    for statement in CREATE:
        connection.exec_driver_sql(statement)


class Derived:
    """Follows sealed rows into the derived tables.

    Args:
        rows: A connection to the sealed rows.
        into: In a write transaction, where the derived tables are; ``rows`` when left out.
    """

    def __init__(self, rows: Connection, into: Connection | None = None) -> None:
        self._rows = rows
        self._into = rows if into is None else into
        self._assembler = Assembler(self._rows, self._into)
        self._stale = False
        self._loose: list[tuple[str, str]] = []

    def remember(
        self, mentions: Iterable[tuple[int, Mention]], judgements: Iterable[tuple[int, Judgement]]
    ) -> None:
        """Rows of the batch that is followed: they need not be loaded again."""
        self._assembler.remember(mentions, judgements)

    # -- following a batch -------------------------------------------------------------------

    def exhibits(self, new: Iterable[tuple[int, str]]) -> None:
        """Exhibits came in: (row, sha256)."""
        last = self._one("SELECT max(number) FROM documents") or 0
        self._many(
            "INSERT INTO documents (exhibit, sha256, number) VALUES (?, ?, ?)",
            [(seq, sha, last + place) for place, (seq, sha) in enumerate(new, 1)],
        )

    def layers(self, new: Iterable[tuple[int, str, str]]) -> None:
        """Texts were read: (row, exhibit, text). A newer text replaces the older one in the search."""
        for seq, sha, text in new:
            exhibit, before = self._document(sha, "layer")
            if before is not None:
                self._words("found_words", "delete", exhibit, self._text(before))
            self._words("found_words", "", exhibit, text)
            self._run("UPDATE documents SET layer = ? WHERE exhibit = ?", (seq, exhibit))

    def refusals(self, exhibits: Iterable[str]) -> None:
        """Exhibits were refused."""
        self._many(
            "UPDATE documents SET refused = 1 WHERE sha256 = ?", [(sha,) for sha in exhibits]
        )

    def reading(
        self,
        seq: int,
        sha: str,
        mentions: Sequence[tuple[int, Mention]],
        claims: Sequence[tuple[int, Claim]],
    ) -> None:
        """A document was read: its rows; the reading before it counts no longer."""
        exhibit, before = self._document(sha, "reading")
        if before is not None:
            self._leave(exhibit, before)
        by_id = {mention.id: row for row, mention in mentions}
        fresh: dict[str, tuple[int, Claim]] = {}
        for row, claim in claims:
            fresh.setdefault(claim.id, (row, claim))
        reviewed = self._reviewed(fresh)
        self._many(
            "INSERT INTO claim_rows VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [_claim_row(row, exhibit, one, one.id in reviewed) for row, one in fresh.values()],
        )
        refs = {
            (by_id[key], role, row)
            for row, one in fresh.values()
            for key, role in _references(one)
            if key in by_id
        }
        self._many("INSERT INTO claim_refs VALUES (?, ?, ?)", sorted(refs))
        for row, one in fresh.values():
            self._words("found_quotes", "", row, one.quote)
        self._run(
            "UPDATE documents SET reading = ?, claims = ? WHERE exhibit = ?",
            (seq, len(fresh), exhibit),
        )
        self._assembler.touch(by_id)

    def judgements(self, new: Iterable[tuple[int, Judgement]]) -> None:
        """Judgements were made: (row, judgement)."""
        links: list[Row] = []
        for seq, one in new:
            if one.by_person and one.verdict in _REVIEWS:
                self._review(one.left)
            nodes = self._assembler.nodes_of(one)
            links += [(node, seq) for node in nodes]
            self._assembler.touch(nodes)
        self._many("INSERT OR IGNORE INTO links VALUES (?, ?)", links)

    def resolution(self, questions: Sequence[Question], interests: Sequence[Interest]) -> None:
        """Questions and interests were found anew."""
        for table in ("question_rows", "question_refs", "interest_rows"):
            self._run(f"DELETE FROM {table}")  # noqa: S608 - names of our own
        self._many(
            "INSERT INTO question_rows VALUES (?, ?, ?)",
            [(place, one.id, dump(one)) for place, one in enumerate(questions, 1)],
        )
        refs = {
            (key, place)
            for place, one in enumerate(questions, 1)
            for key in (*one.about, *(claim for side in one.sides for claim in side.claims))
        }
        self._many("INSERT INTO question_refs VALUES (?, ?)", sorted(refs))
        self._many(
            "INSERT INTO interest_rows VALUES (?, ?, ?, ?, ?)",
            [(n, i.holder, i.other, i.kind, dump(i)) for n, i in enumerate(interests, 1)],
        )

    def finish(self) -> None:
        """Assemble what was touched; without it the batch is not followed."""
        self._assembler.finish()

    # -- erasure and rebuilding ---------------------------------------------------------------

    def forget(self, table: str, row: int) -> None:
        """Take a sealed row out of everything derived, before it is erased.

        After the rows are gone :meth:`finish` and :meth:`scrub` must follow.
        """
        if table in ("layers", "readings") and self._has_older(table, row):
            self._stale = True
        if table == "layers":
            found = self._first("SELECT exhibit FROM documents WHERE layer = ?", row)
            if found is not None:
                self._words("found_words", "delete", found, self._text(row))
                self._run("UPDATE documents SET layer = NULL WHERE exhibit = ?", (found,))
        elif table == "readings":
            found = self._first("SELECT exhibit FROM documents WHERE reading = ?", row)
            if found is not None:
                self._leave(found, row)
                self._run(
                    "UPDATE documents SET reading = NULL, claims = 0 WHERE exhibit = ?", (found,)
                )
        elif table == "claims":
            self._drop_claims([row])
        elif table == "mentions":
            self._assembler.drop_mentions([row])
            self._run("DELETE FROM claim_refs WHERE mention = ?", (row,))
        elif table == "judgements":
            nodes = self._column("SELECT node FROM links WHERE judgement = ?", row)
            self._run("DELETE FROM links WHERE judgement = ?", (row,))
            self._assembler.touch(nodes)
            if not nodes:
                body = self._rows.exec_driver_sql(_JUDGEMENT, (row,)).scalar()
                self._loose.append(("reviews", load(Judgement, body).left if body else ""))
        elif table == "exhibits":
            number = self._first("SELECT number FROM documents WHERE exhibit = ?", row)
            self._run("DELETE FROM documents WHERE exhibit = ?", (row,))
            self._run("UPDATE documents SET number = number - 1 WHERE number > ?", (number,))
        elif table == "refusals":
            query = "SELECT exhibit FROM refusals WHERE seq = ?"
            sha = self._rows.exec_driver_sql(query, (row,)).scalar()
            self._loose.append(("refusals", str(sha)))
        elif table == "resolutions":
            self._loose.append(("resolutions", ""))

    def _has_older(self, table: str, row: int) -> bool:
        """Whether an older text or reading of the same exhibit would count again."""
        query = f"""SELECT count(*) FROM {table} WHERE seq <> ?
            AND exhibit = (SELECT exhibit FROM {table} WHERE seq = ?)"""  # noqa: S608
        return bool(self._rows.exec_driver_sql(query, (row, row)).scalar())

    def scrub(self) -> None:
        """After an erasure: leave no word of what was taken out in the files of the search."""
        if self._stale:
            self.rebuild()
        for what, key in dict.fromkeys(self._loose):
            if what == "resolutions":
                self.resolution((), ())
                self._fill_resolution()
            elif what == "refusals":
                query = "SELECT count(*) FROM refusals WHERE exhibit = ?"
                left = bool(self._rows.exec_driver_sql(query, (key,)).scalar())
                self._run("UPDATE documents SET refused = ? WHERE sha256 = ?", (int(left), key))
            else:
                self._review_anew(key)
        self._loose = []
        for table in WORDS:
            self._run(f"INSERT INTO {table} ({table}) VALUES ('optimize')")  # noqa: S608

    def _review_anew(self, claim: str) -> None:
        """Whether a claim counts as reviewed after a judgement on it was erased."""
        query = 'SELECT body FROM judgements WHERE "left" = ?'
        left = [load(Judgement, row[0]) for row in self._rows.exec_driver_sql(query, (claim,))]
        if not any(one.by_person and one.verdict in _REVIEWS for one in left):
            self._run("DELETE FROM reviews WHERE claim = ?", (claim,))
            rows = self._rows.exec_driver_sql("SELECT seq FROM claims WHERE id = ?", (claim,))
            self._many(
                "UPDATE claim_rows SET reviewed = 0 WHERE claim = ?", [tuple(r) for r in rows]
            )

    def rebuild(self) -> None:
        """Make all derived tables anew from the sealed rows."""
        for table in PLAIN:
            self._run(f"DELETE FROM {table}")  # noqa: S608 - names of our own
        for table in WORDS:
            self._run(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")  # noqa: S608
        self._assembler = Assembler(self._rows, self._into)
        self.fill()

    def fill(self) -> None:
        """Make the derived tables from the sealed rows; they are empty."""
        for part in _pieces(self._stream("SELECT seq, sha256 FROM exhibits ORDER BY seq")):
            self.exhibits(part)
        newest = (
            "SELECT seq, exhibit FROM layers WHERE seq IN "
            "(SELECT max(seq) FROM layers GROUP BY exhibit) ORDER BY seq"
        )
        for part in _pieces(self._stream(newest)):
            self.layers((seq, sha, self._text(seq)) for seq, sha in part)
        self.refusals(row[0] for row in self._stream("SELECT exhibit FROM refusals"))
        self._fill_judgements()
        current = (
            "SELECT seq, exhibit FROM readings WHERE seq IN "
            "(SELECT max(seq) FROM readings GROUP BY exhibit) ORDER BY seq"
        )
        for seq, sha in self._stream(current):
            self.reading(seq, sha, self._loaded("mentions", seq), self._loaded("claims", seq))
        self._fill_resolution()
        self.finish()

    def _fill_judgements(self) -> None:
        rows = self._stream("SELECT seq, body FROM judgements ORDER BY seq")
        for part in _pieces(rows):
            self.judgements((seq, load(Judgement, body)) for seq, body in part)

    def _fill_resolution(self) -> None:
        found = self._rows.exec_driver_sql(
            "SELECT questions, interests FROM resolutions ORDER BY seq DESC LIMIT 1"
        ).first()
        if found is not None:
            questions, interests = (json.loads(text) for text in found)
            self.resolution(
                [load(Question, json.dumps(part)) for part in questions],
                [load(Interest, json.dumps(part)) for part in interests],
            )

    # -- inside ------------------------------------------------------------------------------

    def _leave(self, exhibit: int, reading: int) -> None:
        """Take a reading that counts no longer out again."""
        claims = self._column("SELECT claim FROM claim_rows WHERE exhibit = ?", exhibit)
        self._drop_claims(claims)
        rows = self._rows.exec_driver_sql("SELECT seq FROM mentions WHERE reading = ?", (reading,))
        self._assembler.drop_mentions([row[0] for row in rows])

    def _drop_claims(self, claims: Sequence[int]) -> None:
        """Take claims out; those whom they concern are counted anew."""
        for claim in claims:
            body = self._rows.exec_driver_sql("SELECT body FROM claims WHERE seq = ?", (claim,))
            text = body.scalar()
            if text is None or not self._one(
                "SELECT count(*) FROM claim_rows WHERE claim = ?", claim
            ):
                continue
            self._words("found_quotes", "delete", claim, load(Claim, text).quote)
            self._assembler.touch_rows(
                self._column("SELECT mention FROM claim_refs WHERE claim = ?", claim)
            )
            exhibit = self._one("SELECT exhibit FROM claim_rows WHERE claim = ?", claim)
            self._run("UPDATE documents SET claims = claims - 1 WHERE exhibit = ?", (exhibit,))
            self._run("DELETE FROM claim_refs WHERE claim = ?", (claim,))
            self._run("DELETE FROM claim_rows WHERE claim = ?", (claim,))

    def _review(self, claim: str) -> None:
        self._run("INSERT OR IGNORE INTO reviews VALUES (?)", (claim,))
        rows = self._rows.exec_driver_sql("SELECT seq FROM claims WHERE id = ?", (claim,))
        self._many("UPDATE claim_rows SET reviewed = 1 WHERE claim = ?", [tuple(r) for r in rows])

    def _reviewed(self, ids: Iterable[str]) -> set[str]:
        if not self._one("SELECT count(*) FROM (SELECT 1 FROM reviews LIMIT 1)"):
            return set()
        return {key for key in ids if self._one("SELECT 1 FROM reviews WHERE claim = ?", key)}

    def _document(self, sha: str, column: str) -> tuple[int, int | None]:
        query = f"SELECT exhibit, {column} FROM documents WHERE sha256 = ?"  # noqa: S608
        found = self._into.exec_driver_sql(query, (sha,)).one()
        return found[0], found[1]

    def _text(self, layer: int) -> str:
        query = "SELECT text FROM layers WHERE seq = ?"
        return unpack_text(self._rows.exec_driver_sql(query, (layer,)).scalar_one())

    def _words(self, table: str, command: str, row: int, text: str) -> None:
        if command:
            query = f"INSERT INTO {table} ({table}, rowid, words) VALUES (?, ?, ?)"  # noqa: S608
            self._run(query, (command, row, keys_of(text)))
        else:
            query = f"INSERT INTO {table} (rowid, words) VALUES (?, ?)"  # noqa: S608
            self._run(query, (row, keys_of(text)))

    def _loaded(self, table: str, reading: int) -> list[tuple[int, Any]]:
        kind: type[Any] = Mention if table == "mentions" else Claim
        query = f"SELECT seq, body FROM {table} WHERE reading = ? ORDER BY seq"  # noqa: S608
        rows = self._rows.exec_driver_sql(query, (reading,))
        return [(seq, load(kind, body)) for seq, body in rows]

    def _stream(self, query: str) -> Iterator[Row]:
        """Rows of the sealed tables, a piece at a time: nothing is held open while we write."""
        found = self._rows.exec_driver_sql(query, execution_options={"yield_per": _PIECE})
        for row in found:
            yield tuple(row)

    def _run(self, query: str, values: Row = ()) -> None:
        self._into.exec_driver_sql(query, values)

    def _many(self, query: str, rows: Sequence[Row]) -> None:
        if rows:
            self._into.exec_driver_sql(query, list(rows))

    def _one(self, query: str, *values: object) -> Any:  # noqa: ANN401 - one cell
        return self._into.exec_driver_sql(query, tuple(values)).scalar()

    def _first(self, query: str, *values: object) -> int | None:
        found = self._one(query, *values)
        return None if found is None else int(found)

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


def _pieces(rows: Iterator[Row]) -> Iterator[list[Any]]:
    part: list[Any] = []
    for row in rows:
        part.append(row)
        if len(part) >= _PIECE:
            yield part
            part = []
    if part:
        yield part
