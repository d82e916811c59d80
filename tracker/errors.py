"""What can go wrong, each error with its sentence and its exit code.

An error is raised with facts; it writes the sentence itself, and the sentence ends with the way
out. One boundary at the root of the command line turns it into a message, so no caller formats
anything.
"""

from collections.abc import Sequence


class TrackerError(Exception):
    """Anything that tracker says to a user instead of a traceback.

    Attributes:
        exit_code: what the process ends with (see the README's table of exit codes).
        kind: one stable word for programs, printed in the error object of ``--json``.
        details: further facts for programs, JSON-ready.
    """

    exit_code = 1
    kind = "error"

    def __init__(self, sentence: str, **details: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.details = details


class UsageError(TrackerError):
    """The words of a command, or of a file it was given, are not of its form."""

    exit_code = 2
    kind = "usage"


class NotFoundError(TrackerError):
    """Nothing goes by that name.

    Arguments:
        what: the noun that was looked for, such as "country".
        name: what the user wrote.
        suggestions: names that come close, best first.
        otherwise: the way out where nothing comes close.
    """

    exit_code = 3
    kind = "not_found"

    def __init__(
        self, what: str, name: str, *, suggestions: Sequence[str] = (), otherwise: str = ""
    ) -> None:
        did_you_mean = " or ".join(suggestions)
        way_out = f"did you mean {did_you_mean}?" if suggestions else otherwise
        super().__init__(
            f'no {what} is known as "{name}"' + (f"; {way_out}" if way_out else ""),
            name=name,
            suggestions=list(suggestions),
        )


class RefusedError(TrackerError):
    """The history stands against it."""

    exit_code = 4
    kind = "refused"


class DatabaseError(TrackerError):
    """The database is not reachable, not ours, or not at the revision this version needs."""

    exit_code = 5
    kind = "database"


class UnavailableError(TrackerError):
    """Something outside that is needed gives no answer, and would give none to another question."""

    exit_code = 69
    kind = "unavailable"
