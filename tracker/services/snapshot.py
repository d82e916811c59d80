"""Who is in which agreement on a day: of all agreements at once, row by row."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from tracker.domain.statuses import Status
from tracker.services.asking import Asked
from tracker.services.members import is_wanted
from tracker.services.naming import common_names
from tracker.services.reply import Row
from tracker.services.standings import as_rows, weighed
from tracker.store.questions import snapshot_statement
from tracker.store.reader import Reader


def snapshot(
    reader: Reader, *, asked: Asked, statuses: Sequence[Status] = (), everyone: bool = False
) -> Iterator[Row]:
    """The rows of ``members`` for every agreement, in the order of their keys, as they are found.

    Each instrument stands for itself; what its family makes of it, `members` says.

    Arguments:
        asked: its day has to lie between two days that are known.
    """
    names = common_names(reader)
    statement = snapshot_statement(known=asked.known is not None)
    values = asked.values if asked.known else asked.days
    found = reader.streamed(statement, **values)
    for key, of_agreement in groupby(found, itemgetter(0)):
        rows = as_rows(of_agreement, names)
        doubtful = sorted({row["country"] for row in rows if row["member"] is None})
        if doubtful:
            rows = [row for row in rows if row["country"] not in doubtful]
            rows += weighed(reader, [key], asked, countries=doubtful)
            rows.sort(key=itemgetter("country"))
        yield from (row for row in rows if is_wanted(row, statuses, everyone=everyone))
