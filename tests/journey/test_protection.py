"""Whoever is restricted or protected stays so: against being a target, and against an erasure of others."""

from __future__ import annotations

import csv
import json
import shutil
from functools import partial
from pathlib import Path
from urllib.parse import quote

import openpyxl
import pytest

from commands import call_at

pytestmark = pytest.mark.xdist_group("protection")
TEXTS = {
    "a.txt": "The Northgate Herald, 4 May 2031.\n\nOrlo Vennick was charged with fraud on 3 March 2031. "
    "Timur Voskel said that Orlo Vennick took a bribe. Orlo Vennick owns Tolmak Dredging Ltd.\n",
    "b.txt": "The Southgate Post.\n\nIlka Domrath owns the quay of Harrow. Timur Voskel said that Ilka "
    "Domrath lost the contract. Rhea Sollander owns the mill. Ada Pellmont said that the mill was sold. "
    "Ada Pellmont owns Harrow Mill Ltd.\n",
    "c.txt": "The Westgate Post.\n\nRhea Sollander said that the tender was fair. Timur Voskel owns Quill "
    "Shipyard Ltd.\n",
}
AUDIENCES = ("public", "recipient", "submitter", "sealed")


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    room = tmp_path_factory.mktemp("protection")
    (room / "in").mkdir()
    for name, text in TEXTS.items():
        (room / "in" / name).write_text(text)
    # What came first names entities: the erased person's document is the oldest.
    for name in ("b.txt", "a.txt", "c.txt"):
        words = ("ingest", room / "in" / name, "--case", room / "case", "--tier", "public")
        assert call_at(room / "home", *words)[0] == 0
    return room


@pytest.fixture
def case(whole, tmp_path) -> Path:
    return Path(shutil.copytree(whole / "case", tmp_path / "case"))


@pytest.fixture
def run(tmp_path):
    return partial(call_at, tmp_path / "home")


def done(run, *words: object) -> str:
    code, shown = run(*words)
    assert code == 0, shown
    return shown


def exported(run, case: Path, audience: str = "public") -> str:
    """All that leaves for an audience as CSV, FtM and PROV."""
    out = case.parent / "out"
    for kind, name in (("csv", "csv"), ("ftm", "x.ftm.json"), ("prov", "x.prov.json")):
        common = ("--case", case, "--for", audience, "--output", out / name, "--replace")
        done(run, "export", kind, *common)
    files = [path for path in sorted(out.rglob("*")) if path.is_file()]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


@pytest.mark.parametrize("words", [("subject", "restrict"), ("mark", "--as", "restricted")])
def test_a_target_who_is_restricted_is_masked_for_everybody_and_is_a_target_no_more(
    run, case, words
):
    done(run, "mark", "Orlo Vennick", "--as", "target", "--case", case)
    assert "Orlo Vennick" in exported(run, case)
    done(run, *words, "Orlo Vennick", "--case", case, "--reason", "request 9")
    for audience in AUDIENCES:
        shown = exported(run, case, audience)
        assert "Vennick" not in shown, audience
        assert "[person A]" in shown
    file = case.parent / "d.html"
    for command in (
        ("dossier", "Orlo Vennick", "--output", file),
        ("assess", "Orlo Vennick", "--regime", "uk-gac"),
        ("trace", "Orlo Vennick"),
        ("export", "bundle", "--target", "Orlo Vennick", "--output", file),
        ("mark", "Orlo Vennick", "--as", "target"),
    ):
        code, shown = run(*command, "--case", case)
        assert code == 2, command
        assert "restricted" in shown
    assert not file.exists()
    done(
        run, "subject", "restrict", "Orlo Vennick", "--case", case, "--reason", "settled", "--lift"
    )
    assert "Orlo Vennick" in exported(run, case)


def test_a_restriction_holds_for_a_target_with_whom_the_person_is_joined(run, case):
    done(run, "mark", "Orlo Vennick", "--as", "target", "--case", case)
    done(run, "subject", "restrict", "Timur Voskel", "--case", case, "--reason", "request 9")
    done(
        run, "review", "--case", case, "--merge", "Orlo Vennick", "Timur Voskel", "--why", "one man"
    )
    shown = exported(run, case, "submitter")
    assert "Vennick" not in shown
    assert "Voskel" not in shown
    assert "target" not in shown
    assert (
        run("dossier", "Orlo Vennick", "--case", case, "--output", case.parent / "d.html")[0] == 2
    )
    done(run, "mark", "Timur Voskel", "--as", "not restricted", "--case", case, "--reason", "over")
    assert "Vennick" in exported(run, case, "submitter")


ERASE = ("subject", "erase", "Ilka Domrath", "--reason", "r1", "--yes", "--json", "--case")


def protected(run, case: Path) -> None:
    """Marks whose words name whom the erasure takes, or whose entity is named after its document."""
    by = ("--reason", "letter of Ilka Domrath", "--case", case)
    done(run, "mark", "Rhea Sollander", "--as", "restricted", *by)
    done(run, "mark", "Timur Voskel", "--as", "witness", "--case", case)
    done(run, "mark", "Timur Voskel", "--as", "target", *by)
    done(run, "mark", "Timur Voskel", "--as", "not target", *by)
    done(run, "mark", "Ada Pellmont", "--as", "child", "--case", case)
    done(run, "mark", "Orlo Vennick", "--as", "target", *by)


def unmasked(run, case: Path, audience: str) -> set[str]:
    shown = exported(run, case, audience)
    return {word for word in ("Sollander", "Voskel", "Pellmont", "Vennick") if word in shown}


@pytest.mark.parametrize("way", ["read", "not read", "broken off"])
def test_an_erasure_takes_protection_from_nobody_else(run, case, way, monkeypatch):
    protected(run, case)
    before = [unmasked(run, case, audience) for audience in ("public", "recipient")]
    assert before == [{"Vennick"}, {"Voskel", "Pellmont", "Vennick"}]
    if way == "broken off":
        with monkeypatch.context() as patch:
            patch.setattr("dalil.casework.read.read_claims", lambda *_, **__: 1 / 0)
            with pytest.raises(AssertionError, match="ZeroDivisionError"):
                run(*ERASE, case)
    else:
        told = json.loads(done(run, *ERASE, case, *(("--no-read",) if way == "not read" else ())))
        assert ("Ada Pellmont" in told["marks_waiting"]) is (way == "not read")
    assert unmasked(run, case, "public") == {"Vennick"}
    assert "Sollander" not in exported(run, case, "submitter")
    done(run, "read", "--case", case)
    assert unmasked(run, case, "public") == {"Vennick"}
    assert unmasked(run, case, "recipient") == {"Voskel", "Pellmont", "Vennick"}
    code, shown = run(
        "dossier", "Rhea Sollander", "--case", case, "--output", case.parent / "d.html"
    )
    assert code == 2
    assert "restricted" in shown
    for path in case.rglob("*"):
        assert not path.is_file() or b"Domrath" not in path.read_bytes()
    done(run, "verify", case)
    for name in ("Ada Pellmont", "Timur Voskel"):
        done(run, "mark", name, "--as", "not protected", "--case", case, "--reason", "grown up")
    assert unmasked(run, case, "public") == {"Voskel", "Pellmont", "Vennick"}
    done(run, "read", "--case", case)
    assert unmasked(run, case, "public") == {"Voskel", "Pellmont", "Vennick"}


def test_a_victim_is_masked_in_addresses_places_plurals_and_by_a_short_first_name(run, tmp_path):
    room = tmp_path / "in"
    room.mkdir()
    (room / "page.html").write_text(
        "<html><head><title>The Herald</title><link rel='canonical' "
        "href='https://news.example/2031/lea%20quorn-robbed'></head><body><p>Lea Quorn was robbed. "
        "The teacher Orlo Vennick said that Lea told the police. "
        "Orlo Vennick said that the Quorns moved away.</p></body></html>",
        encoding="utf-8",
    )
    book = openpyxl.Workbook()
    book.active.title = "Lea Quorn"
    for row in (("name", "company"), ("Orlo Vennick", "Tolmak Dredging Ltd")):
        book.active.append(row)
    book.save(room / "staff.xlsx")
    case = tmp_path / "case"
    done(run, "ingest", room, "--case", case, "--tier", "public")
    assert "quorn" in exported(run, case).lower()
    done(run, "mark", "Lea Quorn", "--as", "victim", "--case", case, "--reason", "a child")
    shown = exported(run, case)
    assert "Orlo Vennick" in shown
    assert "quorn" not in shown.lower()
    assert "Lea" not in shown
    assert "sheet [person A]" in shown


def test_an_erasure_finds_names_in_links_references_and_between_unseen_signs(run, tmp_path):
    room, case = tmp_path / "in", tmp_path / "case"
    room.mkdir()
    letters = "".join(f"&#{ord(letter)};" for letter in "Орло Венников")
    coded = {
        "link.txt": "See https://x.example/Orlo%20Vennick/a.html for the tender of Harrow.\n",
        "wiki.txt": f"See https://x.example/wiki/{quote('Орло_Венников')} for more.\n",
        "page.html": f"<html><body><img src='a.png' alt='{letters}'><p>The quay.</p></body></html>",
        "cut.txt": "The tender was won by Ven\u200bnick of Quill.\n",
        "old.txt": "Тендер выиграл Венников.\n".encode("koi8-r"),
        "memo.rtf": "{\\rtf1{\\info{\\author "
        + "".join(f"\\u{ord(letter)}?" for letter in "Венников")
        + "}} The quay of Harrow was rebuilt.}",
        "plain.txt": "Orlo Vennick owns the quay of Harrow.\n",
        "other.txt": "Ilka Domrath owns the mill; see https://x.example/Ilka%20Domrath for 60 %.\n",
    }
    for name, text in coded.items():
        (room / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    done(run, "ingest", room, "--case", case)
    words = ("subject", "erase", "Orlo Vennick", "--also", "Орло Венников", "--case", case)
    told = json.loads(done(run, *words, "--reason", "r", "--yes", "--json"))
    assert told["exhibits"] == 7
    held = json.loads(done(run, "subject", "show", "Ilka Domrath", "--case", case, "--json"))
    assert [one["name"] for one in held["exhibits"]] == ["other.txt"]
    for path in case.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            for form in (
                "Vennick",
                "Orlo%20",
                quote("Орло"),
                "Ven\u200bnick",
                letters[:20],
                "\\u1042?",
            ):
                assert form.encode() not in content, (path, form)
            assert "Венников".encode("koi8-r") not in content
    done(run, "verify", case)


def test_a_merge_on_closed_knowledge_joins_nobody_for_those_who_may_not_know_it(run, case):
    def names(audience: str) -> list[str]:
        exported(run, case, audience)
        with (case.parent / "out" / "csv" / "entities.csv").open(encoding="utf-8") as file:
            return [row["names"] for row in csv.DictReader(file) if row["type"] == "PER"]

    pair = (
        "review",
        "--case",
        case,
        "--merge",
        "Timur Voskel",
        "Rhea Sollander",
        "--why",
        "a letter",
    )
    done(run, *pair, "--tier", "sealed")
    both = {"Rhea Sollander; Timur Voskel", "Timur Voskel; Rhea Sollander"}
    for audience in ("public", "recipient", "submitter"):
        assert not both.intersection(names(audience)), audience
        assert "Rhea Sollander" in names(audience)
    assert both.intersection(names("sealed"))
    done(run, "review", "--case", case, "--undo", entity(run, case, "Timur Voskel"))
    assert not both.intersection(names("sealed"))
    assert "public exports" in done(run, *pair)
    assert both.intersection(names("public"))
    for words in (("--split", "Timur Voskel"), ("--accept", "c_1")):
        code, shown = run("review", "--case", case, *words, "--tier", "sealed", "--why", "x")
        assert code == 2
        assert "--merge" in shown


def entity(run, case: Path, name: str) -> str:
    return json.loads(done(run, "subject", "show", name, "--case", case, "--json"))["entities"][0]


def test_sealing_counts_what_still_holds_a_name_that_stands_in_the_sealed_exhibit_alone(run, case):
    late = case.parent / "late.txt"
    late.write_text("Memo.\n\nOrlo Zachariah Vennick owns Harrow Quay Ltd.\n")
    words = case.parent / "words"
    words.write_text("seven small harbours\n")
    done(run, "ingest", late, "--case", case)
    by = ("--reason", "named beside Orlo Zachariah Vennick", "--case", case)
    done(run, "mark", "Timur Voskel", "--as", "witness", *by)
    common = ("--case", case, "--reason", "file 7", "--passphrase-file", words, "--json")
    (told,) = json.loads(done(run, "seal", "late.txt", *common))
    assert told["names_kept"] == {"rows": 1, "ledger_entries": 1}
    (told,) = json.loads(done(run, "seal", "c.txt", *common))
    assert told["names_kept"] == {"rows": 0, "ledger_entries": 0}
