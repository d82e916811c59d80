"""Whoever can be a party: states of today and before, territories, organisations; their codes."""

import re
from dataclasses import dataclass
from enum import StrEnum

from tracker.errors import UsageError


class CountryKind(StrEnum):
    """What a country of the ledger is.

    ``ENTITY`` acts, or acted, in treaty relations in its own name and is none of the others: its
    statehood is disputed, or it is a part of a state, or a subject of international law that is no
    state. The word takes no side.
    """

    STATE = "state"
    TERRITORY = "territory"
    FORMER = "former"
    ORGANISATION = "organisation"
    ENTITY = "entity"


class NameKind(StrEnum):
    """How a name is used; every country has one common name in each language."""

    COMMON = "common"
    OFFICIAL = "official"
    ALIAS = "alias"
    FORMER = "former"
    ABBREVIATION = "abbreviation"


@dataclass(frozen=True, slots=True)
class Country:
    """One entry of the countries table.

    Attributes:
        code: ISO 3166-1 alpha-2, ISO 3166-3 four letters, or ``x-`` and a slug.
        kind: what it is.
        alpha3: the three-letter code of ISO 3166-1, withdrawn ones included.
        valid_from: when it began, as EDTF text; None where that is not kept.
        valid_until: the first day on which it is no more, as EDTF text; None if it still is.
    """

    code: str
    kind: CountryKind
    alpha3: str | None = None
    valid_from: str | None = None
    valid_until: str | None = None


@dataclass(frozen=True, slots=True)
class CountryName:
    """One name of a country, in one language (``en`` or ``de``)."""

    code: str
    language: str
    kind: NameKind
    name: str


class BadCountryCode(UsageError):
    """What was written does not have the form of a country code."""

    def __init__(self, written: str) -> None:
        super().__init__(
            f'"{written}" is no country code; write two letters (KZ), four letters for a former'
            " country (CSHH), or x- and a name in small letters (x-somaliland)",
            name=written,
        )


ISO_CODE = re.compile(r"[A-Z]{2}(?:[A-Z]{2})?", re.ASCII)
OWN_CODE = re.compile(r"x-[a-z0-9-]{2,40}", re.ASCII)


def check_code(code: str) -> str:
    """Return the code in its one spelling: ``kz`` as ``KZ``, ``X-Somaliland`` as ``x-somaliland``.

    Only the form is judged; whether a country has this code is the ledger's to say.

    Raises:
        BadCountryCode: the text is not of one of the three forms.
    """
    written = code.strip()
    # Outside ASCII, upper() makes a code of letters that are none, such as a dotless i.
    if written.isascii():
        if ISO_CODE.fullmatch(written.upper()):
            return written.upper()
        if OWN_CODE.fullmatch(written.lower()):
            return written.lower()
    raise BadCountryCode(code)
