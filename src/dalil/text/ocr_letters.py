"""Letters that look the same in two scripts, settled by the words around them.

With Kazakh, Russian and English asked for at once, tesseract writes a lone English "a" as the
Cyrillic letter that looks just so. Only letters without any visible difference are exchanged, and
only where the rest of the word is in the other script, or, for single letters and words in small letters,
the words beside it; a code such as "A2" or "BBC" is left as it was recognised.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_LATIN = "aceopxyihABCEHIKMOPTXYjsS"
_CYRILLIC = "асеорхуіһАВСЕНІКМОРТХУјѕЅ"
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_IS_LATIN, _IS_CYRILLIC = re.compile("[A-Za-z]"), re.compile("[\u0400-\u052f]")


def settle(words: Sequence[str]) -> list[str]:
    """The words of one line, each in one script where that changes nothing to be seen."""
    own = [_script(word) for word in words]
    settled: list[str] = []
    for place, word in enumerate(words):
        wanted = own[place]
        around = {own[near] for near in (place - 1, place + 1) if 0 <= near < len(own)} - {""}
        if len(around) == 1 and (len(word) == 1 or word.islower()) and not _certain(word):
            wanted = around.pop() or wanted
        settled.append(_turned(word, wanted))
    return settled


def _script(word: str) -> str:
    """``L`` or ``C`` by the letters that exist in one script only, then by number; "" for none."""
    latin, cyrillic = _IS_LATIN.findall(word), _IS_CYRILLIC.findall(word)
    sure_latin = sum(letter not in _LATIN for letter in latin)
    sure_cyrillic = sum(letter not in _CYRILLIC for letter in cyrillic)
    if sure_latin != sure_cyrillic:
        return "L" if sure_latin > sure_cyrillic else "C"
    if len(latin) == len(cyrillic):
        return ""
    return "L" if len(latin) > len(cyrillic) else "C"


def _certain(word: str) -> bool:
    """A letter of the word exists in one script only."""
    return any(
        (_IS_LATIN.match(letter) and letter not in _LATIN)
        or (_IS_CYRILLIC.match(letter) and letter not in _CYRILLIC)
        for letter in word
    )


def _turned(word: str, script: str) -> str:
    """The word in the script, if every letter of it can be shown so."""
    if script == "L":
        turned = word.translate(_TO_LATIN)
        return word if _IS_CYRILLIC.search(turned) else turned
    if script == "C":
        turned = word.translate(_TO_CYRILLIC)
        return word if _IS_LATIN.search(turned) else turned
    return word
