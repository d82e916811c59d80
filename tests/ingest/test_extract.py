"""What is told as done is proposed as done, and what only looks like it is not."""

from datetime import date

import pytest

from tracker.domain.kinds import KINDS, Group
from tracker.domain.proposals import Modality, Proposal
from tracker.ingest.extract import extract
from tracker.ingest.reading import Article, Named, Person, Vocabulary

PUBLISHED = date(2025, 11, 7)
"""A Friday."""

DONE = (Modality.ACTUAL, Modality.HISTORIC)


def read(
    text: str, language: str, known: Vocabulary | None = None, published: date | None = PUBLISHED
) -> tuple[Proposal, ...]:
    """What a text of a few sentences proposes."""
    return extract(Article(text, published, language), known or Vocabulary()).proposals


def done(text: str, language: str) -> set[tuple[str, str | None]]:
    """The acts that are proposed as done, each with its country."""
    return {
        (each.kind, each.country)
        for each in read(text, language)
        if KINDS[each.kind].group is Group.ACT and each.modality in DONE
    }


TOLD = [
    ("en", "Kenya signed the Nairobi Convention.", "signed"),
    ("en", "Kenya has ratified the Nairobi Convention.", "ratified"),
    ("en", "Kenya joined the Nairobi Convention.", "acceded"),
    ("en", "Kenya left the Nairobi Convention.", "withdrew"),
    ("en", "Kenya withdrew from the Nairobi Convention.", "withdrew"),
    ("de", "Kenia unterzeichnete das Übereinkommen von Nairobi.", "signed"),
    ("de", "Kenia hat das Übereinkommen von Nairobi ratifiziert.", "ratified"),
    ("de", "Kenia trat dem Übereinkommen von Nairobi bei.", "acceded"),
    ("de", "Kenia hat das Übereinkommen von Nairobi verlassen.", "withdrew"),
    ("de", "Kenia trat aus dem Übereinkommen von Nairobi aus.", "withdrew"),
]
"""Sentences that the traps below are made from; each says one act."""


@pytest.mark.parametrize(("language", "text", "kind"), TOLD)
def test_what_is_told_as_done_is_proposed_as_done(language: str, text: str, kind: str) -> None:
    """Without this the traps would catch nothing."""
    assert done(text, language) == {(kind, "KE")}


NOT_DONE = {
    "en": [
        "Kenya will sign the Nairobi Convention on wrecks next month.",
        "Kenya is to sign the Nairobi Convention in March.",
        "Kenya plans to ratify the Nairobi Convention.",
        "Kenya is ready to sign the Nairobi Convention.",
        "Kenya wants to join the Nairobi Convention.",
        "Kenya could withdraw from the Nairobi Convention.",
        "Kenya might accede to the Nairobi Convention.",
        "Kenya should ratify the Nairobi Convention, the opposition said.",
        "Kenya was urged to ratify the Nairobi Convention.",
        "Kenya would have signed the Nairobi Convention had it been asked.",
        "If Kenya joins the Nairobi Convention, Uganda will follow.",
        "If it joins the Nairobi Convention, Kenya must pay.",
        "Kenya threatened to leave the Nairobi Convention.",
        "Kenya reportedly signed the Nairobi Convention.",
        "Kenya has not ratified the Nairobi Convention.",
        "Kenya did not sign the Nairobi Convention.",
        "Kenya never joined the Nairobi Convention.",
        "Kenya has yet to ratify the Nairobi Convention.",
        "Kenya failed to ratify the Nairobi Convention.",
        "Kenya refused to sign the Nairobi Convention.",
        "Kenya postponed the signing of the Nairobi Convention.",
        "Kenya left the summit without signing the Nairobi Convention.",
        "Kenya has neither signed nor ratified the Nairobi Convention.",
        "Neither Kenya nor Uganda signed the Nairobi Convention.",
        "Nobody in Kenya signed the Nairobi Convention.",
        "It is not true that Kenya left the Nairobi Convention.",
        "Rumours that Kenya had left the Nairobi Convention are false.",
        "Kenya denies having left the Nairobi Convention.",
        "Kenya denied it had withdrawn from the Nairobi Convention.",
        "Kenya was expected to sign the Nairobi Convention on Monday.",
        "Kenya had been due to sign the Nairobi Convention on Monday.",
        "Kenya came close to signing the Nairobi Convention.",
        "Kenya stopped short of signing the Nairobi Convention.",
        "Kenya considered leaving the Nairobi Convention.",
        "Kenya ruled out leaving the Nairobi Convention.",
        "Kenya decided against joining the Nairobi Convention.",
        "Kenya is the only country not to have ratified the Nairobi Convention.",
        "The bill to ratify the Nairobi Convention failed in Kenya.",
        "Kenya's exit from the Nairobi Convention is unlikely.",
        "Without Kenya the Nairobi Convention was signed on Monday.",
        "Every state except Kenya has ratified the Nairobi Convention.",
        "Has Kenya signed the Nairobi Convention?",
        "Did Kenya withdraw from the Nairobi Convention?",
        "Will Kenya sign the Nairobi Convention?",
    ],
    "de": [
        "Kenia wird das Übereinkommen von Nairobi im März unterzeichnen.",
        "Kenia soll das Übereinkommen von Nairobi unterzeichnen.",
        "Kenia will das Übereinkommen von Nairobi ratifizieren.",
        "Kenia ist bereit, das Übereinkommen von Nairobi zu unterzeichnen.",
        "Kenia möchte dem Übereinkommen von Nairobi beitreten.",
        "Kenia könnte das Übereinkommen von Nairobi unterzeichnen.",
        "Kenia würde das Übereinkommen von Nairobi unterzeichnen.",
        "Kenia sollte das Übereinkommen von Nairobi ratifizieren, fordert die Opposition.",
        "Kenia müsse das Übereinkommen von Nairobi ratifizieren.",
        "Kenia wurde aufgefordert, das Übereinkommen von Nairobi zu ratifizieren.",
        "Hätte Kenia das Übereinkommen von Nairobi unterzeichnet, wäre alles anders.",
        "Kenia wäre dem Übereinkommen von Nairobi fast beigetreten.",
        "Wenn Kenia dem Übereinkommen von Nairobi beitritt, folgt Uganda.",
        "Falls Kenia das Übereinkommen von Nairobi kündigt, muss es zahlen.",
        "Tritt Kenia dem Übereinkommen von Nairobi bei, folgt Uganda.",
        "Kenia drohte, das Übereinkommen von Nairobi zu verlassen.",
        "Kenia drohte mit dem Austritt aus dem Übereinkommen von Nairobi.",
        "Kenia hat angeblich das Übereinkommen von Nairobi unterzeichnet.",
        "Kenia habe das Übereinkommen von Nairobi unterzeichnet, heißt es.",
        "Kenia soll das Übereinkommen von Nairobi unterzeichnet haben.",
        "Kenia hat das Übereinkommen von Nairobi nicht ratifiziert.",
        "Kenia hat das Übereinkommen von Nairobi noch nicht unterzeichnet.",
        "Kenia unterzeichnete das Übereinkommen von Nairobi nicht.",
        "Kenia ist dem Übereinkommen von Nairobi nie beigetreten.",
        "Kenia weigerte sich, das Übereinkommen von Nairobi zu unterzeichnen.",
        "Kenia verschob die Unterzeichnung des Übereinkommens von Nairobi.",
        "Kenia hat das Übereinkommen von Nairobi weder unterzeichnet noch ratifiziert.",
        "Weder Kenia noch Uganda haben das Übereinkommen von Nairobi unterzeichnet.",
        "Statt das Übereinkommen von Nairobi zu unterzeichnen, reiste Kenia ab.",
        "Kenia reiste ab, ohne das Übereinkommen von Nairobi zu unterzeichnen.",
        "Kenia bestreitet, das Übereinkommen von Nairobi verlassen zu haben.",
        "Kenia dementierte, aus dem Übereinkommen von Nairobi ausgetreten zu sein.",
        "Kenia sollte am Montag das Übereinkommen von Nairobi unterzeichnen.",
        "Kenia hätte am Montag das Übereinkommen von Nairobi unterzeichnen sollen.",
        "Kenia stand kurz davor, das Übereinkommen von Nairobi zu unterzeichnen.",
        "Kenia schloss einen Austritt aus dem Übereinkommen von Nairobi aus.",
        "Kenia lehnte es ab, dem Übereinkommen von Nairobi beizutreten.",
        "Kenia erwog, das Übereinkommen von Nairobi zu verlassen.",
        "Kenia tat so, als hätte es das Übereinkommen von Nairobi unterzeichnet.",
        "Alle Staaten außer Kenia haben das Übereinkommen von Nairobi ratifiziert.",
        "Kenia scheiterte damit, das Übereinkommen von Nairobi zu ratifizieren.",
        "Ein Austritt Kenias aus dem Übereinkommen von Nairobi ist unwahrscheinlich.",
        "Hat Kenia das Übereinkommen von Nairobi unterzeichnet?",
        "Tritt Kenia dem Übereinkommen von Nairobi bei?",
        "Wird Kenia das Übereinkommen von Nairobi ratifizieren?",
    ],
}


@pytest.mark.parametrize(
    ("language", "text"), [(code, text) for code, texts in NOT_DONE.items() for text in texts]
)
def test_what_is_not_done_is_not_proposed_as_done(language: str, text: str) -> None:
    """Plans, conditions, denials, threats, hearsay and questions change no status."""
    assert done(text, language) == set()


NO_COUNTRY = {
    "en": [
        "Kenya pulled out of the race.",
        "Kenya pulled out of the race to host the Nairobi Convention.",
        "Norway pulled out of the World Cup on Tuesday.",
        "Brazil signed the striker on Monday for three years.",
        "Kenya's striker signed for Arsenal on Monday.",
        "Kenya joined forces with Uganda on Monday.",
        "China joined the table with a fine set of plates.",
        "Georgia ratified its state budget on Monday, said Governor Brian Kemp in Atlanta.",
        "The Georgia state senate ratified the water compact with Alabama on Monday.",
        "Georgia and Alabama signed the water compact on Monday, Governor Brian Kemp said.",
        "Michael Jordan signed the agreement with the Chicago Bulls in 1996.",
        "Michael Jordan withdrew from the agreement on Monday.",
        "Chad Smith signed the contract on Monday.",
        "Chad Smith, the drummer, joined the agreement between the bands on Monday.",
        "The Paris agreement between the two clubs was signed on Monday.",
        "Manchester United and Paris Saint-Germain signed the Paris agreement on Monday.",
        "The ministers met in Washington and signed the treaty on Monday.",
        "Mexico City signed the Climate Cities Charter on Monday.",
        "The Mexico City government signed the climate charter on Monday.",
    ],
    "de": [
        "Kenia zog sich aus dem Rennen um die Weltmeisterschaft zurück.",
        "Norwegen stieg am Dienstag aus dem Turnier aus.",
        "Brasilien verpflichtete am Montag den Stürmer.",
        "Kenia und Uganda schlossen sich am Montag zusammen.",
        "Der US-Bundesstaat Georgia ratifizierte am Montag das Wasserabkommen.",
        "Georgia und Alabama unterzeichneten am Montag das Wasserabkommen.",
        "Michael Jordan unterzeichnete das Abkommen am Montag.",
        "Chad Smith unterzeichnete am Montag den Vertrag.",
        "Das Pariser Abkommen zwischen den beiden Vereinen wurde am Montag unterzeichnet.",
        "In Washington wurde am Montag das Seeabkommen unterzeichnet.",
        "Washington sagte, das Seeabkommen sei unterzeichnet worden.",
        "Mexico City unterzeichnete am Montag die Klimacharta der Städte.",
        "Mexiko-Stadt trat am Montag dem Netzwerk der Städte bei.",
    ],
}


@pytest.mark.parametrize(
    ("language", "text"), [(code, text) for code, texts in NO_COUNTRY.items() for text in texts]
)
def test_what_only_looks_like_a_country_and_its_act_is_none(language: str, text: str) -> None:
    """Sports, people, states of a state, clubs and places sign nothing for a country."""
    assert done(text, language) == set()


MISREAD = [
    ("en", "No country, not even Kenya, signed the Nairobi Convention."),
    ("en", "Paris and Chelsea signed the agreement on Monday."),
    ("en", "Jordan signed a three-year deal with Nike."),
    ("en", "Washington said the Lake Treaty was signed on Monday."),
    ("de", "Angenommen, Kenia unterzeichnete das Übereinkommen von Nairobi."),
    ("de", "Kaum ein Land, Kenia eingeschlossen, hat das Übereinkommen von Nairobi unterzeichnet."),
    ("de", "Kein Land, auch Kenia nicht, hat das Übereinkommen von Nairobi unterzeichnet."),
    ("de", "Der FC Bayern und Paris unterzeichneten am Montag das Abkommen."),
]


@pytest.mark.parametrize(("language", "text"), MISREAD)
@pytest.mark.xfail(reason="the rules do not tell these apart yet", strict=True)
def test_what_is_misread_today_is_known(language: str, text: str) -> None:
    """Sentences that are still proposed as done; whoever teaches the rules moves them up."""
    assert done(text, language) == set()


@pytest.mark.parametrize(
    ("language", "text", "step"),
    [
        ("en", "Kenya will sign the Nairobi Convention next month.", "signing"),
        ("en", "Kenya plans to ratify the Nairobi Convention.", "ratification"),
        ("de", "Kenia wird das Übereinkommen von Nairobi unterzeichnen.", "signing"),
        ("de", "Kenia will das Übereinkommen von Nairobi ratifizieren.", "ratification"),
    ],
)
def test_a_plan_is_an_announcement_that_expects_the_step(
    language: str, text: str, step: str
) -> None:
    """What is planned is kept as such, and can be waited for."""
    [found] = read(text, language)
    assert (found.kind, found.country, found.modality) == ("announced", "KE", Modality.PLANNED)
    assert found.expects is not None
    assert found.expects.step == step


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Kenya refused to sign the Nairobi Convention."),
        ("en", "Kenya denied it had withdrawn from the Nairobi Convention."),
        ("de", "Kenia dementierte, aus dem Übereinkommen von Nairobi ausgetreten zu sein."),
    ],
)
def test_what_a_country_denies_is_proposed_as_denied(language: str, text: str) -> None:
    """A denial is a claim of its own."""
    assert ("denied", "KE") in {(each.kind, each.country) for each in read(text, language)}


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "Kenya signed the Nairobi Convention on Monday.", "2025-11-03"),
        ("en", "Kenya signed the Nairobi Convention on 3 May 2024.", "2024-05-03"),
        ("en", "Kenya signed the Nairobi Convention yesterday.", "2025-11-06"),
        ("en", "Kenya signed the Nairobi Convention last month.", "2025-10"),
        ("en", "Kenya signed the Nairobi Convention in 2019.", "2019"),
        ("de", "Kenia unterzeichnete am Montag das Übereinkommen von Nairobi.", "2025-11-03"),
        ("de", "Kenia unterzeichnete am 3. Mai 2024 das Übereinkommen von Nairobi.", "2024-05-03"),
        ("de", "Kenia unterzeichnete gestern das Übereinkommen von Nairobi.", "2025-11-06"),
        ("de", "Kenia unterzeichnete im Vormonat das Übereinkommen von Nairobi.", "2025-10"),
        ("de", "Kenia unterzeichnete 2019 das Übereinkommen von Nairobi.", "2019"),
    ],
)
def test_an_act_has_the_day_that_is_told(language: str, text: str, day: str) -> None:
    """Relative ones count from the day of publication, and stay open without it."""
    [found] = read(text, language)
    assert found.date is not None
    assert (found.kind, found.date.text) == ("signed", day)
    [undated] = read(text, language, published=None)
    is_relative = day.startswith("2025")
    assert (undated.date is None) == is_relative
    assert (undated.date_said, undated.ref) == (found.date_said, found.ref)


@pytest.mark.parametrize(
    ("language", "text", "country"),
    [
        ("en", "The Kenyan government signed the Nairobi Convention.", "KE"),
        ("en", "Kenya's parliament ratified the Nairobi Convention.", "KE"),
        ("en", "Kenyan President Ada Lind signed the Nairobi Convention.", "KE"),
        ("en", "The Ivory Coast signed the Nairobi Convention.", "CI"),
        ("en", "The Holy See signed the Nairobi Convention.", "VA"),
        ("en", "The Soviet Union signed the Nairobi Convention in 1972.", "SUHH"),
        ("en", "Georgia signed the Nairobi Convention in Tbilisi on Monday.", "GE"),
        ("en", "Jordan signed the Nairobi Convention in Amman on Monday.", "JO"),
        ("en", "Chad signed the Nairobi Convention on Monday.", "TD"),
        ("de", "Die kenianische Regierung unterzeichnete das Übereinkommen von Nairobi.", "KE"),
        ("de", "Kenias Parlament ratifizierte das Übereinkommen von Nairobi.", "KE"),
        ("de", "Die Elfenbeinküste unterzeichnete das Übereinkommen von Nairobi.", "CI"),
        ("de", "Der Heilige Stuhl unterzeichnete das Übereinkommen von Nairobi.", "VA"),
        ("de", "Die Sowjetunion unterzeichnete 1972 das Übereinkommen von Nairobi.", "SUHH"),
        ("de", "Georgien unterzeichnete am Montag das Übereinkommen von Nairobi.", "GE"),
        ("de", "Der Tschad unterzeichnete am Montag das Übereinkommen von Nairobi.", "TD"),
        ("de", "Washington unterzeichnete am Montag das Übereinkommen von Nairobi.", "US"),
    ],
)
def test_a_country_is_found_by_many_names(language: str, text: str, country: str) -> None:
    """By name, adjective, possessive, seat of government, and when it is no more."""
    acts = {(each.kind, each.country) for each in read(text, language) if each.kind != "statement"}
    assert {code for _, code in acts} == {country}
    assert {kind for kind, _ in acts} <= {"signed", "ratified"}


class TestWhatALedgerKnows:
    """Agreements and people come from the ledger, at run time."""

    KNOWN = Vocabulary(
        (Named("harbour", "Harbour Concord"), Named("hafen", "Hafenbund von Ulm")),
        (Person("Ada Lind", "Lind", "KE", "president"),),
    )

    @pytest.mark.parametrize(
        ("language", "text", "key"),
        [
            ("en", "Kenya signed the Harbour Concord on Monday.", "harbour"),
            ("de", "Kenia unterzeichnete am Montag den Hafenbund von Ulm.", "hafen"),
        ],
    )
    def test_an_agreement_is_found_by_its_name(self, language: str, text: str, key: str) -> None:
        """The proposal has its key, which it cannot have without."""
        [found] = read(text, language, self.KNOWN)
        assert (found.kind, found.country, found.agreement) == ("signed", "KE", key)
        assert {each.agreement for each in read(text, language)} <= {""}

    def test_a_leader_is_known_by_their_last_name(self) -> None:
        """Who speaks for a country need not be introduced by the text."""
        text = '"We will not wait," Lind said on Monday of the Harbour Concord.'
        spoken = {
            (each.speaker, each.speaker_country)
            for each in read(text, "en", self.KNOWN)
            if each.kind == "statement"
        }
        assert spoken == {("Ada Lind", "KE")}


def test_both_signers_of_a_bilateral_agreement_are_proposed() -> None:
    """Two countries that sign are two proposals on one passage."""
    english = done("Kenya and Uganda signed the Nairobi Convention on Monday.", "en")
    german = done("Kenia und Uganda unterzeichneten das Übereinkommen von Nairobi.", "de")
    assert english == german == {("signed", "KE"), ("signed", "UG")}


def test_a_line_to_another_story_is_left_out() -> None:
    """It is listed with its place and proposes nothing."""
    line = "Mehr zum Thema - Uganda unterzeichnete das Abkommen von Kampala"
    text = f"Kenia unterzeichnete das Übereinkommen von Nairobi.\n{line}"
    reading = extract(Article(text, PUBLISHED, "de"))
    assert {each.country for each in reading.proposals} == {"KE"}
    [left] = reading.left_out
    assert text[left.start : left.end] == line


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Kenya signed the Nairobi Convention on Monday, and the talks are over."),
        ("de", "Kenia unterzeichnete am Montag das Übereinkommen, und die Gespräche sind zu Ende."),
        ("fr", "Le Kenya a signé la convention de Nairobi lundi, et les négociations sont finies."),
    ],
)
def test_the_language_is_told_without_help(language: str, text: str) -> None:
    """By the small words of the text."""
    reading = extract(Article(text, PUBLISHED))
    assert reading.language == language
    assert ("signed", "KE") in {(each.kind, each.country) for each in reading.proposals}
