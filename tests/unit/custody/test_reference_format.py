"""A verifier written from docs/reference/ledger-format.md alone agrees with a case that Dalil wrote.

Nothing of dalil is used below `test_`: only hashes, JSON, SQLite and Ed25519.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from pathlib import Path

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from case_samples import new_case
from dalil.casework.record import erase


def sha(content: bytes) -> bytes:
    """SHA-256."""
    return hashlib.sha256(content).digest()


def tree(hashes: list[bytes]) -> bytes:
    """RFC 6962, section 2.1."""
    if len(hashes) < 2:
        return hashes[0] if hashes else sha(b"")
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    return sha(b"\x01" + tree(hashes[:split]) + tree(hashes[split:]))


def piece(value: object) -> bytes:
    """One column of a row."""
    if value is None:
        return b"N"
    if isinstance(value, bytes):
        return b"L2:" + piece("sha256") + piece(sha(value).hex())
    text = str(value).encode()
    return (b"I" if isinstance(value, int) else b"S") + b"%d:" % len(text) + text


def test_a_stranger_can_verify(tmp_path: Path):
    """Entries, leaves, checkpoints, seals, tombstones."""
    folder = tmp_path / "case"
    case = new_case(folder, documents=3)
    case.ledger.checkpoint()
    erase(case, [("records", 2)], [2], {"why": "asked"})
    case.ledger.checkpoint()
    case.close()

    ledger = folder / "ledger"
    leaves, covers, first = [], {}, None
    for raw in (ledger / "entries.jsonl").read_bytes().splitlines():
        line = json.loads(raw)
        assert rfc8785.dumps(line) == raw
        if "salt" in line:
            salt = bytes.fromhex(line["salt"])
            content = len(salt).to_bytes(4, "big") + salt + rfc8785.dumps(line["body"])
            assert sha(content).hex() == line["commitment"]
            first = first or line["body"]
        envelope = {name: line[name] for name in ("at", "commitment", "covers", "kind")}
        leaves.append(sha(b"\x00" + rfc8785.dumps(envelope)))
        if line["covers"]:
            covers[line["covers"]["batch"]] = (line["covers"]["rows"], line["covers"]["root"])
    assert b"".join(leaves) == (ledger / "leaves.bin").read_bytes()
    assert len(leaves) == 2 + 3 * 4 + 3

    points = sorted((ledger / "checkpoints").iterdir())
    assert len(points) == 2
    for path in points:
        point = json.loads(path.read_bytes())
        signature = bytes.fromhex(point.pop("signature"))
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(point["key"]))
        key.verify(signature, rfc8785.dumps(point))
        assert tree(leaves[: point["size"]]).hex() == point["root"]
        assert path.name == f"{point['size']:012d}.json"
        assert first == {"began": 1, "key": point["key"]}
        assert (ledger / "key.pub").read_text() == point["key"] + "\n"

    rows = sqlite3.connect(folder / "case.db")
    batches: dict[int, list[bytes]] = {
        number: [] for (number,) in rows.execute("SELECT number FROM batches")
    }
    gone = 0
    for batch, table, row, salt, seal in rows.execute(
        "SELECT batch, in_table, row, salt, seal FROM seals ORDER BY seq"
    ).fetchall():
        batches[batch].append(sha(b"\x00" + seal))
        values = rows.execute(f"SELECT * FROM {table} WHERE seq = ?", (row,)).fetchone()
        if salt == b"":
            assert values is None
            gone += 1
            continue
        content = b"".join(map(piece, (table, *values)))
        assert sha(len(salt).to_bytes(4, "big") + salt + content) == seal
    rows.close()
    assert gone == 1
    assert {number: (len(seals), tree(seals).hex()) for number, seals in batches.items()} == covers
