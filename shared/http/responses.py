"""Answers that carry more than a body."""

from aws_lambda_powertools.event_handler import Response, content_types
from pydantic import BaseModel


def versioned[V: BaseModel](view: V, version: int, status: int = 200) -> Response[V]:
    """Answer with the version the view was read at, as a strong ETag (RFC 9110 §8.8.3)."""
    headers: dict[str, str | list[str]] = {"ETag": f'"{version}"'}
    return Response(status_code=status, content_type=content_types.APPLICATION_JSON, body=view, headers=headers)


def created[V: BaseModel](view: V, version: int) -> Response[V]:
    return versioned(view, version, 201)
