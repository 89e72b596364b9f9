"""Files that leave a case: their names, and writing them whole or not at all."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from dalil.custody.settings import FILE
from dalil.errors import BadInput, StorageFailed
from dalil.names.translit import romanise


def slug(name: str) -> str:
    """A file name for a name in any script."""
    return re.sub(r"[^a-z0-9]+", "-", romanise(name).lower()).strip("-")[:60] or "target"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there, flushed; folders on the way are made.

    Raises:
        StorageFailed: The disk refused; no half file is left.
    """
    with _drafted(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    write_parts(path, (content,))


def write_parts(path: Path, parts: Iterable[bytes]) -> None:
    """Write a file in a folder that is there as :func:`write_whole` does, part by part.

    Raises:
        StorageFailed: The disk refused; no half file is left.
    """
    with _drafted(path) as draft:
        with new_file(draft) as out:
            for part in parts:
                out.write(part)
            _flushed(out, b"")
        put_in_place(draft, path)


def new_file(path: Path, mode: int = 0o666) -> BinaryIO:
    """A new file to write to; what lies under its name goes first, and a link there is not followed.

    The name of a draft can be told beforehand: whoever may write to the folder could lay a link there,
    and another file of the user's would be written over.

    Raises:
        OSError: The disk refused, or somebody laid something there meanwhile.
    """
    path.unlink(missing_ok=True)
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, mode), "w+b")


def put_in_place(draft: Path, path: Path) -> None:
    """Move a flushed draft to its place in one step that survives a power cut (POSIX)."""
    draft.replace(path)
    if os.name == "posix":
        handle = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _flushed(out: BinaryIO, content: bytes) -> None:
    out.write(content)
    out.flush()
    os.fsync(out.fileno())


@contextmanager
def _drafted(path: Path) -> Iterator[Path]:
    """A draft beside a file's place, which does not stay where the disk refuses."""
    draft = path.with_name(f".{path.name}.part")
    try:
        yield draft
    except OSError as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise StorageFailed(
            f"{path} could not be written: {error.strerror}.", "Choose another --output."
        ) from error


def check_places(
    exports: Path, paths: Mapping[Path, bytes | None], *, replace: bool = False
) -> None:
    """Refuse, before the first is written, places where an export would destroy something.

    Args:
        exports: The exports of the case, where an export takes the place of the one before.
        paths: Files to be written, each with its bytes where they are known: a file that holds these
            bytes already may be written again.
        replace: Files outside of the exports that are there may go.

    Raises:
        BadInput: A place inside a case but for its exports, or a file that is there.
    """
    for path, content in paths.items():
        _refuse_inside(path)
        if replace or path.resolve().is_relative_to(exports.resolve()) or not os.path.lexists(path):
            continue
        if content is None or not _holds(path, content):
            raise BadInput(
                f"{path} is there already; nothing was written.",
                "Choose another --output, or add --replace.",
            )


def check_result(path: Path, mine: Callable[[bytes], bool]) -> None:
    """Refuse a place where a result would destroy anything but an earlier result of the same command.

    Args:
        path: Where the result of a run over a file or folder goes; the run may be made again.
        mine: Whether a file is such a result, by its first line without a byte order mark.

    Raises:
        BadInput: A place inside a case but for its exports, or a file that is no such result.
    """
    _refuse_inside(path)
    if not path.is_file():
        return
    try:
        with path.open("rb") as file:
            head = file.readline(4096).removeprefix(b"\xef\xbb\xbf").rstrip()
    except OSError:
        head = b"?"
    if head and not mine(head):
        raise BadInput(
            f"{path} is there already and is no result of this command; nothing was written.",
            "Name another file.",
        )


def _refuse_inside(path: Path, *cases: Path) -> None:
    """Refuse a place inside a case, any on the way up or one of those named, but for its exports."""
    place = path.resolve()
    found = [each for each in place.parents if (each / FILE).is_file()]
    for case in (*(each.resolve() for each in cases), *found[:1]):
        if place.is_relative_to(case) and not place.is_relative_to(case / "exports"):
            raise BadInput(
                f"{path} lies inside the case {case}; nothing was written.",
                f"Write it elsewhere, or to {case / 'exports'}.",
            )


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def write_private(path: Path, content: bytes, *, folder: Path, replace: bool = False) -> None:
    """Write a file that nobody else on the machine may read, whole or not at all.

    Args:
        path: Where to.
        content: What.
        folder: The case: nothing is written into it but among its exports.
        replace: A file that is there may go.

    Raises:
        BadInput: A place inside the case, or a file that is there.
        StorageFailed: The disk refused; no half file is left.
    """
    _refuse_inside(path, folder)
    place = path.resolve()
    if place.is_dir() or (os.path.lexists(path) and not replace):
        raise BadInput(f"{path} is there already.", "Choose another --output, or add --replace.")
    with _drafted(place) as draft:
        with new_file(draft, 0o600) as out:
            _flushed(out, content)
        put_in_place(draft, place)
