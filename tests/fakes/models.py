"""A model behind Amazon Bedrock: what it says is said beforehand, what it is asked is kept."""

from typing import Any

import boto3
from botocore.config import Config
from botocore.stub import Stubber


class Model:
    """The real client, which checks every request and answer against Amazon's own description of the service."""

    def __init__(self) -> None:
        self.client = boto3.client(
            "bedrock-runtime",
            region_name="eu-central-1",
            aws_access_key_id="testing",
            aws_secret_access_key="testing",
            config=Config(retries={"total_max_attempts": 1}),
        )
        self.stub = Stubber(self.client)
        self.asked: list[dict[str, Any]] = []
        self.client.meta.events.register(
            "before-parameter-build.bedrock-runtime.Converse", lambda params, **_: self.asked.append(dict(params))
        )
        self.stub.activate()

    def says(self, *content: dict[str, Any]) -> None:
        answer = {
            "output": {"message": {"role": "assistant", "content": list(content)}},
            "stopReason": "tool_use",
            "usage": {"inputTokens": 1, "outputTokens": 1, "totalTokens": 2},
            "metrics": {"latencyMs": 1},
        }
        self.stub.add_response("converse", answer)

    def tells(self, **said: Any) -> None:
        self.says({"toolUse": {"toolUseId": "t-1", "name": "tell", "input": said}})
