"""Other people's sets: PolNeAR, re3d, wikigold, NEREL. Their conventions are theirs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.reading.gold import GoldClaim, GoldDocument, GoldMention, GoldRelation, Span
from benchmarks.reading.layers import bare_layer, layer_of
from benchmarks.reading.loaders_names import is_name, outermost

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "text"
RE3D = {
    "BelongsTo": (
        {"member_of", "employed_by", "role_at", "located_in"},
        {"owns", "controls"},
    ),
    "InChargeOf": ({"role_at", "controls", "owns"}, set()),
    "CoLocated": ({"located_in", "met_with"}, {"located_in", "met_with"}),
    "CommWith": ({"met_with"}, {"met_with"}),
}
"""Relations of re3d that have counterparts here: predicates from source to target, and back."""


def polnear(part: str, every: int = 1, first: int = 0) -> Iterator[GoldDocument]:
    """PolNeAR: attributions with source, cue and content; the first annotator of each article.

    Args:
        part: ``train`` or ``dev``.
        every: Every how-manieth article, in file order.
        first: Where that begins.
    """
    folder = SHARED / "polnear" / part
    annotated: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        annotated.setdefault(path.stem.rsplit("_", 1)[0], path)
    for index, (stem, path) in enumerate(sorted(annotated.items())):
        if index % every != first:
            continue
        text = folder / "text" / f"{stem}.txt"
        if text.is_file():
            layer = layer_of(text)
            claims = list(_attributions(path, layer.text))
            yield GoldDocument(stem, layer, claims=claims, attributions_only=True)


def _attributions(path: Path, text: str) -> Iterator[GoldClaim]:
    spans: dict[str, list[Span]] = {}
    events: list[dict[str, list[str]]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        key, _, rest = line.partition("\t")
        # A text that runs over a line end goes on in a line of its own, which may begin with a T.
        if found := re.match(r"T\d+\t[\w-]+ (\d+ \d+(?:;\d+ \d+)*)(?:\t|$)", line):
            spans[key] = [
                (int(a), int(b)) for a, b in (p.split(" ") for p in found.group(1).split(";"))
            ]
        elif re.match(r"E\d+\t", line):
            event: dict[str, list[str]] = {}
            for part in rest.split():
                role, _, target = part.partition(":")
                event.setdefault(role.rstrip("0123456789"), []).append(target)
            events.append(event)
    contents = [_places(event, "Content", spans) for event in events]
    for event, content in zip(events, contents, strict=True):
        if not content:
            continue
        cue = _places(event, "Cue", spans) or content
        inside = sum(1 for other in contents if other is not content and _holds(other, cue[0]))
        opening = text[max(0, content[0][0] - 1) : content[0][0] + 2]
        yield GoldClaim(
            spans=tuple(content),
            sources=tuple(_places(event, "Source", spans)),
            depth=1 + inside,
            quoted=any(mark in opening for mark in '"\u201c\u2018'),
        )


def _places(event: dict[str, list[str]], role: str, spans: dict[str, list[Span]]) -> list[Span]:
    return sorted(span for target in event.get(role, []) for span in spans.get(target, []))


def _holds(content: Sequence[Span], span: Span) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in content)


def re3d() -> Iterator[GoldDocument]:
    """re3d: organisations, people and places of defence documents (half of them).

    Of its relations only those are scored that have a counterpart here (`RE3D`).
    """
    kinds = {"Organisation": "ORG", "Person": "PER", "Location": "LOC", "Money": "MONEY"}
    for folder in sorted((SHARED / "re3d").iterdir()):
        if not folder.is_dir():
            continue
        rows = [json.loads(line) for line in _json_lines(folder / "entities.json")]
        for document in map(json.loads, _json_lines(folder / "documents.json")):
            mine = [r for r in rows if r["documentId"] == document["_id"] and r["type"] in kinds]
            ids = {(r["begin"], r["end"]): r["value"] for r in mine}
            links = map(json.loads, _json_lines(folder / "relations.json"))
            links = [r for r in links if r["documentId"] == document["_id"]]
            yield GoldDocument(
                name=document["_id"],
                layer=bare_layer(document["text"]),
                mentions=[
                    GoldMention(r["begin"], r["end"], kinds[r["type"]], r["value"]) for r in mine
                ],
                types=frozenset({"PER", "ORG", "LOC", "MONEY"}),
                relations=[r for link in links for r in _re3d_relation(link, ids)],
                predicates=frozenset(p for both in RE3D.values() for side in both for p in side),
            )


def _re3d_relation(row: dict[str, Any], ids: dict[Span, str]) -> Iterator[GoldRelation]:
    """A relation between two labelled names, None where an end is no name ("mourners")."""
    source = ids.get((row["sourceBegin"], row["sourceEnd"]))
    target = ids.get((row["targetBegin"], row["targetEnd"]))
    if source and target and row["type"] in RE3D:
        there, back = RE3D[row["type"]]
        forms = {(source, p, target) for p in there} | {(target, p, source) for p in back}
        yield GoldRelation(frozenset(forms), predicate=row["type"])


def _json_lines(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip().rstrip(",").startswith("{"):
            yield line.strip().rstrip(",")


def wikigold(most: int = 12000) -> Iterator[GoldDocument]:
    """Wikigold: people, organisations and places of encyclopedia articles.

    The corpus is cut into tokens; spaces before marks are taken out again, so that the text reads
    as people write.
    """
    path = SHARED / "wikigold_ner" / "wikigold.conll.txt"
    text, mentions, open_kind, count = "", [], "", 0
    for line in path.read_text(encoding="utf-8").splitlines():
        word, _, tag = line.rpartition(" ")
        if word == "-DOCSTART-":
            if text.strip():
                yield _wiki(text, mentions, count)
            text, mentions = "", []
            if count >= most:
                return
            continue
        if not word:
            text, open_kind = text.rstrip() + " " if text else "", ""
            continue
        if re.match(r"[,.;:!?)']|n't", word) and text.endswith(" "):
            text = text[:-1]
        kind = tag.partition("-")[2].replace("MISC", "")
        start = len(text)
        if kind and kind == open_kind and mentions:
            mentions[-1] = GoldMention(mentions[-1].start, start + len(word), kind, "")
        elif kind:
            mentions.append(GoldMention(start, start + len(word), kind, ""))
        open_kind = kind
        text += word + ("" if word == "(" else " ")
        count += 1


def _wiki(text: str, mentions: list[GoldMention], count: int) -> GoldDocument:
    return GoldDocument(
        f"wikigold-{count}",
        bare_layer(text),
        mentions=mentions,
        types=frozenset({"PER", "ORG", "LOC"}),
    )


def nerel(most: int = 60) -> Iterator[GoldDocument]:
    """NEREL: people, organisations and places of Russian news (train part), outermost names."""
    kinds = {"PERSON": "PER", "ORGANIZATION": "ORG", "CITY": "LOC", "COUNTRY": "LOC"}
    kinds |= dict.fromkeys(("STATE_OR_PROVINCE", "LOCATION", "DISTRICT"), "LOC")
    for path in sorted((SHARED / "nerel" / "train").glob("*.txt"))[:most]:
        text, rows = path.read_text(encoding="utf-8"), []
        for line in path.with_suffix(".ann").read_text(encoding="utf-8").splitlines():
            found = re.match(r"T\d+\t(\w+) (\d+) (\d+)\t", line)
            if found and (kind := kinds.get(found.group(1))):
                start, end = int(found.group(2)), int(found.group(3))
                rows.append(GoldMention(start, end, kind, "", not is_name(text[start:end], kind)))
        yield GoldDocument(
            path.stem,
            layer_of(path),
            mentions=outermost(rows),
            types=frozenset({"PER", "ORG", "LOC"}),
        )
