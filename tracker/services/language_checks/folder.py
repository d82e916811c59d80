"""The folder of a language as it is written, beside the language that is made of it."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

from tracker.errors import TrackerError, UsageError
from tracker.ingest import tags
from tracker.ingest.language import LANGUAGES, Language, available, read
from tracker.ingest.rules import Rule, Tense, read_rules
from tracker.services.language_checks.finding import (
    AGREEMENTS,
    COUNTRIES,
    DATES,
    LANGUAGE,
    RULES,
    WORDS,
    quoted,
)

Table = Mapping[str, Any]
Form = tuple[str, str, str]
"""The id of a rule, a tense, and the words."""

TABLES = (LANGUAGE, WORDS, AGREEMENTS, DATES, RULES)


class FolderError(UsageError):
    """A folder that no language can be read from.

    Arguments:
        file: what is wrong with it comes behind.
    """

    def __init__(self, file: Traversable, why: str) -> None:
        super().__init__(f"{file}: {why}", file=str(file))


@dataclass(frozen=True, slots=True, eq=False)
class Folder:
    """A folder that can be read.

    Attributes:
        words: the lists of ``words.toml``, by the class of words.
        about, nouns, dates, told: the tables of the other files, and those of the rules, as they
            are written.
    """

    code: str
    path: Traversable
    language: Language
    words: Mapping[str, Sequence[str]]
    about: Table
    nouns: Table
    dates: Table
    told: Sequence[Table]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Its rules in their order."""
        return self.language.rules

    @property
    def forms(self) -> Iterator[Form]:
        """Every form of every rule as it is written."""
        for rule in self.rules:
            for tense, forms in rule.forms.items():
                yield from ((rule.id, tense, form) for form in forms)


def shipped(code: str) -> Folder:
    """The folder of a language that comes with tracker."""
    return opened(code, LANGUAGES / code)


def opened(code: str, path: Traversable) -> Folder:
    """A folder.

    Raises:
        FolderError: a file is missing or not of its form; the sentence names it.
    """
    if not path.is_dir():
        raise FolderError(path, f"is no folder; a language is a folder with {', '.join(TABLES)}")
    tables = {name: _table(path / name) for name in TABLES}
    _require_words(path / WORDS, tables[WORDS])
    _require_rules(path / RULES, tables[RULES])
    _require_countries(path / COUNTRIES)
    try:
        language = read(code, path)
    except TrackerError as error:
        raise FolderError(path, error.sentence) from error
    except KeyError as error:
        [key] = error.args
        raise FolderError(_place(path, key), f"has no {quoted(key)}; write it") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise FolderError(path, f"cannot be read; {error!r} stands against it") from error
    return Folder(
        code=code,
        path=path,
        language=language,
        words=tables[WORDS],
        about=tables[LANGUAGE],
        nouns=tables[AGREEMENTS],
        dates=tables[DATES],
        told=tables[RULES]["rule"],
    )


def _table(file: Traversable) -> Table:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise FolderError(file, "cannot be opened; a language needs this file") from error
    except UnicodeDecodeError as error:
        raise FolderError(file, "is not in UTF-8; save it so") from error
    except tomllib.TOMLDecodeError as error:
        raise FolderError(file, f"is no TOML; {error}") from error


def _place(path: Traversable, key: str) -> Traversable:
    """The file of a folder in which languages that come with tracker have a key."""
    model = LANGUAGES / available()[0]
    return next((path / name for name in TABLES if key in _table(model / name)), path)


def _require_words(file: Traversable, table: Table) -> None:
    for name, words in table.items():
        if name not in tags.BIT:
            there_are = ", ".join(tags.NAMES)
            raise FolderError(file, f"there is no class {quoted(name)}; there are {there_are}")
        if not isinstance(words, list) or not all(isinstance(w, str) and w for w in words):
            raise FolderError(file, f"the class {quoted(name)} is no list of words")


def _require_rules(file: Traversable, table: Table) -> None:
    if not isinstance(table.get("rule"), list):
        raise FolderError(file, "has no rule; write one that begins with [[rule]]")
    for number, rule in enumerate(table["rule"], start=1):
        name = quoted(str(rule.get("id", number)))
        try:
            [made] = read_rules({"rule": [rule]})
            for tense in made.forms:
                Tense(tense)
        except KeyError as error:
            raise FolderError(file, f"rule {name} has no {quoted(error.args[0])}") from error
        except (ValueError, TypeError, AttributeError) as error:
            raise FolderError(file, f"rule {name} cannot be read; {error}") from error


def _require_countries(file: Traversable) -> None:
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise FolderError(file, "cannot be read as text in UTF-8") from error
    for number, line in enumerate(lines[1:], start=2):
        if line.count("\t") != 2:
            raise FolderError(file, f"line {number} is not a form, a country and a sort")
