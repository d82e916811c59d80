"""The parties that cells name, as they are written."""

from collections.abc import Iterator, Sequence

from tracker.exchange.acts import BadCell, LeftOut, Party, Place
from tracker.exchange.mapping import PartyRule

ANY = PartyRule()


def parties_of(
    rule: PartyRule | None, place: Place, cells: Sequence[str], column: str
) -> Iterator[Party | LeftOut | BadCell]:
    """The parties in some cells of a row; if there is none at all, that is what is wrong.

    Arguments:
        column: in which one is missing, if there is none.
    """
    rule = rule or ANY
    texts = list(_texts(rule, cells))
    if not texts:
        yield BadCell(place, column, "", "it names no party; leave the row out, if that is right")
    for text in texts:
        if text in rule.leave_out:
            yield LeftOut(place, rule.leave_out[text])
        elif text in rule.names:
            yield Party(rule.names[text], "key")
        else:
            yield Party(text, rule.system)


def _texts(rule: PartyRule, cells: Sequence[str]) -> Iterator[str]:
    for cell in cells:
        parts = cell.split(rule.split) if rule.split else [cell]
        yield from filter(None, (part.strip() for part in parts))
