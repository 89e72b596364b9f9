"""A list read in a process of its own: the same entries, errors as they were raised."""

from __future__ import annotations

from pathlib import Path

import pytest

import list_samples as samples
from dalil.errors import BadInput, BadList, ChildFailed, NotFound
from dalil.matching.values import ListRequest
from dalil.readers.listing import Listing
from dalil.readers.serve import TARGET, Served, encode, serve


def sent(request: ListRequest) -> list[bytes]:
    messages: list[bytes] = []
    serve(encode(request), messages.append)
    return messages


def test_entries_and_summary_pass(tmp_path: Path):
    path = tmp_path / "eu.xml"
    path.write_bytes(samples.files("eu_fsf_xml")["eu.xml"])
    request = ListRequest("auto", (str(path),), "2026-11-22")
    served = Served(sent(request))
    plain = Listing(request)
    assert list(served) == list(plain)
    assert served.summary() == plain.summary()
    assert f"{serve.__module__}:{serve.__name__}" == TARGET


def test_errors_keep_their_kind(tmp_path: Path):
    cases = [
        (ListRequest("auto", (str(tmp_path / "none"),), "d"), NotFound),
        (ListRequest("nothing", (__file__,), "d"), BadInput),
        (ListRequest("eu_fsf_xml", (__file__,), "d"), BadList),
    ]
    for request, kind in cases:
        with pytest.raises(kind) as caught:
            list(Served(sent(request)))
        assert type(caught.value) is kind


@pytest.mark.parametrize("messages", [[], [b"E"], [b"Q?"], [b"S{}"], [b"E{broken"]])
def test_a_broken_protocol_is_told(messages: list[bytes]):
    with pytest.raises(ChildFailed):
        list(Served(messages))
