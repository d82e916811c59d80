"""The ideas of tracker in plain Python: no database, no terminal, no clock."""
