"""Take a model's answer apart: JSON of the wanted shape, word for word of the closed vocabularies.

An answer that is no such JSON is refused whole, one that gives a key twice too; a claim in it that is
not as wanted is refused alone. Nothing is mended: an unknown word is a refusal, never the nearest
known one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dalil.claims.llm.prompt import KINDS
from dalil.errors import BadInput
from dalil.evidence import Kind, Predicate, Stage, Stance

MAX_CLAIMS = 200
"""Claims of one answer that are looked at."""
MAX_QUOTE = 4000
MAX_LIST = 60
"""Holders, names or relations of one claim; more of them is no reading of one quote."""
_FENCE = "```"


@dataclass(frozen=True, slots=True)
class Said:
    """Whom a model names as a holder: the id of a name, or words of the passage."""

    name: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation as the model names it; ``sum`` are words of the quote."""

    predicate: Predicate
    subject: str
    object: str | None = None
    detail: str | None = None
    sum: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """One claim as the model proposes it; nothing in it has been held against the text yet."""

    paragraph: str
    quote: str
    holders: tuple[Said, ...]
    about: tuple[str, ...]
    stance: Stance
    kind: Kind
    stage: Stage | None
    negated: bool
    hedged: bool
    relations: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class Misshapen:
    """A claim of an answer that is not as wanted: what it began with, and why."""

    quote: str
    reason: str


def take_apart(text: str) -> list[Proposal | Misshapen]:
    """The claims of an answer, in its order.

    Raises:
        BadInput: The answer is no JSON object with a list of claims; the message says how it begins.
    """
    try:
        whole = json.loads(_unfenced(text), object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"The answer is no whole JSON: {text[:60]!r}.") from error
    listed = whole.get("claims") if isinstance(whole, dict) else None
    if not isinstance(listed, list):
        raise BadInput(f"The answer holds no list of claims: {text[:60]!r}.")
    found = [_proposal(item) for item in listed[:MAX_CLAIMS]]
    if len(listed) > MAX_CLAIMS:
        found.append(Misshapen("", f"{len(listed) - MAX_CLAIMS} claims over the limit."))
    return found


def _unfenced(text: str) -> str:
    """An answer without the fence of three backticks that some models set about it."""
    bare = text.strip()
    first, _, rest = bare.partition("\n")
    if first.strip().lower() not in (_FENCE, f"{_FENCE}json") or not rest.endswith(_FENCE):
        return text
    return rest.removesuffix(_FENCE)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object whose keys differ: of two values for one key, neither is the model's word."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _no_number(word: str) -> object:
    raise ValueError(f"{word} is no JSON")


def _proposal(item: object) -> Proposal | Misshapen:
    quote = str(item.get("quote", "")) if isinstance(item, Mapping) else ""
    try:
        return _read(item)
    except (ValueError, TypeError, KeyError) as error:
        return Misshapen(_storable(quote[:200]), f"Not as wanted: {_storable(str(error)[:200])}.")


def _storable(words: str) -> str:
    """Words without what no file or database holds: lone surrogates and NUL."""
    return words.encode("utf-8", "replace").decode("utf-8").replace("\0", "?")


def _read(item: object) -> Proposal:
    if not isinstance(item, Mapping):
        raise TypeError("a claim that is no object")
    quote = _words(item, "quote")
    if len(quote) > MAX_QUOTE:
        raise ValueError(f"a quote of {len(quote)} characters")
    kind = Kind(_words(item, "kind"))
    if kind not in KINDS:
        raise ValueError(f"the kind {kind} is not a reader's")
    stage = item.get("stage")
    return Proposal(
        paragraph=_words(item, "paragraph"),
        quote=quote,
        holders=tuple(_holder(one) for one in _list(item, "holders")),
        about=tuple(_text(one) for one in _list(item, "about")),
        stance=Stance(_words(item, "stance")),
        kind=kind,
        stage=None if stage is None else Stage(_text(stage)),
        negated=_flag(item, "negated"),
        hedged=_flag(item, "hedged"),
        relations=tuple(_tie(one) for one in _list(item, "relations")),
    )


def _holder(one: object) -> Said:
    if not isinstance(one, Mapping):
        raise TypeError("a holder that is no object")
    name, words = one.get("name"), one.get("words")
    if (name is None) == (words is None):
        raise ValueError("a holder needs a name or words, and one of them")
    return Said(_text(name)) if name is not None else Said(words=_text(words))


def _tie(one: object) -> Tie:
    if not isinstance(one, Mapping):
        raise TypeError("a relation that is no object")
    optional = {
        key: None if one.get(key) is None else _text(one[key])
        for key in ("object", "detail", "sum")
    }
    return Tie(Predicate(_words(one, "predicate")), _text(one.get("subject")), **optional)


def _words(item: Mapping[str, object], key: str) -> str:
    value = _text(item.get(key))
    if not value.strip():
        raise ValueError(f"no {key}")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r:.40} where words are needed")
    if _storable(value) != value:
        raise ValueError("words that are no text")
    return value


def _flag(item: Mapping[str, object], key: str) -> bool:
    value = item.get(key, False)
    if not isinstance(value, bool):
        raise TypeError(f"{key} is neither true nor false")
    return value


def _list(item: Mapping[str, object], key: str) -> Sequence[object]:
    value = item.get(key, [])
    if not isinstance(value, list):
        raise TypeError(f"{key} is no list")
    if len(value) > MAX_LIST:
        raise ValueError(f"{len(value)} {key} in one claim")
    return value
