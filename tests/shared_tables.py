"""The published tables that lie beside a checkout, for tests that skip where they do not."""

import csv
import gzip
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "shared" / "data"


def shared(file: str) -> Path:
    """A file of the published tables; the test skips where it is not there."""
    path = FOLDER / file
    if not path.exists():
        pytest.skip(f"the published tables are not beside this checkout ({file})")
    return path


def rows_of(file: str) -> Iterator[dict[str, str]]:
    """The rows of a CSV of them, which can be packed."""
    content = shared(file).read_bytes()
    if file.endswith(".gz"):
        content = gzip.decompress(content)
    return csv.DictReader(io.StringIO(content.decode()))
