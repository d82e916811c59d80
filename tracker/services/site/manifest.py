"""What a folder holds of a site: which groups of pages, made from what, at which paths."""

import json
import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from tracker.errors import RefusedError
from tracker.services.files_made import NotWritableError

NAME = ".tracker-site.json"
FORMAT = "tracker.site/1"
PATH = re.compile(r"(?:[a-z0-9_-][a-z0-9._-]*/)*[a-z0-9_-][a-z0-9._-]*")


class NoSiteError(RefusedError):
    """A folder with files in it that are no site of ours."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} is not empty and holds no site that tracker made; name a new or an empty "
            "folder, so that nothing of yours is replaced"
        )


class InTheWayError(RefusedError):
    """A file of somebody else where a page belongs."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"{file} is none of the files that tracker made, and a page belongs there; move it "
            "elsewhere, so that nothing of yours is replaced, and run the command again"
        )


@dataclass(slots=True)
class Made:
    """A group of pages as it stands in a folder.

    Attributes:
        key: of all that it was made from; empty while it is being written.
    """

    key: str
    paths: list[str]


@dataclass(slots=True)
class Manifest:
    """The groups, by their names."""

    groups: dict[str, Made] = field(default_factory=dict)

    @property
    def paths(self) -> set[str]:
        """Every file that is ours."""
        return {path for made in self.groups.values() for path in made.paths}

    def write(self, folder: Path) -> None:
        """Put it in its place at once.

        Raises:
            NotWritableError: the folder takes no file.
        """
        groups = {name: [made.key, made.paths] for name, made in sorted(self.groups.items())}
        text = json.dumps({"format": FORMAT, "groups": groups}, separators=(",", ":"))
        new = folder / f"{NAME}.new"
        try:
            new.write_text(text, encoding="utf-8")
            new.replace(folder / NAME)
        except OSError as error:
            raise NotWritableError(folder / NAME, error) from error


def manifest_of(folder: Path) -> Manifest:
    """The manifest of a folder; an empty one, if it is a new or an empty folder.

    Raises:
        NoSiteError: there is something else in it.
        NotWritableError: it is no folder, or may not be read.
    """
    try:
        raw = (folder / NAME).read_bytes()
    except FileNotFoundError:
        if folder.exists() and any(os.scandir(folder)):
            raise NoSiteError(folder) from None
        return Manifest()
    except OSError as error:
        raise NotWritableError(folder, error) from error
    try:
        return _read(json.loads(raw))
    except (ValueError, TypeError, KeyError, AttributeError):
        raise NoSiteError(folder) from None


def _read(told: dict[str, object]) -> Manifest:
    if told["format"] != FORMAT:
        raise ValueError
    groups = told["groups"]
    assert isinstance(groups, dict)
    made = {name: Made(str(key), [*map(str, paths)]) for name, (key, paths) in groups.items()}
    if not all(PATH.fullmatch(path) for each in made.values() for path in each.paths):
        # Whoever wrote such paths wants files removed that are none of ours.
        raise ValueError
    return Manifest(made)
