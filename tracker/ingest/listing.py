"""Lists: what a sentence says of "the following states" is told of each that follows."""

from collections.abc import Iterator
from dataclasses import replace

from tracker.ingest import roles, sorts
from tracker.ingest.act import Act
from tracker.ingest.acts import without_countries
from tracker.ingest.group import Group
from tracker.ingest.scene import Scene

LONGEST_ITEM = 24
"""Units of a line that only lists countries with their days."""


class OpenList:
    """An act that waits for those who did it, from a sentence that ends with a colon."""

    def __init__(self) -> None:
        self._act: Act | None = None

    def items(self, scene: Scene) -> Iterator[Act]:
        """The acts of a line of the list; a sentence that is none ends it, or begins another."""
        if self._act is not None and _is_item(scene):
            yield from self._items(scene, self._act)
        else:
            self._act = _opened(scene)

    def _items(self, scene: Scene, act: Act) -> Iterator[Act]:
        groups = [group for group in scene.groups if group.countries]
        ends = [*(group.first for group in groups[1:]), len(scene.units)]
        for group, end in zip(groups, ends, strict=True):
            dates = (at for at in range(group.last, end) if scene.units[at].said is not None)
            if (at := next(dates, None)) is not None:
                yield replace(
                    act,
                    countries=group.countries,
                    date=scene.units[at],
                    first=group.first,
                    last=at,
                    verb=group.first,
                    features=[*act.features, "listed"],
                )


def _opened(scene: Scene) -> Act | None:
    if not scene.units or scene.units[-1].text != ":":
        return None
    if any(_can_act(group) for group in scene.groups):
        return None
    told = (without_countries(scene, hit)[0] for hit in scene.hits)
    return next((act for act in told if act is not None), None)


def _is_item(scene: Scene) -> bool:
    has_date = any(unit.sort is sorts.DATE for unit in scene.units)
    acting = [group for group in scene.groups if _can_act(group)]
    return has_date and bool(acting) and not scene.hits and len(scene.units) <= LONGEST_ITEM


def _can_act(group: Group) -> bool:
    return bool(group.countries) and group.role is roles.BARE
