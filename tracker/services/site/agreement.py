"""The page of an agreement."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tracker.domain.agreements import Agreement
from tracker.domain.conflicts import Conflict
from tracker.domain.lanes import Picture
from tracker.domain.statuses import Status
from tracker.services.conflicts import conflicts_among
from tracker.services.lanes import of_family
from tracker.services.members import in_order
from tracker.services.naming import short
from tracker.services.reply import Row
from tracker.services.site import addresses
from tracker.services.site.listing import (
    EVENTS_A_PAGE,
    events,
    number_of_events,
    pager,
    pending_of,
)
from tracker.services.site.site import View
from tracker.services.standings import standings
from tracker.views.lanes_svg import lanes_svg
from tracker.views.picture_html import lanes_html
from tracker.views.rule_words import rule_in_words
from tracker.views.world_svg import world_svg

LANES, LANES_IN_PAGE = 250, 100
"""So many lanes are drawn at the most; the table of the members has all countries."""

OF_FAMILY = "e.agreement IN :agreements"
NOTE = "SELECT note, source FROM agreements WHERE agreement = :agreement"
NAMES = """
SELECT language, name FROM agreement_names WHERE agreement = :agreement ORDER BY language, name
"""


def agreement_page(view: View, key: str) -> Row | None:
    """All that the page of an agreement shows, but for its further events."""
    family = view.family(key)
    if not family:
        return None
    members = member_rows(view, family)
    waiting = pending_of(view, agreement=key)
    return {
        "agreement": _about(view, family),
        "members": members,
        "member_count": sum(row["member"] == "yes" for row in members),
        "has_contracting": any(row["status"] == Status.CONTRACTING for row in members),
        "lanes": _lanes(view, family, waiting) if members else "",
        "map": _map(view, family, members) if members else "",
        "pending": waiting,
        "conflicts": conflict_rows(view, family),
        **_events(view, family, 1),
    }


def events_page(view: View, key: str, number: str) -> Row | None:
    """A further page of its events."""
    family = view.family(key)
    if not family:
        return None
    shown = _events(view, family, int(number))
    if not 1 < int(number) <= shown["pager"]["count"]:
        return None
    return {"agreement": view.agreement(key), **shown}


def event_pages(view: View, key: str) -> int:
    """On how many pages its events stand."""
    keys = [each.key for each in view.family(key)]
    number = number_of_events(view, OF_FAMILY, {"agreements": keys})
    return int(pager("", 1, number, EVENTS_A_PAGE)["count"])


def member_rows(view: View, family: Sequence[Agreement]) -> list[Row]:
    """Who stands where on the day, members first."""
    rows = [
        {**row, "name": view.countries[row["country"]]}
        for row in standings(view.reader, family, view.asked)
    ]
    names = view.agreement_names(row["instrument"] for row in rows)
    return [
        {
            **row,
            "country_path": addresses.country(row["country"]),
            "on": view.telling.day(row["since"]),
            "is_exact": view.telling.is_exact(row["since"]),
            "path": addresses.event(row["instrument"], row["event"]),
            "instrument_name": names[row["instrument"]],
            "instrument_path": addresses.agreement(row["instrument"]),
        }
        for row in in_order(rows)
    ]


def conflict_rows(view: View, family: Sequence[Agreement]) -> list[Row]:
    """What cannot all be true of it."""
    return [_conflict(view, each) for each in conflicts_among(view.reader, family, view.asked)]


def _conflict(view: View, conflict: Conflict) -> Row:
    key, code = conflict.agreement, conflict.country
    sources = view.sources(claim.source for claim in conflict.claims if claim.source)
    claims = [
        {
            "event": short(claim.ref),
            "by": claim.by,
            "says": view.telling.claim(claim, of_country=bool(code)),
            "path": addresses.event(key, short(claim.ref)),
            "source": sources.get(claim.source),
        }
        for claim in conflict.claims
    ]
    about = view.country(code) if code else view.agreement(key)
    instrument = view.agreement(key)["name"] if code else ""
    return {
        "kind": conflict.about.value,
        "about": about,
        "instrument": instrument,
        "claims": claims,
    }


def _about(view: View, family: Sequence[Agreement]) -> dict[str, Any]:
    agreement = family[0]
    [row] = view.reader.rows(NOTE, agreement=agreement.key)
    source = view.sources([row["source"]])[row["source"]] if row["source"] else None
    names = view.reader.rows(NAMES, agreement=agreement.key)
    rule = agreement.rule
    name = view.agreement_names([agreement.key])[agreement.key]
    return {
        "key": agreement.key,
        "name": name,
        "path": addresses.agreement(agreement.key),
        "form": agreement.form.value,
        "binds_by": agreement.binds_by.value,
        "family": view.agreement(agreement.family)
        if agreement.family and view.has(agreement.family)
        else None,
        "note": row["note"],
        "source": source,
        "rule": rule_in_words(rule, agreement.entry_delay, view.voice.wording) if rule else "",
        "other_names": [each for each in names if each["name"] != name],
        "instruments": [view.agreement(each.key) for each in family[1:]],
        "data": addresses.data(agreement.key, ""),
        "timeline": addresses.timeline(agreement.key),
    }


def timeline(view: View, key: str) -> bytes | None:
    """Its lanes as a page of their own, with zoom and filter."""
    family = view.family(key)
    if not family:
        return None
    return lanes_html(_picture(view, family), language=view.site.language).encode()


def _lanes(view: View, family: Sequence[Agreement], waiting: Sequence[Row]) -> str:
    # The page names its sources itself, each with a link.
    picture = replace(_picture(view, family, waiting, limit=LANES_IN_PAGE), sources=())
    return lanes_svg(picture, embedded=True, language=view.site.language)


def _picture(
    view: View,
    family: Sequence[Agreement],
    waiting: Sequence[Row] | None = None,
    *,
    limit: int = LANES,
) -> Picture:
    return of_family(
        view.reader, family, asked=view.asked, limit=limit, pending=waiting, voice=view.voice
    )


def _map(view: View, family: Sequence[Agreement], members: Sequence[Row]) -> str:
    return world_svg(
        members,
        heading=view.agreement_names([family[0].key])[family[0].key],
        day=view.telling.day(view.asked.day.text),
        known=view.asked.shown["as_known"],
        embedded=True,
        language=view.site.language,
    )


def _events(view: View, family: Sequence[Agreement], number: int) -> Row:
    values = {"agreements": [each.key for each in family]}
    items = number_of_events(view, OF_FAMILY, values)
    path = addresses.agreement(family[0].key)
    return {
        "events": events(view, OF_FAMILY, values, number=number),
        "pager": pager(path, number, items, EVENTS_A_PAGE),
    }
