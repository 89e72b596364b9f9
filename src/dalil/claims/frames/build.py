"""From frames to claims: the chain of holders, the place, and what the words say of whom.

A claim's quote is cut from the text by :func:`dalil.evidence.locate`, so it stands there by
construction. A frame whose span holds no letter is left out; nothing else is dropped here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from dalil.claims.document import refer
from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.edges import tidied
from dalil.claims.frames.basis.frame import Frame
from dalil.claims.frames.basis.lexicon import DOCUMENTS, EXHIBITS, load
from dalil.claims.frames.referents.holders import OWN, Resolver
from dalil.evidence import (
    Claim,
    Holder,
    HolderRole,
    Kind,
    Mention,
    MentionType,
    Reference,
    Stance,
    locate,
)

METHOD = "frames/13"
"""Name and version of these rules, recorded with every claim."""
MAX_CHAIN = 4
MAX_SIGNATORIES = 100
"""Signatories in one chain: a petition of ten thousand names keeps its roster, not a hundred million
holders."""
MAX_ABOUT = 12


def claims(context: Context, resolver: Resolver, frames: Iterable[Frame]) -> list[Claim]:
    """Claims in order of place."""
    ordered = _in_order(context, (tidied(context, frame) for frame in frames))
    around = _around(ordered)
    resolved = _resolved(resolver, ordered)
    best: dict[tuple[int, int], int] = {}
    for place, frame in enumerate(ordered):
        key = (frame.start, frame.end)
        if key not in best or _knows(frame) > _knows(ordered[best[key]]):
            best[key] = place
    ordered = _with_ties(ordered, best)
    made: dict[str, Claim] = {}
    passed_on = _passed_on(context, ordered, around)
    for place in sorted(best.values()):
        frame = ordered[place]
        if place in passed_on or _goes_without(context, place, ordered, around, resolved):
            continue
        passing = [resolver.holder(frame.via, HolderRole.SPEAKER)] if frame.via is not None else []
        spoken = [resolved[place], *passing, *(resolved[i] for i in around[place])]
        spoken.append(context.document.voice_at(frame.start))
        signed = not frame.listed and context.signed(frame.start)
        holders = _chain(context, spoken, signed=signed)
        speaking = next(
            (ordered[i].source for i in (place, *around[place]) if ordered[i].source), None
        )
        resolver.speaks(speaking, frame.start)
        claim = _claim(context, resolver, frame, holders)
        made.setdefault(claim.id, claim)
    return list(made.values())


def _with_ties(ordered: Sequence[Frame], best: Mapping[tuple[int, int], int]) -> list[Frame]:
    """Frames with the ties that another reading of the same words tells; a denial takes none."""
    found = list(ordered)
    for frame in ordered:
        place = best[(frame.start, frame.end)]
        kept = found[place]
        if frame.relations and frame.own and not frame.negated and kept.stance in _PUT_FORWARD:
            ties = tuple(dict.fromkeys((*kept.relations, *frame.relations)))
            found[place] = replace(kept, relations=ties)
    return found


_PUT_FORWARD = (Stance.ASSERTS, Stance.ALLEGES, Stance.REPORTS_COURT_HELD)
_WISHES = frozenset(
    {"cue:voice", "cue:point", "cue:judge", "cue:intend", "cue:willing", "cue:admit-deed", "cue:talk",
     "cue:apologise", "cue:await", "cue:liken", "cue:speak-out", "cue:bring-up", "cue:put-forward", "cue:rule-out",
     "cue:wave-off", "cue:play-down", "noun:support", "noun:criticism", "noun:intention"}
)  # fmt: skip
"""Rules for attitudes and plans: told inside somebody's words they are part of these, no claim beside them."""
_THOUGHTS = frozenset({"cue:think", "cue:certain", "cue:see-as", "noun:statement"})


def _goes_without(
    context: Context,
    place: int,
    frames: Sequence[Frame],
    around: Sequence[Sequence[int]],
    resolved: Sequence[Holder | None],
) -> bool:
    """Whether a content only repeats what the words around it say already.

    "She said that she planned to sell" is one claim, and so is "she said that the union supports the
    sale"; what the speaker thinks is the same as what the speaker says. What somebody else says or
    thinks inside it is a claim of its own.
    """
    frame = frames[place]
    method = frame.method.split(" ")[0]
    if frame.cue < 0 or frame.relations or frame.proceedings:
        return False
    wished = method in _WISHES or (method == "cue:dispute" and _not_yet(context, frame.cue))
    if not wished and (method not in _THOUGHTS or frame.stance is not Stance.ASSERTS):
        return False
    if frame.stance not in (Stance.ASSERTS, Stance.DISPUTES):
        return False
    outer = [i for i in around[place] if frames[i].cue >= 0 and frames[i].source is not None]
    outer = [i for i in outer if frames[i].stance in (Stance.ASSERTS, Stance.ALLEGES)]
    if not outer or wished:
        return bool(outer)
    holder, other = resolved[place], resolved[outer[0]]
    if holder is None or other is None:
        return False
    return _key(context, holder) == _key(context, other)


def _not_yet(context: Context, cue: int) -> bool:
    """Whether a verb tells what is to be done, not what was: "is ready to challenge", "must rebut"."""
    return context.tokens[cue].tag == "VB"


PASSED_ON = 0.45
"""Share of a turn's sentence from which what it passes on is all that it says."""


def _passed_on(
    context: Context, frames: Sequence[Frame], around: Sequence[Sequence[int]]
) -> set[int]:
    """Sentences of a turn that only pass on what another says: the speaker stays in the chain of that."""
    found: set[int] = set()
    for place, frame in enumerate(frames):
        if frame.cue < 0 or frame.source is None or frame.head < 0:
            continue
        if context.tokens[frame.head].pos not in ("VERB", "AUX"):
            continue  # "we regret the sale" says more than "the sale"
        for outer in around[place]:
            turn = frames[outer]
            if turn.method == "turn" and frame.size >= PASSED_ON * turn.size:
                found.add(outer)
    return found


def _in_order(context: Context, frames: Iterable[Frame]) -> list[Frame]:
    """Frames with words in them, by place, longer first, without repetition."""
    worded = (f for f in frames if any(c.isalpha() for c in context.text[f.start : f.end]))
    unique = dict.fromkeys(worded)
    return sorted(unique, key=lambda f: (f.start, -f.end, _rank(f), f.cue))


def _rank(frame: Frame) -> int:
    """Attributions stand around reports of the same words, these around own assertions."""
    return {Kind.STATUS: 1, Kind.AUTHOR: 2}.get(frame.kind, 0)


def _knows(frame: Frame) -> tuple[bool, ...]:
    return (
        frame.proceedings is not None,
        frame.stance is Stance.REPORTS_COURT_HELD and frame.kind is Kind.STATUS,
        frame.source is not None,
        frame.stance is not Stance.ASSERTS,
        bool(frame.relations),
    )


def _around(frames: Sequence[Frame]) -> list[list[int]]:
    """For each frame the frames whose content holds it and its cue, innermost first."""
    found: list[list[int]] = []
    active: list[int] = []
    for place, frame in enumerate(frames):
        active = [i for i in active if frames[i].end > frame.start][-40:]
        outer = [i for i in active if frames[i].covers(frame.start, frame.end)]
        outer = [i for i in outer if _encloses(frames[i], frame)]
        found.append(sorted(outer, key=lambda i: frames[i].size)[:MAX_CHAIN])
        active.append(place)
    return found


def _encloses(outer: Frame, inner: Frame) -> bool:
    """Whether a content holds another's cue too; one cue with two contents is one speaker."""
    if outer.own or (outer.cue == inner.cue and outer.source == inner.source):
        return False
    return outer.size > inner.size or _rank(outer) < _rank(inner)


_UNNAMED = Holder(HolderRole.SPEAKER)
"""Somebody whom the words do not name: "it is said that ..."."""


def _resolved(resolver: Resolver, frames: Sequence[Frame]) -> list[Holder | None]:
    holders: list[Holder | None] = []
    for frame in frames:
        if frame.role is HolderRole.COURT and frame.source is None:
            holders.append(Holder(HolderRole.COURT))
        elif frame.source is None:
            holders.append(_UNNAMED if frame.unnamed else None)
        else:
            spoke = resolver.last_speaker
            holders.append(resolver.holder(frame.source, frame.role))
            if frame.own:  # a court told to have decided has said nothing that "he" goes on with
                resolver.last_speaker = spoke
    return holders


def _chain(context: Context, found: Sequence[Holder | None], *, signed: bool) -> tuple[Holder, ...]:
    chain: list[Holder] = []
    keys: set[str] = set()
    for holder in found:
        if holder is None:
            continue
        key = _key(context, holder)
        if key not in keys:
            keys.add(key)
            chain.append(holder)
    own = (*context.document.signatories[:MAX_SIGNATORIES], context.document.author)
    own = own if signed else (context.document.author,)
    voice = [h for h in own if _key(context, h) not in keys or not h.text]
    if not voice or voice[-1] is not context.document.author:
        voice.append(context.document.author)
        chain = [h for h in chain if _key(context, h) != _key(context, context.document.author)]
    return (*chain, *voice)


def _key(context: Context, holder: Holder) -> str:
    if holder.reference is None:
        return f"{holder.role}:{holder.text.lower()}"
    mention = context.document.by_id.get(holder.reference.id)
    return context.document.cluster_of(mention) if mention is not None else holder.reference.id


def _claim(
    context: Context, resolver: Resolver, frame: Frame, holders: tuple[Holder, ...]
) -> Claim:
    document = context.document
    kind = frame.kind
    if frame.source is not None and _own_voice_only(holders):
        kind = Kind.AUTHOR if kind is Kind.INDIRECT else kind  # "we urge you ..."
    if kind is Kind.AUTHOR and document.voice_at(frame.start) is not None:
        kind = Kind.DOCUMENT  # the words of an earlier mail
    spoken = frame.source is not None and kind in (Kind.INDIRECT, Kind.DIRECT)
    if spoken and _names_document(context, frame):
        kind = Kind.DOCUMENT
    head = frame.head
    quote = context.text[frame.start : frame.end]
    negated = frame.negated or (head >= 0 and context.negated(head))
    negated = negated and not frame.closing
    hedged = frame.hedged or (head >= 0 and context.hedged(head)) or quote.endswith("?")
    return Claim(
        document.layer.exhibit,
        locate(document.layer, frame.start, frame.end),
        holders,
        frame.stance,
        kind,
        about=_about(context, resolver, frame),
        relations=frame.relations,
        proceedings=frame.proceedings,
        negated=negated,
        hedged=hedged,
        amounts=document.amounts_in(frame.start, frame.end),
        dates=document.dates_in(frame.start, frame.end),
        calls_for=quote if frame.stance is Stance.CALLS_FOR else None,
        method=f"{METHOD} {frame.method}",
    )


def _own_voice_only(holders: Sequence[Holder]) -> bool:
    return all(h.role not in (HolderRole.SPEAKER, HolderRole.COURT) for h in holders)


def _names_document(context: Context, frame: Frame) -> bool:
    """Whether the holder's head noun names a document."""
    if frame.source is None:
        return False
    return context.tokens[frame.source.head].lemma.lower() in DOCUMENTS | EXHIBITS


def _about(context: Context, resolver: Resolver, frame: Frame) -> tuple[Reference, ...]:
    """Those of whom the content speaks: its subjects first, then the people and bodies it names.

    A denial without a subject ("all wrongdoing", "the allegations") speaks of the one who denies, or
    of the one for whom a lawyer or spokesman denies.
    """
    document = context.document
    found: dict[str, Reference] = {}
    for mention in _subjects(context, resolver, frame):
        found.setdefault(document.cluster_of(mention), refer(mention))
    if all(context.tokens[i].start < frame.start for i in frame.subjects):
        for mention in document.mentions_in(frame.start, frame.end)[: MAX_ABOUT * 3]:
            if mention.type in (MentionType.PERSON, MentionType.ORGANISATION):
                found.setdefault(document.cluster_of(mention), refer(mention))
    if not found and frame.stance in (Stance.DENIES, Stance.DISPUTES):
        denier = _denier(context, resolver, frame)
        if denier is not None:
            found[document.cluster_of(denier)] = refer(denier)
            for other in resolver.beside(frame.source):
                found.setdefault(document.cluster_of(other), refer(other))
    return tuple(found.values())[:MAX_ABOUT]


def _subjects(context: Context, resolver: Resolver, frame: Frame) -> Iterator[Mention]:
    """The mentions of the subjects that a frame names, else of the subject of its predicate."""
    for index in frame.subjects:
        mention = resolver.mention(context.tokens[index])
        if mention is not None:
            yield mention
    if frame.subjects or frame.head < 0:
        return
    subject = context.tree.subject(frame.head)
    if subject is None or not frame.start <= subject.start < frame.end:
        return
    if subject.text.lower() in OWN:
        speaker = resolver.mention(context.tokens[frame.source.head]) if frame.source else None
        if speaker is not None and subject.text.lower() in ("i", "we"):
            yield speaker
        return
    if frame.kind is Kind.DIRECT and subject.pos == "PRON":
        own = context.tree.child(frame.head, "dobj", "dative")
        if own is not None and own.text.lower() in ("me", "us") and frame.source is not None:
            speaker = resolver.mention(context.tokens[frame.source.head])
            if speaker is not None:
                yield speaker
        return  # whom a quoted "he" means, the words around do not say
    mention = resolver.mention(subject)
    if mention is not None:
        yield mention


def _denier(context: Context, resolver: Resolver, frame: Frame) -> Mention | None:
    """Whom a denial without a subject concerns: the denier or the denier's client; no court."""
    if frame.source is None or frame.role is HolderRole.COURT:
        return None
    head = context.tokens[frame.source.head]
    if context.is_court(head) or not _own_matter(context, frame):
        return None
    agent = resolver.principals is not None and resolver.principals.speaks_for_others(frame.source)
    found = resolver.client() if agent else resolver.who_speaks(head)
    kinds = (MentionType.PERSON, MentionType.ORGANISATION)
    return found if found is not None and found.type in kinds else None


def _own_matter(context: Context, frame: Frame) -> bool:
    """Whether a denied content has no subject of its own: a noun of accusation, an -ing clause."""
    if frame.head < 0:
        return True
    subject = context.tree.child(frame.head, "nsubj", "nsubjpass", "expl")
    if subject is None:
        return True
    words = load("proceedings_en.yaml")
    own = (OWN, PRONOUNS)
    return subject.lemma.lower() in words["deniable"] or any(
        subject.text.lower() in group for group in own
    )


PRONOUNS = frozenset({"it", "he", "she", "they", "this", "that", "there"})
