"""People: those who speak for a country, and the names under which texts speak of them."""

from dataclasses import dataclass

from tracker.domain.dates import Answer, PartialDate, before
from tracker.domain.names import fold_name
from tracker.errors import UsageError


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who speaks for a country, or once did.

    Attributes:
        key: the short text that never changes, made from the name.
        name: the one that is shown.
        also: other names and other spellings, as texts have them.
        since, until: of the office; ``until`` is the first day without it.
    """

    key: str
    name: str
    country: str
    office: str = ""
    since: PartialDate | None = None
    until: PartialDate | None = None
    also: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All names, each once, the one that is shown first."""
        return tuple(dict.fromkeys((self.name, *self.also)))


class BadName(UsageError):
    """A name that no text could have."""

    def __init__(self, name: str) -> None:
        super().__init__(f'"{name}" has no letters; write the name as texts have it', name=name)


class BadTerm(UsageError):
    """An office that ends before it begins."""

    def __init__(self, name: str, since: str, until: str) -> None:
        super().__init__(
            f'"{name}" left on {until} what began on {since}; correct one of the days',
            since=since,
            until=until,
        )


def person_of(
    name: str,
    country: str,
    *,
    office: str = "",
    since: PartialDate | None = None,
    until: PartialDate | None = None,
    also: tuple[str, ...] = (),
) -> Person:
    """The person of that name, with the key that the name makes.

    Raises:
        BadName: a name has no letters.
        BadTerm: the office ends before it begins.
    """
    shown, *others = (" ".join(each.split()) for each in (name, *also))
    for each in (shown, *others):
        if not fold_name(each):
            raise BadName(each)
    if since and until and before(until, since) is Answer.YES:
        raise BadTerm(shown, since.text, until.text)
    key = fold_name(shown).replace(" ", "-")
    known = tuple(sorted(set(others) - {shown}))
    return Person(key, shown, country, office.strip(), since, until, known)
