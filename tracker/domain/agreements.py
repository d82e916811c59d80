"""Agreements: what form they have, and what makes a country a member of one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tracker.domain.entry_rules import EntryRule
from tracker.domain.statuses import BOUND, Status
from tracker.errors import UsageError


class Form(StrEnum):
    """What an agreement is; a family is a set of instruments under one name."""

    FAMILY = "family"
    TREATY = "treaty"
    DECLARATION = "declaration"
    JOINT_STATEMENT = "joint-statement"
    MEMORANDUM = "memorandum"
    RELATIONS = "relations"


class Binding(StrEnum):
    """What a country must do to be bound (Vienna Convention on the Law of Treaties, art. 11)."""

    SIGNATURE = "signature"
    RATIFICATION = "ratification"


MEMBER_STATUSES = {
    Binding.SIGNATURE: BOUND | {Status.SIGNATORY, Status.CONTRACTING},
    Binding.RATIFICATION: BOUND,
}
KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
KEY_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Agreement:
    """An instrument, or a family of them.

    Attributes:
        key: the short text that never changes, such as ``abraham-accords``.
        family: the key of the family that an instrument belongs to.
        entry_delay: how long after a consent the agreement enters into force for that country,
            once it is in force at all (`tracker.domain.delays`). Empty means at once, the rule of
            art. 24(3) of the Vienna Convention where a treaty says nothing.
        rule: when it enters into force at all, and when a withdrawal takes effect.
    """

    key: str
    name: str
    form: Form
    binds_by: Binding
    family: str | None = None
    entry_delay: str = ""
    rule: EntryRule | None = None

    def makes_member(self, status: Status) -> bool:
        """Whether a country of that status is a member of this agreement."""
        return status in MEMBER_STATUSES[self.binds_by]

    @property
    def notice(self) -> str:
        """The delay from a notice of withdrawal to its effect; empty if nothing is known of it."""
        return self.rule.notice if self.rule else ""

    @property
    def asks_for_ratification(self) -> bool:
        """Whether a signature alone binds nobody here."""
        return self.binds_by is Binding.RATIFICATION


class BadKey(UsageError):
    """A key that could not be typed again."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f'"{key}" cannot be the key of an agreement; write up to {KEY_LENGTH} lower-case '
            "letters a-z and digits, in words joined by hyphens, such as abraham-accords",
            key=key,
        )


def usual_binding(form: Form) -> Binding:
    """How an agreement of that form binds where nobody says otherwise."""
    return Binding.RATIFICATION if form is Form.TREATY else Binding.SIGNATURE


def check_key(key: str) -> str:
    """The key itself; raises `BadKey` if it is not of the form of one."""
    if len(key) > KEY_LENGTH or not KEY.fullmatch(key):
        raise BadKey(key)
    return key


def family_of(agreement: Agreement, known: Iterable[Agreement]) -> list[str]:
    """The keys that a question about an agreement reads: its own, and those of its instruments."""
    return [agreement.key, *sorted(each.key for each in known if each.family == agreement.key)]
