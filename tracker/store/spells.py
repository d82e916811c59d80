"""Spells as rows of memberships, and promises as theirs, for those who only read them."""

from tracker.domain.fold import Spell
from tracker.domain.kinds import ExpectedStep
from tracker.domain.knowledge import Known
from tracker.domain.pending import KnownWaiting, Waiting
from tracker.domain.statuses import Status
from tracker.store.reader import Row
from tracker.store.values import day, moment, optional_date, partial_date


def known_of(row: Row) -> Known:
    """What a row of memberships says."""
    known_to = row["known_to"]
    return Known(
        spell_of(row),
        row["spell"],
        moment(row["known_from"]),
        None if known_to is None else moment(known_to),
    )


def known_waiting_of(row: Row) -> KnownWaiting:
    """What a row of promises says."""
    step = ExpectedStep(row["step"])
    held = Waiting(row["event"], step, day(row["since"]), day(row["until"]))
    known_to = row["known_to"]
    return KnownWaiting(
        held, moment(row["known_from"]), None if known_to is None else moment(known_to)
    )


def spell_of(row: Row) -> Spell:
    """The spell that a row of memberships holds."""
    return Spell(
        status=Status(row["status"]),
        start=partial_date(row["valid_from"], row["valid_from_earliest"], row["valid_from_latest"]),
        end=optional_date(row["valid_to"], row["valid_to_earliest"], row["valid_to_latest"]),
        since=row["since"],
        until=row["until"],
        is_member=bool(row["is_member"]),
        ref=row["event"],
        is_computed=bool(row["is_computed"]),
    )
