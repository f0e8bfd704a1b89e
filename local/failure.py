"""How a local command says that it can't go on."""

import sys
from collections.abc import Callable


class StageError(Exception):
    """Something the person at the keyboard can act on; the message says what and how."""


def main(run: Callable[[], None]) -> None:
    """Run a command; a `StageError` becomes its message on standard error and exit status 1.

    Anything else is a fault of ours and keeps its traceback.
    """
    try:
        run()
    except StageError as error:
        sys.stderr.write(f"\n{error}\n")
        raise SystemExit(1) from None
