"""`make test`: every test. First what runs inside its own process, spread over the cores, then the deployed stage.

What is said after `make test ARGS=…` goes to both runs.
"""

import os
import shlex
import subprocess
import sys

from local import browser
from local.failure import StageError, main
from local.place import PROJECT
from local.tools import environment

_ON_THE_STAGE = "e2e or browser"
_NOTHING_COLLECTED = 5


def run() -> None:
    """Run both parts, the second also when the first fails.

    Raises:
        StageError: A test fails, or the browser tests can't be run for want of a Chromium.
    """
    arguments = shlex.split(os.environ.get("ARGS", ""))
    parts = {
        "in one process": ["-n", "auto", "-m", f"not ({_ON_THE_STAGE})"],
        "on the deployed stage": ["-m", _ON_THE_STAGE, *_without_browser()],
    }
    failed = [name for name, part in parts.items() if not _passes(name, [*part, *arguments])]
    if "--ignore=tests/browser" in parts["on the deployed stage"]:
        failed.append("in a browser (not run: there is none)")
    if failed:
        raise StageError(f"Tests failed: {', '.join(failed)}")


def _without_browser() -> list[str]:
    try:
        browser.ensure()
    except StageError as missing:
        print(f"{missing}\n", flush=True)
        return ["--ignore=tests/browser"]
    return []


def _passes(name: str, arguments: list[str]) -> bool:
    print(f"Tests {name}", flush=True)
    command = [sys.executable, "-m", "pytest", *arguments]
    status = subprocess.run(command, cwd=PROJECT, env=environment(), check=False).returncode
    # A part that holds none of the tests asked for by name has nothing to say.
    return status == 0 or (status == _NOTHING_COLLECTED and "ARGS" in os.environ)


if __name__ == "__main__":
    main(run)
