"""How long whoever changes something waits for the tests that need no deployed stage."""

import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass

from local.place import PROJECT

FOLDERS = ("unit", "integration", "journeys")
_SUMMARY = re.compile(r"^(.*\b(?:passed|failed|errors?)\b.*?) in [\d.]+s")


@dataclass(frozen=True)
class Ran:
    """A run of the tests, by the clock on the wall; `said` is what pytest says of it."""

    seconds: float
    cores: int
    said: str
    has_passed: bool


def ran() -> Ran:
    """Run them, spread over the cores."""
    folders = [f"tests/{each}" for each in FOLDERS]
    command = [sys.executable, "-m", "pytest", "--quiet", "--no-header", "-n", "auto", *folders]
    began = time.monotonic()
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    seconds = time.monotonic() - began
    told = [match[1] for match in map(_SUMMARY.match, done.stdout.splitlines()) if match]
    return Ran(seconds, os.cpu_count() or 1, told[-1] if told else "nothing ran", done.returncode == 0)
