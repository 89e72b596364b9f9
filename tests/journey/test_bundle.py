"""What a bundle carries: nothing sealed inside something open, no path, and no trust in its own head."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from dalil.casework.verify_bundle import verify_bundle
from dalil.cli.main import dalil as program
from dalil.custody import bundles

ARTICLE = """Who paid for the quay
By Tessa Maruin

Ordan Veshkul, the minister of ports, owned Tidewell Marine, the auditor Helge Brannock said.
Ordan Veshkul denied that he had ever met Helge Brannock.
"""
pytestmark = pytest.mark.xdist_group("bundle")


def call(home: Path, *words: object) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DALIL_HOME", str(home))
        patch.setenv("DALIL_WORKERS", "1")
        done = CliRunner().invoke(program, [str(word) for word in words], standalone_mode=False)
    assert done.exception is None, done.exception
    return done.output


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    room = tmp_path_factory.mktemp("bundle")
    source = room / "in"
    source.mkdir()
    (source / "article.txt").write_text(ARTICLE)
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("secret.txt", "SEALEDWORD was said by Rolf Amsden.\n")
    with zipfile.ZipFile(source / "pack.zip", "w") as archive:
        archive.writestr("inner.zip", inner.getvalue())
        archive.writestr("open.txt", "Rolf Amsden said that the quay was closed.\n")
    call(room / "home", "investigate", source, "--case", room / "case", "--target", "Ordan Veshkul")
    return room


@pytest.fixture
def room(made, tmp_path) -> Path:
    shutil.copytree(made, tmp_path / "room")
    return tmp_path / "room"


def bundled(room: Path, audience: str = "recipient") -> dict[str, bytes]:
    path = room / f"{audience}.zip"
    path.unlink(missing_ok=True)
    call(
        room / "home",
        "export",
        "bundle",
        "--case",
        room / "case",
        "--output",
        path,
        "--for",
        audience,
    )
    report = verify_bundle(path)
    assert report.holds, report.problems
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def everything(files: dict[str, bytes]) -> bytes:
    """All bytes, archives within opened."""
    parts = []
    for content in files.values():
        parts.append(content)
        if zipfile.is_zipfile(io.BytesIO(content)):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                parts.append(everything({name: archive.read(name) for name in archive.namelist()}))
    return b"".join(parts)


def test_a_sealed_member_takes_its_containers_along(room):
    assert b"SEALEDWORD" in everything(bundled(room))
    call(room / "home", "mark", "secret.txt", "--case", room / "case", "--tier", "sealed")
    files = bundled(room)
    assert b"SEALEDWORD" not in everything(files)
    assert b"the quay was closed" in everything(files), "its open neighbour stays"
    assert json.loads(files[bundles.MANIFEST])["withheld"]


def test_a_sealed_claim_takes_its_exhibit_along(room):
    held = json.loads(
        call(room / "home", "subject", "show", "Ordan Veshkul", "--case", room / "case", "--json")
    )
    claim = next(one for one in held["said_about_them"] if "owned" in one["quote"])
    assert b"owned Tidewell" in everything(bundled(room))
    call(room / "home", "mark", claim["claim"], "--case", room / "case", "--tier", "sealed")
    assert b"owned Tidewell" not in everything(bundled(room))


def test_no_path_and_no_name_of_the_receiver_leaves(room):
    found = everything(bundled(room, "public"))
    assert str(room.parent).encode() not in found
    assert b"received_by" not in found


def forged(room: Path, change) -> Path:
    files = bundled(room)
    listed = json.loads(files[bundles.MANIFEST])
    files[bundles.MANIFEST] = change(listed)
    path = room / "forged.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    "change",
    [
        lambda m: json.dumps({**m, "files": []}).encode(),
        lambda m: json.dumps({**m, "withheld": None}).encode(),
        lambda m: json.dumps({**m, "signature": 5}).encode(),
        lambda m: json.dumps({**m, "checkpoint": {"size": "x"}}).encode(),
        lambda m: json.dumps({**m, "checkpoint": 7}).encode(),
        lambda m: b"[" * 100_000,
        lambda m: b"\xff\xfe",
        lambda m: b"{}",
        lambda m: json.dumps({**m, "state": {"reviewed": "all of all"}}).encode(),
        lambda m: json.dumps({**m, "withheld": ["f" * 64]}).encode(),
    ],
)
def test_a_manifest_that_was_meddled_with_is_found_and_breaks_nothing(room, change):
    report = verify_bundle(forged(room, change))
    assert not report.holds


def test_a_twin_that_says_otherwise_than_its_other_renderings_is_found(room):
    files = bundled(room)
    name = next(name for name in files if name.endswith(".html"))
    path = room / "h.zip"
    files[name] = files[name].replace(b"denied", b"admits")
    with zipfile.ZipFile(path, "w") as archive:
        for member, content in files.items():
            archive.writestr(member, content)
    told = " ".join(problem.what for problem in verify_bundle(path).problems)
    assert "does not say what" in told


def test_a_rendering_without_a_twin_is_told(room):
    files = bundled(room)
    for name in [name for name in files if name.startswith(bundles.DOSSIERS)]:
        if name.endswith(".json"):
            del files[name]
    listed = json.loads(files[bundles.MANIFEST])
    listed["files"] = {name: one for name, one in listed["files"].items() if name in files}
    del files[bundles.MANIFEST]
    path = room / "untwinned.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for member, content in {**files, bundles.MANIFEST: json.dumps(listed).encode()}.items():
            archive.writestr(member, content)
    told = " ".join(problem.what for problem in verify_bundle(path).problems)
    assert "has no JSON twin" in told


def hidden(content: bytes, where: str) -> bytes:
    """An archive with bytes that no file of it holds."""
    if where == "comment":
        source, out = io.BytesIO(content), io.BytesIO()
        out.write(source.getvalue())
        with zipfile.ZipFile(out, "a") as archive:
            archive.comment = b"SMUGGLED"
        return out.getvalue()
    if where == "end":
        return content + b"SMUGGLED" * 20
    if where == "front":
        return b"SMUGGLED" * 20 + content
    directory = content.index(b"PK\x01\x02")
    end = bytearray(content[content.rindex(b"PK\x05\x06") :])
    end[16:20] = (int.from_bytes(end[16:20], "little") + 160).to_bytes(4, "little")
    middle = content[directory : content.rindex(b"PK\x05\x06")]
    return content[:directory] + b"SMUGGLED" * 20 + middle + bytes(end)


@pytest.mark.parametrize("where", ["comment", "end", "front", "between"])
def test_bytes_of_the_archive_that_belong_to_no_file_are_named(room, where):
    bundled(room)
    path = room / "recipient.zip"
    assert verify_bundle(path).holds
    path.write_bytes(hidden(path.read_bytes(), where))
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
    report = verify_bundle(path)
    assert not report.holds
    assert "bytes" in report.problems[0].what.lower()


def test_a_file_beside_the_others_is_named_and_an_unpacked_bundle_is_refused(room):
    bundled(room)
    path, folder = room / "recipient.zip", room / "unpacked"
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    with pytest.raises(AssertionError, match="is an unpacked bundle"):
        call(room / "home", "verify", folder)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("readme-first.html", "<p>Trust me</p>")
    told = [problem.what for problem in verify_bundle(path).problems]
    assert told == ["readme-first.html was added: the manifest does not name it."]


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = tmp_path / "bomb.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open(bundles.MANIFEST, "w", force_zip64=True) as member,
    ):
        for _ in range(600):
            member.write(bytes(1 << 20))
    report = verify_bundle(path)
    assert not report.holds
    assert "bomb" in report.problems[0].what


def test_a_sealed_exhibit_does_not_leave_in_a_container_that_came_after_it(room, tmp_path):
    case, early, late = room / "case", tmp_path / "letter.txt", tmp_path / "later.zip"
    early.write_text("TWICEWORD was said by Edda Korn.\n")
    call(room / "home", "ingest", early, "--case", case)
    with zipfile.ZipFile(late, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(early, "under/another-name.txt")
    call(room / "home", "ingest", late, "--case", case)
    assert b"TWICEWORD" in everything(bundled(room))
    call(room / "home", "mark", "letter.txt", "--case", case, "--tier", "sealed")
    call(room / "home", "mark", "later.zip", "--case", case, "--tier", "public")
    for audience in ("recipient", "public"):
        assert b"TWICEWORD" not in everything(bundled(room, audience))
