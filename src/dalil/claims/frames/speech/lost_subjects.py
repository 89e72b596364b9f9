"""Who says something where the parser lost the subject: "The master, called at his request, said that A".

Behind an addition between commas, behind a phrase without a comma ("In his reply complainant avers that A") and where
the verb was taken for a participle ("The harbour board stated in May that A") a content had nobody who says it, and
fell to whoever writes. The noun right before the verb, or the one that opens the sentence, is taken by its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Frame, Source
from dalil.claims.frames.basis.lexicon import DOCUMENTS
from dalil.claims.frames.referents.holders import OWN
from dalil.claims.frames.referents.somebody import is_somebody
from dalil.claims.parse import Token

_SAID = ("cue:say", "cue:allege", "cue:point-out")
_NOUNS = ("NOUN", "PROPN")
NEAR = 6
"""Tokens behind a verb in which its "that" stands."""


def with_subjects(context: Context, frames: Sequence[Frame]) -> list[Frame]:
    """Frames of something said "that ...", with the speaker whom the parser did not give them.

    Args:
        context: The document.
        frames: Attributions; those with a speaker, or said by nobody named, are left as they are.
    """
    found = []
    for frame in frames:
        head = _speaker(context, frame) if _without(frame) else None
        found.append(frame if head is None else replace(frame, source=_source(context, head)))
    return found


def _without(frame: Frame) -> bool:
    alone = frame.source is None and not frame.own and not frame.unnamed and not frame.hedged
    return alone and frame.cue >= 0 and frame.method in _SAID


def _speaker(context: Context, frame: Frame) -> Token | None:
    cue = context.tokens[frame.cue]
    sentence = context.document.parse.sentences[cue.sentence]
    behind = context.tokens[cue.index + 1 : min(cue.index + NEAR, sentence.last)]
    that = any(t.text.lower() == "that" for t in behind)
    if not that or cue.tag not in ("VBD", "VBZ", "VBP", "VBN") or cue.index == sentence.first:
        return None
    if context.tree.child(cue.index, "auxpass", "nsubj", "nsubjpass") is not None:
        return None
    before = context.tokens[cue.index - 1]
    if before.text == ",":
        head = _opening(context, sentence.first, before.index)
    else:
        head = before if before.pos in _NOUNS else None
    if head is None or head.text.lower() in OWN or context.quoted(head.start):
        return None
    paper = head.lemma.lower() in DOCUMENTS
    return head if paper or is_somebody(context, _source(context, head)) else None


def _opening(context: Context, first: int, last: int) -> Token | None:
    """The noun that opens a sentence before its first comma, where an addition stands between two commas."""
    words = context.tokens[first:last]
    if words[0].pos in ("ADP", "SCONJ", "VERB", "ADV", "CCONJ"):
        return None
    found = None
    for token in words:
        if token.pos in _NOUNS:
            found = token
        elif token.text == "," or token.pos in ("ADP", "VERB", "AUX"):
            return found if token.text == "," or token.pos == "ADP" else None
    return None


def _source(context: Context, head: Token) -> Source:
    """The words of a speaker: the noun with what stands right before it."""
    first = head.index
    while first and _belongs(context.tokens[first - 1], head):
        first -= 1
    if first < head.index and first and context.tokens[first - 1].pos == "ADP":
        first = head.index  # "In his reply complainant avers"
    return Source(context.tokens[first].start, head.end, head.index)


def _belongs(token: Token, head: Token) -> bool:
    own = token.pos in ("NOUN", "PROPN", "ADJ", "DET", "PART") or token.tag in ("PRP$", "POS")
    return own and token.sentence == head.sentence and head.index - token.index < NEAR
