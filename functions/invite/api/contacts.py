"""/v1/contacts."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.depends import Depends
from aws_lambda_powertools.event_handler.openapi.params import Query

from functions.invite.contracts.contacts import ContactView, CreateContact
from functions.invite.model.refusals import EmailInUseError
from functions.invite.service.contacts import ContactService
from functions.invite.views import contacts as views
from functions.invite.wiring import contacts
from shared.domain.errors import KeyReusedError, MalformedError, NotAllowedError, UnauthenticatedError
from shared.domain.ids import ContactId, known
from shared.domain.principals import Caller
from shared.http import Cursor, Limit, Listing, created, listing, once, problems, routes, staff, versioned
from shared.table.idempotency import Once

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
