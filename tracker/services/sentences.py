"""Events as sentences."""

from tracker.domain.events import Event
from tracker.domain.kinds import KINDS, Group


def sentence(event: Event, names: dict[str, str]) -> str:
    """What an event says, in one sentence without its full stop.

    Arguments:
        names: of countries, by code.
    """
    kind = KINDS[event.kind]
    who = names.get(event.country, event.country) if event.country else event.agreement
    about = f" ({event.agreement})" if event.country else ""
    said = f", says {event.speaker}" if event.speaker and kind.group is not Group.ACT else ""
    return f"{event.date.describe()}: {who} {kind.phrase}{about}{said}"
