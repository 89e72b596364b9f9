"""The contract of a list format, run over every one: nothing lost, nothing invented, hostile files refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import list_samples as samples
from dalil.errors import BadInput, BadList
from dalil.matching.listjson import entry_from_line, entry_line
from dalil.matching.values import ListRequest
from dalil.readers.formats import FORMATS, find_format, guess
from dalil.readers.listing import Listing
from dalil.readers.source import open_source

EVERY = sorted(samples.SAMPLES)
XML = [name for name in EVERY if name.endswith("_xml")]
TEXT = [name for name in EVERY if not name.endswith("_xlsx")]


def put(folder: Path, files: dict[str, bytes]) -> tuple[str, ...]:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return tuple(str(folder / name) for name in files)


def read(format_: str, paths: tuple[str, ...], **told):
    listing = Listing(ListRequest(format_, paths, "2026-11-22", **told))
    entries = list(listing)
    return entries, listing.summary()


def test_every_format_has_a_sample_and_a_title():
    assert set(samples.SAMPLES) == set(FORMATS)
    assert all(one.title for one in FORMATS.values())


@pytest.mark.parametrize("format_", EVERY)
def test_every_row_is_accounted_for(tmp_path: Path, format_: str):
    entries, told = read(format_, put(tmp_path, samples.files(format_)))
    assert entries
    assert (told.entries, told.format) == (len(entries), format_)
    assert told.rows >= len(entries)
    assert told.unknown == ()
    assert told.version <= "2026-11-22"
    assert told.licence
    assert len({entry.id for entry in entries}) == len(entries)
    assert all(entry.names and entry.names[0].text for entry in entries)


@pytest.mark.parametrize("format_", EVERY)
def test_an_unknown_column_is_reported_and_kept(tmp_path: Path, format_: str):
    entries, told = read(format_, put(tmp_path, samples.odd(format_)))
    assert len(told.unknown) == 1
    assert told.unknown[0][1] >= 1
    held = [text for entry in entries for _, text in entry.rest]
    assert any(samples.ODD in text for text in held)


@pytest.mark.parametrize("format_", EVERY)
def test_entries_survive_the_shelf(tmp_path: Path, format_: str):
    entries, _ = read(format_, put(tmp_path, samples.files(format_)))
    assert [entry_from_line(entry_line(entry)) for entry in entries] == entries


@pytest.mark.parametrize("format_", [f for f in EVERY if f not in ("mapped_csv", "ftm")])
def test_auto_tells_the_format(tmp_path: Path, format_: str):
    paths = put(tmp_path, samples.files(format_))
    assert guess(open_source([Path(p) for p in paths])).name == format_


@pytest.mark.parametrize("format_", EVERY)
def test_empty_and_html_are_refused(tmp_path: Path, format_: str):
    name = next(iter(samples.SAMPLES[format_]))
    with pytest.raises(BadList, match="empty"):
        read(format_, put(tmp_path, {name: b"  \r\n"}))
    page = b"\xef\xbb\xbf<!DOCTYPE html><html><body>503</body></html>"
    with pytest.raises(BadList, match="HTML"):
        read(format_, put(tmp_path, {name: page}))


@pytest.mark.parametrize("format_", EVERY)
@pytest.mark.parametrize("share", [0.35, 0.5, 0.75, 0.97])
def test_a_cut_file_never_passes_in_silence(tmp_path: Path, format_: str, share: float):
    """Cut in the middle: refused, or the torn row is told, or what is left is whole rows."""
    files = samples.files(format_)
    whole, told_whole = read(format_, put(tmp_path, files))
    name, content = next(iter(files.items()))
    cut = {**files, name: content[: int(len(content) * share)]}
    try:
        entries, told = read(format_, put(tmp_path, cut))
    except BadList:
        return
    assert format_ not in XML
    assert len(entries) <= len(whole)
    if content[: int(len(content) * share)].endswith(b"\n"):
        return
    fewer = told.rows < told_whole.rows or told.refused_count > told_whole.refused_count
    assert fewer or len(entries) == len(whole)


@pytest.mark.parametrize("format_", XML)
def test_bombs_and_doctypes_are_refused(tmp_path: Path, format_: str):
    name, content = next(iter(samples.files(format_).items()))
    head, _, rest = (
        content.partition(b"?>") if content.startswith(b"<?xml") else (b"", b"", content)
    )
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    with pytest.raises(BadList, match="document type"):
        read(format_, put(tmp_path, {name: head + b"?>" + bomb + rest}))
    outside = b'<!DOCTYPE x SYSTEM "file:///etc/passwd">'
    with pytest.raises(BadList, match="document type"):
        read(format_, put(tmp_path, {name: head + b"?>" + outside + rest}))


@pytest.mark.parametrize("format_", XML)
def test_deep_xml_is_refused(tmp_path: Path, format_: str):
    name, content = next(iter(samples.files(format_).items()))
    deep = content.replace(b"<!--ODD-->", b"<a>" * 3000 + b"</a>" * 3000)
    with pytest.raises(BadList):
        read(format_, put(tmp_path, {name: deep}))


@pytest.mark.parametrize("format_", XML)
def test_another_xml_is_refused(tmp_path: Path, format_: str):
    name = next(iter(samples.SAMPLES[format_]))
    with pytest.raises(BadList):
        read(format_, put(tmp_path, {name: b"<?xml version='1.0'?><other><a>1</a></other>"}))


@pytest.mark.parametrize("format_", [f for f in TEXT if f not in XML and "ftm" not in f])
def test_another_table_is_refused(tmp_path: Path, format_: str):
    name = next(iter(samples.SAMPLES[format_]))
    with pytest.raises(BadList):
        read(format_, put(tmp_path, {name: b"colour,size\nred,1\nblue,2\n"}))


@pytest.mark.parametrize("format_", ["ofsi_conlist", "uksl_csv", "us_csl_csv", "mapped_csv"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings(tmp_path: Path, format_: str, encoding: str):
    name, content = next(iter(samples.files(format_).items()))
    text = content.decode().replace("Орлам Вескетай", "Örlam").replace("Izmer", "Izmér")
    plain, _ = read(format_, put(tmp_path, {name: text.encode()}))
    body = text.encode(encoding, "replace") + (b"\x1a" if encoding == "cp1252" else b"")
    own = format_ == "mapped_csv" and encoding == "cp1252" and not text.isascii()
    more = {"encoding": "windows-1252"} if own else {}
    found, told = read(format_, put(tmp_path, {name: body}), **more)
    assert found == plain
    if own:
        with pytest.raises(BadList, match="not UTF-8"):
            read(format_, put(tmp_path, {name: body}))
        return
    assert any("Windows-1252" in note for note in told.notes) == (
        encoding == "cp1252" and not text.isascii()
    )


@pytest.mark.parametrize("format_", ["ofsi_conlist", "uksl_csv", "us_csl_csv"])
@pytest.mark.parametrize("encoding", ["cp1251", "iso8859-5", "cp1253"])
def test_letters_that_are_none_of_an_old_spreadsheet_are_refused(tmp_path, format_, encoding):
    name, content = next(iter(samples.files(format_).items()))
    word = "Βεσκεται" if encoding == "cp1253" else "Ромашка Строй"
    body = re.sub("Izm[eé]r", word, content.decode())
    with pytest.raises(BadList, match="neither UTF-8 nor Windows-1252"):
        read(format_, put(tmp_path, {name: body.encode(encoding, "ignore")}))


@pytest.mark.parametrize("format_", EVERY)
def test_the_same_file_twice_keeps_both(tmp_path: Path, format_: str):
    """Entries of one id are never dropped: joined where the format says so, else kept with a number."""
    entries, _ = read(format_, put(tmp_path, samples.files(format_)))
    assert [e.id for e in entries] == list(dict.fromkeys(e.id for e in entries))


@pytest.mark.parametrize("format_", ["eu_fsf_xml", "uksl_csv", "opensanctions_ftm", "au_dfat_xlsx"])
def test_packed_files(tmp_path: Path, format_: str):
    import gzip
    import zipfile

    name, content = next(iter(samples.files(format_).items()))
    plain, _ = read(format_, put(tmp_path, {name: content}))
    (tmp_path / f"{name}.gz").write_bytes(gzip.compress(content))
    assert read(format_, (str(tmp_path / f"{name}.gz"),))[0] == plain
    with zipfile.ZipFile(tmp_path / "list.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    assert read(format_, (str(tmp_path / "list.zip"),))[0] == plain


def test_recover_and_mapping_belong_to_one_format(tmp_path: Path):
    paths = put(tmp_path, samples.files("uksl_csv"))
    with pytest.raises(BadInput, match="recover"):
        read("uksl_csv", paths, recover=True)
    with pytest.raises(BadInput, match="mapping"):
        read("uksl_csv", paths, mapping="x.toml")
    with pytest.raises(BadInput, match="no list format"):
        find_format("nothing")
    with pytest.raises(BadInput, match="cannot be told"):
        read("auto", put(tmp_path, {"x.csv": b"a,b\n1,2\n"}))


REAL = [
    ("us_ofac_sdn_csv/2021-07", "ofac_sdn", 8976, 34728, 0),
    ("us_ofac_cons_csv", "ofac_cons", 442, 2099, 0),
    ("us_ofac_cons_xml/consolidated_2018-04-06.xml", "ofac_cons", 639, 639, 0),
    ("us_ofac_cons_enhanced/CONS_ENHANCED.ZIP", "ofac_cons", 443, 443, 0),
    ("us_ofac_cons_advanced/cons_advanced_2020-03-17.xml", "ofac_cons", 375, 2447, 0),
    ("gb_ofsi/ConList_2016-03.csv", "ofsi", 1924, 8746, 0),
    ("gb_ofsi/ConList_2023-06.xlsx", "ofsi", 3993, 16823, 0),
    ("un_sc_xml/consolidated_2024-11-30.xml", "un", 879, 879, 0),
    ("ca_sema/sema-lmes_2020-04.xml", "ca_sema", 1369, 1369, 0),
    ("us_csl/consolidated_2022.csv.gz", "us_csl", 14160, 14160, 0),
]


@pytest.mark.parametrize(("path", "list_id", "entries", "rows", "refused"), REAL)
def test_real_lists_whole(
    shared: Path, path: str, list_id: str, entries: int, rows: int, refused: int
):
    """The counts are those of the files, counted by other programs (data README)."""
    if path.startswith("us_ofac_cons_csv"):
        names = ("cons_prim.csv", "cons_add.csv", "cons_alt.csv", "cons_comments.csv")
        paths = tuple(str(shared / "data/sanctions" / path / name) for name in names)
    else:
        paths = (str(shared / "data/sanctions" / path),)
    found, told = read("auto", paths)
    assert (told.list, len(found), told.rows, told.refused_count) == (
        list_id,
        entries,
        rows,
        refused,
    )
    assert told.unknown == ()
