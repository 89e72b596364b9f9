"""Submissions and testimony that go on over several sentences without a cue of their own.

"Counsel submitted that A. B. He further submitted that C.": what stands between two submissions of one speaker
is that speaker's. "The bank's case is simple. A.": what follows is that case. "He has three points. A. B.": the
points are his. "The clerk testified about the search. She counted nine bags.": what she did she told. A sentence
with a speaker of its own, the judge's "I", a court that decides and a word on how credible a witness was end it.
In doubt a sentence stays with whoever writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.courts import court_of, main_subject
from dalil.claims.frames.basis.frame import Frame, Source
from dalil.claims.frames.basis.graph import SUBJECTS
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.referents.sections import PARTIES, WEIGHED, Voice
from dalil.claims.parse import Token
from dalil.evidence import HolderRole, MentionType, Stance

FAR = 4
"""Sentences between two submissions of one speaker at most."""
_PLEADING = frozenset({"submit", "contend", "argue", "plead", "urge"})
_TESTIFYING = frozenset({"testify", "depose"})
_EVIDENCE = frozenset({"evidence", "testimony", "deposition"})
_BENCH = frozenset(
    {"court", "jury", "judge", "tribunal", "inquiry", "commission", "magistrate", "bench", "panel"}
)
_CASES = frozenset(
    {"case", "position", "argument", "submission", "complaint", "defence", "contention", "answer", "account",
     "explanation", "version", "point"}
)  # fmt: skip
_POINTS = frozenset(
    {"point", "argument", "ground", "reason", "submission", "complaint", "objection", "criticism", "contention",
     "proposition", "allegation", "question", "issue"}
)  # fmt: skip
_MAKING = frozenset(
    {
        "have",
        "make",
        "advance",
        "raise",
        "take",
        "put",
        "give",
        "offer",
        "list",
        "identify",
        "pursue",
        "run",
    }
)
CREDIT = re.compile(
    r"\b(?:witness|credible|reliable|honest|careful|candid|evasive|impressive|frank|truthful|courteous|cross-examin\w+"
    r"|believe[ds]?|evidence|demeanour|credibility|oath|asked|questioned|pressed)\b",
    re.IGNORECASE,
)
"""Words on how somebody gave evidence, which are not part of it."""
_THIRD = frozenset({"he", "she"})


def accounts(context: Context, frames: Sequence[Frame]) -> Iterator[tuple[int, Voice]]:
    """Voices by number of sentence, of sentences that go on with a submission, a case or testimony.

    Args:
        context: The document.
        frames: All frames: the speaker of a sentence is that of its main verb.
    """
    told = told_by_sentence(context, frames)
    yield from _announced(context, told)
    yield from _testified(context, told)
    yield from _between(context, told)


def told_by_sentence(context: Context, frames: Sequence[Frame]) -> dict[int, Frame]:
    """The attribution of each sentence whose main verb, or the subject of it, is the cue."""
    found: dict[int, Frame] = {}
    for frame in frames:
        if frame.cue < 0 or frame.source is None or frame.own:
            continue
        cue = context.tokens[frame.cue]
        above = context.tokens[cue.head]
        main = cue.head == cue.index or (
            above.head == above.index and cue.dep in ("conj", *SUBJECTS)
        )
        if main:
            found.setdefault(cue.sentence, frame)
    return found


def _between(context: Context, told: Mapping[int, Frame]) -> Iterator[tuple[int, Voice]]:
    """What stands between two submissions of one speaker in a paragraph."""
    for number, frame in told.items():
        source = frame.source
        if source is None or not _submits(context, frame):
            continue
        waiting: list[int] = []
        for behind in _behind(context, number, FAR + 1):
            after = told.get(behind)
            if after is not None:
                doubt = _pronoun(context, after) and any(_meant(context, n) for n in waiting)
                if _submits(context, after) and same_speaker(context, source, after) and not doubt:
                    yield from ((n, _voice(source)) for n in waiting)
                break
            if _turns(context, behind):
                break
            waiting.append(behind)


def _pronoun(context: Context, frame: Frame) -> bool:
    return frame.source is not None and context.tokens[frame.source.head].pos == "PRON"


def _meant(context: Context, number: int) -> bool:
    """Whether a pronoun behind a sentence may mean its subject: a person, a party of the case."""
    subject = main_subject(context, number)
    if subject is None:
        return False
    party = subject.lemma.lower().removesuffix("s") in PARTIES
    return party or subject.pos in ("PRON", "PROPN")


def _submits(context: Context, frame: Frame) -> bool:
    """Whether a party or its counsel puts something forward; in a judgment whoever is told to say something."""
    if frame.source is None or court_of(context, context.tokens[frame.source.head]) is not None:
        return False
    lemma = context.tokens[frame.cue].lemma.lower()
    return lemma in _PLEADING or (
        context.of_court and frame.method.startswith(("cue:say", "cue:allege", "noun:statement"))
    )


def same_speaker(context: Context, source: Source, after: Frame) -> bool:
    """Whether whoever speaks again is the one before: a pronoun, or the same name."""
    if after.source is None:
        return False
    head, other = context.tokens[after.source.head], context.tokens[source.head]
    word = head.text.lower()
    if word in ("he", "she", "they", "it"):
        return other.pos != "PRON" or other.text.lower() == word
    one = context.document.mention_at(head.start, head.end)
    two = context.document.mention_at(other.start, other.end)
    if one is None or two is None:
        return head.lemma.lower() == other.lemma.lower()
    return context.document.cluster_of(one) == context.document.cluster_of(two)


def _announced(context: Context, told: Mapping[int, Frame]) -> Iterator[tuple[int, Voice]]:
    """What follows "The bank's case is simple." or "He has three points." in its paragraph."""
    for number in range(len(context.document.parse.sentences)):
        subject = main_subject(context, number)
        if subject is None or context.quoted(subject.start):
            continue
        verb = context.tokens[subject.head]
        source = _of_case(context, subject, verb) or _of_points(context, subject, verb)
        if source is None:
            continue
        for behind in _behind(context, number, FAR):
            if behind in told or _turns(context, behind):
                break
            yield behind, _voice(source)


def _of_case(context: Context, subject: Token, verb: Token) -> Source | None:
    """Whose case it is in "The bank's case is simple."; None where the sentence itself says what it is."""
    if verb.lemma != "be" or subject.lemma.lower() not in _CASES:
        return None
    if context.tree.child(verb.index, "ccomp", "xcomp") is not None or context.negated(verb.index):
        return None
    described = context.tree.child(verb.index, "acomp")
    if described is None or described.lemma.lower() not in _announcing():
        return None  # "his account was vague": what somebody thinks of it
    owner = context.tree.child(subject.index, "poss")
    if owner is None:
        of = next(
            (t for t in context.tree.children(subject.index, "prep") if t.lemma == "of"), None
        )
        owner = context.tree.child(of.index, "pobj") if of is not None else None
    return context.source(owner) if owner is not None and _party(context, owner) else None


@cache
def _announcing() -> frozenset[str]:
    return frozenset(load("speech_en.yaml")["pleaded"]["announcing"])


def _of_points(context: Context, subject: Token, verb: Token) -> Source | None:
    """Who makes points in "He has three points." or "Counsel advances two grounds.", and tells none of them yet."""
    noun = context.tree.child(verb.index, "dobj")
    if verb.lemma.lower() not in _MAKING or noun is None or noun.lemma.lower() not in _POINTS:
        return None
    several = context.tree.child(noun.index, "nummod") is not None or any(
        t.lemma.lower() in ("several", "following", "number")
        for t in context.tree.children(noun.index)
    )
    said = context.tree.child(noun.index, "acl", "relcl", "ccomp") is not None
    if not several or said or context.negated(verb.index) or court_of(context, subject) is not None:
        return None
    pronoun = subject.text.lower() in (*_THIRD, "they") and context.of_court
    return context.source(subject) if pronoun or _party(context, subject) else None


def _party(context: Context, token: Token) -> bool:
    """Whether a noun phrase names a person, a body or a party of a case, and no court."""
    if court_of(context, token) is not None:
        return False
    source = context.source(token)
    named = context.document.mentions_in(source.start, source.end)
    parties = (MentionType.PERSON, MentionType.ORGANISATION)
    return (
        token.lemma.lower() in PARTIES
        or any(m.type in parties for m in named)
        or (token.text.lower() in ("his", "her", "their", "its"))
    )


def _testified(context: Context, told: Mapping[int, Frame]) -> Iterator[tuple[int, Voice]]:
    """What a witness did by the own account: sentences on him or her behind "testified about the search"."""
    for number, frame in told.items():
        source = frame.source
        if source is None or not _testifies(context, frame):
            continue
        for behind in _behind(context, number, FAR):
            if behind in told or not _of_witness(context, behind):
                break
            yield behind, _voice(source)


def _testifies(context: Context, frame: Frame) -> bool:
    cue = context.tokens[frame.cue]
    lemma = cue.lemma.lower()
    if lemma in _TESTIFYING or lemma in _EVIDENCE:
        return True
    heard = context.tree.children(cue.index, "dobj", "dative")
    return lemma == "tell" and any(t.lemma.lower() in _BENCH for t in heard)


def _of_witness(context: Context, number: int) -> bool:
    """Whether a sentence tells what "he" or "she" did, and not how he or she gave evidence."""
    subject = main_subject(context, number)
    if subject is None or subject.text.lower() not in _THIRD:
        return False
    verb = context.tokens[subject.head]
    past = verb.tag == "VBD" or any(
        t.tag == "VBD" for t in context.tree.children(verb.index, "aux", "auxpass")
    )
    sentence = context.document.parse.sentences[number]
    start = context.tokens[sentence.first].start
    end = context.tokens[sentence.last - 1].end
    speaks = verb.lemma.lower() in context.lexicon.verbs
    return past and not speaks and CREDIT.search(context.text, start, end) is None


def _behind(context: Context, number: int, far: int) -> Iterator[int]:
    """Numbers of the next sentences in the same paragraph."""
    sentences = context.document.parse.sentences
    for behind in range(number + 1, min(number + 1 + far, len(sentences))):
        if sentences[behind].passage != sentences[number].passage:
            return
        yield behind


def _turns(context: Context, number: int) -> bool:
    """Whether a sentence goes over to the judge, a court, or somebody who does something in the case."""
    sentence = context.document.parse.sentences[number]
    if context.quoted(context.tokens[sentence.first].start):
        return True
    subject = main_subject(context, number)
    if subject is None:
        return False
    word = subject.text.lower()
    if (
        word in ("i", "we", "you")
        or weighed(context, number)
        or any(t.text == "?" for t in context.tokens[sentence.last - 1 : sentence.last])
    ):
        return True
    if context.tokens[subject.head].lemma.lower() in (
        "reject",
        "accept",
        "agree",
        "disagree",
        "prefer",
    ):
        return True
    return (
        context.is_court(subject)
        and context.tokens[subject.head].lemma.lower() in context.lexicon.verbs
    )


def weighed(context: Context, number: int) -> bool:
    """Whether a sentence weighs what was said before: "In our view an employer cannot do this"."""
    sentence = context.document.parse.sentences[number]
    start = context.tokens[sentence.first].start
    return WEIGHED.search(context.text, start, context.tokens[sentence.last - 1].end) is not None


def _voice(source: Source) -> Voice:
    return Voice(source, HolderRole.SPEAKER, Stance.ASSERTS, None, "account")
