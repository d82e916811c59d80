"""Agreements: their keys, and what binds in them."""

import pytest
from timeline import an_agreement

from tracker.domain.agreements import (
    Agreement,
    BadKey,
    Binding,
    Form,
    check_key,
    family_of,
    usual_binding,
)
from tracker.domain.statuses import Status


@pytest.mark.parametrize(
    ("status", "by_signature", "by_ratification"),
    [
        ("announced", False, False),
        ("signatory", True, False),
        ("contracting", True, False),
        ("provisional", True, True),
        ("party", True, True),
        ("leaving", True, True),
        ("suspended", False, False),
        ("former", False, False),
    ],
)
def test_who_is_a_member(status: str, *, by_signature: bool, by_ratification: bool) -> None:
    """A signature makes a member where it binds; else consent that is in force does."""
    assert an_agreement().makes_member(Status(status)) is by_signature
    treaty = an_agreement(binds_by="ratification")
    assert treaty.makes_member(Status(status)) is by_ratification
    assert treaty.asks_for_ratification


def test_only_treaties_ask_for_ratification_by_themselves() -> None:
    """Every other form binds by signature where nobody says otherwise."""
    asking = [form for form in Form if usual_binding(form) is Binding.RATIFICATION]
    assert asking == [Form.TREATY]


@pytest.mark.parametrize("key", ["abraham-accords", "a", "nato-1949", "a" * 80])
def test_a_key_can_be_typed_again(key: str) -> None:
    """Small letters, digits and hyphens between them make a key."""
    assert check_key(key) == key


@pytest.mark.parametrize("key", ["", "Abraham", "a--b", "-a", "a-", "a b", "ü", "a" * 81, "a\n"])
def test_another_key_is_refused(key: str) -> None:
    """What could be typed in two ways is no key."""
    with pytest.raises(BadKey, match="such as abraham-accords"):
        check_key(key)


def test_a_family_is_read_with_its_instruments() -> None:
    """A question about a family reads its own key first and then those of its instruments."""
    family = Agreement("accords", "Accords", Form.FAMILY, Binding.SIGNATURE)
    known = [
        Agreement(key, key, Form.TREATY, Binding.RATIFICATION, family=of)
        for key, of in [("treaty", "accords"), ("declaration", "accords"), ("other", None)]
    ]
    assert family_of(family, [family, *known]) == ["accords", "declaration", "treaty"]
    assert family_of(known[2], known) == ["other"]
