"""What is derived from the events of an agreement: its memberships, and its promises.

Both are made anew from the events whenever these change in a way that is not only an addition at
the end, so each has a way to be forgotten and a way to be made.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, text

from tracker.domain.agreements import Agreement
from tracker.store.bulk import Bulk
from tracker.store.folding import Recorded, membership_rows, promise_rows

TABLES = ("memberships", "promises")
FORGET_ALL = [text(f"DELETE FROM {table}") for table in TABLES]
FORGET = [text(f"DELETE FROM {table} WHERE agreement = :agreement") for table in TABLES]


def forget_all(connection: Connection) -> None:
    """Forget what was derived of every agreement."""
    for statement in FORGET_ALL:
        connection.execute(statement)


def forget(connection: Connection, agreement: str) -> None:
    """Forget what was derived of one agreement."""
    for statement in FORGET:
        connection.execute(statement, {"agreement": agreement})


def derive(bulk: Bulk, agreement: Agreement, events: Sequence[Recorded]) -> int:
    """Make what is derived of one agreement; how many memberships it has.

    Arguments:
        events: all of them, those of one country together.
    """
    memberships = list(membership_rows(agreement, events))
    bulk.extend("memberships", memberships)
    bulk.extend("promises", promise_rows(agreement.key, events))
    return len(memberships)
