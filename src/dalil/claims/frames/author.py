"""The document's own assertions: clauses that state a relation, a sum, a status or an accusation.

Not every sentence is a claim. One is made where a clause says something that another document may
confirm or contradict of somebody named: a tie, a payment, wrongdoing. What stands inside an
attribution belongs to its speaker, so relations found there are hung on that claim.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dalil.claims.frames.basis.clause import predication
from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.found import Found
from dalil.claims.frames.basis.frame import Frame
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.basis.unreal import by_the_way
from dalil.claims.frames.basis.wrongdoing import accusing_nouns, wrongs
from dalil.claims.frames.clauses import clauses
from dalil.claims.frames.records.entered import beside_entries, entered
from dalil.claims.frames.records.labels import labels
from dalil.claims.frames.records.lines import lines
from dalil.claims.frames.records.listed import for_parties, rosters, signatures
from dalil.claims.frames.records.sheets import sheets
from dalil.claims.frames.referents.ends import Ends
from dalil.claims.frames.referents.holders import Resolver
from dalil.claims.frames.ties.relations import relations
from dalil.claims.frames.ties.relatives import relatives
from dalil.claims.parse import Token
from dalil.evidence import (
    Kind,
    Proceedings,
    Stage,
    Stance,
)

LONG = 700
"""Longest own assertion in code points: a longer one is no clause but a mistaken parse."""


def assertions(
    context: Context, resolver: Resolver, frames: list[Frame]
) -> tuple[list[Frame], list[Frame]]:
    """Own assertions of a document, and the given frames with the relations that they state.

    Returns:
        The frames with relations, and new frames of kind author.
    """
    frames, free = _hung(context, frames, list(relations(context, resolver)))
    own = [
        *_of_relations(context, free),
        *_of_wrongs(context),
        *_of_sums(context),
        *_of_silence(context),
        *_of_demands(context, resolver),
        *_of_appearances(context),
        *clauses(context, resolver, frames),
    ]
    form = Ends(context, resolver).form_body
    told = entered(context, form)
    rows = (*rosters(context), *sheets(context, form), *labels(context), *lines(context, form))
    own = [*(f for f in own if not _in_roster(context, f)), *rows]
    own = [*beside_entries(context, own, told), *told]
    own += [*signatures(context), *relatives(context), *for_parties(context)]
    return frames, _merged(context, frames, own)


def _hung(
    context: Context, frames: list[Frame], found: list[Found]
) -> tuple[list[Frame], list[Found]]:
    """Hang each relation on the smallest frame that states it; the rest stay free."""
    hung: dict[int, list[Found]] = {}
    free: list[Found] = []
    ordered = sorted(range(len(frames)), key=lambda i: frames[i].start)
    active: list[int] = []
    position = 0
    for item in sorted(_from_phrases(context, found, frames), key=lambda f: f.start):
        while position < len(ordered) and frames[ordered[position]].start <= item.start:
            active.append(ordered[position])
            position += 1
        active = [i for i in active if frames[i].end > item.start][-60:]
        holding = [
            i
            for i in active
            if frames[i].covers(item.start, item.end)
            and _states(frames[i])
            and not (_denied(context, frames[i]) and by_the_way(context, item.head, frames[i].head))
        ]
        if item.negated:  # a tie that is denied is no part of what is put forward
            denying = [i for i in active if frames[i].covers(item.start, item.end)]
            holding = [
                i
                for i in denying
                if frames[i].stance is Stance.DENIES or _denied(context, frames[i])
            ]
        if holding:
            hung.setdefault(min(holding, key=lambda i: frames[i].size), []).append(item)
        else:
            free.append(item)
    for place, items in hung.items():
        extra = tuple(i.relation for i in items if i.relation not in frames[place].relations)
        frames[place] = replace(frames[place], relations=(*frames[place].relations, *extra))
    return frames, free


def _from_phrases(context: Context, found: Iterable[Found], frames: list[Frame]) -> list[Found]:
    """Ties without the phrase that says who tells them: "According to the indictment, X paid Y" is the indictment's."""
    phrased = sorted((f for f in frames if _aside(context, f)), key=lambda f: f.start)
    starts = [f.start for f in phrased]
    moved = []
    for item in found:
        low = bisect.bisect_right(starts, item.start)
        high = bisect.bisect_right(starts, item.start + PHRASE)
        place = context.tokens[item.head].start
        told = (
            f.start
            for f in phrased[low : min(high, low + 9)]
            if item.start <= context.tokens[f.cue].start < f.start
            and f.start <= place
            and item.end <= f.end + 1
        )
        start = next(told, None)
        moved.append(item if start is None else replace(item, start=start))
    return [_before_aside(context, item, phrased, starts) for item in moved]


def _aside(context: Context, frame: Frame) -> bool:
    """Whether who says so stands beside a sentence, or within it: "as X told the board", "X, the clerk says, paid Y"."""
    if frame.method.startswith("prep:"):
        return True
    said = frame.cue >= 0 and frame.source is not None and frame.method.startswith("cue:")
    return said and (
        context.tokens[frame.cue].dep in ("advcl", "parataxis")
        or context.tokens[frame.cue].start >= frame.end
    )


def _before_aside(
    context: Context, item: Found, phrased: Sequence[Frame], starts: Sequence[int]
) -> Found:
    """A tie without the words behind it that say who tells it: "..., according to the register"."""
    place = context.tokens[item.head].start
    low = bisect.bisect_left(starts, item.start - 2)
    for frame in phrased[low : bisect.bisect_right(starts, item.start + 2)]:
        behind = frame.end <= context.tokens[frame.cue].start < item.end
        if behind and frame.start <= place < frame.end:
            return replace(item, end=frame.end)
    return item


PHRASE = 120
"""Code points at most of a phrase such as "According to the indictment"."""


def _states(frame: Frame) -> bool:
    """Whether a frame's content is put forward, so that a relation inside it is its holder's."""
    return frame.stance in (Stance.ASSERTS, Stance.ALLEGES, Stance.REPORTS_COURT_HELD)


def _of_relations(context: Context, free: Iterable[Found]) -> Iterator[Frame]:
    for item in free:
        start, end = item.start, item.end
        if end - start > LONG:
            continue
        yield Frame(
            start, end, -1, None, Stance.ASSERTS, Kind.AUTHOR, "author:relation", head=item.head,
            relations=(item.relation,), negated=item.negated, own=True,
        )  # fmt: skip


def _of_wrongs(context: Context) -> Iterator[Frame]:
    """Accusations in the document's own words, such as "..., who stole ..."."""
    for verb in wrongs(context):
        start, end = predication(context, _telling(context, verb))
        if end - start > LONG or context.quoted(verb.start):
            continue
        subject = _accused(context, verb)
        stance = Stance.DISPUTES if context.negated(verb.index) else Stance.ALLEGES
        yield Frame(
            start, end, -1, None, stance, Kind.AUTHOR, "author:accusation", head=verb.index,
            proceedings=Proceedings(stage=Stage.ALLEGATION), own=True,
            subjects=(subject.index,) if subject is not None else (),
        )  # fmt: skip
    for verb in context.tokens:
        if verb.pos not in ("VERB", "AUX") or verb.dep not in ("ROOT", "conj", "relcl"):
            continue
        if context.quoted(verb.start) or not any(accusing_nouns(context, verb)):
            continue
        start, end = predication(context, verb)
        if end - start <= LONG and context.document.mentions_in(start, end):
            yield Frame(
                start, end, -1, None, Stance.ASSERTS, Kind.AUTHOR, "author:wrongdoing",
                head=verb.index, own=True,
            )  # fmt: skip


def _telling(context: Context, verb: Token) -> Token:
    """The verb whose clause is quoted: that of "appears" for "appears to have taken bribes"."""
    above = context.tokens[verb.head]
    return above if verb.dep == "xcomp" and verb.index > above.index else verb


def _accused(context: Context, verb: Token) -> Token | None:
    tree = context.tree
    if tree.child(verb.index, "auxpass", "nsubjpass") is not None or verb.dep == "acl":
        agent = tree.child(verb.index, "agent")
        return tree.child(agent.index, "pobj") if agent is not None else None
    return tree.subject(verb.index)


def _of_sums(context: Context) -> Iterator[Frame]:
    """Clauses that state a sum of money."""
    for amount in context.document.amounts:
        index = context.token_at(amount.start)
        if index >= len(context.tokens) or context.quoted(amount.start):
            continue
        verb = next((t for t in context.tree.ancestors(index) if t.pos in ("VERB", "AUX")), None)
        if verb is None or verb.dep in ("xcomp", "pcomp"):
            continue
        start, end = predication(context, verb)
        start = _with_bound(context, start)
        if start <= amount.start and amount.end <= end and end - start <= LONG:
            yield Frame(
                start,
                end,
                -1,
                None,
                Stance.ASSERTS,
                Kind.AUTHOR,
                "author:sum",
                head=verb.index,
                own=True,
            )


def _with_bound(context: Context, start: int) -> int:
    """Where a clause begins with "no more" before "than" that the parser took for its main clause."""
    index = context.token_at(start)
    words = [t.text.lower() for t in context.tokens[max(0, index - 2) : index + 1]]
    if len(words) == 3 and words[0] in ("no", "not") and words[2] == "than":
        return context.tokens[index - 2].start
    return start


def _of_silence(context: Context) -> Iterator[Frame]:
    """Refusals to comment: the document says that somebody did not answer."""
    for token in context.tokens:
        if token.lemma.lower() not in ("comment", "inquiry", "question", "message", "call"):
            continue
        verb = _silent(context, token)
        if verb is None or context.quoted(token.start):
            continue
        start, end = predication(context, verb)
        subject = context.tree.subject(verb.index)
        if end - start <= LONG and start <= token.start < end:
            yield Frame(
                start, end, -1, None, Stance.ASSERTS, Kind.AUTHOR, "author:no-comment", head=verb.index,
                negated=True, own=True, subjects=_all(context, subject),
            )  # fmt: skip


def _silent(context: Context, token: Token) -> Token | None:
    """The verb of "declined to comment" or "did not respond to a request for comment"."""
    for above in context.tree.ancestors(token.index):
        if above.pos != "VERB":
            continue
        if above.lemma in ("decline", "refuse") and token.lemma.lower() in ("comment", "question"):
            return above
        answers = above.lemma in ("respond", "reply", "answer", "return", "comment", "react")
        if answers and context.negated(above.index):
            return above
    return None


def _all(context: Context, subject: Token | None) -> tuple[int, ...]:
    if subject is None:
        return ()
    return (subject.index, *(t.index for t in context.tree.children(subject.index, "conj")))


def _of_demands(context: Context, resolver: Resolver) -> Iterator[Frame]:
    """What the document itself says that somebody should or must do."""
    for token in context.tokens:
        if token.pos != "AUX" or token.lemma.lower() not in ("should", "must", "ought"):
            continue
        verb = context.tokens[token.head]
        subject = context.tree.child(verb.index, "nsubj", "nsubjpass")
        if verb.dep not in ("ROOT", "conj") or subject is None or context.quoted(token.start):
            continue
        known = subject.lemma.lower() in load("proceedings_en.yaml")["authorities"]
        if (resolver.mention(subject) is None and not known) or context.tree.child(
            verb.index, "mark"
        ) is not None:
            continue
        start, end = predication(context, verb)
        if end - start <= LONG:
            yield Frame(
                start, end, -1, None, Stance.CALLS_FOR, Kind.AUTHOR, "author:demand", head=verb.index,
                own=True, subjects=(subject.index,),
            )  # fmt: skip


def _of_appearances(context: Context) -> Iterator[Frame]:
    """Own words that are qualified: "X appears to have paid"."""
    for verb in context.tokens:
        if verb.lemma.lower() not in context.lexicon.hedge_verbs or verb.dep not in (
            "ROOT",
            "conj",
        ):
            continue
        if context.quoted(verb.start) or context.tree.child(verb.index, "xcomp", "oprd") is None:
            continue
        start, end = predication(context, verb)
        if end - start <= LONG:
            yield Frame(
                start, end, -1, None, Stance.ASSERTS, Kind.AUTHOR, "author:appearance", head=verb.index,
                hedged=True, own=True,
            )  # fmt: skip


def _in_roster(context: Context, frame: Frame) -> bool:
    """Whether an own assertion was read from a line of a list of people, which is read as such."""
    return any(
        roster.rows and roster.rows[0].start <= frame.start and frame.end <= roster.rows[-1].end
        for roster in context.document.rosters
    )


def _merged(context: Context, frames: list[Frame], own: list[Frame]) -> list[Frame]:
    """One frame for overlapping own assertions; none for what an attribution says already."""
    kept: list[Frame] = []
    for frame in sorted(own, key=lambda f: (f.start, -f.end)):
        if kept and frame.start < kept[-1].end and _alike(context, kept[-1], frame):
            kept[-1] = _joined(kept[-1], frame)
        else:
            kept.append(frame)
    ordered = sorted(frames, key=lambda f: f.start)
    starts = [f.start for f in ordered]
    kept = [f for f in kept if not _said_already(starts, ordered, f)]
    return [f for f in kept if not _accused_by_another(context, ordered, f)]


def _accused_by_another(context: Context, frames: list[Frame], own: Frame) -> bool:
    """Whether the words around an accusation say whose it is: "the mine, which Orla Venn says was stolen"."""
    if own.method != "author:accusation" or own.head < 0 or own.relations:
        return False
    place = context.tokens[own.head].start
    return any(
        f.source is not None
        and f.covers(place, place + 1)
        and own.start <= context.tokens[f.cue].start < own.end
        for f in frames
        if f.cue >= 0 and own.start <= f.start and f.end <= own.end
    )


def _alike(context: Context, first: Frame, second: Frame) -> bool:
    """Whether two own assertions may stand as one: no demand, doubt or silence among them.

    A tie that is told beside what is negated ("X, a partner of Y, said nothing") stands by itself.
    """
    plain = (Stance.ASSERTS, Stance.ALLEGES)
    either = (first, second)
    if first.stance is not second.stance and (first.start, first.end) != (second.start, second.end):
        return False
    if _denied(context, first) != _denied(context, second):
        return False
    return all(f.stance in plain and not f.hedged and not f.negated for f in either)


def _denied(context: Context, frame: Frame) -> bool:
    return frame.negated or (frame.head >= 0 and context.negated(frame.head))


def _joined(first: Frame, second: Frame) -> Frame:
    accusing = second.proceedings if first.proceedings is None else first.proceedings
    return replace(
        first,
        end=max(first.end, second.end),
        relations=tuple(dict.fromkeys((*first.relations, *second.relations))),
        proceedings=accusing,
        stance=Stance.ALLEGES if Stance.ALLEGES in (first.stance, second.stance) else first.stance,
        subjects=tuple(dict.fromkeys((*first.subjects, *second.subjects))),
    )


def _said_already(starts: list[int], frames: list[Frame], own: Frame) -> bool:
    """Whether an attribution has nearly the same words."""
    if own.relations:
        return False
    high = bisect.bisect_left(starts, own.end)
    for frame in frames[max(0, high - 60) : high]:
        shared = min(frame.end, own.end) - max(frame.start, own.start)
        if shared > 0.6 * own.size:
            return True
    return False


__all__ = ["assertions"]
