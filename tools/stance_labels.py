"""Labelled documents as :mod:`tools.learn_stances` learns from them: claims, holders, and ties between names.

Each document is read with the rules. Of a claim that they found is written what they say of it, of another its label's
place and holder; of its names the places and who is one; of its ties who is tied to whom how.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.reading.gold import GoldClaim, GoldDocument, Span
from benchmarks.reading.labels_of import SYMMETRIC
from benchmarks.reading.loaders import load
from benchmarks.reading.loaders_judged import judged
from benchmarks.reading.loaders_ties import Tied, tied
from benchmarks.reading.scores import pair
from benchmarks.reading.scores_names import entities_of

from dalil.claims.read import read_document
from dalil.claims.reading import Reading
from dalil.claims.told import Told, told
from dalil.evidence import Claim, Stance
from dalil.text.name_models import ManyLanguages
from dalil.text.parser_spacy import SpacyParser

OWN = ("author", "publisher", "signatory")
"""Roles of a document's own voice."""
SECOND = 0.35
"""What a hand's second value counts where it holds both for right, of 1."""
HANDS = (0.4, 0.6)
"""What the writer of a text and its judge count where both judged a claim: judges, who read the labels of ``practice``
and judged all sets alike, agree with these more than writers do."""


def gather(sets: Sequence[str], target: Path) -> None:
    """Write the documents of some sets with their claims."""
    with target.open("w", encoding="utf-8") as out:
        for name in sets:
            rows = list(documents(name))
            out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            claims = [claim for row in rows for claim in row["claims"]]
            print(f"{name}: {len(claims)} labelled claims, {sum(c['found'] for c in claims)} found")


def documents(name: str) -> Iterator[dict[str, Any]]:
    """Each document of a set with its labelled claims and what was said of them, its names and its ties."""
    parser = ManyLanguages(SpacyParser())
    held = load(name)
    again, apart = judged(name, held), tied() if name == "told" else {}
    for document in held:
        reading = read_document(document.layer, parser)
        claims = list(labelled(document, reading.claims, again.get(document.name, {})))
        one = apart.get(document.name)
        if one is not None and one.text != document.layer.text:
            one = None
        if one is not None:
            named(claims, one.holders)
        yield {
            "set": name,
            "name": document.name,
            "text": document.layer.text,
            "claims": claims,
            **ties(document, reading, one),
        }


def labelled(
    document: GoldDocument, claims: Sequence[Claim], second: dict[Any, Any]
) -> Iterator[dict[str, Any]]:
    """The labelled claims of a document, those that the rules found as they found them."""
    labels = document.claims or [GoldClaim(spans=(span,)) for span in second]
    pairs = pair(document.layer.text, claims, labels)
    for place, label in enumerate(labels):
        hands = [[(label.stance, label.stage or "none")]] if label.stance else []
        if label.spans[0] in second:
            hands.append(list(second[label.spans[0]].values))
        if not hands:
            continue
        found = pairs.get(place)
        shown = told(claims[found]) if found is not None else unfound(label)
        yield {
            **{one: getattr(shown, one) for one in Told.__slots__},
            "stance": hands[0][0][0],
            "stage": hands[0][0][1],
            "stances": shares([[stance for stance, _ in hand] for hand in hands]),
            "stages": shares([[stage for _, stage in hand] for hand in hands]),
            "optional": label.optional,
            "found": found is not None,
            "place": list(label.spans[0]),
            "held": holders_of(label),
        }


def ties(document: GoldDocument, reading: Reading, apart: Tied | None) -> dict[str, Any]:
    """The names of a document as (first character, one past the last, entity), and its ties between them.

    A tie is a list of the ways in which it is right, each (subjects, predicate, objects) by entity; ``ties`` is None
    where nobody labelled them. ``ruled`` are those that the rules tell.
    """
    entity_of = entities_of(reading)
    names = [[one.start, one.end, entity_of[one.id], str(one.type)] for one in reading.mentions]
    ruled = {
        (entity_of[tie.subject.id], str(tie.predicate), entity_of[tie.object.id])
        for claim in reading.claims
        if not claim.negated and claim.stance is not Stance.DENIES
        for tie in claim.relations
        if tie.object is not None and tie.subject.id in entity_of and tie.object.id in entity_of
    }
    if apart is not None:
        labels = list(_apart(names, document.layer.text, apart))
    elif document.relations is not None:
        labels = list(_beside(names, document))
    else:
        labels = None
    return {"names": names, "ties": labels, "ruled": sorted(ruled)}


def _beside(names: list[list[Any]], document: GoldDocument) -> Iterator[dict[str, Any]]:
    """Ties of a document that is labelled as a whole."""
    places: dict[str, list[Span]] = {}
    for one in document.mentions or []:
        if one.entity:
            places.setdefault(one.entity, []).append((one.start, one.end))
    for tie in document.relations or []:
        ways = []
        for subject, predicate, target in sorted(tie.forms):
            ends = [_entities(names, places.get(end, [])) for end in (subject, target)]
            if target and all(ends):
                ways.append([ends[0], predicate, ends[1]])
        if ways:
            yield {"ways": ways, "optional": tie.optional}


def _apart(names: list[list[Any]], text: str, apart: Tied) -> Iterator[dict[str, Any]]:
    """Ties that were labelled apart from the rest of a document."""
    for tie in apart.ties:
        ends = [_entities(names, _stands(text, end)) for end in (tie.subject, tie.object) if end]
        if len(ends) == 2 and all(ends):
            ways = [[ends[0], str(tie.predicate), ends[1]]]
            if str(tie.predicate) in (*SYMMETRIC, "party_to"):
                ways.append([ends[1], str(tie.predicate), ends[0]])
            yield {"ways": ways, "optional": False}


def _stands(text: str, name: str) -> list[Span]:
    """Where a text has a name, whatever white space it is broken by."""
    words = r"\s+".join(map(re.escape, name.split()))
    return [found.span() for found in re.finditer(rf"(?<!\w){words}(?!\w)", text)]


def _entities(names: list[list[Any]], places: Sequence[Span]) -> list[str]:
    """The entities that have a name at any of some places; one of its own for a name that was not found."""
    found = {
        entity: None
        for start, end in places
        for first, last, entity, _ in names
        if first < end and start < last
    }
    if not found and places:
        own = f"unfound {places[0][0]}"
        names.extend([start, end, own, ""] for start, end in places)
        return [own]
    return list(found)


def holders_of(label: Any) -> list[str] | None:
    """The names of a label's innermost holder; none where it is the document's own, None where nobody labelled it."""
    if not label.roles:
        return None
    names = sorted(label.holders[0]) if label.holders else []
    return [] if label.roles[0] in OWN else names or [""]


def named(claims: list[dict[str, Any]], holders: Mapping[Any, str]) -> None:
    """Give the claims of a document of ``told`` the holders that were labelled apart, by full name and surname."""
    for claim in claims:
        name = holders.get(tuple(claim["place"]))
        last = (name or "").rpartition(" ")[2]
        short = (
            [last.lower()] if name and last != name and len(last) > 3 and last[0].isupper() else []
        )
        claim["held"] = [] if name is None else [name.lower(), *short]


def shares(hands: list[list[str]]) -> dict[str, float]:
    """How much of each value the hands said, together 1."""
    found: Counter[str] = Counter()
    for hand, counts in zip(hands, HANDS if len(hands) > 1 else (1,), strict=True):
        for value, share in zip(hand, (1 - SECOND, SECOND) if len(hand) > 1 else (1,), strict=True):
            found[value] += share * counts
    return dict(found)


def unfound(label: Any) -> Told:
    """What is shown of a labelled claim that the rules did not find: its place and holder, no facts."""
    roles = list(label.roles[:2])
    if roles and roles[0] in OWN:
        return Told(*label.spans[0], (), ())
    named = zip(label.holders[:2], roles, strict=False)
    holders = [next(iter(sorted(names)), "") or role for names, role in named if role not in OWN]
    return Told(*label.spans[0], tuple(holders) or ("",), ())
