"""The feed, and the trails of accounts, people, folders, documents, links and contacts, for the team: /v1/activity."""

from typing import Annotated

from aws_lambda_powertools.event_handler.depends import Depends
from aws_lambda_powertools.event_handler.openapi.params import Query

from functions.activity.contracts.entries import EntryView
from functions.activity.model.entries import Question
from functions.activity.service.reading import ActivityService
from functions.activity.views import entries as views
from functions.activity.wiring.reading import activity
from shared.domain.clock import SaidInstant
from shared.domain.errors import NotAllowedError, UnauthenticatedError
from shared.domain.ids import AccountId, ContactId, DocumentId, FolderId, LinkId, PersonId, known
from shared.domain.principals import Caller
from shared.http import Cursor, Limit, Listing, listing, problems, routes, staff

router = routes()

_ID = r"^[A-Za-z0-9_]{1,64}$"
_PAGES = (
    "Newest first. When it searches, a call looks at 200 entries at most: a page may be short or empty while "
    "`nextCursor` leads on. What just happened appears a moment later."
)

_ACTION = r"^[a-z_]{1,32}\.[a-z_]{1,32}$"


@router.get(
    "/v1/activity",
    operation_id="listActivity",
    tags=["activity"],
    summary="List what happened",
    description=(
        "For owner and admin; newest first. A call stays within one month and, when it searches by actor or action, "
        "looks at 200 entries at most: a page may be short or empty while `nextCursor` leads on. What just happened "
        "appears a moment later."
    ),
    responses={200: {"description": "A page of entries"}, **problems(UnauthenticatedError, NotAllowedError)},
)
def list_activity(
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[ActivityService, Depends(activity)],
    account: Annotated[str | None, Query(max_length=64, description="only this account's")] = None,
    of_object: Annotated[str | None, Query(alias="object", pattern=_ID, description="only this object's")] = None,
    actor: Annotated[str | None, Query(pattern=_ID, description="only this actor's, by id")] = None,
    action: Annotated[str | None, Query(pattern=_ACTION, description="only this event")] = None,
    since: Annotated[SaidInstant | None, Query(alias="from", description="not before this instant")] = None,
    until: Annotated[SaidInstant | None, Query(alias="to", description="before this instant")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing[EntryView]:
    question = Question(
        account=known(AccountId, account) if account is not None else None,
        object=of_object,
        actor=actor,
        action=action,
        since=since,
        until=until,
    )
    return listing(service.list(caller, question, limit=limit, cursor=cursor), views.entry)


@router.get(
    "/v1/activity/accounts/<account_id>",
    operation_id="listAccountActivity",
    tags=["activity"],
    summary="List what happened to an account",
    description=f"Asks `manage_accounts` and access to the account. {_PAGES}",
    responses={200: {"description": "A page of entries"}, **problems(UnauthenticatedError, NotAllowedError)},
)
def list_account_activity(
    account_id: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[ActivityService, Depends(activity)],
    action: Annotated[str | None, Query(pattern=_ACTION, description="only this event")] = None,
    since: Annotated[SaidInstant | None, Query(alias="from", description="not before this instant")] = None,
    until: Annotated[SaidInstant | None, Query(alias="to", description="before this instant")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing[EntryView]:
    question = Question(action=action, since=since, until=until)
    found = service.of_account(caller, known(AccountId, account_id), question, limit=limit, cursor=cursor)
    return listing(found, views.entry)


@router.get(
    "/v1/activity/accounts/<account_id>/persons/<person_id>",
    operation_id="listPersonActivity",
    tags=["activity"],
    summary="List what happened to a person of an account",
    description=(
        "Asks `manage_accounts` and access to the account, which the person may enter; what concerns their other "
        f"accounts is left out. {_PAGES}"
    ),
    responses={200: {"description": "A page of entries"}, **problems(UnauthenticatedError, NotAllowedError)},
)
def list_person_activity(
    account_id: str,
    person_id: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[ActivityService, Depends(activity)],
    action: Annotated[str | None, Query(pattern=_ACTION, description="only this event")] = None,
    since: Annotated[SaidInstant | None, Query(alias="from", description="not before this instant")] = None,
    until: Annotated[SaidInstant | None, Query(alias="to", description="before this instant")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing[EntryView]:
    account, person = known(AccountId, account_id), known(PersonId, person_id)
    question = Question(action=action, since=since, until=until)
    return listing(service.of_person(caller, account, person, question, limit=limit, cursor=cursor), views.entry)


@router.get(
    "/v1/activity/accounts/<account_id>/documents/<document_id>",
    operation_id="listDocumentActivity",
    tags=["activity"],
    summary="List what happened to a document",
    description=(
        "Asks `manage_documents` and access to the account: who filed, saw, fetched, renamed, moved or trashed it, "
        f"and what was said of it. {_PAGES}"
    ),
    responses={200: {"description": "A page of entries"}, **problems(UnauthenticatedError, NotAllowedError)},
)
def list_document_activity(
    account_id: str,
    document_id: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[ActivityService, Depends(activity)],
    action: Annotated[str | None, Query(pattern=_ACTION, description="only this event")] = None,
    since: Annotated[SaidInstant | None, Query(alias="from", description="not before this instant")] = None,
    until: Annotated[SaidInstant | None, Query(alias="to", description="before this instant")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing[EntryView]:
    account, document = known(AccountId, account_id), known(DocumentId, document_id)
    question = Question(action=action, since=since, until=until)
    return listing(service.of_document(caller, account, document, question, limit=limit, cursor=cursor), views.entry)


@router.get(
    "/v1/activity/accounts/<account_id>/links/<link_id>",
    operation_id="listLinkActivity",
    tags=["activity"],
    summary="List what happened to a link",
    description=(
        "Asks access to the account and the right for what the link opens, `manage_documents` for documents and "
        f"folders: who made, sent, read, opened, used or ended it. {_PAGES}"
    ),
    responses={200: {"description": "A page of entries"}, **problems(UnauthenticatedError, NotAllowedError)},
)
def list_link_activity(
    account_id: str,
    link_id: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[ActivityService, Depends(activity)],
    action: Annotated[str | None, Query(pattern=_ACTION, description="only this event")] = None,
    since: Annotated[SaidInstant | None, Query(alias="from", description="not before this instant")] = None,
    until: Annotated[SaidInstant | None, Query(alias="to", description="before this instant")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing[EntryView]:
    account, link = known(AccountId, account_id), known(LinkId, link_id)
    question = Question(action=action, since=since, until=until)
    return listing(service.of_link(caller, account, link, question, limit=limit, cursor=cursor), views.entry)


@router.get(
    "/v1/activity/accounts/<account_id>/folders/<folder_id>",
    operation_id="listFolderActivity",
    tags=["activity"],
    summary="List what happened to a folder",
    description=(
        "Asks `manage_documents` and access to the account: who made, renamed or moved it, and changed who may see "
        f"it. What lies in it has trails of its own. {_PAGES}"
    ),
    responses={200: {"description": "A page of entries"}, **problems(UnauthenticatedError, NotAllowedError)},
)
def list_folder_activity(
    account_id: str,
    folder_id: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[ActivityService, Depends(activity)],
    action: Annotated[str | None, Query(pattern=_ACTION, description="only this event")] = None,
    since: Annotated[SaidInstant | None, Query(alias="from", description="not before this instant")] = None,
    until: Annotated[SaidInstant | None, Query(alias="to", description="before this instant")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing[EntryView]:
    account, folder = known(AccountId, account_id), known(FolderId, folder_id)
    question = Question(action=action, since=since, until=until)
    return listing(service.of_folder(caller, account, folder, question, limit=limit, cursor=cursor), views.entry)


@router.get(
    "/v1/activity/contacts/<contact_id>",
    operation_id="listContactActivity",
    tags=["activity"],
    summary="List what happened to a contact",
    description=(
        "Asks `manage_contacts`: who added, edited or merged it. What was done to it in single accounts is shown to "
        f"whoever sees all of them. {_PAGES}"
    ),
    responses={200: {"description": "A page of entries"}, **problems(UnauthenticatedError, NotAllowedError)},
)
def list_contact_activity(
    contact_id: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[ActivityService, Depends(activity)],
    action: Annotated[str | None, Query(pattern=_ACTION, description="only this event")] = None,
    since: Annotated[SaidInstant | None, Query(alias="from", description="not before this instant")] = None,
    until: Annotated[SaidInstant | None, Query(alias="to", description="before this instant")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing[EntryView]:
    question = Question(action=action, since=since, until=until)
    found = service.of_contact(caller, known(ContactId, contact_id), question, limit=limit, cursor=cursor)
    return listing(found, views.entry)
