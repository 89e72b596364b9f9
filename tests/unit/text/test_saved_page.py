"""Where and when a page was saved, as comments in it say."""

from __future__ import annotations

import pytest
from text_samples import page

from dalil.evidence import DocumentInfo
from dalil.text.dispatch import read_here
from dalil.text.saved_page import with_capture


@pytest.mark.parametrize(
    ("comment", "address", "captured"),
    [
        ("<!-- saved from url=(0030)https://olmet.example/news/villa -->", "https://olmet.example/news/villa", None),
        (
            "<!--\n Page saved with SingleFile \n url: https://olmet.example/villa \n"
            " saved date: Thu Mar 14 2024 09:30:00 GMT+0500 (East Time)\n-->",
            "https://olmet.example/villa",
            "2024-03-14T09:30:00+05:00",
        ),
        (
            "<!-- Mirrored from olmet.example/villa by HTTrack Website Copier/3.x [XR&CO'2014], "
            "Thu, 14 Mar 2024 09:30:00 GMT -->",
            "http://olmet.example/villa",
            "2024-03-14T09:30:00+00:00",
        ),
        ("<!-- FILE ARCHIVED ON 09:30:00 Mar 14, 2024 AND RETRIEVED FROM THE\n INTERNET ARCHIVE -->",
         "https://own.example", "2024-03-14T09:30:00+00:00"),
        ("<!-- nothing of the kind -->", "https://own.example", None),
    ],
)  # fmt: skip
def test_known_comments(comment: str, address: str, captured: str | None):
    info = with_capture(DocumentInfo(address="https://own.example"), f"{comment}<html>")
    assert (info.address, info.captured) == (address, captured)


def test_the_reader_of_pages_asks_for_them():
    content = b"<!-- saved from url=(0029)https://olmet.example/villa -->\r\n" + page()
    layer = read_here(content, "0" * 64, "villa.html").layer
    assert layer is not None
    assert layer.info.address == "https://olmet.example/villa"
