"""What a role on Postgres may do, so that not even a fault of tracker could change the ledger."""

import re

from tracker.errors import UsageError

ROLE = re.compile(r"[A-Za-z_][A-Za-z0-9_$]{0,62}")
ADD_ONLY = ("events", "event_participants", "announcements", "citations", "changes", "decisions")
DERIVED = ("memberships", "promises")
ASKED = ("proposals",)
"""Written anew, and taken back, until they are decided on."""

HEADS = ("ledger_heads",)
REFERENCE = (
    "countries",
    "country_names",
    "sources",
    "agreements",
    "agreement_names",
    "people",
    "people_names",
    "settings",
)
ADDED = ("search_documents",)
RIGHTS = (
    ("SELECT", ("alembic_version", *ADD_ONLY, *DERIVED, *ASKED, *HEADS, *REFERENCE, *ADDED)),
    ("INSERT", (*ADD_ONLY, *DERIVED, *ASKED, *HEADS, *REFERENCE, *ADDED)),
    ("UPDATE", (*DERIVED, *ASKED, *HEADS, *REFERENCE)),
    ("DELETE", (*DERIVED, *ASKED)),
)


class BadRole(UsageError):
    """A name that is no plain name of a role."""

    def __init__(self, role: str) -> None:
        super().__init__(
            f'"{role}" is no plain name of a role; write letters, digits and underscores', role=role
        )


def grants(role: str) -> str:
    """The statements that let a role read and record, and change nothing that is recorded."""
    if not ROLE.fullmatch(role):
        raise BadRole(role)
    return "\n".join(
        [
            f'REVOKE ALL ON ALL TABLES IN SCHEMA public FROM "{role}";',
            *(f'GRANT {right} ON {", ".join(tables)} TO "{role}";' for right, tables in RIGHTS),
        ]
    )
