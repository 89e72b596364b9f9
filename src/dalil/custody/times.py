"""RFC 3161 timestamps of checkpoints: what is asked of an authority, and what its answer proves.

The authority sees a hash and nothing else. Its answer is checked offline against the certificates
that the user names; without them it is shown as unchecked. Nothing is sent or fetched here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from dalil.errors import BadInput

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampResponse

_CERTIFICATES = 0xA0
_SHA256 = "2.16.840.1.101.3.4.2.1"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a timestamp says, not yet what it proves.

    Attributes:
        at: UTC, ISO 8601.
        policy: Object identifier of the authority's policy.
        digest: Hex of the SHA-256 that was stamped; "" where another hash was used.
    """

    at: str
    policy: str
    digest: str


def request(content: bytes) -> bytes:
    """The DER of a TimeStampReq over the SHA-256 of some bytes, with a nonce (RFC 3161, 2.4.1)."""
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    builder = TimestampRequestBuilder().data(content).hash_algorithm(HashAlgorithm.SHA256)
    return builder.nonce(nonce=True).cert_request(cert_request=True).build().as_bytes()


def read_stamp(response: bytes, where: str) -> Stamp:
    """What an authority's answer says.

    Raises:
        BadInput: It is no answer, or the authority refused.
    """
    info = _decoded(response, where).tst_info
    imprint = info.message_imprint
    known = imprint.hash_algorithm.dotted_string == _SHA256
    at = info.gen_time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    policy = info.policy.dotted_string if info.policy is not None else ""
    return Stamp(at, policy, imprint.message.hex() if known else "")


def check_stamp(response: bytes, content: bytes, roots: Sequence[bytes], where: str) -> str:
    """Hold an answer against the authority's certificates; returns '' or what is wrong.

    Args:
        response: DER of the TimeStampResp.
        content: What should be stamped.
        roots: Certificates in PEM that the user trusts: the authority's root, or its own.
        where: For messages.
    """
    from rfc3161_client import VerificationError, VerifierBuilder

    answer = _decoded(response, where)
    if read_stamp(response, where).digest != hashlib.sha256(content).hexdigest():
        return "it stamps other bytes"
    builder = VerifierBuilder()
    for certificate in certificates(roots):
        builder = builder.add_root_certificate(certificate)
    try:
        builder.build().verify(answer, hashlib.sha256(content).digest())
    except (VerificationError, ValueError) as error:
        return f"it does not stand against the certificates given ({error})"
    return ""


def certificates(files: Sequence[bytes]) -> list[Certificate]:
    """Every certificate in PEM files, each once.

    Raises:
        BadInput: A file that holds none.
    """
    from cryptography.x509 import load_pem_x509_certificates

    found: list[Certificate] = []
    for content in files:
        try:
            found += [each for each in load_pem_x509_certificates(content) if each not in found]
        except ValueError as error:
            raise BadInput(
                f"The authority's certificate cannot be read: {error}.",
                "Give its certificate in PEM (-----BEGIN CERTIFICATE-----).",
            ) from error
    return found


def _in_order(response: bytes) -> bytes:
    """The same answer with its certificates in the order that DER asks for.

    Authorities may send them in any order (RFC 5652 asks for DER only in what is signed, and the
    certificates are not), but the parser takes DER alone. Nothing else is touched; what is not built as
    RFC 3161, 2.4.2 says comes back as it is.
    """
    try:
        _, inside = _element(response, 0)
        place = _element(response, inside[0])[1][1]  # behind the status
        place = _element(response, place)[1][0]  # into ContentInfo
        place = _element(response, place)[1][1]  # behind its type: [0]
        place = _element(response, place)[1][0]  # into [0]
        place = _element(response, place)[1][0]  # into SignedData
        for _ in range(3):  # version, digest algorithms, content
            place = _element(response, place)[1][1]
        tag, (start, end) = _element(response, place)
        if tag != _CERTIFICATES:
            return response
        parts, here = [], start
        while here < end:
            after = _element(response, here)[1][1]
            parts.append(response[here:after])
            here = after
        return response[:start] + b"".join(sorted(parts)) + response[end:]
    except (IndexError, ValueError):
        return response


def _element(content: bytes, place: int) -> tuple[int, tuple[int, int]]:
    """Tag of the DER element at a place, and where its content begins and ends (X.690, 8.1)."""
    tag, length, start = content[place], content[place + 1], place + 2
    if length & 0x80:
        count = length & 0x7F
        if not 1 <= count <= 4:
            raise ValueError("no length of DER")
        length, start = int.from_bytes(content[start : start + count], "big"), start + count
    if start + length > len(content):
        raise IndexError("an element goes beyond its end")
    return tag, (start, start + length)


def _decoded(response: bytes, where: str) -> TimeStampResponse:
    from rfc3161_client import PKIStatus, decode_timestamp_response

    try:
        answer = decode_timestamp_response(_in_order(response))
        status, said = PKIStatus(answer.status), answer.status_string
    except ValueError as error:
        raise BadInput(f"{where} is no answer of a time-stamping authority: {error}.") from error
    if status not in (PKIStatus.GRANTED, PKIStatus.GRANTED_WITH_MODS):
        why = ", ".join(map(str, said)) or status.name.lower()
        raise BadInput(f"{where}: the authority refused to stamp: {why}.")
    return answer
