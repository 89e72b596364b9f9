"""Names of people in Russian and Kazakh cases, brought back to their dictionary form within a document.

Given name and surname are declined together: one case, one gender. "Иванова" beside "Анна" is a woman's
name, beside "Ивана" it is a man's in the genitive; which of the readings is meant, the other names of the
document decide. Where they do not, a name stays as it stands. Endings only, no dictionary, and no
judgement: who is who is settled by :mod:`dalil.claims.mentions.aliases`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

Reading = tuple[tuple[str, ...], str]
"""Words in the nominative, lower case, and the gender: "m", "f", or "" where none is told."""
_CYRILLIC_NAME = re.compile(
    r"[\u0400-\u04ff][\u0400-\u04ff'’-]*(?: [\u0400-\u04ff][\u0400-\u04ff'’-]*){0,3}"
)
_CASES = ("gen", "dat", "acc", "ins", "pre")
# Nominative ending -> endings of the five other cases.
_MASCULINE: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    ("", (("а",), ("у",), ("а",), ("ом", "ым", "ем"), ("е",))),
    ("й", (("я",), ("ю",), ("я",), ("ем",), ("е", "и"))),
    ("ь", (("я",), ("ю",), ("я",), ("ем", "ём"), ("е",))),
    ("ий", (("ого", "его"), ("ому", "ему"), ("ого", "его"), ("им",), ("ом", "ем"))),
    ("ый", (("ого",), ("ому",), ("ого",), ("ым",), ("ом",))),
    ("ой", (("ого",), ("ому",), ("ого",), ("ым", "им"), ("ом",))),
    ("а", (("ы", "и"), ("е",), ("у",), ("ой", "ей", "ою"), ("е",))),
    ("я", (("и",), ("е",), ("ю",), ("ей", "ёй"), ("е",))),
)
_FEMININE: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    ("а", (("ы", "и"), ("е",), ("у",), ("ой", "ей", "ою"), ("е",))),
    ("я", (("и",), ("е", "и"), ("ю",), ("ей", "ёй"), ("е", "и"))),
    ("ь", (("и",), ("и",), ("ь",), ("ью",), ("и",))),
    ("ая", (("ой",), ("ой",), ("ую",), ("ой", "ою"), ("ой",))),
)
_POSSESSIVE = (("ой",), ("ой",), ("у",), ("ой", "ою"), ("ой",))
_WOMANS = ("ов", "ев", "ёв", "ин", "ын")
"""Ends of the stems of women's surnames that are declined as "Иванова" is."""
_FLEETING = {"льв": "лев", "павл": "павел"}
_VOWELS = "аеёиоуыэюяәөүұіы"
_KAZAKH = re.compile(r"(?:[нтд][ыі]ң|[нтд][ыі]|[гғкқ][ае]|[дт][ае]|[днт][ае]н|[мпб]ен)$")
_OF_PARENT = re.compile(r"(?P<base>\w+(?:ұлы|қызы))(?:ның|на|н|нда|нан|мен)$")
_SHORTEST = 3


def nominatives(texts: Iterable[str]) -> dict[str, str]:
    """The dictionary forms of the Cyrillic names of one document.

    Args:
        texts: Names of people as they stand in it.

    Returns:
        By name as it stands; a name in another script, or with initials, is not in it.
    """
    names = [text for text in dict.fromkeys(texts) if _CYRILLIC_NAME.fullmatch(text)]
    held = {name: _readings(tuple(name.lower().split(" "))) for name in names}
    support: Counter[Reading] = Counter()
    alone: Counter[Reading] = Counter()
    for found in held.values():
        support.update(found)
        if len(found) == 1:
            alone.update(found)
    chosen = {name: _chosen(name, held[name], support, alone) for name in names if " " in name}
    bearers = Counter((words[-1], gender) for words, gender in chosen.values())
    for name in names:
        if " " not in name:
            chosen[name] = _bare(name, held[name], bearers)
    return {name: _printed(name, words) for name, (words, _) in chosen.items()}


def _chosen(
    name: str, found: Sequence[Reading], support: Counter[Reading], alone: Counter[Reading]
) -> Reading:
    """The reading that other names of the document share; a name as it stands before all others."""
    plain = tuple(name.lower().split(" "))

    def rank(reading: Reading) -> tuple[bool, bool, bool, int]:
        stands = reading[0] == plain
        shared = support[reading] > 1
        return (shared and stands and alone[reading] > 0, shared, stands, support[reading])

    return max(found, key=rank, default=(plain, ""))


def _bare(name: str, found: Sequence[Reading], bearers: Counter[tuple[str, str]]) -> Reading:
    """A surname alone: of those who bear it in the document; as it stands where both sexes do."""
    borne = [
        r for r in found if any((r[0][0], g) in bearers for g in ((r[1], "") if r[1] else "mf"))
    ]
    forms = {reading[0] for reading in borne}
    return borne[0] if len(forms) == 1 else ((name.lower(),), "")


def _printed(name: str, words: Sequence[str]) -> str:
    """Words in the capitals of a name."""
    return " ".join(
        word.upper()
        if old.isupper() and len(old) > 1
        else "-".join(p[:1].upper() + p[1:] for p in word.split("-"))
        for word, old in zip(words, name.split(" "), strict=True)
    )


@lru_cache(maxsize=1 << 12)
def _readings(words: tuple[str, ...]) -> tuple[Reading, ...]:
    """All readings of a name, as it stands first."""
    found: dict[Reading, None] = {}
    for gender in "mf":
        if all(_may_be(word, gender, number) for number, word in enumerate(words)):
            found[words, gender] = None
    if not found:
        found[words, ""] = None
    for gender in "mf":
        for case in range(len(_CASES)):
            forms = [
                _bases(word, gender, case, number, len(words)) for number, word in enumerate(words)
            ]
            for whole in _product(forms):
                if whole != words:
                    found[whole, gender] = None
    for stem in _kazakh(words[-1]):
        base = (*words[:-1], stem)
        for gender in "mf":
            if all(_may_be(word, gender, number) for number, word in enumerate(base)):
                found[base, gender] = None
    return tuple(found)


def _product(forms: Sequence[Sequence[str]]) -> Iterator[tuple[str, ...]]:
    if not forms:
        yield ()
        return
    for head in forms[0]:
        for rest in _product(forms[1:]):
            yield (head, *rest)


def _may_be(word: str, gender: str, number: int) -> bool:
    """Whether a word can be the nominative of a name of a gender."""
    womans = word.endswith((*(f"{end}а" for end in _WOMANS), "ая"))
    mans = word.endswith((*_WOMANS, "ий", "ый", "ич"))
    if word.endswith(("ұлы", "улы", "оглы", "қызы", "кызы")):
        return word.endswith(("қызы", "кызы")) == (gender == "f")
    if gender == "m":
        return not (womans and number)
    return not (mans and number)


def _bases(word: str, gender: str, case: int, number: int, count: int) -> tuple[str, ...]:
    """Nominatives that a word in a case may go back to; the word itself where it is not declined."""
    found: dict[str, None] = {}
    surname = number == count - 1
    for ending, cases in _MASCULINE if gender == "m" else _FEMININE:
        for form in cases[case]:
            stem = word[: len(word) - len(form)]
            if (
                word.endswith(form)
                and len(stem) >= _SHORTEST - (ending != "")
                and _fits(stem, ending, gender, surname and number > 0)
            ):
                found[stem + ending] = None
    if gender == "m" and word[:-1] in _FLEETING and word[-1] in _hard(case):
        found = {_FLEETING[word[:-1]]: None}
    if gender == "f":
        for form in _POSSESSIVE[case]:
            stem = word[: len(word) - len(form)]
            if word.endswith(form) and stem.endswith(_WOMANS) and len(stem) > _SHORTEST and surname:
                found[stem + "а"] = None
    if _undeclined(word, gender, surname):
        found[word] = None
    return tuple(found)


def _hard(case: int) -> str:
    """First letters of the endings of a hard stem in a case."""
    return "".join(form[0] for form in _MASCULINE[0][1][case])


def _fits(stem: str, ending: str, gender: str, surname: bool) -> bool:
    """Whether a stem takes a nominative ending: a consonant before none, "-ов" never before "-а" of a man."""
    last = stem[-1]
    if ending == "":
        return last not in _VOWELS + "йьъ"
    if ending == "й":
        return last in _VOWELS
    if ending == "ь":
        return last not in _VOWELS + "йьъ"
    if ending == "а" and surname:
        return not stem.endswith(_WOMANS)  # "Иванова" is declined as an adjective is
    if ending == "я":
        return last not in "йъ"
    return last not in _VOWELS + "йьъ"


def _undeclined(word: str, gender: str, surname: bool) -> bool:
    """Whether a word has one form in all cases."""
    if word[-1] in "оеиуэю" or word.endswith(("ых", "их")):
        return True
    if gender == "f" and surname:
        return word[-1] not in _VOWELS
    return False


def _kazakh(word: str) -> Iterator[str]:
    """Stems of a word in a Kazakh case; "-ұлы" and "-қызы" take an "н" before their endings."""
    parent = _OF_PARENT.fullmatch(word)
    if parent:
        yield parent["base"]
        return
    found = _KAZAKH.search(word)
    if found and found.start() >= _SHORTEST:
        yield word[: found.start()]
