"""What the table of parties of the global governance datasets says, from its rows alone.

Nothing of tracker is imported here. What the table can answer: of a state that has one row in a
treaty, with days that are whole and in order, whether it had signed, ratified, was bound, or had
ceased to be, on every day. Many rows cannot answer that, and are not asked: those that give a state
several times in one treaty, years or ranges for days, an end before the beginning.
"""

import csv
import gzip
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

NEVER = "9999-12-31"
"""What the table has where a day is not known, or has not come."""
EDITION = date(2025, 10, 5)
"""The day of the table's edition; what it says of later days is foretold."""


class Row(NamedTuple):
    """A state in a treaty, with its days; None where there is none."""

    treaty: str
    state: str
    signed: date | None
    ratified: date | None
    bound: date
    ended: date | None


def rows(table: Path) -> list[Row]:
    """The rows that can answer."""
    with gzip.open(table, "rt", encoding="utf-8") as lines:
        told = list(csv.DictReader(lines))
    times = Counter((row["treatyID"], row["stateID"]) for row in told)
    found = (_row(row) for row in told if times[row["treatyID"], row["stateID"]] == 1)
    return [row for row in found if row]


def listed(table: Path) -> dict[str, list[str]]:
    """The states of each treaty, as often as they are listed, also in rows that cannot answer."""
    found: dict[str, list[str]] = defaultdict(list)
    with gzip.open(table, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            found[row["treatyID"]].append(row["stateID"])
    return found


def _row(row: dict[str, str]) -> Row | None:
    columns = ("StateSignature", "StateRatification", "StateForce", "StateEnd")
    texts = [row[column].replace(NEVER, "") for column in columns]
    days = [day_of(text) if text else None for text in texts]
    known = [day for day in days if day]
    if len(known) < len([text for text in texts if text]) or not days[2]:
        return None
    if known != sorted(known):
        return None
    return Row(row["treatyID"], row["stateID"], days[0], days[1], days[2], days[3])


def day_of(text: str) -> date | None:
    """The day that a text is, None if it is less than a day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def said_of(row: Row) -> dict[date, str]:
    """Where the state stands on the first and on the last day of each standing.

    An end can be meant as the last day inside or as the first outside, so that day is not asked
    about: the state is in on the day before it, and out on the day after it.
    """
    day = timedelta(days=1)
    stands = [
        (row.signed, row.signed, "signatory"),
        (row.ratified, row.ratified, "contracting"),
        (row.bound, row.bound, "party"),
        (row.ended, row.ended and row.ended + day, "former"),
    ]
    begun = [(end, first, status) for end, first, status in stands if end and first]
    said = {first: status for _, first, status in begun}
    for (_, first, status), (end, _, _) in pairwise(begun):
        if first < end:
            said.setdefault(end - day, status)
    if row.ended:
        said.pop(row.ended, None)
    return {on: status for on, status in said.items() if on <= EDITION}
