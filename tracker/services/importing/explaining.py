"""What each cell of the first rows of a table becomes, before anything is recorded."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from tracker.domain.dates import PartialDate
from tracker.exchange.acts import Act, BadCell, LeftOut, Party, Place, Told
from tracker.exchange.column_uses import KEY, NAME, PARTY, uses
from tracker.exchange.files import File, opened
from tracker.exchange.own_format import FIELDS, own_acts
from tracker.exchange.tables import Layout, rows_of, text_of
from tracker.exchange.tables import Row as TableRow
from tracker.services.importing.countries import CountryNames, UnknownCountry
from tracker.services.importing.files import Files
from tracker.services.reply import Reply, Row
from tracker.store.reader import Reader

NOT_READ = "nothing reads it"
Uses = Mapping[str, Sequence[str]]

OWN: dict[str, Sequence[str]] = {
    **dict.fromkeys(FIELDS, ("a column of tracker's own format",)),
    "agreement": (KEY,),
    "country": (PARTY,),
}


@dataclass(frozen=True, slots=True)
class FirstRows:
    """The first rows of a table.

    Attributes:
        told: what they tell, by line and column.
        uses: what each column is for.
    """

    rows: list[TableRow | BadCell]
    told: Mapping[tuple[int, str], list[Told]]
    uses: Uses

    def acts(self, line: int) -> list[Act]:
        """The acts of a row."""
        found = (told for (at, _), some in self.told.items() if at == line for told in some)
        return [told for told in found if isinstance(told, Act)]


def explain(reader: Reader, files: Files, *, rows: int = 5) -> Reply:
    """What the cells of the first rows of each table become.

    Arguments:
        rows: of each table.

    Returns:
        rows of file, line, column, cell, became, why; the acts of a cell stand in ``became``.
    """
    words = Words(CountryNames(reader))
    files.identify = words.countries.identity
    explained: list[Row] = []
    for name in files.names:
        with opened(name) as tables:
            for table in tables:
                explained += _explained(_first(files, name, table, rows), words)
    return Reply("explained/1", {"files": list(files.names), "first": rows}, explained)


def _first(files: Files, name: str, table: File, number: int) -> FirstRows:
    told: dict[tuple[int, str], list[Told]] = defaultdict(list)
    if files.mapping is None:
        rows = list(islice(rows_of(table, Layout(is_own=True)), number))
        for act in own_acts(iter(rows), agreement=files.agreement):
            column = act.field if isinstance(act, BadCell) else "kind"
            told[act.place.line, column].append(act)
        return FirstRows(rows, told, OWN)
    mapped = files.mapped(name, table)
    rows = list(islice(rows_of(table, files.mapping.layout), number))
    for column, each in mapped.read(iter(rows)):
        told[each.place.line, column].append(each)
    return FirstRows(rows, told, uses(files.mapping, mapped.own, mapped.columns))


def _explained(first: FirstRows, words: "Words") -> Iterator[Row]:
    for row in first.rows:
        if isinstance(row, BadCell):
            yield _row(row.place, row.field, row.text, "", why(row))
            continue
        place, cells = row
        for told in first.told.get((place.line, ""), []):
            yield _row(place, "", "", words.became([told]), why(told))
        for column, value in cells.items():
            cell = text_of(value).strip()
            told_here = first.told.get((place.line, column), [])
            if cell or told_here:
                used = first.uses.get(column, [NOT_READ])
                became = words.became(told_here) or words.named(used, cell, first.acts(place.line))
                reasons = "; ".join(filter(None, map(why, told_here)))
                yield _row(place, column, cell, became, reasons or "; ".join(used))


def why(told: Told) -> str:
    """Why nothing is recorded of something; empty for an act."""
    match told:
        case LeftOut():
            return f"left out: {told.reason}"
        case BadCell():
            return f"cannot be read: {told.why}"
        case _:
            return ""


@dataclass(frozen=True, slots=True)
class Words:
    """What cells become, in words."""

    countries: CountryNames

    def became(self, told: Iterable[Told]) -> str:
        """The acts of a cell."""
        return "; ".join(self._act(each) for each in told if isinstance(each, Act))

    def named(self, used: Sequence[str], cell: str, acts: Sequence[Act]) -> str:
        """What a cell has become that is part of the acts of its row."""
        found: list[str] = []
        for act in acts:
            if PARTY in used and act.party and (act.party.text in cell or len(acts) == 1):
                found.append(self._party(act.party, act.seen_on or act.date))
            if KEY in used:
                found.append(act.agreement.key or act.agreement.text)
            elif NAME in used:
                found.extend(name for _, name in act.agreement.names[:1])
        return "; ".join(dict.fromkeys(found))

    def _act(self, act: Act) -> str:
        effect = f", effective {act.effective.text}" if act.effective else ""
        party = f"{self._party(act.party, act.seen_on or act.date)} " if act.party else ""
        return f"{party}{act.kind} {act.date.text}{effect}"

    def _party(self, party: Party, on: PartialDate) -> str:
        """Its code, or what is written with a question mark where nobody knows it."""
        try:
            return self.countries.code(party, on)
        except UnknownCountry:
            return f"{party.text} (?)"


def _row(place: Place, column: str, cell: str, became: str, reason: str) -> Row:
    return {
        "file": place.file,
        "line": place.line,
        "column": column,
        "cell": cell,
        "became": became,
        "why": reason,
    }
