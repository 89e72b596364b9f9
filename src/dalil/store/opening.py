"""Create and open the parts of a case folder that live on the disk.

A case appears whole or not at all: it is made under another name beside its place and moved there.
Opening for reading writes nothing.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from dalil.custody.links import refuse_links
from dalil.custody.ports import Clock
from dalil.custody.settings import (
    FILE,
    CaseSettings,
    read_settings,
    settings_entry,
    write_settings,
)
from dalil.errors import BadInput, StorageFailed, Tampered
from dalil.store.files import sync_file, sync_folders, write_whole
from dalil.store.ledger import FileLedger
from dalil.store.ledger_files import unseal_database
from dalil.store.lock import WriterLock
from dalil.store.sqlite import SqliteStore
from dalil.store.vault import FileVault

DATABASE, VAULT, LEDGER, EXPORTS, LOCK = "case.db", "vault", "ledger", "exports", ".lock"


@dataclass(frozen=True, slots=True)
class Parts:
    """The opened parts of a case folder."""

    settings: CaseSettings
    store: SqliteStore
    vault: FileVault
    ledger: FileLedger
    lock: WriterLock | None

    def close(self) -> None:
        """Let go of the database and the lock; a writer seals the database file first."""
        try:
            if self.lock is not None:
                self._seal()
        finally:
            self.store.close()
            if self.lock is not None:
                self.lock.release()

    def _seal(self) -> None:
        """Sign the database file, unless its seal stands or somebody holds the log open.

        Rows are sealed one by one in any case. Where the disk or the key refuses, the work that was
        acknowledged stays and the file has no seal of its own, which verification tells.
        """
        with suppress(StorageFailed, Tampered, OSError):
            if self.ledger.database_seal() is None and self.store.fold():
                sync_file(self.store.path.with_name(f"{self.store.path.name}-wal"))
                self.ledger.seal_database(self.store.path)


def create(folder: Path, settings: CaseSettings, clock: Clock) -> None:
    """Make a new, empty case.

    Raises:
        BadInput: Something that is no empty folder lies there.
        StorageFailed: The disk refused; nothing is left behind.
    """
    folder = folder.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInput(
            f"{folder} is not empty and is not a Dalil case.", "Name a new folder with --case."
        )
    draft = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.new")
    try:
        draft.mkdir(parents=True)
        (draft / VAULT).mkdir()
        (draft / EXPORTS).mkdir()
        ledger = FileLedger.create(draft / LEDGER, clock)
        SqliteStore(draft / DATABASE, write=True, at=clock.now(), create=True).close()
        ledger.seal_database(draft / DATABASE)
        text = write_settings(settings)
        write_whole(draft / FILE, text.encode("utf-8"))
        ledger.append([("mark", settings_entry(text))])
        if folder.exists():
            folder.rmdir()
        os.replace(draft, folder)  # noqa: PTH105 - Path.replace says the same; one atomic call
        sync_folders([folder.parent])
    except OSError as error:
        raise StorageFailed(
            f"The case {folder} could not be made: {error.strerror or error}.",
            "Nothing was left behind.",
        ) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Keep every other writer away from a case, without writing to it.

    Raises:
        CaseLocked: Another process is writing to it.
        StorageFailed: Its lock file cannot be opened.
    """
    lock = WriterLock(folder / LOCK)
    try:
        yield
    finally:
        lock.release()


def open_parts(folder: Path, clock: Clock, *, write: bool) -> Parts:
    """Open a case folder.

    Raises:
        NotACase: There is none.
        NewerFormat: It was made by a later version; nothing was touched.
        CaseLocked: Another process is writing to it.
        BadConfig: Its ``dalil.toml`` cannot be used.
        NotFound: Its database is gone.
        Tampered: Database or ledger are not what Dalil wrote, or to be written to, and a part is a link.
        StorageFailed: To be written to, and its key is gone: nothing could be signed.
    """
    settings = read_settings(folder)
    if write:
        refuse_links(folder)
    with ExitStack() as undo:
        lock = WriterLock(folder / LOCK) if write else None
        if lock is not None:
            undo.callback(lock.release)
            FileLedger(folder / LEDGER, clock, write=False).check_key()
        store = SqliteStore(
            folder / DATABASE,
            write=write,
            at=clock.now(),
            before_write=partial(unseal_database, folder / LEDGER),
        )
        undo.callback(store.close)
        ledger = FileLedger(folder / LEDGER, clock, write=write)
        vault = FileVault(folder / VAULT)
        if lock is not None and lock.unclean:
            vault.clean()
        undo.pop_all()
    return Parts(settings, store, vault, ledger, lock)
