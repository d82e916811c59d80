"""What the README shows is what a reader gets."""

from pathlib import Path

from readme import BLOCK, README, at_home, commands, run, steady


def test_every_example_of_the_readme_prints_what_stands_below_it(tmp_path: Path) -> None:
    """The commands of the README, run one after the other in a new ledger, print what it says."""
    shown = [each for block in BLOCK.findall(README.read_text("utf-8")) for each in commands(block)]
    assert len(shown) > 15
    home = at_home(tmp_path)
    for command, output in shown:
        assert steady(run(command, home)) == steady(output), command
