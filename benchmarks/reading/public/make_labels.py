"""Readable labels and texts -> `labels.json` of the public set, or of one laid out like it.

The labels are written by a person as quotes, in the line format of `heldout/README.md`, whose reader
(`heldout/make_labels.py`) finds each quote here too and refuses one that does not stand there. What this
script adds: texts that are not in the repository. Their labels are written as offsets, without a name or
a word of the text (`standoff`), together with the digest of the file that they belong to. It imports
nothing of Dalil and reads no extractor's output.

    python -m benchmarks.reading.public.make_labels [--folder SET] [--readable FOLDER] [--check]

`--folder` is the folder of the set (this one unless told); `--readable` is the folder of the readable labels of the real documents, which is not committed; without
it the real documents are taken over from `labels.json` as they stand.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from benchmarks.reading.heldout.make_labels import BadLabel, Document, Source
from benchmarks.reading.public.texts_of import HERE, Place, places, text_of

SHORT = {
    "+F": "+ also stance=asserts, stage=designation, stage=-",
    "+G": "+ also stance=alleges",
}
"""Alternatives that stand at most findings of a statement of reasons."""
ABOUT = (
    "Labels of the {name} reading set; conventions in README.md. Documents with a `text` are in texts/, "
    "with their words; all others are offsets in code points into the files that documents.json names."
)

ACROSS = (
    "Entities of several documents that are one, as document:entity of labels.json. `open` ones are left "
    "out of the measure, since the texts do not settle whether they are one."
)


class PublicDocument(Document):
    """A text that need not lie in the repository."""

    def __init__(self, place: Place) -> None:
        """Take the text from where it lies."""
        self.name = place.id
        self._set(text_of(place))


class PublicSource(Source):
    """The labels of one document, whose `@doc` line names a document of documents.json."""

    def __init__(self, path: Path, place: Place) -> None:
        """Read the whole source; the first bad line stops it."""
        self.place = place
        super().__init__(path)

    def line(self, line: str, where: str) -> None:
        """Write out the short forms, find the text, and hand the rest on."""
        for short, long in SHORT.items():
            if line.split(" ", 1)[0] == short:
                line = ", ".join([long, *line.split(" ", 1)[1:]])
        if line.startswith("@doc"):
            self.head["doc"] = self.place.id
            self.document = PublicDocument(self.place)
            return
        super().line(line, where)

    def more(self, rest: str, where: str) -> None:
        """``+ second field=value, ...``: first values of the second annotator that are others."""
        if not rest.startswith("second "):
            super().more(rest, where)
            return
        pairs = [pair.strip().partition("=") for pair in rest.removeprefix("second ").split(",")]
        if {key for key, _, _ in pairs} - {"stance", "stage"}:
            raise BadLabel(f"{where}: no second value for {rest!r}")
        self.last["second"] = {key: None if value == "-" else value for key, _, value in pairs}


def standoff(labels: dict[str, Any], text: str) -> dict[str, Any]:
    """The same labels without a word of the text: places for quotes, numbers for names."""
    ids = {e["id"]: f"e{n}" for n, e in enumerate(labels["entities"], 1)}

    def at(words: str | None, near: int) -> list[int] | None:
        """The place of words, the nearest before the label that they belong to, else after it."""
        starts = _starts(words, text)
        before = [s for s in starts if s <= near]
        start = (before or starts or [-1])[-1 if before else 0]
        return None if start < 0 or not words else [start, start + _length(words, text, start)]

    def holder(row: dict[str, Any], near: int) -> dict[str, Any]:
        out = {"entity": ids.get(row["entity"]), "place": at(row["text"], near)}
        return out | ({"role": row["role"]} if "role" in row else {})

    def bare(row: dict[str, Any], *drop: str) -> dict[str, Any]:
        gone = {"quote", "text", "doubt", "sentence", "note", "footnote", *drop}
        return {k: v for k, v in row.items() if k not in gone}

    def claim(row: dict[str, Any]) -> dict[str, Any]:
        out = bare(row)
        out["holders"] = [holder(h, row["start"]) for h in row["holders"]]
        out["about"] = [ids[a] for a in row["about"]]
        if "holders" in row.get("also", {}):
            chains = [[holder(h, row["start"]) for h in c] for c in row["also"]["holders"]]
            out["also"] = row["also"] | {"holders": chains}
        return out

    def relation(row: dict[str, Any]) -> dict[str, Any]:
        out = bare(row, "detail", "value")
        out |= {"subject": ids[row["subject"]], "object": ids.get(row["object"])}
        out["value"] = at(row["value"], row["start"])
        if row["value"] and out["value"] is None:
            raise BadLabel(f"{labels['document']}: not in the text: {row['value']!r}")
        return out

    author = labels["author"]
    return {
        "document": labels["document"], "language": labels["language"], "kind": labels["kind"],
        "author": {"entity": ids.get(author["entity"]), "place": at(author["text"], 0)},
        "author_also": [ids.get(a, a) for a in labels["author_also"]],
        "date": labels["date"],
        "mentions": [bare(m) | {"entity": ids.get(m["entity"])} for m in labels["mentions"]],
        "entities": [{"id": ids[e["id"]], "type": e["type"]} for e in labels["entities"]],
        "claims": [claim(c) for c in labels["claims"]],
        "relations": [relation(r) for r in labels["relations"]],
        "amounts": [bare(a) for a in labels["amounts"]],
        "dates": [bare(d) for d in labels["dates"]],
        "rosters": [
            {"rows": [{k: at(v, 0) for k, v in row.items()} for row in roster["rows"]]}
            for roster in labels["rosters"]
        ],
    }  # fmt: skip


def _starts(words: str | None, text: str) -> list[int]:
    """Where words stand, whatever white space is between them."""
    pieces = (words or "").split()
    if not pieces:
        return []
    found, start = [], text.find(pieces[0])
    while start >= 0:
        if _length(" ".join(pieces), text, start):
            found.append(start)
        start = text.find(pieces[0], start + 1)
    return found


def _length(words: str, text: str, start: int) -> int:
    """How long words are in the text at a place, 0 where they do not stand there."""
    place = start
    for number, piece in enumerate(words.split()):
        while number and place < len(text) and text[place].isspace():
            place += 1
        if not text.startswith(piece, place):
            return 0
        place += len(piece)
    return place - start


def readable(place: Place, folder: Path | None) -> dict[str, Any] | None:
    """The labels of one document from its readable source, None where that is not at hand."""
    sources = place.home / "source" if place.invented else folder
    path = (sources or place.home / "none") / f"{place.id}.labels"
    return PublicSource(path, place).labels() if path.is_file() else None


def build(folder: Path | None, old: dict[str, dict[str, Any]], home: Path = HERE) -> str:
    """All labels as the text of `labels.json`; a document without labels so far is passed over."""
    rows = []
    for place in places(home):
        labels = readable(place, folder)
        if labels is None and place.id not in old:
            continue
        if labels is None:
            rows.append(old[place.id])
        elif place.invented:
            rows.append(labels | {"document": place.id, "text": place.path})
        else:
            rows.append(standoff(labels, text_of(place)))
    about = ABOUT.format(name=home.name)
    head = json.dumps({"about": about, "documents": []}, ensure_ascii=False, indent=1)
    body = ",\n".join(_compact(row) for row in rows)
    return head.replace("[]", "[\n" + body + "\n]") + "\n"


def across(folder: Path, sources: dict[str, list[str]], invented: set[str]) -> str:
    """Entities of several documents that are one: `across.txt` of the readable labels, in numbers.

    A line holds `document:entity` names of one entity; `?` in front: the texts do not settle it.
    """
    found: dict[str, list[list[str]]] = {"same": [], "open": []}
    for line in (folder / "across.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            group = [_numbered(name, sources, invented) for name in line.lstrip("? ").split()]
            found["open" if line.startswith("?") else "same"].append(group)
    groups = [
        f' "{key}": [\n' + ",\n".join(f"  {json.dumps(one)}" for one in rows) + "\n ]"
        for key, rows in found.items()
    ]
    return "{\n" + ",\n".join([f' "about": {json.dumps(ACROSS)}', *groups]) + "\n}\n"


def _numbered(name: str, sources: dict[str, list[str]], invented: set[str]) -> str:
    document, _, entity = name.partition(":")
    if entity not in sources.get(document, []):
        raise BadLabel(f"across.txt: undeclared entity {name}")
    return name if document in invented else f"{document}:e{sources[document].index(entity) + 1}"


def _compact(row: dict[str, Any]) -> str:
    """One label a line, so that a change of one label is a change of one line."""
    parts = []
    for key, value in row.items():
        name = json.dumps(key)
        if isinstance(value, list) and value and isinstance(value[0], dict):
            lines = ",\n   ".join(json.dumps(v, ensure_ascii=False) for v in value)
            parts.append(f"  {name}: [\n   {lines}\n  ]")
        else:
            parts.append(f"  {name}: {json.dumps(value, ensure_ascii=False)}")
    return " {\n" + ",\n".join(parts) + "\n }"


def main() -> int:
    """Write or check `labels.json`; 1 when the check fails or a label cannot stand."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=HERE)
    parser.add_argument("--readable", type=Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    home = options.folder.resolve()
    target = home / "labels.json"
    kept = json.loads(target.read_text(encoding="utf-8"))["documents"] if target.is_file() else []
    try:
        built = build(options.readable, {row["document"]: row for row in kept}, home)
    except BadLabel as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if options.readable and (options.readable / "across.txt").is_file():
        named = {p.id: readable(p, options.readable) for p in places(home)}
        sources = {k: [e["id"] for e in v["entities"]] for k, v in named.items() if v}
        links = across(options.readable, sources, {p.id for p in places(home) if p.invented})
        (home / "across.json").write_text(links, encoding="utf-8")
    if options.check:
        return 0 if target.read_text(encoding="utf-8") == built else 1
    target.write_text(built, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
