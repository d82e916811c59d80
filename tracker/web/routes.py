"""The one table of what can be asked; the routes and their description are both made from it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from tracker.domain.countries import CountryKind
from tracker.domain.kinds import ExpectedStep, find_kind
from tracker.domain.statuses import Status
from tracker.services.agreements import list_agreements, show_agreement
from tracker.services.conflicts import find_conflicts
from tracker.services.countries import list_countries, show_country
from tracker.services.events import EVER, Page, show, timeline
from tracker.services.history import history
from tracker.services.members import members
from tracker.services.naming import find_country
from tracker.services.pending import pending_steps
from tracker.services.reply import Reply
from tracker.services.search import search
from tracker.services.sources import list_sources, show_source
from tracker.services.why import why
from tracker.store.reader import Reader
from tracker.web.paging import window
from tracker.web.parameters import (
    AGREEMENT,
    ANY_AGREEMENT,
    AS_KNOWN,
    AS_OF,
    COUNTRY,
    LIMIT,
    PAGING,
    Parameter,
    Question,
    Sort,
)

ALL = Parameter("all", "Also what is left out otherwise.", Sort.FLAG)
STATUS = Parameter("status", "Only these.", choices=tuple(Status), is_many=True)
STEP = Parameter("step", "Only these; all, if left out.", choices=tuple(ExpectedStep), is_many=True)
KIND = Parameter("kind", "Only events of these kinds.", is_many=True)
SINCE = Parameter("since", "Nothing that was before it.")
TO = Parameter("as_of", "Nothing that was after it.")
SORT = Parameter("kind", "Only these.", choices=tuple(CountryKind))
LANGUAGE = Parameter("language", "Of the names.", choices=("en", "de"))
WORDS = Parameter("q", "Words that must all occur.", is_needed=True)
AGREEMENT_OR_COUNTRY = Parameter(
    "agreement", "Key or any known name; all of a country's, or else the default, if left out."
)
EVENTS = (
    "event agreement country kind date effective recorded_at by speaker note citations:objects "
    "participants:texts expects due due_said replaces when what leads_to"
)


@dataclass(frozen=True, slots=True)
class Route:
    """One thing that can be asked.

    Attributes:
        path: with the names of the parameters in it.
        schemas: of the answers, as commands have them.
        fields: of a row, each a text unless its sort stands behind a colon.
        answer: what answers.
        is_cut: whether the answer has only the rows of the page that is asked for.
        paged: the list in the only row of which a page has a part; else it has some of the rows.
    """

    path: str
    name: str
    about: str
    schemas: tuple[str, ...]
    fields: str
    parameters: tuple[Parameter, ...]
    answer: Callable[[Reader, Question], Reply]
    is_cut: bool = False
    paged: str = ""


def _part(name: str, about: str) -> Parameter:
    return Parameter(name, about, is_in_path=True, is_needed=True)


def _members(reader: Reader, question: Question) -> Reply:
    return members(
        reader,
        question.text("agreement"),
        asked=question.asked,
        statuses=[Status(each) for each in question.many("status")],
        everyone=question.flag("all"),
    )


def _pending(reader: Reader, question: Question) -> Reply:
    steps = [ExpectedStep(each) for each in question.many("step")] or list(ExpectedStep)
    part = window(question)
    return pending_steps(
        reader,
        question.text("agreement"),
        asked=question.asked,
        steps=steps,
        country=question.text("country"),
        skip=part.skip,
        limit=part.most,
        is_counted=False,
    )


def _timeline(reader: Reader, question: Question) -> Reply:
    part = window(question)
    about, country = question.text("agreement"), question.text("country")
    if about is None and country is not None:
        about, country = find_country(reader, country), None
    return timeline(
        reader,
        about,
        asked=replace(question.asked, day=question.day("as_of") or EVER),
        country=country,
        kinds=[find_kind(each).name for each in question.many("kind")],
        since=question.day("since"),
        replaced_too=question.flag("all"),
        page=Page(limit=part.most, skip=part.skip),
    )


def _history(reader: Reader, question: Question) -> Reply:
    part = window(question)
    return history(reader, question.text("agreement"), skip=part.skip, most=part.most)


def _countries(reader: Reader, question: Question) -> Reply:
    kind = question.text("kind")
    return list_countries(
        reader,
        kind=CountryKind(kind) if kind else None,
        language=question.text("language") or "en",
    )


def _why(reader: Reader, question: Question) -> Reply:
    country = question.text("country") or ""
    return why(reader, country, question.text("agreement"), asked=question.asked)


def _conflicts(reader: Reader, question: Question) -> Reply:
    return find_conflicts(reader, question.text("agreement"), asked=question.asked)


def _agreements(reader: Reader, question: Question) -> Reply:
    part = window(question)
    return list_agreements(reader, skip=part.skip, most=part.most)


def _source(reader: Reader, question: Question) -> Reply:
    part = window(question)
    name = question.text("source") or ""
    return show_source(reader, name, skip=part.skip, most=part.most)


def _search(reader: Reader, question: Question) -> Reply:
    return search(reader, question.text("q") or "", most=question.limit)


ROUTES = (
    Route(
        "/api/members",
        "members",
        "Who is in an agreement, on a day and as it was known at a moment",
        ("members/1",),
        "agreement country name status member since until instrument event possible:texts computed",
        (AGREEMENT, AS_OF, AS_KNOWN, STATUS, ALL, *PAGING),
        _members,
    ),
    Route(
        "/api/pending",
        "pending",
        "Steps that were announced or are open, and of which no act is known",
        ("pending/1",),
        "agreement country step expected_since by due overdue days:number last_event source name "
        "due_said event last_known",
        (ANY_AGREEMENT, COUNTRY, STEP, AS_OF, AS_KNOWN, *PAGING),
        _pending,
        is_cut=True,
    ),
    Route(
        "/api/timeline",
        "timeline",
        "The events of an agreement, or of a country in all of them, in the order of their days",
        ("timeline/1",),
        EVENTS,
        (AGREEMENT_OR_COUNTRY, COUNTRY, KIND, SINCE, TO, AS_KNOWN, ALL, *PAGING),
        _timeline,
        is_cut=True,
    ),
    Route(
        "/api/show/{ref}",
        "show",
        "One event with its sources, or the events of one change",
        ("event/1", "timeline/1"),
        f"{EVENTS} findings change replaced_by:objects",
        (_part("ref", "The beginning of the reference of an event or a change."), *PAGING),
        lambda reader, question: show(reader, question.text("ref") or ""),
    ),
    Route(
        "/api/why/{country}",
        "why",
        "Which events make the status of a country what it is, and by which rule",
        ("why/1",),
        "event agreement kind date rule before after effect",
        (_part("country", COUNTRY.about), AGREEMENT, AS_OF, AS_KNOWN, *PAGING),
        _why,
    ),
    Route(
        "/api/conflicts",
        "conflicts",
        "What cannot all be true, side by side",
        ("conflicts/1",),
        "agreement country about claims:objects name",
        (ANY_AGREEMENT, AS_KNOWN, *PAGING),
        _conflicts,
    ),
    Route(
        "/api/history",
        "history",
        "What was written when, by whom and why",
        ("history/1",),
        "change recorded_at author command reason agreements:texts events:number undoes undone_by",
        (ANY_AGREEMENT, *PAGING),
        _history,
        is_cut=True,
    ),
    Route(
        "/api/search",
        "search",
        "Full text over events, notes, quotes and names; the limit is of each sort",
        ("search/1",),
        "type ref text agreement country date",
        (WORDS, LIMIT),
        _search,
        is_cut=True,
    ),
    Route(
        "/api/agreements",
        "agreements",
        "Every agreement, instruments below their family",
        ("agreements/1",),
        "agreement name form binds_by family events:number default:flag",
        PAGING,
        _agreements,
        is_cut=True,
    ),
    Route(
        "/api/agreements/{agreement}",
        "agreement",
        "One agreement, with all its names and instruments",
        ("agreement/1",),
        "agreement name form binds_by family entry_delay rule note source names:texts "
        "instruments:texts",
        (_part("agreement", "Key or any known name."),),
        lambda reader, question: show_agreement(reader, question.text("agreement")),
    ),
    Route(
        "/api/countries",
        "countries",
        "Every country, by name",
        ("countries/1",),
        "country name kind alpha3 valid_from valid_until",
        (SORT, LANGUAGE, *PAGING),
        _countries,
    ),
    Route(
        "/api/countries/{country}",
        "country",
        "One country with all its names",
        ("country/1",),
        "country name kind alpha3 valid_from valid_until names:texts",
        (_part("country", COUNTRY.about),),
        lambda reader, question: show_country(reader, question.text("country") or ""),
    ),
    Route(
        "/api/sources",
        "sources",
        "Every source",
        ("sources/1",),
        "source publisher published language citations:number attached:flag title url",
        PAGING,
        lambda reader, _: list_sources(reader),
    ),
    Route(
        "/api/sources/{source}",
        "source",
        "One source with the passages that are cited of it, a page of these at a time",
        ("source/1",),
        "source publisher published language title url sha256 attached:flag citations:objects "
        "proposals:objects",
        (_part("source", "Its key, or the beginning of it."), *PAGING),
        _source,
        is_cut=True,
        paged="citations",
    ),
)
