"""Who is in an agreement, on a day and as it was known at a moment."""

from collections import Counter
from collections.abc import Sequence
from operator import itemgetter

from tracker.domain.agreements import Agreement
from tracker.domain.dates import PartialDate
from tracker.domain.kinds import ExpectedStep
from tracker.domain.names import alphabetical
from tracker.domain.statuses import Status
from tracker.services.asking import Asked
from tracker.services.naming import find_family
from tracker.services.pending import waiting
from tracker.services.reply import Reply, Row
from tracker.services.standings import standings
from tracker.services.stands import ORDER
from tracker.store.reader import Reader


def members(
    reader: Reader,
    agreement: str | None = None,
    *,
    asked: Asked,
    statuses: Sequence[Status] = (),
    everyone: bool = False,
) -> Reply:
    """The members of an agreement, or with ``everyone`` all who have any status in it.

    Arguments:
        agreement: any name of it; None is the default one. A member of any instrument of a
            family is a member of the family.
        statuses: only countries of these.

    Returns:
        rows of agreement, country, name, status, member, since, until, instrument, event;
        further ``possible``, the statuses between which the dates do not decide, and
        ``computed``, whether no source tells the day of the status but a rule leads to it.
    """
    family = find_family(reader, agreement)
    found = standings(reader, family, asked)
    rows = [row for row in found if is_wanted(row, statuses, everyone=everyone)]
    left = []
    if len(rows) < len(found):
        left = [row for row in found if not is_wanted(row, statuses, everyone=everyone)]
    notes = _notes(reader, family, left, asked) if left else []
    question = {"agreement": family[0].key, **asked.shown}
    return Reply("members/1", question, in_order(rows), notes)


def is_wanted(row: Row, statuses: Sequence[Status], *, everyone: bool) -> bool:
    """Whether a row is asked for; without another word only members are, and who may be one."""
    if statuses:
        return not set(statuses).isdisjoint(row["possible"])
    return everyone or row["member"] != "no"


def in_order(rows: Sequence[Row]) -> list[Row]:
    """Members first, then by name."""
    by_name = sorted(rows, key=lambda row: alphabetical(row["name"]))
    return [row for member in ORDER for row in by_name if row["member"] == member]


def _notes(
    reader: Reader, family: Sequence[Agreement], left: Sequence[Row], asked: Asked
) -> list[str]:
    """What stands below the table: how many others there are, and who waits for a signature."""
    left = sorted(left, key=itemgetter("country"))
    numbers = Counter(row["status"] for row in left)
    counted = ", ".join(f"{number} {status}" for status, number in numbers.items())
    announced = [row for row in left if row["status"] == Status.ANNOUNCED]
    unsigned = waiting(
        reader, family, asked, ExpectedStep.SIGNING, [row["country"] for row in announced]
    )
    sentences = [
        f"{row['name']} is announced since {PartialDate.parse(row['since']).describe()}"
        + (" and waits for its signing." if row["country"] in unsigned else ".")
        for row in announced
    ]
    are_members = any(row["member"] != "no" for row in left)
    label = "Not shown" if are_members else "Not members"
    return [*sentences, f"{label}: {counted}; --all shows them."]
