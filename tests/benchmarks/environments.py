"""Clean virtual environments: what else is installed can slow a command down."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
KEPT = ("PATH", "LANG", "TMPDIR", "SYSTEMROOT")


@dataclass(frozen=True, slots=True)
class Environment:
    """A virtual environment in a folder."""

    folder: Path

    @property
    def programs(self) -> Path:
        """Where its programs lie."""
        return self.folder / ("Scripts" if os.name == "nt" else "bin")

    def program(self, name: str) -> str:
        """The path of one of its programs."""
        return str(self.programs / name)

    def install(self, *requirements: str) -> None:
        """Install, and compile what was installed."""
        self._python("-m", "pip", "install", "--quiet", *requirements)
        self._python("-m", "compileall", "-q", str(self.folder / "lib"))

    def _python(self, *words: str) -> None:
        run([self.program("python"), *words], _without_python_settings())


def environment(folder: Path, *requirements: str) -> Environment:
    """A new environment with some packages and what they need."""
    run([sys.executable, "-m", "venv", str(folder)], _without_python_settings())
    made = Environment(folder)
    made.install(*requirements)
    return made


def tracker_wheel(folder: Path) -> Path:
    """A wheel of this checkout."""
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", str(folder)]
    run([*command, str(CHECKOUT)], _without_python_settings())
    [wheel] = folder.glob("tracker-*.whl")
    return wheel


def nobodys(home: Path, **more: str) -> dict[str, str]:
    """The environment variables of somebody who has set nothing and lives in that folder."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return {**kept, "HOME": str(home), "USERPROFILE": str(home), **more}


def run(command: Sequence[str], variables: dict[str, str]) -> str:
    """What a command prints; one that fails ends the benchmark with what it said."""
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def _without_python_settings() -> dict[str, str]:
    """Without PYTHONDONTWRITEBYTECODE above all, which has every start compile anew."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
