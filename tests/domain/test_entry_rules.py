"""Rules of entry into force as data: read, refused, written, and said in words."""

from typing import Any

import pytest

from tracker.domain.entry_rules import (
    BadRule,
    EntryRule,
    read_rule,
    rule_of_text,
    text_of_rule,
)

RULE = {
    "deposits": 55,
    "share": 55.0,
    "shares": {"DE": 7.4, "RU": 17.4},
    "after": "P90D",
    "on": "1995-01-20",
    "not_before": "1995-01-13",
    "not_counted": ["EU"],
    "gone": {"YUCS": "1970-08-27", "CSHH": "1970"},
    "states": ["DE"],
    "by": "signature",
    "notice": "1 January if given by 1 July",
    "source": "art. 25",
}


def test_a_rule_is_kept_as_text() -> None:
    """A rule is the same after it was written, whole or with nothing but what is usual."""
    for rule in (read_rule(RULE), read_rule({"deposits": 3}), EntryRule()):
        assert rule_of_text(text_of_rule(rule)) == rule
    assert text_of_rule(None) == ""
    assert rule_of_text("") is None


@pytest.mark.parametrize(
    ("record", "why"),
    [
        ({"deposit": 3}, "has a field deposit, which means nothing"),
        ({"deposits": "3"}, "no number of countries"),
        ({"deposits": -1}, "no number of countries"),
        ({"deposits": True}, "no number of countries"),
        ({"after": 30}, "an? after that is no text"),
        ({"states": "DE"}, "states that are no codes"),
        ({"states": [1]}, "states that are no codes"),
        ({"share": 101, "shares": {"DE": 1}}, "a share that is no percentage"),
        ({"share": True, "shares": {"DE": 1}}, "a share that is no percentage"),
        ({"share": 50, "shares": {"DE": "7"}}, "a share of DE that is no percentage"),
        ({"share": 50, "shares": ["DE"]}, "shares that are no table"),
        ({"share": 50}, "needs share and shares together"),
        ({"not_before": "soon"}, "has not_before with no date"),
        ({"on": "soon"}, "has on with no date"),
        ({"gone": ["YUCS"]}, "has gone that are no table"),
        ({"gone": {"YUCS": "soon"}}, "has YUCS with no date"),
        ({"gone": {"YUCS": 1970}}, "has a YUCS that is no text"),
        ({"by": "exchange", "states": ["DE"]}, "write as states the codes of those who exchange"),
        ({"by": "letter"}, 'has by "letter"; write consent or signature or exchange'),
        ({"later_than": "then"}, 'has later_than "then"; write fulfilment or entry-into-force'),
    ],
)
def test_another_rule_is_refused(record: dict[str, Any], why: str) -> None:
    """What a rule cannot hold is told with its name and the way out."""
    with pytest.raises(BadRule, match=why):
        read_rule(record)
