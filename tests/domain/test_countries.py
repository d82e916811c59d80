"""The form of a country code, and that nothing else passes for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.countries import BadCountryCode, Country, CountryKind, check_code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("KZ", "KZ"),
        ("kz", "KZ"),
        (" Xk\n", "XK"),
        ("cshh", "CSHH"),
        ("X-Somaliland", "x-somaliland"),
        ("x-south-vietnam", "x-south-vietnam"),
        ("x-" + "a" * 40, "x-" + "a" * 40),
    ],
)
def test_a_code_has_one_spelling(written: str, code: str) -> None:
    """Capitals and blanks around a code do not make another code."""
    assert check_code(written) == code


@pytest.mark.parametrize(
    "written",
    [
        "",
        "K",
        "KAZ",
        "K1",
        "CSHHX",
        "x-",
        "x-a",
        "x-" + "a" * 41,
        "x_somaliland",
        "x-é1",
        "ıt",
        "KZ\nIL",
    ],
)
def test_another_form_is_refused(written: str) -> None:
    """What has none of the three forms is a usage error, and it says which forms there are."""
    with pytest.raises(BadCountryCode, match=r"KZ.*CSHH.*x-somaliland") as caught:
        check_code(written)
    assert caught.value.exit_code == 2
    assert caught.value.details == {"name": written}


@given(st.from_regex(r"[A-Z]{2}([A-Z]{2})?|x-[a-z0-9-]{2,40}", fullmatch=True))
def test_every_code_passes_in_any_case(code: str) -> None:
    """A code in capitals, in small letters and checked before comes out the same."""
    assert check_code(code) == check_code(code.upper()) == check_code(code.lower()) == code


@given(st.text(max_size=6))
def test_what_passes_passes_again(text: str) -> None:
    """Any text is either refused or becomes a code that stays as it is."""
    try:
        code = check_code(text)
    except BadCountryCode:
        return
    assert code.isascii()
    assert check_code(code) == code


def test_a_country_says_what_it_is() -> None:
    """A kind is a plain word, so it goes into a table and comes back."""
    country = Country("CSHH", CountryKind("former"), "CSK", valid_until="1993-06-15")
    assert country.kind is CountryKind.FORMER
    assert f"{country.kind}" == "former"
