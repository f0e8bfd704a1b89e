"""The embedded cloud: one process on loopback that serves AWS's APIs and runs the functions."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from local import http, saved
from local.failure import StageError
from local.locks import FileLock
from local.place import CREDENTIALS, REGION, Place

_PROGRAM = Path(__file__).with_name("embedded.py")
_START_WITHIN = 60.0
_STOP_WITHIN = 60.0
_POLL_EVERY = 0.1
_LOG_LINES_SHOWN = 15


class Cloud:
    """The process, its saved state, and what an earlier one may have left behind."""

    def __init__(self, place: Place) -> None:
        """Name the process to come; nothing is started or touched."""
        self._place = place
        self._lock_file = place.folder / "cloud.lock"
        self._started_mark = place.folder / "cloud.started"
        self._log = place.folder / "cloud.log"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def has_state(self) -> bool:
        """Whether an earlier run was stopped cleanly at least once, so that there is something to go on with."""
        return (self._place.saved / "cloudformation.json").exists()

    @property
    def stopped_cleanly(self) -> bool:
        """Whether the run before this one saved all it knew; true as well when there was none."""
        return not self._started_mark.exists()

    def end_leftover(self) -> int | None:
        """End a cloud that outlived the command that started it; its state is saved. Return its process, if any was.

        Raises:
            StageError: It does not end.
        """
        lock = FileLock(self._lock_file)
        try:
            if lock.acquire():
                return None
            holder = lock.holder
            _end(holder, lock)
            self._started_mark.unlink(missing_ok=True)
            return holder
        finally:
            lock.close()

    def start(self) -> None:
        """Start the process and wait until it answers.

        Raises:
            StageError: The port is taken, or the process ends or stays silent; the message shows its last lines.
        """
        require_free(self._place.port, "PORTICO_PORT")
        for folder in (self._place.saved, self._place.objects, self._place.folder / "tmp"):
            folder.mkdir(parents=True, exist_ok=True)
        saved.forget_stream_positions(self._place.saved)
        saved.move(self._place.saved, self._place.port)
        lock = FileLock(self._lock_file)
        if not lock.acquire():
            raise StageError(f"Another cloud runs on {self._place.folder} (process {lock.holder}).")
        self._started_mark.touch()
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-P", str(_PROGRAM)],
                env=self._environment(),
                cwd=self._place.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C is ours to pass on, once the pages are closed
                pass_fds=(lock.descriptor,),
            )
        lock.sign(self._process.pid)
        lock.close()
        self._wait_until_ready(self._process)

    def stop(self) -> None:
        """Ask the process to save its state and end, and wait for it.

        Raises:
            StageError: It neither saves nor ends in time; what happened since the last clean stop is lost.
        """
        if not self.is_running or self._process is None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            status = self._process.wait(_STOP_WITHIN)
        except subprocess.TimeoutExpired:
            self._process.kill()
            raise StageError(f"The cloud did not stop in {_STOP_WITHIN:.0f} s; see {self._log}.") from None
        if status == 0:
            self._started_mark.unlink(missing_ok=True)

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def last_lines(self) -> str:
        """The end of the process's log, for a message."""
        lines = self._log.read_text(errors="replace").splitlines() if self._log.exists() else []
        return "\n".join(lines[-_LOG_LINES_SHOWN:])

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + _START_WITHIN
        while time.monotonic() < deadline:
            if process.poll() is not None:
                self._started_mark.unlink(missing_ok=True)
                raise StageError(f"The embedded cloud ended while starting:\n{self.last_lines()}")
            if _is_ready(self._place):
                return
            time.sleep(_POLL_EVERY)
        self.stop()
        raise StageError(f"The embedded cloud did not answer in {_START_WITHIN:.0f} s:\n{self.last_lines()}")

    def _environment(self) -> dict[str, str]:
        """Spell the process's whole environment.

        Functions see it too, so the machine's own AWS settings must not pass.
        """
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return kept | {
            "AUTH": "true",
            "AWS_ENDPOINT_URL": self._place.endpoint,
            "BIND_HOST": "127.0.0.1",
            "GATEWAY_PORT": str(self._place.port),
            "IOT_MTLS_ENABLED": "0",
            "SFTP_ENABLED": "0",
            "LAMBDA_STRICT": "0",
            "LOG_LEVEL": "INFO",
            "MINISTACK_REGION": REGION,
            "PERSIST_STATE": "1",
            "STATE_DIR": str(self._place.saved),
            "S3_PERSIST": "1",
            "S3_DATA_DIR": str(self._place.objects),
            "TMPDIR": str(self._place.folder / "tmp"),
            "PYTHONUNBUFFERED": "1",
            **CREDENTIALS,
        }


def require_free(port: int, variable: str) -> None:
    """Refuse a port somebody listens on, naming the way out.

    Raises:
        StageError: The port is taken, or is one this user may not listen on.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise StageError(f"Port {port} may not be used by this user. Choose another: {variable}=…") from None
        except OSError:
            raise StageError(
                f"Port {port} is taken by another program. Stop that one, or choose another port:\n"
                f"  {variable}={port + 1} make up"
            ) from None


def _is_ready(place: Place) -> bool:
    try:
        return http.call("GET", f"{place.endpoint}/_ministack/ready", timeout_for=5).status == 200
    except OSError:
        return False


def _end(holder: int | None, lock: FileLock) -> None:
    """Ask a process that is no child of ours to end, and wait until its lock is free."""
    if holder is not None:
        os.kill(holder, signal.SIGTERM)
    deadline = time.monotonic() + _STOP_WITHIN
    while time.monotonic() < deadline:
        if lock.acquire():
            return
        time.sleep(_POLL_EVERY)
    raise StageError(f"A cloud an earlier start left behind (process {holder}) does not stop. End it by hand.")
