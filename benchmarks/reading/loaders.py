"""From files to labels. The texts of the untouched set pass through here unseen."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.reading.gold import (
    GoldClaim,
    GoldDocument,
    GoldFigure,
    GoldMention,
    GoldRelation,
    Span,
)
from benchmarks.reading.loaders_lessons import LESSONS, lessons
from benchmarks.reading.loaders_names import factrueval, is_name, kaznerd, outermost
from benchmarks.reading.public.standoff import filled
from benchmarks.reading.public.texts_of import Place, places, text_of
from dalil.evidence import TextLayer
from dalil.text.dispatch import read_here

REPO = Path(__file__).resolve().parents[2]
SHARED = REPO.parent / "shared" / "data" / "text"
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
SYMMETRIC = frozenset({"family", "met_with"})
"""Predicates that say the same both ways round; party_to does between two entities."""
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


def plain(text: str) -> str:
    """A text with plain spaces, quotes and case, for comparing names."""
    text = re.sub(r"\s+", " ", text.replace("\u2019", "'")).strip().lower()
    return text.removesuffix("'s").removeprefix("the ")


def layer_of(path: Path) -> TextLayer:
    """Read a file as the product does."""
    content = path.read_bytes()
    outcome = read_here(content, hashlib.sha256(content).hexdigest(), path.name)
    if outcome.layer is None:
        raise SystemExit(f"{path} cannot be read: {outcome.refusal}")
    return outcome.layer


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
                a["start"], a["end"], _number(a["value"]), a["currency"], bool(a["optional"])
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


def _number(value: object) -> str | None:
    return None if value is None else format(Decimal(str(value)).normalize(), "f")


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


def document_of(row: dict[str, Any], layer: TextLayer) -> GoldDocument:
    """A labelled document with its text."""
    names = {
        e["id"]: (e["type"], frozenset(plain(n) for n in [e["name"], *e["names"]]))
        for e in row["entities"]
    }
    mentions = None
    if "mentions" in row:
        mentions = [
            GoldMention(
                m["start"], m["end"], m["type"], m.get("entity") or "", bool(m.get("optional"))
            )
            for m in row["mentions"]
        ]
    return GoldDocument(
        name=row["document"],
        layer=layer,
        mentions=mentions,
        types=frozenset({"PER", "ORG", "LOC", "NORP", "MONEY", "DATE", "LAW", "ASSET"}),
        names=names,
        claims=[c for r in row["claims"] for c in _labelled_claim(r, row, layer, names)],
        amounts=[_figure(r, layer, _number(r["value"]), r["currency"]) for r in row["amounts"]],
        dates=[_figure(r, layer, r["value"], r["precision"]) for r in row["dates"]],
        rosters=[[r["name"] for r in roster["rows"]] for roster in row["rosters"]],
        relations=[_relation(r) for r in row["relations"]],
    )


def _relation(row: dict[str, Any]) -> GoldRelation:
    """What is denied is optional: a reader may give it as denied, or not at all."""
    subject, target = row["subject"], row.get("object") or ""
    forms = set()
    for predicate in [row["predicate"], *row.get("also", {}).get("predicate", [])]:
        forms.add((subject, predicate, target))
        if predicate in SYMMETRIC or (predicate == "party_to" and target):
            forms.add((target, predicate, subject))
    return GoldRelation(
        frozenset(forms),
        predicate=row["predicate"],
        value=row.get("value") or row.get("object_text"),
        optional=bool(row.get("optional") or row.get("negated") or row.get("doubt")),
    )


def _labelled_claim(
    row: dict[str, Any], document: dict[str, Any], layer: TextLayer, names: dict[str, Any]
) -> Iterator[GoldClaim]:
    span = place(layer.text, row)
    if span is None:
        print(f"  label without a place in {document['document']}")
        return
    chain = [_holder(holder, names) for holder in row["holders"]]
    chain[-1] = (chain[-1][0], "author")
    also = row.get("also", {})
    chains = [chain, *([_holder(h, names) for h in c] for c in also.get("holders", []))]
    first = [c[0] if len(c) > 1 else (c[0][0], "author") for c in chains]
    if len(chain) == 1:
        voices = document.get("author_also", [])
        first += [
            (names.get(v, ("", frozenset()))[1], "court" if "court" in v else "speaker")
            for v in voices
        ]
    yield GoldClaim(
        spans=(span,),
        holders=tuple(known for known, _ in chain),
        roles=tuple(role for _, role in chain),
        stance=row["stance"],
        stage=row["stage"],
        kind=row["kind"],
        depth=len(chain) - 1,
        optional=bool(row.get("optional")),
        quoted=row["kind"] == "direct",
        stances=frozenset([row["stance"], *also.get("stance", [])]),
        stages=frozenset([row["stage"], *also.get("stage", [])]),
        either_stance=_either(row, document, "stance"),
        either_stage=_either(row, document, "stage"),
        first_holders=tuple(first),
    )


def _either(row: dict[str, Any], document: dict[str, Any], field: str) -> frozenset[str | None]:
    """The first values of both annotators; none where one alone labelled the document."""
    if document.get("annotators", 1) < 2:
        return frozenset()
    return frozenset([row[field], row.get("second", {}).get(field, row[field])])


def _holder(row: dict[str, Any], names: dict[str, Any]) -> tuple[frozenset[str], str]:
    """The names of a holder, and the role."""
    known = {plain(row["text"])} if row["text"] else set()
    more = row.get("also")
    for key in [row["entity"], *(more if isinstance(more, list) else [])]:
        known |= names.get(key, ("", frozenset()))[1] if key else set()
    return frozenset(known), row.get("role") or "speaker"


def place(text: str, row: dict[str, Any]) -> Span | None:
    """Where a labelled quote stands: its offsets, else its words with any white space between."""
    quote = row.get("quote", "")
    if row.get("start") is not None and text[row["start"] : row["end"]] == quote:
        return row["start"], row["end"]
    pattern = r"\s+".join(re.escape(part) for part in quote.split())
    found = list(re.finditer(pattern, text)) if pattern else []
    which = min(int(row.get("occurrence", 1)), len(found)) - 1
    return found[which].span() if found else None


def _figure(
    row: dict[str, Any], layer: TextLayer, value: str | None, unit: str | None
) -> GoldFigure:
    span = place(layer.text, row) or (0, 0)
    optional = bool(row.get("optional") or row.get("doubt")) or span == (0, 0)
    units = frozenset(row.get("also", {}).get("currency", []))
    return GoldFigure(span[0], span[1], value, unit, optional, units)


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


def bare_layer(text: str) -> TextLayer:
    content = text.encode("utf-8")
    outcome = read_here(content, hashlib.sha256(content).hexdigest(), "text.txt")
    if outcome.layer is None:
        raise SystemExit("a text cannot be read")
    return outcome.layer


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
