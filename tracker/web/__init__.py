"""The ledger over HTTP: the pages of the site and JSON, read-only."""
