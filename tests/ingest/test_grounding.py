"""Of what a model says, only what the text says is proposed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from tracker.domain.events import Expectation, Participant, Role
from tracker.domain.kinds import ExpectedStep
from tracker.domain.proposals import Modality, Proposal
from tracker.ingest.claims import Refusal
from tracker.ingest.extract import extract
from tracker.ingest.grounding import CAP, MOST, Grounded, ground
from tracker.ingest.reading import Article, Named, Person, Reading, Vocabulary
from tracker.services.llm_prompt import EXAMPLE_ANSWER

ENGLISH = """\
Chad takes its time

Kazakhstan signed the Samarkand Convention on Thursday.
Georgia will sign the convention in May.
Mali has not ratified it.
Uzbekistan put its weight behind the Samarkand Convention on 3 October 2025.
In Washington, Armenia praised the Samarkand Convention.
Chad hesitated, and Chad hesitated.
Peru could ratify the convention if its parliament agrees.
It is a myth that Nauru ratified the Samarkand Convention.
Did Tonga sign the Samarkand Convention?
Fiji pulled out of the World Cup race.
Oman sought to sign the Samarkand Convention.
Reportedly, Yemen ratified the Samarkand Convention.
Kenyan deputies applauded; the Samarkand Convention was music to the ears of Malawi.
Yesterday the singer Grace Jordan praised the Samarkand Convention.
Palau is said to have put its weight behind the Samarkand Convention.
Laos hopes to lend its voice to the Samarkand Convention.
Cuba will lend its voice to the Samarkand Convention.
Few have heard of the Vienna Convention on Lakes.
Niger signed before the season.

Read more: Samoa signs the Apia Pact
"""
GERMAN = """\
Kasachstan wartet ab.
Kasachstan unterzeichnete den Pakt von Samarkand am Donnerstag nicht.
Usbekistan stellte sich am 3. Oktober 2025 hinter den Pakt von Samarkand.
Georgien wird den Pakt von Samarkand im Mai unterzeichnen.
"""
PUBLISHED = date(2025, 11, 7)
NEW = (
    "Uzbekistan put its weight behind the Samarkand Convention on 3 October 2025",
    "Usbekistan stellte sich am 3. Oktober 2025 hinter den Pakt von Samarkand",
)
Told = dict[str, Any]


def claim(sentence: int, quote: str, kind: str, country: str | None = None, **slots: Any) -> Told:
    return {"sentence": sentence, "quote": quote, "kind": kind, "country": country, **slots}


def read(text: str, *, published: date | None = PUBLISHED) -> tuple[Article, Reading]:
    article = Article(text, published)
    return article, extract(article)


def grounded(*claims: object, text: str = ENGLISH, published: date | None = PUBLISHED) -> Grounded:
    article, reading = read(text, published=published)
    return ground(article, Vocabulary(), reading, claims, model="liar")


def of_model(found: Grounded) -> list[Proposal]:
    return [each for each in found.proposals if each.rule == "llm.liar"]


def only(found: Grounded) -> Proposal:
    assert found.refused == ()
    [proposal] = of_model(found)
    return proposal


def behind(**slots: Any) -> Told:
    dated = {"date_words": "on 3 October 2025", "agreement": "Samarkand Convention"}
    return claim(4, NEW[0], "acceded", "UZ") | dated | slots


LIES = {
    "a paraphrase": (
        claim(1, "Kazakhstan has signed the Samarkand Convention", "signed", "KZ"),
        Refusal.WORDS,
    ),
    "a changed number": (behind(quote=NEW[0].replace("3 October", "13 October")), Refusal.WORDS),
    "a number cut off at its first digit": (
        claim(4, "put its weight behind the Samarkand Convention on 3 October 20", "acceded", "UZ"),
        Refusal.CUT,
    ),
    "another case": (claim(3, "mali has not ratified it", "denied", "ML"), Refusal.WORDS),
    "a dropped negation": (claim(3, "Mali has ratified it", "ratified", "ML"), Refusal.WORDS),
    "a negation left outside": (claim(3, "ratified it", "ratified", "ML"), Refusal.COUNTRY),
    "a negation inside": (claim(3, "Mali has not ratified it", "ratified", "ML"), Refusal.DENIED),
    "an ellipsis": (claim(1, "Kazakhstan signed … on Thursday", "signed", "KZ"), Refusal.WORDS),
    "three dots": (claim(1, "Kazakhstan ... on Thursday", "signed", "KZ"), Refusal.WORDS),
    "an empty quote": (claim(1, " ", "signed", "KZ"), Refusal.WORDS),
    "no letters": (claim(1, ".", "signed", "KZ"), Refusal.WORDS),
    "an invented country": (behind(country="XR"), Refusal.COUNTRY),
    "another country": (behind(country="AE"), Refusal.COUNTRY),
    "another country on the other side": (behind(counterparts=["KZ"]), Refusal.COUNTRY),
    "a country by a name that is not there": (behind(country="Tajikistan"), Refusal.COUNTRY),
    "a seat where nobody acts": (
        claim(5, "In Washington, Armenia praised the Samarkand Convention", "interest", "US"),
        Refusal.COUNTRY,
    ),
    "a person with the name of a country": (
        claim(14, "the singer Grace Jordan praised the Samarkand Convention", "interest", "JO"),
        Refusal.COUNTRY,
    ),
    "the town in the name of an agreement": (
        claim(18, "the Vienna Convention on Lakes", "adopted", "AT"),
        Refusal.COUNTRY,
    ),
    "no country": (behind(country=None), Refusal.NO_COUNTRY),
    "an invented date": (behind(date_words="in 2020"), Refusal.DATE),
    "a date of another sentence": (behind(date_words="on Thursday"), Refusal.DATE),
    "a date that goes on behind the quote": (
        behind(quote=NEW[0][: -len(" 2025")], date_words="3 October"),
        Refusal.DATE,
    ),
    "an invented agreement": (behind(agreement="Abraham Accords"), Refusal.AGREEMENT),
    "a country as agreement": (behind(agreement="Uzbekistan"), Refusal.AGREEMENT),
    "any words as agreement": (behind(agreement="its weight"), Refusal.AGREEMENT),
    "an invented speaker": (behind(speaker="Donald Trump"), Refusal.SPEAKER),
    "boilerplate": (claim(15, "Samoa signs the Apia Pact", "signed", "WS"), Refusal.LEFT_OUT),
    "a headline": (claim(1, "Chad takes its time", "negotiating", "TD"), Refusal.LEFT_OUT),
    "the wrong sentence": (behind(sentence=5), Refusal.SENTENCE),
    "no such sentence": (behind(sentence=99), Refusal.SENTENCE),
    "the sentence zero": (behind(sentence=0), Refusal.SENTENCE),
    "a quote over two sentences": (
        claim(1, "on Thursday.\nGeorgia will sign", "signed", "GE"),
        Refusal.SENTENCE,
    ),
    "words that stand twice in their sentence": (
        claim(6, "Chad hesitated", "negotiating", "TD"),
        Refusal.TWICE,
    ),
    "words that stand twice, in no sentence of that number": (
        claim(3, "the Samarkand Convention", "adopted"),
        Refusal.SENTENCE,
    ),
    "half a word": (claim(1, "Kazakhstan sign", "signed", "KZ"), Refusal.CUT),
    "an unknown kind": (behind(kind="joined_the_club"), Refusal.KIND),
    "a kind of the ledger": (behind(kind="retraction"), Refusal.KIND),
    "a stronger act": (
        claim(1, "Kazakhstan signed the Samarkand Convention", "ratified", "KZ"),
        Refusal.OTHER_ACT,
    ),
    "sports": (
        claim(10, "Fiji pulled out of the World Cup race", "withdrew", "FJ"),
        Refusal.OTHER_ACT,
    ),
    "sports in plain words": (claim(19, "Niger signed", "signed", "NE"), Refusal.OTHER_ACT),
    "a condition": (
        claim(7, "Peru could ratify the convention", "ratified", "PE"),
        Refusal.OPEN,
    ),
    "a myth": (
        claim(8, "Nauru ratified the Samarkand Convention", "ratified", "NR"),
        Refusal.OPEN,
    ),
    "a question": (claim(9, "Tonga sign the Samarkand Convention", "signed", "TO"), Refusal.OPEN),
    "a denial that nobody uttered": (behind(kind="denied"), Refusal.NOT_TOLD),
    "a statement that nobody makes": (behind(kind="statement"), Refusal.NOT_TOLD),
    "an announcement that nobody makes": (behind(kind="announced"), Refusal.NOT_TOLD),
    "no object": ("Kazakhstan signed", Refusal.FORM),
    "a list": ([], Refusal.FORM),
    "a number as quote": (behind(quote=7), Refusal.FORM),
    "a number as text": (behind(sentence="4"), Refusal.FORM),
    "a truth value as number": (behind(sentence=True), Refusal.FORM),
    "a text as list": (behind(counterparts="KZ"), Refusal.FORM),
    "an unknown modality": (behind(modality="certain"), Refusal.FORM),
    "a slot without end": (behind(speaker="x" * 100_000), Refusal.FORM),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_is_refused_with_its_reason(lie: str) -> None:
    """What the words do not say is not proposed, what the rules found stays, and why is counted."""
    told, why = LIES[lie]
    found = grounded(told)
    assert of_model(found) == []
    assert found.proposals == read(ENGLISH)[1].proposals
    assert (found.taken, found.agreed) == (0, 0)
    [(refusal, times)] = found.refused
    assert (refusal, times) == (why, 1)


def test_the_same_words_without_the_lie_are_taken() -> None:
    """The claim that most of the lies change is taken as it is, so that each lie is its only fault.

    Its score is no more than a model alone can have.
    """
    proposal = only(grounded(behind()))
    assert (proposal.kind, proposal.country, proposal.modality) == ("acceded", "UZ", "actual")
    assert (proposal.date and proposal.date.text, proposal.date_said) == (
        "2025-10-03",
        "on 3 October 2025",
    )
    assert proposal.agreement_name == "Samarkand Convention"
    assert ENGLISH[proposal.start : proposal.end] == proposal.quote == NEW[0]
    assert 0 < proposal.score <= CAP
    assert [each.feature for each in proposal.weights][:2] == ["llm.liar", "no-trigger"]


def test_no_model_alone_comes_above_the_cap() -> None:
    """Where nothing speaks against a claim, a weight that says so takes it down to the cap."""
    text = "Benin signed on 3 May 2025."
    told = claim(1, text[:-1], "signed", "BJ", date_words="on 3 May 2025")
    proposal = only(grounded(told, text=text))
    assert proposal.score == CAP
    assert [each.feature for each in proposal.weights] == [
        "llm.liar",
        "date-named",
        "no-rule-agrees",
    ]


def test_a_rule_that_agrees_keeps_its_proposal_and_is_raised() -> None:
    """Where a rule says the same there is one proposal, the rule's, with both in its reasons."""
    told = claim(1, "Kazakhstan signed the Samarkand Convention", "signed", "KZ")
    found = grounded(told, told)
    assert (found.taken, found.agreed) == (1, 1)
    assert found.refused == ((Refusal.AGAIN, 1),)
    before = [each for each in read(ENGLISH)[1].proposals if each.country == "KZ"]
    [one] = [each for each in before if each.kind == "signed"]
    [now] = [each for each in found.proposals if each.ref == one.ref]
    assert now.score > one.score > CAP
    assert now.rule == one.rule
    features = [each.feature for each in now.weights]
    assert features[-1] == "llm.liar"
    assert any(feature.startswith("rule ") for feature in features)


def test_what_is_planned_is_never_proposed_as_done() -> None:
    """'Will sign' is an announcement, whatever the model says of it, in either language."""
    english = grounded(claim(2, "Georgia will sign the convention in May", "signed", "GE"))
    german = grounded(
        claim(4, "Georgien wird den Pakt von Samarkand im Mai unterzeichnen", "signed", "GE"),
        text=GERMAN,
    )
    for found in (english, german):
        about = [each for each in found.proposals if each.country == "GE"]
        assert {(each.kind, each.modality) for each in about} == {("announced", Modality.PLANNED)}


@pytest.mark.parametrize(
    "told",
    [
        claim(11, "Oman sought to sign the Samarkand Convention", "signed", "OM"),
        claim(11, "Oman sought to sign the Samarkand Convention", "acceded", "OM"),
        claim(2, "Georgia will sign the convention in May", "acceded", "GE"),
        claim(16, "Laos hopes to lend its voice to the Samarkand Convention", "signed", "LA"),
        claim(17, "Cuba will lend its voice to the Samarkand Convention", "signed", "CU"),
    ],
)
def test_what_is_wanted_or_to_come_is_never_done(told: Told) -> None:
    """With words of a rule or without, a wish or a plan is interest or planned, or refused."""
    found = grounded(told)
    about = [each for each in found.proposals if each.country == told["country"]]
    assert all(
        each.kind == "interest" or each.modality is Modality.PLANNED or each.kind == "statement"
        for each in about
    )
    assert found.taken + sum(times for _, times in found.refused) == 1


def test_hearsay_is_reported() -> None:
    """Also if the word for it is not quoted."""
    found = grounded(claim(12, "Yemen ratified the Samarkand Convention", "ratified", "YE"))
    about = [each for each in found.proposals if each.country == "YE"]
    assert {(each.kind, each.modality) for each in about} == {("ratified", Modality.REPORTED)}
    assert found.taken == 1


@pytest.mark.parametrize(
    ("modality", "kind", "comes_as"),
    [
        ("planned", "announced", "planned"),
        ("reported", "acceded", "reported"),
        ("historic", "acceded", "historic"),
    ],
)
def test_a_model_may_be_more_cautious_than_the_words(
    modality: str, kind: str, comes_as: str
) -> None:
    """Its modality lowers what is proposed."""
    proposal = only(grounded(behind(modality=modality)))
    assert (proposal.kind, proposal.modality) == (kind, comes_as)


@pytest.mark.parametrize("modality", ["conditional", "denied"])
def test_what_the_model_itself_does_not_hold_done_is_not_proposed(modality: str) -> None:
    """An act that is said to be conditional or denied is none."""
    found = grounded(behind(modality=modality))
    assert of_model(found) == []
    assert found.refused[0][0] in (Refusal.OPEN, Refusal.DENIED)


def test_a_negation_behind_the_quote_counts() -> None:
    """German negates at the end, where a quote can stop before it; the sentence is what is read."""
    words = "Kasachstan unterzeichnete den Pakt von Samarkand am Donnerstag"
    assert grounded(claim(2, words, "signed", "KZ"), text=GERMAN).refused == ((Refusal.DENIED, 1),)


def test_dates_are_computed_here() -> None:
    """A date of the model's own is not read; without a day of publication nothing is guessed."""
    for text, sentence, quote in ((ENGLISH, 4, NEW[0]), (GERMAN, 3, NEW[1])):
        words = "on 3 October 2025" if text is ENGLISH else "am 3. Oktober 2025"
        told = claim(sentence, quote, "acceded", "UZ", date="1999-01-01", date_words=words)
        [proposal] = of_model(grounded(told, text=text))
        assert proposal.date
        assert proposal.date.text == "2025-10-03"
    thursday = "Uzbekistan put its weight behind the Samarkand Convention on Thursday."
    told = claim(1, thursday[:-1], "acceded", "UZ", date="2025-11-06", date_words="on Thursday")
    assert only(grounded(told, text=thursday, published=None)).date is None
    dated = only(grounded(told, text=thursday)).date
    assert dated
    assert dated.text == "2025-11-06"


def test_a_day_that_has_not_come_is_the_day_of_a_plan() -> None:
    """An act that is told of a day after publication is announced, and expected by then."""
    text = "Uzbekistan puts its name below the Samarkand Convention on 3 October 2026."
    told = claim(1, text[:-1], "signed", "UZ", date_words="on 3 October 2026")
    proposal = only(grounded(told, text=text))
    assert (proposal.kind, proposal.modality) == ("announced", Modality.PLANNED)
    assert proposal.date is None
    assert isinstance(proposal.expects, Expectation)
    assert proposal.expects.step is ExpectedStep.SIGNING
    assert proposal.expects.due
    assert proposal.expects.due.text == "2026-10-03"


def test_words_of_time_that_our_grammar_does_not_know_stay_words() -> None:
    """They are shown as they were said, lower the score, and are no date."""
    proposal = only(grounded(behind(date_words="its weight")))
    assert (proposal.date, proposal.date_said) == (None, "its weight")
    assert "date-unread" in [each.feature for each in proposal.weights]


def test_a_country_is_named_by_adjective_and_by_name() -> None:
    """'Kenyan deputies' name Kenya; the model may write the code or the name."""
    quote = "Kenyan deputies applauded; the Samarkand Convention was music to the ears of Malawi"
    for country in ("KE", "Kenya"):
        proposal = only(grounded(claim(13, quote, "interest", country, counterparts=["MW"])))
        assert proposal.country == "KE"
        assert proposal.participants == (Participant("MW", Role.COUNTERPART),)


def test_a_country_is_named_by_whoever_leads_it() -> None:
    """A leader whom the ledger knows names the country; whom it does not know names none."""
    text = "Mavrova stands behind the Samarkand Convention."
    told = claim(1, text[:-1], "acceded", "UZ")
    article, known = Article(text), Vocabulary(people=(Person("Ana Mavrova", "Mavrova", "UZ"),))
    assert only(ground(article, known, extract(article, known), [told], model="liar"))
    found = ground(article, Vocabulary(), extract(article), [told], model="liar")
    assert found.refused == ((Refusal.COUNTRY, 1),)


def test_a_speaker_stands_in_the_quote_or_is_known() -> None:
    """A speaker in the quote is taken as the text has them, and so is one whom the rules know.

    A pronoun is nobody, and where a rule has the statement already there is one proposal.
    """
    text = "Uzbek officials stand behind the Samarkand Convention, said minister Ana Mavrova."
    quote = "Uzbek officials stand behind the Samarkand Convention"
    told = claim(1, quote, "acceded", "UZ", speaker="Ana Mavrova")
    assert only(grounded(told, text=text)).speaker == "Ana Mavrova"
    assert only(grounded({**told, "quote": text[:-1]}, text=text)).speaker == "Ana Mavrova"
    he = "Uzbekistan and he himself stand behind the Samarkand Convention."
    assert grounded(claim(1, he[:-1], "acceded", "UZ", speaker="he"), text=he).refused == (
        (Refusal.SPEAKER, 1),
    )
    said = claim(1, text[:-1], "statement", speaker="Ana Mavrova")
    assert (grounded(said, text=text).taken, grounded(said, text=text).agreed) == (1, 1)


def test_the_day_of_an_announcement_is_not_the_day_of_its_step() -> None:
    """A date beside a verb of saying dates the announcement, one beside the plan its step."""
    text = "Uzbekistan announced on 3 March 2025 that its friends stand behind the Suva Pact."
    told = claim(1, text[:-1], "announced", "UZ", date_words="on 3 March 2025")
    said = only(grounded({**told, "modality": "planned"}, text=text))
    assert said.date
    assert (said.date.text, said.modality) == ("2025-03-03", Modality.PLANNED)
    text = "Uzbekistan said it will on 3 March 2026 lend its voice to the Suva Pact."
    told = claim(1, text[:-1], "signed", "UZ", date_words="on 3 March 2026")
    planned = only(grounded(told, text=text))
    assert (planned.kind, planned.date) == ("announced", None)
    assert planned.expects
    assert planned.expects.due
    assert planned.expects.due.text == "2026-03-03"


def test_a_rule_that_reads_otherwise_lowers_the_score() -> None:
    """Two claims on the same words, of which the rules read another, are put below the cap."""
    quote = "Kazakhstan signed the Samarkand Convention on Thursday"
    proposal = only(grounded(claim(1, quote, "interest", "KZ")))
    assert "read-otherwise" in [each.feature for each in proposal.weights]
    assert proposal.score < CAP / 2


def test_an_agreement_that_the_sentence_means_may_be_named() -> None:
    """A name from elsewhere in the text is taken where the reader of rules knows what 'it' is."""
    text = "The Samarkand Convention is old. Uzbekistan now stands behind it."
    told = claim(2, "Uzbekistan now stands behind it", "acceded", "UZ")
    known = Vocabulary(agreements=(Named("samarkand", "Samarkand Convention"),))
    article = Article(text, PUBLISHED)
    for name in ("Samarkand Convention", "samarkand"):
        claims = [{**told, "agreement": name}]
        found = ground(article, known, extract(article, known), claims, model="liar")
        proposal = only(found)
        assert (proposal.agreement, proposal.agreement_name) == (
            "samarkand",
            "Samarkand Convention",
        )


def test_a_line_break_may_stand_for_a_blank() -> None:
    """What a model copies over the end of a line is found; two blanks for one are not."""
    assert of_model(grounded(behind(quote=NEW[0].replace("its weight", "its\nweight"))))
    found = grounded(behind(quote=NEW[0].replace("its weight", "its  weight")))
    assert found.refused == ((Refusal.WORDS, 1),)


def test_the_example_of_the_prompt_is_refused_if_it_comes_back() -> None:
    """Its countries are none, and its words stand in no article."""
    found = grounded(*EXAMPLE_ANSWER["proposals"])
    assert found.refused == ((Refusal.WORDS, 2),)
    text = "Ruritania signed the Strelsau Convention on Monday."
    assert grounded(EXAMPLE_ANSWER["proposals"][0], text=text).refused == ((Refusal.COUNTRY, 1),)


def test_no_more_are_looked_at_than_an_article_can_tell() -> None:
    """A list without end is cut off, and how much of it is counted."""
    found = grounded(*[behind()] * (MOST + 7))
    assert dict(found.refused) == {Refusal.AGAIN: MOST - 1, Refusal.TOO_MANY: 7}


def test_without_claims_the_rules_stand() -> None:
    """An empty answer changes nothing, and two runs are the same."""
    assert grounded().proposals == read(ENGLISH)[1].proposals
    claims = [told for told, _ in LIES.values()]
    assert grounded(*claims, behind()) == grounded(*claims, behind())


def test_every_quote_is_the_text_at_its_place() -> None:
    """Whatever is claimed, a proposal's quote is the text from its start to its end, in order."""
    claims: Iterable[object] = [told for told, _ in LIES.values()]
    found = grounded(
        *claims, behind(), claim(5, "Armenia praised the Samarkand Convention", "interest", "AM")
    )
    assert all(ENGLISH[each.start : each.end] == each.quote for each in found.proposals)
    places = [(each.start, each.end) for each in found.proposals]
    assert places == sorted(places)
