"""What people may ask of a case, tried on a real one: and after an erasure no byte names the person."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import tarfile
import zipfile
import zlib
from functools import partial
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner

from commands import call_at as call
from dalil.cli.main import dalil as program

pytestmark = pytest.mark.xdist_group("people")
ARTICLE = """Who paid for the quay
By Tessa Maruin

Ordan Veshkul, the minister of ports, owned Tidewell Marine, the auditor Helge Brannock said.
Veshkul denied that he had ever met Helge Brannock. "Ordan Veshkul is a thief," said Rolf Amsden.
Rolf Amsden owns the shipyard at Quill.
"The crane was never paid for," said Rolf Amsden.
Helge Brannock said that the tender was fair.
"""
OTHER = """Letter to the editor
By Corvan Lusk

Rolf Amsden lost the contract. He said that the tender was unfair.
"""
RUSSIAN = "Министр Ордан Вешкуль подал в отставку. Вешкуль сообщил об этом в среду.\n"
TABLE = (
    "name,role,company\nOrdan Veshkul,director,Tidewell Marine\nRolf Amsden,owner,Quill Shipyard\n"
)
NAMES = (
    "Ordan Veshkul",
    "ORDAN VESHKUL",
    "Veshkul",
    "veshkul",
    "Вешкуль",
    "вешкуль",
    "Ордан Вешкуль",
)


@pytest.fixture
def run(tmp_path):
    return partial(call, tmp_path / "home")


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A case of a few documents, investigated and exported once for all tests."""
    room = tmp_path_factory.mktemp("people")
    run, source = partial(call, room / "home"), room / "in"
    source.mkdir()
    (source / "article.txt").write_text(ARTICLE)
    (source / "letter.txt").write_text(OTHER)
    (source / "russian.txt").write_text(RUSSIAN, encoding="utf-8")
    (source / "Veshkul list.csv").write_text(TABLE)
    (source / "nothing.bin").write_bytes(b"\x00\x01" + "Ordan Veshkul".encode("utf-16-le"))
    document = docx.Document()
    document.add_paragraph("The crane of Quill was sold at noon.")
    document.core_properties.last_modified_by = "Ordan Veshkul"
    document.save(source / "crane.docx")
    (source / "Cabinet.txt").write_text("The minister of ports spoke of minimum wages.\n")
    with zipfile.ZipFile(source / "pack.zip", "w") as archive:
        archive.writestr("inner.txt", "A note on Ordan Veshkul and the quay of Quill.\n")
        archive.writestr("other.txt", "A note on Rolf Amsden alone.\n")
    folder = room / "case"
    code, shown = run("investigate", source, "--case", folder, "--target", "Rolf Amsden")
    assert code == 0, shown
    names = [path.name for path in source.iterdir()]
    assert run("mark", *names, "--case", folder, "--tier", "public")[0] == 0
    for kind in ("ftm", "csv", "prov"):
        assert run("export", kind, "--case", folder)[0] == 0
    return folder


@pytest.fixture
def case(made, tmp_path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "case"))


def unpacked(content: bytes) -> list[bytes]:
    """A file, and what its compressed parts hold."""
    found = [content]
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found += [archive.read(name) for name in archive.namelist()]
    at = content.find(b"\x78")
    while at >= 0:
        with contextlib.suppress(zlib.error):
            found.append(zlib.decompressobj().decompress(content[at:]))
        at = content.find(b"\x78", at + 1)
    return found


def places(folder: Path) -> list[str]:
    """Files of a case whose bytes name the person, whatever the encoding or compression."""
    words = {
        word.encode(encoding)
        for word in NAMES
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "cp1251")
        if word == word.encode(encoding, "ignore").decode(encoding)
    } | {word.encode("unicode_escape") for word in NAMES}
    return [
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file()
        for part in unpacked(path.read_bytes())
        if any(word in part for word in words)
    ]


def test_what_is_held_is_shown_and_given(run, case, tmp_path):
    code, shown = run(
        "subject", "show", "Ordan Veshkul", "--case", case, "--also", "Вешкуль", "--json"
    )
    held = json.loads(shown)
    assert code == 0
    assert len(held["exhibits"]) >= 4
    assert any("Tidewell" in one["quote"] for one in held["said_about_them"])
    assert held["said_by_them"]
    assert (
        run("subject", "export", "Ordan Veshkul", "--case", case, "--output", tmp_path / "t.json")[
            0
        ]
        == 0
    )
    assert json.loads((tmp_path / "t.json").read_text())["person"] == "Ordan Veshkul"


def test_after_an_erasure_no_byte_of_the_case_names_the_person_and_it_verifies(run, case):
    assert places(case), "the test can see the name before"
    code, shown = run(
        "subject", "erase", "Ordan Veshkul", "--also", "Ордан Вешкуль", "--case", case,
        "--reason", "request 7", "--yes", "--json",
    )  # fmt: skip
    assert code == 0, shown
    done = json.loads(shown)
    assert done["exhibits"] >= 5
    assert done["redacted_copies"] >= 4
    assert places(case) == []
    code, shown = run("verify", case)
    assert code == 0, shown


def test_an_erasure_keeps_the_rest_of_the_documents_and_the_marks(run, case):
    run(
        "subject",
        "erase",
        "Ordan Veshkul",
        "--also",
        "Ордан Вешкуль",
        "--case",
        case,
        "--reason",
        "r",
        "--yes",
    )
    found = json.loads(run("search", "shipyard", "--case", case, "--json")[1])
    assert json.dumps(found).count("shipyard") >= 1
    assert "█████" in json.dumps(found, ensure_ascii=False) or "shipyard" in json.dumps(found)
    held = json.loads(run("subject", "show", "Rolf Amsden", "--case", case, "--json")[1])
    assert held["marked_as"] == ["target"]
    assert held["said_about_them"] or held["said_by_them"]


def test_the_reason_may_not_name_the_person(run, case):
    code, shown = run(
        "subject", "erase", "Ordan Veshkul", "--case", case, "--reason", "Veshkul asked", "--yes"
    )
    assert code == 2
    assert "names the person" in shown


def test_a_restricted_person_is_masked_for_everybody_and_is_no_target(run, case, tmp_path):
    assert (
        run("subject", "restrict", "Ordan Veshkul", "--case", case, "--reason", "disputed")[0] == 0
    )
    code, shown = run("dossier", "Ordan Veshkul", "--case", case, "--output", tmp_path / "d.html")
    assert code == 2
    assert "restricted" in shown
    folder = tmp_path / "csv"
    assert run("export", "csv", "--case", case, "--for", "submitter", "--output", folder)[0] == 0
    assert "Veshkul" not in (folder / "claims.csv").read_text()
    assert (
        run(
            "subject", "restrict", "Ordan Veshkul", "--case", case, "--reason", "settled", "--lift"
        )[0]
        == 0
    )
    again = ("export", "csv", "--case", case, "--for", "submitter", "--output", folder)
    assert run(*again, "--replace")[0] == 0
    assert "Veshkul" in (folder / "claims.csv").read_text()


def test_a_correction_stands_beside_the_claim_that_stays(run, case, tmp_path):
    held = json.loads(run("subject", "show", "Ordan Veshkul", "--case", case, "--json")[1])
    claim = held["said_about_them"][0]
    code, shown = run(
        "subject", "correct", "Ordan Veshkul", "--case", case, "--claim", claim["claim"],
        "--says", "He sold it in 2011", "--reason", "letter of 4 May",
    )  # fmt: skip
    assert code == 0, shown
    run("export", "csv", "--case", case, "--output", tmp_path / "csv")
    text = (tmp_path / "csv" / "claims.csv").read_text()
    assert "He sold it in 2011" in text
    assert claim["quote"] in text
    code, shown = run(
        "subject", "correct", "Ordan Veshkul", "--case", case, "--claim", "c_none", "--says", "x",
        "--reason", "y",
    )  # fmt: skip
    assert code == 2


def test_tiers_and_privilege_are_marked_and_obeyed_by_members_too(run, case, tmp_path):
    def files(audience: str) -> str:
        folder = tmp_path / audience
        call = ("export", "csv", "--case", case, "--for", audience, "--output", folder)
        assert run(*call, "--replace")[0] == 0
        return (folder / "exhibits.csv").read_text()

    assert "letter.txt" in files("public")
    assert run("mark", "letter.txt", "--case", case, "--tier", "sealed")[0] == 0
    assert run("mark", "pack.zip", "--case", case, "--privileged", "--reason", "counsel")[0] == 0
    assert "letter.txt" not in files("submitter")
    assert "letter.txt" in files("sealed")
    assert "inner.txt" not in files("recipient")
    assert "inner.txt" in files("submitter")
    code, shown = run("mark", "none.txt", "--case", case, "--tier", "sealed")
    assert code == 2
    assert "holds no exhibit" in shown


def test_a_child_is_masked_in_public_exports_when_somebody_says_so(run, case, tmp_path):
    assert run("mark", "Helge Brannock", "--case", case, "--as", "child")[0] == 0
    for audience, seen in (("public", False), ("recipient", True)):
        folder = tmp_path / audience
        assert run("export", "csv", "--case", case, "--for", audience, "--output", folder)[0] == 0
        assert ("Brannock" in (folder / "claims.csv").read_text()) is seen


ERASE = ("subject", "erase", "Ordan Veshkul", "--also", "Ордан Вешкуль", "--reason", "r", "--yes")


def table(run, case: Path, folder: Path, audience: str, name: str) -> str:
    assert run("export", "csv", "--case", case, "--for", audience, "--output", folder)[0] == 0
    return (folder / name).read_text()


def claim_with(run, case: Path, name: str, words: str) -> str:
    held = json.loads(run("subject", "show", name, "--case", case, "--json")[1])
    rows = [*held["said_about_them"], *held["said_by_them"]]
    return next(row["claim"] for row in rows if words in row["quote"])


def test_a_member_of_an_erased_container_stays_as_closed_as_it_was(run, case, tmp_path):
    assert run("mark", "pack.zip", "--case", case, "--tier", "sealed")[0] == 0
    assert "other.txt" not in table(run, case, tmp_path / "a", "submitter", "exhibits.csv")
    assert run(*ERASE, "--case", case)[0] == 0
    assert "other.txt" not in table(run, case, tmp_path / "b", "submitter", "exhibits.csv")
    assert "other.txt" in table(run, case, tmp_path / "c", "sealed", "exhibits.csv")


def test_an_archive_that_came_after_what_it_holds_goes_too(run, tmp_path):
    case, alone, packed = tmp_path / "late", tmp_path / "alone.txt", tmp_path / "packed.tar.xz"
    alone.write_text("Ordan Veshkul sold the crane, the auditor Helge Brannock said.\n")
    assert run("ingest", alone, "--case", case, "--no-read")[0] == 0
    with tarfile.open(packed, "w:xz") as archive:
        archive.add(alone, "under/another-name.txt")
    content = packed.read_bytes()
    assert run("ingest", packed, "--case", case, "--no-read")[0] == 0
    code, shown = run(
        "subject", "erase", "Ordan Veshkul", "--case", case, "--reason", "r", "--yes", "--no-read"
    )
    assert code == 0, shown
    kept = [path.read_bytes() for path in (case / "vault").rglob("*") if path.is_file()]
    assert kept
    assert content not in kept
    assert run("verify", case)[0] == 0


def test_marks_and_judgements_on_claims_are_carried_over_by_place(run, case, tmp_path):
    sealed = claim_with(run, case, "Rolf Amsden", "crane was never")
    assert run("mark", sealed, "--case", case, "--tier", "sealed", "--reason", "Veshkul")[0] == 0
    named = claim_with(run, case, "Helge Brannock", "tender was fair")
    code, shown = run(
        "subject", "correct", "Helge Brannock", "--case", case, "--claim", named,
        "--says", "Veshkul sold it in 2011", "--reason", "letter of 4 May",
    )  # fmt: skip
    assert code == 0, shown
    code, shown = run(*ERASE, "--case", case, "--json")
    assert code == 0, shown
    done = json.loads(shown)
    assert places(case) == []
    assert done["marks_lost"] == []
    assert done["judgements_lost"] == 0
    public = table(run, case, tmp_path / "a", "public", "claims.csv")
    sealed = table(run, case, tmp_path / "b", "sealed", "claims.csv")
    assert "crane was never" not in public
    assert "crane was never" in sealed
    assert "tender was fair" in public, "the copy itself is open again"
    assert "███████ sold it in 2011" in sealed


def test_a_copy_that_is_not_read_is_as_closed_as_its_most_closed_claim(run, case, tmp_path):
    sealed = claim_with(run, case, "Rolf Amsden", "crane was never")
    assert run("mark", sealed, "--case", case, "--tier", "sealed")[0] == 0
    code, shown = run(*ERASE, "--case", case, "--no-read", "--json")
    assert code == 0, shown
    assert len(json.loads(shown)["marks_lost"]) == 1
    public = table(run, case, tmp_path / "a", "public", "exhibits.csv")
    sealed_too = table(run, case, tmp_path / "b", "sealed", "exhibits.csv")
    assert sealed_too.count("redacted copy:") > public.count("redacted copy:") > 0


def test_killed_after_its_copies_came_in_nothing_is_open_and_it_goes_on(
    run, case, tmp_path, monkeypatch
):
    from dalil.casework import erasure

    def stop(*words):
        raise KeyboardInterrupt

    assert run("mark", "article.txt", "--case", case, "--tier", "sealed")[0] == 0
    with monkeypatch.context() as patch:
        patch.setattr(erasure, "keep_closed", stop)
        assert CliRunner().invoke(program, [*ERASE, "--case", str(case)]).exit_code != 0
    code, shown = run(*ERASE, "--case", case, "--json")
    assert code == 0, shown
    assert json.loads(shown)["redacted_copies"] >= 4
    assert places(case) == []
    public = table(run, case, tmp_path / "a", "submitter", "exhibits.csv")
    everything = table(run, case, tmp_path / "b", "sealed", "exhibits.csv")
    assert everything.count("redacted copy:") == public.count("redacted copy:") + 1


def test_whom_nothing_names_is_not_erased_and_what_goes_is_told_first(run, case):
    before = sorted(path.name for path in (case / "vault").rglob("*"))
    code, shown = run(
        "subject", "erase", "Bertil Veshkul", "--case", case, "--reason", "r", "--yes"
    )
    assert code == 2
    assert "Ordan Veshkul" in shown
    words = ["subject", "erase", "Ordan Veshkul", "--case", str(case), "--reason", "r"]
    asked = CliRunner().invoke(program, words, input="n\n")
    assert "exhibits" in asked.output
    assert "rows" in asked.output
    assert sorted(path.name for path in (case / "vault").rglob("*")) == before


def test_words_that_merely_hold_a_name_are_left_alone(run, case):
    from dalil.casework.spellings import Spellings

    assert Spellings(["Ada Port"]).names == ("Ada Port", "Port")
    code, shown = run("subject", "show", "Rolf Mini", "--case", case, "--json")
    assert code == 0, shown
    assert json.loads(shown)["exhibits"] == []


def test_a_case_among_its_documents_is_not_taken_into_itself(run, tmp_path):
    """Its key and its database would leave with the next bundle."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Ordan Veshkul owned the quay.\n")
    case = tmp_path / "in" / "case"
    for words in ("investigate", tmp_path / "in"), ("ingest", tmp_path / "in"):
        for _ in range(2):
            assert run(*words, "--case", case)[0] == 0
    assert run("subject", "show", "Ordan Veshkul", "--case", case)[1].count("named in 1 exhibits")
    assert len([path for path in (case / "vault").rglob("*") if path.is_file()]) == 1
    code, shown = run("ingest", case / "ledger" / "key", "--case", tmp_path / "other")
    assert (code, str(case) in shown) == (2, True)


def test_words_like_the_name_are_told_before_anything_goes(run, case, tmp_path):
    note = tmp_path / "note.txt"
    note.write_text("A note on ORDANVESHKUL and on Véshkul.\n", encoding="utf-8")
    assert run("ingest", note, "--case", case)[0] == 0
    code, shown = run("subject", "show", "Ordan Veshkul", "--case", case, "--json")
    words = {one["word"]: one["texts"] for one in json.loads(shown)["near_spellings"]}
    assert (code, words) == (0, {"ORDANVESHKUL": 1, "Véshkul": 1})
    words = ["subject", "erase", "Ordan Veshkul", "--case", str(case), "--reason", "r"]
    asked = CliRunner().invoke(program, words, input="n\n")
    assert "ORDANVESHKUL  (in 1 text)" in asked.output
    erase = ["subject", "erase", "Ordan Veshkul", "--case", case, "--reason", "r", "--yes"]
    code, shown = run(*erase, "--also", "Véshkul", "--also", "ORDANVESHKUL", "--json")
    assert (code, json.loads(shown)["near_spellings"]) == (0, [])
    assert run("subject", "show", "Véshkul", "--case", case)[1].count("named in 0 exhibits") == 1


def test_what_is_given_obeys_tiers_and_lies_where_others_cannot_read(run, case, tmp_path):
    output = tmp_path / "t.json"
    assert run("mark", "article.txt", "--case", case, "--tier", "sealed")[0] == 0
    words = ("subject", "export", "Ordan Veshkul", "--case", case, "--output")
    code, shown = run(*words, output)
    assert code == 0, shown
    given = json.loads(output.read_text())
    assert given["exhibits_withheld"] == 1
    assert given["claims_withheld"] > 0
    assert "article.txt" not in output.read_text()
    assert str(tmp_path) not in output.read_text()
    assert "source" not in output.read_text()
    assert output.stat().st_mode & 0o777 == 0o600
    assert run(*words, output)[0] == 2
    assert run(*words, output, "--replace", "--for", "sealed")[0] == 0
    assert "article.txt" in output.read_text()
    assert run(*words, case / "vault" / "t.json")[0] == 2
    assert run(*words, case / "exports" / "t.json")[0] == 0


def test_a_killed_erasure_goes_on(run, case, monkeypatch):
    from dalil.store.erasing import SqliteErasure

    def stop(self):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(SqliteErasure, "compact", stop)
        done = CliRunner().invoke(
            program,
            [
                "subject",
                "erase",
                "Ordan Veshkul",
                "--also",
                "Ордан Вешкуль",
                "--case",
                str(case),
                "--reason",
                "r",
                "--yes",
            ],
        )
        assert done.exit_code != 0
    assert (case / ".erasing").is_file()
    code, shown = run(*ERASE, "--case", case, "--json")
    assert code == 0, shown
    done = json.loads(shown)
    assert done["exhibits"] >= 5
    assert done["redacted_copies"] >= 4
    assert done["exports"] >= 1
    assert places(case) == []
    assert run("verify", case)[0] == 0
