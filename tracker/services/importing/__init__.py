"""Importing tables: read, look names up, and record it all or nothing."""
