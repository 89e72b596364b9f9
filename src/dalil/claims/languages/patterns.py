"""Who says what in one sentence: verbs with "that", verbs with an object, source phrases, quotations.

Finds places only; :mod:`dalil.claims.languages.claims` makes claims of them. A speaker is the words
before the verb of the clause, or behind it where the verb follows its quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dalil.claims.frames.frame import trimmed
from dalil.claims.languages.cues import Cues, Speech
from dalil.evidence import Kind, Stage, Stance

LONGEST_SPEAKER = 140
_CLAUSE = re.compile(r"[,;:()–—]")
_STOP = re.compile(r"[.!?…]+[»”\"')\]]*$")
_COLON = re.compile(r"\s*[:,]\s*[–—-]?\s*$")


@dataclass(frozen=True, slots=True)
class Said:
    """A content and the words that name its speaker.

    Attributes:
        start: First code point of the content.
        end: One past the last.
        speaker: Span of the speaker's words; None where a verb has none.
        stance: How the speaker stands to it.
        kind: Direct or indirect.
        rule: What found it.
        stage: The stage that the verb itself reports.
    """

    start: int
    end: int
    speaker: tuple[int, int] | None
    stance: Stance
    kind: Kind
    rule: str
    stage: Stage | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as the patterns see it.

    Attributes:
        plain: Shadow of the whole text.
        start: First code point.
        end: One past the last.
        quoted: (start, end, inner start, inner end) of the quotations in it.
        named: Spans of the names in it.
    """

    plain: str
    start: int
    end: int
    quoted: tuple[tuple[int, int, int, int], ...]
    named: tuple[tuple[int, int], ...]

    def in_quotes(self, place: int) -> bool:
        """Whether a place stands between quotation marks of a quotation of several words."""
        return any(start <= place < end for start, end, _, _ in self.quoted)


def found_in(sentence: Sentence, cues: Cues) -> list[Said]:
    """All that somebody says in a sentence, by place; one content has one speaker."""
    found = [*_sources(sentence, cues), *_quotations(sentence, cues), *_verbs(sentence, cues)]
    best: dict[tuple[int, int], Said] = {}
    for said in found:
        # A source phrase or a verb at the end of a sentence may have nothing behind it.
        if any(letter.isalpha() for letter in sentence.plain[said.start : said.end]):
            best.setdefault((said.start, said.end), said)
    return sorted(best.values(), key=lambda s: (s.start, -s.end))


def _sources(sentence: Sentence, cues: Cues) -> Iterator[Said]:
    """Source phrases: «Selon X, ...», «..., по словам X», «X айтуынша, ...»."""
    plain, start, end = (
        sentence.plain,
        sentence.start,
        _before_stop(sentence.plain, sentence.start, sentence.end),
    )
    for match in cues.sources.finditer(plain, start, end) if cues.sources else ():
        if sentence.in_quotes(match.start()):
            continue
        head = not plain[start : match.start()].strip(' \t\n–—-"«')
        if not head and match.group().lower() in cues.only_at_start:
            continue
        if head:
            comma = _comma(plain, match.end(), end, sentence)
            if comma is not None:
                yield _said(sentence, comma + 1, end, (match.end(), comma), "source")
        elif plain[: match.start()].rstrip().endswith((",", "–", "—", "»", '"')):
            close = _comma(plain, match.end(), end, sentence)
            speaker = (match.end(), end if close is None else close)
            yield _said(sentence, start, match.start(), speaker, "source")
    for match in cues.sources_after.finditer(plain, start, end) if cues.sources_after else ():
        if not sentence.in_quotes(match.start()):
            begin = _clause_start(sentence, match.start(), cues)
            content = (
                match.end() + 1 if plain[match.end() : match.end() + 1] == "," else match.end()
            )
            yield _said(sentence, content, end, (begin, match.start()), "source")


def _said(sentence: Sentence, start: int, end: int, speaker: tuple[int, int], rule: str) -> Said:
    start, end = trimmed(sentence.plain, start, end)
    words = trimmed(sentence.plain, *speaker)
    return Said(start, end, words, Stance.ASSERTS, Kind.INDIRECT, rule)


def _quotations(sentence: Sentence, cues: Cues) -> Iterator[Said]:
    """Words between quotation marks, with a verb of saying beside them."""
    for start, end, inner, inner_end in sentence.quoted:
        beside = _verb_beside(sentence, start, end, cues)
        if beside is None:
            continue
        speech, speaker = beside
        words = sentence.plain[inner:inner_end].rstrip(" ,")
        stop = inner + len(words)
        yield Said(
            inner, stop, speaker, speech.stance, Kind.DIRECT, f"quote:{speech.id}", speech.stage
        )


def _verb_beside(
    sentence: Sentence, start: int, end: int, cues: Cues
) -> tuple[Speech, tuple[int, int] | None] | None:
    """The verb of saying after a quotation, else before it, with the span of its speaker."""
    plain = sentence.plain
    for speech in cues.speech:
        match = speech.pattern.search(plain, end, min(sentence.end, end + 90))
        if match and not sentence.in_quotes(match.start()):
            return speech, _speaker_after(sentence, end, match, cues)
    for speech in cues.speech:
        last = None
        for match in speech.pattern.finditer(plain, max(sentence.start, start - 120), start):
            last = match
        if last is None or sentence.in_quotes(last.start()):
            continue
        gap = plain[last.end() : start]
        if _COLON.search(gap) or len(gap) < 60:
            begin = _clause_start(sentence, last.start(), cues)
            return speech, _or_none(sentence, begin, last.start())
    return None


def _speaker_after(
    sentence: Sentence, end: int, verb: re.Match[str], cues: Cues
) -> tuple[int, int] | None:
    """Between quotation and verb ("», X a dit"), else behind the verb ("», a dit X")."""
    between = trimmed(sentence.plain, end, verb.start())
    if between[1] > between[0] and (
        _names(sentence, *between) or cues.pronouns.search(sentence.plain, *between)
    ):
        return between
    stop = _CLAUSE.search(sentence.plain, verb.end(), sentence.end)
    limit = stop.start() if stop else _before_stop(sentence.plain, verb.end(), sentence.end)
    follow = cues.that.search(sentence.plain, verb.end(), limit)
    return _or_none(sentence, verb.end(), follow.start() if follow else limit)


def _verbs(sentence: Sentence, cues: Cues) -> Iterator[Said]:
    """Verbs of saying with "that" and a clause, or with an object."""
    plain = sentence.plain
    stop = _before_stop(plain, sentence.start, sentence.end)
    for speech in cues.speech:
        for match in speech.pattern.finditer(plain, sentence.start, stop):
            if sentence.in_quotes(match.start()):
                continue
            content = _after(sentence, match, speech, cues, stop) if cues.after else None
            if cues.after:
                speaker = _subject(sentence, match.start(), cues)
            else:
                content, speaker = _before(sentence, match, speech, cues)
            if content is None:
                continue
            start, end = trimmed(plain, *content)
            if end - start < 3 or len(plain[start:end].split()) < (1 if speech.object else 2):
                continue
            yield Said(
                start, end, speaker, speech.stance, Kind.INDIRECT, f"verb:{speech.id}", speech.stage
            )


def _after(
    sentence: Sentence, verb: re.Match[str], speech: Speech, cues: Cues, stop: int
) -> tuple[int, int] | None:
    """The content behind a verb: from "that" to the end of the sentence."""
    plain = sentence.plain
    that = cues.that.search(plain, verb.end(), min(stop, verb.end() + cues.between))
    if that is not None and not sentence.in_quotes(that.start()):
        between = plain[verb.end() : that.start()]
        if not re.search(r"[.;:!?]", between):
            return that.end(), stop
    if not speech.object:
        return None
    clause = re.compile(r"[;:]|,\s").search(plain, verb.end(), stop)
    end = clause.start() if clause and not sentence.in_quotes(clause.start()) else stop
    return (verb.end(), end) if plain[verb.end() : end].strip() else None


def _before(
    sentence: Sentence, verb: re.Match[str], speech: Speech, cues: Cues
) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """The content before a verb, closed by its "that"; the speaker opens the sentence."""
    plain = sentence.plain
    that = None
    for match in cues.that.finditer(
        plain, max(sentence.start, verb.start() - cues.between), verb.start()
    ):
        that = match
    if that is None and not speech.object:
        return None, None
    end = that.start() if that is not None and that.group().lower() == "деп" else verb.start()
    first = next(((s, e) for s, e in sentence.named if sentence.start <= s < end), None)
    pronoun = cues.pronouns.match(plain, sentence.start)
    if first is not None and not plain[sentence.start : first[0]].count(","):
        speaker = (sentence.start, first[1])
    elif pronoun is not None:
        speaker = pronoun.span()
    else:
        word = re.compile(r"\S+\s+").match(plain, sentence.start, end)
        if word is None:
            return None, None
        speaker = (sentence.start, word.end())
    return (speaker[1], end), trimmed(plain, *speaker)


def _subject(sentence: Sentence, verb: int, cues: Cues) -> tuple[int, int] | None:
    """The words before a verb that name who says it; past an apposition between commas."""
    begin = _clause_start(sentence, verb, cues)
    span = trimmed(sentence.plain, begin, verb)
    if span[1] > span[0] and (
        _names(sentence, *span) or cues.pronouns.search(sentence.plain, *span)
    ):
        return _or_none(sentence, *span)
    before = begin
    for _ in range(2):
        if before - 1 <= sentence.start or sentence.plain[before - 1] != ",":
            break
        earlier = _clause_start(sentence, before - 1, cues)
        if _names(sentence, earlier, before - 1):
            return _or_none(sentence, earlier, before - 1)
        before = earlier
    return _or_none(sentence, *span)


def _clause_start(sentence: Sentence, place: int, cues: Cues) -> int:
    """Where the clause begins that holds a place: behind a mark or a joining word."""
    begin = sentence.start
    for pattern in (_CLAUSE, cues.joins, cues.that):
        for match in pattern.finditer(sentence.plain, begin, place):
            if (
                pattern is cues.joins
                and _names(sentence, match.end(), place)
                and _names(sentence, begin, match.start())
            ):
                continue  # "X et Y ont déclaré": two names joined
            begin = match.end()
    return begin


def _comma(plain: str, start: int, end: int, sentence: Sentence) -> int | None:
    """The comma that ends a source phrase: the first outside quotation marks."""
    place = plain.find(",", start, end)
    while place >= 0 and sentence.in_quotes(place):
        place = plain.find(",", place + 1, end)
    return place if place >= 0 and place - start <= LONGEST_SPEAKER else None


def _names(sentence: Sentence, start: int, end: int) -> bool:
    return any(start <= s and e <= end for s, e in sentence.named)


def _or_none(sentence: Sentence, start: int, end: int) -> tuple[int, int] | None:
    start, end = trimmed(sentence.plain, start, end)
    if end <= start or end - start > LONGEST_SPEAKER:
        return None
    return start, end


def _before_stop(plain: str, start: int, end: int) -> int:
    """The end of a sentence without its point."""
    match = _STOP.search(plain[start:end])
    return start + match.start() if match and plain[start + match.start()] != "…" else end


def whole(sentence: Sentence) -> tuple[int, int]:
    """A sentence without marks at its ends; a question keeps its mark."""
    end = _before_stop(sentence.plain, sentence.start, sentence.end)
    if sentence.plain[end : end + 1] == "?":
        end += 1
    return trimmed(sentence.plain, sentence.start, end)


def overlapping(found: Sequence[Said], start: int, end: int) -> bool:
    """Whether any content covers most of a span."""
    return any(min(s.end, end) - max(s.start, start) > (end - start) / 2 for s in found)
