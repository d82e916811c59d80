"""The search page, and the index that it loads: scripts, for a page from a file fetches nothing."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha256

from tracker.domain.plain import visible
from tracker.services.events import LISTED, event_rows
from tracker.services.reply import Row
from tracker.services.site import addresses, agreement_list, country, source_list
from tracker.services.site.listing import COUNTED
from tracker.services.site.quoting import quote_of, texts_of
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

OF_COUNTRIES = "SELECT country, name FROM country_names ORDER BY country, language, kind, name"
OF_THEM = "SELECT agreement, name FROM agreement_names ORDER BY agreement, language, name"


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
    """A call that hands over rows of kind, name, what is told beside it, path, and further words.

    A row is found by the further words as well, which nobody is shown.
    """
    lines = ",\n".join(json.dumps([*map(visible, row)], separators=(",", ":")) for row in rows)
    return f"tracker_found([\n{lines}\n]);\n".encode()


def _names(view: View) -> Iterator[tuple[str, ...]]:
    others = _names_by_key(view, OF_COUNTRIES)
    for code in country.listed(view):
        name = view.countries[code]
        yield "country", name, code, addresses.country(code), _beside(name, others[code])
    others = _names_by_key(view, OF_THEM)
    for row in agreement_list.rows_of(view, skip=0, most=MOST_ROWS):
        key, name = row["agreement"], row["name"]
        yield "agreement", name, key, row["path"], _beside(name, others[key])
    for row in source_list.rows_of(view, most=MOST_ROWS):
        name = row["title"] or row["url"] or row["source"]
        detail = " ".join(filter(None, (row["publisher"], row["published"], row["source"])))
        yield "source", name, detail, addresses.source(row["source"]), ""


def _names_by_key(view: View, statement: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key, name in view.reader.tuples(statement):
        found[key].append(name)
    return found


def _beside(name: str, names: Iterable[str]) -> str:
    """Other names than the one that is shown, each once."""
    return " · ".join(each for each in dict.fromkeys(names) if each != name)


def _events(view: View, keys: list[str]) -> Iterator[tuple[str, ...]]:
    known = view.asked.values["known"]
    rows = view.reader.rows(OF_AGREEMENTS, agreements=keys, known=known)
    view.agreement_names(keys)
    told = event_rows(view.reader, rows, view.asked.known)
    texts = texts_of(view, told)
    for row in told:
        shown = view.event(row)
        words = f"{shown['on']} · {shown['agreement_name']}"
        if row["note"]:
            words += f" · {row['note'][:NOTE_LENGTH]}"
        yield "event", shown["says"], words, shown["path"], _cited(row["citations"], texts)


def _cited(citations: Iterable[Row], texts: dict[str, str]) -> str:
    """The words of the sources of an event, each once, and what is told of them."""
    words = (
        text for each in citations for text in (quote_of(each, texts), each["says"], each["note"])
    )
    return " · ".join(dict.fromkeys(filter(None, words)))
