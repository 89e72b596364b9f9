"""Names in Cyrillic text, by rules and word lists only: low coverage, and said to be so.

Russian and Kazakh write capitals in proper names and at the beginning of sentences, so two
capitalised words in a row are most often a person, and an organisation is a head noun with what
belongs to it. Inflected forms are kept as they stand. No model is used here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from dalil.claims.mentions.candidate import Candidate
from dalil.claims.mentions.kazakh import is_kazakh, kazakh
from dalil.claims.mentions.words import Word
from dalil.claims.wordlists import lexicon, words
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


def mixed(text: str) -> bool:
    """Whether a text has words of both scripts, a fifth of its letters at least in each."""
    letters = len(_LETTER.findall(text))
    return bool(letters) and letters < len(_CYRILLIC.findall(text)) * 5 < letters * 4


def formed(plain: str, line: Sequence[Word]) -> Iterator[Candidate]:
    """Companies of one passage by their legal forms: what stands beside any model."""
    if line:
        for match in _FORMED.finditer(plain, line[0].start, line[-1].end + 2):
            yield Candidate(match.start(), match.end(), ORG, "rule:legal-form", 90)


def cyrillic(plain: str, line: Sequence[Word], *, latin: bool = True) -> Iterator[Candidate]:
    """All candidates of one passage in Cyrillic script.

    Args:
        plain: Shadow of the whole text.
        line: Words of the passage.
        latin: Take Latin words for names of organisations, as in Russian text; not in mixed text.
    """
    if not line:
        return
    start, end = line[0].start, line[-1].end
    yield from formed(plain, line)
    for match in _quoted().finditer(plain, start, end + 2):
        yield Candidate(match.start("name"), match.end("name"), ORG, "rule:cyrillic", 80)
    own = is_kazakh(plain, start, end)
    if own:
        yield from kazakh(plain, line)
    for match in _bodies().finditer(plain, start, end) if not own else ():
        if match.group().split()[0].lower() not in words("mentions_cyrillic", "common"):
            yield Candidate(match.start(), match.end(), ORG, "rule:cyrillic", 78)
    for match in _countries().finditer(plain, start, end) if not own else ():
        yield Candidate(match.start(), match.end(), LOC, "rule:country", 62)
    for match in _INITIALS.finditer(plain, start, end):
        yield Candidate(match.start(), match.end(), PER, "rule:initials", 76)
    for match in _compounds().finditer(plain, start, end):
        yield Candidate(match.start(), match.end(), ORG, "rule:cyrillic", 73)
    for match in _LATIN_RUN.finditer(plain, start, end) if latin else ():
        yield Candidate(match.start(), match.end(), ORG, "rule:cyrillic", 58)
    for match in _ACRONYM.finditer(plain, start, end):
        if match.group() in words("mentions_cyrillic", "no_names"):
            continue
        kind = LOC if match.group() in words("mentions_cyrillic", "place_acronyms") else ORG
        yield Candidate(match.start(), match.end(), kind, "rule:cyrillic", 71)
    if not own:
        yield from _people(line)
        yield from _places(line)


_LATIN_RUN = re.compile(
    r"(?<![\w'])(?![IVXLC]+(?!\w))[A-Z][\w&'-]+(?: (?:[A-Z&][\w&'-]*|of|and|for))* ?(?<=\w)(?!\w)"
)
_ACRONYM = re.compile(r"(?<![\w-])[А-ЯЁӘІҢҒҮҰҚӨҺ]{2,6}(?![\w-])")


@cache
def _compounds() -> re.Pattern[str]:
    """One-word names of bodies: "Госдума", "Минобороны", "Центробанк"."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(lexicon('mentions_cyrillic')['compounds'])})(?!\w)")


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
    adjective = (
        "(?:[ыио]й|[аяую]я|[оеы]е|ого|его|ому|ему|[ыио]м|ую|юю|[ыи]х|[ыи]ми|ой|ей|лық|лік|тық|тік)"
    )
    of = rf"(?: (?:по )?(?:{fields}))?(?: (?:[Рр]еспублики )?[{upper}][\w-]+(?: [Рр]еспублики)?)?"
    return re.compile(
        rf"(?<!\w)(?:[{upper}][\w-]*{adjective} (?:[а-яё][\w-]*{adjective} ){{0,2}}(?i:{heads})|[{upper}](?<=(?=(?i:{heads})(?!\w)).)[\w-]+)(?!\w){of}"
    )


_ENDING = "(?:[аеуюыияйьо]|ей|ой|ою|ом|ем|ах|ам|ию|ии|ия|ией|ью)?"


@cache
def _countries() -> re.Pattern[str]:
    """Countries in any case: the stem of the name and an ending."""
    stems = []
    for entry in lexicon("mentions_countries").values():
        for name in (*entry["ru"], *entry["kk"]):
            stem = re.sub(r"[аяйьио]$", "", name) if len(name) > 4 else name
            stems.append(re.escape(stem) + (_ENDING if len(name) > 4 and " " not in name else ""))
    cities = [name for name in lexicon("mentions_cities")["ru"] if len(name) > 4]
    stems.extend(re.escape(re.sub(r"[аяйьы]$", "", name)) + _ENDING for name in cities)
    stems.append("Российск(?:ой|ая|ую) Федераци(?:и|я|ю|ей)")
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(set(stems), key=len, reverse=True))})(?!\w)")


@cache
def _titles() -> re.Pattern[str]:
    return re.compile("|".join(lexicon("mentions_cyrillic")["titles"]))


@cache
def _any_head() -> re.Pattern[str]:
    data = lexicon("mentions_cyrillic")
    return re.compile("|".join([*data["org_heads"], *data["place_heads"]]))


_PATRONYMIC = re.compile(
    r"(?:[оеь][вй]ич|ович|евич|ьич|мич|овн|евн|ичн|иничн|улы|ұлы|оглы|кызы|қызы|уулу)(?:а|у|ем|ом|е|ой|ы|)$"
)


def whole_people(plain: str, candidates: Iterable[Candidate]) -> list[Candidate]:
    """People of a Cyrillic text with one given name, patronymic and surname each.

    A patronymic that opens a name belongs to the given name before it ("Ады | Ровшановны Мирель"). Three words
    without one are two people where the first is a surname elsewhere ("зять Олтова | Дамир Мирель").
    """
    ordered = sorted(candidates, key=lambda c: (c.start, c.end))
    people = [c for c in ordered if c.type is MentionType.PERSON]
    last = Counter(
        plain[c.start : c.end].split()[-1] for c in people if plain[c.start : c.end].strip()
    )
    found: list[Candidate] = []
    for candidate in ordered:
        parts = plain[candidate.start : candidate.end].split()
        person = (
            candidate.type is MentionType.PERSON and bool(parts) and is_cyrillic("".join(parts))
        )
        before = found[-1] if found else None
        if (
            person
            and before
            and _belongs(plain, before, candidate)
            and _PATRONYMIC.search(parts[0])
        ):
            found[-1] = replace(before, end=candidate.end)
            continue
        if (
            person
            and len(parts) == 3
            and last[parts[0]]
            and not any(map(_PATRONYMIC.search, parts))
        ):
            first = candidate.start + len(parts[0])
            found.append(replace(candidate, end=first))
            candidate = replace(candidate, start=first + 1)
        found.append(candidate)
    return found


def _belongs(plain: str, before: Candidate, after: Candidate) -> bool:
    """Whether one name of a person goes on after a single space."""
    near = plain[before.end : after.start] == " " and before.type is MentionType.PERSON
    return near and " " not in plain[before.start : before.end]


def _is_name(word: Word) -> bool:
    return (
        word.capital
        and len(word.text) > 1
        and word.low not in words("mentions_cyrillic", "common")
        and not _titles().fullmatch(word.low)
        and not _any_head().fullmatch(word.low)
    )


_LETTERLESS = re.compile(r"[A-Za-z\d]|^[А-ЯЁ]{2,6}$")
"""Words that are no part of a Cyrillic person's name: Latin letters, digits, acronyms."""


def _people(line: Sequence[Word]) -> Iterator[Candidate]:
    """Runs of capitalised words: two or three in a row, or one after a title."""
    patronymic = re.compile(lexicon("mentions_cyrillic")["patronymic"])
    surname = re.compile(lexicon("mentions_cyrillic")["surname"])
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
        if any(_LETTERLESS.search(word.text) or _countries().fullmatch(word.text) for word in run):
            run = []
        if run and (titled or any(patronymic.search(word.low) for word in run[1:])):
            yield Candidate(
                run[0].start, run[-1].end, PER, "rule:title" if titled else "rule:cyrillic", 72
            )
        elif len(run) in (2, 3) and not run[0].shouted:
            yield Candidate(run[0].start, run[-1].end, PER, "rule:cyrillic", 56)
        elif len(run) == 1 and not run[0].opens and surname.search(run[0].low):
            yield Candidate(run[0].start, run[0].end, PER, "rule:cyrillic", 42)
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
