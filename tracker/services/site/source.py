"""The page of a source: its text with every passage that is cited, and what rests on each."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.domain.passages import Passage, numbered, pieces
from tracker.domain.plain import web_address
from tracker.domain.sources import Source
from tracker.services.naming import short
from tracker.services.proposed import countries_of
from tracker.services.proposed import sentence as proposed_sentence
from tracker.services.reply import Row
from tracker.services.site import addresses, source_list
from tracker.services.site.listing import pager
from tracker.services.site.site import View
from tracker.store import entries as kept
from tracker.store import proposals
from tracker.store import sources as sources_kept
from tracker.store.questions import counts

CITATIONS_A_PAGE = 500
PLACE = "c.passage_start IS NULL, c.passage_start, c.passage_end DESC"
CITED = f"""
SELECT c.agreement, c.event, c.passage_start, c.passage_end, c.quote, c.stance, c.says, c.note
FROM citations c WHERE c.source = :source AND c.recorded_at <= :known {{where}}
ORDER BY {PLACE}, c.agreement, c.event, c.citation LIMIT :most OFFSET :skip
"""
NUMBER = """
SELECT count(*) AS citations FROM citations c
WHERE c.source = :source AND c.recorded_at <= :known {where}
"""
COUNTING = f"""
SELECT e.agreement, e.event FROM events e
WHERE (e.agreement, e.event) IN :pairs AND {counts("e")}
"""
BEGINNING_SO = "SELECT source FROM sources WHERE substr(source, 1, :length) = :start"
ONE = f"SELECT {sources_kept.COLUMNS} FROM sources WHERE source = :source"


@dataclass(slots=True)
class Place:
    """A passage, and what rests on it.

    Attributes:
        number: of the passage in the text; 0 where the text is not shown or has no such place.
        anchor: where links to it lead.
    """

    start: int | None
    end: int | None
    number: int
    anchor: str
    quote: str = ""
    resting: list[Row] = field(default_factory=list)


def source_page(view: View, name: str, number: str = "1") -> Row | None:
    """All that a page of a source shows; the text stands on the first."""
    source = _source(view, name)
    if source is None:
        return None
    items = number_of_citations(view, source.ref)
    shown = pager(addresses.source(source.ref), int(number), items, CITATIONS_A_PAGE)
    if not source_list.has(view, source.ref) or shown["number"] > shown["count"]:
        return None
    is_first = shown["number"] == 1
    found = _cited(view, source, shown["number"])
    if is_first:
        found += _proposed(view, source)
    text = (source.content or "") if view.site.texts and is_first else ""
    passages = numbered((span for span, _ in found if span), len(text))
    return {
        "source": _about(view, source),
        "text": _marked(text, passages),
        "is_left_out": source.content is not None and not view.site.texts,
        "places": _places(found, passages, source.content if view.site.texts else ""),
        "pager": shown,
    }


def number_of_citations(view: View, ref: str) -> int:
    """How many passages of a source are cited on this site."""
    where, values = _where(view)
    known = view.asked.values["known"]
    [row] = view.reader.rows(NUMBER.format(where=where), source=ref, known=known, **values)
    return int(row["citations"])


def _source(view: View, name: str) -> Source | None:
    """The source whose page has that name."""
    ref = addresses.beginning_of(name)
    if "\0" in ref:
        # Postgres takes no such text, and no key holds it.
        return None
    if ref and addresses.DIGEST in name:
        found = view.reader.tuples(BEGINNING_SO, start=ref, length=len(ref))
        ref = next((each for (each,) in found if addresses.named(each) == name), "")
    rows = view.reader.rows(ONE, source=ref) if addresses.named(ref) == name else []
    return sources_kept.source_of_row(rows[0]) if rows else None


def _about(view: View, source: Source) -> Row:
    published = source.published.text if source.published else None
    return {
        "ref": source.ref,
        "name": source.title or source.url or source.ref,
        "publisher": source.publisher,
        "published": view.telling.day(published),
        "language": source.language,
        "sha256": source.sha256,
        "url": source.url,
        "address": web_address(source.url),
        "is_kept": source.content is not None,
    }


Span = tuple[int, int] | None
Found = list[tuple[Span, Row]]


def _cited(view: View, source: Source, number: int) -> Found:
    where, values = _where(view)
    known = view.asked.values["known"]
    rows = view.reader.rows(
        CITED.format(where=where),
        source=source.ref,
        known=known,
        most=CITATIONS_A_PAGE,
        skip=(number - 1) * CITATIONS_A_PAGE,
        **values,
    )
    pairs = sorted({(row["agreement"], row["event"]) for row in rows})
    events = {row["event"]: row for row in view.reader.rows(kept.OF_PAIRS, pairs=pairs)}
    counting = {row["event"] for row in view.reader.rows(COUNTING, known=known, pairs=pairs)}
    view.agreement_names(agreement for agreement, _ in pairs)
    return [
        (_span(row), _resting(view, row, events[row["event"]], row["event"] in counting))
        for row in rows
    ]


def _resting(view: View, row: Row, event: Row, counts_still: bool) -> Row:
    shown = view.event({**event, "event": short(event["event"])})
    return {
        **{key: shown[key] for key in ("path", "says", "on", "is_exact", "agreement_name")},
        "stance": row["stance"],
        "quote": row["quote"],
        "told": row["says"],
        "note": row["note"],
        "counts": counts_still,
        "score": None,
    }


def _proposed(view: View, source: Source) -> Found:
    found = [each for each in proposals.of_source(view.reader, source.ref) if each.is_undecided]
    codes = {code for each in found for code in countries_of(each.proposal)}
    names = {code: view.countries.get(code, code) for code in codes}
    return [
        (
            (each.proposal.start, each.proposal.end),
            {
                "path": None,
                "says": proposed_sentence(each.proposal, names),
                "score": each.proposal.score,
                "quote": each.proposal.quote,
                "counts": True,
            },
        )
        for each in found
    ]


def _places(found: Found, passages: Sequence[Passage], text: str | None) -> list[Place]:
    """What rests on the source, by passage; under no passage what has none."""
    numbers = {(each.start, each.end): each.number for each in passages}
    places: dict[Span, Place] = {}
    for span, resting in found:
        start, end = span or (None, None)
        if span not in places:
            anchor = addresses.passage(*span) if span else ""
            place = Place(start, end, numbers.get(span, 0) if span else 0, anchor)
            place.quote = (text or "")[start:end] if span else ""
            places[span] = place
        place = places[span]
        place.quote = place.quote or (resting["quote"] if span else "") or ""
        place.resting.append(resting)
    return sorted(places.values(), key=_order)


def _order(place: Place) -> tuple[bool, int, int]:
    return place.start is None, place.start or 0, -(place.end or 0)


def _marked(text: str, passages: Sequence[Passage]) -> list[Row]:
    """The text in pieces, each with the passages that begin with it."""
    of_number = {each.number: each for each in passages}
    return [
        {
            "text": text[piece.start : piece.end],
            "is_marked": bool(piece.inside),
            "opens": [
                {"number": n, "anchor": addresses.passage(of_number[n].start, of_number[n].end)}
                for n in piece.opens
            ],
        }
        for piece in (pieces(passages, 0, len(text)) if text else ())
    ]


def _where(view: View) -> tuple[str, Row]:
    if view.site.agreements is None:
        return "", {}
    return "AND c.agreement IN :agreements", {"agreements": view.site.agreements}


def _span(row: Row) -> Span:
    start, end = row["passage_start"], row["passage_end"]
    return None if start is None or end is None else (start, end)
