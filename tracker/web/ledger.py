"""The ledger as it is served: read in threads, some at a time, each question for a limited time."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from time import monotonic

from anyio import CapacityLimiter, to_thread

from tracker.errors import DatabaseError
from tracker.store.location import Location
from tracker.store.reader import Reader, reading
from tracker.store.revision import require_current
from tracker.store.state import state_of_files, state_of_snapshot
from tracker.web.answers import is_held
from tracker.web.keeping import Keeping

AT_ONCE = 8
WAITING = 64
SECONDS = 20.0


class BusyError(DatabaseError):
    """There are more questions than can be answered."""

    kind = "busy"


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer and its tag; None for whoever has it already."""

    tag: str
    content: bytes | None = None


class ServedLedger:
    """A ledger that is asked by many at once, and never written to.

    Arguments:
        seconds: how long a question may take.
    """

    def __init__(self, location: Location, *, seconds: float = SECONDS) -> None:
        self._location = location
        self._seconds = seconds
        self._limiter = CapacityLimiter(AT_ONCE)
        self._asking = 0
        self._kept = Keeping()

    async def ask(
        self,
        question: Callable[[Reader], bytes],
        *,
        tag_of: Callable[[str], str],
        held: Collection[str] = (),
    ) -> Answered:
        """The answer to a question, by a reader of one moment.

        Arguments:
            tag_of: the tag of the answer in a state of the database.
            held: the tags of what the one who asks has already.

        Raises:
            BusyError: too many wait, or it takes too long.
            DatabaseError: the database does not answer.
        """
        if self._asking >= AT_ONCE + WAITING:
            raise BusyError("too many ask at once; ask again in a moment")

        def work() -> Answered:
            return self._in_time(question, tag_of, held)

        self._asking += 1
        try:
            return await to_thread.run_sync(work, limiter=self._limiter)
        finally:
            self._asking -= 1

    def _in_time(
        self,
        question: Callable[[Reader], bytes],
        tag_of: Callable[[str], str],
        held: Collection[str],
    ) -> Answered:
        start = monotonic()
        try:
            return self._answered(question, tag_of, held)
        except DatabaseError as error:
            if monotonic() - start < self._seconds:
                raise
            why = f"that takes longer than {self._seconds:g} seconds; ask for less at once"
            raise BusyError(why) from error

    def _answered(
        self,
        question: Callable[[Reader], bytes],
        tag_of: Callable[[str], str],
        held: Collection[str],
    ) -> Answered:
        state = state_of_files(self._location)
        if state is not None and (known := self._known(tag_of(state), held)):
            return known
        with reading(self._location) as reader:
            require_current(reader, self._location)
            reader.limit_time(self._seconds)
            tag = tag_of(state or f"{self._location.shown} {state_of_snapshot(reader)}")
            if known := self._known(tag, held):
                return known
            answer = question(reader)
        self._kept.put(tag, answer)
        return _unless_held(tag, answer, held)

    def _known(self, tag: str, held: Collection[str]) -> Answered | None:
        """The answer of a tag, if it needs no question to the database."""
        if tag in held:
            return Answered(tag)
        kept = self._kept.get(tag)
        return None if kept is None else _unless_held(tag, kept, held)


def _unless_held(tag: str, answer: bytes, held: Collection[str]) -> Answered:
    return Answered(tag, None if is_held(tag, held) else answer)
