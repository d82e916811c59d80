"""What somebody wants to record: events with their sources, and who records them why."""

from dataclasses import dataclass
from datetime import datetime

from tracker.domain.checks import Finding
from tracker.domain.events import Citation, Event, digest


@dataclass(frozen=True, slots=True)
class Draft:
    """An event to be recorded.

    Attributes:
        findings: what was found against it and overruled.
        recorded_at: the moment that a journal gives it; else the clock's.
    """

    event: Event
    citations: tuple[Citation, ...] = ()
    findings: tuple[Finding, ...] = ()
    recorded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who writes, with which command, why, and when by the clock.

    Attributes:
        undoes: the change that this one takes back.
        token: something random, for two who write the same at the same moment.
    """

    author: str
    command: str
    at: datetime
    reason: str = ""
    undoes: str | None = None
    token: str = ""

    @property
    def change(self) -> str:
        """The id that all writes of one command share, over however many agreements."""
        written = [self.author, self.command, self.at.isoformat(), self.reason, self.undoes]
        return digest([*written, self.token])
