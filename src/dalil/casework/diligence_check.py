"""Hold the parties of a client file against lists; what was held, and that nothing was found, is kept.

Only parties on the file are screened. A pair that was decided is not asked again unless either side
changed; what changed is then said. A hit is a score with reasons: whether it is the same is a person's
judgement.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dalil.casework.casefolder import Case
from dalil.casework.diligence_file import check_name, keep, read_file, screened_as
from dalil.casework.lists import is_dated
from dalil.casework.ports import Progress, silent
from dalil.diligence.hits import implied
from dalil.diligence.pairs import changed, entry_digest, pair_id, subject_digest
from dalil.diligence.values import ClientFile, Hit, Step, hit_from
from dalil.errors import BadInput, NotFound
from dalil.matching.compare import REVIEW, Qualifiers
from dalil.matching.list_entities import partial_date
from dalil.matching.listjson import entry_plain
from dalil.matching.other_types import screen_all_types
from dalil.matching.ports import ListSearch, ListShelf
from dalil.matching.screen import Subject
from dalil.matching.values import ListVersion, Match

MOST = 50
"""Hits kept of one party on one list, unless somebody says otherwise; where there are more, it is a lack."""
MANY = 5_000
"""Hits that can be kept of one party on one list."""
_SURE = 100
"""Entries of a kind after which a mixed list surely holds that kind."""


@dataclass(frozen=True, slots=True)
class Asking:
    """How parties are held against lists.

    Attributes:
        threshold: Least score that is kept.
        most: Hits kept of one party on one list.
        shelf: Where the entries of mixed lists are looked through for what they hold; not when None.
    """

    threshold: float = REVIEW
    most: int = MOST
    shelf: ListShelf | None = None


USUAL = Asking()


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check did.

    Attributes:
        step: As it was recorded.
        asked: Hits that wait for a decision.
        decided: Hits decided before, with the decision.
        again: Hits asked again, with the fields that changed since an earlier decision.
    """

    step: Step
    asked: tuple[Hit, ...]
    decided: tuple[tuple[Hit, Step], ...]
    again: tuple[tuple[Hit, tuple[str, ...]], ...]


def check(
    case: Case,
    lists: Sequence[ListSearch],
    parties: Sequence[str] = (),
    asking: Asking = USUAL,
    progress: Progress = silent,
) -> Checked:
    """Screen parties against lists, and sign a checkpoint over the record.

    Args:
        case: Open for writing.
        lists: What to hold them against.
        parties: Names; everybody on the file when empty.
        asking: What is kept.
        progress: Told of each party on each list.

    Raises:
        NotFound: No list, or a party that is not on the file.
        BadInput: A threshold outside 0 to 1, no hit is to be kept, or a name that cannot be screened.
    """
    if not lists:
        raise NotFound("No list has been imported.", "Import one: dalil lists import auto FILE")
    if not 0 <= asking.threshold <= 1:
        raise BadInput(f"The threshold is {asking.threshold}, but 0 to 1 is needed.")
    if not 1 <= asking.most <= MANY:
        raise BadInput(f"{asking.most} hits are to be kept, but from 1 to {MANY:,} can be.")
    file = read_file(case)
    chosen = choose(file, parties)
    for party in chosen.values():  # of files that were begun when such names were taken
        for one in _names(party.body):
            check_name(one, party.text("type"))
    hits: list[dict[str, Any]] = []
    cut: list[list[str]] = []
    done = 0
    for name, party in chosen.items():
        subject = subject_of(party.body)
        for index in lists:
            found = screen_all_types(
                index, subject, threshold=asking.threshold, limit=asking.most + 1
            )
            if len(found) > asking.most:
                cut.append([name, index.version.list])
            hits += [_hit(name, party, match, index.version) for match in found[: asking.most]]
            done += 1
            progress("screen", done, len(chosen) * len(lists))
    body = {
        "source": "dalil",
        "parties": [
            {
                "name": name,
                "subject": subject_digest(party.body),
                "screened": list(_names(party.body)),
            }
            for name, party in chosen.items()
        ],
        "lists": [_list(index.version, asking.shelf) for index in lists],
        "threshold": asking.threshold,
        "most": asking.most,
        "notes": [f"{name}: more than {asking.most} hits on {list_id}" for name, list_id in cut],
        "cut": cut,
        "hits": hits,
    }
    return kept_check(case, file, body)


def kept_check(case: Case, file: ClientFile, body: Mapping[str, Any]) -> Checked:
    """Record a check and sort its hits by whether they were decided.

    Args:
        case: Open for writing.
        file: As it was before.
        body: Of the step.
    """
    step = keep(case, "check", body)
    case.ledger.checkpoint()
    before = {hit.id: hit for hit in file.current_hits.values()}
    decisions = file.decisions
    asked, decided, again = [], [], []
    for hit in (hit_from(one) for one in body["hits"]):
        decision = decisions.get(hit.id)
        if decision is not None and decision.text("verdict") != "unsure":
            decided.append((hit, decision))
            continue
        asked.append(hit)
        for old in before.values():
            same = (old.party, old.list, old.entry_id) == (hit.party, hit.list, hit.entry_id)
            if same and old.id != hit.id and old.id in decisions:
                sides = changed(old.content, hit.content)
                told = sides if old.subject == hit.subject else ("the party", *sides)
                again.append((hit, told))
    return Checked(step, tuple(asked), tuple(decided), tuple(again))


def choose(file: ClientFile, names: Sequence[str]) -> Mapping[str, Step]:
    """The parties that were named, or all.

    Raises:
        NotFound: One is not on the file: nobody else is screened here.
    """
    for name in names:
        if name not in file.parties:
            raise NotFound(
                f"{name!r} is not on the file; on it are: {', '.join(file.parties)}.",
                "Only parties are screened. Add them: dalil diligence party NAME --role ROLE",
            )
    return {name: step for name, step in file.parties.items() if not names or name in names}


def subject_of(party: Mapping[str, Any]) -> Subject:
    """A party as screening takes it."""
    born = str(party.get("born") or "")
    facts = Qualifiers(
        birth_dates=(partial_date(born),) if born else (),
        countries=tuple(party.get("countries", ())),
        identifiers=tuple(tuple(one) for one in party.get("identifiers", ())),
    )
    return Subject(_names(party), screened_as(str(party.get("type"))), facts)


def list_hit(
    party: Step, source: tuple[str, str], content: Mapping[str, Any], found: Mapping[str, Any]
) -> dict[str, Any]:
    """A hit as JSON.

    Args:
        party: Step of the party.
        source: (list, version).
        content: What the entry says; it has an ``id``.
        found: ``name``, ``score``, ``why``, ``topics``.
    """
    subject, entry = subject_digest(party.body), entry_digest(content)
    return {
        "id": pair_id(subject, source[0], str(content["id"]), entry),
        "party": party.text("name"),
        "list": source[0],
        "version": source[1],
        "entry_id": str(content["id"]),
        "subject": subject,
        "entry": entry,
        "content": dict(content),
        **found,
    }


def _hit(name: str, party: Step, match: Match, version: ListVersion) -> dict[str, Any]:
    topics = {*match.entry.topics, *implied((version.kind,))}
    found = {
        "name": match.name,
        "score": match.score,
        "why": list(match.why),
        "topics": sorted(topics),
    }
    return list_hit(party, (match.list, match.version), entry_plain(match.entry), found)


def _list(version: ListVersion, shelf: ListShelf | None) -> dict[str, Any]:
    return {
        "list": version.list,
        "version": version.version,
        "sha256": version.sha256,
        "entries": version.entries,
        "kinds": [version.kind or "unknown"],
        "format": version.format,
        "publisher": version.publisher,
        "licence": version.licence,
        "restrictions": list(version.restrictions),
        "imported_at": version.imported_at,
        **({} if is_dated(version) else {"dated": False}),
        **({"holds": _holds(version, shelf)} if shelf and version.kind == "mixed" else {}),
    }


def _holds(version: ListVersion, shelf: ListShelf) -> dict[str, int]:
    """How many entries of a mixed list are of sanctions and of offices; counted up to :data:`_SURE`."""
    found = {"sanctions": 0, "peps": 0}
    for entry in shelf.stream(version.list, version.version):
        found["sanctions"] += any("sanction" in topic for topic in entry.topics)
        found["peps"] += any(topic.startswith(("role.pep", "role.rca")) for topic in entry.topics)
        if min(found.values()) >= _SURE:
            break
    return {kind: min(count, _SURE) for kind, count in found.items()}


def _names(party: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((str(party["name"]), *map(str, party.get("aliases", ())))))
