"""Who is in an agreement, on a day and as it was known at a moment."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from tracker.domain.agreements import Agreement
from tracker.domain.dates import Answer, PartialDate, before
from tracker.domain.kinds import NEAR, ExpectedStep
from tracker.domain.standing import Standing, standing
from tracker.domain.statuses import RANK, Status
from tracker.services.asking import Asked
from tracker.services.naming import country_names, family_keys, find_agreement, short
from tracker.services.pending import promised
from tracker.services.reply import Reply, Row
from tracker.store.questions import members_statement
from tracker.store.reader import Reader
from tracker.store.spells import spell_of

ORDER = (Answer.YES, Answer.UNDECIDED, Answer.NO)


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a country stands in one instrument."""

    instrument: str
    country: str
    standing: Standing

    @property
    def strength(self) -> tuple[int, date, int, str]:
        """Smaller is stronger: members first, the longest of them; else the highest status."""
        spell, member = self.standing.spell, self.standing.member
        since = PartialDate.parse(spell.since).earliest if member is Answer.YES else None
        return ORDER.index(member), since or date.min, -RANK[spell.status], self.instrument


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
        further ``possible``, the statuses between which the dates do not decide.
    """
    about = find_agreement(reader, agreement)
    stands = strongest(stands_in(reader, family_keys(reader, about), asked))
    names = country_names(reader, [stand.country for stand in stands])
    wanted = [stand for stand in stands if _is_wanted(stand, statuses, everyone=everyone)]
    rows = [
        _row(stand, about, names[stand.country]) for stand in sorted(wanted, key=_by_name(names))
    ]
    left = [s for s in stands if not _is_wanted(s, statuses, everyone=everyone)]
    notes = _notes(reader, about, left, names, asked)
    question = {"agreement": about.key, **asked.shown}
    return Reply("members/1", question, rows, notes)


def stands_in(
    reader: Reader, keys: list[str], asked: Asked, *, country: str | None = None
) -> list[Stand]:
    """Where every country, or one of them, stands in each of some instruments."""
    values: dict[str, object] = {**asked.values, "country": country}
    statement = members_statement(known=asked.known is not None, one_country=country is not None)
    rows = reader.rows(statement, agreements=keys, **values)
    stands = []
    for (code, key), of_pair in groupby(rows, key=lambda r: (r["country"], r["agreement"])):
        found = standing([spell_of(row) for row in of_pair], asked.day)
        if found:
            stands.append(Stand(key, code, found))
    return stands


def strongest(stands: Iterable[Stand]) -> list[Stand]:
    """For each country the instrument in which it stands strongest.

    What a family was told before a country left an instrument of it is over: it is former.
    """
    stands = list(stands)
    exits = [stand for stand in stands if stand.standing.status is Status.FORMER]
    best: dict[str, Stand] = {}
    for stand in stands:
        if any(_is_over(stand, by=exit_) for exit_ in exits):
            continue
        if stand.country not in best or stand.strength < best[stand.country].strength:
            best[stand.country] = stand
    return list(best.values())


def _is_over(stand: Stand, *, by: Stand) -> bool:
    spell = stand.standing.spell
    is_near = stand.country == by.country and spell.status in NEAR
    return is_near and before(spell.start, by.standing.spell.start) is Answer.YES


def status_word(standing: Standing) -> str:
    """The status, or ``undecided``."""
    return standing.status.value if standing.status else "undecided"


def _is_wanted(stand: Stand, statuses: Sequence[Status], *, everyone: bool) -> bool:
    if statuses:
        return not set(statuses).isdisjoint(stand.standing.possible)
    return everyone or stand.standing.member is not Answer.NO


def _by_name(names: dict[str, str]) -> Any:
    return lambda stand: (ORDER.index(stand.standing.member), names[stand.country])


def _row(stand: Stand, agreement: Agreement, name: str) -> Row:
    standing = stand.standing
    return {
        "agreement": agreement.key,
        "country": stand.country,
        "name": name,
        "status": status_word(standing),
        "member": standing.member.value,
        "since": standing.spell.since,
        "until": standing.spell.until,
        "instrument": stand.instrument,
        "event": short(standing.spell.ref),
        "possible": [status.value for status in standing.possible],
    }


def _notes(
    reader: Reader, agreement: Agreement, left: Sequence[Stand], names: dict[str, str], asked: Asked
) -> list[str]:
    """What stands below the table: how many others there are, and who waits for a signature."""
    if not left:
        return []
    numbers = Counter(status_word(stand.standing) for stand in left)
    counted = ", ".join(f"{number} {status}" for status, number in numbers.items())
    announced = [stand for stand in left if stand.standing.status is Status.ANNOUNCED]
    steps = promised(reader, agreement, asked, [ExpectedStep.SIGNING]) if announced else []
    waiting = {step.first.country for step in steps}
    sentences = [
        f"{names[stand.country]} is announced since {_day(stand)}"
        + (" and waits for its signing." if stand.country in waiting else ".")
        for stand in announced
    ]
    are_members = any(stand.standing.member is not Answer.NO for stand in left)
    label = "Not shown" if are_members else "Not members"
    return [*sentences, f"{label}: {counted}; --all shows them."]


def _day(stand: Stand) -> str:
    start: PartialDate = stand.standing.spell.start
    return start.describe()
