"""Two ordered streams side by side, with no more of either in memory than one item."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

T = TypeVar("T")


def paired(
    one: Iterable[T], other: Iterable[T], *, key: Callable[[T], Any]
) -> Iterator[tuple[T | None, T | None]]:
    """The items of both streams by their keys; where only one has it, None stands for the other.

    Arguments:
        key: by which both are sorted; it tells the items of a stream apart.
    """
    ones, others = iter(one), iter(other)
    left, right = next(ones, None), next(others, None)
    while left is not None or right is not None:
        if right is None or (left is not None and key(left) < key(right)):
            yield left, None
            left = next(ones, None)
        elif left is None or key(right) < key(left):
            yield None, right
            right = next(others, None)
        else:
            yield left, right
            left, right = next(ones, None), next(others, None)
