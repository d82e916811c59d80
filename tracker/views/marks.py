"""The small signs at which events stand: one for each sort of event."""

from enum import StrEnum

from tracker.domain.kinds import KINDS, ExpectedStep, Group
from tracker.domain.statuses import Status


class Sign(StrEnum):
    """What sort of event a sign stands for."""

    SAID = "said"
    PROMISED = "promised"
    SIGNED = "signed"
    CONSENTED = "consented"
    IN_FORCE = "in_force"
    LEFT = "left"
    OTHER = "other"


PATHS = {
    Sign.SAID: "M-1,-3H1V3H-1Z",
    Sign.PROMISED: "M0,-4.5L4.5,0L0,4.5L-4.5,0Z",
    Sign.SIGNED: "M0,-4.5L4.5,0L0,4.5L-4.5,0Z",
    Sign.CONSENTED: "M-3.6,-3.6H3.6V3.6H-3.6Z",
    Sign.IN_FORCE: "M0,-4.6L4.6,3.6H-4.6Z",
    Sign.LEFT: "M-4,-2.4l1.6,-1.6l2.4,2.4l2.4,-2.4l1.6,1.6l-2.4,2.4l2.4,2.4l-1.6,1.6"
    "l-2.4,-2.4l-2.4,2.4l-1.6,-1.6l2.4,-2.4Z",
    Sign.OTHER: "M-3,0A3,3 0 1 0 3,0A3,3 0 1 0 -3,0Z",
}
"""Each as a path around its middle; what is only promised is hollow."""

LETTERS = {
    Sign.SAID: ("·", "."),
    Sign.PROMISED: ("◇", "a"),
    Sign.SIGNED: ("◆", "s"),
    Sign.CONSENTED: ("■", "r"),
    Sign.IN_FORCE: ("▲", "f"),
    Sign.LEFT: ("✕", "x"),
    Sign.OTHER: ("●", "o"),
}
"""The same in a terminal, and in ASCII."""

STEPS = {ExpectedStep.SIGNING: Sign.SIGNED, ExpectedStep.RATIFICATION: Sign.CONSENTED}
SCHEDULES = {Group.SPEECH: Sign.SAID, Group.PROMISE: Sign.PROMISED}


def sign_of(kind: str) -> Sign:
    """The sign for events of a kind."""
    about = KINDS[kind]
    if about.group in SCHEDULES:
        return SCHEDULES[about.group]
    if Status.FORMER in (about.gives, about.later):
        return Sign.LEFT
    if about.fulfils in STEPS:
        return STEPS[about.fulfils]
    return Sign.IN_FORCE if about.gives is Status.PARTY else Sign.OTHER
