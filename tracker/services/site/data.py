"""The tables as JSON and CSV beside the pages, and what can be subscribed to."""

import json
from collections.abc import Callable, Iterator

from tracker.domain.plain import visible
from tracker.exchange.separated import lines
from tracker.services import subscribing
from tracker.services.columns import COLUMNS
from tracker.services.countries import list_countries
from tracker.services.events import timeline
from tracker.services.exporting import LeftOut
from tracker.services.members import members
from tracker.services.naming import short
from tracker.services.pending import pending_steps
from tracker.services.reply import Reply
from tracker.services.site import addresses, agreement_list, country, source_list
from tracker.services.site.site import View

EVERYTHING = 10_000_000
IN_A_CALENDAR = 500
"""The calendar of a larger ledger holds the agreements that changed last."""

HEADS = "SELECT agreement, position FROM ledger_heads ORDER BY recorded_at DESC, agreement"
OF_A_USER = "default"
"""Which agreement is meant where none is named is nothing that a site tells."""


def agreements(view: View) -> Reply:
    """All agreements of the site."""
    rows = agreement_list.rows_of(view, skip=0, most=EVERYTHING)
    return Reply(
        "agreements/1", {}, [{key: row[key] for key in _columns("agreements/1")} for row in rows]
    )


def countries(view: View) -> Reply:
    """All countries that the site tells of."""
    codes = set(country.listed(view))
    reply = list_countries(view.reader, language="en")
    return Reply(reply.name, reply.question, [r for r in reply.rows if r["country"] in codes])


def sources(view: View) -> Reply:
    """All sources of the site."""
    return Reply("sources/1", {}, source_list.rows_of(view, most=EVERYTHING))


def pending(view: View) -> Reply:
    """All that is pending on the site."""
    reply = pending_steps(view.reader, asked=view.asked)
    rows = [row for row in reply.rows if view.has(row["agreement"])]
    return Reply(reply.name, reply.question, rows, reply.notes)


def members_of(view: View, key: str) -> Reply:
    """Everybody who has any status in an agreement."""
    return members(view.reader, key, asked=view.asked, everyone=True)


def events_of(view: View, key: str) -> Reply:
    """The events of an agreement."""
    return timeline(view.reader, key, asked=view.asked)


def pending_of(view: View, key: str) -> Reply:
    """What is pending in an agreement."""
    return pending_steps(view.reader, key, asked=view.asked)


TABLES: dict[str, Callable[[View], Reply]] = {
    "agreements": agreements,
    "countries": countries,
    "pending": pending,
    "sources": sources,
}
OF_AN_AGREEMENT: dict[str, Callable[[View, str], Reply]] = {
    "members": members_of,
    "pending": pending_of,
    "events": events_of,
}


def paths() -> Iterator[str]:
    """The files about all agreements."""
    yield from ("feed.xml", "calendar.ics")
    yield from (f"data/{name}.{form}" for name in TABLES for form in FORMS)


def paths_of(key: str) -> Iterator[str]:
    """The files about one of them."""
    names = [f"{name}.{form}" for name in OF_AN_AGREEMENT for form in FORMS]
    yield from (addresses.data(key, name) for name in [*names, "feed.xml", "calendar.ics"])


def table(view: View, name: str, form: str) -> bytes | None:
    """A table about all agreements."""
    return FORMS[form](TABLES[name](view)) if name in TABLES else None


def table_of(view: View, key: str, what: str, form: str) -> bytes | None:
    """A table about one of them."""
    if what not in OF_AN_AGREEMENT or not view.family(key):
        return None
    return FORMS[form](OF_AN_AGREEMENT[what](view, key))


def subscribed(view: View, what: str) -> bytes | None:
    """The feed or the calendar of all agreements."""
    if what == "feed.xml":
        return _feed(view, view.site.agreements, "", "index.html")
    return _calendar(view, _calendar_keys(view))


def subscribed_of(view: View, key: str, what: str) -> bytes | None:
    """The feed or the calendar of one of them."""
    keys = [each.key for each in view.family(key)]
    if not keys:
        return None
    if what == "feed.xml":
        up = addresses.up(addresses.data(key, what))
        return _feed(view, keys, up, f"{up}{addresses.agreement(key)}")
    return _calendar(view, keys)


def _feed(view: View, keys: list[str] | tuple[str, ...] | None, up: str, home: str) -> bytes:
    def page(key: str, ref: str) -> str:
        return f"{up}{addresses.event(key, short(ref))}"

    return subscribing.feed(view.reader, keys, view.asked, page=page, home=home, voice=view.voice)


def _calendar(view: View, keys: list[str] | None) -> bytes:
    return subscribing.calendar(view.reader, keys, view.asked, LeftOut(), voice=view.voice)


def _calendar_keys(view: View) -> list[str] | None:
    """The agreements of the calendar of all; None means every one."""
    keys: list[str] = []
    events = 0
    for key, position in view.reader.tuples(HEADS):
        if view.has(key):
            events += position
            if events > IN_A_CALENDAR and keys:
                return sorted(keys)
            keys.append(key)
    return None if view.site.agreements is None else sorted(keys)


def _as_json(reply: Reply) -> bytes:
    return f"{visible(json.dumps(reply.as_object, ensure_ascii=False, indent=2))}\n".encode()


def _as_csv(reply: Reply) -> bytes:
    return "".join(lines(reply.rows, _columns(reply.name))).encode()


def _columns(name: str) -> list[str]:
    return [each for each in COLUMNS[name] if each != OF_A_USER]


FORMS: dict[str, Callable[[Reply], bytes]] = {"json": _as_json, "csv": _as_csv}
