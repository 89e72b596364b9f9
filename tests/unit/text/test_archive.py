"""Archives: members out, odd ones left out by name, bombs held."""

from __future__ import annotations

import gzip
import hashlib
import io
import struct
import tarfile
import zipfile

import pytest
from text_samples import code, layer, read, tarred, zipped

from dalil.errors import Unreadable
from dalil.text.archive import ArchiveReader
from dalil.text.limits import ArchiveBounds
from dalil.text.port import Source
from dalil.text.sniff import GZIP, TAR, ZIP

LETTER = b"The fee was paid."


def members(content: bytes, name: str = "papers.zip") -> dict[str, bytes]:
    return {member.path: member.content for member in read(content, name).members}


def fates(content: bytes, name: str = "papers.zip") -> dict[str, str]:
    rows = [line.split("\t") for line in layer(content, name).text.split("\n")[1:]]
    return {row[0]: row[4] for row in rows}


def bounded(content: bytes, media_type: str, **bounds: int):
    reader = ArchiveReader(ArchiveBounds(**bounds))
    return reader.read(Source(content, "0" * 64, "papers", media_type))


def test_members_come_out_and_the_list_says_so():
    content = zipped({"a/letter.txt": LETTER, "b.txt": b"two"})
    assert members(content) == {"a/letter.txt": LETTER, "b.txt": b"two"}
    found = layer(content)
    assert found.table
    assert found.text.split("\n")[0] == "path\tbytes\tmodified\tsha256\twhat became of it"
    digest = hashlib.sha256(LETTER).hexdigest()
    assert f"a/letter.txt\t17\t2024-07-09T11:42:04\t{digest}\ttaken in" in found.text
    assert found.notes == ()


def test_paths_that_lead_out_are_cut_and_said():
    content = zipped(
        {"../../etc/passwd": b"1", "/root/x": b"2", "C:\\y.txt": b"3", "a\u202etxt.exe": b"4"}
    )
    assert set(members(content)) == {"etc/passwd", "root/x", "y.txt", "a_txt.exe"}
    assert "4 stored paths" in layer(content).notes[0]
    assert "'../../etc/passwd'" in layer(content).text


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_path_stored_twice_gives_two_members():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "one")
        archive.writestr("a.txt", "two")
    assert members(out.getvalue()) == {"a.txt": b"one", "a (2).txt": b"two"}


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("cp866", "Договор о займе.txt"),
        ("cp1251", "Счёт.txt"),
        ("cp437", "Übersicht.txt"),
        ("utf-8", "Шот.txt"),
    ],
)
def test_names_without_a_stated_encoding_are_guessed(page: str, name: str):
    blank = "x" * len(name.encode(page))
    content = zipped({blank: LETTER}).replace(blank.encode(), name.encode(page))
    assert set(members(content)) == {name}
    assert any("a guess" in note for note in layer(content).notes) == (page != "utf-8")


def test_links_devices_and_folders_are_not_followed():
    link, hard, pipe, folder = (tarfile.TarInfo(name) for name in ("s", "h", "p", "d"))
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    hard.type, hard.linkname = tarfile.LNKTYPE, "a.txt"
    pipe.type, folder.type = tarfile.FIFOTYPE, tarfile.DIRTYPE
    content = tarred({"a.txt": LETTER}, [link, hard, pipe, folder])
    assert members(content, "x.tar") == {"a.txt": LETTER}
    told = fates(content, "x.tar")
    assert "symbolic link to '/etc/passwd'" in told["s"]
    assert "hard link" in told["h"]
    assert "special file" in told["p"]
    assert "d" not in told


def test_a_packed_tar_gives_its_members_and_a_packed_file_itself():
    assert members(tarred({"a.txt": LETTER}, packing="xz"), "x.txz") == {"a.txt": LETTER}
    assert members(gzip.compress(LETTER), "letter.txt.gz") == {"letter.txt": LETTER}


def test_an_encrypted_member_is_left_out_and_the_others_read():
    content = bytearray(zipped({"a.txt": LETTER, "b.txt": b"two"}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert members(bytes(content)) == {"b.txt": b"two"}
    assert fates(bytes(content))["a.txt"] == "left out: it is encrypted"
    assert "1 files are encrypted" in layer(bytes(content)).notes[0]


def test_nothing_but_encrypted_members_is_a_refusal():
    content = bytearray(zipped({"a.txt": LETTER}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert code(bytes(content)) == "encrypted"


def test_a_damaged_member_is_left_out():
    content = bytearray(zipped({"a.txt": LETTER, "b.txt": b"two"}, zipfile.ZIP_STORED))
    content[content.index(LETTER)] ^= 1
    assert "damaged" in fates(bytes(content))["a.txt"]
    assert members(bytes(content)) == {"b.txt": b"two"}


def test_an_archive_that_breaks_off_keeps_what_came_before():
    content = tarred({"a.txt": LETTER, "b.txt": b"x" * 5000})[:2600]
    assert members(content, "x.tar") == {"a.txt": LETTER}
    assert code(zipped({"a.txt": LETTER})[:40]) == "truncated"
    assert code(gzip.compress(LETTER * 100)[:30], "x.gz") == "truncated"


def test_empty_archives_and_empty_members():
    assert code(zipped({})) == "empty"
    assert members(zipped({"a": b""})) == {"a": b""}


def test_a_bomb_is_left_out_and_the_good_members_read():
    content = zipped({"a.txt": LETTER, "bomb": bytes(40_000_000)})
    assert members(content) == {"a.txt": LETTER}
    assert "a bomb" in fates(content)["bomb"]


def test_a_lying_size_does_not_pass_the_bound():
    content = bytearray(zipped({"bomb": bytes(3_000_000)}))
    at = content.index(b"PK\x01\x02") + 24
    content[at : at + 4] = struct.pack("<I", 10)
    with pytest.raises(Unreadable):
        bounded(bytes(content), ZIP, member_bytes=1000)


@pytest.mark.parametrize("bound", [{"members": 1}, {"member_bytes": 20}, {"total_bytes": 30}])
def test_what_passes_a_bound_is_left_out_by_name(bound: dict[str, int]):
    content = zipped({"a.txt": LETTER, "b.txt": b"x" * 25})
    outcome = bounded(content, ZIP, **bound)
    assert [member.path for member in outcome.members] == ["a.txt"]
    assert "pass the bounds" in outcome.layer.notes[0]
    assert "b.txt\t25" in outcome.layer.text


def test_the_list_itself_is_bounded():
    content = zipped({str(n): b"x" for n in range(30)})
    outcome = bounded(content, ZIP, listed=10)
    assert len(outcome.members) == 10
    assert "first 10 members" in outcome.layer.notes[0]


def test_a_packed_tar_stops_at_the_bound():
    content = tarred({"a.txt": LETTER, "b": bytes(200_000), "c": b"3"}, packing="gz")
    outcome = bounded(content, GZIP, total_bytes=50_000)
    assert [member.path for member in outcome.members] == ["a.txt"]
    assert any("rest was not looked at" in note for note in outcome.layer.notes)


def test_a_tar_that_states_a_huge_size_is_held():
    info = tarfile.TarInfo("huge")
    info.size = 1 << 40
    with pytest.raises(Unreadable) as caught:
        bounded(info.tobuf() + bytes(1024), TAR)
    assert caught.value.reason_code == "too_large"
    with pytest.raises(Unreadable):
        bounded(gzip.compress(info.tobuf() + bytes(1024)), GZIP)
