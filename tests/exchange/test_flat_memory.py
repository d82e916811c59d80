"""A larger table takes no more memory, whatever it is and however it is packed."""

import gzip
import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_tables import zipped

from tracker.exchange.acts import Told
from tracker.exchange.files import opened
from tracker.exchange.mapped import Mapped
from tracker.exchange.mapping_file import read_mapping
from tracker.exchange.own_format import own_acts
from tracker.exchange.tables import rows_of

MAPPING = """
[agreement]
key = "a"
[party]
column = "country"
[[act]]
column = "date"
kind_column = "kind"
[[act]]
column = "effective"
kind = "entered_into_force"
"""
YEARS = MAPPING.partition("[[act]]")[0].replace('"a"', '"{agreement}"') + (
    '[years]\ncolumn = "year"\n'
)
FEW, MANY = 3_000, 15_000


def table(rows: int, form: str) -> bytes:
    """A table with so many rows, in which a body of ten members in ten years is a hundred."""
    records = [
        {
            "agreement": f"a{number // 100:05}",
            "country": f"c{number % 100 // 10}",
            "kind": "signed",
            "date": f"{1900 + number % 100}-01-01",
            "effective": "",
        }
        for number in range(rows)
    ]
    if form == "ndjson":
        return "".join(f"{json.dumps(record)}\n" for record in records).encode()
    lines = [",".join([*record.values(), str(1900 + n % 10)]) for n, record in enumerate(records)]
    return "\n".join(["agreement,country,kind,date,effective,year", *lines, ""]).encode()


def peak(told: Iterator[Told]) -> int:
    """How many bytes are used at once while everything behind the first row is read."""
    next(told)
    tracemalloc.start()
    for _ in told:
        pass
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def own(path: Path) -> Iterator[Told]:
    """What a table in tracker's own format tells."""
    with opened(str(path)) as tables:
        for file in tables:
            yield from own_acts(rows_of(file))


def mapped(path: Path, text: str) -> Iterator[Told]:
    """What a foreign table tells."""
    (path.parent / "m.toml").write_text(text, encoding="utf-8")
    mapping = read_mapping(path.parent / "m.toml")
    with opened(str(path)) as tables:
        for file in tables:
            for _, told in Mapped(mapping, file.name).read(rows_of(file)):
                yield told


@pytest.mark.parametrize("way", ["own", "gzip", "zip", "mapped", "years"])
def test_five_times_the_rows(tmp_path: Path, way: str) -> None:
    """Five times the rows take as much memory; the difference is what little is remembered."""
    taken = []
    for rows in (FEW, MANY):
        content = table(rows, "ndjson" if way in ("own", "gzip") else "csv")
        content = gzip.compress(content) if way == "gzip" else content
        content = zipped(("t.csv", content)) if way == "zip" else content
        ending = "ndjson" if way in ("own", "gzip") else "csv"
        path = tmp_path / f"t.{ending}"
        path.write_bytes(content)
        texts = {"zip": MAPPING, "mapped": MAPPING, "years": YEARS}
        taken.append(peak(mapped(path, texts[way]) if way in texts else own(path)))
    assert taken[1] < 1.2 * taken[0] + 100_000
