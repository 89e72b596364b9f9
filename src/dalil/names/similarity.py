"""How alike two words of names are, from what is prepared once for each word.

A :class:`Spelling` holds the readings of a word; two spellings are compared by arithmetic on them,
so that a compiled kernel can do the same (the steps are written out in :func:`compare`). Only words
of two scripts whose readings are near, yet not the same, are asked of the learned likeness. Nothing
is said of whole names here, and nothing of people: one letter may be a slip of the pen in a long
word and another person's name in a short one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from dalil.names.edits import edits as edits
from dalil.names.fold import (
    bare,
    bare_writings,
    fold,
    fold_all,
    fold_bare_all,
    fold_latin,
    folds_all,
    latin,
    latin_all,
    may_be_bare,
)
from dalil.names.genders import is_womans_of
from dalil.names.how import WHY as WHY
from dalil.names.how import How as How
from dalil.names.inflect import base_forms
from dalil.names.likeness import token_likeness
from dalil.names.parts import masculine
from dalil.names.reading import finding_readings, possible_readings, readings
from dalil.names.scripts import clean, main_script
from dalil.names.tables import LOOKS_LATIN
from dalil.names.tables_eastern import SIMPLIFIED

CERTAIN = 6.0
MOST_KEYS = 8
LONGEST = 40  # letters of a word that are compared

ASKED = 0.35
"""Words of two scripts whose readings are less alike than this are not asked of the likeness."""

_RATIOS = (-6.0, -3.0, -1.5, 0.0, 1.5, 3.0, 5.0)
_VALUES = (0.2, 0.45, 0.58, 0.72, 0.84, 0.93, 0.97)
ALPHABETS = frozenset({"Latin", "Cyrillic", "Greek", "Armenian", "Georgian"})
SYLLABIC = frozenset({"Han", "Hangul"})
SYLLABLES = 3
"""Characters up to which a word in Han or Hangul is a name or part of one, told by each of them."""
_SIMPLER = str.maketrans(SIMPLIFIED)
_FEW_SYLLABLES = 2
_KNOWN, _UNKNOWN = 1.5, -3.0
_USUAL = 4  # of a Korean family name: 최 is Choi or Choe, and Cho is another
_VOWELS = re.compile(r"(?<=.)[aeiou]+")  # not the first letter of a line
_LOOKS = str.maketrans("01i528", "ollszb")
_NOT_ALNUM = re.compile(r"[^a-z0-9]")
_WOMANS = re.compile(r"[iea]?a$")
_MANS = frozenset({"", "i", "ii", "ei", "o", "io", "e", "os", "ios", "is", "us", "ius", "as"})
_SHORT = 3
_OF_FAITH = "الدين"
_LOOKS_COST = 0.7
_UNVOWELED = 0.35  # a word without vowels is an abbreviation, hardly ever another name
_FIRST_LETTER = 0.5  # a slip seldom falls on the first letter


@dataclass(frozen=True, slots=True)
class Spelling:
    """What is prepared of a word.

    Attributes:
        text: Cleaned, lower case.
        plain: Its Latin writing in ASCII letters and digits, as passports and banks write it: a
            Latin word without its marks (š is s, not sh); "" when there is none.
        keys: Folded readings, the likeliest first; empty when there is none.
        bones: Consonants of the first key, with its first letter.
        looks: ``plain`` with letters and digits that look alike made one; of a word in Han or Hangul
            itself, traditional characters made simplified.
        bases: Keys of the base forms that a declined word may go back to.
        masculine: Key of the masculine form of a gendered family name; else the first key.
        script: As :func:`dalil.names.scripts.main_script` names it.
        known: Key of several words that are not Latin, read as one; else empty, and read when asked.
    """

    text: str
    plain: str
    keys: tuple[str, ...]
    bones: str
    looks: str
    bases: frozenset[str]
    masculine: str
    script: str
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """How two words meet.

    Attributes:
        distance: 0 for the same word; about the number of letters that differ otherwise.
        value: 1 for the same word, falling with the distance in proportion to the length.
        how: In what way.
        ratio: The learned log-likelihood ratio where it was asked; else :data:`CERTAIN`.
    """

    distance: float
    value: float
    how: How
    ratio: float = CERTAIN


NO_MEETING = Meeting(9.0, 0.0, How.APART)


@lru_cache(maxsize=1 << 17)
def spelling(word: str) -> Spelling:
    """Prepare a word, in any script."""
    return spellings((word,))[0]


def spellings(words: Sequence[str]) -> list[Spelling]:
    """Prepare many words at once, which costs a fraction of one by one."""
    if not words:
        return []
    texts = [clean(word).lower() for word in words]
    scripts = [main_script(text) for text in texts]
    found = [
        (text,) if script in ALPHABETS or text.isascii() else _read(text)
        for text, script in zip(texts, scripts, strict=True)
    ]
    written = latin_all([read[0] if read else "" for read in found])
    firsts = [one[:LONGEST] for one in fold_latin(written)]
    plains = list(map(_plain, texts, scripts, written))
    every = zip(firsts, _bare_keys(texts), _other_keys(texts, scripts, found), texts, strict=True)
    keys = [
        tuple(dict.fromkeys(filter(None, (first, *bares, *others, _look_alike(text)))))[:MOST_KEYS]
        for first, bares, others, text in every
    ]
    return [
        Spelling(*one)
        for one in zip(
            texts,
            plains,
            keys,
            skeletons(firsts),
            _all_looks(texts, scripts, plains),
            _bases(texts, firsts),
            _masculine(texts, scripts, firsts),
            scripts,
            strict=True,
        )
    ]


def _plain(text: str, script: str, written: str) -> str:
    """The usual Latin writing of a word, by what :func:`latin_all` makes of its first reading."""
    if script == "Latin" and not text.isascii():
        written = bare(text)
    return (written if written.isascii() else _NOT_ALNUM.sub("", written))[:LONGEST]


def _all_looks(texts: Sequence[str], scripts: Sequence[str], plains: Sequence[str]) -> list[str]:
    looks = _looks("\n".join(plains)).split("\n")
    return [
        text.translate(_SIMPLER) if script in SYLLABIC else look
        for text, script, look in zip(texts, scripts, looks, strict=True)
    ]


def _bare_keys(texts: Sequence[str]) -> list[list[str]]:
    """Keys of Latin words as they are written without marks; they stand before others, never cut off."""
    ways = [_bare_ways(text) for text in texts]
    keys = iter(fold_bare_all([way for group in ways for way in group]))
    return [[key[:LONGEST] for key in islice(keys, len(group))] for group in ways]


def _bare_ways(text: str) -> tuple[str, ...]:
    if text.isascii():
        return (latin(text),) if "c" in text and may_be_bare(text) else ()
    return bare_writings(text)


def _other_keys(
    texts: Sequence[str], scripts: Sequence[str], found: Sequence[tuple[str, ...]]
) -> list[list[str]]:
    """Keys of a word beside its first: of its ambiguous letters, or of its other readings."""
    otherwise = [text.replace("ў", "о") for text in texts]  # Uzbek Oʻ, Belarusian U
    return [
        sorted({key[:LONGEST] for key in ({*spelled, fold(other)} if other != text else spelled)})
        if script in ALPHABETS
        else [fold(reading)[:LONGEST] for reading in read[1:]]
        for text, other, script, read, spelled in zip(
            texts, otherwise, scripts, found, folds_all(texts), strict=True
        )
    ]


def _bases(texts: Sequence[str], firsts: Sequence[str]) -> list[frozenset[str]]:
    forms = [() if text.isascii() else _own_bases(text) for text in texts]
    keys = iter(fold_all([form for group in forms for form in group]))
    return [
        frozenset(key[:LONGEST] for key in islice(keys, len(group))) - {first, ""}
        for group, first in zip(forms, firsts, strict=True)
    ]


def _own_bases(text: str) -> tuple[str, ...]:
    """Base forms of a word, but for the man's name beside which it is a woman's."""
    found = base_forms(text)
    mans = {fold(base) for base in found if is_womans_of(text, base)}
    return tuple(base for base in found if fold(base) not in mans) if mans else found


def _masculine(texts: Sequence[str], scripts: Sequence[str], firsts: Sequence[str]) -> list[str]:
    """Keys of masculine forms; the first key where a word has none."""
    found = [
        man
        if script in ALPHABETS and (man := masculine(text)) != text and not is_womans_of(text, man)
        else ""
        for text, script in zip(texts, scripts, strict=True)
    ]
    keys = iter(fold_all([man for man in found if man]))
    return [
        next(keys)[:LONGEST] if man else first for man, first in zip(found, firsts, strict=True)
    ]


@lru_cache(maxsize=1 << 14)
def _keys_of(text: str, script: str) -> tuple[str, ...]:
    """Keys of every reading of a word that is not Latin: dear, so read only where it is asked."""
    if script == "Latin":
        return ()
    return tuple(dict.fromkeys(fold(reading)[:LONGEST] for reading in _read(text)))


@lru_cache(maxsize=1 << 14)
def _possible_keys(text: str) -> frozenset[str]:
    """Keys among which :func:`_keys_of` chooses; none of a word that is Latin."""
    if main_script(text) == "Latin":
        return frozenset()
    return frozenset(key[:LONGEST] for key in fold_all(sorted(_possible(text))))


def _possible(
    text: str, readings_of: Callable[[str], frozenset[str]] = possible_readings
) -> set[str]:
    """Readings among which :func:`_read` chooses."""
    if text.endswith(_OF_FAITH) and len(text) > len(_OF_FAITH) + 1:
        return {f"{way}uddin" for way in _possible(text.removesuffix(_OF_FAITH), readings_of)}
    return {found for way in _written_otherwise(text) for found in readings_of(way)}


def finding_keys(text: str) -> tuple[str, ...]:
    """Keys by which a word of a script that is no alphabet is looked for, in no order.

    What :func:`spelling` puts in order at many times the cost; a word that may be compared with it
    has one of these among its keys, or nearly.

    Args:
        text: As of :func:`dalil.matching.segments.person_words`.
    """
    found = fold_all(sorted(_possible(clean(text).lower(), finding_readings)))
    return tuple(dict.fromkeys(key[:LONGEST] for key in found if key))


def _read(text: str) -> tuple[str, ...]:
    """Readings of a word that is not Latin; a final alif maqsura is also read as alif.

    A compound of faith (Shams al-Din) is read by its first part, the rest being always the same.
    """
    if text.endswith(_OF_FAITH) and len(text) > len(_OF_FAITH) + 1:
        return tuple(f"{way}uddin" for way in _read(text.removesuffix(_OF_FAITH)))
    found = [readings(way, MOST_KEYS) for way in reversed(_written_otherwise(text))]
    mixed = (way[place] for place in range(MOST_KEYS) for way in found if place < len(way))
    return tuple(dict.fromkeys(mixed))[:MOST_KEYS]


def skeleton(key: str) -> str:
    """The consonants of a folded word, with its first letter."""
    return skeletons((key,))[0]


def skeletons(keys: Sequence[str]) -> list[str]:
    """Skeletons of many folded words."""
    return _VOWELS.sub("", "\n".join(keys)).split("\n") if keys else []


def joined(parts: tuple[Spelling, ...]) -> Spelling:
    """Neighbouring words read as one word."""
    key = ""
    for part in parts:
        key = _bound(key, part.keys[0] if part.keys else "")
    key = key[:LONGEST]
    plain = "".join(part.plain for part in parts)[:LONGEST]
    return Spelling(
        text="".join(part.text for part in parts),
        plain=plain,
        keys=(key,) if key else (),
        bones=skeleton(key),
        looks=_looks(plain),
        bases=frozenset(),
        masculine=key,
        script=parts[0].script,
        known=(key,) if key and parts[0].script != "Latin" else (),
    )


def _bound(one: str, other: str) -> str:
    """Two keys written together: a letter doubled by it is one, and h after g is silent."""
    silent = one[-1:] == other[:1] or (one[-1:] == "g" and other[:1] == "h")
    return one + other[1:] if one and silent else one + other


def compare(one: Spelling, other: Spelling) -> Meeting:
    """Say how two words meet.

    The first rule that fits decides: same text; of two words in Han or in Hangul their characters
    (simplified ones for traditional, or only the same sound, and else another word up to
    :data:`SYLLABLES`); then, for all others, same Latin letters; same first key; a key in common
    (alphabets only); a base form in common; the same masculine form; one the other with a feminine
    ending. Then, for words of two scripts
    whose best readings are at least :data:`ASKED` alike, the learned likeness; else the least of:
    edits between the plain letters, edits between the first keys plus .2, half a letter and a fifth
    of the edits where the consonants are the same (a third of a letter where one word has no vowels
    at all), .7 where the letters look the same; plus half a
    letter where the first letters differ. The value is one less the distance over the longer length
    (at least 3).
    """
    if one.text == other.text:
        return Meeting(0.0, 1.0, How.SAME)
    if not one.keys or not other.keys:
        return NO_MEETING
    if in_characters(one, other):
        if one.looks == other.looks:
            return Meeting(0.2, 1 - 0.2 / size_of(one, other), How.READING)
        if one.plain == other.plain or one.keys[0] == other.keys[0]:
            return Meeting(0.6, 1 - 0.6 / size_of(one, other), How.SAME_SOUND)
        if max(len(one.text), len(other.text)) <= SYLLABLES:
            return NO_MEETING
    if known := _same_reading(one, other):
        return Meeting(known[0], 1 - known[0] / size_of(one, other), known[1])
    if _endings_apart(one, other):
        return Meeting(1.5, max(0.0, 1 - 1.5 / size_of(one, other)), How.ENDING)
    distance, how = _letters(one, other)
    value = max(0.0, 1 - distance / size_of(one, other))
    if one.script == other.script:
        return Meeting(distance, value, how)
    if value < ASKED and _nearest_keys(one, other) < ASKED:
        return Meeting(distance, value, how)
    return _across(one, other)


def in_characters(one: Spelling, other: Spelling) -> bool:
    """Whether two words are written in one script whose characters tell names of one sound apart."""
    return one.script == other.script and one.script in SYLLABIC and not (one.known or other.known)


def _across(one: Spelling, other: Spelling) -> Meeting:
    ratio = max(
        token_likeness(left, right)
        for left in _written_otherwise(one.text)
        for right in _written_otherwise(other.text)
    )
    ratio = max(-CERTAIN, min(CERTAIN, ratio + _listed(one, other)))
    value = _VALUES[-1]
    for low, high, bottom, top in zip(_RATIOS, _RATIOS[1:], _VALUES, _VALUES[1:], strict=False):
        if ratio <= high:
            value = bottom + (top - bottom) * (ratio - low) / (high - low)
            break
    return Meeting((1 - value) * size_of(one, other), value, How.ACROSS, ratio)


def _listed(one: Spelling, other: Spelling) -> float:
    """What the listed readings of a word add to what its letters say.

    A spelling among them is likelier the name. One or two Han or Hangul characters have few readings,
    all listed, so a Latin spelling outside them is another name, however few its letters are:
    Jianguo against Jianhua.
    """
    for native, written in ((one, other), (other, one)):
        few = native.script in SYLLABIC and len(native.text) <= _FEW_SYLLABLES
        if not few and not native.known and written.keys[0] not in _possible_keys(native.text):
            continue  # no need to put its readings in their order
        known = native.known or _keys_of(native.text, native.script)
        if not known:
            continue
        if native.script == "Hangul" and len(native.text) == 1:
            known = known[:_USUAL]
        if written.keys[0] in known:
            return _KNOWN
        if few and written.script == "Latin":
            return _UNKNOWN
    return 0.0


def other_readings(one: Spelling, other: Spelling) -> tuple[str, tuple[str, ...]]:
    """One or two Han or Hangul characters and their readings, where a Latin word is none of them."""
    if one.script == other.script or _listed(one, other) >= 0:
        return "", ()
    native = other if one.script == "Latin" else one
    return native.text, native.known or _keys_of(native.text, native.script)


def _written_otherwise(text: str) -> tuple[str, ...]:
    """A final alif maqsura is read a (Mustafa) or, as Egyptians write it, i."""
    return (text, text[:-1] + "ا") if text.endswith("ى") else (text,)


def _nearest_keys(one: Spelling, other: Spelling) -> float:
    """Likeness of the two readings that are most alike."""
    best = 0.0
    for left in one.keys:
        for right in other.keys:
            longest = max(len(left), len(right), _SHORT)
            best = max(best, 1 - edits(left, right, longest) / longest)
    return best


def _same_reading(one: Spelling, other: Spelling) -> tuple[float, How] | None:
    if one.plain and one.plain == other.plain:
        if one.script != other.script:
            return 0.2, How.READING
        return (0.1, How.MARKS) if one.script in ALPHABETS else (0.6, How.READING)
    if one.keys[0] == other.keys[0]:
        return 0.3, How.READING
    if one.script not in ALPHABETS or other.script not in ALPHABETS:
        return (0.6, How.GENDERED) if _feminine(one, other) or _feminine(other, one) else None
    if not set(one.keys).isdisjoint(other.keys):
        return 0.45, How.ANOTHER_READING
    if not ({one.keys[0], *one.bases}).isdisjoint({other.keys[0], *other.bases}):
        return 0.5, How.DECLINED
    if one.masculine == other.masculine:
        return 0.6, How.GENDERED
    return None


def _feminine(one: Spelling, other: Spelling) -> bool:
    """Whether a word is the feminine form of a family name that the other reads."""
    return one.masculine != one.keys[0] and one.masculine in other.keys


def _letters(one: Spelling, other: Spelling) -> tuple[float, How]:
    limit = size_of(one, other) // 2 + 1
    plain = edits(one.plain, other.plain, limit=limit)
    folded = edits(one.keys[0], other.keys[0], limit=limit)
    distance, how = min(float(plain), folded + 0.2), How.LETTERS
    if one.bones == other.bones and len(one.bones) >= _SHORT:
        unvoweled = one.bones == one.keys[0] or other.bones == other.keys[0]
        bare = _UNVOWELED if unvoweled else 0.5 + 0.2 * distance
        if bare < distance:
            distance, how = bare, How.VOWELS
    if distance > _LOOKS_COST and one.looks == other.looks:
        distance, how = _LOOKS_COST, How.LOOKS
    if one.keys[0][0] != other.keys[0][0]:
        distance += _FIRST_LETTER
    return distance, how


def _endings_apart(one: Spelling, other: Spelling) -> bool:
    """Whether one word is the other with a feminine ending: Valery, Valeria; Giorgos, Giorgia."""
    left, right = one.keys[0], other.keys[0]
    if left.endswith("a") == right.endswith("a") or "er" in (one.plain[-2:], other.plain[-2:]):
        return False
    woman, man = (left, right) if left.endswith("a") else (right, left)
    stem = _WOMANS.sub("", woman)
    return len(stem) >= _SHORT and man.startswith(stem) and man[len(stem) :] in _MANS


def size_of(one: Spelling, other: Spelling) -> int:
    """Letters of the longer of two words, at least three: what distances are measured against."""
    return max(len(one.plain), len(other.plain), _SHORT)


def _looks(plain: str) -> str:
    text = plain.translate(_LOOKS)
    return text.replace("rn", "m").replace("cl", "d").replace("vv", "w")


def _look_alike(text: str) -> str:
    """Key of a word written wholly in letters that look Latin: Cyrillic оѕамо for osamo."""
    if text.isascii() or any(char not in LOOKS_LATIN for char in text):
        return ""
    return fold("".join(LOOKS_LATIN[char] for char in text))
