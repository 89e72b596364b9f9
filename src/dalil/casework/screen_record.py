"""The record of a screened file: what was held against which lists, when, and by which program.

It stands beside the hits, so that it can be shown later that a customer without a hit was screened: the
hash of the input says which file, its counts how many of its rows. It names no customer.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dalil.casework.outputs import write_whole
from dalil.errors import BadInput, StorageFailed
from dalil.matching.values import ListVersion

FORMAT = "dalil-screening-1"
_MOST = 1 << 20


@dataclass(frozen=True, slots=True)
class Program:
    """Which program screened.

    Attributes:
        version: Dalil's.
        rules: Digest of all that decides a score.
    """

    version: str = ""
    rules: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for all rows of a file.

    Attributes:
        type_: Of rows that name none.
        threshold: Least score of a hit.
        limit: Most hits of a customer in one list.
        since: ``LIST@VERSION`` of a re-screening; None for all.
    """

    type_: str
    threshold: float
    limit: int
    since: str | None


def record_path(output: Path) -> Path:
    """Where the record of a result stands."""
    return output.with_name(f"{output.stem}.summary.json")


def check_record(output: Path) -> None:
    """Refuse to write over a file that is no such record.

    Raises:
        BadInput: Another file stands there.
    """
    path = record_path(output)
    if not path.exists():
        return
    try:
        if path.stat().st_size < _MOST and json.loads(path.read_bytes())["format"] == FORMAT:
            return
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise BadInput(
        f"{path} is there already and is no record of a screening.", "Name another --output."
    )


def keep_earlier(output: Path, refused: Path) -> None:
    """Put a finished screening aside under the time at which it ended, before another takes its place.

    The files of a daily job are its proof: ``hits.csv`` and what stands beside it become
    ``hits.20310504T101500Z.csv`` and so on.

    Args:
        output: Where the next result will stand.
        refused: Where its refused rows will.

    Raises:
        StorageFailed: The disk refused.
    """
    record = record_path(output)
    if not record.is_file():
        return
    ended = str(json.loads(record.read_bytes()).get("ended") or "")
    sign = re.sub(r"[^0-9TZ]", "", ended) or "earlier"
    try:
        for path in (
            output,
            refused,
            record,
        ):  # the record goes last: until then this is done again
            if path.exists():
                path.replace(path.with_name(f"{output.stem}.{sign}{path.name[len(output.stem) :]}"))
    except OSError as error:
        raise StorageFailed(f"{output} of before cannot be kept: {error}.") from error


def write_record(
    files: Mapping[str, Path | None],
    versions: tuple[ListVersion, ...],
    terms: Terms,
    told: Mapping[str, object],
) -> Path:
    """Write the record of a result.

    Args:
        files: ``input``, ``output`` and ``refused``; None where there is none.
        versions: The lists.
        terms: What was asked.
        told: What else to say: program, times, counts.

    Returns:
        Where it stands.

    Raises:
        StorageFailed: The disk refused.
    """
    output = files["output"]
    assert output is not None  # noqa: S101  the caller names it
    body = {
        "format": FORMAT,
        **told,
        "files": {name: _file(path) for name, path in files.items()},
        "terms": {
            "type": terms.type_,
            "threshold": terms.threshold,
            "limit": terms.limit,
            "changed_since": terms.since,
        },
        "lists": [
            {
                "list": one.list,
                "version": one.version,
                "sha256": one.sha256,
                "entries": one.entries,
                "publisher": one.publisher,
                "licence": one.licence,
                "restrictions": list(one.restrictions),
            }
            for one in versions
        ],
    }
    path = record_path(output)
    write_whole(path, json.dumps(body, ensure_ascii=False, indent=1).encode() + b"\n")
    return path


def _file(path: Path | None) -> dict[str, object] | None:
    if path is None:
        return None
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"name": path.name, "bytes": path.stat().st_size, "sha256": digest}
