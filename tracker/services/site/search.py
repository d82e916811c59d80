"""The search page, and the index that it loads: scripts, for a page from a file fetches nothing."""

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256

from tracker.services.events import LISTED, event_rows
from tracker.services.reply import Row
from tracker.services.site import addresses, agreement_list, country, source_list
from tracker.services.site.listing import COUNTED
from tracker.services.site.site import View

MOST_EVENTS = 200_000
"""Of more events than these the browser would keep hundreds of megabytes."""

MOST_ROWS = 20_000
A_SHARD = 8
SHARDS = 64
"""At most so many scripts of events, so that one more event changes a small one of them."""

NOTE_LENGTH = 200
NUMBER = "SELECT COALESCE(sum(position), 0) AS events FROM ledger_heads {where}"
OF_AGREEMENTS = (
    f"{LISTED} WHERE e.agreement IN :agreements AND {COUNTED} ORDER BY e.agreement, e.event"
)


def search_page(view: View) -> Row:
    """The page with the scripts that it loads."""
    names = ["names", *(str(number) for number in range(shards(view)))]
    return {
        "scripts": [f"search/{name}.js" for name in names],
        "has_events": shards(view) > 0,
    }


def paths(view: View) -> Iterator[str]:
    """The scripts."""
    return (path for path in search_page(view)["scripts"])


def shards(view: View) -> int:
    """Into how many scripts the events are divided; none where they are too many."""
    where, values = "", {}
    if view.site.agreements is not None:
        where, values = "WHERE agreement IN :agreements", {"agreements": view.site.agreements}
    [row] = view.reader.rows(NUMBER.format(where=where), **values)
    if row["events"] > MOST_EVENTS:
        return 0
    return min(SHARDS, -(-agreement_list.number_of(view) // A_SHARD))


def shard_of(key: str, shards: int) -> int:
    """The script in which the events of an agreement stand."""
    return int.from_bytes(sha256(key.encode()).digest()[:4]) % shards


def script(view: View, name: str) -> bytes | None:
    """One of the scripts."""
    if name == "names":
        return _script(_names(view))
    number = shards(view)
    if not name.isdecimal() or int(name) >= number:
        return None
    keys = [k for k in agreement_list.keys(view) if shard_of(k, number) == int(name)]
    return _script(_events(view, keys))


def _script(rows: Iterable[tuple[str, ...]]) -> bytes:
    """A call that hands over rows of kind, name, further words, and path."""
    lines = ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows)
    return f"tracker_found([\n{lines}\n]);\n".encode()


def _names(view: View) -> Iterator[tuple[str, ...]]:
    for code in country.listed(view):
        yield "country", view.countries[code], code, addresses.country(code)
    for row in agreement_list.rows_of(view, skip=0, most=MOST_ROWS):
        yield "agreement", row["name"], row["agreement"], row["path"]
    for row in source_list.rows_of(view, most=MOST_ROWS):
        name = row["title"] or row["url"] or row["source"]
        detail = " ".join(filter(None, (row["publisher"], row["published"], row["source"])))
        yield "source", name, detail, addresses.source(row["source"])


def _events(view: View, keys: list[str]) -> Iterator[tuple[str, ...]]:
    known = view.asked.values["known"]
    rows = view.reader.rows(OF_AGREEMENTS, agreements=keys, known=known)
    view.agreement_names(keys)
    for row in event_rows(view.reader, rows, view.asked.known):
        shown = view.event(row)
        words = f"{shown['on']} · {shown['agreement_name']}"
        if row["note"]:
            words += f" · {row['note'][:NOTE_LENGTH]}"
        yield "event", shown["says"], words, shown["path"]
