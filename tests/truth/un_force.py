"""From which day consents bound, by the rules of some treaties and the raw cells alone.

Nothing of tracker is imported here. In each of these treaties the first parties are bound so many
days after the so many-th deposit, and every later one so many days after its own. Of some the
tables lack one of the first parties, because it withdrew, or was dissolved and is not listed: there
the cells alone lead to a day that is later than the one on record, and it is the one on record from
which the parties are bound.
"""

from datetime import date, timedelta
from typing import NamedTuple

from truth.un_cells import CONSENTED, Act


class Rule(NamedTuple):
    """When a treaty enters into force.

    Attributes:
        article: where the treaty says so.
        deposits: how many it needs.
        days: after the last of them.
        later: days after a deposit that comes later.
        since: the day on which the treaty entered into force, as a fact.
        after_force: whether a later deposit is one after the entry into force, and not already one
            after the last of those that it needs.
    """

    article: str
    deposits: int
    days: int
    later: int
    since: date
    after_force: bool = False


RULES = {
    "4-1": Rule("Genocide Convention, art. XIII", 20, 90, 90, date(1951, 1, 12)),
    "4-9": Rule("Convention against Torture, art. 27", 20, 30, 30, date(1987, 6, 26)),
    "4-11": Rule("Convention on the Rights of the Child, art. 49", 20, 30, 30, date(1990, 9, 2)),
    "4-15": Rule("Convention on Disabilities, art. 45", 20, 30, 30, date(2008, 5, 3)),
    "5-2": Rule("Refugee Convention, art. 43", 6, 90, 90, date(1954, 4, 22)),
    "26-3": Rule("Chemical Weapons Convention, art. XXI", 65, 180, 30, date(1997, 4, 29), True),
    "27-2": Rule("Vienna Convention on the Ozone Layer, art. 17", 20, 90, 90, date(1988, 9, 22)),
    "27-7": Rule("Convention on Climate Change, art. 23", 50, 90, 90, date(1994, 3, 21)),
    "27-8": Rule("Convention on Biological Diversity, art. 36", 30, 90, 90, date(1993, 12, 29)),
}

LACKING = {
    "3-3": Rule(
        "Vienna Convention on Diplomatic Relations, art. 51", 22, 30, 30, date(1964, 4, 24)
    ),
    "4-2": Rule("Convention on Racial Discrimination, art. 19", 27, 30, 30, date(1969, 1, 4)),
    "4-8": Rule("Discrimination against Women, art. 27", 20, 30, 30, date(1981, 9, 3)),
    "23-1": Rule("Vienna Convention on Treaties, art. 84", 35, 30, 30, date(1980, 1, 27)),
    "27-3": Rule("Basel Convention, art. 25", 20, 90, 90, date(1992, 5, 5)),
}
"""Those of which a first party is not listed any more; the rules bring its deposit along."""


def since(acts: list[Act], rule: Rule) -> date:
    """The day on which a treaty entered into force, counted from its cells."""
    deposits = sorted(act.day for act in acts if act.did == CONSENTED)
    return deposits[rule.deposits - 1] + timedelta(rule.days)


def bound(acts: list[Act], rule: Rule) -> dict[str, tuple[date, date]]:
    """Of each participant the day of its deposit and the day from which it was bound.

    Successors are left out: they are bound from a day of the past (Vienna Convention on Succession
    of States in respect of Treaties, art. 23).
    """
    return {
        act.participant: (act.day, _bound(act.day, rule))
        for act in acts
        if act.did == CONSENTED and act.mark != "d"
    }


def _bound(deposited: date, rule: Rule) -> date:
    if rule.after_force and deposited <= rule.since:
        return rule.since
    return max(rule.since, deposited + timedelta(rule.later))
