"""What a publication takes back of its own: "Correction: an earlier version of this article said that X was charged".

The words of the earlier version are nobody's any more. The publication rejects them: no tie and no report of
proceedings is left of them, and "correction" or "an earlier version" is no holder. Read only where the words name
the publication's own text (an earlier version of it, "this story originally said") or a note of correction opens
the paragraph or stands above it. What the note puts in its place is read as any other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Frame
from dalil.claims.parse import Sentence
from dalil.evidence import Kind, Stance

_TEXT = (
    r"(?:article|story|report|post|piece|page|item|column|headline|caption|newsletter|release|editorial|review"
    r"|feature|dispatch|bulletin|profile|graphic|chart|map|photo caption|podcast|broadcast|programme|program|tweet)"
)
_WRONGLY = r"(?:incorrectly|wrongly|mistakenly|erroneously|inaccurately|misleadingly|falsely)"
_FIRST = rf"(?:{_WRONGLY}|originally|previously|initially|earlier|first)"
_SAID = r"(?:said|stated|reported|claimed|suggested|implied|described|named|identified|gave|referred|called|listed|asserted|alleged|quoted|attributed|misstated|misidentified)"
_VERSION = re.compile(
    rf"\b(?:earlier|previous|prior|original|initial|first|printed|print|online|older) versions? of (?:this|the|our|that) (?:[\w-]+ )?{_TEXT}\b",
    re.IGNORECASE,
)
"""The publication's own text as it stood before."""
_OWN = re.compile(
    rf"\b(?:this|our|the above) (?:[\w-]+ )?{_TEXT}\b[^.;]{{0,40}}? {_FIRST} (?:{_WRONGLY} )?{_SAID}\b"
    rf"|\bwe (?:have |had )?{_WRONGLY} {_SAID}\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(rf"(?:It|The {_TEXT}|We) (?:had )?{_FIRST} (?:{_WRONGLY} )?{_SAID}\b")
_NOTE = re.compile(
    r"\W*(?:corrections?(?: and clarifications?)?|clarifications?|retraction|erratum|amendment|apology|editor['’]s note)\b"
    r"[^\n.:]{0,40}(?::|\n|$| [-–—] )",
    re.IGNORECASE,
)
"""How a note of correction opens: "Correction, 4 May:"."""
_EARLIER = re.compile(
    rf"\b(?:an?|the|our|this|on|in|last) [^.;:]{{0,60}}?\b{_TEXT}\b[^.;:]{{0,60}}? {_SAID}\b"
    rf"|\bwe (?:{_FIRST} )?{_SAID}\b",
    re.IGNORECASE,
)
"""What appeared before, in a note of correction: "our report of 8 June said"."""
_TELLING = re.compile(rf"\b{_SAID}\b", re.IGNORECASE)
_LONGEST = 700


def corrected(context: Context, frames: Sequence[Frame]) -> list[Frame]:
    """Frames without what a publication takes back, and its taking back of it.

    Args:
        context: The document.
        frames: Its frames, in any order.
    """
    withdrawn = list(_withdrawn(context))
    if not withdrawn:
        return list(frames)
    found = list(frames)
    for sentence in withdrawn:
        start = context.tokens[sentence.first].start
        end = context.tokens[sentence.last - 1].end
        here = [f for f in found if start <= f.start and f.end <= end + 1]
        if any(f.method.endswith(" untrue") for f in here):
            continue  # told as untrue already
        found = [f for f in found if f not in here] + _taken_back(context, here, (start, end))
    return found


def _withdrawn(context: Context) -> Iterator[Sentence]:
    """Sentences that tell what the publication itself said before."""
    text, before = context.text, False
    if not (_VERSION.search(text) or _OWN.search(text) or _says_note(context)):
        return
    passage, noted = -1, False
    for sentence in context.document.parse.sentences:
        start, end = context.tokens[sentence.first].start, context.tokens[sentence.last - 1].end
        if sentence.passage != passage:
            noted = _noted(context, sentence.passage, passage)
            passage, before = sentence.passage, False
        said = text[start : min(end, start + _LONGEST)]
        again = before and _GOES_ON.match(said) is not None
        noting = noted and _EARLIER.search(said) is not None
        if _of_version(said) or _OWN.search(said) or again or noting:
            yield sentence
        before = (
            before or re.search(rf"\b(?:this|the|our) {_TEXT}\b", said, re.IGNORECASE) is not None
        )


def _of_version(said: str) -> bool:
    """Whether a sentence tells what an earlier version of the publication's own text said."""
    return _VERSION.search(said) is not None and _TELLING.search(said) is not None


def _says_note(context: Context) -> bool:
    return any(_NOTE.match(context.text, p.start, p.end) for p in context.document.layer.passages)


def _noted(context: Context, passage: int, before: int) -> bool:
    """Whether a note of correction opens a paragraph, or is the heading right above it."""
    passages = context.document.layer.passages
    held = passages[passage]
    if _NOTE.match(context.text, held.start, held.end):
        return True
    if passage == 0 or before == passage:
        return False
    above = passages[passage - 1]
    words = context.text[above.start : above.end].strip()
    return len(words) <= 60 and _NOTE.fullmatch(words + "\n") is not None


def _taken_back(context: Context, frames: Sequence[Frame], extent: tuple[int, int]) -> list[Frame]:
    """The content that is taken back as what the publication rejects; the whole sentence where none was read."""
    spoken = [f for f in frames if f.kind is Kind.INDIRECT and f.cue >= 0 and not f.own]
    told = max(spoken or frames, key=lambda f: f.size, default=None)
    if told is None:
        start, end = context.content(*extent)
        told = Frame(start, end, -1, None, Stance.DISPUTES, Kind.AUTHOR, "author")
    return [
        replace(
            told, source=None, unnamed=False, own=True, kind=Kind.AUTHOR, stance=Stance.DISPUTES,
            relations=(), hedged=False, negated=False, via=None, method=f"{told.method} corrected",
        )
    ]  # fmt: skip
