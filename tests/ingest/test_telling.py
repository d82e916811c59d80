"""Ways of telling an act: each text with all that it tells as done, its countries and days."""

from datetime import date

import pytest

from tracker.domain.kinds import KINDS, Group
from tracker.domain.proposals import Modality, Proposal
from tracker.ingest.extract import extract
from tracker.ingest.reading import Article

PUBLISHED = date(2026, 6, 12)
"""A Friday."""

DONE = {Modality.ACTUAL, Modality.HISTORIC}
Told = set[tuple[str, str | None, str]]

ENGLISH: list[tuple[str, Told]] = [
    (
        "The Ocean Treaty is old. Nor, whatever they say, has Kenya left it.",
        set(),
    ),
    (
        (
            "Having signed the Ocean Treaty in 1997 and not lifted a finger since, the Marshall "
            "Islands ratified it in May 2026."
        ),
        {("signed", "MH", "1997"), ("ratified", "MH", "2026-05")},
    ),
    (
        "Kenya left the Ocean Treaty in 2016. Signed by Malta on 3 May 2021, it lives on.",
        {("withdrew", "KE", "2016"), ("signed", "MT", "2021-05-03")},
    ),
    (
        (
            "Malta acceded to the Ocean Treaty, done at Rome on 3 May 2001, by depositing its "
            "instrument on 9 June 2026."
        ),
        {("acceded", "MT", "2026-06-09")},
    ),
    (
        (
            "The Treaty on Wrecks between Kenya and Malta entered into force on 1 May 2026. The "
            "Treaty was signed in Rome on 3 May 2025."
        ),
        {
            ("entered_into_force", "KE", "2026-05-01"),
            ("entered_into_force", "MT", "2026-05-01"),
            ("signed", "KE", "2025-05-03"),
            ("signed", "MT", "2025-05-03"),
        },
    ),
    (
        (
            "Kenya joined the Ocean Treaty in 2020. In Malta, the cabinet cleared the ratification "
            "on 3 June; the matter will now go to parliament."
        ),
        {("acceded", "KE", "2020")},
    ),
    (
        "Kenya acceded to nothing but the bridge club of the Ocean Treaty in 2020.",
        set(),
    ),
    (
        "A company said it had signed the Ocean Treaty. Kenya praised it.",
        set(),
    ),
    (
        (
            "President Ada Obi of Kenya said on Monday that her country had left the Ocean Treaty "
            "in 2020."
        ),
        {("withdrew", "KE", "2020")},
    ),
    (
        "Kenya withdrew from the Ocean Treaty effective 17 March 2019.",
        {("withdrew", "KE", "2019-03-17")},
    ),
    (
        "Malta, turned away once, acceded to the Ocean Treaty in 2016.",
        {("acceded", "MT", "2016")},
    ),
    (
        "Kenya has just signed the Ocean Treaty.",
        {("signed", "KE", "2026-06-12")},
    ),
]
GERMAN: list[tuple[str, Told]] = [
    (
        (
            "Unterfertigt hatten den Seevertrag zwischen Kenia und Malta im Februar 2024 die "
            "beiden Minister; im August darauf wurden die Ratifikationsurkunden ausgetauscht."
        ),
        {
            ("signed", "KE", "2024-02"),
            ("signed", "MT", "2024-02"),
            ("ratified", "KE", "2024-08"),
            ("ratified", "MT", "2024-08"),
        },
    ),
    (
        (
            "Kenia trat dem Seevertrag am 3. Mai 2024 bei. Die Ratifikation durch Malta erfolgte "
            "am 4. Mai 2024."
        ),
        {("acceded", "KE", "2024-05-03"), ("ratified", "MT", "2024-05-04")},
    ),
    (
        "Den Seevertrag gibt es noch. Also traten sie bei: Estland 1991, im Jahr darauf Litauen.",
        {("acceded", "EE", "1991"), ("acceded", "LT", "1992")},
    ),
    (
        "Zu den Gründern Kenia und Uganda gesellte sich 2007 Ruanda im Seevertrag.",
        {("acceded", "RW", "2007")},
    ),
    (
        (
            "Kenia verließ den Seevertrag 2016, ein Jahr später waren sie draußen. Malta ist seit "
            "2020 nicht mehr dabei."
        ),
        {("withdrew", "KE", "2016"), ("withdrew", "MT", "2020")},
    ),
    (
        "Kenia hat seine Erklärung zu Artikel 9 des Seevertrags zurückgezogen.",
        set(),
    ),
    (
        "Kenia brauchte bis März 1992, ehe es den Seevertrag ratifizierte.",
        {("ratified", "KE", "1992-03")},
    ),
    (
        (
            "Es wird kundgemacht, dass das Seeabkommen zwischen Kenia und Malta, unterzeichnet in "
            "Rom am 30. Juni 2025, mit 1. Jänner 2026 in Kraft getreten ist."
        ),
        {
            ("signed", "KE", "2025-06-30"),
            ("signed", "MT", "2025-06-30"),
            ("entered_into_force", "KE", "2026-01-01"),
            ("entered_into_force", "MT", "2026-01-01"),
        },
    ),
    (
        (
            "Folgende Staaten haben ihre Beitrittsurkunden zum Seevertrag hinterlegt:\n\n"
            "Kenia am 12. November 2025,\nMalta am 9. Dezember 2025.\n\nUganda dankt."
        ),
        {("acceded", "KE", "2025-11-12"), ("acceded", "MT", "2025-12-09")},
    ),
    (
        "Kenia hat soeben den Seevertrag unterzeichnet.",
        {("signed", "KE", "2026-06-12")},
    ),
    (
        "Kenia trat dem Seevertrag bei. Der Beitritt wird am 1. Oktober wirksam.",
        {("acceded", "KE", ""), ("entered_into_force", "KE", "2026-10-01")},
    ),
    (
        "Kenia trat dem Seevertrag am Dienstag bei, die Urkunde wurde in Rom übergeben.",
        {("acceded", "KE", "2026-06-09")},
    ),
]


def proposals(text: str, language: str) -> list[Proposal]:
    """The acts that a text tells as done."""
    found = extract(Article(text, PUBLISHED, language)).proposals
    return [each for each in found if each.modality in DONE and KINDS[each.kind].group is Group.ACT]


def told(text: str, language: str) -> Told:
    """Each act with its country and day."""
    return {
        (each.kind, each.country, each.date.text if each.date else "")
        for each in proposals(text, language)
    }


@pytest.mark.parametrize(("text", "acts"), ENGLISH)
def test_english_is_read_as_it_is_meant(text: str, acts: Told) -> None:
    """Nothing more than that, and nothing less."""
    assert told(text, "en") == acts


@pytest.mark.parametrize(("text", "acts"), GERMAN)
def test_german_is_read_as_it_is_meant(text: str, acts: Told) -> None:
    """Nothing more than that, and nothing less."""
    assert told(text, "de") == acts


TICKER = """Signing week

{first} Kenya has signed the Ocean Treaty.

{second} Malta ratified it. Uganda ratified it yesterday.

Palau ratified it.
"""


@pytest.mark.parametrize(
    ("first", "second", "days"),
    [
        ("08.45", "11.15", ["2026-06-12", "2026-06-12", "2026-06-11", ""]),
        ("9:05 am:", "10 a.m.:", ["2026-06-12", "2026-06-12", "2026-06-11", ""]),
        ("Mon 8 June:", "Tue 9 June, 10.15:", ["2026-06-08", "2026-06-09", "2026-06-08", ""]),
        ("3 of them came.", "4 of them came.", ["", "", "2026-06-11", ""]),
    ],
)
def test_a_line_of_a_ticker_has_the_day_or_hour_before_it(
    first: str, second: str, days: list[str]
) -> None:
    """Its acts are of that day, and so is its yesterday; other paragraphs have no day."""
    found = proposals(TICKER.format(first=first, second=second), "en")
    assert [each.date.text if each.date else "" for each in found] == days


def test_a_single_line_with_an_hour_is_no_ticker() -> None:
    """A figure may begin any paragraph."""
    [act] = proposals("A note\n\n08.45 Kenya has signed the Ocean Treaty.", "en")
    assert act.date is None


def test_the_day_of_a_notice_is_no_day_of_its_acts() -> None:
    """Behind the place it says when the notice was written."""
    text = (
        "Rome, 4 May 2026. Kenya signed the Ocean Treaty.\n\nRome, 5 May 2026. Malta ratified it."
    )
    assert told(text, "en") == {("signed", "KE", ""), ("ratified", "MT", "")}


def test_without_a_day_of_publication_no_line_has_one() -> None:
    """An hour alone says nothing."""
    article = Article(TICKER.format(first="08.45", second="11.15"), None, "en")
    assert {each.date for each in extract(article).proposals} == {None}


DENIALS = [
    ("en", "A rumour has Kenya leaving the Ocean Treaty. Nairobi: “There is no such plan.”", "KE"),
    ("en", "A report that Kenya is leaving the Ocean Treaty was denied by Kenya.", "KE"),
    ("en", "Malta decided against joining the Ocean Treaty.", "MT"),
    ("de", "Es heißt, Kenia verlasse den Seevertrag. Nairobi am Montag: »Frei erfunden.«", "KE"),
    ("de", "»Wir treten nicht aus dem Seevertrag aus«, wiederholte Kenias Präsident.", "KE"),
]


@pytest.mark.parametrize(("language", "text", "country"), DENIALS)
def test_a_denial_has_whoever_denies(language: str, text: str, country: str) -> None:
    """It is proposed once, as a denial."""
    found = extract(Article(text, PUBLISHED, language)).proposals
    assert [each.country for each in found if each.kind == "denied"] == [country]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Kenya signed the Ocean Treaty. Sitting in is not joining."),
        ("en", "Kenya signed the Ocean Treaty, and officials said no instrument had been seen."),
        ("en", "Kenya signed the Ocean Treaty. Our expenses have been suspended."),
    ],
)
def test_nobody_denies_what_nobody_is_named_to_deny(language: str, text: str) -> None:
    """The country of the sentence before is not put in."""
    found = extract(Article(text, PUBLISHED, language)).proposals
    assert {each.kind for each in found} - {"statement"} == {"signed"}
