"""Names inside archives: their letters, and paths that stay inside."""

from __future__ import annotations

import pytest

from dalil.text.member_names import MAX_PATH, apart, guess_encoding, safe_path


@pytest.mark.parametrize("page", ["cp866", "cp1251"])
def test_russian_names_in_old_code_pages(page: str):
    names = ["Протокол собрания.doc", "СПИСОК.xls", "письмо №.txt"]
    assert guess_encoding([name.encode(page, "replace") for name in names]) == page


def test_western_and_plain_names():
    assert guess_encoding(["Contrôle été.pdf".encode("cp437")]) == "cp437"
    assert guess_encoding([b"plain.txt"]) == "utf-8"


@pytest.mark.parametrize(
    ("stored", "used"),
    [
        ("../../a", "a"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\Users\\x.txt", "Users/x.txt"),
        ("a/./b/../c", "a/b/c"),
        ("..", "unnamed"),
        ("", "unnamed"),
        ("a\x00b\n", "a_b_"),
    ],
)
def test_paths_stay_below_the_archive(stored: str, used: str):
    assert safe_path(stored) == used


def test_long_paths_keep_their_end():
    assert safe_path("a/" * 2000 + "end.txt").endswith("end.txt")
    assert len(safe_path("x" * 5000)) == MAX_PATH


def test_paths_are_kept_apart():
    assert apart("a.txt", {"b"}) == "a.txt"
    assert apart("a.txt", {"a.txt", "a (2).txt"}) == "a (3).txt"
    assert apart("a.d/b", {"a.d/b"}) == "a.d/b (2)"
