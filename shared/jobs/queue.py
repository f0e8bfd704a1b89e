"""The queue of jobs: a message says which job stands at which step, and nothing else."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, Self

from botocore.exceptions import BotoCoreError, ClientError

from shared.domain.errors import UnavailableError
from shared.domain.ids import FirmId, JobId, known


class Sqs(Protocol):
    """The part of boto3's SQS client that is used here."""

    def send_message(self, **request: Any) -> dict[str, Any]: ...


@dataclass(frozen=True)
class Nudge:
    """Go on with this job, which was seen with so many steps done."""

    firm: FirmId
    job: JobId
    step: int

    def spelled(self) -> str:
        return json.dumps({"firm": self.firm, "job": self.job, "step": self.step}, separators=(",", ":"))

    @classmethod
    def read(cls, body: str) -> Self:
        """Open a message; NotFoundError, KeyError or ValueError when it is none of ours."""
        said = json.loads(body)
        return cls(known(FirmId, said["firm"]), known(JobId, said["job"]), int(said["step"]))


class JobQueue:
    """Where the next step of each open job waits: one message a job, so no job keeps another waiting for long."""

    def __init__(self, client: Callable[[], Sqs], url: str) -> None:
        self._client = client
        self._url = url

    def send(self, nudge: Nudge) -> None:
        """Call for the next step; UnavailableError when the queue did not take it."""
        try:
            self._client().send_message(QueueUrl=self._url, MessageBody=nudge.spelled())
        except (BotoCoreError, ClientError) as refused:
            raise UnavailableError from refused
