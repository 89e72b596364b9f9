"""Who may see an exhibit or a claim as it stands now, and how people are to be treated: for pages and the API.

Asked for the few that a page shows, with the containers that hold them; nothing walks through the case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dalil.casework.casefolder import Case
from dalil.casework.claim_marks import marked, standing_marks
from dalil.casework.marks import CLAIMS, WORDS, Shown, effective, shown_by, states
from dalil.casework.origins import KIND, origins
from dalil.evidence import Claim, Exhibit, Judgement, Tier


@dataclass(frozen=True, slots=True)
class Closing:
    """Who may see something.

    Attributes:
        tier: The widest audience.
        privileged: It leaves for the submitter's own side alone.
    """

    tier: Tier = Tier.RECIPIENT
    privileged: bool = False

    @property
    def labels(self) -> tuple[str, ...]:
        """In words: ``tier sealed``, ``privileged``."""
        return (f"tier {self.tier}", *(("privileged",) if self.privileged else ()))


def closings(case: Case, keys: Iterable[str]) -> dict[str, Closing]:
    """Who may see exhibits (by hash) and claims (by id): marks, containers and what was said at first."""
    asked = list(keys)
    claims = list(case.store.claims_by_id(key for key in asked if key.startswith("c_")))
    exhibits = _with_holders(
        case, {key for key in asked if not key.startswith("c_")} | {one.exhibit for one in claims}
    )
    further = origins(entry for key in exhibits for entry in case.store.records(KIND, key))
    shown = shown_by(mark for key in exhibits for mark in case.store.records("mark", f"tier {key}"))
    now = effective(exhibits, shown, further)
    if claims:
        shown = _with_claims(case, shown, claims, now)
    found = {key: Closing(one.tier, one.privileged) for key, one in now.items() if key in asked}
    for one in claims:
        over = now.get(one.exhibit)
        own = shown.privileges.get(one.id, one.privileged)
        found[one.id] = Closing(
            shown.tiers.get(one.id) or one.tier or (over.tier if over else Tier.SEALED),
            own if own is not None else (over.privileged if over else True),
        )
    return found


def _with_claims(
    case: Case, shown: Shown, claims: Sequence[Claim], exhibits: Mapping[str, Exhibit]
) -> Shown:
    """With the marks of claims, and what went over from those that counted before."""
    own = shown_by(case.store.records("mark", begins=CLAIMS))
    shown = replace(
        shown,
        tiers={**shown.tiers, **own.tiers},
        privileges={**shown.privileges, **own.privileges},
    )
    index, keys = case.store.index, marked(own)
    count = {one.id for one in index.claims_by_id(keys)}
    gone = case.store.claims_by_id([key for key in keys if key not in count])
    if not gone:
        return shown
    judged: list[Judgement] = list(index.corrections_to(one.id for one in gone))
    waiting, asked = {one.id for one in gone} | {one.left for one in judged}, set[str]()
    while waiting:
        found = index.judgements_on(waiting)
        asked |= waiting
        judged += found
        waiting = {one.right for one in found if one.right} - asked
    known = {one.id: one for one in claims}
    return standing_marks(shown, known, gone, exhibits, judged).shown


def treated(case: Case) -> Mapping[str, str]:
    """How persons and bodies are to be treated (witness, restricted ...), by the id that they have now."""
    marks = case.store.records("mark")
    kinds = {word: back for word, back in WORDS.items() if word not in ("target", "restricted")}
    found = states(marks, kinds)
    for entity in states(marks, {"restricted": WORDS["restricted"]}):
        found[entity] = f"{found[entity]}, restricted" if entity in found else "restricted"
    now = case.store.index.named(found)
    return {now[key].id if key in now else key: word for key, word in found.items()}


def _with_holders(case: Case, keys: Iterable[str]) -> dict[str, Exhibit]:
    """Exhibits with every container that is known to hold them."""
    found: dict[str, Exhibit] = {}
    waiting = set(keys)
    while waiting:
        got = case.store.index.shelved(waiting)
        found |= {key: one.exhibit for key, one in got.items()}
        ways = origins(entry for key in got for entry in case.store.records(KIND, key))
        ups = {one.exhibit.parent for one in got.values()}
        ups |= {way.parent for several in ways.values() for way in several}
        waiting = {up for up in ups if up} - found.keys()
    return found
