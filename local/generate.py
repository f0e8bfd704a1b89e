"""Files made from the code and committed: written anew, or compared with what is there.

`make generate` writes them; `make check` compares and names each that is behind.
"""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from local.docs import entities, events, openapi
from local.failure import StageError, main
from local.place import PROJECT

type Write = Callable[[], Mapping[Path, str]]

# Each returns path and content of what it makes; nothing is written by itself.
WRITERS: tuple[Write, ...] = (entities.write, events.write, openapi.write)


def stale() -> dict[Path, str]:
    """Return what differs from the files that are there, with its right content."""
    wanted = {path: content for write in WRITERS for path, content in write().items()}
    return {path: content for path, content in wanted.items() if not path.exists() or path.read_text() != content}


def run() -> None:
    """Write what is behind; with `--check` only name it.

    Raises:
        StageError: With `--check`, something is behind.
    """
    behind = stale()
    names = "\n".join(f"  {path.relative_to(PROJECT)}" for path in sorted(behind))
    if "--check" in sys.argv[1:]:
        if behind:
            raise StageError(f"Behind the code they are made from; `make generate` rewrites them:\n{names}")
        return
    for path, content in behind.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    print(names or "Everything is up to date.")


if __name__ == "__main__":
    main(run)
