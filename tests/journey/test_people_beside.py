"""What an erasure or a sealing takes and leaves beside the documents: printed exports, links between versions."""

from __future__ import annotations

import zipfile
import zlib
from functools import partial
from pathlib import Path

import pytest

from commands import call_at
from dalil.assembly import build
from dalil.casework.versions import known_versions
from dalil.config import Config

pytestmark = pytest.mark.xdist_group("people")
WORDS = (
    "The board of the port met on Tuesday and heard the auditors of three firms. It found that the north quay "
    "was sold for less than its price, that no other offer was asked for, and that the surveyor had left the "
    "room before the vote was taken by a show of hands. The minutes were read aloud and signed by the clerk."
)
SECOND = (
    "The fishing fleet came home early this year after storms in the strait broke nets and masts. The harbour "
    "master counted nineteen boats in the basin, two of them towed, and said that the fund for repairs would "
    "open on the first of the month to every owner whose licence had been renewed before the autumn came."
)


@pytest.fixture
def run(tmp_path):
    return partial(call_at, tmp_path / "home")


def printed(text: str) -> bytes:
    """A PDF of one page whose words are packed, as browsers print them."""
    stream = zlib.compress(f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET".encode())
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj%b endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    )
    return out + end % (len(parts) + 1, table, len(parts) + 1, len(out))


def links(case: Path) -> set[frozenset[str]]:
    with build(Config.load()).open_case(case, write=False) as opened:
        names = {one.sha256: one.name for one in opened.store.exhibits()}
        known = known_versions(opened.store)
    return {frozenset((names[one], names[version.of])) for one, version in known.items()}


def ingest(run, room: Path, texts: dict[str, str]) -> Path:
    source = room / "in"
    source.mkdir()
    for name, text in texts.items():
        (source / name).write_text(text)
    assert run("ingest", source, "--case", room / "case")[0] == 0
    return room / "case"


def test_a_printed_export_that_names_somebody_goes_with_them(run, tmp_path):
    case = ingest(
        run, tmp_path, {"a.txt": "Orlo Vennick owns the quay.\n", "b.txt": "Rhea Sollander left.\n"}
    )
    for name in ("Orlo Vennick", "Rhea Sollander"):
        (case / "exports" / f"{name.split()[0]}.pdf").write_bytes(printed(f"A dossier on {name}."))
    with zipfile.ZipFile(case / "exports" / "sent.zip", "w") as packed:
        packed.write(case / "exports" / "Orlo.pdf", "dossier.pdf")
    code, said = run(
        "subject", "erase", "Orlo Vennick", "--case", case, "--reason", "r", "--yes", "--no-read"
    )
    assert code == 0, said
    assert sorted(path.name for path in (case / "exports").iterdir()) == ["Rhea.pdf"]


@pytest.mark.parametrize("way", ["erase", "seal"])
def test_versions_that_stay_remain_linked(run, tmp_path, monkeypatch, way):
    """One record tells of all links that one run found."""
    monkeypatch.setenv("DALIL_HOME", str(tmp_path / "home"))
    named = f"{SECOND} It was Orlo Vennick who paid for it."
    texts = {
        "v1.txt": WORDS,
        "v2.txt": f"{WORDS} Nobody objected.",
        "w1.txt": SECOND,
        "w2.txt": named,
    }
    case = ingest(run, tmp_path, texts)
    pair, other = frozenset(("v1.txt", "v2.txt")), frozenset(("w1.txt", "w2.txt"))
    assert links(case) == {pair, other}
    if way == "erase":
        words = ("subject", "erase", "Orlo Vennick", "--yes", "--no-read")
    else:
        words = ("seal", "w2.txt", "--new-key", tmp_path / "k")
    code, said = run(*words, "--case", case, "--reason", "r")
    assert code == 0, said
    assert pair in links(case)
    assert other not in links(case)
    assert run("verify", case)[0] == 0
