"""The one place where parts are put together: ports from below meet their implementations.

Entrances call the functions here and nothing else of the machinery. Imports are inside functions,
so that a command loads only what it uses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from dalil.assembly_reading import Documents, chat_model, claim_method, claim_reader
from dalil.config import Config

if TYPE_CHECKING:
    from dalil.casework.backup import Backups, Check, Copied
    from dalil.casework.casefolder import Case
    from dalil.casework.erasure import ErasureRows
    from dalil.casework.investigate import Tools
    from dalil.casework.list_update import Known
    from dalil.casework.ports import (
        ClaimReaders,
        DocumentReaders,
        Drawers,
        Outcome,
        Progress,
    )
    from dalil.casework.sealing import SealingRows
    from dalil.casework.second_reader import SecondReader
    from dalil.casework.verify import VerifyReport
    from dalil.custody.ports import Clock, RowProofs
    from dalil.custody.settings import CaseSettings
    from dalil.matching.ports import (
        ListFetcher,
        ListReader,
        ListReaders,
        ListReading,
        ListSearch,
        ListShelf,
    )
    from dalil.matching.screen import ListIndex
    from dalil.matching.values import ListRequest, ListVersion
    from dalil.store.backup import Manifest
    from dalil.store.drafts import Room
    from dalil.text.limits import Bounds


@dataclass(frozen=True)
class Dalil:
    """The machinery for one run, made when it is first asked for."""

    config: Config

    @cached_property
    def documents(self) -> DocumentReaders:
        """Readers of documents, in bounded processes."""
        from dalil.text.document_pool import DocumentPool
        from dalil.text.limits import Bounds

        bounds = Bounds(
            cpu_seconds=self.config.parse_seconds,
            megabytes=self.config.parse_megabytes,
            tesseract=self.config.tesseract,
        )
        return Documents(DocumentPool(self.config.workers, bounds), bounds)

    def redact(self, content: bytes, sha256: str, wanted: Mapping[str, object]) -> Outcome:
        """A document drawn anew without some words, in a bounded process."""
        from dalil.text.limits import Bounds
        from dalil.text.pool import BoundedReader

        bounds = Bounds(
            cpu_seconds=self.config.parse_seconds, megabytes=self.config.parse_megabytes
        )
        with BoundedReader(1, bounds) as reader:
            return reader.redact(content, sha256, wanted)

    def printer(self) -> Callable[[bytes], bytes]:
        """Prints an HTML page as PDF with a browser of this machine.

        Raises:
            BadConfig: There is none.
        """
        from functools import partial

        from dalil.dossier import pdf

        return partial(pdf.render, browser=pdf.find_browser(self.config.browser))

    @cached_property
    def drawers(self) -> Drawers:
        """What draws pages, in one bounded process that lives as long as this one."""
        from dalil.text.limits import Bounds
        from dalil.text.pool import BoundedReader

        return BoundedReader(
            1,
            Bounds(cpu_seconds=self.config.parse_seconds, megabytes=self.config.parse_megabytes),
        )

    def containment(self) -> Mapping[str, str]:
        """What holds a parsing process on this machine, as one of them reports it."""
        from dalil.text.limits import Bounds
        from dalil.text.pool import BoundedReader

        bounds = Bounds(
            cpu_seconds=self.config.parse_seconds,
            megabytes=self.config.parse_megabytes,
            tesseract=self.config.tesseract,
        )
        with BoundedReader(1, bounds) as reader:
            return reader.containment()

    @cached_property
    def claims(self) -> ClaimReaders:
        """Readers of claims, in several processes, who know the names of the user's gazetteers."""
        from functools import partial

        from dalil.casework.gazetteer import load_gazetteers
        from dalil.text.claim_pool import ClaimPool

        known = load_gazetteers(self.config.home)
        weighing = self.config.weighing
        method = f"{claim_method(weighing=weighing)} {known.method}".rstrip()
        reader = partial(claim_reader, known, weighing=weighing)
        return ClaimPool(reader, method, self.config.workers)

    def with_model(self, mode: str, case: Case) -> SecondReader:
        """Readers of claims for a case, with a language model as second reader.

        Args:
            mode: ``ask``, or ``replay`` (kept answers alone; nothing is sent).
            case: Keeps the answers; tells what the model is not shown.

        Raises:
            BadConfig: No model is named, or at no address that documents may be sent to.
        """
        from dalil.casework.second_reader import CaseAnswers, SecondReader, withheld_in

        answers = CaseAnswers(case.store, case.clock.now)
        model = chat_model(self.config, answers, mode)
        return SecondReader(self.claims, model, withheld_in(case), answers.take)

    def with_model_for_files(self, mode: str, kept: Path | None) -> SecondReader:
        """Readers of claims for files without a case, with a language model as second reader.

        Args:
            mode: ``ask`` or ``replay``.
            kept: Folder of kept answers; None keeps none.

        Raises:
            BadConfig: No model is named, or at no address that documents may be sent to.
        """
        from dalil.casework.second_reader import SecondReader
        from dalil.text.chat_answers import AnswerFolder, NoAnswers

        answers = NoAnswers() if kept is None else AnswerFolder(kept)
        return SecondReader(self.claims, chat_model(self.config, answers, mode))

    @cached_property
    def shelf(self) -> ListShelf:
        """Every imported version of every list, in the user's home."""
        from dalil.store.lists import ListShelfFolder

        return ListShelfFolder(self.config.home / "lists")

    @cached_property
    def lists(self) -> ListReaders:
        """Readers of list formats, each list in a bounded process."""
        from dalil.text.limits import Bounds

        bounds = Bounds(cpu_seconds=self.config.list_seconds, megabytes=self.config.parse_megabytes)
        return _Lists(bounds, self.config.home)

    @cached_property
    def fetcher(self) -> ListFetcher:
        """Fetches lists from their publishers, when the user asks for it."""
        from dalil.readers.fetch import Fetcher
        from dalil.store.clock import SystemClock

        return Fetcher(self.config.home / "lists", self.config.proxies, SystemClock().now)

    @cached_property
    def clock(self) -> Clock:
        """The system's clock."""
        from dalil.store.clock import SystemClock

        return SystemClock()

    def tools(self) -> Tools:
        """What the main job needs."""
        from dalil.casework.investigate import Tools

        return Tools(self.documents, self.claims, self.lists_of)

    def lists_of(self, case: Case) -> tuple[ListSearch, ...]:
        """The newest imported version of each list, and the lists among the case's exhibits."""
        return (*self.searches(), *_case_lists(case))

    def searches(self, lists: Sequence[str] = (), *, few: bool = False) -> tuple[ListSearch, ...]:
        """The newest version of each list, or of those named, ready to be asked.

        Args:
            lists: Short ids; all when empty.
            few: This process asks a few names and ends: what starts soonest is taken.

        Raises:
            NotFound: A named list has not been imported.
        """
        from functools import partial

        from dalil.casework.screen import open_indexes
        from dalil.engines.kernel.home import index_small

        index_small(self.config.home, self.shelf, lists)
        return open_indexes(self.shelf, lists, partial(self.open_index, few=few))

    def open_index(self, version: ListVersion, *, few: bool = False) -> ListSearch | None:
        """The index of a list version on the disk; None where there is none."""
        from dalil.engines.kernel.home import open_list

        return open_list(self.config.home, self.shelf, version, few=few)

    def open_case(
        self, folder: Path, *, write: bool, kind: str = "case", erasing: bool = False
    ) -> Case:
        """Open a case; a writer first finishes what a crash left waiting.

        Args:
            folder: Its folder.
            write: Whether to write.
            kind: What the folder must be: ``case``, ``client``, or ``any`` for what custody alone
                does (verification, backups, timestamps), which reads no content.
            erasing: The caller goes on with an erasure that was killed, and tells of it.

        Raises:
            NotACase: There is none, or the folder is of the other kind.
        """
        from dalil.casework.casefolder import Case
        from dalil.casework.erasure import end_erasing
        from dalil.casework.record import finish
        from dalil.casework.sealing import finish_sealing
        from dalil.casework.settings import require_first_kind
        from dalil.custody.settings import require_kind
        from dalil.errors import NotACase
        from dalil.store.clock import SystemClock
        from dalil.store.opening import open_parts

        require_kind(folder, kind)
        clock = SystemClock()
        parts = open_parts(folder, clock, write=write)
        case = Case(
            folder=folder,
            settings=parts.settings,
            store=parts.store,
            vault=parts.vault,
            ledger=parts.ledger,
            clock=clock,
            user=self.config.user,
            close=parts.close,
        )
        if kind != "any":
            try:
                require_first_kind(case)
            except NotACase:
                case.close()
                raise
        if write:
            finish(case)
            finish_sealing(case, self.erasure_of(case))
            if not erasing:
                end_erasing(case, self.erasure_of(case))
        return case

    def held(self, folder: Path) -> AbstractContextManager[None]:
        """Keep every other writer away from a case, without writing to it."""
        from dalil.store.opening import held

        return held(folder)

    def erasure_of(self, case: Case) -> ErasureRows:
        """What finds a person's rows in the database of a case, and writes it anew without them."""
        from dalil.store.erasing import SqliteErasure
        from dalil.store.opening import DATABASE

        return SqliteErasure(case.folder / DATABASE)

    def sealing_of(self, case: Case) -> SealingRows:
        """What takes an exhibit's rows out of the database of an open case, and puts them back."""
        from dalil.store.opening import DATABASE
        from dalil.store.sealing import SqliteSealing
        from dalil.store.sqlite import SqliteStore

        if not isinstance(case.store, SqliteStore):
            raise TypeError(f"{type(case.store).__name__} cannot seal single exhibits")
        return SqliteSealing(case.folder / DATABASE, case.store)

    def proofs_of(self, case: Case) -> RowProofs:
        """What opens the seals of single rows of a case for a recipient."""
        from dalil.store.opening import DATABASE
        from dalil.store.proving import SqliteProofs

        return SqliteProofs(case.folder / DATABASE)

    def authority(self, address: str) -> Callable[[bytes], bytes]:
        """Sends time-stamp requests to the authority at an address that the user named."""
        from functools import partial

        from dalil.readers.stamping import ask_authority

        return partial(ask_authority, address)

    @cached_property
    def backups(self) -> Backups:
        """Writes and unpacks backups."""
        return _Backups(self)

    def create_case(self, folder: Path, settings: CaseSettings) -> None:
        """Make a new, empty case; an existing one is left as it is."""
        from dalil.custody.settings import FILE, require_kind
        from dalil.store.clock import SystemClock
        from dalil.store.opening import create

        if (folder / FILE).is_file():
            require_kind(folder, settings.kind)
        else:
            create(folder, settings, SystemClock())


def build(config: Config) -> Dalil:
    """The machinery for a configuration; nothing is opened yet."""
    return Dalil(config)


def write_key(path: Path) -> bytes:
    """A new private key of a witness in a file that only its owner reads; its 32 bytes.

    Raises:
        BadInput: The file is there already.
    """
    from dalil.custody.signing import new_key
    from dalil.errors import BadInput
    from dalil.store.files import write_whole

    if path.exists():
        raise BadInput(
            f"{path} is there already; a key is never overwritten.", "Name another file."
        )
    private = new_key()
    write_whole(path, private.hex().encode("ascii") + b"\n", 0o600)
    return private


def read_key(path: Path) -> bytes:
    """The 32 bytes of a witness's private key.

    Raises:
        BadInput: The file holds none.
    """
    from dalil.errors import BadInput

    try:
        private = bytes.fromhex(path.read_text("ascii").strip())
        if len(private) != 32:
            raise ValueError("64 hex digits are needed")
    except (OSError, ValueError) as error:
        raise BadInput(
            f"The key {path} cannot be read: {error}.", "Make one: dalil witness key FILE"
        ) from error
    return private


def list_reader(format_: str) -> ListReader:
    """The reader of an official list format.

    Raises:
        BadInput: No such format.
    """
    from dalil.errors import BadInput
    from dalil.readers.un_xml import UnXml

    readers: dict[str, type[ListReader]] = {"un_xml": UnXml, "un": UnXml}
    if format_ not in readers:
        raise BadInput(f"{format_!r} is no list format.", f"Choose from: {', '.join(readers)}.")
    return readers[format_]()


def known_lists(config: Config) -> Mapping[str, Known]:
    """The lists that can be fetched, with those of the user's own table."""
    from dalil.readers.publishers import publishers_of

    return publishers_of(config.home)


def list_formats() -> list[tuple[str, str]]:
    """(name, what it is) of every list format."""
    from dalil.readers.formats import FORMATS

    return [(one.name, one.title) for one in FORMATS.values()]


class _Lists:
    """Readers of lists behind the bounded runner of ``text/``."""

    def __init__(self, bounds: Bounds, home: Path) -> None:
        self._bounds, self._home = bounds, home

    def files(self, paths: Sequence[Path]) -> Sequence[Path]:
        from dalil.readers.formats import gather

        return gather(paths)

    def open(self, request: ListRequest) -> ListReading:
        from dalil.readers.formats import find_format
        from dalil.readers.serve import TARGET, Served, encode
        from dalil.text.task import run_bounded

        if request.format != "auto":
            find_format(request.format)
        asked = encode(replace(request, home=str(self._home)))
        return Served(run_bounded(TARGET, asked, self._bounds))


class _Backups:
    """Backups whose copy is opened as a case and checked before it stands at its place."""

    def __init__(self, dalil: Dalil) -> None:
        self._dalil = dalil

    def write(self, folder: Path, output: Path, check: Check, progress: Progress) -> Copied:
        from dalil.store import backup
        from dalil.store.drafts import put_in_place, room_beside

        with room_beside(output) as room:
            made = backup.write_backup(folder, room.archive, self._dalil.clock.now(), progress)
            room.case.mkdir(mode=0o700)
            backup.unpack(room.archive, made, room.case, progress, vault=False)
            vault = backup.ArchiveVault(room.archive, made)
            opened = self._dalil.open_case(room.case, write=False, kind="any")
            report = check(replace(opened, vault=vault))
            put_in_place(room.archive, output)
        others = backup.left_out(folder, {name for name, _, _ in made.files})
        return replace(_copied(output, made, report, room), left_out=others)

    def left_out(self, folder: Path) -> tuple[str, ...]:
        from dalil.store import backup

        return backup.left_out(folder)

    def restore(self, file: Path, folder: Path, check: Check, progress: Progress) -> Copied:
        from dalil.store import backup
        from dalil.store.drafts import put_in_place, room_beside

        made = backup.read_manifest(file)
        with room_beside(folder) as room:
            room.case.mkdir()
            backup.unpack(file, made, room.case, progress)
            report = check(self._dalil.open_case(room.case, write=False, kind="any"))
            put_in_place(room.case, folder)
        return _copied(folder, made, report, room)


def _copied(path: Path, made: Manifest, report: VerifyReport, room: Room) -> Copied:
    from dalil.casework.backup import Copied

    told = (made.made_at, made.entries, made.root, len(made.files), made.size)
    return Copied(path, made.case, *told, report, room.removed, room.left)


def _case_lists(case: Case) -> Iterator[ListIndex]:
    """Indexes of the lists that came in with the case's documents."""
    from dalil.matching.screen import ListIndex
    from dalil.matching.values import ListVersion
    from dalil.readers import un_reading

    names = {exhibit.sha256: exhibit for exhibit in case.store.exhibits()}
    for head in case.store.layer_heads():
        if head.reader != un_reading.READER:
            continue
        exhibit = names[head.exhibit]
        file = list_reader("un_xml").read(case.vault.get(head.exhibit))
        version = ListVersion(
            list=f"exhibit {exhibit.name}",
            version=file.version,
            sha256=head.exhibit,
            publisher=file.publisher,
            licence=file.licence,
            entries=len(file.entries),
            imported_at=exhibit.received_at,
        )
        yield ListIndex(version, file.entries)
