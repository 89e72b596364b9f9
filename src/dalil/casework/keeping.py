"""Before rows are erased: what persons said of that which stays is kept, in other words or as own marks.

A member takes its tier from its container and a claim its review from a judgement. Where the container
goes, or the mark or judgement itself because its reason names the person, the tier, flag or verdict is
written anew without the name. Who is protected, restricted or a target stays so, whoever's erasure takes
the document after whose mention they are named. Nothing is opened and nothing is closed further by it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import replace

from dalil.casework.casefolder import Case
from dalil.casework.lost_decisions import bridges
from dalil.casework.marks import (
    GROUPS,
    PROTECTED,
    RESTRICTED,
    effective,
    mark_as_before,
    mark_shown,
    names_on,
    restricted,
    shown_by,
    states,
)
from dalil.casework.origins import KIND, origins
from dalil.casework.record import record
from dalil.casework.review_fields import differences
from dalil.casework.review_state import Named
from dalil.casework.spellings import Spellings
from dalil.casework.versions import keep_links
from dalil.claims.entities import assemble, entity_id
from dalil.claims.ports import Batch, Record
from dalil.claims.reviews import REVIEWS, in_effect
from dalil.evidence import Judgement, Mention, Verdict
from dalil.names.fold import fold


def keep_closed(case: Case, gone: Collection[str], names: Spellings) -> None:
    """Write down what would change for that which stays.

    Args:
        case: Open for writing.
        gone: Exhibits that will be erased.
        names: The person's spellings and the ids of what is read from those exhibits.
    """
    keep_closed_exhibits(case, gone, names)
    own = _own(case, names)
    keep_protected(case, names.ids, own)
    _treated(case, names, own)
    _claims(case, names)
    _reviews(case, names)


def keep_protected(case: Case, ids: frozenset[str], but: Collection[str] = frozenset()) -> None:
    """Keep persons protected, restricted or targets whose entity takes its id from an exhibit that goes.

    An entity is named after its oldest mention. Where that goes, what stays of the entity has another
    id, or falls apart: so every mention that stays is marked as the entity was.

    Args:
        case: Open for writing.
        ids: Ids of all that goes.
        but: Ids of entities whose marks go with them.
    """
    marks = list(case.store.records("mark"))
    words = states(marks, dict.fromkeys(PROTECTED, "not protected"))
    closed = restricted(marks)
    targets = states(marks, {"target": "not target"})
    if not (words or closed or targets):
        return
    order = {one.sha256: number for number, one in enumerate(case.store.exhibits())}
    texts = {mention.id: mention for mention in case.store.mentions()}
    view = assemble(texts.values(), case.store.judgements(), order)
    made: list[Record] = []
    for entity in sorted({*words, *closed, *targets}):
        held = view.by_id.get(view.redirects.get(entity, entity))
        if held is None or entity in but or not ids.intersection(held.members):
            continue
        left = [texts[one] for one in held.members if one not in ids]
        told = [words[entity]] if entity in words else []
        told += [RESTRICTED] if entity in closed else []
        made += [_mark(case, mention, word) for mention in left for word in told]
        if left and entity in targets and ids.intersection((entity, _first(entity))):
            made.append(_mark(case, left[0], "target"))
    if made:
        record(case, Batch(records=tuple(made)), "mark", {"marked": [one.key for one in made]})


def _first(entity: str) -> str:
    """The mention after which an entity is named."""
    return f"m_{entity[2:]}"


def _own(case: Case, names: Spellings) -> frozenset[str]:
    """Ids on marks that mean the person who goes: as the entity stands now, or by the whole name."""
    marks = list(case.store.records("mark"))
    named = names_on(marks)
    now = case.store.index.named(named)
    whole = set(map(fold, names.names))
    return frozenset(
        one
        for one, name in named.items()
        if (now[one].id if one in now else one) in names.ids
        or (one not in now and fold(name) in whole)
    )


def _treated(case: Case, names: Spellings, own: Collection[str]) -> None:
    """Marks of others whose words name the person who goes, written anew without the name."""
    marks = list(case.store.records("mark"))
    made: list[Record] = []
    for words in GROUPS:
        newest: dict[str, Record] = {}
        for mark in marks:
            entity, word = str(mark.body.get("entity") or ""), mark.body.get("as")
            if entity and (word in words or word in words.values()):
                newest[entity] = mark
        for entity, mark in newest.items():
            if entity not in own and entity not in names.ids and _told(mark, names):
                body = {key: _clean(key, value, names) for key, value in mark.body.items()}
                made.append(Record("mark", mark.key, case.clock.now(), body))
    if made:
        record(case, Batch(records=tuple(made)), "mark", {"marked": [one.key for one in made]})


def _clean(key: str, value: object, names: Spellings) -> object:
    return names.redact(value) if isinstance(value, str) and key not in ("entity", "as") else value


def _mark(case: Case, mention: Mention, word: str) -> Record:
    key = entity_id(mention.id)
    body = {"entity": key, "as": word, "name": mention.text, "by": case.user, "reason": "as before"}
    return Record("mark", key, case.clock.now(), body)


def keep_closed_exhibits(case: Case, gone: Collection[str], names: Spellings) -> None:
    """Write down the tier, flag and versions of exhibits that stay, where they come from what goes.

    Args:
        case: Open for writing.
        gone: Exhibits that will be erased or sealed.
        names: What goes with them: marks that tell of it.
    """
    exhibits = {one.sha256: one for one in case.store.exhibits()}
    marks = list(case.store.records("mark"))
    further = origins(case.store.records(KIND))
    now = effective(exhibits, shown_by(marks), further)
    staying = {key: one for key, one in exhibits.items() if key not in gone}
    left = shown_by(mark for mark in marks if not _told(mark, names))
    then = effective(staying, left, further)
    mark_as_before(case, {key: now[key] for key in staying if now[key] != then[key]})
    keep_links(case, gone, lambda one: _told(one, names))


def _claims(case: Case, names: Spellings) -> None:
    marks = list(case.store.records("mark"))
    now = shown_by(marks)
    then = shown_by(mark for mark in marks if not _told(mark, names))
    for key in sorted({*now.tiers, *now.privileges}):
        if not key.startswith("c_") or key in names.ids:
            continue
        kept = (then.tiers.get(key), then.privileges.get(key))
        before = (now.tiers.get(key), now.privileges.get(key))
        if kept != before and any(case.store.claims_by_id([key])):
            tier, privileged = now.tiers.get(key), now.privileges.get(key)
            mark_shown(case, key, tier=tier, privileged=privileged, reason="as before")


def _reviews(case: Case, names: Spellings) -> None:
    known = list(case.store.judgements())
    again = tuple(_without(one, names) for one in _in_force(known) if _only_worded(one, names))
    again += tuple(_bridge(case, names, one, right) for one, right in bridges(names, known))
    if again:
        body = {"judgements": [one.id for one in again], "by": f"person:{case.user}"}
        record(case, Batch(judgements=again), "judgement", body)


def _bridge(case: Case, names: Spellings, one: Judgement, right: str) -> Judgement:
    """A correction by what stays of those that came after it, with what it changes now."""
    read = {claim.id: claim for claim in case.store.claims_by_id([one.left, right])}
    value = differences(read[one.left], read[right], Named(case)) if len(read) == 2 else None
    return _without(replace(one, right=right, value=value), names)


def _in_force(known: Sequence[Judgement]) -> list[Judgement]:
    """The newest decision of persons on each matter, and what they took back."""
    newest: dict[tuple[object, ...], Judgement] = {}
    for one in in_effect(known):
        if one.by_person:
            newest[_matter(one)] = one
    return [*newest.values(), *(one for one in known if one.verdict is Verdict.WITHDRAW)]


def _matter(one: Judgement) -> tuple[object, ...]:
    if one.verdict in REVIEWS:
        return "review", one.left
    if one.verdict in (Verdict.ADD, Verdict.REMOVE):
        return "on", one.left, one.value
    return "pair", frozenset((one.left, one.right))


def _only_worded(one: Judgement, names: Spellings) -> bool:
    """Whether its words name the person, but nothing that it is about goes."""
    if names.ids.intersection((one.left, one.right or "")):
        return False
    return names.named_in("\n".join((one.reason, one.author, one.value or "")))


def _without(one: Judgement, names: Spellings) -> Judgement:
    return replace(
        one,
        reason=names.redact(one.reason),
        author=names.redact(one.author),
        value=names.redact(one.value) if one.value else None,
    )


def _told(mark: Record, names: Spellings) -> bool:
    return names.told_in(f"{mark.key}\n{json.dumps(dict(mark.body), ensure_ascii=False)}")
