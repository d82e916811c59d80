"""Sentences that tell of no act, though the words of one stand in them: none may be proposed.

What is proposed wrongly costs a reader more than what is missed, so each of these is a promise.
"""

from datetime import date

import pytest

from tracker.domain.kinds import KINDS, Group
from tracker.domain.proposals import Modality
from tracker.ingest.extract import extract
from tracker.ingest.reading import Article

DONE = {Modality.ACTUAL, Modality.HISTORIC}
ENGLISH = [
    "Morocco suspended imports from Spain under the fisheries agreement on 5 May 2026.",
    "Croatia's prime minister left the NATO summit in The Hague on 25 June 2025.",
    "Serbia's president left Brussels without signing the agreement with Kosovo.",
    "Bolivia joined a lawsuit over the Escazú Agreement on 5 May 2026.",
    "Egypt joined Qatar in praising the ceasefire agreement.",
    "NATO suspended Kenya's aid in 2019.",
    "The Ocean Alliance admitted Fiji had failed.",
    "Kenya's instrument of ratification of the Ocean Treaty was lost in 2019.",
    "Kenya met the newest member of NATO, Finland, in 2023.",
    "Kenya put its membership of NATO to good use in 2019.",
    "The minister signed the Ocean Treaty in 2019, a victory for Kenya.",
    "Had Norway signed the treaty in 1994, it would be a member today.",
    "It is a mistake to say that Bolivia ratified the Minamata Convention last year.",
    "It is wrong to claim that Qatar left OPEC in 2020.",
    "Imagine that Spain left NATO tomorrow.",
    "Suppose Japan ratified the Paris Agreement.",
    "Kenya's claim that Uganda signed the Nile agreement in May is untrue.",
    "In the simulation Latvia ratified the Paris Agreement.",
    "NATO admitted journalists from Georgia to the summit.",
]
GERMAN = [
    "Kenia schloss 2014 das Büro des Handelsabkommens.",
    "Kenia schloss seine Häfen, bis das Handelsabkommen 2014 galt.",
    "Serbien schloss am Dienstag zwei Grenzübergänge, obwohl das Abkommen mit dem Kosovo gilt.",
    "Kenia bleibt geschlossen gegen das Hochseeabkommen.",
    "Vor dem Austritt Großbritanniens trat das Römische Statut 2002 in Kraft.",
    "Trotz der Kündigung durch Kenia trat das Hochseeabkommen 2014 in Kraft.",
    "Litauen verlässt sich auf das Verteidigungsabkommen.",
    "Polen verlässt sich auf die NATO.",
    "Die Regierung in Bern hat das Paket mit der EU verabschiedet.",
    "Die USA schieden am Dienstag aus; Kanada hatte das Abkommen mit dem Verband gelobt.",
    "Spanien nahm Hunderte Migranten auf, wie es das Abkommen mit Marokko vorsieht.",
    "Tritt Serbien der NATO bei, wird Moskau protestieren.",
    "Unterzeichnet Serbien den Vertrag, fließen die Gelder.",
    "Ratifiziert Malta das Abkommen bis Mai, tritt es im Sommer in Kraft.",
    "Verlässt Ungarn die EU, fehlen ihm die Gelder.",
    "Stellen wir uns vor, Spanien verlässt morgen die NATO.",
    "Im Roman verlässt Frankreich 2031 die Europäische Union.",
    "In einem Planspiel ratifizierte Lettland das Pariser Abkommen.",
    "Die EU nahm am 1. Januar 2007 Rumänien und Bulgarien auf.",
    "Kenia hat 2014 einen Hafen wegen des Hochseeabkommens geschlossen.",
    "Japan zeichnete einen Forscher aus, der an der Minamata-Konvention mitschrieb.",
]


def acts(text: str, language: str = "auto") -> set[tuple[str, str | None, str]]:
    """The kind, country and date of what is told as done."""
    proposals = extract(Article(text, date(2026, 11, 20), language)).proposals
    return {
        (each.kind, each.country, each.date.text if each.date else "")
        for each in proposals
        if each.modality in DONE and KINDS[each.kind].group is Group.ACT
    }


@pytest.mark.parametrize("sentence", ENGLISH)
def test_no_act_is_read_into_english(sentence: str) -> None:
    """Other objects, other senses of a verb, conditions without a word, and what is made up."""
    assert not {act for act in acts(sentence, "en") if act[1]}


@pytest.mark.parametrize("sentence", GERMAN)
def test_no_act_is_read_into_german(sentence: str) -> None:
    """Verbs in two parts, a verb in front as a condition, nouns behind prepositions."""
    assert not {act for act in acts(sentence, "de") if act[1]}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Having signed the High Seas Treaty in 2023, Chile hosted a meeting on 4 March 2026.",
            {("signed", "CL", "2023")},
        ),
        (
            "After Kenya ratified the Ocean Treaty in May, Uganda hosted a debate on 3 June 2026.",
            {("ratified", "KE", "2026-05")},
        ),
        (
            "After summits in Kenya (2019) and Uganda (2020), Rwanda signed a treaty in May 2023.",
            {("signed", "RW", "2023-05")},
        ),
        (
            "Unlike France (2009) and Canada (2011), Kenya left NATO in 2023.",
            {("withdrew", "KE", "2023")},
        ),
        (
            "After Kenya, Uganda signed the Ocean Treaty in 2020.",
            {("signed", "UG", "2020")},
        ),
        (
            "Kenya (2019) and Uganda (2021) have ratified the Ocean Treaty.",
            {("ratified", "KE", "2019"), ("ratified", "UG", "2021")},
        ),
        (
            "Den Seevertrag haben Kenia und Uganda 2020 ratifiziert, Ruanda aber nicht.",
            {("ratified", "KE", "2020"), ("ratified", "UG", "2020")},
        ),
    ],
)
def test_each_country_has_its_own_act(text: str, told: set[tuple[str, str, str]]) -> None:
    """Neither a neighbour in the sentence nor the date of another verb is taken for it."""
    assert acts(text) == told


@pytest.mark.parametrize("text", ["treaty", "Tags:\n\npact\n", "Kenya signed" + " " * 20_000 + "."])
def test_odd_texts_are_read(text: str) -> None:
    """A word alone, and blanks without end."""
    assert acts(text) == set()
