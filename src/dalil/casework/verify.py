"""Recompute a case and name the first thing that does not fit.

Ledger lines against their commitments, leaves and tiles, the tree against every checkpoint, the key
against the first entry, rows against their seals, seals against the ledger, the database file and
``dalil.toml`` against what was sealed of them, vault against names, quotes against texts; and all
of it against what left the machine: a checkpoint, a key, witnesses, times. Nothing is changed and
nothing is trusted but SHA-256 and Ed25519. Memory stays flat: what is kept is a line per batch.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dalil.casework.casefolder import Case
from dalil.casework.sealed import check_sealed
from dalil.casework.verify_database import check_batches, check_file, check_shape, interrupted
from dalil.casework.verify_files import (
    check_exports,
    check_links,
    check_plans,
    check_quotes,
    check_settings,
    check_vault,
    strangers,
)
from dalil.casework.verify_ledger import check_key, check_ledger, check_points
from dalil.casework.verify_outside import attested_sizes, check_stamps, check_witnesses
from dalil.casework.verify_report import Found, Problem, Progress, VerifyReport
from dalil.custody.ports import Checkpoint
from dalil.custody.witness import WitnessKey
from dalil.errors import DalilError

__all__ = ["Outside", "Problem", "VerifyReport", "verify"]
_MOST = 1000
"""Problems that are listed; where there are more, the report says so."""


@dataclass(frozen=True, slots=True)
class Outside:
    """What left the machine earlier, or came from others, and cannot have been rebuilt with the case.

    Attributes:
        checkpoint: One that left the machine: only so a cut tail is found.
        key: Hex of the case's public key as it was noted, or a beginning of it.
        attested: Notes of witnesses that were kept elsewhere: (file, bytes).
        witnesses: Keys of witnesses that the user knows.
        authorities: PEM certificates of time-stamping authorities that the user trusts.
    """

    checkpoint: Checkpoint | None = None
    key: str = ""
    attested: tuple[tuple[str, bytes], ...] = ()
    witnesses: tuple[WitnessKey, ...] = ()
    authorities: tuple[bytes, ...] = ()


def verify(
    case: Case, outside: Outside | Checkpoint | None = None, progress: Progress | None = None
) -> VerifyReport:
    """Recompute a case.

    Args:
        case: Open, reading is enough; another process may be writing to it.
        outside: What it is held against; a checkpoint alone is the most usual.
        progress: Told of stages.
    """
    given = Outside(outside) if isinstance(outside, Checkpoint) else outside or Outside()
    checks: Counter[str] = Counter()
    tell = progress or (lambda stage, done, total: None)
    read = Found()
    sizes = [given.checkpoint.size] if given.checkpoint else []
    sizes += attested_sizes(case, given.attested)
    stages: list[tuple[str, Callable[[], Iterator[Problem]]]] = [
        ("ledger", lambda: check_ledger(case, sizes, read, checks)),
        ("checkpoint", lambda: check_points(case, given.checkpoint, read, checks)),
        ("checkpoint", lambda: check_key(given.key, read, checks) if given.key else iter(())),
        ("witness", lambda: check_witnesses(case, given.attested, given.witnesses, read, checks)),
        ("timestamp", lambda: check_stamps(case, given.authorities, read, checks)),
        ("database", lambda: check_batches(case, read, checks)),
        ("database", lambda: check_shape(case)),
        ("database", lambda: check_file(case, read, checks)),
        ("settings", lambda: check_settings(case, read, checks)),
        ("links", lambda: check_links(case)),
        ("plans", lambda: check_plans(case)),
        ("vault", lambda: check_vault(case, read, checks, tell)),
        ("sealed", lambda: check_sealed(case, read, checks)),
        ("claims", lambda: check_quotes(case, checks, tell)),
        ("exports", lambda: check_exports(case, read, checks)),
    ]
    problems: list[Problem] = []
    for number, (name, stage) in enumerate(stages, 1):
        problems.extend(_guarded(name, stage))
        tell("verify", number, len(stages))
    notes = _notes(case, given, read, len(problems))
    return VerifyReport(dict(checks), tuple(problems[:_MOST]), notes, tuple(read.shown))


def _guarded(where: str, stage: Callable[[], Iterator[Problem]]) -> Iterator[Problem]:
    """The problems of a stage; an error that ends it is one of them."""
    try:
        yield from stage()
    except DalilError as error:
        yield Problem(where, error.message)
    except OSError as error:
        name = error.filename if isinstance(error.filename, str | Path) else "A file"
        yield Problem(where, f"{name} cannot be read: {error.strerror or error}.")
    except (TypeError, ValueError, LookupError, AttributeError, RecursionError) as error:
        # Damaged records can be of any shape; whatever they break here is what does not fit.
        yield Problem(where, f"What is stored is not what it should be: {error}.")


def _notes(case: Case, given: Outside, read: Found, found: int) -> tuple[str, ...]:
    notes = []
    if not read.timed:
        notes.append(
            "Order only: no timestamp of an outside authority was checked, so times are the case's own."
        )
    if given.checkpoint is None and not given.attested:
        notes.append(
            "A tail cut off the ledger and the database together is seen only against a checkpoint "
            "that left the machine (--checkpoint FILE)."
        )
    if given.checkpoint is None and not given.attested and not given.key:
        notes.append(
            "A case rebuilt whole under another key is seen only against a checkpoint or a key noted "
            f"outside (--key HEX); this case's key is {read.key[:16]}."
        )
    if found > _MOST:
        notes.append(f"{found} problems were found; the first {_MOST} are listed.")
    return tuple(filter(None, [*notes, *read.notes, interrupted(case), *strangers(case)]))
