"""Files as they come: plain, packed with gzip, or in a zip; or whatever stands on stdin.

What is given out is a stream of bytes with the name of the table in it. A packed file that grows
beyond all measure is refused before it fills the disk or the memory.
"""

import gzip
import io
import sys
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, cast

from tracker.errors import UsageError

STDIN = "-"
SPOOLED = 8 << 20
"""So many bytes of stdin are kept in memory; what comes beyond goes to a temporary file."""

UNPACKED_RATIO = 1_000
"""A table of text shrinks to a hundredth at best; a bomb shrinks to a thousandth."""

UNPACKED_FREELY = 64 << 20
TAR_SIGN = slice(257, 262)
"""Where a tar archive says that it is one."""

TABLES = (".csv", ".tsv", ".tab", ".ndjson", ".jsonl", ".xlsx")


class UnreadableFileError(UsageError):
    """A file that cannot be opened or unpacked."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name} {why}", file=name)


@dataclass(frozen=True, slots=True)
class File:
    """A file that is open.

    Attributes:
        name: of the table in it, without the ending of its packing.
        sha256: of the table's own bytes where it is plain, else of the packed file.
        size: of the bytes on the disk, for a progress bar.
        position: how many of them are read.
    """

    name: str
    stream: IO[bytes]
    sha256: str
    size: int
    raw: IO[bytes]

    @property
    def position(self) -> int:
        """How many bytes of the file on the disk are read."""
        return self.raw.tell()


@contextmanager
def opened(name: str) -> Iterator[Iterator[File]]:
    """The tables in a file, one after another; a plain file is one.

    Arguments:
        name: a path, or ``-`` for stdin.

    Raises:
        UnreadableFileError: it is not there, or is packed in a way that cannot be undone.
    """
    with _raw(name) as raw:
        fingerprint, size = _fingerprint(raw)
        try:
            yield _tables(Path(name).name if name != STDIN else "stdin", raw, fingerprint, size)
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
            raise _damaged(name, error) from error


def _fingerprint(raw: IO[bytes]) -> tuple[str, int]:
    """The SHA-256 of a file and its size; it stands at its beginning again."""
    digest, size = sha256(), 0
    while chunk := raw.read(1 << 20):
        digest.update(chunk)
        size += len(chunk)
    raw.seek(0)
    return digest.hexdigest(), size


@contextmanager
def _raw(name: str) -> Iterator[IO[bytes]]:
    if name == STDIN:
        with SpooledTemporaryFile(SPOOLED) as spool:
            while chunk := sys.stdin.buffer.read(1 << 20):
                spool.write(chunk)
            spool.seek(0)
            yield cast("IO[bytes]", spool)
        return
    try:
        file = Path(name).open("rb")  # noqa: SIM115 - closed below
    except OSError as error:
        why = f"cannot be read ({error.strerror}); check its name and its permissions"
        raise UnreadableFileError(name, why) from error
    with file:
        yield file


def _tables(name: str, raw: IO[bytes], fingerprint: str, size: int) -> Iterator[File]:
    start = raw.read(4)
    raw.seek(0)
    if start[:2] == b"\x1f\x8b":
        with gzip.open(raw) as packed:
            stream = io.BufferedReader(_Bounded(cast("IO[bytes]", packed), size, name))
            if stream.peek(TAR_SIGN.stop)[TAR_SIGN] == b"ustar":
                raise UnreadableFileError(name, "is a tar archive; unpack it, or pack it as .zip")
            yield File(name.removesuffix(".gz"), stream, fingerprint, size, raw)
    elif start == b"PK\x03\x04" and not name.casefold().endswith(".xlsx"):
        yield from _members(name, raw, fingerprint, size)
    else:
        yield File(name, raw, fingerprint, size, raw)


def _members(name: str, raw: IO[bytes], fingerprint: str, size: int) -> Iterator[File]:
    with zipfile.ZipFile(raw) as archive:
        members = [m for m in archive.infolist() if m.filename.casefold().endswith(TABLES)]
        if not members:
            why = f"holds no table; pack into it files that end in {', '.join(TABLES)}"
            raise UnreadableFileError(name, why)
        for member in members:
            if member.flag_bits & 1:
                raise UnreadableFileError(name, "is encrypted; unpack it first")
            with archive.open(member) as packed:
                stream = io.BufferedReader(_Bounded(packed, member.compress_size, name))
                yield File(Path(member.filename).name, stream, fingerprint, size, raw)


class _Bounded(io.RawIOBase):
    """A packed stream that gives out no more than a table can hold."""

    def __init__(self, stream: IO[bytes], packed: int, name: str) -> None:
        self._stream = stream
        self._left = max(UNPACKED_FREELY, packed * UNPACKED_RATIO)
        self._name = name

    def readable(self) -> bool:
        """It is read from."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill a buffer; how much of it is filled."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        chunk = self._stream.read(len(view))
        self._left -= len(chunk)
        if self._left < 0:
            why = "unpacks to more than a table can hold; unpack it yourself, if it is right"
            raise UnreadableFileError(self._name, why)
        view[: len(chunk)] = chunk
        return len(chunk)


def _damaged(name: str, error: Exception) -> UnreadableFileError:
    return UnreadableFileError(name, f"cannot be unpacked ({error}); fetch it anew")
