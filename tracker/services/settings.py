"""Names under which a ledger keeps things about itself."""

DEFAULT_AGREEMENT = "default-agreement"
"""The agreement that is meant where none is named."""

SEED = "db seed"
"""The command under which a journal is loaded."""
