"""Readings of Hangul, kana and Han words by rules, and the spellings that families keep.

Revised Romanisation and McCune-Reischauer for Korean, Hepburn and Kunrei for kana, pinyin,
Wade-Giles and Hong Kong spellings for Han. Japanese readings of Han characters have no rule: they are
left to the learned channel (:mod:`dalil.names.reading`).
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice, product
from types import ModuleType

from dalil.names.symbols import pinyin

_BASE, _LAST = 0xAC00, 0xD7A3
_MOST = 12
_LONG = re.compile(r"ou|oo|uu|aa|ei")
_SPLIT = re.compile(r"(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]?)(.*)")
_SMALL = "ァィゥェォャュョヮ"
_TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}


@cache
def _tables() -> ModuleType:
    from dalil.names import tables_eastern

    return tables_eastern


def hangul_readings(word: str) -> list[str]:
    """Give the spellings of a Korean word: what families write first, then both systems."""
    tables = _tables()
    if not all(_BASE <= ord(char) <= _LAST for char in word):
        return []
    official = _official(word, "revised"), _official(word, "reischauer")
    if len(word) == 1:
        return [*tables.HANGUL_FAMILIES.get(word, ()), *official]
    spelled = [tables.HANGUL_SYLLABLES.get(char, ()) for char in word]
    plain = [_official(char, "revised") for char in word]
    options = [(*own, base) for own, base in zip(spelled, plain, strict=True)]
    if len(word) > 2 and word[0] in tables.HANGUL_FAMILIES:
        options[0] = tables.HANGUL_FAMILIES[word[0]]
    ranked = _by_rank(options)
    return [ranked[0], *official, *ranked[1:]]


def _official(word: str, system: str) -> str:
    rules = _tables().HANGUL_SYSTEMS[system]
    parts = [
        ((ord(c) - _BASE) // 588, (ord(c) - _BASE) % 588 // 28, (ord(c) - _BASE) % 28) for c in word
    ]
    text = ""
    before = 0
    for place, (initial, vowel, final) in enumerate(parts):
        first = rules["initials"][initial]
        if place and initial == 11 and before in rules["linked"]:
            first = rules["linked"][before]
        elif place and system == "reischauer" and before in (0, 4, 8, 16, 21):
            first = _tables().HANGUL_VOICED.get(first, first) if initial in (0, 3, 7, 12) else first
        follows = parts[place + 1][0] if place + 1 < len(parts) else None
        links = follows == 11 and final in rules["linked"]
        text += first + rules["vowels"][vowel] + ("" if links else rules["finals"][final])
        before = final
    return text


def kana_readings(word: str) -> list[str]:
    """Give the spellings of a word in kana: Hepburn, Kunrei, each with long vowels short and doubled."""
    text = word.translate(_TO_KATAKANA)
    found = []
    for table in (_tables().HEPBURN, _tables().KUNREI):
        spelled = _spell(text, table)
        short = _LONG.sub(lambda long: long.group()[0] if long.group() != "ei" else "ei", spelled)
        marked = spelled.replace("-", "")
        found += [short.replace("-", ""), marked, short.replace("-", "").replace("o", "oh", 1)]
    return list(dict.fromkeys(found[:2] + found[3:5] + found[2:3]))


def _spell(text: str, table: dict[str, str]) -> str:
    signs: list[str] = []
    place = 0
    while place < len(text):
        for length in (2, 1):
            piece = text[place : place + length]
            if piece in table:
                signs.append(table[piece])
                place += len(piece)
                break
        else:
            signs.append(_small(signs, text[place]) if text[place] in _SMALL else "")
            place += 1
    spelled = "".join(signs)
    spelled = re.sub(r"q(ch)", r"t\1", spelled)
    spelled = re.sub(r"q([a-z])", r"\1\1", spelled).replace("q", "")
    return re.sub(r"([aeiou])-", lambda found: found.group(1) + "-", spelled)


def _small(signs: list[str], kana: str) -> str:
    """Read a small kana into the syllable before it: チャ is cha, キャ is kya."""
    vowel = {"ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o", "ヮ": "wa"}.get(kana)
    if not signs or not signs[-1][-1:] or signs[-1][-1] not in "iueo":
        return vowel or {"ャ": "ya", "ュ": "yu", "ョ": "yo"}[kana]
    if vowel:
        signs[-1] = signs[-1][:-1]
        return vowel
    stem, glide = signs[-1][:-1], {"ャ": "a", "ュ": "u", "ョ": "o"}[kana]
    signs[-1] = stem
    return glide if stem in ("sh", "ch", "j") else "y" + glide


def han_readings(word: str) -> list[str]:
    """Give the spellings of a Han word: pinyin, Wade-Giles, Hong Kong."""
    tables = _tables()
    mandarin = [_mandarin(char, len(word) == 1) for char in word]
    if not all(mandarin):
        return []
    standard = ["".join(found) for found in islice(product(*mandarin), _MOST // 2)]
    giles = "".join(wade_giles(found[0]) for found in mandarin)
    hong_kong = [tables.CANTONESE.get(char, ()) for char in word]
    southern = _by_rank(hong_kong)[:3] if all(hong_kong) else []
    return [standard[0], *southern, giles, *standard[1:]]


def _mandarin(char: str, alone: bool) -> tuple[str, ...]:
    special = _tables().SURNAMES.get(char, ()) if alone else ()
    usual = [one.replace("v", "u") for one in pinyin(char)[:2]]
    return tuple(dict.fromkeys([*special, *usual]))


def wade_giles(syllable: str) -> str:
    """Write a pinyin syllable (no tone) in Wade-Giles without its marks."""
    tables = _tables()
    if syllable in tables.WADE_SYLLABLES:
        found: str = tables.WADE_SYLLABLES[syllable]
        return found
    split = _SPLIT.match(syllable)
    initial, final = split.groups() if split else ("", syllable)
    return str(tables.WADE_INITIALS.get(initial, initial) + tables.WADE_FINALS.get(final, final))


def _by_rank(options: list[tuple[str, ...]]) -> list[str]:
    """Join one option of each place, the combinations of the first options first."""
    narrow = [option[: 3 if len(options) < 4 else 2] for option in options[:8]]
    rest = "".join(option[0] for option in options[8:])
    ranked = sorted(
        product(*(range(len(option)) for option in narrow)), key=lambda row: (sum(row), row)
    )
    joined = (
        "".join(option[at] for option, at in zip(narrow, row, strict=True)) + rest for row in ranked
    )
    return list(dict.fromkeys(islice(joined, _MOST)))
