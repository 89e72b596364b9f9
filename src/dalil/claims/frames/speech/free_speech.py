"""Speech that goes on without a cue: "She denied it. The money was a loan, and had been repaid".

Behind what somebody is told to have said or denied in the past, a sentence set back in time (past perfect, "would")
is still that person's, and so is what stands between two such sentences. A text also looks back in that tense at
what it knows itself ("He had been arrested in May"): steps of proceedings, careers, what was earlier, and whatever a
court, the police or somebody else named does stay the document's own. In doubt a sentence stays with whoever writes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.courts import court_of, main_subject, prosecutes
from dalil.claims.frames.basis.frame import Frame, Source
from dalil.claims.frames.basis.lexicon import DOCUMENTS, EXHIBITS, load
from dalil.claims.frames.referents.sections import Voice
from dalil.claims.parse import Token
from dalil.evidence import HolderRole, MentionType, Stage, Stance

FAR = 5
"""Sentences behind what somebody said that may still be the speaker's."""
_CUES = ("cue:say", "cue:allege", "cue:deny", "cue:dispute", "cue:think", "noun:statement")
_TAKING_BACK = (Stance.DENIES, Stance.DISPUTES)
_FIRST = frozenset({"i", "we", "you", "us", "me"})
_THIRD = frozenset({"he", "she", "they", "it", "this", "that", "there", "nobody", "nothing", "everybody", "everyone",
                    "everything", "none", "all", "these", "those"})  # fmt: skip
_FILE = "speech_en.yaml"


def free_speech(
    context: Context, told: Mapping[int, Frame], frames: Sequence[Frame]
) -> Iterator[tuple[int, Voice]]:
    """Voices by number of sentence, of sentences that go on with what somebody said.

    Args:
        context: The document.
        told: The attribution of each sentence whose main verb is its cue.
        frames: All frames: a sentence that tells a step of proceedings is the document's own.
    """
    reported = _reported(context, frames)
    heard = {**dict(_questioned(context)), **dict(_spoken(context, told))}
    for number, (source, denied) in heard.items():
        voice = Voice(source, HolderRole.SPEAKER, Stance.ASSERTS, None, "going-on")
        waiting: list[int] = []
        begun = False
        for behind in context.sentences_behind(number, FAR):
            if behind in told or behind in reported or _leaves(context, behind):
                break
            if _set_back(context, behind):
                yield from ((n, voice) for n in (*waiting, behind))
                waiting, begun = [], True
            elif begun and denied and _stative(context, behind):
                yield behind, voice
            elif not _past(context, behind):
                break
            else:
                waiting.append(behind)


def _spoken(
    context: Context, told: Mapping[int, Frame]
) -> Iterator[tuple[int, tuple[Source, bool]]]:
    """Sentences in which somebody who is no court said or denied something, told in the past."""
    for number, frame in told.items():
        source = frame.source
        if source is None or frame.own or frame.unnamed or frame.role is not HolderRole.SPEAKER:
            continue
        cue, head = context.tokens[frame.cue], context.tokens[source.head]
        if not frame.method.startswith(_CUES) or not _of_past(context, cue):
            continue
        if context.negated(frame.cue) or not _speaks(context, head):
            continue
        yield number, (source, frame.stance in _TAKING_BACK)


def _questioned(context: Context) -> Iterator[tuple[int, tuple[Source, bool]]]:
    """Sentences in which somebody was interviewed: what follows may be the answers."""
    words = frozenset(load(_FILE)["questioned"])
    for number in range(len(context.document.parse.sentences)):
        subject = main_subject(context, number)
        if subject is None or subject.dep != "nsubjpass" or not _speaks(context, subject):
            continue
        verb = context.tokens[subject.head]
        if verb.lemma.lower() in words and not context.quoted(verb.start):
            yield number, (context.source(subject), True)


def _speaks(context: Context, head: Token) -> bool:
    """Whether a noun phrase may be somebody who goes on speaking: no court, no paper, not the author."""
    if head.text.lower() in _FIRST or court_of(context, head) is not None:
        return False
    papers = DOCUMENTS | EXHIBITS
    return head.lemma.lower() not in papers and not _authority(context, head)


def _authority(context: Context, head: Token) -> bool:
    return head.pos != "PRON" and prosecutes(context, head)


def _reported(context: Context, frames: Sequence[Frame]) -> frozenset[int]:
    """Sentences that tell a step of proceedings in the document's own voice."""
    found: set[int] = set()
    for frame in frames:
        told = frame.proceedings
        if told is not None and told.stage is not Stage.ALLEGATION:
            index = context.token_at(frame.start)
            if index < len(context.tokens):
                found.add(context.tokens[index].sentence)
    return frozenset(found)


def _verbs(context: Context, number: int) -> list[Token]:
    """The main verb of a sentence and those beside it."""
    sentence = context.document.parse.sentences[number]
    words = context.tokens[sentence.first : sentence.last]
    root = next((t for t in words if t.head == t.index and t.pos in ("VERB", "AUX")), None)
    if root is None:
        return []
    return [root, *(t for t in context.tree.children(root.index, "conj") if t.pos in _VERBAL)]


_VERBAL = ("VERB", "AUX")


def _set_back(context: Context, number: int) -> bool:
    """Whether a main verb stands in the past perfect, or with "would" or "could have"."""
    for verb in _verbs(context, number):
        auxiliaries = {t.text.lower() for t in context.tree.children(verb.index, "aux")}
        if "had" in auxiliaries or auxiliaries & {"would", "’d", "'d"}:
            return True
        if verb.text.lower() == "had" and verb.tag == "VBN":
            return True
    return False


def _past(context: Context, number: int) -> bool:
    return any(_of_past(context, verb) for verb in _verbs(context, number)[:1])


def _of_past(context: Context, verb: Token) -> bool:
    """Whether a verb is told in the past: "said", "was asked", "had told"."""
    auxiliaries = context.tree.children(verb.index, "aux", "auxpass")
    if any(t.tag in ("VBZ", "VBP", "MD") for t in auxiliaries):
        return False
    return verb.tag == "VBD" or any(t.tag == "VBD" for t in auxiliaries) or verb.pos == "NOUN"


def _stative(context: Context, number: int) -> bool:
    """Whether a sentence says what a thing was: "The car was his brother's"."""
    verbs = _verbs(context, number)
    subject = main_subject(context, number)
    thing = subject is not None and subject.pos == "NOUN"
    return bool(verbs) and verbs[0].lemma == "be" and verbs[0].tag == "VBD" and thing


def _leaves(context: Context, number: int) -> bool:
    """Whether a sentence is not the speaker's: of somebody else, of the case, of a career, or asked or quoted."""
    sentence = context.document.parse.sentences[number]
    words = context.tokens[sentence.first : sentence.last]
    if context.quoted(words[0].start) or words[-1].text == "?":
        return True
    subject = main_subject(context, number)
    if subject is None or not _of_speech(context, subject):
        return True
    looking_back = load(_FILE)["looking_back"]
    for verb in _verbs(context, number):
        adverbs = context.tree.children(verb.index, "advmod")
        if any(t.lemma.lower() in looking_back["adverbs"] for t in adverbs):
            return True
        handled = subject.pos == "PRON" and verb.lemma.lower() in looking_back["handled"]
        if verb.lemma.lower() in looking_back["verbs"] and not handled:
            return True
    return False


def _of_speech(context: Context, subject: Token) -> bool:
    """Whether a subject may be spoken of by whoever spoke: a pronoun, a thing, nobody named and no body of the case."""
    word = subject.text.lower()
    if word in _FIRST:
        return False
    if word in _THIRD:
        return True
    if context.is_court(subject) or prosecutes(context, subject):
        return False
    if subject.lemma.lower() in load(_FILE)["looking_back"]["subjects"]:
        return False
    named = context.document.mention_at(subject.start, subject.end)
    return named is None or named.type not in (MentionType.PERSON, MentionType.ORGANISATION)
