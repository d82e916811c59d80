"""From bytes to a text that can be cited by place: what is kept, and what is refused."""

import subprocess
import sys
from pathlib import Path
from time import monotonic

import pytest

from tracker.ingest import page_reader, pages
from tracker.ingest.documents import (
    LARGEST_FILE,
    LONGEST_TEXT,
    Document,
    UnreadableError,
    read_document,
)
from tracker.ingest.pages import MissingWebError

STORY = (
    "Kasachstan tritt dem Übereinkommen bei, sagte die Ministerin am Donnerstag in der Hauptstadt."
)
HEAD = """<title>Beitritt | Beispielblatt</title>
<meta property="og:site_name" content="Beispielblatt">
<link rel="canonical" href="https://example.org/beitritt">"""
LINKED = '<script type="application/ld+json">[{}]</script>'
OTHER = LINKED.format('{"datePublished": "2025-11-04"}')
PUBLISHED = '<meta property="article:published_time" content="2025-11-07T08:15:00+01:00">'


MORE = (
    "Die Zeremonie soll bald folgen, teilte das Außenamt mit. Wann genau, blieb offen. Das "
    "Parlament muss dem Beitritt noch zustimmen, was als sicher gilt. Andere prüfen ihn noch."
)


def page(body: str = "", *, head: str = "", charset: str = '<meta charset="utf-8">') -> str:
    """A page with one article among what stands around it."""
    return f"""<!DOCTYPE html><html lang="de-DE"><head>{charset}{HEAD}{head}</head><body>
<nav><a href="/">Start</a> <a href="/p">Politik</a></nav>
<article><h1>Beitritt</h1><p>{STORY}</p><p>{MORE}</p>{body}</article>
<script>document.write("Georgien unterzeichnete den Vertrag.")</script>
<footer>© 2019 Beispielblatt, alle Rechte vorbehalten</footer></body></html>"""


def read(raw: bytes | str, name: str = "a.txt") -> Document:
    return read_document(raw.encode() if isinstance(raw, str) else raw, name)


def refusal(raw: bytes, name: str = "a.txt") -> str:
    """The sentence with which bytes are refused."""
    with pytest.raises(UnreadableError) as refused:
        read_document(raw, name)
    return refused.value.sentence


class TestTexts:
    @pytest.mark.parametrize(
        "text",
        ["eins\nzwei\n", "eins\r\nzwei\r\n", "eins\rzwei", "u\u0308 ist kein ü", "\ta  b\u00a0c "],
        ids=["lf", "crlf", "cr", "decomposed", "blanks"],
    )
    def test_a_text_is_kept_to_the_letter(self, text: str) -> None:
        """Line ends, blanks and forms of letters stay, so that places count in the file itself."""
        assert read(text).text == text

    def test_a_mark_of_the_byte_order_counts_in_utf_8(self, tmp_path: Path) -> None:
        """Who opens the file as UTF-8 finds each passage at the place that is cited."""
        file = tmp_path / "a.txt"
        file.write_bytes(b"\xef\xbb\xbf" + STORY.encode())
        text = read(file.read_bytes()).text
        assert text == file.open(encoding="utf-8", newline="").read()
        assert text[1:] == STORY

    @pytest.mark.parametrize("order", ["utf-16", "utf-16-be"])
    def test_utf_16_says_so_by_its_mark(self, order: str) -> None:
        """A text in UTF-16 is read by its mark, which is no part of it."""
        mark = b"" if order == "utf-16" else b"\xfe\xff"
        assert read(mark + STORY.encode(order)).text == STORY

    def test_what_looks_like_a_page_only_further_on_is_a_text(self) -> None:
        """A text about HTML is no page."""
        text = f"{STORY} So sieht das aus: <html><body>"
        assert read(text).text == text

    def test_escapes_and_bidi_controls_are_kept(self) -> None:
        """What could command a terminal is part of the text, and a matter of how it is printed."""
        text = f"{STORY}\x1b[2J\u202egnirts\u202c\nBEGIN:VCALENDAR"
        assert read(text).text == text


class TestRefusals:
    @pytest.mark.parametrize(
        ("raw", "words"),
        [
            (STORY.encode("cp1252"), ("UTF-8", f"0xdc at {STORY.index('Ü')}", "iconv")),
            (b"abc\0def", ("null character at 3", "save it as UTF-8")),
            (STORY.encode("utf-16-le"), ("null character at 1", "UTF-16 without its mark")),
            (b"\xff\xfea\0\0\0", ("null character at 1",)),
            (b"\xff\xfe\x00\xd8", ("UTF-16", "at 2")),
            (b"\xed\xa0\x80", ("0xed at 0",)),
            (b"", ("no text",)),
            (b"\xef\xbb\xbf \r\n", ("no text",)),
            (b"%PDF-1.7\n", ("a PDF", "save its text")),
            (b"PK\x03\x04rest", ("office document", "save its text")),
            (b"\x89PNG\r\n\x1a\n", ("0x89 at 0",)),
        ],
        ids=lambda value: repr(value)[:24],
    )
    def test_what_is_no_text_is_told_with_its_place(self, raw: bytes, words: tuple[str]) -> None:
        """Bytes that are no text end in one sentence with the file, the place and the way out."""
        sentence = refusal(raw)
        assert sentence.startswith("a.txt ")
        assert all(word in sentence for word in words)
        assert "\n" not in sentence

    @pytest.mark.parametrize(
        ("raw", "words"),
        [
            (b"Kasachstan " * (50_000_000 // 11), f"{LARGEST_FILE // 1_000_000} MB"),
            (b"x" * 5_000_000, f"more than {LONGEST_TEXT} are read"),
        ],
        ids=["50 MB on one line", "5 MB of one word"],
    )
    def test_more_than_is_read_is_refused_at_once(self, raw: bytes, words: str) -> None:
        """A file beyond all measure costs no time."""
        begun = monotonic()
        assert words in refusal(raw)
        assert monotonic() - begun < 2


class TestPages:
    def test_of_a_page_the_article_is_kept(self) -> None:
        """Menus, scripts and notices are left out, and what the page says of itself is taken."""
        document = read(page(head=PUBLISHED), "a.html")
        assert document.text == f"Beitritt\n{STORY}\n{MORE}"
        assert not any(word in document.text for word in ("Start", "Georgien", "Rechte"))
        assert document.title == "Beitritt"
        assert document.publisher == "Beispielblatt"
        assert document.url == "https://example.org/beitritt"
        assert document.language == "de"
        assert document.published == "2025-11-07"

    @pytest.mark.parametrize("name", ["a.txt", "-", "a.HTM"])
    def test_a_page_is_known_by_its_beginning_or_its_name(self, name: str) -> None:
        """A page that came in on stdin is one, and so is one that begins in capitals."""
        assert "Start" not in read(f"\n{page()}".replace("html", "HTML"), name).text

    @pytest.mark.parametrize(
        ("head", "day"),
        [
            ('<meta name="DC.date.issued" content="2025-11-05">', "2025-11-05"),
            ('<meta itemprop="datePublished" content="2025-11-04T23:59">', "2025-11-04"),
            (LINKED.format('{"datePublished": "2025-11-03"}'), "2025-11-03"),
            (2 * LINKED.format('{"datePublished": "2025-11-03"}'), "2025-11-03"),
            (LINKED.format('{"datePublished": "2025-11-03"}') + OTHER, None),
            ('<meta name="date" content="2025-13-45">', None),
            ('<meta name="lastmod" content="2025-11-05">', None),
            ("", None),
        ],
    )  # fmt: skip
    def test_only_what_the_markup_says_is_the_day(self, head: str, day: str | None) -> None:
        """A day is never guessed from a copyright notice, the text, or the day of another story."""
        body = "<p>Am 1. November 2025 war davon keine Rede.</p><time>2020-01-01</time>"
        assert read(page(body, head=head), "a.html").published == day

    def test_a_page_declares_its_charset(self) -> None:
        """As on the web, Latin-1 means windows-1252; without a word it is UTF-8."""
        html = page(charset='<meta http-equiv="Content-Type" content="text/html; charset=latin1">')
        assert STORY in read(html.encode("cp1252"), "a.html").text
        assert "UTF-8 (the byte 0x" in refusal(page(charset="").encode("cp1252"), "a.html")

    def test_bytes_in_no_encoding_may_stand_beside_the_article(self) -> None:
        """A stray byte in a menu hinders nobody; in the article it is told with its place."""
        raw = page().encode()
        assert STORY in read(raw.replace(b"Politik", b"Pol\xeftik"), "a.html").text
        assert "0xef at" in refusal(raw.replace(b"Hauptstadt", b"Hauptst\xefdt"), "a.html")

    @pytest.mark.parametrize("charset", ["zip", "idna", "unicode_escape", "klingon"])
    def test_a_charset_that_is_none_is_refused(self, charset: str) -> None:
        """Python knows encodings that no page is written in."""
        html = page(charset=f'<meta charset="{charset}">')
        assert f'declares the charset "{charset}"' in refusal(html.encode(), "a.html")

    def test_a_page_without_an_article_is_refused(self) -> None:
        """Nothing but scripts is nothing to read."""
        html = b"<html><body><script>alert(1)</script></body></html>"
        assert "without an article" in refusal(html, "a.html")

    def test_what_a_page_says_of_itself_cannot_grow(self) -> None:
        """A title of a megabyte is cut, and an address that is no address is dropped."""
        head = f'<meta property="og:title" content="{"T" * 1_000_000}">'
        html = page(head=head).replace("https://example.org/beitritt", "javascript:alert(1)")
        document = read(html, "a.html")
        assert len(document.title) <= page_reader.LONGEST
        assert document.url is None

    def test_half_a_surrogate_pair_is_dropped(self) -> None:
        """What no encoding can hold does not come in by way of a character reference."""
        document = read(page("<p>Ein Zeichen &#xD800; das keines ist, und &#0; noch eines.</p>"))
        assert document.text.encode()
        assert "\0" not in document.text

    def test_a_page_that_takes_too_long_is_given_up(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """What a hostile page costs is bounded, and the next page is read as ever."""
        monkeypatch.setattr(pages, "SECONDS", 0.5)
        many = " ".join(f"a{number}=''" for number in range(60_000))
        begun = monotonic()
        sentence = refusal(page(f"<p {many}>x</p>").encode(), "a.html")
        assert "cannot be read in" in sentence
        assert monotonic() - begun < 10
        monkeypatch.setattr(pages, "SECONDS", 20)
        assert STORY in read(page(), "a.html").text

    @pytest.mark.parametrize(
        "body",
        ["<div>" * 50_000, "<b>" * 50_000, "<script>" * 50_000, "<!--" * 50_000, "<" * 200_000],
        ids=["div", "b", "script", "comment", "angle"],
    )
    def test_a_page_that_nests_without_end_ends(self, body: str) -> None:
        """Whatever it comes to, it is a document or a sentence, in bounded time."""
        begun = monotonic()
        try:
            assert read(page(body), "a.html").text
        except UnreadableError as error:
            assert error.sentence.startswith("a.html ")  # noqa: PT017 - either will do
        assert monotonic() - begun < pages.SECONDS + 5

    def test_without_the_extra_a_page_says_what_to_install(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """HTML needs an extra, and its absence is one sentence with the command."""
        monkeypatch.setitem(sys.modules, "trafilatura", None)
        with pytest.raises(MissingWebError, match=r"pip install '\.\[web\]'"):
            read(page(), "a.html")

    def test_the_reader_of_pages_imports_nothing_from_where_it_is_run(self, tmp_path: Path) -> None:
        """A module of the user's folder cannot take the place of one that it needs."""
        (tmp_path / "json.py").write_text("raise SystemExit('taken')", encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-P", str(pages.READER)],
            input=f"{len(page().encode())}\n{page()}".encode(),
            cwd=tmp_path,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0
        assert b"Kasachstan" in done.stdout

    def test_a_library_that_cannot_begin_is_as_one_that_is_missing(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        """A reader of pages that ends by itself has not all that it needs."""
        broken = tmp_path / "reader.py"
        broken.write_text("import nothing_of_this_name", encoding="utf-8")
        monkeypatch.setattr(pages, "READER", broken)
        pages.close()
        with pytest.raises(MissingWebError):
            read(page(), "a.html")

    def test_a_part_that_is_missing_is_told_by_its_own_name(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        """Who has trafilatura without a module that it needs is told of that module."""
        copy = tmp_path / "reader.py"
        hidden = "import sys\nsys.modules['lxml_html_clean'] = None\n"
        copy.write_text(hidden + pages.READER.read_text("utf-8"), encoding="utf-8")
        monkeypatch.setattr(pages, "READER", copy)
        pages.close()
        with pytest.raises(MissingWebError, match="without lxml_html_clean; install that") as told:
            read(page(), "a.html")
        assert "[web]" not in told.value.sentence
        monkeypatch.undo()
        assert read(page(), "a.html").text

    def test_what_the_reader_of_pages_answers(self) -> None:
        """Of a page it answers what is in it, else a clause; no page makes it fail."""
        told = page_reader.answer(page(head=PUBLISHED))
        assert isinstance(told, dict)
        assert told["published"] == "2025-11-07"
        assert STORY in told["text"]
        assert page_reader.answer("") == "is a page without an article"
        assert page_reader.answer("<html><body></body></html>") == "is a page without an article"
