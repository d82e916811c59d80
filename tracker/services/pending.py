"""Steps that are expected and of which no act is known."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.agreements import Agreement, Binding
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
from tracker.store.values import optional_date, partial_date

LEFT_OPEN_BY = {
    ExpectedStep.RATIFICATION: (Status.SIGNATORY, (Binding.RATIFICATION,)),
    ExpectedStep.ENTRY_INTO_FORCE: (Status.CONTRACTING, tuple(Binding)),
    ExpectedStep.WITHDRAWAL: (Status.LEAVING, tuple(Binding)),
}
"""The status in which a country still has a step before it, and where the agreement asks for it."""

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
    limit: int | None = None,
) -> Reply:
    """The steps that are still to come.

    Arguments:
        agreement: any name of it; None asks about all of them.
        country: any name of it; None asks about all of them.
        limit: how many rows at most, those that have waited longest.
        steps: which steps; a signing is expected because somebody announced it, the others also
            because of the status in which a country stands.

    Returns:
        rows of agreement, country, step, expected_since, by, due, overdue, days, last_event,
        source; further name, due_said, event, last_known.
    """
    about = None if agreement is None else find_agreement(reader, agreement)
    code = find_country(reader, country) if country else None
    open_steps = [
        *promised(reader, about, asked, steps, country=code),
        *_left_open(reader, about, asked, steps, country=code),
    ]
    found = _once(open_steps)
    rows = _rows(reader, about, found[:limit], asked)
    more = [f"{len(found) - len(rows)} more wait; --limit shows them."]
    question = {
        "agreement": about.key if about else None,
        "country": code,
        "steps": [step.value for step in steps],
        **asked.shown,
    }
    notes = [*(more if len(rows) < len(found) else []), *([NO_REPORT] if rows else [])]
    return Reply("pending/1", question, rows, notes)


def promised(
    reader: Reader,
    agreement: Agreement | None,
    asked: Asked,
    steps: Sequence[ExpectedStep],
    *,
    country: str | None = None,
) -> list[Pending]:
    """The announced steps of which no act is known.

    Arguments:
        country: the code of the only one that is asked about.
    """
    if agreement is not None:
        return pending(_promises_of(reader, agreement, asked, steps, country))
    found = _promises_anywhere(reader, asked, steps, country)
    families = {each.key: each for each in kept.families(reader)}
    # What a family is promised is kept by signing an instrument of it, so each is asked again.
    again = sorted({promise.agreement for promise in found} & families.keys())
    alone = [promise for promise in found if promise.agreement not in families]
    for key in again:
        of_family = _promises_of(reader, families[key], asked, steps, country)
        alone += [promise for promise in of_family if promise.agreement == key]
    return pending(alone)


def _promises_anywhere(
    reader: Reader, asked: Asked, steps: Sequence[ExpectedStep], country: str | None
) -> list[Promise]:
    statement, of = questions.PROMISES_ANYWHERE, {}
    if country is not None:
        keys = [row["agreement"] for row in reader.rows(questions.AGREEMENTS_OF, country=country)]
        statement = questions.PROMISES_TO
        of = {"agreements": keys, "countries": [country], "family": ""}
    return [p for step in steps for p in _promises(reader, statement, asked, step, **of)]


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
    of = {"agreements": [each.key for each in family], "family": family[0].key}
    found = _promises(reader, questions.PROMISES_TO, asked, step, countries=countries, **of)
    return {promise.country for promise in found}


def _promises_of(
    reader: Reader,
    agreement: Agreement,
    asked: Asked,
    steps: Sequence[ExpectedStep],
    country: str | None,
) -> list[Promise]:
    keys = [each.key for each in kept.family(reader, agreement.key)]
    of: dict[str, object] = {"agreements": keys, "family": agreement.key}
    statement = questions.PROMISES_OF
    if country is not None:
        statement, of["countries"] = questions.PROMISES_TO, [country]
    # Planning the question takes Postgres ten times as long as answering it.
    rows = reader.rows(questions.STEPS_PROMISED, agreements=keys)
    found = {row["step"] for row in rows}
    return [
        promise
        for step in steps
        if step in found
        for promise in _promises(reader, statement, asked, step, **of)
    ]


def _promises(
    reader: Reader, statement: str, asked: Asked, step: ExpectedStep, **of: object
) -> list[Promise]:
    rows = reader.rows(
        statement, steps=[step.value], acts=sorted(settling(step)), **asked.values, **of
    )
    return [_promise(row) for row in rows]


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
    agreement: Agreement | None,
    asked: Asked,
    steps: Sequence[ExpectedStep],
    *,
    country: str | None,
) -> list[Pending]:
    of: dict[str, object] = {}
    if agreement is not None:
        of["agreements"] = [each.key for each in kept.family(reader, agreement.key)]
    if country is not None:
        of["country"] = country
    statement = questions.open_steps_statement(
        known=asked.known is not None, everywhere=agreement is None, one=country is not None
    )
    found = []
    for step in steps:
        if step in LEFT_OPEN_BY:
            status, binding = LEFT_OPEN_BY[step]
            rows = reader.rows(
                statement,
                status=status.value,
                binding=[b.value for b in binding],
                **asked.values,
                **of,
            )
            found += [_open_step(row, step) for row in rows]
    return found


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


def _once(found: Iterable[Pending]) -> list[Pending]:
    """One row a country, agreement and step; what somebody promised says more than a status."""
    first: dict[tuple[str, str, str], Pending] = {}
    for each in found:
        first.setdefault((each.first.agreement, each.first.country, each.first.step), each)
    return sorted(first.values(), key=lambda p: (p.first.on.earliest or date.min, p.first.country))


def _rows(
    reader: Reader, about: Agreement | None, found: Sequence[Pending], asked: Asked
) -> list[Row]:
    if not found:
        return []
    pairs = {(each.first.agreement, each.first.country) for each in found}
    if about is not None:
        keys = [each.key for each in kept.family(reader, about.key)]
        pairs |= {(key, country) for key in keys for _, country in pairs}
    last = _last_known(reader, sorted(pairs), asked, family=about.key if about else "")
    names = common_names(reader)
    cited = _sources(reader, [(each.first.agreement, each.first.ref) for each in found])
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
    statement = questions.of_pairs(questions.LAST_EVENTS, reader.engine)
    rows = reader.rows(statement, pairs=json.dumps(pairs), known=asked.values["known"])
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


def _sources(reader: Reader, events: Sequence[tuple[str, str]]) -> dict[str, str]:
    statement = questions.of_pairs(questions.SOURCES_OF, reader.engine)
    rows = reader.rows(statement, pairs=json.dumps(events))
    return {row["event"]: row["url"] or row["source"] for row in rows}
