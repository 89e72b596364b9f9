"""What contents hand to each other: a reported stage, an accusation, a denial around a report.

"X said that Y was convicted" reports a conviction; "Y denies that he took bribes" reports none, it
denies one. Here the state of proceedings found inside a content is given to the attribution around
it, and reports inside a denial or a demand stop being reports. It invents no stage.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import replace

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.courts import court_of
from dalil.claims.frames.basis.frame import Frame
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.basis.unreal import untruly
from dalil.claims.frames.basis.wrongdoing import wrongs
from dalil.claims.frames.referents.holders import OWN, Resolver
from dalil.claims.frames.speech.cue_nouns import ACCUSATIONS
from dalil.claims.frames.stance.contrary import contrary
from dalil.claims.frames.stance.denial import (
    against_decision,
    ends_case,
    exculpates,
    finds_fault,
    given_up,
    takes_back,
)
from dalil.claims.parse import Token
from dalil.evidence import HolderRole, Kind, Proceedings, Relation, Stage, Stance

_TAKING_BACK = (Stance.DENIES, Stance.DISPUTES, Stance.CALLS_FOR)
_RULING = frozenset(
    {"rule", "find", "hold", "decide", "determine", "conclude", "order", "declare", "state",
     "establish", "accept", "infer", "satisfied", "persuaded", "note", "observe", "consider",
     "recognise", "recognize", "reason", "emphasise", "emphasize", "stress", "agree", "reckon",
     "think", "record", "confirm", "affirm", "ruling", "verdict", "judgment", "judgement", "finding", "conclusion", "holding",
     "decision", "determination", "view", "opinion"}
)  # fmt: skip
_REPORTED = frozenset({"cue:dispute", "cue:judge", "cue:intend", "cue:urge"})
"""Cues whose verb, where it reports proceedings, attributes no content: "dismissed the case"."""
_VIEW = "prep:according-to"
_ACCUSING = frozenset(
    {"allege", "accuse", "blame", "denounce", "implicate", "incriminate", "impugn", "allegation", "accusation", "suspect"}
)  # fmt: skip
_OPEN = (Stance.ASSERTS, Stance.ALLEGES)
_ALLEGED = Proceedings(stage=Stage.ALLEGATION)
"""What is denied was alleged, where no words name a later stage."""


def inherited(
    context: Context, resolver: Resolver, frames: Sequence[Frame], reports: Sequence[Frame]
) -> tuple[list[Frame], list[Frame]]:
    """Attributions with the stage that they report, and the status reports that still stand.

    Args:
        context: The document.
        resolver: Who is meant by "he" and "my client".
        frames: Attributions.
        reports: Status frames and own assertions.
    """
    frames, reports = contrary(context, *_one_accusation(frames, reports))
    alleged = {f.cue for f in frames if f.method == "cue:allege" and f.source is not None}
    alleged = {c for c in alleged if context.tree.child(c, "auxpass", "nsubjpass") is None}
    reports = [r for r in reports if not (r.method == "status:allege" and r.cue in alleged)]
    decided = {f.head for f in reports}
    frames = [f for f in frames if f.cue not in decided or f.method not in _REPORTED]
    ordered = sorted(reports, key=lambda f: f.start)
    starts = [f.start for f in ordered]
    accusing = [t.start for t in wrongs(context) if not context.negated(t.index)]
    taken_back: set[int] = set()
    told: list[Frame] = []
    for frame in frames:
        low, high = (
            bisect.bisect_left(starts, frame.start - 1),
            bisect.bisect_left(starts, frame.end),
        )
        inside = [i for i in range(low, min(high, low + 200)) if ordered[i].end <= frame.end + 1]
        if frame.stance in _TAKING_BACK or _not_put_forward(context, frame):
            taken_back.update(inside)
        given = _demanding(context, _rejecting(context, _ruled(context, frame)))
        given = _denied(context, resolver, given)
        given = _faulting(context, given)
        told.append(_told(context, given, [ordered[i] for i in inside], accusing))
    told = _defended(context, resolver, told, ordered)
    told = [_of_surroundings(context, frame, ordered, starts) for frame in told]
    return told, [f for i, f in enumerate(ordered) if i not in taken_back]


def _not_put_forward(context: Context, frame: Frame) -> bool:
    """Whether nobody is told to say a content: "nobody could say that", "did not say that", "wrongly reported to"."""
    if frame.cue < 0 or frame.head < 0 or frame.own:
        return False
    source = context.tokens[frame.source.head].text.lower() if frame.source is not None else ""
    untrue = frame.unnamed and untruly(context, context.tokens[frame.cue])
    return frame.negated or untrue or source in _NOBODY


_NOBODY = frozenset({"nobody", "none", "no-one", "nothing", "neither"})


def _one_accusation(
    frames: Sequence[Frame], reports: Sequence[Frame]
) -> tuple[list[Frame], list[Frame]]:
    """One frame for "X accused Y of theft": its content "Y of theft", with what the report knows of it."""
    told = {
        r.cue: r
        for r in reports
        if r.method.startswith("status:accuse")
        and r.source is not None
        and r.start <= r.source.start < r.end
    }
    held = {f.cue for f in frames if f.method == "cue:accuse" and f.cue in told}
    found = []
    for frame in frames:
        if frame.method == "cue:accuse" and frame.cue in held:
            report = told[frame.cue]
            frame = replace(
                frame, proceedings=report.proceedings, relations=_with(frame, report),
                subjects=report.subjects, stance=Stance.ALLEGES,
            )  # fmt: skip
        found.append(frame)
    return found, [r for r in reports if r.cue not in held or told.get(r.cue) is not r]


def _defended(
    context: Context, resolver: Resolver, frames: Sequence[Frame], reports: Sequence[Frame]
) -> list[Frame]:
    """What a defendant or the defence says in court denies the charge, whatever its words."""
    accused: dict[str, Frame] = {}
    for report in reports:
        told = report.proceedings
        if told is None or told.stage not in (Stage.CONVICTION, Stage.CHARGE):
            continue
        for index in report.subjects:
            mention = resolver.mention(context.tokens[index])
            if mention is not None:
                accused.setdefault(context.document.cluster_of(mention), report)
    return [_defends(context, resolver, frame, accused) for frame in frames]


def _defends(
    context: Context, resolver: Resolver, frame: Frame, accused: dict[str, Frame]
) -> Frame:
    if frame.stance is not Stance.ASSERTS or frame.source is None or frame.cue < 0:
        return frame
    if frame.proceedings is not None or not _in_court(context, frame.cue):
        return frame
    head = context.tokens[frame.source.head]
    mention = resolver.mention(head)
    report = accused.get(context.document.cluster_of(mention)) if mention is not None else None
    if report is None and accused and _for_defence(context, resolver, frame):
        report = next(iter(accused.values()))
    if report is None or report.proceedings is None:
        return frame
    stage = Proceedings(stage=report.proceedings.stage)
    return replace(frame, stance=Stance.DENIES, proceedings=stage, subjects=report.subjects)


def _for_defence(context: Context, resolver: Resolver, frame: Frame) -> bool:
    """Whether the speaker is the defence, or its only counsel, by the words."""
    if frame.source is None:
        return False
    words = context.text[frame.source.start : frame.source.end].lower()
    head = context.tokens[frame.source.head].lemma.lower()
    if head in ("defendant", "defence", "defense", "accused"):
        return True
    return head in ("counsel", "lawyer") and any(
        w in words.split() for w in ("his", "her", "defence")
    )


def _in_court(context: Context, cue: int) -> bool:
    """Whether a cue is said to a court: "told the court", "stated in court"."""
    tree = context.tree
    near = [*tree.children(cue, "dobj", "dative")]
    near += [t for k in tree.children(cue, "prep") for t in tree.children(k.index, "pobj")]
    return any(
        t.lemma.lower() in ("court", "judge", "jury", "tribunal", "hearing", "trial") for t in near
    )


def _of_surroundings(
    context: Context, frame: Frame, reports: Sequence[Frame], starts: Sequence[int]
) -> Frame:
    """What a content leaves to the words around it: which proceedings a denial or a finding is of.

    A denial inside a report denies what is reported; "the charges" beside a conviction are those of
    the conviction; a court's finding is of the decision told in the same paragraph.
    """
    low = bisect.bisect_right(starts, frame.start)
    if frame.stance in (Stance.DENIES, Stance.DISPUTES):
        for report in reports[max(0, low - 6) : low]:
            if report.proceedings is not None and report.covers(frame.start, frame.end):
                return replace(frame, proceedings=report.proceedings)
        if frame.proceedings is None or frame.proceedings.stage is Stage.CHARGE:
            return _of_conviction(context, frame, reports[max(0, low - 4) : low])
    if frame.stance is Stance.REPORTS_COURT_HELD and frame.proceedings is None:
        return _of_decision(context, frame, reports[max(0, low - 8) : low + 4])
    return frame


def _of_conviction(context: Context, frame: Frame, reports: Sequence[Frame]) -> Frame:
    """A denial of "the charges" right after a conviction is told: of that conviction."""
    if frame.head < 0:
        return frame
    near = [
        frame.head,
        *(t.index for t in context.tree.children(frame.head, "nsubj", "nsubjpass", "attr")),
    ]
    lemmas = {context.tokens[i].lemma.lower() for i in near}
    if _that_clause(context, context.tokens[frame.head]):
        return frame
    if not lemmas & {"charge", "verdict", "trial", "case", "conviction", "sentence", "prosecution"}:
        return frame
    sentence = context.tokens[frame.head].sentence
    for report in reversed(reports):
        told = report.proceedings
        if told is None or told.stage is not Stage.CONVICTION or report.head < 0:
            continue
        if sentence - context.tokens[report.head].sentence <= 2:
            return replace(frame, proceedings=told, subjects=frame.subjects or report.subjects)
    return frame


def _of_decision(context: Context, frame: Frame, reports: Sequence[Frame]) -> Frame:
    """The decision, told in the same paragraph, that a finding belongs to: the stage alone, and the court."""
    own = context.passage_of(frame.start)
    decided = [
        r
        for r in reports
        if r.role is HolderRole.COURT
        and r.method != "status:title"
        and r.proceedings is not None
        and context.passage_of(r.start) == own
    ]
    stages = {r.proceedings.stage for r in decided if r.proceedings is not None}
    if len(stages) != 1:
        return frame
    told = decided[0].proceedings
    court = told.court if told is not None else None
    return replace(frame, proceedings=Proceedings(stage=stages.pop(), court=court))


def _told(
    context: Context, frame: Frame, inside: Sequence[Frame], accusing: Sequence[int]
) -> Frame:
    if frame.proceedings is not None:
        return frame
    report = next((r for r in inside if r.proceedings is not None and _main(frame, r)), None)
    if report is not None and frame.stance is not Stance.CALLS_FOR:
        open_ = frame.stance in _OPEN and not _not_put_forward(context, frame)
        stance = report.stance if open_ else frame.stance
        return replace(
            frame,
            proceedings=report.proceedings,
            stance=stance,
            relations=_with(frame, report) if frame.stance in _OPEN else frame.relations,
            subjects=report.subjects,
            closing=report.closing,
        )
    low = bisect.bisect_left(accusing, frame.start)
    accuses = low < len(accusing) and accusing[low] < frame.end
    if (
        accuses
        and frame.stance in (*_OPEN, Stance.DENIES, Stance.DISPUTES)
        and not _asks(context, frame)
    ):
        stance = Stance.ALLEGES if frame.stance is Stance.ASSERTS else frame.stance
        return replace(frame, stance=stance, proceedings=Proceedings(stage=Stage.ALLEGATION))
    return _of_noun(context, frame)


def _of_noun(context: Context, frame: Frame) -> Frame:
    """A content that is a noun of accusation: "repeated the accusations against X", "denied the charges"."""
    if frame.head < 0 or frame.kind is Kind.DIRECT:
        return frame
    lemma = context.tokens[frame.head].lemma.lower()
    if frame.stance is Stance.ASSERTS and lemma in ("accusation", "allegation"):
        allegation = Proceedings(stage=Stage.ALLEGATION)
        return replace(frame, stance=Stance.ALLEGES, proceedings=allegation)
    if frame.stance in (Stance.DENIES, Stance.DISPUTES):
        named = _denied_stage(context, frame)
        denied = frame.stance is Stance.DENIES and frame.method == "cue:deny"
        return replace(frame, proceedings=named or (_answered(context, frame) if denied else None))
    word = context.tokens[frame.cue].lemma.lower() if frame.cue >= 0 else ""
    if frame.stance is Stance.ALLEGES and word in _ACCUSING:
        return replace(frame, proceedings=Proceedings(stage=Stage.ALLEGATION))
    return frame


def _ruled(context: Context, frame: Frame) -> Frame:
    """What a court finds, holds or orders is reported as held by it."""
    if frame.source is None or frame.cue < 0:
        return _of_ruling(context, frame)
    head = context.tokens[frame.source.head]
    if head.text.lower() in OWN and context.of_court and not context.quoted(frame.start):
        return _own_ruling(context, frame)
    court = court_of(context, head)
    if court is None:
        return frame
    if court.index != head.index:
        frame = replace(frame, source=context.source(court))  # "they also held"
    verb = context.tokens[frame.cue].lemma.lower()
    if verb in ("decide", "determine", "resolve") and context.negated(frame.cue):
        return replace(frame, source=None)  # what a court left open it does not hold
    if frame.stance is Stance.CALLS_FOR and verb in ("order", "direct", "instruct", "command"):
        judged = Proceedings(stage=Stage.JUDGMENT)
        return replace(
            frame, stance=Stance.REPORTS_COURT_HELD, role=HolderRole.COURT, proceedings=judged
        )
    if frame.stance is Stance.DISPUTES and verb in ("reject", "dismiss", "discount"):
        negated = frame.negated or _that_clause(context, context.tokens[frame.head])
        held = Stance.REPORTS_COURT_HELD
        return replace(frame, stance=held, role=HolderRole.COURT, negated=negated)
    if frame.stance is not Stance.ASSERTS or not (verb in _RULING or frame.method == _VIEW):
        return frame
    return replace(frame, stance=Stance.REPORTS_COURT_HELD, role=HolderRole.COURT)


def _of_ruling(context: Context, frame: Frame) -> Frame:
    """What a ruling says whose court the words do not name: "the ruling that the sale was void"."""
    if frame.cue < 0 or frame.negated or frame.stance is not Stance.ASSERTS:
        return frame
    noun = context.tokens[frame.cue].lemma.lower()
    judged = noun in _RULINGS or (context.of_court and noun in _FINDINGS)
    if not judged or not frame.method.startswith("noun:statement"):
        return frame
    return replace(frame, stance=Stance.REPORTS_COURT_HELD, role=HolderRole.COURT, unnamed=False)


_RULINGS = frozenset({"ruling", "verdict", "judgment", "judgement"})
_FINDINGS = frozenset({"finding", "conclusion", "holding", "decision", "determination"})


def _own_ruling(context: Context, frame: Frame) -> Frame:
    """In a judgment "I find that ..." is the court's finding; "I heard that ..." is none."""
    word = context.tokens[frame.cue].lemma.lower()
    if frame.stance is Stance.DISPUTES and word in ("reject", "dismiss", "discount"):
        return replace(frame, stance=Stance.REPORTS_COURT_HELD, role=HolderRole.COURT)
    if frame.stance is not Stance.ASSERTS or word not in load("proceedings_en.yaml")["findings"]:
        return frame
    return replace(frame, stance=Stance.REPORTS_COURT_HELD, role=HolderRole.COURT)


def _demanding(context: Context, frame: Frame) -> Frame:
    """What somebody says that another should do, or demands "that X be removed", is a demand."""
    if frame.stance is not Stance.ASSERTS or frame.head < 0 or frame.source is None or frame.hedged:
        return frame
    head = context.tokens[frame.head]
    subject = context.tree.subject(frame.head)
    auxiliaries = context.tree.children(frame.head, "aux")
    ought = any(t.lemma.lower() in ("should", "must", "ought") for t in auxiliaries)
    perfect = any(t.lemma == "have" for t in auxiliaries)
    if ought and not perfect and subject is not None and subject.text.lower() != "i":
        return replace(frame, stance=Stance.CALLS_FOR)
    passive = context.tree.child(frame.head, "auxpass")
    bare = (
        head.tag == "VB" or (passive is not None and passive.text.lower() == "be")
    ) and not auxiliaries
    bare = bare and subject is not None
    cues = (
        context.lexicon.verbs.get(context.tokens[frame.cue].lemma.lower(), ())
        if frame.cue >= 0
        else ()
    )
    asked = any(c.stance is Stance.CALLS_FOR and "clause" in c.forms for c in cues)
    return replace(frame, stance=Stance.CALLS_FOR) if bare and asked else frame


def _denied(context: Context, resolver: Resolver, frame: Frame) -> Frame:
    """A content that takes an accusation back is a denial, whatever its cue word."""
    if frame.stance not in _OPEN or frame.proceedings is not None:
        return frame
    if ends_case(context, frame):
        return replace(frame, proceedings=Proceedings(stage=Stage.DISMISSAL), closing=True)
    resolver.speaks(frame.source)
    wrong = exculpates(context, resolver, frame)
    if wrong is not None:
        return replace(
            frame,
            stance=Stance.DENIES,
            proceedings=_ALLEGED if wrong else _answered(context, frame),
        )
    if takes_back(context, frame):
        if given_up(context, frame) or against_decision(context, frame):
            return replace(frame, stance=Stance.DISPUTES, proceedings=_denied_stage(context, frame))
        return replace(frame, stance=Stance.DENIES, proceedings=_denied_stage(context, frame))
    return frame


_TIES = frozenset(
    {"own", "hold", "have", "be", "know", "control", "possess", "belong", "receive", "benefit", "meet", "see", "hear"}
)  # fmt: skip
_SHARE = frozenset(
    {
        "part",
        "role",
        "hand",
        "involvement",
        "responsibility",
        "knowledge",
        "wrong",
        "anything",
    }
)


def _answered(context: Context, frame: Frame) -> Proceedings | None:
    """The stage of what a denied deed answers: an allegation; a mere tie ("never owned it") answers none."""
    if frame.head < 0:
        return None
    head = context.tokens[frame.head]
    if head.pos not in ("VERB", "AUX"):
        return _ALLEGED if _shared(context, head) else None
    near = {t.lemma.lower() for t in context.tree.children(frame.head, "dobj", "attr")}
    return None if head.lemma.lower() in _TIES and not near & _SHARE else _ALLEGED


def _shared(context: Context, head: Token) -> bool:
    """Whether what is denied is a part in a deed, or some of what is alleged: "any part in it", "each of the charges"."""
    of = next((t for t in context.tree.children(head.index, "prep") if t.lemma == "of"), None)
    inner = context.tree.child(of.index, "pobj") if of is not None else None
    alleged = inner is not None and inner.lemma.lower() in ACCUSATIONS
    return alleged or head.lemma.lower() in _SHARE


def _faulting(context: Context, frame: Frame) -> Frame:
    """A party's word that a court or its decision was wrong disputes it, whatever its cue."""
    if frame.stance is not Stance.ASSERTS or frame.head < 0 or frame.role is HolderRole.COURT:
        return frame
    return replace(frame, stance=Stance.DISPUTES) if finds_fault(context, frame) else frame


def _rejecting(context: Context, frame: Frame) -> Frame:
    """A rejected accusation as denied: "rejects the allegations", "dismissed the suggestion that ..."."""
    if frame.stance is not Stance.DISPUTES or frame.head < 0 or frame.method != "cue:dispute":
        return frame
    if _asked_to_end(context, frame):
        dismissed = Proceedings(stage=Stage.DISMISSAL)
        return replace(frame, stance=Stance.CALLS_FOR, proceedings=dismissed)
    if context.tokens[frame.head].lemma.lower() not in ACCUSATIONS or context.of_court:
        return frame
    return replace(frame, stance=Stance.DENIES)


def _asked_to_end(context: Context, frame: Frame) -> bool:
    """Whether somebody asks that a case be dismissed: "moved to dismiss the indictment"."""
    cue = context.tokens[frame.cue]
    if cue.lemma.lower() not in ("dismiss", "reject", "discount") or cue.dep != "xcomp":
        return False
    asking = context.tokens[cue.head].lemma.lower() in ("move", "ask", "apply", "seek", "petition")
    return asking and context.tokens[frame.head].lemma.lower() in _CASES


_CASES = frozenset(
    {"case", "charge", "count", "indictment", "prosecution", "suit", "lawsuit", "action", "complaint", "claim",
     "petition", "proceeding", "appeal", "application"}
)  # fmt: skip


def _that_clause(context: Context, noun: Token) -> bool:
    """Whether a noun is followed by what it says: "the charge that she lied"."""
    clause = context.tree.child(noun.index, "acl", "ccomp") if noun.pos == "NOUN" else None
    return clause is not None and context.tree.child(clause.index, "mark") is not None


def _denied_stage(context: Context, frame: Frame) -> Proceedings | None:
    """The stage of what is denied, by its noun: "the charges are false"."""
    tree = context.tree
    head = context.tokens[frame.head]
    stages = load("proceedings_en.yaml")["deniable"]
    near = [head, *tree.children(frame.head, "nsubj", "nsubjpass", "attr", "dobj")]
    if frame.method == "cue:see-as":  # "called the verdict political"
        near += context.tokens[context.token_at(frame.start) : frame.head]
    for token in near:
        if _that_clause(context, token):
            continue  # "the charge that she lied" is no charge of a prosecutor
        if stage := stages.get(token.lemma.lower()):
            return Proceedings(stage=Stage(stage))
    return None


def _main(frame: Frame, report: Frame) -> bool:
    """Whether the report is what the content says, not something told in passing."""
    same_head = frame.head >= 0 and frame.head == report.head
    return same_head or (report.size > 0.6 * frame.size and report.kind is Kind.STATUS)


def _with(frame: Frame, report: Frame) -> tuple[Relation, ...]:
    return tuple(dict.fromkeys((*frame.relations, *report.relations)))


def _asks(context: Context, frame: Frame) -> bool:
    return context.text[frame.end - 1 : frame.end] == "?"
