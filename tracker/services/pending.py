"""Steps that are expected and of which no act is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.agreements import Agreement
from tracker.domain.dates import Answer, PartialDate, before
from tracker.domain.kinds import ExpectedStep
from tracker.domain.pending import Pending, Promise, pending
from tracker.services.asking import Asked
from tracker.services.naming import common_names, find_agreement, find_country, short
from tracker.services.open_steps import (
    Open,
    Scope,
    Slot,
    announced_slots,
    open_slots,
    promised_slots,
    scope_of,
    scope_of_family,
)
from tracker.services.reply import Reply, Row
from tracker.store import questions
from tracker.store.reader import Reader
from tracker.store.values import optional_date, partial_date

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
    scope = scope_of(reader, about, code)
    most = None if limit is None else skip + limit
    find = announced_slots if is_announced else open_slots
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
    scope = scope_of(reader, agreement, None)
    return _found(reader, [*promised_slots(reader, scope, asked, steps).items()])


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
    scope = scope_of_family(family, None)
    found = promised_slots(reader, scope, asked, [step], countries=list(countries))
    return {slot.country for slot in found}


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
