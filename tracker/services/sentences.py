"""Events as sentences."""

from tracker.domain.events import Event
from tracker.domain.kinds import KINDS, Group


def sentence(event: Event, names: dict[str, str]) -> str:
    """What an event says, in one sentence without its full stop, its date first.

    Arguments:
        names: of countries, by code.
    """
    return f"{event.date.describe()}: {what(event, names)}"


def what(event: Event, names: dict[str, str]) -> str:
    """The same without the date. Of something said the words are the event, so they are told."""
    kind = KINDS[event.kind]
    who = names.get(event.country, event.country) if event.country else event.agreement
    about = f" ({event.agreement})" if event.country else ""
    said = f", says {event.speaker}" if event.speaker and kind.group is not Group.ACT else ""
    words = f": {event.note}" if event.note and kind.group is Group.SPEECH else ""
    return f"{who} {kind.phrase}{about}{said}{words}"
