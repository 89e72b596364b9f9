"""``dalil serve``: lists over HTTP, and with a case its workbench and API, on this machine."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(epilog="Example: dalil serve --port 8421; dalil serve --case case/")
@click.option(
    "--case",
    "case_path",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    metavar="DIR",
    help="The case folder; without it the lists alone are served.",
)
@click.option("--port", type=click.IntRange(0, 65535), default=8421, show_default=True)
@click.option("--read", is_flag=True, help="Read on what waits in the case, in a process beside.")
@click.option("--list", "lists", multiple=True, metavar="ID", help="Only this list; repeatable.")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=None,
    help="Processes that answer for lists alone; one for each core when left out.",
)
def command(
    case_path: Path | None, port: int, read: bool, lists: tuple[str, ...], workers: int | None
) -> None:
    """Serve the imported lists in yente's wire format, and a case in the browser.

    /match, /search, /entities, /catalog, /algorithms and /reconcile answer as yente does, so that
    its clients and OpenRefine work; with --case the workbench stands at the root beside them, and
    the case's own API under /api/. Only the review writes, decisions under your name; this machine alone
    is answered.
    """
    from dalil.cli.reading import start_reader
    from dalil.cli.server import serve, serve_lists

    if case_path is None:
        if read:
            raise click.UsageError("--read needs --case.")
        serve_lists(lists, port, workers)
        return
    if workers is not None and workers > 1:
        raise click.UsageError("With --case one process answers; leave --workers out.")
    if not read:
        serve(case_path, port, lists)
        return
    reader = start_reader(case_path, (), attached=True)
    try:
        serve(case_path, port, lists)
    finally:
        reader.terminate()
        reader.wait()
