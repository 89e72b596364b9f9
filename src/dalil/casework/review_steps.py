"""One step of a review, as the command line, the API, a file and the page give it: one JSON object.

``{"do": "accept", "id": "c_..."}`` and its like. A key that is not known is refused, so that nothing
that a program meant is passed over. What was done is told, with how much is reviewed now.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from dalil.casework import review, review_words
from dalil.casework.casefolder import Case
from dalil.casework.marks import find_exhibit
from dalil.casework.review_entities import Apart, merge, split, undo_entity
from dalil.casework.review_fields import find_quote
from dalil.casework.review_rows import Row, progress
from dalil.errors import AmbiguousName, BadInput, DalilError, NotFound, StorageFailed, Tampered
from dalil.evidence import Verdict

_TEXTS = frozenset(
    {"do", "id", "why", "seen", "document", "quote", "element", "left", "right", "tier"}
)
_LISTS = frozenset({"mentions", "names", "documents"})
_BY_WORDS = frozenset({"accept", "reject", "correct", "undo", "put on", "take off"})
"""Verbs that may name a claim by its document and words instead of its id."""
_SAME_PLACE = 0.5
LONGEST_LINE = 200_000
"""Characters of one line of a file of steps."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a person asks for; see :data:`KEYS` for the parts that each needs."""

    do: str
    id: str = ""
    why: str = ""
    seen: str | None = None
    document: str = ""
    quote: str = ""
    element: str = ""
    left: str = ""
    right: str = ""
    tier: str = ""
    set: Mapping[str, str] = field(default_factory=dict)
    mentions: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


KEYS: Mapping[str, frozenset[str]] = {
    "accept": frozenset({"id"}),
    "reject": frozenset({"id", "why"}),
    "correct": frozenset({"id", "set"}),
    "undo": frozenset({"id"}),
    "add": frozenset({"document", "quote"}),
    "add mention": frozenset({"document", "quote", "set"}),
    "put on": frozenset({"id", "element"}),
    "take off": frozenset({"id", "element"}),
    "merge": frozenset({"left", "right", "why"}),
    "split": frozenset({"id", "why"}),
}
"""What can be done, and what must be said for it."""


def read_step(given: object) -> Step:
    """A step from a JSON object.

    Raises:
        BadInput: Something is missing, not known, or of the wrong kind.
    """
    if not isinstance(given, Mapping):
        raise BadInput("A step is one JSON object.", 'Such as {"do": "accept", "id": "c_..."}')
    values: dict[str, object] = {}
    for name, value in given.items():
        values[name] = _value(str(name), value)
    do = str(values.get("do", ""))
    if do not in KEYS:
        raise BadInput(f"{do[:80]!r} cannot be done in a review.", f"There are: {', '.join(KEYS)}.")
    if values.get("tier") and do != "merge":
        raise BadInput("A tier belongs to a merge.", "Mark claims and documents with: dalil mark")
    by_words = do in _BY_WORDS and values.get("document") and values.get("quote")
    missing = sorted(
        name for name in KEYS[do] if not values.get(name) and not (name == "id" and by_words)
    )
    if missing:
        raise BadInput(f"To {do}, {missing[0]!r} is needed.", f"It needs: {', '.join(KEYS[do])}.")
    return Step(**values)  # type: ignore[arg-type]


def _value(name: str, value: object) -> object:
    if name in _TEXTS:
        if name == "seen" and value is None:
            return None
        if not isinstance(value, str):
            raise BadInput(f"{name!r} must be text, not {str(value)[:80]!r}.")
        return _bounded(name, value)
    if name in _LISTS:
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise BadInput(f"{name!r} must be a list of texts.")
        return tuple(_bounded(name, one) for one in value)
    if name == "set":
        if not isinstance(value, Mapping):
            raise BadInput("'set' must be an object of fields.", 'Such as {"stance": "denies"}')
        return {str(key): _field(str(key), one) for key, one in value.items()}
    known = ", ".join(sorted({*_TEXTS, *_LISTS, "set"}))
    raise BadInput(f"{name[:80]!r} is not known of a step.", f"There are: {known}.")


def _bounded(name: str, text: str) -> str:
    """A text of a step as it may stand in a case; the words of a document as they are."""
    if name == "quote":
        return review_words.quote(text)
    return review_words.reason(text) if name == "why" else review_words.value(name, text)


def _field(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    if value is None:
        return "none"
    if not isinstance(value, str):
        raise BadInput(f"The field {name[:80]!r} must be text, not {str(value)[:80]!r}.")
    return _bounded(name, value)


def apply(case: Case, step: Step) -> Row:
    """Do one step; durable when this returns.

    Returns:
        What was done: ``did``, ``id`` of what stands now, ``before`` where it took a place, the new
        ``judgements``, how much is ``reviewed``, and a ``note`` where there is more to know.

    Raises:
        DalilError: Why it was refused; nothing was written.
    """
    if not step.id and step.do in _BY_WORDS:
        step = replace(step, id=claim_by_words(case, step.document, step.quote))
    done = _VERBS[step.do](case, step)
    return {
        "did": step.do,
        "id": done.id,
        "before": done.before,
        "judgements": list(done.judgements),
        "by": case.user,
        "reviewed": progress(case).words,
        **({"note": done.note} if done.note else {}),
    }


def claim_by_words(case: Case, document: str, quote: str) -> str:
    """The claim that is read from these words of a document, whatever reader read it.

    Raises:
        RefusedQuote: The words do not stand there.
        NotFound: No claim is read from them.
        AmbiguousName: Several are; the message lists them.
    """
    layer = review.layer_of(case, find_exhibit(case, document))
    start, end = find_quote(layer, quote)
    near = []
    for claim in case.store.index.claims_at(layer.exhibit, start, end):
        place = claim.locator
        shared = min(end, place.end) - max(start, place.start)
        if shared / (max(end, place.end) - min(start, place.start)) >= _SAME_PLACE:
            near.append(claim)
    exact = [one for one in near if (one.locator.start, one.locator.end) == (start, end)] or near
    if not exact:
        raise NotFound(f"No claim is read from {quote[:80]!r}.", "Add one, or name its id.")
    if len(exact) > 1:
        lines = "; ".join(f"{one.id} ({one.stance}): {one.quote[:60]}" for one in exact)
        raise AmbiguousName(f"From {quote[:80]!r} several claims are read: {lines}.")
    return exact[0].id


def _accept(case: Case, step: Step) -> review.Decision:
    return review.decide(case, step.id, Verdict.ACCEPT, step.why, step.seen)


def _reject(case: Case, step: Step) -> review.Decision:
    return review.decide(case, step.id, Verdict.REJECT, step.why, step.seen)


def _correct(case: Case, step: Step) -> review.Decision:
    return review.correct(case, step.id, step.set, step.why, step.seen)


def _undo(case: Case, step: Step) -> review.Decision:
    if step.id.startswith("e_"):
        return undo_entity(case, step.id, step.why)
    return review.undo(case, step.id, step.why, step.seen)


def _add(case: Case, step: Step) -> review.Decision:
    given = {**step.set, "quote": step.quote}
    if step.element:
        given["element"] = step.element
    return review.add(case, find_exhibit(case, step.document), given, step.why)


def _add_mention(case: Case, step: Step) -> review.Decision:
    given = {**step.set, "quote": step.quote}
    return review.add_mention(case, find_exhibit(case, step.document), given, step.why)


def _put_on(case: Case, step: Step) -> review.Decision:
    return review.put_on(case, step.id, step.element, step.why, off=step.do == "take off")


def _merge(case: Case, step: Step) -> review.Decision:
    return merge(case, step.left, step.right, step.why, step.tier)


def _split(case: Case, step: Step) -> review.Decision:
    documents = [find_exhibit(case, one) for one in step.documents]
    return split(case, step.id, Apart(step.mentions, step.names, documents), step.why)


_VERBS: Mapping[str, Callable[[Case, Step], review.Decision]] = {
    "accept": _accept,
    "reject": _reject,
    "correct": _correct,
    "undo": _undo,
    "add": _add,
    "add mention": _add_mention,
    "put on": _put_on,
    "take off": _put_on,
    "merge": _merge,
    "split": _split,
}


def apply_lines(case: Case, lines: Iterable[str]) -> Iterator[Row]:
    """Do the steps of a file, one JSON object a line; a row that is refused is told and passed over.

    Returns:
        One row a line that holds something: ``line`` and what was done, or ``refused`` with ``code``,
        ``message`` and ``hint``. Each is durable before the next begins.

    Raises:
        StorageFailed: The disk refused; what was told before is kept.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield {"line": number, **apply(case, read_step(_json(line)))}
        except (StorageFailed, Tampered):
            raise
        except DalilError as error:
            told = {"code": error.code, "message": error.message, "hint": error.hint}
            yield {"line": number, "refused": told}


def _json(line: str) -> object:
    if len(line) > LONGEST_LINE:
        raise BadInput(f"The line is longer than {LONGEST_LINE:,} characters.")
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"The line is no JSON: {error}.") from error
