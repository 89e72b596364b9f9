"""``dalil diligence``: the due-diligence file of a client, from opening to erasure."""

from __future__ import annotations

import importlib

import click

_COMMANDS: dict[str, tuple[str, str]] = {
    "key": ("diligence_sealed", "Make the key of the nominated officer."),
    "open": ("diligence_open", "Open the file of a client."),
    "party": ("diligence_steps", "Put an owner, controller or representative on the file."),
    "add": ("diligence_steps", "Take a document into the file as evidence."),
    "state": ("diligence_steps", "State identity, purpose, source of funds ... with evidence."),
    "trigger": ("diligence_judge", "Say whether a trigger is present, and why."),
    "check": ("diligence_check", "Hold the parties against the imported lists."),
    "import": ("diligence_check", "Take in hits of another vendor's system."),
    "decide": ("diligence_check", "Decide whether a hit is the party."),
    "rate": ("diligence_judge", "Rate the risk, citing evidence."),
    "approve": ("diligence_judge", "Record an approval."),
    "conclude": ("diligence_judge", "Accept, decline or exit, with the reason."),
    "event": ("diligence_steps", "Record what happened later."),
    "review": ("diligence_judge", "Record a review and the date of the next."),
    "show": ("diligence_open", "What the file holds."),
    "list": ("diligence_open", "The client files of this machine."),
    "inspect": ("diligence_inspect", "The four tests of an inspector (exit 1: something lacks)."),
    "export": ("diligence_leave", "A self-contained copy that can be verified and restored."),
    "restore": ("diligence_leave", "A copy back into a folder, verified."),
    "erase": ("diligence_leave", "Erase the file when its retention has ended."),
    "renew": ("diligence_sealed", "Write an empty sealed record: run it at regular times."),
    "report": ("diligence_sealed", "Write to the nominated officer in confidence."),
    "officer": ("diligence_sealed", "Seal for another nominated officer from now on."),
    "reports": ("diligence_sealed", "For the officer: read what was written, with the key."),
}
"""Subcommand to (module of ``dalil.cli``, one line)."""


class _Group(click.Group):
    """Imports a subcommand's module when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the work."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one subcommand."""
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"dalil.cli.{_COMMANDS[cmd_name][0]}")
        found = module.COMMANDS[cmd_name]
        if not isinstance(found, click.Command):
            raise TypeError(f"{cmd_name} is not a command")
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the subcommands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in _COMMANDS.items()])


@click.group(
    cls=_Group,
    epilog="Example: dalil diligence open 'Tide Works LLP' --type company --officer age1...",
)
def command() -> None:
    """The due-diligence file of a client: checks, evidence, reasons, decisions, and their proof.

    A client file is kept apart from investigation cases. Its steps are ledger entries: what was
    screened against which list on which day, and what was decided, can be shown years later.
    """
