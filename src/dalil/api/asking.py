"""Parameters and bodies of requests, read strictly: what is not known or not right is refused by name.

No parameter is passed over: a client that believes that it filtered must not get an unfiltered answer.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar, cast

from starlette.exceptions import HTTPException
from starlette.requests import Request

from dalil.api.guard import MOST_BODY, MOST_DRAINED
from dalil.errors import BadInput

T = TypeVar("T")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}(?::\d{2}(?::\d{2})?)?)?")
_TRUE, _FALSE = frozenset({"true", "1", "yes", "on"}), frozenset({"false", "0", "no", "off"})
_DEEPEST = 12
_LONGEST = 4096
MOST_VALUES = 200
"""Most values of a parameter that may be repeated."""


class Parameters:
    """The parameters of a request.

    Args:
        request: The request.
        known: Names of those that its address takes.

    Raises:
        BadInput: One that is not known, or one that cannot be read.
    """

    def __init__(self, request: Request, known: Sequence[str]) -> None:
        self._given = request.query_params
        unknown = sorted({name for name in self._given if name not in known})
        if unknown:
            raise BadInput(
                f"The parameter {', '.join(unknown)[:200]!r} is not known here.",
                f"There are: {', '.join(known) or 'none'}.",
            )
        for name, text in self._given.multi_items():
            encodable(name, text)
            if len(text) > _LONGEST:
                raise BadInput(f"The parameter {name!r} is longer than {_LONGEST} characters.")

    def text(self, name: str, default: str = "") -> str:
        """A parameter given once, or the default."""
        values = self._given.getlist(name)
        if len(values) > 1:
            raise BadInput(f"The parameter {name!r} is given {len(values)} times.", "Give it once.")
        return values[0] if values else default

    def many(self, name: str, most: int = MOST_VALUES) -> tuple[str, ...]:
        """All values of a parameter that may be repeated; empty ones do not count."""
        values = tuple(text for text in self._given.getlist(name) if text)
        if len(values) > most:
            raise BadInput(f"The parameter {name!r} has {len(values)} values; the bound is {most}.")
        return values

    def whole(self, name: str, default: int, most: int) -> int:
        """A whole number from 0 to a bound."""
        return self._read(name, default, lambda text: _whole(name, text, most))

    def share(self, name: str, default: float) -> float:
        """A number from 0 to 1."""
        return self._read(name, default, lambda text: _share(name, text))

    def flag(self, name: str, default: bool | None) -> bool | None:
        """Yes or no."""
        return self._read(name, default, lambda text: _flag(name, text))

    def day(self, name: str) -> str:
        """A day or time; its day as ISO date, "" where it is not given."""
        return self._read(name, "", lambda text: _day(name, text))

    def _read(self, name: str, default: T, read: Callable[[str], T]) -> T:
        text = self.text(name)
        return read(text.strip()) if text.strip() else default


def _whole(name: str, text: str, most: int) -> int:
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII) or int(text) > most:
        raise BadInput(f"{name} is {text[:40]!r}; a whole number from 0 to {most} is needed.")
    return int(text)


def _share(name: str, text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = math.nan
    if not 0 <= found <= 1:
        raise BadInput(f"{name} is {text[:40]!r}; a number from 0 to 1 is needed.")
    return found


def _flag(name: str, text: str) -> bool:
    if text.lower() not in _TRUE | _FALSE:
        raise BadInput(f"{name} is {text[:40]!r}; true or false is needed.")
    return text.lower() in _TRUE


def _day(name: str, text: str) -> str:
    try:
        if not _TIME.fullmatch(text):
            raise ValueError(text)
        return datetime.fromisoformat(text).date().isoformat()
    except ValueError as error:
        raise BadInput(
            f"{name} is {text[:40]!r}, which is no date.", "Write YYYY-MM-DD[Thh[:mm[:ss]]]."
        ) from error


async def body_of(request: Request) -> bytes:
    """The body, read as far as the bound.

    Raises:
        HTTPException: It is larger (413).
    """
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > MOST_DRAINED:
            break
        if size <= MOST_BODY:
            parts.append(part)
    if size > MOST_BODY:
        raise HTTPException(413, f"The body is larger than {MOST_BODY} bytes.")
    return b"".join(parts)


def json_object(content: bytes | str, what: str) -> dict[str, Any]:
    """A JSON object, bounded in depth, without NaN, without half characters.

    Args:
        content: UTF-8 or text.
        what: What it is, for the message.

    Raises:
        BadInput: It is none.
    """
    try:
        text = content.decode("utf-8") if isinstance(content, bytes) else content
        found = json.loads(
            text, parse_constant=_no_number, parse_float=_finite, object_pairs_hook=_once
        )
    except RecursionError as error:
        raise BadInput(f"{what} is nested too deep.") from error
    except (ValueError, UnicodeDecodeError) as error:
        raise BadInput(f"{what} is no JSON that can be read: {str(error)[:200]}.") from error
    if not isinstance(found, dict):
        raise BadInput(f"{what} is no JSON object.")
    _bounded(found, what, 0)
    return cast("dict[str, Any]", found)


def _finite(text: str) -> float:
    found = float(text)
    if not math.isfinite(found):
        raise ValueError(f"{text[:40]} is greater than any number that can be kept")
    return found


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _bounded(value: object, what: str, depth: int) -> None:
    if depth > _DEEPEST:
        raise BadInput(f"{what} is nested deeper than {_DEEPEST} levels.")
    if isinstance(value, str):
        encodable(what, value)
    elif isinstance(value, dict):
        for key, one in value.items():
            encodable(what, key)
            _bounded(one, what, depth + 1)
    elif isinstance(value, list):
        for one in value:
            _bounded(one, what, depth + 1)


def encodable(what: str, text: str) -> None:
    """Refuse half of a surrogate pair, which no encoding can write.

    Raises:
        BadInput: One stands in the text.
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise BadInput(f"{what[:80]!r} holds half a character (a lone surrogate).") from error


def only_keys(given: dict[str, Any], known: Sequence[str], what: str) -> None:
    """Refuse keys that are not known.

    Raises:
        BadInput: There is one.
    """
    unknown = sorted(given.keys() - set(known))
    if unknown:
        raise BadInput(
            f"{what} has the key {', '.join(unknown)[:200]!r}, which is not known.",
            f"Keys are: {', '.join(known)}.",
        )
