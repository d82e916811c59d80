"""A folder that is brought up after a change is, byte for byte, what a new one is."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cli.commandline import Tracker, on
from conftest import NOW
from site_of_tests import TODAY, Writing

import tracker
from tracker.domain.countries import Country, CountryKind, CountryName, NameKind
from tracker.domain.dates import PartialDate
from tracker.domain.sources import Source
from tracker.services.asking import Asked
from tracker.services.naming import find_family
from tracker.store import proposals, reference
from tracker.store.ledger import Ledger
from tracker.store.location import Location
from tracker.store.proposing import keep
from tracker.store.reader import reading
from tracker.store.sources import add_source, complete
from tracker.store.writer import Writer

MINERALS, ACCORDS, TREATY = "kazakhstan-us-minerals", "abraham-accords", "israel-uae-treaty"
ADD = "add-event --source https://example.org/report"
CITED_BY_NONE = Source("own", "https://example.org/own", "The text itself")
ARTICLE = """\
Kazakhstan signed the Abraham Accords on 3 January 2026, the ministry said.

Armenia will join the Abraham Accords, President Donald Trump said on Thursday.
"""
RENAMED = """\
[[agreement]]
key = "abraham-accords"
form = "family"
binds_by = "signature"
names = { en = ["The Accords of Abraham"], de = ["Abrahams Akkord"] }
note = "Told otherwise."
source = "singer-ilm-note"
"""
OF_ITS_OWN = """\
[[agreement]]
key = "israel-uae-treaty"
form = "treaty"
binds_by = "ratification"
family = "abraham-accords"
names = { en = ["Israel–UAE Treaty"] }
source = "own"
"""
TOLD = """\
agreement,country,kind,date,source,quote
kazakhstan-us-minerals,GE,signed,2026-01-07,https://example.org/table,so it is
kazakhstan-us-minerals,AM,signed,2026-01-08,https://example.org/table,and so
"""
FILES = {
    "renamed.toml": RENAMED,
    "own.toml": OF_ITS_OWN,
    "told.csv": TOLD,
    "told-later/told.csv": "".join(TOLD.splitlines(keepends=True)[:-1]),
    "report.txt": "So it was, and so it is.\n",
    "article.txt": ARTICLE,
}
OF_MINERALS = f"--agreement {MINERALS}"
OF_ACCORDS = f"--country AM --agreement {ACCORDS}"
COMMANDS = {
    "an event": f"{ADD} statement --country US {OF_MINERALS} --date 2026-01-05",
    "a participant": f"{ADD} meeting --country KZ {OF_MINERALS} --date 2026-01-06 "
    "--participant AM:host --participant IL:witness",
    "a step long ago": f"{ADD} interest --country KZ {OF_MINERALS} --date 1899-02-03",
    "a correction": "add-event correction --corrects mw52cxjl --date 2026-01-26",
    "an undo": "undo --yes",
    "a second source": f"add-event statement --country US {OF_MINERALS} --date 2026-01-05 "
    "--source unn-2025-12-26",
    "a text": "sources attach https://example.org/report FILES/report.txt",
    "a passage": f"{ADD} interest {OF_ACCORDS} --date 2026-01-09 --passage 0-5",
    "an announcement": f"{ADD} announced --country SY --agreement {ACCORDS} --date 2026-01-10",
    "a promise": f"{ADD} announced {OF_ACCORDS} --date 2026-01-11 --expects signing --by Somebody",
    "a promise kept": f"{ADD} signed {OF_ACCORDS}-declaration --date 2026-01-20",
    "the name of a family": "db seed FILES/renamed.toml",
    "the source of an agreement": "db seed FILES/own.toml",
    "an end": f"{ADD} terminated {OF_MINERALS} --date 2026-01-25",
    "an instrument": f"agreements add note --name 'A note' --form treaty --family {ACCORDS}",
    "a consent": f"{ADD} acceded --country KZ --agreement note --date 2026-01-21",
    "a rule": """agreements rule note '{"deposits": 2}' --entry-delay P3D""",
    "what binds others": f"{ADD} acceded --country AE --agreement note --date 2026-01-22",
    "a table": "import FILES/told.csv",
    "what vanished": "import FILES/told-later/told.csv --retract-vanished --reason gone",
    "an article": "ingest FILES/article.txt --published 2026-01-09 --title 'An article'",
}
SITES: dict[str, dict[str, Any]] = {
    "all": {},
    "a family": {"agreements": ACCORDS, "language": "de"},
    "an instrument": {"agreements": TREATY},
}


class Folders:
    """Folders of several sites of one database, each brought up again and again."""

    def __init__(self, location: Location, top: Path) -> None:
        self._location = location
        self._top = top
        self._before: dict[str, dict[str, bytes]] = {}

    def differ(self, **told: Any) -> set[str]:
        """Bring all of them up; the paths of what is other than in new ones.

        Something must have changed in one of them.
        """
        found: set[str] = set()
        has_changed = False
        for name, options in SITES.items():
            wanted = {**options, **told}
            if key := wanted.get("agreements"):
                with reading(self._location) as reader:
                    wanted["agreements"] = tuple(e.key for e in find_family(reader, key))
            held = Writing(self._location, self._top / name)
            held(**wanted)
            fresh = Writing(self._location, self._top / "fresh")
            fresh(**wanted)
            files = held.files()
            found |= {f"{name}: {path}" for path, _ in files.items() ^ fresh.files().items()}
            shutil.rmtree(fresh.folder)
            has_changed |= files != self._before.get(name)
            self._before[name] = files
        assert has_changed
        return found


@pytest.fixture
def folders(seeded: Location, tmp_path: Path) -> Folders:
    """The folders of a seeded database, as they are before anything changes."""
    for name, content in FILES.items():
        file = tmp_path / "files" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    with Ledger(seeded) as ledger:
        ledger.write(lambda writer: add_source(writer.connection, CITED_BY_NONE, at=NOW))
    made = Folders(seeded, tmp_path)
    made.differ()
    return made


def test_what_was_brought_up_is_what_a_new_site_is(
    seeded: Location, folders: Folders, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """After changes of every sort, one after the other, to the ledger and to what is asked."""
    run = on(seeded, capsys)
    for change, command in COMMANDS.items():
        ran = run(command.replace("FILES", str(tmp_path / "files")))
        assert ran.code == 0, (change, ran.err)
        assert folders.differ() == set(), change
    for change, work in _written(seeded, run):
        with Ledger(seeded) as ledger:
            ledger.write(work)
        assert folders.differ() == set(), change
    for told in (
        {"asked": Asked(PartialDate.day(TODAY + timedelta(days=400)))},
        {"asked": Asked(PartialDate.day(TODAY), known=NOW)},
        {"title": "Another title"},
        {"language": "de"},
        {"texts": False},
        {"agreements": MINERALS},
        {"agreements": None},
    ):
        assert folders.differ(**told) == set(), told


def _written(location: Location, run: Tracker) -> Iterator[tuple[str, Callable[[Writer], object]]]:
    """What no command does by itself, and what is decided on what a text proposes."""
    own = replace(CITED_BY_NONE, title="Another title")
    yield "the title of a source that nothing cites", lambda w: complete(w.connection, own)
    table = Source("table", "https://example.org/report", "Another title of the report")
    with reading(location) as reader:
        [row] = reader.rows("SELECT source FROM sources WHERE url = :url", url=table.url)
        [article] = reader.rows("SELECT DISTINCT source FROM proposals")
        held = proposals.of_source(reader, article["source"])
    report = replace(table, ref=row["source"])
    yield "the title and the text of a source", lambda w: complete(w.connection, report)
    read = [replace(each.proposal, speaker="Somebody else") for each in held]
    yield "another reading", lambda w: keep(w, article["source"], read, at=NOW)
    ran = run(f"review --reject {held[0].ref} --reason no")
    yield f"a decision {ran.err}", lambda _: None
    name = CountryName("KZ", "de", NameKind.ALIAS, "Das Land Kasachstan")
    yield "a name", lambda w: reference.put_country_names(w.connection, [name])
    former = Country("KZ", CountryKind.FORMER, "KAZ", valid_until="2030")
    yield "a country", lambda w: reference.put_countries(w.connection, [former])


CHANGED = ("views/page/page.css", "views/site/templates/parts.html", "services/site/telling.py")


def test_other_code_makes_other_pages(seeded: Location, tmp_path: Path) -> None:
    """Whatever part of tracker is changed, a template or a module, what it makes is made again."""
    code = tmp_path / "code"
    ours = Path(tracker.__file__).parent
    shutil.copytree(ours, code / "tracker", ignore=shutil.ignore_patterns("__pycache__"))
    report(code, seeded, tmp_path / "held")
    for path in CHANGED:
        file = code / "tracker" / path
        text = file.read_text(encoding="utf-8")
        changed = {
            "page.css": text + "\n.other{color:red}\n",
            "parts.html": text.replace('class="events"', 'class="events others"'),
            "telling.py": text.replace('f"{who} {phrase}{said}"', 'f"{who}, {phrase}{said}"'),
        }[file.name]
        assert changed != text
        file.write_text(changed, encoding="utf-8")
        before = Writing(seeded, tmp_path / "held").files()
        held = report(code, seeded, tmp_path / "held")
        assert held != before
        assert held == report(code, seeded, tmp_path / file.stem)


def report(code: Path, location: Location, folder: Path) -> dict[str, bytes]:
    """The site that some code writes."""
    words = [sys.executable, "-m", "tracker", "--db", location.url, "report", "--jobs", "1"]
    environment = {**os.environ, "PYTHONPATH": str(code)}
    subprocess.run(
        [*words, str(folder)], env=environment, cwd=code, check=True, capture_output=True
    )
    return Writing(location, folder).files()
