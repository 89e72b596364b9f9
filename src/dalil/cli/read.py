"""``dalil read``: documents to JSON lines without a case, or what waits in a case."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dalil.cli.options import first_option, json_option, llm_option
from dalil.cli.terminal import bars, put_json, put_lines, put_notice
from dalil.errors import BadInput

if TYPE_CHECKING:
    from dalil.casework.ports import ClaimReaders

PATH = click.Path(path_type=Path)
_CHANGES = re.compile(rb'"sha256": "[0-9a-f]{64}", "known": ')
"""How a line of a comparison goes on, where one of a reading has the language or why it was refused."""


@click.command(
    epilog="Examples: dalil read article.html letter.pdf --out claims.jsonl; dalil read --case case/"
)
@click.argument("paths", nargs=-1, type=PATH)
@click.option("--out", type=PATH, default=None, metavar="FILE", help="Write here, not to stdout.")
@click.option(
    "--against",
    type=click.Path(path_type=Path, exists=True),
    default=None,
    metavar="OLD",
    help="An earlier output, or a case: report what changed since, and which decisions it touches.",
)
@click.option(
    "--case",
    "case_path",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    metavar="DIR",
    help="Read what waits in this case, instead of files.",
)
@first_option("--first")
@click.option("--status", is_flag=True, help="With --case: only say how far the reading is.")
@llm_option
@click.option(
    "--llm-answers",
    "answers",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    metavar="DIR",
    help="Keep the model's answers here, and use those kept; a case keeps its own.",
)
@json_option
def command(
    paths: tuple[Path, ...],
    out: Path | None,
    against: Path | None,
    case_path: Path | None,
    first: tuple[str, ...],
    status: bool,
    llm: str | None,
    answers: Path | None,
    as_json: bool,
) -> None:
    """Read documents and write one JSON object each: mentions, entities, claims, relations, amounts.

    Offsets count Unicode code points of "text"; text[start:end] == quote, always. Documents read
    in one call share entity ids. A document that could not be read is an object with "refused".

    With --case, go on reading what was taken into the case and not read yet, then link names;
    stopped at any moment, the same command goes on.
    """
    if case_path is not None and not paths:
        if answers is not None:
            raise BadInput("--llm-answers is for files.", "A case keeps its answers itself.")
        _status(case_path, as_json) if status else _read_case(case_path, first, llm, as_json)
        return
    if case_path is not None or not paths:
        raise BadInput(
            "Nothing to read was named, or files and a case were.",
            "Name files or folders, or one case with --case.",
        )
    if first or status:
        raise BadInput("--first and --status speak of a case.", "Name one with --case.")
    if llm == "replay" and answers is None:
        raise BadInput("--llm replay needs kept answers.", "Name their folder with --llm-answers.")
    if out is not None:
        from dalil.casework.outputs import check_result

        # What changed since a reading is no reading: neither takes the place of the other.
        check_result(
            out,
            lambda line: (
                line.startswith(b'{"document"')
                and bool(_CHANGES.search(line)) is (against is not None)
            ),
        )
    _write(_documents(paths, against, llm, answers), out)


def _documents(
    paths: tuple[Path, ...], against: Path | None, llm: str | None, answers: Path | None
) -> Iterable[object]:
    """The readings, or what changed since an earlier output."""
    from dalil.assembly import build
    from dalil.casework.folder import gather
    from dalil.casework.read_changes import changes, earlier, of_case
    from dalil.casework.readonce import read_once
    from dalil.cli.reading import announced
    from dalil.config import Config

    parts = build(Config.load())
    with ExitStack() as stack:
        readers: ClaimReaders = parts.claims
        if llm is not None:
            second = parts.with_model_for_files(llm, answers)
            stack.enter_context(announced(parts, second, llm))
            readers = second
        progress = stack.enter_context(bars())
        found = gather(paths)
        for line in found.left_out:
            put_notice(line)
        documents = read_once(found.files, parts.documents, readers, progress=progress)
    if against is None:
        return documents
    if against.is_file():
        return list(changes(earlier(against), documents))
    with parts.open_case(against, write=False) as case:
        return list(changes(of_case(case, [str(row["sha256"]) for row in documents]), documents))


def _read_case(case_path: Path, first: tuple[str, ...], llm: str | None, as_json: bool) -> None:
    from dalil.assembly import build
    from dalil.casework.ingest import read_texts
    from dalil.cli.reading import in_part, read_and_resolve, readers_of
    from dalil.config import Config

    dalil = build(Config.load())
    with dalil.open_case(case_path, write=True) as case, bars() as progress:
        read_texts(case, dalil.documents, progress=progress)
        with readers_of(dalil, case, llm) as readers:
            read, resolved = read_and_resolve(case, readers, first, progress)
    if as_json:
        put_json({"read": asdict(read), "resolve": asdict(resolved)})
        return
    told = f"{read.claims} claims from {read.documents} documents{in_part(read)}"
    put_lines([f"{told}; nothing waits any more."])


def _status(case_path: Path, as_json: bool) -> None:
    from dalil.assembly import build
    from dalil.casework.progress import in_words, reading_state
    from dalil.config import Config

    with build(Config.load()).open_case(case_path, write=False) as case:
        state = reading_state(case.store.index, case.clock.now())
    if as_json:
        put_json({**asdict(state), "left": state.left})
        return
    put_lines([in_words(state)])


def _write(rows: Iterable[object], out: Path | None) -> None:
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    if out is None:
        sys.stdout.writelines(lines)
        return
    from dalil.casework.outputs import write_parts

    write_parts(out, (line.encode() for line in lines))
