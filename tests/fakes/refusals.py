"""Refusals as AWS gives them."""

from typing import Any

from botocore.exceptions import ClientError, ReadTimeoutError


def refusal(code: str, operation: str = "Operation", *, status: int = 400, **more: Any) -> Exception:
    response: Any = {
        "Error": {"Code": code, "Message": code},
        "ResponseMetadata": {"HTTPStatusCode": status, "RequestId": "request", "RetryAttempts": 0},
        **more,
    }
    error: Exception = ClientError(response, operation)
    return error


def throttled() -> Exception:
    return refusal("ThrottlingException")


def cancelled(*codes: str | tuple[str, dict[str, Any]]) -> Exception:
    """A cancelled transaction: one reason an action, `"None"` where it was not to blame; with the standing item."""
    return refusal(
        "TransactionCanceledException", "TransactWriteItems", CancellationReasons=[_reason(c) for c in codes]
    )


def conflict(actions: int = 1) -> Exception:
    return cancelled(*["TransactionConflict"] * actions)


def lost_answer() -> Exception:
    """The connection broke while waiting: nobody can tell whether it was done."""
    error: Exception = ReadTimeoutError(endpoint_url="https://aws.invalid")
    return error


def batch_failures(answer: dict[str, Any]) -> set[str]:
    return {each["itemIdentifier"] for each in answer["batchItemFailures"]}


def _reason(code: str | tuple[str, dict[str, Any]]) -> dict[str, Any]:
    if isinstance(code, str):
        return {"Code": code}
    return {"Code": code[0], "Item": code[1]}
