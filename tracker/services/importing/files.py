"""The files of an import: what is in each, and what each is as a source."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tracker.errors import UsageError
from tracker.exchange.acts import Told
from tracker.exchange.agreement_texts import AgreementTexts
from tracker.exchange.files import STDIN, File, opened
from tracker.exchange.mapped import Mapped, Traced, nobody
from tracker.exchange.mapping import TableMapping
from tracker.exchange.own_format import own_acts
from tracker.exchange.shipped_mappings import lookup_of
from tracker.exchange.spells import Identify
from tracker.exchange.tables import Layout, rows_of
from tracker.store.scratch import Told as ToldSource

PRINT = 8
"""How much of its SHA-256 tells one edition of a file from another."""

OFTEN = 2_000
"""After so many acts it is told how far the reading has come."""


class SameNameError(UsageError):
    """Two files of one name, which could not be told apart afterwards."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"two tables are called {name}, and what they tell could not be told apart later; "
            "rename one of them",
            file=name,
        )


@dataclass(slots=True)
class Files:
    """Files that are read one after another.

    Attributes:
        names: paths, or ``-`` for stdin.
        agreement: of acts that name none.
        identify: tells who a party of a foreign table is on a day.
        mapping: how foreign tables are read; without one they are in tracker's own format.
        sources: what each table that has been opened is as a source, by its name.
    """

    names: list[str]
    agreement: str | None = None
    mapping: TableMapping | None = None
    identify: Identify = nobody
    sources: dict[str, ToldSource] = field(default_factory=dict)
    _agreements: AgreementTexts | None = None
    _lookups: dict[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many bytes there are on the disk; stdin counts for nothing."""
        paths = [Path(name) for name in self.names if name != STDIN]
        return sum(path.stat().st_size for path in paths if path.is_file())

    @property
    def title(self) -> str:
        """The files in a few words."""
        first, *others = [Path(name).name for name in self.names]
        return f"{first} and {len(others)} more" if others else first

    def told(self, step: Callable[[int], None]) -> Iterator[Told]:
        """What the tables tell, in their order.

        Arguments:
            step: is called now and then with how many bytes have been read.
        """
        before = 0
        for name in self.names:
            with opened(name) as tables:
                for table in tables:
                    self._keep(table)
                    for number, told in enumerate(self._read(name, table), start=1):
                        yield told
                        if not number % OFTEN:
                            step(before + table.position)
            before += Path(name).stat().st_size if name != STDIN else 0
            step(before)

    def _read(self, name: str, table: File) -> Iterator[Told]:
        if self.mapping is None:
            return own_acts(rows_of(table, Layout(is_own=True)), agreement=self.agreement)
        return (told for _, told in self.traced(name, table))

    def traced(self, name: str, table: File) -> Iterator[Traced]:
        """What a foreign table tells, each with its column."""
        assert self.mapping is not None
        return self.mapped(name, table).read(rows_of(table, self.mapping.layout))

    def mapped(self, name: str, table: File) -> Mapped:
        """What reads a foreign table."""
        mapping = self.mapping
        assert mapping is not None
        folder = str(Path(name).parent)
        if folder not in self._lookups:
            self._lookups[folder] = lookup_of(mapping, name)
        if self._agreements is None:
            self._agreements = AgreementTexts(mapping.agreement)
        lookup = self._lookups[folder]
        return Mapped(mapping, table.name, lookup, self.identify, self._agreements)

    def _keep(self, table: File) -> None:
        if table.name in self.sources:
            raise SameNameError(table.name)
        ref = f"{table.name}@{table.sha256[:PRINT]}"
        self.sources[table.name] = ToldSource(ref, None, table.name, "", "", None, table.sha256)
