"""Where a database is: what a URL means, and that a password in it is never shown."""

from pathlib import Path

import pytest

from tracker.store.location import BadLocation, Engine, private_file, read_location

SECRET = "geheim"  # noqa: S105 - the password of nobody


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///ledger.db", "ledger.db"),
        ("sqlite:////srv/ledger.db", "/srv/ledger.db"),
        ("sqlite+pysqlite:////srv/my%20ledger.db", "/srv/my ledger.db"),
        ("  sqlite:////srv/ledger.db?mode=rw  ", "/srv/ledger.db"),
    ],
)
def test_a_file_is_named_by_its_path(url: str, path: str) -> None:
    """A SQLite URL names a file, relative with three slashes and absolute with four."""
    location = read_location(url)
    assert (location.engine, location.path) == (Engine.SQLITE, Path(path))
    assert location.option == f"--db sqlite:///{path} "


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_a_server_is_named_by_any_of_its_schemes(scheme: str) -> None:
    """The usual spellings of a Postgres URL are one."""
    location = read_location(f"{scheme}://me@host:5433/ledger")
    assert (location.engine, location.url) == (Engine.POSTGRES, "postgresql://me@host:5433/ledger")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://me:geheim@host:5433/ledger", "postgresql://me:***@host:5433/ledger"),
        ("postgresql://:geheim@host/ledger", "postgresql://:***@host/ledger"),
        ("postgresql://me:ge%40heim@[::1]:1/x", "postgresql://me:***@[::1]:1/x"),
        ("postgresql://host/x?password=geheim", "postgresql://host/x?password=***"),
        (
            "postgresql:///x?host=/tmp&sslpassword=geheim&user=me",
            "postgresql:///x?host=/tmp&sslpassword=***&user=me",
        ),
        ("postgresql://me@host/x", "postgresql://me@host/x"),
    ],
)
def test_a_password_is_not_shown(url: str, shown: str) -> None:
    """What is shown of a URL is the URL without any password in it."""
    location = read_location(url)
    assert (location.shown, location.option) == (shown, f"--db {shown} ")


@pytest.mark.parametrize(
    "url",
    [
        f"mysql://me:{SECRET}@host/x",
        f"me:{SECRET}@host/x",
        f"postgresql://me:ge@{SECRET}@host/x",
        f"postgresql://me:1/{SECRET}@host/x",
        f"postgresql://me:1#{SECRET}@host/x",
        f"postgresql://me:1?{SECRET}@host/x",
        f"postgresql://me:%zz{SECRET}@host/x",
        f"postgresql://me:a {SECRET}@host/x",
        f"postgresql://me:[{SECRET}@host/x",
        f"postgresql://me:{SECRET}@host:port/x",
        "sqlite:///",
        "sqlite:///:memory:",
        "sqlite:///a%00b",
        "ledger.db",
        "",
    ],
)
def test_what_is_no_url_is_not_repeated(url: str) -> None:
    """A URL that is none is refused with both forms of one, before a driver would print it."""
    with pytest.raises(BadLocation) as caught:
        read_location(url, where="TRACKER_DB")
    sentence = caught.value.sentence
    assert sentence.startswith("TRACKER_DB is no database URL: ")
    assert sentence.endswith("write sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME")
    assert SECRET not in sentence


def test_the_users_own_file_needs_no_option() -> None:
    """A command that is suggested for the private ledger does not name it."""
    assert private_file(Path("/home/me/tracker.db")).option == ""
