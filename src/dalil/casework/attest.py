"""Have a checkpoint attested: by a time-stamping authority that the user names, by a witness.

Nothing is sent unless the caller gives a way to send it; an authority then sees a hash. What comes
back is checked before it is kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from dalil.casework.casefolder import Case
from dalil.casework.verify import Outside, VerifyReport, verify
from dalil.casework.verify_outside import checkpoint_file
from dalil.custody.ports import Checkpoint
from dalil.custody.times import Stamp, check_stamp, read_stamp, request
from dalil.custody.witness import Cosigned, cosign, origin_of, read_cosigned
from dalil.errors import BadInput, Tampered

Send = Callable[[bytes], bytes]
"""DER of a TimeStampReq to DER of a TimeStampResp."""


def ask(case: Case) -> tuple[Checkpoint, bytes]:
    """The checkpoint to be stamped, a new one where needed, and the request to send."""
    point = case.ledger.checkpoint()
    return point, request(checkpoint_file(point))


def keep_stamp(
    case: Case, response: bytes, where: str, authorities: tuple[bytes, ...] = ()
) -> tuple[Checkpoint, Stamp]:
    """Keep an authority's answer with the ledger.

    Args:
        case: Open for writing.
        response: DER of the TimeStampResp.
        where: For messages.
        authorities: PEM certificates to check it against now; it can be checked later too.

    Raises:
        BadInput: No answer, a refusal, or one on another file.
        Tampered: It does not stand against the certificates given.
    """
    stamp = read_stamp(response, where)
    for point in reversed(case.ledger.checkpoints()):
        file = checkpoint_file(point)
        if hashlib.sha256(file).hexdigest() == stamp.digest:
            break
    else:
        raise BadInput(
            f"{where} stamps no checkpoint of this case.",
            "Stamp the file that dalil timestamp named, with SHA-256.",
        )
    if authorities and (wrong := check_stamp(response, file, authorities, where)):
        raise Tampered(f"{where} was not kept: {wrong}.")
    mark = hashlib.sha256(response).hexdigest()[:8]
    case.ledger.attach("timestamps", f"{point.size:012d}-{mark}.tsr", response)
    return point, stamp


def stamp_now(
    case: Case, send: Send, where: str, authorities: tuple[bytes, ...] = ()
) -> tuple[Checkpoint, Stamp]:
    """Ask an authority and keep its answer.

    Raises:
        BadInput: The answer cannot be used.
        Tampered: It does not stand against the certificates given.
    """
    _, question = ask(case)
    return keep_stamp(case, send(question), where, authorities)


def witness(
    case: Case, private: bytes, name: str, since: tuple[str, bytes] | None = None
) -> tuple[bytes | None, VerifyReport]:
    """Verify a case as a witness and sign its newest checkpoint; None where it does not fit.

    Args:
        case: Open, reading is enough.
        private: 32 bytes of the witness's key.
        name: Of the witness.
        since: The note that the witness signed before of this case, as (file, bytes): it must go on
            from there.

    Raises:
        BadInput: The case has no checkpoint, or ``since`` is of another case.
    """
    points = case.ledger.checkpoints()
    if not points:
        raise BadInput(
            "The case has no checkpoint to sign.", "Its holder makes one with any export."
        )
    if since and read_cosigned(since[1], since[0]).origin != origin_of(points[-1].key):
        raise BadInput(
            f"{since[0]} is of another ledger than this.",
            "The case was rebuilt under another key, or it is another case: do not sign.",
        )
    report = verify(case, Outside(points[-1], attested=(since,) if since else ()))
    if not report.holds:
        return None, report
    return cosign(private, name, points[-1], case.clock.now()), report


def keep_note(case: Case, content: bytes, where: str) -> Cosigned:
    """Keep a witness's note with the ledger.

    Args:
        case: Open for writing.
        content: The note.
        where: For messages.

    Raises:
        BadInput: It is no note, or not of this case's entries.
    """
    signed = read_cosigned(content, where)
    if signed.origin != origin_of(case.ledger.public_key()):
        raise BadInput(f"{where} is a co-signature of another ledger.")
    if signed.size > len(case.ledger) or case.ledger.root(signed.size).hex() != signed.root:
        raise BadInput(f"{where} does not fit the entries of this case.", "Run dalil verify.")
    case.ledger.attach("witnesses", f"{signed.size:012d}-{signed.key_id}.note", content)
    return signed


def read_pem(paths: tuple[Path, ...]) -> tuple[bytes, ...]:
    """The bytes of certificate files.

    Raises:
        BadInput: A file that cannot be read.
    """
    found = []
    for path in paths:
        try:
            found.append(path.read_bytes())
        except OSError as error:
            raise BadInput(
                f"The certificate {path} cannot be read: {error.strerror or error}."
            ) from error
    return tuple(found)
