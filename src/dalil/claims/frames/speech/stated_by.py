"""What a clause says that somebody asks for, puts to a witness, cannot exclude: "The claimant seeks damages".

Like :mod:`dalil.claims.frames.speech.tellers` this gives a whole clause to its subject. It adds pleas, what counsel
puts to a witness, reasons that somebody gives ("put the delay down to", "explains it by"), views told by "called" and
"could not exclude that", and nouns with a clause whose holder stands beside them ("drew attention to the fact that",
"the case for the prosecution was that"). A bare event ("asked for the file", "relied on a letter") stays the document's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.courts import court_of
from dalil.claims.frames.basis.frame import OWN_RULES, Frame
from dalil.claims.frames.basis.lexicon import DOCUMENTS, EXHIBITS, load
from dalil.claims.frames.referents.holders import OWN, Resolver
from dalil.claims.frames.referents.own_body import bare_body
from dalil.claims.frames.referents.somebody import is_somebody
from dalil.claims.parse import Token
from dalil.evidence import HolderRole, Kind, Proceedings, Stage, Stance

STATED = " stated"
"""Behind the rule of a frame that was given to whom its own clause names."""
_UNSAID = ("cue:allege unsaid", "cue:say unsaid")
_NOBODY = OWN | {
    "you", "nobody", "none", "nothing", "this", "that", "there", "who", "which", "what", "one", "neither", "no",
}  # fmt: skip
_PROSECUTING = frozenset({"prosecution", "prosecutor", "crown"})
NEAR = 7
"""Tokens behind a verb in which its "that" stands."""


@cache
def _words(key: str) -> frozenset[str]:
    """Words of ``speech_en.yaml``, under "stated"."""
    return frozenset(load("speech_en.yaml")["stated"][key])


def stated_by(context: Context, resolver: Resolver, frames: Sequence[Frame]) -> list[Frame]:
    """Frames of the document's own clauses, given to whom these name as asking, putting or holding what they say.

    Args:
        context: The document.
        resolver: Who is meant by "the bank".
        frames: All frames; those with a speaker are left as they are.
    """
    read = sorted(frame.start for frame in frames if frame.cue >= 0)
    return [
        frame if _read_apart(context, frame, read) else _stated(context, resolver, frame)
        for frame in frames
    ]


def _read_apart(context: Context, frame: Frame, read: Sequence[int]) -> bool:
    """Whether what a verb of saying introduces in a clause is a content of its own: "He said in evidence that A".

    Args:
        context: The document.
        frame: The clause.
        read: Where the contents that a cue introduces begin, in order.
    """
    if not (frame.own and frame.head >= 0 and frame.method.startswith(OWN_RULES)):
        return False
    verb = context.tokens[frame.head]
    place = bisect_right(read, verb.start)
    return place < len(read) and read[place] < frame.end and _says_that(context, verb)


def not_claimed(context: Context, frames: Sequence[Frame]) -> list[Frame]:
    """Frames of what somebody does not claim, given to that one: "She does not claim that it was stolen".

    Args:
        context: The document.
        frames: All frames, behind the rules that tell what is not said.
    """
    found = []
    for frame in frames:
        subject = None
        if frame.method.startswith(_UNSAID) and frame.source is None:
            subject = context.tree.subject(frame.cue if frame.cue >= 0 else frame.head)
        held = subject is not None and _third(context, subject)
        found.append(_given(context, frame, subject) if held and subject is not None else frame)
    return found


def _stated(context: Context, resolver: Resolver, frame: Frame) -> Frame:
    if frame.source is not None or frame.unnamed or frame.listed or frame.proceedings is not None:
        return _let_known(context, frame)
    if frame.method.startswith("noun:statement") and frame.cue >= 0:
        owner = _beside_noun(context, context.tokens[frame.cue])
        return frame if owner is None else _of_side(context, frame, owner)
    if not (frame.own and frame.head >= 0 and frame.method.startswith(OWN_RULES)):
        return frame
    verb = context.tokens[frame.head]
    if _put_by_nobody(context, verb):
        return replace(
            frame, unnamed=True, own=False, stance=Stance.ALLEGES, method=frame.method + STATED
        )
    if (count := _counted(context, verb)) is not None:
        owner = context.tree.child(count.index, "poss")
        if owner is None:
            return replace(frame, unnamed=True, own=False, method=frame.method + STATED)
        return frame if owner.text.lower() in OWN else _given(context, frame, owner)
    subject = context.tree.subject(verb.index)
    if subject is None or not _tells(context, frame, verb, subject):
        return frame
    if bare_body(context, subject) and resolver.mention(subject) is None:
        return frame  # "The Committee asked for": whose paper it is may say "we" so
    stance = next((stance for rule, stance in _RULES if rule(context, verb)), None)
    if stance is None:
        return frame
    told = frame.stance if stance is Stance.ASSERTS else stance
    return replace(_given(context, frame, subject), stance=told)


def _of_side(context: Context, frame: Frame, owner: Token) -> Frame:
    """A content given to whose it is: the case of a prosecution is its charge."""
    given = _given(context, frame, owner)
    if owner.lemma.lower() not in _PROSECUTING:
        return given
    return replace(given, stance=Stance.ALLEGES, proceedings=Proceedings(stage=Stage.CHARGE))


def _put_by_nobody(context: Context, verb: Token) -> bool:
    """Whether something is put to a witness by whoever asks: "It was put to him that he had invented it"."""
    tree = context.tree
    passive = tree.child(verb.index, "auxpass") is not None
    to = any(t.text.lower() == "to" for t in tree.children(verb.index, "prep", "dative"))
    behind = context.tokens[verb.index : tree.right[verb.index] + 1]
    that = any(t.text.lower() == "that" for t in behind)
    subject = tree.child(verb.index, "nsubjpass", "expl", "nsubj")
    it = subject is not None and subject.text.lower() == "it"
    return verb.lemma.lower() == "put" and passive and to and that and it


def _counted(context: Context, verb: Token) -> Token | None:
    """The noun that a clause is a point of: "Ground 2 is that A", "The second charge was that A", "Her reason was that A"."""
    tree = context.tree
    told = verb.lemma.lower() == "be" and tree.child(verb.index, "ccomp") is not None
    if not told:
        above = context.tokens[verb.head]
        told = verb.dep == "ccomp" and above.lemma.lower() == "be" and verb.index > above.index
        verb = above
    noun = tree.child(verb.index, "nsubj") if told else None
    if noun is None:
        return None
    first = context.tokens[verb.index + 1 : verb.index + 4]
    that = any(t.text.lower() == "that" for t in first)
    lemma, owned = noun.lemma.lower(), tree.child(noun.index, "poss") is not None
    known = lemma in _words("counts") or (owned and lemma in _words("owned"))
    return noun if that and known and not context.negated(verb.index) else None


def _given(context: Context, frame: Frame, holder: Token) -> Frame:
    role = HolderRole.COURT if court_of(context, holder) is not None else HolderRole.SPEAKER
    return replace(
        frame, source=context.source(holder), role=role, own=False, kind=Kind.INDIRECT,
        method=frame.method + STATED,
    )  # fmt: skip


def _tells(context: Context, frame: Frame, verb: Token, subject: Token) -> bool:
    """Whether a clause is active, in the indicative, and told of a third party within it."""
    if verb.pos not in ("VERB", "AUX") or verb.dep == "relcl" or subject.dep == "nsubjpass":
        return False
    if verb.tag not in ("VBD", "VBZ", "VBP", "VBN", "VB") or context.quoted(verb.start):
        return False
    helpers = context.tree.children(verb.index, "aux")
    modal = any(t.tag == "MD" for t in helpers)
    if (modal and not _leaves_open(context, verb)) or (verb.tag == "VBN" and not helpers):
        return False
    if context.tree.child(verb.index, "auxpass") is not None:
        return False
    return frame.start <= subject.start < frame.end and _third(context, subject)


def _third(context: Context, subject: Token) -> bool:
    """Whether a subject is somebody other than whoever writes, or a paper that speaks."""
    if subject.text.lower() in _NOBODY or subject.dep == "expl":
        return False
    if any(t.text.lower() in OWN | {"this", "no"} for t in context.tree.children(subject.index)):
        return False
    paper = subject.lemma.lower() in DOCUMENTS | EXHIBITS
    return paper or is_somebody(context, context.source(subject))


def _pleads(context: Context, verb: Token) -> bool:
    """A remedy that is sought: "seeks a declaration that", "claims £7,500", "asked for reinstatement"."""
    tree, lemma = context.tree, verb.lemma.lower()
    if context.negated(verb.index):
        return False
    target = tree.child(verb.index, "dobj")
    if lemma in _words("asking"):
        passive = [t for t in tree.children(verb.index, "xcomp") if tree.child(t.index, "auxpass")]
        passive += [
            t
            for t in tree.children(verb.index, "advcl", "ccomp")
            if tree.child(t.index, "auxpass") and _opened_by(context, t, "for")
        ]
        if passive and target is None:
            return True  # "asks to be relieved of all liability", "asked for it to be minuted"
        ways = [t for t in tree.children(verb.index, "prep") if t.text.lower() in ("for", "that")]
        target = tree.child(ways[0].index, "pobj") if ways else target
    elif lemma not in _words("seeking"):
        return False
    if target is None:
        return False
    wanted = [target, *tree.children(target.index, "conj")]
    low, high = tree.extent(target.index)
    sums = lemma != "ask" and bool(context.document.amounts_in(low, high))
    taken = any(t.text.lower() == "from" for t in tree.children(verb.index, "prep"))
    return any(t.lemma.lower() in _words("remedies") for t in wanted) or (sums and not taken)


def _opened_by(context: Context, clause: Token, word: str) -> bool:
    mark = context.tree.child(clause.index, "mark")
    return mark is not None and mark.text.lower() == word


def _puts_to(context: Context, verb: Token) -> bool:
    """What counsel puts to a witness: "put it to him that", "put to her that"."""
    if verb.lemma.lower() != "put":
        return False
    target = context.tree.child(verb.index, "dobj")
    ways = [t for t in context.tree.children(verb.index, "prep") if t.text.lower() == "to"]
    behind = context.tokens[verb.index : context.tree.right[verb.index] + 1]
    that = any(t.text.lower() == "that" for t in behind)
    return bool(ways) and that and (target is None or target.text.lower() == "it")


def _puts_forward(context: Context, verb: Token) -> bool:
    """A submission: "puts forward that the talks took place in May"."""
    beside = context.tree.children(verb.index, "advmod", "prt")
    forward = any(t.text.lower() == "forward" for t in beside)
    told = context.tree.child(verb.index, "ccomp") is not None
    return verb.lemma.lower() == "put" and forward and told


def _reasons(context: Context, verb: Token) -> bool:
    """A reason that somebody gives: "puts it down to the storm", "explains it by a strike", "bases this on a lunch"."""
    lemma = verb.lemma.lower()
    target = context.tree.child(verb.index, "dobj")
    if target is None or context.negated(verb.index):
        return False
    ways = [t.text.lower() for t in context.tree.children(verb.index, "prep")]
    ways += [t.text.lower() for t in context.tree.children(target.index, "prep")]
    if lemma == "put":
        down = context.tree.children(verb.index, "prt", "advmod", "prep")
        return "to" in ways and any(t.text.lower() == "down" for t in down)
    if lemma == "explain":
        return "by" in ways
    return lemma == "base" and "on" in ways and target.text.lower() in ("this", "that", "it")


def _calls(context: Context, verb: Token) -> bool:
    """A view of a thing: "called this untrue", "called the letter unworthy of a judge", "found the tone insulting"."""
    lemma = verb.lemma.lower()
    if lemma not in _words("calling") or context.negated(verb.index):
        return False
    if any(_opened_by(context, t, "as") for t in context.tree.children(verb.index, "advcl")):
        return lemma in ("regard", "consider")
    described = context.tree.children(verb.index, "oprd", "acomp")
    target = context.tree.child(verb.index, "dobj")
    if target is not None and lemma != "find":  # "found a case full of notes" is a deed
        behind = context.tree.children(target.index, "amod")
        described += [t for t in behind if t.index > target.index and t.tag == "JJ"]
    described += [t for t in context.tree.children(verb.index, "ccomp") if t.pos == "ADJ"]
    return any(t.index > verb.index and t.pos == "ADJ" for t in described)


def _leaves_open(context: Context, verb: Token) -> bool:
    """What somebody does not take for settled: "could not exclude that A", "does not share the conclusion in B"."""
    if not any(t.dep == "neg" for t in context.tree.children(verb.index)):
        return False
    lemma = verb.lemma.lower()
    told = context.tree.child(verb.index, "ccomp")
    if lemma in _words("excluding"):
        return told is not None and told.index > verb.index
    target = context.tree.child(verb.index, "dobj")
    return lemma in _words("sharing") and target is not None and target.lemma in _words("shared")


def _deeds_told(context: Context, verb: Token) -> bool:
    """A deed that somebody owns up to or disputes: "confirms having seen it", "deposes to having paid"."""
    if verb.lemma.lower() not in _words("owning"):
        return False
    told = context.tree.children(verb.index, "xcomp", "ccomp")
    for way in context.tree.children(verb.index, "prep"):
        told += context.tree.children(way.index, "pcomp") if way.text.lower() == "to" else []
    perfect = (t for t in told if t.index > verb.index)
    return any(
        h.text.lower() in ("having", "have") and context.tokens[t.head].index <= verb.index + 1
        for t in perfect
        for h in context.tree.children(t.index, "aux")
    )


def _says_that(context: Context, verb: Token) -> bool:
    """A verb of saying with "that" whose content was not read apart: "He submitted that ten years was a long time"."""
    cues = context.lexicon.verbs.get(verb.lemma.lower(), ())
    if context.negated(verb.index) or not any(cue.id in ("say", "allege") for cue in cues):
        return False
    last = min(context.tree.right[verb.index], verb.index + NEAR)
    behind = context.tokens[verb.index + 1 : last + 1]
    return any(t.text.lower() == "that" and t.dep in ("mark", "det") for t in behind)


_RULES = (
    (_says_that, Stance.ASSERTS),
    (_pleads, Stance.CALLS_FOR),
    (_puts_to, Stance.ALLEGES),  # a question that accuses, until the witness agrees
    (_puts_forward, Stance.ASSERTS),
    (_reasons, Stance.ASSERTS),
    (_calls, Stance.ASSERTS),
    (_leaves_open, Stance.ASSERTS),
    (_deeds_told, Stance.ASSERTS),
)


def _beside_noun(context: Context, noun: Token) -> Token | None:
    """Whose a noun with a clause is: who draws attention to "the fact that", or the side whose "case" it is."""
    tree, lemma = context.tree, noun.lemma.lower()
    if lemma in _words("side_nouns"):
        near = tree.children(noun.index, "compound", "poss", "nmod")
        for way in tree.children(noun.index, "prep"):
            near += tree.children(way.index, "pobj") if way.text.lower() in ("for", "of") else []
        return next((t for t in near if t.lemma.lower() in _words("sides")), None)
    if lemma != "fact" or noun.dep != "pobj":
        return None
    above = context.tokens[context.tokens[noun.head].head]
    if above.pos == "NOUN" and above.lemma.lower() == "attention":
        above = context.tokens[above.head]
    if above.lemma.lower() not in _words("pointing") or above.pos != "VERB":
        return None
    subject = tree.subject(above.index)
    if subject is None or subject.dep == "nsubjpass" or not _third(context, subject):
        return None
    return None if bare_body(context, subject) else subject


def _let_known(context: Context, frame: Frame) -> Frame:
    """What somebody lets the writer know, which the writer does not hold: "let us know that he would pay"."""
    if frame.source is None or frame.cue < 0 or context.tokens[frame.cue].lemma.lower() != "know":
        return frame
    let = context.tokens[context.tokens[frame.cue].head]
    subject = context.tree.subject(let.index) if let.lemma.lower() == "let" else None
    if subject is None or not _third(context, subject):
        return frame
    return replace(frame, source=context.source(subject))
