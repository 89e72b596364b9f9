"""The front page: how far the file has been looked at, and what speaks against the accusations.

Contrary evidence comes before anything that accuses. No verdict stands here: a conclusion is shown
only as the signed record of a named person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from dalil.claims.overruled import rules_said, tied_by_weights
from dalil.claims.ports import Record
from dalil.dossier import wording
from dalil.dossier.draft import BY_MODEL, Draft
from dalil.dossier.facts import contrary_kind, relevant
from dalil.dossier.values import Box, Section, Sentence
from dalil.evidence import Claim, Finality, Stage

_OUTCOMES = frozenset({Stage.ACQUITTAL, Stage.DISMISSAL, Stage.DELISTING})
OUTCOMES_SHOWN = 6
"""Outcomes in the target's favour printed whole on the front page; the rest are counted there."""


def section(draft: Draft) -> Section:
    """The status of the file and the contrary evidence."""
    return Section(
        id="front",
        title="State of this file",
        blocks=(Box("status", "Read this first", _status(draft)), _contrary(draft)),
        notes=draft.take_notes(),
    )


def _status(draft: Draft) -> tuple[Sentence, ...]:
    claims = relevant(draft)
    reviewed = sum(claim.id in draft.view.reviewed for claim in claims)
    exhibits = {sha for sha, one in draft.view.exhibits.items() if draft.allowed(one)}
    whole, refused = len(exhibits), len(exhibits & draft.view.refusals.keys())
    shown = "that may be shown here" if draft.exhibits_withheld else "on file"
    read = f"{wording.plural(whole, 'exhibit')} {shown}"
    texts = [
        f"{reviewed} of {wording.plural(len(claims), 'claim')} reviewed by a person."
        + (
            ""
            if reviewed == len(claims)
            else " What is marked “not reviewed” was read by a machine."
        ),
        *_proposed(claims),
        *_weighed(claims),
        *_conclusions(draft.material.conclusions),
        "Everybody named here is presumed innocent of what no criminal court has finally convicted "
        "them of.",
        f"{read}; {refused} could not be read." if refused else f"{read}.",
        f"Made for: {draft.material.audience}.{_left_out(draft)}",
    ]
    return tuple(Sentence(text) for text in texts)


def _proposed(claims: Iterable[Claim]) -> list[str]:
    """How many claims a language model proposed, and which one."""
    models = Counter(c.method for c in claims if c.method.startswith("llm:"))
    return [
        f"{wording.plural(count, 'claim')} marked “{BY_MODEL}”: {method.removeprefix('llm:')}. "
        "The quotes stand in the documents; who holds them and what they say of whom is its reading."
        for method, count in sorted(models.items())
    ]


def _weighed(claims: Iterable[Claim]) -> list[str]:
    """In how many claims learned weights overruled the rules, and how many ties they alone tell."""
    held = list(claims)
    tied = sum(len(tied_by_weights(claim)) for claim in held)
    told = (
        [f"{wording.plural(tied, 'tie')} between names told by a learned model alone, no rule."]
        if tied
        else []
    )
    count = sum(bool(rules_said(claim.method)) for claim in held)
    if not count:
        return told
    return [
        *told,
        f"In {wording.plural(count, 'claim')} who holds the words, how the holder stands to them, or which stage they "
        "report was weighed by a learned model against the word of the rules.",
    ]


def _left_out(draft: Draft) -> str:
    parts = []
    if draft.withheld:
        held = wording.plural(draft.withheld, "claim")
        parts.append(f" {held} left out by disclosure tier or privilege.")
    if draft.unmarked:
        held = wording.plural(draft.unmarked, "document")
        parts.append(f" {held} left out because nobody has marked them as public.")
    rejected = len(draft.rejected & draft.view.claims.keys())
    if rejected:
        parts.append(
            f" {wording.plural(rejected, 'claim')} left out because a person rejected them."
        )
    return "".join(parts)


def _conclusions(records: tuple[Record, ...]) -> list[str]:
    if not records:
        return [
            "No conclusion has been signed: the program gives no verdict and no score of truth."
        ]
    return [_conclusion(record) for record in records]


def _conclusion(record: Record) -> str:
    body = record.body
    author = str(body.get("author") or "a person not named")
    return (
        f"Conclusion signed by {author.removeprefix('person:')} on {wording.date(record.made_at)}: "
        f"{wording.quoted(str(body.get('text') or ''))}. It is that person's judgement."
    )


def _contrary(draft: Draft) -> Box:
    kinds: dict[str, list[Claim]] = {}
    for claim in relevant(draft):
        kind = contrary_kind(draft, claim)
        if kind:
            kinds.setdefault(kind, []).append(claim)
    if not kinds:
        return Box(
            "contrary", "What speaks against the accusations", (Sentence(_unopposed(draft)),)
        )
    order = sorted(kinds.items(), key=lambda item: (-len(item[1]), item[0]))
    counts = tuple(
        Sentence(
            f"{kind[0].upper()}{kind[1:]}: {len(claims)}.",
            claims=tuple(claim.id for claim in claims),
            facts=tuple(sorted({draft.facts[claim.id] for claim in claims})),
        )
        for kind, claims in order
    )
    return Box("contrary", "What speaks against the accusations", (*counts, *_outcomes(draft)))


def _unopposed(draft: Draft) -> str:
    if not draft.is_whole:
        return (
            "Nothing that may be shown here speaks against what is said. What is left out may do so: "
            "this confirms nothing, and does not say that the person has not answered."
        )
    return (
        "Nothing on file speaks against what is said. That is a gap of this file and confirms "
        "nothing: the person's own answer is not on file."
    )


def _outcomes(draft: Draft) -> tuple[Sentence, ...]:
    """Outcomes in the target's favour, in full."""
    found = [
        claim
        for claim in relevant(draft)
        if (claim.stage in _OUTCOMES and not claim.negated)
        or (claim.proceedings is not None and claim.proceedings.finality is Finality.QUASHED)
    ]
    return tuple(draft.fact(claim) for claim in found[:OUTCOMES_SHOWN])
