"""Names written syllable by syllable: Vietnamese, Chinese and Korean ones in Latin or Cyrillic letters.

In such a name each syllable is a word of its own, so that one letter more or less is another name, and
a syllable that looks like a particle of Europe (Le, Do, Du, Van) is a family name. Nothing is said of
where the bearer comes from: Tom Le Dan is cut the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from dalil.names.customs import are_eastern_given
from dalil.names.latin import plain
from dalil.names.scripts import main_script
from dalil.names.translit import romanise

_MOST, _LEAST = 4, 2
_ONE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|sh|zh|ts|hs|kk|tt|pp|ss|jj|[bcdfghjklmnpqrstvwxyz])?"
    r"[hgkw]?[wy]?[aeiouy]{1,3}(?:ng|nh|ch|ck|[cklmnptw])?"
)
_VOWELS = re.compile(r"[аеёиоуыэюяіїєәөүұѣ]+")
_SYLLABLES = 2
"""Most syllables of a word: of a Chinese given name."""


@lru_cache(maxsize=1 << 18)
def is_syllable(word: str) -> bool:
    """Whether a word in lower case can be one syllable of such a name, or two of a Chinese given name."""
    if word.isascii() and word.isalpha():
        return bool(_ONE.fullmatch(word)) or are_eastern_given([word], "chinese")
    script = main_script(word)
    if script == "Cyrillic":
        if len(_VOWELS.findall(word)) > _SYLLABLES:
            return False  # no reading of it has fewer
        word = romanise(word)
    elif script != "Latin":
        return False
    bare = plain(word.replace("đ", "d").replace("ơ", "o").replace("ư", "u"))
    return bool(_ONE.fullmatch(bare)) or (bare.isascii() and are_eastern_given([bare], "chinese"))


def by_syllables(words: Sequence[str]) -> bool:
    """Whether a name of two to four words, in lower case, consists of syllables only."""
    return _LEAST <= len(words) <= _MOST and all(map(is_syllable, words))
