"""Send a time-stamp request to the authority that the user named, over HTTP (RFC 3161, 3.4).

Nothing is sent anywhere else, no redirect is followed, and there is no address of our own.
"""

from __future__ import annotations

import urllib.error
import urllib.request
from urllib.parse import urlsplit

from dalil.errors import BadInput, StorageFailed

_SECONDS = 30
_MOST = 1 << 20


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object, **__: object) -> None:
        """No redirect: the user named one address."""
        return


def ask_authority(address: str, question: bytes) -> bytes:
    """The authority's answer, as it came.

    Args:
        address: ``http://`` or ``https://``; the answer is signed, so that either will do.
        question: DER of a TimeStampReq.

    Raises:
        BadInput: No such address, or an answer that is no timestamp.
        StorageFailed: The authority could not be reached.
    """
    if urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).hostname:
        raise BadInput(
            f"{address!r} is no address of a time-stamping authority.", "It begins with https://"
        )
    sent = urllib.request.Request(  # noqa: S310 - the scheme was checked
        address,
        question,
        {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"},
    )
    try:
        with urllib.request.build_opener(_Stay).open(sent, timeout=_SECONDS) as answer:
            kind = answer.headers.get_content_type()
            content: bytes = answer.read(_MOST + 1)
    except urllib.error.HTTPError as error:
        raise StorageFailed(
            f"The authority {address} answered with status {error.code}."
        ) from error
    except (OSError, ValueError) as error:
        why = getattr(error, "reason", error)
        raise StorageFailed(
            f"The authority {address} could not be reached: {why}.",
            "Nothing was recorded; try again.",
        ) from error
    if kind != "application/timestamp-reply" or len(content) > _MOST:
        raise BadInput(f"The authority {address} answered with {kind}, not with a timestamp.")
    return content
