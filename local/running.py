"""A whole local stage, from nothing to addresses that answer, and back to nothing running."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from local.cloud import Cloud, require_free
from local.deploy import Deployment
from local.failure import StageError
from local.locks import FileLock
from local.operator import Operator
from local.pages import PageServer
from local.place import Place
from local.seed import found_demo
from local.stage import Addresses, Stage

type Say = Callable[[str], None]

# The cloud keeps its queues, not the stream that fills them: what was announced so shortly before a stop may be lost.
_UNDER_WAY = timedelta(minutes=5)


@contextmanager
def running(place: Place, say: Say) -> Iterator[tuple[Stage, Cloud]]:
    """Start the stage and stop it at the end, whatever ends it. Its state stays for the next start.

    Raises:
        StageError: A port is taken, the stage runs already, or a step fails; nothing is left running.
    """
    with _alone(place):
        cloud = Cloud(place)
        is_kept = _tidy(place, cloud, say)
        require_free(place.web_port, "PORTICO_WEB_PORT")
        lost = is_kept and not cloud.stopped_cleanly
        try:
            say(f"Starting the embedded cloud on {place.endpoint} …")
            cloud.start()
            addresses = _deployed(place, is_sure=not lost, say=say)
            with PageServer(place, addresses.api):
                stage = _went_on(place, addresses) if is_kept else _founded(addresses, say)
                stage.write(place)
                try:
                    yield stage, cloud
                finally:
                    stopping_at = datetime.now(UTC)
                    cloud.stop()
                    if cloud.stopped_cleanly:
                        replace(stage, delivered_until=_spelled(stopping_at - _UNDER_WAY)).write(place)
        finally:
            cloud.stop()


def _tidy(place: Place, cloud: Cloud, say: Say) -> bool:
    """Bring what an earlier start left into a state to go on from; tell whether there is a stage to go on with."""
    if leftover := cloud.end_leftover():
        say(f"Stopped the cloud an earlier start left running (process {leftover}); its state is kept.")
    if cloud.has_state and place.stage_file.exists():
        if not cloud.stopped_cleanly:
            say("The last run was cut off: what happened in it is lost, what it started from is here.")
        return True
    if place.saved.exists():
        say("An earlier start never finished; starting anew.")
    _wipe(place)
    return False


def forget(place: Place) -> None:
    """Remove the stage and everything in it, a cloud left running as well.

    Raises:
        StageError: The stage runs.
    """
    with _alone(place):
        Cloud(place).end_leftover()
        _wipe(place)


def _wipe(place: Place) -> None:
    for path in place.folder.glob("*"):
        if path.is_dir():
            shutil.rmtree(path)
        elif path.suffix != ".lock":
            path.unlink()


def _deployed(place: Place, *, is_sure: bool, say: Say) -> Addresses:
    deployment = Deployment(place)
    if not is_sure:
        deployment.forget()
    if not deployment.is_current:
        say("Deploying the stack …")
    return Addresses.of(place, deployment.ensure())


def _founded(addresses: Addresses, say: Say) -> Stage:
    say("Founding the demo firm …")
    began = _spelled(datetime.now(UTC))
    return Stage(addresses, found_demo(addresses), began)


def _went_on(place: Place, addresses: Addresses) -> Stage:
    """Take up the stage of the last start, and deliver again what may not have arrived when it stopped."""
    before = Stage.recall(place)
    began = _spelled(datetime.now(UTC))
    Operator(addresses).replay(before.demo.firm.id, since=before.delivered_until)
    return Stage(addresses, before.demo, began)


def _spelled(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


@contextmanager
def _alone(place: Place) -> Iterator[None]:
    """Hold the folder against a second start."""
    lock = FileLock(place.folder / "up.lock")
    try:
        if not lock.acquire():
            raise StageError(
                f"The stage in {place.folder} runs already (process {lock.holder}). Stop that one first, or start\n"
                "another beside it: PORTICO_STATE=.portico-two PORTICO_PORT=4567 PORTICO_WEB_PORT=8081 make up"
            )
        lock.sign(os.getpid())
        yield
    finally:
        lock.close()
