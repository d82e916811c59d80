"""The ledger as it is served: how many may ask, and for how long."""

import anyio
import pytest

from tracker.store.location import Location
from tracker.store.reader import Reader
from tracker.web.ledger import WAITING, BusyError, ServedLedger

ENDLESS = """
WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 100000000)
SELECT count(*) AS number FROM n
"""


def endless(reader: Reader) -> int:
    return len(reader.rows(ENDLESS))


def test_a_question_that_takes_too_long_is_ended(location: Location) -> None:
    """Its sentence says after how long, and another question is answered at once."""

    async def ask() -> int | None:
        ledger = ServedLedger(location, seconds=0.2)
        with pytest.raises(BusyError, match=r"longer than 0\.2 seconds"):
            await ledger.ask(endless, tag_of=str)
        answered = await ledger.ask(lambda reader: len(reader.rows("SELECT 1 AS one")), tag_of=str)
        return answered.content

    assert anyio.run(ask) == 1


def test_more_than_can_wait_are_turned_away(location: Location) -> None:
    """Some are answered, some wait, and whoever comes then is told to come again."""
    turned_away = 0

    async def one(ledger: ServedLedger) -> None:
        nonlocal turned_away
        try:
            await ledger.ask(endless, tag_of=str)
        except BusyError as error:
            turned_away += "too many" in error.sentence

    async def ask() -> None:
        ledger = ServedLedger(location, seconds=0.05)
        async with anyio.create_task_group() as group:
            for _ in range(WAITING + 20):
                group.start_soon(one, ledger)

    anyio.run(ask)
    assert turned_away == 12
