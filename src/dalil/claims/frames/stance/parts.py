"""What the part of whoever speaks makes of a content: a court finds, a prosecutor accuses, a party disputes.

The cue alone tells little: what "the judge said" of the facts is held, what "the prosecutor said" of the
accused is alleged, and "the report is unreliable" disputes in any mouth but a court's. Only contents that no
word has settled yet are looked at. Nobody's part makes a content true.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.courts import court_of, prosecutes
from dalil.claims.frames.basis.frame import Frame
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.referents.holders import OWN
from dalil.claims.frames.stance.contrary import victims
from dalil.claims.frames.stance.faults import rejects
from dalil.claims.parse import Token
from dalil.evidence import HolderRole, Kind, MentionType, Proceedings, Stage, Stance

_FILE = "proceedings_en.yaml"
_PARTY = (MentionType.PERSON, MentionType.ORGANISATION)
_THIRD = frozenset({"he", "she", "they", "who"})
FAR = 600
"""Code points of a content in which words are looked for."""
LEAD = 80
"""Code points before a content, in its sentence, in which words of judging are looked for."""
_SPOKEN = (Kind.DIRECT, Kind.INDIRECT, Kind.DOCUMENT)


def parts(context: Context, frames: Sequence[Frame]) -> list[Frame]:
    """Frames with the stance that the speaker's part gives them.

    Args:
        context: The document.
        frames: Its frames, in any order.
    """
    charged = any(f.proceedings is not None and f.proceedings.stage is Stage.CHARGE for f in frames)
    return [_part(context, frame, charged=charged) for frame in frames]


def _part(context: Context, frame: Frame, *, charged: bool) -> Frame:
    if frame.stance is Stance.CALLS_FOR and frame.own and context.of_court:
        told = Proceedings(stage=Stage.JUDGMENT)  # "the Authority must disclose the minutes"
        return replace(frame, stance=Stance.REPORTS_COURT_HELD, proceedings=told)
    if frame.stance is not Stance.ASSERTS or frame.hedged:
        return frame
    if _is_courts(context, frame):
        return replace(frame, stance=Stance.REPORTS_COURT_HELD, role=HolderRole.COURT)
    if _judges(context, frame):
        told = frame.proceedings or Proceedings(stage=_outcome(context, frame))
        return replace(frame, stance=Stance.REPORTS_COURT_HELD, proceedings=told)
    if frame.proceedings is not None or frame.head < 0:
        return frame
    if victims(context, context.tokens[frame.head]):
        return frame
    stance, stage = _said(context, frame, charged=charged)
    proceedings = Proceedings(stage=stage) if stage is not None else None
    return replace(frame, stance=stance, proceedings=proceedings)


def _said(context: Context, frame: Frame, *, charged: bool) -> tuple[Stance, Stage | None]:
    """What a content does that nobody's cue tells: demands, denies, accuses, disputes; else it asserts."""
    if _demands(context, frame):
        return Stance.CALLS_FOR, None
    if _denies(context, frame):
        return Stance.DENIES, Stage.ALLEGATION
    prosecutor = _prosecutor(context, frame)
    if _bought(context, frame) or (prosecutor and _of_another(context, frame)):
        return Stance.ALLEGES, Stage.CHARGE if charged and prosecutor else Stage.ALLEGATION
    admitted = frame.cue >= 0 and context.tokens[frame.cue].lemma.lower() in _words()["admits"]
    if not admitted and rejects(context, frame):
        return Stance.DISPUTES, None
    return Stance.ASSERTS, None


def _is_courts(context: Context, frame: Frame) -> bool:
    """Whether a court says or believes a content: "the judge did not think that", "I am not persuaded that"."""
    if frame.source is None or frame.cue < 0 or frame.kind not in _SPOKEN:
        return False
    head = context.tokens[frame.source.head]
    cue = context.tokens[frame.cue].lemma.lower()
    words = _words()
    if head.text.lower() in OWN:
        return context.of_court and not context.quoted(frame.start) and cue in words["believes"]
    if frame.role is not HolderRole.COURT and court_of(context, head) is None:
        return False
    return cue in words["believes"] or cue in words["tells"]


_OPERATIVE = re.compile(
    r"\bin (?:my|our) (?:judge?ment|view|opinion)\b|\bit (?:therefore |must |thus )?follow(?:s|ed)? that\b"
    r"|\b(?:I am|we are) (?:not |also |quite )?(?:satisfied|persuaded|sure|convinced)\b"
    r"|\bthere is (?:no |some |more |little )?(?:force|merit|substance|nothing) in\b|\bthere will be judgment\b"
    r"|\b(?:is|are) (?:not )?(?:made out|well[- ]founded|unfounded|misconceived|fanciful|hopeless|arguable|unarguable)\b"
    r"|\b(?:grounds?|claims?|appeals?|complaints?|applications?|arguments?|submissions?|defences?|challenges?)\b[^.;]{0,60}\b(?:succeeds?|fails?)\b"
    r"|\bthere (?:has|have) (?:\w+ )?been (?:a|no) (?:violation|breach)\b|\bthere (?:was|is) (?:a|an|no) error of law\b"
    r"|\b(?:is|are|will be|must be) (?:\w+ )?(?:set aside|remitted|quashed|allowed|dismissed|granted|refused|affirmed|reversed)\b"
    r"|\b(?:I|we) (?:\w+ )?(?:prefer|allow|dismiss|refuse|decline|direct|order|quash|remit|affirm|reverse)\b"
    r"|\bgave judgment (?:for|in favour)\b",
    re.IGNORECASE,
)
"""Words with which a court decides or weighs in its own judgment."""
_FAILED = re.compile(r"\b(?:fails?|dismiss(?:ed)?|refused?|decline[sd]?)\b", re.IGNORECASE)


def _judges(context: Context, frame: Frame) -> bool:
    """Whether a court's own judgment weighs or decides in its own words: "the claim succeeds on ground one"."""
    if not (frame.own and context.of_court and frame.head >= 0) or context.quoted(frame.start):
        return False
    low, _ = context.tree.sentence_extent(frame.head)
    match = _OPERATIVE.search(context.text, max(low, frame.start - LEAD), _near(frame))
    return match is not None


def _near(frame: Frame) -> int:
    """Where the part of a content ends in which words are looked for."""
    return min(frame.end, frame.start + FAR)


def _outcome(context: Context, frame: Frame) -> Stage:
    failed = _FAILED.search(context.text, frame.start, _near(frame)) is not None
    return Stage.DISMISSAL if failed else Stage.JUDGMENT


def _words() -> Mapping[str, Any]:
    found: Mapping[str, Any] = load(_FILE)["parts"]
    return found


def _prosecutor(context: Context, frame: Frame) -> bool:
    """Whether the one who speaks prosecutes: an office, a prosecutor, an indictment."""
    if frame.source is None or frame.kind not in _SPOKEN:
        return False
    speaker = context.tokens[frame.source.head]
    if speaker.lemma.lower() in _words()["accusing"]:
        return True
    named = set(load(_FILE)["prosecuting"]) - {"police"}
    if speaker.pos == "PRON" or speaker.lemma.lower() not in named:
        return False
    return prosecutes(context, speaker)


def _of_another(context: Context, frame: Frame) -> bool:
    """Whether a prosecutor's content tells what somebody else did."""
    if frame.source is None:
        return False
    speaker = context.tokens[frame.source.head]
    head = context.tokens[frame.head]
    if head.pos not in ("VERB", "AUX") or context.negated(frame.head) or not _past(context, head):
        return False
    subject = context.tree.subject(frame.head)
    if subject is None or subject.index == frame.source.head:
        return False
    if subject.text.lower() in _THIRD:
        goes_on = frame.method.endswith(" account")  # "Prosecutors said A. He took B."
        return goes_on or speaker.lemma.lower() in _words()["accusing"] or frame.kind is Kind.DIRECT
    mention = context.document.mention_at(subject.start, subject.end)
    if mention is not None:
        return mention.type in _PARTY
    return subject.lemma.lower() in _words()["accused"]


_DEMANDING = frozenset(
    {
        "demand",
        "urge",
        "recommend",
        "request",
        "propose",
        "implore",
        "petition",
        "beg",
        "beseech",
        "move",
        "ask",
        "require",
        "apply",
    }
)
"""Verbs whose that-clause is asked for: "proposed that the account be closed"."""


def _demands(context: Context, frame: Frame) -> bool:
    """Whether a cue of demanding has a clause of its own as content, with a subject and no past tense."""
    if frame.cue < 0 or context.tokens[frame.cue].lemma.lower() not in _DEMANDING:
        return False
    head = context.tokens[frame.head]
    if head.dep != "ccomp" or context.tree.child(frame.head, "nsubj", "nsubjpass") is None:
        return False
    auxiliaries = context.tree.children(frame.head, "aux", "auxpass")
    told = head.tag in ("VBD", "VBZ") or any(t.tag in ("VBD", "VBZ") for t in auxiliaries)
    return not told and not any(t.tag == "MD" and t.text.lower() != "should" for t in auxiliaries)


_UNTRUE = re.compile(r"\W*it is (?:simply |quite |absolutely |just )?(?:not true|untrue|false|incorrect|not correct|a lie) that\b", re.IGNORECASE)  # fmt: skip


def _denies(context: Context, frame: Frame) -> bool:
    """Whether a text or a speaker denies in words of its own: "it is not true that", "our client never held"."""
    if context.of_court:
        return False
    if _UNTRUE.match(context.text, frame.start, frame.end):
        return True
    subject = context.tree.child(frame.head, "nsubj", "nsubjpass")
    if subject is None or subject.lemma.lower() != "client":
        return False
    owner = context.tree.child(subject.index, "poss")
    ours = owner is not None and owner.text.lower() in ("our", "my", "her", "his", "their")
    return ours and context.negated(frame.head) and not _to_come(context, frame)


def _to_come(context: Context, frame: Frame) -> bool:
    return any(t.tag == "MD" for t in context.tree.children(frame.head, "aux"))


_TAKEN = frozenset({"receive", "accept", "take", "pay", "give", "get", "obtain", "offer", "promise", "undertake",
                    "award", "grant", "approve", "sign", "vote", "hand", "send", "transfer"})  # fmt: skip
_FOR_OFFICE = re.compile(
    r"\bin (?:return|exchange) for\b[^.;]{0,80}\b(?:contracts?|awards?|awarding|votes?|voting|permits?|approv\w+|decisions?|licen[cs]es?"
    r"|loans?|favou?rs?|appointments?|tenders?|immunity|leniency|rulings?|verdicts?|silence|influence|protection|access|visas?|citizenship)\b",
    re.IGNORECASE,
)


def _bought(context: Context, frame: Frame) -> bool:
    """Whether a content tells that something was given for an act of office: "a house in return for permits"."""
    if frame.kind is Kind.STATUS or (context.of_court and frame.own) or context.negated(frame.head):
        return False
    head = context.tokens[frame.head]
    if head.lemma.lower() not in _TAKEN or _to_come(context, frame):
        return False
    return _FOR_OFFICE.search(context.text, frame.start, _near(frame)) is not None


def _past(context: Context, head: Token) -> bool:
    auxiliaries = context.tree.children(head.index, "aux", "auxpass")
    if any(t.tag in ("MD", "TO") for t in auxiliaries):
        return False
    return head.tag == "VBD" or any(t.tag == "VBD" or t.lemma == "have" for t in auxiliaries)
