"""Files that appear whole or not at all."""

import gzip
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from tracker.errors import RefusedError, UsageError

PACKED = ".gz"


class NotWritableError(UsageError):
    """A file that cannot be made."""

    def __init__(self, path: Path, error: OSError) -> None:
        why = error.strerror or type(error).__name__
        super().__init__(f"{path} cannot be written ({why}); check the folder and its permissions")


class ThereAlreadyError(RefusedError):
    """A file that is there and is not to be lost."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is there already; name another file, or replace it with --force")


def made(path: Path, fill: Callable[[Path], None], *, may_replace: bool = True) -> None:
    """Let a file be filled under another name, and put it in its place when it is whole.

    Arguments:
        fill: writes the file; nothing is left of it if it raises.

    Raises:
        ThereAlreadyError: there is such a file, and it may not be replaced.
        NotWritableError: the folder takes no file.
    """
    if path.exists() and not may_replace:
        raise ThereAlreadyError(path)
    try:
        with tempfile.TemporaryDirectory(prefix=".tracker-", dir=path.parent) as folder:
            new = Path(folder) / path.name
            fill(new)
            with new.open("rb") as file:
                os.fsync(file.fileno())
            # A link, unlike a renaming, refuses to replace what came to be meanwhile.
            new.replace(path) if may_replace else os.link(new, path)
    except FileExistsError as error:
        raise ThereAlreadyError(path) from error
    except OSError as error:
        raise NotWritableError(path, error) from error


@contextmanager
def making(path: Path) -> Iterator[Callable[[str], None]]:
    """A file of text that takes pieces, and appears at its place when the block ends well.

    Raises:
        NotWritableError: the folder takes no file.
    """
    try:
        with tempfile.TemporaryDirectory(prefix=".tracker-", dir=path.parent) as folder:
            new = Path(folder) / path.name
            with lines_to(new) as write:
                yield write
            new.replace(path)
    except OSError as error:
        raise NotWritableError(path, error) from error


@contextmanager
def lines_to(path: Path) -> Iterator[Callable[[str], None]]:
    """A file of text in UTF-8 that takes pieces; packed with gzip, if its name ends in .gz.

    The same text makes the same bytes: no moment and no name stand in a packed file.
    """
    with path.open("wb") as raw:
        if not path.name.endswith(PACKED):
            yield _writing(raw)
            return
        with gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as packed:
            yield _writing(cast("IO[bytes]", packed))


def _writing(stream: IO[bytes]) -> Callable[[str], None]:
    def write(text: str) -> None:
        stream.write(text.encode())

    return write
