"""Entities against labelled ones: clusters of mentions, and names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set

from benchmarks.reading.gold import GoldDocument, GoldMention
from benchmarks.reading.labels_of import plain
from benchmarks.reading.tally import Tally
from dalil.claims.reading import Reading


def entities_of(reading: Reading) -> dict[str, str]:
    """The entity of each mention."""
    from dalil.claims.entities import assemble

    return dict(assemble(reading.mentions, reading.links, {reading.exhibit: 0}).entity_of)


def clusters(document: GoldDocument, reading: Reading, tally: Tally) -> None:
    """B-cubed over labelled mentions (singletons where no mention was found)."""
    gold = [g for g in document.mentions or [] if g.entity and g.type in ("PER", "ORG", "LOC")]
    if not gold or all(g.entity == document.layer.text[g.start : g.end] for g in gold[:50]):
        return
    entity_of = entities_of(reading)
    pairs = [(g.entity, _entity_at(g, reading, entity_of, index)) for index, g in enumerate(gold)]
    _b_cubed("b-cubed", [p for p in pairs if p[1]], tally)


def clusters_across(
    documents: Sequence[GoldDocument], readings: Sequence[Reading], tally: Tally
) -> None:
    """B-cubed over all documents of a set as one case, where its labels say who is one."""
    if any(document.across is None for document in documents):
        return
    from dalil.claims.entities import assemble
    from dalil.claims.resolve.judging import resolve

    order = {reading.exhibit: place for place, reading in enumerate(readings)}
    mentions = [m for reading in readings for m in reading.mentions]
    links = [link for reading in readings for link in reading.links]
    judged = [*links, *resolve(mentions, links, order)]
    entity_of = dict(assemble(mentions, judged, order).entity_of)
    pairs = []
    for document, reading in zip(documents, readings, strict=True):
        for index, g in enumerate(document.mentions or []):
            key = (document.across or {}).get(g.entity)
            if key and g.type in ("PER", "ORG", "LOC"):
                lone = f"{document.name}:{index}"
                pairs.append((key, _entity_at(g, reading, entity_of, lone)))
    _b_cubed("b-cubed across", [p for p in pairs if p[1]], tally)


def _entity_at(
    gold: GoldMention, reading: Reading, entity_of: Mapping[str, str], lone: object
) -> str:
    """The reader's entity at a labelled mention; one of its own where a needed one was not found.

    An optional mention that was not found has none: it need not be.
    """
    over = [m for m in reading.mentions if m.start < gold.end and gold.start < m.end]
    best = max(over, key=lambda m: min(m.end, gold.end) - max(m.start, gold.start), default=None)
    if best is None:
        return "" if gold.optional else f"none{lone}"
    return entity_of[best.id]


def _b_cubed(measure: str, pairs: Sequence[tuple[str, str]], tally: Tally) -> None:
    """Count labelled and found entity of each mention."""
    for gold, system in pairs:
        same_gold = {i for i, (g, _) in enumerate(pairs) if g == gold}
        same_system = {i for i, (_, s) in enumerate(pairs) if s == system}
        both = len(same_gold & same_system)
        tally.counts[f"{measure}|p"] += int(1e6 * both / len(same_system))
        tally.counts[f"{measure}|r"] += int(1e6 * both / len(same_gold))
        tally.counts[f"{measure}|n"] += 1


def names(document: GoldDocument, reading: Reading, tally: Tally) -> None:
    """Unique names: entities of the document against the labelled ones."""
    entity_of = entities_of(reading)
    members: dict[str, set[str]] = {}
    kinds: dict[str, Counter[str]] = {}
    for mention in reading.mentions:
        key = entity_of[mention.id]
        members.setdefault(key, set()).add(plain(mention.text))
        kinds.setdefault(key, Counter())[mention.type] += 1
    needed = {m.entity for m in document.mentions or [] if not m.optional}
    bare = {key: {untitled(text) for text in value} for key, value in members.items()}
    for kind in ("PER", "ORG"):
        gold = {key: value for key, (of, value) in document.names.items() if of == kind}
        mine = {
            key: value for key, value in members.items() if kinds[key].most_common(1)[0][0] == kind
        }
        # An entity that is only ever named by optional mentions ("the board") need not be found.
        asked = {k: v for k, v in gold.items() if document.mentions is None or k in needed}
        right_gold = sum(any(value & other for other in mine.values()) for value in asked.values())
        right_mine = sum(any(value & other for other in gold.values()) for value in mine.values())
        tally.counts[f"names {kind}|tp"] += right_gold
        tally.counts[f"names {kind}|gold"] += len(asked)
        # Precision counts entities of ours that are a labelled one; recall labelled ones found.
        tally.counts[f"names {kind}|sys"] += len(mine) - right_mine + right_gold
        tally.errors.extend(_name_errors(document.name, kind, (asked, gold), mine))
        # The same without the titles that some labels hold and the product leaves out of a name.
        plainly = {key: frozenset(map(untitled, value)) for key, value in gold.items()}
        ours = [bare[key] for key in mine]
        found = sum(any(plainly[key] & other for other in ours) for key in asked)
        known = sum(any(other & value for value in plainly.values()) for other in ours)
        tally.add(f"names untitled {kind}", found, len(ours) - known + found, len(asked))


Clusters = Mapping[str, Set[str]]


def _name_errors(
    name: str, kind: str, labelled: tuple[Clusters, Clusters], mine: Clusters
) -> list[str]:
    """Entities found that no label names, and labelled ones that none of ours names."""
    asked, gold = labelled
    false = [own for own in mine.values() if not any(own & other for other in gold.values())]
    missed = [one for one in asked.values() if not any(one & other for other in mine.values())]
    return [
        *(f"{name}: false name {kind} {' | '.join(sorted(own))}" for own in false),
        *(f"{name}: missed name {kind} {' | '.join(sorted(one))}" for one in missed),
    ]


_TITLE = re.compile(
    r"(?:(?:mr|mrs|ms|miss|dr|prof|professor|sir|lord|lady|dame|judge|justice|president|minister|senator|"
    r"rep|hon|sister|father)\.? )+(?=\w)"
)


def untitled(text: str) -> str:
    """A name in plain form without the titles before it."""
    return _TITLE.sub("", text, count=1) if _TITLE.match(text) else text
