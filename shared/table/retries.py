"""When to try again, and for how long: what the SDK does not retry, because it cannot know that it may."""

import secrets
import time
from collections.abc import Callable, Iterator

from shared.domain.errors import UnavailableError

ATTEMPTS = 4
_STEP = 0.05

# Named by the DynamoDB API reference as refusals that leave nothing changed and pass by themselves.
PASSING = frozenset(
    {
        "InternalServerError",
        "LimitExceededException",
        "ProvisionedThroughputExceeded",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "RequestTimeout",
        "ServiceUnavailable",
        "ThrottlingError",
        "ThrottlingException",
        "TransactionConflict",
        "TransactionConflictException",
        "TransactionInProgressException",
    }
)


def attempts(sleep: Callable[[float], None] = time.sleep) -> Iterator[int]:
    """Yield up to four attempts with full jitter between them, then raise UnavailableError."""
    for attempt in range(ATTEMPTS):
        if attempt:
            sleep(_STEP * 2**attempt * secrets.randbelow(1000) / 1000)
        yield attempt
    raise UnavailableError
