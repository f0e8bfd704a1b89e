"""When a sample is sent."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sent:
    """When in the story a request is sent, and what is answered."""

    stage: str
    status: int = 200
    minutes: int = 5
