"""The queue of writers: who has just written goes behind who waits, and the dead hold nothing."""

import subprocess
import sys
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import pytest

from tracker.store.queue import turn

CHECKOUT = Path(__file__).resolve().parents[2]

HOLDER = """
import sys
from pathlib import Path
from time import sleep
from tracker.store.queue import turn
with turn(Path(sys.argv[1])):
    print("held", flush=True)
    sleep(60)
"""


def test_one_writes_at_a_time(tmp_path: Path) -> None:
    """Whoever has the turn is alone."""
    inside: list[int] = []
    most: list[int] = []

    def write() -> None:
        for _ in range(5):
            with turn(tmp_path / "x.db"):
                inside.append(1)
                most.append(len(inside))
                sleep(0.002)
                inside.pop()

    run(*[write] * 4)
    assert set(most) == {1}


def test_a_greedy_writer_lets_the_others_in(tmp_path: Path) -> None:
    """One who asks for the turn again at once does not get it before somebody who waits."""
    turns: list[str] = []

    def greedy() -> None:
        for _ in range(20):
            with turn(tmp_path / "x.db"):
                turns.append("greedy")
                sleep(0.005)

    def patient() -> None:
        sleep(0.01)
        for _ in range(5):
            with turn(tmp_path / "x.db"):
                turns.append("patient")
                sleep(0.005)

    run(greedy, patient)
    first, last = turns.index("patient"), len(turns) - 1 - turns[::-1].index("patient")
    # Without the queue the patient one would come last of all.
    assert last - first <= 12
    assert turns[-1] == "greedy"


def test_the_turn_of_one_who_dies_is_free(tmp_path: Path) -> None:
    """A writer that is killed holds up nobody."""
    path = tmp_path / "x.db"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout
    assert holder.stdout.readline() == "held\n"
    holder.kill()
    holder.wait()
    holder.stdout.close()
    began = monotonic()
    with turn(path):
        assert monotonic() - began < 5


def test_an_error_ends_the_turn(tmp_path: Path) -> None:
    """The turn ends with the block, however it ends, and the error goes on."""
    for _ in range(2):
        with pytest.raises(OSError, match="of the block"), turn(tmp_path / "x.db"):
            raise OSError("of the block")


def test_without_locks_one_writes_out_of_turn(tmp_path: Path) -> None:
    """Where the files of the queue cannot be opened, writing is still possible."""
    (tmp_path / "x.db-next").mkdir()
    with turn(tmp_path / "x.db"), turn(tmp_path / "missing" / "x.db"), turn(None):
        pass


def run(*works: object) -> None:
    threads = [Thread(target=work) for work in works]  # type: ignore[arg-type]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
        assert not thread.is_alive()
