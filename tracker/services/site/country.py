"""The page of a country, and the list of all of them."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

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
    pages,
    pending_of,
)
from tracker.services.site.site import View
from tracker.services.standings import status_word
from tracker.services.stands import Stand, stands_in, strongest
from tracker.views.lanes_svg import lanes_svg

AGREEMENTS_A_PAGE = 100
LANES = 40
IN = "SELECT DISTINCT agreement FROM memberships WHERE country = :country"
FAMILIES = """
SELECT agreement, family FROM agreements WHERE agreement IN :agreements AND family IS NOT NULL
"""
JOINED = "SELECT event FROM event_participants WHERE country = :country LIMIT 1"
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
    waiting = pending_of(view, country=code)
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


def _agreements_of(view: View, code: str) -> dict[str, list[str]]:
    """The agreements in which a country has a status, each with those that it stands in.

    For a family these are its instruments too: a member of one of them is a member of the family.
    """
    own = [key for (key,) in view.reader.tuples(IN, country=code) if view.has(key)]
    found = {key: [key] for key in own}
    for key, family in view.reader.tuples(FAMILIES, agreements=own):
        if view.has(family):
            found.setdefault(family, [family]).append(key)
    return found


def _standings(view: View, code: str, number: int) -> Row:
    """Where a country stands in its agreements, those of one page."""
    stands_in_them = _agreements_of(view, code)
    names = view.agreement_names(stands_in_them)
    keys = sorted(stands_in_them, key=lambda key: (alphabetical(names[key]), key))
    first = (number - 1) * AGREEMENTS_A_PAGE
    part = {key: stands_in_them[key] for key in keys[first : first + AGREEMENTS_A_PAGE]}
    every = list(dict.fromkeys(chain.from_iterable(part.values())))
    stands = {
        stand.instrument: stand
        for stand in stands_in(view.reader, every, view.asked, countries=[code])
    }
    return {
        "standings": [
            _standing(view, key, names[key], stand)
            for key, instruments in part.items()
            for stand in strongest(stands[each] for each in instruments if each in stands)
        ],
        "agreements_pager": pager(
            code, number, len(keys), AGREEMENTS_A_PAGE, at=addresses.agreements_of
        ),
    }


def _standing(view: View, key: str, name: str, stand: Stand) -> Row:
    standing: Standing = stand.standing
    since = standing.spell.since
    return {
        "name": name,
        "agreement_path": addresses.agreement(key),
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
        voice=view.voice,
    )
    if not picture.lanes:
        return ""
    return lanes_svg(replace(picture, sources=()), embedded=True, language=view.site.language)


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
