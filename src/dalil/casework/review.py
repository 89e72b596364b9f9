"""A person's decisions on what was read: accept, reject, correct, add, take back.

Every decision is a new record under the person's name with its ledger entry, durable when the function
returns; nothing is rewritten. Whoever decides says which decision they saw last: where there is a newer
one, they are told and nothing is written. What a rule decided never stands over a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dalil.casework.casefolder import Case
from dalil.casework.record import record
from dalil.casework.review_fields import changed, differences, new_claim
from dalil.casework.review_names import METHOD, Names
from dalil.casework.review_state import Named, check, decisions, in_words, last, newest
from dalil.casework.review_words import reason
from dalil.claims.ports import Batch
from dalil.claims.reading import Reading
from dalil.claims.reviews import adds, in_effect, on_elements, standing
from dalil.errors import BadInput, NotFound
from dalil.evidence import Claim, Judgement, MentionType, TextLayer, Verdict
from dalil.regimes.registry import regime


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided.

    Attributes:
        id: The claim, mention or entity that stands now.
        verdict: What was decided of it.
        judgements: The new records.
        before: The claim in whose place it stands, for a correction or one that was taken back.
        note: What whoever decided it has to know of it.
    """

    id: str
    verdict: str
    judgements: tuple[str, ...]
    before: str | None = None
    note: str = ""


def decide(
    case: Case, what: str, verdict: Verdict, why: str = "", seen: str | None = None
) -> Decision:
    """Accept or reject a claim or mention as it was read.

    Args:
        case: Open for writing.
        what: Its id.
        verdict: ``accept`` or ``reject``.
        why: The reason; a rejection needs one.
        seen: Id of the newest decision that the person saw, "" for none; None where they cannot tell:
            then another person's decision is not passed over.

    Raises:
        NotFound: No such claim or mention counts in the case.
        AlreadyDecided: Somebody decided since.
        BadInput: A rejection without a reason.
    """
    if verdict is Verdict.REJECT and not why.strip():
        raise BadInput("A rejection needs a reason.", "Say why, in one line: --why")
    made = _judge(case, what, verdict, why, check(case, what, seen))
    return _keep(case, (made,), Decision(what, str(verdict), (made.id,)))


def correct(
    case: Case, what: str, given: Mapping[str, str], why: str = "", seen: str | None = None
) -> Decision:
    """Put a claim under other fields in the place of one that was read, or give a mention another type.

    Raises:
        NotFound: No such claim or mention, or a name that nobody bears.
        AlreadyDecided: Somebody decided since.
        BadInput: A field that cannot be read, or nothing changes.
    """
    if what.startswith("m_"):
        return _retype(case, what, given, why, seen)
    given = dict(given)
    element = given.pop("element", None)
    after = check(case, what, seen)
    old = _claim(case, what)
    new, names = changed(case, layer_of(case, old.exhibit), old, given)
    if new.id == old.id:
        if element:
            return put_on(case, what, element, why)
        raise BadInput("The correction changes nothing.", "Accept the claim as it is.")
    _not_back(case, new.id)
    put_in = _judge(case, new.id, Verdict.ADD, why, newest(case, new.id))
    swap = _judge(
        case,
        old.id,
        Verdict.CORRECT,
        why,
        after,
        right=new.id,
        value=differences(old, new, Named(case)),
    )
    more = (_on_element(case, new.id, element, why),) if element else ()
    done = Decision(new.id, "correct", (swap.id, put_in.id, *(one.id for one in more)), old.id)
    return _keep(case, (put_in, swap, *more), done, _reading(case, new, names))


def add(case: Case, document: str, given: Mapping[str, str], why: str = "") -> Decision:
    """Add a claim that the program did not read, from the words of a document.

    Raises:
        RefusedQuote: The quote does not stand in the text, character for character.
        BadInput: A field that cannot be read, or the claim is there already.
    """
    given = dict(given)
    element = given.pop("element", None)
    layer = layer_of(case, document)
    new, names = new_claim(case, layer, given)
    if case.store.index.claims_by_id([new.id]):
        raise BadInput(f"The case holds this claim already: {new.id}.", "Accept it.")
    made = _judge(case, new.id, Verdict.ADD, why, newest(case, new.id))
    more = (_on_element(case, new.id, element, why),) if element else ()
    done = Decision(new.id, "add", (made.id, *(one.id for one in more)))
    return _keep(case, (made, *more), done, _reading(case, new, names))


def add_mention(case: Case, document: str, given: Mapping[str, str], why: str = "") -> Decision:
    """Add a mention that the program did not read: the words and their type.

    Raises:
        NotFound: The words do not stand in the document.
        BadInput: No words, or no type that is known.
    """
    layer = layer_of(case, document)
    words, type_ = given.get("quote", ""), given.get("type", "")
    if not words.strip() or type_ not in set(MentionType):
        raise BadInput("A mention needs its words and a type.", f"Types: {', '.join(MentionType)}.")
    at = given.get("at", "0")
    near = int(at) if at.isascii() and at.isdigit() and len(at) < 12 else 0
    names = Names(case, layer, (near, near))
    found = names.find(f"{type_}:{words}")
    if not names.made:
        raise BadInput(f"The case holds this mention already: {found.id}.", "Correct it.")
    made = _judge(case, found.id, Verdict.ADD, why, newest(case, found.id))
    reading = Reading(layer.exhibit, METHOD, layer.language, mentions=tuple(names.made))
    return _keep(case, (made,), Decision(found.id, "add", (made.id,)), reading)


def undo(case: Case, what: str, why: str = "", seen: str | None = None) -> Decision:
    """Take back the newest decision of persons on a claim or mention: a new record, nothing is deleted.

    Raises:
        NotFound: No such claim or mention.
        AlreadyDecided: Somebody decided since.
        BadInput: Nobody has decided on it.
    """
    check(case, what, seen)
    back = last(case, what)
    if back is None:
        raise BadInput(f"Nobody has decided on {what}.", "There is nothing to take back.")
    stands = what
    gone = [_judge(case, what, Verdict.WITHDRAW, why, back.id, right=back.right)]
    kept = [one for one in in_effect(decisions(case, what)) if adds(one) and not one.by_person]
    gone += [_judge(case, what, Verdict.WITHDRAW, why, one.id) for one in kept]
    if adds(back) or kept:
        # What stood in another's place makes room for it, and for what rules had set aside for it.
        swaps = in_effect(case.store.index.corrections_to([what]))
        gone += [_judge(case, one.left, Verdict.WITHDRAW, why, one.id, right=what) for one in swaps]
        stands = next((one.left for one in swaps if one.by_person), what)
    elif back.right is not None:
        put_in = [one for one in in_effect(decisions(case, back.right)) if adds(one)]
        gone += [_judge(case, one.left, Verdict.WITHDRAW, why, one.id) for one in put_in]
    done = Decision(stands, "withdraw", tuple(one.id for one in gone), what)
    return _keep(case, tuple(gone), done)


def put_on(case: Case, what: str, element: str, why: str = "", *, off: bool = False) -> Decision:
    """Put a claim on an element of a legal test, or take it off again.

    Args:
        case: Open for writing.
        what: The claim's id.
        element: Regime and element, such as ``uk-gac:E2``.
        why: The reason.
        off: Take it off.

    Raises:
        NotFound: No such claim, regime or element.
    """
    _claim(case, what)
    made = _on_element(case, what, element, why, off=off)
    return _keep(case, (made,), Decision(what, str(made.verdict), (made.id,)))


def layer_of(case: Case, document: str) -> TextLayer:
    """The text of a document by its hash.

    Raises:
        NotFound: The case holds no text of it.
    """
    layer = case.store.layer(document)
    if layer is None:
        raise NotFound(f"The case holds no text of the document {document[:12]}.")
    return layer


# -- inside --------------------------------------------------------------------------------------


def _retype(
    case: Case, what: str, given: Mapping[str, str], why: str, seen: str | None
) -> Decision:
    type_ = given.get("type", "").strip().upper()
    if set(given) != {"type"} or type_ not in set(MentionType):
        raise BadInput(
            "Of a mention its type can be corrected: type=ORG.",
            f"Types: {', '.join(MentionType)}. Other words are another mention: add it.",
        )
    made = _judge(case, what, Verdict.CORRECT, why, check(case, what, seen), value=type_)
    return _keep(case, (made,), Decision(what, "correct", (made.id,)))


def _not_back(case: Case, made: str) -> None:
    """Refuse a correction back to what a correction replaced: taking that one back says it better."""
    held = standing(decisions(case, made)).get(made)
    if held is not None and held.right is not None:
        raise BadInput(
            f"This is what was read before ({made}), and {in_words(held)}.", "Take that back: undo."
        )


def _claim(case: Case, what: str) -> Claim:
    found = next(iter(case.store.index.claims_by_id([what])), None)
    if found is None:
        raise NotFound(f"No claim {what} counts in the case.")
    return found


def _judge(
    case: Case,
    what: str,
    verdict: Verdict,
    why: str,
    after: str | None,
    *,
    right: str | None = None,
    value: str | None = None,
) -> Judgement:
    author, now = f"person:{case.user}", case.clock.now()
    return Judgement(what, right, verdict, reason(why), author, now, value, after)


def _on_element(case: Case, claim: str, element: str, why: str, *, off: bool = False) -> Judgement:
    name, _, key = element.partition(":")
    known = [one.id for one in regime(name).criteria]
    if key not in known:
        raise NotFound(
            f"{element!r} names no element.", f"Write regime:element, such as {name}:{known[0]}."
        )
    judged = decisions(case, claim)
    held = on_elements(judged).get(element, {}).get(claim)
    if (held is not None) != off:
        raise BadInput(f"The claim {claim} is {'not ' if off else 'already '}on {element}.")
    same = [one for one in judged if one.value == element]
    verdict = Verdict.REMOVE if off else Verdict.ADD
    return _judge(case, claim, verdict, why, same[-1].id if same else None, value=element)


def _reading(case: Case, claim: Claim, names: Names) -> Reading:
    language = names.layer.language
    return Reading(claim.exhibit, METHOD, language, mentions=tuple(names.made), claims=(claim,))


def _keep(
    case: Case, judgements: tuple[Judgement, ...], done: Decision, reading: Reading | None = None
) -> Decision:
    """Record judgements and what they speak of together: a crash parts none from the others."""
    body: dict[str, object] = {
        "judgements": [one.id for one in judgements],
        "by": f"person:{case.user}",
    }
    if reading is not None:
        body |= {"exhibit": reading.exhibit, "claims": [one.id for one in reading.claims]}
    readings = (reading,) if reading is not None else ()
    record(case, Batch(readings=readings, judgements=judgements), "judgement", body)
    return done
