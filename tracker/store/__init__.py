"""Where the ledger is kept: one schema for SQLite and Postgres, one writer, plain readers."""
