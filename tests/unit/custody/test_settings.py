"""What a folder says of itself: cases and client files are told apart."""

from __future__ import annotations

import pytest

from dalil.custody.settings import (
    FILE,
    CaseSettings,
    read_settings,
    require_kind,
    settings_differences,
    settings_from,
    write_settings,
)
from dalil.errors import BadConfig, NotACase

CLIENT = CaseSettings(name="Orla «V»\n", kind="client", officer="age1xyz", parties=("A",))
CASE = CaseSettings(name="Villa", targets=("B",))


def put(folder, settings):
    folder.mkdir(exist_ok=True)
    (folder / FILE).write_text(write_settings(settings), encoding="utf-8")
    return folder


@pytest.mark.parametrize("settings", [CLIENT, CASE], ids=lambda s: s.kind)
def test_settings_come_back_as_they_were_written(tmp_path, settings):
    assert read_settings(put(tmp_path, settings)) == settings


def test_a_case_is_written_as_it_always_was():
    assert "kind" not in write_settings(CASE)
    assert "officer" not in write_settings(CASE)


def test_each_kind_is_refused_where_the_other_is_needed(tmp_path):
    client, case = put(tmp_path / "a", CLIENT), put(tmp_path / "b", CASE)
    for folder in (client, case):
        require_kind(folder, "any")
    require_kind(client, "client")
    require_kind(case, "case")
    with pytest.raises(NotACase, match="is a due-diligence file") as error:
        require_kind(client, "case")
    assert "dalil diligence show" in error.value.hint
    with pytest.raises(NotACase, match="is an investigation case"):
        require_kind(case, "client")
    with pytest.raises(NotACase, match="does not exist"):
        require_kind(tmp_path / "none", "any")


@pytest.mark.parametrize("kind", ["other", 3])
def test_an_unknown_kind_is_refused(kind):
    with pytest.raises(BadConfig, match="kind"):
        settings_from({"name": "x", "kind": kind}, "dalil.toml")


def test_a_byte_order_mark_changes_nothing(tmp_path):
    """Some editors put one before every text that they save."""
    (tmp_path / FILE).write_text('\ufeffname = "c"\n', encoding="utf-8")
    assert read_settings(tmp_path).name == "c"
    assert settings_differences('name = "c"\n', '\ufeffname = "d"\n') == ["name was 'c' and is 'd'"]
