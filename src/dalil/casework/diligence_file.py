"""Begin a client's due-diligence file and record its steps; each is a row and a ledger entry.

A client file is a folder like a case but of another kind: it holds one client, and nothing of it is
mixed with investigations. Suspicion reports are no steps (see :mod:`dalil.casework.diligence_sealed`).
"""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from dalil.casework import review_words
from dalil.casework.casefolder import Case
from dalil.casework.diligence_times import dated, noted
from dalil.casework.record import record
from dalil.claims.ports import Batch, Record
from dalil.custody.settings import CLIENT
from dalil.diligence.days import DAY, one_form
from dalil.diligence.values import EVENTS, FIELDS, ROLES, TYPES, ClientFile, Step
from dalil.errors import AmbiguousName, BadInput, NotACase, NotFound
from dalil.evidence import Exhibit, Tier
from dalil.matching.list_entities import LONGEST, partial_date
from dalil.matching.refusals import cannot_tell

KIND = "diligence"
"""Kind of the records that are steps."""

_LEDGER = {
    "evidence": "ingest",
    "check": "screen",
    "decision": "judgement",
    "rating": "conclusion",
    "approval": "conclusion",
    "export": "export",
    "conclusion": "conclusion",
}
"""Kind of the ledger entry by kind of step; ``mark`` for the others."""
_SCREENED_AS = {"person": "person", "company": "company", "partnership": "company"}
_LARGEST = 1 << 30
_ZONE = re.compile(r"(?:Z|[+-]\d\d:?\d\d)$", re.IGNORECASE)
_AHEAD = timedelta(hours=14)
"""How far the earliest clocks on earth are ahead of UTC."""


def begin(case: Case, name: str, type_: str, details: Mapping[str, Any]) -> Step:
    """Begin a file: the client is its first party.

    Args:
        case: A client file that was just made, open for writing.
        name: Name of the client, in the script of their papers.
        type_: ``person``, ``company``, ``trust``, ...
        details: ``born``, ``countries``, ``identifiers``, ``aliases``.

    Raises:
        BadInput: The file was begun before, or an unknown type.
    """
    if case.store.records(KIND):
        raise BadInput(
            f"{case.folder} holds a client already: {read_file(case).name}.",
            "A client has one file; name another folder with --client.",
        )
    return add_party(case, name, "client", {**details, "type": type_})


def add_party(case: Case, name: str, role: str, details: Mapping[str, Any]) -> Step:
    """Put somebody on the file, or describe them anew under the same name.

    Args:
        case: Open for writing.
        name: In any script.
        role: One of :data:`dalil.diligence.values.ROLES`.
        details: ``type``, ``aliases``, ``born`` (ISO, as precise as known), ``countries`` (ISO 3166-1
            alpha-2), ``identifiers`` (kind, number, country), ``share``, ``since``, ``removed``.

    Raises:
        BadInput: What :func:`check_party` refuses, or the client would no longer be the client.
    """
    check_party(name, role, details)
    _stays_client(case, name, role, removed=bool(details.get("removed")))
    given = {key: value for key, value in details.items() if value}
    return keep(case, "party", {"name": name, "role": role, "type": "person", **given})


def check_party(name: str, role: str, details: Mapping[str, Any]) -> None:
    """Refuse what :func:`add_party` would refuse, before there is a folder.

    Raises:
        BadInput: A name or another that cannot be screened or is longer than
            :data:`~dalil.matching.list_entities.LONGEST` characters, an unknown role or type, or a birth
            date that is none.
    """
    _one_of("role", role, ROLES)
    _one_of("type", str(details.get("type") or "person"), TYPES)
    # Who was put on the file when such names were taken can still be taken off.
    names = () if details.get("removed") else (name, *map(str, details.get("aliases", ())))
    for one in names:
        check_name(one, str(details.get("type") or "person"))
    if details.get("born"):
        partial_date(str(details["born"]))  # refused here, not at the first check


def check_name(name: str, type_: str) -> None:
    """Refuse a name that tells nobody apart, as every door does: nothing would be found, and said so.

    Raises:
        BadInput: It is such a name, too long, or holds what nobody sees.
    """
    if len(name) > LONGEST:
        raise BadInput(f"The name has {len(name):,} characters; the bound is {LONGEST}.")
    review_words.value("name", name)
    if reason := cannot_tell(name, screened_as(type_)):
        raise BadInput(f"The name {name[:80]!r} {reason}.", "Give the name on their papers.")


def screened_as(type_: str) -> str:
    """A type of party as screening calls it."""
    return _SCREENED_AS.get(type_, "any")


def add_evidence(case: Case, path: Path, details: Mapping[str, Any]) -> Step:
    """Take a file into the vault as evidence; the same bytes again only describe it anew.

    Args:
        case: Open for writing.
        path: The file.
        details: ``as`` (passport, register excerpt ...), ``issuer``, ``independent``, ``seen_on``,
            ``certified``, ``party``.

    Raises:
        NotFound: No such file.
        BadInput: It is empty or beyond a gigabyte, or a party is not on the file.
    """
    if not path.is_file():
        raise NotFound(f"The file {path} does not exist.", "Check the spelling.")
    size = path.stat().st_size
    if not 0 < size <= _LARGEST:
        raise BadInput(f"{path} has {size:,} bytes; from 1 to {_LARGEST:,} are taken.")
    _known_party(case, str(details.get("party") or ""))
    sha256 = case.vault.put(path.read_bytes())
    exhibit = Exhibit(
        sha256=sha256,
        size=size,
        media_type=mimetypes.guess_type(path.name)[0] or "application/octet-stream",
        name=path.name,
        source=path.name,
        received_at=case.ledger.moment(),
        received_by=case.user,
        tier=Tier.SUBMITTER,
    )
    given = {key: value for key, value in details.items() if value not in (None, "")}
    body = {"sha256": sha256, "name": path.name, "size": size, **given}
    return keep(case, "evidence", body, (exhibit,))


def state(
    case: Case, name: str, text: str, *, party: str = "", evidence: Sequence[str] = ()
) -> Step:
    """State something on a field, citing evidence by hash.

    Raises:
        BadInput: An unknown field, no words, or a party that is not on the file.
    """
    _one_of("field", name, FIELDS)
    _known_party(case, party)
    body = {"field": name, "text": _words("statement", text), "evidence": list(evidence)}
    return keep(case, "statement", {**body, **({"party": party} if party else {})})


def add_event(case: Case, kind: str, on: str, text: str = "", amount: str = "") -> Step:
    """Record that something happened, such as that the relationship began.

    Args:
        case: Open for writing.
        kind: One of :data:`dalil.diligence.values.EVENTS`.
        on: ISO date, or a UTC time such as ``2031-05-04T10:00:00Z``.
        text: What happened.
        amount: Sum and currency, where money moved.

    Raises:
        BadInput: An unknown kind, no date, or one that has not come yet.
    """
    _one_of("event", kind, EVENTS)
    day = iso(on, "on")
    now = case.clock.now()
    if day[:DAY] > _latest(now) or (len(day) > DAY and day > one_form(now)):
        raise BadInput(
            f"on is {on!r}, which has not come yet: an event is recorded when it has happened.",
            "Record it then; a plan is a statement (dalil diligence state).",
        )
    body = {"event": kind, "on": day, "text": text, "amount": amount}
    return keep(case, "event", {key: value for key, value in body.items() if value})


def keep(case: Case, kind: str, body: Mapping[str, Any], exhibits: Sequence[Exhibit] = ()) -> Step:
    """Record a step with its ledger entry; durable when this returns.

    The bulk of hits (what the entries said) stays out of the ledger; its digests stand there.

    Raises:
        StorageFailed: The disk refused.
    """
    number = len(case.store.records(KIND)) + 1
    full = {"step": number, "kind": kind, "by": case.user, **noted(case), **body}
    row = Record(KIND, kind, case.ledger.moment(), full)
    told = dict(full)
    if "hits" in told:
        told["hits"] = [
            {key: value for key, value in hit.items() if key != "content"} for hit in body["hits"]
        ]
    entry = record(
        case,
        Batch(exhibits=tuple(exhibits), records=(row,)),
        _LEDGER.get(kind, "mark"),
        {"diligence": told},
    )
    return Step(number, kind, entry.at, case.user, full, entry.index)


def read_file(case: Case) -> ClientFile:
    """The file as its records tell it, with the ledger's places and times.

    Raises:
        NotACase: The folder holds no client.
    """
    places: dict[int, tuple[int, str]] = {}
    for entry in case.ledger.entries():
        told = (entry.body or {}).get("diligence")
        if isinstance(told, Mapping) and isinstance(number := told.get("step"), int):
            places[number] = (entry.index, entry.at)
    steps = []
    for row in case.store.records(KIND):
        number = int(str(row.body["step"]))
        index, at = places.get(number, (-1, row.made_at))
        steps.append(Step(number, row.key, at, str(row.body.get("by", "")), row.body, index))
    file = ClientFile.of_steps(dated(steps, case.clock.now()))
    if file is None:
        if case.settings.kind != CLIENT:
            raise NotACase(f"{case.folder} holds no client.")
        return ClientFile(case.settings.name, "person", tuple(steps))
    return file


def find_evidence(file: ClientFile, names: Sequence[str]) -> tuple[str, ...]:
    """The hashes of evidence that users name by file name or by the beginning of the hash.

    Raises:
        NotFound: Nothing on file is so named.
        AmbiguousName: Several are.
    """
    found = []
    for name in names:
        fitting = {
            sha256
            for sha256, step in file.evidence.items()
            if step.text("name") == name or (len(name) >= 8 and sha256.startswith(name))
        }
        if not fitting:
            held = ", ".join(step.text("name") for step in file.evidence.values()) or "none"
            raise NotFound(
                f"The file holds no evidence {name!r}; it holds: {held}.",
                "Add it first: dalil diligence add FILE --client DIR",
            )
        if len(fitting) > 1:
            raise AmbiguousName(
                f"{len(fitting)} pieces of evidence are named {name!r}: "
                f"{', '.join(sorted(one[:12] for one in fitting))}.",
                "Give the beginning of the hash.",
            )
        found.append(fitting.pop())
    return tuple(found)


def iso(text: str, what: str) -> str:
    """An ISO date or time, checked, in the one form in which dates stand on a file.

    Raises:
        BadInput: It is neither, or a time without its zone.
    """
    try:
        found = one_form(text)
    except ValueError as error:
        raise BadInput(
            f"{what} is {text!r}, but a date such as 2031-05-04, or a UTC time, is needed."
        ) from error
    if len(found) > DAY and not _ZONE.search(text.strip()):
        raise BadInput(f"{what} is {text!r}: a time needs its Z (UTC).")
    return found


def _latest(now: str) -> str:
    """The day that it is somewhere on earth: an event of a later one has not happened."""
    return one_form((datetime.fromisoformat(now) + _AHEAD).isoformat())[:DAY]


def _stays_client(case: Case, name: str, role: str, *, removed: bool) -> None:
    """The client of a file stays its client: else nothing would be asked of anybody."""
    file = read_file(case)
    if file.of("party") and name == file.name and (removed or role != "client"):
        raise BadInput(
            f"{name} is the client of this file and stays its client.",
            "A client who leaves: dalil diligence conclude exit, and event 'relationship ended'.",
        )


def _known_party(case: Case, party: str) -> None:
    if party and party not in (known := read_file(case).parties):
        raise NotFound(
            f"{party!r} is not on the file; on it are: {', '.join(known)}.",
            "Add them first: dalil diligence party NAME --role ROLE --client DIR",
        )


def _one_of(what: str, value: str, known: Sequence[str] | Mapping[str, str]) -> None:
    if value not in known:
        raise BadInput(f"{value!r} is no {what}.", f"Choose from: {', '.join(known)}.")


def _words(what: str, text: str) -> str:
    if not any(char.isalpha() for char in text):
        raise BadInput(
            f"The {what} is empty." if not text.strip() else f"The {what} holds no word.",
            "Say it in words: a box that is ticked is no reason.",
        )
    return text.strip()
