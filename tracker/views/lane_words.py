"""A picture of lanes in words: what its text alternative says, and what stands at each mark."""

from collections.abc import Iterator

from tracker.domain.dates import Answer
from tracker.domain.fold import Spell
from tracker.domain.lanes import Expected, Lane, Mark, Picture
from tracker.domain.plain import one_line


def heading(picture: Picture) -> str:
    """The line below the title: the day, what was known, how much is shown."""
    number = len(picture.lanes)
    noun = "agreement" if picture.is_country else "country"
    plural = noun if number == 1 else f"{noun}s" if picture.is_country else "countries"
    parts = [f"As of {picture.as_of.describe()}"]
    if picture.known:
        parts.append(f"as known at {one_line(picture.known)}")
    parts.append(f"{number} {plural}")
    if picture.left_out:
        parts.append(f"{picture.left_out} more are not shown")
    return ", ".join(parts)


def story(picture: Picture) -> str:
    """All of the picture as text."""
    lanes = " ".join(f"{lane_story(lane)}." for lane in picture.lanes)
    return f"{heading(picture)}. {lanes}".strip()


def lane_story(lane: Lane) -> str:
    """A lane in a sentence: its spells in order, then what is expected."""
    spells = "; ".join(_spells(lane)) or "no status"
    expected = "; ".join(expected_story(step) for step in lane.expected)
    return f"{one_line(lane.label)}: {spells}" + (f"; {expected}" if expected else "")


def _spells(lane: Lane) -> Iterator[str]:
    return (spell_story(spell) for spell in lane.spells)


def spell_story(spell: Spell) -> str:
    """A spell: its status, since when, until when."""
    member = " (member)" if spell.is_member else ""
    computed = ", computed" if spell.is_computed else ""
    start = spell.start.describe()
    if spell.end is None:
        return f"{spell.status.value}{member} since {start}{computed}"
    return f"{spell.status.value}{member} from {start} until {spell.end.describe()}{computed}"


def expected_story(step: Expected) -> str:
    """What is still to come, since when, by when, and who said so."""
    parts = [f"{step.step.value} expected since {step.since.describe()}"]
    if step.days is not None:
        parts[0] += f" ({step.days} {'day' if step.days == 1 else 'days'})"
    if step.due:
        parts.append(f"due {step.due.describe()}")
    if step.said:
        parts.append(f"said: {one_line(step.said)}")
    if step.by:
        parts.append(f"by {one_line(step.by)}")
    if step.overdue is not Answer.NO:
        parts.append("overdue" if step.overdue is Answer.YES else "perhaps overdue")
    return ", ".join(parts)


def mark_story(mark: Mark) -> str:
    """An event: its day and the sentence that says it."""
    return f"{mark.on.describe()}: {one_line(mark.what)}"
