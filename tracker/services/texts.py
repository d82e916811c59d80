"""Texts from files, read for what they say: one, or many at once in processes of their own."""

import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path

from tracker.domain.dates import PartialDate
from tracker.errors import TrackerError, UnavailableError, UsageError
from tracker.ingest.documents import LARGEST_FILE, PAGES, TEXTS, Document, read_document
from tracker.ingest.extract import extract
from tracker.ingest.language import UnknownLanguageError, available
from tracker.ingest.reading import Article, Reading, Vocabulary
from tracker.services.cores import cores

STDIN = "-"
AUTO = "auto"
CHUNK = 10
"""Texts that a process hands over at once; about what its pipe holds."""

WORTH_A_POOL = 100
"""Fewer texts are read before other processes have started."""

Extractor = Callable[[Article, Vocabulary], Reading]
"""Whoever reads an article for what it says."""


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody says of texts; it goes before what a page says of itself.

    Attributes:
        language: a code, or ``auto``.
        extractor: who reads them.
    """

    published: PartialDate | None = None
    url: str | None = None
    publisher: str = ""
    title: str = ""
    language: str = AUTO
    extractor: Extractor = extract

    @property
    def is_asking(self) -> bool:
        """Whether somebody else is asked about each text, which takes its time."""
        return self.extractor is not extract


@dataclass(frozen=True, slots=True)
class Text:
    """A text that was read.

    Attributes:
        sha256: of the text in UTF-8, which is the file itself where that is one in UTF-8.
        published, language: with which it was read.
    """

    name: str
    document: Document
    sha256: str
    published: PartialDate | None
    language: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class Failed:
    """A file of which no text could be read, and the sentence that says why."""

    name: str
    sentence: str


class NoTextsError(UsageError):
    """A folder without a text."""

    def __init__(self, folder: str) -> None:
        endings = ", ".join((*TEXTS, *PAGES))
        super().__init__(
            f"{folder} holds no file that ends in {endings}; name the files themselves"
        )


def files_of(names: Iterable[str]) -> list[str]:
    """The files that are named, and the texts and pages in the folders that are, in order."""
    found: list[str] = []
    for name in names:
        found += _in_folder(name) if os.path.isdir(name) else [name]  # noqa: PTH112 - "-" is no path
    return list(dict.fromkeys(found))


def require_language(code: str) -> None:
    """Refuse a language of which nothing is known."""
    if code != AUTO and code not in available():
        raise UnknownLanguageError(code)


def read_file(name: str, told: Told, vocabulary: Vocabulary) -> Text:
    """Read a file; ``-`` is what comes in on stdin.

    Raises:
        UsageError: it cannot be read, or is no text.
    """
    shown = "what came in" if name == STDIN else name
    document = read_document(_bytes(name), shown)
    published = told.published
    if published is None and document.published:
        published = PartialDate.parse(document.published)
    language = told.language
    if language == AUTO and document.language and document.language in available():
        language = document.language
    return Text(
        name=name,
        document=document,
        sha256=sha256(document.text.encode()).hexdigest(),
        published=published,
        language=language,
        reading=read_text(document.text, published, language, vocabulary, told.extractor),
    )


def read_text(
    text: str,
    published: PartialDate | None,
    language: str,
    vocabulary: Vocabulary,
    extractor: Extractor = extract,
) -> Reading:
    """What a text says. A day that is in doubt leaves relative dates as open as none."""
    return extractor(Article(text, day_of(published), language), vocabulary)


def day_of(published: PartialDate | None) -> date | None:
    """The day from which relative dates can be counted, if it is one day."""
    return published.earliest if published and published.is_exact else None


def read_files(
    names: Sequence[str], told: Told, vocabulary: Vocabulary, *, jobs: int | None = None
) -> Iterator[Text | Failed]:
    """Read many files, in their order; one that cannot be read stops none of the others.

    Arguments:
        jobs: how many processes read at the same time; one for each core, if it is None.
    """
    jobs = jobs or cores()
    if jobs == 1 or len(names) < WORTH_A_POOL or told.is_asking:
        for name in names:
            yield _tried(name, told, vocabulary)
        return
    from tracker.services.processes import in_processes  # noqa: PLC0415 - for many texts

    chunks = [names[at : at + CHUNK] for at in range(0, len(names), CHUNK)]
    work = partial(_read_chunk, told=told, vocabulary=vocabulary)
    for read in in_processes(work, chunks, jobs):
        yield from read


def _read_chunk(names: Sequence[str], told: Told, vocabulary: Vocabulary) -> list[Text | Failed]:
    return [_tried(name, told, vocabulary) for name in names]


def _tried(name: str, told: Told, vocabulary: Vocabulary) -> Text | Failed:
    try:
        return read_file(name, told, vocabulary)
    except UnavailableError:
        raise
    except TrackerError as error:
        return Failed(name, error.sentence)
    except Exception as error:  # noqa: BLE001 - one text stops none of the others
        return Failed(
            name,
            f"{name} could not be read ({type(error).__name__}: {error}); "
            "this is a fault of tracker, please report it",
        )


def _in_folder(folder: str) -> list[str]:
    found = [
        str(Path(root, name))
        for root, folders, names in os.walk(folder)
        for name in names
        if name.lower().endswith((*TEXTS, *PAGES)) and not name.startswith(".")
        # Neither a pipe, on which one would wait for ever, nor a link to somewhere else.
        if stat.S_ISREG(os.lstat(Path(root, name)).st_mode)
    ]
    if not found:
        raise NoTextsError(folder)
    return sorted(found)


def _bytes(name: str) -> bytes:
    """The bytes of a file, and no more than are needed to see that they are too many."""
    if name == STDIN:
        return sys.stdin.buffer.read(LARGEST_FILE + 1)
    try:
        with Path(name).open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise UsageError(
            f"{name} cannot be read ({why}); check its name and permissions"
        ) from error
