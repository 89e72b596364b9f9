"""What every address needs: the open lists, and how they are opened anew."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from typing import cast

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse

from dalil.casework.holdings import Holdings
from dalil.errors import DalilError
from dalil.matching.values import ListVersion

RENEW = 30.0
"""Seconds after which a request has the shelf looked at for newer versions."""


class Service:
    """The lists that are served.

    Args:
        opener: Opens the newest versions.
        newest: Says what the newest versions on the shelf are.
        token: Word that ``/updatez`` asks for; nobody may update when empty.
    """

    def __init__(
        self,
        opener: Callable[[], Holdings],
        newest: Callable[[], Sequence[ListVersion]],
        token: str = "",
    ) -> None:
        self._opener, self._newest, self.token = opener, newest, token
        self._held: Holdings | None = None
        self._lock = threading.Lock()
        self._looked = time.monotonic()

    @property
    def holdings(self) -> Holdings:
        """The open lists; opened when they are first asked for."""
        held = self._held
        if held is None:
            with self._lock:
                held = self._held = self._held or self._opener()
            self._looked = time.monotonic()
        elif time.monotonic() - self._looked > RENEW:
            self._looked = time.monotonic()
            threading.Thread(target=self._follow, daemon=True).start()
        return held

    def _follow(self) -> None:
        """Open newer versions beside the requests, where there are any."""
        try:
            if self.outdated():
                self.renew()
        except DalilError:
            return  # a list that is being written or broken: the open versions are served on

    def renew(self) -> Holdings:
        """Open the newest versions; requests under way end with the old ones."""
        with self._lock:
            self._held = held = self._opener()
        return held

    def outdated(self) -> list[str]:
        """Lists of which a newer version stands on the shelf than the one that is served."""
        newest = {version.list: version.version for version in self._newest()}
        served = {id_: held.version.version for id_, held in self.holdings.lists.items()}
        return sorted(id_ for id_, version in newest.items() if served.get(id_) != version)


def service(request: Request) -> Service:
    """The service that a request belongs to."""
    return cast(Service, request.app.state.service)


async def opened(request: Request) -> Holdings:
    """The open lists; where they must be opened first, other requests are answered meanwhile."""
    here = service(request)
    return await run_in_threadpool(lambda: here.holdings)


def licences(versions: Sequence[ListVersion]) -> dict[str, dict[str, object]]:
    """What the lists in an answer may be used for, by list."""
    return {
        one.list: {
            "version": one.version,
            "publisher": one.publisher,
            "licence": one.licence,
            "restrictions": list(one.restrictions),
        }
        for one in versions
    }


def answer(value: object, headers: dict[str, str] | None = None) -> JSONResponse:
    """A JSON answer."""
    return JSONResponse(value, headers=headers)
