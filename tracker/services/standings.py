"""The rows of those who have any status: what the database decides, and what has to be weighed.

Where a spell surely holds the day, its row is the answer and nothing is parsed or built of it: of
a million events that is nearly every row. Where the dates leave a doubt, the spells are read with
their bounds and weighed in the domain (`tracker.domain.standing`). Both give the same rows, and a
test compares them.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from tracker.domain.agreements import Agreement
from tracker.domain.events import SHORT
from tracker.domain.standing import Standing
from tracker.services.asking import Asked
from tracker.services.naming import common_names, short
from tracker.services.reply import Row
from tracker.services.stands import Stand, stands_in, strongest
from tracker.store.questions import sure_statement
from tracker.store.reader import Reader


def standings(reader: Reader, family: Sequence[Agreement], asked: Asked) -> list[Row]:
    """A row for every country that has any status, as the contract of ``members`` has it.

    Arguments:
        family: the agreement and, if it is a family, its instruments.
    """
    keys = [each.key for each in family]
    if len(keys) > 1 or not asked.is_bounded:
        return weighed(reader, keys, asked)
    statement = sure_statement(known=asked.known is not None)
    values = asked.values if asked.known else asked.days
    found = reader.tuples(statement, agreement=keys[0], **values)
    rows = as_rows(found, common_names(reader))
    doubtful = {row["country"] for row in rows if row["member"] is None}
    if not doubtful:
        return rows
    sure = [row for row in rows if row["country"] not in doubtful]
    return sure + weighed(reader, keys, asked, countries=sorted(doubtful))


def as_rows(found: Iterable[tuple[Any, ...]], names: dict[str, str]) -> list[Row]:
    """Rows of `tracker.store.questions.SURE` as the contract has them."""
    return [
        {
            "agreement": agreement,
            "country": country,
            "name": names[country],
            "status": status,
            "member": member,
            "since": since,
            "until": until,
            "instrument": agreement,
            "event": event[:SHORT],
            "possible": [status],
            "computed": "yes" if computed else "no",
        }
        for agreement, country, status, member, since, until, event, computed in found
    ]


def weighed(
    reader: Reader, keys: Sequence[str], asked: Asked, *, countries: Sequence[str] | None = None
) -> list[Row]:
    """The same from the spells with their bounds.

    Arguments:
        keys: of the agreement and, if it is a family, of its instruments.
        countries: only these.
    """
    stands = strongest(stands_in(reader, keys, asked, countries=countries))
    names = common_names(reader)
    return [_row(stand, keys[0], names[stand.country]) for stand in stands]


def status_word(standing: Standing) -> str:
    """The status, or ``undecided``."""
    return standing.status.value if standing.status else "undecided"


def _row(stand: Stand, agreement: str, name: str) -> Row:
    standing = stand.standing
    return {
        "agreement": agreement,
        "country": stand.country,
        "name": name,
        "status": status_word(standing),
        "member": standing.member.value,
        "since": standing.spell.since,
        "until": standing.spell.until,
        "instrument": stand.instrument,
        "event": short(standing.spell.ref),
        "possible": [status.value for status in standing.possible],
        "computed": "yes" if standing.spell.is_computed else "no",
    }
