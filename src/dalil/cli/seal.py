"""``dalil seal``: single exhibits, each encrypted into a file of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dalil.cli.lock import passphrase, text_of
from dalil.cli.options import case_option, json_option, one_secret, secret_options
from dalil.cli.terminal import bars, put_json, put_lines

_EXAMPLE = (
    "Example: dalil seal letter.pdf --case case/ --reason 'file 2031/7' --new-key /media/stick/k"
)
_SHOWN = 20


@click.command(epilog=_EXAMPLE)
@click.argument("exhibits", nargs=-1, required=True, metavar="EXHIBIT...")
@case_option
@click.option("--reason", required=True, help="Why, without telling what: it stays readable.")
@secret_options("Seal", "the case")
@json_option
def command(  # one parameter an option
    exhibits: tuple[str, ...],
    case_path: Path,
    reason: str,
    passphrase_file: Path | None,
    recipient: str,
    new_key: Path | None,
    as_json: bool,
) -> None:
    """Encrypt EXHIBIT (file name or hash) into a file of its own, and take it out of the plain case.

    With it go its text, claims, judgements, records, exports that quote it, and whatever was unpacked
    from it. The case still verifies and tells that something is sealed, not what. `dalil unseal` brings
    all of it back. Without the secret nobody can. Other exhibits that hold the same words are named:
    they stay as they are.
    """
    from dalil.assembly import build
    from dalil.casework import sealing
    from dalil.casework.encrypting import Secret
    from dalil.casework.encrypting import new_key as make_key
    from dalil.casework.marks import find_exhibit
    from dalil.casework.resolve import resolve_case
    from dalil.casework.telling import names_held, own_names, still_held
    from dalil.config import Config

    one_secret(recipient, new_key, passphrase_file)
    dalil = build(Config.load())
    told: list[dict[str, Any]] = []
    with dalil.open_case(case_path, write=True) as case, bars() as progress:
        named = list(dict.fromkeys(find_exhibit(case, what) for what in exhibits))
        identity = ""
        if new_key is not None:
            sealing.check_key(case_path, new_key)
            recipient = make_key(new_key)
            identity = text_of(new_key)
        secret = Secret(
            recipient=recipient,
            identity=identity,
            passphrase="" if recipient else passphrase(passphrase_file, confirm=True),
        )
        rows = dalil.sealing_of(case)
        for sha256 in named:
            there = {one.sha256: one for one in case.store.exhibits()}
            if sha256 not in there:
                continue  # it went with the container that was sealed before it
            inside = sealing.with_members(there, sha256)
            held, names = still_held(case, rows, inside, progress), own_names(case, inside)
            done = sealing.seal(case, rows, sha256, secret, reason, progress)
            kept = names_held(case, rows, names)
            told.append(_told(done, [one for one in held if one.sha256 not in named], kept))
        resolve_case(case)
    _show(told, as_json)


def _told(done: Any, held: list[Any], kept: tuple[int, int]) -> dict[str, Any]:  # noqa: ANN401 - values of casework
    return {
        "sealed": done.id,
        "file": f"sealed/{done.file.name}",
        "exhibits": list(done.exhibits),
        "rows": done.rows,
        "ledger_entries": done.entries,
        "exports": list(done.exports),
        "names_kept": {"rows": kept[0], "ledger_entries": kept[1]},
        "still_held": [{"sha256": one.sha256, "name": one.name, "why": one.why} for one in held],
    }


def _show(told: list[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        put_json(told)
        return
    for one in told:
        put_lines([f"sealed: {one['file']} ({len(one['exhibits'])} exhibits)"])
        put_lines([f"{one['rows']:>9,} rows", f"{one['ledger_entries']:>9,} ledger entries"])
        put_lines(
            [f"went with it, because it quotes it: exports/{name}" for name in one["exports"]]
        )
        kept = one["names_kept"]
        if any(kept.values()):
            put_lines(
                [
                    f"STILL IN PLAIN: names that stand in it alone, in {kept['rows']} rows and "
                    f"{kept['ledger_entries']} ledger entries of answers that were given before (screenings, "
                    "findings, marks, decisions). dalil subject erase takes a person out of all."
                ]
            )
        held = one["still_held"]
        put_lines(["Still held in plain by other exhibits:"] if held else [])
        put_lines([f"  {row['sha256'][:12]}  {row['name']}: {row['why']}" for row in held[:_SHOWN]])
        put_lines([f"  and {len(held) - _SHOWN} more (--json)"] if len(held) > _SHOWN else [])
    put_lines(["Not reached: backups, what left the case, the disk's own memory."])
