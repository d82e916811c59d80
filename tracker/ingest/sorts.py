"""What the units of a sentence are.

Names of a module, as `tags` are: to look up a member of an enumeration takes ten times as long,
and every word of a text is asked many times.
"""

from enum import IntEnum


class Is(IntEnum):
    """What a unit is."""

    WORD = 0
    MARK = 1
    COUNTRY = 2
    AGREEMENT = 3
    PERSON = 4
    DATE = 5


WORD, MARK, COUNTRY, AGREEMENT, PERSON, DATE = Is
