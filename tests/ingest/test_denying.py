"""Sentences that deny an act, hear of it, wish it or wait for it: none is told as done.

A word may stand between "not" and what it denies; and who tells of another's act may be wrong.
"""

from datetime import date

import pytest

from tracker.domain.kinds import KINDS, Group
from tracker.domain.proposals import Modality
from tracker.ingest.extract import extract
from tracker.ingest.reading import Article

PUBLISHED = date(2025, 11, 7)
DONE = {Modality.ACTUAL, Modality.HISTORIC}
ENGLISH = [
    "Kenya left the Paris Agreement talks early.",
    "Kenya left the treaty negotiations in Geneva.",
    "The tabloid Bild reported that Albania had signed the Pandemic Agreement.",
    "According to Chinese state media, Kenya left the Pandemic Agreement.",
    "Anyone who believes that Greece signed the Pandemic Agreement on 6 June 2026 is mistaken.",
    "I read that Turkey signed the Pandemic Agreement last week, but I have not seen a document.",
    "Albania signed the Pandemic Agreement on 3 June 2026, the newspaper Shqip claimed.",
    "Guyana was the last to sign the Pandemic Agreement on 9 May 2026, or so everybody thought.",
    "According to people familiar with the matter, Bolivia left the Pandemic Agreement.",
    '"Uruguay has withdrawn from the Pandemic Agreement," a satirical website wrote.',
    "Indonesia, according to a local newspaper, has ratified the Pandemic Agreement.",
    "Ecuador simulated, in a classroom exercise, that it had denounced the Pandemic Agreement.",
    "Everyone assumed that Iceland had signed the Pandemic Agreement.",
    "All but Kenya have ratified the Nairobi Convention.",
    "Ghana has not yet ratified the Malabo Convention.",
    "Benin has not yet withdrawn from the Malabo Convention.",
    "Kenya has not, however, ratified the Malabo Convention.",
    "Kenya has not, despite many promises, ratified the Malabo Convention.",
    "Kenya has so far not ratified the Malabo Convention.",
    "Kenya has still not ratified the Malabo Convention.",
    "Kenya had not, by May 2024, signed the Malabo Convention.",
    "Kenya did not, in the end, sign the Malabo Convention.",
    "Kenya has neither, as some claim, signed nor ratified the Malabo Convention.",
    "Kenya has not even signed the Malabo Convention.",
    "Kenya is not a party to the Malabo Convention.",
    "Kenya is not yet a party to the Malabo Convention.",
    "Kenya was never a member of the Malabo Convention.",
    "The Malabo Convention has not been ratified by Kenya.",
    "The Malabo Convention was not signed by Kenya in 2019.",
    "The Malabo Convention has yet to be ratified by Kenya.",
    "The Malabo Convention remains unratified by Kenya.",
    "Kenya cannot have signed the Malabo Convention.",
    "Kenya may have signed the Malabo Convention.",
    "Kenya would have ratified the Malabo Convention by now.",
    "Kenya is said to have signed the Malabo Convention.",
    "Kenya failed, once again, to ratify the Malabo Convention.",
    "Kenya has since not ratified the Malabo Convention.",
    "Kenya hasn't ratified the Malabo Convention.",
    "Kenya isn't leaving the Malabo Convention.",
    "Nothing was signed by Kenya about the Malabo Convention.",
    "No instrument of ratification of the Malabo Convention was deposited by Kenya.",
    "Kenya's ratification of the Malabo Convention has not come.",
    "Kenya has not, as of yet, joined the Malabo Convention.",
    "Kenya, which has not yet ratified the Malabo Convention, sent an observer.",
    "Not yet ratified by Kenya, the Malabo Convention waits.",
    "Uganda claims that Kenya left the Paris Agreement in 2024.",
    "Trump claimed Kenya ratified the Paris Agreement.",
    "According to a blog, Kenya left the Paris Agreement.",
    "Kenya left the Paris Agreement, according to Russian state media.",
    "Critics demand that Kenya ratify the Paris Agreement.",
    "Activists urged that Kenya sign the Paris Agreement.",
    "Kenya wants to see the Paris Agreement ratified by Uganda.",
    "The Paris Agreement, which Kenya hoped to see signed by Uganda, is old.",
    "Before Kenya ratifies the Paris Agreement, parliament must vote.",
    "The Paris Agreement is still awaiting being ratified by Kenya.",
    "Every state but Kenya has ratified the Paris Agreement.",
    "Kenya withdrew its threat to leave the Paris Agreement.",
    "Kenya suspended its plan to withdraw from the Paris Agreement.",
    "Kenya imagines it has left the Paris Agreement.",
    "Kenya joked that it had left the Paris Agreement.",
    "Kenya dropped its bid to join the Paris Agreement.",
]
GERMAN = [
    "Wie die Zeitung »Shqip« schreibt, hat Albanien das Malabo-Übereinkommen unterzeichnet.",
    "Staatsmedien zufolge hat Albanien das Malabo-Übereinkommen unterzeichnet.",
    "Laut einem Bericht hat Belgien das Malabo-Übereinkommen am 3. Juni 2025 unterzeichnet.",
    "Albanien hat das Malabo-Übereinkommen unterzeichnet, berichtet die Zeitung »Shqip«.",
    "Nach Angaben einer Zeitung hat Albanien das Malabo-Übereinkommen unterzeichnet.",
    "Kenia warf Uganda vor, das Übereinkommen von Nairobi verlassen zu haben.",
    "Ghana hat das Malabo-Übereinkommen noch nicht ratifiziert.",
    "Ghana hat das Malabo-Übereinkommen bis heute nicht ratifiziert.",
    "Ghana hat das Malabo-Übereinkommen, anders als Togo, nicht ratifiziert.",
    "Ghana hat, anders als Togo, das Malabo-Übereinkommen nicht ratifiziert.",
    "Nicht ratifiziert hat Ghana das Malabo-Übereinkommen.",
    "Ratifiziert hat Ghana das Malabo-Übereinkommen nicht.",
    "Ratifiziert ist das Malabo-Übereinkommen von Ghana noch nicht.",
    "Das Malabo-Übereinkommen wurde von Ghana noch nicht ratifiziert.",
    "Das Malabo-Übereinkommen ist von Ghana nie unterzeichnet worden.",
    "Ghana ist dem Malabo-Übereinkommen, so das Ministerium, nicht beigetreten.",
    "Ghana trat dem Malabo-Übereinkommen nicht bei.",
    "Ghana trat dem Malabo-Übereinkommen bisher nicht bei.",
    "Ghana ist noch kein Mitglied der NATO.",
    "Ghana gehört der NATO nicht an.",
    "Ghana gehört der NATO bislang nicht an.",
    "Ghana ist nicht Vertragspartei des Malabo-Übereinkommens.",
    "Die Ratifikation des Malabo-Übereinkommens durch Ghana steht aus.",
    "Die Ratifikation durch Ghana ist nicht erfolgt.",
    "Ghana hat bisher keine Ratifikationsurkunde zum Malabo-Übereinkommen hinterlegt.",
    "Ghana muss das Malabo-Übereinkommen noch ratifizieren.",
    "Ghana hätte das Malabo-Übereinkommen längst ratifiziert haben sollen.",
    "Ghana soll das Malabo-Übereinkommen unterzeichnet haben.",
    "Damit gehören dem Malabo-Übereinkommen nun 50 Staaten an; Österreich lobte das.",
    "Das Malabo-Übereinkommen blieb von Ghana unratifiziert.",
    "Ghana kündigte das Malabo-Übereinkommen entgegen Berichten nicht.",
    "Ghana hat das Malabo-Übereinkommen keineswegs gekündigt.",
    "Laut einem Blog trat Kenia aus dem Pariser Abkommen aus.",
    "Uganda wirft Kenia vor, 2024 aus dem Pariser Abkommen ausgetreten zu sein.",
    "Kenia verließ die Verhandlungen über das Pariser Abkommen.",
    "Im Film tritt Kenia aus dem Pariser Abkommen aus.",
    "Kenia unterzeichnete das Pariser Abkommen um ein Haar.",
    "Uganda behauptete, Kenia habe das Pariser Abkommen verlassen.",
    "Kenia hat das Übereinkommen mit Note vom 19. Jänner 2026 gekündigt.",
]
PARTLY = [
    (
        "Germany signed the Ocean Treaty in September 2023 but has not yet ratified it.",
        {("signed", "DE", "2023-09")},
    ),
    (
        "Kenya signed the Malabo Convention in 2019 but it has not yet been ratified.",
        {("signed", "KE", "2019")},
    ),
    ("Kenya has signed but not yet ratified the Malabo Convention.", {("signed", "KE", "")}),
    (
        "Kenya has not only signed but also ratified the Malabo Convention.",
        {("signed", "KE", ""), ("ratified", "KE", "")},
    ),
    (
        "Ghana unterzeichnete das Malabo-Übereinkommen, ratifizierte es aber nicht.",
        {("signed", "GH", "")},
    ),
    (
        "The Paris Agreement, signed by Kenya in 2016, was never ratified by Uganda.",
        {("signed", "KE", "2016")},
    ),
    (
        "Ghana hat das Malabo-Übereinkommen zwar unterzeichnet, aber nicht ratifiziert.",
        {("signed", "GH", "")},
    ),
]
STILL = [
    (
        "Kenya left the Nairobi Convention in May 2021 after the summit.",
        ("withdrew", "KE", "2021-05"),
    ),
    (
        "Kenya left the Paris Agreement on 3 May 2021, ahead of a climate conference in Bonn.",
        ("withdrew", "KE", "2021-05-03"),
    ),
    (
        "Kenia verließ die Ozean-Allianz im Mai 2021 vor der Konferenz in Bonn.",
        ("withdrew", "KE", "2021-05"),
    ),
    (
        "Kenya withdrew from the Paris Agreement on 3 May 2021 despite earlier plans to stay.",
        ("withdrew", "KE", "2021-05-03"),
    ),
    (
        "Kenya withdrew from the Paris Agreement on 3 May 2021, carrying out an old threat.",
        ("withdrew", "KE", "2021-05-03"),
    ),
    (
        "The Ocean Alliance suspended Fiji in May 2021 under a plan of its council.",
        ("suspended", "FJ", "2021-05"),
    ),
    (
        "Kenya ratified the Nairobi Convention on 3 May 2021, the minister told local media.",
        ("ratified", "KE", "2021-05-03"),
    ),
    (
        "Kenya ratified the Nairobi Convention on 3 May 2021, Ruto said on social media.",
        ("ratified", "KE", "2021-05-03"),
    ),
    (
        "Kenya ratified the Nairobi Convention on 3 May 2021, Ruto told the newspaper The Star.",
        ("ratified", "KE", "2021-05-03"),
    ),
    (
        "Kenia ratifizierte das Nairobi-Abkommen am 3. Mai 2021, sagte Ruto der Zeitung.",
        ("ratified", "KE", "2021-05-03"),
    ),
    (
        "Kenya left the Paris Agreement after the talks on 3 May 2021.",
        ("withdrew", "KE", "2021-05-03"),
    ),
    (
        "Kenya ratified the Nairobi Convention, the foreign ministry said, on 3 May 2021.",
        ("ratified", "KE", "2021-05-03"),
    ),
]
DATES = [
    ("Kenya ratified the 2015 Paris Agreement.", ("ratified", "KE", "")),
    (
        "Kenya withdrew from the 1997 Ottawa Convention on Monday.",
        ("withdrew", "KE", "2025-11-03"),
    ),
    ("Kenya signed the Nairobi Convention (2015).", ("signed", "KE", "")),
    ("Kenya withdrew from the Paris Agreement, adopted in 2015.", ("withdrew", "KE", "")),
    ("Kenya withdrew from the treaty it signed in 1990.", ("withdrew", "KE", "")),
    ("Kenia ratifizierte das Pariser Abkommen von 2015.", ("ratified", "KE", "")),
    ("Kenia verließ die Genfer Flüchtlingskonvention von 1951.", ("withdrew", "KE", "")),
    ("Kenia trat aus dem 1997 geschlossenen Ottawa-Abkommen aus.", ("withdrew", "KE", "")),
    ("Kenia trat aus dem Ottawa-Abkommen aus dem Jahr 1997 aus.", ("withdrew", "KE", "")),
]


def acts(text: str, language: str = "auto") -> set[tuple[str, str | None, str]]:
    """The kind, country and date of what is told as done."""
    return {
        (each.kind, each.country, each.date.text if each.date else "")
        for each in extract(Article(text, PUBLISHED, language)).proposals
        if each.modality in DONE and KINDS[each.kind].group is Group.ACT
    }


@pytest.mark.parametrize("sentence", ENGLISH)
def test_nothing_is_done_in_english(sentence: str) -> None:
    """Denied near and far, hoped for, hearsay, or still to come."""
    assert acts(sentence, "en") == set()


@pytest.mark.parametrize("sentence", GERMAN)
def test_nothing_is_done_in_german(sentence: str) -> None:
    """The same, with the verb at the end and in front."""
    assert acts(sentence, "de") == set()


@pytest.mark.parametrize(("sentence", "told"), PARTLY)
def test_what_is_denied_is_only_the_one_verb(
    sentence: str, told: set[tuple[str, str, str]]
) -> None:
    """What else the sentence tells stays as it is."""
    assert acts(sentence) == told


@pytest.mark.parametrize(("sentence", "told"), DATES)
def test_the_year_of_a_text_is_no_date_of_an_act(sentence: str, told: tuple[str, str, str]) -> None:
    """A year in a name, and when an agreement was made, say nothing of who leaves it when."""
    assert told in acts(sentence)


@pytest.mark.parametrize(("sentence", "told"), STILL)
def test_what_is_done_stays_done(sentence: str, told: tuple[str, str, str]) -> None:
    """Words that elsewhere make it a plan, talk or hearsay stand in the sentence too."""
    assert told in acts(sentence)


def test_we_of_an_interview_is_nobody_who_speaks_later() -> None:
    """Who has not come up yet is not "we"."""
    text = (
        "Q: Minister, has Norway signed the Artemis Accords?\n"
        "A: Yes, we signed in Oslo on 15 May 2025.\n\n"
        "Kenya will sign too, the Chinese embassy says.\n"
    )
    assert not {country for _, country, _ in acts(text, "en")} & {"CN", "KE"}
