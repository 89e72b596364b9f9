"""A reviewer's fields to a claim: the words that may be set, and what a claim says under them.

The words are checked against the closed vocabularies; the quote must stand in the text as it is. What
is not set stays as it was read.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import islice
from typing import TypeVar

from dalil.casework import review_words
from dalil.casework.casefolder import Case
from dalil.casework.review_names import METHOD, Names
from dalil.claims.gate import fault
from dalil.claims.overruled import noted_ties, tied_by_weights
from dalil.claims.shadow import shadow
from dalil.errors import BadInput, NotFound, RefusedQuote
from dalil.evidence import (
    Claim,
    Finality,
    Forum,
    Holder,
    HolderRole,
    Kind,
    Precision,
    Predicate,
    Proceedings,
    Reference,
    Relation,
    Stage,
    Stance,
    TextLayer,
    locate,
)

E = TypeVar("E", bound=StrEnum)
_WORDS, _PLACES, _LONG, _ALIKE = 4, 20, 300, 0.6
NONE = "none"
"""Takes a field out."""
FIELDS: Mapping[str, str] = {
    "quote": "the words of the claim, as they stand in the document",
    "at": "where the quote begins, in code points of the text layer, where it stands several times",
    "holder": "who says it: a name or id; several, innermost first, joined by |; author for nobody else",
    "holder_role": f"of the innermost holder: {', '.join(HolderRole)}",
    "stance": ", ".join(Stance),
    "kind": ", ".join(Kind),
    "about": "of whom it speaks: names or ids, joined by |",
    "subject": "the subject of the relation, and of whom it speaks",
    "predicate": ", ".join(Predicate),
    "object": "the other party of the relation",
    "value": "the object in words, where it is nobody: an offence, an office",
    "detail": "what kind exactly: son-in-law, Minister of Energy",
    "stage": ", ".join(Stage),
    "forum": ", ".join(Forum),
    "finality": ", ".join(Finality),
    "court": "the court or authority",
    "jurisdiction": "as the words name it",
    "offence": "as the words name it",
    "sentence": "as the words name it",
    "calls_for": "what is demanded, with the stance calls_for",
    "negated": "yes or no",
    "hedged": "yes or no",
    "element": "put the claim on an element of a legal test: uk-gac:E2",
}
"""What may be set of a claim, and how."""
_PROCEEDINGS = ("stage", "forum", "finality", "court", "jurisdiction", "offence", "sentence")
_RELATION = ("subject", "predicate", "object", "value", "detail")
_ENUMS: Mapping[str, type[StrEnum]] = {"stage": Stage, "forum": Forum, "finality": Finality}


def check_fields(given: Mapping[str, str]) -> None:
    """Refuse a field that is not known, or whose value may not stand in a case.

    Raises:
        BadInput: Says which there are, or what is wrong with the value.
    """
    unknown = [name for name in given if name not in FIELDS]
    if unknown:
        raise BadInput(
            f"{unknown[0][:80]!r} is no field of a claim.", f"There are: {', '.join(FIELDS)}."
        )
    for name, text in given.items():
        review_words.quote(text) if name == "quote" else review_words.value(name, text)


def new_claim(case: Case, layer: TextLayer, given: Mapping[str, str]) -> tuple[Claim, Names]:
    """A claim from the words of a document and a reviewer's fields.

    Raises:
        RefusedQuote: The quote does not stand in the text.
        BadInput: A field cannot be read, or there is no quote.
    """
    check_fields(given)
    if not given.get("quote", "").strip():
        raise BadInput("A claim needs a quote.", "Give the words as they stand in the document.")
    start, end = find_quote(layer, given["quote"], given.get("at"))
    author = _author(case, layer)
    stance = _word(Stance, "stance", given.get("stance") or Stance.ASSERTS)
    kind = Kind.AUTHOR if _is_author(given.get("holder", "")) else Kind.INDIRECT
    if kind is Kind.INDIRECT and _in_marks(layer.text, start, end):
        kind = Kind.DIRECT
    plain = Claim(
        exhibit=layer.exhibit,
        locator=locate(layer, start, end),
        holders=(author,),
        stance=stance,
        kind=kind,
        method=METHOD,
    )
    reading = case.store.reading(layer.exhibit)
    if reading is not None:
        inside = [a for a in reading.amounts if start <= a.start and a.end <= end]
        dates = [
            d
            for d in reading.dates
            if d.start is not None
            and start <= d.start < end
            and d.precision is not Precision.DECADE
        ]
        plain = replace(plain, amounts=tuple(inside), dates=tuple(dates))
    rest = {name: text for name, text in given.items() if name not in ("quote", "at", "stance")}
    return changed(case, layer, plain, rest)


_RELATING = frozenset({"subject", "predicate", "object", "value", "detail"})
"""Fields of a relation: who gives one has looked at the ties, and vouches for them."""


def changed(
    case: Case, layer: TextLayer, claim: Claim, given: Mapping[str, str]
) -> tuple[Claim, Names]:
    """A claim under other fields, made by a person; and the names that were asked for.

    Raises:
        RefusedQuote: The quote does not stand in the text.
        BadInput: A field cannot be read.
    """
    check_fields(given)
    weighed = () if _RELATING & set(given) else tied_by_weights(claim)
    claim = replace(claim, method=noted_ties(METHOD, weighed))
    if "quote" in given or "at" in given:
        start, end = find_quote(layer, given.get("quote") or claim.quote, given.get("at"))
        claim = _moved(claim, layer, start, end)
    names = Names(case, layer, (claim.locator.start, claim.locator.end))
    if "holder" in given or "holder_role" in given:
        claim = _held(case, layer, claim, given, names)
    if "stance" in given:
        claim = replace(claim, stance=_word(Stance, "stance", given["stance"]))
    if "kind" in given:
        claim = replace(claim, kind=_word(Kind, "kind", given["kind"]))
    if "negated" in given:
        claim = replace(claim, negated=_yes("negated", given["negated"]))
    if "hedged" in given:
        claim = replace(claim, hedged=_yes("hedged", given["hedged"]))
    if "calls_for" in given:
        claim = replace(claim, calls_for=_text(given["calls_for"]))
    if any(name in given for name in _PROCEEDINGS):
        claim = replace(claim, proceedings=_proceedings(claim.proceedings, given))
    if "about" in given:
        claim = replace(claim, about=_several(names, given["about"]))
    if any(name in given for name in _RELATION):
        claim = _related(claim, given, names)
    if (why := fault(layer, claim)) is not None:
        raise RefusedQuote(why)
    return claim, names


def find_quote(layer: TextLayer, quote: str, at: str | None = None) -> tuple[int, int]:
    """Where a quote stands in a text, character for character.

    Raises:
        RefusedQuote: It does not; says what is near.
        BadInput: It stands several times and no place is named, or the place is no number.
    """
    if at is not None:
        if not (at.isascii() and at.isdigit() and len(at) < 12):
            raise BadInput(f"The place {at!r} is no number.", "Count code points from 0.")
        start = int(at)
        if layer.text[start : start + len(quote)] == quote and quote:
            return start, start + len(quote)
        raise RefusedQuote(
            f"The quote {quote[:80]!r} does not stand at {start}, where the text reads "
            f"{layer.text[start : start + len(quote)][:80]!r}."
        )
    start = layer.text.find(quote)
    if start < 0:
        raise RefusedQuote(
            f"The quote {quote[:80]!r} does not stand in the document.", _nearest(layer, quote)
        )
    more = layer.text.find(quote, start + 1)
    if more >= 0:
        raise BadInput(
            f"The quote {quote[:80]!r} stands more than once: at {start} and at {more}.",
            "Say which: at=OFFSET, or give more of the words.",
        )
    return start, start + len(quote)


def _nearest(layer: TextLayer, quote: str) -> str:
    """What the text reads where the words nearly stand."""
    text, asked = shadow(layer.text), shadow(quote)
    best, alike = "", 0.0
    for word in sorted(set(asked.split()), key=len)[::-1][:_WORDS]:
        for found in islice(re.finditer(re.escape(word), text, re.IGNORECASE), _PLACES):
            start = max(found.start() - asked.find(word), 0)
            there = layer.text[start : start + len(quote)]
            ratio = difflib.SequenceMatcher(None, there[:_LONG], quote[:_LONG]).ratio()
            if ratio > alike:
                best, alike = there, ratio
    if alike < _ALIKE:
        return "Is it the right document? Copy the words from its text."
    return f"The text reads: {best[:200]!r}"


def _moved(claim: Claim, layer: TextLayer, start: int, end: int) -> Claim:
    """A claim at another place, with the sums and dates that stand there."""
    return replace(
        claim,
        locator=locate(layer, start, end),
        amounts=tuple(a for a in claim.amounts if start <= a.start and a.end <= end),
        dates=tuple(d for d in claim.dates if d.start is None or start <= d.start < end),
    )


def _author(case: Case, layer: TextLayer) -> Holder:
    """Who ends every chain of this document, as it was read; else as the document names them."""
    for claim in case.store.index.claims_at(layer.exhibit, 0, len(layer.text)):
        return claim.holders[-1]
    info = layer.info
    if not info.authors and info.publisher:
        return Holder(HolderRole.PUBLISHER, None, info.publisher)
    return Holder(HolderRole.AUTHOR, None, " and ".join(info.authors))


def _is_author(text: str) -> bool:
    return text.strip().casefold() in ("", "author", NONE)


def _held(
    case: Case, layer: TextLayer, claim: Claim, given: Mapping[str, str], names: Names
) -> Claim:
    last = claim.holders[-1] if claim.holders else _author(case, layer)
    inner = list(claim.holders[:-1])
    if "holder" in given:
        wanted = [part for part in given["holder"].split("|") if not _is_author(part)]
        inner = [_holder(names, part) for part in wanted]
    if "holder_role" in given and inner:
        role = _word(HolderRole, "holder_role", given["holder_role"])
        inner[0] = replace(inner[0], role=role)
    kind = claim.kind
    if not inner and kind in (Kind.DIRECT, Kind.INDIRECT):
        kind = Kind.AUTHOR
    elif inner and kind is Kind.AUTHOR:
        place = claim.locator
        kind = Kind.DIRECT if _in_marks(layer.text, place.start, place.end) else Kind.INDIRECT
    return replace(claim, holders=(*inner, last), kind=kind)


def _holder(names: Names, wanted: str) -> Holder:
    """Somebody of the case; else the document's own words for a speaker whom it does not name."""
    try:
        reference = names.find(wanted)
    except NotFound:
        place = names.words(wanted)
        if place is None:
            raise
        start, end = place
        text = names.layer.text[start:end]
        return Holder(HolderRole.SPEAKER, None, text, start=start, end=end)
    return Holder(HolderRole.SPEAKER, reference, reference.text)


def _several(names: Names, text: str) -> tuple[Reference, ...]:
    if text.strip().casefold() == NONE:
        return ()
    found = [names.find(part) for part in text.split("|")]
    return tuple({one.id: one for one in found}.values())


def _proceedings(before: Proceedings | None, given: Mapping[str, str]) -> Proceedings | None:
    values: dict[str, object] = {}
    for name in _PROCEEDINGS:
        if name in given:
            text = _text(given[name])
            values[name] = _word(_ENUMS[name], name, text) if text and name in _ENUMS else text
    made = replace(before or Proceedings(), **values)  # type: ignore[arg-type]
    return None if made == Proceedings() else made


def _related(claim: Claim, given: Mapping[str, str], names: Names) -> Claim:
    """The first relation under other fields; the others stay."""
    if given.get("predicate", "").strip().casefold() == NONE:
        return replace(claim, relations=())
    old = claim.relations[0] if claim.relations else None
    subject = names.find(given["subject"]) if "subject" in given else None
    about = (subject,) if subject and "about" not in given else claim.about
    if "predicate" not in given and old is None:
        if set(given) & {"object", "value", "detail"}:
            raise BadInput("A relation needs a predicate.", f"One of: {FIELDS['predicate']}.")
        return replace(claim, about=about)
    whose = subject or (old.subject if old else next(iter(about), None))
    if whose is None:
        raise BadInput("A relation needs a subject.", "Say of whom it speaks: subject=NAME")
    other = old.object if old else None
    if "object" in given:
        other = names.find(given["object"]) if _text(given["object"]) else None
    what = given.get("predicate")
    made = replace(
        old or Relation(Predicate.ROLE_AT, whose),
        predicate=_word(Predicate, "predicate", what) if what else (old or _never()).predicate,
        subject=whose,
        object=other,
        value=_text(given["value"]) if "value" in given else (old.value if old else None),
        detail=_text(given["detail"]) if "detail" in given else (old.detail if old else None),
    )
    return replace(claim, about=about, relations=(made, *claim.relations[1:]))


def _never() -> Relation:
    raise BadInput("A relation needs a predicate.")


def _word(kind: type[E], name: str, text: str) -> E:
    try:
        return kind(text.strip().casefold().replace(" ", "_"))
    except ValueError:
        raise BadInput(f"{text!r} is no {name}.", f"One of: {', '.join(kind)}.") from None


def _yes(name: str, text: str) -> bool:
    found = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
    key = text.strip().casefold()
    if key not in found:
        raise BadInput(f"{name} is {text!r}.", "Say yes or no.")
    return found[key]


def _text(text: str) -> str | None:
    stripped = text.strip()
    return None if stripped.casefold() in ("", NONE) else stripped


def _in_marks(text: str, start: int, end: int) -> bool:
    """Whether quotation marks stand on both sides."""
    before, after = shadow(text[max(start - 1, 0) : start]), shadow(text[end : end + 2])
    return before in ('"', "'") and ('"' in after or "'" in after)


Says = Callable[[Reference | None], str]


def differences(old: Claim, new: Claim, says: Says) -> str:
    """What a correction changed, in words: ``stance: asserts became denies``."""
    before, after = _told(old, says), _told(new, says)
    parts = [
        f"{name}: {before[name] or NONE} became {after[name] or NONE}"
        for name in before
        if before[name] != after[name]
    ]
    return "; ".join(parts)


def _told(claim: Claim, says: Says) -> dict[str, str]:
    """Fields of a claim in words, under the names by which they are set."""
    state = claim.proceedings or Proceedings()
    relations = [
        " ".join(
            part
            for part in (
                says(one.subject), str(one.predicate), says(one.object), one.value, one.detail
            )
            if part
        )
        for one in claim.relations
    ]  # fmt: skip
    return {
        "quote": f"“{claim.quote}”",
        "holder": " | ".join(held(claim.holders, says)),
        "stance": str(claim.stance),
        "kind": str(claim.kind),
        "about": " | ".join(says(one) for one in claim.about),
        "relation": "; ".join(relations),
        **{name: str(getattr(state, name) or "") for name in _PROCEEDINGS},
        "negated": "yes" if claim.negated else "no",
        "hedged": "yes" if claim.hedged else "no",
        "calls_for": claim.calls_for or "",
    }


def held(holders: Sequence[Holder], says: Says) -> list[str]:
    """Holders by name, innermost first; an unnamed one by its part."""
    return [says(one.reference) or one.text or f"unnamed {one.role}" for one in holders]
