"""The ledger as it is served: how many may ask, and for how long."""

from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import anyio
import pytest

from tracker.store.location import Location
from tracker.store.reader import Reader
from tracker.web.ledger import WAITING, BusyError, ServedLedger

T = TypeVar("T")
ENDLESS = """
WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 100000000)
SELECT count(*) AS number FROM n
"""


def run(work: Callable[[], Awaitable[T]]) -> T:
    """What comes of some work, in a thread of its own: a browser of other tests has a loop here."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(anyio.run, work).result()


def endless(reader: Reader) -> bytes:
    return bytes(len(reader.rows(ENDLESS)))


def one(reader: Reader) -> bytes:
    return b"1" * len(reader.rows("SELECT 1 AS one"))


def test_a_question_that_takes_too_long_is_ended(location: Location) -> None:
    """Its sentence says after how long, and another question is answered at once."""

    async def ask() -> bytes | None:
        ledger = ServedLedger(location, seconds=0.2)
        with pytest.raises(BusyError, match=r"longer than 0\.2 seconds"):
            await ledger.ask(endless, tag_of=str)
        answered = await ledger.ask(one, tag_of=str)
        return answered.content

    assert run(ask) == b"1"


def test_more_than_can_wait_are_turned_away(location: Location) -> None:
    """Some are answered, some wait, and whoever comes then is told to come again."""
    turned_away = 0

    async def ask_one(ledger: ServedLedger) -> None:
        nonlocal turned_away
        try:
            await ledger.ask(endless, tag_of=str)
        except BusyError as error:
            turned_away += "too many" in error.sentence

    async def ask() -> None:
        ledger = ServedLedger(location, seconds=0.05)
        async with anyio.create_task_group() as group:
            for _ in range(WAITING + 20):
                group.start_soon(ask_one, ledger)

    run(ask)
    assert turned_away == 12


def test_what_was_made_is_made_once(location: Location) -> None:
    """The same question of the same state is not asked of the database again."""
    made = []

    def question(reader: Reader) -> bytes:
        made.append(reader)
        return one(reader)

    async def ask(tag: str) -> bytes | None:
        return (await ledger.ask(question, tag_of=lambda _: tag)).content

    async def all_of_it() -> list[bytes | None]:
        return [await ask("a"), await ask("a"), await ask("b")]

    ledger = ServedLedger(location)
    assert run(all_of_it) == [b"1"] * 3
    assert len(made) == 2
