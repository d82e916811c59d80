"""Rules of entry into force: what a treaty says of the day from which it binds.

A register gives the deposits; from when they bind follows from the treaty (Vienna Convention on
the Law of Treaties, art. 24). A rule says what has to come together, and how long after it the
treaty enters into force; for each later consent `Agreement.entry_delay` counts. A recorded entry
into force goes before a computed one.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import chain, groupby
from operator import itemgetter
from typing import Any

from tracker.domain.dates import Answer, BadDate, PartialDate, on_or_before
from tracker.domain.delays import check_delay, delayed, in_words, later, spanning
from tracker.domain.events import Entry, Event, counting
from tracker.domain.kinds import KINDS
from tracker.domain.statuses import Status
from tracker.errors import UsageError


class By(StrEnum):
    """Which acts a rule counts; an exchange of instruments is the consents of those who do it."""

    CONSENT = "consent"
    SIGNATURE = "signature"
    EXCHANGE = "exchange"


@dataclass(frozen=True, slots=True)
class EntryRule:
    """What has to come together before a treaty enters into force.

    Attributes:
        deposits: how many countries must have consented.
        states: codes of countries all of which must have.
        share: how many per cent those who have must stand for, by ``shares``.
        shares: the per cent of each country, such as of emissions.
        after: the delay from the day on which all of that is so (`tracker.domain.delays`).
        on: the day on which it enters into force if all of that is so by then; else the delay
            counts.
        not_before: a day before which it does not enter into force.
        not_counted: codes of those whose consent does not count, such as organisations.
        by: what counts as consent.
        notice: the delay from a notice of withdrawal to its effect.
        source: the articles of the treaty that say so.
    """

    deposits: int = 0
    states: tuple[str, ...] = ()
    share: float = 0
    shares: tuple[tuple[str, float], ...] = ()
    after: str = ""
    on: str = ""
    not_before: str = ""
    not_counted: tuple[str, ...] = ()
    by: By = By.CONSENT
    notice: str = ""
    source: str = ""

    @property
    def is_conditional(self) -> bool:
        """Whether anything has to come together."""
        return bool(self.deposits or self.states or self.share)


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


class BadRule(UsageError):
    """A rule that cannot be read, with a clause that says why."""

    def __init__(self, why: str) -> None:
        super().__init__(f"the rule of entry into force {why}", why=why)


TEXTS = ("after", "on", "not_before", "by", "notice", "source")
LISTS = ("states", "not_counted")
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
ACTS = {
    By.CONSENT: ("consent", "consents"),
    By.EXCHANGE: ("exchange of instruments", "instruments exchanged"),
    By.SIGNATURE: ("signature", "signatures"),
}


def read_rule(record: Mapping[str, Any]) -> EntryRule:
    """The rule that a record describes, its keys being those of `EntryRule`.

    Raises:
        BadRule: a key means nothing, or holds something that it cannot.
    """
    known = {"deposits", "share", "shares", *TEXTS, *LISTS}
    if unknown := sorted(set(record) - known):
        raise BadRule(
            f"has a field {unknown[0]}, which means nothing; write {', '.join(sorted(known))}"
        )
    texts = {name: _text(record, name) for name in TEXTS}
    rule = EntryRule(
        deposits=_count(record.get("deposits", 0)),
        states=_codes(record, "states"),
        share=_share(record.get("share", 0), "share"),
        shares=_shares(record.get("shares", {})),
        after=check_delay(texts["after"]),
        on=_day(texts, "on"),
        not_before=_day(texts, "not_before"),
        not_counted=_codes(record, "not_counted"),
        by=_by(texts["by"] or By.CONSENT),
        notice=check_delay(texts["notice"]),
        source=texts["source"],
    )
    if bool(rule.share) != bool(rule.shares):
        raise BadRule("needs share and shares together; write both or neither")
    if rule.by is By.EXCHANGE and len(rule.states) < 2:
        raise BadRule("is by exchange; write as states the codes of those who exchange instruments")
    return rule


def rule_of_text(text: str) -> EntryRule | None:
    """The rule that a column holds, None if it is empty."""
    return read_rule(json.loads(text)) if text else None


def text_of_rule(rule: EntryRule | None) -> str:
    """A rule as its column holds it: canonical JSON without what is as usual."""
    if rule is None:
        return ""
    usual = EntryRule()
    fields = ("deposits", *LISTS, "share", "shares", *TEXTS)
    record = {n: getattr(rule, n) for n in fields if getattr(rule, n) != getattr(usual, n)}
    if rule.shares:
        record["shares"] = dict(rule.shares)
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def start_of(rule: EntryRule, entries: Iterable[Entry]) -> Start | None:
    """When a treaty enters into force by its rule, None as long as nothing says that it does.

    Arguments:
        entries: those that count, about all countries.
    """
    return _start(rule, _consents(rule, entries)) if rule.is_conditional else None


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


def condition_in_words(rule: EntryRule) -> str:
    """What has to come together, and how long after it, in words."""
    act, acts = ACTS[rule.by]
    parts = []
    if rule.deposits:
        parts.append(f"{rule.deposits} {acts}")
    if rule.states:
        parts.append(f"{acts} of {_named(rule.states)}")
    if rule.share:
        parts.append(f"{acts} of those who stand for {rule.share:g} per cent")
    told = in_words(rule.after, " and ".join(parts) or f"the {act}")
    fixed = f"on {rule.on} if all is so by then, else " if rule.on else ""
    limit = f", and not before {rule.not_before}" if rule.not_before else ""
    source = f" ({rule.source})" if rule.source else ""
    return f"{fixed}{told}{limit}{source}"


def _named(states: Sequence[str]) -> str:
    """The codes of a few states, the number of many."""
    return " and ".join(states) if len(states) <= 3 else f"{len(states)} listed states"


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


def _text(record: Mapping[str, Any], name: str) -> str:
    value = record.get(name, "")
    if not isinstance(value, str):
        raise BadRule(f"has a {name} that is no text; write it in quotation marks")
    return value


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 1000:
        raise BadRule("has deposits that are no number of countries; write a whole number")
    return value


def _share(value: object, name: str) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 100:
        raise BadRule(f"has a {name} that is no percentage; write a number up to 100")
    return float(value)


def _shares(value: object) -> tuple[tuple[str, float], ...]:
    if not isinstance(value, Mapping):
        raise BadRule("has shares that are no table; write { DE = 7.4 }")
    return tuple((code, _share(share, f"share of {code}")) for code, share in sorted(value.items()))


def _codes(record: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = record.get(name, [])
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
        raise BadRule(f"has {name} that are no codes; write them in square brackets")
    return tuple(sorted(value))


def _day(texts: Mapping[str, str], name: str) -> str:
    try:
        return PartialDate.parse(texts[name]).text if texts[name] else ""
    except BadDate as bad:
        raise BadRule(f"has {name} with no date: {bad.sentence}") from bad


def _by(text: str) -> By:
    if text not in set(By):
        raise BadRule(f'counts by "{text}"; write {" or ".join(By)}')
    return By(text)
