"""The document's own clauses: what it says of somebody in its own voice, with no cue and no relation.

One frame for the main clause of each sentence that a stop ends, whoever it names ("Two of the bids were typed on
one machine."; three words that name nobody and deny nothing, "It was blue.", are none); and for each other finite
clause that names a person, a body, a place, a sum or a date, whose subject is known from before, or that speaks of
wrongdoing; also for an added relative clause ("..., who ..."). A clause whose verb attributes a content to somebody
is left to that content, and a question is none. Whether a clause matters to a case is for a reader to say: what the
author says is not dropped.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence

from dalil.claims.frames.basis.clause import predication
from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Frame
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.referents.holders import OWN, Resolver
from dalil.claims.frames.stance.contrary import calls_false
from dalil.claims.parse import Token
from dalil.evidence import Kind, MentionType, Stance

LONGEST = 700
"""Longest clause in code points; a longer one is a mistaken parse."""
FEWEST = 3
"""Words of a clause at least."""
_NAMED = frozenset(
    {
        MentionType.PERSON,
        MentionType.ORGANISATION,
        MentionType.LOCATION,
        MentionType.ASSET,
        MentionType.MONEY,
        MentionType.DATE,
    }
)
_OF_OWN = _NAMED - {MentionType.DATE}
"""What a clause of the author's about itself must name: "I wrote on 3 May" says nothing of anybody."""
_JOINED = ("ROOT", "conj", "parataxis", "ccomp")
_BESIDE = ("when", "after", "before", "because", "since", "while", "although", "though", "whereas")
_KINDS = frozenset({"paragraph", "item", "footnote", "quoted"})


def clauses(context: Context, resolver: Resolver, frames: Sequence[Frame]) -> Iterator[Frame]:
    """Own assertions of a document, clause by clause.

    Args:
        context: The document.
        resolver: Who is meant by "he" and "the bank".
        frames: What was found already: attributions and reports.
    """
    cues = {frame.cue for frame in frames if frame.cue >= 0}
    told = _Told(frames)
    carrying = {context.tokens[f.cue].head for f in frames if _carried(context, f)}
    for verb in context.tokens:
        if verb.pos not in ("VERB", "AUX") or verb.index in cues or context.quoted(verb.start):
            continue
        if not _states(context, verb) or verb.index in carrying:
            continue
        start, end = predication(context, verb)
        if not len(context.text[start:end].split()) >= FEWEST or end - start > LONGEST:
            continue
        if context.text[end : end + 1] == ":":
            continue  # it introduces a list, a quotation or an earlier mail
        if told.covers(start, end, verb):
            continue
        words = len(context.text[start:end].split())
        rejects = _rejects(context, verb)
        enough = words > FEWEST or context.negated(verb.index) or rejects
        whole = _sentence(context, verb) and enough
        if not (whole or _names(context, resolver, verb, start, end)):
            continue
        stance = Stance.DISPUTES if rejects else Stance.ASSERTS
        yield Frame(
            start, end, -1, None, stance, Kind.AUTHOR, "author:clause", head=verb.index, own=True,
            hedged=context.hedged(verb.index),
        )  # fmt: skip


def _carried(context: Context, frame: Frame) -> bool:
    """Whether a clause only carries a content: "it is the bank's case that ...", "gave evidence that ..."."""
    if not frame.method.startswith("noun:statement") or frame.source is None:
        return False
    cue = context.tokens[frame.cue]
    return cue.dep in ("attr", "dobj", "nsubj") and context.tokens[cue.head].lemma in _LIGHT


_LIGHT = frozenset({"be", "give", "make", "have", "offer", "advance", "put", "remain"})


def _rejects(context: Context, verb: Token) -> bool:
    """Whether a clause rejects how others tell a matter: "it was not a coup", "they did not clear him", "That is false"."""
    if not context.negated(verb.index):
        return calls_false(context, verb)
    words = load("proceedings_en.yaml")
    told = {*words["events"], *words["deniable"], *words["rejected"]}
    if verb.lemma == "be":
        near = context.tree.children(verb.index, "attr", "acomp")
        return any(t.lemma.lower() in told for t in near)
    return verb.lemma.lower() in words["cleared"]


class _Told:
    """What attributions and reports say already, by place."""

    def __init__(self, frames: Sequence[Frame]) -> None:
        ordered = sorted((f for f in frames if not f.own), key=lambda f: f.start)
        self._frames = ordered
        self._starts = [f.start for f in ordered]
        self._longest = max((f.size for f in ordered), default=0)

    def covers(self, start: int, end: int, verb: Token) -> bool:
        """Whether most of a clause is somebody's content, or a report of its predicate."""
        low = bisect.bisect_left(self._starts, start - self._longest)
        high = bisect.bisect_left(self._starts, end)
        for frame in self._frames[max(low, high - 80) : high]:
            shared = min(frame.end, end) - max(frame.start, start)
            if shared > 0.6 * (end - start) or (frame.head == verb.index and shared > 0):
                return True
        return False


def _states(context: Context, verb: Token) -> bool:
    """Whether a verb heads a clause that puts something forward: finite, with a subject, no question."""
    passage = context.document.layer.passages[
        context.document.parse.sentences[verb.sentence].passage
    ]
    if passage.kind not in _KINDS:
        return False
    if not _finite(context, verb):
        return False
    subject = context.tree.subject(verb.index)
    if subject is None or subject.text.lower() == "you":
        return False
    if subject.text.lower() in OWN and (context.of_court or passage.kind == "footnote"):
        return False  # how a judge goes on is no claim
    if verb.dep in ("ROOT", "parataxis"):
        return True
    if verb.dep == "conj":
        return context.tokens[verb.head].pos in ("VERB", "AUX")
    if verb.dep == "relcl":
        return _added(context, verb)
    if verb.dep == "ccomp":
        return _parted(context, verb)
    mark = context.tree.child(verb.index, "mark", "advmod")
    return verb.dep == "advcl" and mark is not None and mark.lemma.lower() in _BESIDE


def _finite(context: Context, verb: Token) -> bool:
    if verb.tag in ("VBD", "VBZ", "VBP"):
        return True
    auxiliaries = context.tree.children(verb.index, "aux", "auxpass")
    if any(t.tag == "TO" for t in auxiliaries):
        return False
    if any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in auxiliaries):
        return True
    return verb.dep == "conj" and verb.tag in ("VBN", "VB") and _finite_head(context, verb)


def _finite_head(context: Context, verb: Token) -> bool:
    above = context.tokens[verb.head]
    return above.index != verb.index and above.dep != "conj" and _finite(context, above)


def _added(context: Context, verb: Token) -> bool:
    """Whether a relative clause is added behind a comma rather than part of the name."""
    first = context.tree.left[verb.index]
    return first > 0 and context.tokens[first - 1].text in (",", "–", "—", "(")


def _parted(context: Context, verb: Token) -> bool:
    """Whether a complement is really a clause of its own, parted by a semicolon or a colon."""
    above = context.tokens[verb.head]
    between = context.tokens[min(verb.index, above.index) : max(verb.index, above.index)]
    return any(t.text in (";", ":") for t in between)


def _sentence(context: Context, verb: Token) -> bool:
    """Whether a predicate is that of a whole sentence that a stop ends: it states something, whoever is named."""
    if verb.dep != "ROOT":
        return False
    sentence = context.document.parse.sentences[verb.sentence]
    tokens = context.tokens[sentence.first : sentence.last]
    closing = next((t for t in reversed(tokens) if t.pos != "SPACE"), verb)
    return closing.text in (".", ";") or closing.text.endswith(".")


def _names(context: Context, resolver: Resolver, verb: Token, start: int, end: int) -> bool:
    """Whether a clause says something of somebody or something that another text may speak of."""
    subject = context.tree.subject(verb.index)
    own = subject is not None and subject.text.lower() in OWN
    for mention in context.document.mentions_in(start, end)[:20]:
        if mention.type in (_OF_OWN if own else _NAMED):
            return True
    if subject is not None and (subject.lemma == "client" or resolver.mention(subject) is not None):
        return True
    nouns = _speaking_nouns()
    first, last = context.token_at(start), context.token_at(end)
    return any(t.lemma.lower() in nouns for t in context.tokens[first:last])


def _speaking_nouns() -> frozenset[str]:
    words = load("proceedings_en.yaml")
    return frozenset((*words["wrongdoing"]["nouns"], *words["deniable"], *words["events"]))
