"""Whether this process runs the kernel compiled or interpreted, and where compiled code is kept.

Compiling takes seconds, so it is done when an index is built and kept in a folder under Dalil's
home; a process that finds the compiled code ready uses it, any other runs the same functions as
plain Python until somebody compiles. The choice is made once, before the first kernel module is
imported, and holds for the process. This module does not compile anything by itself.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])

_READY = "ready"
_SOURCES = (
    "jit.py", "layout.py", "access.py", "strings.py", "keys.py", "find.py", "gather.py", "likeness.py", "record.py", "whole.py", "spelled.py",
    "joining.py", "meeting.py", "aligning.py", "coming.py", "curves.py", "hopeless.py", "telling.py", "pairs.py", "screen.py",
)  # fmt: skip


_FROZEN = (
    "matching/features.py",
    "matching/analysis.py",
    "matching/model.py",
    "matching/alignment.py",
    "matching/bounds.py",
    "names/marks.py",
    "names/similarity.py",
)
"""Modules whose constants are compiled in."""


@dataclass(slots=True)
class _Mode:
    """What this process does; ``None`` until it was decided."""

    compiled: bool | None = None
    cache: Path | None = None
    folder: Path | None = None


_MODE = _Mode()


def prepare(folder: Path, *, compile: bool = False, few: bool = False) -> bool:  # noqa: A002
    """Decide, once for the process, whether kernels are compiled.

    Args:
        folder: Where compiled code is kept (``$DALIL_HOME/cache/kernel``). A folder that cannot be
            written is read through a private copy.
        compile: Compile where nothing is ready: for builds and long jobs, which can afford seconds.
        few: The process asks a few names and ends: as plain Python it has answered them before the
            compiler's package, without which compiled code cannot be loaded, is even imported.

    Returns:
        Whether kernels run compiled. A later call cannot change the answer of the first.
    """
    if _MODE.compiled is not None:
        return _MODE.compiled
    _MODE.folder = folder
    place = folder / _digest()
    if few or not ((place / _READY).is_file() or compile) or not _has_numba():
        _MODE.compiled = False
        return False
    _MODE.cache = _writable(place)
    import numba

    settings: Any = numba.config
    settings.CACHE_DIR = str(_MODE.cache)
    _MODE.compiled = True
    return True


def njit(function: F) -> F:
    """Compile a function that kernels call, or leave it as it is; :func:`prepare` decides.

    It becomes part of the entrances that call it: it cannot be called from Python, and is not kept.
    """
    return _compile(function, no_cpython_wrapper=True, no_cfunc_wrapper=True, _nrt=False)


def entrance(function: F) -> F:
    """Compile a function that Python calls; its code is kept."""
    return _compile(function, cache=True, _nrt=False)


def allocating(function: F) -> F:
    """As :func:`entrance`, for functions that make arrays.

    The others are compiled without numba's reference counts, which cost more than their work.
    """
    return _compile(function, cache=True, _nrt=True)


def _compile(function: F, **options: bool) -> F:
    if _MODE.compiled is None:
        raise RuntimeError("jit.prepare() comes before the kernel modules")
    if not _MODE.compiled:
        return function
    import numba

    compiler: Any = numba.njit
    made: F = compiler(nogil=True, error_model="numpy", **options)(function)
    return made


def pointers() -> Any:
    """A function that makes bare pointers of the arrays of a tuple; compiled, five words become one.

    An array is seven words of arguments, and a kernel hands two tables and its working memory from
    function to function: as arrays, handing them on took longer than the work. Interpreted, the
    tuple stays as it is, so kernels may only read and write single places of what they are given.
    """
    if not compiled():
        return _as_it_is
    from numba import types
    from numba.core import cgutils
    from numba.extending import intrinsic
    from numba.np.arrayobj import make_array

    @intrinsic
    def bare(_typing: Any, given: Any) -> Any:
        made = types.BaseTuple.from_types(
            [types.CPointer(one.dtype) for one in given.types],
            getattr(given, "instance_class", None),
        )

        def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            arrays = zip(cgutils.unpack_tuple(builder, args[0]), signature.args[0], strict=True)
            data = [make_array(kind)(context, builder, value).data for value, kind in arrays]
            return context.make_tuple(builder, signature.return_type, data)

        return made(given), generate

    return bare


def advance() -> Any:
    """A function that moves a pointer of :func:`pointers` on; interpreted, a view of the array."""
    if not compiled():
        return _view
    from numba import types
    from numba.extending import intrinsic

    @intrinsic
    def after(_typing: Any, pointer: Any, places: Any) -> Any:
        def generate(_context: Any, builder: Any, _signature: Any, args: Any) -> Any:
            return builder.gep(args[0], [args[1]])

        return pointer(pointer, types.intp), generate

    return after


def _bitcast(source: str, target: str) -> Any:
    """A function that reads the 64 bits of a number as another kind of number."""
    if not compiled():
        import numpy as np

        return lambda value: np.array(value, source).view(target)[()]
    from numba import types
    from numba.extending import intrinsic

    @intrinsic
    def cast(_typing: Any, value: Any) -> Any:
        made = getattr(types, target)

        def generate(context: Any, builder: Any, _signature: Any, args: Any) -> Any:
            return builder.bitcast(args[0], context.get_value_type(made))

        return made(getattr(types, source)), generate

    return cast


def as_bits() -> Any:
    """A function that gives the bits of a float as a whole number, to be kept beside others."""
    return _bitcast("float64", "uint64")


def as_float() -> Any:
    """A function that reads what :func:`as_bits` gave."""
    return _bitcast("uint64", "float64")


def ones() -> Any:
    """A function that counts the bits that are set in an unsigned number of 64 bits."""
    if not compiled():
        return _bit_count
    from numba import types
    from numba.extending import intrinsic

    @intrinsic
    def count(_typing: Any, value: Any) -> Any:
        def generate(_context: Any, builder: Any, _signature: Any, args: Any) -> Any:
            return builder.ctpop(args[0])

        return types.int64(types.uint64), generate

    return count


def ahead() -> Any:
    """A function that asks for a place of a pointer before it is read, so that the reading need not wait.

    Most of the time of a query is waiting for single reads all over an index; asked for together,
    they come together. Interpreted, it does nothing.
    """
    if not compiled():
        return _nothing
    from llvmlite import ir
    from numba import types
    from numba.extending import intrinsic

    @intrinsic
    def prefetch(_typing: Any, pointer: Any, place: Any) -> Any:
        def generate(context: Any, builder: Any, _signature: Any, args: Any) -> Any:
            byte = ir.IntType(8).as_pointer()
            number = ir.IntType(32)
            kind = ir.FunctionType(ir.VoidType(), [byte, number, number, number])
            name = "llvm.prefetch.p0"
            made = builder.module.globals.get(name) or ir.Function(builder.module, kind, name)
            address = builder.bitcast(builder.gep(args[0], [args[1]]), byte)
            builder.call(made, [address, number(0), number(3), number(1)])
            return context.get_dummy_value()

        return types.void(pointer, types.intp), generate

    return prefetch


def _nothing(_pointer: Any, _place: int) -> None:
    return None


def _bit_count(value: Any) -> int:
    return int(value).bit_count()


def _as_it_is(given: Any) -> Any:
    return given


def _view(given: Any, places: int) -> Any:
    return given[places:]


def compiled() -> bool:
    """Whether this process runs compiled kernels."""
    return bool(_MODE.compiled)


def as_parent(folder: Path, compile: bool) -> None:  # noqa: A002
    """Make a child process do as its parent does; the arguments are :func:`for_child`'s."""
    prepare(folder, compile=compile)


def for_child() -> tuple[Path, bool]:
    """What a child process has to be told."""
    if _MODE.folder is None:
        raise RuntimeError("jit.prepare() comes before child processes")
    return _MODE.folder, compiled()


def mark_ready() -> None:
    """Note that everything was compiled and is in the cache; called after a warm-up."""
    if _MODE.compiled and _MODE.cache is not None and not (_MODE.cache / _READY).exists():
        try:
            (_MODE.cache / _READY).touch()
        except OSError:
            return  # a cache that cannot be kept costs time, never correctness


def _has_numba() -> bool:
    try:
        metadata.version("numba")
    except metadata.PackageNotFoundError:
        return False
    return True


def _digest() -> str:
    """One folder for each combination of our source, numba, Python and machine."""
    import platform

    seal = hashlib.sha256()
    here = Path(__file__).parent
    root = here.parents[1]
    for file in (*(here / name for name in _SOURCES), *(root / name for name in _FROZEN)):
        seal.update(file.read_bytes() if file.is_file() else b"")
    versions = [metadata.version(p) if _has_numba() else "" for p in ("numba", "llvmlite", "numpy")]
    seal.update(repr((versions, sys.version_info[:3], platform.machine(), str(here))).encode())
    return seal.hexdigest()[:16]


def _writable(place: Path) -> Path:
    """The folder itself, or a private copy where it cannot be written (numba insists on writing)."""
    try:
        place.mkdir(parents=True, exist_ok=True)
        probe = place / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError:
        import atexit

        private = Path(tempfile.mkdtemp(prefix="dalil-kernel-"))
        atexit.register(shutil.rmtree, private, ignore_errors=True)
        if place.is_dir():
            shutil.copytree(place, private, dirs_exist_ok=True)
        return private
    return place
