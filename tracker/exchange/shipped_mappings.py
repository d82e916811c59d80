"""The mappings that come with tracker, and those of users."""

from collections.abc import Mapping
from importlib.resources import as_file, files
from pathlib import Path

from tracker.domain.names import closest
from tracker.domain.new_agreements import key_of
from tracker.errors import NotFoundError
from tracker.exchange.acts import BadCell
from tracker.exchange.files import opened
from tracker.exchange.mapping import TableMapping
from tracker.exchange.mapping_file import read_mapping
from tracker.exchange.tables import BadTableFileError, rows_of

FOLDER = files(__package__).joinpath("mappings")
ENDING = ".toml"


def shipped() -> list[str]:
    """The names of the mappings that come with tracker."""
    names = (entry.name for entry in FOLDER.iterdir())
    return sorted(name.removesuffix(ENDING) for name in names if name.endswith(ENDING))


def find_mapping(name: str) -> TableMapping:
    """The mapping of that name, or in that file.

    Raises:
        NotFoundError: there is none.
        BadMappingError: it has faults.
    """
    if name in shipped():
        with as_file(FOLDER.joinpath(f"{name}{ENDING}")) as path:
            return read_mapping(path, name=name)
    path = Path(name)
    if not path.exists() and not name.endswith(ENDING):
        near = closest(name, shipped())
        otherwise = "name a file that ends in .toml, or see tracker mappings list"
        raise NotFoundError("mapping", name, suggestions=near, otherwise=otherwise)
    return read_mapping(path)


def text_of(name: str) -> str:
    """The text of a mapping that comes with tracker."""
    return FOLDER.joinpath(f"{name}{ENDING}").read_text(encoding="utf-8")


def guide() -> str:
    """What may stand in a mapping, for whoever writes one."""
    return FOLDER.joinpath("README.md").read_text(encoding="utf-8")


def lookup_of(mapping: TableMapping, table: str) -> Mapping[str, Mapping[str, str]]:
    """The rows of the table that a mapping looks up in, by their keys.

    Arguments:
        table: the path of the table that is read; the other one may lie beside it.

    Raises:
        BadTableFileError: it is missing where it must not be, or is no table.
    """
    rule = mapping.lookup
    if rule is None:
        return {}
    folders = [Path(table).parent, Path(table).parent.parent, mapping.folder]
    paths = [folder / rule.file for folder in folders if (folder / rule.file).is_file()]
    if not paths:
        if rule.optional:
            return {}
        raise BadTableFileError(table, f"{rule.file} has to lie beside it; put it there")
    found: dict[str, Mapping[str, str]] = {}
    with opened(str(paths[0])) as tables:
        for file in tables:
            for row in rows_of(file):
                if not isinstance(row, BadCell):
                    _, cells = row
                    found.setdefault(_key(rule.key.filled(cells)), cells)
    return found


def _key(text: str) -> str:
    return key_of(text)
