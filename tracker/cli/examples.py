"""Help that begins with examples."""

from typer._click.core import Command, Context
from typer._click.formatting import HelpFormatter


class WithExamples(Command):
    """A command or group whose epilog holds examples, which its help shows above all else."""

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Examples first."""
        with formatter.section("Examples"):
            for line in (self.epilog or "").splitlines():
                formatter.write(f"  {line}\n")
        super().format_help(ctx, formatter)

    def format_epilog(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Nothing; it stands at the top."""
