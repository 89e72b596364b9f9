"""Words that take back what they pass on: "wrongly reported that", "dismissed as fiction a report that".

What is told to have been said falsely is denied by whoever tells it; the one who said it keeps it as a claim of
his own where the words name him. A court that rejects a submission holds the contrary of what was submitted. Whether
it is true is nobody's business here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dalil.claims.frames.basis.clause import predication
from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.courts import court_of
from dalil.claims.frames.basis.frame import Frame, Source
from dalil.claims.frames.basis.lexicon import DOCUMENTS, load
from dalil.claims.frames.basis.unreal import untruly
from dalil.claims.frames.referents.holders import OWN
from dalil.claims.parse import Token
from dalil.evidence import HolderRole, Kind, Proceedings, Stage, Stance

_REJECTING = frozenset({"reject", "dismiss", "discount", "rebuff", "repudiate"})
_BELITTLING = frozenset(
    {"dismiss", "reject", "denounce", "decry", "deride", "ridicule", "condemn", "brand", "describe", "portray", "call",
     "label", "repudiate", "rebuff", "slam", "lambast", "shrug", "brush", "wave", "laugh"}
)  # fmt: skip
_AT_ONCE = frozenset({"dismiss", "reject", "repudiate", "rebuff", "ridicule", "deride"})
"""Verbs that take back whatever stands behind "as"."""
_WHOLE = ("status:find", "status:pay-")
_WITHIN = frozenset({"cue:say", "cue:intend"})
"""Cues of which a report tells all: "found X guilty" finds no "X guilty", "agreed to pay" intends no payment."""
BACK = 9
"""Tokens before a noun in which "as" and its verb are looked for."""
_OPEN = (Stance.ASSERTS, Stance.ALLEGES)


def contrary(
    context: Context, frames: Sequence[Frame], reports: Sequence[Frame]
) -> tuple[list[Frame], list[Frame]]:
    """Attributions and reports with what their own words take back.

    Args:
        context: The document.
        frames: Attributions.
        reports: Status frames and own assertions.

    Returns:
        Both again; a clause that calls what somebody said false is added as the author's own.
    """
    whole = {f.head for f in reports if f.method.startswith(_WHOLE)}
    frames = [f for f in frames if not whole & {f.cue, f.head} or f.method not in _WITHIN]
    frames = _submitted(context, [_given_up(context, _belittled(context, f)) for f in frames])
    heads = {f.head for f in frames}
    found: list[Frame] = []
    for frame in frames:
        hearsay = frame.method.startswith("hearsay")  # its content says "wrongly" itself
        plain = hearsay or frame.stance not in _OPEN or frame.head < 0
        if plain or not _falsely(context, frame.cue):
            called = not hearsay and _falsely(context, frame.head) and frame.stance in _OPEN
            found.append(replace(frame, stance=Stance.DISPUTES) if called else frame)
            continue
        if frame.source is None or _own_paper(context, frame.source):
            found.append(replace(frame, source=None, unnamed=True))  # the author takes it back
            continue
        found.append(replace(frame, stance=Stance.ALLEGES))
        if frame.cue not in heads:
            found.append(_clause(context, frame))
    return found, [_accused_falsely(context, report) for report in reports]


def _own_paper(context: Context, source: Source) -> bool:
    """Whether the author said it before: "we wrongly stated that", "our article", "this newspaper"."""
    words = {w.lower() for w in context.text[source.start : source.end].split()}
    this = "this" in words and context.tokens[source.head].lemma.lower() in DOCUMENTS | _PAPERS
    return bool(words & {"we", "i", "our", "my"}) or this


_PAPERS = frozenset({"newspaper", "paper", "magazine", "website", "site", "programme", "program", "column", "podcast"})  # fmt: skip


def _falsely(context: Context, verb: int) -> bool:
    """Whether a verb, or the noun of what is said, is told to be false: "wrongly reported", "the false claim"."""
    if verb < 0 or context.tokens[verb].pos != "VERB" or context.negated(verb):
        return False
    return untruly(context, context.tokens[verb])


def _clause(context: Context, frame: Frame) -> Frame:
    """The author's own clause that somebody said something falsely."""
    start, end = predication(context, context.tokens[frame.cue])
    return Frame(
        min(start, frame.start), max(end, frame.end), frame.cue, None, Stance.DISPUTES, Kind.AUTHOR,
        "author:falsely", head=frame.cue, own=True,
    )  # fmt: skip


def _accused_falsely(context: Context, report: Frame) -> Frame:
    """A report of an accusation that is called false as disputed by whoever tells it; the state of a case stays."""
    if not _falsely(context, report.cue):
        return report
    if report.stance is Stance.ALLEGES and report.source is None:
        return replace(report, stance=Stance.DISPUTES, relations=())
    if report.stance is Stance.REPORTS_COURT_HELD and report.source is None:
        return replace(report, stance=Stance.DISPUTES, role=HolderRole.SPEAKER)
    return report


def _given_up(context: Context, frame: Frame) -> Frame:
    """What somebody apologises for having said, or a noun passes on that is called untrue; what is refused.

    "Apologised for claiming that X", "reports that X are untrue", "declined to indict Y".
    """
    if frame.cue < 0 or frame.own:
        return frame
    cue = context.tokens[frame.cue]
    if frame.method == "cue:intend" and cue.lemma.lower() in ("refuse", "decline"):
        return replace(frame, negated=frame.negated or not context.negated(cue.index))
    if frame.stance not in _OPEN:
        return frame
    if _takes_back(context, frame, cue) or _apologised(context, cue):
        return replace(frame, stance=Stance.DISPUTES, relations=())
    above = context.tokens[cue.head]
    false = cue.dep in ("nsubj", "nsubjpass") and _says_false(context, above)
    if frame.method.startswith("noun:") and false:
        return replace(frame, stance=Stance.DENIES, unnamed=False, hedged=False, relations=())
    return frame


_SAID = frozenset(
    {"claim", "allegation", "accusation", "report", "statement", "suggestion", "article", "story", "assertion", "imputation"}
)  # fmt: skip


def _takes_back(context: Context, frame: Frame, cue: Token) -> bool:
    """Whether what is apologised for was said: "for the report that", not "for the delay"."""
    if frame.method != "cue:apologise" or not cue.lemma.lower().startswith("apolog"):
        return False
    return frame.head >= 0 and context.tokens[frame.head].lemma.lower() in _SAID


def _apologised(context: Context, cue: Token) -> bool:
    """Whether a verb of saying is what is apologised for: "we apologise for suggesting that"."""
    above = context.tokens[cue.head]
    verb = context.tokens[above.head]
    regrets = above.dep == "prep" and above.lemma == "for" and cue.dep == "pcomp"
    return regrets and verb.lemma.lower() in ("apologise", "apologize", "apology", "sorry")


def _says_false(context: Context, verb: Token) -> bool:
    """Whether a predicate calls its subject untrue: "are untrue", "was without foundation"."""
    if verb.lemma != "be" or context.negated(verb.index):
        return False
    words = set(load("proceedings_en.yaml")["denying"]) | _FALSE
    said = context.tree.children(verb.index, "attr", "acomp")
    return any({t.lemma.lower(), t.text.lower()} & words for t in said)


def _belittled(context: Context, frame: Frame) -> Frame:
    """What a report says that somebody dismissed "as fiction", where it stands behind these words."""
    if not frame.method.startswith("noun:") or frame.cue < 0:
        return frame
    verb = _belittling(context, context.tokens[frame.cue])
    if verb is None:
        return frame
    if frame.stance not in _OPEN:
        return replace(frame, cue=verb.index)  # the verb has told it already
    subject = context.tree.subject(verb.index)
    agent = context.tree.child(verb.index, "agent")
    if context.tree.child(verb.index, "auxpass") is not None:
        subject = context.tree.child(agent.index, "pobj") if agent is not None else None
    source = context.source(subject) if subject is not None else None
    return replace(
        frame, stance=Stance.DENIES, source=source, cue=verb.index, unnamed=False, hedged=False,
        relations=(),
    )  # fmt: skip


def _belittling(context: Context, noun: Token) -> Token | None:
    """The verb before "as" of whose belittling words a noun stands right behind."""
    words = load("proceedings_en.yaml")
    denying = {*words["denying"], *words["parts"]["wrong"]}
    between = context.tokens[max(0, noun.index - BACK) : noun.index]
    for token in reversed(between):
        if token.sentence != noun.sentence or token.pos == "AUX":
            return None
        if token.lemma.lower() != "as":
            continue
        before = context.tokens[token.index - 1]
        verb = before if before.lemma.lower() in _BELITTLING else context.tokens[before.head]
        lemma = verb.lemma.lower()
        said = {t.text.lower() for t in between} | {t.lemma.lower() for t in between}
        if verb.index >= token.index or lemma not in _BELITTLING or context.negated(verb.index):
            return None
        return verb if lemma in _AT_ONCE or said & denying else None
    return None


def _submitted(context: Context, frames: Sequence[Frame]) -> list[Frame]:
    """What a court rejects, as the contrary of it held: once, by the content of the submission where it has one."""
    rejected = {f.head: f for f in frames if _rejects(context, f)}
    inside = {f.cue for f in frames if f.cue in rejected and _passed_on(context, f)}
    found: list[Frame] = []
    for frame in frames:
        outer = rejected.get(frame.cue) if frame.method.startswith("noun:") else None
        if outer is not None and not _passed_on(context, frame):
            continue  # "dismissed all claims against the bank": the bank is no claim
        if outer is not None:
            found.append(_held(context, frame, outer))
        elif (verb := _unaccepted(context, frame)) is not None:
            found.append(_not_accepted(context, frame, verb))
        elif frame.head in rejected and _rejects(context, frame):
            if frame.head not in inside:
                found.append(_turned_down(context, frame))
        else:
            found.append(frame)
    return found


def _passed_on(context: Context, frame: Frame) -> bool:
    """Whether a noun passes on a clause: "the submission that the deed was forged"."""
    verbal = frame.head >= 0 and context.tokens[frame.head].pos in ("VERB", "AUX", "ADJ")
    return frame.method.startswith("noun:") and verbal


_CASES = frozenset(
    {"claim", "case", "charge", "action", "suit", "lawsuit", "appeal", "application", "complaint", "count", "petition",
     "counterclaim", "motion"}
)  # fmt: skip


def _turned_down(context: Context, frame: Frame) -> Frame:
    """What a court rejects: a case is dismissed by it, a submission is told as not held."""
    if context.tokens[frame.head].lemma.lower() not in _CASES or context.of_court:
        return replace(frame, negated=True)
    source = frame.source
    court = court_of(context, context.tokens[source.head]) if source is not None else None
    return replace(
        frame, stance=Stance.REPORTS_COURT_HELD, role=HolderRole.COURT, kind=Kind.STATUS, unnamed=False,
        source=context.source(court) if court is not None else source,
        proceedings=Proceedings(stage=Stage.DISMISSAL), relations=(),
    )  # fmt: skip


def _rejects(context: Context, frame: Frame) -> bool:
    """Whether a court is told to reject what somebody put forward, or a judgment says so of itself."""
    if frame.method != "cue:dispute" or frame.cue < 0 or frame.head < 0 or frame.source is None:
        return False
    verb, speaker = context.tokens[frame.cue], context.tokens[frame.source.head]
    if verb.lemma.lower() not in _REJECTING or context.negated(verb.index):
        return False
    own = context.of_court and speaker.text.lower() in OWN and not context.quoted(frame.start)
    return own or court_of(context, speaker) is not None


def _unaccepted(context: Context, frame: Frame) -> Token | None:
    """The verb by which somebody does not accept what a noun passes on: "did not accept the submission that ..."."""
    if not frame.method.startswith("noun:") or frame.cue < 0 or frame.stance not in _OPEN:
        return None
    noun = context.tokens[frame.cue]
    verb = context.tokens[noun.head]
    taken = noun.dep == "dobj" and verb.lemma.lower() in _ACCEPTING and context.negated(verb.index)
    return verb if taken and context.tree.subject(verb.index) is not None else None


_ACCEPTING = frozenset(
    {"accept", "believe", "credit", "uphold", "adopt", "endorse", "share", "substantiate"}
)


def _not_accepted(context: Context, frame: Frame, verb: Token) -> Frame:
    """What somebody does not accept: of a court the contrary is held, another disputes it."""
    subject = context.tree.subject(verb.index)
    source = context.source(subject) if subject is not None else frame.source
    outer = replace(frame, source=source, cue=verb.index)
    own = subject is not None and context.of_court and subject.text.lower() in OWN
    if frame.head >= 0 and context.negated(frame.head):
        # "I do not accept that he had no dealings": its contrary cannot be told in these words
        return replace(outer, stance=Stance.DISPUTES, unnamed=False, hedged=False, relations=())
    if own or (subject is not None and court_of(context, subject) is not None):
        return _held(context, frame, outer)
    return replace(outer, stance=Stance.DISPUTES, unnamed=False, hedged=False, relations=())


def _held(context: Context, frame: Frame, outer: Frame) -> Frame:
    """The content of a rejected submission: the court holds that it is not so."""
    source = outer.source
    if source is not None:
        court = court_of(context, context.tokens[source.head])
        own = court is None or court.index == source.head
        source = source if own or court is None else context.source(court)
    return replace(
        frame, cue=outer.cue, source=source, stance=Stance.REPORTS_COURT_HELD, role=HolderRole.COURT, negated=True,
        unnamed=False, hedged=False, relations=(),
    )  # fmt: skip


def calls_false(context: Context, verb: Token) -> bool:
    """Whether a clause says of the words before it that they are false: "That is untrue", "Both claims were invented"."""
    subject = context.tree.subject(verb.index)
    if verb.lemma != "be" or subject is None or context.negated(verb.index):
        return False
    if any(t.tag in ("MD", "TO") for t in context.tree.children(verb.index, "aux")):
        return False
    if subject.text.lower() not in ("that", "this", "both", "neither"):
        return False
    said = context.tree.children(verb.index, "attr", "acomp")
    return any({t.lemma.lower(), t.text.lower()} & _FALSE for t in said)


_FALSE = frozenset(
    {
        "false",
        "untrue",
        "incorrect",
        "inaccurate",
        "lie",
        "falsehood",
        "fabrication",
        "fiction",
        "invention",
        "wrong",
    }
)


def victims(context: Context, head: Token) -> bool:
    """Whether a predicate says that somebody suffered a wrong or bore witness to it: "was a victim of the fraud"."""
    return any(
        t.lemma.lower() in _SUFFERING and not context.negated(head.index)
        for t in context.tree.children(head.index, "attr", "oprd", "acomp", "prep")
    )


_SUFFERING = frozenset(
    {"victim", "witness", "complainant", "whistleblower", "whistle-blower", "claimant", "plaintiff",
     "informant", "eyewitness", "survivor", "informer"}
)  # fmt: skip
