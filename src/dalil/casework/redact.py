"""A copy of an exhibit in which names or spans cannot be read, to be given away.

A PDF becomes pictures of its pages with black boxes; every other format becomes its text layer with a
block for each letter. Nothing of the original's hidden parts is carried over. The exhibit itself stays
as it is. That a copy was made, of what and with which hash, is recorded as an export; the words that
were hidden are not. Whether the copy hides enough is the user's judgement: look at every page.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from dalil.casework.casefolder import Case
from dalil.casework.export import material_of
from dalil.casework.marks import find_exhibit, shown_exhibits
from dalil.casework.outputs import check_places, write_whole
from dalil.casework.ports import Redactors
from dalil.casework.record import record
from dalil.casework.spellings import SIGN, Spellings
from dalil.claims.ports import Batch, Record
from dalil.dossier.leaving import Leaving
from dalil.errors import BadInput, Unreadable
from dalil.evidence import Exhibit, TextLayer, Tier

PDF = "application/pdf"
_HASH = re.compile(r"\b[0-9a-f]{64}\b")
_WIDTH = {tier: width for width, tier in enumerate(Tier)}
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be hidden.

    Attributes:
        names: Spellings of names; the family name of each person is hidden too.
        spans: First and one past the last code point in the exhibit's text layer.
    """

    names: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class RedactedCopy:
    """What was written.

    Attributes:
        file: The copy.
        sha256: Its hash.
        hidden: How many places were hidden: boxes of a PDF, stretches of a text.
        notes: What the user has to look at.
    """

    file: Path
    sha256: str
    hidden: int
    notes: tuple[str, ...]


def redact(
    case: Case,
    what: str,
    wanted: Wanted,
    to: tuple[Path, Tier],
    redactors: Redactors,
    *,
    replace: bool = False,
) -> RedactedCopy:
    """Write a redacted copy and record it as an export.

    Beside what is asked for, whom the audience may not see is hidden too: the restricted for all, the
    protected for the public, the words of claims that are marked as closed to it, and in the list of
    a container the lines of members that are.

    Args:
        case: Open for writing.
        what: An exhibit's file name, or its hash or the beginning of it.
        wanted: Names and spans.
        to: The file to be written, and the widest tier that its recipient may see.
        redactors: The bounded process that draws PDFs.
        replace: A file outside of the exports that is there may go.

    Raises:
        BadInput: Nothing to hide was named or found, a span outside the text, an exhibit that the
            audience may not see, a name that has to be hidden and cannot be found, a place inside the
            case but for its exports, or a file that is there.
        Unreadable: The exhibit has no text layer, or cannot be drawn: with the reason.
    """
    output, audience = to
    exhibit = _exhibit(case, what, audience)
    layer = case.store.layer(exhibit.sha256)
    if layer is None:
        raise Unreadable(
            f"{exhibit.name} has no text layer, so nobody can say where its words stand.",
            "Redact a print of it by hand.",
            reason_code="no_text",
        )
    names = Spellings(wanted.names)
    asked = _spans(layer, wanted, names)
    marked, closed = _closed(case, exhibit, layer, audience)
    spans = _merged([*asked, *closed])
    if exhibit.media_type == PDF:
        content, hidden, notes = _drawn(case, exhibit, layer, ((names, marked), spans), redactors)
    else:
        content, notes = (
            _blocked(layer, spans),
            (
                "The copy is the text alone: pictures, layout and properties of the document were left out.",
            ),
        )
        hidden = len(spans)
    if not hidden or (closed and not asked):
        raise BadInput(
            f"Nothing to hide was found in {exhibit.name}; no copy was written.",
            "Check the spelling, or give the span: dalil read shows the text.",
        )
    check_places(case.exports, {output: content}, replace=replace)
    write_whole(output, content)
    digest = hashlib.sha256(content).hexdigest()
    _record(case, exhibit, (output, digest, audience), hidden)
    return RedactedCopy(output, digest, hidden, notes)


def _is_closed(exhibit: Exhibit, audience: Tier) -> bool:
    """Whether an audience may not have an exhibit."""
    return _WIDTH[exhibit.tier] > _WIDTH[audience] or (
        exhibit.privileged and _WIDTH[audience] < _WIDTH[Tier.SUBMITTER]
    )


def _listed(case: Case, text: str, audience: Tier) -> list[Span]:
    """The lines of a container's list that tell of members which the audience may not have."""
    hashes = list(_HASH.finditer(text))
    shown = shown_exhibits(case) if hashes else {}
    spans = []
    for found in hashes:
        member = shown.get(found.group())
        if member is not None and _is_closed(member, audience):
            end = text.find("\n", found.end())
            spans.append((text.rfind("\n", 0, found.start()) + 1, len(text) if end < 0 else end))
    return spans


def _exhibit(case: Case, what: str, audience: Tier) -> Exhibit:
    """The exhibit, where the audience may have it at all."""
    exhibit = shown_exhibits(case)[find_exhibit(case, what)]
    if _is_closed(exhibit, audience):
        held = "privileged" if exhibit.privileged else f"of tier {exhibit.tier}"
        raise BadInput(
            f"{exhibit.name} is {held}; a copy for the audience {audience} may not leave.",
            "Choose another audience with --for, or mark the exhibit otherwise: dalil mark.",
        )
    return exhibit


def _spans(layer: TextLayer, wanted: Wanted, names: Spellings) -> list[Span]:
    """All stretches of the text to hide, in order, those that touch each other as one."""
    size = len(layer.text)
    for start, end in wanted.spans:
        if not 0 <= start < end <= size:
            raise BadInput(f"The span {start}:{end} lies outside the text of {size} characters.")
    if not (wanted.names or wanted.spans):
        raise BadInput("Say what to hide: --name NAME or --span START:END.")
    return _merged([*wanted.spans, *names.places(layer.text)])


def _closed(
    case: Case, exhibit: Exhibit, layer: TextLayer, audience: Tier
) -> tuple[Spellings, list[Span]]:
    """Whom the marks of the case hide from an audience, and where; with closed claims' words.

    Raises:
        BadInput: A masked name stands in the text in a way that no spelling of it finds.
    """
    leaving = Leaving(material_of(case, audience))
    names = _masked(leaving, layer.text)
    spans = [*names.places(layer.text), *leaving.masking.places(layer.text)]
    spans += _listed(case, layer.text, audience)
    whole = leaving.material.whole
    spans += [
        (claim.locator.start, claim.locator.end)
        for claim in chain(whole.claims.values(), whole.aside.values())
        if claim.exhibit == exhibit.sha256 and not leaving.draft.allowed(exhibit, claim)
    ]
    left = _blocked(layer, _merged(spans)).decode("utf-8", "replace")
    if leaving.words(left) != left:
        raise BadInput(
            f"{exhibit.name} names somebody who is masked for the audience {audience}, in words that "
            "could not be hidden; no copy was written.",
            "Hide the whole passage with --span, and choose another audience with --for.",
        )
    return names, spans


def _masked(leaving: Leaving, text: str) -> Spellings:
    """The spellings of the masked; family names alone where a text uses them."""
    masking = leaving.masking
    exact = Spellings(masking.names, person=False)
    plain = exact.redact(text)
    if leaving.words(plain) == plain:
        return exact
    people = {
        sign for key, sign in masking.signs.items() if leaving.view.entities[key].type == "PER"
    }
    family = Spellings(name for name, sign in masking.names.items() if sign in people).names
    return Spellings({*masking.names, *family}, person=False)


def _merged(spans: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(set(spans)):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _blocked(layer: TextLayer, spans: Sequence[Span]) -> bytes:
    """The text with a block for every letter of the spans."""
    parts, last = [], 0
    for start, end in spans:
        parts += [layer.text[last:start], re.sub(r"\S", SIGN, layer.text[start:end])]
        last = end
    return "".join([*parts, layer.text[last:]]).encode("utf-8", "replace")


def _drawn(
    case: Case,
    exhibit: Exhibit,
    layer: TextLayer,
    hide: tuple[Sequence[Spellings], Sequence[Span]],
    redactors: Redactors,
) -> tuple[bytes, int, tuple[str, ...]]:
    """Pictures of the pages of a PDF with boxes; how many boxes; what to look at."""
    names, spans = hide
    rows = [row for start, end in spans for row in _rows(layer, start, end)]
    seen = sorted({p.page for p in layer.passages if p.page and p.confidence is not None})
    expression = "|".join(one.expression for one in names if one.names)
    wanted = {"expression": expression, "places": rows, "seen": seen}
    outcome = redactors.redact(case.vault.get(exhibit.sha256), exhibit.sha256, wanted)
    if outcome.refusal is not None:
        raise Unreadable(
            f"{exhibit.name} cannot be redacted: {outcome.refusal.reason}",
            reason_code=outcome.refusal.code,
        )
    copy, told = outcome.members
    notes = [
        "Look at every page: pictures, signatures and drawings on pages of text were not searched; "
        "comments and form values were left out."
    ]
    if seen:
        pages = ", ".join(map(str, seen[:20]))
        notes.append(
            f"Pages recognised as pictures ({pages}): whole lines were hidden, and a name that was not "
            "recognised was not."
        )
    return copy.content, len(json.loads(told.content)), tuple(notes)


def _rows(layer: TextLayer, start: int, end: int) -> Iterator[list[int | str]]:
    """Page, line box and words of a span, a row for each line that it touches."""
    for passage in layer.passages_at(start, end):
        text = layer.text[passage.start : passage.end]
        lines = text.split("\n")
        at = passage.start
        exact = len(lines) == len(passage.boxes)
        for place, line in enumerate(lines):
            first, last = max(start, at), min(end, at + len(line))
            if first < last and layer.text[first:last].strip():
                words = layer.text[first:last] if exact else ""
                for box in (passage.boxes[place],) if exact else passage.boxes:
                    yield [box.page, box.left, box.top, box.right, box.bottom, words]
            at += len(line) + 1


def _record(case: Case, exhibit: Exhibit, file: tuple[Path, str, Tier], hidden: int) -> None:
    """Keep what left for whom; never the words that were hidden."""
    output, digest, audience = file
    folder = case.exports.resolve()
    whole = output.resolve()
    inside = whole.is_relative_to(folder)
    name = whole.relative_to(folder).as_posix() if inside else output.name
    key = f"redacted {audience} {exhibit.sha256[:16]} {digest[:16]}"
    body = {
        "kind": "redacted",
        "audience": str(audience),
        "exhibit": exhibit.sha256,
        "hidden": hidden,
        "files": {name: digest},
    }
    known = case.store.records("export", key)
    if not known or dict(known[-1].body) != body:
        made = Record("export", key, case.clock.now(), body)
        record(case, Batch(records=(made,)), "export", {"key": key, **body})
