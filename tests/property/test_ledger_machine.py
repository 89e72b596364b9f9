"""The ledger against a model of it: a list of bodies, a set of holes, a list of signed heads.

Hypothesis drives both through appends, erasures, checkpoints, reopenings, torn tails and lost tiles,
in any order; after every step they agree, and every proof of every earlier head still stands.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from dalil.custody.merkle import check_consistency, check_inclusion, node_hash
from dalil.custody.ports import Checkpoint
from dalil.custody.signing import signature_holds
from dalil.store.ledger import FileLedger

BODY = st.dictionaries(st.sampled_from("abc"), st.integers(0, 9) | st.text(max_size=4), max_size=3)


class Ticks:
    """A clock that jumps about."""

    def __init__(self) -> None:
        self.at = 0

    def now(self) -> str:
        """Now forward, now back."""
        self.at += 1
        return f"2031-05-{1 + self.at * 7 % 28:02d}T10:00:00Z"


def plain_root(leaves: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return node_hash(plain_root(leaves[:split]), plain_root(leaves[split:]))


class LedgerMachine(RuleBasedStateMachine):
    """A ledger in a folder, and what it should hold."""

    @initialize()
    def begin(self) -> None:
        """A new ledger: its first entry names its key."""
        self.room = Path(tempfile.mkdtemp())
        self.clock = Ticks()
        self.ledger = FileLedger.create(self.room / "ledger", self.clock)
        self.bodies: list[object] = [entry.body for entry in self.ledger.entries()]
        self.leaves: list[bytes] = list(self.ledger.leaves())
        self.points: list[Checkpoint] = []

    def teardown(self) -> None:
        """Leave nothing behind."""
        if hasattr(self, "room"):
            shutil.rmtree(self.room)

    def _grown(self, bodies: list[object]) -> None:
        self.bodies += bodies
        self.leaves += list(self.ledger.leaves(len(self.leaves)))

    @rule(bodies=st.lists(BODY, max_size=5))
    def append(self, bodies: list[dict[str, object]]) -> None:
        """A few entries, or none."""
        made = self.ledger.append([("mark", body) for body in bodies])
        assert [entry.index for entry in made] == list(
            range(len(self.bodies), len(self.bodies) + len(bodies))
        )
        self._grown(list(bodies))

    @rule(count=st.integers(200, 300))
    def append_many(self, count: int) -> None:
        """So many that tiles are written."""
        bodies: list[object] = [{"n": number} for number in range(count)]
        self.ledger.append([("mark", body) for body in bodies])  # type: ignore[misc]
        self._grown(bodies)

    @rule(data=st.data())
    def erase(self, data: st.DataObject) -> None:
        """Any entries, some of them erased before; leaves and root stay."""
        wanted = data.draw(st.sets(st.integers(0, len(self.bodies) + 2), max_size=4))
        held = [at for at in wanted if at < len(self.bodies) and self.bodies[at] is not None]
        assert self.ledger.erase(sorted(wanted)) == len(held)
        for at in held:
            self.bodies[at] = None

    @rule()
    def checkpoint(self) -> None:
        """Signed, told of by the next entry; the same again where nothing came in between."""
        before = len(self.bodies)
        point = self.ledger.checkpoint()
        assert signature_holds(point)
        if point in self.points:
            assert len(self.ledger) == before
            return
        assert (point.size, point.root) == (before, plain_root(self.leaves).hex())
        self.points.append(point)
        self._grown([{"root": point.root, "size": point.size}])

    @rule()
    def reopen(self) -> None:
        """As the next process would."""
        self.ledger = FileLedger(self.room / "ledger", self.clock, write=True)

    @rule(tail=st.binary(min_size=1, max_size=40).filter(lambda raw: b"\n" not in raw))
    def torn_tail(self, tail: bytes) -> None:
        """A crash left half a line and half a leaf: the next writer cuts both."""
        for name, cut in (("entries.jsonl", tail), ("leaves.bin", tail[:31])):
            with (self.room / "ledger" / name).open("ab") as file:
                file.write(cut)
        self.reopen()

    @rule()
    def lost_tiles(self) -> None:
        """What is derived is made anew."""
        shutil.rmtree(self.room / "ledger" / "tiles", ignore_errors=True)
        self.reopen()

    @precondition(lambda self: len(self.leaves) > 0)
    @rule(data=st.data())
    def prove(self, data: st.DataObject) -> None:
        """Inclusion of any entry in any later tree; consistency of any two trees."""
        size = data.draw(st.integers(1, len(self.leaves)))
        index = data.draw(st.integers(0, size - 1))
        root = plain_root(self.leaves[:size])
        proof = self.ledger.include(index, size)
        assert check_inclusion(self.leaves[index], index, size, proof, root)
        old = data.draw(st.integers(1, size))
        before = plain_root(self.leaves[:old])
        assert check_consistency(old, size, before, root, self.ledger.extend(old, size))

    @rule()
    def heads_stand(self) -> None:
        """Every head that was ever signed is a prefix of what is there."""
        now = plain_root(self.leaves)
        for point in self.points:
            proof = self.ledger.extend(point.size)
            root = bytes.fromhex(point.root)
            assert check_consistency(point.size, len(self.leaves), root, now, proof)

    @invariant()
    def they_agree(self) -> None:
        """Number, bodies, leaves, order of times, head, checkpoints."""
        if not hasattr(self, "ledger"):
            return
        entries = list(self.ledger.entries())
        assert len(self.ledger) == len(entries) == len(self.bodies)
        assert [entry.body for entry in entries] == self.bodies
        assert [bytes.fromhex(entry.leaf) for entry in entries] == self.leaves
        times = [entry.at for entry in entries]
        assert times == sorted(times)
        assert self.ledger.root() == plain_root(self.leaves)
        assert self.ledger.checkpoints() == self.points
        assert list(self.ledger.flaws()) == []


TestLedgerMachine = LedgerMachine.TestCase
TestLedgerMachine.settings = settings(max_examples=8, stateful_step_count=20, deadline=None)
