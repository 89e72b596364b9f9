"""``dalil export bundle``: what a recipient needs to verify dossiers offline."""

from __future__ import annotations

from pathlib import Path

import click

from dalil.cli.options import audience_option, case_option, json_option, replace_option
from dalil.cli.terminal import put_json, put_lines, put_notice


@click.command(
    epilog="Example: dalil export bundle --case case/ --target 'Name of the official' --output bundle.zip"
)
@case_option
@click.option(
    "--target",
    "targets",
    multiple=True,
    metavar="TARGET",
    help="Whose dossier goes in; all marked targets when left out.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    metavar="FILE",
    help="The file to write; in the exports of the case when left out.",
)
@replace_option
@audience_option
@json_option
def command(  # one parameter an option
    case_path: Path,
    targets: tuple[str, ...],
    output: Path | None,
    replace: bool,
    audience: str,
    as_json: bool,
) -> None:
    """Write dossiers, their exhibits and the proofs of the ledger into one file.

    Whoever receives it checks it offline, without trusting the sender: dalil verify FILE. What the
    audience may not see stays out; an exhibit that names a masked person is left out and counted.
    """
    from dalil.assembly import build
    from dalil.casework.bundle import bundle_targets
    from dalil.casework.outputs import check_places
    from dalil.config import Config
    from dalil.evidence import Tier

    dalil = build(Config.load())
    with dalil.open_case(case_path, write=True) as case:
        if output is not None:
            check_places(case.exports, {output: None}, replace=replace)
        lists = dalil.lists_of(case)
        done = bundle_targets(case, dalil.proofs_of(case), lists, targets, (Tier(audience), output))
    if done.without_dossier:
        put_notice(
            f"{done.without_dossier} marked without a dossier: nothing that the audience {audience} may "
            "see names them."
        )
    if as_json:
        body = {"file": str(done.path), "sha256": done.sha256, "exhibits": done.exhibits}
        put_json({**body, "claims": done.claims, "withheld": list(done.withheld), **done.state})
        return
    put_lines(
        [
            f"for: {audience}; {done.state['reviewed']}",
            f"{done.exhibits} exhibits, {done.claims} claims; {len(done.withheld)} exhibits left out",
            f"{done.path}",
            f"check it: dalil verify {done.path}",
        ]
    )
