"""Rules that find laws by their form: acts, treaties and what they are on, regulations with a bracket, articles.

None knows a particular law; heads ("Act", "Convention") are data. Whether an abbreviation is a law is told in
:mod:`dalil.claims.mentions.legal`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dalil.claims.mentions.candidate import UPPER, Candidate, is_name_word
from dalil.claims.mentions.words import Word
from dalil.claims.wordlists import words
from dalil.evidence import MentionType

LAW = MentionType.LAW
_NAMES = "mentions_names"
_LONGEST_NAME = 14


def laws(line: list[Word]) -> Iterator[Candidate]:
    """Acts, regulations and articles: "Proceeds of Crime Act 2002", "Article 190 of the Code"."""
    inner = {"of", "on", "and", "for", "the", "against", "&"}
    for index, word in enumerate(line):
        if word.capital and word.low in words(_NAMES, "law_heads"):
            first = index
            while first and line[first - 1].glued and index - first < _LONGEST_NAME:
                before = line[first - 1]
                if is_name_word(before):
                    first -= 1
                elif before.low in inner and first >= 2 and _leads(line[first - 2]):
                    first -= 2
                else:
                    break
            stop = index + 1
            if (
                stop < len(line)
                and word.glued
                and re.fullmatch(r"(?:1[89]|20)\d\d", line[stop].text)
            ):
                stop += 1
            told = _subject(line, stop) if word.low in _ON and stop == index + 1 else stop
            named = first < index or told > stop
            stop = told
            if stop - first > 1 and named:
                yield Candidate(line[first].start, line[stop - 1].end, LAW, "rule:law", 82)
        yield from _numbered(line, index)


_ON = frozenset(
    {"convention", "treaty", "protocol", "covenant", "charter", "declaration", "directive"}
)


def _subject(line: list[Word], stop: int) -> int:
    """One past what a treaty is on: "Convention on the Law of the Sea"."""
    last = stop
    place = stop
    if place >= len(line) or line[place].low not in ("on", "for", "against", "concerning"):
        return stop
    while place < len(line) and line[place - 1].glued and place - stop < _LONGEST_NAME:
        word = line[place]
        if is_name_word(word):
            last = place + 1
        elif word.low not in ("on", "for", "against", "concerning", "of", "the", "and", "in", "to"):
            break
        place += 1
    return last


_BRACKETED_LAW = re.compile(
    rf"(?<!\w)[{UPPER}][\w'-]+(?:,? (?:(?:and|of|&|for|in|to|the) ){{0,2}}[{UPPER}][\w'-]+){{0,6}} \([{UPPER}][^()\n]{{2,60}}\)"
    rf"(?:,? (?:and )?[{UPPER}][\w'-]+){{0,3}}? (?:Act|Acts|Regulations?|Order|Rules|Directive|Ordinance|Bill|Code)(?!\w)(?:,? (?:1[6-9]|20)\d\d(?:/\d+)?)?"
)


def bracketed_laws(plain: str, start: int, end: int) -> Iterator[Candidate]:
    """Acts with a bracket in their title: "Harbour (Pilots) Regulations 2019/12"."""
    for match in _BRACKETED_LAW.finditer(plain, start, end):
        skip = re.match(r"(?:The|In|Under|By) ", match.group())
        yield Candidate(
            match.start() + (skip.end() if skip else 0), match.end(), LAW, "rule:law", 84
        )


def _numbered(line: list[Word], index: int) -> Iterator[Candidate]:
    word = line[index]
    if word.low not in words(_NAMES, "law_numbered") or not word.glued or index + 1 >= len(line):
        return
    if not re.fullmatch(r"\d{1,4}[a-z]?", line[index + 1].low):
        return
    stop = index + 2
    if stop + 2 < len(line) and line[stop].low == "of" and line[stop + 1].low == "the":
        end = _run(line, stop + 2)
        if end > stop + 2 and line[end - 1].low in words(_NAMES, "law_heads"):
            yield Candidate(word.start, line[end - 1].end, LAW, "rule:law", 84)
            return
    if word.capital:
        yield Candidate(word.start, line[index + 1].end, LAW, "rule:law", 55)


def _leads(word: Word) -> bool:
    return word.glued and is_name_word(word)


def _run(line: list[Word], index: int) -> int:
    """One past the last word of a run of name words."""
    stop = index
    while stop < len(line) and is_name_word(line[stop]) and (stop == index or line[stop - 1].glued):
        stop += 1
    return stop
