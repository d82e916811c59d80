"""The page of a country, and the list of all of them."""

from collections.abc import Sequence
from dataclasses import replace

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
    pages,
    pending,
)
from tracker.services.site.site import View
from tracker.services.standings import status_word
from tracker.services.stands import Stand, stands_in
from tracker.views.lanes_svg import lanes_svg

AGREEMENTS_A_PAGE = 200
LANES = 60
IN = """
SELECT agreement FROM memberships WHERE country = :country
UNION SELECT agreement FROM promises WHERE country = :country
"""
JOINED = "SELECT agreement FROM event_participants WHERE country = :country LIMIT 1"
SPOKEN_OF = "SELECT DISTINCT agreement FROM events WHERE country = :country"
ITS_OWN = "e.country = :country"
ITS_OWN_OR_JOINED = """
(e.country = :country OR (e.agreement, e.event) IN (
  SELECT agreement, event FROM event_participants WHERE country = :country
))
"""
IN_SOME = "e.agreement IN :agreements AND "
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
    names = view.reader.rows(NAMES, country=code)
    waiting = pending(view, country=code)
    return {
        "country": view.country(code),
        "other_names": [row for row in names if row["name"] != view.countries[code]],
        **_standings(view, code, 1),
        "lanes": _lanes(view, code, waiting),
        "pending": waiting,
        **_events(view, code, 1),
    }


def agreements_page(view: View, name: str, number: str) -> Row | None:
    """A further page of the agreements of a country."""
    code = addresses.code_of(name)
    if code not in view.countries:
        return None
    shown = _standings(view, code, int(number))
    if not 1 < int(number) <= shown["agreements_pager"]["count"]:
        return None
    return {"country": view.country(code), **shown}


def events_page(view: View, name: str, number: str) -> Row | None:
    """A further page of its events."""
    code = addresses.code_of(name)
    if code not in view.countries:
        return None
    shown = _events(view, code, int(number))
    if not 1 < int(number) <= shown["pager"]["count"]:
        return None
    return {"agreement": view.country(code), **shown}


def further_pages(view: View, code: str) -> list[str]:
    """The paths of what does not fit on the page of a country."""
    agreements = pages(len(_agreements_of(view, code)), AGREEMENTS_A_PAGE)
    of_events = pages(number_of_events(view, *_about(view, code)), EVENTS_A_PAGE)
    return [
        *(addresses.agreements_of(code, number) for number in agreements[1:]),
        *(addresses.page(addresses.country(code), number) for number in of_events[1:]),
    ]


def country_list(view: View) -> Row:
    """All countries that have, or had, any status, or take part in an event."""
    rows = [view.country(code) for code in listed(view)]
    return {"rows": sorted(rows, key=lambda row: row["name"])}


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


def _standings(view: View, code: str, number: int) -> Row:
    """Where a country stands in its agreements, those of one page."""
    keys = _agreements_of(view, code)
    names = view.agreement_names(keys)
    keys.sort(key=lambda key: (names[key], key))
    first = (number - 1) * AGREEMENTS_A_PAGE
    part = keys[first : first + AGREEMENTS_A_PAGE]
    stands = {
        stand.instrument: stand
        for stand in stands_in(view.reader, part, view.asked, countries=[code])
    }
    return {
        "standings": [_standing(view, stands[key], names[key]) for key in part if key in stands],
        "agreements_pager": pager(
            code, number, len(keys), AGREEMENTS_A_PAGE, at=addresses.agreements_of
        ),
    }


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


def _lanes(view: View, code: str, waiting: Sequence[Row]) -> str:
    picture = of_country(
        view.reader,
        code,
        asked=view.asked,
        limit=LANES,
        agreements=view.site.agreements,
        pending=waiting,
    )
    if not picture.lanes:
        return ""
    names = view.agreement_names(lane.agreement for lane in picture.lanes)
    lanes = [replace(lane, label=names[lane.agreement]) for lane in picture.lanes]
    title = view.countries[code]
    return lanes_svg(replace(picture, title=title, lanes=tuple(lanes), sources=()), embedded=True)


def _events(view: View, code: str, number: int) -> Row:
    where, values = _about(view, code)
    items = number_of_events(view, where, values)
    return {
        "events": events(view, where, values, number=number),
        "pager": pager(addresses.country(code), number, items, EVENTS_A_PAGE),
    }


def _about(view: View, code: str) -> tuple[str, Row]:
    """The condition of the events that are about a country or in which it takes part."""
    has_joined = view.reader.one(JOINED, country=code) is not None
    where = ITS_OWN_OR_JOINED if has_joined else ITS_OWN
    if view.site.agreements is None:
        return where, {"country": code}
    return IN_SOME + where, {"country": code, "agreements": view.site.agreements}
