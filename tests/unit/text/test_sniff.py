"""Bytes decide what a file is; the name only helps between kinds of plain text."""

from __future__ import annotations

import pytest
from text_samples import EVERY_FORMAT, docx, page, paragraph

from dalil.text.sniff import CSV, DOCX, EMPTY, HTML, MAIL, MARKDOWN, PDF, TEXT, TSV, XML, sniff


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("text.txt", TEXT),
        ("notes.md", MARKDOWN),
        ("page.html", HTML),
        ("letter.pdf", PDF),
        ("report.docx", DOCX),
        ("reply.eml", MAIL),
        ("register.csv", CSV),
        ("register.tsv", TSV),
    ],
)
def test_every_format_is_known_by_its_bytes(name: str, media_type: str):
    assert sniff(EVERY_FORMAT[name], name).media_type == media_type


@pytest.mark.parametrize("name", ["page.html", "letter.pdf", "report.docx", "reply.eml"])
def test_a_false_name_does_not_mislead(name: str):
    assert sniff(EVERY_FORMAT[name], "harmless.txt") == sniff(EVERY_FORMAT[name], name)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"", EMPTY),
        (b"\xef\xbb\xbf \r\n\x00", EMPTY),
        (b"<?xml version='1.0'?><CONSOLIDATED_LIST/>", XML),
        (b"<akomaNtoso xmlns='http://x.example'/>", "application/akn+xml"),
        (b"PK\x03\x04broken", "application/zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "application/x-ole-storage"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "image/png"),
        (b"{\\rtf1 hello}", "application/rtf"),
        (b'{"name": "Orsolin Vex", "sum": 3}', "application/json"),
        (b'{"a": 1}\n{"a": 2}\n', "application/json"),
        (b"[2021] EWHC 1 (Admin)\n\nThe claim is dismissed.", TEXT),
        (b"(a) first\n(b) second\n", TEXT),
        (bytes(range(256)) * 40, "application/octet-stream"),
        (b"BEGIN:VCARD\nFN:Orsolin Vex\nEND:VCARD\n", "text/vcard"),
        ("Дорогая редакция,\n\nплата внесена.".encode("cp1251"), TEXT),
        ("The fee was paid.".encode("utf-16"), TEXT),
    ],
)
def test_odd_bytes_are_named(content: bytes, media_type: str):
    assert sniff(content).media_type == media_type


def test_prose_with_commas_is_no_table():
    text = (
        "Maren Tarvik, clerk, Olmet\nBrannick Sool, director, Olmet\nOrsolin Vex, reader, Olmet\n"
    )
    assert sniff(text.encode(), "names.txt").media_type == TEXT
    assert sniff(text.encode(), "names.csv").media_type == CSV


def test_a_table_without_a_name_is_known_by_even_rows():
    assert sniff(b"a;b;c\n1;2;3\n4;5;6\n7;8;9\n").media_type == CSV
    assert sniff(b"a\tb\tc\n1\t2\t3\n4\t5\t6\n").media_type == TSV


def test_only_a_mail_is_a_mail():
    assert sniff(b"Subject: a word\nNote: another\n\nThis is prose.").media_type == TEXT
    assert sniff(b"\r\nFrom: a@b.example\r\nSubject: x\r\n\r\nhello").media_type == MAIL


def test_a_page_that_begins_with_a_comment():
    assert sniff(b"<!-- saved -->\n" + page()).media_type == HTML


def test_a_document_inside_a_zip_is_known_by_its_parts():
    assert sniff(docx(paragraph("x")), "archive.zip").media_type == DOCX
