"""Contents that are passed on only to be rejected: "it is wrong to suggest that A", "A, a claim that X denies".

Also "any article that states A would be defamatory", as lawyers write, and "a charge that we regard as fabricated".
Whoever rejects A denies it; nobody is told to put it forward, so that no tie of it stands. "Did not deny that A" and
"neither confirmed nor denied A" are neither a denial nor a confession: the whole clause is told, and nothing of A.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dalil.claims.frames.basis.clause import predication
from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Frame
from dalil.claims.frames.basis.graph import SUBJECTS
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.referents.holders import OWN
from dalil.claims.frames.speech.cue_nouns import ACCUSATIONS
from dalil.claims.parse import Token
from dalil.evidence import Kind, Stance

_OPEN = (Stance.ASSERTS, Stance.ALLEGES)
_UNTRUE = frozenset(
    {"wrong", "false", "untrue", "misleading", "incorrect", "inaccurate", "defamatory", "mistaken", "erroneous", "unfair",
     "nonsensical", "ridiculous", "fanciful", "untenable", "falsehood", "nonsense", "lie", "libel", "slander", "mistake",
     "dishonest", "outrageous", "scurrilous"}
)  # fmt: skip
"""What a statement is called that is rejected."""
_SAYING = frozenset(
    {"say", "suggest", "claim", "state", "imply", "allege", "assert", "report", "insinuate", "pretend", "argue", "conclude",
     "write", "publish", "maintain", "contend", "declare", "think", "believe", "infer", "repeat", "accuse"}
)  # fmt: skip
_STATEMENTS = ACCUSATIONS | {
    "article", "publication", "statement", "story", "assertion", "imputation", "implication", "inference", "post", "report",
    "broadcast", "notion", "idea", "contention", "headline", "tweet", "narrative", "version", "account", "speculation", "gossip",
}  # fmt: skip
_DENYING = frozenset(
    {"deny", "reject", "dispute", "refute", "contest", "rebut", "repudiate", "disown"}
)
_REGARDING = frozenset(
    {"regard", "call", "describe", "dismiss", "consider", "see", "view", "denounce", "brand", "label", "condemn", "characterise", "characterize"}
)  # fmt: skip
_UNSETTLED = frozenset({"deny", "dispute", "refute", "contest"})
_REFUSING = frozenset({"refuse", "decline"})


def rejected(context: Context, frames: Sequence[Frame]) -> list[Frame]:
    """Frames without what is only passed on to be rejected, and its rejection.

    Args:
        context: The document.
        frames: Its frames with stance and stage, in any order.
    """
    found = _called_untrue(context, frames)
    for token in context.tokens:
        if token.pos == "VERB" and token.lemma.lower() in _UNSETTLED:
            verb = _left_open(context, token)
            if verb is not None and not context.quoted(token.start):
                found = _whole(context, found, token, verb)
        elif token.pos == "NOUN" and token.lemma.lower() in _STATEMENTS:
            found = _appended(context, found, token)
        if token.dep == "relcl" and token.lemma.lower() in _DENYING:
            found = _which(context, found, token)
    return [_lie(context, _without_judgement(context, frame)) for frame in found]


def _called_untrue(context: Context, frames: Sequence[Frame]) -> list[Frame]:
    """Frames with the contents that are called untrue by whoever passes them on denied."""
    over: dict[int, Frame] = {}
    found: list[Frame] = []
    for frame in frames:
        verb = _untrue_over(context, frame)
        if verb is None:
            found.append(frame)
            continue
        denied = replace(
            frame, stance=Stance.DENIES, source=None, unnamed=False, own=True, kind=Kind.AUTHOR, hedged=False,
            negated=False, method=f"{frame.method} rejected",
        )  # fmt: skip
        if verb.index not in over or over[verb.index].size < denied.size:
            over[verb.index] = denied
    if not over:
        return found
    kept = [f for f in found if not (f.own and f.cue < 0 and f.head in over)]
    for denied in over.values():
        kept = [f for f in kept if not (f.own and denied.covers(f.start, f.end))]
        kept = [f for f in kept if not (f.own and f.cue < 0 and f.covers(denied.start, denied.end))]
        kept.append(denied)
    return kept


def _untrue_over(context: Context, frame: Frame) -> Token | None:
    """The predicate that calls untrue what a cue passes on: "it is wrong to say", "any article that says"."""
    if frame.cue < 0 or frame.head < 0 or frame.own or frame.stance not in (*_OPEN, Stance.DENIES):
        return None
    cue = context.tokens[frame.cue]
    if cue.lemma.lower() not in _SAYING and cue.lemma.lower() not in _STATEMENTS:
        return None
    if cue.pos == "NOUN":
        return _over_noun(context, cue) if frame.unnamed or frame.source is None else None
    first = context.tokens[cue.head] if cue.dep == "conj" else cue
    above = context.tokens[first.head]
    if first.dep in ("relcl", "acl") and above.lemma.lower() in _STATEMENTS:
        return _over_noun(context, above)
    bare = any(t.tag == "TO" for t in context.tree.children(first.index, "aux"))
    if first.dep not in ("xcomp", "csubj", "ccomp", "advcl") or not bare:
        return None
    verb = above if above.pos in ("AUX", "VERB") else context.tokens[above.head]
    return verb if _calls_untrue(context, verb) and _impersonal(context, verb, first) else None


def _over_noun(context: Context, noun: Token) -> Token | None:
    """The predicate that calls a statement of nobody named untrue: "any article that states A would be defamatory"."""
    verb = context.tokens[noun.head]
    indefinite = any(
        t.lemma.lower() in ("any", "every", "all") for t in context.tree.children(noun.index, "det")
    )
    subject = noun.dep in ("nsubj", "nsubjpass") and indefinite
    return verb if subject and _calls_untrue(context, verb) else None


def _impersonal(context: Context, verb: Token, saying: Token) -> bool:
    """Whether it is wrong for anybody to say so: no "X was wrong to say that", which tells that X said it."""
    subject = context.tree.child(verb.index, *SUBJECTS)
    return subject is None or subject.index == saying.index or subject.text.lower() == "it"


def _calls_untrue(context: Context, verb: Token) -> bool:
    if verb.lemma != "be" or context.asked(verb.index):
        return False
    if any(t.dep == "neg" for t in context.tree.children(verb.index)):
        return False
    words = _UNTRUE | set(load("proceedings_en.yaml")["denying"])
    near = context.tree.children(verb.index, "acomp", "attr")
    near += [c for t in near for c in context.tree.children(t.index, "conj", "amod")]
    return any({t.lemma.lower(), t.text.lower()} & words for t in near)


def _left_open(context: Context, verb: Token) -> Token | None:
    """The predicate of a clause that leaves a denial open: "did not deny", "neither confirmed nor denied"."""
    if (
        context.asked(verb.index)
        or context.tree.child(verb.index, "ccomp", "xcomp", "dobj", "prep") is None
    ):
        return None
    first = context.tokens[verb.head] if verb.dep == "conj" else verb
    joined = first.index != verb.index
    if (
        joined
        and first.lemma.lower() == "admit"
        and context.tree.child(verb.index, "ccomp") is None
    ):
        return None  # "neither admitted nor denied the findings" is how a case is settled
    above = context.tokens[first.head]
    if first.dep == "xcomp" and above.lemma.lower() in _REFUSING:
        return above
    if joined:
        # "has not been charged and denies it" is a denial; "neither confirmed nor denied it" is none.
        between = {t.text.lower() for t in context.tokens[first.index : verb.index]}
        if not (context.negated(first.index) and between & {"nor", "or"}) and not _not_done(
            context, verb
        ):
            return None
    elif not context.negated(verb.index):
        return None
    return first if first.dep in ("ROOT", "conj", "ccomp", "advcl", "relcl", "parataxis") else None


def _not_done(context: Context, verb: Token) -> bool:
    """Whether a verb has a "not" of its own."""
    return context.tree.child(verb.index, "neg") is not None


def _whole(context: Context, frames: Sequence[Frame], deny: Token, verb: Token) -> list[Frame]:
    """Frames with one clause of the document in place of what is neither denied nor admitted in it."""
    start, _ = predication(context, verb)
    last = max(context.tree.right[deny.index], verb.index)
    start, end = context.content(start, context.tokens[last].end)
    inside = context.tree.left[deny.index] if deny.index != verb.index else verb.index
    heads = {deny.index, verb.index, *(t.index for t in context.tokens[inside : last + 1])}
    kept: list[Frame] = []
    for frame in frames:
        here = start <= frame.start and frame.end <= end + 1
        own = frame.cue < 0 and frame.head in heads
        if here and (own or frame.cue in heads):
            continue
        kept.append(frame)
    told = any(f.head == verb.index and f.cue >= 0 and f.source is not None for f in kept)
    if not told:
        kept.append(
            Frame(
                start, end, -1, None, Stance.ASSERTS, Kind.AUTHOR, "author:no-denial", head=verb.index, own=True,
                negated=True,
            )
        )  # fmt: skip
    return kept


def _appended(context: Context, frames: Sequence[Frame], noun: Token) -> list[Frame]:
    """Frames with what an addition at the end of a clause rejects: "A, a claim that X denies"."""
    clause = context.tree.child(noun.index, "relcl", "acl", "ccomp")
    first = context.tree.left[noun.index]
    if clause is None or clause.index < noun.index or first == 0:
        return list(frames)
    if context.tokens[first - 1].text not in (",", "-", "–", "—") or context.quoted(noun.start):
        return list(frames)
    subject = context.tree.child(clause.index, "nsubj")
    stance = _rejecting(context, clause)
    if subject is None or stance is None or subject.index < noun.index:
        return list(frames)
    kept = [f for f in frames if f.cue not in (noun.index, clause.index)]
    own = subject.text.lower() in OWN
    if own:
        start, end = context.content(
            context.tokens[first].start, context.tokens[context.tree.right[noun.index]].end
        )
        return [*kept, Frame(start, end, noun.index, None, Stance.DISPUTES, Kind.AUTHOR, "author:rejects", head=clause.index, own=True)]  # fmt: skip
    extent = _clause_before(context, first - 1)
    if extent is None:
        return list(frames)
    return [
        *kept,
        _denial(context, kept, (clause, subject), _matter(context, kept, extent, noun.head)),
    ]


def _denial(
    context: Context,
    frames: Sequence[Frame],
    cue: tuple[Token, Token],
    extent: tuple[int, int, int],
) -> Frame:
    """What the subject of a verb denies that stands before it, with the stage that the content has."""
    start, end, head = extent
    stages = (f.proceedings for f in frames if f.head == head and f.proceedings is not None)
    return Frame(
        start, end, cue[0].index, context.source(cue[1]), Stance.DENIES, Kind.INDIRECT, "cue:deny appended", head=head,
        proceedings=next(stages, None),
    )  # fmt: skip


def _matter(
    context: Context, frames: Sequence[Frame], extent: tuple[int, int, int], last: int
) -> tuple[int, int, int]:
    """What is denied: "fraud" of "was charged with fraud, which he denies", since the charge was brought."""
    if not any(f.head == extent[2] and f.kind is Kind.STATUS for f in frames):
        return extent
    above = context.tokens[last]
    if above.pos != "NOUN" or not extent[0] <= above.start < extent[1]:
        return extent
    return context.tokens[context.tree.left[last]].start, extent[1], extent[2]


def _which(context: Context, frames: Sequence[Frame], verb: Token) -> list[Frame]:
    """Frames with what ", which X denies" at the end of a clause denies, and the clause told with its denial."""
    which = context.tree.child(verb.index, "dobj")
    subject = context.tree.child(verb.index, "nsubj")
    if which is None or subject is None or which.text.lower() != "which":
        return list(frames)
    after = context.tokens[min(verb.index + 1, len(context.tokens) - 1)]
    if after.index > verb.index and after.pos not in ("PUNCT", "SPACE"):
        return list(frames)  # "land, which it disputes in court": no statement
    comma = context.tokens[max(which.index - 1, 0)]
    if comma.text not in (",", "-", "–", "—") or context.quoted(verb.start):
        return list(frames)
    extent = None if context.negated(verb.index) else _clause_before(context, comma.index)
    if extent is None or subject.text.lower() in OWN:
        return list(frames)
    if any(f.cue == verb.index for f in frames):
        return list(frames)
    matter = _matter(context, frames, extent, verb.head)
    denial = _denial(context, frames, (verb, subject), matter)
    extent = matter if matter == extent else (0, 0, 0)
    end = context.tokens[context.tree.right[verb.index]].end
    told = [replace(f, end=end) if f.own and (f.start, f.end) == extent[:2] else f for f in frames]
    return [*told, denial]


def _rejecting(context: Context, verb: Token) -> Stance | None:
    """How a relative clause rejects the noun before it; None where it does not."""
    if context.negated(verb.index) or context.asked(verb.index):
        return None
    lemma = verb.lemma.lower()
    if lemma in _DENYING:
        filled = context.tree.child(verb.index, "ccomp", "xcomp")
        return None if filled is not None else Stance.DENIES
    words = _UNTRUE | set(load("proceedings_en.yaml")["denying"])
    if lemma not in _REGARDING:
        return None
    behind = context.tokens[verb.index + 1 : context.tree.right[verb.index] + 1]
    said = any({t.lemma.lower(), t.text.lower()} & words for t in behind[:6])
    return Stance.DENIES if said else None


def _clause_before(context: Context, comma: int) -> tuple[int, int, int] | None:
    """The clause that ends at a comma, and its predicate."""
    sentence = context.document.parse.sentences[context.tokens[comma].sentence]
    verbs = [
        t
        for t in context.tokens[sentence.first : comma]
        if t.pos in ("VERB", "AUX") and t.dep in ("ROOT", "conj", "ccomp", "parataxis")
    ]
    if not verbs:
        return None
    start, _ = predication(context, verbs[-1])
    end = context.tokens[comma - 1].end
    start, end = context.content(start, end)
    return (start, end, verbs[-1].index) if end - start > 3 else None


_LIES = frozenset(
    {
        "lie",
        "fabrication",
        "invention",
        "nonsense",
        "rubbish",
        "slander",
        "libel",
        "falsehood",
        "fiction",
    }
)


def _lie(context: Context, frame: Frame) -> Frame:
    """What somebody says of the words put to him as denied: "That's a lie" accuses nobody of a deed."""
    if frame.stance not in _OPEN or frame.head < 0 or frame.source is None:
        return frame
    verb = context.tokens[frame.head]
    subject = context.tree.child(verb.index, "nsubj")
    if verb.lemma != "be" or subject is None or context.negated(verb.index):
        return frame
    said = {t.lemma.lower() for t in context.tree.children(verb.index, "attr")}
    pointing = subject.text.lower() in ("that", "this", "it", "these", "those", "all")
    short = context.token_at(frame.end) - context.token_at(frame.start) <= MOST
    return replace(frame, stance=Stance.DENIES) if pointing and short and said & _LIES else frame


MOST = 8
"""Words of an answer that says no more than that a thing is a lie."""


def _without_judgement(context: Context, frame: Frame) -> Frame:
    """A rejected content without how it was rejected: "that he took bribes" of "as absurd"."""
    if frame.stance is not Stance.DENIES or not frame.method.startswith("noun:"):
        return frame
    last = context.token_at(frame.end) - 1
    words = set(load("proceedings_en.yaml")["denying"]) | _UNTRUE
    for place in range(last, max(last - 3, context.token_at(frame.start) + 2), -1):
        judged = (
            context.tokens[last].text.lower() in words
            or context.tokens[last].lemma.lower() in words
        )
        if context.tokens[place].lemma == "as" and judged:
            start, end = context.content(frame.start, context.tokens[place - 1].end)
            return replace(frame, start=start, end=end)
    return frame
