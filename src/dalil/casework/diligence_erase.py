"""Erase a client file when the law says so, and not before: what stays is the tombstone.

Rows, evidence, ledger bodies, sealed records and exports go; leaves and seals stay without salts, so that
the folder still verifies and reveals nothing. Copies elsewhere (backups, copies for others) are not
reached: the record says so. Killed in between, the same command goes on.
"""

from __future__ import annotations

import json
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
from dalil.diligence.values import ClientFile
from dalil.errors import BadInput
from dalil.names.fold import fold, words
from dalil.names.scripts import clean, script_of

ERASED = "erased client file"
_PLAIN = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "data",
        "deleted",
        "end",
        "ended",
        "erase",
        "erased",
        "erasure",
        "expired",
        "file",
        "for",
        "has",
        "have",
        "in",
        "is",
        "it",
        "law",
        "no",
        "of",
        "on",
        "or",
        "over",
        "passed",
        "period",
        "request",
        "retention",
        "term",
        "the",
        "time",
        "to",
        "was",
        "years",
    ]
)
"""Words of reasons that everybody gives, and that happen to be names too."""
_SYLLABIC = frozenset({"Han", "Hangul", "Hiragana", "Katakana"})
"""Scripts in which one sign may be a family name."""
_SHORT, _SHORT_ID, _SHORT_HASH = 3, 6, 12
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
        reason: For the record; it names nobody on the file.

    Raises:
        BadInput: The retention has not ended, the file is held, or the reason names a party.
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
    _refuse_named(reason, file)
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


def _refuse_named(reason: str, file: ClientFile) -> None:
    """Refuse a reason that tells who the file was about: it stays readable for ever."""
    if not review_words.reason(reason):
        raise BadInput("No reason is given.", "Say why in words: --reason '...'.")
    if _tells_of(reason, file):
        raise BadInput(
            "The reason names a party, or a hit, a number or a document of the file: it would stay in the "
            "ledger.",
            "Word it without any of them, such as: retention ended.",
        )


def _tells_of(reason: str, file: ClientFile) -> bool:
    said = [word for word in words(reason) if word not in _PLAIN]
    keys = {key for word in said for key in {fold(word), word.casefold()} if key}
    text = clean(reason).casefold()
    for name in _names(file):
        signs = {sign for sign in name if script_of(sign) in _SYLLABIC}
        whole = clean(name).casefold()
        if (len(whole) > _SHORT and whole in text) or any(sign in text for sign in signs):
            return True
        for word in words(name):
            if word not in _PLAIN and (
                _is(word, keys) or (len(word) > 2 and not word.isascii() and word in text)
            ):
                return True
    return any(len(one) >= _SHORT and one.casefold() in text for one in _numbers(file))


def _is(word: str, keys: set[str]) -> bool:
    """Whether a word of a name stands among others: its own form, or (from four letters on) a longer one."""
    own = {fold(word), word.casefold()} - {""}
    if own & keys and len(word) > 1:
        return True
    return any(len(mine) > _SHORT and key.startswith(mine) for mine in own for key in keys)


def _names(file: ClientFile) -> set[str]:
    """Everybody whom the file names: parties of now and before, what they were screened as, listed people."""
    found = {file.name}
    for step in file.steps:
        if step.kind == "party":
            found |= {step.text("name"), *step.texts("aliases")}
        if step.kind == "check":
            found |= {hit.name for hit in file.hits(step)}
        if step.kind == "approval":
            found.add(step.text("who"))
    return {name for name in found if name.strip()}


def _numbers(file: ClientFile) -> set[str]:
    """Ids, numbers, birth dates and file names that lead back to somebody on the file."""
    found: set[str] = set()
    for step in file.steps:
        if step.kind == "party":
            found |= {step.text("born"), *(str(one[1]) for one in step.body.get("identifiers", ()))}
        if step.kind == "evidence":
            found |= {step.text("name"), step.text("sha256")[:_SHORT_HASH]}
        if step.kind == "check":
            for hit in file.hits(step):
                found |= {hit.id, hit.id[:_SHORT_ID], hit.entry_id}
    return found
