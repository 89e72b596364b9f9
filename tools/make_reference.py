"""Write docs/reference/commands.md from the commands' own help, and check that it is current.

Usage: python tools/make_reference.py [--check]
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from dalil.cli.main import COMMANDS, LazyGroup, dalil

TARGET = Path(__file__).resolve().parent.parent / "docs" / "reference" / "commands.md"
HEAD = """# Commands

Every command: `--help` with an example, `--json` where a program may read it, data on stdout, talk on stderr, progress only on a terminal. Exit codes: 0 done, 1 negative answer, 2 bad use or input, 3 the system failed us, 130 stopped by Ctrl-C. Errors are listed in [errors](errors.md).

This page is written by `tools/make_reference.py`; do not edit it by hand.
"""


def help_text(command: click.Command, name: str) -> str:
    """The command's help at a fixed width."""
    context = click.Context(command, info_name=name, max_content_width=96, terminal_width=96)
    return command.get_help(context)


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    group = dalil
    assert isinstance(group, LazyGroup)
    for name in COMMANDS:
        command = group.get_command(click.Context(group), name)
        assert command is not None
        parts.append(f"## dalil {name}\n\n```text\n{help_text(command, f'dalil {name}')}\n```\n")
        if isinstance(command, click.Group):
            for child in command.list_commands(click.Context(command)):
                sub = command.get_command(click.Context(command), child)
                assert sub is not None
                text = help_text(sub, f"dalil {name} {child}")
                parts.append(f"### dalil {name} {child}\n\n```text\n{text}\n```\n")
    return "\n".join(parts)


def main() -> None:
    """Write or check."""
    text = page()
    if "--check" in sys.argv:
        if not TARGET.is_file() or TARGET.read_text(encoding="utf-8") != text:
            sys.exit(f"{TARGET.name} is not current; run: python tools/make_reference.py")
        return
    TARGET.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
