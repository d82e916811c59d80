"""What countries do in their sentences; names of a module, as `sorts` are."""

from enum import IntEnum


class Role(IntEnum):
    """What a country does in its sentence."""

    OTHER = 0
    BARE = 1
    """A name by itself, as a subject or an object has it."""
    ACTOR = 2
    """A government, parliament, president: the country acts through it."""
    FOR = 3
    BY = 4
    WITH = 5
    BETWEEN = 6
    PLACE = 7
    OF = 8


OTHER, BARE, ACTOR, FOR, BY, WITH, BETWEEN, PLACE, OF = Role
