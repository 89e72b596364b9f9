"""Which proceedings a clause about a court, a verdict or an order is of.

"The court relied on the accounts", "an appeal is pending", "the orders failed for two reasons": such
clauses report nothing by their own predicate, but they speak of proceedings whose state is told nearby.
They take the stage of the decision told in their paragraph, else of the last one told before; what a
court itself does is held by the court. A clause that speaks of no proceedings takes none.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.courts import court_of, turns_down
from dalil.claims.frames.basis.frame import Frame
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.parse import Token
from dalil.evidence import Finality, HolderRole, Kind, MentionType, Proceedings, Stage, Stance

DECIDED = frozenset(
    {
        Stage.CONVICTION,
        Stage.ACQUITTAL,
        Stage.DISMISSAL,
        Stage.JUDGMENT,
        Stage.PENALTY,
        Stage.SETTLEMENT,
    }
)
AHEAD = 1
"""Sentences behind a clause in which the decision may be told that it is of."""
BACK = 6
"""Paragraphs before in which a decision may have been told."""


def belonging(context: Context, own: Sequence[Frame], told: Sequence[Frame]) -> list[Frame]:
    """Own clauses and findings with the stage of the decision that they belong to.

    Args:
        context: The document.
        own: Own assertions.
        told: Attributions and reports, in any order.
    """
    decisions = sorted(
        (
            f
            for f in told
            if f.proceedings is not None
            and f.proceedings.stage in DECIDED
            and f.kind is Kind.STATUS
        ),
        key=lambda f: f.start,
    )
    starts = [f.start for f in decisions]
    return [_belongs(context, frame, decisions, starts) for frame in own]


def nearest_decision(
    context: Context, told: Sequence[Frame]
) -> Callable[[Frame], Proceedings | None]:
    """A function from a frame to the decision told last before it, near enough to be meant."""
    decisions = sorted((f for f in told if _decides(f) or _settled(f)), key=lambda f: f.start)
    decisions = [f for f in decisions if f.method != "status:title"]
    starts = [f.start for f in decisions]

    def find(frame: Frame) -> Proceedings | None:
        found = _nearest(context, frame, decisions, starts, BACK)
        if found is not None:
            found = _of_same(context, frame, found, decisions)
        return found.proceedings if found is not None else None

    return find


_CLEARED = frozenset({Stage.ACQUITTAL, Stage.DISMISSAL})


def _of_same(context: Context, frame: Frame, found: Frame, decisions: Sequence[Frame]) -> Frame:
    """Of decisions that went both ways the one on somebody whom a content names, else the first told.

    One accused was convicted and another acquitted: what the judge said besides is not of whoever was told of last.
    """

    def way(decision: Frame) -> bool | None:
        stage = decision.proceedings.stage if decision.proceedings is not None else None
        return None if stage not in (*_CLEARED, Stage.CONVICTION) else stage in _CLEARED

    passage = context.passage_of(frame.start)
    rivals = [
        d
        for d in decisions
        if way(d) is not None and 0 <= passage - context.passage_of(d.start) <= BACK // 2
    ]
    here = {way(d) for d in rivals if context.passage_of(d.start) == passage}
    if way(found) is None or here == {way(found)} or len({way(d) for d in rivals}) < 2:
        return found
    people = _people(context, frame)
    same = [d for d in rivals if people & _people(context, d)]
    return same[-1] if same else rivals[0]


def settled(context: Context, reports: Sequence[Frame]) -> list[Frame]:
    """Reports that an appeal or application was decided, with the stage of what it was about.

    "The appeal was refused" says that something stands, not what: the decision told before tells it.
    """
    every = sorted((f for f in reports if _decides(f)), key=lambda f: f.start)
    ruled = [f for f in every if f.proceedings is not None and f.proceedings.stage in _RULED]
    found = []
    for frame in reports:
        told = frame.proceedings
        if told is not None and frame.method.startswith(_OPEN_ENDED):
            decisions = every if frame.method.startswith("status:ordered") else ruled
            starts = [f.start for f in decisions]
            decision = _nearest(context, frame, decisions, starts, BACK)
            if decision is not None and decision.proceedings is not None:
                given = _as_decided(told, decision.proceedings)
                if _stands(context, frame, decision):
                    given = replace(given, finality=told.finality)
                frame = replace(frame, proceedings=given)
            elif _asked_to_end(context, frame):
                frame = replace(frame, proceedings=replace(told, stage=Stage.DISMISSAL))
        found.append(frame)
    return found


def _as_decided(told: Proceedings, decision: Proceedings) -> Proceedings:
    """Proceedings with the stage of a decision, quashed where it was."""
    quashed = decision.finality is Finality.QUASHED
    return replace(
        told, stage=decision.stage, finality=decision.finality if quashed else told.finality
    )


_REMAINS = re.compile(r"\b(?:stands?|upheld|affirmed|confirmed|unchanged|remains? in force)\b")


def _stands(context: Context, frame: Frame, decision: Frame) -> bool:
    """Whether the words say that something stands, or an appeal of somebody else was turned down.

    One accused's conviction is quashed and the other's appeal dismissed: nothing of the other's was quashed.
    """
    if not turns_down(context, frame.head):
        return False
    first, last = context.tree.sentence_extent(frame.head)
    if _REMAINS.search(context.text[first:last]):
        return True
    own, before = (_people(context, one) for one in (frame, decision))
    return bool(own) and own.isdisjoint(before)


def _people(context: Context, frame: Frame) -> set[str]:
    """Clusters of the people whom a content names."""
    document = context.document
    return {
        document.cluster_of(one)
        for one in document.mentions_in(frame.start, frame.end)
        if one.type == MentionType.PERSON
    }


_RULED = frozenset({Stage.CONVICTION, Stage.ACQUITTAL, Stage.DISMISSAL, Stage.JUDGMENT})
"""Stages of what is a judgment or a verdict: "the judgment is not final" is of no settlement."""
_OPEN_ENDED = (
    "status:appeal-decided",
    "status:ordered",
    "status:not-final",
    "status:quash-decision",
    "status:uphold-decision",
)


_ENDING = frozenset({"discharge", "dismiss", "strike", "annul", "quash", "lift"})


def _asked_to_end(context: Context, frame: Frame) -> bool:
    """Whether what was allowed is an application to end a case: "applied to discharge the orders"."""
    if frame.head < 0 or context.tokens[frame.head].lemma.lower() not in ("allow", "grant"):
        return False
    sentences = context.document.parse.sentences
    number = context.tokens[frame.head].sentence
    first = sentences[max(number - 1, 0)].first
    return any(
        t.lemma.lower() in _ENDING
        and any(a.tag == "TO" for a in context.tree.children(t.index, "aux"))
        for t in context.tokens[first : sentences[number].last]
    )


def _settled(frame: Frame) -> bool:
    """Whether an appeal or application was decided of which it is told what it was about."""
    told = frame.proceedings
    open_ended = frame.method.startswith("status:appeal-decided")
    return open_ended and told is not None and told.stage is not Stage.JUDGMENT


def _decides(frame: Frame) -> bool:
    told = frame.proceedings
    return told is not None and told.stage in DECIDED and not frame.method.startswith(_OPEN_ENDED)


def _belongs(
    context: Context, frame: Frame, decisions: Sequence[Frame], starts: Sequence[int]
) -> Frame:
    if frame.proceedings is not None or frame.head < 0 or frame.stance is not Stance.ASSERTS:
        return frame
    subject = context.tree.subject(frame.head)
    if subject is None:
        return frame
    bench = court_of(context, subject)
    court = bench is not None
    if court and (_finds_nothing(context, frame.head) or _procedural(context, frame.head)):
        return frame
    nouns = {subject.lemma.lower()}
    nouns |= {t.lemma.lower() for t in context.tree.children(frame.head, "dobj")}
    if not court and not nouns & set(load("proceedings_en.yaml")["proceedings_nouns"]):
        return frame
    decision = _nearest(context, frame, decisions, starts, BACK if court else BACK // 2)
    if decision is not None:
        decision = _of_same(context, frame, decision, decisions)
    if decision is None or decision.proceedings is None:
        return frame
    told = decision.proceedings
    if told.stage in (Stage.CONVICTION, Stage.ACQUITTAL) and _undoes(context, frame.head):
        return frame
    given = Proceedings(
        stage=told.stage,
        forum=told.forum,
        finality=_finality(context, frame, subject),
        court=told.court,
    )
    frame = replace(frame, proceedings=given, subjects=frame.subjects)
    if bench is not None and (not context.negated(frame.head) or _judges(context, frame.head)):
        return replace(
            frame,
            stance=Stance.REPORTS_COURT_HELD,
            role=HolderRole.COURT,
            source=context.source(bench),
            own=False,
            kind=Kind.STATUS,
            cue=frame.head,
        )
    return frame


_UNDOING = frozenset(
    {"acquit", "clear", "exonerate", "absolve", "dismiss", "drop", "discontinue", "withdraw", "quash", "overturn",
     "vacate", "reverse", "annul", "remit", "remand", "reopen", "retry", "pardon", "strike"}
)  # fmt: skip
_AGAIN = frozenset({"retrial", "rehearing"})


def _undoes(context: Context, head: int) -> bool:
    """Whether a clause tells that a verdict was undone, or is asked to be: it is not of that verdict's stage.

    "Remanded for a new trial", "ordered a retrial", "moved to dismiss the indictment", "cleared his deputy".
    """
    tree = context.tree
    verbs = {context.tokens[head].lemma.lower()}
    verbs |= {t.lemma.lower() for t in tree.children(head, "xcomp", "ccomp", "conj")}
    objects = tree.children(head, "dobj", "nsubjpass")
    for kid in tree.children(head, "prep"):
        objects += tree.children(kid.index, "pobj")
    new = any(
        t.lemma.lower() == "trial" and any(k.lemma == "new" for k in tree.children(t.index, "amod"))
        for t in objects
    )
    return new or bool(verbs & _UNDOING) or any(t.lemma.lower() in _AGAIN for t in objects)


_PROCEDURE = frozenset(
    {"acknowledge", "adjourn", "sit", "hear", "list", "convene", "meet", "receive", "appoint",
     "invite", "begin", "open", "resume", "require", "ask", "raise", "arise"}
)  # fmt: skip


def _procedural(context: Context, head: int) -> bool:
    """Whether a court only goes on with a case, or will decide it: "heard the case", "is to decide"."""
    verb = context.tokens[head]
    if verb.lemma.lower() in _PROCEDURE:
        return True
    if any(t.lemma == "adjournment" for t in context.tree.children(head, "dobj")):
        return True
    clause = context.tree.child(head, "xcomp") if verb.lemma == "be" else None
    to = clause is not None and any(
        t.tag == "TO" for t in context.tree.children(clause.index, "aux")
    )
    auxiliaries = context.tree.children(head, "aux")
    return to or any(t.lemma.lower() in ("will", "shall", "may", "might") for t in auxiliaries)


def _finds_nothing(context: Context, head: int) -> bool:
    """Whether a court leaves a matter open: "made no finding on", "did not decide whether"."""
    if not context.negated(head):
        return False
    verb = context.tokens[head].lemma.lower()
    nouns = {t.lemma.lower() for t in context.tree.children(head, "dobj")}
    return verb in ("decide", "determine", "rule") or bool(
        nouns & {"finding", "decision", "ruling"}
    )


def _judges(context: Context, head: int) -> bool:
    """Whether a predicate is one of finding, so that its negation is a finding too: "did not accept"."""
    return context.tokens[head].lemma.lower() in load("proceedings_en.yaml")["findings"]


def _finality(context: Context, frame: Frame, subject: Token) -> Finality | None:
    words = context.text[frame.start : frame.end].lower()
    if subject.lemma == "appeal" and any(w in words for w in ("pending", "lodged", "announced")):
        return Finality.UNDER_APPEAL
    if "not final" in words or "not entered into force" in words or "may be appealed" in words:
        return Finality.FIRST_INSTANCE
    return Finality.FINAL if "entered into force" in words else None


def _nearest(
    context: Context,
    frame: Frame,
    decisions: Sequence[Frame],
    starts: Sequence[int],
    back: int,
) -> Frame | None:
    """The decision told last before in the paragraph, else first behind in it, else last before."""
    place = bisect.bisect_right(starts, frame.start)
    passage = context.passage_of(frame.start)
    before = decisions[place - 1] if place else None
    if before is not None and context.passage_of(before.start) == passage:
        return before
    behind = decisions[place] if place < len(decisions) else None
    if behind is not None and context.passage_of(behind.start) == passage:
        ahead = context.token_at(behind.start), context.token_at(frame.start)
        if context.tokens[ahead[0]].sentence - context.tokens[ahead[1]].sentence <= AHEAD:
            return behind
    if before is not None and passage - context.passage_of(before.start) <= back:
        return before
    return None
