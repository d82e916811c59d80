"""What a picture shows: the lanes of an agreement, or of a country."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from tracker.domain.agreements import Agreement
from tracker.domain.dates import Answer, PartialDate
from tracker.domain.events import Event
from tracker.domain.fold import Spell
from tracker.domain.kinds import ExpectedStep
from tracker.domain.lanes import Expected, Lane, Mark, Picture, merged, window
from tracker.domain.names import alphabetical
from tracker.services.asking import Asked
from tracker.services.naming import agreement_or_country, short
from tracker.services.pending import pending_steps
from tracker.services.reply import Row
from tracker.services.voices import Voice, english
from tracker.store.questions import (
    LATEST_OF,
    lane_events_statement,
    lane_keys_statement,
    lanes_statement,
)
from tracker.store.reader import Reader
from tracker.store.spells import spell_of
from tracker.store.values import partial_date

SOURCES = """
SELECT DISTINCT s.publisher, s.title, s.url, s.source
FROM citations c JOIN sources s ON s.source = c.source
JOIN events e ON e.agreement = c.agreement AND e.event = c.event
WHERE c.agreement IN :agreements AND c.recorded_at <= :known
  AND (e.date_earliest IS NULL OR e.date_earliest <= :last)
ORDER BY s.publisher, s.title, s.source
"""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The time that a picture shows.

    Attributes:
        first, last: the days from and to which it is drawn, where they are wanted.
        is_cut: whether it ends on the day that is asked about, with nothing that came after it.
    """

    first: date | None = None
    last: date | None = None
    is_cut: bool = False


def picture(
    reader: Reader,
    name: str | None,
    *,
    asked: Asked,
    stretch: Stretch = Stretch(),
    limit: int | None = None,
) -> Picture:
    """The lanes of an agreement and its instruments, or of a country.

    Arguments:
        name: any name of an agreement, or else of a country; None is the default agreement.
        asked: its day is the one that counts as today.
        limit: how many lanes at most; those with the latest changes are taken.

    Raises:
        NotFoundError: no agreement and no country has that name.
    """
    found = agreement_or_country(reader, name)
    if isinstance(found, str):
        return of_country(reader, found, asked=asked, stretch=stretch, limit=limit)
    return of_family(reader, found, asked=asked, stretch=stretch, limit=limit)


def of_family(
    reader: Reader,
    family: Sequence[Agreement],
    *,
    asked: Asked,
    stretch: Stretch = Stretch(),
    limit: int | None = None,
    pending: Sequence[Row] | None = None,
    voice: Voice | None = None,
) -> Picture:
    """The lanes of an agreement: one a country.

    Arguments:
        family: the agreement and, if it is a family, its instruments; a country's lane shows how
            it stands strongest in them.
        pending: the rows of its pending steps, from whoever has asked for them already.
        voice: whose names and sentences stand in it; None is English.
    """
    keys = [each.key for each in family]
    voice = voice or english(reader)
    names = voice.countries
    lanes = _lanes(reader, asked, {"agreements": keys}, voice, stretch)
    if pending is None:
        pending = pending_steps(reader, family[0].key, asked=asked).rows
    lanes = _with_pending([replace(lane, label=names[lane.country]) for lane in lanes], pending)
    # The family's own lane first, so that it gives its name to the merged one.
    lanes.sort(
        key=lambda lane: (alphabetical(lane.label), lane.country, keys.index(lane.agreement))
    )
    if len(keys) > 1:
        lanes = _naming_instruments(lanes, family[0].key, voice)
    lanes = [merged(list(of_one)) for _, of_one in groupby(lanes, key=lambda lane: lane.country)]
    title = voice.agreement(family[0].key)
    return _picture(reader, family[0].key, title, lanes, keys, asked, stretch, limit)


def of_country(
    reader: Reader,
    code: str,
    *,
    asked: Asked,
    stretch: Stretch = Stretch(),
    limit: int | None = None,
    agreements: Sequence[str] | None = None,
    pending: Sequence[Row] | None = None,
    voice: Voice | None = None,
) -> Picture:
    """The lanes of a country: one an agreement in which it has ever been anything.

    Arguments:
        agreements: the keys of those that are asked about; None means all.
        pending: the rows of its pending steps, from whoever has asked for them already.
        voice: whose names and sentences stand in it; None is English.
    """
    voice = voice or english(reader)
    of, left_out = _latest_of_country(reader, code, asked, limit, agreements)
    lanes = _lanes(reader, asked, of, voice, stretch)
    keys = sorted({lane.agreement for lane in lanes})
    names = voice.agreements(keys)
    if pending is None:
        pending = pending_steps(reader, asked=asked, country=code).rows
    lanes = _with_pending([replace(lane, label=names[lane.agreement]) for lane in lanes], pending)
    lanes.sort(key=lambda lane: (alphabetical(lane.label), lane.agreement))
    title = voice.countries[code]
    made = _picture(reader, code, title, lanes, keys, asked, stretch, limit, is_country=True)
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


def _lanes(reader: Reader, asked: Asked, of: Row, voice: Voice, stretch: Stretch) -> list[Lane]:
    """The lanes without their names and without what is pending, by agreement and country."""
    spells: dict[tuple[str, str], tuple[Spell, ...]] = {}
    statement = lanes_statement(known=asked.known is not None, of=" ".join(of))
    values = {"known": asked.known} if asked.known else {}
    rows = reader.rows(statement, **of, **values)
    for pair, of_pair in groupby(rows, key=_pair):
        spells[pair] = tuple(spell_of(row) for row in of_pair)
    keys = of.get("agreements") or sorted({agreement for agreement, _ in spells})
    marks = _marks(reader, asked, {**of, "agreements": keys}, voice)
    lanes = [
        Lane(agreement, country, "", spells.get((agreement, country), ()), tuple(found))
        for (agreement, country), found in sorted({**dict.fromkeys(spells, ()), **marks}.items())
    ]
    if stretch.is_cut:
        cut = (lane.until(_today(asked)) for lane in lanes)
        return [lane for lane in cut if lane.spells or lane.marks]
    return lanes


def _marks(
    reader: Reader, asked: Asked, of: Row, voice: Voice
) -> dict[tuple[str, str], Sequence[Mark]]:
    statement = lane_events_statement(one_country="country" in of)
    rows = reader.rows(statement, **of, known=asked.values["known"])
    # The engines disagree about where an open end belongs.
    return {
        pair: sorted((_mark(row, voice) for row in found), key=lambda mark: mark.order)
        for pair, found in groupby(rows, key=_pair)
    }


def _pair(row: Row) -> tuple[str, str]:
    return row["agreement"], row["country"]


def _mark(row: Row, voice: Voice) -> Mark:
    on = partial_date(row["date"], row["date_earliest"], row["date_latest"])
    event = Event(
        agreement=row["agreement"],
        kind=row["kind"],
        date=on,
        country=row["country"],
        speaker=row["speaker"],
        note=row["note"],
    )
    return Mark(short(row["event"]), row["kind"], on, voice.what(event))


def _with_pending(lanes: Iterable[Lane], rows: Iterable[Row]) -> list[Lane]:
    steps: dict[tuple[str, str], list[Expected]] = defaultdict(list)
    for row in rows:
        steps[_pair(row)].append(_expected(row))
    return [
        replace(lane, expected=tuple(steps.get((lane.agreement, lane.country), ())))
        for lane in lanes
    ]


def _naming_instruments(lanes: Sequence[Lane], family: str, voice: Voice) -> list[Lane]:
    """Lanes of a family of which the steps say of which instrument they are."""
    names = voice.agreements({step.agreement for lane in lanes for step in lane.expected})
    return [
        replace(
            lane,
            expected=tuple(
                step if step.agreement == family else replace(step, of=names[step.agreement])
                for step in lane.expected
            ),
        )
        for lane in lanes
    ]


def _expected(row: Row) -> Expected:
    return Expected(
        agreement=row["agreement"],
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
    stretch: Stretch,
    limit: int | None,
    *,
    is_country: bool = False,
) -> Picture:
    shown = list(lanes)
    if limit is not None and len(shown) > limit:
        kept_lanes = {id(lane) for lane in sorted(shown, key=_latest, reverse=True)[:limit]}
        shown = [lane for lane in shown if id(lane) in kept_lanes]
    today = _today(asked)
    last = stretch.last or (today if stretch.is_cut else None)
    return Picture(
        subject=subject,
        title=title,
        is_country=is_country,
        as_of=asked.day,
        known=asked.shown["as_known"],
        window=window(shown, today, stretch.first, last),
        lanes=tuple(shown),
        sources=tuple(_sources(reader, keys, asked, today if stretch.is_cut else date.max)),
        left_out=len(lanes) - len(shown),
    )


def _today(asked: Asked) -> date:
    return asked.day.latest or asked.day.earliest or date.max


def _latest(lane: Lane) -> date:
    days = [mark.on.latest for mark in lane.marks if mark.on.latest]
    return max(days, default=date.min)


def _sources(reader: Reader, keys: Sequence[str], asked: Asked, last: date) -> Iterable[str]:
    """The names of the sources of what is not surely after the last day."""
    rows = reader.rows(SOURCES, agreements=list(keys), known=asked.moment, last=last)
    told = (
        ", ".join(filter(None, (row["publisher"], row["title"]))) or row["url"] or row["source"]
        for row in rows
    )
    return dict.fromkeys(told)
