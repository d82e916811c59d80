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
from tracker.domain.events import Entry, counting
from tracker.domain.kinds import KINDS
from tracker.domain.notices import NOTICE, STAYS, effect_of, standing
from tracker.domain.statuses import Status


@dataclass(frozen=True, slots=True)
class Start:
    """When a treaty enters into force by its rule, and by whose consent."""

    on: PartialDate
    trigger: PartialDate
    country: str


Span = tuple[str, date, date]
"""A country and the time for which its consent counts, half open."""


@dataclass(frozen=True, slots=True)
class _Consent:
    """A consent of a country, and the days on which it may have ended."""

    country: str
    given: PartialDate
    ends: tuple[PartialDate, ...] = ()

    @property
    def soonest(self) -> Span:
        """All the time for which the dates allow that it counts."""
        ends = (_latest(end) for end in self.ends if _earliest(end) >= _latest(self.given))
        return self.country, _earliest(self.given), min(ends, default=date.max)

    @property
    def surest(self) -> Span:
        """The time for which it counts whatever the days in doubt are; it can be empty."""
        ends = (_earliest(end) for end in self.ends if _latest(end) >= _earliest(self.given))
        return self.country, _latest(self.given), min(ends, default=date.max)


CONSENTS = frozenset(name for name, kind in KINDS.items() if kind.gives is Status.CONTRACTING)
LEFT = frozenset({"ratification_withdrawn", "withdrew", "expelled"})
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


def start_of(rule: EntryRule, entries: Iterable[Entry]) -> Start | None:
    """When a treaty enters into force by its rule, None as long as nothing says that it does.

    Arguments:
        entries: those that count, about all countries.
    """
    if not rule.is_conditional:
        return None
    return _start(rule, chain(_gone(rule), _consents(rule, entries)))


def starts(rule: EntryRule, entries: Sequence[Entry]) -> list[tuple[datetime, Start | None]]:
    """What was computed when: each moment from which the start was another, in order.

    Arguments:
        entries: all of the agreement, whether they count or not.
    """
    found: list[tuple[datetime, Start | None]] = []
    if rule.is_conditional:
        for at, consents in _courses(rule, entries):
            start = _start(rule, consents)
            if start != (found[-1][1] if found else None):
                found.append((at, start))
    return found


def _start(rule: EntryRule, consents: Iterable[_Consent]) -> Start | None:
    consents = list(consents)
    soonest = _fulfilled(rule, [consent.soonest for consent in consents])
    if soonest is None:
        return None
    latest = _fulfilled(rule, [consent.surest for consent in consents])
    trigger = spanning(
        None if soonest[0] == date.min else soonest[0],
        None if latest is None or latest[0] == date.max else latest[0],
    )
    return Start(following(rule, trigger), trigger, soonest[1])


def following(rule: EntryRule, trigger: PartialDate) -> PartialDate:
    """The day of entry into force, where all came together on another day."""
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
) -> Iterator[tuple[datetime, Iterable[_Consent]]]:
    """The consents as they were known, at each moment that changed them."""
    moving = [e for e in entries if e.event.kind in _counted(rule) or e.event.replaces]
    mine = _by_country(moving)
    consents: dict[str | None, list[_Consent]] = {}
    moving.sort(key=_recorded_at)
    for at, added in groupby(moving, key=_recorded_at):
        before = consents.copy()
        # What replaces an event is about the country that the event was about.
        for country in {entry.event.country for entry in added}:
            consents[country] = [*_consents(rule, counting(mine[country], at))]
        if consents != before:
            yield at, chain(_gone(rule), *consents.values())


def _consents(rule: EntryRule, entries: Iterable[Entry]) -> Iterator[_Consent]:
    """The consents of each country; who comes back has given a second one."""
    counted = _counted(rule)
    for country, acts in _by_country(e for e in entries if e.event.kind in counted).items():
        if country and country not in rule.not_counted:
            ends = tuple(_ends(rule, acts))
            given = (entry.event for entry in acts if entry.event.kind in GIVEN[rule.by])
            yield from (_Consent(country, event.date, ends) for event in given)


def _gone(rule: EntryRule) -> Iterator[_Consent]:
    """The consents of states that are no more, which no ledger has to know."""
    return (_Consent(country, PartialDate.parse(day)) for country, day in rule.gone)


def _counted(rule: EntryRule) -> frozenset[str]:
    """The kinds that can move the start."""
    return GIVEN[rule.by] | TAKEN_BACK[rule.by] | {NOTICE, STAYS}


def _by_country(entries: Iterable[Entry]) -> dict[str | None, list[Entry]]:
    mine: dict[str | None, list[Entry]] = {}
    for entry in entries:
        mine.setdefault(entry.event.country, []).append(entry)
    return mine


def _recorded_at(entry: Entry) -> datetime:
    return entry.recorded_at


def _ends(rule: EntryRule, acts: Sequence[Entry]) -> Iterator[PartialDate]:
    """The days on which the consents of a country end."""
    for event in (entry.event for entry in acts):
        if event.kind in TAKEN_BACK[rule.by]:
            yield event.effective or event.date
    # Where neither it nor the rule says from when a notice holds, it ends nothing yet.
    yield from filter(None, (effect_of(each, rule.notice) for each in standing(acts, rule.notice)))


def _earliest(day: PartialDate) -> date:
    return day.earliest or date.min


def _latest(day: PartialDate) -> date:
    return day.latest or date.max


def _fulfilled(rule: EntryRule, spans: Iterable[Span]) -> tuple[date, str] | None:
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
