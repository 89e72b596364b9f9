"""Attacks on the sealed compartment: is there anything by which a report can be told from none?

Two copies of one client file live through the same commands; one of them with reports where the other
has a look at the file. Whoever lacks the officer's key sees every byte, listing and export of both.
"""

from __future__ import annotations

import base64
import json
import re
import shutil
import sqlite3
import zipfile
import zlib
from pathlib import Path

import pytest

from commands import call
from dalil.assembly import build
from dalil.casework.diligence_sealed import SIZE, cover, pack, read_reports
from dalil.config import Config
from dalil.errors import BadInput, Tampered, WrongSecret

WORDS = "I suspect that Marrowgate money is laundered; consent of the agency was asked."
LONG = " ".join(
    f"{n}. Marrowgate paid {n * 7919 % 1000} to an account at Izmer." for n in range(120)
)


class Steady:
    """A clock that moves a second at each look, so that both files live at the same times."""

    def __init__(self) -> None:
        self.seconds = 0

    def now(self) -> str:
        self.seconds += 1
        return f"2031-05-04T{self.seconds // 3600:02d}:{self.seconds // 60 % 60:02d}:{self.seconds % 60:02d}Z"


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """Two worlds: (folder with reports, folder without); the same commands at the same times."""
    root = tmp_path_factory.mktemp("sealed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DALIL_USER", "anna")
        patch.chdir(root)
        call("diligence", "key", "officer.key")
        for name in ("told", "silent"):
            (root / name).mkdir()
            (root / name / "passport.txt").write_text("passport of Orla Venn", encoding="utf-8")
            shutil.copy(root / "officer.key", root / name)
            patch.chdir(root / name)
            patch.setenv("DALIL_HOME", str(root / name / "home"))
            patch.setattr("dalil.store.clock.SystemClock", Steady)
            live(reports=name == "told")
    return root / "told", root / "silent"


def told(*words: object) -> list[dict]:
    """The list that a command said; of files of 2031 a warning stands before it on stderr."""
    said = call(*words)[1]
    return json.loads(said[said.index("[") :])


def live(*, reports: bool) -> None:
    """A life of a client file."""
    client = ("--client", "c")
    said: list[tuple[int, str]] = []

    def aside(words: str) -> None:
        """A report, or a renewal in its place."""
        if reports:
            said.append(call("diligence", "report", *client, ask=words))
        else:
            said.append(call("diligence", "renew", *client))

    call("diligence", "open", "Orla Venn", *client, "--officer", "officer.key")
    call("diligence", "add", "passport.txt", *client, "--as", "passport", "--independent")
    aside(WORDS)
    call("diligence", "state", "purpose", "A house.", *client)
    aside(LONG)
    aside("х" * 900)
    assert len(set(said)) == 1
    assert re.fullmatch(r"sealed for age1[0-9a-z]{58}\n", said[0][1]), said
    call("diligence", "rate", "high", *client, "--reason", "New.", "--evidence", "passport.txt")
    call("diligence", "inspect", *client, "--output", "inspection.html")
    call("diligence", "inspect", *client, "--output", "inspection.json")
    call("diligence", "export", *client, "--output", "own.zip")
    call("diligence", "export", *client, "--for", "others", "--output", "others.zip")


def files(folder: Path) -> dict[str, bytes]:
    """Every file, with the members of archives."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or "officer.key" in path.name:
            continue
        found[str(path.relative_to(folder))] = path.read_bytes()
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                for info in archive.infolist():
                    found[f"{path.name}!{info.filename}"] = archive.read(info)
    return found


def plain_name(name: str) -> str:
    return re.sub(r"[0-9a-f]{64}", "HASH", name)


def shape(content: bytes) -> str:
    """A text without what is random: hashes, salts, keys, signatures, sealed records."""
    text = content.decode("utf-8", "replace")
    text = re.sub(r"[A-Za-z0-9+/]{200,}={0,2}", lambda m: f"<sealed {len(m[0])}>", text)
    return re.sub(r"[0-9a-f]{12,}", lambda m: f"<hex {len(m[0])}>", text)


def test_the_same_files_of_the_same_names_and_sizes(pair):
    told, silent = (files(folder) for folder in pair)
    assert [plain_name(name) for name in told] == [plain_name(name) for name in silent]
    for (name, one), other in zip(told.items(), silent.values(), strict=True):
        if name.endswith((".zip", "case.db-shm")):
            continue  # compressed random bytes differ by a few in any two runs
        assert len(one) == len(other), name


def test_every_text_has_the_same_shape(pair):
    told, silent = (files(folder) for folder in pair)
    texts = (".jsonl", ".json", ".html", ".toml", ".txt", "key.pub")
    compared = 0
    for (name, one), other in zip(told.items(), silent.values(), strict=True):
        if name.endswith(texts):
            compared += 1
            assert shape(one) == shape(other), name
    assert compared > 15


def rows(folder: Path) -> list[tuple[str, list[tuple[object, ...]]]]:
    """Every table: for each row the lengths and shapes of its values."""
    found = []
    with sqlite3.connect(folder / "c" / "case.db") as connection:
        query = (
            "SELECT name FROM sqlite_master WHERE type='table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        )
        names = [r[0] for r in connection.execute(query)]
        for name in sorted(names):
            if name.startswith("sqlite"):
                continue
            lines = [
                tuple(len(v) if isinstance(v, bytes) else shape(str(v).encode()) for v in row)
                for row in connection.execute(f'SELECT * FROM "{name}"')
            ]
            found.append((name, lines))
    return found


def test_every_row_of_the_database_has_the_same_shape(pair):
    told, silent = (rows(folder) for folder in pair)
    assert [name for name, _ in told] == [name for name, _ in silent]
    for (name, one), (_, other) in zip(told, silent, strict=True):
        assert one == other, name
    assert any(len(lines) > 10 for _, lines in told)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "cp1251"])
def test_no_byte_anywhere_says_a_word_of_the_reports(pair, encoding):
    needles = [word.encode(encoding, "replace") for word in ("Marrowgate", "laundered", "суспект")]
    needles += [pack("anna", WORDS)[:24], base64.b64encode(WORDS.encode())[4:40]]
    needles += [zlib.compress(WORDS.encode())[2:30]]
    for name, content in files(pair[0]).items():
        for needle in needles:
            assert needle not in content, (name, needle)


@pytest.mark.parametrize(
    "words", [("show",), ("show", "--json"), ("inspect",), ("inspect", "--json")], ids=" ".join
)
def test_what_commands_say_is_the_same(pair, monkeypatch, tmp_path, words):
    said = []
    for folder in pair:
        monkeypatch.setenv("DALIL_HOME", str(folder / "home"))
        monkeypatch.setenv("DALIL_USER", "anna")
        work = tmp_path / folder.name
        shutil.copytree(folder / "c", work / "c")
        monkeypatch.chdir(work)
        monkeypatch.setattr("dalil.store.clock.SystemClock", Steady)
        said.append(call("diligence", *words, "--client", "c"))
    assert (said[0][0], shape(said[0][1].encode())) == (said[1][0], shape(said[1][1].encode()))
    assert "report" not in said[0][1].lower().replace("report: ", "")


def opened(folder: Path, tmp_path: Path):
    shutil.copytree(folder / "c", tmp_path / "c")
    return build(Config.load({"DALIL_HOME": str(folder / "home")})).open_case(
        tmp_path / "c", write=True, kind="client"
    )


def test_the_officer_reads_every_report_with_its_time_and_nobody_else_does(pair, tmp_path):
    secret = (pair[0] / "officer.key").read_text("utf-8")
    with opened(pair[0], tmp_path) as case:
        found = read_reports(case, [secret]).reports
        assert [one.text for one in found] == [WORDS, LONG, "х" * 900]
        assert [one.by for one in found] == ["anna"] * 3
        times = [case.ledger.part(one.entry, 1)[0].at for one in found]
        assert [one.at for one in found] == times
        other = tmp_path / "other.key"
        call("diligence", "key", other)
        with pytest.raises(WrongSecret):
            read_reports(case, [other.read_text("utf-8")])
    with opened(pair[1], tmp_path / "second") as case:
        assert read_reports(case, [secret]).reports == ()


def test_the_officer_reads_them_in_a_restored_copy_too(pair, tmp_path, monkeypatch):
    monkeypatch.setenv("DALIL_HOME", str(tmp_path / "home"))
    again = tmp_path / "again"
    assert call("diligence", "restore", pair[0] / "own.zip", "--client", again)[0] == 0
    key = ("--key", pair[0] / "officer.key")
    found = told(*("diligence", "reports", "--client", again, *key, "--json"))
    assert [one["text"] for one in found] == [WORDS, LONG, "х" * 900]


def test_a_sealed_record_cannot_vanish_unseen(pair, tmp_path):
    secret = (pair[0] / "officer.key").read_text("utf-8")
    opened(pair[0], tmp_path).close()
    with sqlite3.connect(tmp_path / "c" / "case.db") as connection:
        connection.execute("DROP TRIGGER IF EXISTS x")
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name='records'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(
            "DELETE FROM records WHERE seq = (SELECT max(seq) FROM records WHERE kind='cover')"
        )
    dalil = build(Config.load({"DALIL_HOME": str(tmp_path)}))
    with (
        dalil.open_case(tmp_path / "c", write=False, kind="client") as case,
        pytest.raises(Tampered, match="missing"),
    ):
        read_reports(case, [secret])
    assert call("verify", tmp_path / "c")[0] == 1


def test_every_sealed_record_has_one_size_whatever_it_holds(pair, tmp_path):
    with opened(pair[0], tmp_path) as case:
        for told in (b"", b"x", pack("anna", WORDS), b"y" * 8000):
            cover(case, told)
        sizes = {len(str(row.body["sealed"])) for row in case.store.records("cover")}
        assert len(sizes) == 1
        before = len(case.ledger)
        with pytest.raises(BadInput, match="too long"):
            cover(case, b"z" * SIZE)
        assert len(case.ledger) == before


def test_an_empty_or_too_long_report_is_refused_and_leaves_nothing(pair, tmp_path, monkeypatch):
    monkeypatch.setenv("DALIL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DALIL_USER", "anna")
    opened(pair[0], tmp_path).close()
    before = (tmp_path / "c" / "ledger" / "entries.jsonl").read_bytes()
    for ask in ("  \n", "".join(chr(0x4E00 + n * 7919 % 20000) for n in range(9000))):
        code, shown = call("diligence", "report", "--client", tmp_path / "c", ask=ask)
        assert code == 2, shown
        assert ask.strip()[:5] not in shown or not ask.strip()
    assert (tmp_path / "c" / "ledger" / "entries.jsonl").read_bytes() == before


def test_looking_at_a_file_leaves_the_trace_that_a_report_leaves(pair, tmp_path, monkeypatch):
    monkeypatch.setenv("DALIL_USER", "anna")
    opened(pair[0], tmp_path).close()
    client = ("--client", tmp_path / "c")
    traces = []
    for words, ask in (
        (("report",), "something"),
        (("renew",), ""),
        (("show",), ""),
        (("inspect",), ""),
        (("reports", "--key", pair[0] / "officer.key"), ""),
    ):
        lines = (tmp_path / "c" / "ledger" / "entries.jsonl").read_text("utf-8").splitlines()
        call("diligence", *words, *client, ask=ask)
        now = (tmp_path / "c" / "ledger" / "entries.jsonl").read_text("utf-8").splitlines()
        new = [
            re.sub(r'"(at|batch)":("[^"]*"|\d+)', "", shape(one.encode()))
            for one in now[len(lines) :]
        ]
        traces.append(new)
    assert len(traces[0]) == 1
    assert all(trace == traces[0] for trace in traces)


def test_another_officer_reads_what_is_sealed_from_then_on(pair, tmp_path, monkeypatch):
    monkeypatch.setenv("DALIL_USER", "anna")
    opened(pair[0], tmp_path).close()
    client, new, old = ("--client", tmp_path / "c"), tmp_path / "new.key", pair[0] / "officer.key"
    call("diligence", "key", new)
    assert call("diligence", "officer", new, *client)[0] == 0
    assert call("diligence", "report", *client, ask="For the new one.")[0] == 0
    code, shown = call("diligence", "reports", *client, "--key", new)
    assert code == 0
    assert "For the new one." in shown
    assert WORDS not in shown
    assert "sealed for another officer's key" in shown
    code, shown = call("diligence", "reports", *client, "--key", old)
    assert code == 0, "a change of the officer takes away nothing of before"
    assert WORDS in shown
    assert "For the new one." not in shown
    keys = ("--key", old, "--key", new, "--json")
    found = told("diligence", "reports", *client, *keys)
    assert [one["text"] for one in found] == [WORDS, LONG, "х" * 900, "For the new one."]
    assert call("verify", tmp_path / "c")[0] == 0


def test_a_key_slipped_into_the_settings_gets_no_report(pair, tmp_path, monkeypatch):
    monkeypatch.setenv("DALIL_USER", "anna")
    opened(pair[0], tmp_path).close()
    spy = tmp_path / "spy.key"
    _, recipient = call("diligence", "key", spy)
    file = tmp_path / "c" / "dalil.toml"
    text = file.read_text("utf-8")
    file.write_text(re.sub(r'officer = "[^"]*"', f'officer = "{recipient.strip()}"', text), "utf-8")
    entries = tmp_path / "c" / "ledger" / "entries.jsonl"
    before = entries.read_bytes()
    for words in (("report",), ("renew",), ("state", "purpose", "x")):
        code, shown = call("diligence", *words, "--client", tmp_path / "c", ask="secret words")
        assert code == 1
        assert "somebody changed it by hand" in shown
    assert entries.read_bytes() == before


def test_a_client_file_stays_one_whatever_its_settings_say(pair, tmp_path, monkeypatch):
    monkeypatch.setenv("DALIL_USER", "anna")
    opened(pair[0], tmp_path).close()
    file = tmp_path / "c" / "dalil.toml"
    text = file.read_text("utf-8")
    file.write_text(text.replace('kind = "client"', 'kind = "case"'), "utf-8")
    for words in (
        ("settings", "accept", "--case", tmp_path / "c"),
        ("subject", "erase", "Orla Venn", "--case", tmp_path / "c", "--reason", "asked", "--yes"),
    ):
        code, shown = call(*words)
        assert code == 2
        assert "'client'" in shown
    file.write_text(re.sub(r'officer = "[^"]*"', 'officer = "age1other"', text), "utf-8")
    code, shown = call("settings", "accept", "--case", tmp_path / "c")
    assert code == 2
    file.write_text(text, "utf-8")
    assert call("verify", tmp_path / "c")[0] == 0
