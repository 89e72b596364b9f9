"""What the subcommands of ``dalil diligence`` share: which client file, and how a step is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dalil.cli.terminal import put_json, put_lines, put_notice
from dalil.errors import NotACase

if TYPE_CHECKING:
    from dalil.assembly import Dalil
    from dalil.casework.casefolder import Case
    from dalil.diligence.values import Step

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

client_option: Decorator = click.option(
    "--client",
    "client",
    required=True,
    metavar="DIR|NAME",
    help="The client file: its folder, or the name of one under DALIL_HOME/clients.",
)
reason_option: Decorator = click.option("--reason", required=True, help="Why, in words.")
evidence_option: Decorator = click.option(
    "--evidence", multiple=True, metavar="NAME|HASH", help="Evidence on the file; repeatable."
)


def folder_of(dalil: Dalil, client: str) -> Path:
    """The folder of a client file: a path, or a name under the home's ``clients``.

    Raises:
        NotACase: There is none.
    """
    from dalil.casework.outputs import slug

    for found in (Path(client), dalil.config.home / "clients" / slug(client)):
        if (found / "dalil.toml").is_file():
            return found
    raise NotACase(
        f"There is no client file {client}, neither as a folder nor under {dalil.config.home / 'clients'}.",
        "Open one: dalil diligence open NAME --officer age1...",
    )


@contextmanager
def working(client: str, told: bytes = b"") -> Iterator[tuple[Dalil, Case]]:
    """A client file open for writing; when the work is done, the sealed record is written.

    Every command leaves one and the same trace there, whatever it did.
    """
    from dalil.assembly import build
    from dalil.casework.diligence_sealed import cover, officer_of
    from dalil.casework.diligence_times import warning
    from dalil.config import Config

    dalil = build(Config.load())
    with dalil.open_case(folder_of(dalil, client), write=True, kind="client") as case:
        officer_of(case)  # refused before anything is written
        _warn(warning(case))
        yield dalil, case
        cover(case, told)


@contextmanager
def looking(client: str) -> Iterator[tuple[Dalil, Case]]:
    """A client file to be looked at: it leaves the sealed record too, unless it cannot be written."""
    from dalil.assembly import build
    from dalil.casework.diligence_sealed import cover
    from dalil.casework.diligence_times import warning
    from dalil.config import Config
    from dalil.errors import CaseLocked, StorageFailed

    dalil = build(Config.load())
    folder, writes = folder_of(dalil, client), True
    try:
        opened = dalil.open_case(folder, write=True, kind="client")
    except (CaseLocked, StorageFailed, OSError):
        opened, writes = dalil.open_case(folder, write=False, kind="client"), False
    with opened as case:
        _warn(warning(case))
        yield dalil, case
        if writes and case.store.records("diligence"):
            cover(case)


def _warn(words: str) -> None:
    if words:
        put_notice(words)


def show_step(step: Step, words: str, *, as_json: bool) -> None:
    """Show a step that was recorded."""
    if as_json:
        put_json(
            {"step": step.number, "kind": step.kind, "at": step.at, "entry": step.entry}
            | {"body": dict(step.body)}
        )
        return
    put_lines([f"step {step.number}: {words} ({step.at}, ledger entry {step.entry})"])
