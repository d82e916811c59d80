"""What an act that has not happened would change; nothing is written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby, zip_longest

from tracker.domain.agreements import Agreement
from tracker.domain.dates import PartialDate
from tracker.domain.entry_into_force import Start, start_of
from tracker.domain.events import Entry, counting, entered
from tracker.domain.fold import Spell, folded
from tracker.domain.statuses import Status
from tracker.services.considering import Considered, consider
from tracker.services.naming import country_names
from tracker.services.new_event import NewEvent
from tracker.services.reply import Reply, Row
from tracker.store import entries as kept
from tracker.store.reader import Reader
from tracker.views.rule_words import condition_in_words

INSTANT = timedelta(microseconds=1)
NOT_YET = "future"
"""The rule of checks that a day has not come, which is the point of a simulation."""


@dataclass(frozen=True, slots=True)
class World:
    """An agreement with the events that count, and what follows from them."""

    agreement: Agreement
    entries: tuple[Entry, ...]

    @property
    def start(self) -> Start | None:
        """When the agreement enters into force by its rule."""
        rule = self.agreement.rule
        return start_of(rule, self.entries) if rule else None

    def spells(self) -> dict[str, list[Spell]]:
        """The spells of every country."""
        whole = [entry for entry in self.entries if entry.event.country is None]
        mine: dict[str, list[Entry]] = {}
        for entry in self.entries:
            if entry.event.country:
                mine.setdefault(entry.event.country, []).append(entry)
        start = self.start
        on = start.on if start else None
        return {country: folded(each, whole, self.agreement, on) for country, each in mine.items()}


def simulate(reader: Reader, new: NewEvent, *, clock: datetime, today: date) -> Reply:
    """What an act would change, for its country and for all others.

    Returns:
        rows of agreement, country, name, before, status, since, until, computed: a time for which
        the country would have another status, and the one that it has without the act.
    """
    considered = consider(reader, new, clock=clock, today=today)
    agreement, event = considered.agreement, considered.draft.event
    held = tuple(kept.every(reader, agreement.key))
    moment = max([clock, *(entry.recorded_at + INSTANT for entry in held)])
    without = World(agreement, tuple(counting(held)))
    with_it = World(agreement, tuple(counting([*held, entry_at(considered, moment)])))
    rows = list(_changed(agreement, without.spells(), with_it.spells()))
    names = country_names(reader, [row["country"] for row in rows])
    for row in rows:
        row["name"] = names[row["country"]]
    rows.sort(key=lambda row: (row["country"] != event.country, row["name"], row["since"]))
    question = {"agreement": agreement.key, "kind": event.kind, "country": event.country}
    notes = [*_about_start(without.start, with_it.start, agreement, rows), *_about(considered)]
    return Reply("simulate/1", {**question, "date": event.date.text}, rows, notes)


def entry_at(considered: Considered, moment: datetime) -> Entry:
    """The act as an entry of the ledger, recorded at a moment."""
    return entered(considered.draft.event, moment.astimezone(UTC), position=1)


def _changed(
    agreement: Agreement, before: dict[str, list[Spell]], after: dict[str, list[Spell]]
) -> Iterable[Row]:
    """Each time for which a country would have another status than it has."""
    for country, spells in after.items():
        held = before.get(country, [])
        times = [(day, _at(held, day), _at(spells, day)) for day in _turns(held, spells)]
        # A status that stays as it is does not begin anew where the other one changes.
        turns = [next(same) for _, same in groupby(times, key=_statuses)]
        ends = (day.text for day, _, _ in turns[1:])
        for (day, now, then), end in zip_longest(turns, ends):
            if _status(now) is not _status(then):
                yield _row(agreement, country, now, then, since=day.text, until=end)


def _turns(*of: Sequence[Spell]) -> list[PartialDate]:
    """The days on which a status begins or ends, in order."""
    days = {day for spells in of for spell in spells for day in (spell.start, spell.end) if day}
    return sorted(days, key=lambda day: (_first(day), day.text))


def _at(spells: Sequence[Spell], day: PartialDate) -> Spell | None:
    """The spell in which a country is on the first day of a date."""
    first = _first(day)
    begun = [each for each in spells if _first(each.start) <= first]
    return begun[-1] if begun and not (begun[-1].end and _first(begun[-1].end) <= first) else None


def _first(day: PartialDate) -> date:
    return day.earliest or date.min


def _status(spell: Spell | None) -> Status:
    return spell.status if spell else Status.NONE


def _statuses(time: tuple[PartialDate, Spell | None, Spell | None]) -> tuple[Status, Status]:
    return _status(time[1]), _status(time[2])


def _row(
    agreement: Agreement,
    country: str,
    now: Spell | None,
    then: Spell | None,
    *,
    since: str,
    until: str | None,
) -> Row:
    return {
        "agreement": agreement.key,
        "country": country,
        "name": "",
        "before": _status(now).value,
        "status": _status(then).value,
        "since": since,
        "until": until,
        "computed": "yes" if then and then.is_computed else "no",
    }


def _about_start(
    before: Start | None, after: Start | None, agreement: Agreement, rows: Sequence[Row]
) -> Iterable[str]:
    """Whether the agreement would enter into force, or on another day."""
    if agreement.rule is None or after == before:
        return
    bound = len({row["country"] for row in rows if row["status"] == Status.PARTY.value})
    told = condition_in_words(agreement.rule)
    if after is None:
        yield f"{agreement.key} would not enter into force; by its rule it does {told}."
    else:
        yield (
            f"{agreement.key} would enter into force on {after.on.describe()} for {bound} "
            f"countries: {told}."
        )


def _about(considered: Considered) -> Iterable[str]:
    if considered.known is not None:
        yield "The ledger holds this very act already, so nothing would change."
    yield from (f"It would be {step}." for step in considered.fulfils)
    for finding in considered.found:
        if finding.rule != NOT_YET:
            yield f"Against it: {finding.sentence}."
