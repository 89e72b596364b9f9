"""``dalil verify``: recompute a case."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from dalil.cli.options import json_option
from dalil.cli.terminal import bars, put_json, put_lines
from dalil.errors import BadInput, NotFound

_MOST = 65_536
_LEAST = 16


@click.command(epilog="Example: dalil verify case/ --checkpoint checkpoint.json")
@click.argument("case_path", metavar="CASE", type=click.Path(path_type=Path))
@click.option(
    "--checkpoint",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    metavar="FILE",
    help="A checkpoint, or a witness's note, that left the machine: only so a cut tail is found.",
)
@click.option(
    "--key",
    default="",
    metavar="HEX",
    help="The case's public key, or its beginning, as it was noted outside.",
)
@click.option(
    "--witness",
    "witnesses",
    multiple=True,
    metavar="KEY",
    help="A witness's public key (NAME+ID+BASE64): who co-signed is told and checked.",
)
@click.option(
    "--authority",
    "authorities",
    type=click.Path(path_type=Path, dir_okay=False),
    multiple=True,
    metavar="FILE",
    help="Certificate (PEM) of the authority that stamped checkpoints: times are checked.",
)
@json_option
def command(
    case_path: Path,
    checkpoint: Path | None,
    key: str,
    witnesses: tuple[str, ...],
    authorities: tuple[Path, ...],
    as_json: bool,
) -> int:
    """Recompute everything in CASE, a folder or a bundle, and name the first thing that does not fit (exit code 1)."""
    from dalil.assembly import build
    from dalil.casework.attest import read_pem
    from dalil.casework.verify import Outside, verify
    from dalil.casework.verify_bundle import verify_bundle
    from dalil.config import Config
    from dalil.custody.bundles import MANIFEST
    from dalil.custody.settings import FILE
    from dalil.custody.witness import read_witness_key

    outside = Outside(
        **_outside(checkpoint),
        key=_key(key),
        witnesses=tuple(map(read_witness_key, witnesses)),
        authorities=read_pem(authorities),
    )
    if (case_path / MANIFEST).is_file() and not (case_path / FILE).is_file():
        raise BadInput(
            f"{case_path} is an unpacked bundle: what lies beside its files could not be told apart.",
            "Verify the file that came, unopened.",
        )
    if case_path.is_file():
        report = verify_bundle(case_path, outside)
    else:
        dalil = build(Config.load())
        with dalil.open_case(case_path, write=False, kind="any") as case, bars() as progress:
            report = verify(case, outside, progress)
    if as_json:
        put_json({"holds": report.holds, **asdict(report)})
        return 0 if report.holds else 1
    put_lines([f"{number:>12,} {name}" for name, number in report.checks.items()])
    put_lines(report.shown)
    for problem in report.problems:
        put_lines([f"DOES NOT FIT ({problem.where}): {problem.what}"])
    put_lines(
        ["Everything fits." if report.holds else f"{len(report.problems)} things do not fit."]
    )
    put_lines([f"note: {note}" for note in report.notes])
    return 0 if report.holds else 1


def _outside(path: Path | None) -> dict[str, Any]:
    """A checkpoint's file, or the note of a witness on one."""
    from dalil.custody.signing import read_checkpoint

    if path is None:
        return {}
    if not path.is_file():
        raise NotFound(f"The checkpoint {path} does not exist.", "Check the spelling.")
    if path.stat().st_size > _MOST:
        raise BadInput(f"{path} is no checkpoint: it has {path.stat().st_size:,} bytes.")
    content = path.read_bytes()
    if content.startswith(b"dalil/"):
        return {"attested": ((str(path), content),)}
    return {"checkpoint": read_checkpoint(content, str(path))}


def _key(text: str) -> str:
    if text and (len(text) < _LEAST or not set(text.lower()) <= set("0123456789abcdef")):
        raise BadInput(
            f"{text!r} is no key: {_LEAST} to 64 hex digits are needed.",
            "The key stands in the case's file ledger/key.pub.",
        )
    return text
