"""Rules of entry into force as sentences: what a treaty says of the days from which it binds."""

import re
from collections.abc import Sequence

from tracker.domain.delays import CUT_OFF, FROM_THE_DAY, FROM_THE_MONTH, MONTHS_ON
from tracker.domain.entry_rules import By, EntryRule, LaterThan
from tracker.views.wording import Wording, wording_of

MOST_NAMED = 3


def rule_in_words(rule: EntryRule, entry_delay: str, wording: Wording | None = None) -> str:
    """All that an agreement says of the days from which it binds and no longer does.

    Arguments:
        wording: None is English.
    """
    wording = wording or wording_of()
    words, told = wording["rule"], []
    if rule.is_conditional or rule.by is By.SIGNATURE:
        told.append(words["enters"].format(_condition(rule, wording)))
    if rule.gone:
        deposits = (words["gone_one"].format(code, day) for code, day in rule.gone)
        told.append(words["gone"].format(wording.joined(deposits)))
    if entry_delay:
        is_later = rule.later_than is LaterThan.FULFILMENT
        act = wording["act_later" if is_later else "act_after_entry"][rule.by]
        told.append(
            act.format(delay_in_words(entry_delay, wording["act_itself"][rule.by], wording))
        )
    if rule.notice:
        delay = delay_in_words(rule.notice, words["its_notice"], wording)
        told.append(words["withdrawal"].format(delay))
    return _sourced("; ".join(told) or words["nothing"], rule, wording)


def condition_in_words(rule: EntryRule, wording: Wording | None = None) -> str:
    """What has to come together, and how long after it, in words."""
    wording = wording or wording_of()
    return _sourced(_condition(rule, wording), rule, wording)


def delay_in_words(delay: str, act: str, wording: Wording | None = None) -> str:
    """A delay after an act, such as "90 days after the deposit"."""
    wording = wording or wording_of()
    words = wording["delay"]
    if found := FROM_THE_DAY.fullmatch(delay):
        return words["after"].format(_duration(found, wording), act)
    if found := FROM_THE_MONTH.fullmatch(delay):
        return words["next_month"].format(_duration(found, wording), act)
    if found := MONTHS_ON.fullmatch(delay):
        return words["month"].format(found["count"], act)
    if found := CUT_OFF.fullmatch(delay):
        effect, limit = (_yearly(found, name, wording) for name in ("effect", "limit"))
        return words["cut_off"].format(effect, limit, act)
    return words["same_day"].format(act)


def _condition(rule: EntryRule, wording: Wording) -> str:
    words, parts = wording["rule"], []
    if rule.deposits:
        parts.append(wording["act_number"][rule.by].format(rule.deposits))
    if rule.states:
        parts.append(wording["act_of"][rule.by].format(_named(rule.states, wording)))
    if rule.share:
        parts.append(wording["act_share"][rule.by].format(f"{rule.share:g}"))
    acts = wording.joined(parts) or wording["act_alone"][rule.by]
    told = delay_in_words(rule.after, acts, wording)
    told = words["fixed"].format(rule.on, told) if rule.on else told
    return words["not_before"].format(told, rule.not_before) if rule.not_before else told


def _named(states: Sequence[str], wording: Wording) -> str:
    if len(states) > MOST_NAMED:
        return wording["rule"]["listed"].format(len(states))
    return wording.joined(states)


def _sourced(told: str, rule: EntryRule, wording: Wording) -> str:
    return wording["rule"]["source"].format(told, rule.source) if rule.source else told


def _duration(found: re.Match[str], wording: Wording) -> str:
    parts = [(int(found[f"{unit}s"] or 0), unit) for unit in ("year", "month", "day")]
    told = (wording.counted(unit, number) for number, unit in parts if number)
    return wording.joined(told) or wording.counted("day", 0)


def _yearly(found: re.Match[str], name: str, wording: Wording) -> str:
    month = wording["month"][found[f"{name}_month"]]
    return wording["delay"]["yearly"].format(found[f"{name}_day"], month)
