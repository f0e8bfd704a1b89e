"""`make synth` and `make deploy`: the stages that live in an AWS account, with the caller's own credentials."""

import os
import shlex
import subprocess
import sys

from local.failure import StageError, main
from local.place import PROJECT
from local.tools import CDK, NODE, environment

_STAGES = ("dev", "prod")


def run() -> None:
    """Run the CDK command for one stage, and after a deploy publish its pages; what is said is the caller's to read.

    CONTEXT carries the stage's own values: CONTEXT="mailFrom=portal@firm.example alarmMail=…".

    Raises:
        StageError: The stage is none of those that live on AWS.
        SystemExit: With the command's status when it fails.
    """
    verb, stage = sys.argv[1], (sys.argv[2:] or [""])[0]
    if stage not in _STAGES:
        raise StageError(f"Which stage? make {verb} STAGE=dev, or STAGE=prod. The local one is started by make up.")
    steps = [command(verb, stage, os.environ.get("CONTEXT", ""))]
    if verb == "deploy":
        steps.append([sys.executable, "-m", "local.publish", f"Portico-{stage}"])
    for step in steps:
        done = subprocess.run(step, cwd=PROJECT, env=_caller(), check=False)
        if done.returncode != 0:
            raise SystemExit(done.returncode)


def command(verb: str, stage: str, context: str) -> list[str]:
    """Spell the CDK command of a stage."""
    values = [f"stage={stage}", *shlex.split(context)]
    passed = [part for value in values for part in ("--context", value)]
    return [str(NODE), str(CDK), verb, f"Portico-{stage}", *passed, *(["--quiet"] if verb == "synth" else [])]


def _caller() -> dict[str, str]:
    """The project's tools, with the AWS settings of whoever deploys."""
    own = {name: value for name, value in os.environ.items() if name.startswith(("AWS_", "CDK_"))}
    return environment() | own


if __name__ == "__main__":
    main(run)
