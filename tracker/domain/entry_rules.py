"""Rules of entry into force: what a treaty says of the day from which it binds.

A register gives the deposits; from when they bind follows from the treaty (Vienna Convention on
the Law of Treaties, art. 24). A rule says what has to come together, and how long after it the
treaty enters into force; for each later consent `Agreement.entry_delay` counts. A recorded entry
into force goes before a computed one (`tracker.domain.entry_into_force`).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from tracker.domain.dates import BadDate, PartialDate
from tracker.domain.delays import check_delay
from tracker.errors import UsageError

Word = TypeVar("Word", bound=StrEnum)


class By(StrEnum):
    """Which acts a rule counts; an exchange of instruments is the consents of those who do it."""

    CONSENT = "consent"
    SIGNATURE = "signature"
    EXCHANGE = "exchange"


class LaterThan(StrEnum):
    """After what a consent is a later one, which has a delay of its own."""

    FULFILMENT = "fulfilment"
    ENTRY_INTO_FORCE = "entry-into-force"


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
        gone: states that are no more, and the days of their deposits, which counted but which
            registers list no longer.
        by: what counts as consent.
        later_than: who consents after what waits for `Agreement.entry_delay`: after the day on
            which all of that is so, or only after the entry into force.
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
    gone: tuple[tuple[str, str], ...] = ()
    by: By = By.CONSENT
    later_than: LaterThan = LaterThan.FULFILMENT
    notice: str = ""
    source: str = ""

    @property
    def is_conditional(self) -> bool:
        """Whether anything has to come together."""
        return bool(self.deposits or self.states or self.share)

    @property
    def countries(self) -> frozenset[str]:
        """The codes of all that it names."""
        with_figures = (code for code, _ in (*self.shares, *self.gone))
        return frozenset({*self.states, *self.not_counted, *with_figures})


class BadRule(UsageError):
    """A rule that cannot be read, with a clause that says why."""

    def __init__(self, why: str) -> None:
        super().__init__(f"the rule of entry into force {why}", why=why)


TEXTS = ("after", "on", "not_before", "by", "later_than", "notice", "source")
LISTS = ("states", "not_counted")
TABLES = ("shares", "gone")


def read_rule(record: Mapping[str, Any]) -> EntryRule:
    """The rule that a record describes, its keys being those of `EntryRule`.

    Raises:
        BadRule: a key means nothing, or holds something that it cannot.
    """
    known = {"deposits", "share", *TEXTS, *LISTS, *TABLES}
    if unknown := sorted(set(record) - known):
        raise BadRule(
            f"has a field {unknown[0]}, which means nothing; write {', '.join(sorted(known))}"
        )
    texts = {name: _text(record, name) for name in TEXTS}
    rule = EntryRule(
        deposits=_count(record.get("deposits", 0)),
        states=_codes(record, "states"),
        share=_share(record.get("share", 0), "share"),
        shares=tuple((c, _share(v, f"share of {c}")) for c, v in _table(record, "shares")),
        after=check_delay(texts["after"]),
        on=_day(texts, "on"),
        not_before=_day(texts, "not_before"),
        not_counted=_codes(record, "not_counted"),
        gone=tuple((code, _day({code: day}, code)) for code, day in _table(record, "gone")),
        by=_one_of(By, "by", texts["by"] or By.CONSENT),
        later_than=_one_of(LaterThan, "later_than", texts["later_than"] or LaterThan.FULFILMENT),
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
    fields = ("deposits", *LISTS, "share", *TABLES, *TEXTS)
    record = {n: getattr(rule, n) for n in fields if getattr(rule, n) != getattr(usual, n)}
    for name in TABLES:
        if name in record:
            record[name] = dict(record[name])
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


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


def _table(record: Mapping[str, Any], name: str) -> list[tuple[str, Any]]:
    value = record.get(name, {})
    if not isinstance(value, Mapping):
        example = "{ DE = 7.4 }" if name == "shares" else '{ YUCS = "1970-08-27" }'
        raise BadRule(f"has {name} that are no table; write {example}")
    return sorted(value.items())


def _codes(record: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = record.get(name, [])
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
        raise BadRule(f"has {name} that are no codes; write them in square brackets")
    return tuple(sorted(value))


def _day(texts: Mapping[str, Any], name: str) -> str:
    text = _text(texts, name)
    try:
        return PartialDate.parse(text).text if text else ""
    except BadDate as bad:
        raise BadRule(f"has {name} with no date: {bad.sentence}") from bad


def _one_of(words: type[Word], name: str, text: str) -> Word:
    if text not in set(words):
        raise BadRule(f'has {name} "{text}"; write {" or ".join(words)}')
    return words(text)
