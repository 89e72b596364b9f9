"""What a court is told to have decided is held by that court, whether the clause is active or passive.

"The High Court set the conviction aside", "he was fined by the State Courts", "struck off by order of the
Tribunal", "she sentenced him to three years": who decides stands in the clause. Steps of a case ("heard
the witness", "will decide") commit a court to nothing, and a body that only regulates is no court.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.courts import court_of
from dalil.claims.frames.basis.frame import Frame, Source
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.parse import Token
from dalil.evidence import HolderRole, Kind, MentionType, Proceedings, Stage, Stance

FILE = "proceedings_en.yaml"
_ACTS = frozenset(
    {
        "order",
        "judgment",
        "judgement",
        "decision",
        "ruling",
        "verdict",
        "decree",
        "warrant",
        "award",
    }
)
"""What is done "by order of the court" is done by it."""
_SENTENCING = frozenset({"sentence", "acquit"})
"""Verbs of which only a judge is the subject, whoever is named."""
_WEIGHING = frozenset({"accept", "find", "allow", "grant", "persuade", "uphold", "believe"})
"""Verbs whose negation is a decision too: "did not accept the account"."""


def decreed(context: Context, frames: Sequence[Frame]) -> list[Frame]:
    """Frames in which the court that a clause tells to have decided holds it.

    Args:
        context: The document.
        frames: Its frames, in any order; only those in the document's own voice are looked at.
    """
    found = [_decreed(context, frame) if _plain(context, frame) else frame for frame in frames]
    operative = _OPERATIVE.search(context.text)
    if operative is None:
        return found
    return [_ordered(context, frame, operative) for frame in found]


_OPERATIVE = re.compile(
    r"\b(?:for (?:these|those|the foregoing|the above) reasons|on those grounds),?\s+(?:the|this) "
    r"(?P<court>(?:[A-Z][\w-]+ ){0,3}?(?:court|tribunal|chamber|panel)(?: \([^()\n]{1,40}\))?)[^.\n]{0,60}[\n:]",
    re.IGNORECASE,
)
"""The words that open the operative part of a judgment, of which the court is the subject."""


def _ordered(context: Context, frame: Frame, operative: re.Match[str]) -> Frame:
    """A point of the operative part, which begins with its verb: "Holds that there has been a violation"."""
    if frame.cue < 0 or frame.source is not None or frame.start < operative.end():
        return frame
    cue = context.tokens[frame.cue]
    before = context.tokens[context.document.parse.sentences[cue.sentence].first : cue.index]
    if cue.tag not in ("VBZ", "NNS", "NNPS") or any(t.text[:1].isalpha() for t in before):
        return frame
    head = context.token_at(operative.end("court")) - 1
    source = Source(operative.start("court"), operative.end("court"), head)
    return replace(
        frame, source=source, role=HolderRole.COURT, stance=Stance.REPORTS_COURT_HELD, own=False, unnamed=False,
        hedged=False, kind=Kind.INDIRECT, proceedings=Proceedings(stage=Stage.JUDGMENT),
        method=f"{frame.method} operative",
    )  # fmt: skip


def _plain(context: Context, frame: Frame) -> bool:
    """Whether the document itself tells a clause: no speaker, no doubt, no words in marks."""
    told = frame.kind in (Kind.AUTHOR, Kind.STATUS) and frame.source is None and not frame.unnamed
    told = told and frame.role is HolderRole.SPEAKER and not frame.hedged and not frame.listed
    told = told and frame.stance in (Stance.ASSERTS, Stance.REPORTS_COURT_HELD)
    return told and frame.head >= 0 and not context.quoted(frame.start)


def _decreed(context: Context, frame: Frame) -> Frame:
    head = context.tokens[frame.head]
    if head.pos not in ("VERB", "AUX") or _to_come(context, head) or _left_open(context, head):
        return frame
    court = _deciding(context, head)
    if court is None or not frame.start <= court.start < frame.end:
        return frame
    weighs = head.lemma.lower() in _WEIGHING
    told = frame.proceedings or (None if weighs else Proceedings(stage=Stage.JUDGMENT))
    # The frame stays the document's own otherwise: what a clause says besides is not the court's.
    return replace(
        frame, source=context.source(court), role=HolderRole.COURT, kind=Kind.STATUS, proceedings=told,
        stance=Stance.REPORTS_COURT_HELD, method=f"{frame.method} decreed",
    )  # fmt: skip


def _deciding(context: Context, verb: Token) -> Token | None:
    """The court that decides by a verb: its subject, the agent of its passive, whose order it was."""
    tree = context.tree
    lemma = verb.lemma.lower()
    decides = lemma in load(FILE)["decreeing"]
    if tree.child(verb.index, "auxpass", "nsubjpass") is not None:
        return _by(context, verb) if decides else None
    subject = tree.subject(verb.index)
    if subject is None:
        return None
    for noun in (
        subject,
        *tree.children(subject.index, "appos"),
    ):  # "KORL - The High Court quashed"
        if decides and (court_of(context, noun) is not None or _courts(context, noun)):
            return None if _indicts(context, noun) else noun
    person = context.document.mention_at(subject.start, subject.end)
    named = person is not None and person.type == MentionType.PERSON
    sentences = lemma in _SENTENCING and verb.tag == "VBD"
    return subject if sentences and (named or subject.text.lower() in ("he", "she")) else None


def _by(context: Context, verb: Token) -> Token | None:
    """The court behind "by" in a passive, or behind "by order of"."""
    tree = context.tree
    for kid in tree.children(verb.index, "agent", "prep"):
        noun = tree.child(kid.index, "pobj")
        if kid.lemma != "by" or noun is None:
            continue
        if context.is_court(noun) or _courts(context, noun):
            return noun
        of = next((t for t in tree.children(noun.index, "prep") if t.lemma == "of"), None)
        whose = tree.child(of.index, "pobj") if of is not None else None
        if noun.lemma.lower() in _ACTS and whose is not None and context.is_court(whose):
            return whose
    return None


def _courts(context: Context, noun: Token) -> bool:
    """Whether several courts, or a bench of a body, are named: "the State Courts", "a disciplinary chamber"."""
    word = noun.text.lower()
    if word.removesuffix("s") in load(FILE)["courts"]:
        return True
    kind = context.tree.children(noun.index, "amod", "compound")
    return word in _BENCHES and any(t.text.lower() in _OF_DISCIPLINE for t in kind)


_BENCHES = frozenset({"chamber", "panel", "tribunal", "committee"})
_OF_DISCIPLINE = frozenset(
    {"disciplinary", "appeals", "appeal", "criminal", "indictment", "review"}
)


def _left_open(context: Context, verb: Token) -> bool:
    """Whether nothing was decided: "has not ruled", "no judge has found this"."""
    if not context.negated(verb.index):
        return False
    if verb.lemma.lower() not in _WEIGHING:
        return True
    subject = context.tree.subject(verb.index)
    beside = context.tree.children(subject.index, "det") if subject is not None else []
    return any(t.lemma == "no" for t in beside)


def _indicts(context: Context, subject: Token) -> bool:
    """Whether a jury only charges: "a grand jury returned an indictment"."""
    return any(t.lemma.lower() == "grand" for t in context.tree.children(subject.index))


def _to_come(context: Context, verb: Token) -> bool:
    """Whether a decision is only to come, or may: "will decide", "is to rule"."""
    auxiliaries = context.tree.children(verb.index, "aux")
    return any(t.tag in ("MD", "TO") for t in auxiliaries)
