"""What verification reads beside ledger and database: settings, vault, quotes, exports."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterator

from dalil.casework.casefolder import Case
from dalil.casework.exported import Standing, digest_of, files_in, recorded, standing
from dalil.casework.plans import export_at, read_plan
from dalil.casework.verify_report import Found, Problem, Progress
from dalil.custody.links import links
from dalil.custody.settings import FILE, settings_differences
from dalil.errors import RefusedQuote, Tampered
from dalil.evidence import check_quote

_PARTS = frozenset(
    {FILE, "case.db", "case.db-wal", "case.db-shm", "ledger", "vault", "exports", "sealed"}
)

_PLANS = {
    ".erasing": "An erasure was interrupted: what it had to take from the disk may still be here. Run it again.",
    ".sealing": "",  # told with what is sealed
}
LOCK = ".lock"
_LISTED = 50
"""Unknown files of the exports that are named one by one."""


def strangers(case: Case) -> Iterator[str]:
    """A note for each file of the case folder that is no part of a case, and so is not checked."""
    for path in sorted(case.folder.iterdir()):
        if path.name in _PLANS:
            yield _PLANS[path.name]  # an empty note is left out
        elif path.name not in _PARTS and path.name != LOCK and not path.is_symlink():
            yield f"{path.name} lies in the folder and is no part of it: nothing vouches for it."


def check_links(case: Case) -> Iterator[Problem]:
    """Parts of a case that are links: sent away, the case would be without what they point to."""
    for path in links(case.folder, deep=True):
        name = path.relative_to(case.folder).as_posix()
        if name.split("/")[0] in _PARTS or name.startswith("."):
            what = (
                f"{name} is a link to {os.readlink(path)!r}: what it points to is not in the case."  # noqa: PTH115
            )
            yield Problem(name.split("/")[0].strip("."), what)


def check_plans(case: Case) -> Iterator[Problem]:
    """Plans of an erasure or a sealing that was killed: whether they can be believed."""
    for name in _PLANS:
        path = case.folder / name
        if not os.path.lexists(path):
            continue
        try:
            plan = read_plan(path)
            for export in plan.get("exports", ()):
                export_at(case.exports, export, path)
        except Tampered as error:
            yield Problem(name.strip("."), error.message)


def check_settings(case: Case, read: Found, checks: Counter[str]) -> Iterator[Problem]:
    """``dalil.toml`` against the text that the ledger fixed last."""
    if read.settings is None:
        read.notes.append(
            f"The ledger does not know what {FILE} should say; fix it as it is with: "
            f"dalil settings accept --case {case.folder}"
        )
        return
    checks["settings"] += 1
    index, at, text = read.settings
    try:
        now = (case.folder / FILE).read_bytes()
    except OSError as error:
        yield Problem("settings", f"{FILE} cannot be read: {error.strerror or error}.")
        return
    if now != text.encode("utf-8"):
        told = "; ".join(settings_differences(text, now.decode("utf-8", "replace")))
        yield Problem(
            "settings",
            f"{FILE} is not as entry {index} of {at} fixed it: {told}. If you changed it yourself, say "
            f"so with: dalil settings accept --case {case.folder}",
            hashlib.sha256(text.encode("utf-8")).hexdigest(),
            hashlib.sha256(now).hexdigest(),
        )


def check_vault(case: Case, read: Found, checks: Counter[str], tell: Progress) -> Iterator[Problem]:
    """Bytes against names; every exhibit there; nothing in a wrong place."""
    exhibits = {exhibit.sha256: exhibit.size for exhibit in case.store.exhibits()}
    if not (case.folder / "vault").is_dir():
        what = (
            f"The folder vault is missing, and with it the bytes of all {len(exhibits):,} exhibits."
        )
        yield Problem("vault", what)
    found = set()
    for path, sha256, size in case.vault.walk():
        name = path.rsplit("/", 1)[-1]
        if sha256 != name:
            what = f"The vault's file {path} does not have the hash that it is named by."
            yield Problem("vault", what, name, sha256)
        elif path != f"{name[:2]}/{name[2:4]}/{name}":
            yield Problem("vault", f"The vault's file {path} lies in the wrong place.")
        found.add(name)
        checks["exhibits"] += 1
        checks["bytes"] += size
        if exhibits.get(name, size) != size:
            what = f"The exhibit {name} has another size than its record."
            yield Problem("vault", what, str(exhibits[name]), str(size))
        tell("vault", checks["exhibits"], len(exhibits))
    for sha256 in exhibits.keys() - found:
        yield Problem("vault", f"The exhibit {sha256} is missing.", sha256, "")
    if others := len(found - exhibits.keys()):
        checks["exhibits"] -= others
        read.notes.append(
            f"{'1 file' if others == 1 else f'{others:,} files'} of the vault {'is' if others == 1 else 'are'} "
            "no exhibit: an ingest or an erasure was killed, or somebody laid it there. Nothing vouches for "
            "it, and nothing shows it."
        )


def check_quotes(case: Case, checks: Counter[str], tell: Progress) -> Iterator[Problem]:
    """Every claim of the newest readings against its text."""
    done = list(case.store.readings_done())
    for number, exhibit in enumerate(done, 1):
        layer = case.store.layer(exhibit)
        for claim in case.store.claims(exhibit):
            checks["quotes"] += 1
            try:
                if layer is None:
                    raise RefusedQuote("its text is not there")
                check_quote(layer, claim.locator)
            except RefusedQuote as error:
                yield Problem("claims", f"The claim {claim.id} does not stand: {error.message}")
        tell("quotes", number, len(done))


def check_exports(case: Case, read: Found, checks: Counter[str]) -> Iterator[Problem]:
    """Files in the exports against the hashes recorded when they were written; a note where none was.

    A recorded file that is not there was written elsewhere, or taken away: an export may leave.
    """
    told, unknown = recorded(case.store), []
    for name, path in files_in(case.exports):
        found = "" if path.is_symlink() else digest_of(path)
        kind = standing(told, name, found)
        checks["exports"] += kind is not Standing.UNKNOWN
        if kind is Standing.CHANGED:
            yield Problem(
                "exports",
                f"The export {name} was changed after it was written.",
                " or ".join(sorted(told[name])),
                found,
            )
        elif kind is Standing.UNKNOWN:
            unknown.append(name)
    read.notes += [
        f"exports/{name} is no export of which the ledger knows: nothing vouches for it, and the "
        "workbench does not show it."
        for name in unknown[:_LISTED]
    ]
    if len(unknown) > _LISTED:
        read.notes.append(f"So are {len(unknown) - _LISTED:,} further files of the exports.")
