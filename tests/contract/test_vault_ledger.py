"""What the vault and the ledger on a disk promise, and what a crash may not break."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from case_samples import AT
from dalil.custody.merkle import check_consistency, check_inclusion, root_of
from dalil.custody.ports import KINDS
from dalil.custody.seals import open_line
from dalil.custody.signing import signature_holds
from dalil.errors import NotFound, StorageFailed, Tampered
from dalil.store.ledger import FileLedger
from dalil.store.vault import FileVault


class Watch:
    """A clock that a test sets."""

    def __init__(self, at: str = AT) -> None:
        self.at = at

    def now(self) -> str:
        """The time that was set."""
        return self.at


@pytest.fixture
def vault(tmp_path: Path) -> FileVault:
    """An empty vault."""
    (tmp_path / "vault").mkdir()
    return FileVault(tmp_path / "vault")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty ledger's folder."""
    FileLedger.create(tmp_path / "ledger", Watch())
    return tmp_path / "ledger"


def open_ledger(folder: Path, *, write: bool = True, at: str = AT) -> FileLedger:
    """Open a ledger."""
    return FileLedger(folder, Watch(at), write=write)


# -- vault -----------------------------------------------------------------------------------


def test_bytes_come_back_under_their_hash(vault: FileVault):
    """Once, twice, empty, all byte values; the name is the hash and the file is read-only."""
    contents = [b"", bytes(range(256)), b"abc", b"abc"]
    names = vault.put_all(contents)
    assert [vault.get(name) for name in names] == contents
    assert names[2] == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    path = vault.root / "ba" / "78" / names[2]
    assert path.stat().st_mode & 0o777 == 0o444
    assert names[2] in vault
    assert "0" * 64 not in vault
    assert "../../etc/passwd" not in vault
    assert len(list(vault.walk())) == 3
    assert not list(vault.root.rglob("*.part"))


def test_what_is_not_there_is_told(vault: FileVault):
    """An unknown hash, and a name that is none."""
    for name in ("0" * 64, "../secret", ""):
        with pytest.raises(NotFound):
            vault.get(name)


def test_a_flipped_bit_is_refused(vault: FileVault):
    """Bytes that do not fit their name are never handed out."""
    name = vault.put(b"the deed of sale")
    path = vault.root / name[:2] / name[2:4] / name
    path.chmod(0o644)
    path.write_bytes(b"the deed of salt")
    with pytest.raises(Tampered, match=name):
        vault.get(name)


def test_a_disk_that_refuses_is_told(vault: FileVault, monkeypatch: pytest.MonkeyPatch):
    """No half file stands under a hash."""

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageFailed, match="No space left"):
        vault.put(b"content")
    monkeypatch.undo()
    assert list(vault.walk()) == []


# -- ledger ----------------------------------------------------------------------------------


def test_a_new_ledger_begins_with_its_key(folder: Path):
    """The first entry names the public key; the private key is for its owner only."""
    ledger = open_ledger(folder)
    (first,) = ledger.entries()
    assert first.kind == "checkpoint"
    assert first.body == {"began": 1, "key": ledger.public_key()}
    assert (folder / "key").stat().st_mode & 0o777 == 0o600


def test_entries_come_back_in_order(folder: Path):
    """Kinds, bodies in any script, times; each checked on the way."""
    ledger = open_ledger(folder)
    given = [(kind, {"n": number, "дәлел": None}) for number, kind in enumerate(KINDS)]
    made = ledger.append(given)
    assert [entry.index for entry in made] == list(range(1, len(KINDS) + 1))
    again = list(open_ledger(folder, write=False).entries())
    assert again[1:] == made
    assert [(entry.kind, entry.body) for entry in again[1:]] == given
    assert [leaf.hex() for leaf in ledger.leaves()] == [entry.leaf for entry in again]
    with pytest.raises(ValueError, match="gossip"):
        ledger.append([("gossip", {})])


def test_the_same_entry_twice_has_two_leaves(folder: Path):
    """Salts: nobody can tell from the leaves that two bodies are equal."""
    one, two = open_ledger(folder).append([("mark", {"name": "A"}), ("mark", {"name": "A"})])
    assert one.leaf != two.leaf


def test_times_never_run_backwards(folder: Path):
    """A clock set back gives the time of the last entry."""
    open_ledger(folder, at="2031-06-01T00:00:00Z").append([("mark", {})])
    (late,) = open_ledger(folder, at="2020-01-01T00:00:00Z").append([("mark", {})])
    assert late.at == "2031-06-01T00:00:00Z"


def test_a_reader_writes_nothing(folder: Path):
    """Opened for reading, a ledger refuses to grow."""
    ledger = open_ledger(folder, write=False)
    with pytest.raises(StorageFailed):
        ledger.append([("mark", {})])
    with pytest.raises(StorageFailed):
        ledger.checkpoint()
    with pytest.raises(StorageFailed):
        ledger.erase([0])


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 700])
def test_proofs_verify_across_tiles(folder: Path, size: int):
    """Proofs made through tiles are those of the plain tree."""
    ledger = open_ledger(folder)
    ledger.append([("mark", {"n": number}) for number in range(size)])
    leaves = list(ledger.leaves())
    root = root_of(leaves)
    assert ledger.root() == root
    for index in {0, 1, size // 2, size}:
        proof = ledger.include(index)
        assert check_inclusion(leaves[index], index, len(leaves), proof, root)
    for old in {1, size // 2 + 1, size, size + 1}:
        proof = ledger.extend(old)
        assert check_consistency(old, len(leaves), root_of(leaves[:old]), root, proof)
    with pytest.raises(IndexError):
        ledger.include(size + 1)
    with pytest.raises(IndexError):
        ledger.extend(0)


def test_lost_and_torn_tiles_are_made_anew(folder: Path):
    """Tiles are derived: the next writer completes them; a false one never leaves as a proof."""
    ledger = open_ledger(folder)
    ledger.append([("mark", {"n": number}) for number in range(1100)])
    ledger.checkpoint()
    tile = folder / "tiles" / "08.bin"
    whole = tile.read_bytes()
    assert len(whole) == 4 * 32
    tile.write_bytes(whole[:70])
    assert open_ledger(folder).root() == root_of(open_ledger(folder).leaves())
    assert tile.read_bytes() == whole
    tile.unlink()
    open_ledger(folder)
    assert tile.read_bytes() == whole
    tile.write_bytes(bytes([whole[0] ^ 1]) + whole[1:])
    for ask in (lambda held: held.include(700), lambda held: held.extend(700)):
        with pytest.raises(Tampered, match="tiles"):
            ask(open_ledger(folder))
    ledger = open_ledger(folder)
    ledger.append([("mark", {})])
    with pytest.raises(Tampered, match="checkpoint"):
        ledger.checkpoint()


def test_tiles_beyond_the_newest_checkpoint_are_not_signed(folder: Path):
    """What no checkpoint vouches for is computed from the leaves before it is signed."""
    ledger = open_ledger(folder)
    ledger.checkpoint()
    ledger.append([("mark", {"n": number}) for number in range(600)])
    tile = folder / "tiles" / "08.bin"
    tile.write_bytes(bytes(32) + tile.read_bytes()[32:])
    ledger = open_ledger(folder)
    assert ledger.checkpoint().root == root_of(list(ledger.leaves())[:-1]).hex()


def test_a_torn_line_is_cut_and_a_whole_one_kept(folder: Path):
    """Every way in which the last append may have been cut off by a crash."""
    ledger = open_ledger(folder)
    ledger.append([("mark", {"n": 1}), ("mark", {"n": 2})])
    entries, leaves = folder / "entries.jsonl", folder / "leaves.bin"
    lines, hashes = entries.read_bytes(), leaves.read_bytes()
    start = len(lines.splitlines(keepends=True)[0])
    for cut in range(start, len(lines) + 1, 7):
        entries.write_bytes(lines[:cut])
        leaves.write_bytes(hashes[:32])
        reopened = open_ledger(folder)
        whole = lines[:cut].count(b"\n")
        assert len(reopened) == whole
        assert leaves.read_bytes() == hashes[: 32 * whole]
        reopened.append([("mark", {"n": 3})])
        assert [entry.body for entry in reopened.entries()][-1] == {"n": 3}


def test_a_torn_or_zeroed_leaf_is_completed(folder: Path):
    """Leaves follow from their lines."""
    open_ledger(folder).append([("mark", {"n": 1}), ("mark", {"n": 2})])
    leaves = folder / "leaves.bin"
    hashes = leaves.read_bytes()
    for torn in (hashes[:40], hashes[:64] + bytes(32), hashes[:64] + bytes(10), hashes[:32]):
        leaves.write_bytes(torn)
        assert len(open_ledger(folder)) == 3
        assert leaves.read_bytes() == hashes


def test_a_block_of_zeros_after_a_power_cut_is_cut(folder: Path):
    """Length was written, content was not: nothing of it had been acknowledged."""
    open_ledger(folder).append([("mark", {"n": 1})])
    with (folder / "entries.jsonl").open("ab") as file:
        file.write(bytes(500) + b"\n")
    ledger = open_ledger(folder)
    assert len(ledger) == 2
    ledger.append([("mark", {"n": 2})])
    assert len(list(ledger.entries())) == 3


def test_a_failed_append_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch):
    """The disk is full: the error says so, and the next append stands right after the last."""
    ledger = open_ledger(folder)
    before = (folder / "entries.jsonl").read_bytes()

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageFailed):
        ledger.append([("mark", {"n": 1})])
    monkeypatch.undo()
    assert (folder / "entries.jsonl").read_bytes() == before
    ledger.append([("mark", {"n": 2})])
    assert [entry.body for entry in open_ledger(folder).entries()][1:] == [{"n": 2}]


def test_checkpoints_are_signed_and_come_again(folder: Path):
    """The newest is given again while only exports and checkpoints follow it."""
    ledger = open_ledger(folder)
    ledger.append([("mark", {"n": 1})])
    first = ledger.checkpoint()
    assert first.size == 2
    assert first.root == ledger.root(2).hex()
    assert signature_holds(first)
    ledger.append([("export", {"file": "a.html"})])
    assert ledger.checkpoint() == first
    ledger.append([("mark", {"n": 2})])
    second = open_ledger(folder).checkpoint()
    assert second.size == 5
    assert open_ledger(folder, write=False).checkpoints() == [first, second]
    assert open_ledger(folder, write=False).checkpoint() == second


def test_an_erased_body_leaves_its_leaf(folder: Path):
    """The envelope stays provable, the content is in no file, erasing again changes nothing."""
    ledger = open_ledger(folder)
    ledger.append([("mark", {"name": "Orla Venn"}), ("mark", {"name": "kept"})])
    root = ledger.root()
    assert ledger.erase([1]) == 1
    assert ledger.erase([1]) == 0
    again = open_ledger(folder)
    entries = list(again.entries())
    assert entries[1].body is None
    assert entries[2].body == {"name": "kept"}
    assert root_of(bytes.fromhex(entry.leaf) for entry in entries) == root == again.root()
    assert not any(b"Orla" in path.read_bytes() for path in folder.rglob("*") if path.is_file())
    open_line(next(iter(list(again.lines())[1:2])), 1)
