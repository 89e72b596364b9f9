"""Read a document a second time with a language model, beside what the rules read.

Claims that both found are one record, under the rules' method; where they differ both stand, each
under its own. What could not be asked or used is said in the notes of the reading, and counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dalil.claims.gate import admit
from dalil.claims.llm.answer import Misshapen, take_apart
from dalil.claims.llm.ground import Ground
from dalil.claims.llm.port import Answer, LanguageModel
from dalil.claims.llm.prompt import VERSION, prompt
from dalil.claims.llm.windows import Window, windows
from dalil.claims.reading import Reading, RefusedClaim
from dalil.errors import BadInput, RefusedQuote
from dalil.evidence import Claim, Holder, HolderRole, Kind, TextLayer

SECOND = " + llm:"
"""Stands between the rules' method and the model's in the method of a reading."""


def method_of(model: LanguageModel) -> str:
    """What is written into every claim that a model proposed."""
    return f"llm:{model.name} {VERSION}"


def read_again(read: Sequence[tuple[TextLayer, Reading]], model: LanguageModel) -> list[Reading]:
    """Add a model's claims to some readings.

    Args:
        read: Texts and what the rules read in them; a table keeps the claims of its columns.
        model: Asked once for each window of the texts, several windows at once.

    Returns:
        The readings, in order, with both readers' claims. A reading's method names the model; where a
        window could not be asked or its answer not be used, it says so, so that the document is
        read again next time.

    Raises:
        FetchFailed: The address refuses all requests.
    """
    shown = [[] if layer.table else windows(layer, reading) for layer, reading in read]
    prompts = [
        prompt(layer, window) for (layer, _), its in zip(read, shown, strict=True) for window in its
    ]
    answers = iter(model.ask(prompts) if prompts else ())
    return [
        _with(layer, reading, [(window, next(answers)) for window in its], model)
        for (layer, reading), its in zip(read, shown, strict=True)
    ]


def _with(
    layer: TextLayer,
    reading: Reading,
    answered: Sequence[tuple[Window, Answer]],
    model: LanguageModel,
) -> Reading:
    """A reading with the claims of the answers."""
    proposed: list[Claim] = []
    refused: list[RefusedClaim] = []
    faults: list[str] = []
    voice = _voice(reading)
    for window, answer in answered:
        ground = Ground(layer, reading, window, voice, method_of(model))
        try:
            claims, misses = _window_claims(ground, answer)
        except BadInput as fault:
            faults.append(fault.message)
            continue
        model.keep(answer)
        proposed += claims
        refused += misses
    told = _told(model, faults, len(answered))
    return _union(layer, reading, (proposed, refused, faults), told)


def _told(model: LanguageModel, faults: list[str], shown: int) -> str:
    left = f", {len(faults)} of {shown} windows without an answer" if faults else ""
    return f"{SECOND}{model.name} {VERSION}{left}"


def _window_claims(ground: Ground, answer: Answer) -> tuple[list[Claim], list[RefusedClaim]]:
    """Claims of one answer that hold, and what was refused.

    Raises:
        BadInput: There was no answer, or it is not of the wanted shape.
    """
    if answer.text is None:
        raise BadInput(answer.fault)
    claims: list[Claim] = []
    refused: list[RefusedClaim] = []
    place = ground.window.paragraphs[0].start
    for item in take_apart(answer.text):
        if isinstance(item, Misshapen):
            refused.append(RefusedClaim(item.quote, place, place, item.reason, ground.method))
            continue
        try:
            claims.append(ground.claim(item))
        except RefusedQuote as refusal:
            refused.append(
                RefusedClaim(item.quote[:200], place, place, refusal.message, ground.method)
            )
    return claims, refused


def _union(
    layer: TextLayer,
    reading: Reading,
    parts: tuple[list[Claim], list[RefusedClaim], list[str]],
    told: str,
) -> Reading:
    proposed, refused, faults = parts
    admitted, gated = admit(layer, [*reading.claims, *proposed])
    first, _, rest = reading.method.partition("|")
    notes = tuple(
        f"The language model's reading of a window is missing: {fault}"
        for fault in dict.fromkeys(faults)
    )
    return replace(
        reading,
        claims=admitted,
        refused=(*reading.refused, *refused, *gated),
        notes=(*reading.notes, *notes),
        method=f"{first}{told}" + (f"|{rest}" if rest else ""),
    )


def _voice(reading: Reading) -> tuple[Holder, ...]:
    """Who holds what the document says itself, as the rules found it; unnamed where they found no claim."""
    own = [claim for claim in reading.claims if claim.kind is Kind.AUTHOR]
    spoken = [
        claim.holders
        for claim in own
        if all(one.role is not HolderRole.SPEAKER for one in claim.holders)
    ]
    if spoken:
        return max(spoken, key=len)
    last = [claim.holders[-1:] for claim in reading.claims]
    return last[0] if last else (Holder(HolderRole.AUTHOR),)
