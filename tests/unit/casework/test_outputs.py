"""No export destroys a case, or a file of somebody's, unasked."""

from __future__ import annotations

import pytest

from dalil.casework.outputs import check_places, check_result, write_parts
from dalil.errors import BadInput


@pytest.fixture
def case(tmp_path):
    folder = tmp_path / "case"
    for part in ("ledger", "exports"):
        (folder / part).mkdir(parents=True)
        (folder / part / "there").write_bytes(b"old")
    (folder / "dalil.toml").write_text("format = 1\n")
    return folder


@pytest.mark.parametrize("name", ["ledger/there", "ledger/new", "new", "exports/../new", "case.db"])
@pytest.mark.parametrize("replace", [True, False])
def test_nothing_is_written_into_a_case_but_to_its_exports(case, tmp_path, name, replace):
    for exports in (case / "exports", tmp_path / "other" / "exports"):
        with pytest.raises(BadInput, match="inside the case"):
            check_places(exports, {case / name: b"new"}, replace=replace)


def test_a_link_into_a_case_is_the_case(case, tmp_path):
    (tmp_path / "link").symlink_to(case / "ledger")
    with pytest.raises(BadInput, match="inside the case"):
        check_places(case / "exports", {tmp_path / "link" / "there": b"new"}, replace=True)


def test_an_export_takes_the_place_of_the_one_before_in_the_case_s_own_exports(case, tmp_path):
    check_places(case / "exports", {case / "exports" / "there": b"new"})
    with pytest.raises(BadInput, match="there already"):  # another case's
        check_places(tmp_path / "other" / "exports", {case / "exports" / "there": b"new"})


def test_a_file_elsewhere_stays_unless_it_may_go_or_holds_the_same(case, tmp_path):
    mine = tmp_path / "mine.txt"
    mine.write_bytes(b"mine")
    for content in (b"new!", None):
        with pytest.raises(BadInput, match="--replace"):
            check_places(case / "exports", {tmp_path / "free": b"", mine: content})
    check_places(case / "exports", {mine: b"mine"})
    check_places(case / "exports", {mine: b"new!"}, replace=True)


@pytest.mark.parametrize(
    ("content", "fits"),
    [
        (b"", True),
        (b"a,score\n1,2\n", True),
        (b"\xef\xbb\xbfa,score\r\n", True),
        (b"thesis", False),
    ],
)
def test_a_result_takes_the_place_of_an_earlier_result_alone(case, tmp_path, content, fits):
    path = tmp_path / "out.csv"
    check_result(path, lambda line: line.endswith(b"score"))
    path.write_bytes(content)
    if fits:
        check_result(path, lambda line: line.endswith(b"score"))
    else:
        with pytest.raises(BadInput, match="no result of this command"):
            check_result(path, lambda line: line.endswith(b"score"))
    with pytest.raises(BadInput, match="inside the case"):
        check_result(case / "out.csv", lambda line: True)


def test_a_file_in_parts_is_whole_or_not_there(tmp_path):
    path = tmp_path / "out.jsonl"
    path.write_bytes(b"earlier")

    def parts():
        yield b"begun"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_parts(path, parts())
    assert path.read_bytes() == b"earlier"
    write_parts(path, [b"a", b"b"])
    assert path.read_bytes() == b"ab"
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["out.jsonl"]
