"""Text layers and outcomes as bytes, exactly and back, for the pipe between child and parent.

Passages are arrays, not objects, since a long judgment has thousands. A different version of Dalil
never reads these bytes: they live as long as one read. The store has its own codec.
"""

from __future__ import annotations

import json
from typing import Any

from dalil.evidence import Box, DocumentInfo, Member, Passage, Refusal, TextLayer
from dalil.text.port import ReadOutcome


def encode_layer(layer: TextLayer) -> dict[str, Any]:
    """A text layer as JSON values."""
    info = layer.info
    return {
        "exhibit": layer.exhibit,
        "text": layer.text,
        "passages": [_passage_out(passage) for passage in layer.passages],
        "reader": layer.reader,
        "media_type": layer.media_type,
        "language": layer.language,
        "info": [
            info.title, list(info.authors), info.publisher, info.date, info.address, list(info.recipients),
            info.captured, info.citation, list(info.judges), list(info.parties),
            info.made_by,
        ],
        "table": layer.table,
        "notes": list(layer.notes),
        "encoding": layer.encoding,
    }  # fmt: skip


def decode_layer(value: dict[str, Any]) -> TextLayer:
    """The text layer that :func:`encode_layer` wrote."""
    return TextLayer(
        exhibit=value["exhibit"],
        text=value["text"],
        passages=tuple(_passage_in(row) for row in value["passages"]),
        reader=value["reader"],
        media_type=value["media_type"],
        language=value["language"],
        info=_info(value["info"]),
        table=value["table"],
        notes=tuple(value["notes"]),
        encoding=value["encoding"],
    )


def _info(row: list[Any]) -> DocumentInfo:
    parts: list[Any] = [tuple(part) if isinstance(part, list) else part for part in row]
    return DocumentInfo(*parts)


def encode_outcome(outcome: ReadOutcome) -> tuple[bytes, list[bytes]]:
    """An outcome as one JSON text and the members' contents."""
    refusal = outcome.refusal
    head = {
        "media_type": outcome.media_type,
        "layer": encode_layer(outcome.layer) if outcome.layer else None,
        "refusal": [refusal.exhibit, refusal.code, refusal.reason, refusal.reader]
        if refusal
        else None,
        "members": [
            [member.path, len(member.content), member.address, member.captured]
            for member in outcome.members
        ],
    }
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass"), [member.content for member in outcome.members]


def decode_outcome(head: bytes, contents: list[bytes]) -> ReadOutcome:
    """The outcome that :func:`encode_outcome` wrote."""
    value = json.loads(head.decode("utf-8", "surrogatepass"))
    members = tuple(
        Member(path, content, address, captured)
        for (path, _, address, captured), content in zip(value["members"], contents, strict=True)
    )
    return ReadOutcome(
        media_type=value["media_type"],
        layer=decode_layer(value["layer"]) if value["layer"] else None,
        refusal=Refusal(*value["refusal"]) if value["refusal"] else None,
        members=members,
    )


def member_sizes(head: bytes) -> list[int]:
    """How many bytes of each member follow the head."""
    return [int(row[1]) for row in json.loads(head.decode("utf-8", "surrogatepass"))["members"]]


def checked(outcome: ReadOutcome, exhibit: str) -> ReadOutcome:
    """The same outcome, if it can be true.

    Raises:
        ValueError: It speaks of another exhibit, or its places are no places in its text.
        TypeError: A value of the wrong kind.
    """
    layer, refusal = outcome.layer, outcome.refusal
    if layer is not None and refusal is not None:
        raise ValueError("both a layer and a refusal")
    if {one.exhibit for one in (layer, refusal) if one is not None} - {exhibit}:
        raise ValueError("an answer on another exhibit")
    words: list[object] = [outcome.media_type, *(member.path for member in outcome.members)]
    if refusal is not None:
        words += [refusal.code, refusal.reason, refusal.reader]
    if layer is not None:
        words += [layer.text, layer.reader, *layer.notes]
        last = 0
        for passage in layer.passages:
            if not last <= passage.start <= passage.end:
                raise ValueError("passages in disorder")
            last = passage.end
        if last > len(layer.text):
            raise ValueError("a passage outside the text")
    if not all(isinstance(word, str) for word in words):
        raise TypeError("a word that is none")
    return outcome


def _passage_out(passage: Passage) -> list[Any]:
    boxes = [[box.page, box.left, box.top, box.right, box.bottom] for box in passage.boxes]
    row: list[Any] = [
        passage.start, passage.end, passage.kind, passage.page, boxes, passage.paragraph, passage.sheet,
        passage.row, passage.column, passage.xpath, passage.raw, passage.language,
        passage.confidence, passage.time,
    ]  # fmt: skip
    return row


def _passage_in(row: list[Any]) -> Passage:
    (
        start, end, kind, page, boxes, paragraph, sheet, line, column, xpath, raw, language, confidence,
        time,
    ) = row  # fmt: skip
    return Passage(
        start=start,
        end=end,
        kind=kind,
        page=page,
        boxes=tuple(Box(*box) for box in boxes),
        paragraph=paragraph,
        sheet=sheet,
        row=line,
        column=column,
        xpath=xpath,
        raw=(raw[0], raw[1]) if raw else None,
        language=language,
        confidence=confidence,
        time=(time[0], time[1]) if time else None,
    )
