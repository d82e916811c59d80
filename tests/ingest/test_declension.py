"""Names of agreements in the nominative, whatever case a sentence puts them in."""

from datetime import date

import pytest

from tracker.ingest.extract import extract
from tracker.ingest.language import load
from tracker.ingest.reading import Article, Named, Vocabulary

GERMAN = load("de").declension


@pytest.mark.parametrize(
    ("name", "nominative"),
    [
        ("Istanbuler Protokolls", "Istanbuler Protokoll"),
        ("Römischen Statuts", "Römisches Statut"),
        ("Römische Statut", "Römisches Statut"),
        ("Internationalen Strafgerichtshofs", "Internationaler Strafgerichtshof"),
        ("Afrikanischen Union", "Afrikanische Union"),
        ("Bündnisses der Sahelstaaten", "Bündnis der Sahelstaaten"),
        ("Europäischen Fonds", "Europäischer Fonds"),
        ("Übereinkommen über Streumunition", "Übereinkommen über Streumunition"),
        ("Genfer Konventionen", "Genfer Konventionen"),
        ("Mercosur", "Mercosur"),
    ],
)
def test_a_name_is_put_into_the_nominative(name: str, nominative: str) -> None:
    """The noun loses its ending, its adjectives agree with it, and the rest stays."""
    assert GERMAN.nominative_name(name) == nominative


def test_a_language_that_does_not_decline_changes_nothing() -> None:
    """English nouns have one form."""
    assert load("en").declension.nominative_name("Treaties of Rome") == "Treaties of Rome"


@pytest.mark.parametrize(
    ("sentence", "name", "key"),
    [
        ("Kenia trat 2020 aus dem Römischen Statut aus.", "Römisches Statut", "rome-statute"),
        ("Kenia ist seit 2020 Vertragspartei des Seevertrags.", "Seevertrag", "lake-treaty"),
        ("Kenia ist seit 2020 Vertragspartei des Ottawa-Abkommens.", "Ottawa-Abkommen", ""),
    ],
)
def test_it_is_the_name_that_a_ledger_knows(sentence: str, name: str, key: str) -> None:
    """A proposal bears the nominative, and the key of the agreement that has that name."""
    named = [Named("rome-statute", "Römisches Statut"), Named("lake-treaty", "Seevertrag")]
    article = Article(sentence, date(2025, 11, 7), "de")
    found = extract(article, Vocabulary(agreements=tuple(named))).proposals
    assert {(each.agreement_name, each.agreement) for each in found} == {(name, key)}
