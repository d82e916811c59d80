"""What Typer asks for the words of a shell."""

import typer

from tracker.cli import lookup


def complete_agreement(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The agreements whose keys begin so."""
    return lookup.agreements(ctx.find_root().params.get("db"), incomplete)


def complete_person(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The people whose keys or names begin so."""
    return lookup.people(ctx.find_root().params.get("db"), incomplete)


def complete_country(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The countries whose codes begin so; if none does, those whose names do."""
    return lookup.countries(ctx.find_root().params.get("db"), incomplete)
