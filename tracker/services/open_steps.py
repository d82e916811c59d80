"""Which steps are open: what was promised, and what a status leaves before a country."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from tracker.domain.agreements import Agreement
from tracker.domain.kinds import ExpectedStep, settling
from tracker.domain.statuses import Status
from tracker.services.asking import Asked
from tracker.services.reply import Row
from tracker.store import agreements as kept
from tracker.store import questions
from tracker.store.reader import Reader
from tracker.store.values import day

LEAVES_OPEN = {
    Status.SIGNATORY: ExpectedStep.RATIFICATION,
    Status.CONTRACTING: ExpectedStep.ENTRY_INTO_FORCE,
    Status.LEAVING: ExpectedStep.WITHDRAWAL,
}
"""The step that a country in such a status still has before it."""


class Slot(NamedTuple):
    """What can be pending once: a step of a country in an agreement."""

    agreement: str
    country: str
    step: ExpectedStep


@dataclass(frozen=True, slots=True)
class Scope:
    """What is asked about.

    Attributes:
        agreements: the keys of an agreement and of its instruments; None is all.
        country: the code of the only one; None is all.
        families: the keys of families, whose promises may be kept in one of their instruments.
    """

    agreements: Sequence[str] | None
    country: str | None
    families: frozenset[str]

    @property
    def values(self) -> dict[str, Any]:
        """What statements about it want."""
        told = {"agreements": self.agreements, "country": self.country}
        return {name: value for name, value in told.items() if value is not None}


@dataclass(slots=True)
class Open:
    """A slot that is open.

    Attributes:
        since: since when, for the order in which slots are shown.
        promises: the events that promise the step.
        left: where nobody promised it, the row of the status that leaves it open.
    """

    since: date
    promises: list[str]
    left: Row | None = None


def scope_of(reader: Reader, agreement: Agreement | None, country: str | None) -> Scope:
    """An agreement with its instruments, or all agreements; one country, or all."""
    if agreement is not None:
        return scope_of_family(kept.family(reader, agreement.key), country)
    families = frozenset(row["family"] for row in reader.rows(questions.FAMILIES))
    return Scope(None, country, families)


def scope_of_family(family: Sequence[Agreement], country: str | None) -> Scope:
    """The same of an agreement whose instruments are known already."""
    keys = [each.key for each in family]
    return Scope(keys, country, frozenset(keys[:1] if len(keys) > 1 else ()))


def open_slots(
    reader: Reader,
    scope: Scope,
    asked: Asked,
    steps: Sequence[ExpectedStep],
    most: int | None,
) -> list[tuple[Slot, Open]]:
    """The slots that are open, those that have waited longest first.

    Arguments:
        most: so many of them are there at least, if there are so many at all.
    """
    slots = promised_slots(reader, scope, asked, steps)
    statuses = [status for status, step in LEAVES_OPEN.items() if step in steps]
    # What somebody promised says more than a status, which may leave the same open.
    if most is None or scope.values:
        slots = _left_open(reader, scope, asked, statuses) | slots
    else:
        of_step = Counter(slot.step for slot in slots)
        for status in statuses:
            enough = most + of_step[LEAVES_OPEN[status]]
            slots = _left_open(reader, scope, asked, [status], enough) | slots
    return _in_order(slots)


def announced_slots(
    reader: Reader,
    scope: Scope,
    asked: Asked,
    steps: Sequence[ExpectedStep],
    _most: int | None,
) -> list[tuple[Slot, Open]]:
    """The same of what was announced; of a million events these are few."""
    return _in_order(promised_slots(reader, scope, asked, steps))


def _in_order(slots: dict[Slot, Open]) -> list[tuple[Slot, Open]]:
    return sorted(slots.items(), key=lambda each: (each[1].since, each[0].country, each[0]))


def promised_slots(
    reader: Reader,
    scope: Scope,
    asked: Asked,
    steps: Sequence[ExpectedStep],
    **narrowed: Sequence[str],
) -> dict[Slot, Open]:
    """What was promised, and no act is known of.

    Arguments:
        narrowed: ``countries`` that are asked about.
    """
    of = {**scope.values, **narrowed}
    statement = questions.promised_statement(known=asked.known is not None, of=" ".join(of))
    rows = reader.tuples(statement, steps=[step.value for step in steps], **of, **asked.values)
    found: dict[Slot, Open] = {}
    of_families: dict[tuple[str, str], list[str]] = {}
    for agreement, code, step, event, since in rows:
        if agreement in scope.families:
            of_families.setdefault((agreement, step), []).append(event)
        slot = Slot(agreement, code, ExpectedStep(step))
        first = day(since) or date.min
        held = found.setdefault(slot, Open(first, []))
        held.promises.append(event)
        held.since = min(held.since, first)
    for (key, step), events in of_families.items():
        expected = ExpectedStep(step)
        _drop(found, key, expected, _kept(reader, asked, key, expected, events))
    return found


def _kept(
    reader: Reader, asked: Asked, family: str, step: ExpectedStep, events: Sequence[str]
) -> set[str]:
    """Those promises of a family that were kept in an instrument of it."""
    values = {"known": asked.values["known"], "day_last": asked.values["day_last"]}
    rows = reader.rows(
        questions.KEPT_IN_FAMILY,
        family=family,
        events=list(events),
        acts=sorted(settling(step)),
        **values,
    )
    return {row["event"] for row in rows}


def _drop(found: dict[Slot, Open], family: str, step: ExpectedStep, kept_ones: set[str]) -> None:
    for slot in [each for each in found if each.agreement == family and each.step is step]:
        left = [event for event in found[slot].promises if event not in kept_ones]
        if left:
            found[slot].promises = left
        else:
            del found[slot]


def _left_open(
    reader: Reader,
    scope: Scope,
    asked: Asked,
    statuses: Sequence[Status],
    most: int | None = None,
) -> dict[Slot, Open]:
    """What is open because of the status in which a country stands.

    Arguments:
        most: so many that have waited longest are enough; of one status alone.
    """
    if not statuses:
        return {}
    statement = questions.open_steps_statement(
        reader.engine,
        known=asked.known is not None,
        of=" ".join(scope.values),
        is_part=most is not None,
    )
    values = {**scope.values, **asked.values, "statuses": [status.value for status in statuses]}
    limit = most
    while True:
        rows = reader.rows(statement, **values, **({} if limit is None else {"most": limit}))
        found = _open_slots(rows)
        if most is None or limit is None or _is_enough(rows, found, most, limit):
            return found
        limit *= 2


def _open_slots(rows: Iterable[Row]) -> dict[Slot, Open]:
    """The slots that statuses leave open; of a doubtful country one may stand there twice."""
    found: dict[Slot, Open] = {}
    for row in rows:
        if not row["leaves_open"]:
            continue
        slot = Slot(row["agreement"], row["country"], LEAVES_OPEN[Status(row["status"])])
        held = Open(day(row["valid_from_earliest"]) or date.min, [], row)
        known = found.get(slot)
        if known is None or held.since < known.since:
            found[slot] = held
    return found


def _is_enough(rows: Sequence[Row], found: dict[Slot, Open], most: int, limit: int) -> bool:
    """Whether each part of the statement gave as many slots as are wanted, or all it has."""
    read = Counter(row["part"] for row in rows)
    given = Counter(held.left["part"] for held in found.values() if held.left)
    return all(given[each] >= most or number < limit for each, number in read.items())
