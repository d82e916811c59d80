"""The published tables, whole: no dated cell is lost, and every row is an act or has its reason."""

import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from shared_tables import rows_of as derived_rows
from shared_tables import shared

from tracker.exchange.acts import Act, BadCell, LeftOut, Told
from tracker.exchange.files import opened
from tracker.exchange.mapped import Mapped
from tracker.exchange.shipped_mappings import find_mapping, lookup_of
from tracker.exchange.tables import rows_of

UN = "un_treaty_collection_2015"
STATES = "states_cow_ggo_isd"


def told_by(name: str, *files: Path) -> Iterator[tuple[str, Told]]:
    """What files tell through a mapping that comes along, each with its column."""
    mapping = find_mapping(name)
    for file in files:
        with opened(str(file)) as tables:
            for table in tables:
                mapped = Mapped(mapping, table.name, lookup_of(mapping, str(file)))
                yield from mapped.read(rows_of(table, mapping.layout))


@pytest.fixture(scope="module")
def un(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, Told]]:
    """What the tables of the UN Treaty Collection tell, with the titles in their index."""
    folder = tmp_path_factory.mktemp("un")
    with tarfile.open(shared(f"{UN}/treaties_raw.tar.gz")) as archive:
        archive.extractall(folder, filter="data")
    (folder / "index.csv").write_bytes(shared(f"{UN}/index.csv").read_bytes())
    return list(told_by("untc", *sorted((folder / "treaties").glob("*.csv"))))


def test_every_dated_cell_of_the_un_tables(un: list[tuple[str, Told]]) -> None:
    """The 31,422 dated cells that others have found are the acts, with their days and marks."""
    found = Counter(
        (told.place.file, str(told.date), told.quote.rpartition(" ")[2])
        for column, told in un
        if isinstance(told, Act) and column != "Date of Adoption"
    )
    wanted = Counter(
        (f"{row['treaty_file']}.csv", row["date"], row["raw"].rpartition(" ")[2])
        for row in derived_rows(f"{UN}/long_derived.csv.gz")
        if row["date"] and row["column"] != "Date of Adoption"
    )
    assert found == wanted
    adopted = sum(column == "Date of Adoption" for column, _ in un)
    assert found.total() + adopted == 31_422
    assert not [told for _, told in un if isinstance(told, BadCell)]


def test_marks_of_the_un_tables(un: list[tuple[str, Told]]) -> None:
    """Each mark has one meaning, whatever the column, and capitals have another."""
    meant: dict[str, set[str]] = {}
    for _, told in un:
        mark = told.quote.rpartition(" ")[2] if isinstance(told, Act) else ""
        if isinstance(told, Act) and mark.isalpha() and len(mark) <= 2:
            meant.setdefault(mark, set()).add(told.kind)
    assert {mark: kinds for mark, kinds in meant.items() if mark not in "dPC"} == {
        "a": {"acceded"},
        "A": {"accepted"},
        "AA": {"approved"},
        "s": {"signed_definitively"},
        "n": {"provisional_application"},
        "p": {"accepted"},
        "c": {"ratified"},
    }
    assert meant["d"] == {"succeeded", "signed"}


def test_titles_of_the_un_tables(un: list[tuple[str, Told]]) -> None:
    """Every treaty has the title that the index gives it, and the key of its number."""
    agreements = {told.agreement for _, told in un if isinstance(told, Act)}
    names = {each.key: each.names[0][1] for each in agreements}
    assert len(names) == 323
    assert names["un-1-1"].startswith("Charter of the United Nations")
    assert names["un-23-1"].startswith("Vienna Convention on the Law of Treaties")


def test_every_row_of_ggo() -> None:
    """Each of the 98,320 rows is acts, or has its reason; what is unreadable is nothing."""
    lines: dict[int, set[type]] = {}
    for _, told in told_by("ggo", shared("globalgov_parties_ggo/parties_ggo.csv.gz")):
        lines.setdefault(told.place.line, set()).add(type(told))
    assert len(lines) == 98_320
    kinds = Counter(frozenset(kinds) for kinds in lines.values())
    assert kinds.keys() <= {frozenset({Act}), frozenset({LeftOut})}


def test_membership_years_of_cow() -> None:
    """Every state of every organisation comes in as often as its listed years make it."""
    acts = [
        told
        for _, told in told_by("cow-igo", shared("cow_igo_memberships/igo_membership_years.csv.gz"))
    ]
    assert not [told for told in acts if not isinstance(told, Act)]
    found = {
        (act.agreement.key, act.party.text)
        for act in acts
        if isinstance(act, Act) and act.party and act.kind == "entered_into_force"
    }
    wanted = {
        (f"igo-{row['igo']}", row["ccode"])
        for row in derived_rows("cow_igo_memberships/igo_membership_years.csv.gz")
        if row["status"] == "1"
    }
    assert found == wanted


@pytest.mark.parametrize(
    ("mapping", "file", "rows"),
    [
        ("states-cow", "cow_states2016.csv", 243),
        ("states-gw", "states_gw_from_rda.csv", 216),
        ("states-isd", "states_isd_from_rda.csv", 499),
        ("states-ggo", "states_ggo_from_rda.csv", 409),
        ("states-ggo", "ggo_states.csv", 409),
    ],
)
def test_every_row_of_the_lists_of_states(mapping: str, file: str, rows: int) -> None:
    """Each row is acts or has its reason, and a state has begun before it ends."""
    told = [told for _, told in told_by(mapping, shared(f"{STATES}/{file}"))]
    assert len({each.place.line for each in told}) == rows
    assert not [each for each in told if isinstance(each, BadCell)]
    begun = {each.place.line for each in told if isinstance(each, Act) and is_entry(each)}
    ended = {each.place.line for each in told if isinstance(each, Act) and not is_entry(each)}
    assert ended <= begun


def is_entry(act: Act) -> bool:
    """Whether it is the beginning of a state."""
    return act.kind == "entered_into_force"


def test_the_last_day_of_a_list_ends_nobody() -> None:
    """Whom the list of 2016 still has on its last day has not ended: 48 stays have."""
    told = told_by("states-cow", shared(f"{STATES}/cow_states2016.csv"))
    assert sum(isinstance(each, Act) and each.kind == "no_longer_listed" for _, each in told) == 48


def test_a_table_in_mac_roman(tmp_path: Path) -> None:
    """Read as what it is, a published file has its apostrophes."""
    mapping = tmp_path / "mac.toml"
    mapping.write_text(
        'encoding = "mac-roman"\n[agreement]\nkey = "a"\n[party]\ncolumn = "StatID"\n'
        '[[act]]\ncolumn = "Rat"\nkind = "other"\nmeans = { "" = "XXXX" }\n'
        'note = "{Constitutional Description}"\n'
        '[dates]\nignore = "."\n',
        encoding="utf-8",
    )
    told = told_by(str(mapping), shared(f"{STATES}/ggo_extra_ratifs_macroman.csv"))
    notes = " ".join(each.note for _, each in told if isinstance(each, Act))
    assert "’" in notes
    assert "Õ" not in notes
