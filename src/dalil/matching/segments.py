"""Where a name is cut into words: scripts without spaces, articles, brackets, phrases.

The cut is made from signs of the script only. A wrong cut is mended when names are compared, since
neighbouring words are also read as one.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from dalil.names.fold import fold, words
from dalil.names.forms import forms
from dalil.names.orgforms import parse_org
from dalil.names.scripts import main_script, scripts_in
from dalil.names.tables import ORG_WORDS

_TWO_CHARACTER_SURNAMES = frozenset(
    [
        "欧阳",
        "歐陽",
        "司马",
        "司馬",
        "上官",
        "诸葛",
        "諸葛",
        "司徒",
        "东方",
        "東方",
        "皇甫",
        "尉迟",
        "尉遲",
        "公孙",
        "公孫",
        "慕容",
        "令狐",
        "宇文",
        "长孙",
        "長孫",
        "轩辕",
        "軒轅",
        "端木",
        "夏侯",
        "남궁",
        "황보",
        "제갈",
        "선우",
        "독고",
        "사공",
        "서문",
        "동방",
    ]
)
_ARTICLES = frozenset(
    {"al", "el", "ul", "ud", "ur", "us", "ar", "as", "ad", "ed", "er", "es", "аль", "эль", "ال"}
)
_SERVANT = dict.fromkeys(
    ("abd", "abdul", "abdel", "abdal", "abdoul", "abdur", "abdus", "abdu", "abdool"), "abdul"
) | {"абд": "абдул", "абдул": "абдул", "абдель": "абдул", "عبد": "عبدال", "עבד": "עבדאל"}
_GOD = dict.fromkeys(("allah", "ullah", "llah", "lah", "alla", "ulla"), "abdullah") | {
    "الله": "عبدالله",
    "له": "عبدالله",
    "لله": "عبدالله",
    "алла": "абдулла",
    "аллах": "абдулла",
}
_FATHER = dict.fromkeys(("abu", "abou", "abo", "aboo"), "abu") | {
    "абу": "абу",
    "أبو": "أبو",
    "ابو": "أبو",
    "אבו": "אבו",
}
_FAITH = dict.fromkeys(("din", "dine", "deen", "den", "dein"), "uddin") | {
    "дин": "уддин",
    "دين": "الدين",
}
_OF_FAITH = frozenset(
    {"aldin", "eldin", "eldine", "uddin", "uddine", "eddin", "eddine", "addin", "aldeen", "eldeen"}
)
_SON_OF = dict.fromkeys(
    ("oglu", "oğlu", "ogly", "oglı", "oghlu", "ogli", "ugli", "ulu", "uly", "uulu", "ulı"), "oglu"
) | dict.fromkeys(("оглы", "оғлы", "оглу", "огли", "уулу", "улы", "ұлы", "ўғли", "угли"), "оглы")
_DAUGHTER_OF = dict.fromkeys(
    ("qizi", "qızı", "qyzy", "kyzy", "kizi", "kızı", "gizi", "gyzy", "gızı"), "kyzy"
) | dict.fromkeys(("кызы", "қызы", "қизи", "гызы", "кизи"), "кызы")
_CHILD_OF = _SON_OF | _DAUGHTER_OF
"""Words after a father's name that make it a patronymic (Vagif oglu, Rashid qizi), by one writing each."""
_BRACKETS = re.compile(r"[()\[\]]")
_WITH_ARTICLE = re.compile(r"^(?:al|el)-?(?=\w{4})")  # Abd Alrahman
_SHORTEST_ARABIC = 5
_LONGEST_PHRASE = 4
_LONGEST_HAN, _LONGEST_HANGUL, _JAPANESE = 6, 4, 3


def person_words(name: str) -> tuple[str, ...]:
    """Cut a person's name into words.

    Han and Hangul names fall into family and given name; an Arabic article stands apart; compounds of
    servant, father and faith (Abd al-Rahman, Abu Bakr, Shams al-Din) are one word.
    """
    found = words(_BRACKETS.sub(" ", name))
    cut = [part for word in found for part in _cut(word, alone=len(found) == 1)]
    made: list[str] = []
    at = 0
    while at < len(cut):
        size, text = _compound(cut, at)
        made.append(text)
        at += size
    return tuple(made)


def _compound(cut: list[str], at: int) -> tuple[int, str]:
    """How many words from a place on are one compound, and how it is written."""
    word, rest = cut[at], cut[at + 1 : at + 3]
    article = len(rest) == 2 and rest[0] in _ARTICLES
    if rest and rest[0] in _CHILD_OF and len(word) > 1 and word not in _ARTICLES:
        return 2, word + _CHILD_OF[rest[0]]
    if word in _SERVANT and rest:
        if rest[0] in _GOD or (article and rest[1] in _GOD):
            return 3 if article else 2, _GOD[rest[1] if article else rest[0]]
        if article:
            return 3, _SERVANT[word] + rest[1]
        if rest[0] in _ARTICLES:
            return 1, word
        return 2, _SERVANT[word] + _WITH_ARTICLE.sub("", rest[0])
    if word in _FATHER and rest:
        if article:
            return 3, _FATHER[word] + rest[1]
        return (2, _FATHER[word] + rest[0]) if rest[0] not in _ARTICLES else (1, word)
    if article and rest[1] in _FAITH:
        return 3, word + _FAITH[rest[1]]
    if rest and rest[0] in _OF_FAITH:
        return 2, word + "uddin"
    return 1, word


_COMPOUNDS = (
    _CHILD_OF.keys() | _ARTICLES | _SERVANT.keys() | _FATHER.keys() | _FAITH.keys() | _OF_FAITH
)


@lru_cache(maxsize=1 << 16)
def is_plain(word: str) -> bool:
    """Whether a word of a person's name is cut the same whatever stands beside it.

    Args:
        word: Lower case, letters only.
    """
    if word in _COMPOUNDS:
        return False
    return word.isascii() or (
        words(word) == (word,) and person_words(word) == (word,) and len(scripts_in(word)) == 1
    )


_SHIP = re.compile(r"^\s*(?:m\s*[./]\s*[vty]\.?|[fs]\s*[./]\s*[vys]\.?|mv)\s+(?=\S)", re.IGNORECASE)


_SIGN_OF_SHIP = re.compile(
    r"^\s*(?:l[pn]g\s*/?\s*c|m\s*[./]?\s*[vtsy]|s\s*[./]?\s*[svy]|f\s*[./]?\s*[vt]|t\s*[./]?\s*b|mfv|tug"
    r"|(?:motor|fishing|sailing)\s+vessel|motor\s+(?:tanker|yacht|ship)|steam\s*ship|т\s*/\s*[хк]|п\s*/\s*х)"
    r"\.?\s+(?=[^\W_]*[^\W\d_])",
    re.IGNORECASE,
)


def without_ship_sign(name: str) -> str:
    """A vessel's name without the letters that say only that a ship follows: MT, SS, F/V, LPG/C.

    Of other names they may be a part (MT Holdings), so that only what is known to be a vessel is
    read so.
    """
    return _SIGN_OF_SHIP.sub("", name)


def organisation_words(name: str) -> tuple[tuple[str, str], ...]:
    """Cut an organisation's name without its legal form, brackets kept.

    What says only that a vessel follows (M/V, M.T.) is left out.

    Returns:
        Each word, or phrase that is translated as a whole, with the class that its translations
        share ("" for none).
    """
    parsed = parse_org(_SHIP.sub("", name))
    core = [part for word in parsed.core for part in words(word)]
    inside = [part for alias in parsed.aliases for part in words(alias) if part not in core]
    found = [*core, *inside] or list(words(name))
    keys = [fold(word) for word in found]
    cut: list[tuple[str, str]] = []
    at = 0
    while at < len(found):
        for length in range(min(_LONGEST_PHRASE, len(found) - at), 0, -1):
            if group := _phrases().get(tuple(keys[at : at + length])):
                cut.append((" ".join(found[at : at + length]), group))
                at += length
                break
        else:
            cut.append((found[at], ""))
            at += 1
    return tuple(cut)


@cache
def _phrases() -> dict[tuple[str, ...], str]:
    return {
        tuple(fold(word) for word in words(phrase)): group for phrase, group in ORG_WORDS.items()
    }


def _family_length(word: str, script: str) -> int:
    """Characters of the family name of an unspaced name; 0 where it is not cut.

    From four characters on a name is most often a Japanese one: three of family name where they are
    known as a name, else two.
    """
    count = len(word)
    if not 2 <= count <= (_LONGEST_HAN if script == "Han" else _LONGEST_HANGUL):
        return 0
    if script == "Han" and count > _JAPANESE and forms(word[:3]):
        return 3
    if count > _LONGEST_HANGUL + 1:
        return 0
    if count > _JAPANESE or (count == _JAPANESE and word[:2] in _TWO_CHARACTER_SURNAMES):
        return 2
    return 1


def _cut(word: str, *, alone: bool) -> tuple[str, ...]:
    if word.isascii():
        return (word,)
    script = main_script(word)
    if alone and script in ("Han", "Hangul") and (at := _family_length(word, script)):
        return word[:at], word[at:]
    if (
        script == "Arabic"
        and word.startswith("ال")
        and len(word) >= _SHORTEST_ARABIC
        and word != "الله"
    ):
        return "ال", word[2:]
    return (word,)
