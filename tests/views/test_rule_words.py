"""Rules of entry into force as sentences, in the words of a treaty."""

from typing import Any

import pytest

from tracker.domain.entry_rules import EntryRule, read_rule
from tracker.views.rule_words import condition_in_words, delay_in_words, rule_in_words
from tracker.views.wording import wording_of

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


def test_a_rule_in_words() -> None:
    """A rule is said as the treaty would, with its article."""
    assert condition_in_words(
        read_rule({"deposits": 35, "after": "P30D", "source": "art. 84"})
    ) == ("30 days after 35 consents (art. 84)")
    assert condition_in_words(read_rule(RULE)) == (
        "on 1995-01-20 if all is so by then, else 90 days after 55 signatures and signatures of DE "
        "and signatures of those who stand for 55 per cent, and not before 1995-01-13 (art. 25)"
    )
    assert condition_in_words(read_rule({"states": ["AA", "BB", "CC", "DD"]})) == (
        "on the day of consents of 4 listed states"
    )
    assert condition_in_words(read_rule({"states": ["DE", "FR"], "by": "exchange"})) == (
        "on the day of the exchange of instruments of DE and FR"
    )
    assert condition_in_words(EntryRule()) == "on the day of the consent"


@pytest.mark.parametrize(
    ("rule", "delay", "words"),
    [
        ({}, "", "its rule says nothing"),
        ({"by": "signature"}, "", "enters into force on the day of the signature"),
        (
            {"deposits": 2, "gone": {"YUCS": "1970"}},
            "",
            "enters into force on the day of 2 consents; also of states of the past: YUCS of 1970",
        ),
        (
            {"notice": "P1Y", "source": "art. 9"},
            "",
            "a withdrawal takes effect 1 year after its notice (art. 9)",
        ),
        (
            {"deposits": 2, "after": "P30D"},
            "P60D",
            "enters into force 30 days after 2 consents; a later consent binds 60 days after it",
        ),
        (
            {"later_than": "entry-into-force"},
            "P30D",
            "a consent after the entry into force binds 30 days after it",
        ),
    ],
)
def test_all_that_is_known_in_words(rule: dict[str, Any], delay: str, words: str) -> None:
    """What an agreement says of its beginning, of later consents and of leaving, as it says it."""
    assert rule_in_words(read_rule(rule), delay) == words


@pytest.mark.parametrize(
    ("delay", "words"),
    [
        ("", "on the day of the deposit"),
        ("P30D", "30 days after the deposit"),
        ("P1Y", "1 year after the deposit"),
        ("P1M15D", "1 month and 15 days after the deposit"),
        ("P0D", "0 days after the deposit"),
        (
            "first day of the month after P60D",
            "on the first day of the month after 60 days from the deposit",
        ),
        ("first day of month 6 after", "on the first day of the 6th month after the deposit"),
        (
            "1 January if given by 1 July",
            "1 January if given by 1 July, the deposit being what is given",
        ),
    ],
)
def test_a_delay_in_words(delay: str, words: str) -> None:
    """A delay is said as a treaty would."""
    assert delay_in_words(delay, "the deposit") == words


@pytest.mark.parametrize(
    ("rule", "delay", "words"),
    [
        ({}, "", "seine Regel sagt nichts"),
        ({"by": "signature"}, "", "tritt in Kraft mit der Unterzeichnung"),
        (
            {"deposits": 2, "gone": {"YUCS": "1970"}},
            "",
            "tritt in Kraft mit 2 Zustimmungen; dazu von früheren Staaten: YUCS von 1970",
        ),
        (
            {"states": ["DE", "FR"], "by": "exchange", "after": "P1M15D"},
            "P1Y",
            (
                "tritt in Kraft 1 Monat und 15 Tage nach dem Austausch der Urkunden von DE und FR; "
                "ein späterer Austausch von Urkunden bindet 1 Jahr nach ihm"
            ),
        ),
        (
            {"notice": "1 January if given by 1 July", "source": "Art. 46"},
            "",
            (
                "ein Rücktritt wird wirksam am 1. Januar nach dem nächsten 1. Juli "
                "ab seiner Notifikation (Art. 46)"
            ),
        ),
        (
            {"later_than": "entry-into-force"},
            "first day of month 6 after",
            "eine Zustimmung nach dem Inkrafttreten bindet am ersten Tag des 6. Monats nach ihr",
        ),
        (
            {"deposits": 60, "after": "first day of the month after P60D"},
            "",
            (
                "tritt in Kraft am ersten Tag des folgenden Monats, gerechnet 60 Tage nach "
                "60 Zustimmungen"
            ),
        ),
        (
            {key: RULE[key] for key in RULE if key not in ("gone", "notice")},
            "",
            (
                "tritt in Kraft am 1995-01-20, wenn bis dahin alles erfüllt ist, sonst 90 Tage "
                "nach 55 Unterzeichnungen und den Unterzeichnungen von DE und den Unterzeichnungen "
                "derer, die für 55 Prozent stehen, und nicht vor 1995-01-13 (art. 25)"
            ),
        ),
    ],
)
def test_a_rule_in_german(rule: dict[str, Any], delay: str, words: str) -> None:
    """The same, in the words that German treaties have for it."""
    assert rule_in_words(read_rule(rule), delay, wording_of("de")) == words
