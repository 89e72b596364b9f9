"""A list file read from beginning to end: the format's entries, each once, and then the summary.

An entry without a name is refused; a reference that stands twice keeps both entries, the second with
a number behind its id, and is told. This module runs where it is called;
:mod:`dalil.readers.serve` runs it in a process of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

from dalil.errors import BadInput
from dalil.matching.values import ListEntry, ListRequest, ListSummary
from dalil.readers.formats import Format, find_format, guess
from dalil.readers.publishers import Publisher, publishers, publishers_of
from dalil.readers.report import Report
from dalil.readers.source import known_encoding, open_source

_LONGEST_ID = 300


class Listing:
    """A list on its way in.

    Args:
        request: Files, format and what the user told.

    Raises:
        BadInput: No such format, or a file whose format cannot be told.
        BadList: An empty file, a page of HTML, a damaged archive.
        NotFound: A path that does not exist.
    """

    def __init__(self, request: ListRequest) -> None:
        self._request = request
        self._known: Mapping[str, Publisher] = (
            publishers_of(Path(request.home)) if request.home else publishers()
        )
        self._source = open_source([Path(path) for path in request.files])
        self.format: Format = (
            guess(self._source) if request.format == "auto" else find_format(request.format)
        )
        if request.recover and self.format.name != "un_xml":
            raise BadInput(f"The format {self.format.name} has no recover mode; only un_xml has.")
        if request.mapping and self.format.name != "mapped_csv":
            raise BadInput(
                f"A mapping belongs to the format mapped_csv, not to {self.format.name}."
            )
        if request.encoding and self.format.name != "mapped_csv":
            raise BadInput(
                f"An encoding can be told for mapped_csv alone, not for {self.format.name}, which says "
                "what it is in."
            )
        self.report = Report(
            format=self.format.name,
            received=request.received,
            publisher=self._known[self.format.list],
            recover=request.recover,
            mapping=request.mapping,
            encoding=known_encoding(request.encoding) if request.encoding else "",
        )
        self._entries = 0
        self._ended = False

    def __iter__(self) -> Iterator[ListEntry]:
        """The entries, in the order of the file.

        Raises:
            BadList: The file breaks its format.
        """
        seen: set[int] = set()
        for entry in self.format.load()(self._source, self.report):
            kept = self._single(entry, seen)
            self._entries += 1
            yield kept
        self._ended = True

    def summary(self) -> ListSummary:
        """What the reading was.

        Raises:
            BadList: No entry, or rows unaccounted for.
        """
        assert self._ended, "the entries have not all passed"  # noqa: S101  a programmer's error
        found = self.report.summary(self._entries)
        wanted = self._request.list_id or found.list
        if self.format.name == "mapped_csv" and wanted == found.list:
            return found  # the mapping says whose list it is
        own = self._known.get(wanted)
        if own is None:
            return replace(found, list=wanted)
        return replace(
            found,
            list=wanted,
            publisher=own.publisher,
            licence=own.licence,
            restrictions=own.restrictions,
            kind=own.kind,
        )

    def _single(self, entry: ListEntry, seen: set[int]) -> ListEntry:
        """The entry under an id that no other has."""
        wanted = entry.id[:_LONGEST_ID]
        name, count = wanted, 1
        while (
            key := int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big")
        ) in seen:
            count += 1
            name = f"{wanted}#{count}"
        seen.add(key)
        if count > 1:
            self.report.note(
                "a reference stands more than once: the later entries are kept with # and a number"
            )
        return entry if name == entry.id else replace(entry, id=name)
