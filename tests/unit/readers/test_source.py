"""Files of lists: found, unpacked, bounded."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

import list_samples as samples
from dalil.errors import BadList, NotFound
from dalil.readers.formats import gather
from dalil.readers.source import MAX_MEMBERS, Part, encoding_of, open_source


def test_ofac_files_beside_the_main_one(tmp_path: Path):
    for name in samples.files("ofac_csv"):
        (tmp_path / name.upper()).write_bytes(b"x")
    (tmp_path / "other.csv").write_bytes(b"x")
    found = [path.name for path in gather([tmp_path / "SDN.CSV"])]
    assert found == ["SDN.CSV", "ADD.CSV", "ALT.CSV", "SDN_COMMENTS.CSV"]
    assert len(gather([tmp_path])) == 5
    with pytest.raises(NotFound):
        gather([tmp_path / "none"])


def test_archives(tmp_path: Path):
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a/b.csv", "id\n1\n")
        archive.writestr("../up.csv", "id\n2\n")
    found = open_source([path])
    assert [part.name for part in found.parts] == ["b.csv", "up.csv"], "names carry no folder"
    with pytest.raises(BadList, match="one file, but 2"):
        _ = found.main
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(BadList, match="damaged"):
        open_source([path])
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(MAX_MEMBERS + 1):
            archive.writestr(f"{number}.csv", "x")
    with pytest.raises(BadList, match="members"):
        open_source([path])


def test_a_cut_gzip(tmp_path: Path):
    import gzip

    path = tmp_path / "x.csv.gz"
    path.write_bytes(gzip.compress(samples.CONLIST.encode() * 50)[:-20])
    with pytest.raises(BadList, match="damaged or cut"):
        Part("x.csv", path).bytes(10_000_000)


@pytest.mark.parametrize(
    ("content", "encoding", "told"),
    [
        ("é", "utf-8", False),
        ("\ufeffé", "utf-8-sig", False),
        ("\ufeffab" * 60, "utf-16", False),
        ("abé" * 200, "utf-16-le", True),
        ("é", "cp1252", True),
    ],
)
def test_encodings(tmp_path: Path, content: str, encoding: str, told: bool):
    path = tmp_path / "x"
    written = {"utf-8-sig": "utf-8"}.get(encoding, encoding)
    path.write_bytes(content.encode(written))
    found, note = encoding_of(Part("x", path))
    assert (found, bool(note)) == (encoding, told)
