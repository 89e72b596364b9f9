"""A mapping that asks for what it does not hold, so that a view of a large case is never loaded.

What is asked for together is fetched together (:meth:`Asking.prime`). It can be asked by key only.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from typing import TypeVar

T = TypeVar("T")
P = TypeVar("P")
_MOST = 20_000
_NOTHING = object()


class Asking(Mapping[str, T]):
    """Values by key, fetched when they are first wanted.

    Args:
        fetch: Gives the values of many keys; unknown keys are left out.
    """

    def __init__(self, fetch: Callable[[Iterable[str]], Mapping[str, T]]) -> None:
        self._fetch = fetch
        self._held: dict[str, object] = {}

    def prime(self, keys: Iterable[str]) -> None:
        """Fetch many at once."""
        missing = [key for key in dict.fromkeys(keys) if key not in self._held]
        if missing:
            if len(self._held) > _MOST:
                self._held = {}
            found = self._fetch(missing)
            self._held |= {key: found.get(key, _NOTHING) for key in missing}

    def __getitem__(self, key: str) -> T:
        value = self._held.get(key)
        if value is None:
            value = self._fetch([key]).get(key, _NOTHING)
            self._held[key] = value
        if value is _NOTHING:
            raise KeyError(key)
        return value  # type: ignore[return-value]  # only T and the mark for nothing are held

    def __iter__(self) -> Iterator[str]:
        raise TypeError("this mapping is asked by key and never walked through")

    def __len__(self) -> int:
        raise TypeError("this mapping is asked by key and never counted")

    def __bool__(self) -> bool:
        return True


class Those(Container[object]):
    """A set that is asked of one thing at a time.

    Args:
        test: Whether a key belongs to it.
    """

    def __init__(self, test: Callable[[str], bool]) -> None:
        self._test = test

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._test(key)


class Part(Mapping[str, P]):
    """A part of the values of another mapping; what has no such part is not there.

    Args:
        whole: The values.
        part: Gives the part, or None.
    """

    def __init__(self, whole: Mapping[str, T], part: Callable[[T], P | None]) -> None:
        self._find: Callable[[str], P | None] = lambda key: (
            part(whole[key]) if key in whole else None
        )

    def __getitem__(self, key: str) -> P:
        found = self._find(key)
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[str]:
        raise TypeError("this mapping is asked by key and never walked through")

    def __len__(self) -> int:
        raise TypeError("this mapping is asked by key and never counted")

    def __bool__(self) -> bool:
        return True
