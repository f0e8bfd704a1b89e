"""`make check`: everything that can be known without running the portal."""

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from local.failure import StageError, main
from local.place import PROJECT
from local.tools import environment

_BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at, by one command."""

    name: str
    command: tuple[str, ...]
    folder: Path = PROJECT


CHECKS = (
    Check("format", ("ruff", "format", "--check", "--quiet")),
    Check("lint", ("ruff", "check", "--quiet")),
    Check("types", ("mypy",)),
    Check("layers", ("lint-imports", "--no-cache")),
    Check("generated files", ("python", "-m", "local.generate", "--check")),
    Check("template dev", ("python", "-m", "local.release", "synth", "dev")),
    Check("template prod", ("python", "-m", "local.release", "synth", "prod")),
    Check("pages' API types", ("npm", "run", "--silent", "schema", "--", "--check"), PROJECT / "web"),
    Check("pages", ("npm", "run", "--silent", "check"), PROJECT / "web"),
)


def run() -> None:
    """Run every check, print what the failing ones said.

    Raises:
        StageError: One or more fail; all were run.
    """
    failed = [check.name for check in CHECKS if not _passes(check)]
    if failed:
        raise StageError(f"Not in order: {', '.join(failed)}")


def _passes(check: Check) -> bool:
    began = time.monotonic()
    command = [str(_BIN / check.command[0]), *check.command[1:]]
    done = subprocess.run(command, cwd=check.folder, env=environment(), capture_output=True, text=True, check=False)
    passes = done.returncode == 0
    print(f"{'✓' if passes else '✗'} {check.name:<18} {time.monotonic() - began:5.1f} s", flush=True)
    if not passes:
        print(done.stdout + done.stderr, flush=True)
    return passes


if __name__ == "__main__":
    main(run)
