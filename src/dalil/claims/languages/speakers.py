"""Whose words: the clause before a verb, the words behind it, appositions and relative clauses between.

A word before the verb that makes it unsaid ("n'a pas dit", "не заявлял", "айтқан жоқ") and a noun of
the same form ("la demande") are told apart here. Nothing here names a person: spans only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dalil.claims.frames.basis.frame import trimmed
from dalil.claims.languages.cues import Cues
from dalil.evidence import Kind, Stage, Stance

LONGEST_SPEAKER = 140
_CLAUSE = re.compile(r"[,;:()–—]")
_STOP = re.compile(r"[.!?…]+[»”\"')\]]*$")
COLON = re.compile(r"\s*[:,]\s*[–—-]?\s*$")


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
        own: The document's own voice says it ("Nous demandons").
        hedged: The verb itself holds the content open.
    """

    start: int
    end: int
    speaker: tuple[int, int] | None
    stance: Stance
    kind: Kind
    rule: str
    stage: Stage | None = None
    own: bool = False
    hedged: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as the patterns see it.

    Attributes:
        plain: Shadow of the whole text.
        start: First code point.
        end: One past the last.
        quoted: (start, end, inner start, inner end) of the quotations in it.
        named: Spans of the names in it.
        people: Those of them that name people.
    """

    plain: str
    start: int
    end: int
    quoted: tuple[tuple[int, int, int, int], ...]
    named: tuple[tuple[int, int], ...]
    people: tuple[tuple[int, int], ...] = ()

    def in_quotes(self, place: int) -> bool:
        """Whether a place stands between quotation marks of a quotation of several words."""
        return any(start <= place < end for start, end, _, _ in self.quoted)


def is_said(sentence: Sentence, verb: re.Match[str], cues: Cues) -> bool:
    """Whether a form is a verb outside quotation marks that says that something was said."""
    plain = sentence.plain
    if sentence.in_quotes(verb.start()):
        return False
    before = plain[max(sentence.start, verb.start() - 40) : verb.start()]
    if cues.unsaid_before and cues.unsaid_before.search(before):
        return False
    if cues.not_verb_after and cues.not_verb_after.search(before):
        return False
    return not (cues.unsaid_after and cues.unsaid_after.match(plain, verb.end(), sentence.end))


def speaker_after(
    sentence: Sentence, end: int, verb: re.Match[str], cues: Cues
) -> tuple[int, int] | None:
    """Between quotation and verb ("», X a dit"), else behind the verb ("», a dit X")."""
    between = trimmed(sentence.plain, end, verb.start())
    if between[1] > between[0] and (
        names(sentence, *between) or cues.pronouns.search(sentence.plain, *between)
    ):
        return trimmed(sentence.plain, between[0], without_trailing(sentence, *between, cues))
    stop = _CLAUSE.search(sentence.plain, verb.end(), sentence.end)
    limit = stop.start() if stop else before_stop(sentence.plain, verb.end(), sentence.end)
    follow = cues.that.search(sentence.plain, verb.end(), limit)
    found = or_none(sentence, verb.end(), follow.start() if follow else limit)
    found = bare(sentence, found, cues) if found else None
    return _with_apposition(sentence, found, limit) if found else None


def bare(sentence: Sentence, span: tuple[int, int], cues: Cues) -> tuple[int, int]:
    """A speaker behind a verb without the day before, and without whom and where it was told behind a name."""
    start, end = span
    before = cues.before_speaker and cues.before_speaker.match(sentence.plain, start, end)
    if before and before.end() < end:
        start = before.end()
    pronoun = cues.pronouns.match(sentence.plain, start, end)
    inside = [stop for first, stop in sentence.named if start <= first and stop <= end]
    for stop in ([pronoun.end()] if pronoun else inside[:1]) if cues.behind_speaker else ():
        behind = cues.behind_speaker and cues.behind_speaker.match(sentence.plain[stop:end])
        end = stop if behind else end
    return start, end


def _with_apposition(sentence: Sentence, found: tuple[int, int], limit: int) -> tuple[int, int]:
    """Words that name nobody take along the name between the next commas: "une voisine, X, ..."."""
    plain = sentence.plain
    if names(sentence, *found) or plain[limit : limit + 1] != ",":
        return found
    close = _CLAUSE.search(plain, limit + 1, sentence.end)
    stop = close.start() if close else before_stop(plain, limit + 1, sentence.end)
    name = trimmed(plain, limit + 1, stop)
    return (found[0], name[1]) if name in sentence.people else found


def subject(sentence: Sentence, verb: int, cues: Cues) -> tuple[int, int] | None:
    """The words before a verb that name who says it; past an apposition between commas."""
    begin = clause_start(sentence, verb, cues)
    span = trimmed(sentence.plain, begin, without_trailing(sentence, begin, verb, cues))
    words = sentence.plain[span[0] : span[1]]
    relative = bool(cues.relatives and cues.relatives.fullmatch(words))
    if span[1] > span[0] and not relative:
        return or_none(sentence, *span)
    if span[1] <= span[0] and (shared := _shared(sentence, begin, cues)):
        return shared
    segments = []
    before = begin
    for _ in range(3):
        if before - 1 <= sentence.start or sentence.plain[before - 1] not in ",–—)":
            break
        earlier = clause_start(sentence, before - 1, cues)
        segments.append(trimmed(sentence.plain, earlier, before - 1))
        before = earlier
    segments = [s for s in segments if s[1] > s[0]]
    if relative:
        return _last_name(sentence, segments[0]) if segments else None
    return _head(sentence, segments, cues)


_NEAR_HEAD = 60
"""Code points from the head of a clause to the name that is its subject."""


def _shared(sentence: Sentence, begin: int, cues: Cues) -> tuple[int, int] | None:
    """The subject of the clause before, for a verb right behind "and": "X denied it and demanded ..."."""
    plain = sentence.plain
    join = None
    for match in cues.joins.finditer(plain, sentence.start, begin):
        join = match if match.end() == begin else join
    if join is None or plain[: join.start()].rstrip().endswith((",", ";", ":")):
        return None
    earlier = clause_start(sentence, join.start(), cues)
    first = next((name for name in sentence.named if earlier <= name[0] < join.start()), None)
    if first is None or first[0] - earlier > _NEAR_HEAD or sentence.in_quotes(first[0]):
        return None
    return or_none(sentence, earlier, first[1])


def _head(
    sentence: Sentence, segments: list[tuple[int, int]], cues: Cues
) -> tuple[int, int] | None:
    """The noun that stands before an apposition or a relative clause; nearest segment first."""
    for index, segment in enumerate(segments):
        relative = cues.relatives and cues.relatives.match(sentence.plain, *segment)
        if segment in sentence.people:
            return or_none(sentence, *segment)
        further = segments[index + 1] if index + 1 < len(segments) else None
        if further is None:
            return None if relative else or_none(sentence, *segment)
        if not relative and names(sentence, *segment) and not names(sentence, *further):
            return or_none(sentence, *segment)
        last = index + 2 >= len(segments)
        if names(sentence, *further) or (index == 0 and last):
            return or_none(sentence, *further)
    return None


def _last_name(sentence: Sentence, span: tuple[int, int]) -> tuple[int, int] | None:
    """The name that a relative clause belongs to: the last one, right before its comma."""
    inside = [n for n in sentence.named if span[0] <= n[0] and n[1] <= span[1]]
    return inside[-1] if inside and span[1] - inside[-1][1] <= 2 else None


def clause_start(sentence: Sentence, place: int, cues: Cues) -> int:
    """Where the clause begins that holds a place: behind a mark or a joining word."""
    begin = sentence.start
    for pattern in (_CLAUSE, cues.joins, cues.that):
        for match in pattern.finditer(sentence.plain, begin, place):
            if sentence.in_quotes(match.start()):
                continue
            if (
                pattern is cues.joins
                and names(sentence, match.end(), place)
                and names(sentence, begin, match.start())
            ):
                continue  # "X et Y ont déclaré": two names joined
            begin = match.end()
    return begin


def without_trailing(sentence: Sentence, start: int, end: int, cues: Cues) -> int:
    """The end of a speaker's words before adverbs and clitics that lean on the verb."""
    if cues.trailing is None:
        return end
    found = cues.trailing.search(sentence.plain[start:end].rstrip())
    return start + found.start() if found else end


def names(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a name stands in a span."""
    return any(start <= s and e <= end for s, e in sentence.named)


def or_none(sentence: Sentence, start: int, end: int) -> tuple[int, int] | None:
    """A span of a speaker's words, or None where it is empty or too long to be one."""
    start, end = trimmed(sentence.plain, start, end)
    if end <= start or end - start > LONGEST_SPEAKER:
        return None
    return start, end


def before_stop(plain: str, start: int, end: int) -> int:
    """The end of a sentence without its point."""
    tail = max(start, end - 12)
    match = _STOP.search(plain[tail:end])
    return tail + match.start() if match and plain[tail + match.start()] != "…" else end
