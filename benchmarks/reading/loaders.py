"""From files to labels. The texts of the untouched set pass through here unseen."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.reading.gold import GoldClaim, GoldDocument, GoldFigure, GoldMention
from benchmarks.reading.labels_of import document_of, number_of, plain
from benchmarks.reading.layers import bare_layer, layer_of
from benchmarks.reading.loaders_lessons import LESSONS, lessons
from benchmarks.reading.loaders_named import NAMED, named
from benchmarks.reading.loaders_names import factrueval, kaznerd
from benchmarks.reading.loaders_others import SHARED, nerel, polnear, re3d, wikigold
from benchmarks.reading.loaders_statements import STATEMENTS, statements
from benchmarks.reading.loaders_told import TOLD, told
from benchmarks.reading.public.standoff import filled
from benchmarks.reading.public.texts_of import Place, places, text_of

REPO = Path(__file__).resolve().parents[2]
KAZNERD = SHARED / "kaznerd" / "IOB2_valid.txt"
HELDOUT = Path(__file__).with_name("heldout")
PUBLIC = Path(__file__).with_name("public")
PRACTICE = Path(__file__).with_name("practice")
EXAMPLE = REPO / "src" / "dalil" / "examples" / "derbezhan" / "documents"
EXAMPLE_LABELS = REPO / "tests" / "cases" / "example" / "labels.json"

KINDS = {
    "according_to": "indirect",
    "cited": "indirect",
    "nominal": "indirect",
    "document_quote": "document",
    "accused_of": "status",
    "hedge": "author",
    "no_comment": "indirect",
}
"""Label words of kazakhstan_dev to the product's."""
STANCES = {"no_comment": None}


def load(name: str) -> list[GoldDocument]:
    """Load a labelled set by name."""
    loaders = {
        "dev": dev,
        "example": lambda: labelled(EXAMPLE_LABELS, EXAMPLE),
        "heldout": lambda: labelled(HELDOUT / "labels.json", HELDOUT / "texts"),
        "polnear": lambda: polnear("dev"),
        "polnear-odd": lambda: polnear("dev", every=2),
        "polnear-even": lambda: polnear("dev", every=2, first=1),
        "polnear-train": lambda: polnear("train", every=4),
        "re3d": re3d,
        "wikigold": wikigold,
        "nerel": nerel,
        "kaznerd": lambda: kaznerd(KAZNERD, 0),
        "kaznerd-unseen": lambda: kaznerd(KAZNERD, 1),
        "factrueval": lambda: factrueval(SHARED / "factrueval2016" / "devset"),
        "public-dev": lambda: public(dev_part=True),
        "public-test": lambda: public(dev_part=False),
        "lessons-odd": lambda: lessons(1),
        "lessons-even": lambda: lessons(0),
        "named": lambda: named("learn"),
        "named-check": lambda: named("check"),
        "statements": statements,
        "told": lambda: told("learn"),
        "told-check": lambda: told("check"),
        "practice": lambda: placed(PRACTICE, places(PRACTICE), annotators=1),
        "practice-odd": lambda: placed(PRACTICE, half(places(PRACTICE), 1), annotators=1),
        "practice-even": lambda: placed(PRACTICE, half(places(PRACTICE), 0), annotators=1),
    }
    return list(loaders[name]())


def files_of(name: str) -> list[Path]:
    """The files that make a set, for its digest."""
    folders = {
        "dev": SHARED / "kazakhstan_dev",
        "heldout": HELDOUT / "texts",
        "polnear": SHARED / "polnear" / "dev",
        "polnear-odd": SHARED / "polnear" / "dev",
        "polnear-even": SHARED / "polnear" / "dev",
        "polnear-train": SHARED / "polnear" / "train",
        "re3d": SHARED / "re3d",
        "wikigold": SHARED / "wikigold_ner",
        "example": EXAMPLE,
        "nerel": SHARED / "nerel",
        "kaznerd": KAZNERD.parent,
        "kaznerd-unseen": KAZNERD.parent,
        "factrueval": SHARED / "factrueval2016" / "devset",
        "lessons-odd": LESSONS,
        "lessons-even": LESSONS,
        "named": NAMED / "learn",
        "named-check": NAMED / "check",
        "statements": STATEMENTS,
        "told": TOLD / "learn",
        "told-check": TOLD / "check",
    }
    if name.startswith(("public", "practice")):
        # documents.json holds the digest of every text.
        folder = PRACTICE if name.startswith("practice") else PUBLIC
        parts = [folder / part for part in ("documents.json", "labels.json", "across.json")]
        return [part for part in parts if part.is_file()]
    extra = {"heldout": [HELDOUT / "labels.json"], "example": [EXAMPLE_LABELS]}
    return [*sorted(p for p in folders[name].rglob("*") if p.is_file()), *extra.get(name, [])]


def digest(name: str) -> str:
    """SHA-256 over the names and bytes of a set's files."""
    total = hashlib.sha256()
    for path in files_of(name):
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def dev() -> Iterator[GoldDocument]:
    """The labelled article of kazakhstan_dev."""
    folder = SHARED / "kazakhstan_dev"
    gold = json.loads((folder / "000_gold.json").read_text(encoding="utf-8"))
    extra = json.loads((folder / "000_extra.json").read_text(encoding="utf-8"))
    layer = layer_of(folder / gold["file"])
    names: dict[str, set[str]] = {}
    kinds: dict[str, str] = {}
    for entity in gold["entities"]:
        names.setdefault(entity["id"], {plain(entity["id"])}).add(plain(entity["text"]))
        kinds.setdefault(entity["id"], entity["type"])
    claims = [_dev_claim(row, names) for row in (*gold["claims"], *extra["claims"])]
    yield GoldDocument(
        name=gold["file"],
        layer=layer,
        mentions=[
            GoldMention(e["start"], e["end"], e["type"], e["id"], bool(e.get("optional")))
            for e in gold["entities"]
        ],
        types=frozenset({"PER", "ORG", "LOC", "NORP", "MONEY", "DATE", "LAW"}),
        names={key: (kinds[key], frozenset(values)) for key, values in names.items()},
        claims=claims,
        amounts=[
            GoldFigure(
                a["start"], a["end"], number_of(a["value"]), a["currency"], bool(a["optional"])
            )
            for a in extra["amounts"]
        ],
    )


def _dev_claim(row: dict[str, Any], names: dict[str, set[str]]) -> GoldClaim:
    sources = [row["source"], *row.get("source_alt", [])]
    role = {"(author)": "author", "(court)": "court"}.get(row["source"], "speaker")
    known: set[str] = set()
    for source in sources:
        known |= names.get(source, {plain(source)})
    stance = STANCES.get(row["stance"], row["stance"])
    return GoldClaim(
        spans=((row["start"], row["end"]),),
        holders=(frozenset(known),),
        roles=(role,),
        stance=stance,
        stage=row["status"],
        kind=KINDS.get(row["kind"], row["kind"]),
        depth=0 if role == "author" else 1,
        optional=bool(row.get("optional")) or row["kind"] == "no_comment",
        quoted=row["kind"] in ("direct", "document_quote"),
    )


def labelled(labels: Path, folder: Path) -> Iterator[GoldDocument]:
    """Documents labelled in the layout of ``dalil read``."""
    for row in json.loads(labels.read_text(encoding="utf-8"))["documents"]:
        path = next(p for p in folder.rglob("*") if p.name == row["document"])
        yield document_of(row, layer_of(path))


def public(*, dev_part: bool) -> Iterator[GoldDocument]:
    """The public set: every third document is its dev part, the others its test part."""
    chosen = [p for n, p in enumerate(places(PUBLIC)) if (n % 3 == 0) == dev_part]
    return placed(PUBLIC, chosen, annotators=2)


def half(chosen: Sequence[Place], rest: int) -> list[Place]:
    """Documents whose number is odd (1) or even (0): one half to write rules from, one to check them."""
    return [place for place in chosen if int(place.id[1:]) % 2 == rest]


def placed(folder: Path, chosen: Sequence[Place], annotators: int) -> Iterator[GoldDocument]:
    """Documents of a set laid out like the public one.

    Real documents lie beside the checkout; without them the invented ones alone are read. A document
    that is listed and has no labels yet is passed over.
    """
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))["documents"]
    rows = {row["document"]: row for row in labels}
    keys = _across(folder / "across.json")
    missing = 0
    for place in chosen:
        if place.id not in rows:
            continue
        if not place.file.is_file():
            missing += 1
            continue
        text = text_of(place)
        layer = bare_layer(text)
        if layer.text != text:
            raise SystemExit(f"{place.id} is not read as it was labelled")
        row = rows[place.id] if place.invented else filled(rows[place.id], text)
        document = document_of(row | {"annotators": annotators}, layer)
        if keys is not None:
            whole = {e: f"{place.id}:{e}" for e in document.names}
            document.across = {e: keys.get(key, key) for e, key in whole.items()}
        yield document
    if missing:
        print(f"  {missing} documents of {folder.name} are not on this machine", file=sys.stderr)


def _across(path: Path) -> dict[str, str] | None:
    """Each entity that several documents name, to one key; None where nobody labelled that."""
    if not path.is_file():
        return None
    links = json.loads(path.read_text(encoding="utf-8"))
    keys = {one: group[0] for group in links["same"] for one in group}
    return keys | {one: "" for group in links["open"] for one in group}
