"""An expression of time where it stands in a text."""

from dataclasses import dataclass

from tracker.ingest.date_forms import Calendar, Degree, Form, Tense
from tracker.ingest.date_relative import Duration, Vague


@dataclass(frozen=True, slots=True)
class DateSaid:
    """An expression of time in a text.

    Attributes:
        start, end: code points into the text, end exclusive; ``words == text[start:end]``.
        form: what it says, without its preposition.
        lead: the class of its preposition, such as ``since``; empty if it has none.
        degree: how exactly it is meant, if the words say so.
        is_attribute: it dates what a noun names, as in "the 2015 deal" or "die Erklärung vom
            5. Mai", and not what the sentence tells.
    """

    start: int
    end: int
    words: str
    form: Form
    lead: str = ""
    degree: Degree | None = None
    is_attribute: bool = False

    @property
    def needs_publication(self) -> bool:
        """It says nothing without a day of publication or an earlier date."""
        return self.form.needs_publication

    @property
    def is_vague(self) -> bool:
        """It is no date, whatever else is known: soon, in the coming weeks."""
        return isinstance(self.form, Vague)

    @property
    def is_day(self) -> bool:
        """It names a day of a calendar."""
        return isinstance(self.form, Calendar) and self.form.day is not None and not self.degree

    @property
    def is_year(self) -> bool:
        """It names a year and nothing else."""
        form = self.form
        return isinstance(form, Calendar) and form == Calendar(year=form.year)

    @property
    def is_future(self) -> bool:
        """The words themselves speak of what is to come."""
        return self.form.hint is Tense.FUTURE

    @property
    def is_past(self) -> bool:
        """The words themselves speak of what has been."""
        return self.lead == "since" or self.form.hint is Tense.PAST

    @property
    def is_open_start(self) -> bool:
        """It tells when something began that goes on: since 2012, from Thursday."""
        return self.lead in ("since", "from")

    @property
    def is_duration_bound(self) -> bool:
        """It tells how long something has lasted at least: for more than 30 years."""
        return isinstance(self.form, Duration) and self.form.is_bound
