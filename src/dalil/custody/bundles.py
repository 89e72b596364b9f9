"""The layout of a bundle: what a recipient needs to check a dossier offline, without trusting the sender.

A ZIP archive: ``bundle.json`` (what it is, the signed checkpoint, the hash of every other file),
``ledger/entries.jsonl`` (the envelopes of all entries up to the checkpoint, without bodies and salts),
``ledger/seals.jsonl`` (all seals of each batch that an opened row belongs to), ``rows.jsonl`` (the rows
of texts, refusals and claims that leave, with the salts of their seals), ``exhibits/<sha256>`` and
``dossiers/``. The rows of exhibits stay: they say from which path and by whom a file was taken in. The
manifest is signed with the case's key. This module turns rows into lines and back; it reads no archive.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping

from dalil.custody.ports import OpenedRow
from dalil.custody.seals import canonical
from dalil.errors import Tampered

FORMAT = "dalil-bundle/1"
MANIFEST = "bundle.json"
ENTRIES = "ledger/entries.jsonl"
SEALS = "ledger/seals.jsonl"
ROWS = "rows.jsonl"
EXHIBITS = "exhibits/"
DOSSIERS = "dossiers/"
README = "README.txt"


def signed_part(manifest: Mapping[str, object]) -> bytes:
    """What the case's key signs of a manifest: all but the signature, under the name of the format."""
    rest = {key: value for key, value in manifest.items() if key != "signature"}
    return FORMAT.encode() + b"\n" + canonical(rest)


def row_line(row: OpenedRow) -> bytes:
    """A row as one line of canonical JSON; bytes are base64 under the key ``b``."""
    values = [
        {"b": base64.b64encode(value).decode("ascii")} if isinstance(value, bytes) else value
        for value in row.values
    ]
    return canonical(
        {
            "batch": row.batch,
            "place": row.place,
            "table": row.table,
            "salt": row.salt.hex(),
            "values": values,
        }
    )


def open_row(line: bytes, number: int) -> OpenedRow:
    """Read a line of ``rows.jsonl`` back.

    Raises:
        Tampered: It is no such line.
    """
    try:
        found = json.loads(line)
        values = tuple(
            base64.b64decode(value["b"], validate=True) if isinstance(value, dict) else value
            for value in found["values"]
        )
        if not all(value is None or isinstance(value, str | int | bytes) for value in values):
            raise ValueError("a value that no row holds")
        return OpenedRow(
            int(found["batch"]),
            int(found["place"]),
            str(found["table"]),
            bytes.fromhex(found["salt"]),
            values,
        )
    except (ValueError, TypeError, KeyError, RecursionError, binascii.Error) as error:
        raise Tampered(f"Row {number} of {ROWS} cannot be read: {error}.") from error
