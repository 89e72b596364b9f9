"""Names in Kazakh text, by rules and word lists: a name takes its case at its last word alone.

So a word in the genitive ends one name and the next word begins another ("Польшаның Гливице"), a body
is named by its head noun at the end ("... министрлігі"), and a surname is known with any case behind
it. Endings and lists only; coverage is low, and said to be so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from dalil.claims.mentions.candidate import Candidate
from dalil.claims.mentions.words import Word
from dalil.claims.wordlists import lexicon, words
from dalil.evidence import MentionType

PER, ORG, LOC = MentionType.PERSON, MentionType.ORGANISATION, MentionType.LOCATION
_OWN = re.compile("[әғқңөұүһі]")
_UPPER = "А-ЯЁӘІҢҒҮҰҚӨҺ"
CASE = (
    "(?:[нтд][ыі]ң|[нтд][ыі]|[гғкқ][ае]|н[ае]|н?[дт][ае](?:ғы|гі)?(?:н[ыі]ң|н[ыі]?|н[ае]|м[ае]н)?|"
    "[днт][ае]н|[мпб]ен(?:ен)?|ын|ін|н|дік[іт]|тік[іт]|нік[іт])?"
)
"""Endings of cases, after a stem or a possessive; none is the nominative."""
_ENDS_NAME = re.compile(
    "(?:[нтд][ыі]ң|[днт][ае]н|н?[дт][ае](?:ғы|гі)|[дт][ае]|ғ[ае]|қ[ае]|[мпб]ен)$"
)
"""Endings behind which another name begins; short ones are endings of names too, so length counts."""
_LEAST = 4
_SURNAME = re.compile("\\w{2}[оеё]ва?$")


def is_kazakh(plain: str, start: int, end: int) -> bool:
    """Whether a Cyrillic passage has the letters of Kazakh."""
    return len(_OWN.findall(plain[start:end].lower())) * 40 > end - start


def kazakh(plain: str, line: Sequence[Word]) -> Iterator[Candidate]:
    """Candidates of one Kazakh passage, beside those that all Cyrillic text has."""
    start, end = line[0].start, line[-1].end
    for match in _known_bodies().finditer(plain, start, end):
        yield Candidate(match.start(), match.end(), ORG, "rule:kazakh-body", 76)
    for match in _bodies().finditer(plain, start, end):
        begin = _past_cases(plain, match.start(), match.end())
        if begin is not None:
            yield Candidate(begin, match.end(), ORG, "rule:kazakh-body", 77)
    for match in _places().finditer(plain, start, end):
        yield Candidate(match.start(), match.end(), LOC, "rule:country", 74)
    for match in _with_heads().finditer(plain, start, end):
        begin = _past_common(plain, match.start(), match.end())
        if begin is not None:
            stop = match.start("beside") - 1 if match["beside"] else match.end()
            yield Candidate(begin, stop, LOC, "rule:kazakh-place", 75)
    yield from _people(line)


_OTHER = re.compile(
    r"[\w-]{3,}(?:[нтд][ыі]ң|[гғкқ][ае]|[дт][ае]|[днт][ае]н|[дт][ае][ғг][ыі]|[нтд][ыі]|ған|ген|[еу]і|[ае]тін|[ай]тын|йтін)"
)


def _past_cases(plain: str, start: int, end: int) -> int | None:
    """Where a body's name begins: at the first capital behind the last word that stands in a case."""
    place = start
    found = list(re.compile(r"[\w-]+").finditer(plain, start, end))
    for word in found[:-1]:
        if _OTHER.fullmatch(word.group().lower()):
            place = word.end() + 1
    for word in found[:-1]:
        if word.start() >= place and word.group()[0].isupper():
            return _past_common(plain, word.start(), end)
    return None


def _past_common(plain: str, start: int, end: int) -> int | None:
    """Where a name begins past words that only open the sentence; None where no capital is left."""
    place = start
    while first := re.compile(r"[\w-]+").match(plain, place, end):
        word = first.group()
        if word[0].isupper() and word.lower() not in _openers():
            return place
        rest = re.compile(r"\s+(?=\w)").match(plain, first.end(), end)
        if rest is None:
            return None
        place = rest.end()
    return None


@cache
def _openers() -> frozenset[str]:
    return frozenset(words("mentions_cyrillic", "common")) | frozenset(
        words("mentions_cyrillic", "kk_common")
    )


@cache
def _list(key: str) -> str:
    return "|".join(sorted(lexicon("mentions_cyrillic")[key], key=len, reverse=True))


@cache
def _bodies() -> re.Pattern[str]:
    """Bodies that end in a head noun: "Денсаулық сақтау министрлігі", "Ұлттық банк"."""
    middle = r"(?: [\w-]+){0,5}?"
    return re.compile(
        rf"(?<![\w-])[{_UPPER}][\w-]+{middle} (?i:{_list('kk_heads')}){CASE}(?!\w)"
        rf"|(?<![\w-])(?:{_list('kk_adjectives')}) (?i:{_list('kk_bare_heads')}){CASE}(?!\w)"
    )


@cache
def _known_bodies() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_list('kk_bodies')})(?:-?{CASE})(?![\w-])")


@cache
def _places() -> re.Pattern[str]:
    """Countries, regions and towns in any case, with a direction before them."""
    names = {name for entry in lexicon("mentions_countries").values() for name in entry["kk"]}
    names |= {name for name in lexicon("mentions_cities")["ru"] if len(name) > 3}
    names |= set(lexicon("mentions_cyrillic")["kk_places"])
    known = "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True) if n[0].isupper())
    return re.compile(
        rf"(?<![\w-])(?:(?:{_list('kk_directions')}) )?(?:{known})(?:-?{CASE}|-\w+)(?![\w-])"
    )


@cache
def _with_heads() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-])(?:(?:{_list('kk_directions')}) )?[{_UPPER}][\w-]+ (?:(?:{_list('kk_place_heads')})|(?P<beside>{_list('kk_beside_heads')})){CASE}(?!\w)"
        rf"|(?<![\w-])(?:{_list('kk_directions')}) [{_UPPER}][\w-]{{3,}}(?!\w)"
    )


@cache
def _surname() -> re.Pattern[str]:
    """Surnames and given names by their ends, in any case."""
    return re.compile(rf"\w(?:{'|'.join(lexicon('mentions_cyrillic')['kk_name_ends'])}){CASE}$")


@cache
def _titled() -> re.Pattern[str]:
    return re.compile(rf"(?:{_list('kk_titles')})(?:[ыі]?м[ыі]з)?{CASE}")


def _is_name(word: Word) -> bool:
    """Whether a word may be part of a person's name."""
    return (
        word.capital
        and len(word.text) > 1
        and not word.text.isupper()
        and not re.search(r"[A-Za-z\d]", word.text)
        and word.low not in _openers()
        and not _titled().fullmatch(word.low)
        and not _places().fullmatch(word.text)
        and not _known_bodies().fullmatch(word.text)
        and not re.fullmatch(rf"(?:{_list('kk_heads')}|{_list('kk_bare_heads')}){CASE}", word.low)
    )


def _people(line: Sequence[Word]) -> Iterator[Candidate]:
    """Runs of capitalised words up to the first one in a case; single ones by their ends."""
    index = 0
    while index < len(line):
        if not _is_name(line[index]):
            index += 1
            continue
        stop = index + 1
        while (
            stop < len(line)
            and stop - index < 3
            and line[stop - 1].glued
            and _is_name(line[stop])
            and not _in_case(line[stop - 1])
            and not (stop - index == 2 and _SURNAME.search(line[stop - 1].low))
        ):
            stop += 1
        run = line[index:stop]
        titled = (
            index > 0 and line[index - 1].glued and bool(_titled().fullmatch(line[index - 1].low))
        )
        ends = bool(_surname().search(run[-1].low))
        if len(run) > 1 and (ends or titled or not run[0].opens):
            yield Candidate(run[0].start, run[-1].end, PER, "rule:kazakh-name", 72 if ends else 56)
        elif len(run) > 1:
            yield Candidate(run[0].start, run[-1].end, PER, "rule:kazakh-name", 52)
        elif (ends and (not run[0].opens or _strong().search(run[0].low))) or (
            titled and not run[0].opens
        ):
            yield Candidate(run[0].start, run[0].end, PER, "rule:kazakh-name", 60)
        index = stop


@cache
def _strong() -> re.Pattern[str]:
    """Ends that only surnames and names after a father have."""
    return re.compile(rf"\w{{2}}(?:[оеё]ва?|ұлы|қызы|ович|евич|овна|евна){CASE}$")


def _in_case(word: Word) -> bool:
    """Whether a word ends a name by its case; short words are names that end so themselves."""
    found = _ENDS_NAME.search(word.low)
    return bool(found and found.start() >= _LEAST and not _surname_bare().search(word.low))


@cache
def _surname_bare() -> re.Pattern[str]:
    return re.compile(rf"\w(?:{'|'.join(lexicon('mentions_cyrillic')['kk_name_ends'])})$")
