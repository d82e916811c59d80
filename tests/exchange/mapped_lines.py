"""What a mapping makes of a table, as lines that a reader of a test can compare."""

from collections.abc import Iterator
from pathlib import Path

from tracker.exchange.acts import Act, BadCell, Told
from tracker.exchange.files import opened
from tracker.exchange.mapped import Mapped
from tracker.exchange.mapping_file import read_mapping
from tracker.exchange.shipped_mappings import lookup_of
from tracker.exchange.tables import rows_of


def lines(
    folder: Path, mapping: str, table: str | bytes, *, name: str = "table.csv", whole: bool = False
) -> list[str]:
    """The lines of a table, each that of its row.

    Arguments:
        whole: whether the agreement is told as well.
    """
    write = _whole if whole else line
    return [write(told) for told in told_by(folder, mapping, table, name=name)]


def told_by(
    folder: Path, mapping: str, table: str | bytes, *, name: str = "table.csv"
) -> Iterator[Told]:
    """What a table tells."""
    (folder / "mapping.toml").write_text(mapping, encoding="utf-8")
    content = table if isinstance(table, bytes) else table.lstrip("\n").encode()
    (folder / name).write_bytes(content)
    read = read_mapping(folder / "mapping.toml")
    with opened(str(folder / name)) as tables:
        for file in tables:
            mapped = Mapped(read, file.name, lookup_of(read, str(folder / name)))
            for _, told in mapped.read(rows_of(file, read.layout)):
                yield told


def line(told: Told) -> str:
    """A line such as ``2: FRA ratified 1991-06-03, effective 1992-01-01``."""
    at = f"{told.place.line}: "
    if isinstance(told, Act):
        party = f"{told.party.text} " if told.party else ""
        effective = f", effective {told.effective}" if told.effective else ""
        return f"{at}{party}{told.kind} {told.date}{effective}"
    if isinstance(told, BadCell):
        return f"{at}cannot be read: {told.why}"
    return f"{at}left out: {told.reason}"


def _whole(told: Told) -> str:
    agreement = f" [{told.agreement.key or told.agreement.text}]" if isinstance(told, Act) else ""
    return f"{line(told)}{agreement}"
