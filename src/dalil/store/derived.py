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

from dalil.claims.reading import BY_PERSON
from dalil.errors import Tampered
from dalil.evidence import Claim, Interest, Judgement, Mention, Question
from dalil.store.codec import dump, load
from dalil.store.derived_claims import ClaimRows
from dalil.store.derived_entities import Assembler
from dalil.store.derived_tables import CREATE, PLAIN, WORDS
from dalil.store.sketches import forget as forget_sketch
from dalil.store.unpacking import unpack_text

_JUDGEMENT = "SELECT body FROM judgements WHERE seq = ?"
_NEWEST_READINGS = f"""SELECT seq, exhibit FROM readings WHERE seq IN (SELECT max(seq) FROM readings
    WHERE method NOT LIKE '{BY_PERSON}%' GROUP BY exhibit) ORDER BY seq"""  # noqa: S608
_PERSONS_ALONE = f"""SELECT seq, exhibit FROM readings WHERE exhibit NOT IN (SELECT exhibit FROM readings
    WHERE method NOT LIKE '{BY_PERSON}%') ORDER BY seq"""  # noqa: S608
_NUMBER_ANEW = """UPDATE documents SET number = ranked.place FROM
    (SELECT exhibit, row_number() OVER (ORDER BY number) AS place FROM documents) AS ranked
    WHERE ranked.exhibit = documents.exhibit AND documents.number <> ranked.place"""
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
        self._claims = ClaimRows(self._rows, self._into, self._assembler)
        self._stale = False
        self._gaps = False
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
                self._claims.words("found_words", "delete", exhibit, self._text(before))
            self._claims.words("found_words", "", exhibit, text)
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
        """A document was read: its rows; the reading before it counts no longer, a person's does."""
        exhibit, before = self._document(sha, "reading")
        beside = self._beside(sha)
        if seq in beside:
            self._claims.enter(exhibit, mentions, claims, own=False)
            self._claims.rejoin(one.id for _, one in mentions)
            self._claims.count(exhibit)
            return
        left = self._leave(exhibit, before, beside)
        self._run("UPDATE documents SET reading = ? WHERE exhibit = ?", (seq, exhibit))
        self._claims.enter(exhibit, mentions, claims, own=True)
        for row in beside:
            read = self._loaded("mentions", row), self._loaded("claims", row)
            self._claims.enter(exhibit, *read, own=False)
        self._claims.rejoin([*left, *(one.id for _, one in mentions)])
        self._claims.count(exhibit)

    def _beside(self, sha: str) -> list[int]:
        """Rows of persons' readings of a document, oldest first."""
        query = f"SELECT seq FROM readings WHERE exhibit = ? AND method LIKE '{BY_PERSON}%' ORDER BY seq"  # noqa: S608
        return list(self._rows.exec_driver_sql(query, (sha,)).scalars())

    def judgements(self, new: Iterable[tuple[int, Judgement]]) -> None:
        """Judgements were made: (row, judgement)."""
        for claim in self._link(new):
            self._claims.settle(claim)

    def _link(self, new: Iterable[tuple[int, Judgement]]) -> list[str]:
        """Note on which references judgements were made; returns the claims among them."""
        links: list[Row] = []
        claims: dict[str, None] = {}
        for seq, one in new:
            if one.left.startswith("c_"):
                claims[one.left] = None
            nodes = self._assembler.nodes_of(one)
            links += [(node, seq) for node in nodes]
            self._assembler.touch(nodes)
        self._many("INSERT OR IGNORE INTO links VALUES (?, ?)", links)
        return list(claims)

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
        self._claims.finish()

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
                self._claims.words("found_words", "delete", found, self._text(row))
                self._run("UPDATE documents SET layer = NULL WHERE exhibit = ?", (found,))
                forget_sketch(self._into, found)
        elif table == "readings":
            found = self._first("SELECT exhibit FROM documents WHERE reading = ?", row)
            if found is not None:
                self._leave(found, row, ())
                self._run(
                    "UPDATE documents SET reading = NULL, claims = 0 WHERE exhibit = ?", (found,)
                )
        elif table == "claims":
            self._claims.drop([row])
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
            self._run("DELETE FROM documents WHERE exhibit = ?", (row,))
            self._gaps = True
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
        elif self._gaps:
            self._run(_NUMBER_ANEW)
        for what, key in dict.fromkeys(self._loose):
            if what == "resolutions":
                self.resolution((), ())
                self._fill_resolution()
            elif what == "refusals":
                query = "SELECT count(*) FROM refusals WHERE exhibit = ?"
                left = bool(self._rows.exec_driver_sql(query, (key,)).scalar())
                self._run("UPDATE documents SET refused = ? WHERE sha256 = ?", (int(left), key))
            else:
                self._claims.settle(key)
        self._loose = []
        self.finish()
        for table in WORDS:
            self._run(f"INSERT INTO {table} ({table}) VALUES ('optimize')")  # noqa: S608

    def rebuild(self) -> None:
        """Make all derived tables anew from the sealed rows."""
        for table in PLAIN:
            self._run(f"DELETE FROM {table}")  # noqa: S608 - names of our own
        for table in WORDS:
            self._run(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")  # noqa: S608
        self._assembler = Assembler(self._rows, self._into)
        self._claims = ClaimRows(self._rows, self._into, self._assembler)
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
        for seq, sha in self._stream(_NEWEST_READINGS):
            self.reading(seq, sha, self._loaded("mentions", seq), self._loaded("claims", seq))
        for seq, sha in self._stream(_PERSONS_ALONE):
            self.reading(seq, sha, self._loaded("mentions", seq), self._loaded("claims", seq))
        self._fill_resolution()
        self.finish()

    def _fill_judgements(self) -> None:
        rows = self._stream("SELECT seq, body FROM judgements ORDER BY seq")
        for part in _pieces(rows):
            for claim in self._link((seq, load(Judgement, body)) for seq, body in part):
                self._claims.note_review(claim)

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

    def _leave(self, exhibit: int, before: int | None, beside: Sequence[int]) -> list[str]:
        """Take out a reading that counts no longer, and persons' readings that are put in again.

        Returns:
            Ids of the mentions taken out.
        """
        self._claims.drop(self._column("SELECT claim FROM claim_rows WHERE exhibit = ?", exhibit))
        rows: dict[int, str] = {}
        for reading in [*([] if before is None else [before]), *beside]:
            query = "SELECT seq, id FROM mentions WHERE reading = ?"
            found = self._rows.exec_driver_sql(query, (reading,))
            rows.update((seq, key) for seq, key in found)
        self._assembler.drop_mentions(list(rows))
        return list(rows.values())

    def _document(self, sha: str, column: str) -> tuple[int, int | None]:
        query = f"SELECT exhibit, {column} FROM documents WHERE sha256 = ?"  # noqa: S608
        found = self._into.exec_driver_sql(query, (sha,)).one_or_none()
        if found is None:
            raise Tampered(f"A row speaks of exhibit {sha[:12]}, which the database does not hold.")
        return found[0], found[1]

    def _text(self, layer: int) -> str:
        query = "SELECT text FROM layers WHERE seq = ?"
        packed = self._rows.exec_driver_sql(query, (layer,)).scalar_one_or_none()
        if packed is None:
            raise Tampered(f"A row speaks of text layer {layer}, which the database does not hold.")
        return unpack_text(packed)

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


def _pieces(rows: Iterator[Row]) -> Iterator[list[Any]]:
    part: list[Any] = []
    for row in rows:
        part.append(row)
        if len(part) >= _PIECE:
            yield part
            part = []
    if part:
        yield part
