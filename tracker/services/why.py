"""Why a country has the status that it has: every event of it, and what it did."""

from tracker.domain.agreements import Agreement
from tracker.domain.dates import Answer, before
from tracker.domain.entry_into_force import Start
from tracker.domain.events import Entry, counting, last_words
from tracker.domain.fold import SIGNED, SUCCEEDED, Step, is_idle, walk
from tracker.domain.kinds import KINDS, Group
from tracker.domain.statuses import Status
from tracker.services.asking import Asked
from tracker.services.naming import country_names, find_agreement, find_country, short
from tracker.services.reply import Reply, Row
from tracker.services.rules import computed_start
from tracker.services.stands import stands_in, strongest
from tracker.store import agreements as kept
from tracker.store import entries
from tracker.store.questions import HAD_JOINED, counts
from tracker.store.reader import Reader
from tracker.store.values import partial_date
from tracker.views.rule_words import condition_in_words, delay_in_words

AFTER_THE_DAY = "lies after the day that is asked about"
ONLY_SAID = "left aside: what is only said gives no status"
NAMED_IN = f"""
SELECT p.agreement, p.event, p.role, e.kind, e.date, e.date_earliest, e.date_latest
FROM event_participants p JOIN events e ON e.agreement = p.agreement AND e.event = p.event
WHERE p.agreement IN :agreements AND p.country = :country AND e.recorded_at <= :known
  AND {HAD_JOINED} AND {counts("e")}
ORDER BY COALESCE(e.date_latest, e.date_earliest), p.event, p.role
"""


def why(reader: Reader, country: str, agreement: str | None = None, *, asked: Asked) -> Reply:
    """Which events, by which rule, make the status of a country what it is.

    Returns:
        rows of event, agreement, kind, date, rule, before, after, effect; ``effect`` says what
        the event did, or why it was left aside.
    """
    about = find_agreement(reader, agreement)
    code = find_country(reader, country)
    name = country_names(reader, [code])[code]
    family = kept.family(reader, about.key)
    rows = [row for each in family for row in _of_pair(reader, each, code, asked)]
    keys = [each.key for each in family]
    rows += _roles(reader, keys, code, asked)
    notes = [_verdict(reader, keys, code, name, about, asked)]
    return Reply("why/1", {"country": code, "agreement": about.key, **asked.shown}, rows, notes)


def _of_pair(reader: Reader, agreement: Agreement, country: str, asked: Asked) -> list[Row]:
    known = asked.values["known"]
    mine = [e for e in entries.pair(reader, agreement.key, country) if e.recorded_at <= known]
    mine.sort(key=lambda entry: entry.position)
    if not mine:
        return []
    whole = [e for e in entries.whole(reader, agreement.key) if e.recorded_at <= known]
    counted = counting(mine)
    start = computed_start(reader, agreement, known=asked.known)
    steps = walk(counted, counting(whole), agreement, start.on if start else None)
    rows = [_of_step(step, agreement, asked, start) for step in steps]
    rows += [_idle(entry, asked) for entry in counted if is_idle(entry.event)]
    return rows + [_left_aside(entry, mine) for entry in mine if entry not in counted]


def _of_step(step: Step, agreement: Agreement, asked: Asked, start: Start | None) -> Row:
    entry = step.point.entry
    kind = KINDS[entry.event.kind]
    computed = _computed(step, agreement, start) if step.point.is_computed else ""
    return {
        **_about(entry),
        "agreement": agreement.key,
        "date": step.point.on.text,
        "rule": kind.article,
        "before": step.before.value,
        "after": step.after.value,
        "effect": _effect(step, asked) + computed,
    }


def _computed(step: Step, agreement: Agreement, start: Start | None) -> str:
    """By which rule the day was computed that no source tells."""
    rule, event = agreement.rule, step.point.entry.event
    source = f" ({rule.source})" if rule and rule.source else ""
    if step.point.gives is Status.FORMER and rule:
        return f"; computed: {delay_in_words(rule.notice, 'the notice')}{source}"
    if rule and start and step.point.on == start.on:
        by = f"the last of them by {start.country} on {start.trigger.describe()}"
        return f"; computed: {condition_in_words(rule)}, {by}"
    if event.kind == SUCCEEDED:
        return "; computed: a successor waits for nothing once the agreement is in force"
    if not source and not agreement.entry_delay:
        source = " (Vienna Convention on the Law of Treaties, art. 24(3))"
    act = "its signature" if event.kind == SIGNED else "its consent"
    return f"; computed: {delay_in_words(agreement.entry_delay, act)}{source}"


def _effect(step: Step, asked: Asked) -> str:
    point = step.point
    if before(asked.day, point.on) is Answer.YES:
        return AFTER_THE_DAY
    if step.after is not step.before:
        return f"makes it {step.after.value}" if step.after is not Status.NONE else "ends it"
    if point.gives is None and not point.takes:
        return "left aside: it gives no status"
    if point.gives is Status.FORMER and step.after is Status.NONE:
        return "left aside: no step is known by which it was in"
    if point.gives is not None and point.gives is not step.after:
        return (
            f"left aside: it is {step.after.value} already, which is more than {point.gives.value}"
        )
    return f"left aside: it is {step.after.value} already"


def _idle(entry: Entry, asked: Asked) -> Row:
    is_said = KINDS[entry.event.kind].group is Group.SPEECH
    effect = ONLY_SAID if is_said else "left aside: it gives no status"
    if before(asked.day, entry.event.date) is Answer.YES:
        effect = AFTER_THE_DAY
    rule = KINDS[entry.event.kind].article
    return {**_about(entry), "rule": rule, "before": None, "after": None, "effect": effect}


def _left_aside(entry: Entry, mine: list[Entry]) -> Row:
    effect = "left aside: it speaks of the ledger, not of the world"
    if KINDS[entry.event.kind].group is not Group.LEDGER:
        by = last_words(mine)[entry.ref]
        word = "retracted" if by.event.kind == "retraction" else "corrected"
        effect = f"left aside: {word} by {short(by.ref)}"
    return {**_about(entry), "rule": "", "before": None, "after": None, "effect": effect}


def _about(entry: Entry) -> Row:
    return {
        "event": short(entry.ref),
        "agreement": entry.event.agreement,
        "kind": entry.event.kind,
        "date": entry.event.date.text,
    }


def _roles(reader: Reader, keys: list[str], country: str, asked: Asked) -> list[Row]:
    rows = reader.rows(NAMED_IN, agreements=keys, country=country, known=asked.values["known"])
    return [
        {
            "event": short(row["event"]),
            "agreement": row["agreement"],
            "kind": row["kind"],
            "date": row["date"],
            "rule": "",
            "before": None,
            "after": None,
            "effect": _effect_of_role(row, asked),
        }
        for row in rows
    ]


def _effect_of_role(row: Row, asked: Asked) -> str:
    on = partial_date(row["date"], row["date_earliest"], row["date_latest"])
    if before(asked.day, on) is Answer.YES:
        return AFTER_THE_DAY
    return f"left aside: it is the {row['role']} there, and a role makes no member"


def _verdict(
    reader: Reader, keys: list[str], country: str, name: str, about: Agreement, asked: Asked
) -> str:
    """The sentence that the rows lead to."""
    mine = stands_in(reader, keys, asked, countries=[country])
    if not mine:
        return f"{name} has no status in {about.key} on {asked.day.describe()}."
    [best] = strongest(mine)
    found = best.standing
    member = {Answer.YES: "a member", Answer.NO: "no member"}.get(
        found.member, "perhaps a member, as far as the dates tell,"
    )
    where = "" if best.instrument == about.key else f" by {best.instrument}"
    possible = " or ".join(status.value for status in found.possible)
    return (
        f"On {asked.day.describe()} {name} is {possible}{where}, and so {member} "
        f"of {about.key}; it rests on {short(found.spell.ref)}."
    )
