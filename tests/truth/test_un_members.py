"""``members`` agrees with the UN tables for every treaty and every day that they can answer.

What they can answer is said in `truth.un_cells`. Consent makes a contracting state, or a party
where a rule or a recorded entry into force says from when; which of the two is claimed in
`truth.test_un_force`, and here both will do.
"""

from collections.abc import Iterator

from shared_tables import shared

from tracker.store.reader import Reader
from truth.imported import UN, Codes, Standings, keys_by_table, standings
from truth.un_cells import (
    ADMITTED,
    CONSENTED,
    PROVISIONAL,
    SIGNED,
    days_of_change,
    standing_on,
    treaties,
)

TREATIES = 323

ALLOWED = {
    frozenset({SIGNED}): {"signatory"},
    frozenset({CONSENTED}): {"contracting", "party"},
    frozenset({SIGNED, CONSENTED}): {"contracting", "party"},
    frozenset({PROVISIONAL}): {"provisional"},
    frozenset({SIGNED, PROVISIONAL}): {"provisional"},
    frozenset({CONSENTED, PROVISIONAL}): {"provisional", "party"},
    frozenset({SIGNED, CONSENTED, PROVISIONAL}): {"provisional", "party"},
    frozenset({ADMITTED}): {"party"},
}
"""The statuses that agree with what the cells say, for all that a participant can have done."""


def test_every_treaty_is_there(un: Reader) -> None:
    """Each of the 323 tables with dates in it became an agreement of its own."""
    keys = keys_by_table(un)
    assert len(set(keys.values())) == len(keys) == TREATIES


def test_members_say_what_the_cells_say(un: Reader) -> None:
    """On each day of a change and on the day before it, everybody stands where the cells say."""
    keys, codes = keys_by_table(un), Codes(un)
    told = [(keys[treaty], acts) for treaty, acts in treaties(shared(UN)) if days_of_change(acts)]
    assert len(told) == TREATIES
    wrong = [
        (key, str(day), *each)
        for key, acts in told
        for day in days_of_change(acts)
        for each in differences(codes.of(standing_on(acts, day)), standings(un, key, day))
    ]
    assert wrong == []


def differences(
    had: dict[str, frozenset[str]], said: Standings
) -> Iterator[tuple[str, set[str], tuple[str, str]]]:
    """Who stands elsewhere than the cells say: the country, what would agree, what is said."""
    for country in had.keys() | said.keys():
        agrees = ALLOWED[had[country]] if country in had else {"nowhere"}
        stands = said.get(country, ("nowhere", "no"))
        if stands[0] not in agrees:
            yield country, agrees, stands
