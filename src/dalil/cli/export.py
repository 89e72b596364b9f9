"""``dalil export``: a lazy group; each kind of export is a command in a module of its own.

A kind is added by one line in :data:`EXPORTS` and a module ``cli/export_KIND.py`` with ``command``.
"""

from __future__ import annotations

import importlib

import click

EXPORTS: dict[str, tuple[str, str]] = {
    "ftm": ("dalil.cli.export_ftm", "FollowTheMoney entities, and who said what beside them."),
    "csv": ("dalil.cli.export_csv", "Tables for a spreadsheet, in which no cell runs."),
    "prov": ("dalil.cli.export_prov", "W3C PROV-JSON: what is derived from what, held by whom."),
    "bundle": ("dalil.cli.export_bundle", "Dossiers, exhibits and proofs, to be verified offline."),
    "backup": ("dalil.cli.export_backup", "The whole case in one verified file, while it is used."),
    "restore": ("dalil.cli.export_restore", "A backup back into a new case folder."),
}
"""Kind to (module, one-line help). The module defines ``command``."""


class ExportGroup(click.Group):
    """A group that imports the module of an export when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Kinds in the order of :data:`EXPORTS`."""
        return list(EXPORTS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in EXPORTS:
            return None
        command = importlib.import_module(EXPORTS[cmd_name][0]).command
        if not isinstance(command, click.Command):
            raise TypeError(f"{EXPORTS[cmd_name][0]}.command is not a command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the kinds without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in EXPORTS.items()])


@click.group(cls=ExportGroup, epilog="Example: dalil export backup --case case/ --output case.zip")
def command() -> None:
    """What leaves a case as a file, and a backup's way back."""
