"""People's names that a model cuts short, and surnames in capitals that stand alone.

Names of four parts and names with a surname in capitals are often found in pieces; the pieces are
put together where nothing but a space parts them. Nothing is joined over a line end or a comma.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dalil.claims.mentions.candidate import Candidate, is_name_word, is_tied
from dalil.claims.mentions.likeness import is_given, is_plain
from dalil.claims.mentions.places import is_country
from dalil.claims.mentions.words import Word
from dalil.claims.wordlists import lexicon, words
from dalil.evidence import MentionType

_NAMES = "mentions_names"
_PRONOUN = re.compile(r"\b(?:he|she|his|her|him|himself|herself)\b", re.IGNORECASE)


_ACRONYM = re.compile(r"(?:\b[Tt]he |\()(?P<word>[A-Z]{5,})\b")


def lone_capitals(plain: str, lines: Iterable[Sequence[Word]]) -> Iterator[Candidate]:
    """A surname in capitals by itself, as sanctions notices print it: "VOLSKIN participated".

    Taken for a person only where the text is not in capitals throughout, speaks of a person, and
    never writes "the" before the word, as it does before an acronym.
    """
    if not _PRONOUN.search(plain):
        return
    acronyms = {match["word"] for match in _ACRONYM.finditer(plain)}
    for line in lines:
        if sum(word.shouted for word in line) * 3 > max(len(line), 9):
            continue
        for index, word in enumerate(line):
            name = word.text
            if not (word.shouted and name.isalpha() and len(name) >= 5) or is_country(name):
                continue
            beside = [
                w
                for w in (
                    line[index - 1] if index else None,
                    line[index + 1] if index + 1 < len(line) else None,
                )
                if w
            ]
            if any(w.shouted for w in beside) or name.lower() in words(_NAMES, "bare_orgs"):
                continue
            if len(re.findall(r"[AEIOUY]+", name)) < 2 or name in acronyms or is_plain(name):
                continue
            yield Candidate(word.start, word.end, MentionType.PERSON, "rule:capitals", 51)


def widen(
    plain: str, lines: Iterable[Sequence[Word]], chosen: Sequence[Candidate]
) -> list[Candidate]:
    """Stretch people's names over the capitalised words beside them and join their pieces."""
    taken: dict[int, Candidate] = {}
    for candidate in chosen:
        taken[candidate.start] = candidate
    swallowed: set[int] = set()
    wider: dict[int, Candidate] = {}
    for line in lines:
        place = {word.start: index for index, word in enumerate(line)}
        for start, index in place.items():
            person = taken.get(start)
            if person is None or start in swallowed or person.type is not MentionType.PERSON:
                continue
            if person.method in ("rule:roster", "rule:holder"):
                continue
            stop = index
            while stop < len(line) and line[stop].end <= person.end:
                stop += 1
            last = stop
            while (
                last < len(line)
                and last - index < 6
                and line[last - 1].glued
                and (_joins(line[last], taken) or _ties(line, last, taken))
            ):
                swallowed.add(line[last].start)
                last += 1
            first = index
            while (
                first
                and line[first - 1].glued
                and last - first < 6
                and _free(line[first - 1], chosen)
            ):
                first -= 1
            if (first, last) != (index, stop):
                wider[start] = replace(person, start=line[first].start, end=line[last - 1].end)
    found = [wider.get(c.start, c) for c in chosen if c.start not in swallowed or c.start in wider]
    return _apart([_with_rank(plain, candidate) for candidate in found])


_LAST = re.compile(r",? (?P<word>[A-Za-z]{1,3})$")
_SUFFIX = re.compile(r",? (?:Jr\.?|Sr\.?|II|III|IV)(?!\w)")


_FIRST = re.compile(r"(?:[Ee]x-)?(?P<word>[^\W\d_]+)\s+(?=\S)")
_OF_OFFICE = frozenset(
    {
        "sheriff",
        "coroner",
        "appellant",
        "claimant",
        "respondent",
        "witness",
        "principal",
        "county",
        "state",
        "senior",
        "junior",
        "recorder",
        "chief",
        "acting",
        "deputy",
        "master",
        "private",
        "nurse",
        "applicant",
        "defendant",
        "petitioner",
        "complainant",
        "metropolitan",
    }
)


_LORDLY = frozenset({"don", "dom", "doña", "dona", "agha", "bey", "ras", "effendi"})
"""Courtesies that are given names too: left out before two words, "Don Anselmo Ruiz", not before one."""


def _without_calling(plain: str, candidate: Candidate) -> Candidate:
    """Leave a calling before a name out of it: "Engineer Ada Mirel", "Recorder Holt"."""
    if candidate.method.startswith(("gazetteer:", "rule:roster")):
        return candidate
    while found := _FIRST.match(plain, candidate.start, candidate.end):
        low = found["word"].lower()
        calling = low in lexicon("mentions_heads")["PER"] or low in _OF_OFFICE
        several = plain.count(" ", found.end(), candidate.end) > 0
        calling = calling or (low in _LORDLY and several)
        if not (calling and (is_plain(low) or low in _LORDLY) and candidate.end - found.end() > 2):
            break
        candidate = replace(candidate, start=found.end())
    return candidate


def bare(plain: str, chosen: Iterable[Candidate]) -> list[Candidate]:
    """People's names without what stands for an office before or behind them, once their types are known."""
    return [_with_rank(plain, candidate) for candidate in chosen]


def _with_rank(plain: str, candidate: Candidate) -> Candidate:
    """Take "Jr." and "III" into a person's name; leave "KC", "MP" and a calling out of it."""
    if candidate.type is not MentionType.PERSON:
        return candidate
    candidate = _without_calling(plain, candidate)
    last = _LAST.search(plain[candidate.start : candidate.end])
    if last and last.group("word").lower() in words(_NAMES, "postnominals"):
        candidate = replace(candidate, end=candidate.start + last.start())
    if more := _SUFFIX.match(plain, candidate.end):
        return replace(candidate, end=more.end())
    return candidate


def _apart(found: list[Candidate]) -> list[Candidate]:
    """Drop what a stretched name now covers."""
    kept: list[Candidate] = []
    for candidate in sorted(found, key=lambda c: (c.start, -c.end)):
        if not kept or candidate.start >= kept[-1].end:
            kept.append(candidate)
    return kept


def _plain_name(word: Word) -> bool:
    known = words(_NAMES, "titles") | words(_NAMES, "heads_after") | words(_NAMES, "openers")
    # Cyrillic names are found whole by their own rules.
    return (
        is_name_word(word)
        and not re.search(r"[\u0400-\u04ff]", word.text)
        and word.text.isalpha()
        and word.low not in known
        and not is_country(word.text)
    )


_BETWEEN_NAMES = frozenset(
    {"y", "e", "binti", "bte", "oglu", "ogli", "ap", "ferch", "uulu", "kyzy", "qizi", "kızı"}
)
"""Small words between two parts of one person's name that English has not."""


def _ties(line: Sequence[Word], index: int, taken: dict[int, Candidate]) -> bool:
    """Whether a small word leads to a further part of a person's name: "Ortega y Luna", "Mirel binti Olt"."""
    word, after = line[index], line[index + 1] if index + 1 < len(line) else None
    small = word.text in _BETWEEN_NAMES and word.glued
    return small and after is not None and after.capital and _joins(after, taken)


def _joins(word: Word, taken: dict[int, Candidate]) -> bool:
    """Whether the next word goes on the name: a free name word, or a piece of a person's name."""
    other = taken.get(word.start)
    if other is not None and (
        other.type is not MentionType.PERSON or not other.method.startswith("model:")
    ):
        return False
    return _plain_name(word) or is_tied(word)


def _free(word: Word, chosen: Sequence[Candidate]) -> bool:
    if not _plain_name(word) or (word.opens and word.low in words(_NAMES, "roles")):
        return False
    if word.opens and word.low.endswith(("ing", "ed")) and is_plain(word.text):
        return False  # "Joining Ada Mirel in May, he ..."
    place = bisect.bisect_right(chosen, word.start, key=lambda c: c.start) - 1
    if place < 0 or chosen[place].end <= word.start:
        return True
    # A given name that a model takes for a people or a place of its own: "Vivian" of "Vivian Ada Mirel".
    other = chosen[place]
    alone = (other.start, other.end) == (word.start, word.end) and other.method.startswith("model:")
    return alone and other.type is not MentionType.PERSON and is_given(word.text)
