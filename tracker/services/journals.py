"""The journal of a ledger: everything in it, line by line; and the journals that lie in files."""

import gzip
import shutil
import sys
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, cast

from tracker.data import read_countries, read_country_names
from tracker.domain import kept
from tracker.domain.kept import Record
from tracker.errors import UsageError
from tracker.exchange.journal_lines import is_header, lines, read_lines
from tracker.store import recounting
from tracker.store.reader import Reader

STDIN = "-"
GZIP = b"\x1f\x8b"


class UnreadableJournalError(UsageError):
    """A journal that cannot be opened or unpacked."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name} cannot be read ({why}); check its name and fetch it again")


@cache
def shipped() -> recounting.Shipped:
    """The records of countries that come with tracker, which no journal repeats."""
    countries = [
        {
            "country": each.code,
            "kind": each.kind.value,
            "alpha3": each.alpha3,
            "valid_from": each.valid_from,
            "valid_until": each.valid_until,
        }
        for each in read_countries()
    ]
    names = [
        {"country": e.code, "language": e.language, "kind": e.kind.value, "name": e.name}
        for e in read_country_names()
    ]
    return {
        kept.COUNTRY.name: {kept.COUNTRY.key_of(each): each for each in countries},
        kept.COUNTRY_NAME.name: {kept.COUNTRY_NAME.key_of(each): each for each in names},
    }


def records_of(reader: Reader) -> Iterator[Record]:
    """Every record of a ledger that its journal holds, in order."""
    return recounting.everything(reader, shipped())


def journal_of(reader: Reader) -> Iterator[str]:
    """The journal of a ledger, line by line."""
    return lines(records_of(reader))


def digest_of(reader: Reader) -> tuple[dict[str, int], str]:
    """How many records of each sort a ledger keeps, and the SHA-256 of its journal."""
    counts = dict.fromkeys(kept.BY_NAME, 0)
    digest = sha256()

    def counted() -> Iterator[Record]:
        for record in records_of(reader):
            counts[record.sort.name] += 1
            yield record

    for line in lines(counted()):
        digest.update(f"{line}\n".encode())
    return counts, digest.hexdigest()


def is_journal(name: str) -> bool:
    """Whether a file is a journal of lines, plain or packed; by its first line, not by its name.

    Of stdin, which can be read once, it looks at what has come so far.
    """
    if name == STDIN:
        peek = getattr(sys.stdin.buffer, "peek", None)
        return peek is not None and is_header(_start(peek()))
    try:
        with _unpacked(Path(name).open("rb")) as stream:
            return is_header(stream.readline(1_000))
    except (OSError, EOFError, zlib.error):
        return False


def _start(begun: bytes) -> bytes:
    """The first bytes of something of which only some have come, plain or packed."""
    if not begun.startswith(GZIP):
        return begun
    try:
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(begun, 1_000)
    except zlib.error:
        return b""


@contextmanager
def opened(source: str | Path | IO[bytes]) -> Iterator["JournalFile"]:
    """A journal that can be read more than once; what comes on a pipe goes to the disk first.

    Arguments:
        source: a path, ``-`` for stdin, or a stream of bytes.

    Raises:
        UnreadableJournalError: it is not there.
    """
    with ExitStack() as held:
        if isinstance(source, str | Path) and str(source) != STDIN:
            path = Path(source)
            try:
                stream: IO[bytes] = held.enter_context(path.open("rb"))
            except OSError as error:
                raise UnreadableJournalError(path.name, error.strerror or str(error)) from error
            yield JournalFile(path.name, stream)
            return
        piped = sys.stdin.buffer if isinstance(source, str | Path) else source
        spooled = held.enter_context(tempfile.TemporaryFile())
        shutil.copyfileobj(piped, spooled)
        yield JournalFile("stdin", cast("IO[bytes]", spooled))


class JournalFile:
    """A journal in a file.

    Attributes:
        name: for sentences.
    """

    def __init__(self, name: str, stream: IO[bytes]) -> None:
        self.name = name
        self._stream = stream

    def records(self) -> Iterator[Record]:
        """Its records, from the first on.

        Raises:
            BadLine: a line is no record.
            UnreadableJournalError: it is packed, and damaged.
        """
        self._stream.seek(0)
        try:
            # Nothing closes the stream: it may be read again.
            yield from read_lines(self.name, _unpacked(self._stream))
        except (OSError, EOFError, zlib.error) as error:
            raise UnreadableJournalError(self.name, str(error)) from error


def _unpacked(stream: IO[bytes]) -> Any:
    start = stream.read(2)
    stream.seek(0)
    return gzip.GzipFile(fileobj=stream) if start == GZIP else stream
