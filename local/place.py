"""Where a local stage lives: its folder and its ports."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from local.failure import StageError

PROJECT = Path(__file__).resolve().parent.parent
REGION = "us-east-1"
ACCOUNT = "000000000000"
STACK = "Portico-local"

# The embedded cloud's root key. It opens nothing outside the loopback address it listens on.
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}


@dataclass(frozen=True, slots=True)
class Place:
    """One stage's folder and ports. Two stages with nothing in common run side by side."""

    folder: Path
    port: int = 4566
    web_port: int = 8080

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Place":
        """Read PORTICO_STATE, PORTICO_PORT and PORTICO_WEB_PORT; unset, the stage `make up` starts.

        Raises:
            StageError: A port is no number between 1 and 65535.
        """
        return cls(
            folder=(PROJECT / environment.get("PORTICO_STATE", ".portico")).resolve(),
            port=_port(environment, "PORTICO_PORT", 4566),
            web_port=_port(environment, "PORTICO_WEB_PORT", 8080),
        )

    @property
    def endpoint(self) -> str:
        """The cloud's address. Always by this name: presigned addresses carry it, and are signed with it."""
        return f"http://localhost:{self.port}"

    @property
    def web(self) -> str:
        return f"http://localhost:{self.web_port}"

    @property
    def saved(self) -> Path:
        """What the cloud writes when it stops and reads when it starts."""
        return self.folder / "cloud"

    @property
    def objects(self) -> Path:
        """The buckets' contents, written as they come."""
        return self.folder / "objects"

    @property
    def stage_file(self) -> Path:
        return self.folder / "stage.json"


def _port(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name) or str(default)
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise StageError(f"{name} must be a port number between 1 and 65535, not {text!r}.")
    return int(text)
