"""Spells from membership-years: who came in, stayed, and is listed no more.

The years of one organisation are looked at together, once all of them are known: a year in which
nobody at all is listed was not observed. Missing is not withdrawn: whoever is not listed any more
may have left or be missing from the table, and unless a mapping knows better that is what is told.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from tracker.domain.dates import PartialDate
from tracker.exchange.acts import Act, AgreementTold, BadCell, Party, Place, SourceTold, Told
from tracker.exchange.mapping import YearsRule
from tracker.exchange.tables import BadTableFileError

NOT_LISTED = "no_longer_listed"
LEFT = "withdrew"


class Seen(Enum):
    """What a year says of a party."""

    IN = "in"
    OUT = "out"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Observed:
    """A row: a party in an agreement in a year."""

    place: Place
    agreement: AgreementTold
    party: Party
    source: SourceTold
    cells: Mapping[str, str]


@dataclass(slots=True)
class _Years:
    """The years of one party, and the first row of it."""

    first: Observed
    seen: dict[int, Seen] = field(default_factory=dict)
    places: dict[int, Place] = field(default_factory=dict)


class Spells:
    """Takes the rows of a table that is sorted by its agreements; gives the acts of each."""

    def __init__(self, rule: YearsRule) -> None:
        self._rule = rule
        self._agreement: AgreementTold | None = None
        self._ended: set[str] = set()
        self._observed: set[int] = set()
        self._parties: dict[Party, _Years] = {}

    def observe(self, row: Observed) -> Iterator[tuple[str, Told]]:
        """Take a row; the acts of the agreement before it, if that is over.

        Raises:
            BadTableFileError: the rows of one agreement do not stand together.
        """
        if self._agreement is not None and row.agreement != self._agreement:
            yield from self.ended()
        key = row.agreement.key or row.agreement.text
        if key in self._ended:
            why = f"the rows of {key} do not stand together; sort the table by it"
            raise BadTableFileError(row.place, why)
        self._agreement = row.agreement
        yield from self._noted(row)

    def ended(self) -> Iterator[tuple[str, Told]]:
        """The acts of the agreement of which all rows have been taken."""
        if self._agreement is not None:
            self._ended.add(self._agreement.key or self._agreement.text)
        for years in self._parties.values():
            for act in self._acts(years):
                yield self._rule.column, act
        self._agreement, self._observed, self._parties = None, set(), {}

    def _noted(self, row: Observed) -> Iterator[tuple[str, Told]]:
        text = row.cells.get(self._rule.column, "").strip()
        if not text.isdigit() or not 1 <= int(text) <= 9999:
            bad = BadCell(row.place, self._rule.column, text, f'"{text}" is no year')
            yield self._rule.column, bad
            return
        status = row.cells.get(self._rule.status, "").strip() if self._rule.status else ""
        seen = self._seen(status)
        if seen is None:
            why = f'nobody knows the status "{status}"; say below [years] what it means'
            yield self._rule.status, BadCell(row.place, self._rule.status, status, why)
            return
        year = int(text)
        if seen is not Seen.MISSING:
            self._observed.add(year)
        years = self._parties.setdefault(row.party, _Years(row))
        if years.seen.get(year) is not Seen.IN:
            years.seen[year], years.places[year] = seen, row.place

    def _seen(self, status: str) -> Seen | None:
        rule = self._rule
        if not rule.status or status in rule.member:
            return Seen.IN
        if status in rule.not_member:
            return Seen.OUT
        return Seen.MISSING if status in rule.missing else None

    def _acts(self, years: _Years) -> Iterator[Act]:
        """The entries and exits of one party, in the order of the years."""
        seen_before: int | None = None
        last = 0
        state = Seen.OUT
        for year in sorted(self._observed):
            seen = self._in_year(years, year)
            if seen is Seen.IN:
                if state is Seen.MISSING:
                    yield self._act(years, NOT_LISTED, _range(last + 1, year - 1), last)
                if state is not Seen.IN:
                    first = seen_before + 1 if seen_before is not None else year
                    yield self._act(years, self._rule.kind, _range(first, year), year)
                last = year
            elif seen is Seen.OUT and state is not Seen.OUT:
                yield self._act(years, LEFT, _range(last + 1, year), last)
            if seen is not Seen.MISSING or state is Seen.IN:
                state = seen
            seen_before = year
        if state is Seen.MISSING:
            yield self._act(years, NOT_LISTED, PartialDate.parse(f"[{last + 1}..]"), last)

    def _in_year(self, years: _Years, year: int) -> Seen:
        """What a year that was observed says of a party; no row may be taken for an exit."""
        if self._rule.absent == "left" and year not in years.seen:
            return Seen.OUT
        return years.seen.get(year, Seen.MISSING)

    def _act(self, years: _Years, kind: str, on: PartialDate, year: int) -> Act:
        row = years.first
        return Act(
            years.places[year],
            row.agreement,
            row.party,
            kind,
            on,
            quote=f"{self._rule.column} {year}",
            source=row.source,
        )


def _range(first: int, last: int) -> PartialDate:
    """Some day in those years."""
    if first == last:
        return PartialDate.parse(f"{first:04}")
    return PartialDate.parse(f"[{first:04}..{last:04}]")
