"""Where all countries stand in an agreement on a day: what a map of the world shows."""

from dataclasses import dataclass
from itertools import groupby

from tracker.domain.names import Place, alphabetical
from tracker.domain.statuses import RANK, Status
from tracker.services.asking import Asked
from tracker.services.members import members
from tracker.services.naming import find_agreement
from tracker.services.reply import Reply, Row
from tracker.store.reader import Reader


@dataclass(frozen=True, slots=True)
class World:
    """What a map shows.

    Attributes:
        title: the name of the agreement.
        reply: everybody who has any status in it, as ``members --all`` has them.
    """

    title: str
    reply: Reply

    @property
    def by_status(self) -> Reply:
        """A row for each status with its number and its countries, the furthest status first."""
        rows = sorted(self.reply.rows, key=_order)
        found = [_row(status, list(those)) for status, those in groupby(rows, key=_status)]
        return Reply("map/1", self.reply.question, found)


def world(reader: Reader, agreement: str | None, *, asked: Asked) -> World:
    """Where everybody stands in an agreement and its instruments."""
    title = find_agreement(reader, agreement).name
    return World(title, members(reader, agreement, asked=asked, everyone=True))


def _status(row: Row) -> str:
    return str(row["status"])


def _order(row: Row) -> tuple[int, Place, str]:
    # What is undecided comes last.
    known = {status.value: -RANK[status] for status in Status}
    return known.get(row["status"], 1), alphabetical(row["name"]), row["country"]


def _row(status: str, rows: list[Row]) -> Row:
    members_of = {row["member"] for row in rows}
    return {
        "status": status,
        "member": members_of.pop() if len(members_of) == 1 else "some",
        "number": len(rows),
        "countries": [row["name"] for row in rows],
    }
