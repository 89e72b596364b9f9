"""What a case holds on a person, and what the law lets them ask: show, export, restrict, correct, erase.

Regulation (EU) 2016/679 and the UK GDPR: access (article 15), rectification (16), erasure (17),
restriction (18). Whether a request has to be followed is a person's decision (journalism, legal claims
and official tasks are exempt in part); this module does what was decided and records that it was done.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass, replace

from dalil.casework import review_words
from dalil.casework.audience import Seen, seen_by
from dalil.casework.bearers import bearers
from dalil.casework.casefolder import Case
from dalil.casework.compose import material_for, veiled
from dalil.casework.erasure import ErasureRows, Reach, named_exactly, reach
from dalil.casework.marks import WORDS, mark_entity, states
from dalil.casework.opened import says
from dalil.casework.ports import DocumentReaders, Progress, silent
from dalil.casework.protection import Protection, protected_in
from dalil.casework.record import record
from dalil.casework.sealed import FOLDER, sealed_count, sealed_of
from dalil.casework.spellings import Spellings
from dalil.casework.view import load_view
from dalil.claims.index import Named, Wanted
from dalil.claims.ports import Batch
from dalil.claims.view import Entity
from dalil.dossier.leaving import Leaving
from dalil.errors import BadInput, NotFound
from dalil.evidence import Claim, Exhibit, Judgement, Tier, Verdict
from dalil.names.fold import fold

_MANY = 1_000_000


@dataclass(frozen=True, slots=True)
class Subject:
    """A person in a case.

    Attributes:
        entities: The entities that bear the name; none where no reading names them.
        names: What is looked for.
        told: The names that were asked for, as they were given.
        by_id: Whether an entity's id was given instead of a name.
    """

    entities: tuple[Named, ...]
    names: Spellings
    told: tuple[str, ...] = ()
    by_id: bool = False

    @property
    def asked(self) -> str:
        """The name that was asked for."""
        return self.told[0] if self.told else self.title

    @property
    def title(self) -> str:
        """The fullest name."""
        return self.entities[0].name if self.entities else self.names.names[0]


@dataclass(frozen=True, slots=True)
class Held:
    """What a case holds on a person.

    Attributes:
        subject: Whom.
        reach: Where their names stand.
        about: Claims that speak of them.
        held: Claims of which they are the innermost holder.
        marks: How they are marked.
    """

    subject: Subject
    reach: Reach
    about: tuple[Claim, ...]
    held: tuple[Claim, ...]
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unsearched:
    """A sealed file that may hold a person: without its key nobody can look.

    Attributes:
        file: Below the case folder.
        exhibits: How many exhibits it holds; which, is not told.
        sealed_at: UTC.
        reason: Why, as it was given.
        opens: What it opens with.
        way_out: The command that brings it back, so that it can be searched.
    """

    file: str
    exhibits: int
    sealed_at: str
    reason: str
    opens: str
    way_out: str


def find_subject(case: Case, name: str, also: Sequence[str] = ()) -> Subject:
    """The person whom a name or an entity's id means, with every spelling that the case knows.

    Args:
        case: An open case.
        name: A name or an entity's id; a name that no reading found is looked for as it is.
        also: Further spellings.

    Raises:
        AmbiguousName: Several entities bear the name; erasing one would touch the other.
    """
    index = case.store.index
    if name.startswith("e_"):
        found = index.named([name])
        if name not in found:
            raise NotFound(f"The case has no entity {name}.")
        entities: tuple[Named, ...] = (found[name],)
    else:
        entities = bearers(case, name)
    spelt = {text for one in entities for text in one.names} | set(also)
    if not name.startswith("e_"):
        spelt.add(name)
    if not any(fold(text) for text in spelt):
        raise BadInput(f"{name!r} is no name.", "Give the person's name or an entity's id.")
    told = (entities[0].name if name.startswith("e_") else name, *also)
    names = Spellings(spelt, [one.id for one in entities])
    return Subject(entities, names, told, name.startswith("e_"))


def show(
    case: Case,
    rows: ErasureRows,
    readers: DocumentReaders,
    subject: Subject,
    progress: Progress = silent,
) -> Held:
    """Everything that the case holds on a person, but for what is sealed: that cannot be looked into."""
    index = case.store.index
    about: dict[str, Claim] = {}
    held: dict[str, Claim] = {}
    for one in subject.entities:
        about |= {claim.id: claim for claim in index.claims(Wanted(about=one.id), 0, _MANY)}
        held |= {claim.id: claim for claim in index.claims(Wanted(held=one.id), 0, _MANY)}
    marks = states(case.store.records("mark"), WORDS)
    return Held(
        subject,
        reach(case, rows, readers, subject.names, progress),
        tuple(about.values()),
        tuple(held.values()),
        tuple(marks[one.id] for one in subject.entities if one.id in marks),
    )


def to_json(case: Case, held: Held) -> dict[str, object]:
    """What is held on a person, as they may be given it: their data, and where each stands."""
    names = {exhibit.sha256: exhibit for exhibit in case.store.exhibits()}
    settings = case.settings
    return {
        "person": held.subject.title,
        "spellings": list(held.subject.names.names),
        "entities": [one.id for one in held.subject.entities],
        "controller": settings.controller,
        "purpose": settings.purpose,
        "lawful_basis": settings.lawful_basis,
        "retention_date": settings.retention_date,
        "marked_as": list(held.marks),
        "said_about_them": [_claim(claim) for claim in held.about],
        "said_by_them": [_claim(claim) for claim in held.held],
        "exhibits": [
            {"sha256": sha256, "name": names[sha256].name, "source": names[sha256].source}
            for sha256 in sorted(held.reach.exhibits & names.keys())
        ],
        "exports": [path.name for path in held.reach.exports],
        "sealed_not_searched": [asdict(one) for one in not_searched(case)],
    }


def not_searched(case: Case) -> tuple[Unsearched, ...]:
    """What is sealed singly and may hold the person: without the key nobody can tell."""
    return tuple(
        Unsearched(
            f"{FOLDER}/{one.file(case.folder).name}", one.exhibits, one.at, one.reason, one.opens,
            f"dalil unseal {one.id} --case {case.folder}",
        )
        for one in sealed_of(case).values()
    )  # fmt: skip


def to_give(case: Case, held: Held, audience: Tier) -> dict[str, object]:
    """What is held on a person as far as an audience may have it; what stays out is counted.

    Where what the audience may see of the person falls apart, it is told of the part that bears the
    name asked for: that another name is theirs too, it learns nowhere.
    Other persons who are restricted (for the public: protected) are masked, the person is not. Paths of
    the machine do not leave. What a person rejected is held too, and says so.
    """
    seen = seen_by(load_view(case), audience)
    asked = "" if held.subject.by_id else held.subject.asked
    known_as = [part for one in held.subject.entities for part in _seen(seen, one.id, asked)]
    theirs = {part.id for part in known_as}
    own = {one.id for one in held.subject.entities}
    protected = protected_in(seen.case, case.store.records("mark"))
    keys = {fold(name) for one in held.subject.entities for name in one.names}
    others = Protection(
        {key: word for key, word in protected.words.items() if key not in own},
        {name: word for name, word in protected.names.items() if fold(name) not in keys},
    )
    material = material_for(seen, case.store)
    leaving = Leaving(
        replace(material, protected=seen.told(others.words), veiled=veiled(seen, others))
    )
    known = {one.sha256 for one in case.store.exhibits()} & held.reach.exhibits
    shown = {
        one.sha256: one
        for one in leaving.exhibits
        if one.sha256 in known
        and (seen.whole or _names_them(case, leaving, one, (theirs, held.subject)))
    }

    def rows(claims: Sequence[Claim], of: Callable[[Claim], bool]) -> list[dict[str, object]]:
        return [
            {
                **_claim(claim),
                "quote": leaving.words(claim.quote),
                "holders": [leaving.words(holder.text) for holder in claim.holders],
                "place": leaving.words(claim.locator.place),
                "rejected": claim.id in leaving.draft.rejected,
            }
            for claim in claims
            if seen.whole or (claim.id in seen.view.claims and of(claim))
        ]

    about = rows(held.about, lambda claim: bool(leaving.draft.entities(claim) & theirs))
    by = rows(held.held, lambda claim: not theirs.isdisjoint(leaving.draft.speakers(claim)))
    spelt = {
        name
        for key in sorted(theirs)
        if key in leaving.entities
        for name in leaving.entities[key].names
    }
    settings = case.settings
    return {
        "person": asked or next((part.name for part in known_as), ""),
        "spellings": sorted(spelt),
        "controller": settings.controller,
        "purpose": settings.purpose,
        "lawful_basis": settings.lawful_basis,
        "retention_date": settings.retention_date,
        "audience": str(audience),
        "marked_as": list(held.marks),
        "said_about_them": about,
        "said_by_them": by,
        "exhibits": [
            {"sha256": sha256, "name": leaving.words(shown[sha256].name)}
            for sha256 in sorted(shown)
        ],
        "claims_withheld": len(held.about) + len(held.held) - len(about) - len(by),
        "exhibits_withheld": len(known - shown.keys()),
        "exports_that_name_them": len(held.reach.exports),
        "sealed_exhibits_not_searched": sealed_count(case),
    }


def _seen(seen: Seen, entity: str, asked: str) -> tuple[Entity, ...]:
    try:
        return (seen.part(entity, asked),)
    except NotFound:
        return ()


def _names_them(
    case: Case, leaving: Leaving, exhibit: Exhibit, whom: tuple[Collection[str], Subject]
) -> bool:
    """Whether an exhibit, its bytes included, names somebody by what an audience may know of them."""
    theirs, subject = whom
    entities = [leaving.view.entities[key] for key in theirs]
    if any(
        leaving.view.mentions[key].exhibit == exhibit.sha256 for e in entities for key in e.members
    ):
        return True
    names = Spellings({*subject.told, *(name for e in entities for name in e.names)}, theirs)
    layer = leaving.material.layer(exhibit.sha256)
    if names.named_in(exhibit.name) or (layer is not None and names.named_in(layer.text)):
        return True
    return says(case.vault.get(exhibit.sha256), names)


def require_named(case: Case, rows: ErasureRows, subject: Subject, found: Reach) -> None:
    """Refuse to erase somebody whom nothing in the case names: a family name alone may be another's.

    Raises:
        NotFound: Neither an entity nor any text bears the whole name; says what is near.
    """
    exact = Spellings(subject.told, person=False)
    if subject.entities or named_exactly(case, rows, exact, found):
        return
    words = [word for name in subject.told for word in name.split() if len(word) > 1]
    near = dict.fromkeys(
        one.name
        for wanted in (*subject.told, *reversed(words))
        for one in case.store.index.find_names(wanted, 5)
        if one.type in ("PER", "ORG")
    )
    hint = f"Near it: {'; '.join([*near][:8])}." if near else "No name in the case is near it."
    if told := not_searched(case):
        ways = "; ".join(one.way_out for one in told)
        hint += (
            f" {sealed_count(case)} sealed exhibits were not searched and may name them: {ways}."
        )
    raise NotFound(f"Nothing in the case names {subject.asked!r}.", hint)


def restrict(case: Case, subject: Subject, reason: str, *, lift: bool = False) -> None:
    """Restrict what is done with a person's data, or lift it: kept, masked in every export, no target.

    Raises:
        NotFound: No reading names the person.
    """
    for one in _known(subject):
        word = "not restricted" if lift else "restricted"
        mark_entity(case, one.id, one.name, word, review_words.reason(reason))


def correct(case: Case, claim: str, says: str, reason: str) -> None:
    """Put a correction beside a claim; the claim stays as its speaker made it.

    Raises:
        NotFound: No such claim.
        BadInput: No words, or more than one line of them.
    """
    if not says.strip():
        raise BadInput("A correction needs words: --says.")
    if not any(case.store.claims_by_id([claim])):
        raise NotFound(
            f"The case has no claim {claim}.", "dalil subject show lists claims with ids."
        )
    now = case.clock.now()
    why, right = review_words.reason(reason), review_words.reason(says, "The correction")
    made = Judgement(claim, None, Verdict.CORRECT, why, f"person:{case.user}", now, right)
    body = {"judgements": [made.id], "by": f"person:{case.user}"}
    record(case, Batch(judgements=(made,)), "judgement", body)


def _known(subject: Subject) -> tuple[Named, ...]:
    if not subject.entities:
        raise NotFound(f"No reading names {subject.title!r}: there is nothing to mark.")
    return subject.entities


def _claim(claim: Claim) -> dict[str, object]:
    return {
        "claim": claim.id,
        "quote": claim.quote,
        "holders": [holder.text for holder in claim.holders],
        "stance": str(claim.stance),
        "exhibit": claim.exhibit,
        "place": claim.locator.place,
    }
