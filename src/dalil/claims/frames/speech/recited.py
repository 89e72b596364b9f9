"""Words given without marks: a statement in full behind a colon, the testimony of the person whom a record's head names.

"The company wrote in reply:" and then paragraphs that say "we": they are the company's as long as they speak in the
first person. "Accused: Orla Venn" over a record that says "I": hers. Only where the document speaks of itself in no
first person elsewhere, so that nobody else can be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Source
from dalil.claims.frames.referents.sections import Voice
from dalil.claims.frames.speech.quoted_beside import UTTERANCES, writer
from dalil.claims.frames.speech.speakers import speaker
from dalil.claims.parse import Token
from dalil.evidence import HolderRole, MentionType, Passage, Stance

_FIRST = re.compile(r"\b(?:I|I['’]m|I['’]ve|my|me|we|We|our|Our|us|My)\b")
_HEAD = re.compile(
    r"^(?:Accused|Suspect|Interviewee|Examinee|Person (?:heard|questioned|interviewed)"
    r"|Record of (?:the )?(?:interview|examination|questioning) (?:of|with)):? (?=\S)",
    re.IGNORECASE,
)
"""Whom a record says was heard; a witness statement is its witness's own document."""
MOST = 20
"""Paragraphs of a statement in full at most."""
HEAD_LINES = 10


def recited(context: Context) -> Iterator[tuple[int, Voice]]:
    """Voices by number of sentence, of sentences that give somebody's words without marks."""
    if not _FIRST.search(context.text) or context.of_court or context.turns:
        return
    found: dict[int, Voice] = {}
    passages = [
        (i, p) for i, p in enumerate(context.document.layer.passages) if p.kind != "furniture"
    ]
    spoken = False
    for place, (_, passage) in enumerate(passages):
        if passages[place][0] in found:
            continue
        if not spoken:
            source = _introduced(context, passage, early=place < HEAD_LINES)
            if source is not None:
                voice = Voice(source, HolderRole.SPEAKER, Stance.ASSERTS, None, "recited")
                found.update((index, voice) for index in _following(context, passages[place + 1 :]))
        spoken = spoken or _says_i(context, passage)
    for number, sentence in enumerate(context.document.parse.sentences):
        if sentence.passage in found:
            yield number, found[sentence.passage]


def _following(context: Context, passages: list[tuple[int, Passage]]) -> Iterator[int]:
    """The paragraphs behind an introduction that speak in the first person, heads of a record left out."""
    begun = False
    for index, passage in passages[:MOST]:
        if _says_i(context, passage):
            begun = True
            yield index
        elif begun or not _is_line(context, passage):
            return


def _is_line(context: Context, passage: Passage) -> bool:
    """Whether a passage is a line of a head: short, with a label or without a stop."""
    words = context.text[passage.start : passage.end].strip()
    return len(words) <= 120 and "\n" not in words and (": " in words or words[-1:] not in ".!?")


def _says_i(context: Context, passage: Passage) -> bool:
    """Whether a passage speaks in the first person outside quotation marks."""
    found = _FIRST.finditer(context.text, passage.start, passage.end)
    return any(not context.quoted(match.start()) for match in found)


def _introduced(context: Context, passage: Passage, *, early: bool) -> Source | None:
    """Who is told to speak next: a line of a record's head, or a sentence that ends with a colon."""
    words = context.text[passage.start : passage.end].rstrip()
    head = _HEAD.match(words) if early else None
    if head is not None:
        return _named(context, passage.start + head.end(), passage.end)
    if not words.endswith(":") or _says_i(context, passage):
        return None
    last = context.token_at(passage.start + len(words)) - 1
    if last < 0:
        return None
    sentence = context.document.parse.sentences[context.tokens[last].sentence]
    return _teller(context, context.tokens[sentence.first : last + 1])


def _teller(context: Context, tokens: tuple[Token, ...] | list[Token]) -> Source | None:
    """Whose verb of saying, or whose statement or letter, opens the words."""
    for token in reversed(tokens):
        cues = context.lexicon.verbs.get(token.lemma.lower(), ()) if token.pos == "VERB" else ()
        if any(c.id == "say" for c in cues) and not context.quoted(token.start):
            return speaker(context, token)
    for token in reversed(tokens):
        if token.pos in ("NOUN", "PROPN") and token.lemma.lower() in UTTERANCES:
            return writer(context, token)
    return None


def _named(context: Context, start: int, end: int) -> Source | None:
    """The person named right at a place."""
    mention = context.document.mention_at(start, start + 1)
    if mention is None or mention.type != MentionType.PERSON or mention.end > end:
        return None
    head = context.token_at(mention.end) - 1
    return Source(mention.start, mention.end, head) if head >= 0 else None
