"""Sources: the documents that events are cited from."""

import re
from dataclasses import dataclass
from hashlib import sha256

from tracker.domain.dates import PartialDate
from tracker.domain.events import Citation, digest
from tracker.errors import RefusedError, UsageError

PASSAGE = re.compile(r"(\d{1,9})\s*-\s*(\d{1,9})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Source:
    """A document.

    Attributes:
        ref: its key, a slug or made from its URL.
        title: what it is, in the words of whoever recorded it.
        sha256: of the file's bytes, which proves that a text that is attached is this one.
        content: its text, where a user has attached it.
    """

    ref: str
    url: str | None = None
    title: str = ""
    publisher: str = ""
    language: str = ""
    published: PartialDate | None = None
    sha256: str | None = None
    content: str | None = None


class BadPassage(UsageError):
    """A passage that is not written START-END, or lies outside the text."""

    def __init__(self, passage: str, why: str) -> None:
        super().__init__(
            f'the passage "{passage}" {why}; write the first code point and the one after the '
            "last, such as 59-157",
            passage=passage,
        )


class NoTextError(RefusedError):
    """The text of a source is needed and not there."""

    def __init__(self, ref: str) -> None:
        super().__init__(
            f"the text of {ref} is not attached, so a passage of it cannot be read; "
            f"run: tracker sources attach {ref} FILE",
            source=ref,
        )


class NotInTextError(RefusedError):
    """A quote that the source does not hold exactly once."""

    def __init__(self, ref: str, times: int) -> None:
        super().__init__(
            f"the quote stands {times} times in the text of {ref}; "
            "copy it exactly, or name its place with --passage START-END",
            source=ref,
            times=times,
        )


class DifferentTextError(RefusedError):
    """A file that is not the source, or a passage that is not the one that was cited."""

    def __init__(self, ref: str, what: str) -> None:
        super().__init__(
            f"{what} differs from what is recorded of {ref}, so nothing was attached; "
            "attach the very file that was cited",
            source=ref,
        )


def source_of(url: str) -> Source:
    """A source of which no more is known than its URL."""
    return Source(ref=digest(["source", url])[:16], url=url)


def fingerprint(passage: str) -> str:
    """The SHA-256 of a passage in UTF-8, in hexadecimal."""
    return sha256(passage.encode()).hexdigest()


def read_passage(text: str) -> tuple[int, int]:
    """The bounds of a passage that is written START-END."""
    bounds = PASSAGE.fullmatch(text.strip())
    if bounds is None:
        raise BadPassage(text, "cannot be read")
    start, end = int(bounds[1]), int(bounds[2])
    if start >= end:
        raise BadPassage(text, "ends before it starts")
    return start, end


def cite(source: Source, *, quote: str = "", passage: str = "") -> Citation:
    """A citation of a source, its passage filled in as far as the text is at hand.

    Arguments:
        quote: the words; where the text is attached they must stand in it exactly once.
        passage: START-END instead of the words, which are then taken from the text.
    """
    if passage:
        return _cite_passage(source, passage)
    if not quote:
        return Citation(source.ref)
    if source.content is None:
        return Citation(source.ref, quote=quote, sha256=fingerprint(quote))
    places = [found.start() for found in re.finditer(f"(?={re.escape(quote)})", source.content)]
    if len(places) != 1:
        raise NotInTextError(source.ref, len(places))
    [start] = places
    return Citation(source.ref, start, start + len(quote), quote, fingerprint(quote))


def check_text(source: Source, raw: bytes, cited: list[Citation]) -> str:
    """The text of a file, if it is the source and holds every passage that is cited of it.

    Raises:
        DifferentTextError: it is not, or does not.
    """
    if source.sha256 and sha256(raw).hexdigest() != source.sha256:
        raise DifferentTextError(source.ref, "the file")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DifferentTextError(source.ref, "the encoding of the file") from error
    for citation in cited:
        passage = text[citation.start : citation.end]
        is_placed = citation.start is not None and citation.sha256
        if is_placed and fingerprint(passage) != citation.sha256:
            raise DifferentTextError(
                source.ref, f"the passage {citation.start}-{citation.end} of the file"
            )
    return text


def _cite_passage(source: Source, passage: str) -> Citation:
    start, end = read_passage(passage)
    if source.content is None:
        raise NoTextError(source.ref)
    if end > len(source.content):
        raise BadPassage(passage, f"goes beyond the text, which has {len(source.content)}")
    quote = source.content[start:end]
    return Citation(source.ref, start, end, quote, fingerprint(quote))
