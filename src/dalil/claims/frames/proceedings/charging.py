"""Papers that charge or plead: an indictment, a statement of facts, a civil complaint. Their own words are the charge.

A grand jury, a prosecutor or a plaintiff is a party, no court: "wired 1,250,000 dollars to Cyprus" under "THE GRAND
JURY CHARGES" is alleged, however plainly it is told. So is what goes on, in the same paragraph, with what "according
to court documents" somebody did. Birth, office, trade, the steps of the case and what an office did stay asserted. A
paper is known by its title among its first lines. Whether it is right is nobody's business here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.courts import prosecutes
from dalil.claims.frames.basis.frame import Frame, Source
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.basis.wrongdoing import accuses
from dalil.claims.parse import Token
from dalil.evidence import Kind, MentionType, Proceedings, Stage, Stance

METHOD = "charging"
HEAD = 1500
"""Code points of a paper in which its title stands."""
_FILE = "decisions_en.yaml"
_LINE = r"^[^\w\n]*"
_PAPERS = (
    (
        Stage.SETTLEMENT,
        re.compile(
            _LINE + r"(?:agreed )?statement of facts\b[^\n]{0,80}$"
            r"(?=[\s\S]{0,1500}?\b(?:deferred|non)[- ]prosecution agreement\b)",
            re.IGNORECASE | re.MULTILINE,
        ),
    ),
    (
        Stage.CHARGE,
        re.compile(
            _LINE + r"(?:(?:(?:first|second|third|fourth) )?superseding )?(?:bill of )?(?:indictment|information)\W*"
            r"(?:\([^\n]*|(?:no|nr|cr|case)\b[^\n]{0,40})?$"
            r"|" + _LINE + r"the grand jury (?:further )?charges\b"
            r"|" + _LINE + r"(?:charge sheet|bill of indictment|act of accusation|criminal complaint)\b[^\n]{0,50}$"
            r"|" + _LINE + r"(?:(?:agreed )?statement of facts|plea agreement|factual basis|particulars of (?:the )?offen[cs]e)\b[^\n]{0,60}$",
            re.IGNORECASE | re.MULTILINE,
        ),
    ),
    (
        Stage.ALLEGATION,
        re.compile(
            _LINE + r"(?:(?:verified|amended|first|second|civil|class action) )*complaint\b[^\n]{0,60}$(?=[\s\S]{0,1500}?\bplaintiffs?\b)"
            r"|" + _LINE + r"(?:particulars|statement) of claim\b[^\n]{0,40}$"
            r"|" + _LINE + r"plaintiffs?\b[^\n]{0,80}\balleges?\b[^\n]{0,40}:\W*$",
            re.IGNORECASE | re.MULTILINE,
        ),
    ),
)  # fmt: skip
"""Titles of such papers by the stage of what they tell: the first that fits counts."""
_PARTIES = (MentionType.PERSON, MentionType.ORGANISATION)
_POINTING = frozenset({"he", "she", "it", "they", "who", "which", "you"})
_FILED = re.compile(
    r"\b(?:court|charging|plea) (?:documents?|papers?|records?|filings?)\b|\bindictment\b|\bcharge sheet\b|\b(?:criminal )?complaint\b"
    r"|\bcriminal information\b|\bstatements? of (?:facts|accusations|charges)\b|\baffidavit\b|^the (?:investigation|prosecution)$",
    re.IGNORECASE,
)
"""Papers of a prosecution by which something is told in a report of it."""


def charged(context: Context, frames: Sequence[Frame]) -> list[Frame]:
    """Frames with what a paper that charges tells, in its own words, as alleged.

    Args:
        context: The document.
        frames: Its frames with stance and stage, in any order.
    """
    alleged = [f for f in frames if f.stance is Stance.ALLEGES and not f.own]
    frames = [f for f in frames if not _agreed_within(context, f, alleged)]
    stage = paper_of(context)
    if stage is not None:
        often = _often_named(context)
        return [_of_paper(context, frame, stage, often) for frame in frames]
    return _gone_on(context, frames)


_PROMISING = frozenset({"agree", "promise", "offer", "undertake", "pledge", "conspire", "arrange"})


def _agreed_within(context: Context, frame: Frame, alleged: Sequence[Frame]) -> bool:
    """Whether somebody is only alleged to have agreed to a deed: what he is to have meant is no word of his."""
    if frame.method != "cue:intend" or frame.cue < 0:
        return False
    cue = context.tokens[frame.cue]
    if cue.lemma.lower() not in _PROMISING:
        return False
    return any(f.covers(cue.start, frame.end) and f.cue != frame.cue for f in alleged)


def paper_of(context: Context) -> Stage | None:
    """The stage of what a document charges or pleads; None where it is no such paper."""
    if context.of_court:
        return None
    head = context.text[:HEAD]
    return next((stage for stage, title in _PAPERS if title.search(head) is not None), None)


def _of_paper(context: Context, frame: Frame, stage: Stage, often: frozenset[str]) -> Frame:
    """An own clause of such a paper as alleged, where it tells a deed of whom the paper is about."""
    frame = _own_point(context, frame)
    told = frame.proceedings.stage if frame.proceedings is not None else None
    if not frame.own or frame.head < 0 or frame.kind is not Kind.AUTHOR:
        return frame
    if frame.stance is Stance.ALLEGES and told in (None, Stage.ALLEGATION):
        return replace(frame, proceedings=Proceedings(stage=stage))
    if frame.stance is not Stance.ASSERTS or told is not None or frame.hedged:
        return frame
    if not _is_deed(context, frame.head) or not _of_accused(context, frame.head, often):
        return frame
    return _alleged(frame, stage)


def _own_point(context: Context, frame: Frame) -> Frame:
    """A numbered point that hangs on "relevant to this Indictment:" as the paper's own words, told plainly."""
    if frame.source is None or not frame.method.startswith("list:"):
        return frame
    if context.tokens[frame.source.head].lemma.lower() not in load(_FILE)["papers"]:
        return frame
    return replace(
        frame, source=None, own=True, kind=Kind.AUTHOR, stance=Stance.ASSERTS, proceedings=None,
        unnamed=False,
    )  # fmt: skip


def _alleged(frame: Frame, stage: Stage) -> Frame:
    return replace(
        frame, stance=Stance.ALLEGES, proceedings=Proceedings(stage=stage),
        method=f"{frame.method} {METHOD}",
    )  # fmt: skip


def _is_deed(context: Context, index: int) -> bool:
    """Whether a predicate tells what was done, in the past: no office, no step of a case, no company's founding."""
    head, tree = context.tokens[index], context.tree
    if head.pos != "VERB" or context.negated(index):
        return False
    if accuses(context, head):
        return True
    auxiliaries = tree.children(index, "aux", "auxpass")
    past = head.tag == "VBD" or any(t.tag == "VBD" or t.lemma == "have" for t in auxiliaries)
    if not past or any(t.tag in ("MD", "TO") for t in auxiliaries):
        return False
    if tree.child(index, "auxpass", "nsubjpass") is not None:
        return head.lemma.lower() in load(_FILE)["moving"]
    reasons = load("proceedings_en.yaml")["reasons"]
    plain = {*reasons["neutral"], *load(_FILE)["procedure"]} - {*reasons["deeds"]}
    return head.lemma.lower() not in plain


def _of_accused(context: Context, index: int, often: frozenset[str]) -> bool:
    """Whether the subject is somebody whom the paper is about, or the money that was moved."""
    subject = context.tree.subject(index)
    if subject is None or context.is_court(subject):
        return False
    if context.tree.child(index, "nsubjpass") is not None:
        return True
    if subject.text.lower() in _POINTING or subject.lemma.lower() in load(_FILE)["charged"]:
        return True
    named = context.document.mention_at(subject.start, subject.end)
    return (
        named is not None and named.type in _PARTIES and context.document.cluster_of(named) in often
    )


def _often_named(context: Context) -> frozenset[str]:
    """Whom a paper is about: named a third as often as the one whom it names most, or more."""
    counts = Counter(
        context.document.cluster_of(m) for m in context.document.mentions if m.type in _PARTIES
    )
    most = max(counts.values(), default=0)
    return frozenset(cluster for cluster, count in counts.items() if 3 * count >= most)


def _gone_on(context: Context, frames: Sequence[Frame]) -> list[Frame]:
    """Own clauses that go on with what papers of a prosecution tell, in the paragraph and right behind it."""
    found: list[Frame] = []
    going: tuple[int, Stage, Source | None] | None = None
    often = _often_named(context)
    for frame in sorted(frames, key=lambda f: (f.start, -f.end)):
        passage = context.passage_of(frame.start)
        if (stage := _filed(context, frame)) is not None:
            going = passage, stage, frame.source
        elif going is not None and going[0] != passage:
            going = None
        elif going is not None and not frame.own and frame.source is not None:
            going = None  # another one speaks
        elif going is not None and _breaks_off(context, frame):
            going = None
        elif going is not None and _is_allegation(frame):
            teller = going[2] if _of_accused(context, frame.head, often) else None
            frame = _told_by(replace(frame, proceedings=Proceedings(stage=going[1])), teller)
        elif going is not None and _goes_on(context, frame, often):
            frame = _told_by(_alleged(frame, going[1]), going[2])
        found.append(frame)
    return found


def _breaks_off(context: Context, frame: Frame) -> bool:
    """Whether the text speaks again: "But", "In fact", what a court decided, a step of the defence."""
    if frame.stance is Stance.REPORTS_COURT_HELD:
        return True
    if frame.head < 0 or not frame.own:
        return False
    head = context.tokens[frame.head]
    first = context.document.parse.sentences[head.sentence].first
    words = tuple(t.text.lower() for t in context.tokens[first : first + 2])
    told = load("speech_en.yaml")
    turns = words[0] in told["pleaded"]["turning"] or words == ("in", "fact")
    return turns or head.lemma.lower() in told["pleaded"]["steps"]


def _told_by(frame: Frame, source: Source | None) -> Frame:
    """A clause as told by the paper or the prosecutor that the words before it name."""
    return replace(frame, source=source, own=False, kind=Kind.INDIRECT) if source else frame


def _is_allegation(frame: Frame) -> bool:
    told = frame.proceedings
    alleged = frame.own and frame.stance is Stance.ALLEGES
    return alleged and told is not None and told.stage is Stage.ALLEGATION


def _goes_on(context: Context, frame: Frame, often: frozenset[str]) -> bool:
    plain = frame.own and frame.kind is Kind.AUTHOR and frame.proceedings is None
    if not plain or frame.stance is not Stance.ASSERTS or frame.hedged or frame.head < 0:
        return False
    deed = _is_deed(context, frame.head) or _adds(context, frame.head)
    return deed and _of_accused(context, frame.head, often)


def _adds(context: Context, index: int) -> bool:
    """Whether a past deed is added to those before: "He also accepted a villa", "In return he was given the lease"."""
    head, tree = context.tokens[index], context.tree
    past = head.tag == "VBD" or any(t.tag == "VBD" for t in tree.children(index, "auxpass"))
    if head.pos != "VERB" or not past or context.negated(index):
        return False
    first = context.document.parse.sentences[head.sentence].first
    opening = " ".join(t.text.lower() for t in context.tokens[first : first + 2])
    also = any(t.lemma.lower() == "also" for t in tree.children(index, "advmod"))
    gives = head.lemma.lower() in load("speech_en.yaml")["gone_on"]
    return gives and (also or opening in _RETURNS)


_RETURNS = frozenset({"in return", "in exchange", "in turn"})


def _filed(context: Context, frame: Frame) -> Stage | None:
    """The stage of what papers of a prosecution are told to say; None where a frame tells nothing of the kind."""
    if frame.source is None or frame.stance is not Stance.ALLEGES or frame.proceedings is None:
        return None
    words = context.text[frame.source.start : frame.source.end]
    filed = _FILED.search(words) is not None
    return frame.proceedings.stage if filed or _prosecuting(context, frame) else None


def _prosecuting(context: Context, frame: Frame) -> bool:
    """Whether those who prosecute are told to allege something: "The prosecution alleges that ..."."""
    if frame.source is None or not frame.method.startswith(_ALLEGING):
        return False
    head = context.tokens[frame.source.head]
    words = context.text[frame.source.start : head.end].lower()
    left = "former" in words or "ex-" in words
    return prosecutes(context, head) and not left


_ALLEGING = ("cue:allege", "cue:say", "prep:according-to")


def files(context: Context, head: Token) -> bool:
    """Whether a holder is a paper of a prosecution: "court documents", "the indictment"."""
    source = context.source(head)
    return _FILED.search(context.text[source.start : source.end]) is not None
