"""Somebody who decides on proposals at a terminal, one after the other."""

import sys

from tracker.cli import output
from tracker.cli.articles import in_paragraph
from tracker.cli.asking import LeftError, agrees, ask, ask_why
from tracker.cli.editing import edit
from tracker.cli.outcomes import made, told
from tracker.cli.previews import previewed
from tracker.cli.safety import one_line
from tracker.cli.session import Session
from tracker.cli.wrapping import wrapped
from tracker.domain.sources import Source
from tracker.errors import NotFoundError, TrackerError
from tracker.services.accepting import Outcome, Preview, preview
from tracker.services.add_event import ImplausibleError
from tracker.services.naming import country_names, short
from tracker.services.proposed import countries_of
from tracker.services.review import (
    accept_one,
    find_proposal,
    reject_named,
    reopen_named,
    undecided,
)
from tracker.services.slots import NO_EDITS, SLOTS, Edits
from tracker.services.sources import find_source
from tracker.store.ledger import Ledger
from tracker.store.proposals import Proposed

QUESTION = "accept, edit, reject, skip, undo, quit or ? [a/e/r/s/u/q/?]: "
HELP = """\
a  accept it: the event is recorded, and cites the passage
e  edit a slot, such as: e country Chad
r  reject it, for a reason
s  skip it; it is asked again the next time
u  undo the last decision of this sitting
q  quit; what was decided is kept"""
LETTERS = {
    form: word[0]
    for word in ("accept", "edit", "reject", "skip", "undo", "quit")
    for form in (word, word[0])
}
"""What can be answered: a letter or its whole word, and nothing that only begins so."""

REASONS = {
    "1": "the text does not say this",
    "2": "the wrong country, agreement or step",
    "3": "another story",
    "4": "said already elsewhere in the text",
}


INDENT = 10
"""Columns of the heads of the lines of a preview."""


def _called(source: Source) -> str:
    """A source by its key and whatever else tells it from others."""
    day = source.published.describe() if source.published else ""
    about = [one_line(each) for each in (source.title, source.publisher, day) if each]
    return f"{source.ref} ({', '.join(about)})" if about else source.ref


def _not_an_answer(word: str) -> str:
    """What was meant, perhaps, by a word that is no answer."""
    if word.lower() in SLOTS:
        return f"to change the {word.lower()}: e {word.lower()} VALUE"
    return f'"{one_line(word)}" is no answer; ? tells what is'


class Sitting:
    """One sitting of somebody who decides.

    Attributes:
        source: whose proposals are shown; None means those of all sources.
    """

    def __init__(self, session: Session, source: str | None) -> None:
        self.session = session
        self.source = source
        self._queue: list[Proposed] = []
        self._decided: list[Outcome] = []
        self._skipped = 0

    def run(self) -> None:
        """Ask until nothing is left, or nobody is there any more."""
        with self.session.reading() as reader:
            self.source = find_source(reader, self.source).ref if self.source else None
            self._queue = undecided(reader, self.source)
        if not self._queue:
            output.say("nothing is to be decided on; tracker ingest reads an article")
            return
        with self.session.ledger() as ledger:
            try:
                while self._queue:
                    self._ask_about(ledger, self._queue.pop(0))
            except LeftError:
                print(file=sys.stderr)
            finally:
                self._sum_up()

    def _ask_about(self, ledger: Ledger, proposed: Proposed) -> None:
        """Show a proposal, and ask until it is decided on or left aside."""
        now = self._as_it_is(proposed)
        if now is None:
            return
        edits = NO_EDITS
        shown = self._show(now, edits)
        while True:
            word, _, rest = ask(QUESTION).partition(" ")
            letter, rest = LETTERS.get(word.lower(), ""), rest.strip()
            if not letter:
                output.say(_not_an_answer(word) if word not in ("", "?") else HELP)
            elif letter == "e":
                changed = edit(self.session, now, edits, rest)
                if changed != edits:
                    edits, shown = changed, self._show(now, changed)
            elif letter == "a":
                if self._accept(ledger, now, edits, shown):
                    return
            elif self._is_done(ledger, now, letter, rest):
                return

    def _is_done(self, ledger: Ledger, now: Proposed, letter: str, rest: str) -> bool:
        """Do what a letter says; whether to go on to the next proposal."""
        if letter == "r":
            return self._reject(ledger, now, rest)
        if letter == "u":
            return self._undo(ledger, now)
        if letter == "s":
            self._skipped += 1
            return True
        raise LeftError

    def _as_it_is(self, proposed: Proposed) -> Proposed | None:
        """The proposal as it is now, unless somebody has decided on it meanwhile."""
        try:
            with self.session.reading() as reader:
                now = find_proposal(reader, proposed.proposal.ref, proposed.source)
        except NotFoundError:
            output.note(f"{short(proposed.proposal.ref)} is proposed no more")
            return None
        if now.is_undecided:
            return now
        assert now.decision is not None
        ref, by = short(now.proposal.ref), now.decision.author
        output.note(f"{ref} was {now.decision.verdict} meanwhile by {by}")
        return None

    # What is shown.

    def _show(self, proposed: Proposed, edits: Edits) -> Preview:
        session = self.session
        with session.reading() as reader:
            shown = preview(reader, proposed, edits, clock=session.clock(), today=session.today())
            proposal = proposed.proposal
            source = find_source(reader, proposed.source)
            names = country_names(reader, countries_of(proposal))
        left = f"{len(self._queue) + 1} left"
        output.say(wrapped(f"\n{short(proposal.ref)} of {_called(source)}, {left}\n"))
        if source.content is not None:
            print(f"{wrapped(in_paragraph(source.content, proposal.start, proposal.end))}\n")
        for line in previewed(proposal, edits, shown, names):
            output.say(wrapped(line, indent=INDENT))
        return shown

    # What is decided.

    def _accept(self, ledger: Ledger, proposed: Proposed, edits: Edits, shown: Preview) -> bool:
        """Accept it; whether it was."""
        if shown.problem:
            output.say(f"it cannot be accepted so: {shown.problem.sentence}")
            return False
        reason = ""
        if shown.considered and shown.considered.found and not shown.considered.is_beginning:
            if not agrees("Record it all the same?"):
                return False
            reason = ask_why("Why? ")
        try:
            outcome = accept_one(
                ledger,
                proposed,
                edits,
                stamp=self.session.stamp("review", reason=reason),
                today=self.session.today(),
                forced=bool(reason),
                reason=reason,
            )
        except TrackerError as error:
            output.note(error.sentence)
            return False
        self._decide(outcome)
        return True

    def _reject(self, ledger: Ledger, proposed: Proposed, reason: str) -> bool:
        """Reject it; whether it was."""
        if not reason:
            for number, usual in REASONS.items():
                output.say(f"{number}  {usual}")
            reason = ask("Why? A number or your words; nothing leaves it undecided: ")
        if not reason:
            return False
        stamp = self.session.stamp("review")
        reason = REASONS.get(reason, reason)
        ref, source = proposed.proposal.ref, proposed.source
        try:
            [outcome] = reject_named(ledger, [ref], source, stamp=stamp, reason=reason)
        except TrackerError as error:
            output.note(error.sentence)
            return False
        self._decide(outcome)
        return True

    def _undo(self, ledger: Ledger, current: Proposed) -> bool:
        """Take the last decision back and ask about it again; whether there was one."""
        if not self._decided:
            output.say("nothing was decided in this sitting; see: tracker review --reopen REF")
            return False
        last = self._decided[-1].proposed
        try:
            outcome = self._reopened(ledger, last, reason="")
        except ImplausibleError as error:
            for finding in error.found:
                output.say(f"against it: {finding.sentence}")
            if not agrees("Take it back all the same?"):
                return False
            outcome = self._reopened(ledger, last, reason=ask_why("Why? "))
        self._decided.pop()
        for line in told(outcome):
            output.say(line)
        self._queue[:0] = [last, current]
        return True

    def _reopened(self, ledger: Ledger, last: Proposed, *, reason: str) -> Outcome:
        [outcome] = reopen_named(
            ledger,
            [last.proposal.ref],
            last.source,
            stamp=self.session.stamp("review: undo", reason=reason),
            today=self.session.today(),
            forced=bool(reason),
        )
        return outcome

    def _decide(self, outcome: Outcome) -> None:
        if not outcome.was_decided:
            self._decided.append(outcome)
        for line in (*made([outcome]), *told(outcome)):
            output.say(line)

    def _sum_up(self) -> None:
        accepted = sum(outcome.decision.event is not None for outcome in self._decided)
        rejected = len(self._decided) - accepted
        with self.session.reading() as reader:
            left = len(undecided(reader, self.source))
        output.say(
            f"accepted {accepted}, rejected {rejected}, skipped {self._skipped}; "
            f"{left or 'nothing'} left to decide on"
        )
        if left:
            output.say(f"go on with: tracker review{f' {self.source}' if self.source else ''}")
        about = dict.fromkeys(each.decision.agreement for each in self._decided)
        for agreement in filter(None, about):
            output.say(f"what follows from it: tracker members {agreement}, tracker pending")
