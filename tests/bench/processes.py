"""What a cold start costs: the processor's time of fresh processes, told as a ratio to what `import boto3` takes.

Each process has what a function has: its own bundle, the layer, and what Lambda brings, all of it as bytecode.
Processor time is taken, not the clock on the wall, so that whoever else is at work on the machine plays little part;
one core is all a start uses. All processes take turns, so that what changes on the machine changes for all of them.
"""

import base64
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import boto3
from botocore.response import StreamingBody

from infra.constructs.bundling import function_folder, layer_folder, running_target
from infra.environment import READS as FUNCTIONS
from tests.bench import story
from tests.bench.chapters import tell
from tests.bench.costs import listen, stage
from tests.bench.story import Payload, Step, Story

ROUNDS = 15
_BROUGHT_BY_LAMBDA = ("boto3", "botocore", "dateutil", "jmespath", "s3transfer", "six.py", "urllib3")
_CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_DEFAULT_REGION": "eu-central-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}

# Which first call is taken for each function. For the functions somebody waits for: what a page asks first, and the two
# calls that reach a second service.
FIRST_CALLS: Mapping[str, tuple[str, ...]] = {
    "invite-http": ("GET /v1/me", "POST /v1/accounts"),
    "invite-doors": ("GET /v1/public/invitation (a client's)", "POST /v1/public/sessions (a client)"),
    "invite-consumer": ("invitation.sent",),
    "invite-jobs": ("step (two persons, the last of the list)",),
    "invite-mailbox": ("Email Bounced",),
    "invite-schedule": ("minute (nothing due)",),
    "invite-operator": ("found_firm",),
    "documents-http": ("GET /v1/guest/documents",),
    "documents-consumer": ("account.merged (one folder, two documents)",),
    "documents-recognition": ("document.uploaded (nothing to be named)",),
    "documents-storage": ("object stored (by /v1/uploads)", "object found clean (by /v1/uploads)"),
    "documents-zips": ("zip.requested (by /v1/zips)",),
    "documents-scanner": ("object stored",),
    "documents-schedule": ("minute (nothing due)",),
    "links-http": ("GET /v1/guest/link", "POST /v1/guest/link/open (the first time)"),
    "links-consumer": ("link.code_requested", "link.sent"),
    "links-jobs": ("step (the links of one person)",),
    "links-schedule": ("minute (nothing due)",),
    "settings-http": ("GET /v1/settings",),
    "activity-http": ("GET /v1/activity",),
    "activity-consumer": ("any event",),
    "activity-erasure": ("account.erased (one entry)",),
    "activity-jobs": ("step (looks at what was recorded)",),
    "activity-schedule": ("minute (nothing to be anchored)",),
    "notifications-http": ("GET /v1/inbox",),
    "notifications-consumer": ("client.signed_up (one follower)",),
    "notifications-schedule": ("minute (no letter waits)",),
    "relay": ("announcement (one)",),
    "relay-retry": ("refused event",),
    "relay-replay": ("replay (the whole story)",),
}


@dataclass(frozen=True)
class Started:
    """What a start takes over what a bare interpreter takes, as a ratio to the same of `import boto3`."""

    name: str
    ratio: float


@dataclass(frozen=True)
class _Start:
    """How a process is started: what it runs, and where it finds what it imports."""

    command: Sequence[str]
    places: Sequence[Path]


def imports() -> list[Started]:
    """Import the module of each function."""
    with _runtime() as runtime:
        starts = {name: _Start(_alone(f"import {story.module(name)}"), (*_bundle(name), runtime)) for name in FUNCTIONS}
        return _ratios(starts, runtime)


def first_calls() -> list[Started]:
    """Import the module of each function and call it once, clients made, AWS's answers recorded before."""
    with _runtime() as runtime, tempfile.TemporaryDirectory() as scratch:
        starts = {
            f"{step.function}: {step.spelled}": _Start(_calling(recording), (*_bundle(step.function), runtime))
            for step, recording in _recordings(Path(scratch))
        }
        return _ratios(starts, runtime)


@contextmanager
def _runtime() -> Iterator[Path]:
    """Give a folder with what Lambda brings and nothing else of the development environment."""
    packages = Path(boto3.__file__).parents[1]
    with tempfile.TemporaryDirectory() as folder:
        for name in _BROUGHT_BY_LAMBDA:
            (Path(folder) / name).symlink_to(packages / name)
        yield Path(folder)


def _bundle(function: str) -> tuple[Path, Path]:
    return function_folder(story.module(function))[0], layer_folder(running_target())[0] / "python"


def _ratios(starts: Mapping[str, _Start], runtime: Path) -> list[Started]:
    timed = {"": _Start(_alone("pass"), ()), "boto3": _Start(_alone("import boto3"), (runtime,)), **starts}
    with tempfile.TemporaryDirectory() as bytecode:
        for start in timed.values():
            _run(start, bytecode)  # writes the bytecode of what Lambda brings and of the standard library
        taken: dict[str, list[float]] = {name: [] for name in timed}
        for _ in range(ROUNDS):
            for name, start in timed.items():
                taken[name].append(_run(start, bytecode))
    median = {name: statistics.median(each) for name, each in taken.items()}
    yardstick = median["boto3"] - median[""]
    return [Started(name, (median[name] - median[""]) / yardstick) for name in starts]


def _alone(statement: str) -> tuple[str, str]:
    """Run one statement and be gone: a container is never cleared away within a call, so that must not count."""
    return "-c", f"{statement}\nimport os\nos._exit(0)"


def _calling(recording: Path) -> tuple[str, str]:
    folder = str(Path(__file__).parent)
    return _alone(f"import sys\nsys.path.append({folder!r})\nimport cold\ncold.run({str(recording)!r})")


def _run(start: _Start, bytecode: str) -> float:
    """Run Python once; give the seconds its processor time took."""
    environment = {
        "PYTHONPATH": os.pathsep.join(map(str, start.places)),
        "PYTHONPYCACHEPREFIX": bytecode,
        **_CREDENTIALS,
    }
    process = subprocess.Popen([sys.executable, "-S", "-P", *start.command], env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(start.command)} failed")
    return usage.ru_utime + usage.ru_stime


def _recordings(folder: Path) -> Iterator[tuple[Step, Path]]:
    """Tell the story and keep, for each first call, what went in and what AWS answered a cold container."""
    wanted = {(function, call) for function, calls in FIRST_CALLS.items() for call in calls}
    for number, (step, recording) in enumerate(_told(wanted)):
        path = folder / f"{number}.json"
        path.write_text(json.dumps(recording))
        yield step, path
    if wanted:
        raise LookupError(f"not in the story: {wanted}")


def _told(wanted: set[tuple[str, str]]) -> list[tuple[Step, dict[str, Any]]]:
    told: list[tuple[Step, dict[str, Any]]] = []
    answers: list[dict[str, Any]] = []

    def received(response_dict: dict[str, Any], parsed_response: dict[str, Any], **more: object) -> None:
        headers = {"content-type": "application/json", **_lower(response_dict["headers"])}
        body = response_dict["body"]
        if isinstance(body, StreamingBody):  # it can be read once, so it is given on anew
            body = body.read()
            parsed_response["Body"] = StreamingBody(BytesIO(body), len(body))
        status = response_dict["status_code"]
        answers.append({"status": status, "headers": headers, "body": base64.b64encode(body).decode()})

    with stage(is_motos=True) as (cloud, patch):
        listen(cloud, patch, "response-received", received)

        @contextmanager
        def recorded(step: Step, event: Payload) -> Iterator[None]:
            is_first = (step.function, step.spelled) in wanted
            if is_first:
                wanted.remove((step.function, step.spelled))
                cloud.restart()
                answers.clear()
            yield
            if is_first:
                environment = {name: os.environ[name] for name in FUNCTIONS[step.function] if name in os.environ}
                told.append(
                    (
                        step,
                        {
                            "module": story.module(step.function),
                            "handler": story.entry(step.function).__name__,
                            "environment": environment,
                            "event": event,
                            "answers": answers.copy(),
                            "now": cloud.clock.now.isoformat(),
                            "status": 201 if step.what.startswith("POST") else 200,
                        },
                    )
                )

        tell(Story(cloud, recorded))
    return told


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    """Spell the names of headers alike; what an object is told by, as when it was changed, stands in them."""
    return {name.lower(): value for name, value in headers.items()}
