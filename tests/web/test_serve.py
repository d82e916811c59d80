"""``tracker serve`` as a process that is really asked, on both engines."""

import json
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
import worlds
from cli.commandline import Tracker, contents, on
from conftest import Templates
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import validate

from tracker.store.location import Location, read_location
from tracker.store.reader import reading
from tracker.web.openapi import document
from tracker.web.pages import Look, page_at
from tracker.web.routes import ROUTES, Route

from .serving import Answer, Served, serving

DAY = "as_of=2026-02-01"


@pytest.fixture
def served(seeded: Location) -> Iterator[Served]:
    """A server of the journal that comes with tracker."""
    with serving(seeded.url) as server:
        yield server


@pytest.fixture
def tracker(seeded: Location, capsys: pytest.CaptureFixture[str]) -> Tracker:
    """The command line on the same database."""
    return on(seeded, capsys)


QUESTIONS = {
    "members --as-of 2026-02-01": f"/api/members?{DAY}",
    "members --all --as-of 2026-02-01 --as-known 2025-11-06": (
        f"/api/members?all=true&{DAY}&as_known=2025-11-06"
    ),
    "members --status announced --status candidate --as-of 2026-02-01": (
        f"/api/members?status=announced&status=candidate&{DAY}"
    ),
    "pending --step signing --as-of 2026-02-01": f"/api/pending?step=signing&{DAY}",
    "timeline Kazakhstan": "/api/timeline?country=Kasachstan",
    "timeline israel-uae-treaty --country AE": (
        "/api/timeline?agreement=israel-uae-treaty&country=AE"
    ),
    "timeline Kazakhstan --as-of 2025-11-06": "/api/timeline?country=KZ&as_of=2025-11-06",
    "timeline --all --since 2025-11 --kind announced": (
        "/api/timeline?all=1&since=2025-11&kind=announced"
    ),
    "show ioyzm2yz": "/api/show/ioyzm2yz",
    "why Kazakhstan --as-of 2026-02-01": f"/api/why/Kazakhstan?{DAY}",
    "conflicts": "/api/conflicts",
    "history": "/api/history",
    "history --limit 1": "/api/history?limit=1",
    "search Kazakhstan": "/api/search?q=Kazakhstan&limit=50",
    "agreements list": "/api/agreements",
    "agreements show israel-uae-treaty": "/api/agreements/israel-uae-treaty",
    "countries list --kind state": "/api/countries?kind=state",
    "countries show Kosovo": "/api/countries/Kosovo",
    "sources list": "/api/sources",
    "sources show rt-de-2025-11-07 --no-text": "/api/sources/rt-de-2025-11-07",
}


OF_ONE = {"findings", "change", "replaced_by"}
"""Fields of one event that a change, which is shown at the same address, has not."""


def is_of(path: str, route: Route) -> bool:
    """Whether a path is one of a route."""
    parts, of = path.partition("?")[0].split("/"), route.path.split("/")
    pairs = zip(parts, of, strict=False)
    return len(parts) == len(of) and all(a == b or b.startswith("{") for a, b in pairs)


def test_the_answers_are_those_of_the_commands(served: Served, tracker: Tracker) -> None:
    """Every question has the same object as its command with --json."""
    for command, path in QUESTIONS.items():
        answer = served.ask(path)
        assert (answer.status, answer.told) == (200, tracker(f"{command} --json").answer), path


def test_every_answer_is_as_described(served: Served) -> None:
    """The description is valid OpenAPI 3.1, has every route, and the answers are as it says."""
    described = served.ask("/api/openapi.json").told
    validate(described)
    assert described == json.loads(json.dumps(document(ROUTES)))
    asked = set()
    for path in QUESTIONS.values():
        [route] = [each for each in ROUTES if is_of(path, each)]
        asked.add(route.name)
        operation = described["paths"][route.path]["get"]
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        told = served.ask(path).told
        OAS31Validator(schema).validate(told)
        fields = set(schema["properties"]["rows"]["items"]["properties"])
        assert all(fields - OF_ONE <= set(row) <= fields for row in told["rows"]), route.name
    assert asked == {route.name for route in ROUTES}


def test_a_country_needs_no_default_agreement(location: Location) -> None:
    """Its events are told in all agreements; where no day was asked about, none is told."""
    worlds.furnish(location)
    with serving(location.url) as server:
        answer = server.ask("/api/timeline?country=KZ")
        assert server.ask("/api/timeline").status == 400
        assert server.ask("/api/timeline?country=Xyzzy").status == 404
    assert (answer.status, answer.told["agreement"], answer.told["country"]) == (200, None, "KZ")
    assert {row["country"] for row in answer.rows} == {"KZ"}
    assert answer.told["as_of"] is None


@pytest.mark.parametrize(
    ("path", "limit"),
    [
        ("/api/timeline?", 7),
        ("/api/timeline?country=KZ&", 3),
        ("/api/countries?", 100),
        (f"/api/members?all=1&{DAY}&", 5),
    ],
)
def test_pages_give_every_row_once(served: Served, path: str, limit: int) -> None:
    """Page after page gives what one question gives, and the last page has no next."""
    whole = served.ask(f"{path}limit=2000").rows
    rows, after = [], ""
    for _ in range(len(whole) // limit + 1):
        told = served.ask(f"{path}limit={limit}{after}").told
        rows += told["rows"]
        after = f"&after={told['next']}" if "next" in told else ""
    assert rows == whole
    assert after == ""


def test_a_cursor_that_fits_no_more_is_refused(served: Served) -> None:
    """No row is missed without a word."""
    cursor = served.ask("/api/timeline?limit=7").told["next"]
    answer = served.ask(f"/api/timeline?limit=7&country=KZ&after={cursor}")
    assert answer.status == 400
    assert "start again" in answer.error


def held(served: Served, path: str) -> Answer:
    """The answer for somebody who has it already.

    On Postgres a write in any database of the server makes new tags, and other tests write.
    """
    for _ in range(100):
        tag = served.ask(path).headers["ETag"]
        answer = served.ask(path, If_None_Match=f'"x", W/{tag}')
        if answer.status == 304:
            break
    return answer


def test_a_tag_holds_until_something_is_written(served: Served, tracker: Tracker) -> None:
    """Who has the answer gets 304 and no body, and after a write the new answer."""
    path = f"/api/members?{DAY}"
    again = held(served, path)
    assert (again.status, again.body) == (304, b"")
    tag = again.headers["ETag"]
    assert served.ask("/api/members?all=1").headers["ETag"] != tag
    tracker(
        "add-event signed --country KZ --agreement abraham-accords-declaration --date 2026-01-30"
    )
    changed = served.ask(path, If_None_Match=tag)
    assert changed.status == 200
    assert "KZ" in {row["country"] for row in changed.rows}
    assert changed.headers["ETag"] != tag


def test_whoever_has_anything_is_told_that_it_is_there(served: Served) -> None:
    """If-None-Match: * asks whether there is any answer at all (RFC 9110, section 13.1.2)."""
    for path in ("/", "/api/members", "/api/openapi.json"):
        assert served.ask(path, If_None_Match="*").status == 304
    assert served.ask("/nowhere", If_None_Match="*").status == 404


def test_a_tag_is_of_one_look_and_one_database(served: Served, seeded: Location) -> None:
    """Who comes back to the same address finds another server there, not what he had."""
    tags = {served.ask("/").headers["ETag"]}
    with serving(seeded.url, "--title", "Another") as other:
        answer = other.ask("/", If_None_Match=tags.pop())
    assert answer.status == 200
    assert b"Another" in answer.body


def test_nobody_changes_the_answer_of_somebody_else(served: Served) -> None:
    """What stands behind a raw "#" is a part of one question, and of no other's."""
    asked = b"GET /api/search?q=Bahrain#zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    port = urlsplit(served.url).port
    with socket.create_connection(("127.0.0.1", port or 0)) as raw:
        raw.sendall(asked)
        while raw.recv(65_536):
            pass
    assert len(served.ask("/api/search?q=Bahrain").rows) > 5


def test_a_browser_finds_a_way_back(served: Served) -> None:
    """Where nothing stands a browser gets a page with links, and a program one sentence."""
    for path in ("/nowhere.html", "/events/a/b/c.html", "/nothing"):
        answer = served.ask(path, Accept="text/html,*/*;q=0.8")
        assert answer.status == 404
        assert answer.headers["Content-Type"].startswith("text/html")
        up = "../" * (path.count("/") - 1)
        assert f'href="{up}index.html"' in answer.body.decode()
        assert "nothing at that address" in served.ask(path).error


def test_the_description_stands_where_one_looks_for_it(served: Served) -> None:
    """At /api and /api/ too."""
    told = served.ask("/api/openapi.json").body
    assert [served.ask(path).body for path in ("/api", "/api/")] == [told, told]


def test_names_may_hold_a_slash(served: Served, tracker: Tracker) -> None:
    """An agreement is found by such a name in a path as well."""
    tracker("agreements add salt --name 'SALT I/II' --form treaty")
    [row] = served.ask("/api/agreements/SALT%20I%2FII").rows
    assert row["agreement"] == "salt"


def test_the_limit_of_a_search_is_of_each_sort(served: Served, tracker: Tracker) -> None:
    """As on the command line; there is no next page, for nothing takes its cursor."""
    answer = served.ask("/api/search?q=Kazakhstan&limit=5").told
    assert answer["rows"] == tracker("search Kazakhstan --limit 5 --json").rows
    assert "next" not in answer


def test_who_asks_nothing_keeps_nobody_out(served: Served) -> None:
    """A connection on which no whole request comes is closed, and others are answered."""
    port = urlsplit(served.url).port or 0
    with ExitStack() as open_ones:
        silent = [
            open_ones.enter_context(socket.create_connection(("127.0.0.1", port), timeout=30))
            for _ in range(3)
        ]
        silent[1].sendall(b"GET / HTTP/1.1\r\nHost: loc")
        silent[2].sendall(b"GET /about.html HTTP/1.1\r\nHost: localhost\r\n\r\nGET")
        assert [_read_to_the_end(each)[:12] for each in silent] == [b"", b"", b"HTTP/1.1 200"]
    assert served.ask("/").status == 200


def _read_to_the_end(connection: socket.socket) -> bytes:
    found = b""
    while got := connection.recv(65_536):
        found += got
    return found


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_nothing_can_be_written(served: Served, seeded: Location, method: str) -> None:
    """Whatever writes is refused, and nothing is written."""
    before = contents(seeded)
    for path in ("/", "/api/members", "/nowhere"):
        answer = served.ask(path, method)
        assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")
        assert "only reads" in answer.error
    assert contents(seeded) == before


def test_head_is_get_without_the_body(served: Served) -> None:
    """It has the same headers."""
    told, head = served.ask("/api/members"), served.ask("/api/members", "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["ETag"] == told.headers["ETag"]
    assert head.headers["Content-Length"] == str(len(told.body))


@pytest.mark.parametrize(
    ("path", "status", "sentence"),
    [
        ("/api/members?as_of=soon", 400, "cannot be read as a date"),
        ("/api/members?as_known=soon", 400, "is no moment"),
        ("/api/members?agreement=nowhere", 404, "no agreement is known"),
        ("/api/members?status=happy", 400, "is one of none, candidate"),
        ("/api/members?x=1", 400, "there are: agreement"),
        ("/api/members?agreement=a&agreement=b", 400, "twice"),
        ("/api/members?all=maybe", 400, "true or false"),
        ("/api/members?limit=0", 400, "from 1 to 2000"),
        ("/api/members?limit=2001", 400, "from 1 to 2000"),
        ("/api/members?limit=²", 400, "from 1 to 2000"),
        ("/api/members?after=x", 400, "is no cursor"),
        ("/api/timeline?after=0000000019999999999999999999.x", 400, "is no cursor"),
        ("/api/history?after=99999999999999999999.x", 400, "is no cursor"),
        ("/?as_of=2020", 400, "is for questions to /api/"),
        ("/api/members?agreement=" + "a" * 301, 400, "longer than 300"),
        ("/api/members?agreement=a%00b", 400, "null character"),
        ("/api/members?agreement=" + "a" * 5000, 414, "too long"),
        ("/api/countries/%ff", 404, "no country is known"),
        ("/api/show/zzzzzz", 404, "no event or change"),
        ("/api/search", 400, "is missing"),
        ("/api/search?q=%20", 400, "no word"),
        ("/api/timeline?kind=nothing", 404, "no kind of event"),
        ("/api/nothing", 404, "nothing at that address"),
        ("/api/../../etc/passwd", 404, "nothing at that address"),
        ("/%2e%2e/%2e%2e/etc/passwd", 404, "nothing at that address"),
        ("//etc/passwd", 404, "nothing at that address"),
    ],
)
def test_what_cannot_be_asked_is_a_sentence(
    served: Served, path: str, status: int, sentence: str
) -> None:
    """The status says whose fault it is, and the sentence says what to do."""
    answer = served.ask(quote(path, safe="/?&=%"))
    assert answer.status == status
    assert sentence in answer.error


def test_a_browser_is_told_what_it_may_do(served: Served) -> None:
    """Nothing is guessed, nothing comes from elsewhere, and nobody learns where a reader was."""
    for path in ("/api/members", "/nowhere"):
        headers = served.ask(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Content-Security-Policy"].startswith(
            "default-src 'none'; script-src 'self'"
        )
        assert headers["Server"] is None
    assert served.ask("/api/members").headers["Cache-Control"] == "no-cache"


def test_only_names_of_this_machine_are_answered(served: Served) -> None:
    """A page elsewhere whose name points at this machine learns nothing."""
    for host in (
        *("localhost:1", "127.0.0.1", "[::1]:8765", "LOCALHOST"),
        *("localhost.", "[0:0:0:0:0:0:0:1]"),
    ):
        assert served.ask("/api/countries", Host=host).status == 200
    for host in ("evil.example", "127.0.0.1.evil.example", "", "[", "localhost@evil.example:x"):
        assert served.ask("/api/countries", Host=host).status in {400, 421}


def test_the_pages_are_those_of_the_site(served: Served, seeded: Location) -> None:
    """A page has the same bytes as in a folder, its media type and its tag."""
    today = datetime.now(UTC).date()
    for path, media in (
        ("", "text/html"),
        ("index.html", "text/html"),
        ("agreements/abraham-accords.html", "text/html"),
        ("assets/site.css", "text/css"),
        ("assets/search.js", "text/javascript"),
    ):
        answer = served.ask(f"/{path}")
        with reading(seeded) as reader:
            assert answer.body == page_at(path, Look(), today, reader)
        assert answer.headers["Content-Type"].startswith(media)
        again = held(served, f"/{path}")
        assert (again.status, again.body) == (304, b"")


def test_a_browser_that_wants_an_icon_has_nothing_to_complain_of(served: Served) -> None:
    """There is none, and that is no error."""
    answer = served.ask("/favicon.ico")
    assert (answer.status, answer.body) == (204, b"")


def test_the_pages_speak_the_language_that_is_asked_for(seeded: Location) -> None:
    """Title, language and whether texts are shown are options of the server."""
    with serving(seeded.url, "--lang", "de", "--title", "Meine <Verträge>", "--no-texts") as server:
        page = server.ask("/").body.decode()
    assert '<html lang="de"' in page
    assert "Meine &lt;Verträge&gt;" in page


def test_a_language_without_words_is_a_sentence(tracker: Tracker) -> None:
    """It says which there are, and nothing is served."""
    ran = tracker("serve --port 0 --lang fr")
    assert (ran.code, ran.out) == (2, "")
    assert "--lang en or --lang de" in ran.err


def test_hostile_text_is_text(location: Location) -> None:
    """Controls are written out in JSON, which no browser takes for a page."""
    worlds.furnish(location)
    with serving(location.url) as server:
        answer = server.ask("/api/timeline?agreement=a-pact")
    assert worlds.HOSTILE in {row["note"] for row in answer.rows}
    assert answer.headers["Content-Type"] == "application/json"
    assert not {"\x1b", "\u202e", "\n"} & set(answer.body.decode())


def test_it_ends_when_it_is_interrupted(seeded: Location) -> None:
    """Ctrl-C ends it at once with 130, as it ends every command, and without a traceback."""
    with serving(seeded.url) as server:
        assert server.ask("/api/countries").status == 200
        code, said = server.end()
    assert code == 130
    assert "Traceback" not in said


def test_a_database_that_is_gone_is_told(templates: Templates) -> None:
    """Whoever asks learns that it is gone, and whoever serves also where it was."""
    with ExitStack() as there:
        location = there.enter_context(templates.copy_of("seeded"))
        with serving(location.url) as server:
            assert server.ask("/api/countries").status == 200
            there.close()
            answer = server.ask("/api/countries")
            _, said = server.end()
    assert answer.status == 503
    assert answer.headers["Retry-After"]
    assert "cannot be read at the moment" in answer.error
    assert "there is no database at" in said or "does not answer" in said


def test_a_port_that_is_taken_is_a_sentence(tracker: Tracker) -> None:
    """It says how to take another."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ran = tracker(f"serve --port {taken.getsockname()[1]}")
    assert ran.code == 2
    assert "--port" in ran.err
    assert ran.out == ""


@pytest.mark.parametrize("host", ["203.0.113.1", "no.such.host.invalid"])
def test_an_address_of_another_machine_is_a_sentence(tracker: Tracker, host: str) -> None:
    """It says so, and serves nothing."""
    ran = tracker(f"serve --port 0 --host {host}")
    assert ran.code == 2
    assert "nothing can be served" in ran.err


def test_whoever_opens_it_to_others_is_warned(seeded: Location) -> None:
    """Then it answers to any name, for it cannot know them."""
    with serving(seeded.url, "--host", "0.0.0.0") as server:  # noqa: S104 - that is the test
        port = server.url.rpartition(":")[2].strip("/")
        server.url = f"http://127.0.0.1:{port}/"
        assert server.ask("/api/countries", Host="tracker.example.org").status == 200
        _, said = server.end()
    assert "there is no password" in said


def test_no_database_is_no_server(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is not there is told before anything is served."""
    ran = on(read_location(f"sqlite:///{tmp_path / 'none.db'}"), capsys)("serve --port 0")
    assert ran.code == 5
    assert "db upgrade" in ran.err
