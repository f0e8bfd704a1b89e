"""Shapes of the wire: camelCase outside, and nothing that was not asked for."""

from collections.abc import Callable
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from shared.table.query import MAX_PAGE, Page

type Cursor = Annotated[str | None, Query(max_length=1024, description="`nextCursor` of the page before")]
type Limit = Annotated[int, Query(ge=1, le=MAX_PAGE, description="how many items at most")]


class Contract(BaseModel):
    """A request body. A field nobody asked for is refused: that is what stops mass assignment."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        alias_generator=to_camel,
        validate_by_alias=True,
        validate_by_name=False,
        defer_build=True,
    )


class View(BaseModel):
    """A response body, made from entities by name."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        alias_generator=to_camel,
        validate_by_alias=True,
        validate_by_name=True,
        hide_input_in_errors=True,
        defer_build=True,
    )


class Listing[T](View):
    """A page of a list. It may be short or even empty while `nextCursor` leads on; null means the end."""

    items: list[T]
    next_cursor: str | None


def listing[E, V](page: Page[E], view: Callable[[E], V]) -> Listing[V]:
    return Listing(items=[view(each) for each in page.items], next_cursor=page.next)
