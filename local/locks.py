"""Who is alive, told by file locks: they end with their holder, whichever way it ends."""

import fcntl
import os
from pathlib import Path


class FileLock:
    """A lock on a file whose text names the holder's process.

    A child that inherits the descriptor holds the lock as long as it lives, past its parent's death.
    """

    def __init__(self, path: Path) -> None:
        """Open the file; nothing is locked yet."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self.descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)

    def acquire(self) -> bool:
        """Take the lock if nobody has it; tell whether it is ours now."""
        try:
            fcntl.flock(self.descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def sign(self, process: int) -> None:
        """Write which process holds the lock."""
        os.ftruncate(self.descriptor, 0)
        os.pwrite(self.descriptor, str(process).encode(), 0)

    @property
    def holder(self) -> int | None:
        """The process that signed last; only as good as the lock is taken. None when nobody ever signed."""
        text = self._path.read_text()
        return int(text) if text.isdecimal() else None

    def close(self) -> None:
        """Let go of our hold; a child's goes on."""
        os.close(self.descriptor)
