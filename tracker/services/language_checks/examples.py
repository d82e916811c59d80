"""Examples and counter-examples: what their texts give, against what they should."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.domain.dates import BadDate, PartialDate
from tracker.domain.kinds import KINDS
from tracker.domain.proposals import Modality, Proposal
from tracker.ingest.rules import NO_ACT, Rule
from tracker.services.language_checks.finding import RULES, Finding, Level, quoted
from tracker.services.language_checks.folder import Folder
from tracker.services.language_checks.texts import proposals, reached

NOBODY = "-"
STATEMENT = "statement"
KEYS = frozenset({"text", "gives", "never", "published"})
MODALITIES = frozenset(Modality)


class BadExample(ValueError):
    """An example that is not of its form; the sentence says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A proposal as an example writes it: ``signed KZ 2026-03-02 historic``.

    Attributes:
        date, modality: None where the example leaves them open.
    """

    kind: str
    country: str
    date: str | None
    modality: str | None

    @property
    def fixed(self) -> int:
        """How much it says."""
        return (self.date is not None) + (self.modality is not None)

    def fits(self, proposal: Proposal) -> bool:
        """Whether a proposal is the one that is meant."""
        return (
            proposal.kind == self.kind
            and (proposal.country or NOBODY) == self.country
            and self.date in (None, proposal.date.text if proposal.date else "")
            and self.modality in (None, proposal.modality)
        )

    def __str__(self) -> str:
        said = (self.kind, self.country, self.date, self.modality)
        return " ".join(part for part in said if part)


def examples(folder: Folder) -> Iterator[Finding]:
    """What is wrong with the examples and counter-examples of all rules."""
    for rule in folder.rules:
        if not rule.examples:
            yield Finding(RULES, rule.id, "no example", "it has no example; write one")
        if not rule.counter:
            says = "it has no counter-example; write a text that only looks like it"
            yield Finding(RULES, rule.id, "no counter", says, Level.INFORMATION)
        for about, tables, judged in (
            ("example", rule.examples, _example),
            ("counter", rule.counter, _counter),
        ):
            for table in tables:
                try:
                    wrong = judged(folder, rule, table)
                except BadExample as bad:
                    wrong = str(bad)
                if wrong:
                    yield Finding(RULES, rule.id, about, f"{_text(table)} {wrong}")


def texts(folder: Folder) -> Iterator[str]:
    """The texts of all examples and counter-examples."""
    for rule in folder.rules:
        for table in (*rule.examples, *rule.counter):
            if isinstance(table, Mapping) and isinstance(table.get("text"), str):
                yield table["text"]


def _text(table: Any) -> str:
    return quoted(str(table.get("text", table) if isinstance(table, Mapping) else table))


def _example(folder: Folder, rule: Rule, table: Mapping[str, Any]) -> str:
    """What an example gives that it should not, or the other way round; empty if all is well."""
    found = _read(folder, table)
    expected = _expected(table, "gives")
    if not expected and rule.kind != NO_ACT:
        raise BadExample('names nothing that it gives; write gives = ["KIND COUNTRY"]')
    if STATEMENT not in {each.kind for each in expected}:
        found = [each for each in found if each.kind != STATEMENT]
    if difference := _difference(expected, found):
        return difference
    if rule.kind == NO_ACT:
        is_met = any(id_ == rule.id for id_, _, _ in reached(folder.language, [table["text"]]))
        return "" if is_met else "has no form of this rule"
    if not any(each.rule == f"{folder.code}.{rule.id}" for each in found):
        return f"is answered by {_listed({each.rule for each in found})} instead of this rule"
    return ""


def _counter(folder: Folder, rule: Rule, table: Mapping[str, Any]) -> str:
    """What a counter-example gives that it must not; empty if all is well."""
    found = _read(folder, table)
    for never in _expected(table, "never"):
        for each in found:
            if never.fits(each):
                return f"gives {_said(each)} by {each.rule}, which it must never give"
    own = [each for each in found if each.rule == f"{folder.code}.{rule.id}"]
    return _difference(_expected(table, "gives"), own)


def _difference(expected: list[Expected], found: list[Proposal]) -> str:
    missing, left = [], list(found)
    for each in sorted(expected, key=lambda each: -each.fixed):
        proposal = next((proposal for proposal in left if each.fits(proposal)), None)
        if proposal is None:
            missing.append(each)
        else:
            left.remove(proposal)
    if not missing and not left:
        return ""
    given = _listed(f"{_said(each)} by {each.rule}" for each in left)
    lacks = _listed(map(str, missing))
    if not missing:
        return f"gives also {given}"
    return f"gives {given} and not {lacks}" if left else f"does not give {lacks}"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))


def _said(proposal: Proposal) -> str:
    day = f" {proposal.date.text}" if proposal.date else ""
    return f"{proposal.kind} {proposal.country or NOBODY}{day} {proposal.modality}"


def _read(folder: Folder, table: Mapping[str, Any]) -> list[Proposal]:
    if not isinstance(table, Mapping) or not isinstance(table.get("text"), str):
        raise BadExample('has no text; write {text = "…", gives = ["…"]}')
    if strange := set(table) - KEYS:
        raise BadExample(f"has {', '.join(sorted(strange))}; there are {', '.join(sorted(KEYS))}")
    return list(proposals(folder.language, table["text"], _published(table)))


def _published(table: Mapping[str, Any]) -> date | None:
    told = table.get("published")
    if told is None or isinstance(told, date):
        return told
    try:
        return date.fromisoformat(told)
    except (TypeError, ValueError) as error:
        raise BadExample(f"was published on {told!r}; write a day such as 2026-03-18") from error


def _expected(table: Mapping[str, Any], key: str) -> list[Expected]:
    told = table.get(key, [])
    if not isinstance(told, list):
        raise BadExample(f"{key} is no list; write {key} = [{told!r}]")
    return [_one(each) for each in told]


def _one(told: Any) -> Expected:
    kind, *rest = str(told).split()
    if kind not in KINDS:
        raise BadExample(f"names {quoted(kind)}, and there is no such kind of event")
    if not rest:
        raise BadExample(f"names no country for {kind}; write {NOBODY} if it has none")
    country, *rest = rest
    modality = next((word for word in rest if word in MODALITIES), None)
    days = [word for word in rest if word not in MODALITIES]
    return Expected(kind, country, _day(days), modality)


def _day(words: list[str]) -> str | None:
    if not words:
        return None
    try:
        return PartialDate.parse(" ".join(words)).text
    except BadDate as error:
        told = quoted(" ".join(words))
        raise BadExample(f"has {told}, which is neither a date nor a modality") from error
