"""Spells from membership-years: who came in, stayed, and is listed no more.

The years of one organisation are looked at together, once all of them are known: a year in which
nobody at all is listed was not observed. Missing is not withdrawn: whoever is not listed any more
may have left or be missing from the table, and unless a mapping knows better that is what is told.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from tracker.domain.dates import PartialDate
from tracker.exchange.acts import Act, AgreementTold, BadCell, Party, Place, SourceTold, Told
from tracker.exchange.mapping import YearsRule
from tracker.exchange.tables import BadTableFileError

NOT_LISTED = "no_longer_listed"
LEFT = "withdrew"
MIDSUMMER = "{:04}-07-01"
"""The day of a year that decides who a number is in it."""


class Seen(Enum):
    """What a year says of a party."""

    IN = "in"
    OUT = "out"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Observed:
    """A party in an agreement in a year, and what it was in it.

    Attributes:
        year: as it is written, in a cell or in the title of a column.
        column: in which the status stands.
    """

    place: Place
    agreement: AgreementTold
    party: Party
    source: SourceTold
    year: str
    status: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a party is in a year: its code, and since when that code has what the text names."""

    code: str
    since: PartialDate | None = None


Identify = Callable[[Party, PartialDate], Identity | None]
"""Tells who a party is on a day, None where nobody knows."""


@dataclass(slots=True)
class _Years:
    """The years of one party, each with the row that says so."""

    seen: dict[int, Seen] = field(default_factory=dict)
    rows: dict[int, Observed] = field(default_factory=dict)


class Spells:
    """Takes the rows of a table that is sorted by its agreements; gives the acts of each.

    Arguments:
        identify: a number that one country took over from another is two parties.
    """

    def __init__(self, rule: YearsRule, identify: Identify) -> None:
        self._rule = rule
        self._identify = identify
        self._agreement: AgreementTold | None = None
        self._ended: set[str] = set()
        self._observed: set[int] = set()
        self._parties: dict[str, _Years] = {}
        self._holders: dict[tuple[str, int], Identity] = {}

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
        try:
            self._note(row)
        except _Unreadable as bad:
            yield bad.column, BadCell(row.place, bad.column, bad.text, bad.why)

    def ended(self) -> Iterator[tuple[str, Told]]:
        """The acts of the agreement of which all rows have been taken."""
        if self._agreement is not None:
            self._ended.add(self._agreement.key or self._agreement.text)
        for code, years in self._parties.items():
            for act in self._acts(code, years):
                yield self._rule.column, act
        self._agreement, self._observed = None, set()
        self._parties, self._holders = {}, {}

    def _note(self, row: Observed) -> None:
        year, seen = self._year(row), self._status(row)
        if seen is not Seen.MISSING:
            self._observed.add(year)
        who = self._identify(row.party, PartialDate.parse(MIDSUMMER.format(year)))
        # Whoever is not known is told by the first row, and refused where names are looked up.
        identity = who or Identity(row.party.text)
        years = self._parties.setdefault(identity.code, _Years())
        if years.seen.get(year) is not Seen.IN:
            years.seen[year], years.rows[year] = seen, row
        if seen is Seen.IN:
            self._holders[row.party.text, year] = identity

    def _year(self, row: Observed) -> int:
        text = row.year.removesuffix(".0")
        if not (text.isascii() and text.isdigit()) or not 1 <= int(text) <= 9998:
            raise _Unreadable(self._rule.column, row.year, f'"{row.year}" is no year')
        return int(text)

    def _status(self, row: Observed) -> Seen:
        rule, status = self._rule, row.status
        if not row.column or status in rule.member:
            return Seen.IN
        if status in rule.not_member:
            return Seen.OUT
        if status in rule.missing:
            return Seen.MISSING
        why = f'nobody knows the status "{status}"; say below [years] what it means'
        raise _Unreadable(row.column, status, why)

    def _acts(self, code: str, years: _Years) -> Iterator[Act]:
        """The entries and exits of one party, in the order of the years."""
        seen_before: int | None = None
        out_before: int | None = None
        last = 0
        state = Seen.OUT
        for year in sorted(self._observed):
            seen = self._in_year(years, year)
            if seen is Seen.IN:
                first = self._first(years, year, out_before)
                if state is Seen.MISSING:
                    # It may have come back as soon as it may have left: nothing in between is sure.
                    yield self._act(years.rows[last], NOT_LISTED, _range(last + 1, year - 1))
                    first = last + 1
                if state is not Seen.IN:
                    on = self._taken_over(code, years, year, seen_before)
                    yield self._act(years.rows[year], self._rule.kind, on or _range(first, year))
                last = year
            elif seen is Seen.OUT and state is not Seen.OUT:
                yield self._act(years.rows[last], LEFT, _range(last + 1, year))
            if seen is not Seen.MISSING or state is Seen.IN:
                state = seen
            seen_before = year
            if seen is Seen.OUT or year not in years.seen:
                out_before = year
        if state is Seen.MISSING:
            on = self._passed_on(code, years, last)
            yield self._act(years.rows[last], NOT_LISTED, on or _after(last))

    def _first(self, years: _Years, year: int, out_before: int | None) -> int | None:
        """The first year in which a party may have come in; None where no bound is known.

        A year in which a table says that it does not know may be one in which it was in.

        Arguments:
            out_before: the last year in which it was out, or was not listed.
        """
        if out_before is not None:
            return out_before + 1
        return None if any(before < year for before in years.seen) else year

    def _in_year(self, years: _Years, year: int) -> Seen:
        """What a year that was observed says of a party; no row may be taken for an exit."""
        if self._rule.absent == "left" and year not in years.seen:
            return Seen.OUT
        return years.seen.get(year, Seen.MISSING)

    def _taken_over(
        self, code: str, years: _Years, year: int, before: int | None
    ) -> PartialDate | None:
        """Since when, where another was listed by that text in the year before."""
        text = years.rows[year].party.text
        other = self._holders.get((text, before)) if before is not None else None
        mine = self._holders[text, year]
        return mine.since if other and other.code != code else None

    def _passed_on(self, code: str, years: _Years, last: int) -> PartialDate | None:
        """Since when another is listed by that text, where one is in the year after."""
        text = years.rows[last].party.text
        later = [year for year in self._observed if year > last]
        other = self._holders.get((text, min(later))) if later else None
        return other.since if other and other.code != code else None

    def _act(self, row: Observed, kind: str, on: PartialDate) -> Act:
        year = self._year(row)
        return Act(
            row.place,
            row.agreement,
            row.party,
            kind,
            on,
            quote=f"{self._rule.column} {year}" if self._rule.column else f"{year} {row.status}",
            source=row.source,
            seen_on=PartialDate.parse(MIDSUMMER.format(year)),
        )


class _Unreadable(ValueError):
    """A cell that cannot be read."""

    def __init__(self, column: str, text: str, why: str) -> None:
        super().__init__(why)
        self.column, self.text, self.why = column, text, why


def _range(first: int | None, last: int) -> PartialDate:
    """Some day in those years, or up to the last of them."""
    if first is None:
        return PartialDate.parse(f"[..{last:04}]")
    if first == last:
        return PartialDate.parse(f"{first:04}")
    return PartialDate.parse(f"[{first:04}..{last:04}]")


def _after(year: int) -> PartialDate:
    """Some day after a year, if any."""
    return PartialDate.parse(f"[{year + 1:04}..]")
