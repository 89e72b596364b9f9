"""What is taken from a folder: documents, and nothing that is Dalil's own."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from dalil.casework.folder import gather, open_folder
from dalil.errors import BadInput, NotFound


def a_case(folder: Path) -> Path:
    (folder / "ledger").mkdir(parents=True)
    (folder / "dalil.toml").write_text('name = "c"\n')
    (folder / "ledger" / "key").write_bytes(b"k" * 32)
    return folder


def test_cases_keys_and_backups_below_a_folder_are_left_out_and_named(tmp_path):
    (tmp_path / "a.txt").write_text("The fee was paid.\n")
    case = a_case(tmp_path / "x" / "case")
    key = tmp_path / "k"
    key.write_text("# made in 2031\nAGE-SECRET-KEY-1QQQ\n")
    backup = tmp_path / "b.zip"
    with zipfile.ZipFile(backup, "w") as archive:
        archive.writestr("ledger/key", "k")
        archive.writestr("backup.json", "{}")
    found = gather([tmp_path])
    assert [path.name for path in found.files] == ["a.txt"]
    for path, what in ((case, "a case folder"), (key, "a secret key"), (backup, "a backup")):
        assert any(str(path) in line and what in line for line in found.left_out), what
    assert open_folder(tmp_path).left_out == found.left_out


def test_a_text_about_keys_and_an_archive_are_documents(tmp_path):
    (tmp_path / "a.txt").write_text("A key begins with AGE-SECRET-KEY-1.\n")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("letter.txt", "Dear Ada")
    (tmp_path / "dalil.toml").write_text("# notes\n")
    found = gather([tmp_path])
    assert ([path.name for path in found.files], found.left_out) == (
        ["a.txt", "b.zip", "dalil.toml"],
        (),
    )


def test_a_path_that_is_or_lies_in_a_case_is_refused(tmp_path):
    case = a_case(tmp_path / "case")
    for path in (case, case / "ledger", case / "ledger" / "key"):
        with pytest.raises(BadInput, match="case folder"):
            gather([path])
    new = tmp_path / "new"
    new.mkdir()
    (new / "a.txt").write_text("The fee was paid.\n")
    with pytest.raises(BadInput, match="case folder"):
        open_folder(new, case=new)


def test_a_folder_with_nothing_but_a_case_says_so(tmp_path):
    a_case(tmp_path / "case")
    with pytest.raises(NotFound, match="is a case folder"):
        gather([tmp_path])
