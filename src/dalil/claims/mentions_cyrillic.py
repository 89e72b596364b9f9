"""Names in Cyrillic text, by rules and word lists only: low coverage, and said to be so.

Russian and Kazakh write capitals in proper names and at the beginning of sentences, so two
capitalised words in a row are most often a person, and an organisation is a head noun with what
belongs to it. Inflected forms are kept as they stand. No model is used here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from dalil.claims.mentions_lexicon import lexicon, words
from dalil.claims.mentions_rules import Candidate
from dalil.claims.mentions_words import Word
from dalil.evidence import MentionType

PER, ORG, LOC = MentionType.PERSON, MentionType.ORGANISATION, MentionType.LOCATION
_LETTER = re.compile(r"[^\W\d_]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_FORMS = r"(?:ТОО|ООО|АО|ОАО|ПАО|ЗАО|НАО|ИП|ЖШС|АҚ|ГУП|ФГУП|КГП)"
_FORMED = re.compile(
    rf'(?<!\w){_FORMS} ?"[^"\n]{{2,80}}"(?:[^"\n]{{1,40}}")?|(?<!\w){_FORMS} [А-ЯA-Z][\w-]+'
)


def is_cyrillic(text: str) -> bool:
    """Whether most letters of a text are Cyrillic."""
    letters = len(_LETTER.findall(text))
    return bool(letters) and len(_CYRILLIC.findall(text)) * 2 > letters


def cyrillic(plain: str, line: Sequence[Word]) -> Iterator[Candidate]:
    """All candidates of one passage in Cyrillic script."""
    if not line:
        return
    start, end = line[0].start, line[-1].end
    for match in _FORMED.finditer(plain, start, end + 2):
        yield Candidate(match.start(), match.end(), ORG, "rule:legal-form", 90)
    for match in _quoted().finditer(plain, start, end + 2):
        yield Candidate(match.start("name"), match.end("name"), ORG, "rule:cyrillic", 80)
    for match in _bodies().finditer(plain, start, end):
        if match.group().split()[0].lower() not in words("mentions_cyrillic", "common"):
            yield Candidate(match.start(), match.end(), ORG, "rule:cyrillic", 78)
    for match in _countries().finditer(plain, start, end):
        yield Candidate(match.start(), match.end(), LOC, "rule:country", 62)
    for match in _INITIALS.finditer(plain, start, end):
        yield Candidate(match.start(), match.end(), PER, "rule:initials", 76)
    yield from _people(line)
    yield from _places(line)


_INITIALS = re.compile(
    r"(?<![\w.])(?:[А-ЯӘІҢҒҮҰҚӨҺ]\. ?){1,2}[А-ЯӘІҢҒҮҰҚӨҺ][\w-]+|(?<![\w.])[А-ЯӘІҢҒҮҰҚӨҺ][\w-]+ (?:[А-ЯӘІҢҒҮҰҚӨҺ]\.[ ]?){2}(?!\w)"
)


@cache
def _quoted() -> re.Pattern[str]:
    heads = "|".join(lexicon("mentions_cyrillic")["quoted_heads"])
    return re.compile(rf'(?<!\w)(?i:{heads}) "(?P<name>[^"\n]{{2,60}})"')


@cache
def _bodies() -> re.Pattern[str]:
    """Bodies such as "Национальный резервный фонд" and "Министерство транспорта и портов"."""
    data = lexicon("mentions_cyrillic")
    heads, fields = "|".join(data["org_heads"]), "|".join(data["portfolios"])
    upper = "А-ЯӘІҢҒҮҰҚӨҺ"
    of = rf"(?: (?:по )?(?:{fields}))?(?: (?:[Рр]еспублики )?[{upper}][\w-]+(?: [Рр]еспублики)?)?"
    return re.compile(
        rf"(?<!\w)(?:[{upper}][\w-]+ (?:[а-яёәіңғүұқөһ][\w-]+ ){{0,2}}(?i:{heads})|[{upper}](?<=(?=(?i:{heads})(?!\w)).)[\w-]+)(?!\w){of}"
    )


@cache
def _countries() -> re.Pattern[str]:
    """Countries in any case: the stem of the name and an ending."""
    stems = []
    for entry in lexicon("mentions_countries").values():
        for name in (*entry["ru"], *entry["kk"]):
            stem = re.sub(r"[аяйьио]$", "", name) if len(name) > 4 else name
            ending = r"[а-яё]{0,3}" if len(name) > 4 and " " not in name else ""
            stems.append(re.escape(stem) + ending)
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(set(stems), key=len, reverse=True))})(?!\w)")


@cache
def _titles() -> re.Pattern[str]:
    return re.compile("|".join(lexicon("mentions_cyrillic")["titles"]))


@cache
def _any_head() -> re.Pattern[str]:
    data = lexicon("mentions_cyrillic")
    return re.compile("|".join([*data["org_heads"], *data["place_heads"]]))


def _is_name(word: Word) -> bool:
    return (
        word.capital
        and len(word.text) > 1
        and word.low not in words("mentions_cyrillic", "common")
        and not _titles().fullmatch(word.low)
        and not _any_head().fullmatch(word.low)
    )


def _people(line: Sequence[Word]) -> Iterator[Candidate]:
    """Runs of capitalised words: two or three in a row, or one after a title."""
    patronymic = re.compile(lexicon("mentions_cyrillic")["patronymic"])
    index = 0
    while index < len(line):
        stop = index
        while (
            stop < len(line)
            and stop - index < 4
            and _is_name(line[stop])
            and (stop == index or line[stop - 1].glued)
        ):
            stop += 1
        run = line[index:stop]
        titled = (
            index > 0 and line[index - 1].glued and bool(_titles().fullmatch(line[index - 1].low))
        )
        if run and (titled or any(patronymic.search(word.low) for word in run[1:])):
            yield Candidate(
                run[0].start, run[-1].end, PER, "rule:title" if titled else "rule:cyrillic", 72
            )
        elif len(run) in (2, 3) and not run[0].shouted:
            yield Candidate(run[0].start, run[-1].end, PER, "rule:cyrillic", 56)
        index = max(stop, index + 1)


def _places(line: Sequence[Word]) -> Iterator[Candidate]:
    """A capitalised word after "в", or after a word such as "город"."""
    heads = re.compile("|".join(lexicon("mentions_cyrillic")["place_heads"]))
    for before, word in pairwise(line):
        if not (_is_name(word) and before.glued):
            continue
        if heads.fullmatch(before.low):
            first = before.start if before.capital else word.start
            yield Candidate(first, word.end, LOC, "rule:cyrillic", 74)
        elif before.low in words("mentions_cyrillic", "prepositions_of_place"):
            yield Candidate(word.start, word.end, LOC, "rule:cyrillic", 40)
