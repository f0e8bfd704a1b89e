"""The command-line tools the project brings itself: node, the CDK's command, uv."""

import os
import sys
from pathlib import Path

from local.place import CREDENTIALS, PROJECT, REGION, Place

_BIN = Path(sys.executable).parent
NODE = _BIN / "node"
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
