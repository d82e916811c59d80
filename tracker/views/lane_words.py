"""A picture of lanes in words: what its text alternative says, and what stands at each mark."""

from tracker.domain.dates import Answer
from tracker.domain.fold import Spell
from tracker.domain.lanes import Expected, Lane, Mark, Picture
from tracker.domain.plain import one_line
from tracker.views.wording import Wording


def heading(picture: Picture, wording: Wording) -> str:
    """The line below the title: the day, what was known, how much is shown."""
    words = wording["picture"]
    parts = [words["as_of"].format(wording.day(picture.as_of))]
    if picture.known:
        parts.append(words["as_known"].format(one_line(picture.known)))
    noun = "agreement" if picture.is_country else "country"
    parts.append(wording.counted(noun, len(picture.lanes)))
    if picture.left_out:
        parts.append(words["left_out"].format(picture.left_out))
    if picture.latest:
        parts.append(words["latest"].format(wording.day(picture.latest)))
    return ", ".join(parts)


def story(picture: Picture, wording: Wording) -> str:
    """All of the picture as text."""
    lanes = " ".join(f"{lane_story(lane, wording)}." for lane in picture.lanes)
    return f"{heading(picture, wording)}. {lanes}".strip()


def lane_story(lane: Lane, wording: Wording) -> str:
    """A lane in a sentence: its spells in order, then what is expected."""
    spells = [spell_story(spell, wording) for spell in lane.spells]
    expected = [expected_story(step, wording) for step in lane.expected]
    told = [*(spells or [wording["picture"]["no_status"]]), *expected]
    return f"{one_line(lane.label)}: {'; '.join(told)}"


def spell_story(spell: Spell, wording: Wording) -> str:
    """A spell: its status, since when, until when."""
    words = wording["picture"]
    status = wording["status"][spell.status]
    told = words["member"].format(status) if spell.is_member else status
    start = wording.day(spell.start)
    if spell.end is None:
        told = words["since"].format(told, start)
    else:
        told = words["between"].format(told, start, wording.day(spell.end))
    return words["computed"].format(told) if spell.is_computed else told


def expected_story(step: Expected, wording: Wording) -> str:
    """What is still to come, since when, by when, and who said so."""
    words = wording["picture"]
    name = wording["expected_step"][step.step]
    if step.of:
        name = words["of_instrument"].format(name, one_line(step.of))
    parts = [words["expected"].format(name, wording.day(step.since))]
    if step.days is not None:
        parts[0] += f" ({wording.counted('day', step.days)})"
    if step.due:
        parts.append(words["due"].format(wording.day(step.due)))
    if step.said:
        parts.append(words["said"].format(one_line(step.said)))
    if step.by:
        parts.append(words["by"].format(one_line(step.by)))
    if step.due and step.overdue is not Answer.NO:
        parts.append(wording["overdue"][step.overdue])
    return ", ".join(parts)


def mark_story(mark: Mark, wording: Wording) -> str:
    """An event: its day and the sentence that says it."""
    return f"{wording.day(mark.on)}: {one_line(mark.what)}"
