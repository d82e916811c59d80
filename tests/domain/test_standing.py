"""Where a country stands on a day: yes, no, or undecided where the dates do not tell."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from timeline import an_agreement, an_event, ledger, moment, on, spells_of

from tracker.domain.dates import Answer, PartialDate
from tracker.domain.events import Entry, entered
from tracker.domain.fold import spells, walk
from tracker.domain.standing import standing
from tracker.domain.statuses import Status


def answer(history: str, day: str) -> str:
    """The answer and the possible statuses, in a few words."""
    found = standing(spells_of(ledger(history), an_agreement()), on(day))
    return f"{found.member}: {' or '.join(found.possible)}" if found else "nowhere"


@pytest.mark.parametrize(
    ("history", "day", "expected"),
    [
        ("2020-09-15 signed", "2020-09-14", "nowhere"),
        ("2020-09-15 signed", "2020-09-15", "yes: signatory"),
        ("2020-09-15 signed", "2020-09", "undecided: none or signatory"),
        ("2020-09-15 signed", "2021", "yes: signatory"),
        ("2020-09 signed", "2020-09-20", "undecided: none or signatory"),
        ("2020-09 signed", "2020-09-30", "yes: signatory"),
        ("2020-09 signed", "2020-08-31", "nowhere"),
        ("2020-09 announced", "2020-09-20", "no: none or announced"),
        ("2019 signed; 2020 ratified", "2020-06-01", "yes: signatory or contracting"),
        ("2019 signed; 2020 suspended", "2020-06-01", "undecided: signatory or suspended"),
        ("2019 signed; 2020-05-01 withdrew", "2020-04-30", "yes: signatory"),
        ("2019 signed; 2020-05-01 withdrew", "2020-05-01", "no: former"),
        ("2019 signed; 2020 withdrew", "2020-05-01", "undecided: former or signatory"),
        ("2019 interest; 2020-05-01 talks_failed", "2020-05-01", "nowhere"),
        ("2019 interest; 2020 talks_failed; 2020 interest", "2020-05-01", "no: none or candidate"),
        ("2019-01-01 signed; 2020 signature_withdrawn; 2020-12-30 signed", "2020-12-29",
         "undecided: none or signatory"),
        ("2019 signed; 2020-02-01 signature_withdrawn; 2020-05-01 signed", "2020",
         "undecided: none or signatory"),
        ("2019 signed; 2020-05-01 signature_withdrawn; 2020-05-01 signed", "2020",
         "yes: signatory"),
    ],
)  # fmt: skip
def test_an_answer_is_as_sure_as_the_dates(history: str, day: str, expected: str) -> None:
    """What the dates decide is said, and what they leave open is called undecided."""
    assert answer(history, day) == expected


def test_a_gap_between_two_dates_in_doubt_is_kept_open() -> None:
    """A signature taken back and given again in one year leaves all that year undecided."""
    history = "2019 signed; 2020 signature_withdrawn; 2021 signed; correct signed to 2020"
    assert answer(f"2018 signed; {history}", "2020-06-01") == "undecided: none or signatory"


def test_a_status_is_named_if_it_is_the_only_one() -> None:
    """The status is there where it is decided, and absent where it is not."""
    made = spells_of(ledger("2019 signed; 2020 ratified"), an_agreement())
    sure, unsure = standing(made, on("2021")), standing(made, on("2020-05"))
    assert sure is not None
    assert sure.status is Status.CONTRACTING
    assert sure.spell == made[-1]
    assert unsure is not None
    assert unsure.status is None


# Against every choice of days.

FIRST = date(2020, 1, 1)
LAST_DAY = 6
BOUNDS = st.tuples(st.integers(0, LAST_DAY), st.integers(0, 3))
KINDS = """
interest talks_failed announced signed signature_withdrawn ratified ratification_withdrawn
entered_into_force suspended resumed withdrew
"""


def somewhere(bounds: tuple[int, int]) -> PartialDate:
    """Some day from the first of the two on, as many days wide as the second says."""
    start, width = bounds
    first, last = (FIRST + timedelta(days=start + more) for more in (0, width))
    return PartialDate.day(first) if width == 0 else on(f"[{first}..{last}]")


def days(of: PartialDate) -> list[date]:
    """Every day that a date can mean."""
    assert of.earliest
    assert of.latest
    return [of.earliest + timedelta(days=n) for n in range((of.latest - of.earliest).days + 1)]


@st.composite
def histories(draw: st.DrawFn) -> list[Entry]:
    """Some events of one country on days in doubt."""
    names = draw(st.lists(st.sampled_from(KINDS.split()), min_size=1, max_size=5))
    texts = [f"{somewhere(draw(BOUNDS))} {name}" for name in names]
    return [entered(an_event(text), moment(n)) for n, text in enumerate(texts)]


def truths(entries: list[Entry], binds_by: str, day: PartialDate) -> Iterator[Status]:
    """The status on that day for each choice of days that keeps the order of the steps."""
    steps = [
        s for s in walk(entries, [], an_agreement(binds_by=binds_by)) if s.after is not s.before
    ]
    for choice in product(*(days(step.point.on) for step in steps)):
        if list(choice) != sorted(choice):
            continue
        for asked in days(day):
            begun = [step.after for step, at in zip(steps, choice, strict=True) if at <= asked]
            yield begun[-1] if begun else Status.NONE


@given(histories(), st.sampled_from(["signature", "ratification"]), BOUNDS)
@settings(max_examples=400, deadline=None)
def test_no_answer_says_more_than_every_choice_of_days(
    entries: list[Entry], binds_by: str, bounds: tuple[int, int]
) -> None:
    """Yes and no hold whichever days are meant, and no status that could be is left out."""
    agreement, day = an_agreement(binds_by=binds_by), somewhere(bounds)
    found = standing(spells(walk(entries, [], agreement), agreement), day)
    true = set(truths(entries, binds_by, day))
    member = {agreement.makes_member(status) for status in true}
    if found is None:
        assert true == {Status.NONE}
        return
    assert found.member is Answer.UNDECIDED or member == {found.member is Answer.YES}
    assert true - {Status.NONE} <= set(found.possible)
    assert found.status is None or true == {found.status}
    if day.is_exact:
        assert set(found.possible) - {Status.NONE} <= true
