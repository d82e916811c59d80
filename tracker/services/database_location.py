"""Which database is meant: the option, the environment, the config file, or the user's own."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import platformdirs

from tracker.errors import UsageError
from tracker.store.location import Location, private_file, read_location

VARIABLE = "TRACKER_DB"
READ = frozenset({"database", "llm"})
"""What a config file may speak of."""


class BadConfig(UsageError):
    """A config file that cannot be read."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f'{path}: {why}; write one line such as database = "sqlite:///FILE", or remove the file'
        )


def find_location(option: str | None = None) -> Location:
    """The database that a command works on.

    Arguments:
        option: what ``--db`` says; else ``TRACKER_DB``, else ``database`` in the config file,
            else a SQLite file in the user's data directory.
    """
    if option is not None:
        return read_location(option)
    if url := os.environ.get(VARIABLE):
        return read_location(url, where=VARIABLE)
    if url := _configured(config_file()):
        return read_location(url, where=f"database in {config_file()}")
    return private_file(Path(platformdirs.user_data_dir("tracker", appauthor=False)) / "tracker.db")


def config_file() -> Path:
    """Where the config file is looked for."""
    return Path(platformdirs.user_config_dir("tracker", appauthor=False)) / "config.toml"


def read_config(path: Path) -> Mapping[str, Any]:
    """What the config file says; nothing, if there is none."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise BadConfig(path, f"it cannot be read ({type(error).__name__})") from error
    import tomllib  # noqa: PLC0415 - most users have no config file

    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadConfig(path, str(error)) from error
    if others := sorted(content.keys() - READ):
        raise BadConfig(path, f"it speaks of {', '.join(others)}, which nothing reads")
    return content


def _configured(path: Path) -> str | None:
    database = read_config(path).get("database")
    if database is not None and not isinstance(database, str):
        raise BadConfig(path, "database is not a text")
    return database
