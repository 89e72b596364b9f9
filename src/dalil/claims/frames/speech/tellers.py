"""Clauses that tell what their own subject says: "The brochure promised a tub", "The ministry gave the cause as fever".

Where a content was read apart ("The ministry said that ...") this rule has nothing to do. Where the clause was read as
a whole, its words are the subject's account and not the document's: a paper that shows or promises, a body that takes
the view, a witness who remembers, counsel who takes the court to a ledger. What "I" and "we" say stays the document's,
and so does a deed ("the police found a watch", "he named no company"). In doubt a clause stays with whoever writes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.courts import court_of
from dalil.claims.frames.basis.frame import Frame
from dalil.claims.frames.basis.graph import SUBJECTS
from dalil.claims.frames.basis.lexicon import DOCUMENTS, EXHIBITS, load
from dalil.claims.frames.referents.holders import OWN, Resolver
from dalil.claims.frames.referents.own_body import bare_body
from dalil.claims.frames.referents.somebody import is_somebody
from dalil.claims.parse import Token
from dalil.evidence import HolderRole, Kind, MentionType, Stance

TOLD = " told"
"""Behind the rule of a frame whose subject was found to tell it."""
_OBJECTS = ("dobj", "ccomp", "xcomp", "oprd")
_MODALS = frozenset({"may", "might", "will", "would", "shall", "should", "must", "can"})
_LIKE_NAMES = frozenset({"name", "list"})
"""Verbs by which somebody is also put into an office: "named her as chairman"."""
_GIVEN = frozenset({"give", "list"})
"""Verbs by which a thing is also handed over or entered: "gave the watch as a present"."""
_OWN_PAPERS = frozenset({"this", "our", "my", "these", "present"})
_NOBODY = frozenset(
    {"you", "nobody", "none", "nothing", "this", "that", "there", "who", "which", "what", "one"}
)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of ``speech_en.yaml``, under "tellers"."""

    sets: Mapping[str, frozenset[str]]
    light: Mapping[str, frozenset[str]]


@cache
def _words() -> _Words:
    data = dict(load("speech_en.yaml")["tellers"])
    light = {verb: frozenset(nouns) for verb, nouns in data.pop("light").items()}
    return _Words({name: frozenset(words) for name, words in data.items()}, light)


def told_by_subjects(context: Context, resolver: Resolver, frames: Sequence[Frame]) -> list[Frame]:
    """Frames of the document's own clauses, given to their subject where that one tells them.

    Args:
        context: The document.
        resolver: Who is meant by "the bank".
        frames: All frames; those with a speaker are left as they are.
    """
    apart = [f for f in frames if f.cue >= 0 and f.source is not None and not f.own]
    return [
        _told(context, resolver, frame)
        if _plain(frame) and not any(_read_apart(context, frame, f) for f in apart)
        else frame
        for frame in frames
    ]


def _read_apart(context: Context, frame: Frame, other: Frame) -> bool:
    """Whether what the subject of a clause says was read by itself: "the bank takes the view that [the loan is bad]"."""
    within = frame.start <= other.start and other.end <= frame.end
    if not within or other.source is None or other.end - other.start == frame.end - frame.start:
        return False
    subject = context.tree.subject(frame.head)
    return subject is not None and other.source.start <= subject.start < other.source.end


def _plain(frame: Frame) -> bool:
    own = frame.own and frame.source is None and not frame.unnamed and not frame.listed
    return own and frame.head >= 0 and frame.proceedings is None and frame.method.startswith(_OURS)


_OURS = ("author:clause", "author:sum", "author:sentence", "author:relation")


def _told(context: Context, resolver: Resolver, frame: Frame) -> Frame:
    verb = context.tokens[frame.head]
    subject = context.tree.subject(verb.index)
    if subject is None or not _may_tell(context, frame, verb, subject):
        return frame
    if court_of(context, subject) is not None:
        return frame  # what a court decides or takes the view of is read with its decisions
    if bare_body(context, subject) and resolver.mention(subject) is None:
        return frame  # "The Committee takes no position": whose paper it is may say "we" so
    if not any(rule(context, verb, subject) for rule in _RULES):
        return frame
    sets = _words().sets
    asks = verb.lemma.lower() in sets["asking"] | (
        sets["pleading"] if _paper(subject) else frozenset()
    )
    return replace(
        frame, source=context.source(subject), role=HolderRole.SPEAKER, own=False, kind=Kind.INDIRECT,
        stance=Stance.CALLS_FOR if asks else frame.stance, method=frame.method + TOLD,
    )  # fmt: skip


def _may_tell(context: Context, frame: Frame, verb: Token, subject: Token) -> bool:
    """Whether a clause is active, told of a third party, and states what it says."""
    if verb.pos not in ("VERB", "AUX") or verb.dep == "relcl" or subject.dep == "nsubjpass":
        return False
    helpers = [t.text.lower() for t in context.tree.children(verb.index, "aux")]
    if any(word in _MODALS for word in helpers):
        return False  # "may take another view"
    if not helpers and verb.tag not in ("VBD", "VBZ", "VBP"):
        return False  # "a claim for damages, thought to run to 9 million"
    if context.tree.child(verb.index, "auxpass") is not None or context.quoted(verb.start):
        return False
    word = subject.text.lower()
    joined = context.tree.children(verb.index, "conj")
    but = any(t.text.lower() == "but" for t in context.tree.children(verb.index, "cc"))
    if but or any(context.tree.child(t.index, *SUBJECTS) is not None for t in joined):
        return False  # "The treaty forbids torture, but Korl tortures prisoners": two tell
    if word in OWN or word in _NOBODY or not frame.start <= subject.start < frame.end:
        return False
    return not any(t.text.lower() in _OWN_PAPERS for t in context.tree.children(subject.index))


def _says(context: Context, verb: Token, subject: Token) -> bool:
    """A verb of speaking: "emphasised the errors", "attributes the gap to the tide", "objected"."""
    told = verb.lemma.lower() in _words().sets["somebody"]
    if any(
        t.text.lower() in _words().sets["deeds"] for t in context.tree.children(verb.index, "prep")
    ):
        told = told and context.tree.child(verb.index, "dobj") is not None
    return told and _somebody(context, subject) and not context.negated(verb.index)


def _judges(context: Context, verb: Token, subject: Token) -> bool:
    """A verb of judging with a description: "considered the answer to be complete"."""
    if verb.lemma.lower() not in _words().sets["judging"] or _paper(subject):
        return False
    if not _somebody(context, subject):
        return False
    if verb.lemma.lower() == "find" and _one_person(context, subject):
        return False  # "found the bribes in a drawer and hid them"
    parts = context.tree.children(verb.index, "ccomp", "xcomp", "oprd")
    return any(p.index > verb.index and p.tag != "VBG" for p in parts)


def _remembers(context: Context, verb: Token, subject: Token) -> bool:
    known = verb.lemma.lower() in _words().sets["remembering"] and _somebody(context, subject)
    return known and context.tree.child(verb.index, "dobj", "ccomp", "xcomp") is not None


def _names_as(context: Context, verb: Token, subject: Token) -> bool:
    """A description of somebody: "named the captain as Orla Venn"."""
    if verb.lemma.lower() not in _words().sets["as"] or context.negated(verb.index):
        return False
    target = context.tree.child(verb.index, "dobj")
    near = context.tree.children(verb.index, "prep")
    near += context.tree.children(target.index, "prep") if target is not None else []
    described = [t for t in near if t.text.lower() == "as" and t.index > verb.index]
    if not described or not _somebody(context, subject):
        return False
    if verb.lemma.lower() in _GIVEN and not _paper(subject):
        return target is not None and target.lemma.lower() in _words().sets["details"]
    if verb.lemma.lower() not in _LIKE_NAMES or _paper(subject) or subject.text.lower() == "it":
        return True
    named = context.tree.child(described[0].index, "pobj")
    return named is not None and named.pos == "PROPN"


def _shows(context: Context, verb: Token, subject: Token) -> bool:
    """A paper that shows, promises or asks for something."""
    if not _paper(subject) or not _of_paper(verb.lemma.lower(), subject.lemma.lower()):
        return False
    said = context.tree.child(verb.index, *_OBJECTS) is not None
    goes_for = any(t.text.lower() == "for" for t in context.tree.children(verb.index, "prep"))
    return (said or goes_for) and not context.negated(verb.index)


def _of_paper(verb: str, paper: str) -> bool:
    """Whether a paper of that kind says by that verb: "the lease forbids", not "the account requires"."""
    words = _words().sets
    binds = verb in words["ruling"] and paper in words["binding"]
    pleads = verb in words["pleading"] and paper in words["pleadings"]
    return verb in words["papers"] or binds or pleads


def _lightly(context: Context, verb: Token, subject: Token) -> bool:
    """A noun of speaking behind a plain verb: "takes note of the judgment", "gives notice that the house is sold"."""
    nouns = _words().light.get(verb.lemma.lower(), frozenset())
    target = context.tree.child(verb.index, "dobj")
    if target is None or target.text.lower() not in nouns or not _somebody(context, subject):
        return False
    if target.text.lower() in _words().sets["clausal"] and not _with_clause(context, verb, target):
        return False
    return verb.lemma.lower() != "have" or context.negated(verb.index)


def _with_clause(context: Context, verb: Token, noun: Token) -> bool:
    """Whether a noun is told by a clause behind it: "the position that the deed is void"."""
    kids = context.tree.children(noun.index, "acl", "ccomp", "relcl")
    return bool(kids or context.tree.children(verb.index, "ccomp"))


def _takes_to(context: Context, verb: Token, subject: Token) -> bool:
    """Where counsel leads the court: "took me to eleven transfers"."""
    target = context.tree.child(verb.index, "dobj")
    if verb.lemma.lower() != "take" or target is None or not context.of_court:
        return False
    to = [
        t for t in context.tree.children(verb.index, "prep") if t.text.lower() in ("to", "through")
    ]
    hears = target.text.lower() in _words().sets["hearers"]
    shown = [p for t in to for p in context.tree.children(t.index, "pobj")]
    papers = any(_paper(p) or p.lemma.lower() in _words().sets["shown"] for p in shown)
    return papers and hears and _somebody(context, subject)


def _accepts(context: Context, verb: Token, subject: Token) -> bool:
    target = context.tree.child(verb.index, "dobj")
    if verb.lemma.lower() not in _words().sets["accepting"] or target is None:
        return False
    return target.lemma.lower() in _words().sets["accepted"] and _somebody(context, subject)


def _finds(context: Context, verb: Token, subject: Token) -> bool:
    """A finding: "found no basis for the listing"."""
    target = context.tree.child(verb.index, "dobj")
    if verb.lemma.lower() not in _words().sets["finding"] or target is None:
        return False
    noun = target.lemma.lower()
    if noun not in _words().sets["found"] or not _somebody(context, subject):
        return False
    none = any(t.text.lower() in ("no", "any") for t in context.tree.children(target.index))
    alone = noun in _words().sets["tangible"] and _one_person(context, subject)
    return none or not (alone or noun in _words().sets["absent"] or verb.lemma.lower() == "see")


def _one_person(context: Context, subject: Token) -> bool:
    """Whether one person is meant, who may find a thing in a drawer."""
    found = context.document.mention_at(subject.start, subject.end)
    named = found is not None and found.type == MentionType.PERSON
    return named or subject.text.lower() in ("he", "she")


def _asks(context: Context, verb: Token, subject: Token) -> bool:
    """A plea: "demanded twelve years", "asks for indemnity costs"; who once asked for a file tells a deed."""
    lemma = verb.lemma.lower()
    if lemma not in _words().sets["asking"] or not _somebody(context, subject):
        return False
    if context.negated(verb.index) or context.tree.child(verb.index, "aux") is not None:
        return False
    if lemma != "ask":
        return _claims(context, verb)
    goes_for = any(t.text.lower() == "for" for t in context.tree.children(verb.index, "prep"))
    return goes_for and verb.tag in ("VBZ", "VBP")


def _claims(context: Context, verb: Token) -> bool:
    """Whether what is demanded is a claim put forward, and no money taken from somebody."""
    target = context.tree.child(verb.index, "dobj")
    if target is None:
        return False
    low, high = context.tree.extent(target.index)
    taken = context.tree.children(verb.index, "prep") + context.tree.children(target.index, "prep")
    money = bool(context.document.amounts_in(low, high))
    return not money and not any(t.text.lower() in ("from", "of") for t in taken)


def _somebody(context: Context, subject: Token) -> bool:
    return is_somebody(context, context.source(subject)) or _paper(subject)


def _paper(subject: Token) -> bool:
    return subject.lemma.lower() in DOCUMENTS | EXHIBITS | _words().sets["filed"]


_RULES = (
    _says, _judges, _remembers, _names_as, _shows, _lightly, _takes_to, _accepts, _finds, _asks,
)  # fmt: skip
