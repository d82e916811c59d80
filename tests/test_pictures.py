"""The pictures of the README are what is drawn from the seed, on both engines."""

from pathlib import Path

from pictures import FOLDER, drawn, main

from tracker.store.location import Location

README = FOLDER.parent.parent / "README.md"


def test_the_pictures_are_drawn_from_the_seed(seeded: Location) -> None:
    """Drawing them again gives the same bytes, and the README shows them all."""
    shown = README.read_text(encoding="utf-8")
    for name, text in drawn(seeded):
        assert (FOLDER / name).read_text(encoding="utf-8") == text
        assert f"(tests/readme_pictures/{name})" in shown


def test_the_command_draws_the_same(tmp_path: Path) -> None:
    """What makes them needs nothing but the checkout."""
    main(tmp_path)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert len(made) == 2
    assert all((FOLDER / name).read_bytes() == content for name, content in made.items())
