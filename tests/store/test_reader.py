"""Reading: one SQL for both drivers, from one moment, with no way to write."""

import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tracker.errors import DatabaseError
from tracker.store.engine import writing
from tracker.store.errors import FailedError, NotADatabaseError, UnreachableError
from tracker.store.ledger import Ledger
from tracker.store.location import Engine, Location, read_location
from tracker.store.migrating import upgrade
from tracker.store.reader import prepared, reading
from tracker.store.values import day, moment

CHECKOUT = Path(__file__).resolve().parents[2]
DAYS = [date(2020, 9, 15), date(1, 1, 1), date(9999, 12, 31)]
MOMENTS = [
    datetime(2025, 11, 7, 6, 30, 0, 1, tzinfo=UTC),
    datetime(1900, 1, 1, tzinfo=UTC),
    datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC),
]


@pytest.mark.parametrize(
    ("sql", "sqlite", "postgres"),
    [
        ("a = :b", "a = :b", "a = %(b)s"),
        ("a::text = :b", "a::text = :b", "a::text = %(b)s"),
        ("a IN :many", "a IN (:many_0, :many_1)", "a IN (%(many_0)s, %(many_1)s)"),
        ("a IN :none", "a IN (NULL)", "a IN (NULL)"),
        ("a LIKE '5%' AND b = :b", "a LIKE '5%' AND b = :b", "a LIKE '5%%' AND b = %(b)s"),
        ("a = ':b' || 12:b", "a = ':b' || 12:b", "a = '%(b)s' || 12:b"),
    ],
    ids=["value", "cast", "list", "empty-list", "percent", "time"],
)
def test_a_statement_is_put_into_the_words_of_a_driver(
    sql: str, sqlite: str, postgres: str
) -> None:
    """`:name` becomes the driver's own placeholder, a list one for each member."""
    lengths = (("many", 2), ("none", 0))
    assert prepared(sql, Engine.SQLITE, lengths) == sqlite
    assert prepared(sql, Engine.POSTGRES, lengths) == postgres


def test_values_go_in_and_come_out(location: Location) -> None:
    """Texts, lists, percent signs, days and moments mean the same on both engines."""
    with reading(location) as reader:
        one = reader.one(
            "SELECT CAST(:a AS TEXT) || '%' AS a, '100%' LIKE :b AS b", a="é%s", b="1%"
        )
        assert one
        assert (one["a"], bool(one["b"])) == ("é%s%", True)
        codes = "SELECT country FROM countries WHERE country IN :codes ORDER BY country"
        assert reader.rows(codes, codes=["KZ", "US", "KZ"]) == [
            {"country": "KZ"},
            {"country": "US"},
        ]
        assert reader.rows(codes, codes=("KZ",)) == [{"country": "KZ"}]
        assert reader.rows(codes, codes=[]) == []
        assert reader.one(codes, codes=["nowhere"]) is None


def test_rows_come_one_by_one_without_their_names(seeded: Location) -> None:
    """Tuples are the values of the rows, in their order, none left out."""
    question = "SELECT country, kind FROM countries WHERE kind = :kind ORDER BY country"
    with reading(seeded) as reader:
        rows = reader.rows(question, kind="former")
        assert len(rows) > 10
        assert list(reader.tuples(question, kind="former")) == [(*row.values(),) for row in rows]


def test_many_values_are_no_trouble(location: Location) -> None:
    """A list may be as long as a ledger of forty thousand acts is."""
    with reading(location) as reader:
        codes = [f"x-{number}" for number in range(40_000)]
        found = reader.rows(
            "SELECT country FROM countries WHERE country IN :codes", codes=[*codes, "KZ"]
        )
        assert found == [{"country": "KZ"}]


def test_days_and_moments_come_back_as_they_were(location: Location) -> None:
    """What SQLAlchemy writes is what the bare reader reads, to the microsecond, in UTC."""
    from sqlalchemy import insert

    from tracker.store.schema import sources

    rows = [
        {"source": str(number), "added_at": at, "published_earliest": on}
        for number, (at, on) in enumerate(zip(MOMENTS, DAYS, strict=True))
    ]
    with writing(location) as connection:
        connection.execute(insert(sources), rows)
    with reading(location) as reader:
        found = reader.rows("SELECT added_at, published_earliest FROM sources ORDER BY source")
        assert [moment(row["added_at"]) for row in found] == MOMENTS
        assert [day(row["published_earliest"]) for row in found] == DAYS
        assert {moment(row["added_at"]).tzinfo for row in found} == {UTC}
        until = reader.rows(
            "SELECT source FROM sources WHERE added_at <= :known AND published_earliest < :day",
            known=MOMENTS[0],
            day=DAYS[0],
        )
        assert until == [{"source": "1"}]


def test_a_reader_cannot_write(seeded: Location) -> None:
    """The database itself refuses whoever only reads."""
    for statement in (
        "INSERT INTO settings VALUES ('a', 'b')",
        "UPDATE agreements SET name = ''",
        "DELETE FROM search_documents",
        "CREATE TABLE other (key TEXT)",
        "DROP TABLE settings",
    ):
        with pytest.raises(DatabaseError, match=r"read-?only"), reading(seeded) as reader:
            reader.rows(statement)


def test_a_reader_sees_one_moment(location: Location) -> None:
    """All that one reader asks is answered from the same state, whatever others write meanwhile."""
    count = "SELECT count(*) AS n FROM settings"
    with reading(location) as reader:
        assert reader.rows(count) == [{"n": 0}]
        with writing(location) as connection:
            connection.exec_driver_sql("INSERT INTO settings VALUES ('a', 'b')")
        assert reader.rows(count) == [{"n": 0}]
    with reading(location) as reader:
        assert reader.rows(count) == [{"n": 1}]


ENDLESS = """
WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 100000000)
SELECT count(*) AS number FROM n
"""


def test_a_question_can_have_an_end(location: Location) -> None:
    """Where time is limited a statement that takes longer fails, and is no fault of the ledger."""
    with reading(location) as reader:
        reader.limit_time(0.1)
        assert reader.rows("SELECT 1 AS one") == [{"one": 1}]
        with pytest.raises(reader.errors, match=r"interrupt|timeout"):
            reader.rows(ENDLESS)


def test_a_wrong_question_is_a_sentence(location: Location) -> None:
    """A statement that the database refuses does not look like a database that is not there."""
    with pytest.raises(FailedError, match="refused it"), reading(location) as reader:
        reader.rows("SELECT * FROM nowhere")


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    """A question about a file that is not there creates none and says which command does."""
    location = read_location(f"sqlite:///{tmp_path}/none.db")
    with pytest.raises(UnreachableError) as caught, reading(location):
        pass
    assert caught.value.sentence.endswith(f"tracker --db sqlite:///{tmp_path}/none.db db upgrade")
    assert not list(tmp_path.glob("none.db*"))


@pytest.mark.parametrize("is_folder", [False, True])
def test_a_file_that_is_no_database_is_a_sentence(tmp_path: Path, is_folder: bool) -> None:
    """A text file or a folder is told as such by all who open it, and stays as it was."""
    path = tmp_path / "letter.txt"
    if is_folder:
        path.mkdir()
    else:
        path.write_text("Dear Sir or Madam, " * 100, encoding="utf-8")
    location = read_location(f"sqlite:///{path}")
    wanted = UnreachableError if is_folder else NotADatabaseError

    def read() -> None:
        with reading(location):
            pass

    def write() -> None:
        with Ledger(location) as ledger:
            ledger.write(lambda _: None)

    for step in (read, write, lambda: upgrade(location)):
        with pytest.raises(wanted) as caught:
            step()
        assert str(path) in caught.value.sentence
    assert path.is_dir() or path.read_text(encoding="utf-8").startswith("Dear Sir")


def test_a_server_that_goes_away_is_a_sentence(postgres_templates: Any) -> None:
    """A connection that breaks between two questions is told as one that does not answer."""

    def ask_twice(location: Location) -> None:
        with reading(location) as reader:
            me = reader.one("SELECT pg_backend_pid() AS pid")
            assert me
            with psycopg.connect(location.url, autocommit=True) as other:
                other.execute("SELECT pg_terminate_backend(%s, 5000)", (me["pid"],))
            reader.rows("SELECT 1")

    with (
        postgres_templates.copy_of("countries") as location,
        pytest.raises(UnreachableError, match="does not answer"),
    ):
        ask_twice(location)


def test_a_database_that_is_not_there_is_a_sentence(postgres_server: str) -> None:
    """A server without the database says so, in one line."""
    from urllib.parse import urlsplit, urlunsplit

    url = urlunsplit(urlsplit(postgres_server)._replace(path="/no_such_ledger"))
    with (
        pytest.raises(UnreachableError, match="no_such_ledger") as caught,
        reading(read_location(url)),
    ):
        pass
    assert "\n" not in caught.value.sentence


@pytest.mark.parametrize("opener", ["reading(location)", "Ledger(location)"])
def test_a_missing_driver_is_a_sentence(opener: str) -> None:
    """Without psycopg, whoever names a Postgres is told which extra to install."""
    script = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from tracker.store.errors import MissingDriverError\n"
        "from tracker.store.ledger import Ledger\n"
        "from tracker.store.reader import reading\n"
        "from tracker.store.location import read_location\n"
        "location = read_location('postgresql://host/x')\n"
        f"try:\n    {opener}.__enter__()\n"
        "except MissingDriverError as error:\n    print(error.sentence)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip().endswith('pip install "psycopg[binary]"')
