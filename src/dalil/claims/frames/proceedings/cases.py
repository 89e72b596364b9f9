"""Of which case a content is part: what a court finds in its own judgment, what is alleged and denied in a trial.

A stage belongs to the proceedings that are told, not to the noun beside it. What prosecutors allege of
somebody who is charged is the charge, and the denial of one who is charged denies it. What a judgment orders in
its own words is held; what stands behind "I find" without such a word stays the author's, since a judge goes on
with the story more often than with the finding. A regulator's notice of a penalty tells in its own words what the
penalty is for. Where no proceedings are told nothing is made part of any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.courts import prosecutes, turns_down
from dalil.claims.frames.basis.frame import Frame
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.proceedings.charging import files
from dalil.claims.frames.referents.holders import OWN, Resolver
from dalil.evidence import HolderRole, Kind, Proceedings, Stage, Stance

FILE = "decisions_en.yaml"
HEAD = 900
"""Code points of a document in which it calls itself a notice."""
_NOTICE = re.compile(
    r"\b(?:final|decision|penalty|warning|enforcement|supervisory|monetary penalty|infringement) notice\b"
    r"|\bnotice of (?:\w+ )?(?:penalty|decision|infringement|(?:financial|monetary|civil) penalty)\b"
    r"|\b(?:hereby )?(?:imposes?|has decided to impose) (?:on|upon)\b[^.]{0,120}\b(?:financial|monetary|civil|administrative) (?:penalty|fine)\b"
    r"|\border (?:instituting|imposing)\b|\bprohibition order\b",
    re.IGNORECASE,
)
_COURSE = {Stage.INVESTIGATION: 1, Stage.CHARGE: 2, Stage.CONVICTION: 3, Stage.ACQUITTAL: 3}
"""Stages of a criminal case in their order."""
_ACCUSED_OF = ("status:accuse", "status:allege")


def in_case(context: Context, resolver: Resolver, frames: Sequence[Frame]) -> list[Frame]:
    """Frames with the stage of the case that they are part of.

    Args:
        context: The document.
        resolver: Who is meant by "he" and "my client".
        frames: Its frames with stance and stage, in any order.
    """
    if context.of_court:
        found = _of_judgment(context, frames)
    elif _NOTICE.search(context.text[:HEAD]) is not None:
        found = [_of_notice(context, frame) for frame in frames]
    else:
        found = list(frames)
    found = [_of_indictment(context, frame) for frame in found]
    told = _told(context, resolver, found)
    found = [_of_trial(context, resolver, frame, told) for frame in found]
    found = [_of_sanctions(context, _turned_down(context, frame)) for frame in found]
    return [_of_custody(context, frame) for frame in found]


_STEPS = frozenset({"detention", "custody", "arrest", "remand", "search", "wiretap", "interception", "extension"})  # fmt: skip
_LETTING = frozenset({"order", "authorise", "authorize", "extend", "prolong", "approve", "grant", "renew", "permit"})  # fmt: skip


def _of_custody(context: Context, frame: Frame) -> Frame:
    """A court's order in an inquiry as part of it: "ordered his detention on remand" decides no case."""
    told = frame.proceedings
    if told is None or told.stage is not Stage.JUDGMENT or frame.head < 0:
        return frame
    head = context.tokens[frame.head]
    done = context.tree.children(head.index, "dobj", "nsubjpass")
    step = any(t.lemma.lower() in _STEPS for t in done)
    if head.lemma.lower() not in _LETTING or not step:
        return frame
    return replace(frame, proceedings=replace(told, stage=Stage.INVESTIGATION))


_SANCTIONING = re.compile(
    r"\bsanctions?\b|\bsanctioned\b|\bdesignat(?:ed|es|ing|ions?)\b|\brestrictive measures\b|\btravel bans?\b|\bblacklist",
    re.IGNORECASE,
)
_KEEPING = frozenset({"renew", "extend", "prolong", "maintain"})


def _of_sanctions(context: Context, frame: Frame) -> Frame:
    """A freeze told in a sentence on sanctions as part of them; sanctions that are not renewed as ended.

    "Imposed sanctions on X, freezing his assets": no police inquiry. "The sanctions on X were not renewed".
    """
    told = frame.proceedings
    if told is None or frame.head < 0:
        return frame
    if told.stage is Stage.INVESTIGATION and frame.method.startswith("status:seize"):
        frozen = context.tokens[frame.head].lemma.lower() in ("freeze", "block")
        low, high = context.tree.sentence_extent(frame.head)
        if frozen and _SANCTIONING.search(context.text, low, high) is not None:
            return replace(frame, proceedings=replace(told, stage=Stage.DESIGNATION))
    if told.stage is Stage.DESIGNATION and frame.method.startswith("status:impose"):
        kept = context.tokens[frame.head].lemma.lower() in _KEEPING
        if kept and context.negated(frame.head):
            return replace(frame, proceedings=replace(told, stage=Stage.DELISTING), relations=())
    return frame


_OPEN = (Stance.ASSERTS, Stance.ALLEGES)


def _of_indictment(context: Context, frame: Frame) -> Frame:
    """What an indictment or a grand jury tells, as the charge: such a paper tells nothing else of anybody."""
    stage = frame.proceedings.stage if frame.proceedings is not None else None
    if frame.source is None or frame.negated or frame.cue < 0 or frame.stance not in _OPEN:
        return frame
    if stage not in (None, Stage.ALLEGATION) or frame.head < 0:
        return frame
    head = context.tokens[frame.source.head]
    before = context.tokens[head.index - 1].lemma.lower() if head.index else ""
    grand_jury = head.lemma.lower() == "jury" and before == "grand"
    if not grand_jury and head.lemma.lower() != "indictment":
        return frame
    if context.tokens[frame.head].pos not in ("VERB", "AUX"):
        return frame  # "the indictment of X"
    charged = Proceedings(stage=Stage.CHARGE)
    return replace(frame, stance=Stance.ALLEGES, proceedings=charged)


def _turned_down(context: Context, frame: Frame) -> Frame:
    """An appeal or application that was turned down, of which nothing tells what it was about, as dismissed.

    Last of all: what stands near belongs to the judgment that was appealed against, not to this dismissal.
    """
    told = frame.proceedings
    if told is None or told.stage is not Stage.JUDGMENT:
        return frame
    if not frame.method.startswith("status:appeal-decided"):
        return frame
    if not turns_down(context, frame.head):
        return frame
    return replace(frame, proceedings=replace(told, stage=Stage.DISMISSAL))


def _told(context: Context, resolver: Resolver, frames: Sequence[Frame]) -> dict[str, Stage]:
    """How far the case of each person has come, by cluster; "" holds that of anybody."""
    found: dict[str, Stage] = {}
    for frame in frames:
        stage = frame.proceedings.stage if frame.proceedings is not None else None
        if stage is None or stage not in _COURSE or frame.kind is not Kind.STATUS:
            continue
        if frame.hedged or frame.negated:
            continue
        if frame.head >= 0 and context.negated(frame.head):
            continue
        for cluster in ("", *_subjects(context, resolver, frame)):
            if cluster not in found or _COURSE[found[cluster]] < _COURSE[stage]:
                found[cluster] = stage
    return found


def _subjects(context: Context, resolver: Resolver, frame: Frame) -> Iterator[str]:
    for index in frame.subjects:
        mention = resolver.mention(context.tokens[index])
        if mention is not None:
            yield context.document.cluster_of(mention)


def _of_trial(context: Context, resolver: Resolver, frame: Frame, told: dict[str, Stage]) -> Frame:
    """An accusation by those who prosecute, or a denial by the accused, with the stage of the case."""
    stage = frame.proceedings.stage if frame.proceedings is not None else None
    if stage is not Stage.ALLEGATION or not told or frame.proceedings is None:
        return frame
    if frame.stance is Stance.ALLEGES and _prosecuting(context, frame):
        return replace(frame, proceedings=replace(frame.proceedings, stage=_of_anybody(told)))
    if frame.stance is Stance.DENIES or frame.method.startswith(_ACCUSED_OF):
        who = _accused(context, resolver, frame)
        if any(told.get(cluster) in (Stage.CHARGE, Stage.CONVICTION) for cluster in who):
            return replace(frame, proceedings=replace(frame.proceedings, stage=Stage.CHARGE))
    return frame


def _of_anybody(told: dict[str, Stage]) -> Stage:
    """A charge, once anybody was charged or tried; an investigation before."""
    return Stage.CHARGE if _COURSE[told[""]] >= _COURSE[Stage.CHARGE] else Stage.INVESTIGATION


def _prosecuting(context: Context, frame: Frame) -> bool:
    """Whether the holder investigates or prosecutes."""
    if frame.source is None:
        return False
    speaker = context.tokens[frame.source.head]
    accusing = load("proceedings_en.yaml")["parts"]["accusing"]
    return (
        speaker.lemma.lower() in accusing or prosecutes(context, speaker) or files(context, speaker)
    )


def _accused(context: Context, resolver: Resolver, frame: Frame) -> list[str]:
    """Whose denial it is: the holder's, or of the one for whom the holder speaks; of a report its subjects."""
    if frame.source is None or frame.stance is not Stance.DENIES:
        return list(_subjects(context, resolver, frame))
    cluster = context.document.cluster_of
    found = [resolver.mention(context.tokens[frame.source.head])]
    if resolver.principals is not None:
        found.append(resolver.principals.of(frame.source))
    return [cluster(m) for m in found if m is not None]


def _of_judgment(context: Context, frames: Sequence[Frame]) -> list[Frame]:
    """A judgment with what it orders in its own words."""
    return [_held(frame, "ordered") if _orders(context, frame) else frame for frame in frames]


def _held(frame: Frame, why: str) -> Frame:
    """A judgment's own clause as what it holds."""
    told = Proceedings(stage=Stage.JUDGMENT)
    return replace(
        frame, stance=Stance.REPORTS_COURT_HELD, role=HolderRole.SPEAKER, proceedings=told,
        method=f"{frame.method} {why}",
    )  # fmt: skip


_ORDERED = frozenset(
    {"pay", "repay", "refund", "reimburse", "return", "bear", "deliver", "file", "serve", "vacate", "transfer", "forfeit",
     "hand", "disclose", "surrender", "publish", "lodge", "produce", "compensate", "reinstate"}
)  # fmt: skip
"""What a court orders somebody to do, where its own judgment says that he shall or must."""
_SET = frozenset(
    {"costs", "cost", "order", "fine", "penalty", "sentence", "forfeiture", "injunction"}
)


def _orders(context: Context, frame: Frame) -> bool:
    """Whether a judgment's own clause orders: "the respondent shall pay", "there will be no order as to costs"."""
    if not frame.own or frame.head < 0 or context.quoted(frame.start):
        return False
    if frame.proceedings is not None and frame.proceedings.stage is not Stage.PENALTY:
        return False
    if frame.stance not in (Stance.ASSERTS, Stance.CALLS_FOR):
        return False
    tree, head = context.tree, context.tokens[frame.head]
    subject = tree.subject(head.index)
    if subject is None or subject.text.lower() in OWN:
        return False
    if any(t.text.lower() in ("shall", "will", "must") for t in tree.children(head.index, "aux")):
        below = {t.lemma.lower() for t in tree.children(head.index, "dobj", "attr", "nsubjpass")}
        return head.lemma.lower() in _ORDERED or bool(below & _SET)
    to = (
        tree.child(head.index, "xcomp")
        if head.lemma == "be" and head.tag in ("VBZ", "VBP")
        else None
    )
    bound = to is not None and any(t.tag == "TO" for t in tree.children(to.index, "aux"))
    return bound and to is not None and to.lemma.lower() in _ORDERED


def _of_notice(context: Context, frame: Frame) -> Frame:
    """What a notice of a penalty says in its own voice of what was done, with the stage of a penalty."""
    stage = frame.proceedings.stage if frame.proceedings is not None else None
    if stage not in (None, Stage.ALLEGATION) or not (frame.own or _by_regulator(context, frame)):
        return frame
    if frame.stance not in (Stance.ASSERTS, Stance.ALLEGES) or frame.head < 0:
        return frame
    first, last = context.token_at(frame.start), context.token_at(frame.end)
    words = {t.lemma.lower() for t in context.tokens[first:last]}
    table = load(FILE)
    failing = words & set(table["failing"]) or stage is not None or context.negated(frame.head)
    return replace(frame, proceedings=Proceedings(stage=Stage.PENALTY)) if failing else frame


def _by_regulator(context: Context, frame: Frame) -> bool:
    """Whether the one who gives the notice is told to consider or find something."""
    if frame.source is None:
        return False
    speaker = context.tokens[frame.source.head].lemma.lower()
    return speaker in load("proceedings_en.yaml")["authorities"] or speaker in load(FILE)["finders"]
