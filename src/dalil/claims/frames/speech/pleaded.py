"""Paragraphs of a judgment that go on with what a party, a court below or a decision under appeal said.

"The judge did not believe her. The letter bore no number. He concluded that ...": what stands between is that judge's.
"The respondent refused the claim. It was not accepted that ...": the respondent's. "Permission was granted by Judge
Venn. It was arguable that ...": that judge's. "The appellant's case was that A. He fled in June.": the appellant's, as
long as it speaks of him. "The Government contested that. The inquiry had been prompt.": the Government's. The judge's
"I", a sentence with a speaker of its own, words on how somebody gave evidence, the answer to what was said ("That was
untrue", "He met her", behind "he never met her"), an accusation behind a case that held none and a step of the
proceedings end each. Outside of judgments nothing is read: a newspaper goes on in its own voice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.courts import court_of, main_subject
from dalil.claims.frames.basis.frame import Frame, Source
from dalil.claims.frames.basis.lexicon import DOCUMENTS, load
from dalil.claims.frames.referents.sections import PARTIES, Voice
from dalil.claims.frames.speech.accounts import CREDIT, same_speaker, told_by_sentence, weighed
from dalil.claims.parse import Token
from dalil.evidence import HolderRole, MentionType, Stance

FAR = 6
"""Sentences of a paragraph that may still be somebody's."""
_ARGUABLE = re.compile(
    r"(?:it (?:was|is) (?:also )?(?:at least )?(?:reasonably )?arguable|(?:all|both)? ?(?:the|these) (?:\w+ )?grounds? (?:was|were|are|is) arguable)\b",
    re.IGNORECASE,
)
_AS_FOLLOWS = re.compile(r"\b(?:as follows|the following)[.:]?\s*$", re.IGNORECASE)
_FIRST = frozenset({"i", "we", "you", "us", "me"})
_THIRD = frozenset({"he", "she", "they"})
_OWNERS = frozenset({"his", "her", "their"})
_POINTING = frozenset({"that", "this", "these", "those"})
_NO = frozenset({"not", "n't", "never", "no", "none", "neither", "nor"})


@dataclass(frozen=True, slots=True)
class _Told:
    """What was read so far.

    Attributes:
        main: The frame of a sentence's main verb of speaking.
        grave: Sentences that accuse somebody.
        steps: Sentences that report a step of the proceedings.
    """

    main: Mapping[int, Frame]
    grave: frozenset[int]
    steps: frozenset[int]


def pleaded(context: Context, frames: Sequence[Frame]) -> Iterator[tuple[int, Voice]]:
    """Voices by number of sentence, in the paragraphs of a judgment.

    Args:
        context: The document.
        frames: All frames: the speaker of a sentence is that of its main verb.
    """
    if not context.of_court:
        return
    told = _read(context, frames)
    cases = _Told({**told.main, **_phrased(context, frames)}, told.grave, told.steps)
    for number in range(len(context.document.parse.sentences)):
        subject = main_subject(context, number)
        if subject is None or subject.text.lower() in _FIRST or context.quoted(subject.start):
            continue
        yield from _of_case(context, number, cases)
        yield from _set_out(context, number, subject, told)
        yield from _permitted(context, number, subject, told)
        yield from _refused(context, number, subject, told)
        yield from _contested(context, number, subject, told)
        yield from _between(context, number, subject, told)


@cache
def _words(key: str) -> frozenset[str]:
    """Words of ``speech_en.yaml``, under "pleaded"."""
    return frozenset(load("speech_en.yaml")["pleaded"][key])


def _read(context: Context, frames: Sequence[Frame]) -> _Told:
    grave, steps = set(), set()
    for frame in frames:
        number = _sentence_of(context, frame)
        if frame.stance is Stance.ALLEGES:
            grave.add(number)
        if frame.own and frame.method.startswith("status:"):
            steps.add(number)
    return _Told(told_by_sentence(context, frames), frozenset(grave), frozenset(steps))


def _sentence_of(context: Context, frame: Frame) -> int:
    if frame.head >= 0:
        return context.tokens[frame.head].sentence
    within = context.document.tokens_in(frame.start, frame.end)
    return within[0].sentence if within else -1


def _phrased(context: Context, frames: Sequence[Frame]) -> dict[int, Frame]:
    """Sentences that open with "According to the applicant"."""
    found: dict[int, Frame] = {}
    for frame in frames:
        if frame.method.startswith("prep:according-to") and frame.source is not None:
            cue = context.tokens[frame.cue]
            if cue.start < frame.start:
                found[cue.sentence] = frame
    return found


def _of_case(context: Context, number: int, told: _Told) -> Iterator[tuple[int, Voice]]:
    """What a party did by its own case: sentences on "he" or "his brother" behind "The appellant's case was that"."""
    frame = told.main.get(number)
    if frame is None or frame.source is None or not _tells_case(context, frame):
        return
    for behind in context.sentences_behind(number, FAR):
        if _ends(context, told, number, behind) or not _past(context, behind):
            return
        if _answers(context, number, behind) or not (
            _of_him(context, behind) or _stative(context, behind)
        ):
            return
        yield behind, _said_by(frame.source)


def _set_out(
    context: Context, number: int, subject: Token, told: _Told
) -> Iterator[tuple[int, Voice]]:
    """A case that a paragraph sets out: "The claimant's case is as follows."."""
    start, end = _extent(context, number)
    if not _AS_FOLLOWS.search(context.text, start, end):
        return
    court = court_of(context, subject)
    owner = context.tree.child(subject.index, "poss")
    of_case = subject.tag == "NN" and subject.lemma.lower() in _words("cases") and owner is not None
    teller = owner if of_case and owner is not None else subject
    says = subject.dep == "nsubj" and context.tokens[subject.head].lemma.lower() in _speaking(
        context
    )
    if court is None and not (_party(context, teller) and (of_case or says)):
        return
    source = context.source(teller)
    voice = _held_by(source) if court is not None else _said_by(source)
    for behind in context.sentences_behind(number, FAR):
        if behind in told.main or _leaves(context, behind):
            return
        yield behind, voice


def _tells_case(context: Context, frame: Frame) -> bool:
    """Whether words give the case of a party: "his case was that", "according to the applicant"."""
    cue = context.tokens[frame.cue]
    named = frame.source is not None and _party(context, context.tokens[frame.source.head])
    if frame.method.startswith("prep:according-to"):
        return named
    return named and frame.method.startswith("noun:statement") and cue.lemma in _words("cases")


def _of_him(context: Context, number: int) -> bool:
    """Whether a sentence speaks of the party itself: "He fled", "His brother was detained"."""
    subject = main_subject(context, number)
    if subject is None:
        return False
    owner = context.tree.child(subject.index, "poss")
    return subject.text.lower() in _THIRD or (owner is not None and owner.text.lower() in _OWNERS)


def _stative(context: Context, number: int) -> bool:
    """Whether a sentence says what a thing was: "The letters were complaints"."""
    subject, verb = main_subject(context, number), _verb(context, number)
    if subject is None or verb is None or verb.lemma != "be" or verb.tag != "VBD":
        return False
    found = context.document.mention_at(subject.start, subject.end)
    return found is None and subject.pos in ("NOUN", "PRON") and not context.is_court(subject)


def _permitted(
    context: Context, number: int, subject: Token, told: _Told
) -> Iterator[tuple[int, Voice]]:
    """Why a judge granted permission: "It was arguable that ..."."""
    verb = context.tokens[subject.head]
    if verb.lemma.lower() not in _words("granting"):
        return
    agent = context.tree.child(verb.index, "agent")
    judge = context.tree.child(agent.index, "pobj") if agent is not None else subject
    if judge is None or judge.lemma.lower() in _words("permissions"):
        return
    asked = [subject, *context.tree.children(verb.index, "dobj")]
    if not any(t.lemma.lower() in _words("permissions") for t in asked):
        return
    for behind in context.sentences_behind(number, FAR):
        start, end = _extent(context, behind)
        if _leaves(context, behind) or behind in told.steps:
            return
        if behind not in told.main and _ARGUABLE.match(context.text, start, end):
            yield behind, _held_by(context.source(judge))


def _refused(
    context: Context, number: int, subject: Token, told: _Told
) -> Iterator[tuple[int, Voice]]:
    """The reasons of a decision under appeal: "The respondent refused the claim. It was not accepted that ..."."""
    verb = context.tokens[subject.head]
    asked = context.tree.child(verb.index, "dobj")
    if verb.lemma.lower() not in _words("refusing") or asked is None:
        return
    if asked.lemma.lower() not in _words("asked") or not _party(context, subject):
        return
    if _is_person(context, subject):
        return  # "Mr Orsk refused the claim": a decision under appeal is a body's
    begun = False
    for behind in context.sentences_behind(number, FAR):
        if _ends(context, told, number, behind) or not _past(context, behind):
            return
        begun = begun or _impersonal(context, behind)
        if not begun:
            return
        yield behind, _said_by(context.source(subject))


def _impersonal(context: Context, number: int) -> bool:
    """Whether a sentence gives a view without whose it is: "It was not accepted that"."""
    subject = main_subject(context, number)
    if subject is None or subject.text.lower() != "it":
        return False
    verb = context.tokens[subject.head]
    return subject.dep == "nsubjpass" and verb.lemma.lower() in _words("weighing")


def _contested(
    context: Context, number: int, subject: Token, told: _Told
) -> Iterator[tuple[int, Voice]]:
    """The answer of a side: "The Government contested that argument. The inquiry had been prompt."."""
    verb = context.tokens[subject.head]
    named = subject.lemma.lower() in PARTIES or subject.pos == "PROPN"
    against = context.tree.child(verb.index, "dobj")
    if number in told.main or verb.lemma.lower() not in _words("contesting") or not named:
        return
    if against is None or against.lemma.lower() not in _words("contested"):
        return  # "relied on the letter", "developed the harbour"
    if context.negated(verb.index) or not _party(context, subject):
        return
    waiting: list[int] = []
    begun = False
    for behind in context.sentences_behind(number, FAR):
        if _ends(context, told, number, behind) or not _past(context, behind):
            return
        if behind in told.steps:
            return
        waiting.append(behind)
        begun = begun or _set_back(context, behind)
        if _set_back(context, behind) or (begun and _stative(context, behind)):
            yield from ((n, _said_by(context.source(subject))) for n in waiting)
            waiting = []


def _between(
    context: Context, number: int, subject: Token, told: _Told
) -> Iterator[tuple[int, Voice]]:
    """What stands between two findings of one judge or court that the document reports."""
    if not _finds(context, number, subject):
        return
    waiting: list[int] = []
    for behind in context.sentences_behind(number, FAR):
        other = main_subject(context, behind)
        if other is not None and _finds(context, behind, other):
            if _one_court(context, subject, other, told.main.get(behind)):
                yield from ((n, _held_by(context.source(subject))) for n in waiting)
            return
        if _ends(context, told, number, behind) or not _past(context, behind):
            return
        if behind in told.steps or (_of_named(context, behind) and not _set_back(context, behind)):
            return  # "Mr Orsk bribed the clerk", "The bank was sold": told of, not found
        waiting.append(behind)


def _of_named(context: Context, number: int) -> bool:
    """Whether a sentence tells what somebody named, or a side, did."""
    subject = main_subject(context, number)
    if subject is None:
        return False
    return subject.text.lower() not in _THIRD | _OWNERS and _party(context, subject)


def _finds(context: Context, number: int, subject: Token) -> bool:
    """Whether a court is told, in the past, to have found something."""
    verb = context.tokens[subject.head]
    finds = verb.lemma.lower() in _words("finding") and subject.dep == "nsubj"
    noun = context.tree.child(verb.index, "dobj")
    weighs = noun is not None and noun.lemma.lower() in _words("weighed")
    finds = finds or (verb.lemma.lower() in _words("lightly") and weighs)
    if not finds or not _past(context, number) or court_of(context, subject) is None:
        return False
    return context.tree.child(subject.index, "neg") is None and not any(
        t.lemma.lower() == "no" for t in context.tree.children(subject.index, "det")
    )


def _one_court(context: Context, subject: Token, other: Token, frame: Frame | None) -> bool:
    if other.lemma.lower() == subject.lemma.lower():
        return True
    return frame is not None and same_speaker(context, context.source(subject), frame)


def _party(context: Context, token: Token) -> bool:
    """Whether a noun phrase is a side of the case or somebody named, and no court."""
    if token.text.lower() in _FIRST or court_of(context, token) is not None:
        return False
    found = context.document.mention_at(token.start, token.end)
    named = found is not None and found.type in (MentionType.PERSON, MentionType.ORGANISATION)
    lemma = token.lemma.lower()
    return lemma in PARTIES or named or token.text.lower() in _OWNERS | _THIRD


def _extent(context: Context, number: int) -> tuple[int, int]:
    sentence = context.document.parse.sentences[number]
    return context.tokens[sentence.first].start, context.tokens[sentence.last - 1].end


def _ends(context: Context, told: _Told, number: int, behind: int) -> bool:
    """Whether a sentence is another one's than that of the sentence it may go on with."""
    accuses = behind in told.grave and number not in told.grave
    return behind in told.main or accuses or _leaves(context, behind)


def _answers(context: Context, number: int, behind: int) -> bool:
    """Whether a sentence says the contrary of a case: "He met her", behind "he never met her"."""
    verb = _verb(context, behind)
    if verb is None:
        return False
    done = verb.lemma.lower()
    if done in _words("damning") and _of_him(context, behind):
        return True  # "He lied to the auditors": nobody pleads so
    sentence = context.document.parse.sentences[number]
    words = context.tokens[sentence.first : sentence.last]
    again = done not in ("be", "have", "do") and any(t.lemma.lower() == done for t in words)
    return again and _denied(context, number) != _denied(context, behind)


def _denied(context: Context, number: int) -> bool:
    sentence = context.document.parse.sentences[number]
    words = context.tokens[sentence.first : sentence.last]
    said = (t.text.lower() in _NO or t.lemma.lower() in _words("denying") for t in words)
    return sum(said) % 2 == 1  # "did not refuse" denies nothing


def _of_proceedings(context: Context, number: int) -> bool:
    """Whether a sentence tells how the case went, or what came of a case: "The appeal was heard", "That was untrue"."""
    subject, verb = main_subject(context, number), _verb(context, number)
    if subject is None or verb is None:
        return False
    lemma = subject.lemma.lower()
    if lemma in _words("proceedings") or verb.lemma.lower() in _words("steps"):
        return True
    sentence = context.document.parse.sentences[number]
    words = context.tokens[sentence.first : sentence.last]
    weighs = any(t.lemma.lower() in _words("answering") for t in words)
    about = subject.text.lower() in _POINTING | {"it"} or lemma in _words("cases") | DOCUMENTS
    return weighs and about


@cache
def _spoken() -> frozenset[str]:
    return frozenset(load("speech_en.yaml")["tellers"]["somebody"])


def _speaking(context: Context) -> frozenset[str]:
    return _spoken() | frozenset(context.lexicon.verbs) | _words("contesting")


def _is_person(context: Context, token: Token) -> bool:
    found = context.document.mention_at(token.start, token.end)
    return found is not None and found.type == MentionType.PERSON


def _leaves(context: Context, number: int) -> bool:
    """Whether a sentence is the judge's: it says "I", weighs, asks, quotes or tells how evidence was given."""
    start, end = _extent(context, number)
    sentence = context.document.parse.sentences[number]
    words = context.tokens[sentence.first : sentence.last]
    if any(t.text.lower() in _FIRST for t in words) or words[-1].text == "?":
        return True
    if _of_proceedings(context, number):
        return True
    opens = words[0].text.lower() in _words("turning") or context.quoted(start)
    return opens or weighed(context, number) or CREDIT.search(context.text, start, end) is not None


def _verb(context: Context, number: int) -> Token | None:
    sentence = context.document.parse.sentences[number]
    words = context.tokens[sentence.first : sentence.last]
    return next((t for t in words if t.head == t.index and t.pos in ("VERB", "AUX")), None)


def _past(context: Context, number: int) -> bool:
    verb = _verb(context, number)
    if verb is None:
        return False
    helpers = context.tree.children(verb.index, "aux", "auxpass")
    if any(t.tag in ("VBZ", "VBP") for t in helpers):
        return False
    modal = any(t.text.lower() in ("could", "would") for t in helpers)
    return modal or verb.tag == "VBD" or any(t.tag == "VBD" for t in helpers)


def _set_back(context: Context, number: int) -> bool:
    verb = _verb(context, number)
    if verb is None:
        return False
    helpers = {t.text.lower() for t in context.tree.children(verb.index, "aux")}
    return bool(helpers & {"had", "would"})


def _said_by(source: Source) -> Voice:
    return Voice(source, HolderRole.SPEAKER, Stance.ASSERTS, None, "pleaded")


def _held_by(source: Source) -> Voice:
    return Voice(source, HolderRole.COURT, Stance.REPORTS_COURT_HELD, None, "pleaded")
