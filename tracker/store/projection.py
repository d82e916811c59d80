"""The projection: memberships and promises, kept up with the events in the same transaction.

`tracker.domain.knowledge.history` says what the table of memberships is. A new entry that was
recorded after all others changes only what is open, so one fold is enough; an entry from an
earlier moment, as a journal brings it, makes the whole history of the pair anew.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, insert, update

from tracker.domain.agreements import Agreement
from tracker.domain.dates import PartialDate
from tracker.domain.entry_into_force import Start
from tracker.domain.events import Entry, counting
from tracker.domain.fold import Spell, folded
from tracker.domain.knowledge import Known, history, revised
from tracker.domain.pending import KnownWaiting, known_waiting
from tracker.store import schema
from tracker.store.reader import Reader
from tracker.store.spells import known_of
from tracker.store.values import columns

HELD = """
SELECT spell, status, is_member, valid_from, valid_from_earliest, valid_from_latest,
       valid_to, valid_to_earliest, valid_to_latest, since, until, event, is_computed, known_from,
       known_to
FROM memberships WHERE agreement = :agreement AND country = :country
"""
OPEN = f"{HELD} AND known_to IS NULL"

KEY = and_(
    schema.memberships.c.agreement == bindparam("of_agreement"),
    schema.memberships.c.country == bindparam("of_country"),
    schema.memberships.c.known_from == bindparam("of_known_from"),
    schema.memberships.c.spell == bindparam("of_spell"),
)
CLOSE = update(schema.memberships).where(KEY).values(known_to=bindparam("closed_at"))
DROP_PAIR = delete(schema.memberships).where(
    schema.memberships.c.agreement == bindparam("of_agreement"),
    schema.memberships.c.country == bindparam("of_country"),
)
ADD = insert(schema.memberships)
DROP_PROMISES = delete(schema.promises).where(
    schema.promises.c.agreement == bindparam("of_agreement"),
    schema.promises.c.country == bindparam("of_country"),
)
ADD_PROMISES = insert(schema.promises)


def keep_up(
    connection: Connection,
    reader: Reader,
    agreement: Agreement,
    country: str,
    *,
    entries: Sequence[Entry],
    whole: Sequence[Entry],
    new: Sequence[Entry],
) -> list[Spell]:
    """Bring what is derived of one country up to its entries; its spells as they are known now.

    Arguments:
        entries, whole: all entries, the new ones among them.
        new: those that the table does not know yet.
    """
    fresh = {entry.ref for entry in new}
    mine = [entry for entry in [*entries, *whole] if entry.ref in fresh]
    spells = folded(counting(entries), counting(whole), agreement)
    if are_last(mine, [*entries, *whole]):
        at = mine[0].recorded_at
        _revise(connection, reader, agreement.key, country, spells=spells, at=at)
    else:
        rebuild(connection, agreement, country, entries, whole)
    keep_promises(connection, agreement.key, country, entries)
    return spells


def keep_up_from(
    connection: Connection,
    reader: Reader,
    agreement: Agreement,
    country: str,
    *,
    entries: Sequence[Entry],
    whole: Sequence[Entry],
    start: PartialDate | None,
    at: datetime,
) -> list[Spell]:
    """The same where a rule computes the start, as it is known from a moment after all others.

    Arguments:
        start: when the agreement enters into force by its rule.
    """
    spells = folded(counting(entries), counting(whole), agreement, start)
    _revise(connection, reader, agreement.key, country, spells=spells, at=at)
    keep_promises(connection, agreement.key, country, entries)
    return spells


def keep_promises(
    connection: Connection, agreement: str, country: str, entries: Sequence[Entry]
) -> None:
    """Make the promises of one country in one agreement anew; most have none.

    Arguments:
        entries: all entries about the country; as none is ever removed, neither is its last
            promise.
    """
    known = known_waiting(entries)
    if known:
        connection.execute(DROP_PROMISES, {"of_agreement": agreement, "of_country": country})
        connection.execute(ADD_PROMISES, [promise_row(agreement, country, k) for k in known])


def promise_row(agreement: str, country: str, known: KnownWaiting) -> dict[str, Any]:
    """The row of `promises` for what was held of a promise."""
    held = known.waiting
    return {
        "agreement": agreement,
        "event": held.ref,
        "known_from": known.known_from,
        "known_to": known.known_to,
        "country": country,
        "step": held.step.value,
        "since": held.since,
        "until": held.until,
    }


def are_last(new: Sequence[Entry], entries: Iterable[Entry]) -> bool:
    """Whether the new entries were recorded at one moment, after all others."""
    fresh = {entry.ref for entry in new}
    at = new[0].recorded_at
    return all(
        entry.recorded_at == at if entry.ref in fresh else entry.recorded_at < at
        for entry in entries
    )


def rebuild(
    connection: Connection,
    agreement: Agreement,
    country: str,
    entries: Sequence[Entry],
    whole: Sequence[Entry],
    starts: Sequence[tuple[datetime, Start | None]] = (),
) -> None:
    """Make the memberships of one country in one agreement anew.

    Arguments:
        starts: see `tracker.domain.knowledge.history`.
    """
    connection.execute(DROP_PAIR, {"of_agreement": agreement.key, "of_country": country})
    known = history(entries, whole, agreement, starts)
    if known:
        connection.execute(ADD, [membership_row(agreement.key, country, each) for each in known])


def held(reader: Reader, agreement: str, country: str) -> list[Known]:
    """All that the table holds of one country in one agreement."""
    return [known_of(row) for row in reader.rows(HELD, agreement=agreement, country=country)]


def membership_row(agreement: str, country: str, known: Known) -> dict[str, Any]:
    """The row of `memberships` for a spell that is known."""
    spell = known.spell
    return {
        "agreement": agreement,
        "country": country,
        "known_from": known.known_from,
        "known_to": known.known_to,
        "spell": known.number,
        "status": spell.status.value,
        "is_member": spell.is_member,
        **columns("valid_from", spell.start),
        **columns("valid_to", spell.end),
        "since": spell.since,
        "until": spell.until,
        "event": spell.ref,
        "is_computed": spell.is_computed,
    }


def _revise(
    connection: Connection,
    reader: Reader,
    agreement: str,
    country: str,
    *,
    spells: Sequence[Spell],
    at: datetime,
) -> None:
    open_ones = [known_of(row) for row in reader.rows(OPEN, agreement=agreement, country=country)]
    gone, new = revised(open_ones, spells, at)
    if gone:
        key = {"of_agreement": agreement, "of_country": country, "closed_at": at}
        connection.execute(
            CLOSE,
            [{**key, "of_known_from": k.known_from, "of_spell": k.number} for k in gone],
        )
    if new:
        connection.execute(ADD, [membership_row(agreement, country, known) for known in new])
