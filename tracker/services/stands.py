"""Where countries stand in the instruments of a family, and where they stand strongest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from tracker.domain.dates import Answer, PartialDate, before
from tracker.domain.kinds import NEAR
from tracker.domain.standing import Standing, standing
from tracker.domain.statuses import RANK, Status
from tracker.services.asking import Asked
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


def stands_in(
    reader: Reader, keys: Sequence[str], asked: Asked, *, countries: Sequence[str] | None = None
) -> list[Stand]:
    """Where every country, or some of them, stand in each of some instruments."""
    values: dict[str, object] = {**asked.values, "agreements": keys}
    if countries is not None:
        values["countries"] = countries
    statement = members_statement(
        known=asked.known is not None, some_countries=countries is not None
    )
    rows = reader.rows(statement, **values)
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
