"""Events as sentences."""

from collections.abc import Mapping

from tracker.domain.events import Event
from tracker.domain.kinds import KINDS, Group
from tracker.views.wording import Wording


def sentence(event: Event, names: Mapping[str, str], wording: Wording | None = None) -> str:
    """What an event says, in one sentence without its full stop, its date first.

    Arguments:
        names: of countries, by code.
        wording: None is the English of the kinds themselves, for which no words are read.
    """
    on = wording.day(event.date) if wording else event.date.describe()
    return f"{on}: {what(event, names, wording)}"


def what(event: Event, names: Mapping[str, str], wording: Wording | None = None) -> str:
    """The same without the date. Of something said the words are the event, so they are told."""
    kind = KINDS[event.kind]
    who = names.get(event.country, event.country) if event.country else event.agreement
    phrase = wording.phrase(kind.name, of_country=bool(event.country)) if wording else kind.phrase
    about = f" ({event.agreement})" if event.country else ""
    says = wording["event"]["says"] if wording else ", says {}"
    said = says.format(event.speaker) if event.speaker and kind.group is not Group.ACT else ""
    words = f": {event.note}" if event.note and kind.group is Group.SPEECH else ""
    return f"{who} {phrase}{about}{said}{words}"
