"""Settings that a ledger keeps about itself."""

DEFAULT_AGREEMENT = "default-agreement"
"""The agreement that is meant where none is named."""
