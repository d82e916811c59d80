"""Answers a page at a time.

A cursor is the place of the last row of a page, with a digest of that row: if the ledger changed
meanwhile and another row stands there now, the reader is told so instead of missing rows.
"""

from dataclasses import dataclass, replace
from typing import Any

from tracker.domain.events import digest
from tracker.services.reply import Reply
from tracker.web.parameters import BadParameter, Question

OF_DIGEST = 12
FARTHEST = 10_000_000


@dataclass(frozen=True, slots=True)
class Window:
    """Which rows of an answer are read for a page.

    Attributes:
        skip, most: how many come before, and how many are read: one more than the page has, and
            the last of the page before.
        mark: the digest of that last row; empty on the first page.
    """

    skip: int
    most: int
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of an answer.

    Attributes:
        next: the cursor of the page behind it, if there is one.
    """

    reply: Reply
    next: str | None


def window(question: Question) -> Window:
    """The window of the page that is asked for.

    Raises:
        BadParameter: the cursor is none.
    """
    cursor = question.text("after")
    if cursor is None:
        return Window(0, question.limit + 1)
    place, _, mark = cursor.partition(".")
    is_number = place.isascii() and place.isdigit() and len(place) <= len(str(FARTHEST))
    if not (is_number and 1 <= int(place) <= FARTHEST and mark):
        raise BadParameter("after", "is no cursor; take it from the page before, where it is next")
    return Window(int(place) - 1, question.limit + 2, mark)


def page(reply: Reply, question: Question, *, is_cut: bool, field: str = "") -> Page:
    """The page that is asked for.

    Arguments:
        is_cut: whether the reply has the rows of the window only.
        field: the list in the only row of the reply that is told by pages instead of rows.

    Raises:
        BadParameter: the row behind which it should begin is not there any more.
    """
    asked = window(question)
    rows = reply.rows[0][field] if field else reply.rows
    rows = rows if is_cut else rows[asked.skip : asked.skip + asked.most]
    if asked.mark:
        if not rows or _mark(rows[0]) != asked.mark:
            raise BadParameter("after", "fits no more, for the ledger has changed; start again")
        rows = rows[1:]
    shown = rows[: question.limit]
    told = replace(reply, rows=[{**reply.rows[0], field: shown}] if field else shown)
    if len(rows) <= len(shown):
        return Page(told, None)
    end = asked.skip + bool(asked.mark) + len(shown)
    return Page(told, f"{end}.{_mark(shown[-1])}")


def _mark(row: dict[str, Any]) -> str:
    return digest(row)[:OF_DIGEST]
