"""From the bytes of a file to a text whose passages can be cited by place.

A text is kept as it is: its line ends, its spaces and its forms of letters. A mark of the byte
order is the first character of a text in UTF-8, for so is the file read by all who count in it;
of UTF-16 it only says how to read. Of a page what is kept, and cited, is the article in it.
"""

import codecs
import re
from dataclasses import dataclass

from tracker.errors import UsageError
from tracker.ingest.pages import Page, read_page

LARGEST_FILE = 20_000_000
"""Bytes; a page with all that it carries has a few millions."""

LONGEST_TEXT = 500_000
"""Characters; a long report has some ten thousands."""

PAGES = (".html", ".htm", ".xhtml")
TEXTS = (".txt", ".text", ".md")

_BEGINS_AS_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,500}-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE,
)
_CHARSET = re.compile(
    rb"""<meta[^>]{0,500}?charset\s*=\s*["']?\s*([a-z0-9_:.-]{1,40})""", re.IGNORECASE
)
_HEAD = 4096
_OTHERS = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "an archive or an office document",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"{\\rtf": "a document in RTF",
    b"\x1f\x8b": "compressed",
}
_ENCODINGS = frozenset(
    {"ascii", "big5", "euc_jp", "euc_kr", "gb18030", "gb2312", "gbk", "koi8-r", "koi8-u"}
    | {"mac-roman", "shift_jis", "utf-8"}
    | {f"cp125{number}" for number in range(9)}
    | {f"iso8859-{number}" for number in range(1, 17)}
)
"""Those that a page may declare; Python knows others, some of which are no encodings of text."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text, and what its page says of it; of a plain text nothing is said.

    Attributes:
        published: a day, as the page's own markup tells it.
    """

    text: str
    title: str = ""
    publisher: str = ""
    url: str | None = None
    language: str = ""
    published: str | None = None


class UnreadableError(UsageError):
    """A file that is no text, or none that can be read.

    Arguments:
        name: of the file.
        why: what is wrong with it, and the way out.
    """

    kind = "unreadable"

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name} {why}", file=name)


class BinaryError(UnreadableError):
    """A file with a null character, which no text has."""

    def __init__(self, name: str, null: int) -> None:
        super().__init__(
            name,
            f"is no text, or UTF-16 without its mark (a null character at {null}); "
            "save it as UTF-8",
        )


def read_document(raw: bytes, name: str) -> Document:
    """Read the bytes of a text or a page.

    Arguments:
        name: of the file, for its ending and for messages.

    Raises:
        UnreadableError: they are neither, or more than is read.
    """
    if len(raw) > LARGEST_FILE:
        raise UnreadableError(
            name, f"has more than {LARGEST_FILE // 1_000_000} MB; ingest the article alone"
        )
    for start, what in _OTHERS.items():
        if raw.startswith(start):
            raise UnreadableError(
                name, f"is {what} and no plain text; save its text as UTF-8 and ingest that"
            )
    is_wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    head = raw[:_HEAD].decode("utf-16" if is_wide else "utf-8-sig", "replace")
    if name.lower().endswith(PAGES) or _BEGINS_AS_PAGE.match(head):
        document = _article(raw, "utf-16" if is_wide else _declared(raw, name), name)
    else:
        document = Document(_decoded(raw, "utf-16" if is_wide else "utf-8", name))
    return _checked(document, name)


def _article(raw: bytes, encoding: str, name: str) -> Document:
    """The article of a page; bytes in no encoding may stand beside it, but not in it."""
    page = read_page(raw.decode(encoding, "replace"))
    if isinstance(page, str):
        raise UnreadableError(name, page)
    if "\ufffd" in page.text:
        _decoded(raw, encoding, name)
    return _document(page)


def _document(page: Page) -> Document:
    return Document(page.text, page.title, page.publisher, page.url, page.language, page.published)


def _declared(raw: bytes, name: str) -> str:
    """The encoding that a page declares; as on the web, Latin-1 means windows-1252."""
    found = _CHARSET.search(raw[:_HEAD])
    if raw.startswith(codecs.BOM_UTF8) or found is None:
        return "utf-8"
    label = found[1].decode("ascii")
    try:
        encoding = codecs.lookup(label).name
    except LookupError:
        encoding = ""
    if label.lower().startswith("utf-16"):
        return "utf-8"
    if encoding not in _ENCODINGS:
        raise UnreadableError(name, f'declares the charset "{label}"; save it as UTF-8')
    return "cp1252" if encoding in ("ascii", "iso8859-1") else encoding


def _decoded(raw: bytes, encoding: str, name: str) -> str:
    if encoding != "utf-16" and (null := raw.find(b"\0")) >= 0:
        raise BinaryError(name, null)
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(
            name,
            f"is no text in {encoding.upper()} (the byte {raw[error.start]:#04x} at "
            f"{error.start}); save it as UTF-8, for instance with: "
            "iconv -f windows-1252 -t utf-8",
        ) from error


def _checked(document: Document, name: str) -> Document:
    """The document, if its text is one that can be kept and read in bounded time."""
    text = document.text
    if (null := text.find("\0")) >= 0:
        raise BinaryError(name, null)
    if not text.strip("\ufeff \t\r\n"):
        raise UnreadableError(name, "holds no text; look whether it is the right file")
    if len(text) > LONGEST_TEXT:
        raise UnreadableError(
            name,
            f"holds {len(text)} characters, and no more than {LONGEST_TEXT} are read at once; "
            "split it",
        )
    return document
