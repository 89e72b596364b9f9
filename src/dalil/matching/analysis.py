"""A name taken apart once, so that scoring a pair of names is arithmetic afterwards.

What stands here depends on one name alone and, word by word, on the word alone: an index may prepare
every distinct word once. Nothing is compared here, and no order of words is trusted: which word is
the family name is a hint, never a rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache
from itertools import chain
from typing import TypeVar

from dalil.matching.segments import organisation_words, person_words, without_ship_sign
from dalil.names.nicknames import formal, formal_of
from dalil.names.numerals import numbers
from dalil.names.orgforms import parse_org
from dalil.names.parts import GENERATIONS, is_initial, is_patronymic
from dalil.names.rarity import rarity_all
from dalil.names.scripts import clean
from dalil.names.similarity import ALPHABETS, LONGEST, Spelling, spelling, spellings
from dalil.names.syllables import by_syllables
from dalil.names.tables import (
    FEMININE_PATRONYMICS,
    NAME_SUFFIXES,
    ORG_GENERIC,
    ORG_STOP_WORDS,
    PARTICLES,
    PATRONYMIC_ENDINGS,
    TITLES,
)

MOST_WORDS = 24
"""Words of a name that are compared; longer names are compared on these, and the reasons say so."""

SON = frozenset(
    {
        "bin",
        "ibn",
        "ben",
        "bint",
        "binti",
        "bn",
        "ould",
        "wuld",
        "бин",
        "ибн",
        "بن",
        "ابن",
        "بنت",
        "בן",
        "בת",
    }
)
_LAST = {"i": 1, "v": 5, "x": 10}  # one letter is a numeral at the end of a name only
_LETTERS_FROM = 10**6  # above any number that a name bears
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_ARTICLE = re.compile(r"[ae]l(?=[a-z]{5})")
_SERVANT = re.compile(r"(?:abd[aeou]{1,2}(?:l|([rsnztd])(?=\1))?|عبدال|абдул)(?=\w{4})")
_NUMBER_SIGNS = frozenset(
    {"no", "nr", "num", "number", "numero", "numéro", "número", "nummer", "номер", "n°", "nº", "№"}
)
_COMPANY = ("company",)  # the word for a company, in any language, says what "Co." says: a form
_MOST_BITS, _LEAST_BITS = 24.0, 3.0


K = TypeVar("K")


class Kind(IntEnum):
    """What a word of a name is, by the word alone."""

    NAME = 0
    INITIAL = 1
    PARTICLE = 2
    TITLE = 3
    SUFFIX = 4
    NUMBER = 5
    GENERIC = 6
    STOP = 7


COMPARED = frozenset({Kind.NAME, Kind.INITIAL, Kind.NUMBER, Kind.GENERIC})


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name.

    Attributes:
        spelling: Its readings.
        kind: What it is.
        bits: How much sharing it tells: the rarer, the more.
        number: Its value when it is a number; else -1.
        ids: Names that a nickname stands for, itself among them, or the class of a translated word.
        patronymic: Whether it has the ending of a patronymic.
        son: Whether a word for son or daughter stood before it (bin, ibn).
        led: The word with the particles before it written together (ben Yahia, Benyahia).
        bare: The word without an article that is written with it (Alotaibi, Otaibi), or whom a
            compound serves (Karim of Abdulkarim): either half may be left out or torn off.
        stem: A patronymic without its ending: all share the ending, the father's name tells.
        daughter: Whether a patronymic is a woman's.
    """

    spelling: Spelling
    kind: Kind
    bits: float
    number: int = -1
    ids: tuple[str, ...] = ()
    patronymic: bool = False
    son: bool = False
    led: Spelling | None = None
    bare: Spelling | None = None
    stem: Spelling | None = None
    daughter: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A name ready to be compared.

    Attributes:
        text: As given.
        literal: Cleaned and case-folded, for equality.
        person: Whether it was read as a person's name.
        words: The words that are compared, in the order printed.
        flat: First keys of all compared words, written together.
        generation: 1 senior, 2 junior or second, 3 third ...; 0 not stated.
        form: Class of the legal form, or "".
        kin: The wider class of legal forms that are used alike, or "".
        key: Key that translations of an organisation's name share, or "".
        eastern: Whether it is written syllable by syllable, each a word that tells.
        cut: Whether words beyond :data:`MOST_WORDS` were left out.
    """

    text: str
    literal: str
    person: bool
    words: tuple[Word, ...]
    flat: str
    generation: int = 0
    form: str = ""
    kin: str = ""
    key: str = ""
    cut: bool = False
    eastern: bool = False


_PERSONS: dict[str, Word] = {}
_OTHERS: dict[tuple[str, str], Word] = {}
_MOST_KNOWN = 1 << 17
"""Words that were prepared are kept, up to so many of each kind."""


@lru_cache(maxsize=1 << 16)
def analyse(name: str, person: bool = True) -> Name:
    """Take a name apart.

    Args:
        name: In any script.
        person: Read it as a person's name; otherwise as that of an organisation, vessel or thing.
    """
    return analyse_all(((name, person),))[0]


def analyse_all(names: Sequence[tuple[str, bool]]) -> list[Name]:
    """Take many names apart, each as a person's or not: their words are prepared together.

    Args:
        names: Name, and whether it is read as a person's name, as of :func:`analyse`.
    """
    persons = {name: person_words(name) for name, person in names if person}
    others = {name: organisation_words(name) for name, person in names if not person}
    prepare_words(chain.from_iterable(persons.values()), chain.from_iterable(others.values()))
    return [
        _person(name, persons[name]) if person else _organisation(name, others[name])
        for name, person in names
    ]


def analyse_vessel(name: str) -> Name:
    """Take a vessel's name apart, without the letters that say only that a ship follows."""
    return as_printed(analyse(without_ship_sign(name), False), name)


def as_printed(made: Name, name: str) -> Name:
    """A name that was read without its ship's sign, under what is printed."""
    return made if made.text == name else replace(made, text=name, literal=_literal(name))


def prepare_words(persons: Iterable[str], others: Iterable[tuple[str, str]] = ()) -> None:
    """Prepare words together that are asked for singly afterwards; it changes nothing but the time.

    Args:
        persons: Words of persons' names.
        others: Words of other names, each with its group.
    """
    _prepare(_PERSONS, persons, _person_words)
    _prepare(_OTHERS, others, _other_words)


def _prepare(
    known: dict[K, Word], told: Iterable[K], make: Callable[[Sequence[K]], list[Word]]
) -> None:
    new = [word for word in dict.fromkeys(told) if word not in known]
    if len(known) + len(new) > _MOST_KNOWN:
        known.clear()
    known.update(zip(new, make(new), strict=True))


def person_word(text: str) -> Word:
    """Prepare a word of a person's name."""
    return _PERSONS.get(text) or _kept(_PERSONS, text, _person_words)


def organisation_word(text: str, group: str = "") -> Word:
    """Prepare a word of an organisation's name; a group is a class that its translations share."""
    key = text, group
    return _OTHERS.get(key) or _kept(_OTHERS, key, _other_words)


def _kept(known: dict[K, Word], key: K, make: Callable[[Sequence[K]], list[Word]]) -> Word:
    found = make((key,))[0]
    if len(known) >= _MOST_KNOWN:
        known.clear()
    known[key] = found
    return found


def _person_words(texts: Sequence[str]) -> list[Word]:
    made = spellings(texts)
    patronymics = [is_patronymic(text) for text in texts]
    stems = [
        _stem(text.rstrip(".")) if told else _served(text)
        for text, told in zip(texts, patronymics, strict=True)
    ]
    kinds = [_kind_of(text, one.script) for text, one in zip(texts, made, strict=True)]
    bares = [
        (_without_article(text.rstrip(".")) or _served(text)) if kind == Kind.NAME else ""
        for text, kind in zip(texts, kinds, strict=True)
    ]
    parts = [part for part in (*stems, *bares) if part]
    spelled = dict(zip(parts, spellings(parts), strict=True))
    rare = rarity_all([one.text for one in made], list(map(_key_of, made)))
    every = zip(texts, made, kinds, rare, patronymics, stems, bares, strict=True)
    return [
        Word(
            one,
            kind,
            _bits(told),
            _digits(text.rstrip(".")),
            _nickname_ids(text, one),
            patronymic,
            led=None,
            bare=spelled[bare] if bare else None,
            stem=spelled[stem] if stem else None,
            daughter=patronymic and text.endswith(FEMININE_PATRONYMICS),
        )
        for text, one, kind, told, patronymic, stem, bare in every
    ]


def _key_of(one: Spelling) -> str:
    """What a plain Latin word folds to, uncut; "" of any other."""
    plain = one.keys and one.script == "Latin" and one.text.isascii()
    return one.keys[0] if plain and len(one.keys[0]) < LONGEST else ""


def _kind_of(text: str, script: str) -> Kind:
    bare = text.rstrip(".")
    if bare in PARTICLES or bare in SON or bare == "ال":
        return Kind.PARTICLE
    if is_initial(text) and script not in ("Han", "Hangul", "Hiragana", "Katakana"):
        return Kind.INITIAL
    if bare in TITLES:
        return Kind.TITLE
    return Kind.SUFFIX if bare in NAME_SUFFIXES or bare in GENERATIONS else Kind.NAME


def _without_article(text: str) -> str:
    article = _ARTICLE.match(text)
    return text[article.end() :] if article else ""


def _nickname_ids(text: str, made: Spelling) -> tuple[str, ...]:
    """The names that a word may stand for, itself first; none for one that is nobody's nickname."""
    if not made.keys:
        return ()
    names = formal_of(made.keys[0]) if made.script in ALPHABETS else formal(text)
    return (made.keys[0], *sorted(names)) if names else made.keys[:1]


def _stem(text: str) -> str:
    """A patronymic without its ending; "" where nothing is left."""
    ending = max((end for end in PATRONYMIC_ENDINGS if text.endswith(end)), key=len, default="")
    return text[: len(text) - len(ending)] if ending else ""


def _served(text: str) -> str:
    """Whose servant a compound names: Karim of Abdulkarim, which Abdulhalim shares the rest with."""
    found = _SERVANT.match(text)
    return text[found.end() :] if found else ""


def _other_words(told: Sequence[tuple[str, str]]) -> list[Word]:
    made = spellings([text for text, _ in told])
    rare = rarity_all([one.text for one in made], list(map(_key_of, made)))
    return [
        _other_word(text, group, one, bits)
        for (text, group), one, bits in zip(told, made, rare, strict=True)
    ]


def _other_word(text: str, group: str, made: Spelling, rare: float) -> Word:
    number = _number(text)
    ids = (group,) if group else ()
    if number >= 0:
        kind = Kind.NUMBER
    elif text in ORG_STOP_WORDS or made.keys[:1] == ("",):
        kind = Kind.STOP
    elif group or text in ORG_GENERIC:
        kind = Kind.GENERIC
    else:
        kind = Kind.NAME
    return Word(made, kind, _bits(rare) * (0.5 if kind == Kind.GENERIC else 1.0), number, ids)


def _bits(rare: float) -> float:
    """How much sharing a word tells, in bits, bounded."""
    return min(_MOST_BITS, max(_LEAST_BITS, rare))


def _person(name: str, cut: Sequence[str]) -> Name:
    found: list[Word] = []
    before: list[str] = []
    eastern = by_syllables(cut)
    family = eastern and not _has_small_particle(name)
    for text in cut:
        made = person_word(text)
        if family and made.kind == Kind.PARTICLE and text not in SON:
            made = replace(made, kind=Kind.NAME)
        if made.kind == Kind.PARTICLE:
            before.append(text)
        elif before:
            led = spelling("".join(before) + text)
            made = replace(made, son=not SON.isdisjoint(before), led=led)
            before = []
        found.append(made)
    kept = [word for word in found if word.kind in COMPARED]
    if not any(word.kind == Kind.NAME for word in kept):
        kept = [
            word if word.kind == Kind.INITIAL else replace(word, kind=Kind.NAME)
            for word in found
            if word.kind not in (Kind.TITLE, Kind.SUFFIX)
        ]
    return Name(
        name,
        _literal(name),
        True,
        tuple(kept[:MOST_WORDS]),
        _flat(kept),
        generation=max((_generation(word) for word in found), default=0),
        cut=len(kept) > MOST_WORDS,
        eastern=eastern,
    )


def _has_small_particle(name: str) -> bool:
    """Whether a particle stands in small letters in a name that has capitals: van der Lee, not Van Lee."""
    if name == name.lower():
        return False
    return any(word in PARTICLES for word in name.split())


def _is_sign(found: Sequence[Word], at: int) -> bool:
    """Whether a word says no more than that a number follows: No. 5, Number Five."""
    follows = at + 1 < len(found) and found[at + 1].kind == Kind.NUMBER
    return follows and found[at].spelling.text.rstrip(".") in _NUMBER_SIGNS


def _generation(word: Word) -> int:
    return GENERATIONS.get(word.spelling.text.rstrip("."), 0) if word.kind == Kind.SUFFIX else 0


def _organisation(name: str, cut: Sequence[tuple[str, str]]) -> Name:
    parsed = parse_org(name)
    found = [organisation_word(text, group) for text, group in cut]
    if found and (number := _last_letter(found)) >= 0:
        found[-1] = replace(found[-1], kind=Kind.NUMBER, number=number)
    told = [
        word for at, word in enumerate(found) if not _is_sign(found, at) and word.ids != _COMPANY
    ]
    kept = [word for word in told if word.kind in COMPARED] or told or found
    return Name(
        name,
        _literal(name),
        False,
        tuple(kept[:MOST_WORDS]),
        _flat(kept),
        form=parsed.form or "",
        kin=parsed.kin or "",
        key=parsed.key,
        cut=len(kept) > MOST_WORDS,
    )


def _last_letter(found: Sequence[Word]) -> int:
    """The value of a single letter at the end of a name, which designates as a number does; else -1.

    I, V and X are numerals; of others (Fund A, Atlantic B) the letter itself is the value. Letters in
    a row (N A) are initials.
    """
    last = found[-1].spelling
    if last.text in _LAST:
        return _LAST[last.text]
    alone = len(last.text) == 1 and len(found) > 1 and len(found[-2].spelling.text) > 1
    if not alone or last.script not in ALPHABETS or len(last.plain) != 1:
        return -1
    return _LETTERS_FROM + ord(last.plain)


def _literal(name: str) -> str:
    return " ".join(clean(name).casefold().split())


def _flat(found: list[Word]) -> str:
    return "".join(word.spelling.keys[0] for word in found[:MOST_WORDS] if word.spelling.keys)


def _digits(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else -1


def _number(text: str) -> int:
    """The value of digits, a number word, an ordinal or a Roman numeral; -1 for any other word."""
    if found := numbers(text):
        return found[0] if len(found) == 1 else -1
    if not 1 < len(text) <= 6 or any(char not in _ROMAN for char in text):
        return -1
    values = [_ROMAN[char] for char in text]
    total = sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))
    return total if 0 < total < 40 else -1
