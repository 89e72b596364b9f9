"""The command line's door: a lazy group of commands, one place for errors and exit codes.

Only the command that was called is imported, so ``dalil --help`` stays quick. Exit codes: 0 done,
1 negative answer, 2 bad use or input, 3 the system failed us, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Sequence

import click

from dalil import __version__
from dalil.errors import DalilError

COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("dalil.cli.demo", "The shipped example case end to end, then the workbench."),
    "investigate": (
        "dalil.cli.investigate",
        "A folder of documents: ingest, read, resolve, overview; a dossier for each target.",
    ),
    "ingest": ("dalil.cli.ingest", "Files and folders into a case: vault, text layers, claims."),
    "read": ("dalil.cli.read", "Documents to JSON lines; or, with --case, what waits in a case."),
    "search": (
        "dalil.cli.search",
        "Words in a case: names, documents whether read or not, claims.",
    ),
    "figures": ("dalil.cli.figures", "Figures of a case that do not add up, as questions."),
    "lists": ("dalil.cli.lists", "Import, show and compare sanctions lists."),
    "gazetteer": ("dalil.cli.gazetteer", "Names of your own that reading is to find."),
    "screen": ("dalil.cli.screen", "Hold a name against the imported lists, with reasons."),
    "compare": ("dalil.cli.compare", "Score two names, with reasons."),
    "trace": ("dalil.cli.trace", "Who owns what, and what the ownership tests say at a date."),
    "assess": ("dalil.cli.assess", "The elements of a legal regime, support and contrary on file."),
    "dossier": ("dalil.cli.dossier", "The footnoted dossier of a target (html, json)."),
    "diligence": (
        "dalil.cli.diligence",
        "The due-diligence file of a client: checks, evidence, reasons, inspection.",
    ),
    "review": (
        "dalil.cli.review",
        "Accept, reject, correct, add claims; merge, split; nothing is lost by reading again.",
    ),
    "settings": ("dalil.cli.settings", "What a case says of itself; accept a change by hand."),
    "export": ("dalil.cli.export", "What leaves a case as a file: a backup, and its way back."),
    "mark": ("dalil.cli.mark", "Who may see what; who is a target, protected or restricted."),
    "subject": (
        "dalil.cli.subject",
        "What is held on a person: show, export, restrict, correct, erase.",
    ),
    "redact": ("dalil.cli.redact", "A copy of an exhibit in which names or spans cannot be read."),
    "lock": ("dalil.cli.lock", "Encrypt a case at rest into one file."),
    "unlock": ("dalil.cli.unlock", "A locked case back into a folder."),
    "seal": ("dalil.cli.seal", "Encrypt single exhibits, each into a file of its own."),
    "unseal": ("dalil.cli.unseal", "A sealed exhibit back into its case; or what is sealed."),
    "discard": ("dalil.cli.discard", "Erase a sealed exhibit's file for good, unopened."),
    "timestamp": ("dalil.cli.timestamp", "Have a checkpoint stamped by an authority you name."),
    "witness": (
        "dalil.cli.witness",
        "Co-sign a case with a key of your own; keep such signatures.",
    ),
    "verify": ("dalil.cli.verify", "Recompute a case and name the first thing that does not fit."),
    "containment": (
        "dalil.cli.containment",
        "What keeps hostile documents in their process on this machine.",
    ),
    "serve": (
        "dalil.cli.serve",
        "The workbench in the browser, the review, and the HTTP API, on this machine.",
    ),
}
"""Command name to (module, one-line help). The module defines ``command``."""


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Command names in the order in which a user meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(COMMANDS[cmd_name][0]).command
        if not isinstance(command, click.Command):
            raise TypeError(f"{COMMANDS[cmd_name][0]}.command is not a command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: dalil investigate papers/ --case case/ --target 'Name of the official'",
)
@click.version_option(__version__, prog_name="dalil")
def dalil() -> None:
    """Documents that disagree, to claims with speakers, to a dossier that anyone can verify.

    Every claim keeps its speaker, its exact words and its place; denials stand beside accusations;
    nothing leaves this machine.
    """


def run(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code.

    Args:
        arguments: Words after ``dalil``; the process's own when left out.
    """
    from dalil.config import protect_children

    protect_children()
    sys.exit(code(arguments))


def code(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; errors are told on stderr."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        result = dalil.main(args=words, prog_name="dalil", standalone_mode=False)
    except click.exceptions.Abort:
        return _stopped()
    except click.ClickException as error:
        error.show(file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return _stopped()
    except DalilError as error:
        return _told(error, as_json="--json" in words)
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except OSError as error:
        place = f" ({error.filename})" if error.filename else ""
        click.echo(f"dalil: the system refused: {error.strerror or error}{place}", err=True)
        return 3
    return result if isinstance(result, int) else 0


def _stopped() -> int:
    click.echo(
        "dalil: stopped. What was acknowledged is kept; the same command goes on from there.",
        err=True,
    )
    return 130


def _told(error: DalilError, *, as_json: bool) -> int:
    """Say what is wrong in one line, on stderr; as JSON where a program asked for JSON."""
    if as_json:
        body = {"error": {"code": error.code, "message": error.message, "hint": error.hint}}
        click.echo(json.dumps(body, ensure_ascii=False), err=True)
    else:
        click.echo(f"dalil: {error}", err=True)
    return error.exit_code
