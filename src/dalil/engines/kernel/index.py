"""An index of names: built, added to, compacted, opened by many processes, asked in batches.

The name and everything about scores are ``matching``'s; this module finds, scores in the kernel and
says where the oracle must be asked for an exact answer. It decides nothing about anybody.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from dalil.engines.kernel import build, disk, memory, screen, vocabulary
from dalil.engines.kernel.asking import ROUNDS, learn
from dalil.engines.kernel.columns import blob, offsets
from dalil.engines.kernel.explain import Linked, learn_of, linked
from dalil.engines.kernel.layout import PERSON, PLACE, pack
from dalil.engines.kernel.merge import merge
from dalil.engines.kernel.opened import Asked, Segment
from dalil.engines.kernel.strings import hash_texts
from dalil.engines.kernel.table import Table, numbers_of
from dalil.engines.kernel.words import SCRIPTS, Words
from dalil.matching.analysis import analyse_all
from dalil.matching.features import NAMES
from dalil.matching.values import ListEntry, ListName

if TYPE_CHECKING:
    from numpy.typing import NDArray

CANDIDATES = 50
SHARE = 0.35
"""Share of the best candidate's gain that a candidate needs to be scored."""
_ATTEMPTS = 5
_TOGETHER = 64
_BLOCK = 256
_FEW = 32
"""Queries below which words are prepared apart: taking them from many costs more."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity that an asked name may be.

    Attributes:
        id: The entity's id.
        position: Its place in the list that it came from.
        name: Its name that fits best, as printed.
        asked: The asked name that fits best.
        odds: Log-odds that the two are one name, as ``matching`` bounds them.
        exact: False where the oracle has to be asked for two scripts whose likeness is learned; then
            ``odds`` is the most that it can be.
        place: Segment and entity in it, for :meth:`KernelIndex.links`.
    """

    id: str
    position: int
    name: str
    asked: str
    odds: float
    exact: bool
    place: tuple[int, int] = (-1, -1)


def ask(queries: Iterable[tuple[Sequence[str], str]]) -> Asked:
    """Take asked names apart.

    Args:
        queries: Names and type of each; an unknown type is ``any``.
    """
    told = [("", type_, [(text, 0) for text in names], ()) for names, type_ in queries]

    def fill(words: Words) -> Table:
        table = Table(words)
        with build.undisturbed():
            table.entities(told)
        return table

    if len(told) < _FEW:
        table = fill(Words())
        arrays = table.arrays()
    else:
        table, arrays = vocabulary.arrays_of(fill)
    kinds, owner = arrays["ent_kind"], arrays["name_ent"]
    arrays["row_kind"] = kinds[owner]
    query_off = offsets(np.bincount(owner, minlength=len(kinds)))
    return Asked(pack(arrays), tuple(table.name_text), query_off, kinds)


class KernelIndex:
    """An index on the disk, opened; any number of threads and processes may ask it at once.

    Args:
        folder: Where it stands; made with :func:`create`.

    Raises:
        NotFound: There is none.
        Tampered: It is torn or foreign.
        NewerFormat: It was written by a later Dalil.
        OutdatedIndex: It was built under other rules of names.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest = disk.newest(folder)
        self._segments = [
            Segment(*disk.open_segment(folder, entry), entry["lengths"])
            for entry in self.manifest.segments
        ]
        self._curves = memory.curves()
        self._out = threading.local()

    @property
    def about(self) -> dict[str, Any]:
        """What the index was built from, in the words of who built it."""
        return self.manifest.about

    @cached_property
    def scripts(self) -> frozenset[str]:
        """Scripts in which a word of any name is written."""
        found: set[int] = set()
        for segment in self._segments:
            begin, count = int(segment.pack.at[PLACE["s_script"]]), segment.lengths["s_script"]
            found |= {*np.unique(segment.pack.u8[begin : begin + count]).tolist()}
        return frozenset(SCRIPTS[code] for code in found if code < len(SCRIPTS))

    def __len__(self) -> int:
        """Entities, those that were taken out left aside."""
        return sum(s.lengths["ent_kind"] - int(s.dead.sum()) for s in self._segments)

    def find(
        self,
        asked: Asked,
        *,
        least: float,
        keep: int = 20,
        threads: int = 1,
        candidates: int = CANDIDATES,
    ) -> list[list[Hit]]:
        """Entities whose names are likely the asked ones, each query's by falling log-odds.

        Args:
            asked: From :func:`ask`.
            least: Least log-odds of a hit.
            keep: Most hits of a query.
            threads: Threads among which the queries are divided.
            candidates: Most entities that are scored for a name, at most
                :data:`memory.MOST_CANDIDATES`.
        """
        count, worth = len(asked.kinds), (least, keep, candidates)
        cuts = np.linspace(0, count, min(threads, max(1, count // _TOGETHER)) + 1).astype(int)
        spans = list(zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True))
        if len(spans) == 1:
            return self._span(asked, 0, count, worth)
        with ThreadPoolExecutor(len(spans)) as pool:
            parts = pool.map(lambda span: self._span(asked, span[0], span[1], worth), spans)
            return [hits for part in parts for hits in part]

    def _span(
        self, asked: Asked, start: int, end: int, worth: tuple[float, int, int]
    ) -> list[list[Hit]]:
        _, keep, _ = worth
        found: list[list[Hit]] = [[] for _ in range(start, end)]
        for number, segment in enumerate(self._segments):
            for begin in range(start, end, _BLOCK):
                which = np.arange(begin, min(end, begin + _BLOCK))
                counts, whole, odds = self._screened(segment, asked, which, worth)
                said = (
                    np.arange(keep) < counts[:, None]
                )  # most lines are empty: only these are read
                lines = zip(whole[said].tolist(), odds[said].tolist(), strict=True)
                for at, count in enumerate(counts.tolist()):
                    mine = islice(lines, count)
                    found[begin - start + at] += [self._hit(number, asked, *line) for line in mine]
        if len(self._segments) > 1:
            found = [sorted(hits, key=lambda hit: -hit.odds)[:keep] for hits in found]
        return found

    def _screened(
        self,
        segment: Segment,
        asked: Asked,
        which: NDArray[np.int64],
        worth: tuple[float, int, int],
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
        """Screen queries; those whose results hang on a likeness are screened again when it is known."""
        least, keep, most = worth
        counts, odds = np.zeros(len(which), np.int64), np.zeros((len(which), keep), np.float64)
        whole = np.zeros((len(which), keep, 4), np.int64)
        room = self._room(keep)
        room.limits[:] = most, keep, least, SHARE
        again = np.arange(len(which))
        for _ in range(ROUNDS):
            part = counts[again], whole[again], odds[again]
            with np.errstate(over="ignore"):  # interpreted, the hashes wrap as they should
                screen.screen_many(
                    segment.pack, segment.dead, asked.table, asked.query_off, asked.kinds,
                    which[again], segment.memory(), self._curves, room, *part,
                )  # fmt: skip
            counts[again], whole[again], odds[again] = part
            open_ = (whole[:, :, 3] != 0) & (np.arange(keep) < counts[:, None])
            again = np.flatnonzero(open_.any(axis=1))
            pairs = whole[open_][np.argsort(whole[open_][:, 2], kind="stable")]
            left, right = pairs[:, 2].copy(), pairs[:, 1].copy()
            if not len(pairs) or not learn_of(segment, asked, left, right, self._curves):
                break
        return counts, whole, odds

    def _room(self, keep: int) -> Any:
        room = getattr(self._out, "room", None)
        if room is None or len(room.ent) != keep:
            room = self._out.room = memory.found(keep)
        return room

    def _hit(self, number: int, asked: Asked, whole: Sequence[int], odds: float) -> Hit:
        ent, row, name, asks = whole
        segment = self._segments[number]
        return Hit(
            id=segment.text("ent_id_off", "ent_id", ent),
            position=segment.number("ent_pos", ent),
            name=segment.text("name_text_off", "name_text", row),
            asked=asked.texts[name],
            odds=odds,
            exact=not asks,
            place=(number, ent),
        )

    def links(self, asked: Asked, hits: Sequence[Hit]) -> list[Linked]:
        """How the words of asked names and of every name of the hits met, where scores are exact.

        Args:
            asked: One query, from :func:`ask`.
            hits: From :meth:`find` for it.
        """
        found: list[Linked] = []
        flags = asked.table.u8[int(asked.table.at[PLACE["name_flag"]]) :]
        for number, segment in enumerate(self._segments):
            rows = [
                (mine, row, hit.id)
                for hit in hits
                if hit.place[0] == number
                for row in segment.rows(hit.place[1])
                for mine in range(len(asked.texts))
                if (int(flags[mine]) ^ segment.flag(row)) & PERSON == 0
            ]
            if rows:
                found += linked(segment, asked, sorted(rows), self._curves)
        return found

    def candidates(self, asked: Asked, *, limit: int = CANDIDATES) -> list[list[tuple[str, float]]]:
        """Candidates alone: ids and gains in nats, each query's by falling gain.

        Of a query with several names, those of its first are given.
        """
        count = len(asked.kinds)
        found: list[list[tuple[str, float]]] = [[] for _ in range(count)]
        names = asked.query_off[:-1].copy()
        for segment in self._segments:
            work = segment.memory()
            rows = np.zeros((count, limit), np.int64)
            gains, counts = np.zeros((count, limit)), np.zeros(count, np.int64)
            with np.errstate(over="ignore"):
                screen.search_many(
                    segment.pack, segment.dead, asked.table, names, asked.kinds, limit, work,
                    rows.reshape(-1), gains.reshape(-1), counts,
                )  # fmt: skip
            for query in range(count):
                for at in range(int(counts[query])):
                    ent = segment.number("name_ent", int(rows[query, at]))
                    found[query].append(
                        (segment.text("ent_id_off", "ent_id", ent), float(gains[query, at]))
                    )
        return [sorted(line, key=lambda one: -one[1])[:limit] for line in found]

    def by_identifier(self, identifiers: Iterable[tuple[str, str, str]]) -> list[tuple[str, int]]:
        """Ids and places of the entities that share an identifier's number."""
        found: dict[str, int] = {}
        off, chars = blob(numbers_of(identifiers))
        with np.errstate(over="ignore"):
            wanted = hash_texts(off, chars) if len(chars) else []
        for segment in self._segments:
            begin, count = int(segment.pack.at[PLACE["no_hash"]]), segment.lengths["no_hash"]
            column = segment.pack.u64[begin : begin + count]
            for value in wanted:
                low = int(np.searchsorted(column, value, side="left"))
                for at in range(low, int(np.searchsorted(column, value, side="right"))):
                    ent = segment.number("no_ent", at)
                    if not len(segment.dead) or not segment.dead[ent]:
                        id_ = segment.text("ent_id_off", "ent_id", ent)
                        found[id_] = segment.number("ent_pos", ent)
        return list(found.items())


def create(
    folder: Path, entries: Iterable[ListEntry], about: dict[str, Any], *, workers: int = 1
) -> KernelIndex:
    """Build an index, or a new base for one that is there.

    Args:
        folder: Where; made when it is not there.
        entries: Entities in the order of their list.
        about: What they are, kept in the manifest.
        workers: Processes that take names apart.

    Raises:
        StorageFailed: The disk refused; what was there before still stands.
    """
    segment = disk.write_segment(folder, build.segment(entries, workers))
    return _commit(folder, lambda _: (about, (segment,)), fresh=True)


def add(
    folder: Path,
    entries: Iterable[ListEntry],
    removed: Iterable[str],
    about: dict[str, Any],
    *,
    start: int = 0,
) -> KernelIndex:
    """Add entities to an index, and take others out, without building it anew.

    Args:
        folder: Of the index.
        entries: New and changed entities; one whose id is there replaces it.
        removed: Ids to take out; one that is not there changes nothing.
        about: What the index holds from now on.
        start: Place of the first entity in its list.

    Raises:
        NotFound: There is no index.
        Tampered: It is torn or foreign.
    """
    new = list(entries)
    gone = {entry.id for entry in new} | set(removed)
    made = disk.write_segment(folder, build.segment(new, start=start)) if new else None

    def change(old: disk.Manifest) -> tuple[dict[str, Any], tuple[dict[str, Any], ...]]:
        kept = tuple(_without(folder, segment, gone) for segment in old.segments)
        return about, (*kept, *([made] if made else []))

    return _commit(folder, change)


def compact(folder: Path) -> KernelIndex:
    """Make one segment of all, without those that were taken out; no name is read anew.

    Raises:
        NotFound: There is no index.
        Tampered: It is torn or foreign.
    """
    old = disk.newest(folder)
    opened = [(disk.open_segment(folder, entry), entry) for entry in old.segments]
    parts = [disk.arrays_of(entry, made) for (made, _), entry in opened]
    alive = [
        dead == 0 if len(dead) else np.ones(entry["lengths"]["ent_kind"], bool)
        for (_, dead), entry in opened
    ]
    segment = disk.write_segment(folder, build.finish(merge(parts, alive)))

    def change(now: disk.Manifest) -> tuple[dict[str, Any], tuple[dict[str, Any], ...]]:
        if now.number != old.number:
            raise disk.Overtaken("the index was changed while it was compacted")
        return old.about, (segment,)

    return _commit(folder, change)


def _commit(folder: Path, change: Any, *, fresh: bool = False) -> KernelIndex:
    """Put the changed manifest in its place; what another builder did meanwhile is built upon."""
    for attempt in range(_ATTEMPTS):
        numbers = disk.numbers_in(folder)
        number = numbers[-1] if numbers else 0
        old = disk.Manifest(number, {}, ()) if fresh else disk.newest(folder)
        about, segments = change(old)
        try:
            disk.commit(folder, disk.Manifest(old.number + 1, about, segments))
        except disk.Overtaken:
            if attempt == _ATTEMPTS - 1:
                raise
            continue
        return KernelIndex(folder)
    raise AssertionError("unreachable")


def _without(folder: Path, segment: dict[str, Any], gone: set[str]) -> dict[str, Any]:
    """A segment with some ids marked as taken out."""
    made, dead = disk.open_segment(folder, segment)
    arrays = disk.arrays_of(segment, made)
    body, off = arrays["ent_id"].tobytes(), arrays["ent_id_off"].tolist()
    wanted = {id_.encode("utf-8", "surrogatepass") for id_ in gone}
    marks = np.fromiter((body[a:b] in wanted for a, b in pairwise(off)), np.uint8, len(off) - 1)
    if len(dead):
        marks |= dead
    if not marks.any():
        return segment
    return {**segment, "dead": disk.write_dead(folder, segment["name"], marks)}


def warm() -> None:
    """Run everything once on a few invented names, so that compiled code is kept for all."""
    import tempfile

    from dalil.engines.kernel.jit import mark_ready

    entries = [
        ListEntry("a", "person", (ListName("Orlam Vesketai"), ListName("Орлам Вескетай"))),
        ListEntry("b", "company", (ListName("Karsu Trading House LLP"),)),
    ]
    with tempfile.TemporaryDirectory() as name:
        index = create(Path(name), entries, {})
        asked = ask([(("Orlam Vesketay",), "any"), (("Karsu Trading",), "company")])
        index.links(ask([(("Orlam Vesketay",), "any")]), index.find(asked, least=-8.0)[0])
        index.candidates(asked)
    score([("Orlam", "Orlan")], person=True)
    mark_ready()


def score(pairs: Sequence[tuple[str, str]], *, person: bool) -> list[tuple[float, bool]]:
    """Log-odds of pairs of names, and whether they are exact (:class:`Hit`).

    Args:
        pairs: Two names each.
        person: Read them as persons' names; else as others'.
    """
    table = Table()
    names = iter(analyse_all([(name, person) for pair in pairs for name in pair]))
    rows = [(table.name(next(names)), table.name(next(names))) for _ in pairs]
    table.close(type_="person" if person else "company")
    arrays = table.arrays()
    arrays["row_kind"] = arrays["ent_kind"][arrays["name_ent"]]
    build.put_records(arrays)
    made = pack(arrays)
    left, right = (np.array(column, np.int64) for column in zip(*rows, strict=True))
    odds, asks = np.zeros(len(rows)), np.zeros(len(rows), np.int64)
    vectors = np.zeros((1, len(NAMES)))
    with np.errstate(over="ignore"):
        work = memory.of(len(arrays["s_hash"]), len(rows))
        for _ in range(ROUNDS):
            screen.score_many(
                made, left, made, right, work, memory.curves(), odds, asks, vectors.reshape(-1),
                *memory.no_links(),
            )  # fmt: skip
            if not asks.any() or not learn(work[2], made, made):
                break
            work = memory.current(work)
    return [(float(value), not asks[at]) for at, value in enumerate(odds)]
