"""``tracker ingest``."""

from collections import Counter
from dataclasses import asdict, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli import output
from tracker.cli.options import Format, Json, command, command_app
from tracker.cli.passages import in_sentence
from tracker.cli.safety import one_line
from tracker.cli.session import Session
from tracker.errors import UsageError
from tracker.services.reply import Reply, Row

if TYPE_CHECKING:
    from tracker.domain.dates import PartialDate
    from tracker.services.ingested import Ingested
    from tracker.services.llm_extractor import LlmExtractor
    from tracker.services.texts import Told

EXAMPLES = """\
tracker ingest article.txt --published 2025-11-07 --source https://example.org/article
tracker ingest article.txt --published 2025-11-07 --dry-run --json
tracker ingest page.html
tracker ingest - --lang en --published yesterday
tracker ingest articles/ --jobs 2
tracker ingest article.txt --extractor llm"""

app = command_app()


class Extractor(StrEnum):
    """Who reads."""

    RULES = "rules"
    LLM = "llm"


@command(app, EXAMPLES)
def ingest(
    ctx: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE|-|FOLDER...",
            help="Texts in UTF-8, pages in HTML, or folders of them; - is stdin.",
        ),
    ],
    published: Annotated[
        str | None,
        typer.Option(
            "--published", metavar="DATE", help='The day from which "on Thursday" counts.'
        ),
    ] = None,
    source: Annotated[
        str | None, typer.Option("--source", metavar="URL", help="Where it stands.")
    ] = None,
    publisher: Annotated[str, typer.Option("--publisher", help="Who published it.")] = "",
    title: Annotated[str, typer.Option("--title", help="Its headline.")] = "",
    lang: Annotated[
        str, typer.Option("--lang", help="Such as de or en; auto looks at the words.")
    ] = "auto",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what it would do.")] = False,
    accept_above: Annotated[
        float | None,
        typer.Option(
            "--accept-above",
            metavar="SCORE",
            min=0,
            max=1,
            help="Accept what is told as done, with country and date, from this score on.",
        ),
    ] = None,
    extractor: Annotated[
        Extractor, typer.Option("--extractor", help="Who reads: the rules, or a model beside them.")
    ] = Extractor.RULES,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", min=1, max=256, help="How many texts are read at once."),
    ] = None,
    json: Json = False,
) -> None:
    """Read articles and propose what they say, with the words that say it.

    The text is kept as a source with its proposals; none is a fact until somebody accepts it.
    Without the day of publication relative dates stay open. The same text asks nothing twice.

    With --extractor llm a model is asked too, at any endpoint like that of OpenAI: base_url and
    model below [llm] in config.toml, or TRACKER_LLM_BASE_URL and TRACKER_LLM_MODEL, and a key in
    TRACKER_LLM_KEY alone. Only what stands in the text is taken from it.
    """
    from tracker.services.texts import Told, files_of, require_language

    session: Session = ctx.obj
    require_language(lang)
    named = [str(file) for file in files]
    found = files_of(named)
    is_one = len(found) == 1 and found == named
    if not is_one and (source or title):
        raise UsageError("--source and --title are of one text; ingest its file alone")
    if source and "://" not in source:
        raise UsageError(f'"{source}" is no URL; write it whole, with https://')
    if dry_run and accept_above is not None:
        raise UsageError("--accept-above writes, and --dry-run does not; leave one of them out")
    told = Told(
        published=_published(session, published) if published else None,
        url=source,
        publisher=publisher.strip(),
        title=title.strip(),
        language=lang,
    )
    if extractor is Extractor.LLM:
        if jobs is not None:
            raise UsageError("--jobs is for the rules; a model is asked about one text at a time")
        told = replace(told, extractor=_model())
    if is_one:
        _one(session, found[0], told, dry_run=dry_run, score=accept_above, json=json)
        return
    from tracker.cli.ingesting import many

    many(session, found, told, jobs=jobs, dry_run=dry_run, score=accept_above, json=json)


def _published(session: Session, text: str) -> "PartialDate":
    """The day of publication, which cannot lie ahead."""
    day = session.day(text)
    first = day.earliest
    if first is not None and first > session.today():
        raise UsageError(
            f'--published "{text}" is {day.describe()}, which is yet to come; '
            "give the day on which the text appeared"
        )
    return day


def _model() -> "LlmExtractor":
    from tracker.services.llm_endpoint import find_endpoint
    from tracker.services.llm_extractor import LlmExtractor

    return LlmExtractor(find_endpoint())


def _one(
    session: Session, file: str, told: "Told", *, dry_run: bool, score: float | None, json: bool
) -> None:
    """Ingest one text and show what it proposes."""
    accepted = None
    if dry_run:
        from tracker.services.ingested import try_ingest

        with session.reading() as reader:
            ingested = try_ingest(reader, file, told)
    else:
        from tracker.services.ingest import ingest as keep

        with session.ledger() as ledger:
            ingested = keep(ledger, file, told, at=session.clock())
            if score is not None:
                from tracker.cli.accepting import Acceptance

                accepted = Acceptance(session, ledger, score)
                ingested = accepted.of(ingested)
    if json:
        output.show(
            _reply(ingested, dry_run=dry_run, more=accepted.row if accepted else {}), Format.JSON
        )
        return
    _show(session, ingested)
    if accepted:
        accepted.tell()
    output.say(_outcome(ingested, dry_run=dry_run))


def _reply(ingested: "Ingested", *, dry_run: bool, more: Row) -> Reply:
    source, reading = ingested.source, ingested.text.reading
    question = {
        "source": source.ref,
        "language": reading.language,
        "published": source.published.text if source.published else None,
        "dry_run": dry_run,
        "title": source.title or None,
        "publisher": source.publisher or None,
        "url": source.url,
        "sha256": source.sha256,
        "known": not ingested.is_new,
        "open_dates": [asdict(each) for each in reading.open_dates],
        "left_out": [asdict(each) for each in reading.left_out],
        **more,
    }
    return Reply("ingest/1", question, list(ingested.rows), list(ingested.notes))


def _show(session: Session, ingested: "Ingested") -> None:
    """Each proposal as a sentence, after its key and score; below it the passage that says so."""
    from tracker.services.naming import country_names, short
    from tracker.services.proposed import countries_of, sentence

    proposals = ingested.proposals.values()
    codes = [code for each in proposals for code in countries_of(each)]
    with session.reading() as reader:
        names = country_names(reader, codes)
    text, now = ingested.text.document.text, ingested.accepted
    for (ref, proposal), state in zip(ingested.proposals.items(), ingested.states, strict=True):
        known = "" if state in ("new", "undecided") else f" ({_called(state, ref in now)})"
        told = one_line(sentence(proposal, names))
        output.say(f"{short(ref)}  {proposal.score:.2f}  {told}{known}")
        print(f"      {in_sentence(text, proposal.start, proposal.end)}")
    if proposals:
        print()
    for note in ingested.notes:
        output.say(one_line(note))


def _called(state: str, is_now: bool) -> str:
    """The state of a proposal that is not new, and since when."""
    if is_now:
        return f"{state} now"
    return state if state == "reopened" else f"{state} already"


def _outcome(ingested: "Ingested", *, dry_run: bool) -> str:
    """What became of the text, and what can be done next."""
    ref, states = ingested.source.ref, Counter(ingested.states)
    number = len(ingested.states)
    found = f"{number} proposal{'' if number == 1 else 's'}, {ingested.fresh or 'none'} of them new"
    if dry_run:
        return f"dry run of {ref}: {found}; nothing was written"
    added = f", with its {' and '.join(ingested.added)}" if ingested.added else ""
    kept = f"kept as {ref}" if ingested.is_new else f"known already as {ref}{added}"
    undecided = number - states["accepted"] - states["rejected"]
    way_on = f"; decide on {undecided} of them with: tracker review {ref}" if undecided else ""
    return f"{kept}: {found}{way_on}"
