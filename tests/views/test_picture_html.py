"""A picture as one page: whole, offline, inert, and told in words as well."""

import re
from base64 import b64encode
from hashlib import sha256

from lanes import expected, lane, mark, picture

from tracker.views.picture_html import lanes_html, world_html

HOSTILE = "</title></style><script>alert(1)</script><img src=x onerror=alert(1)>\u202e\x1b&\"'"
PAGE = picture(lane("announced 2025-11-06", marks=(mark("announced", "2025-11-06"),)))
ROW = {
    "country": "KZ",
    "name": "Kazakhstan",
    "status": "announced",
    "member": "no",
    "since": "2025-11-06",
    "possible": ["announced"],
}


def hashes(page: str, tag: str) -> list[str]:
    found = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
    return [f"'sha256-{b64encode(sha256(each.encode()).digest()).decode()}'" for each in found]


def policy_of(page: str) -> str:
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert found
    return found[1].replace("&#39;", "'")


def test_the_policy_allows_its_own_style_and_script_and_nothing_else() -> None:
    """Both are allowed by what they hash to; no other host is asked for anything."""
    page = lanes_html(PAGE)
    [style], [script] = hashes(page, "style"), hashes(page, "script")
    assert policy_of(page) == (
        f"default-src 'none'; style-src {style}; script-src {script}; "
        "base-uri 'none'; form-action 'none'"
    )
    assert not re.search(r'(?:src|href)="(?!#)', page)


def test_a_page_speaks_one_language() -> None:
    """Its tools are named in it, and filter by the statuses whatever these are called."""
    page = lanes_html(PAGE, language="de")
    assert '<html lang="de">' in page
    assert '<option value="announced">angekündigt</option>' in page
    assert ">Vergrößern</button>" in page
    assert "<div>angekündigt seit 2025-11-06</div>" in page


def test_a_map_needs_no_script() -> None:
    """Its page allows none."""
    page = world_html([ROW], heading="Accords", day="2026-01-02", known="2025-12-31")
    assert "script-src 'none'" in policy_of(page)
    assert "<script" not in page
    assert "As of 2026-01-02, as known at 2025-12-31" in page
    assert '<th scope="row">Kazakhstan</th><td>announced</td>' in page


def test_all_of_it_stands_there_as_text() -> None:
    """Whoever has no script and no eyes for the picture reads a table."""
    one = lane("announced 2025-11-06", expected=(expected(said="soon"),))
    page = lanes_html(picture(one))
    assert "<div>announced since 2025-11-06</div>" in page
    assert "<div>signing expected since 2025-11-06 (57 days), said: soon</div>" in page
    assert "<li>A newspaper</li>" in page


def test_what_is_hostile_stays_text() -> None:
    """No text from outside becomes an element or an attribute."""
    one = lane("announced 2025", label=HOSTILE, expected=(expected(said=HOSTILE, by=HOSTILE),))
    pages = [
        lanes_html(picture(one, title=HOSTILE, sources=(HOSTILE,), known=HOSTILE)),
        world_html([{**ROW, "name": HOSTILE}], heading=HOSTILE, day=HOSTILE, known=HOSTILE),
    ]
    for page in pages:
        assert "<img" not in page
        assert "alert(1)</script>" not in page
        assert not set("\u202e\x1b") & set(page)
        assert lanes_html(PAGE) == lanes_html(PAGE)
