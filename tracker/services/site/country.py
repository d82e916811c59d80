"""The page of a country, and the list of all of them."""

from collections.abc import Sequence
from dataclasses import replace

from tracker.domain.names import alphabetical
from tracker.domain.standing import Standing
from tracker.services.lanes import of_country
from tracker.services.naming import short
from tracker.services.reply import Row
from tracker.services.site import addresses
from tracker.services.site.listing import (
    EVENTS_A_PAGE,
    events,
    number_of_events,
    pager,
    pending,
)
from tracker.services.site.site import View
from tracker.services.standings import status_word
from tracker.services.stands import Stand, stands_in
from tracker.views.lanes_svg import lanes_svg

LANES = 100
IN = """
SELECT agreement FROM memberships WHERE country = :country
UNION SELECT agreement FROM promises WHERE country = :country
"""
JOINED = "SELECT DISTINCT agreement FROM event_participants WHERE country = :country"
SPOKEN_OF = "SELECT DISTINCT agreement FROM events WHERE country = :country"
ABOUT = """
e.agreement IN :agreements AND (e.country = :country OR e.event IN (
  SELECT event FROM event_participants WHERE agreement IN :agreements AND country = :country
))
"""
NAMES = """
SELECT language, name FROM country_names
WHERE country = :country AND kind <> 'abbreviation' ORDER BY language, name
"""
LISTED = """
SELECT country FROM countries c
WHERE EXISTS (SELECT 1 FROM memberships m WHERE m.country = c.country {where})
  OR country IN (SELECT country FROM event_participants {joined})
ORDER BY country
"""
NAMED = "SELECT DISTINCT country FROM events WHERE country IS NOT NULL {where} ORDER BY country"


def country_page(view: View, name: str) -> Row | None:
    """All that the page of a country shows, but for its further events."""
    code = addresses.code_of(name)
    if code not in view.countries:
        return None
    keys = _agreements_of(view, code)
    names = view.reader.rows(NAMES, country=code)
    return {
        "country": view.country(code),
        "other_names": [row for row in names if row["name"] != view.countries[code]],
        "standings": _standings(view, code, keys),
        "lanes": _lanes(view, code),
        "pending": pending(view, country=code),
        **_events(view, code, keys, 1),
    }


def events_page(view: View, name: str, number: str) -> Row | None:
    """A further page of its events."""
    code = addresses.code_of(name)
    if code not in view.countries:
        return None
    shown = _events(view, code, _agreements_of(view, code), int(number))
    if not 1 < int(number) <= shown["pager"]["count"]:
        return None
    return {"agreement": view.country(code), **shown}


def event_pages(view: View, code: str) -> int:
    """On how many pages its events stand."""
    values = {"agreements": _agreements_of(view, code), "country": code}
    return int(pager("", 1, number_of_events(view, ABOUT, values), EVENTS_A_PAGE)["count"])


def country_list(view: View) -> Row:
    """All countries that have, or had, any status, or take part in an event."""
    rows = [view.country(code) for code in listed(view)]
    return {"rows": sorted(rows, key=lambda row: alphabetical(row["name"]))}


def listed(view: View) -> list[str]:
    """The codes of them."""
    where, joined, values = "", "", {}
    if view.site.agreements is not None:
        where = "AND m.agreement IN :agreements"
        joined = "WHERE agreement IN :agreements"
        values = {"agreements": view.site.agreements}
    statement = LISTED.format(where=where, joined=joined)
    return [row["country"] for row in view.reader.rows(statement, **values)]


def named(view: View) -> list[str]:
    """The codes of all countries that have a page: also of those that are only spoken of."""
    where, values = "", {}
    if view.site.agreements is not None:
        where, values = "AND agreement IN :agreements", {"agreements": view.site.agreements}
    spoken_of = {code for (code,) in view.reader.tuples(NAMED.format(where=where), **values)}
    return sorted(spoken_of.union(listed(view)))


def _agreements_of(view: View, code: str) -> list[str]:
    """The agreements in which a country has a status or a part.

    Only where there are none it is looked for among all events, which takes its time.
    """
    reader = view.reader
    found = {row["agreement"] for row in reader.rows(IN, country=code)}
    found |= {row["agreement"] for row in reader.rows(JOINED, country=code)}
    found = found or {row["agreement"] for row in reader.rows(SPOKEN_OF, country=code)}
    return sorted(key for key in found if view.has(key))


def _standings(view: View, code: str, keys: Sequence[str]) -> list[Row]:
    stands = stands_in(view.reader, keys, view.asked, countries=[code])
    names = view.agreement_names(stand.instrument for stand in stands)
    rows = [_standing(view, stand, names[stand.instrument]) for stand in stands]
    return sorted(rows, key=lambda row: alphabetical(row["name"]))


def _standing(view: View, stand: Stand, name: str) -> Row:
    standing: Standing = stand.standing
    since = standing.spell.since
    return {
        "name": name,
        "agreement_path": addresses.agreement(stand.instrument),
        "status": status_word(standing),
        "possible": [status.value for status in standing.possible],
        "member": standing.member.value,
        "on": view.telling.day(since),
        "is_exact": view.telling.is_exact(since),
        "path": addresses.event(stand.instrument, short(standing.spell.ref)),
    }


def _lanes(view: View, code: str) -> str:
    picture = of_country(view.reader, code, asked=view.asked, limit=LANES, voice=view.voice)
    lanes = tuple(lane for lane in picture.lanes if view.has(lane.agreement))
    picture = replace(picture, lanes=lanes, sources=())
    return lanes_svg(picture, embedded=True, language=view.site.language) if lanes else ""


def _events(view: View, code: str, keys: Sequence[str], number: int) -> Row:
    values = {"agreements": keys, "country": code}
    items = number_of_events(view, ABOUT, values)
    return {
        "events": events(view, ABOUT, values, number=number),
        "pager": pager(addresses.country(code), number, items, EVENTS_A_PAGE),
    }
