"""The page of a source: its text with every passage that is cited, and what rests on each."""

from collections.abc import Iterator, Sequence
from itertools import chain

from tracker.domain.passages import Piece, in_paragraphs
from tracker.domain.plain import web_address
from tracker.domain.sources import Source
from tracker.services.annotated import Annotated, Cited, Hanging, Place, annotated
from tracker.services.naming import short
from tracker.services.proposed import sentence as proposed_sentence
from tracker.services.reply import Row
from tracker.services.site import addresses, source_list
from tracker.services.site.listing import pager
from tracker.services.site.site import View
from tracker.store import sources as kept

CITATIONS_A_PAGE = 500
BEGINNING_SO = "SELECT source FROM sources WHERE substr(source, 1, :length) = :start"
ONE = f"SELECT {kept.COLUMNS} FROM sources WHERE source = :source"


def source_page(view: View, name: str, number: str = "1") -> Row | None:
    """All that a page of a source shows; the text stands on the first."""
    source = _source(view, name)
    if source is None:
        return None
    items = number_of_citations(view, source.ref)
    shown = pager(addresses.source(source.ref), int(number), items, CITATIONS_A_PAGE)
    if not source_list.has(view, source.ref) or shown["number"] > shown["count"]:
        return None
    found = annotated(
        view.reader,
        source,
        known=view.asked.known,
        agreements=view.site.agreements,
        skip=(shown["number"] - 1) * CITATIONS_A_PAGE,
        most=CITATIONS_A_PAGE,
    )
    content = (source.content or "") if view.site.texts else ""
    is_marked = bool(content) and shown["number"] == 1
    text = list(_text(found, content)) if is_marked else []
    return {
        "source": _about(view, source),
        "text": text,
        "legend": sorted({look for piece in chain(*text) for look in piece["looks"]}),
        "is_left_out": source.content is not None and not view.site.texts,
        "places": _places(view, found, content, is_marked=is_marked),
        "pager": shown,
    }


def number_of_citations(view: View, ref: str) -> int:
    """How many passages of a source are cited on this site."""
    site = view.site
    return kept.number_cited(view.reader, ref, known=site.asked.known, agreements=site.agreements)


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
    return kept.source_of_row(rows[0]) if rows else None


def _about(view: View, source: Source) -> Row:
    published = source.published.text if source.published else None
    return {
        "name": source.title or source.url or source.ref,
        "publisher": source.publisher,
        "published": view.telling.day(published),
        "language": source.language,
        "sha256": source.sha256,
        "url": source.url,
        "address": web_address(source.url),
    }


def _text(found: Annotated, text: str) -> Iterator[list[Row]]:
    """The paragraphs of a text in pieces, each with the passages that it belongs to."""
    cut = in_paragraphs(found.passages, text)
    crowds = [each.inside for each in chain.from_iterable(cut) if len(each.inside) > 1]
    shared = frozenset[int]().union(*crowds)
    places = {each.number: each for each in found.places if each.number}
    for paragraph in cut:
        end = paragraph[0].start + len(text[paragraph[0].start : paragraph[-1].end].rstrip())
        yield [
            _piece(each, text[each.start : min(each.end, end)], places, shared)
            for each in paragraph
        ]


def _piece(piece: Piece, text: str, places: dict[int, Place], shared: frozenset[int]) -> Row:
    """A piece of a text.

    Arguments:
        shared: the passages of which another has a part, so that their ends have to be told.
    """
    inside = [places[number] for number in sorted(piece.inside)]
    return {
        "text": text,
        "opens": [{"number": number, "anchor": _anchor(places[number])} for number in piece.opens],
        "closes": [number for number in piece.closes if number in shared],
        "inside": [each.number for each in inside],
        "innermost": piece.innermost,
        "looks": _looks(inside),
    }


def _looks(inside: Sequence[Place]) -> list[str]:
    """What is special about a piece that belongs to some passages."""
    looks = {
        "shared": len(inside) > 1,
        "proposed": bool(inside) and all(each.is_proposed for each in inside),
        "disputing": any(each.is_disputing for each in inside),
    }
    return [name for name, is_so in looks.items() if is_so]


def _places(view: View, found: Annotated, text: str, *, is_marked: bool) -> list[Row]:
    """What rests on the source, by passage.

    Arguments:
        is_marked: whether the passages have their numbers in a text that is shown.
    """
    hanging = [each for place in found.places for each in place.hanging]
    view.agreement_names(each.entry.event.agreement for each in hanging if isinstance(each, Cited))
    return [
        {
            "start": place.span[0] if place.span else None,
            "end": place.span[1] if place.span else None,
            "number": place.number if is_marked else 0,
            "anchor": _anchor(place),
            "quote": _quote(place, text),
            "resting": [_resting(view, each) for each in place.hanging],
        }
        for place in found.places
    ]


def _anchor(place: Place) -> str:
    return addresses.passage(*place.span) if place.span else ""


def _quote(place: Place, text: str) -> str:
    """The words of a passage; those of its citations, where the text does not have them."""
    if place.span is None:
        return ""
    return text[slice(*place.span)] or next(filter(None, map(_cited_words, place.hanging)), "")


def _cited_words(hanging: Hanging) -> str:
    return (hanging.citation if isinstance(hanging, Cited) else hanging.proposal).quote


def _resting(view: View, hanging: Hanging) -> Row:
    if not isinstance(hanging, Cited):
        return {
            "path": None,
            "says": proposed_sentence(hanging.proposal, view.countries, view.voice.wording),
            "score": hanging.proposal.score,
        }
    event, citation = hanging.entry.event, hanging.citation
    shown = view.event(
        {
            "agreement": event.agreement,
            "event": short(hanging.entry.ref),
            "kind": event.kind,
            "date": event.date.text,
            "country": event.country,
            "speaker": event.speaker,
        }
    )
    return {
        **{key: shown[key] for key in ("path", "says", "on", "is_exact", "agreement_name")},
        "stance": citation.stance.value,
        "quote": citation.quote,
        "told": citation.says,
        "note": citation.note,
        "counts": hanging.counts,
    }
