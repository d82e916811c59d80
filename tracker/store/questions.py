"""The questions that the commands ask, as plain SQL.

``:known`` is the moment up to which the ledger is read, ``:day_first`` and ``:day_last`` the
bounds of the day that is asked about, and ``:agreements`` the keys of an agreement and, if it
is a family, of its instruments.
"""

from collections.abc import Sequence
from functools import cache

from tracker.store.keys import collated
from tracker.store.location import Engine

COUNTS = """
NOT EXISTS (
  SELECT 1 FROM events r
  WHERE r.agreement = {e}.agreement AND r.replaces = {e}.event
    AND r.kind <> 'restoration' AND r.recorded_at <= :known
    AND NOT EXISTS (
      SELECT 1 FROM events s
      WHERE s.agreement = r.agreement AND s.replaces = r.replaces
        AND s.kind = 'restoration' AND s.recorded_at <= :known
        AND (s.recorded_at, s.position) > (r.recorded_at, r.position)
    )
)
"""
"""An event counts: the last that points at it, if any does, is a restoration."""


def counts(alias: str) -> str:
    """The condition that the event of that alias counts."""
    return COUNTS.format(e=alias)


HAD_JOINED = """
(p.change = e.change OR EXISTS (
  SELECT 1 FROM changes c
  WHERE c.agreement = p.agreement AND c.change = p.change AND c.recorded_at <= :known
))
"""
"""A participant ``p`` was known by then, of an event ``e`` that was: it came with the event, which
a journal may date back, or with a later change."""

IN_TIME = """
  (m.valid_from_earliest IS NULL OR m.valid_from_earliest <= :day_last)
  AND (m.valid_to_latest IS NULL OR m.valid_to_latest > :day_first)
"""
MEMBERS = f"""
SELECT m.agreement, m.country, m.spell, m.status, m.is_member,
       m.valid_from, m.valid_from_earliest, m.valid_from_latest,
       m.valid_to, m.valid_to_earliest, m.valid_to_latest, m.since, m.until, m.event,
       m.is_computed
FROM memberships m
WHERE m.agreement IN :agreements AND {IN_TIME} AND {{known}} {{countries}}
ORDER BY m.country, m.agreement, m.spell
"""
SURE = f"""
SELECT m.agreement, m.country, m.status,
       CASE WHEN m.valid_from_latest <= :day_first
                 AND (m.valid_to IS NULL OR m.valid_to_earliest > :day_last)
            THEN CASE WHEN m.is_member THEN 'yes' ELSE 'no' END END,
       m.since, m.until, m.event, m.is_computed
FROM memberships m
WHERE {{where}} AND {IN_TIME} AND {{known}}
"""
"""Without a word on membership where the dates leave a doubt (`tracker.domain.dates.within`)."""


@cache
def members_statement(*, known: bool, some_countries: bool) -> str:
    """Who may stand somewhere on a day.

    Arguments:
        known: as it was known at ``:known``; else as it is known now.
        some_countries: only ``:countries``.
    """
    countries = "AND m.country IN :countries" if some_countries else ""
    return MEMBERS.format(known=_held(known=known), countries=countries)


@cache
def sure_statement(*, known: bool) -> str:
    """The same without bounds, of ``:agreement``."""
    return SURE.format(where="m.agreement = :agreement", known=_held(known=known))


@cache
def snapshot_statement(*, known: bool) -> str:
    """The same of every agreement, in the order of their keys."""
    everything = SURE.format(where="m.agreement <> ''", known=_held(known=known))
    return f"{everything} ORDER BY m.agreement, m.country"


@cache
def open_steps_statement(engine: Engine, *, known: bool, of: str, is_part: bool) -> str:
    """Who may stand on a day in one of ``:statuses`` that leave a step open.

    Arguments:
        known: as it was known at ``:known``; else as it is known now.
        of: ``agreements``, ``country``, both or neither, as for `promised_statement`.
        is_part: ``:most`` are enough, those that stand in it the longest; the index has them in
            this order of one status alone.
    """
    where = "".join(f" AND m.{OF[each]}" for each in of.split())
    status = STATUS_AFTER if "agreements" in of else STATUS_BY_INDEX
    held = _held(known=known)
    keys = (collated(engine, f"m.{key}") for key in ("country", "agreement"))
    order = f"ORDER BY m.valid_from_earliest NULLS FIRST, {', '.join(keys)} LIMIT :most"
    fixed = {"status": status, "known": held, "where": where, "order": order if is_part else ""}
    ends = _ranges(LASTING, is_one=bool(where))
    parts = (OPEN_STEPS.format(end=end, number=n, **fixed) for n, end in enumerate(ends))
    return " UNION ALL ".join(parts)


def _ranges(ends: tuple[str, str], *, is_one: bool) -> Sequence[str]:
    """Two ranges of an index, which no engine makes of an OR.

    One, where a key finds the rows; it is written so that no engine looks for it in an index.
    """
    return [f"({' OR '.join(ends)}) IS TRUE"] if is_one else ends


def _held(*, known: bool, alias: str = "m") -> str:
    """What was held to be true; what is held now has an index of its own."""
    if known:
        at = "{m}.known_from <= :known AND ({m}.known_to IS NULL OR {m}.known_to > :known)"
        return at.format(m=alias)
    return f"{alias}.known_to IS NULL"


LANES = """
SELECT m.agreement, m.country, m.spell, m.status, m.is_member,
       m.valid_from, m.valid_from_earliest, m.valid_from_latest,
       m.valid_to, m.valid_to_earliest, m.valid_to_latest, m.since, m.until, m.event,
       m.is_computed
FROM memberships m WHERE {where} AND {known} ORDER BY m.agreement, m.country, m.spell
"""
EVENTS_OF = f"""
SELECT e.agreement, e.event, e.country, e.kind, e.date, e.date_earliest, e.date_latest,
       e.speaker, e.note
FROM events e
WHERE {{where}} AND e.recorded_at <= :known AND e.country IS NOT NULL
  AND e.kind NOT IN ('retraction', 'restoration') AND {counts("e")}
ORDER BY e.agreement, e.country, e.date_latest, e.date_earliest, e.recorded_at, e.position
"""


@cache
def lanes_statement(*, known: bool, of: str) -> str:
    """Every spell of some ``agreements``, ``countries`` or a ``country``, whatever its days.

    Arguments:
        of: these words, as far as each of them is a value of the question.
    """
    where = " AND ".join(f"m.{OF[each]}" for each in of.split())
    return LANES.format(where=where, known=_held(known=known))


@cache
def lane_keys_statement(*, known: bool) -> str:
    """The agreements in which a ``:country`` has a spell."""
    held = _held(known=known)
    return f"SELECT DISTINCT m.agreement FROM memberships m WHERE m.country = :country AND {held}"


LATEST_OF = """
SELECT e.agreement FROM events e WHERE e.country = :country AND e.recorded_at <= :known
ORDER BY COALESCE(e.date_latest, e.date_earliest) DESC NULLS LAST
"""
"""The agreements about which a ``:country`` was spoken of, the latest first, again and again."""


@cache
def lane_events_statement(*, one_country: bool) -> str:
    """Every event in ``:agreements``, or of ``:country`` in them, that counts."""
    where = "e.agreement IN :agreements" + (" AND e.country = :country" if one_country else "")
    return EVENTS_OF.format(where=where)


# SQLite takes a CROSS JOIN in the order in which it is written.
PROMISED = """
SELECT p.agreement, p.country, p.step, p.event, p.since FROM promises p
WHERE {step} IN :steps AND {known} {where} AND {end} AND (p.since IS NULL OR p.since <= :day_last)
"""
OPEN_ENDS = ("p.until IS NULL", "p.until > :day_last")
STEP_BY_INDEX, STATUS_BY_INDEX = "p.step", "m.status"
STEP_AFTER, STATUS_AFTER = "p.step || ''", "m.status || ''"
"""Of few agreements the key finds the rows, and no engine shall think otherwise."""

FAMILIES = "SELECT DISTINCT family FROM agreements WHERE family > ''"
KEPT_IN_FAMILY = f"""
SELECT DISTINCT p.event
FROM promises p CROSS JOIN agreements i CROSS JOIN events f
WHERE p.agreement = :family AND p.event IN :events AND i.family = :family
  AND f.agreement = i.agreement AND f.country = p.country AND f.kind IN :acts
  AND f.recorded_at <= :known AND (f.date_earliest IS NULL OR f.date_earliest <= :day_last)
  AND (f.date_latest IS NULL OR p.since IS NULL OR f.date_latest >= p.since)
  AND {counts("f")}
"""
"""What a family is promised is kept by signing an instrument of it."""

PROMISES = """
SELECT e.agreement, e.event, e.country, e.date, e.date_earliest, e.date_latest, e.speaker,
       a.step, a.due, a.due_earliest, a.due_latest, a.said
FROM :pairs p CROSS JOIN events e CROSS JOIN announcements a
WHERE e.agreement = p.one AND e.event = p.two AND a.agreement = p.one AND a.event = p.two
"""


@cache
def promised_statement(*, known: bool, of: str) -> str:
    """The promises of ``:steps`` that are open on a day.

    Arguments:
        known: as it was known at ``:known``; else as it is known now.
        of: ``agreements``, ``country`` or ``countries`` of them, or empty for all.
    """
    where = "".join(f" AND p.{OF[each]}" for each in of.split())
    step = STEP_AFTER if where else STEP_BY_INDEX
    held = _held(known=known, alias="p")
    ends = _ranges(OPEN_ENDS, is_one=bool(where))
    parts = (PROMISED.format(step=step, known=held, where=where, end=end) for end in ends)
    return " UNION ALL ".join(parts)


OF = {
    "agreements": "agreement IN :agreements",
    "country": "country = :country",
    "countries": "country IN :countries",
}
OPEN_STEPS = """
SELECT m.agreement, m.country, m.status, m.event, m.valid_from, m.valid_from_earliest,
       m.valid_from_latest, e.effective, e.effective_earliest, e.effective_latest,
       (m.status <> 'signatory' OR a.binds_by = 'ratification') AS leaves_open,
       {number} AS part
FROM (
  SELECT m.agreement, m.country, m.status, m.event, m.valid_from, m.valid_from_earliest,
         m.valid_from_latest
  FROM memberships m
  WHERE {status} IN :statuses AND {known} {where} AND {end}
    AND (m.valid_from_earliest IS NULL OR m.valid_from_earliest <= :day_last) {order}
) m CROSS JOIN agreements a CROSS JOIN events e
WHERE a.agreement = m.agreement AND e.agreement = m.agreement AND e.event = m.event
"""
"""Where a signature alone binds, a signatory has no ratification before it.

What is shown of them is looked up for so many as are wanted, whatever an engine guesses.
"""

LASTING = ("m.valid_to_latest IS NULL", "m.valid_to_latest > :day_first")

LAST_EVENTS = f"""
SELECT e.agreement, e.event, e.country, e.kind, e.date, e.date_earliest, e.date_latest
FROM :pairs p CROSS JOIN events e
WHERE e.agreement = p.one AND e.country = p.two AND e.recorded_at <= :known
  AND e.kind NOT IN ('retraction', 'restoration') AND {counts("e")}
ORDER BY e.date_latest, e.date_earliest, e.recorded_at, e.position
"""
SOURCES_OF = """
SELECT c.event, c.source, s.url, s.publisher
FROM :pairs p CROSS JOIN citations c JOIN sources s ON s.source = c.source
WHERE c.agreement = p.one AND c.event = p.two AND c.stance = 'supports'
  AND c.recorded_at <= :known
ORDER BY (c.passage_start IS NULL) DESC, c.recorded_at DESC, c.source DESC
"""

CHANGES = """
SELECT c.change, c.recorded_at, c.author, c.command, c.reason, c.undoes, c.agreement,
       (SELECT count(*) FROM events e WHERE e.agreement = c.agreement AND e.change = c.change)
       AS events
FROM changes c {where}
ORDER BY c.recorded_at DESC, c.change, c.agreement
"""
