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


@pytest.mark.parametrize("place", ["case/exports/k.key", "case/k.key", "keys/k.key", "k.key"])
def test_no_key_is_made_where_it_would_go_with_the_case_or_with_the_file(run, case, place):
    (case.parent / "keys").mkdir()
    file = case.parent / "case.age"
    key = case.parent / place
    code, shown = run("lock", "--case", case, "--output", file, "--new-key", key, "--remove")
    assert code == 2, shown
    assert case.is_dir()
    assert not key.exists()
    assert not file.exists()


def test_no_key_is_left_of_a_lock_that_was_refused(run, case, tmp_path):
    key = tmp_path / "stick" / "k"
    key.parent.mkdir()
    file = case.parent / "case.age"
    file.write_bytes(b"mine")
    assert run("lock", "--case", case, "--output", file, "--new-key", key)[0] == 2
    code, shown = run("lock", "--case", tmp_path, "--output", case.parent / "b", "--new-key", key)
    assert code == 2
    assert "no Dalil case" in shown or "not a Dalil case" in shown
    assert not key.exists()
    assert file.read_bytes() == b"mine"


def test_a_new_key_is_tried_before_the_case_is_removed(run, case, tmp_path, monkeypatch):
    from dalil.custody import age

    key = tmp_path / "stick" / "k"
    key.parent.mkdir()
    other = age.new_identity()[1]
    whole = age.encrypt
    monkeypatch.setattr(
        age, "encrypt", lambda a, b, **_: whole(a, b, recipient=other)
    )  # a fault of the writer: locked for somebody else
    file = case.parent / "case.age"
    code, shown = run("lock", "--case", case, "--output", file, "--new-key", key, "--remove")
    assert code == 2, shown
    assert case.is_dir()
    assert not file.exists()
    assert not key.exists()


def test_a_case_is_removed_only_when_nothing_in_its_folder_is_lost(run, case, tmp_path):
    key = tmp_path / "stick" / "k"
    key.parent.mkdir()
    (case / "exports" / "mine").mkdir()
    (case / "exports" / "mine" / "d.txt").write_text("my words")
    (case / "notes.txt").write_text("my notes")
    assert run("export", "csv", "--case", case)[0] == 0
    file = case.parent / "case.age"
    words = ("lock", "--case", case, "--output", file, "--new-key", key)
    code, shown = run(*words, "--remove")
    assert code == 2
    assert "notes.txt" in shown
    assert "mine" not in shown
    assert (case / "notes.txt").read_text() == "my notes"
    assert not file.exists()
    assert not key.exists()
    (case / "notes.txt").unlink()
    before = {
        path.relative_to(case / "exports").as_posix(): path.read_bytes()
        for path in (case / "exports").rglob("*")
        if path.is_file()
    }
    assert len(before) > 4
    assert run(*words, "--remove")[0] == 0
    assert not case.exists()
    assert run("unlock", file, "--case", case, "--key", key)[0] == 0
    assert all((case / "exports" / name).read_bytes() == text for name, text in before.items())


def test_what_comes_into_the_folder_while_it_is_locked_is_not_removed(
    run, case, tmp_path, monkeypatch
):
    from dalil.casework import lock as locking

    key = tmp_path / "stick" / "k"
    key.parent.mkdir()
    file = case.parent / "case.age"
    whole = locking.lock

    def slow(*given):
        made = whole(*given)
        (case / "late.txt").write_text("later")
        code, shown = run("mark", "a.txt", "--tier", "public", "--case", case)
        assert code != 0
        assert "being written" in shown
        return made

    monkeypatch.setattr(locking, "lock", slow)
    words = ("lock", "--case", case, "--output", file, "--new-key", key, "--remove")
    code, shown = run(*words)
    assert code == 2
    assert "late.txt" in shown
    assert (case / "late.txt").read_text() == "later"
    assert key.exists()
    assert run("mark", "a.txt", "--tier", "public", "--case", case)[0] == 0


def test_two_secrets_at_once_are_refused(run, case, tmp_path):
    words = tmp_path / "words"
    words.write_text("seven small harbours\n")
    call = ("lock", "--case", case, "--output", case.parent / "a.age", "--passphrase-file", words)
    for more in (("--new-key", tmp_path / "k"), ("--recipient", "age1xyz")):
        code, shown = run(*call, *more)
        assert code == 2
        assert "More than one" in shown
    assert not (tmp_path / "k").exists()
    code, shown = run(
        "unlock", case / "dalil.toml", "--case", tmp_path / "b", "--passphrase-file", words,
        "--key", words,
    )  # fmt: skip
    assert code == 2
    assert "Both" in shown


def test_a_passphrase_file_that_is_no_text_is_refused_in_words(run, case, tmp_path):
    words = tmp_path / "words"
    words.write_bytes(b"\xff\xfe\x00")
    output = case.parent / "a.age"
    code, shown = run("lock", "--case", case, "--output", output, "--passphrase-file", words)
    assert (code, "UTF-8" in shown) == (2, True)
    code, shown = run("lock", "--case", case, "--output", output, "--passphrase-file", tmp_path)
    assert (code, "cannot be read" in shown) == (2, True)


def test_a_missing_file_is_named_before_a_passphrase_is_asked_for(run, tmp_path):
    code, shown = run("unlock", tmp_path / "none.age", "--case", tmp_path / "b")
    assert code == 2
    assert "does not exist" in shown


def test_what_a_killed_run_left_in_plain_is_swept_and_said(run, case, tmp_path):
    words = tmp_path / "words"
    words.write_text("seven small harbours\n")
    stick = tmp_path / "stick"
    stick.mkdir()
    file = stick / "case.age"
    (case / ".resting").mkdir()
    (case / ".resting" / "case.zip").write_text(TEXT)
    (stick / ".case.age.plain").write_text(TEXT)
    code, shown = run("lock", "--case", case, "--output", file, "--passphrase-file", words)
    assert code == 0, shown
    assert shown.count("now removed") == 2
    assert sorted(path.name for path in stick.iterdir()) == ["case.age"]
    assert not (case / ".resting").exists()
    again = tmp_path / "again"
    rest = tmp_path / ".again.opening"
    rest.mkdir()
    (rest / "case.zip").write_text(TEXT)
    code, shown = run("unlock", file, "--case", again, "--passphrase-file", words)
    assert code == 0, shown
    assert "now removed" in shown
    assert not rest.exists()
    assert not (again / ".resting").exists()


def test_nothing_plain_ever_lies_beside_the_locked_file(run, case, tmp_path, monkeypatch):
    from dalil.custody import age

    stick, words, seen = tmp_path / "stick", tmp_path / "words", []
    stick.mkdir()
    words.write_text("seven small harbours\n")
    whole = age.encrypt

    def encrypt(source, target, **secret):
        seen.append((plain_left(stick), plain_left(case / ".resting")))
        whole(source, target, **secret)

    monkeypatch.setattr(age, "encrypt", encrypt)
    output = stick / "a.age"
    assert run("lock", "--case", case, "--output", output, "--passphrase-file", words)[0] == 0
    assert seen[0][0] == []
    assert seen[0][1]
