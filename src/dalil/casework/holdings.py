"""The lists that are open to be asked, as datasets and collections: match, look up, search.

Whoever asks chooses lists and filters; what is filtered out is never scored into the answer. This
module knows no protocol and writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from dalil.errors import NotFound
from dalil.matching.compare import Comparison, decide
from dalil.matching.finding import Asked, EntryFinder
from dalil.matching.list_entities import changed_at, entry_id, ids_of, schema_of, topics_of
from dalil.matching.model import probability
from dalil.matching.ports import ListSearch
from dalil.matching.qualifiers import Qualifiers, weigh
from dalil.matching.screen import Subject, facts_of
from dalil.matching.standing import standing_line
from dalil.matching.values import ListEntry, ListVersion, Match
from dalil.schema.matchable import is_a

EVERYTHING = ("default", "all")
"""Collections that hold every list."""
_DECIDED, _SHOWN = 3.5, 1.1  # log-odds that a shared number gives, as in matching.compare


@dataclass(frozen=True, slots=True)
class Held:
    """One list that is open.

    Attributes:
        search: Screens names against it.
        finder: Finds its entries; built when first asked.
        entries: Reads entries by position.
    """

    search: ListSearch
    finder: Callable[[], EntryFinder]
    entries: Callable[[Sequence[int]], Sequence[ListEntry]]

    @property
    def version(self) -> ListVersion:
        """Which version of which list."""
        return self.search.version


@dataclass(frozen=True, slots=True)
class Filter:
    """What of a list may be matched.

    Attributes:
        exclude_schema: None of these schemata or their kinds.
        topics: Any of these, when not empty.
        changed_since: ISO day of the least last change.
        exclude_ids: Served, own or earlier ids that are left out.
    """

    exclude_schema: tuple[str, ...] = ()
    topics: frozenset[str] = frozenset()
    changed_since: str = ""
    exclude_ids: frozenset[str] = frozenset()

    def allows(self, entry: ListEntry, version: ListVersion) -> bool:
        """Whether an entry may be in the answer."""
        if self.exclude_ids and self.exclude_ids & ids_of(entry, version):
            return False
        if self.topics and not self.topics & set(topics_of(entry, version)):
            return False
        if self.changed_since and changed_at(entry, version) < self.changed_since:
            return False
        schema = schema_of(entry) if self.exclude_schema else ""
        return not any(is_a(schema, one) for one in self.exclude_schema)


ANYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Holdings:
    """All lists that are open.

    Attributes:
        lists: By their short id.
    """

    lists: Mapping[str, Held] = field(default_factory=dict)

    def collections(self) -> dict[str, tuple[str, ...]]:
        """Collections and the lists in them: everything, and one for each kind of list."""
        found = {name: tuple(self.lists) for name in EVERYTHING}
        for id_, held in self.lists.items():
            kind = held.version.kind
            if kind and kind not in self.lists and kind not in EVERYTHING:
                found[kind] = (*found.get(kind, ()), id_)
        return found

    def choose(
        self, name: str, include: Collection[str] = (), exclude: Collection[str] = ()
    ) -> tuple[Held, ...]:
        """Lists of a dataset or collection.

        Args:
            name: Of a list or collection.
            include: Only these of its lists, when not empty; names of lists or collections.
            exclude: None of these.

        Raises:
            NotFound: No such list or collection.
        """
        wanted = self._ids(name)
        if include:
            kept = {id_ for one in include for id_ in self._ids(one)}
            # A client that names several lists sends one as the dataset, the others as included.
            wanted = tuple(dict.fromkeys((*wanted, *kept))) if name in self.lists else wanted
            wanted = tuple(id_ for id_ in wanted if id_ in kept or name in self.lists)
        gone = {id_ for one in exclude for id_ in self._ids(one)}
        return tuple(self.lists[id_] for id_ in wanted if id_ not in gone)

    def _ids(self, name: str) -> tuple[str, ...]:
        if name in self.lists:
            return (name,)
        found = self.collections().get(name)
        if found is None:
            known = ", ".join((*self.lists, *self.collections()))
            raise NotFound(f"There is no dataset {name[:80]!r}; there are: {known}.")
        return found

    def find(self, served: str) -> tuple[ListEntry, ListVersion]:
        """The entry of a served id, or of an id of its own that only one list knows.

        Raises:
            NotFound: No list holds it, or several do.
        """
        for wants_own in (False, True):
            hits = []
            for held in self.lists.values():
                id_ = served if wants_own else entry_id(served, held.version)
                place = held.finder().position(id_) if id_ is not None else None
                if place is not None:
                    hits.append((held.entries([place])[0], held.version))
            if len(hits) == 1:
                return hits[0]
            if hits:
                lists = ", ".join(version.list for _, version in hits)
                raise NotFound(f"The id {served[:80]!r} stands in several lists: {lists}.")
        raise NotFound(f"No list holds an entity {served[:80]!r}.")

    def search(
        self, lists: Sequence[Held], asked: Asked
    ) -> tuple[list[tuple[ListEntry, ListVersion]], int, dict[str, dict[str, int]]]:
        """Search lists in words.

        Returns:
            The entries in order, how many there are in all, and the counts of the facets.

        Raises:
            BadInput: Words that cannot be read as a search.
        """
        rows: list[tuple[tuple[object, ...], int, Held]] = []
        total, facets = 0, {name: dict[str, int]() for name in asked.facets}
        for held in lists:
            answer = held.finder().search(asked)
            total += answer.total
            rows.extend((key, place, held) for key, place in answer.found)
            for name, counts in answer.facets.items():
                for value, number in counts.items():
                    facets[name][value] = facets[name].get(value, 0) + number
            if "datasets" in facets and answer.total:
                facets["datasets"][held.version.list] = answer.total
        rows.sort(key=lambda row: row[0])
        page = rows[asked.first : asked.first + asked.count]
        return [(held.entries([place])[0], held.version) for _, place, held in page], total, facets

    def begins(
        self, lists: Sequence[Held], text: str, count: int
    ) -> list[tuple[ListEntry, ListVersion]]:
        """Entries with a name whose words begin so, a page of them."""
        found: list[tuple[ListEntry, ListVersion]] = []
        for held in lists:
            places = held.finder().prefix(text, count - len(found))
            found.extend((entry, held.version) for entry in held.entries(places))
            if len(found) >= count:
                break
        return found[:count]


def match_lists(
    subject: Subject,
    lists: Sequence[Held],
    *,
    threshold: float,
    candidates: int,
    allowed: Filter = ANYTHING,
) -> list[tuple[Match, ListVersion]]:
    """Hold somebody against lists.

    Args:
        subject: Whom; one without a name is found by number alone.
        lists: From :meth:`Holdings.choose`.
        threshold: Least score that is given back.
        candidates: Most matches of a list, before the filter.
        allowed: What may be in the answer.

    Returns:
        Matches by falling score, each with the version of its list.
    """
    found: list[tuple[Match, ListVersion]] = []
    for held in lists:
        if subject.names:
            matches: Sequence[Match] = held.search.screen(
                subject, threshold=threshold, limit=candidates
            )
        else:
            matches = _by_number(subject.facts, held, threshold)
        found.extend((m, held.version) for m in matches if allowed.allows(m.entry, held.version))
    return sorted(found, key=lambda one: (-one[0].score, one[0].list, one[0].entry.id))


def _by_number(facts: Qualifiers, held: Held, threshold: float) -> list[Match]:
    """Matches of somebody without a name: by a number that names one party, weighed with the rest."""
    finder, version, found = held.finder(), held.version, []
    places = {p for _, number, _ in facts.identifiers for p in finder.by_number(number)}
    for entry in held.entries(sorted(places)):
        said = _judge_number(facts, entry)
        if said is not None and said.score >= threshold:
            name = entry.names[0].text if entry.names else entry.id
            why = (*said.why, *filter(None, [standing_line(entry)]))
            found.append(
                Match(version.list, version.version, entry, name, said.score, said.decision, why)
            )
    return found


def _judge_number(facts: Qualifiers, entry: ListEntry) -> Comparison | None:
    evidence = weigh(facts, facts_of(entry))
    if not any(one.decides or one.shows for one in evidence):
        return None
    least = _DECIDED if any(one.decides for one in evidence) else _SHOWN
    others = sum(one.change for one in evidence if not (one.decides or one.shows))
    score = round(probability(least + min(0.0, others)), 4)
    why = (*(one.why for one in evidence), "no name was given: found by its number")
    return Comparison(score, decide(score), why)
