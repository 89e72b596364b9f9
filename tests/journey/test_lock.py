"""A case at rest: locked, opened again, and never half or in plain where it should not be."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from dalil.cli.main import dalil as program

TEXT = "Marta Ellingham said that the minister, Tamerjin Orjumat, owned the harbour.\n"


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("DALIL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DALIL_WORKERS", "1")

    def call(*words: object, ask: str = "") -> tuple[int, str]:
        from dalil.errors import DalilError

        done = CliRunner().invoke(
            program, [str(word) for word in words], input=ask, standalone_mode=False
        )
        if isinstance(done.exception, DalilError):
            return done.exception.exit_code, str(done.exception)
        assert done.exception is None, done.exception
        return int(done.return_value or 0), done.output

    return call


@pytest.fixture
def case(run, tmp_path):
    source = tmp_path / "in" / "a.txt"
    source.parent.mkdir()
    source.write_text(TEXT, encoding="utf-8")
    folder = tmp_path / "work" / "case"
    folder.parent.mkdir()
    assert run("ingest", source, "--case", folder)[0] == 0
    return folder


def plain_left(folder) -> list[str]:
    return [
        str(path)
        for path in folder.rglob("*")
        if path.is_file() and b"Orjumat" in path.read_bytes()
    ]


def test_a_case_locked_under_a_passphrase_opens_again_and_nothing_plain_stays(run, case, tmp_path):
    words = tmp_path / "words"
    words.write_text("seven small harbours\n")
    file = case.parent / "case.age"
    code, shown = run(
        "lock", "--case", case, "--output", file, "--passphrase-file", words, "--remove"
    )
    assert code == 0, shown
    assert not case.exists()
    assert plain_left(case.parent) == []
    again = tmp_path / "again"
    words.write_text("another\n")
    code, shown = run("unlock", file, "--case", again, "--passphrase-file", words)
    assert code == 2
    assert "does not open" in shown
    assert not again.exists()
    words.write_text("seven small harbours\n")
    assert run("unlock", file, "--case", again, "--passphrase-file", words)[0] == 0
    assert run("verify", again)[0] == 0
    assert list(tmp_path.glob(".*")) == []


def test_a_key_opens_it_and_may_not_lie_beside_it(run, case, tmp_path):
    file = case.parent / "case.age"
    code, shown = run("lock", "--case", case, "--output", file, "--new-key", case.parent / "k")
    assert code == 2
    assert "beside what it opens" in shown
    key = tmp_path / "stick" / "k"
    key.parent.mkdir()
    assert run("lock", "--case", case, "--output", file, "--new-key", key)[0] == 0
    assert key.stat().st_mode & 0o077 == 0
    assert b"AGE-SECRET" not in file.read_bytes()
    assert run("unlock", file, "--case", tmp_path / "b", "--key", key)[0] == 0
    assert run("lock", "--case", case, "--output", file, "--new-key", tmp_path / "k2")[0] == 2


def test_a_changed_or_cut_file_is_refused_and_leaves_nothing(run, case, tmp_path):
    key = tmp_path / "stick" / "k"
    key.parent.mkdir()
    file = case.parent / "case.age"
    assert run("lock", "--case", case, "--output", file, "--new-key", key)[0] == 0
    whole = file.read_bytes()
    for content in (whole[:-1], whole[: len(whole) // 2], whole[:-9] + b"\x00" + whole[-8:], b""):
        file.write_bytes(content)
        code, shown = run("unlock", file, "--case", tmp_path / "b", "--key", key)
        assert code == 2, shown
        assert not (tmp_path / "b").exists()
        assert plain_left(case.parent.parent / "b") == []
        assert not list(tmp_path.rglob(".*plain*"))
