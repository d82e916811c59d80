"""The pages of the site, live: each is made when it is asked for, as `tracker report` makes it."""

from dataclasses import dataclass
from datetime import date

from tracker.domain.dates import PartialDate
from tracker.services import site
from tracker.services.asking import Asked
from tracker.store.reader import Reader
from tracker.views.site.words import words_of

FRONT = "index.html"
HTML = "text/html; charset=utf-8"
MEDIA = {
    "html": HTML,
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xml": "application/atom+xml; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
}
OTHER = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Look:
    """How the pages look.

    Attributes:
        title: at the top of every page; None means that of the site.
        language: of the words around what the ledger says.
        texts: whether the texts of sources are shown.
    """

    title: str | None = None
    language: str = "en"
    texts: bool = True


def checked(look: Look) -> Look:
    """The same look, if the site has words in its language.

    Raises:
        NoWordsError: it has none.
    """
    words_of(look.language)
    return look


def page_at(path: str, look: Look, today: date, reader: Reader) -> bytes | None:
    """What stands at a path; None where nothing does.

    Arguments:
        path: from the top of the site, without its first slash; nothing is the front page.
    """
    return site.rendered(reader, _site(look, today, reader), path or FRONT)


def missing_page(path: str, look: Look, today: date, reader: Reader) -> bytes:
    """What is shown at a path where nothing stands."""
    return site.missing(reader, _site(look, today, reader), path)


def media_of(path: str) -> str:
    """The media type of what stands at a path."""
    return MEDIA.get((path or FRONT).rpartition(".")[2], OTHER)


def _site(look: Look, today: date, reader: Reader) -> site.Site:
    return site.site_of(
        reader,
        (),
        title=look.title,
        language=look.language,
        asked=Asked(PartialDate.day(today)),
        texts=look.texts,
    )
