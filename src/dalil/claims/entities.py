"""Entities as views: mentions joined by judgements, and nothing else.

Pure and deterministic. The order in which mentions or judgements arrive does not matter; what
decides is written here:

1. For one pair, a person's judgement outranks a rule's; a later one outranks an earlier one
   (how many it comes ``after``, then ``made_at``; at the same moment the verdict that keeps apart wins: different, unsure, same).
2. All pairs that persons joined are joined first, the latest first, unless a person keeps a member
   of one side apart from a member of the other; then what rules joined, unless anybody keeps them
   apart (what a person joined, no rule parts). So ``different`` holds through chains: the weakest link gives way, which is the link that
   comes last: rules after persons, links between documents after links within one, later mentions
   after earlier ones.

A judgement that was taken back counts for nothing. A mention that a person rejected names nobody; one
whose type a person corrected is of that type.

Nothing is stored: leave a judgement out, or outrank it, and the former entities are there again.
This module makes no judgement of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from dalil.claims.naming import choose_names, choose_type
from dalil.claims.reading import BY_PERSON
from dalil.claims.reviews import in_effect, standing, taken_back
from dalil.claims.view import Entity
from dalil.evidence import Judgement, Mention, Verdict

_ON_ENTITIES = frozenset({Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE})
_CAUTION = {Verdict.SAME: 0, Verdict.UNSURE: 1, Verdict.DIFFERENT: 2}
_LAST = (1 << 62, 0, 0, "")

_Place = tuple[int, int, int, str]
_Edge = tuple[str, str, Judgement]


class Redirects(Mapping[str, str]):
    """Retired entity id to the id of the entity that took its mentions in.

    Every mention that is not the oldest of its entity would have given an id of its own; those ids
    lead to the entity. Computed on demand, so that a million mentions cost nothing here.
    """

    def __init__(self, entity_of: Mapping[str, str]) -> None:
        self._entity_of = entity_of

    def __getitem__(self, key: str) -> str:
        found = self._entity_of.get(f"m_{key[2:]}") if key.startswith("e_") else None
        if found is None or found == key:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[str]:
        return (entity_id(m) for m, e in self._entity_of.items() if entity_id(m) != e)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True, slots=True)
class Entities:
    """The entities of a case under its judgements.

    Attributes:
        by_id: Entities by id, oldest first.
        entity_of: Entity id by mention id.
        redirects: Retired entity id to the one that took it in.
        refused: Judgements ``same`` that were not followed, because they would have joined what
            somebody keeps apart.
    """

    by_id: Mapping[str, Entity]
    entity_of: Mapping[str, str]
    redirects: Mapping[str, str]
    refused: tuple[str, ...] = ()


def entity_id(mention: str) -> str:
    """Name the entity whose oldest member is ``mention``."""
    return f"e_{mention[2:]}"


def assemble(
    mentions: Iterable[Mention], judgements: Iterable[Judgement], order: Mapping[str, int]
) -> Entities:
    """Join mentions to entities under judgements.

    Args:
        mentions: All mentions of a case, in any order.
        judgements: All judgements, in any order; those on claims are passed over. A side may be an
            entity id (it stands for its oldest mention) or a list entry.
        order: Place of each exhibit in the order of ingest; unknown exhibits come last.
    """
    judgements = list(judgements)
    known = {mention.id: mention for mention in counted_mentions(mentions, judgements)}
    places = {
        mention.id: (order.get(mention.exhibit, 1 << 61), mention.start, -mention.end, mention.id)
        for mention in known.values()
    }
    groups = _Groups()
    refused = _join(groups, list(in_force(judgements)), known, places)
    members: dict[str, list[str]] = {}
    for mention in sorted(known, key=places.__getitem__):
        members.setdefault(groups.root(mention), []).append(mention)
    entities = {}
    entity_of = {}
    for root, ids in members.items():
        entity = _entity([known[i] for i in ids], groups.reasons.get(root, []))
        entities[entity.id] = entity
        entity_of.update(dict.fromkeys(ids, entity.id))
    return Entities(entities, entity_of, Redirects(entity_of), tuple(sorted(refused)))


def counted_mentions(
    mentions: Iterable[Mention], judgements: Iterable[Judgement]
) -> Iterator[Mention]:
    """Mentions as persons left them: without rejected ones, with corrected types."""
    known = [one for one in judgements if one.left.startswith("m_") and one.right is None]
    if not known:
        yield from mentions
        return
    reviews, back = standing(known), taken_back(known)
    for mention in mentions:
        review = reviews.get(mention.id)
        if mention.id in back and mention.method.startswith(BY_PERSON):
            continue
        if review is None or review.verdict is Verdict.ACCEPT:
            yield mention
        elif review.verdict is Verdict.CORRECT and review.value:
            yield replace(mention, type=review.value)


def in_force(judgements: Iterable[Judgement]) -> Iterator[Judgement]:
    """Keep, for each pair of references, the judgement that outranks the others on it."""
    best: dict[tuple[str, str], Judgement] = {}
    known = list(judgements)
    depths = _depths(known)

    def rank(one: Judgement) -> tuple[bool, int, str, int, str]:
        return one.by_person, depths.get(one.id, 0), one.made_at, _CAUTION[one.verdict], one.id

    for judgement in in_effect(known):
        if judgement.verdict not in _ON_ENTITIES or not judgement.right:
            continue
        left, right = _reference(judgement.left), _reference(judgement.right)
        pair = (left, right) if left < right else (right, left)
        held = best.get(pair)
        if left != right and (held is None or rank(judgement) > rank(held)):
            best[pair] = judgement
    yield from best.values()


def _depths(judgements: Iterable[Judgement]) -> dict[str, int]:
    """How many judgements each comes after, one after the other; only those that come after any."""
    after = {one.id: one.after for one in judgements if one.after}
    found: dict[str, int] = {}
    for key in after:
        chain, at = [], key
        while at in after and at not in found:
            chain.append(at)
            at = after[at]
        first = found.get(at, 0) + 1
        found.update({one: steps for steps, one in enumerate(reversed(chain), first)})
    return found


def _reference(reference: str) -> str:
    """Read an entity id as the mention it is named after."""
    return f"m_{reference[2:]}" if reference.startswith("e_") else reference


def _join(
    groups: _Groups,
    judgements: list[Judgement],
    known: Mapping[str, Mention],
    places: Mapping[str, _Place],
) -> list[str]:
    """Apply the judgements in the order of their rank; return those that had to give way."""
    refused = []
    for by_person in (True, False):
        own = [judgement for judgement in judgements if judgement.by_person == by_person]
        for judgement in own:
            if judgement.verdict == Verdict.DIFFERENT:
                groups.keep_apart(_reference(judgement.left), _reference(judgement.right or ""))
        links = [judgement for judgement in own if judgement.verdict == Verdict.SAME]
        for left, right, judgement in _strongest_first(links, known, places, by_person):
            if not groups.join(left, right, judgement.id):
                refused.append(judgement.id)
    return refused


def _strongest_first(
    links: Iterable[Judgement],
    known: Mapping[str, Mention],
    places: Mapping[str, _Place],
    by_person: bool,
) -> list[_Edge]:
    """Order links: persons' latest first; then those within a document; then by oldest mentions."""
    rows = []
    for judgement in links:
        left, right = sorted(
            (_reference(judgement.left), _reference(judgement.right or "")),
            key=lambda reference: (places.get(reference, _LAST), reference),
        )
        one, other = known.get(left), known.get(right)
        apart = one is None or other is None or one.exhibit != other.exhibit
        later = places.get(right, _LAST), places.get(left, _LAST)
        rows.append((apart, later, left, right, judgement))
    rows.sort(key=lambda row: (row[0], row[1], row[2], row[3], row[4].id))
    if by_person:  # a rule's time says when it ran, not that it knows better
        rows.sort(key=lambda row: row[4].made_at, reverse=True)
    return [(left, right, judgement) for _, _, left, right, judgement in rows]


class _Groups:
    """Union-find that refuses unions of references kept apart; small sets join into large ones."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}
        self._size: dict[str, int] = {}
        self._apart: dict[str, set[str]] = {}
        self.reasons: dict[str, list[str]] = {}

    def root(self, item: str) -> str:
        parent = self._parent
        top = item
        while (above := parent.get(top, top)) != top:
            top = above
        while item != top:
            parent[item], item = top, parent.get(item, item)
        return top

    def keep_apart(self, one: str, other: str) -> None:
        """Forbid a union; where the two are one already by a stronger judgement, nothing changes."""
        one, other = self.root(one), self.root(other)
        if one != other:
            self._apart.setdefault(one, set()).add(other)
            self._apart.setdefault(other, set()).add(one)

    def join(self, one: str, other: str, reason: str) -> bool:
        """Unite two groups; False where they are kept apart."""
        one, other = self.root(one), self.root(other)
        if one == other:
            self.reasons.setdefault(one, []).append(reason)
            return True
        if other in self._apart.get(one, ()):
            return False
        if (self._size.get(one, 1), one) < (self._size.get(other, 1), other):
            one, other = other, one
        self._parent[other] = one
        self._size[one] = self._size.get(one, 1) + self._size.pop(other, 1)
        self._take_over(one, other)
        held = self.reasons.setdefault(one, [])
        held += self.reasons.pop(other, [])
        held.append(reason)
        return True

    def _take_over(self, one: str, other: str) -> None:
        for enemy in self._apart.pop(other, ()):
            self._apart[enemy].discard(other)
            self._apart[enemy].add(one)
            self._apart.setdefault(one, set()).add(enemy)


def _entity(members: list[Mention], reasons: list[str]) -> Entity:
    kind = choose_type(members)
    names = choose_names(members, kind)
    return Entity(
        id=entity_id(members[0].id),
        type=kind,
        name=names[0],
        names=names[1],
        members=tuple(member.id for member in members),
        reasons=tuple(sorted(reasons)),
    )
