"""The ledger in files: journals, and later tables of others."""
