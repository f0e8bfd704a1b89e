"""The inbox for the team: /v1/inbox."""

from typing import Annotated

from aws_lambda_powertools.event_handler.depends import Depends
from aws_lambda_powertools.event_handler.openapi.params import Query

from functions.notifications.contracts import AccountMentionView, InboxItemView, InboxView, MarkItem, TitleView
from functions.notifications.model.inbox import InboxItem, ItemState, known_item
from functions.notifications.service.inbox import InboxService
from functions.notifications.wiring import inbox
from shared.domain.errors import MalformedError, UnauthenticatedError
from shared.domain.principals import Caller
from shared.http import Cursor, Limit, problems, routes, staff

router = routes()


@router.get(
    "/v1/inbox",
    operation_id="listInbox",
    tags=["inbox"],
    summary="List what one was told",
    description=(
        "The caller's own items, newest first: of one state, or all that are not archived. What somebody does in one "
        "go, ten files one after the other, is one item that counts and moves up; read, it counts anew."
    ),
    responses={200: {"description": "A page of the inbox"}, **problems(UnauthenticatedError)},
)
def list_inbox(
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[InboxService, Depends(inbox)],
    state: Annotated[ItemState | None, Query(description="only items in this state")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> InboxView:
    found = service.list(caller, state, limit=limit, cursor=cursor)
    return InboxView(items=[_item(each) for each in found.page.items], next_cursor=found.page.next, unread=found.unread)


@router.put(
    "/v1/inbox/<item_id>/state",
    operation_id="markInboxItem",
    tags=["inbox"],
    summary="Mark an item",
    description=(
        "Brings one's own item into a state, whatever it was in. Repeating it changes nothing; no version is asked. "
        "What is archived for a year is removed."
    ),
    responses={200: {"description": "The item as it now is"}, **problems(UnauthenticatedError, MalformedError)},
)
def mark_item(
    item_id: str,
    body: MarkItem,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[InboxService, Depends(inbox)],
) -> InboxItemView:
    return _item(service.mark(caller, known_item(item_id), body.state))


def _item(of: InboxItem) -> InboxItemView:
    account = of.account
    return InboxItemView(
        id=of.id,
        state=of.state,
        kind=of.kind,
        title=TitleView(code=of.kind, params=of.params),
        account=AccountMentionView(id=account.id, name=account.name) if account else None,
        person=of.person,
        job=of.job,
        document=of.document,
        folder=of.folder,
        link=of.link,
        count=of.count,
        at=of.at,
    )
