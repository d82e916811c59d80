"""Where a database is: a URL, read without loading a driver."""

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tracker.errors import UsageError

POSTGRES_SCHEMES = ("postgresql", "postgres", "postgresql+psycopg")
SQLITE_PREFIXES = ("sqlite:///", "sqlite+pysqlite:///")
PASSWORD = re.compile(r"(?<=://)([^:@/]*):[^@]*@")
PASSWORD_OPTION = re.compile(r"(?i)(?<=[?&])(\w*password)=[^&]*")
UNESCAPED = re.compile(r"%(?![0-9A-Fa-f]{2})|\s")


class Engine(StrEnum):
    """The database engines that tracker runs on."""

    SQLITE = "sqlite"
    POSTGRES = "postgresql"


@dataclass(frozen=True, slots=True)
class Location:
    """One database.

    Attributes:
        url: for drivers; it may hold a password, so it is never printed.
        path: of the SQLite file.
        is_private: whether it is the user's own file, which tracker may create by itself.
    """

    engine: Engine
    url: str
    path: Path | None = None
    is_private: bool = False

    @property
    def shown(self) -> str:
        """The URL for people, its password left out."""
        if self.path:
            return f"sqlite:///{self.path}"
        return PASSWORD_OPTION.sub(r"\1=***", PASSWORD.sub(r"\1:***@", self.url))

    @property
    def option(self) -> str:
        """How this database is named on the command line, with a blank after it."""
        return "" if self.is_private else f"--db {self.shown} "


class BadLocation(UsageError):
    """A database URL that is none; it is not repeated, for it may hold a password."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(
            f"{where} is no database URL: {why}; write sqlite:///FILE or "
            "postgresql://USER:PASSWORD@HOST/NAME",
            where=where,
        )


def read_location(url: str, *, where: str = "--db") -> Location:
    """The database that a URL names.

    Arguments:
        where: what named it, for the sentence of an error.

    Raises:
        BadLocation: it is of neither form.
    """
    text = url.strip()
    for prefix in SQLITE_PREFIXES:
        if text.startswith(prefix):
            return _file(text.removeprefix(prefix), where)
    scheme, colon, rest = text.partition("://")
    if scheme not in POSTGRES_SCHEMES or not colon:
        why = f"it begins with {scheme}:" if colon else "it has no scheme"
        raise BadLocation(where, why)
    url = f"postgresql://{rest}"
    if why := _fault(url):
        raise BadLocation(where, why)
    return Location(Engine.POSTGRES, url)


def private_file(path: Path) -> Location:
    """The user's own database, at that path."""
    return Location(Engine.SQLITE, f"sqlite:///{path}", path, is_private=True)


def _fault(url: str) -> str:
    """Why a URL of Postgres is none; the drivers would say it with a piece of the password."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - reading it checks it
    except ValueError:
        return "its host or port cannot be read"
    is_ambiguous = url.count("@") > parts.netloc.count("@") or parts.netloc.count("@") > 1
    if is_ambiguous or parts.fragment or UNESCAPED.search(url):
        return "a sign in its user or password must be escaped, such as %40 for @"
    return ""


def _file(text: str, where: str) -> Location:
    name = unquote(text.partition("?")[0])
    if not name or name == ":memory:":
        raise BadLocation(where, "it names no file, and a database in memory would be lost at once")
    if "\0" in name:
        raise BadLocation(where, "a file name cannot hold a null character")
    path = Path(name).expanduser()
    return Location(Engine.SQLITE, f"sqlite:///{path}", path)
