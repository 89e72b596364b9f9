"""The case as one audience may see it: assembled anew from what it may see, and from nothing else.

An export that leaves lines out of a finished answer still tells what stood in them: a fuller name, a
join of two persons, the state of an element. So everything is asked of a view in which the closed
exhibits and claims are not: entities are put together from mentions that may be read and from the
judgements between those; questions and interests are found in it. Nobody is joined here who is kept
apart in the whole case. A judgement by a person on mentions that may be read counts; one on a mention
in a closed document does not, nor a merge that a person kept to inner audiences (its tier).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import unquote

from dalil.casework.resolve import by_matching
from dalil.casework.view import bearing
from dalil.claims.entities import Entities, Redirects, assemble
from dalil.claims.questions.asked import find_questions
from dalil.claims.resolve.births import births_told
from dalil.claims.resolve.judging import resolve
from dalil.claims.resolve.verdicts import PREFIX
from dalil.claims.reviews import rejected
from dalil.claims.view import CaseView, Entity
from dalil.dossier.sight import NOTHING_LEFT_OUT, LeftOut, Sight, unmarked
from dalil.errors import NotFound
from dalil.evidence import (
    Claim,
    DocumentInfo,
    Exhibit,
    Judgement,
    Mention,
    Reference,
    Tier,
    Verdict,
)
from dalil.sources.interests import find_interests

_SHORT, _SHARED = 3, 3
"""Letters of a word that says little, and how many words that say more make two texts one."""
_ON_ENTITIES = frozenset({Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE})


@dataclass(frozen=True)
class Seen:
    """A case and what one audience sees of it.

    Attributes:
        view: What it sees; nothing else may be shown.
        case: The whole case: for what has to be hidden, never for what is shown.
        audience: For whom.
        left_out: How much it does not see.
    """

    view: CaseView
    case: CaseView
    audience: Tier
    left_out: LeftOut

    @property
    def whole(self) -> bool:
        """Whether the audience sees the whole case."""
        return self.view is self.case

    def parts(self, entity: str) -> tuple[str, ...]:
        """Ids of what is seen of an entity of the case: one, none, or several where it falls apart."""
        found = self.case.entities.get(self.case.redirects.get(entity, entity))
        if found is None:
            return ()
        if self.whole:
            return (found.id,)
        held = (self._entity_of.get(key) for key in found.members)
        return tuple(dict.fromkeys(key for key in held if key))

    @cached_property
    def _entity_of(self) -> Mapping[str, str]:
        """Of mentions that may be read alone."""
        return {key: self.view.entity_of[key] for key in self.view.mentions}

    def origin(self, part: str) -> str:
        """The id in the case of what is seen of an entity."""
        return self.case.entity_of.get(f"m_{part[2:]}", part)

    def part(self, entity: str, asked: str = "") -> Entity:
        """What is seen of an entity, under the name asked for.

        Of several parts it is the one that bears the name, and never another: that they are one person is
        what this audience may not know. Where an id is asked for, it is the part with the mention after
        which the entity is named, or with its words.

        Raises:
            NotFound: This audience may see nothing that names it so.
        """
        found = [self.view.entities[key] for key in self.parts(entity)]
        by_id = not asked or asked.startswith("e_")
        fitting = self._named_as(found, entity) if by_id else bearing(found, asked)
        if fitting:
            return fitting[0]
        near = "; ".join(one.name for one in found)
        raise NotFound(
            f"Nothing that the audience {self.audience} may see names {asked or entity!r}.",
            (f"It may see: {near}. " if near else "")
            + f"Or show it a document that names them: dalil mark FILE --tier {self.audience}",
        )

    def _named_as(self, parts: Sequence[Entity], entity: str) -> list[Entity]:
        """Of the parts of an entity, those that may be known by what its id is made from."""
        first = f"m_{entity[2:]}"
        if own := [one for one in parts if first in one.members]:
            return own
        mention = self.case.mentions.get(first)
        # Of a target that was erased the mark may stand until it is put again.
        whole = self.case.entities.get(self.case.redirects.get(entity, entity))
        names = (mention.text if mention else "", whole.name if whole else "")
        return next((same for name in names if (same := bearing(parts, name))), [])

    def told(self, words: Mapping[str, str]) -> dict[str, str]:
        """What is said of entities of the case, said of all that is seen of them."""
        return {part: word for entity, word in words.items() for part in self.parts(entity)}

    def veiled(self, entities: Iterable[str]) -> tuple[str, ...]:
        """Spellings of entities of the case that stand only where this audience may not look."""
        ids = (self.case.redirects.get(one, one) for one in entities)
        whole = {
            name for key in ids if key in self.case.entities for name in _names(self.case, key)
        }
        seen = {
            name for one in entities for key in self.parts(one) for name in _names(self.view, key)
        }
        return tuple(sorted(whole - seen))


def seen_by(view: CaseView, audience: Tier) -> Seen:
    """What an audience sees of a case; the view itself where nothing is closed to it.

    Args:
        view: The whole case.
        audience: The widest disclosure tier that it may see.
    """
    sight = Sight(view, audience)
    closed = {claim.id for claim in view.claims.values() if not sight.open(claim)}
    every = len(sight.exhibits) == len(view.exhibits) and all(map(sight.joins, view.judgements))
    if every and not (closed or sight.shut):
        return Seen(view, view, audience, NOTHING_LEFT_OUT)
    mentions = {key: one for key, one in view.mentions.items() if sight.reads(one)}
    found = _entities(sight, mentions, closed)
    ties, shut = _Ties(view, mentions, found), _shut_words(sight)
    claims = {
        key: claim
        for key, claim in view.claims.items()
        if key not in closed and ties.hold(claim) and not _says_shut(claim, shut)
    }
    gone = view.claims.keys() - claims.keys()
    seen = _without(view, sight, claims, shut)
    part = replace(
        seen,
        mentions=mentions,
        judgements=tuple(_judgements(sight, mentions, gone)),
        entities=found.by_id,
        entity_of={**found.entity_of, **ties.elsewhere},
        redirects=Redirects(found.entity_of),
    )
    left_out = LeftOut(
        len(view.exhibits) - len(sight.exhibits),
        len(gone - rejected(view.judgements)),
        unmarked(view, audience),
    )
    made = Seen(part, view, audience, left_out)
    told = replace(part, targets=tuple(_targets(made)))
    told = replace(told, questions={one.id: one for one in find_questions(told)})
    return replace(made, view=replace(told, interests=tuple(find_interests(told))))


def _names(view: CaseView, entity: str) -> tuple[str, ...]:
    return view.entities[entity].names


def _without(
    view: CaseView,
    sight: Sight,
    claims: Mapping[str, Claim],
    shut: Mapping[str, Sequence[str]],
) -> CaseView:
    """The view without what belongs to closed exhibits."""
    shown = {key: _open_name(one, shut.get(key, ())) for key, one in sight.exhibits.items()}
    return replace(
        view,
        exhibits=shown,
        infos={
            key: _open_words(one, shut.get(key, ()))
            for key, one in view.infos.items()
            if key in shown
        },
        notes={key: one for key, one in view.notes.items() if key in shown},
        refusals={key: one for key, one in view.refusals.items() if key in shown},
        rosters=tuple(one for one in view.rosters if one.exhibit in shown),
        versions={
            key: one for key, one in view.versions.items() if key in shown and one.of in shown
        },
        claims=claims,
        aside={},
        reviewed=frozenset(key for key in view.reviewed if key in claims),
    )


def _shut_words(sight: Sight) -> dict[str, list[str]]:
    """The words of closed claims on exhibits that may be seen, as they would stand in an address too."""
    found: dict[str, list[str]] = defaultdict(list)
    for claim in (*sight.view.claims.values(), *sight.view.aside.values()):
        if claim.exhibit in sight.exhibits and not sight.open(claim):
            found[claim.exhibit].append(_words(claim.quote))
    return found


def _open_words(info: DocumentInfo, shut: Iterable[str]) -> DocumentInfo:
    """What a document says of itself, without a title or an address that says what a closed claim says."""

    def told(text: str | None) -> str | None:
        return None if text and _tells(text, shut) else text

    return replace(
        info,
        title=told(info.title),
        address=told(info.address),
        publisher=told(info.publisher),
        authors=tuple(one for one in info.authors if told(one)),
        made_by=told(info.made_by),
    )


def _open_name(exhibit: Exhibit, shut: Iterable[str]) -> Exhibit:
    """An exhibit whose file name says nothing that a closed claim says."""
    stem, dot, suffix = exhibit.name.rpartition(".")
    if not _tells(stem if dot else exhibit.name, shut):
        return exhibit
    name = f"exhibit.{suffix}" if dot else "exhibit"
    return replace(exhibit, name=name, source=name)


def _tells(text: str, shut: Iterable[str]) -> bool:
    """Whether words say what closed ones say: the same words, a part of them, or most of theirs."""
    words = _words(text)
    long = {word for word in words.split() if len(word) > _SHORT}
    for one in shut:
        part = " " in words and f" {words} " in f" {one} "
        if part or f" {one} " in f" {words} ":
            return True
        shared = long & set(one.split())
        if len(shared) >= _SHARED and len(shared) * 5 >= len(long) * 3:
            return True
    return False


def _says_shut(claim: Claim, shut: Mapping[str, Sequence[str]]) -> bool:
    """Whether a claim is held by words of a closed one: a headline taken for a publisher."""
    words = shut.get(claim.exhibit, ())
    return bool(words) and any(
        one.text and len(_words(one.text).split()) >= _SHARED and _tells(one.text, words)
        for one in claim.holders
    )


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", unquote(text).casefold().replace("_", " ")))


def _judgements(
    sight: Sight, mentions: Mapping[str, Mention], gone: Iterable[str]
) -> Iterator[Judgement]:
    """Judgements on what may be seen; those on entities only where both sides may be read."""
    closed = {*gone, *(key for key in sight.view.mentions if key not in mentions)}
    for one in sight.view.judgements:
        sides = {_mention(one.left), _mention(one.right or "")}
        if not sides & closed and sight.joins(one):
            yield one


def _mention(reference: str) -> str:
    """An entity's id as the mention that it is named after."""
    return f"m_{reference[2:]}" if reference.startswith("e_") else reference


def _entities(sight: Sight, mentions: Mapping[str, Mention], closed: Iterable[str]) -> Entities:
    """Entities of the mentions that may be read; the rules across documents judge anew.

    What those rules joined through a closed document they join again where the open ones suffice.
    """
    view = sight.view
    order = {sha256: index for index, sha256 in enumerate(view.exhibits)}
    links = [
        one
        for one in _judgements(sight, mentions, closed)
        if one.verdict not in _ON_ENTITIES or not one.author.startswith(PREFIX)
    ]
    births = births_told(view.claims.values())
    judged = resolve(mentions.values(), links, order, by_matching, births)
    both = [*links, *judged]
    return assemble(mentions.values(), [one for one in both if _not_wider(view, one)], order)


def _not_wider(view: CaseView, one: Judgement) -> bool:
    """Whether a judgement joins nobody whom the whole case keeps apart."""
    if one.verdict is not Verdict.SAME:
        return True
    left, right = (view.entity_of.get(_mention(side)) for side in (one.left, one.right or ""))
    return left == right or left is None or right is None


class _Ties:
    """The references of claims: each has to name somebody whom the audience may know by those words."""

    def __init__(self, view: CaseView, mentions: Mapping[str, Mention], found: Entities) -> None:
        self._view, self._mentions, self._found = view, mentions, found
        self.elsewhere: dict[str, str] = {}

    @cached_property
    def _parts(self) -> Mapping[tuple[str, str], str]:
        """What is seen of an entity of the case, by its id there and a spelling."""
        parts: dict[tuple[str, str], str] = {}
        for entity in self._found.by_id.values():
            whole = self._view.entity_of[entity.members[0]]
            for name in entity.names:
                parts.setdefault((whole, " ".join(name.split())), entity.id)
        return parts

    def hold(self, claim: Claim) -> bool:
        """Whether all whom a claim names are known so from what may be seen.

        A correction may name somebody by a mention in a closed document: it then rests on that too.
        """
        return all(self._known(reference) for reference in _references(claim))

    def _known(self, reference: Reference) -> bool:
        mention = self._view.mentions.get(reference.id)
        if mention is None:
            return True  # nobody counts it as a name; its words are the claim's own
        if reference.id in self._mentions and mention.text == reference.text:
            return True
        whole = self._view.entity_of.get(reference.id, "")
        part = self._parts.get((whole, " ".join(reference.text.split())))
        if part is None:
            return False
        if reference.id not in self._mentions:
            self.elsewhere[reference.id] = part
        return True


def _references(claim: Claim) -> Iterator[Reference]:
    yield from claim.about
    for relation in claim.relations:
        yield relation.subject
        if relation.object is not None:
            yield relation.object
    for holder in claim.holders:
        if holder.reference is not None:
            yield holder.reference


def _targets(seen: Seen) -> Iterator[str]:
    """What is seen of the marked targets, under the name of the mark: one person was marked.

    The ids that were marked are asked for: where two persons are one for the case alone, the other was
    not marked.
    """
    case, found = seen.case, dict[str, None]()
    marked = [one for one in case.marked if case.redirects.get(one, one) in case.targets]
    for entity in marked or case.targets:
        with suppress(NotFound):
            found[seen.part(entity).id] = None
    yield from found
