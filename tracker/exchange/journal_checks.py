"""What is wrong with a record of a journal, as far as the record alone can tell."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from tracker.domain import kept
from tracker.domain.agreements import Binding, Form, check_key
from tracker.domain.countries import CountryKind, NameKind, check_code
from tracker.domain.delays import check_delay
from tracker.domain.entry_rules import rule_of_text
from tracker.domain.events import Citation, Role, Stance
from tracker.domain.kinds import KINDS, ExpectedStep
from tracker.domain.proposals import Decision, Modality, Verdict, key
from tracker.domain.sources import fingerprint

Values = dict[str, Any]
FORGED = "its content is not what its key was made from; export it anew"


def why_not(sort: kept.Sort, values: Values) -> str:
    """A clause that says what is wrong; empty if nothing is.

    Raises:
        TrackerError: it may also be said by an error of the domain.
    """
    check = CHECKS.get(sort.name)
    return check(values) if check else ""


def _country(values: Values) -> str:
    if check_code(values["country"]) != values["country"]:
        return f"write the country as {check_code(values['country'])}"
    return _word(CountryKind, values, "kind")


def _country_name(values: Values) -> str:
    return _word(NameKind, values, "kind")


def _agreement(values: Values) -> str:
    check_key(values["agreement"])
    check_delay(values["entry_delay"])
    if values["rule"] and (why := _json(values, "rule", dict)):
        return why
    rule_of_text(values["rule"])
    return _word(Form, values, "form") or _word(Binding, values, "binds_by")


def _proposal(values: Values) -> str:
    passage = values["passage_start"], values["passage_end"]
    if key(values["kind"], values["country"], *passage) != values["proposal"]:
        return FORGED
    return (
        _word(Modality, values, "modality")
        or _passage(values)
        or _json(values, "participants", list)
        or _json(values, "weights", list)
        or (_json(values, "expects", dict) if values["expects"] else "")
    )


def _decision(values: Values) -> str:
    why = _word(Verdict, values, "verdict") or _json(values, "edits", dict)
    return why or ("" if _decided(values).ref == values["decision"] else FORGED)


def _decided(values: Values) -> Decision:
    texts = {name: values[name] for name in ("source", "proposal", "author", "reason")}
    recorded = {name: values[name] for name in ("agreement", "event", "change")}
    return Decision(
        **texts,
        **recorded,
        verdict=Verdict(values["verdict"]),
        decided_at=datetime.fromisoformat(values["decided_at"]),
        edits=json.loads(values["edits"]),
    )


def _event(values: Values) -> str:
    if values["kind"] not in KINDS:
        return f"no event is a {values['kind']}; take a newer tracker, or correct it"
    return "" if values["replaces"] != values["event"] else "an event cannot replace itself"


def _participant(values: Values) -> str:
    return _word(Role, values, "role")


def _announcement(values: Values) -> str:
    return _word(ExpectedStep, values, "step")


def _citation(values: Values) -> str:
    if why := _word(Stance, values, "stance") or _passage(values):
        return why
    quote, sha256 = values["quote"], values["sha256"]
    if quote and sha256 and fingerprint(quote) != sha256:
        return "its sha256 is not that of its quote; export it anew"
    made = Citation(
        source=values["source"],
        start=values["passage_start"],
        end=values["passage_end"],
        quote=quote,
        sha256=sha256,
        stance=Stance(values["stance"]),
        says=values["says"],
    )
    return "" if made.ref == values["citation"] else FORGED


def _passage(values: Values) -> str:
    start, end = values["passage_start"], values["passage_end"]
    if start is None and end is None:
        return ""
    is_one = start is not None and end is not None and start < end
    return "" if is_one else "passage_start and passage_end are no passage; write start below end"


def _word(words: Any, values: Values, name: str) -> str:
    if values[name] in set(words):
        return ""
    return f'{name} is "{values[name]}"; write one of {", ".join(words)}'


def _json(values: Values, name: str, wanted: type) -> str:
    try:
        if isinstance(json.loads(values[name]), wanted):
            return ""
    except (ValueError, RecursionError):
        pass
    return f"{name} is no JSON of its form; export it anew"


CHECKS: dict[str, Callable[[Values], str]] = {
    "country": _country,
    "country-name": _country_name,
    "agreement": _agreement,
    "proposal": _proposal,
    "decision": _decision,
    "event": _event,
    "participant": _participant,
    "announcement": _announcement,
    "citation": _citation,
}
