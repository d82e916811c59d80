"""A site in a folder: only what changed is rendered, and only what differs is written."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from tracker.errors import TrackerError
from tracker.services.files_made import NotWritableError
from tracker.services.processes import in_processes
from tracker.services.site.groups import Group, contents, groups, paths_of
from tracker.services.site.manifest import NAME, InTheWayError, Made, Manifest, manifest_of
from tracker.services.site.site import Site, View
from tracker.store.location import Location
from tracker.store.reader import Reader, reading

WORTH_A_POOL = 3_000
"""Less work is done before other processes have started; about a third of a millisecond each."""


class LostPagesError(TrackerError):
    """Pages that another process could not make."""

    kind = "lost_pages"

    def __init__(self, group: str, why: str) -> None:
        super().__init__(f"the pages of {group} could not be made: {why}; run the command again")


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a folder.

    Attributes:
        pages: how many files the site has.
        rendered: how many of them were made again.
        changed: how many of these are other than they were.
        removed: how many are no longer needed.
    """

    pages: int
    rendered: int
    changed: int
    removed: int


def write_site(
    reader: Reader, location: Location, site: Site, folder: Path, *, jobs: int = 1
) -> Written:
    """Bring a folder up to a site.

    Arguments:
        location: of what the reader reads, for the other processes.
        jobs: how many processes render, where it is much.

    Raises:
        NoSiteError: there is something else in the folder.
        InTheWayError: a file of somebody else stands where a page belongs.
        NotWritableError: the folder takes no files.
    """
    before = manifest_of(folder)
    view = View(reader, site)
    wanted = list(groups(view))
    there = _files_in(folder)
    after = _kept(before, wanted, there)
    todo = [group for group in wanted if group.name not in after.groups]
    planned = {group.name: list(paths_of(view, group.name)) for group in todo}
    _require_free(folder, planned, there - before.paths)
    _begin(folder, before, planned)
    changed = rendered = 0
    for group, done in _rendered(view, location, folder, todo, jobs):
        after.groups[group.name] = Made(group.key, done.paths)
        rendered += len(done.paths)
        changed += done.changed
    if len(todo) > 1 and jobs > 1:
        _doubt(after, location, site, todo)
    removed = _remove(folder, before.paths - after.paths)
    if todo or removed:
        after.write(folder)
    return Written(len(after.paths), rendered, changed, removed)


@dataclass(frozen=True, slots=True)
class _Done:
    """What became of a group; ``failed`` says why there is none."""

    paths: list[str]
    changed: int
    failed: str = ""


class _Renderer:
    """Renders groups in a process of its own, all from the same moment."""

    def __init__(self, location: Location, site: Site, folder: Path) -> None:
        self._what = location, site, folder
        self._view: View | None = None
        self._open = ExitStack()

    def __getstate__(self) -> object:
        return self._what

    def __setstate__(self, state: tuple[Location, Site, Path]) -> None:
        self.__init__(*state)  # type: ignore[misc]

    def __call__(self, name: str) -> _Done:
        try:
            location, site, folder = self._what
            if self._view is None:
                self._view = View(self._open.enter_context(reading(location)), site)
            return _write_group(self._view, folder, name)
        except TrackerError as error:
            return _Done([], 0, error.sentence)
        except Exception as error:  # noqa: BLE001 - it is told where it can be
            return _Done([], 0, f"{type(error).__name__}: {error}")


def _rendered(
    view: View, location: Location, folder: Path, todo: Sequence[Group], jobs: int
) -> Iterator[tuple[Group, _Done]]:
    if jobs == 1 or sum(group.weight for group in todo) < WORTH_A_POOL:
        for group in todo:
            yield group, _write_group(view, folder, group.name)
        return
    heaviest_first = sorted(todo, key=lambda group: -group.weight)
    work = _Renderer(location, view.site, folder)
    found = in_processes(work, [group.name for group in heaviest_first], jobs)
    for group, done in zip(heaviest_first, found, strict=True):
        if done.failed:
            raise LostPagesError(group.name, done.failed)
        yield group, done


def _write_group(view: View, folder: Path, name: str) -> _Done:
    paths: list[str] = []
    changed, known = 0, set[Path]()
    for path, raw in contents(view, name):
        changed += _write(folder / path, raw, known)
        paths.append(path)
    return _Done(paths, changed)


def _write(path: Path, raw: bytes, known: set[Path]) -> bool:
    """Write a file, if it is not so already.

    Arguments:
        known: folders that are there.
    """
    try:
        if path.parent not in known:
            path.parent.mkdir(parents=True, exist_ok=True)
            known.add(path.parent)
        with suppress(FileNotFoundError):
            if path.read_bytes() == raw:
                return False
        path.write_bytes(raw)
    except OSError as error:
        raise NotWritableError(path, error) from error
    return True


def _kept(before: Manifest, wanted: Iterable[Group], there: set[str]) -> Manifest:
    """The groups that are as they should be."""
    kept = Manifest()
    for group in wanted:
        made = before.groups.get(group.name)
        if made and made.key == group.key and there.issuperset(made.paths):
            kept.groups[group.name] = made
    return kept


def _require_free(folder: Path, planned: dict[str, list[str]], foreign: set[str]) -> None:
    """Nothing that somebody else put there is replaced."""
    for paths in planned.values():
        if in_the_way := sorted(foreign.intersection(paths)):
            raise InTheWayError(folder / in_the_way[0])


def _begin(folder: Path, before: Manifest, planned: dict[str, list[str]]) -> None:
    """Note what is being written, so that whoever is stopped begins with it again.

    Arguments:
        planned: the paths of each group that is rendered.
    """
    if not planned:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotWritableError(folder, error) from error
    begun = Manifest(dict(before.groups))
    for name, paths in planned.items():
        held = begun.groups[name].paths if name in begun.groups else []
        begun.groups[name] = Made("", sorted({*held, *paths}))
    begun.write(folder)


def _doubt(after: Manifest, location: Location, site: Site, todo: Sequence[Group]) -> None:
    """Leave out the keys of what may have been made from a later moment than the others."""
    with reading(location) as reader:
        now = {group.name: group.key for group in groups(View(reader, site))}
    for group in todo:
        if now.get(group.name) != group.key:
            after.groups[group.name].key = ""


def _files_in(folder: Path) -> set[str]:
    found = set[str]()
    for root, _, names in os.walk(folder):
        relative = Path(root).relative_to(folder).as_posix()
        prefix = "" if relative == "." else f"{relative}/"
        found.update(f"{prefix}{name}" for name in names if name != NAME)
    return found


def _remove(folder: Path, paths: Iterable[str]) -> int:
    """Remove files that are ours, and folders that are empty without them."""
    removed, parents = 0, set[Path]()
    top = folder.resolve()
    for path in sorted(paths):
        file = folder / path
        if not file.parent.resolve().is_relative_to(top):
            continue
        with suppress(FileNotFoundError):
            file.unlink()
            removed += 1
        parents.update(each for each in file.parents if each != folder and folder in each.parents)
    for parent in sorted(parents, key=lambda each: -len(each.parts)):
        with suppress(OSError):
            parent.rmdir()
    return removed
