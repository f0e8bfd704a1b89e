"""A Chromium for the browser tests: the one that is there, or one that is brought."""

import os
import shutil
import subprocess
from pathlib import Path

from local.failure import StageError, main

_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
_MISSING = (
    "The browser tests need Chromium, and there is none: no Playwright download, no program of that name on the\n"
    "PATH, and it could not be installed from here. Bring one with `playwright install chromium`, or the package\n"
    "`chromium` of your system, and run the tests again."
)


def find() -> Path | None:
    """Return a Chromium that is installed, Playwright's own first; None when there is none."""
    own = _playwright()
    if own is not None:
        return own
    found = (shutil.which(name) for name in _NAMES)
    return next((Path(each) for each in found if each), None)


def ensure() -> Path:
    """Return a Chromium, installing Debian's when this is root on such a system and nothing else is there.

    Raises:
        StageError: There is none and none can be brought.
    """
    found = find() or _installed()
    if found is None:
        raise StageError(_MISSING)
    return found


def _playwright() -> Path | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.exists() else None


def _installed() -> Path | None:
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return None
    print("Bringing Chromium for the browser tests …", flush=True)
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
        done = subprocess.run(
            ["apt-get", *arguments],
            env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
            stdout=subprocess.DEVNULL,
            check=False,
        )
        if done.returncode != 0:
            return None
    return find()


if __name__ == "__main__":
    main(lambda: print(ensure()))
