"""Compute offsets for the held-out labels: `source/*.labels` + `texts/*.txt` -> `labels.json`.

The labels are written by a person as quotes; this script only finds where each quote stands and
refuses one that does not stand there exactly, or that stands in several places without saying
which. It never guesses, reads no extractor's output and imports nothing of Dalil.

Run `python make_labels.py` to write, `python make_labels.py --check` to compare with the
committed file. The line format of the sources is described in README.md.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
MENTION_TYPES = {"PER", "ORG", "LOC", "NORP", "MONEY", "DATE", "LAW", "ASSET"}
STANCES = {"asserts", "alleges", "denies", "disputes", "reports_court_held", "calls_for"}
KINDS = {"direct", "indirect", "author", "status", "document"}
STAGES = {
    "allegation", "investigation", "charge", "conviction", "acquittal", "dismissal",
    "settlement", "judgment", "penalty", "designation", "delisting",
}  # fmt: skip
FORUMS = {"criminal", "civil", "regulatory", "administrative", "parliamentary"}
FINALITIES = {"first_instance", "under_appeal", "final", "quashed"}
PREDICATES = {
    "family",
    "role_at",
    "member_of",
    "employed_by",
    "owns",
    "controls",
    "nominee_for",
    "represents",
    "lobbies_for",
    "pays",
    "funds",
    "signed",
    "located_in",
    "party_to",
    "transferred_to",
    "met_with",
    "published",
    "accused_of",
    "investigated_for",
    "charged_with",
    "convicted_of",
    "acquitted_of",
    "sanctioned_by",
    "dismissed_from",
    "resigned_from",
    "calls_for",
}
ALTERNATIVES: dict[str, bool | None] = {"-": None, "true": True, "false": False}
FLAGS = {"neg": "negated", "hedge": "hedged", "opt": "optional"}
FOLD = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\n": " ", "\r": " ", "\t": " ",
     "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"'}
)  # fmt: skip


class BadLabel(ValueError):
    """A line of a label source that cannot stand: names file, line and reason."""


@dataclass
class Entity:
    """One named thing of a document and the surface forms that name it."""

    id: str
    type: str
    name: str
    forms: list[tuple[str, bool]] = field(default_factory=list)


class Document:
    """One text with a folded shadow of the same length, in which quotes are looked up."""

    def __init__(self, name: str) -> None:
        """Read the text unchanged (no newline translation)."""
        self.name = name
        self._set((HERE / "texts" / name).read_bytes().decode("utf-8"))

    def _set(self, text: str) -> None:
        """Keep a text and its shadow."""
        self.text = text
        self.shadow = text.translate(FOLD)
        if len(self.shadow) != len(text):
            raise BadLabel(f"{self.name}: the shadow must keep every offset")

    def places(self, quote: str, whole_word: bool = False) -> list[tuple[int, int]]:
        """All places of a quote; ``~~`` stands for the shortest run of any words between two ends."""
        parts = [
            r"\s+".join(map(re.escape, part.translate(FOLD).split())) for part in quote.split("~~")
        ]
        pattern = r"[\s\S]*?".join(parts)
        if whole_word:
            pattern = r"(?<!\w)" + pattern + r"(?!\w)"
        return [m.span() for m in re.finditer(pattern, self.shadow)]

    def one(self, quote: str, where: str) -> tuple[int, int]:
        """The one place of ``quote`` or ``quote ##n`` (n counts from 1)."""
        body, _, number = quote.partition(" ##")
        found = self.places(body.strip())
        if not found:
            raise BadLabel(f"{where}: not in the text: {body!r}")
        if number:
            return found[int(number) - 1]
        if len(found) > 1:
            raise BadLabel(f"{where}: {len(found)} places, say which: {body!r}")
        return found[0]


def allowed(value: str, among: set[str], where: str) -> str | None:
    """A closed word, or None for ``-``."""
    if value in {"-", ""}:
        return None
    if value not in among:
        raise BadLabel(f"{where}: unknown word {value!r}")
    return value


class Source:
    """The labels of one document, read line by line."""

    def __init__(self, path: Path) -> None:
        """Read the whole source; the first bad line stops it."""
        self.path = path
        self.head: dict[str, str] = {"language": "en"}
        self.entities: dict[str, Entity] = {}
        self.claims: list[dict[str, Any]] = []
        self.relations: list[dict[str, Any]] = []
        self.amounts: list[dict[str, Any]] = []
        self.dates: list[dict[str, Any]] = []
        self.rosters: list[dict[str, Any]] = []
        self.extra: list[dict[str, Any]] = []
        self.excluded: set[tuple[int, int]] = set()
        self.document: Document
        self.last: dict[str, Any] = {}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                self.line(line.strip(), f"{path.name}:{number}")

    def line(self, line: str, where: str) -> None:
        """Hand a line to the reader of its first word."""
        word, _, rest = line.partition(" ")
        if word.startswith("@"):
            self.head[word[1:]] = rest
            if word == "@doc":
                self.document = Document(rest)
            return
        reader = {
            "E": self.entity, "X": self.exclude, "M": self.mention, "C": self.claim,
            "R": self.relation, "A": self.amount, "D": self.date, "T": self.roster,
            "row": self.row, "+": self.more,
        }.get(word)  # fmt: skip
        if reader is None:
            raise BadLabel(f"{where}: unknown line {line!r}")
        reader(rest, where)

    def entity(self, rest: str, where: str) -> None:
        """``E id TYPE Name | form | form?`` (``?`` = careful annotators may differ)."""
        head, *forms = [part.strip() for part in rest.split("|")]
        id_, type_, name = head.split(" ", 2)
        if type_.rstrip("?") not in MENTION_TYPES or id_ in self.entities:
            raise BadLabel(f"{where}: bad type or repeated id {head!r}")
        always = type_.endswith("?")
        pairs = [(f.rstrip("?"), always or f.endswith("?")) for f in (forms or [name])]
        self.entities[id_] = Entity(id_, type_.rstrip("?"), name, pairs)

    def exclude(self, rest: str, where: str) -> None:
        """``X quote ##n``: this place is no mention although a form stands there."""
        self.excluded.add(self.document.one(rest, where))

    def mention(self, rest: str, where: str) -> None:
        """``M TYPE entity|- [opt] :: quote``: a single mention outside the forms of the entities."""
        head, quote = rest.split(" :: ", 1)
        type_, id_, *flags = head.split()
        start, end = self.document.one(quote, where)
        self.extra.append(
            self.span(start, end, allowed(type_, MENTION_TYPES, where), self.ref(id_, where), flags)
        )

    def span(
        self, start: int, end: int, type_: str | None, entity: str | None, flags: list[str]
    ) -> dict[str, Any]:
        """A mention as it is written."""
        out: dict[str, Any] = {
            "start": start, "end": end, "text": self.document.text[start:end], "type": type_, "entity": entity,
        }  # fmt: skip
        if "opt" in flags:
            out["optional"] = True
        return out

    def ref(self, id_: str, where: str) -> str | None:
        """An entity id that is declared, or None for ``-``."""
        if id_ in {"-", ""}:
            return None
        if id_ not in self.entities:
            raise BadLabel(f"{where}: undeclared entity {id_!r}")
        return id_

    def holder(self, text: str, where: str) -> dict[str, Any]:
        """``@`` = the author; ``[court:]words[=entity]``."""
        if text == "@":
            words, _, id_ = self.head.get("author", "").partition("=")
            return {"text": words, "entity": self.ref(id_, where)}
        court = text.startswith("court:")
        words, _, id_ = text.removeprefix("court:").partition("=")
        if words and not self.document.places(words):
            raise BadLabel(f"{where}: holder not in the text: {words!r}")
        first = self.document.text
        if words:
            start, end = self.document.places(words)[0]
            words = " ".join(first[start:end].split())
        out: dict[str, Any] = {"text": words, "entity": self.ref(id_, where)}
        if court:
            out["role"] = "court"
        return out

    def claim(self, rest: str, where: str) -> None:
        """``C kind stance stage forum finality [neg] [hedge] [opt] :: holders :: about :: quote``."""
        head, holders, about, quote = (part.strip() for part in rest.split(" :: ", 3))
        kind, stance, stage, forum, finality, *flags = head.split()
        if set(flags) - set(FLAGS) or kind not in KINDS or stance not in STANCES:
            raise BadLabel(f"{where}: bad head {head!r}")
        start, end = self.document.one(quote, where)
        self.last = {
            "id": f"c{len(self.claims) + 1:02d}", "start": start, "end": end, "quote": self.document.text[start:end],
            "holders": [self.holder(h.strip(), where) for h in holders.split(" > ")],
            "about": [a for a in (self.ref(x.strip(), where) for x in about.split(",")) if a],
            "stance": stance, "stage": allowed(stage, STAGES, where), "forum": allowed(forum, FORUMS, where),
            "finality": allowed(finality, FINALITIES, where), "negated": "neg" in flags, "hedged": "hedge" in flags,
            "kind": kind,
        }  # fmt: skip
        if "opt" in flags:
            self.last["optional"] = True
        self.claims.append(self.last)

    def more(self, rest: str, where: str) -> None:
        """``+ key value``: doubt, sentence, footnote, or ``also field=value``, ``holders CHAIN``."""
        key, _, value = rest.partition(" ")
        if key == "also":
            also: dict[str, list[Any]] = self.last.setdefault("also", {})
            for pair in value.split(","):
                name, _, word = pair.strip().partition("=")
                if name not in {
                    "stance",
                    "stage",
                    "forum",
                    "finality",
                    "kind",
                    "negated",
                    "hedged",
                    "predicate",
                    "currency",
                }:
                    raise BadLabel(f"{where}: no alternative for {name!r}")
                also.setdefault(name, []).append(ALTERNATIVES.get(word, word))
        elif key == "holders":
            chain = [self.holder(h.strip(), where) for h in value.split(" > ")]
            self.last.setdefault("also", {}).setdefault("holders", []).append(chain)
        elif key in {"doubt", "sentence", "footnote", "note"}:
            self.last[key] = value
        elif key == "absentia":
            self.last["in_absentia"] = True
        else:
            raise BadLabel(f"{where}: unknown addition {key!r}")

    def relation(self, rest: str, where: str) -> None:
        """``R subject predicate object|="words" :: quote [:: key=value; key=value; opt]``."""
        parts = [part.strip() for part in rest.split(" :: ")]
        subject, predicate, target = parts[0].split(" ", 2)
        if predicate not in PREDICATES:
            raise BadLabel(f"{where}: unknown predicate {predicate!r}")
        start, end = self.document.one(parts[1], where)
        out: dict[str, Any] = {
            "subject": self.ref(subject, where), "predicate": predicate,
            "object": None if target.startswith("=") else self.ref(target, where),
            "value": target[1:].strip('"') or None if target.startswith("=") else None,
            "detail": None, "start_date": None, "end_date": None, "share": None, "amount": None,
            "start": start, "end": end, "quote": self.document.text[start:end],
        }  # fmt: skip
        for pair in parts[2].split(";") if len(parts) > 2 else []:
            key, _, value = pair.strip().partition("=")
            if key == "opt":
                out["optional"] = True
            elif key in {"negated", "former"}:
                out[key] = True
            elif key in {"share", "amount"}:
                out[key] = value if value.startswith(">") else float(value)
            elif key in {"detail", "start_date", "end_date", "stance", "doubt"}:
                out[key] = value
            else:
                raise BadLabel(f"{where}: unknown key {key!r}")
        self.relations.append(out)
        self.last = out

    def amount(self, rest: str, where: str) -> None:
        """``A quote :: value|- currency|- [period] [q=words] [high=n] [opt]``; makes a MONEY mention."""
        quote, spec = rest.split(" :: ", 1)
        value, currency, *more = (spec.replace("q=", " q=")).split(None, 2)
        tail = more[0] if more else ""
        qualifier = re.search(r"q=([a-z ]+?)(?= opt| high=|$)", tail)
        period = re.search(r"\b(month|year|week|day|quarter)\b", tail)
        high = re.search(r"high=([\d.]+)", tail)
        for start, end in self.every(quote, where):
            out: dict[str, Any] = {
                "start": start, "end": end, "quote": self.document.text[start:end],
                "value": None if value == "-" else float(value), "currency": None if currency == "-" else currency,
                "period": period.group(1) if period else None, "qualifier": qualifier.group(1) if qualifier else None,
            }  # fmt: skip
            if high:
                out["high"] = float(high.group(1))
            flags = ["opt"] if tail.endswith("opt") else []
            if flags:
                out["optional"] = True
            self.amounts.append(out)
            self.last = out
            self.extra.append(self.span(start, end, "MONEY", None, flags))

    def every(self, quote: str, where: str) -> list[tuple[int, int]]:
        """The places of ``quote ##*`` (all whole-word ones), or the one place of the quote."""
        if quote.endswith(" ##*"):
            return self.document.places(quote[:-4], whole_word=True)
        return [self.document.one(quote, where)]

    def date(self, rest: str, where: str) -> None:
        """``D quote :: value|- [rel] [opt]``; ``-`` makes only a mention (durations, vague times)."""
        quote, spec = rest.split(" :: ", 1)
        value, *flags = spec.split()
        precision = {4: "year", 7: "month", 10: "day"}.get(len(value))
        for start, end in self.every(quote, where):
            self.extra.append(self.span(start, end, "DATE", None, flags))
            if value == "-":
                continue
            out: dict[str, Any] = {
                "start": start, "end": end, "quote": self.document.text[start:end], "value": value, "precision": precision,
            }  # fmt: skip
            if "rel" in flags:
                out["relative"] = True
            if "opt" in flags:
                out["optional"] = True
            self.dates.append(out)

    def roster(self, rest: str, where: str) -> None:
        """``T title``: a table of people follows."""
        self.rosters.append({"title": rest, "rows": []})

    def row(self, rest: str, where: str) -> None:
        """``row name | role | organisation | country | capacity``."""
        cells = [None if c.strip() == "-" else c.strip() for c in rest.split("|")]
        keys = ("name", "role", "organisation", "country", "capacity")
        for cell in cells:
            if cell and not self.document.places(cell):
                raise BadLabel(f"{where}: not in the text: {cell!r}")
        self.rosters[-1]["rows"].append(dict(zip(keys, cells, strict=True)))

    def mentions(self) -> list[dict[str, Any]]:
        """Every place of every form, longest first, none inside another."""
        taken = sorted(self.extra, key=lambda m: m["start"])
        spots = [(m["start"], m["end"]) for m in taken]
        forms = [(f, o, e) for e in self.entities.values() for f, o in e.forms]
        for form, optional, entity in sorted(forms, key=lambda x: -len(x[0])):
            found = self.document.places(form, whole_word=True)
            if not found:
                raise BadLabel(f"{self.path.name}: form of {entity.id} not in the text: {form!r}")
            for start, end in found:
                if (start, end) in self.excluded or any(a < end and start < b for a, b in spots):
                    continue
                spots.append((start, end))
                taken.append(
                    self.span(start, end, entity.type, entity.id, ["opt"] if optional else [])
                )
        return sorted(taken, key=lambda m: (m["start"], m["end"]))

    def attach(self) -> None:
        """Give each relation the id of the shortest claim that holds or overlaps its evidence, if any."""
        for relation in self.relations:
            inside = [
                c
                for c in self.claims
                if c["start"] <= relation["start"] and relation["end"] <= c["end"]
            ]
            around = inside or [
                c
                for c in self.claims
                if c["start"] < relation["end"] and relation["start"] < c["end"]
            ]
            best = min(around, key=lambda c: c["end"] - c["start"], default=None)
            relation["claim"] = best["id"] if best else None

    def labels(self) -> dict[str, Any]:
        """The labels of the document in the layout of `dalil read`."""
        self.attach()
        words, _, id_ = self.head.get("author", "").partition("=")
        mentions = self.mentions()
        entities = [
            {"id": e.id, "type": e.type, "name": e.name,
             "names": sorted({" ".join(m["text"].split()) for m in mentions if m["entity"] == e.id})}
            for e in self.entities.values()
        ]  # fmt: skip
        return {
            "document": self.document.name, "language": self.head["language"], "kind": self.head["kind"],
            "author": {"text": words, "entity": self.ref(id_, self.path.name)},
            "author_also": self.head.get("author_also", "").split(),
            "publisher": self.head.get("publisher"), "date": self.head.get("date"),
            "mentions": mentions, "entities": entities, "claims": self.claims, "relations": self.relations,
            "amounts": sorted(self.amounts, key=lambda x: x["start"]),
            "dates": sorted(self.dates, key=lambda x: x["start"]), "rosters": self.rosters,
        }  # fmt: skip


def assert_exact(labels: dict[str, Any]) -> None:
    """Hold every quote against the text once more."""
    text = (HERE / "texts" / labels["document"]).read_bytes().decode("utf-8")
    for key in ("mentions", "claims", "relations", "amounts", "dates"):
        for item in labels[key]:
            quote = item["text" if key == "mentions" else "quote"]
            if text[item["start"] : item["end"]] != quote:
                raise BadLabel(f"{labels['document']}: {key}: {quote!r} is not at {item['start']}")


def build() -> str:
    """All labels as the text of `labels.json`."""
    documents = [Source(path).labels() for path in sorted((HERE / "source").glob("*.labels"))]
    for labels in documents:
        assert_exact(labels)
    about = "Held-out labels for the reader; conventions in README.md. Offsets are code points into texts/."
    whole = {"about": about, "documents": documents}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def main() -> int:
    """Write or check `labels.json`; 1 when the check fails."""
    target = HERE / "labels.json"
    try:
        built = build()
    except BadLabel as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if "--check" in sys.argv:
        return 0 if target.read_text(encoding="utf-8") == built else 1
    target.write_text(built, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
