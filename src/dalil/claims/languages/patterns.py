"""Who says what in one sentence: source phrases, quotations, lines of dialogue, verbs of saying.

Finds places only; :mod:`dalil.claims.languages.claims` makes claims of them. A speaker is the words
before the verb of the clause, or behind it where the verb follows its quotation. What somebody is said
not to have said is nobody's claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dalil.claims.frames.basis.frame import trimmed
from dalil.claims.languages.cues import Cues, Speech
from dalil.claims.languages.quoted import DASH, breaks
from dalil.claims.languages.speakers import (
    COLON,
    LONGEST_SPEAKER,
    Said,
    Sentence,
    bare,
    before_stop,
    clause_start,
    is_said,
    names,
    or_none,
    speaker_after,
    subject,
    without_trailing,
)
from dalil.claims.languages.verbs import verbs
from dalil.evidence import Kind, Stance

_DOER = re.compile(r"\w{2,}(?:er|ir|oir|re)\b", re.IGNORECASE)
_ON_DATE = re.compile(r"(?:на|за|от|с|по)\s+\d")


def found_in(sentence: Sentence, cues: Cues) -> list[Said]:
    """All that somebody says in a sentence, by place; one content has one speaker."""
    found = [
        *_sources(sentence, cues),
        *_quotations(sentence, cues),
        *_dialogue(sentence, cues),
        *_trailing(sentence, cues),
        *verbs(sentence, cues),
    ]
    best: dict[tuple[int, int], Said] = {}
    for said in found:
        # A source phrase or a verb at the end of a sentence may have nothing behind it.
        if any(letter.isalpha() for letter in sentence.plain[said.start : said.end]):
            best.setdefault((said.start, said.end), said)
    return sorted(best.values(), key=lambda s: (s.start, -s.end))


def _sources(sentence: Sentence, cues: Cues) -> Iterator[Said]:
    """Source phrases: «Selon X, ...», «..., по словам X», «X айтуынша, ...»."""
    plain, start = sentence.plain, sentence.start
    end = before_stop(plain, start, sentence.end)
    for match in cues.sources.finditer(plain, start, end) if cues.sources else ():
        if sentence.in_quotes(match.start()):
            continue
        head = not plain[start : match.start()].strip(' \t\n–—-"«')
        only_at_start = match.group().lower() in cues.only_at_start
        if only_at_start and not (head and _may_speak(sentence, match.end())):
            continue
        if _ON_DATE.match(plain, match.end() + 1):
            continue
        if head:
            comma = _comma(plain, match.end(), end, sentence)
            if comma is not None:
                yield _said(sentence, comma + 1, end, (match.end(), comma), "source")
        elif _stands_apart(sentence, match.start(), cues):
            close = _comma(plain, match.end(), end, sentence)
            speaker = (match.end(), end if close is None else close)
            yield _said(sentence, start, match.start(), speaker, "source")
    for match in cues.sources_after.finditer(plain, start, end) if cues.sources_after else ():
        if not sentence.in_quotes(match.start()):
            begin = clause_start(sentence, match.start(), cues)
            content = (
                match.end() + 1 if plain[match.end() : match.end() + 1] == "," else match.end()
            )
            yield _said(sentence, content, end, (begin, match.start()), "source")


def _stands_apart(sentence: Sentence, place: int, cues: Cues) -> bool:
    """Whether a source phrase stands behind what is said, not behind who said so ("reports «X», citing Y")."""
    before = sentence.plain[sentence.start : place].rstrip()
    if before.endswith((",", "–", "—")):
        return True
    if not before.endswith(("»", '"')):
        return False
    last = sentence.start + before.rfind(",") + 1
    say = next(one for one in cues.speech if one.id == "say")
    return say.pattern.match(sentence.plain, last + 1, place) is None


def _may_speak(sentence: Sentence, place: int) -> bool:
    """Whether a name stands soon behind a word that is no source otherwise ("Pour X, ...")."""
    comma = sentence.plain.find(",", place, sentence.end)
    if comma < 0 or not names(sentence, place, comma):
        return False
    return not _DOER.match(sentence.plain[place:comma].strip())


def _said(sentence: Sentence, start: int, end: int, speaker: tuple[int, int], rule: str) -> Said:
    start, end = trimmed(sentence.plain, start, end)
    words = trimmed(sentence.plain, *speaker)
    return Said(start, end, words, Stance.ASSERTS, Kind.INDIRECT, rule)


def _quotations(sentence: Sentence, cues: Cues) -> Iterator[Said]:
    """Words between quotation marks, with a verb of saying within or beside them."""
    for start, end, inner, inner_end in sentence.quoted:
        parts = list(_interrupted(sentence, inner, inner_end, cues))
        yield from parts
        beside = None if parts else _verb_beside(sentence, start, end, cues)
        if beside is not None:
            speech, speaker = beside
            yield _direct(sentence, (inner, inner_end), speaker, speech, "quote")


def _direct(
    sentence: Sentence,
    span: tuple[int, int],
    speaker: tuple[int, int] | None,
    speech: Speech,
    rule: str,
) -> Said:
    words = sentence.plain[span[0] : span[1]].rstrip(" ,")
    end = span[0] + len(words)
    return Said(
        span[0], end, speaker, speech.stance, Kind.DIRECT, f"{rule}:{speech.id}", speech.stage,
        hedged=speech.hedged,
    )  # fmt: skip


def _interrupted(sentence: Sentence, start: int, end: int, cues: Cues) -> Iterator[Said]:
    """The parts of «Sold, – said X. – The money left.»: the speaker's words within the marks."""
    plain = sentence.plain
    for match in re.compile(r"[,!?…]\s+[–—-]\s+").finditer(plain, start, end):
        for speech in cues.speech:
            verb = speech.pattern.match(plain, match.end(), end)
            if verb is None:
                continue
            close = re.compile(r"[,.]\s+[–—-]\s+").search(plain, verb.end(), end)
            stop = close.start() if close else end
            speaker = trimmed(plain, verb.end(), stop)
            if speaker[1] <= speaker[0] or speaker[1] - speaker[0] > LONGEST_SPEAKER:
                return
            first_end = match.start() + (0 if plain[match.start()] == "," else 1)
            yield _direct(sentence, (start, first_end), speaker, speech, "quote")
            if close:
                words = trimmed(plain, close.end(), end)
                yield _direct(sentence, words, speaker, speech, "quote")
            return


def _dialogue(sentence: Sentence, cues: Cues) -> Iterator[Said]:
    """A line that opens with a dash: «— Le port est vide, a répondu X»."""
    plain = sentence.plain
    opened = DASH.match(plain, sentence.start, sentence.end)
    if opened is None:
        return
    for speech in cues.speech:
        for verb in speech.pattern.finditer(plain, opened.end(), sentence.end):
            stop = breaks(plain, opened.end(), verb.start())
            if stop is None or stop <= opened.end() or sentence.in_quotes(verb.start()):
                continue
            speaker = speaker_after(sentence, stop, verb, cues)
            if speaker is not None:
                yield _direct(sentence, (opened.end(), stop), speaker, speech, "dash")
                return


def _trailing(sentence: Sentence, cues: Cues) -> Iterator[Said]:
    """A whole sentence said by whoever its end names: «Порт продан, сообщает Х»."""
    plain, stop = sentence.plain, before_stop(sentence.plain, sentence.start, sentence.end)
    speech = next(one for one in cues.speech if one.id == "say")
    for verb in speech.pattern.finditer(plain, sentence.start + 8, stop) if cues.after else ():
        comma = plain[: verb.start()].rstrip()
        words = plain[verb.end() : stop].strip()
        if not comma.endswith(",") or not words or re.search(r"[,;:]", words):
            continue
        inside = sentence.quoted or cues.that.search(words) or not is_said(sentence, verb, cues)
        speaker = or_none(sentence, verb.end(), stop)
        speaker = bare(sentence, speaker, cues) if speaker else None
        first = words.split()[0].lower()
        if inside or speaker is None or first in ("о", "об", "в", "на", "de", "à", "avoir"):
            continue
        apposed = any(plain[e : e + 1] == "," for _, e in sentence.named if e < len(comma) - 1)
        if names(sentence, *speaker) and not apposed:
            yield _said(sentence, sentence.start, len(comma) - 1, speaker, "verb:say")


def _verb_beside(
    sentence: Sentence, start: int, end: int, cues: Cues
) -> tuple[Speech, tuple[int, int] | None] | None:
    """The verb of saying after a quotation, else before it, with the span of its speaker."""
    plain = sentence.plain
    best: tuple[int, Speech, re.Match[str]] | None = None
    for speech in cues.speech:
        match = speech.pattern.search(plain, end, min(sentence.end, end + 90))
        usable = match is not None and is_said(sentence, match, cues)
        usable = usable and match is not None and ";" not in plain[end : match.start()]
        if match and usable and (best is None or match.start() < best[0]):
            best = match.start(), speech, match
    if best is not None:
        _, speech, match = best
        return speech, speaker_after(sentence, end, match, cues) or _before_quote(
            sentence, start, cues
        )
    for speech in cues.speech:
        last = None
        for match in speech.pattern.finditer(plain, max(sentence.start, start - 120), start):
            last = match if is_said(sentence, match, cues) else last
        if last is None:
            continue
        gap = plain[last.end() : start]
        if COLON.search(gap) or len(gap) < 60:
            return speech, subject(sentence, last.start(), cues)
    return None


def _before_quote(sentence: Sentence, start: int, cues: Cues) -> tuple[int, int] | None:
    """The words before a quotation whose verb stands behind it: «X: "..." деді»."""
    span = trimmed(sentence.plain, clause_start(sentence, max(start - 2, 0), cues), start)
    span = trimmed(sentence.plain, span[0], without_trailing(sentence, *span, cues))
    if span[1] - span[0] > LONGEST_SPEAKER or not names(sentence, *span):
        return None
    return span


def _comma(plain: str, start: int, end: int, sentence: Sentence) -> int | None:
    """The comma that ends a source phrase: the first outside quotation marks."""
    place = plain.find(",", start, end)
    while place >= 0 and sentence.in_quotes(place):
        place = plain.find(",", place + 1, end)
    return place if place >= 0 and place - start <= LONGEST_SPEAKER else None


def whole(sentence: Sentence) -> tuple[int, int]:
    """A sentence without marks at its ends; a question keeps its mark."""
    end = before_stop(sentence.plain, sentence.start, sentence.end)
    if sentence.plain[end : end + 1] == "?":
        end += 1
    return trimmed(sentence.plain, sentence.start, end)


def overlapping(found: Sequence[Said], start: int, end: int) -> bool:
    """Whether any content covers most of a span."""
    return any(min(s.end, end) - max(s.start, start) > (end - start) / 2 for s in found)
