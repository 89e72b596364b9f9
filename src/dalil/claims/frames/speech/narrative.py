"""Findings told as a narrative, reasons counted off, sections in which a party's case is set out.

"The arbitrators held that ...": the sentences behind it in the past perfect go on with what they held.
"The judge gave three reasons. First, ...": each reason is the judge's. Under the heading "Submissions of
the claimant" what nobody else says is the claimant's. A sentence that has a speaker of its own keeps it;
the document's own remarks in between stay its own where no such sign stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.courts import court_of, main_subject
from dalil.claims.frames.basis.frame import Frame, Source
from dalil.claims.frames.proceedings.unfounded import UNFOUNDED
from dalil.claims.frames.referents.holders import OWN
from dalil.claims.frames.referents.sections import Voice, sections
from dalil.claims.frames.speech.accounts import accounts, told_by_sentence, weighed
from dalil.claims.frames.speech.free_speech import free_speech
from dalil.claims.frames.speech.of_himself import accuses_teller
from dalil.claims.frames.speech.pleaded import pleaded
from dalil.claims.frames.speech.recited import recited
from dalil.claims.parse import Token
from dalil.evidence import HolderRole, Kind, Proceedings, Stage, Stance

_COUNTED = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|several|the following|\d{1,2}) "
    r"(?:\w+ )?(?:reasons|grounds|points|findings|respects|conclusions|arguments|objections|heads)\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"(?:\(?(?:i{1,3}|iv|v|[a-e]|\d)\)\s+)?(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth(?:ly)?|fifth(?:ly)?|"
    r"finally|lastly|next|the (?:first|second|third|fourth|last)(?: (?:reason|ground|point|was|is)))\b",
    re.IGNORECASE,
)
_FOLLOWED = re.compile(r"it (?:followed|follows) that\b", re.IGNORECASE)
_PARTICIPLE = re.compile(r"[a-z]+(?:ed|stood|taken|given|ought|aught|led|held|told)")
COUNTED_BEHIND = 14
"""Sentences behind an announcement in which the points are looked for."""
_FINDINGS = (Stance.REPORTS_COURT_HELD,)


def narrated(context: Context, frames: Sequence[Frame]) -> list[Frame]:
    """Frames with the speaker of the narrative, the count or the section that they stand in.

    Args:
        context: The document.
        frames: All frames: attributions, reports, own assertions.
    """
    voices = _voices(context, frames)
    return [_voiced(context, frame, voices) for frame in frames] if voices else list(frames)


def narrated_anew(context: Context, frames: Sequence[Frame]) -> list[Frame]:
    """Frames with the speaker of the narrative of those that became the document's own behind :func:`narrated`.

    "The judge discharged the orders for two reasons. First, it was not shown that A": the first reason is the judge's.
    """
    late = [frame.own and frame.method.endswith(UNFOUNDED) for frame in frames]
    if not any(late):
        return list(frames)
    told = narrated(context, frames)
    return [new if own else old for own, new, old in zip(late, told, frames, strict=True)]


def _voiced(context: Context, frame: Frame, voices: dict[int, Voice]) -> Frame:
    voice = voices.get(_sentence(context, frame.start))
    nobodys = frame.own or frame.unnamed or _turned_down(frame)
    if voice is None or not (nobodys or _inferred(context, frame)):
        return frame
    if (
        frame.own
        and voice.stance is Stance.ASSERTS
        and accuses_teller(context, frame, voice.source)
    ):
        return frame
    if voice.method == "section" and (_of_pleader(context, frame) or _of_judge(context, frame)):
        return frame  # "She relied on the case of X": told of the party, not by it
    if frame.stance not in (Stance.ASSERTS, Stance.ALLEGES, Stance.DISPUTES):
        return frame
    if frame.unnamed:
        frame = replace(frame, unnamed=False, hedged=False)
    stance, told = voice.stance, frame.proceedings or voice.proceedings
    if stance is Stance.ASSERTS:
        stance = frame.stance
    return replace(
        frame, source=voice.source, role=voice.role, stance=stance, own=False, kind=Kind.INDIRECT,
        proceedings=told, method=f"{frame.method} {voice.method}",
    )  # fmt: skip


def _turned_down(frame: Frame) -> bool:
    """Whether a content is turned down by nobody named: "It was also untrue to say that ..."."""
    return frame.source is None and frame.method.endswith(" rejected")


def _of_pleader(context: Context, frame: Frame) -> bool:
    """Whether a clause tells what a person did who pleads: its subject is a person, its verb one of pleading."""
    if frame.head < 0 or not context.of_court:
        return False
    subject = context.tree.subject(frame.head)
    if subject is None or context.tokens[frame.head].pos != "VERB":
        return False
    named = context.document.mention_at(subject.start, subject.end)
    person = named is not None and named.type == "PER"
    return person or subject.text.lower() in ("he", "she")


def _of_judge(context: Context, frame: Frame) -> bool:
    """Whether a judge speaks in between: "I do not accept this"."""
    if frame.head < 0 or not context.of_court:
        return False
    subject = context.tree.subject(frame.head)
    return subject is not None and subject.text.lower() in ("i", "we")


def _inferred(context: Context, frame: Frame) -> bool:
    """Whether a content is what "the evidence showed", which is whoever weighs it speaking."""
    if frame.source is None or frame.cue < 0:
        return False
    head = context.tokens[frame.source.head].lemma.lower()
    return head in EVIDENCE and context.tokens[frame.cue].lemma.lower() in SHOWING


EVIDENCE = frozenset({"evidence", "fact", "material", "circumstance", "finding", "result"})
SHOWING = frozenset({"show", "demonstrate", "prove", "establish", "indicate", "suggest", "reveal"})


def _sentence(context: Context, offset: int) -> int:
    index = context.token_at(offset)
    return context.tokens[index].sentence if index < len(context.tokens) else -1


def _voices(context: Context, frames: Sequence[Frame]) -> dict[int, Voice]:
    """Voices by number of sentence; what is nearer goes before: a count, findings, a section."""
    found = dict(free_speech(context, told_by_sentence(context, frames), frames))
    found.update(sections(context))
    found.update(recited(context))
    found.update(accounts(context, frames))
    found.update(pleaded(context, frames))
    found.update(_findings(context, frames))
    found.update(_counts(context, frames))
    return found


def _counts(context: Context, frames: Sequence[Frame]) -> Iterator[tuple[int, Voice]]:
    sentences = context.document.parse.sentences
    main = told_by_sentence(context, frames)
    for number, sentence in enumerate(sentences):
        start = context.tokens[sentence.first].start
        end = context.tokens[sentence.last - 1].end
        if not _COUNTED.search(context.text, start, end):
            continue
        subject = main_subject(context, number)
        if subject is None or subject.pos not in ("NOUN", "PROPN", "PRON"):
            continue
        court = court_of(context, subject)
        named = context.source(subject)
        said = number in main and context.of_court and subject.text.lower() not in OWN
        anonymous = not context.document.mentions_in(named.start, named.end)
        if court is None and anonymous and not said:
            continue  # "The plan failed for three reasons": nobody's
        yield from _points(context, number, _made(context, court, subject, frames, "counted"))


def _points(context: Context, number: int, voice: Voice) -> Iterator[tuple[int, Voice]]:
    sentences = context.document.parse.sentences
    last = min(number + 1 + COUNTED_BEHIND, len(sentences))
    for behind in range(number + 1, last):
        start = context.tokens[sentences[behind].first].start
        if _ORDINAL.match(context.text, start):
            yield behind, voice


def _made(
    context: Context, court: Token | None, subject: Token, frames: Sequence[Frame], method: str
) -> Voice:
    if court is None:
        source = context.source(subject)
        return Voice(source, HolderRole.SPEAKER, Stance.ASSERTS, None, method)
    told = _decision(context, court, frames)
    source = context.source(court)
    return Voice(source, HolderRole.COURT, Stance.REPORTS_COURT_HELD, told, method)


def _decision(context: Context, court: Token, frames: Sequence[Frame]) -> Proceedings:
    """The stage that the same sentence reports as held, else that of a judgment."""
    for frame in frames:
        told = frame.proceedings
        same = _sentence(context, frame.start) == court.sentence
        if told is not None and same and frame.role is HolderRole.COURT:
            return Proceedings(stage=told.stage)
    return Proceedings(stage=Stage.JUDGMENT)


def _findings(context: Context, frames: Sequence[Frame]) -> Iterator[tuple[int, Voice]]:
    """Sentences that go on with a court's findings: in the past perfect, or between two such."""
    sentences = context.document.parse.sentences
    told: dict[int, Frame] = {}
    main = told_by_sentence(context, frames)
    for frame in frames:
        if _within(context, frame, main):
            continue  # "she submitted that the conclusion that he reached was open": she goes on
        third = frame.source is not None and context.tokens[frame.source.head].pos != "PRON"
        if frame.kind is not Kind.INDIRECT or frame.cue < 0 or frame.unnamed:
            continue
        if frame.stance in _FINDINGS and (third or context.of_court):
            told[context.tokens[frame.cue].sentence] = frame
        elif context.of_court and third and _submits(context, frame):
            told.setdefault(context.tokens[frame.cue].sentence, frame)
    for number, frame in told.items():
        source = frame.source
        if source is None or _past_perfect_told(context, number):
            continue
        voice = _going_on(frame, source)
        waiting: list[int] = []
        for behind in range(number + 1, min(number + 10, len(sentences))):
            same = sentences[behind].passage == sentences[number].passage
            if not same or behind in told or _turns_away(context, behind):
                break
            waiting.append(behind)
            if _backshifted(context, behind) or (context.of_court and _stative(context, behind)):
                yield from ((n, voice) for n in waiting)
                waiting = []


def _within(context: Context, frame: Frame, main: Mapping[int, Frame]) -> bool:
    """Whether a finding stands within the content of somebody else's main verb."""
    outer = main.get(context.tokens[frame.cue].sentence) if frame.cue >= 0 else None
    if outer is None or outer.cue == frame.cue or outer.stance in _FINDINGS:
        return False
    return outer.start <= context.tokens[frame.cue].start < outer.end


_SUBMITTING = frozenset({"cue:say", "cue:allege"})


def _submits(context: Context, frame: Frame) -> bool:
    """Whether the main clause of a sentence tells that a party or a paper says something.

    "The owners claimed demurrage" asks for money, and "if it is right, he says, that ..." is the judge weighing.
    """
    if frame.method not in _SUBMITTING or frame.role is not HolderRole.SPEAKER or frame.own:
        return False
    cue = context.tokens[frame.cue]
    above = context.tokens[cue.head]
    main = cue.head == cue.index or (cue.dep == "conj" and above.head == above.index)
    return main and context.tree.child(cue.index, "ccomp") is not None


def _going_on(frame: Frame, source: Source) -> Voice:
    if frame.stance in _FINDINGS:
        held = Stance.REPORTS_COURT_HELD
        return Voice(source, HolderRole.COURT, held, frame.proceedings, "narrated")
    return Voice(source, HolderRole.SPEAKER, Stance.ASSERTS, None, "narrated")


def _stative(context: Context, number: int) -> bool:
    """Whether a sentence states how things were and tells no event: "He was young enough", "It was said that".

    In a judgment such a sentence right behind a finding or a submission goes on with it.
    """
    sentence = context.document.parse.sentences[number]
    root = next(
        (t for t in context.tokens[sentence.first : sentence.last] if t.head == t.index), None
    )
    if root is None or root.pos not in ("VERB", "AUX"):
        return False
    auxiliaries = context.tree.children(root.index, "aux", "auxpass")
    if root.lemma in ("be", "have") and root.tag == "VBD":
        return context.tree.child(root.index, "expl") is None or root.lemma == "have"
    if root.lemma in _SAID and any(t.tag == "VBD" for t in auxiliaries):
        return context.tree.child(root.index, "agent") is None
    return any(t.lemma.lower() in ("could", "would", "should") for t in auxiliaries)


_SAID = frozenset({"say", "submit", "contend", "argue", "suggest", "allege", "assert", "add"})


def _past_perfect_told(context: Context, number: int) -> bool:
    """Whether the finding itself is told in the past perfect, so that this tense marks nothing behind it."""
    sentence = context.document.parse.sentences[number]
    root = next(
        (t for t in context.tokens[sentence.first : sentence.last] if t.head == t.index), None
    )
    return root is not None and _perfect(context, root)


def _perfect(context: Context, verb: Token) -> bool:
    if verb.text.lower() == "had" and verb.index + 1 < len(context.tokens):
        after = context.tokens[verb.index + 1]
        if after.dep == "dobj" and _PARTICIPLE.fullmatch(after.text):
            return True  # the parser has the participle for an object: "had misunderstood what"
    return any(
        t.lemma == "have" and t.tag == "VBD" for t in context.tree.children(verb.index, "aux")
    )


def _backshifted(context: Context, number: int) -> bool:
    """Whether a sentence is reported speech without a cue: its main verb in the past perfect."""
    sentence = context.document.parse.sentences[number]
    if _FOLLOWED.match(context.text, context.tokens[sentence.first].start):
        return True
    tokens = context.tokens[sentence.first : sentence.last]
    root = next((t for t in tokens if t.head == t.index), None)
    return root is not None and _perfect(context, root)


def _turns_away(context: Context, number: int) -> bool:
    """Whether a sentence goes over to another speaker, the court itself, or the author."""
    subject = main_subject(context, number)
    if subject is None or subject.text.lower() in ("i", "we", "you") or weighed(context, number):
        return True
    if context.is_court(subject) and not _backshifted(context, number):
        return True
    verb = context.tokens[subject.head]
    before = [t for t in context.tree.children(verb.index, "ccomp") if t.index < subject.index]
    if any(t.lemma.lower() in context.lexicon.verbs for t in before):
        return True  # "The bank said it was solvent: it had reserves"
    return verb.lemma.lower() in context.lexicon.verbs and (
        context.tree.child(verb.index, "ccomp") is not None and not _followed(context, number)
    )


def _followed(context: Context, number: int) -> bool:
    first = context.document.parse.sentences[number].first
    return _FOLLOWED.match(context.text, context.tokens[first].start) is not None
