"""/v1/contacts."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.depends import Depends
from aws_lambda_powertools.event_handler.openapi.params import Query

from functions.invite.contracts.access import AccountTieView
from functions.invite.contracts.contacts import ContactDeletedView, ContactView, CreateContact, UpdateContact
from functions.invite.model.refusals import EmailInUseError
from functions.invite.service.contacts import ContactService
from functions.invite.views import contacts as views
from functions.invite.wiring.clients import contacts
from shared.domain.clock import Clock
from shared.domain.errors import (
    KeyReusedError,
    MalformedError,
    NotAllowedError,
    StaleVersionError,
    UnauthenticatedError,
    VersionRequiredError,
    WrongStateError,
)
from shared.domain.ids import ContactId, known
from shared.domain.principals import Caller
from shared.http import Cursor, Limit, Listing, created, listing, once, problems, routes, seen_version, staff, versioned
from shared.table.idempotency import Once
from shared.wiring.ground import clock

router = routes()


@router.get(
    "/v1/contacts",
    operation_id="listContacts",
    tags=["contacts"],
    summary="List the contacts",
    description=(
        "By name. Asks `manage_contacts`. `q` finds names in which each of its words begins a word, by the first eight "
        "words of a name; case and accents don't matter."
    ),
    responses=problems(UnauthenticatedError, NotAllowedError),
)
def list_contacts(
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[ContactService, Depends(contacts)],
    q: Annotated[str | None, Query(min_length=1, max_length=120, description="beginnings of words of the name")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing[ContactView]:
    return listing(service.list(caller, q, limit=limit, cursor=cursor), views.contact)


@router.post(
    "/v1/contacts",
    operation_id="createContact",
    tags=["contacts"],
    summary="Add a contact",
    description="Asks `manage_contacts`. An e-mail belongs to one contact of the firm; the refusal names the holder.",
    status_code=201,
    responses=problems(UnauthenticatedError, NotAllowedError, EmailInUseError, KeyReusedError, MalformedError),
)
def create_contact(
    body: CreateContact,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[ContactService, Depends(contacts)],
) -> Response[ContactView]:
    contact = service.add(caller, key, name=body.name, emails=tuple(body.emails), locale=body.locale)
    return created(views.contact(contact), contact.v)


@router.get(
    "/v1/contacts/<contact_id>",
    operation_id="readContact",
    tags=["contacts"],
    summary="Read a contact",
    description="Asks `manage_contacts`.",
    responses=problems(UnauthenticatedError, NotAllowedError),
)
def read_contact(
    contact_id: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[ContactService, Depends(contacts)],
) -> Response[ContactView]:
    contact = service.get(caller, known(ContactId, contact_id))
    return versioned(views.contact(contact), contact.v)


@router.patch(
    "/v1/contacts/<contact_id>",
    operation_id="updateContact",
    tags=["contacts"],
    summary="Change a contact",
    description=(
        "Asks `manage_contacts`; `If-Match` names the version that was seen. Where else the name is shown, it follows "
        "in a moment."
    ),
    responses=problems(UnauthenticatedError, NotAllowedError, StaleVersionError, VersionRequiredError, MalformedError),
)
def update_contact(
    contact_id: str,
    body: UpdateContact,
    caller: Annotated[Caller, Depends(staff)],
    seen: Annotated[int, Depends(seen_version)],
    service: Annotated[ContactService, Depends(contacts)],
) -> Response[ContactView]:
    contact = service.edit(caller, known(ContactId, contact_id), seen=seen, name=body.name, locale=body.locale)
    return versioned(views.contact(contact), contact.v)


@router.post(
    "/v1/contacts/<contact_id>/delete",
    operation_id="deleteContact",
    tags=["contacts"],
    summary="Delete a contact",
    description=(
        "Asks `manage_contacts`, and access to each account of the contact: refused with `NOT_ALLOWED`, which names "
        "none, where there is another. Refused while login is on in any account, which is to be revoked first. Ties "
        "without login go along, and the e-mails are free for others."
    ),
    responses=problems(UnauthenticatedError, NotAllowedError, WrongStateError, StaleVersionError, KeyReusedError),
)
def delete_contact(
    contact_id: str,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[ContactService, Depends(contacts)],
) -> ContactDeletedView:
    return ContactDeletedView(id=service.delete(caller, known(ContactId, contact_id), key))


@router.get(
    "/v1/contacts/<contact_id>/ties",
    operation_id="listTiesOfContact",
    tags=["contacts"],
    summary="List the accounts of a contact",
    description=(
        "Those the member may see, each with how far the contact has come there; a page may be short. Asks "
        "`manage_contacts`."
    ),
    responses=problems(UnauthenticatedError, NotAllowedError),
)
def list_ties_of_contact(
    contact_id: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[ContactService, Depends(contacts)],
    now: Annotated[Clock, Depends(clock)],
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing[AccountTieView]:
    page = service.list_ties(caller, known(ContactId, contact_id), limit=limit, cursor=cursor)
    return listing(page, lambda row: views.tie(*row, now()))
