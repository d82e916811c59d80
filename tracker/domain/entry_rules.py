"""Rules of entry into force: what a treaty says of the day from which it binds.

A register gives the deposits; from when they bind follows from the treaty (Vienna Convention on
the Law of Treaties, art. 24). A rule says what has to come together, and how long after it the
treaty enters into force; for each later consent `Agreement.entry_delay` counts. A recorded entry
into force goes before a computed one.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from tracker.domain.dates import BadDate, PartialDate
from tracker.domain.delays import check_delay, delayed, in_words, later, spanning
from tracker.domain.events import Entry, counting
from tracker.domain.kinds import KINDS
from tracker.domain.statuses import Status
from tracker.errors import UsageError


class By(StrEnum):
    """Which acts a rule counts."""

    CONSENT = "consent"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class EntryRule:
    """What has to come together before a treaty enters into force.

    Attributes:
        deposits: how many countries must have consented.
        states: codes of countries all of which must have.
        share: how many per cent those who have must stand for, by ``shares``.
        shares: the per cent of each country, such as of emissions.
        after: the delay from the day on which all of that is so (`tracker.domain.delays`).
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


class BadRule(UsageError):
    """A rule that cannot be read, with a clause that says why."""

    def __init__(self, why: str) -> None:
        super().__init__(f"the rule of entry into force {why}", why=why)


TEXTS = ("after", "not_before", "by", "notice", "source")
LISTS = ("states", "not_counted")
CONSENTS = frozenset(name for name, kind in KINDS.items() if kind.gives is Status.CONTRACTING)
SIGNATURES = CONSENTS | {"signed"}
TAKEN_BACK = frozenset({"ratification_withdrawn", "signature_withdrawn", "withdrew", "expelled"})


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
        not_before=_day(texts["not_before"]),
        not_counted=_codes(record, "not_counted"),
        by=_by(texts["by"] or By.CONSENT),
        notice=check_delay(texts["notice"]),
        source=texts["source"],
    )
    if bool(rule.share) != bool(rule.shares):
        raise BadRule("needs share and shares together; write both or neither")
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
    if not rule.is_conditional:
        return None
    spans = [_Span(*each) for each in _consents(rule, entries)]
    soonest = _fulfilled(rule, [span.soonest for span in spans])
    if soonest is None:
        return None
    latest = _fulfilled(rule, [span.latest for span in spans])
    trigger = spanning(
        None if soonest[0] == date.min else soonest[0],
        None if latest is None or latest[0] == date.max else latest[0],
    )
    on = delayed(trigger, rule.after)
    if rule.not_before:
        on = later(on, PartialDate.parse(rule.not_before))
    return Start(on, trigger, soonest[1])


def starts(rule: EntryRule, entries: Sequence[Entry]) -> list[tuple[datetime, Start | None]]:
    """What was computed when: each moment from which the start was another, in order.

    Arguments:
        entries: all of the agreement, whether they count or not.
    """
    found: list[tuple[datetime, Start | None]] = []
    for at in sorted({entry.recorded_at for entry in entries}):
        start = start_of(rule, counting(entries, at))
        if start != (found[-1][1] if found else None):
            found.append((at, start))
    return found


def condition_in_words(rule: EntryRule) -> str:
    """What has to come together, and how long after it, in words."""
    act = "signatures" if rule.by is By.SIGNATURE else "consents"
    parts = []
    if rule.deposits:
        parts.append(f"{rule.deposits} {act}")
    if rule.states:
        parts.append(f"{act} of {len(rule.states)} listed states")
    if rule.share:
        parts.append(f"{act} of those who stand for {rule.share:g} per cent")
    told = in_words(rule.after, " and ".join(parts) or f"the {act[:-1]}")
    limit = f", and not before {rule.not_before}" if rule.not_before else ""
    source = f" ({rule.source})" if rule.source else ""
    return f"{told}{limit}{source}"


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


def _consents(
    rule: EntryRule, entries: Iterable[Entry]
) -> Iterable[tuple[str, PartialDate, PartialDate | None]]:
    """The first consent of each country, and when it was taken back before any second one."""
    kinds = SIGNATURES if rule.by is By.SIGNATURE else CONSENTS
    mine: dict[str, list[Entry]] = {}
    for entry in entries:
        country = entry.event.country
        if country and country not in rule.not_counted and entry.event.kind in kinds | TAKEN_BACK:
            mine.setdefault(country, []).append(entry)
    for country, acts in mine.items():
        acts.sort(key=lambda entry: (entry.event.date.earliest or date.min, entry.ref))
        given = [entry for entry in acts if entry.event.kind in kinds]
        if not given:
            continue
        first = given[0].event.date
        since = first.earliest or date.min
        taken = [e for e in acts if e.event.kind in TAKEN_BACK and _is_after(e, since)]
        yield country, first, taken[0].event.effective or taken[0].event.date if taken else None


def _is_after(entry: Entry, day: date) -> bool:
    return (entry.event.date.latest or date.max) >= day


def _fulfilled(rule: EntryRule, spans: Iterable[tuple[str, date, date]]) -> tuple[date, str] | None:
    """The first day on which all is so that a rule wants, and who has made it so."""
    shares = dict(rule.shares)
    spans = sorted(spans, key=lambda span: (span[1], span[0]))
    for _, day, _ in spans:
        in_time = [country for country, given, end in spans if given <= day < end]
        if len(in_time) < rule.deposits or not set(rule.states) <= set(in_time):
            continue
        # Shares are rounded figures of a table, and so is their sum.
        if round(sum(shares.get(country, 0) for country in in_time), 6) < rule.share:
            continue
        return day, max(c for c, given, _ in spans if given == day)
    return None


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


def _day(text: str) -> str:
    try:
        return PartialDate.parse(text).text if text else ""
    except BadDate as bad:
        raise BadRule(f"has a not_before that is no date: {bad.sentence}") from bad


def _by(text: str) -> By:
    if text not in set(By):
        raise BadRule(f'counts by "{text}"; write {" or ".join(By)}')
    return By(text)
