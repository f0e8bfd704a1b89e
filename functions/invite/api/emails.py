"""/v1/contacts/{contactId}/emails: the e-mails of a contact, and what stands on them."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.depends import Depends

from functions.invite.contracts.contacts import AddEmail, ChangeEmail, ContactView, RemoveEmail
from functions.invite.model.refusals import EmailInUseError
from functions.invite.service.emails import EmailService
from functions.invite.views import contacts as views
from functions.invite.wiring.access import emails
from shared.domain.errors import (
    KeyReusedError,
    LimitReachedError,
    MalformedError,
    NotAllowedError,
    StaleVersionError,
    UnauthenticatedError,
    WrongStateError,
)
from shared.domain.ids import ContactId, known
from shared.domain.principals import Caller
from shared.http import created, once, problems, routes, staff, versioned
from shared.table.idempotency import Once

router = routes()

_REFUSALS = (UnauthenticatedError, NotAllowedError, StaleVersionError, KeyReusedError, MalformedError)


@router.post(
    "/v1/contacts/<contact_id>/emails",
    operation_id="addEmail",
    tags=["contacts"],
    summary="Add an e-mail",
    description="Asks `manage_contacts`. An e-mail belongs to one contact of the firm; the refusal names the holder.",
    status_code=201,
    responses=problems(*_REFUSALS, EmailInUseError, LimitReachedError),
)
def add_email(
    contact_id: str,
    body: AddEmail,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[EmailService, Depends(emails)],
) -> Response[ContactView]:
    contact = service.add(caller, known(ContactId, contact_id), key, email=body.email)
    return created(views.contact(contact), contact.v)


@router.post(
    "/v1/contacts/<contact_id>/emails/change",
    operation_id="changeEmail",
    tags=["contacts"],
    summary="Put an e-mail in the place of another",
    description=(
        "Asks `manage_contacts`, and `manage_accounts` with access to each account the old e-mail opens. Before "
        "anybody came in by it, its invitation is superseded, the new address gets its accounts and, if an invitation "
        "was out, one of its own. Once somebody is in, the new address is added and invited, and the old one goes on "
        "working until it is switched off by hand. An address that had an invitation less than 60 seconds ago, or as "
        "many as the firm sends, is not written to again: it is `granted` its accounts, and pending. "
        "Nobody is invited while none of the accounts is active."
    ),
    responses=problems(*_REFUSALS, EmailInUseError, LimitReachedError),
)
def change_email(
    contact_id: str,
    body: ChangeEmail,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[EmailService, Depends(emails)],
) -> Response[ContactView]:
    contact = service.change(caller, known(ContactId, contact_id), key, old=body.from_, new=body.to)
    return versioned(views.contact(contact), contact.v)


@router.post(
    "/v1/contacts/<contact_id>/emails/remove",
    operation_id="removeEmail",
    tags=["contacts"],
    summary="Remove an e-mail",
    description=(
        "Asks `manage_contacts`, and access to each account the contact has through it: refused with `NOT_ALLOWED`, "
        "which names none, where there is another. Refused while the e-mail opens an account, and for a contact's last "
        "one; ties through it go with it."
    ),
    responses=problems(*_REFUSALS, WrongStateError),
)
def remove_email(
    contact_id: str,
    body: RemoveEmail,
    caller: Annotated[Caller, Depends(staff)],
    key: Annotated[Once | None, Depends(once)],
    service: Annotated[EmailService, Depends(emails)],
) -> Response[ContactView]:
    contact = service.remove(caller, known(ContactId, contact_id), key, email=body.email)
    return versioned(views.contact(contact), contact.v)
