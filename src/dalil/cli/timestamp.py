"""``dalil timestamp``: have a checkpoint stamped by an authority that the user names."""

from __future__ import annotations

from pathlib import Path

import click

from dalil.cli.options import case_option, replace_option
from dalil.cli.terminal import put_lines
from dalil.errors import BadInput

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(epilog="Example: dalil timestamp --case case/ --ask https://tsa.example.org/")
@case_option
@click.option("--ask", "address", default=None, metavar="URL", help="Send the hash there.")
@click.option(
    "--request", "request_file", type=_FILE, metavar="FILE", help="Write the request, send nothing."
)
@click.option(
    "--response", "response_file", type=_FILE, metavar="FILE", help="Keep an answer that came."
)
@replace_option
@click.option(
    "--authority",
    "authorities",
    type=_FILE,
    multiple=True,
    metavar="FILE",
    help="The authority's certificate (PEM): check the answer before it is kept.",
)
def command(
    case_path: Path,
    address: str | None,
    request_file: Path | None,
    response_file: Path | None,
    replace: bool,
    authorities: tuple[Path, ...],
) -> None:
    """Have the newest checkpoint stamped (RFC 3161), so that its time is not the case's own word.

    Give one of --ask, --request, --response. The authority sees a hash and nothing else; nothing is
    sent unless you name the address. Afterwards: dalil verify CASE --authority FILE
    """
    from dalil.assembly import build
    from dalil.casework.attest import ask, keep_stamp, read_pem, stamp_now
    from dalil.casework.outputs import check_places, write_whole
    from dalil.config import Config

    if sum(map(bool, (address, request_file, response_file))) != 1:
        raise BadInput("Give one of --ask URL, --request FILE, --response FILE.")
    dalil, trusted = build(Config.load()), read_pem(authorities)
    with dalil.open_case(case_path, write=True, kind="any") as case:
        if request_file is not None:
            check_places(case.exports, {request_file: None}, replace=replace)
            point, question = ask(case)
            write_whole(request_file, question)
            put_lines([f"request for the checkpoint over {point.size} entries: {request_file}"])
            return
        if response_file is not None:
            content = read_pem((response_file,))[0]
            point, stamp = keep_stamp(case, content, str(response_file), trusted)
        else:
            send = dalil.authority(str(address))
            point, stamp = stamp_now(case, send, str(address), trusted)
    put_lines([f"the first {point.size} entries, stamped {stamp.at} (policy {stamp.policy})"])
    if not trusted:
        put_lines(["not checked yet: dalil verify CASE --authority FILE"])
