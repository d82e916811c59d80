"""Steps that are expected and of which no act is known."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from tracker.domain.agreements import Agreement
from tracker.domain.dates import Answer, PartialDate, before
from tracker.domain.kinds import ExpectedStep, settling
from tracker.domain.pending import Pending, Promise, pending
from tracker.domain.statuses import Status
from tracker.services.asking import Asked
from tracker.services.naming import common_names, find_agreement, find_country, short
from tracker.services.reply import Reply, Row
from tracker.store import agreements as kept
from tracker.store import questions
from tracker.store.reader import Reader
from tracker.store.values import day, optional_date, partial_date

LEAVES_OPEN = {
    Status.SIGNATORY: ExpectedStep.RATIFICATION,
    Status.CONTRACTING: ExpectedStep.ENTRY_INTO_FORCE,
    Status.LEAVING: ExpectedStep.WITHDRAWAL,
}
"""The step that a country in such a status still has before it."""

NO_REPORT = (
    "No report of the step is known to this ledger; that is not the same as that it did not happen."
)


@dataclass(frozen=True, slots=True)
class Last:
    """The last thing that is known of a country in an agreement."""

    ref: str
    kind: str
    on: PartialDate

    @property
    def order(self) -> tuple[date, date]:
        """Its place among others: by the day by which it must have been, then since when."""
        return self.on.latest or date.max, self.on.earliest or date.min


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


def pending_steps(
    reader: Reader,
    agreement: str | None = None,
    *,
    asked: Asked,
    steps: Sequence[ExpectedStep] = tuple(ExpectedStep),
    country: str | None = None,
    skip: int = 0,
    limit: int | None = None,
    is_counted: bool = True,
    is_announced: bool = False,
) -> Reply:
    """The steps that are still to come.

    Arguments:
        agreement: any name of it; None asks about all of them.
        country: any name of it; None asks about all of them.
        skip: how many rows are left out at the beginning.
        limit: how many rows at most, those that have waited longest.
        is_counted: whether a note tells how many more there are, which takes longer than a page.
        is_announced: only what somebody announced, and nothing that a status alone leaves open.
        steps: which steps; a signing is expected because somebody announced it, the others also
            because of the status in which a country stands.

    Returns:
        rows of agreement, country, step, expected_since, by, due, overdue, days, last_event,
        source; further name, due_said, event, last_known.
    """
    about = None if agreement is None else find_agreement(reader, agreement)
    code = find_country(reader, country) if country else None
    scope = _scope(reader, about, code)
    most = None if limit is None else skip + limit
    find = _announced if is_announced else _slots
    slots = find(reader, scope, asked, steps, most)
    found = _found(reader, slots[skip:most])
    rows = _rows(reader, scope, found, asked)
    question = {
        "agreement": about.key if about else None,
        "country": code,
        "steps": [step.value for step in steps],
        **asked.shown,
    }
    left_out = 0
    if is_counted and len(rows) == limit:
        left_out = len(find(reader, scope, asked, steps, None)) - skip - len(rows)
    notes = [f"{left_out} more wait; --limit shows them."] if left_out else []
    return Reply("pending/1", question, rows, [*notes, *([NO_REPORT] if rows else [])])


def promised(
    reader: Reader, agreement: Agreement, asked: Asked, steps: Sequence[ExpectedStep]
) -> list[Pending]:
    """The announced steps of an agreement and its instruments of which no act is known."""
    scope = _scope(reader, agreement, None)
    return _found(reader, [*_promised(reader, scope, asked, steps).items()])


def waiting(
    reader: Reader,
    family: Sequence[Agreement],
    asked: Asked,
    step: ExpectedStep,
    countries: Sequence[str],
) -> set[str]:
    """Those of some countries of which an agreement was told that the step is to come.

    Arguments:
        family: the agreement and, if it is a family, its instruments.
    """
    if not countries:
        return set()
    scope = _of_family(family, None)
    found = _promised(reader, scope, asked, [step], countries=list(countries))
    return {slot.country for slot in found}


def _scope(reader: Reader, agreement: Agreement | None, country: str | None) -> Scope:
    if agreement is not None:
        return _of_family(kept.family(reader, agreement.key), country)
    families = frozenset(row["family"] for row in reader.rows(questions.FAMILIES))
    return Scope(None, country, families)


def _of_family(family: Sequence[Agreement], country: str | None) -> Scope:
    keys = [each.key for each in family]
    return Scope(keys, country, frozenset(keys[:1] if len(keys) > 1 else ()))


def _slots(
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
    slots = _promised(reader, scope, asked, steps)
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


def _announced(
    reader: Reader,
    scope: Scope,
    asked: Asked,
    steps: Sequence[ExpectedStep],
    _most: int | None,
) -> list[tuple[Slot, Open]]:
    """The same of what was announced; of a million events these are few."""
    return _in_order(_promised(reader, scope, asked, steps))


def _in_order(slots: dict[Slot, Open]) -> list[tuple[Slot, Open]]:
    return sorted(slots.items(), key=lambda each: (each[1].since, each[0].country, each[0]))


def _promised(
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


def _found(reader: Reader, slots: Sequence[tuple[Slot, Open]]) -> list[Pending]:
    """Slots with all that is known of them, in the same order."""
    pairs = [(slot.agreement, ref) for slot, held in slots for ref in held.promises]
    promises = _promises(reader, pairs) if pairs else []
    told = {
        Slot(each.first.agreement, each.first.country, each.first.step): each
        for each in pending(promises)
    }
    return [_open_step(held.left, slot.step) if held.left else told[slot] for slot, held in slots]


def _promises(reader: Reader, pairs: Sequence[tuple[str, str]]) -> list[Promise]:
    return [_promise(row) for row in reader.rows(questions.PROMISES, pairs=pairs)]


def _promise(row: Row) -> Promise:
    return Promise(
        agreement=row["agreement"],
        country=row["country"],
        step=ExpectedStep(row["step"]),
        on=partial_date(row["date"], row["date_earliest"], row["date_latest"]),
        ref=row["event"],
        speaker=row["speaker"],
        due=optional_date(row["due"], row["due_earliest"], row["due_latest"]),
        said=row["said"],
    )


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


def _open_step(row: Row, step: ExpectedStep) -> Pending:
    promise = Promise(
        agreement=row["agreement"],
        country=row["country"],
        step=step,
        on=partial_date(row["valid_from"], row["valid_from_earliest"], row["valid_from_latest"]),
        ref=row["event"],
        due=optional_date(row["effective"], row["effective_earliest"], row["effective_latest"]),
    )
    return Pending(promise, promise)


def _rows(reader: Reader, scope: Scope, found: Sequence[Pending], asked: Asked) -> list[Row]:
    if not found:
        return []
    pairs = {(each.first.agreement, each.first.country) for each in found}
    family = ""
    if scope.agreements is not None:
        family = scope.agreements[0]
        pairs |= {(key, country) for key in scope.agreements for _, country in pairs}
    last = _last_known(reader, sorted(pairs), asked, family=family)
    names = common_names(reader)
    cited = _sources(reader, [(each.first.agreement, each.first.ref) for each in found], asked)
    return [_row(each, names, last, cited, asked) for each in found]


def _row(
    each: Pending,
    names: dict[str, str],
    last: dict[tuple[str, str], Last],
    cited: dict[str, str],
    asked: Asked,
) -> Row:
    first, known = each.first, last.get((each.first.agreement, each.first.country))
    due = each.last.due
    return {
        "agreement": first.agreement,
        "country": first.country,
        "step": first.step.value,
        "expected_since": first.on.text,
        "by": first.speaker,
        "due": due.text if due else None,
        "overdue": each.overdue(asked.day).value,
        "days": each.days_open(asked.day),
        "last_event": short(known.ref) if known else None,
        "source": cited.get(first.ref),
        "name": names[first.country],
        "due_said": each.last.said or None,
        "event": short(first.ref),
        "last_known": f"{known.kind}, {known.on.describe()}" if known else None,
    }


def _last_known(
    reader: Reader, pairs: Sequence[tuple[str, str]], asked: Asked, *, family: str
) -> dict[tuple[str, str], Last]:
    """The last event of each pair; of a family, whatever happened in any instrument of it."""
    found: dict[tuple[str, str], Last] = {}
    rows = reader.rows(questions.LAST_EVENTS, pairs=pairs, known=asked.values["known"])
    # The engines disagree about where an open end belongs.
    for row, last in sorted(((row, _last(row)) for row in rows), key=lambda pair: pair[1].order):
        if before(asked.day, last.on) is Answer.YES:
            continue
        found[row["agreement"], row["country"]] = last
        if family:
            found[family, row["country"]] = last
    return found


def _last(row: Row) -> Last:
    on = partial_date(row["date"], row["date_earliest"], row["date_latest"])
    return Last(row["event"], row["kind"], on)


def _sources(reader: Reader, events: Sequence[tuple[str, str]], asked: Asked) -> dict[str, str]:
    rows = reader.rows(questions.SOURCES_OF, pairs=events, known=asked.moment)
    return {row["event"]: row["url"] or row["source"] for row in rows}
