"""What stands behind models."""

from functools import cache
from typing import Any

from shared import wiring


@cache
def bedrock() -> Any:
    """Make a client that waits for a model: half a minute, and asks twice at most."""
    return wiring.patient_client("bedrock-runtime", seconds=30, attempts=2)
