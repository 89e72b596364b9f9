"""A person joins entities or takes one apart, as judgements with a reason that can be taken back.

Nothing is stored of an entity: a merge is one judgement ``same`` between its oldest mentions; a split
keeps the chosen mentions apart from each that stays. What a person decided no rule undoes.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from dalil.casework.casefolder import Case
from dalil.casework.record import record
from dalil.casework.review import Decision
from dalil.casework.review_state import in_words
from dalil.casework.review_words import reason
from dalil.claims.entities import entity_id
from dalil.claims.index import Named
from dalil.claims.ports import Batch
from dalil.claims.reviews import in_effect
from dalil.errors import AlreadyDecided, AmbiguousName, BadInput, NotFound
from dalil.evidence import Judgement, Mention, MentionType, Tier, Verdict
from dalil.names.fold import fold

_PERSON = MentionType.PERSON


@dataclass(frozen=True, slots=True)
class Apart:
    """Which mentions of an entity are somebody else's.

    Attributes:
        mentions: Their ids.
        names: Spellings: every mention with these words.
        documents: sha256: every mention in these documents.
    """

    mentions: Collection[str] = ()
    names: Collection[str] = ()
    documents: Collection[str] = ()


def find(case: Case, wanted: str) -> Named:
    """The entity that an id or a name means.

    Raises:
        NotFound: Nobody is called so.
        AmbiguousName: Several are; the message lists them with ids.
    """
    index, key = case.store.index, fold(wanted)
    if wanted.startswith("e_"):
        found = index.named([wanted])
        if wanted not in found:
            raise NotFound(f"The case has no entity {wanted}.")
        return found[wanted]
    near = index.find_names(wanted, 50)
    fitting = [one for one in near if key in {fold(name) for name in one.names}]
    whole = [one for one in fitting if fold(one.name) == key] or fitting
    if len(whole) > 1:
        lines = "; ".join(f"{o.id} ({o.type}, {o.mentions} mentions): {o.name}" for o in whole)
        raise AmbiguousName(f"The name {wanted!r} fits {len(whole)} entities: {lines}.")
    if not whole:
        named = "; ".join(one.name for one in near[:6])
        raise NotFound(
            f"Nobody in the case is called {wanted!r}.", f"Near it: {named}." if named else ""
        )
    return whole[0]


FOR_ALL = (
    "Whoever may read both names sees them as one, in public exports too. Where only closed material tells "
    "it: undo, and merge again with the tier of that material (--tier sealed)."
)
"""What a person has to know who joins two for everybody."""


def merge(case: Case, left: str, right: str, why: str, tier: str = "") -> Decision:
    """Hold two entities to be one.

    Args:
        case: Open for writing.
        left: Name or id.
        right: Name or id.
        why: The reason; a merge needs one.
        tier: The tier of what it rests on: they are one for audiences that may see as much. All when "".

    Raises:
        BadInput: A tier that is none; they are one already, one is a person and the other is none, or there is no reason.
        AlreadyDecided: Somebody keeps them apart; undo that first.
    """
    one, other = find(case, left), find(case, right)
    _reason(why, "merge")
    if tier and tier not in set(Tier):
        raise BadInput(f"{tier!r} is no tier.", f"Choose one of: {', '.join(Tier)}.")
    if one.id == other.id:
        raise BadInput(f"{left!r} and {right!r} are one already: {one.id}, {one.name}.")
    if (one.type == _PERSON) != (other.type == _PERSON):
        raise BadInput(
            f"{one.name} ({one.type}) and {other.name} ({other.type}) cannot be one: a person is no "
            "organisation, place or thing.",
            "Where one was read wrongly, correct the type of its mentions first: --set type=PER.",
        )
    mine, theirs = f"m_{one.id[2:]}", f"m_{other.id[2:]}"
    before = _on_pair(case, mine, theirs)
    apart = _kept_apart(case, one.id, other.id, {mine, theirs})
    if apart is not None:
        raise AlreadyDecided(
            f"{one.name} and {other.name} are kept apart: {in_words(apart)}.",
            f"Take that back first: undo {other.id}",
        )
    made = replace(_judge(case, mine, theirs, Verdict.SAME, why, before), value=tier or None)
    done = _keep(case, (made,), entity_id(mine), "merge")
    now = case.store.index.named([one.id])[one.id]
    told = FOR_ALL if tier in ("", Tier.PUBLIC) else ""
    return Decision(now.id, "merge", done.judgements, note=told)


def split(case: Case, entity: str, apart: Apart, why: str) -> Decision:
    """Take mentions out of an entity: together they are somebody else.

    Args:
        case: Open for writing.
        entity: Name or id.
        apart: Which mentions go.
        why: The reason; a split needs one.

    Raises:
        BadInput: No mention is named, or all are, or there is no reason.
    """
    whole = find(case, entity)
    _reason(why, "split")
    members = case.store.index.mentions_of(whole.id)
    going = [one for one in members if _goes(one, apart)]
    staying = [one for one in members if not _goes(one, apart)]
    unknown = set(apart.mentions) - {one.id for one in members}
    if unknown:
        raise NotFound(f"{whole.name} ({whole.id}) has no mention {min(unknown)}.")
    if not going or not staying:
        raise BadInput(
            f"{'None' if not going else 'All'} of the {len(members)} mentions of {whole.name} would go.",
            "Name some: by mention, spelling or document.",
        )
    first = going[0].id
    made = [
        _judge(case, one.id, first, Verdict.DIFFERENT, why, _on_pair(case, one.id, first))
        for one in staying
    ]
    made += [
        _judge(case, first, one.id, Verdict.SAME, why, _on_pair(case, first, one.id))
        for one in going[1:]
    ]
    done = _keep(case, tuple(made), "", "split")
    now = case.store.index.entities_of([first])
    return Decision(now[first], "split", done.judgements, whole.id)


def undo_entity(case: Case, entity: str, why: str = "") -> Decision:
    """Take back the newest merge or split by a person that this entity takes part in.

    Raises:
        BadInput: No person joined it or took it apart.
    """
    whole = find(case, entity)
    ids = {one.id for one in case.store.index.mentions_of(whole.id)}
    known = [
        one for one in in_effect(case.store.index.links_on(ids)) if one.by_person and one.right
    ]
    if not known:
        raise BadInput(f"No person merged or split {whole.name}.", "There is nothing to take back.")
    newest = known[-1]
    near = in_effect(case.store.index.links_on([newest.left, newest.right or ""]))
    together = [one for one in near if _one_act(one, newest)]
    made = tuple(
        _judge(case, one.left, one.right or "", Verdict.WITHDRAW, why, one) for one in together
    )
    done = _keep(case, made, "", "withdraw")
    now = case.store.index.entities_of([newest.left])
    return Decision(now.get(newest.left, whole.id), "withdraw", done.judgements)


# -- inside --------------------------------------------------------------------------------------


def _one_act(one: Judgement, other: Judgement) -> bool:
    """Made together: judgements of one split share author, time, reason and the mention that goes."""
    same = (one.author, one.made_at, one.reason) == (other.author, other.made_at, other.reason)
    return same and bool({one.left, one.right} & {other.left, other.right})


def _goes(mention: Mention, apart: Apart) -> bool:
    words = " ".join(mention.text.split()).casefold()
    return (
        mention.id in apart.mentions
        or mention.exhibit in apart.documents
        or words in {" ".join(name.split()).casefold() for name in apart.names}
    )


def _reason(why: str, what: str) -> None:
    if not why.strip():
        raise BadInput(
            f"A {what} needs a reason.", "Say why, in one line that a stranger can check."
        )


def _on_pair(case: Case, left: str, right: str) -> Judgement | None:
    """The newest judgement by a person on two mentions."""
    pair = {left, right}
    links = case.store.index.links_on([left])
    found = [one for one in links if one.by_person and one.right and {one.left, one.right} == pair]
    return found[-1] if found else None


def _kept_apart(case: Case, one: str, other: str, pair: set[str]) -> Judgement | None:
    """A person's decision on other mentions of the two that keeps them apart."""
    index = case.store.index
    mine, theirs = ({m.id for m in index.mentions_of(each)} for each in (one, other))
    for made in in_effect(index.links_on(mine)):
        ends = {made.left, made.right}
        different = made.by_person and made.verdict is Verdict.DIFFERENT and ends != pair
        if different and ends & mine and ends & theirs:
            return made
    return None


def _judge(
    case: Case, left: str, right: str, verdict: Verdict, why: str, after: Judgement | None
) -> Judgement:
    author, now = f"person:{case.user}", case.clock.now()
    before = after.id if after else None
    return Judgement(left, right, verdict, reason(why), author, now, after=before)


def _keep(case: Case, made: Sequence[Judgement], entity: str, verdict: str) -> Decision:
    ids = tuple(one.id for one in made)
    body: dict[str, object] = {"judgements": list(ids), "by": f"person:{case.user}"}
    record(case, Batch(judgements=tuple(made)), "judgement", body)
    return Decision(entity, verdict, ids)
