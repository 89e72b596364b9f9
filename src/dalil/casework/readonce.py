"""Read documents without a case: one JSON object each, in the layout that programs rely on.

Nothing is kept. Documents of one call share entity ids, because their mentions are resolved
together by the same rules as in a case.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from dalil.casework.folder import gather
from dalil.casework.ports import ClaimReaders, Content, DocumentReaders, Outcome, Progress, silent
from dalil.casework.resolve import by_matching
from dalil.claims.entities import assemble
from dalil.claims.readjson import to_json
from dalil.claims.resolve.births import births_told
from dalil.claims.resolve.judging import resolve
from dalil.evidence import Refusal, TextLayer

MAX_DEPTH = 8


def read_once(
    paths: Iterable[Path],
    documents: DocumentReaders,
    claims: ClaimReaders,
    *,
    progress: Progress = silent,
) -> list[dict[str, Any]]:
    """Read files and folders.

    Returns:
        One object a document, in the order of the paths, members of containers behind their
        container; ``{"document", "sha256", "refused"}`` where a document could not be read.

    Raises:
        NotFound: A path that does not exist, or no file at any of them.
    """
    files = gather(paths).files
    layers, refusals, names = _texts(files, documents, progress)
    readings = {}
    for reading in claims.read_all(layers.values()):
        readings[reading.exhibit] = reading
        progress("read claims", len(readings), len(layers))
    order = {sha256: index for index, sha256 in enumerate(names)}
    mentions = [mention for reading in readings.values() for mention in reading.mentions]
    links = [link for reading in readings.values() for link in reading.links]
    births = births_told(claim for reading in readings.values() for claim in reading.claims)
    judged = resolve(mentions, links, order, by_matching, births)
    entities = assemble(mentions, [*links, *judged], order)
    rows: list[dict[str, Any]] = []
    for sha256, name in names.items():
        head = {"document": name, "sha256": sha256}
        if sha256 in readings:
            rows.append({**head, **to_json(layers[sha256], readings[sha256], entities)})
        else:
            refusal = refusals[sha256]
            rows.append({**head, "refused": {"code": refusal.code, "reason": refusal.reason}})
    return rows


def _texts(
    files: Sequence[Path], documents: DocumentReaders, progress: Progress
) -> tuple[dict[str, TextLayer], dict[str, Refusal], dict[str, str]]:
    """Text layers, refusals and names by hash, containers followed."""
    names: dict[str, str] = {}
    waiting = [_content(file.name, file.read_bytes()) for file in files]
    found: dict[str, Outcome] = {}
    for _ in range(MAX_DEPTH):
        fresh = list({item.sha256: item for item in waiting if item.sha256 not in found}.values())
        for item in fresh:
            names.setdefault(item.sha256, item.name)
        if not fresh:
            break
        waiting = []
        for content, outcome in documents.read_all(fresh):
            found[content.sha256] = outcome
            waiting += [_content(_leaf(member.path), member.content) for member in outcome.members]
            progress("read text", len(found), len(names))
    layers = {sha: found[sha].layer for sha in names if sha in found}
    refusals = {sha: found[sha].refusal for sha in names if sha in found}
    for item in waiting:
        refusals.setdefault(
            item.sha256,
            Refusal(item.sha256, "too_deep", f"Lies over {MAX_DEPTH} containers deep.", "read/1"),
        )
        names.setdefault(item.sha256, item.name)
    return (
        {sha: layer for sha, layer in layers.items() if layer is not None},
        {sha: refusal for sha, refusal in refusals.items() if refusal is not None},
        names,
    )


def _leaf(path: str) -> str:
    return path.rsplit("/", 1)[-1] or path


def _content(name: str, data: bytes) -> Content:
    return Content(hashlib.sha256(data).hexdigest(), name, lambda: data)
