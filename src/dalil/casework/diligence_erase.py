"""Erase a client file when the law says so, and not before: what stays is the tombstone.

Rows, evidence, ledger bodies, sealed records and exports go; leaves and seals stay without salts, so that
the folder still verifies and reveals nothing. Copies elsewhere (backups, copies for others) are not
reached: the record says so. Killed in between, the same command goes on.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace

from dalil.casework import review_words
from dalil.casework.casefolder import Case
from dalil.casework.diligence_file import KIND, read_file
from dalil.casework.erasure import PLAN, ErasureRows, finish_erasing
from dalil.casework.outputs import write_whole
from dalil.casework.record import erase
from dalil.casework.settings import change_settings
from dalil.diligence.days import DAY
from dalil.diligence.retention import Retention, retention_of
from dalil.diligence.rules import load_rules
from dalil.errors import BadInput

ERASED = "erased client file"
_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "ask",
        "asked",
        "asks",
        "at",
        "back",
        "by",
        "client",
        "clock",
        "completed",
        "court",
        "data",
        "deleted",
        "document",
        "documents",
        "due",
        "duty",
        "end",
        "ended",
        "ends",
        "erase",
        "erased",
        "erasure",
        "expired",
        "file",
        "five",
        "for",
        "from",
        "gdpr",
        "has",
        "have",
        "in",
        "is",
        "it",
        "keep",
        "kept",
        "lapsed",
        "law",
        "legal",
        "limit",
        "no",
        "not",
        "obligation",
        "obliged",
        "of",
        "on",
        "or",
        "order",
        "ordered",
        "over",
        "passed",
        "period",
        "protection",
        "regulation",
        "regulations",
        "request",
        "required",
        "requires",
        "retention",
        "rule",
        "rules",
        "ruling",
        "s",
        "storage",
        "supervisor",
        "supervisory",
        "authority",
        "ten",
        "term",
        "that",
        "the",
        "their",
        "this",
        "time",
        "to",
        "under",
        "upon",
        "was",
        "with",
        "years",
        "art",
        "article",
        "articles",
        "du",
        "de",
        "la",
        "le",
        "les",
        "des",
        "fin",
        "durée",
        "conservation",
        "expirée",
        "terme",
        "délai",
        "légal",
        "demande",
        "loi",
        "срок",
        "сроки",
        "хранения",
        "истёк",
        "истек",
        "истёкший",
        "окончание",
        "конец",
        "по",
        "закону",
        "закон",
        "требованию",
        "запросу",
        "суда",
        "решению",
    ]
)
"""Of these words alone a reason may be made: whatever else stood there could tell for ever who it was
about, in another spelling, script or form than the file has, or that a suspicion was reported."""
_YEAR = re.compile(r"(?:19|20)\d\d|\d{1,2}")
_STAY = (b'"kind":"checkpoint"', b'"kind":"erase"')


@dataclass(frozen=True, slots=True)
class Gone:
    """What an erasure took, in numbers.

    Attributes:
        rows: Rows erased.
        entries: Bodies of ledger entries erased.
        exhibits: Pieces of evidence removed.
        exports: Export files removed.
    """

    rows: int
    entries: int
    exhibits: int
    exports: int


def erase_file(case: Case, rows: ErasureRows, reason: str) -> Gone:
    """Erase the file.

    Args:
        case: Open for writing.
        rows: The database's part.
        reason: For the record, of the words of the law alone.

    Raises:
        BadInput: The retention has not ended, the file is held, or the reason has other words than those of the law.
        StorageFailed: The disk refused; run it again.
    """
    if (case.folder / PLAN).is_file():
        finish_erasing(case, rows)
        if not case.store.records(KIND):
            return Gone(0, 0, 0, 0)
    if not case.store.records(KIND):
        raise BadInput(f"{case.folder} was erased before; its tombstone stays.")
    file = read_file(case)
    retention = retention_of(file, load_rules().retention)
    _refuse(retention, case.clock.now())
    _refuse_named(reason)
    change_settings(case, replace(case.settings, name=ERASED, officer="", targets=(), parties=()))
    keep_from = len(case.ledger) - 1
    exhibits = [one.sha256 for one in case.store.exhibits()]
    doomed = sorted({*rows.of_exhibits(exhibits), *rows.worded(lambda words: True)})
    entries = [
        index
        for index, line in enumerate(case.ledger.lines())
        if index < keep_from and b'"salt"' in line and not any(word in line for word in _STAY)
    ]
    exports = sorted(
        path.relative_to(case.exports).as_posix()
        for path in case.exports.rglob("*")
        if path.is_file()
    )
    plan = {"vault": exhibits, "exports": exports}
    write_whole(case.folder / PLAN, json.dumps(plan).encode("utf-8"))
    body: dict[str, object] = {
        "reason": reason,
        "by": case.user,
        "retention": {
            "started": retention.started,
            "told": retention.told,
            "recorded": retention.recorded,
            "opened": file.opened_at[:DAY],
            "worked": retention.worked,
            "erase_from": retention.erase_from,
            "citation": retention.citation,
        },
        "not_reached": "copies that left this folder",
    }
    erase(case, doomed, entries, body)
    finish_erasing(case, rows)
    return Gone(len(doomed), len(entries), len(exhibits), len(exports))


def _refuse(retention: Retention, now: str) -> None:
    if retention.hold:
        raise BadInput(
            f"The file is held: {retention.hold}.",
            "When the reason has gone: dalil diligence event 'hold lifted' --on DATE",
        )
    if not retention.erase_from:
        raise BadInput(
            f"No retention clock runs: {retention.because}.",
            "Record the end first: dalil diligence event 'relationship ended' --on DATE",
        )
    if not retention.due(now):
        raise BadInput(
            f"The file is to be kept until {retention.erase_from} ({retention.because} on "
            f"{retention.started}; {retention.citation}); nothing was erased.",
            "Run it then.",
        )


def _refuse_named(reason: str) -> None:
    """Refuse a reason that could tell who the file was about: it stays readable for ever."""
    if not review_words.reason(reason):
        raise BadInput("No reason is given.", "Say why in words: --reason '...'.")
    said = re.findall(r"[^\W_]+", reason.casefold())
    strange = [word for word in said if word not in _WORDS and not _YEAR.fullmatch(word)]
    if strange or sum(char.isdigit() for char in reason) > _MOST_DIGITS:
        what = f"the word {strange[0]!r}" if strange else "many digits"
        raise BadInput(
            f"The reason has {what}: it would stay in the tombstone for ever, which may not tell of anybody, "
            "nor of what was reported.",
            "Use the words of the law alone, such as: retention ended, the term of five years is over, "
            "erasure ordered by the court.",
        )


_MOST_DIGITS = 6
"""Digits of a year and an article; a date of birth or a number has more."""
