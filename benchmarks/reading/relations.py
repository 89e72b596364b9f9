"""F1 of relations: subject, predicate and object by entity.

A relation is counted once for each document, however often it is told. What is denied is left out on
both sides; what is only alleged counts as told, since who says it is measured on its claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from benchmarks.reading.gold import GoldDocument, GoldRelation
from dalil.claims.reading import Reading
from dalil.evidence import Mention, Reference, Relation, Stance


@dataclass(frozen=True)
class Counts:
    """What was right, found and needed, by predicate, and what went wrong."""

    right: int
    found: int
    needed: int
    recalled: tuple[tuple[str, bool], ...]
    errors: tuple[str, ...]


class Names:
    """Which labelled entities a reference of the reader may stand for."""

    def __init__(
        self,
        document: GoldDocument,
        reading: Reading,
        entity_of: Mapping[str, str],
        texts: Mapping[str, set[str]],
    ) -> None:
        """Keep the labels' places and names.

        Args:
            document: The labels.
            reading: The reader's mentions.
            entity_of: The reader's entity of each of its mentions.
            texts: All spellings of the entity of each mention, as `loaders.plain` gives them.
        """
        self._document = document
        self._entity_of = entity_of
        self._texts = texts
        self._mentions = {m.id: m for m in reading.mentions}
        self._known: dict[str, frozenset[str]] = {}

    def of(self, reference: Reference) -> frozenset[str]:
        """The labelled entities: that at the reference's place, else those of its entity's spellings."""
        if reference.id not in self._known:
            mention = self._mentions.get(reference.id)
            here = self._at(mention) if mention else frozenset()
            self._known[reference.id] = here or self._named(reference.id)
        return self._known[reference.id]

    def key(self, reference: Reference) -> str:
        """The reader's own entity, for counting what it says twice once."""
        return self._entity_of.get(reference.id, reference.text)

    def _at(self, mention: Mention) -> frozenset[str]:
        return frozenset(
            g.entity
            for g in self._document.mentions or []
            if g.entity and g.start < mention.end and mention.start < g.end
        )

    def _named(self, id_: str) -> frozenset[str]:
        said = self._texts.get(id_, set())
        return frozenset(k for k, (_, forms) in self._document.names.items() if forms & said)


def count(document: GoldDocument, reading: Reading, names: Names) -> Counts:
    """Compare the relations of one document."""
    gold = _merged(document.relations or [])
    used: set[int] = set()
    right = wrong = 0
    errors = []
    for relation in _told(document, reading, names):
        hits = [i for i, g in enumerate(gold) if _same(g, relation, names)]
        fresh = [i for i in hits if i not in used and not gold[i].optional]
        used.update(hits[:1] if not fresh else fresh[:1])
        right += bool(fresh)
        if not hits:
            wrong += 1
            target = relation.object.text if relation.object else relation.value
            errors.append(
                f"{document.name}: wrong relation {relation.subject.text!r} {relation.predicate} {target!r}"
            )
    needed = [i for i, g in enumerate(gold) if not g.optional]
    for i in needed:
        if i not in used:
            form = sorted(gold[i].forms)[0]
            spelled = [_spelled(document, part) for part in (form[0], form[2])]
            errors.append(
                f"{document.name}: missed relation {spelled[0]} {form[1]} {spelled[1] or gold[i].value}"
            )
    recalled = tuple((gold[i].predicate, i in used) for i in needed)
    return Counts(right, right + wrong, len(needed), recalled, tuple(errors))


def _merged(gold: list[GoldRelation]) -> list[GoldRelation]:
    """Each relation once: needed when one of its places is."""
    found: dict[tuple[frozenset[tuple[str, str, str]], str], GoldRelation] = {}
    for relation in gold:
        key = (relation.forms, relation.value or "")
        if key not in found or found[key].optional:
            found[key] = relation
    return list(found.values())


def _told(document: GoldDocument, reading: Reading, names: Names) -> Iterator[Relation]:
    """What the reader says is so, or is said to be so, each once."""
    seen = set()
    for claim in reading.claims:
        if claim.negated or claim.stance is Stance.DENIES:
            continue
        for relation in claim.relations:
            if document.predicates is not None and relation.predicate not in document.predicates:
                continue
            target = names.key(relation.object) if relation.object else relation.value
            key = (names.key(relation.subject), str(relation.predicate), target)
            if key not in seen:
                seen.add(key)
                yield relation


def _same(gold: GoldRelation, relation: Relation, names: Names) -> bool:
    subjects = names.of(relation.subject)
    targets = names.of(relation.object) if relation.object else frozenset()
    for subject, predicate, target in gold.forms:
        if predicate != str(relation.predicate) or subject not in subjects:
            continue
        if target and target in targets:
            return True
        if not target and _same_words(gold.value, relation):
            return True
    return False


def _same_words(value: str | None, relation: Relation) -> bool:
    """Whether two objects in words share one of weight; an offence that is not stated fits all."""
    said = relation.object.text if relation.object else relation.value
    one, two = (
        {w for w in re.findall(r"\w+", (v or "").lower()) if len(w) > 3} for v in (value, said)
    )
    return not one or not two or bool(one & two)


def _spelled(document: GoldDocument, entity: str) -> str:
    names = document.names.get(entity)
    return max(names[1], key=len, default=entity) if names else entity
