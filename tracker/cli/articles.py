"""Texts with their passages marked: in colour on a terminal, with marks in brackets elsewhere."""

from collections.abc import Sequence

from tracker.cli.passages import is_coloured
from tracker.cli.safety import one_line, visible
from tracker.domain.passages import Piece, paragraph, pieces
from tracker.services.annotated import Annotated, Cited, Hanging, Place
from tracker.services.naming import short
from tracker.services.proposed import sentence as proposed_sentence
from tracker.services.sentences import sentence

Names = dict[str, str]

PLAIN = "\x1b[0m"
MARK = "\x1b[2m"
CITED, DISPUTED, PROPOSED, SEVERAL = "\x1b[30;42m", "\x1b[30;41m", "\x1b[30;43m", "\x1b[30;46m"
"""Colours of a passage: supported by it, disputed, only proposed, and of several at once."""

OPEN, CLOSE = ">>>", "<<<"
"""Around a single passage where there is no colour."""


def in_paragraph(text: str, start: int, end: int) -> str:
    """A passage, marked in the paragraph in which it stands."""
    found = paragraph(text, start, end)
    before, quote, after = (
        _safe(part) for part in (text[found.start : start], text[start:end], text[end : found.end])
    )
    first, last = (PROPOSED, PLAIN) if is_coloured() else (OPEN, CLOSE)
    dots = "… " if found.is_cut_before else ""
    return f"{dots}{before.lstrip()}{first}{quote}{last}{after.rstrip()}" + (
        " …" if found.is_cut_after else ""
    )


def rendered(article: Annotated, names: Names) -> list[str]:
    """The lines of a text with its passages marked, and below what hangs on each.

    Arguments:
        names: of countries, by code.
    """
    text, is_bright = article.source.content or "", is_coloured()
    places = {each.number: each for each in article.places if each.number}
    painted = "".join(
        _painted(piece, places, text, is_bright=is_bright)
        for piece in pieces(article.passages, 0, len(text))
    )
    lines = painted.strip("\n").split("\n") if painted.strip() else []
    notes = [line for each in places.values() for line in _note(each, names)]
    return [*lines, "", *notes] if notes else lines


def unplaced(article: Annotated, names: Names) -> list[str]:
    """Lines about what is cited of a source as a whole."""
    hanging = (each for place in article.places if not place.number for each in place.hanging)
    return [f"[-] {_told(each, names)}" for each in hanging]


def _painted(piece: Piece, places: dict[int, Place], text: str, *, is_bright: bool) -> str:
    words = _safe(text[piece.start : piece.end])
    opens = "".join(f"[{number}]" for number in piece.opens)
    closes = "".join(f"[/{number}]" for number in piece.closes)
    if not is_bright:
        return f"{opens}{words}{closes}"
    colour = _colour([places[number] for number in piece.inside])
    if colour:
        # Line by line, or a terminal paints the rest of the line as well.
        words = "\n".join(f"{colour}{line}{PLAIN}" if line else "" for line in words.split("\n"))
    return f"{_dim(opens)}{words}{_dim(closes)}"


def _dim(marks: str) -> str:
    return f"{MARK}{marks}{PLAIN}" if marks else ""


def _colour(places: Sequence[Place]) -> str:
    if len(places) > 1:
        return SEVERAL
    if not places:
        return ""
    if places[0].is_disputing:
        return DISPUTED
    return PROPOSED if places[0].is_proposed else CITED


def _note(place: Place, names: Names) -> list[str]:
    first, *others = [_told(each, names) for each in place.hanging]
    mark = f"[{place.number}] "
    return [f"{mark}{first}", *(" " * len(mark) + each for each in others)]


def _told(hanging: Hanging, names: Names) -> str:
    if isinstance(hanging, Cited):
        return one_line(_told_event(hanging, names))
    ref, proposal = short(hanging.ref), hanging.proposal
    words = proposed_sentence(proposal, names)
    return one_line(f"proposed {ref} ({proposal.score:.2f}, undecided): {words}")


def _told_event(cited: Cited, names: Names) -> str:
    citation, entry = cited.citation, cited.entry
    gone = "" if cited.counts else ", which counts no more"
    says = f' ("{citation.says}")' if citation.says else ""
    words = sentence(entry.event, names)
    return f"{citation.stance} {short(entry.ref)}{gone}{says}: {words}"


def _safe(text: str) -> str:
    return visible(text.replace("\r\n", "\n"))
