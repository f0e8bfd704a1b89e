"""Addresses that take no mail: /v1/persons/…/mail, /v1/members/…/mail."""

from typing import Annotated

from aws_lambda_powertools.event_handler.depends import Depends

from functions.invite.contracts.access import PersonView
from functions.invite.contracts.members import MemberView
from functions.invite.service.mailboxes import MailboxService
from functions.invite.views import access as persons
from functions.invite.views import members
from functions.invite.wiring.clients import mailboxes
from shared.domain.clock import Clock
from shared.domain.errors import NotAllowedError, UnauthenticatedError
from shared.domain.ids import MemberId, PersonId, known
from shared.domain.principals import Caller
from shared.http import problems, routes, staff
from shared.wiring.ground import clock

router = routes()


@router.post(
    "/v1/persons/<person_id>/mail/clear",
    operation_id="clearPersonMail",
    tags=["access"],
    summary="Let mail go to a person again",
    description=(
        "Lifts the mark a bounce or a complaint left on the address; asks `manage_accounts`. What was held back "
        "meanwhile is not sent, and a bounced invitation stays so until it is sent again. Repeating it changes nothing."
    ),
    responses=problems(UnauthenticatedError, NotAllowedError),
)
def clear_person_mail(
    person_id: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[MailboxService, Depends(mailboxes)],
    now: Annotated[Clock, Depends(clock)],
) -> PersonView:
    return persons.person(service.clear_person(caller, known(PersonId, person_id)), now())


@router.post(
    "/v1/members/<member_id>/mail/clear",
    operation_id="clearMemberMail",
    tags=["members"],
    summary="Let mail go to a member again",
    description=(
        "Lifts the mark a bounce or a complaint left on the address; for owner and admin. What was held back meanwhile "
        "is not sent. Repeating it changes nothing."
    ),
    responses=problems(UnauthenticatedError, NotAllowedError),
)
def clear_member_mail(
    member_id: str,
    caller: Annotated[Caller, Depends(staff)],
    service: Annotated[MailboxService, Depends(mailboxes)],
) -> MemberView:
    return members.member(service.clear_member(caller, known(MemberId, member_id)))
