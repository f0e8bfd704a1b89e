"""`make up`: the portal on this machine, until Ctrl-C. The state stays for the next start."""

import signal
import time
from types import FrameType

from local.cloud import Cloud
from local.failure import StageError, main
from local.place import Place
from local.running import running
from local.stage import Stage

_LOOK_EVERY = 0.5


def run() -> None:
    """Start the stage, tell how to use it, and keep it until asked to stop.

    Raises:
        StageError: It can't be started, or the embedded cloud ends by itself.
    """
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGHUP, _interrupt)
    began = time.monotonic()
    place = Place.from_environment()
    farewell = "\nStopped before the stage was ready; `make up` begins again."
    try:
        with running(place, _say) as (stage, cloud):
            farewell = "\nStopped. What was done is kept; `make up` goes on with it, `make reset` forgets it."
            _say(_welcome(stage, place, time.monotonic() - began))
            _keep(cloud)
    except KeyboardInterrupt:
        _say(farewell)


def _keep(cloud: Cloud) -> None:
    try:
        while cloud.is_running:
            time.sleep(_LOOK_EVERY)
    except KeyboardInterrupt:
        # From here on a second Ctrl-C would only lose what is being saved.
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, signal.SIG_IGN)
        raise
    raise StageError(f"The embedded cloud ended by itself:\n{cloud.last_lines()}")


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _say(text: str) -> None:
    print(text, flush=True)


def _welcome(stage: Stage, place: Place, seconds: float) -> str:
    web, demo = stage.addresses.web, stage.demo
    sign_ins = (("owner", demo.owner, "team"), ("employee", demo.employee, "team"), ("client", demo.client, "portal"))
    lines = [
        "",
        f"Portico runs ({seconds:.0f} s).",
        "",
        f"  The team      {web}/team/?firm={demo.firm.slug}",
        f"  The client    {web}/portal/?firm={demo.firm.slug}",
        f"  The API       {web}/v1/…",
        f"  The cloud     {stage.addresses.endpoint}",
        f"  For scripts   {place.stage_file}",
        "",
        f"Sign-ins of {demo.firm.name} (firm: {demo.firm.slug})",
        *(f"  {role:<9} {who.email:<28} {who.password:<28} at /{page}/" for role, who, page in sign_ins),
        "",
        "In a second shell: make demo, make mail, make clock BY=8d, make tick. Ctrl-C stops.",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main(run)
