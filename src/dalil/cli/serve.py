"""``dalil serve``: the read-only workbench on this machine."""

from __future__ import annotations

from pathlib import Path

import click

from dalil.cli.options import case_option


@click.command(epilog="Example: dalil serve --case case/ --port 8421")
@case_option
@click.option("--port", type=click.IntRange(0, 65535), default=8421, show_default=True)
@click.option("--read", is_flag=True, help="Read on what waits, in a process beside.")
def command(case_path: Path, port: int, read: bool) -> None:
    """Show a case in the browser: documents with marked claims, people, questions, dossiers.

    It reads and never writes, and answers this machine only.
    """
    from dalil.cli.reading import start_reader
    from dalil.cli.server import serve

    if not read:
        serve(case_path, port)
        return
    reader = start_reader(case_path, (), attached=True)
    try:
        serve(case_path, port)
    finally:
        reader.terminate()
        reader.wait()
