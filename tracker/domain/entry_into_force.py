"""Entry into force, computed: when a treaty binds by its own rule, and since when that was known.

Each country has given its consent for some time, which begins with its act and ends when it is
taken back. On the first day on which the consents of that day are what the rule asks for, the
treaty is on its way; where the days are in doubt, that day is, too.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, groupby
from operator import itemgetter

from tracker.domain.dates import Answer, PartialDate, on_or_before
from tracker.domain.delays import delayed, later, spanning
from tracker.domain.entry_rules import By, EntryRule
from tracker.domain.events import Entry, Event, counting
from tracker.domain.kinds import KINDS
from tracker.domain.statuses import Status


@dataclass(frozen=True, slots=True)
class Start:
    """When a treaty enters into force by its rule, and by whose consent."""

    on: PartialDate
    trigger: PartialDate
    country: str


@dataclass(frozen=True, slots=True)
class _Span:
    """A country's consent: when it was given, and when it was taken back, if it was."""

    country: str
    given: PartialDate
    taken: PartialDate | None

    @property
    def soonest(self) -> tuple[str, date, date]:
        """Given as early and kept as long as the dates allow."""
        end = self.taken.latest if self.taken else None
        return self.country, self.given.earliest or date.min, end or date.max

    @property
    def latest(self) -> tuple[str, date, date]:
        """Given as late and kept as short as the dates allow."""
        end = (self.taken.earliest or date.min) if self.taken else date.max
        return self.country, self.given.latest or date.max, end


CONSENTS = frozenset(name for name, kind in KINDS.items() if kind.gives is Status.CONTRACTING)
LEFT = frozenset({"ratification_withdrawn", "withdrew", "expelled", "withdrawal_notified"})
GIVEN = {
    By.CONSENT: CONSENTS,
    By.EXCHANGE: CONSENTS,
    By.SIGNATURE: CONSENTS | {"signed"},
}
"""The kinds that a rule counts."""

TAKEN_BACK = {
    By.CONSENT: LEFT,
    By.EXCHANGE: LEFT,
    By.SIGNATURE: LEFT | {"signature_withdrawn"},
}
"""The kinds after which what was counted counts no more."""

STAYS = "withdrawal_rescinded"


def start_of(rule: EntryRule, entries: Iterable[Entry]) -> Start | None:
    """When a treaty enters into force by its rule, None as long as nothing says that it does.

    Arguments:
        entries: those that count, about all countries.
    """
    return _start(rule, _consents(rule, entries)) if rule.is_conditional else None


def starts(rule: EntryRule, entries: Sequence[Entry]) -> list[tuple[datetime, Start | None]]:
    """What was computed when: each moment from which the start was another, in order.

    Arguments:
        entries: all of the agreement, whether they count or not.
    """
    found: list[tuple[datetime, Start | None]] = []
    if rule.is_conditional:
        for at, spans in _courses(rule, entries):
            start = _start(rule, spans)
            if start != (found[-1][1] if found else None):
                found.append((at, start))
    return found


def _start(rule: EntryRule, spans: Iterable[_Span]) -> Start | None:
    spans = list(spans)
    soonest = _fulfilled(rule, [span.soonest for span in spans])
    if soonest is None:
        return None
    latest = _fulfilled(rule, [span.latest for span in spans])
    trigger = spanning(
        None if soonest[0] == date.min else soonest[0],
        None if latest is None or latest[0] == date.max else latest[0],
    )
    return Start(_following(rule, trigger), trigger, soonest[1])


def _following(rule: EntryRule, trigger: PartialDate) -> PartialDate:
    """The day of entry into force, where all came together on another."""
    on = delayed(trigger, rule.after)
    if rule.on:
        fixed = PartialDate.parse(rule.on)
        in_time = on_or_before(trigger, fixed)
        if in_time is Answer.YES:
            return fixed
        if in_time is Answer.UNDECIDED:
            return spanning(fixed.earliest, on.latest)
    return later(on, PartialDate.parse(rule.not_before)) if rule.not_before else on


def _courses(
    rule: EntryRule, entries: Iterable[Entry]
) -> Iterator[tuple[datetime, Iterable[_Span]]]:
    """The consents as they were known, at each moment that changed them."""
    moving = [e for e in entries if e.event.kind in _counted(rule) or e.event.replaces]
    mine = _by_country(moving)
    spans: dict[str | None, list[_Span]] = {}
    moving.sort(key=_recorded_at)
    for at, added in groupby(moving, key=_recorded_at):
        before = spans.copy()
        # What replaces an event is about the country that the event was about.
        for country in {entry.event.country for entry in added}:
            spans[country] = [*_consents(rule, counting(mine[country], at))]
        if spans != before:
            yield at, chain.from_iterable(spans.values())


def _consents(rule: EntryRule, entries: Iterable[Entry]) -> Iterator[_Span]:
    """The times for which each country has given its consent; who comes back has two."""
    counted = _counted(rule)
    for country, acts in _by_country(e for e in entries if e.event.kind in counted).items():
        if country and country not in rule.not_counted:
            yield from _spans(rule, country, sorted(acts, key=_in_order))


def _counted(rule: EntryRule) -> frozenset[str]:
    """The kinds that can move the start."""
    return GIVEN[rule.by] | TAKEN_BACK[rule.by] | {STAYS}


def _by_country(entries: Iterable[Entry]) -> dict[str | None, list[Entry]]:
    mine: dict[str | None, list[Entry]] = {}
    for entry in entries:
        mine.setdefault(entry.event.country, []).append(entry)
    return mine


def _recorded_at(entry: Entry) -> datetime:
    return entry.recorded_at


def _spans(rule: EntryRule, country: str, acts: Iterable[Entry]) -> Iterator[_Span]:
    """The same of one country, from its acts in order."""
    given: PartialDate | None = None
    taken: PartialDate | None = None
    for event in (entry.event for entry in acts):
        if event.kind in GIVEN[rule.by]:
            if given and taken:
                yield _Span(country, given, taken)
                given = taken = None
            given = given or event.date
        elif event.kind == STAYS:
            taken = None
        elif given:
            taken = taken or _end(rule, event)
    if given:
        yield _Span(country, given, taken)


def _end(rule: EntryRule, event: Event) -> PartialDate | None:
    """The day from which a consent counts no more; a notice alone does not tell it."""
    if event.kind != "withdrawal_notified":
        return event.effective or event.date
    return event.effective or (delayed(event.date, rule.notice) if rule.notice else None)


def _in_order(entry: Entry) -> tuple[date, date, int, str]:
    """By day; on one day as the fold would take them, the consent before its end."""
    on = entry.event.date
    bounds = on.earliest or date.min, on.latest or date.max
    return *bounds, KINDS[entry.event.kind].order, entry.ref


def _fulfilled(rule: EntryRule, spans: Iterable[tuple[str, date, date]]) -> tuple[date, str] | None:
    """The first day on which all is so that a rule wants, and who has made it so."""
    turns = [turn for span in spans for turn in _turns(*span)]
    in_time: Counter[str] = Counter()
    for day, of_the_day in groupby(sorted(turns), key=itemgetter(0)):
        given = set()
        for _, is_given, country in of_the_day:
            in_time[country] += 1 if is_given else -1
            given |= {country} if is_given else set()
        if given and _is_fulfilled(rule, {c for c, number in in_time.items() if number}):
            return day, _last(rule, given)
    return None


def _turns(country: str, given: date, end: date) -> Iterator[tuple[date, bool, str]]:
    """The days on which a consent begins to count and ceases to."""
    if given < end:
        yield given, True, country
        yield end, False, country


def _is_fulfilled(rule: EntryRule, countries: set[str]) -> bool:
    if len(countries) < rule.deposits or not countries.issuperset(rule.states):
        return False
    # Shares are rounded figures of a table, and so is their sum.
    return round(sum(share for code, share in rule.shares if code in countries), 6) >= rule.share


def _last(rule: EntryRule, of_the_day: set[str]) -> str:
    """Who has made it so, of those who consented on that day: one who was waited for."""
    waited_for = {*rule.states, *(country for country, _ in rule.shares)}
    return max(of_the_day & waited_for or of_the_day)
