"""The reasons of a score, one line a feature, from what was measured; nothing is compared again.

A reason names the words that it speaks of. It never says who somebody is.
"""

from __future__ import annotations

from collections.abc import Sequence

from dalil.matching.alignment import Link
from dalil.matching.analysis import MOST_WORDS, Name
from dalil.matching.features import NAMES, Pair
from dalil.names.similarity import WHY, How

_COMMON_BITS = 18.0
_RARE_BITS = 34.0
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
    found = dict(zip(NAMES, vector, strict=True))
    left, right = pair.left, pair.right
    if found["literal"]:
        lines = [f"name: {left.text} = {right.text}, letter for letter"]
    else:
        lines = [_met(left, right, link) for link in pair.alignment.links]
    lines += _left_over(pair)
    lines += _others(found, left, right)
    if not any(link.how != How.INITIAL for link in pair.alignment.links):
        lines.append("no whole word in common")
    return tuple(lines)


def _met(left: Name, right: Name, link: Link) -> str:
    one = " ".join(left.words[i].spelling.text for i in link.left)
    other = " ".join(right.words[j].spelling.text for j in link.right)
    sign = "=" if link.how == How.SAME else "~"
    return f"word: {one} {sign} {other}, {_how(left, right, link)} ({link.value:.2f})"


def _how(left: Name, right: Name, link: Link) -> str:
    one, other = left.words[link.left[0]].spelling, right.words[link.right[0]].spelling
    said = "written together, likely one name" if link.how == How.CUT else WHY[link.how]
    if one.script == other.script:
        return said
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


def _others(found: dict[str, float], left: Name, right: Name) -> list[str]:
    lines = []
    if found["order"]:
        lines.append("order: the words stand in another order")
    if found["kinship_turned"]:
        lines.append("kinship: the son of one name is the father of the other")
    if found["generation"]:
        lines.append("generation: the names state different ones (junior, senior, II ...)")
    if found["numbers"] == 2:
        lines.append("number: the names bear different numbers")
    if found["alone"] == 1:
        lines.append("one whole word against a fuller name")
    if found["only_general_words"] and not left.person:
        lines.append("only common words in common")
    if found["acronym"]:
        lines.append("acronym: one name is the initials of the other")
    lines += _forms(left, right)
    if found["rarity"] and found["rarity"] < _COMMON_BITS:
        lines.append(f"rarity: common words only ({found['rarity']:.0f} bits)")
    elif found["rarity"] >= _RARE_BITS:
        lines.append(f"rarity: seldom chosen words ({found['rarity']:.0f} bits)")
    if left.cut or right.cut:
        lines.append(f"length: only the first {MOST_WORDS} words were compared")
    return lines


def _forms(left: Name, right: Name) -> list[str]:
    if not (left.form or right.form) or left.form == right.form:
        return []
    if left.kin and right.kin and left.kin != right.kin:
        return [f"legal forms of different kinds: {left.form} against {right.form}"]
    return [f"legal form: {left.form or 'not stated'} against {right.form or 'not stated'}"]
