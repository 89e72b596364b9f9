"""The whole error tree on one page.

Every error that Dalil raises on purpose is a :class:`DalilError`. A class carries a stable code
(for programs), an exit code (for shells), an HTTP status (for the entrances) and a hint (the way
out). The message names the offending value, the file and the place. This module does not decide
how an error is shown.

Exit codes: 1 negative answer, 2 bad use or input, 3 the system failed us.

    DalilError
    ├── BadInput            2  the user's input cannot be used
    │   ├── NotFound        2  a path, id or name that does not exist
    │   ├── AmbiguousName   2  a name that fits several entities
    │   ├── AlreadyDecided  2  a claim that somebody decided since it was looked at
    │   ├── Unreadable      2  bytes that no reader can turn into text (recorded as a refusal)
    │   ├── RefusedQuote    2  a quote that does not stand in the text, verbatim, at its place
    │   ├── WrongSecret     2  a passphrase or key that does not open what is encrypted
    │   ├── BadList         2  a list or register file that breaks its official format
    │   └── BadConfig       2  a setting or dalil.toml that cannot be used
    ├── NewerFormat         2  a case written by a later version of Dalil
    ├── OutdatedIndex       2  an index built under other rules of names
    ├── NotACase            2  a folder that is not a Dalil case
    ├── CaseLocked          3  another process is writing to the case
    ├── Tampered            1  a record that does not fit its seal
    ├── ModelMismatch       3  a model file whose hash differs from the pinned one
    ├── ChildFailed         3  a parsing process died or exceeded its bounds
    ├── FetchFailed         3  a publisher's address that did not answer as it should
    └── StorageFailed       3  the disk or database refused
"""

from __future__ import annotations

from typing import ClassVar


class DalilError(Exception):
    """Root of everything that Dalil raises on purpose.

    Args:
        message: One sentence that names the offending value, the file and the place.
        hint: The way out; the class's own hint when left empty.
    """

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 3
    http_status: ClassVar[int] = 500
    default_hint: ClassVar[str] = ""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint or self.default_hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class BadInput(DalilError):
    """The user's input cannot be used."""

    code = "bad_input"
    exit_code = 2
    http_status = 400


class NotFound(BadInput):
    """A path, id or name that does not exist."""

    code = "not_found"
    http_status = 404


class AmbiguousName(BadInput):
    """A name that fits several entities; the message lists the candidates."""

    code = "ambiguous_name"
    http_status = 409
    default_hint = "Name one of them by its id."


class AlreadyDecided(BadInput):
    """A claim or mention that somebody decided since it was looked at; nothing was written."""

    code = "already_decided"
    http_status = 409
    default_hint = "Look at it again, then decide over the newer decision."


class Unreadable(BadInput):
    """Bytes that no reader can turn into text; the case records it as a refusal.

    Args:
        reason_code: A short stable word for programs, such as ``encrypted``, ``truncated``,
            ``empty``, ``unsupported``, ``too_large``, ``time_limit``, ``memory_limit``.
    """

    code = "unreadable"
    http_status = 422

    def __init__(self, message: str, hint: str = "", *, reason_code: str = "unreadable") -> None:
        super().__init__(message, hint)
        self.reason_code = reason_code


class RefusedQuote(BadInput):
    """A quote that does not stand in the text, character for character, at its place."""

    code = "refused_quote"
    http_status = 422


class WrongSecret(BadInput):
    """A passphrase or key that does not open what is encrypted; the secret is never repeated."""

    code = "wrong_secret"
    http_status = 403
    default_hint = "Nothing was written. Without the right secret nobody can open it, we neither."


class BadList(BadInput):
    """A list or register file that breaks its official format."""

    code = "bad_list"
    http_status = 422


class BadConfig(BadInput):
    """A setting, or a case's dalil.toml, that cannot be used."""

    code = "bad_config"


class NewerFormat(DalilError):
    """A case, list or index written by a later version of Dalil."""

    code = "newer_format"
    exit_code = 2
    http_status = 409
    default_hint = "Open it with that version or a later one; nothing was changed."


class OutdatedIndex(DalilError):
    """An index of names that was built under other rules than this version's."""

    code = "outdated_index"
    exit_code = 2
    http_status = 409
    default_hint = "Build it again; nothing was changed."


class NotACase(DalilError):
    """A folder that is not a Dalil case."""

    code = "not_a_case"
    exit_code = 2
    http_status = 404
    default_hint = (
        "A case folder holds dalil.toml; make one with: dalil investigate FOLDER --case DIR"
    )


class CaseLocked(DalilError):
    """Another process is writing to the case."""

    code = "case_locked"
    exit_code = 3
    http_status = 423
    default_hint = "Wait until it ends, or stop it; reading commands still work."


class Tampered(DalilError):
    """A record, exhibit or seal that does not fit the others."""

    code = "tampered"
    exit_code = 1
    http_status = 409


class ModelMismatch(DalilError):
    """A model file whose hash differs from the pinned one."""

    code = "model_mismatch"
    exit_code = 3
    default_hint = "Install the locked version again (requirements/run.txt)."


class ChildFailed(DalilError):
    """A parsing process died or exceeded its bounds."""

    code = "child_failed"
    exit_code = 3


class FetchFailed(DalilError):
    """A publisher's address that did not answer as it should; what was there before is untouched."""

    code = "fetch_failed"
    exit_code = 3
    http_status = 502
    default_hint = (
        "Try again later; or fetch the file by hand and import it: dalil lists import auto FILE"
    )


class StorageFailed(DalilError):
    """The disk or the database refused; what was acknowledged before is safe."""

    code = "storage_failed"
    exit_code = 3
    http_status = 503
