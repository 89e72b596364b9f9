"""What holds a file closes it, whichever came first: the file, its archive, or the mark; in every export."""

from __future__ import annotations

import csv
import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from dalil.assembly import Dalil, build
from dalil.casework.casefolder import Case
from dalil.casework.encrypting import Secret
from dalil.casework.export import export
from dalil.casework.ingest import ingest
from dalil.casework.marks import find_exhibit, mark_shown, shown_exhibits, wider_inside
from dalil.casework.redact import Wanted, redact
from dalil.casework.sealing import seal
from dalil.casework.verify import verify
from dalil.config import Config
from dalil.custody.settings import CaseSettings
from dalil.errors import BadInput
from dalil.evidence import Tier

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="bounds of the kernel")
LETTER = "Rolf Amsden paid for the crane twice, the auditor Helge Brannock said.\n"
ALONE, PACK, MARK = "alone", "pack", "mark"
ORDERS = ((ALONE, PACK, MARK), (PACK, ALONE, MARK), (PACK, MARK, ALONE))


@pytest.fixture(scope="module")
def machine(tmp_path_factory) -> Dalil:
    return build(Config(home=tmp_path_factory.mktemp("home"), workers=1, user="Mira Tallow"))


@pytest.fixture
def case(machine: Dalil, tmp_path: Path) -> Iterator[Case]:
    """An empty case beside a letter, and an archive that holds it."""
    (tmp_path / "letter.txt").write_text(LETTER)
    with zipfile.ZipFile(tmp_path / "pack.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo("in/letter.txt"), LETTER)
        archive.writestr(zipfile.ZipInfo("in/other.txt"), "Nothing else was said.\n")
    machine.create_case(tmp_path / "case", CaseSettings(name="Crane"))
    with machine.open_case(tmp_path / "case", write=True) as opened:
        yield opened


def take(case: Case, machine: Dalil, name: str, tier: Tier | None = None) -> None:
    ingest(case, [case.folder.parent / name], machine.documents, tier=tier)


def follow(case: Case, machine: Dalil, order: Sequence[str]) -> None:
    """The letter comes alone, as public; the archive comes; the archive is closed: in some order."""
    for step in order:
        if step == ALONE:
            take(case, machine, "letter.txt", Tier.PUBLIC)
        elif step == PACK:
            take(case, machine, "pack.zip")
        else:
            pack = find_exhibit(case, "pack.zip")
            mark_shown(case, pack, tier=Tier.SEALED, privileged=True, reason="counsel")


def held(case: Case) -> dict[str, tuple[Tier, bool]]:
    return {one.name: (one.tier, one.privileged) for one in shown_exhibits(case).values()}


@pytest.mark.parametrize("order", ORDERS)
def test_a_closed_archive_closes_what_came_alone_too(case, machine, order):
    follow(case, machine, order)
    assert held(case) == dict.fromkeys(
        ("letter.txt", "pack.zip", "other.txt"), (Tier.SEALED, True)
    )  # fmt: skip


def test_every_export_obeys(case, machine, tmp_path):
    follow(case, machine, ORDERS[0])
    for kind in ("csv", "prov", "ftm"):
        for path in export(case, kind, Tier.SUBMITTER, tmp_path / kind).files:
            assert "letter" not in path.read_text(), path
    with (
        export(case, "csv", Tier.SEALED, tmp_path / "own").files[0].parent / "exhibits.csv"
    ).open() as rows:
        assert {row["file"] for row in csv.DictReader(rows)} == {
            "letter.txt",
            "pack.zip",
            "other.txt",
        }
    with pytest.raises(BadInput, match="may not leave"):
        redact(
            case, "letter.txt", Wanted(names=("Rolf Amsden",)), (tmp_path / "copy.txt", Tier.SUBMITTER),
            machine.documents,
        )  # fmt: skip
    assert not (tmp_path / "copy.txt").exists()


def test_a_tier_said_at_a_second_arrival_closes_and_never_opens(case, machine, tmp_path):
    take(case, machine, "letter.txt", Tier.PUBLIC)
    (tmp_path / "again.txt").write_text(LETTER)
    for tier in (None, Tier.SUBMITTER, Tier.PUBLIC):
        take(case, machine, "again.txt", tier)
        expected = Tier.PUBLIC if tier is None else Tier.SUBMITTER
        assert held(case) == {"letter.txt": (expected, False)}


def test_a_person_s_own_mark_decides_and_a_wider_one_is_told_of(case, machine):
    follow(case, machine, (ALONE, PACK))
    letter, pack = find_exhibit(case, "letter.txt"), find_exhibit(case, "pack.zip")
    mark_shown(case, letter, tier=Tier.PUBLIC, privileged=None)
    assert wider_inside(case, [pack, letter]) == {pack: ("letter.txt",)}
    mark_shown(case, pack, tier=Tier.SEALED, privileged=None)
    mark_shown(case, pack, tier=None, privileged=True)
    assert held(case) == {
        "letter.txt": (Tier.PUBLIC, True),
        "pack.zip": (Tier.SEALED, True),
        "other.txt": (Tier.SEALED, True),
    }


def test_the_name_of_a_closed_archive_is_not_told_by_what_leaves(case, machine, tmp_path):
    follow(case, machine, (PACK,))
    mark_shown(case, find_exhibit(case, "letter.txt"), tier=Tier.PUBLIC, privileged=None)
    for kind in ("csv", "prov", "ftm"):
        for path in export(case, kind, Tier.PUBLIC, tmp_path / kind).files:
            assert "pack.zip" not in path.read_text(), path
    rows = (tmp_path / "csv" / "exhibits.csv").read_text()
    assert "letter.txt" in rows


def test_sealing_the_archive_away_leaves_the_rest_as_closed_as_it_was(case, machine):
    follow(case, machine, ORDERS[0])
    done = seal(
        case, machine.sealing_of(case), find_exhibit(case, "pack.zip"), Secret(passphrase="p"), "file 7"
    )  # fmt: skip
    assert len(done.exhibits) == 2
    assert held(case) == {"letter.txt": (Tier.SEALED, True)}
    assert verify(case).holds
