"""Hand-made case views for the tests of regimes: invented people, one claim a line."""

from __future__ import annotations

import itertools
from decimal import Decimal

from dalil.claims.view import CaseView, Entity
from dalil.evidence import (
    Amount,
    Claim,
    Holder,
    HolderRole,
    Kind,
    Locator,
    Mention,
    PartialDate,
    Precision,
    Proceedings,
    Question,
    Reference,
    Relation,
    Side,
    Stance,
)

TYPES = {
    "orlam": "PER",
    "sirin": "PER",
    "joost": "PER",
    "pell": "PER",
    "ministry": "ORG",
    "bakery": "ORG",
    "karsu": "ORG",
    "house": "ASSET",
    "uk": "LOC",
}
NAMES = {
    "orlam": "Orlam Vesketai",
    "sirin": "Sirin Vesketai",
    "joost": "Joost Verlin",
    "pell": "Rosa Pell",
    "ministry": "Ministry of Ports of Derbezhan",
    "bakery": "Old Mill Bakery LLP",
    "karsu": "Karsu Trade House",
    "house": "House at 4 Quay Lane, London",
    "uk": "United Kingdom",
}
WORDS = {"orlam": "Orlam", "sirin": "Sirin", "joost": "Joost"}
_place = itertools.count()


def ref(name: str) -> Reference:
    return Reference(f"m_{name}", NAMES[name])


def rel(predicate, subject, other=None, **more) -> Relation:
    for key in ("start_date", "end_date"):
        if key in more:
            more[key] = PartialDate(more[key], Precision.DAY)
    return Relation(predicate, ref(subject), ref(other) if other else None, **more)


def amount(value: int) -> Amount:
    return Amount(0, 1, str(value), Decimal(value), "USD")


def claim(words: str, *relations, about=(), by="", exhibit="doc", **more) -> Claim:
    start = next(_place) * 1000
    stage = more.pop("stage", None)
    if stage or "proceedings" in more:
        more["proceedings"] = more.get("proceedings") or Proceedings(stage=stage)
    holders = [Holder(HolderRole.PUBLISHER, None, exhibit)]
    if by:
        holders.insert(0, Holder(HolderRole.SPEAKER, ref(by), NAMES[by]))
    role = more.pop("role", None)
    if role:
        holders.insert(0, Holder(role, None, "the court"))
    return Claim(
        exhibit,
        Locator(start, start + len(words), words),
        tuple(holders),
        more.pop("stance", Stance.ASSERTS),
        more.pop("kind", Kind.AUTHOR),
        about=tuple(ref(name) for name in about),
        relations=relations,
        **more,
    )


def view(*claims: Claim, sides=(), judgements=()) -> CaseView:
    questions = []
    if sides:
        left, right = sides
        sides_ = (Side("yes", tuple(c.id for c in left)), Side("no", tuple(c.id for c in right)))
        questions = [Question("was it so", ("e_orlam",), sides_, "same matter")]
    mentions = [
        Mention(c.exhibit, c.locator.start + at, c.locator.start + at + len(word), word, TYPES[n])
        for c in claims
        for n, word in WORDS.items()
        if (at := c.quote.find(word)) >= 0
    ]
    return CaseView(
        "case",
        mentions={m.id: m for m in mentions},
        claims={c.id: c for c in claims},
        judgements=tuple(judgements),
        entities={
            f"e_{n}": Entity(f"e_{n}", kind, NAMES[n], (NAMES[n],), (f"m_{n}",))
            for n, kind in TYPES.items()
        },
        entity_of={f"m_{n}": f"e_{n}" for n in TYPES}
        | {m.id: f"e_{n}" for m in mentions for n, word in WORDS.items() if m.text == word},
        questions={q.id: q for q in questions},
    )


def one_each(case: CaseView, ids) -> tuple[tuple[str, ...], ...]:
    """Origins for tests: one group for each exhibit."""
    return tuple((exhibit,) for exhibit in dict.fromkeys(case.claims[i].exhibit for i in ids))
