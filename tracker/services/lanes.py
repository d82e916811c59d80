"""What a picture shows: the lanes of an agreement, or of a country."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from tracker.domain.agreements import Agreement
from tracker.domain.dates import Answer, PartialDate
from tracker.domain.events import Event
from tracker.domain.fold import Spell
from tracker.domain.kinds import ExpectedStep
from tracker.domain.lanes import Expected, Lane, Mark, Picture, merged, window
from tracker.services.asking import Asked
from tracker.services.naming import agreement_or_country, common_names, short
from tracker.services.pending import pending_steps
from tracker.services.reply import Row
from tracker.services.sentences import what
from tracker.store.questions import (
    LATEST_OF,
    lane_events_statement,
    lane_keys_statement,
    lanes_statement,
)
from tracker.store.reader import Reader
from tracker.store.spells import spell_of
from tracker.store.values import partial_date

NAMES = "SELECT agreement, name FROM agreements WHERE agreement IN :agreements"
SOURCES = """
SELECT DISTINCT s.publisher, s.title, s.url, s.source
FROM citations c JOIN sources s ON s.source = c.source
WHERE c.agreement IN :agreements ORDER BY s.publisher, s.title, s.source
"""


def picture(
    reader: Reader,
    name: str | None,
    *,
    asked: Asked,
    first: date | None = None,
    last: date | None = None,
    limit: int | None = None,
) -> Picture:
    """The lanes of an agreement and its instruments, or of a country.

    Arguments:
        name: any name of an agreement, or else of a country; None is the default agreement.
        asked: its day is the one that counts as today.
        first, last: the days from and to which it is drawn.
        limit: how many lanes at most; those with the latest changes are taken.

    Raises:
        NotFoundError: no agreement and no country has that name.
    """
    found = agreement_or_country(reader, name)
    if isinstance(found, str):
        return of_country(reader, found, asked=asked, first=first, last=last, limit=limit)
    return of_family(reader, found, asked=asked, first=first, last=last, limit=limit)


def of_family(
    reader: Reader,
    family: Sequence[Agreement],
    *,
    asked: Asked,
    first: date | None = None,
    last: date | None = None,
    limit: int | None = None,
    pending: Sequence[Row] | None = None,
) -> Picture:
    """The lanes of an agreement: one a country.

    Arguments:
        family: the agreement and, if it is a family, its instruments; a country's lane shows how
            it stands strongest in them.
        pending: the rows of its pending steps, from whoever has asked for them already.
    """
    keys = [each.key for each in family]
    names = common_names(reader)
    lanes = _lanes(reader, asked, {"agreements": keys})
    if pending is None:
        pending = pending_steps(reader, family[0].key, asked=asked).rows
    lanes = _with_pending([replace(lane, label=names[lane.country]) for lane in lanes], pending)
    # The family's own lane first, so that it gives its name to the merged one.
    lanes.sort(key=lambda lane: (lane.label, lane.country, keys.index(lane.agreement)))
    lanes = [merged(list(of_one)) for _, of_one in groupby(lanes, key=lambda lane: lane.country)]
    title = family[0].name
    return _picture(reader, family[0].key, title, lanes, keys, asked, first, last, limit)


def of_country(
    reader: Reader,
    code: str,
    *,
    asked: Asked,
    first: date | None = None,
    last: date | None = None,
    limit: int | None = None,
    agreements: Sequence[str] | None = None,
    pending: Sequence[Row] | None = None,
) -> Picture:
    """The lanes of a country: one an agreement in which it has ever been anything.

    Arguments:
        agreements: the keys of those that are asked about; None means all.
        pending: the rows of its pending steps, from whoever has asked for them already.
    """
    of, left_out = _latest_of_country(reader, code, asked, limit, agreements)
    lanes = _lanes(reader, asked, of)
    keys = sorted({lane.agreement for lane in lanes})
    names = {row["agreement"]: row["name"] for row in reader.rows(NAMES, agreements=keys)}
    if pending is None:
        pending = pending_steps(reader, asked=asked, country=code).rows
    lanes = _with_pending([replace(lane, label=names[lane.agreement]) for lane in lanes], pending)
    lanes.sort(key=lambda lane: (lane.label, lane.agreement))
    title = common_names(reader)[code]
    made = _picture(reader, code, title, lanes, keys, asked, first, last, limit, is_country=True)
    return replace(made, left_out=made.left_out + left_out)


def _latest_of_country(
    reader: Reader, code: str, asked: Asked, limit: int | None, agreements: Sequence[str] | None
) -> tuple[Row, int]:
    """What the lanes of a country are read of, and how many are left out with that.

    A country is in thousands of agreements; nobody reads them all to draw a hundred.
    """
    of: Row = {"country": code}
    if limit is None and agreements is None:
        return of, 0
    statement = lane_keys_statement(known=asked.known is not None)
    values = {"known": asked.known} if asked.known else {}
    found = (key for (key,) in reader.tuples(statement, **of, **values))
    every = dict.fromkeys(key for key in found if agreements is None or key in agreements)
    if agreements is not None:
        of["agreements"] = [*every]
    if limit is None or len(every) <= limit:
        return of, 0
    latest: dict[str, None] = {}
    for (key,) in reader.tuples(LATEST_OF, country=code, known=asked.values["known"]):
        if len(latest) == limit:
            break
        if key in every:
            latest[key] = None
    keys = [*(latest | every)][:limit]
    return {"country": code, "agreements": keys}, len(every) - len(keys)


def _lanes(reader: Reader, asked: Asked, of: Row) -> list[Lane]:
    """The lanes without their names and without what is pending, by agreement and country."""
    spells: dict[tuple[str, str], tuple[Spell, ...]] = {}
    statement = lanes_statement(known=asked.known is not None, of=" ".join(of))
    values = {"known": asked.known} if asked.known else {}
    rows = reader.rows(statement, **of, **values)
    for pair, of_pair in groupby(rows, key=_pair):
        spells[pair] = tuple(spell_of(row) for row in of_pair)
    keys = of.get("agreements") or sorted({agreement for agreement, _ in spells})
    marks = _marks(reader, asked, {**of, "agreements": keys})
    return [
        Lane(agreement, country, "", spells.get((agreement, country), ()), tuple(found))
        for (agreement, country), found in sorted({**dict.fromkeys(spells, ()), **marks}.items())
    ]


def _marks(reader: Reader, asked: Asked, of: Row) -> dict[tuple[str, str], Sequence[Mark]]:
    statement = lane_events_statement(one_country="country" in of)
    rows = reader.rows(statement, **of, known=asked.values["known"])
    names = common_names(reader) if rows else {}
    # The engines disagree about where an open end belongs.
    return {
        pair: sorted((_mark(row, names) for row in found), key=lambda mark: mark.order)
        for pair, found in groupby(rows, key=_pair)
    }


def _pair(row: Row) -> tuple[str, str]:
    return row["agreement"], row["country"]


def _mark(row: Row, names: dict[str, str]) -> Mark:
    on = partial_date(row["date"], row["date_earliest"], row["date_latest"])
    event = Event(
        agreement=row["agreement"],
        kind=row["kind"],
        date=on,
        country=row["country"],
        speaker=row["speaker"],
        note=row["note"],
    )
    return Mark(short(row["event"]), row["kind"], on, what(event, names))


def _with_pending(lanes: Iterable[Lane], rows: Iterable[Row]) -> list[Lane]:
    steps: dict[tuple[str, str], list[Expected]] = defaultdict(list)
    for row in rows:
        steps[_pair(row)].append(_expected(row))
    return [
        replace(lane, expected=tuple(steps.get((lane.agreement, lane.country), ())))
        for lane in lanes
    ]


def _expected(row: Row) -> Expected:
    return Expected(
        step=ExpectedStep(row["step"]),
        since=PartialDate.parse(row["expected_since"]),
        due=PartialDate.parse(row["due"]) if row["due"] else None,
        said=row["due_said"] or "",
        by=row["by"] or "",
        days=row["days"],
        overdue=Answer(row["overdue"]),
        ref=row["event"],
    )


def _picture(
    reader: Reader,
    subject: str,
    title: str,
    lanes: Sequence[Lane],
    keys: Sequence[str],
    asked: Asked,
    first: date | None,
    last: date | None,
    limit: int | None,
    *,
    is_country: bool = False,
) -> Picture:
    today = asked.day.latest or asked.day.earliest or date.max
    shown = list(lanes)
    if limit is not None and len(shown) > limit:
        kept_lanes = {id(lane) for lane in sorted(shown, key=_latest, reverse=True)[:limit]}
        shown = [lane for lane in shown if id(lane) in kept_lanes]
    return Picture(
        subject=subject,
        title=title,
        is_country=is_country,
        day=today,
        known=asked.shown["as_known"],
        window=window(shown, today, first, last),
        lanes=tuple(shown),
        sources=tuple(_sources(reader, keys)),
        left_out=len(lanes) - len(shown),
    )


def _latest(lane: Lane) -> date:
    days = [mark.on.latest for mark in lane.marks if mark.on.latest]
    return max(days, default=date.min)


def _sources(reader: Reader, keys: Sequence[str]) -> Iterable[str]:
    rows = reader.rows(SOURCES, agreements=list(keys))
    told = (
        ", ".join(filter(None, (row["publisher"], row["title"]))) or row["url"] or row["source"]
        for row in rows
    )
    return dict.fromkeys(told)
