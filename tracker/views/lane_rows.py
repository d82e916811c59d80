"""A picture of lanes as rows, for programs and for pipes."""

from collections.abc import Iterator
from typing import Any

from tracker.domain.events import SHORT
from tracker.domain.lanes import Picture


def lane_rows(picture: Picture) -> Iterator[dict[str, Any]]:
    """A row for each spell and then for each expected step, lane by lane.

    Of a step ``start`` is since when it is expected, and ``end`` by when it is due.
    """
    for lane in picture.lanes:
        of_lane = {"agreement": lane.agreement, "country": lane.country, "name": lane.label}
        for spell in lane.spells:
            yield {
                **of_lane,
                "status": spell.status.value,
                "expected": None,
                "member": "yes" if spell.is_member else "no",
                "start": spell.start.text,
                "end": spell.end.text if spell.end else None,
                "said": None,
                "event": spell.ref[:SHORT],
            }
        for step in lane.expected:
            yield {
                **of_lane,
                "agreement": step.agreement,
                "status": None,
                "expected": step.step.value,
                "member": None,
                "start": step.since.text,
                "end": step.due.text if step.due else None,
                "said": step.said or None,
                "event": step.ref,
            }
