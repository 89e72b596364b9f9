"""What stands before every answer: the host check, the bound of the body, and the headers.

A page of another site can make a browser send requests to this machine under its own host name (DNS
rebinding); such a request is refused. A page of this machine, such as OpenRefine's, may read answers;
no other origin may.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
"""Host names under which the API answers by default."""
MOST_BODY = 4 * 1024**2
"""Bytes of a request's body; a batch of 100 examples is a hundredth of it."""
MOST_DRAINED = 64 * 1024**2
"""Bytes of a body that is refused which are read and dropped, so that its sender comes to read why."""
MOST_ADDRESS = 16 * 1024
"""Bytes of an address with its parameters."""
_TOO_LARGE = 413
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"cache-control", b"no-store"),
    (b"referrer-policy", b"no-referrer"),
)
_APART = ((b"cross-origin-resource-policy", b"same-origin"), (b"vary", b"origin"))
_ASKED = (
    (b"access-control-allow-methods", b"GET, POST, OPTIONS"),
    (b"access-control-allow-headers", b"content-type"),
    (b"access-control-max-age", b"600"),
)


class ApiGuard:
    """Refuses foreign hosts and oversized requests, and adds headers.

    Args:
        app: The API.
        hosts: Host names allowed, without port.
    """

    def __init__(self, app: ASGIApp, hosts: Sequence[str] = LOOPBACK) -> None:
        self.app = app
        self.hosts = frozenset(host.casefold() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = dict(scope["headers"])
        refused = self._refusal(scope, given)
        if refused is not None:
            if refused[0] == _TOO_LARGE:
                await _drain(receive)
            await _refuse(send, *refused)
            return

        origin = _origin_here(given.get(b"origin", b"")) if _is_shared(scope["path"]) else b""
        if scope["method"] == "OPTIONS" and origin:
            headers = [*_HEADERS, *_shared(origin), *_ASKED, (b"content-length", b"0")]
            await send({"type": "http.response.start", "status": 204, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *_HEADERS, *_shared(origin)]
            await send(message)

        await self.app(scope, receive, with_headers)

    def _refusal(self, scope: Scope, given: dict[bytes, bytes]) -> tuple[int, str] | None:
        if host_name(given.get(b"host", b"").decode("latin-1")) not in self.hosts:
            return 421, "This host name is not served here."
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > MOST_ADDRESS:
            return 414, f"The address is longer than {MOST_ADDRESS} bytes."
        length = given.get(b"content-length", b"0")
        if not length.isdigit() or int(length[:20]) > MOST_BODY:
            return _TOO_LARGE, f"The body is larger than {MOST_BODY} bytes."
        return None


def _is_shared(path: str) -> bool:
    """Whether pages of other programs ask here: reconciliation alone, which reads lists and writes nothing."""
    return path == "/reconcile" or path.startswith("/reconcile/")


def _origin_here(origin: bytes) -> bytes:
    """The origin of a page of this machine, else nothing: its host is a loopback name, its scheme the web's."""
    scheme, _, host = origin.decode("latin-1").partition("://")
    here = scheme in ("http", "https") and "/" not in host and host_name(host) in LOOPBACK
    return origin if here else b""


def _shared(origin: bytes) -> tuple[tuple[bytes, bytes], ...]:
    """Headers that let a page of this machine read an answer, and no other (CORS, Fetch Standard)."""
    if not origin:
        return _APART
    return ((b"access-control-allow-origin", origin), (b"vary", b"origin"))


def host_name(host: str) -> str:
    """A Host header without its port: ``[::1]:8000`` to ``[::1]``."""
    found = re.fullmatch(r"(\[[0-9a-fA-F:.]+\]|[^:\[\]]*)(?::\d{1,5})?", host.strip())
    return found.group(1).casefold() if found else ""


async def _drain(receive: Receive) -> None:
    """Read a body and drop it: who closes on unread bytes resets, and the answer is lost."""
    size = 0
    while size <= MOST_DRAINED:
        message = await receive()
        size += len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body"):
            return


async def _refuse(send: Send, status: int, detail: str) -> None:
    body = json.dumps({"detail": detail}).encode()
    headers = [(b"content-type", b"application/json"), *_HEADERS]
    headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
