"""Reading in several processes: in order, and ended at once when the one who asked stops."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from dalil.claims.reading import Reading
from dalil.errors import ChildFailed
from dalil.evidence import TextLayer
from dalil.text.claim_pool import ClaimPool


def test_readings_come_in_the_order_of_the_layers(tmp_path):
    readings = ClaimPool(_reader, "rules/1", 2).read_all(_layers(tmp_path, 5))
    assert [one.exhibit for one in readings] == [f"{n:064d}" for n in range(5)]


def test_one_who_stops_does_not_wait_for_what_is_being_read(tmp_path):
    """Ctrl-C while long documents are read: what is not yet acknowledged is read again later anyway."""
    readings = ClaimPool(_reader, "rules/1", 2).read_all(
        [*_layers(tmp_path, 1), *_layers(tmp_path, 3, wait=60)]
    )
    next(readings)
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        readings.throw(KeyboardInterrupt)
    assert time.monotonic() - began < 30
    for file in tmp_path.iterdir():
        assert not _lives(int(file.name)), "a worker outlived its parent's work"


def test_a_worker_that_dies_is_told(tmp_path):
    readings = ClaimPool(_reader, "rules/1", 2).read_all(_layers(tmp_path, 3, wait=-1))
    with pytest.raises(ChildFailed, match="died on exhibit 000000000000"):
        list(readings)


def test_a_worker_is_deaf_to_an_interrupt_from_its_first_moment(tmp_path):
    """The terminal sends Ctrl-C to all processes; a child that is starting would print a traceback."""
    readings = ClaimPool(_reader, "rules/1", 2).read_all(_layers(tmp_path, 3, wait=-2))
    assert len(list(readings)) == 3


def _layers(room: Path, count: int, wait: int = 0) -> list[TextLayer]:
    return [
        TextLayer(f"{n:064d}", f"{wait} {room}", (), "plain/1", "text/plain") for n in range(count)
    ]


def _reader():
    import signal

    # Here the program's own handler is not yet what counts: the mask was there before it.
    deaf = signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())

    def read(layer: TextLayer) -> Reading:
        wait, room = layer.text.split(" ", 1)
        Path(room, str(os.getpid())).touch()
        if wait == "-1":
            os._exit(9)
        if wait == "-2":
            assert deaf
        else:
            time.sleep(int(wait))
        return Reading(layer.exhibit, "rules/1", "en")

    return read


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
