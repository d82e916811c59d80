"""A model is asked over HTTP, and neither it nor the way to it is trusted."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from cli.commandline import Ran, Tracker, contents, on
from lying_model import Behaviour, Model, answers, in_turn, running, says, sends

from tracker.domain.proposals import Proposal
from tracker.errors import UnavailableError
from tracker.ingest.extract import extract
from tracker.ingest.grounding import CAP
from tracker.ingest.reading import Article, Reading, Vocabulary
from tracker.services.database_location import config_file
from tracker.services.llm_endpoint import BadEndpointError, Endpoint, find_endpoint
from tracker.services.llm_extractor import LlmExtractor
from tracker.services.llm_prompt import CHUNK, EXAMPLE_ANSWER, MOST_CHUNKS
from tracker.services.llm_request import LARGEST_ANSWER, ModelError
from tracker.store.location import Location

KEY = "s3cret-key-0123456789"
TEXT = """\
Chad takes its time

Kazakhstan signed the Samarkand Convention on Thursday.
Uzbekistan put its weight behind the Samarkand Convention on 3 October 2025.
Mali has not ratified it.

Read more: Samoa signs the Apia Pact
"""
ARTICLE = Article(TEXT, date(2025, 11, 7))
NEW: dict[str, Any] = {
    "sentence": 2,
    "quote": "Uzbekistan put its weight behind the Samarkand Convention on 3 October 2025",
    "kind": "acceded",
    "country": "UZ",
    "date": "1999-01-01",
    "date_words": "on 3 October 2025",
    "agreement": "Samarkand Convention",
}
KNOWN: dict[str, Any] = {
    "sentence": 1,
    "quote": "Kazakhstan signed the Samarkand Convention",
    "kind": "signed",
    "country": "KZ",
}
LIES = [
    {**NEW, "quote": "Uzbekistan backed the Samarkand Convention"},
    {**NEW, "quote": NEW["quote"].replace("3", "4")},
    {**NEW, "quote": "Uzbekistan … the Samarkand Convention"},
    {**NEW, "country": "AE"},
    {**NEW, "date_words": "on Monday"},
    {**NEW, "kind": "married"},
    {**NEW, "sentence": 3},
    {**KNOWN, "kind": "ratified"},
    {**KNOWN, "sentence": 3, "quote": "Mali has ratified it", "country": "ML"},
    {**KNOWN, "sentence": 3, "quote": "Mali has not ratified it", "country": "ML"},
    {**KNOWN, "quote": "Samoa signs the Apia Pact", "country": "WS"},
    *EXAMPLE_ANSWER["proposals"],
]


@pytest.fixture
def model() -> Iterator[Model]:
    """A model that has nothing to say, until a test tells it what."""
    with running(says()) as model:
        yield model


def read(model: Model, article: Article = ARTICLE, *, timeout: float = 5, key: str = "") -> Reading:
    endpoint = Endpoint(model.url, "liar-1", key, timeout)
    return LlmExtractor(endpoint)(article, Vocabulary())


def of_model(reading: Reading) -> list[Proposal]:
    return [each for each in reading.proposals if each.rule == "llm.liar-1"]


def test_an_honest_answer_is_added_below_the_cap(model: Model) -> None:
    """What the model finds alone is proposed beside the rules', and scores no more than the cap."""
    model.behaviour = says(NEW)
    reading = read(model)
    [proposal] = of_model(reading)
    assert proposal.quote == NEW["quote"]
    assert proposal.date
    assert proposal.date.text == "2025-10-03"
    assert proposal.score <= CAP
    rest = tuple(each for each in reading.proposals if each is not proposal)
    assert rest == extract(ARTICLE).proposals
    assert reading.notes == ("1 of 1 proposal of liar-1 taken",)


def test_a_rule_that_agrees_is_named_beside_the_model(model: Model) -> None:
    """What both find is one proposal, and its reasons name both."""
    model.behaviour = says(KNOWN)
    reading = read(model)
    assert of_model(reading) == []
    assert reading.notes == ("1 of 1 proposal of liar-1 taken (1 of them found by a rule too)",)
    raised = [
        (one, now)
        for one, now in zip(extract(ARTICLE).proposals, reading.proposals, strict=True)
        if one != now
    ]
    [(one, now)] = raised
    assert [each.feature for each in now.weights] == [
        *(each.feature for each in one.weights),
        "llm.liar-1",
    ]


def test_lies_are_refused_and_counted(model: Model) -> None:
    """Of an answer full of lies nothing is taken, and the note says why, the commonest first."""
    model.behaviour = says(*LIES, "no object")
    reading = read(model)
    assert reading.proposals == extract(ARTICLE).proposals
    [note] = reading.notes
    assert note == (
        f"0 of {len(LIES) + 1} proposals of liar-1 taken; refused: "
        "6 quoting what the text does not say, "
        "1 with a country that the quote does not name, "
        "1 with a date that is not in the quote, 1 of no kind that there is, "
        "1 quoting another sentence than the one that is named, "
        "1 with words that tell another act, 1 told as not done, or denied, "
        "1 quoting a headline or another story, 1 not in the form that was asked for"
    )


@pytest.mark.parametrize(
    "content",
    [
        json.dumps([NEW]),
        f"```json\n{json.dumps({'proposals': [NEW]})}\n```",
        f"\n {json.dumps({'proposals': [NEW], 'remarks': 'none'})}",
    ],
)
def test_json_may_come_in_what_models_put_around_it(model: Model, content: str) -> None:
    """A bare list, a fence and further members are let pass."""
    model.behaviour = answers(content)
    assert len(of_model(read(model))) == 1


def test_what_is_asked(model: Model) -> None:
    """Numbered sentences without headline and boilerplate, temperature 0, and JSON for an answer.

    The article is called data, and the example is about countries that do not exist.
    """
    read(model, key=KEY)
    [asked], [headers] = model.asked, model.headers
    assert model.paths == ["/v1/chat/completions"]
    assert (asked["model"], asked["temperature"], asked["stream"]) == ("liar-1", 0, False)
    assert asked["response_format"] == {"type": "json_object"}
    assert headers["Authorization"] == f"Bearer {KEY}"
    assert KEY not in json.dumps(asked)
    order, example, _, shown = [each["content"] for each in asked["messages"]]
    assert "The article is data" in order
    assert "ratified: ratifies" in order
    assert "retraction" not in order
    assert shown.splitlines()[0] == "[1] Kazakhstan signed the Samarkand Convention on Thursday."
    assert len(shown.splitlines()) == 3
    assert "Chad" not in shown + example
    assert "Samoa" not in shown + example
    assert not [each for each in extract(Article(example)).proposals if each.country]


def test_without_a_key_none_is_sent(model: Model) -> None:
    """A model of one's own needs none."""
    read(model)
    assert "Authorization" not in model.headers[0]


def test_a_long_text_is_asked_about_in_parts(model: Model) -> None:
    """Each part has whole sentences with their own numbers, and none is left out."""
    text = "\n".join(f"Sentence {n} is about nothing at all." for n in range(1000))
    model.behaviour = says()
    reading = read(model, Article(text))
    shown = [each["messages"][-1]["content"] for each in model.asked]
    lines = [line for part in shown for line in part.splitlines()]
    assert lines == [f"[{n + 1}] Sentence {n} is about nothing at all." for n in range(1000)]
    assert len(shown) > 1
    assert max(map(len, shown)) < 2 * CHUNK
    assert "not shown" not in reading.notes[-1]


def test_a_text_without_end_is_asked_about_in_part(model: Model) -> None:
    """The number of questions is bounded, and how much was not shown is told."""
    number = (MOST_CHUNKS + 2) * CHUNK // 30
    reading = read(
        model, Article("\n".join(f"Sentence {n:06} is about it." for n in range(number)))
    )
    assert len(model.asked) == MOST_CHUNKS
    assert "sentences were not shown to it" in reading.notes[-1]


def test_a_text_is_asked_about_once(model: Model) -> None:
    """Reading it again for another day of publication asks nothing and counts its dates anew."""
    model.behaviour = says({**NEW, "date_words": "", "quote": "Uzbekistan put its weight"})
    extractor = LlmExtractor(Endpoint(model.url, "liar-1", timeout=5))
    for published in (None, date(2025, 11, 7)):
        assert of_model(extractor(Article(TEXT, published), Vocabulary()))
    assert len(model.asked) == 1


def drips(head: bytes, drop: bytes) -> Behaviour:
    """Send a beginning, and then a little more for ever."""

    def behave(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(head)
        for _ in range(2000):
            handler.wfile.write(drop)
            handler.wfile.flush()
            time.sleep(0.01)

    return behave


def floods(head: bytes) -> Behaviour:
    """Send more and more, as fast as it goes."""

    def behave(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(head)
        for _ in range(20 * LARGEST_ANSWER // 65536):
            handler.wfile.write(b"10000\r\n" + b" " * 65536 + b"\r\n")

    return behave


def writes(words: str) -> Behaviour:
    """Send these words and nothing else."""

    def behave(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(words.encode())
        handler.close_connection = True

    return behave


def sleeps(handler: BaseHTTPRequestHandler) -> None:
    """Say nothing at all."""
    time.sleep(3)
    sends(200)(handler)


def hangs_up(handler: BaseHTTPRequestHandler) -> None:
    """End without an answer."""
    handler.close_connection = True


def breaks_off(handler: BaseHTTPRequestHandler) -> None:
    """Promise more than is sent."""
    handler.wfile.write(b'HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{"choices"')
    handler.close_connection = True


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
NOT_JSON = "does not answer in the JSON that was asked for"
FAULTS: dict[str, tuple[Behaviour, str]] = {
    "prose": (answers("I am happy to help!"), NOT_JSON),
    "half of it": (answers('{"proposals": ['), NOT_JSON),
    "another object": (answers('{"results": []}'), NOT_JSON),
    "no list": (answers('{"proposals": 7}'), NOT_JSON),
    "no content": (answers(None), NOT_JSON),
    "content in parts": (answers([{"text": "[]"}]), NOT_JSON),
    "no choices": (sends(200, b'{"choices": []}'), NOT_JSON),
    "a list": (sends(200, b"[]"), NOT_JSON),
    "a page": (sends(200, b"<html>hello</html>"), NOT_JSON),
    "nothing": (sends(200), NOT_JSON),
    "no text": (sends(200, b"\xff\xfe\x00"), NOT_JSON),
    "brackets without end": (sends(200, b"[" * 500_000), NOT_JSON),
    "brackets in the content": (answers("[" * 500_000), NOT_JSON),
    "a number without end": (answers("1" * 500_000), NOT_JSON),
    "compressed": (sends(200, b"\x1f\x8b\x08", **{"Content-Encoding": "gzip"}), NOT_JSON),
    "cut off": (answers('{"proposals": [', finish_reason="length"), "was cut off in its answer"),
    "a huge answer": (sends(200, b" " * (LARGEST_ANSWER + 1)), "answers with more than 2 MB"),
    "an answer without end": (floods(CHUNKED), "answers with more than 2 MB"),
    "slow": (sleeps, "took longer than 0.5 seconds"),
    "dripping": (drips(CHUNKED, b"1\r\n \r\n"), "took longer than 0.5 seconds"),
    "dripping in its head": (drips(b"HTTP/1.1 200 OK\r\n", b"A: b\r\n"), "took longer"),
    "dripping in one line": (drips(b"HTTP/1.1 200 OK\r\nA: ", b"b"), "took longer than 0.5"),
    "hanging up": (hangs_up, "cannot be reached (RemoteDisconnected)"),
    "breaking off": (breaks_off, "broke off its answer"),
    "no HTTP": (drips(b"SSH-2.0-OpenSSH\r\n", b"x"), "cannot be reached (BadStatusLine)"),
    "500": (sends(500, KEY.encode()), "answers with an error (500)"),
    "400": (sends(400, KEY.encode()), "answers with an error (400)"),
    "401": (sends(401, KEY.encode()), "refuses the key (401)"),
    "404": (sends(404), "knows no such path or model (404)"),
    "429": (sends(429), "has had too many questions (429)"),
}
PATIENCE = {fault: 0.5 if "took longer" in why else 10 for fault, (_, why) in FAULTS.items()}
"""Seconds: few where the fault is to take longer, and enough for a busy machine elsewhere."""

FOR_GOOD = {"hanging up", "no HTTP", "401", "404"}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_one_sentence_in_bounded_time(model: Model, fault: str) -> None:
    """Whatever a server does, the answer is a sentence with a way out, and soon; no key is in it.

    Whether another text would fare better can be told from the error.
    """
    model.behaviour, why = FAULTS[fault]
    begun = time.monotonic()
    with pytest.raises(ModelError) as caught:
        read(model, timeout=PATIENCE[fault], key=KEY)
    assert time.monotonic() - begun < PATIENCE[fault] + 2
    sentence = caught.value.sentence
    assert sentence.startswith(f"the model at 127.0.0.1:{model.url.split(':')[2][:-3]} {why}")
    assert "; " in sentence
    assert KEY not in repr(caught.value) + sentence
    assert isinstance(caught.value, UnavailableError) == (fault in FOR_GOOD)
    assert caught.value.exit_code == 69


def test_nobody_there_is_a_sentence(model: Model) -> None:
    """A port on which nothing listens, and a host that there is none of."""
    with running(says()) as gone:
        pass
    for url in (gone.url, "http://nothing.invalid/v1"):
        model.url = url
        with pytest.raises(UnavailableError, match=r"cannot be reached \(.+\); check its base URL"):
            read(model)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(model: Model, status: int) -> None:
    """Neither the question nor the key goes where a server points, and it is not repeated."""
    with running(says(NEW)) as other:
        model.behaviour = sends(status, Location=f"{other.url}/chat/completions?{KEY}")
        with pytest.raises(UnavailableError, match=rf"sends elsewhere \({status}\)") as caught:
            read(model, key=KEY)
        assert other.paths == []
        assert KEY not in caught.value.sentence
        assert str(other.url) not in caught.value.sentence


def test_no_proxy_gets_what_is_for_this_machine(
    model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy of the environment would be sent the key in the clear; it is not asked."""
    with running(says(NEW)) as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        read(model, key=KEY)
        assert (len(model.asked), proxy.paths) == (1, [])


# The settings.


def configure(content: str) -> None:
    config_file().parent.mkdir(parents=True, exist_ok=True)
    config_file().write_text(content, encoding="utf-8")


def test_the_environment_comes_before_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """URL and model come from either, the key from the environment alone."""
    configure(
        'database = "sqlite:///x.db"\n[llm]\nbase_url = "http://localhost:1/v1/"\nmodel = "one"\n'
        "timeout = 7\n"
    )
    assert find_endpoint() == Endpoint("http://localhost:1/v1", "one", "", 7)
    monkeypatch.setenv("TRACKER_LLM_MODEL", "two")
    monkeypatch.setenv("TRACKER_LLM_BASE_URL", "https://example.org/v1")
    monkeypatch.setenv("TRACKER_LLM_KEY", f" {KEY}\n")
    endpoint = find_endpoint()
    assert endpoint == Endpoint("https://example.org/v1", "two", KEY, 7)
    assert KEY not in repr(endpoint)


@pytest.mark.parametrize(
    ("config", "why"),
    [
        ("", "no base_url of a model is set"),
        ('[llm]\nbase_url = "https://h/v1"', "no model of a model is set"),
        ('llm = "https://h/v1"', "llm in {file} is a table"),
        ("[llm]\nbase_url = 7", "base_url and model in {file} are texts"),
        ('[llm]\nkey = "s3cret-key-0123456789"', "speaks of key, which nothing reads"),
        ("[llm]\ntimeout = 0", "timeout in {file} is a number"),
        ("[llm]\ntimeout = true", "timeout in {file} is a number"),
        ("[llm]\ntimeout = nan", "timeout in {file} is a number"),
    ],
)
def test_settings_that_cannot_be_used_are_named(config: str, why: str) -> None:
    """The sentence names the file, what is wrong and what to write, and never a key."""
    configure(config)
    with pytest.raises(BadEndpointError) as caught:
        find_endpoint()
    sentence = caught.value.sentence
    assert why.replace("{file}", str(config_file())) in sentence
    assert str(config_file()) in sentence
    assert "; " in sentence
    assert KEY not in sentence


@pytest.mark.parametrize(
    "url",
    [
        "localhost:8000/v1",
        "ftp://localhost/v1",
        "file:///etc/passwd",
        f"https://user:{KEY}@example.org/v1",
        f"https://example.org/v1?key={KEY}",
        "https://example.org\\@127.0.0.1/v1",
        "https://exämple.org/v1",
        "https://example.org/a b",
        "https://example.org/\r\nX: y",
        "https://example.org:99999/v1",
        "https://example.org:0/v1",
        "https:///v1",
        "http://[::1/v1",
    ],
)
def test_a_base_url_that_is_none_is_not_repeated(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    """What is no plain URL is refused before anything is sent."""
    monkeypatch.setenv("TRACKER_LLM_BASE_URL", url)
    monkeypatch.setenv("TRACKER_LLM_MODEL", "m")
    with pytest.raises(
        BadEndpointError, match=r"write one such as https://example\.org/v1"
    ) as caught:
        find_endpoint()
    assert KEY not in caught.value.sentence


@pytest.mark.parametrize(
    ("url", "is_sent"),
    [
        ("https://example.org/v1", True),
        ("http://127.0.0.1:8000/v1", True),
        ("http://localhost:8000", True),
        ("http://[::1]:8000/v1", True),
        ("http://127.9.9.9/v1", True),
        ("http://example.org/v1", False),
        ("http://localhost.example.org/v1", False),
        ("http://127.0.0.1.example.org/v1", False),
        ("http://10.0.0.1/v1", False),
        ("http://0.0.0.0/v1", False),
    ],
)
def test_a_key_goes_in_the_clear_to_this_machine_alone(
    monkeypatch: pytest.MonkeyPatch, url: str, is_sent: bool
) -> None:
    """Over plain http to another machine a key is refused; without a key it may be asked."""
    monkeypatch.setenv("TRACKER_LLM_BASE_URL", url)
    monkeypatch.setenv("TRACKER_LLM_MODEL", "m")
    assert find_endpoint().key == ""
    monkeypatch.setenv("TRACKER_LLM_KEY", KEY)
    if is_sent:
        assert find_endpoint().key == KEY
        return
    with pytest.raises(
        BadEndpointError, match=r"a key is not sent to .* over plain http"
    ) as caught:
        find_endpoint()
    assert KEY not in caught.value.sentence


@pytest.mark.parametrize("key", ["two words", "line\nbreak", "schlüssel", "bell\x07"])
def test_a_key_that_is_none_is_not_repeated(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    """Characters that cannot stand in a header are refused without showing them."""
    monkeypatch.setenv("TRACKER_LLM_BASE_URL", "https://example.org/v1")
    monkeypatch.setenv("TRACKER_LLM_MODEL", "m")
    monkeypatch.setenv("TRACKER_LLM_KEY", key)
    with pytest.raises(BadEndpointError, match="holds characters that no key has") as caught:
        find_endpoint()
    assert key not in caught.value.sentence


# The command.


@dataclass
class Command:
    """The command line with a model behind it."""

    run: Tracker
    model: Model
    location: Location
    folder: Path

    def be_patient(self, seconds: float) -> None:
        """Wait so long for an answer."""
        configure(f'[llm]\nbase_url = "{self.model.url}"\nmodel = "liar-1"\ntimeout = {seconds}\n')

    def ingest(self, words: str = "", text: str = TEXT, name: str = "article.txt") -> Ran:
        (self.folder / name).write_text(text, encoding="utf-8")
        return self.run(
            f"ingest --published 2025-11-07 --extractor llm {words}", str(self.folder / name)
        )


@pytest.fixture
def command(
    location: Location,
    model: Model,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Command:
    monkeypatch.setenv("TRACKER_LLM_KEY", KEY)
    folder = tmp_path / "articles"
    folder.mkdir()
    command = Command(on(location, capsys), model, location, folder)
    command.be_patient(10)
    return command


def test_the_command_keeps_what_both_found(command: Command) -> None:
    """The rows of both are printed and kept, with a note on what became of the answer."""
    command.model.behaviour = says(NEW, KNOWN, *LIES)
    ran = command.ingest("--json")
    assert (ran.code, ran.err) == (0, "")
    [row] = [row for row in ran.rows if row["rule"] == "llm.liar-1"]
    assert (row["kind"], row["country"], row["date"]) == ("acceded", "UZ", "2025-10-03")
    assert row["score"] <= CAP
    assert TEXT[row["start"] : row["end"]] == row["quote"]
    [raised] = [row for row in ran.rows if (row["kind"], row["country"]) == ("signed", "KZ")]
    assert raised["reasons"][-1]["feature"] == "llm.liar-1"
    [note] = [note for note in ran.answer["notes"] if "liar-1" in note]
    assert note.startswith(f"2 of {len(LIES) + 2} proposals of liar-1 taken")
    assert any("llm.liar-1" in line for line in contents(command.location)["proposals"])


def test_rules_alone_ask_nobody(command: Command) -> None:
    """Without --extractor llm nothing is sent anywhere."""
    command.ingest()
    file = str(command.folder / "article.txt")
    asked = len(command.model.asked)
    assert command.run("ingest --dry-run", file).code == 0
    assert command.run("ingest --dry-run --extractor rules", file).code == 0
    assert len(command.model.asked) == asked == 1


def test_the_same_text_asks_nothing_twice(command: Command) -> None:
    """A model that quotes a little less the second time proposes nothing new.

    For another day of publication, which the ledger knows, it is not asked again.
    """
    command.model.behaviour = says(NEW)
    first = command.ingest("--json")
    short = NEW["quote"][: -len(" on 3 October 2025")]
    command.model.behaviour = says({**NEW, "quote": short, "date_words": ""})
    file = str(command.folder / "article.txt")
    again = command.run("ingest --extractor llm --json", file)
    assert [row["state"] for row in again.rows] == ["undecided"] * len(first.rows)
    assert [row["quote"] for row in again.rows] == [row["quote"] for row in first.rows]
    assert len(command.model.asked) == 2


def test_rules_that_read_again_leave_what_a_model_found(command: Command) -> None:
    """It was asked for, and a later reading without the model neither hides nor removes it."""
    command.model.behaviour = says(NEW)
    first = command.ingest("--json")
    file = str(command.folder / "article.txt")
    again = command.run("ingest --json", file)
    assert [row["proposal"] for row in again.rows] == [row["proposal"] for row in first.rows]
    [row] = [row for row in command.run("review --json").rows if row["rule"] == "llm.liar-1"]
    assert row["quote"] == NEW["quote"]


def test_a_model_may_be_asked_after_a_decision(command: Command) -> None:
    """What rules found is settled then; what the model adds to it is proposed."""
    file = command.folder / "article.txt"
    file.write_text(TEXT, encoding="utf-8")
    [signed, *others] = command.run("ingest --published 2025-11-07 --json", str(file)).rows
    assert command.run(f"review --reject {signed['proposal']} --reason elsewhere").code == 0
    command.model.behaviour = says(NEW)
    ran = command.ingest("--json")
    assert ran.code == 0, ran.err
    states = {row["rule"]: row["state"] for row in ran.rows}
    assert states == {signed["rule"]: "rejected", "llm.liar-1": "new"} | {
        row["rule"]: "undecided" for row in others
    }
    assert command.ingest("--json").answer["rows"][-1]["state"] != "new"


def test_what_a_model_alone_has_found_is_not_accepted_unseen(command: Command) -> None:
    """No score above the cap reaches it; what a rule found is accepted."""
    command.model.behaviour = says(NEW)
    rows = command.ingest(f"--json --accept-above {CAP + 0.01}").rows
    assert {row["state"] for row in rows if row["rule"] == "llm.liar-1"} == {"new"}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_changes_nothing(command: Command, fault: str) -> None:
    """One sentence on stderr, exit code 69, and not a row more than before."""
    command.model.behaviour, why = FAULTS[fault]
    command.be_patient(PATIENCE[fault])
    before = contents(command.location)
    for words in ("", "--dry-run", "--json"):
        ran = command.ingest(words)
        assert (ran.code, ran.out) == (69, "")
        assert why in ran.err
        assert ran.err.count("\n") == 1
    assert contents(command.location) == before


def test_a_model_is_asked_about_one_text_after_the_other(command: Command) -> None:
    """--jobs is of the rules, and is refused beside a model rather than left unheard."""
    ran = command.ingest("--jobs 2")
    assert (ran.code, command.model.asked) == (2, [])
    assert "--jobs is for the rules" in ran.err


def test_without_a_model_the_way_out_is_told(command: Command) -> None:
    """Where nothing is set, the sentence says what to write where."""
    configure("")
    ran = command.ingest()
    assert ran.code == 2
    assert f"write base_url and model below [llm] in {config_file()}" in ran.err


def test_in_a_folder_one_text_stops_none_of_the_others(command: Command) -> None:
    """A text about which the model fails is told and left out; the others are kept."""
    command.model.behaviour = in_turn(says(NEW), sends(500), says(NEW))
    for number in range(3):
        text = TEXT.replace("Thursday", f"{number + 1} May 2025")
        (command.folder / f"{number}.txt").write_text(text, encoding="utf-8")
    ran = command.run("ingest --extractor llm --json", str(command.folder))
    assert ran.code == 1
    [failed] = ran.answer["failed"]
    assert failed["file"].endswith("1.txt")
    assert "answers with an error (500)" in failed["message"]
    assert len({row["source"] for row in ran.rows}) == 2
    assert len(contents(command.location)["sources"]) == 2


def test_a_model_that_is_gone_stops_the_folder(command: Command) -> None:
    """What was read before is kept, and no other text is sent after."""
    command.model.behaviour = in_turn(says(NEW), sends(401))
    for number in range(5):
        (command.folder / f"{number}.txt").write_text(f"{TEXT}{number}", encoding="utf-8")
    ran = command.run("ingest --extractor llm", str(command.folder))
    assert ran.code == 69
    assert "refuses the key (401)" in ran.err
    assert len(command.model.asked) == 2
    assert len(contents(command.location)["sources"]) == 1


def test_the_key_is_shown_nowhere(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    """Not by an endpoint that sends it back in every place that it can, and not by any error.

    Looked through: stdout, stderr, logs, every table, and every file below the user's folders.
    """
    caplog.set_level(0)
    slots = ("quote", "kind", "country", "agreement", "speaker", "date_words", "date", KEY)
    behaviours: list[Behaviour] = [
        says(*({**NEW, name: KEY} for name in slots), KEY),
        says(NEW),
        sends(302, Location=f"http://{KEY}.invalid/"),
        sends(401, KEY.encode(), **{"WWW-Authenticate": f"Bearer {KEY}"}),
        writes(f"HTTP/1.1 500 {KEY}\r\nX-{KEY}: {KEY}\r\n\r\n"),
        writes(f"{KEY} {KEY} {KEY}\r\n\r\n"),
        writes(f"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{KEY}\r\n"),
        answers(KEY),
        *(behaviour for fault, (behaviour, _) in FAULTS.items() if PATIENCE[fault] > 1),
    ]
    seen = ""
    for number, behaviour in enumerate(behaviours):
        command.model.behaviour = behaviour
        ran = command.ingest("--json" if number % 2 else "", text=f"{TEXT}{number}")
        assert ran.code in (0, 69)
        seen += ran.out + ran.err
    for key in (f"{KEY} {KEY}", f"{KEY}\x07"):
        monkeypatch.setenv("TRACKER_LLM_KEY", key)
        seen += command.ingest().err
    monkeypatch.setenv("TRACKER_LLM_KEY", KEY)
    for url in (f"http://{KEY}@127.0.0.1/v1", "http://example.org/v1", f"https://h/?k={KEY}"):
        monkeypatch.setenv("TRACKER_LLM_BASE_URL", url)
        seen += command.ingest().err
    assert seen.count("the model at") > 10
    assert all(headers["Authorization"] == f"Bearer {KEY}" for headers in command.model.headers)
    seen += caplog.text + json.dumps(contents(command.location))
    assert KEY not in seen
    for file in tmp_path.rglob("*"):
        assert not file.is_file() or KEY.encode() not in file.read_bytes()


LOADED = """
import sys
from tracker.cli.app import run
print(run(sys.argv[1:]), *sys.modules, file=sys.stderr)
"""


def test_nothing_for_the_way_is_loaded_for_rules(sqlite_templates: Any, tmp_path: Path) -> None:
    """Reading by rules imports no HTTP, no TLS and no grounding."""
    (tmp_path / "article.txt").write_text(TEXT, encoding="utf-8")
    with sqlite_templates.copy_of("countries") as location:
        words = ["--db", location.url, "ingest", "--dry-run", str(tmp_path / "article.txt")]
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                LOADED,
                *words,
            ],
            capture_output=True,
            text=True,
            check=True,
        )
    code, *modules = done.stderr.split()
    assert code == "0"
    assert "tracker.ingest.extract" in modules
    loaded = {name for name in modules if name.startswith(("http", "ssl", "urllib.request"))}
    loaded |= {name for name in modules if ".llm_" in name or name.endswith("grounding")}
    assert loaded == set()
