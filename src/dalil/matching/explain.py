"""The reasons of a score, one line a feature, from what was measured; nothing is compared again.

A reason names the words that it speaks of. It never says who somebody is.
"""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import normalize

from dalil.matching.alignment import Link
from dalil.matching.analysis import MOST_WORDS, Name
from dalil.matching.features import NAMES, Pair
from dalil.names.similarity import SYLLABIC, WHY, How

_INITIAL, _SAME, _CUT = How.INITIAL, How.SAME, How.CUT
_PLACE = {name: place for place, name in enumerate(NAMES)}
_LITERAL, _ORDER, _KINSHIP, _GENERATION, _NUMBERS, _ALONE, _GENERAL, _ACRONYM, _RARITY, _MET = (
    _PLACE["literal"], _PLACE["order"], _PLACE["kinship_turned"], _PLACE["generation"],
    _PLACE["numbers"], _PLACE["alone"], _PLACE["only_general_words"], _PLACE["acronym"],
    _PLACE["rarity"], _PLACE["met_words"],
)  # fmt: skip
_OTHER_NUMBERS = 2
_COMMON_BITS = 18.0
_RARE_BITS = 34.0
_SELDOM_BITS = 17.0
_ACROSS_SCRIPTS = {
    "Latin": "Latin letters",
    "Cyrillic": "Cyrillic",
    "Han": "Chinese characters",
    "Hangul": "Hangul",
    "Hiragana": "kana",
    "Katakana": "kana",
}
_KAZAKH = frozenset("әғқңөұүһі")


def reasons(pair: Pair, vector: Sequence[float]) -> tuple[str, ...]:
    """Say why a pair of names has its features.

    Args:
        pair: The two names and how their words met.
        vector: The features of the pair.
    """
    left, right, links = pair.left, pair.right, pair.alignment.links
    if vector[_LITERAL]:
        lines = [f"name: {left.text} = {right.text}, {_how_literal(left.text, right.text)}"]
    else:
        lines = [_met(left, right, link) for link in links]
    if pair.alignment.left_over or pair.alignment.right_over:
        lines += _left_over(pair)
    _others(lines, vector, left, right)
    if not any(link.how != _INITIAL for link in links):
        lines.append("no whole word in common")
    return tuple(lines)


def _how_literal(left: str, right: str) -> str:
    """Whether two names that are the same when cleaned are so as printed: to look so may be meant."""
    one, other = (" ".join(normalize("NFC", text).casefold().split()) for text in (left, right))
    if one == other:
        return "letter for letter"
    return "the same once look-alike letters and signs are set aside"


def _met(left: Name, right: Name, link: Link) -> str:
    one = " ".join([left.words[i].spelling.text for i in link.left])
    other = " ".join([right.words[j].spelling.text for j in link.right])
    sign = "=" if link.how == _SAME else "~"
    return f"word: {one} {sign} {other}, {_how(left, right, link)} ({link.value:.2f})"


def _how(left: Name, right: Name, link: Link) -> str:
    one, other = left.words[link.left[0]].spelling, right.words[link.right[0]].spelling
    said = "written together, likely one name" if link.how == _CUT else WHY[link.how]
    if one.script == other.script:
        by_letters = link.how in (How.LETTERS, How.VOWELS, How.LOOKS)
        return (
            "other characters, of a like reading" if by_letters and one.script in SYLLABIC else said
        )
    native = one if one.script != "Latin" else other
    return f"{_script(native.script, native.text)}, {said}"


def _script(script: str, text: str) -> str:
    if script == "Cyrillic" and not _KAZAKH.isdisjoint(text):
        return "Kazakh or kindred Cyrillic"
    return _ACROSS_SCRIPTS.get(script, script)


def _left_over(pair: Pair) -> list[str]:
    one = [pair.left.words[i] for i in pair.alignment.left_over]
    other = [pair.right.words[j] for j in pair.alignment.right_over]
    if one and other:
        texts = (" ".join(w.spelling.text for w in side) for side in (one, other))
        return ["contradicted: {} against {}".format(*texts)]
    return [
        f"{'patronymic' if word.patronymic else 'word'} on one side only: {word.spelling.text}"
        for word in (*one, *other)
    ]


def _others(lines: list[str], vector: Sequence[float], left: Name, right: Name) -> None:
    """Add what the names say beside their words."""
    if vector[_ORDER]:
        lines.append("order: the words stand in another order")
    if vector[_KINSHIP]:
        lines.append("kinship: the son of one name is the father of the other")
    if vector[_GENERATION]:
        lines.append("generation: the names state different ones (junior, senior, II ...)")
    if vector[_NUMBERS] == _OTHER_NUMBERS:
        lines.append("number: the names bear different numbers")
    if vector[_ALONE] == 1:
        lines.append("one whole word against a fuller name")
    if vector[_GENERAL] and not left.person:
        lines.append("only common words in common")
    if vector[_ACRONYM]:
        lines.append("acronym: one name is the initials of the other")
    if left.form != right.form:
        lines += _forms(left, right)
    rarity = vector[_RARITY]
    mean = rarity / max(1.0, vector[_MET])
    if rarity and rarity < _COMMON_BITS:
        lines.append(f"rarity: common words only ({rarity:.0f} bits)")
    elif rarity >= _RARE_BITS and mean >= _SELDOM_BITS:
        lines.append(f"rarity: seldom chosen words ({mean:.0f} bits a word)")
    if left.cut or right.cut:
        lines.append(f"length: only the first {MOST_WORDS} words were compared")


def _forms(left: Name, right: Name) -> list[str]:
    if not (left.form or right.form) or left.form == right.form:
        return []
    if left.kin and right.kin and left.kin != right.kin:
        return [f"legal forms of different kinds: {left.form} against {right.form}"]
    return [f"legal form: {left.form or 'not stated'} against {right.form or 'not stated'}"]
