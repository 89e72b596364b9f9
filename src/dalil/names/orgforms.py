"""Names of organisations: legal form apart from the name, and keys that translations share.

``ТОО «Торговый дом «Карсу»``, ``TOO Torgovy Dom Karsu`` and ``Qarsu Trading House LLP`` share a key.
Two forms of different kin (a limited company, a joint stock company) contradict each other; a
missing form contradicts nothing. Whether two names are one organisation is not decided here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from dalil.names.fold import bare as without_marks
from dalil.names.fold import fold
from dalil.names.inflect import base_forms
from dalil.names.scripts import MARKS, clean, script_of, scripts_in
from dalil.names.tables import ORG_FORMS, ORG_GENERIC, ORG_STOP_WORDS, ORG_WORDS

_BRACKETS = re.compile(r"\(([^()]{2,80})\)")
_POSSESSIVE = re.compile(r"'s\b")
_DROP = re.compile(r"[.'\"]")
_PARTS = re.compile(rf"[^\w/&{MARKS}]+")
_UNSPACED = frozenset({"Han", "Hiragana", "Katakana", "Hangul", "Thai"})
_LONGEST_WORD = 200
_LONGEST_PIECE = 12
_LONGEST_FORM = 6
_TELLING_FORM = 5  # letters of a form that is no other word without its marks
_LONGEST_PHRASE = 4
_STOP = ORG_STOP_WORDS | {"&", "/"}
_HEADS = frozenset(
    {"oy", "pt", "kk", "株式会社", "주식회사"}
)  # stand before a name that ends in a form too
# Too short or too common to count as a form at the beginning of a name.
_NEVER_FIRST = frozenset(
    {
        "co",
        "company",
        "limited",
        "ltd",
        "inc",
        "corp",
        "corporation",
        "incorporated",
        "sa",
        "as",
        "ab",
        "ag",
        "ev",
        "lp",
        "kg",
        "bv",
        "nv",
        "spa",
    }
)


@dataclass(frozen=True, slots=True)
class OrgName:
    """The parts of an organisation's name.

    Attributes:
        core: The words without legal form and brackets, lower case.
        form: Class of the legal form (``llp``), or None.
        kin: The wider class that translators use alike (``limited``), or None.
        key: Folded words and word classes, sorted; equal for translations of one name.
        specific: False when every word says only what kind of body it is (Ministry of Finance).
        aliases: Names in brackets, as printed.
    """

    core: tuple[str, ...]
    form: str | None
    kin: str | None
    key: str
    specific: bool
    aliases: tuple[str, ...] = ()


@lru_cache(maxsize=1 << 15)
def parse_org(name: str) -> OrgName:
    """Take an organisation's name apart."""
    text = clean(name)
    aliases = tuple(found.strip() for found in _BRACKETS.findall(text))
    printed = _printed(text)
    core, form = _without_form(printed)
    keyed = _classes(core)
    own = [word for word in keyed if word]
    specific = any(not word.startswith("#") and word not in _generic_keys() for word in own)
    name_of, kin = form or (None, None)
    lowered = tuple(word.lower() for word in core)
    return OrgName(
        lowered,
        name_of,
        kin,
        " ".join(sorted(own or filter(None, map(fold, core)))),
        specific,
        aliases,
    )


def org_key(name: str) -> str:
    """Key of an organisation's name, without its legal form."""
    return parse_org(name).key


def has_form(name: str) -> bool:
    """Whether a name carries a legal form, so is an organisation's."""
    return _without_form(_printed(clean(name)))[1] is not None


def may_have_form(first: str, last: str) -> bool:
    """Whether a name with these first and last words (lower case) can carry a legal form at all."""
    begins, ends = _edges()
    return first in begins or last in ends


def compatible(one: OrgName, other: OrgName) -> bool:
    """Whether two legal forms may be one: the same kin, or one of them not stated."""
    return one.kin is None or other.kin is None or one.kin == other.kin


def _printed(text: str) -> list[str]:
    """The words outside brackets; all where none stands outside."""
    return _split(_BRACKETS.sub(" ", text)) or _split(text)


def _split(text: str) -> list[str]:
    text = _DROP.sub("", _POSSESSIVE.sub("", text))
    found = [word for word in _PARTS.split(text) if word not in ("", "/")]
    if text.isascii() or not any(script in _UNSPACED for script in scripts_in(text)):
        return found
    return [piece for word in found for piece in _pieces(word[:_LONGEST_WORD])]


def _pieces(word: str) -> list[str]:
    """Cut known forms and words out of a word of a script that puts no spaces: 中国银行有限公司."""
    known = _unspaced()
    pieces: list[str] = []
    at = begun = 0
    while at < len(word):
        size = next((n for n in range(_LONGEST_PIECE, 1, -1) if word[at : at + n] in known), 0)
        if not size:
            at += 1
            continue
        pieces += [word[begun:at], word[at : at + size]]
        at = begun = at + size
    return [piece for piece in (*pieces, word[begun:]) if piece]


@cache
def _unspaced() -> frozenset[str]:
    from dalil.names.tables_orgs import WORLD_FORMS, WORLD_WORDS

    phrases = (*ORG_FORMS, *WORLD_FORMS, *ORG_WORDS, *WORLD_WORDS)
    return frozenset(
        phrase for phrase in phrases if 1 < len(phrase) <= _LONGEST_PIECE and _is_unspaced(phrase)
    )


def _is_unspaced(phrase: str) -> bool:
    return all(script_of(char) in _UNSPACED for char in phrase)


_AND = ("&", "and", "und", "et", "e", "y", "и")  # GmbH & Co. KG, GmbH and Co. KG


@cache
def _forms() -> dict[tuple[str, ...], tuple[str, str]]:
    from dalil.names.tables_orgs import WORLD_FORMS

    made: dict[tuple[str, ...], tuple[str, str]] = {}
    for table in (WORLD_FORMS, ORG_FORMS):
        for form, found in table.items():
            cut = _form_words(form)
            for sign in _AND if "&" in cut else ("&",):
                made[tuple(sign if word == "&" else word for word in cut)] = found
    for cut, found in list(made.items()):
        bare = tuple(map(without_marks, cut))  # Anonim Sirketi, as it is typed without marks
        if bare != cut and max(map(len, bare)) >= _TELLING_FORM and all(map(str.isascii, bare)):
            made.setdefault(bare, found)
    return made


@cache
def _edges() -> tuple[frozenset[str], frozenset[str]]:
    """First and last words of all forms."""
    return frozenset(form[0] for form in _forms()), frozenset(form[-1] for form in _forms())


def _form_words(form: str) -> tuple[str, ...]:
    """The words of a form as a name's words will be cut: unspaced forms stay whole."""
    if _is_unspaced(form):
        return (form,)
    return tuple(_PARTS.split(_DROP.sub("", form.lower()).strip("()（）")))


def _without_form(printed: list[str]) -> tuple[list[str], tuple[str, str] | None]:
    """Cut the legal form off the end or the beginning; a name never vanishes in its form."""
    lower = [word.lower() for word in printed]
    forms, (first, last) = _forms(), _edges()
    if not lower or (lower[0] not in first and lower[-1] not in last):
        return printed, None
    for length in range(min(_LONGEST_FORM, len(printed) - 1), 0, -1):
        if found := forms.get(tuple(lower[-length:])):
            rest = printed[:-length]
            return rest[1:] if len(rest) > 1 and lower[0] in _HEADS else rest, found
    for length in range(min(_LONGEST_FORM, len(printed) - 1), 0, -1):
        head = lower[:length]
        found = forms.get(tuple(head))
        if found and (length > 1 or _may_begin(printed[0])):
            return printed[length:], found
    return printed, None


def _may_begin(word: str) -> bool:
    """Whether one word may be a form before the name: a form in capitals, or of an unspaced script."""
    return (word.isupper() and word.lower() not in _NEVER_FIRST) or _is_unspaced(word)


@cache
def _phrases() -> dict[tuple[str, ...], str]:
    from dalil.names.tables_orgs import WORLD_WORDS

    return {
        _phrase_words(phrase): f"#{name}"
        for table in (WORLD_WORDS, ORG_WORDS)
        for phrase, name in table.items()
    }


@cache
def _first_of_phrases() -> frozenset[str]:
    return frozenset(phrase[0] for phrase in _phrases() if phrase)


def _phrase_words(phrase: str) -> tuple[str, ...]:
    if _is_unspaced(phrase):
        return (fold(phrase),)
    words = _PARTS.split(_DROP.sub("", _POSSESSIVE.sub("", phrase)))
    return tuple(fold(word) for word in words if word not in ("", "/"))


@cache
def _generic_keys() -> frozenset[str]:
    return frozenset(map(fold, ORG_GENERIC))


def _classes(core: list[str]) -> list[str]:
    """Fold each word, and write a phrase that is translated as a whole as its class."""
    keys = [_base_key(word) for word in core]
    phrases, first = _phrases(), _first_of_phrases()
    found: list[str] = []
    at = 0
    while at < len(keys):
        if keys[at] not in first:
            found.append("" if _says_nothing(core, at) else keys[at])
            at += 1
            continue
        for length in range(min(_LONGEST_PHRASE, len(keys) - at), 0, -1):
            if name := phrases.get(tuple(keys[at : at + length])):
                found.append(name)
                at += length
                break
        else:
            found.append("" if _says_nothing(core, at) else keys[at])
            at += 1
    return found


def _says_nothing(core: list[str], at: int) -> bool:
    """Whether a word is an article or a conjunction; a single letter at the end (Fund A) tells."""
    word = core[at]
    if word.lower() not in _STOP:
        return False
    last = 0 < at == len(core) - 1 and len(word) == 1 and word.isalpha()
    return not (last and len(core[at - 1]) > 1)


@lru_cache(maxsize=1 << 16)
def _base_key(word: str) -> str:
    """Fold a word; a declined word of the tables (фонда, министерству) by its base form."""
    if word.isascii():
        return fold(word) if word != "&" else "&"
    known = _known()
    return next((key for form in base_forms(word) if (key := fold(form)) in known), fold(word))


@cache
def _known() -> frozenset[str]:
    return frozenset(key for phrase in _phrases() for key in phrase) | _generic_keys()
