"""tracker: a ledger of dated, sourced events, from which membership in agreements is derived."""

__version__ = "0.1.0"
