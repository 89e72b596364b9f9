"""The index on the disk: whole or not at all, added to, refused when torn, foreign or outdated."""

from __future__ import annotations

import json
import threading

import pytest

from dalil.engines.kernel import jit
from dalil.errors import NewerFormat, NotFound, OutdatedIndex, StorageFailed, Tampered
from dalil.matching.values import ListEntry, ListName


@pytest.fixture
def index_room(interpreted):
    from dalil.engines.kernel import index

    assert not jit.compiled()
    return index


def person(id_, *names):
    return ListEntry(id_, "person", tuple(ListName(name) for name in names))


FIRST = [person("a", "Orlam Vesketai", "Орлам Вескетай"), person("b", "Tarsin Kelmet")]


def ids(room, index, name, least=0.0):
    return [hit.id for hit in index.find(room.ask([((name,), "any")]), least=least)[0]]


def test_finds_in_any_spelling_and_gives_the_best_name(index_room, tmp_path):
    index = index_room.create(tmp_path, FIRST, {"list": "x"})
    assert len(index) == 2
    assert index.about == {"list": "x"}
    hit = index.find(index_room.ask([(("Вескетай Орлам",), "person")]), least=0.0)[0][0]
    assert (hit.id, hit.position, hit.asked) == ("a", 0, "Вескетай Орлам")
    assert hit.name in ("Орлам Вескетай", "Orlam Vesketai")


@pytest.mark.parametrize(
    "name", ["", "  ", "J", "Mr", "🙂", "x" * 10_000, "\u200b", "a b c d e f g " * 50]
)
def test_odd_names_find_nothing_and_harm_nothing(index_room, tmp_path, name):
    index = index_room.create(tmp_path, FIRST, {})
    assert ids(index_room, index, name) == []
    assert ids(index_room, index, "Orlam Vesketai") == ["a"]


def test_an_empty_index_answers(index_room, tmp_path):
    assert ids(index_room, index_room.create(tmp_path, [], {}), "Orlam Vesketai") == []


def test_types_exclude(index_room, tmp_path):
    index = index_room.create(tmp_path, FIRST, {})
    asked = index_room.ask([(("Orlam Vesketai",), "company")])
    assert index.find(asked, least=-8.0) == [[]]


def test_a_delta_adds_replaces_and_removes(index_room, tmp_path):
    index_room.create(tmp_path, FIRST, {"version": 1})
    new = [person("b", "Tarsin Selmet"), person("c", "Umid Karvoni")]
    index = index_room.add(tmp_path, new, ["a"], {"version": 2})
    assert index.about == {"version": 2}
    assert len(index) == 2
    assert ids(index_room, index, "Orlam Vesketai") == []
    assert ids(index_room, index, "Umid Karvoni") == ["c"]
    hit = index.find(index_room.ask([(("Tarsin Selmet",), "any")]), least=0.0)[0][0]
    assert (hit.id, hit.name) == ("b", "Tarsin Selmet")


def test_compaction_changes_no_answer(index_room, tmp_path):
    index_room.create(tmp_path, FIRST, {"version": 1})
    index_room.add(tmp_path, [person("c", "Umid Karvoni")], ["b"], {"version": 2})
    before = index_room.KernelIndex(tmp_path)
    names = ("Orlam Vesketai", "Tarsin Kelmet", "Umid Karvoni", "Karvoni Umit")
    wanted = [ids(index_room, before, name) for name in names]
    after = index_room.compact(tmp_path)
    assert len(after.manifest.segments) == 1
    assert [ids(index_room, after, name) for name in names] == wanted
    assert after.about == {"version": 2}


def test_a_reader_keeps_what_it_opened(index_room, tmp_path):
    old = index_room.create(tmp_path, FIRST, {})
    for _ in range(3):
        index_room.create(tmp_path, [person("z", "Someone Else")], {})
    assert ids(index_room, old, "Orlam Vesketai") == ["a"]


def test_two_builders_at_once_leave_one_whole_index(index_room, tmp_path):
    errors = []

    def build(number):
        try:
            index_room.create(tmp_path, [person(f"n{number}", "Orlam Vesketai")], {"by": number})
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=build, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    index = index_room.KernelIndex(tmp_path)
    assert not errors
    assert ids(index_room, index, "Orlam Vesketai") == [f"n{index.about['by']}"]


def test_no_index(index_room, tmp_path):
    with pytest.raises(NotFound, match="no index"):
        index_room.KernelIndex(tmp_path / "nothing")


def test_torn_files_are_refused(index_room, tmp_path):
    index_room.create(tmp_path, FIRST, {})
    (file,) = tmp_path.glob("segment-*/u32.bin")
    body = file.read_bytes()
    for bad in (body[:-4], b"", body[:-8] + b"\xff" * 8):
        file.write_bytes(bad)
        with pytest.raises(Tampered, match=r"u32\.bin"):
            index_room.KernelIndex(tmp_path)
    file.unlink()
    with pytest.raises(Tampered, match=r"u32\.bin"):
        index_room.KernelIndex(tmp_path)


def test_a_changed_byte_inside_is_found_by_verification(index_room, tmp_path):
    from dalil.engines.kernel import disk

    index_room.create(tmp_path, [person(f"p{n}", f"Orlam Vesketai{n}") for n in range(400)], {})
    disk.verify(tmp_path)
    (file,) = tmp_path.glob("segment-*/u8.bin")
    body = bytearray(file.read_bytes())
    body[len(body) // 2] ^= 1
    file.write_bytes(body)
    with pytest.raises(Tampered, match=r"u8\.bin"):
        disk.verify(tmp_path)


def test_a_page_lost_inside_is_never_asked(index_room, tmp_path):
    """What a lost page or half a copy does: the ends of the file stand, its middle is empty."""
    from dalil.engines.kernel import disk

    index_room.create(tmp_path, [person(f"p{n}", f"Orlam Vesketai{n}") for n in range(400)], {})
    index_room.KernelIndex(tmp_path)
    (file,) = tmp_path.glob("segment-*/u32.bin")
    whole = file.read_bytes()
    edge = disk._EDGE
    assert len(whole) > 2 * edge + 8
    file.write_bytes(whole[:edge] + bytes(len(whole) - 2 * edge) + whole[-edge:])
    for _ in range(2):
        with pytest.raises(Tampered, match=r"u32\.bin.*hash"):
            index_room.KernelIndex(tmp_path)
    file.write_bytes(whole)
    assert ids(index_room, index_room.KernelIndex(tmp_path), "Orlam Vesketai7")


def test_a_file_is_hashed_once_for_each_state(index_room, tmp_path, monkeypatch):
    from dalil.engines.kernel import disk

    index_room.create(tmp_path, FIRST, {})
    index_room.KernelIndex(tmp_path)
    hashed, hash_ = [], disk._hash
    monkeypatch.setattr(
        disk, "_hash", lambda path, was: (hashed.append(path.name), hash_(path, was))
    )
    index_room.KernelIndex(tmp_path)
    assert hashed == []
    (file,) = tmp_path.glob("segment-*/u8.bin")
    file.write_bytes(file.read_bytes())
    index_room.KernelIndex(tmp_path)
    assert hashed == ["u8.bin"]
    (memory,) = tmp_path.glob("segment-*/u8.bin.checked")
    memory.write_text("no JSON")
    index_room.KernelIndex(tmp_path)
    assert hashed == ["u8.bin"] * 2


def _rewrite(folder, **changes):
    from dalil.engines.kernel import disk

    (path,) = folder.glob("manifest-*.json")
    body = {**json.loads(path.read_text()), **changes}
    del body["seal"]
    body["seal"] = disk._seal(body)
    path.write_text(json.dumps(body))


def test_foreign_newer_and_outdated_manifests_are_refused(index_room, tmp_path):
    index_room.create(tmp_path, FIRST, {})
    _rewrite(tmp_path, rules="0123456789abcdef")
    with pytest.raises(OutdatedIndex, match="other rules"):
        index_room.KernelIndex(tmp_path)
    _rewrite(tmp_path, format=99)
    with pytest.raises(NewerFormat, match="format 99"):
        index_room.KernelIndex(tmp_path)
    (path,) = tmp_path.glob("manifest-*.json")
    for bad in ("", "{}", "[1]", '{"seal": "x", "number": 1}', path.read_text()[:-20]):
        path.write_text(bad)
        with pytest.raises(Tampered, match="manifest"):
            index_room.KernelIndex(tmp_path)


def test_a_disk_that_refuses(index_room, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises(StorageFailed):
        index_room.create(blocked, FIRST, {})


def test_a_failed_build_leaves_nothing_behind(index_room, tmp_path):
    index_room.create(tmp_path, FIRST, {})

    def broken():
        yield FIRST[0]
        raise RuntimeError("the list ends here")

    with pytest.raises(RuntimeError):
        index_room.create(tmp_path, broken(), {})
    assert not list(tmp_path.glob(".building-*"))
    assert ids(index_room, index_room.KernelIndex(tmp_path), "Tarsin Kelmet") == ["b"]


def test_threads_give_the_same_answers(index_room, tmp_path):
    index = index_room.create(tmp_path, FIRST, {})
    asked = index_room.ask([(("Orlam Vesketai",), "any"), (("Tarsin Kelmed",), "any")] * 64)
    assert index.find(asked, least=0.0, threads=2) == index.find(asked, least=0.0)
