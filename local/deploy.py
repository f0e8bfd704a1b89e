"""Deploying the real stack into the embedded cloud with the pinned CDK command."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from local.aws import client
from local.failure import StageError
from local.place import ACCOUNT, PROJECT, REGION, STACK, Place
from local.tools import CDK, NODE, environment_at, run_whole

# What the stack is made from. Anything else may change without a deploy.
_INPUTS = ("app.py", "cdk.json", "functions", "infra", "pyproject.toml", "shared", "uv.lock")
_NOT_INPUTS = {"__pycache__", "node_modules", ".mypy_cache", ".ruff_cache"}
_BOOTSTRAP_STACK = "CDKToolkit"
_WHOLE = {"CREATE_COMPLETE", "UPDATE_COMPLETE"}
_LINES_SHOWN = 40

Outputs = Mapping[str, str]


class Deployment:
    """The stack of one stage: what was deployed last, and whether that is still right."""

    def __init__(self, place: Place, project: Path = PROJECT) -> None:
        """Take the app in `project`; nothing is read or run yet."""
        self._place = place
        self._project = project
        self._record = place.folder / "deployed.json"
        self._cloudformation = client(place.endpoint, "cloudformation")

    def forget(self) -> None:
        """Deploy next time whatever the record says: the cloud may have lost what it had."""
        self._record.unlink(missing_ok=True)

    @property
    def is_current(self) -> bool:
        """Whether the running stack is made from these very sources."""
        return self._status(STACK) in _WHOLE and self._recorded() == fingerprint(self._project, self._context())

    def ensure(self) -> Outputs:
        """Deploy unless the running stack is current, and return its outputs.

        Raises:
            StageError: The deploy fails; the message carries the command's last lines.
        """
        if not self.is_current:
            made_from = fingerprint(self._project, self._context())
            self.forget()
            self._settle()
            if self._status(_BOOTSTRAP_STACK) not in _WHOLE:
                self._cdk("bootstrap", f"aws://{ACCOUNT}/{REGION}")
            self._cdk("deploy", STACK, "--require-approval", "never", "--method", "direct")
            self._record.write_text(json.dumps({"fingerprint": made_from}))
        return self._outputs()

    def _context(self) -> list[str]:
        """What the app is told on the command line: the stage, and where its pages live."""
        return ["--context", "stage=local", "--context", f"portalOrigin={self._place.web}"]

    def _cdk(self, verb: str, *arguments: str) -> None:
        log = self._place.folder / f"cdk-{verb}.log"
        command = [str(NODE), str(CDK), verb, *arguments, *self._context(), "--ci", "--no-color"]
        command += ["--output", str(self._place.folder / "cdk.out")]
        with log.open("w") as written:
            status = run_whole(command, cwd=self._project, env=environment_at(self._place), output=written)
        if status != 0:
            lines = log.read_text(errors="replace").splitlines()[-_LINES_SHOWN:]
            raise StageError("\n".join([*lines, "", f"cdk {verb} failed; the whole of it is in {log}"]))

    def _settle(self) -> None:
        """Bring a stack that a failed update left between two states back to the first."""
        if self._status(STACK) == "UPDATE_ROLLBACK_FAILED":
            self._cloudformation.continue_update_rollback(StackName=STACK)
            waiter = self._cloudformation.get_waiter("stack_rollback_complete")
            waiter.wait(StackName=STACK, WaiterConfig={"Delay": 1, "MaxAttempts": 60})

    def _status(self, stack: str) -> str | None:
        described = self._describe(stack)
        return None if described is None else str(described["StackStatus"])

    def _outputs(self) -> Outputs:
        described = self._describe(STACK) or {}
        return {each["OutputKey"]: each["OutputValue"] for each in described.get("Outputs", [])}

    def _describe(self, stack: str) -> dict[str, Any] | None:
        try:
            found: dict[str, Any] = self._cloudformation.describe_stacks(StackName=stack)["Stacks"][0]
        except ClientError as error:
            if error.response["Error"]["Code"] != "ValidationError":
                raise
            return None
        return found

    def _recorded(self) -> str | None:
        if not self._record.exists():
            return None
        recorded: str = json.loads(self._record.read_text())["fingerprint"]
        return recorded


def fingerprint(project: Path, context: list[str]) -> str:
    """Return a hash over every file the stack is made from, by name and content, and over the context."""
    digest = hashlib.sha256(json.dumps(context).encode())
    for path in _files(project):
        digest.update(f"\0{path.relative_to(project)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(project: Path) -> Iterator[Path]:
    for name in _INPUTS:
        top = project / name
        found = [top] if top.is_file() else sorted(top.rglob("*"))
        yield from (path for path in found if path.is_file() and not _NOT_INPUTS.intersection(path.parts))
